//! Durations in minutes, and their legal reading in days and months.

use std::{fmt, iter::Sum, ops};

use chrono::{Datelike, NaiveDate};

/// A duration in whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes(pub u32);

/// Seven hours of presence make a day (D124-6).
pub const LEGAL_DAY: Minutes = Minutes(420);
/// Twenty-two days of presence make a month (D124-6).
pub const DAYS_IN_A_LEGAL_MONTH: u32 = 22;
/// Two months, 308 h: gratification and the leave clause are due strictly above (L124-6, L124-13, D124-6).
pub const TWO_MONTHS: Minutes = Minutes(2 * DAYS_IN_A_LEGAL_MONTH * LEGAL_DAY.0);
/// Six months, 924 h: the most at one host in one academic year (L124-5, D124-6).
pub const SIX_MONTHS: Minutes = Minutes(6 * DAYS_IN_A_LEGAL_MONTH * LEGAL_DAY.0);

impl Minutes {
    /// A whole number of hours.
    pub const fn hours(hours: u32) -> Self {
        Self(hours.saturating_mul(60))
    }

    /// Whole hours, and the minutes that remain.
    pub const fn split(self) -> (u32, u32) {
        (self.0 / 60, self.0 % 60)
    }

    /// What this exceeds `other` by; zero when it does not.
    #[must_use]
    pub const fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl ops::Add for Minutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::AddAssign for Minutes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self(0), ops::Add::add)
    }
}

/// A duration as the convention and the certificate print it (D124-6, D124-9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct LegalDuration {
    /// Months of 22 days.
    pub months: u32,
    /// Days of seven hours, fewer than 22.
    pub days: u32,
    /// What does not make a day.
    pub rest: Minutes,
}

impl From<Minutes> for LegalDuration {
    fn from(duration: Minutes) -> Self {
        let days = duration.0 / LEGAL_DAY.0;
        Self { months: days / DAYS_IN_A_LEGAL_MONTH, days: days % DAYS_IN_A_LEGAL_MONTH, rest: Minutes(duration.0 % LEGAL_DAY.0) }
    }
}

/// A civil month; reads `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Civil year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl From<NaiveDate> for Month {
    fn from(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month() }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_months_are_308_hours_and_six_are_924() {
        assert_eq!((TWO_MONTHS, SIX_MONTHS), (Minutes::hours(308), Minutes::hours(924)));
        assert_eq!(LegalDuration::from(TWO_MONTHS), LegalDuration { months: 2, days: 0, rest: Minutes(0) });
        assert_eq!(LegalDuration::from(Minutes(420 * 23 + 59)), LegalDuration { months: 1, days: 1, rest: Minutes(59) });
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_the_legal_reading(minutes in 0_u32..10_000_000) {
            let LegalDuration { months, days, rest } = Minutes(minutes).into();
            prop_assert_eq!((months * 22 + days) * 420 + rest.0, minutes);
            prop_assert!(days < 22 && rest < LEGAL_DAY);
        }
    }
}
