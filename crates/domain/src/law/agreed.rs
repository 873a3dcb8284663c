//! An agreed gratification, put beside what the law asks for or allows.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{
    duration::{Minutes, Month},
    gratification::{CeilingPolicy, Instalments, Tariff},
    money::Cents,
    period::{Period, is_weekday},
    presence::Hours,
};

/// What an amount is paid for (D124-4 8°).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Per {
    /// Each hour of presence.
    Hour,
    /// Each day of presence.
    Day,
    /// Each civil week with presence.
    Week,
    /// Each civil month with presence.
    Month,
    /// The whole internship.
    Total,
}

impl Per {
    /// All, in the order in which people choose.
    pub const ALL: [Self; 5] = [Self::Hour, Self::Day, Self::Week, Self::Month, Self::Total];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Total => "total",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.code() == code)
    }
}

/// An amount in euros and what it is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// Cents of euro.
    pub amount: Cents,
    /// For each of these.
    pub per: Per,
}

/// An hourly rate to a hundredth of a cent, for people to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourlyRate(pub i64);

/// How an agreed amount stands to the legal one.
///
/// A monthly amount leaves open what a month begun or ended halfway is paid: in full (as the State's simulator divides) or by share.
/// For every other unit the two are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// If incomplete months are paid in full; the legal instalment counts as equal.
    pub in_full: Ordering,
    /// If they are paid by their share of weekdays.
    pub by_share: Ordering,
}

/// Whether something holds of an amount, given that incomplete months may be paid in full or by share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Either way.
    Yes,
    /// Only if incomplete months are paid in full.
    InFullOnly,
    /// Neither way.
    No,
}

impl Standing {
    const fn same(order: Ordering) -> Self {
        Self { in_full: order, by_share: order }
    }

    /// Whether the agreed amount reaches the legal one.
    pub const fn is_enough(self) -> Holds {
        holds(self.in_full.is_ge(), self.by_share.is_ge())
    }

    /// Whether the agreed amount exceeds the legal one.
    pub const fn is_above(self) -> Holds {
        holds(self.in_full.is_gt(), self.by_share.is_gt())
    }
}

const fn holds(in_full: bool, by_share: bool) -> Holds {
    match (in_full, by_share) {
        (true, true) => Holds::Yes,
        (true, false) => Holds::InFullOnly,
        (false, _) => Holds::No,
    }
}

/// An agreed amount over the hours of one internship.
#[derive(Debug, Clone)]
pub struct Pay<'a> {
    agreed: Agreed,
    hours: &'a Hours,
    months: BTreeMap<Month, Minutes>,
    period: Period,
}

impl<'a> Pay<'a> {
    /// The amount over these paid hours.
    pub fn new(agreed: Agreed, hours: &'a Hours, period: Period) -> Self {
        Self { agreed, hours, months: hours.by_month(), period }
    }

    /// How many payments a monthly amount makes: civil months with hours.
    pub fn payments(&self) -> u32 {
        u32::try_from(self.months.len()).unwrap_or(u32::MAX)
    }

    /// The whole, incomplete months paid in full.
    pub fn total(&self) -> Cents {
        let Agreed { amount, per } = self.agreed;
        match per {
            Per::Hour => hourly_amount(amount, self.hours.minutes()),
            Per::Day => amount.times(self.hours.days()),
            Per::Week => amount.times(u32::try_from(self.hours.by_week().len()).unwrap_or(u32::MAX)),
            Per::Month => amount.times(self.payments()),
            Per::Total => amount,
        }
    }

    /// The whole per hour; none without hours.
    pub fn hourly(&self) -> Option<HourlyRate> {
        let minutes = self.hours.minutes().0;
        (minutes > 0).then(|| HourlyRate(Cents::ratio(i128::from(self.total().0) * 6000, minutes.into()).0))
    }

    /// How it stands to the legal rate. L124-6, D124-8.
    pub fn against(&self, tariff: &Tariff<'_>) -> Standing {
        let legal = tariff.total(&self.months);
        match self.agreed.per {
            Per::Month => self.monthly_against(legal),
            // Rounded as the legal amount is, so that the legal rate itself is equal.
            Per::Hour if tariff.policy == CeilingPolicy::ByMonth => {
                let total: Cents = self.months.values().map(|minutes| hourly_amount(self.agreed.amount, *minutes)).sum();
                Standing::same(total.cmp(&legal))
            }
            Per::Hour | Per::Day | Per::Week | Per::Total => Standing::same(self.total().cmp(&legal)),
        }
    }

    fn monthly_against(&self, legal: Cents) -> Standing {
        let in_full = self.agreed.amount.cmp(&Instalments::of(legal, self.payments()).each);
        Standing { in_full, by_share: self.by_share().map_or(in_full, |total| total.cmp(&legal)) }
    }

    /// The whole with incomplete months paid by their share of weekdays; none when every month is complete.
    fn by_share(&self) -> Option<Cents> {
        let shares: Vec<_> = self.months.keys().map(|month| self.share_of(*month)).collect();
        let incomplete = shares.iter().any(|(covered, all)| covered < all);
        incomplete.then(|| {
            shares.into_iter().map(|(covered, all)| Cents::ratio(i128::from(self.agreed.amount.0) * i128::from(covered), all.into())).sum()
        })
    }

    /// Weekdays of a month inside the internship, and all of them.
    fn share_of(&self, month: Month) -> (u32, u32) {
        let days = chrono::NaiveDate::from_ymd_opt(month.year, month.month, 1).into_iter().flat_map(|first| first.iter_days().take(31));
        let weekdays = days.filter(|day| Month::from(*day) == month && is_weekday(*day));
        weekdays.fold((0, 0), |(covered, all), day| (covered + u32::from(self.period.contains(day)), all + 1))
    }
}

fn hourly_amount(amount: Cents, minutes: Minutes) -> Cents {
    Cents::ratio(i128::from(amount.0) * i128::from(minutes.0), 60)
}
