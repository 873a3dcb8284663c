//! A stretch of days, bounds included.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Days from the first to the last, both included; never reversed, never longer than [`Period::LONGEST`] days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    last: NaiveDate,
}

/// Two dates that make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPeriod {
    /// The end comes before the start.
    #[error("ends before it starts")]
    Reversed,
    /// Ten years and more: a mistyped year.
    #[error("longer than ten years")]
    TooLong,
}

impl Period {
    /// More days than any internship; keeps every count over the days of a period short.
    pub const LONGEST: u32 = 3660;

    /// From a first day to a last one.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, NotAPeriod> {
        match u32::try_from((last - first).num_days()) {
            Err(_) => Err(NotAPeriod::Reversed),
            Ok(between) if between >= Self::LONGEST => Err(NotAPeriod::TooLong),
            Ok(_) => Ok(Self { first, last }),
        }
    }

    /// The first day.
    pub const fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day.
    pub const fn last(self) -> NaiveDate {
        self.last
    }

    /// How many calendar days.
    pub fn length(self) -> u32 {
        u32::try_from((self.last - self.first).num_days()).unwrap_or(0) + 1
    }

    /// Each day, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| *day <= self.last)
    }

    /// Whether a day is inside.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Whether every day of `other` is inside.
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// The days in both.
    pub fn common(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// Widened to whole civil weeks, Monday to Sunday (CT L3121-35).
    #[must_use]
    pub fn civil_weeks(self) -> Self {
        let last = monday(self.last).checked_add_days(Days::new(6)).unwrap_or(self.last);
        Self { first: monday(self.first), last }
    }
}

/// The Monday of a day's civil week.
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.week(Weekday::Mon).checked_first_day().unwrap_or(day)
}

/// Whether a day is neither Saturday nor Sunday.
pub(crate) fn is_weekday(day: NaiveDate) -> bool {
    day.weekday().num_days_from_monday() < 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    #[test]
    fn a_period_has_its_bounds_and_an_order() {
        let march = Period::new(day(3, 1), day(3, 31)).unwrap();
        assert_eq!((march.length(), march.days().count()), (31, 31));
        assert!(march.contains(day(3, 1)) && march.contains(day(3, 31)) && !march.contains(day(4, 1)));
        assert_eq!(Period::new(day(3, 2), day(3, 1)), Err(NotAPeriod::Reversed));
        assert_eq!(Period::new(day(3, 2), NaiveDate::MAX), Err(NotAPeriod::TooLong));
        assert_eq!(Period::new(day(3, 2), day(3, 2)).unwrap().length(), 1);
    }

    #[test]
    fn a_saturday_belongs_to_the_week_of_its_monday() {
        let week = Period::new(day(3, 7), day(3, 7)).unwrap().civil_weeks();
        assert_eq!((week.first(), week.last()), (day(3, 2), day(3, 8)));
    }

    #[test]
    fn common_days_are_found() {
        let (a, b) = (Period::new(day(3, 1), day(3, 10)).unwrap(), Period::new(day(3, 10), day(3, 20)).unwrap());
        assert_eq!(a.common(b), Period::new(day(3, 10), day(3, 10)).ok());
        assert_eq!(b.common(Period::new(day(4, 1), day(4, 2)).unwrap()), None);
    }
}
