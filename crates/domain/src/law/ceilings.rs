//! The hourly ceiling of social security (PHSS), year by year: a table that an administrator extends, never a constant.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// Whole euros per hour, one row a civil year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceilings(BTreeMap<i32, u32>);

/// The ceiling used for a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// Whole euros per hour.
    pub euros: u32,
    /// Whether the table has the year, or the nearest one was taken.
    pub source: Source,
}

/// Where a ceiling comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The year's own row.
    Published,
    /// The year has no row yet: that of another year stands in.
    StandIn(i32),
}

impl Ceilings {
    /// The published values of 2015 to 2026 (CSS D242-19).
    pub fn published() -> Self {
        let years = [24, 24, 24, 25, 25, 26, 26, 26, 27, 29, 29, 30];
        Self((2015..).zip(years).collect())
    }

    /// With a year's value added or corrected.
    #[must_use]
    pub fn with(mut self, year: i32, euros: u32) -> Self {
        self.0.insert(year, euros);
        self
    }

    /// The rows, oldest first.
    pub fn rows(&self) -> impl Iterator<Item = (i32, u32)> {
        self.0.iter().map(|(year, euros)| (*year, *euros))
    }

    /// The ceiling of a civil year: its row, else the last one before, else the first one.
    pub fn of(&self, year: i32) -> Ceiling {
        let row = self.0.range(..=year).next_back().or_else(|| self.0.iter().next());
        let (found, euros) = row.map_or((year, 0), |(found, euros)| (*found, *euros));
        Ceiling { euros, source: if found == year { Source::Published } else { Source::StandIn(found) } }
    }
}

impl Default for Ceilings {
    fn default() -> Self {
        Self::published()
    }
}

/// The hourly ceiling that follows from the monthly one: × 12 / 1607, to the nearest euro (CSS D242-19, CT L3121-41).
pub fn hourly_of_monthly(monthly_euros: u32) -> u32 {
    u32::try_from((u64::from(monthly_euros) * 24 + 1607) / 3214).unwrap_or(u32::MAX)
}

/// The share of the ceiling that gratification must reach, in hundredths of a percent, by date of signature: the decree of 2014 raised it twice.
pub fn share(signed: NaiveDate) -> u32 {
    match (signed.year(), signed.month()) {
        (..=2013, _) | (2014, ..=11) => 1250,
        (2014, _) | (2015, ..=8) => 1375,
        _ => CURRENT_SHARE,
    }
}

/// Fifteen percent, since 1 September 2015 (L124-6, D124-8).
pub const CURRENT_SHARE: u32 = 1500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_table_follows_from_the_monthly_ceilings() {
        let monthly = [3170, 3218, 3269, 3311, 3377, 3428, 3428, 3428, 3666, 3864, 3925, 4005];
        let computed: Vec<_> = (2015..).zip(monthly.map(hourly_of_monthly)).collect();
        assert_eq!(Ceilings::published().rows().collect::<Vec<_>>(), computed);
        assert_eq!((hourly_of_monthly(4084), hourly_of_monthly(4085)), (30, 31), "the step that 2027 may cross");
    }

    #[test]
    fn a_year_without_a_row_takes_the_last_one_and_says_so() {
        let table = Ceilings::published();
        assert_eq!(table.of(2026), Ceiling { euros: 30, source: Source::Published });
        assert_eq!(table.of(2028), Ceiling { euros: 30, source: Source::StandIn(2026) });
        assert_eq!(table.of(2010), Ceiling { euros: 24, source: Source::StandIn(2015) });
        assert_eq!(table.with(2027, 31).of(2027), Ceiling { euros: 31, source: Source::Published });
    }

    #[test]
    fn the_share_depends_on_the_signature() {
        let on = |text: &str| share(text.parse().unwrap());
        assert_eq!([on("2014-11-30"), on("2014-12-01"), on("2015-08-31"), on("2015-09-01")], [1250, 1375, 1375, 1500]);
    }
}
