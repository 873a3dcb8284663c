//! When gratification is due, and how much at least.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{
    ceilings::{Ceilings, Source, share},
    duration::{Minutes, Month, TWO_MONTHS},
    money::Cents,
};

/// Which year's ceiling applies to an internship that passes 1 January: the text does not say, the institution does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CeilingPolicy {
    /// The ceiling of the year of signature, throughout.
    #[default]
    FrozenAtSignature,
    /// Each month has the ceiling of its own year.
    ByMonth,
}

impl CeilingPolicy {
    /// The word of the settings.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrozenAtSignature => "frozen_at_signature",
            Self::ByMonth => "by_month",
        }
    }

    /// From that word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::FrozenAtSignature, Self::ByMonth].into_iter().find(|p| p.code() == code)
    }
}

/// Whether gratification is due: above two months in one convention, or in all conventions with one host in one academic year. L124-6, D124-8.
///
/// Durations, not presence; planned ones: an internship broken off early stays due for the hours done.
pub fn is_due(convention: Minutes, same_host_and_year: Minutes) -> bool {
    convention.max(same_host_and_year) > TWO_MONTHS
}

/// The law's rate for a convention: a share of a dated ceiling.
#[derive(Debug, Clone, Copy)]
pub struct Tariff<'a> {
    /// The table of ceilings.
    pub ceilings: &'a Ceilings,
    /// Date of signature; of the start while unsigned.
    pub signed: NaiveDate,
    /// Which year counts.
    pub policy: CeilingPolicy,
}

impl Tariff<'_> {
    /// The same with the other policy.
    #[must_use]
    pub const fn under(self, policy: CeilingPolicy) -> Self {
        Self { policy, ..self }
    }

    /// The least per hour in a month. L124-6, D124-8.
    pub fn hourly(&self, month: Month) -> Cents {
        self.amount(Minutes(60), self.year_for(month))
    }

    /// The least for these hours: one rounding when the ceiling is frozen, one a month when it is not. L124-6, D124-8.
    pub fn total(&self, months: &BTreeMap<Month, Minutes>) -> Cents {
        match self.policy {
            CeilingPolicy::FrozenAtSignature => self.amount(months.values().copied().sum(), self.signed.year()),
            CeilingPolicy::ByMonth => months.iter().map(|(month, minutes)| self.amount(*minutes, month.year)).sum(),
        }
    }

    /// The years whose ceiling is needed and not in the table, each with the year that stands in.
    pub fn unknown_years(&self, months: &BTreeMap<Month, Minutes>) -> BTreeMap<i32, i32> {
        let years = months.keys().map(|month| self.year_for(*month));
        let stand_in = |year| match self.ceilings.of(year).source {
            Source::Published => None,
            Source::StandIn(other) => Some((year, other)),
        };
        years.filter_map(stand_in).collect()
    }

    fn year_for(&self, month: Month) -> i32 {
        match self.policy {
            CeilingPolicy::FrozenAtSignature => self.signed.year(),
            CeilingPolicy::ByMonth => month.year,
        }
    }

    fn amount(&self, minutes: Minutes, year: i32) -> Cents {
        share_of(minutes, self.ceilings.of(year).euros, share(self.signed))
    }
}

/// A share, in hundredths of a percent, of an hourly ceiling for these minutes.
pub fn share_of(minutes: Minutes, ceiling_euros: u32, share: u32) -> Cents {
    Cents::ratio(i128::from(minutes.0) * i128::from(ceiling_euros) * i128::from(share), 6000)
}

/// Equal monthly payments, the remainder in the last one (D124-8: paid monthly; the flat rate of L124-6 permits smoothing).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalments {
    /// How many payments.
    pub count: u32,
    /// Each but the last.
    pub each: Cents,
    /// The last.
    pub last: Cents,
}

impl Instalments {
    /// Spreads a total over that many payments; at least one.
    pub fn of(total: Cents, count: u32) -> Self {
        let count = count.max(1);
        let each = Cents::ratio(total.0.into(), count.into());
        Self { count, each, last: Cents(total.0 - each.times(count - 1).0) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn due_strictly_above_two_months_by_either_limb() {
        let hours = Minutes::hours;
        assert!(!is_due(TWO_MONTHS, TWO_MONTHS));
        assert!(is_due(Minutes(TWO_MONTHS.0 + 1), Minutes(0)), "one continuous convention, whatever the years");
        assert!(is_due(hours(155), hours(160 + 155)), "all of the year at one host");
        assert!(!is_due(hours(200), hours(200)), "the other 200 h were in another year");
    }

    #[test]
    fn months_beyond_the_table_are_named() {
        let ceilings = Ceilings::published();
        let tariff = Tariff { ceilings: &ceilings, signed: "2026-10-01".parse().unwrap(), policy: CeilingPolicy::ByMonth };
        let months = BTreeMap::from([(Month { year: 2026, month: 12 }, Minutes(9)), (Month { year: 2027, month: 1 }, Minutes(9))]);
        assert_eq!(tariff.unknown_years(&months), BTreeMap::from([(2027, 2026)]));
        assert!(tariff.under(CeilingPolicy::FrozenAtSignature).unknown_years(&months).is_empty());
    }

    proptest! {
        #[test]
        fn instalments_add_up(total in 0_i64..10_000_000, count in 1_u32..13) {
            let Instalments { count, each, last } = Instalments::of(Cents(total), count);
            prop_assert_eq!(each.times(count - 1).0 + last.0, total);
            prop_assert!((each.0 - last.0).abs() <= i64::from(count));
        }
    }
}
