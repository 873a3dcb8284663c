//! The academic year.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::law::period::Period;

/// An academic year, 1 September to 31 August unless the institution moves the switch date; named by its first civil year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AcademicYear(i32);

impl AcademicYear {
    /// The year that starts in the given civil year, 1990 to 2999.
    pub fn starting(civil_year: i32) -> Option<Self> {
        (1990..=2999).contains(&civil_year).then_some(Self(civil_year))
    }

    /// The academic year in which a day falls, with the switch on 1 September.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The first civil year.
    pub const fn first(self) -> i32 {
        self.0
    }

    /// From when to when an enrolment of that year is valid: the year, and the September in which what ends late is still assessed.
    pub fn enrolment(self) -> Option<Period> {
        let day = |year, day| NaiveDate::from_ymd_opt(year, 9, day);
        Period::new(day(self.0, 1)?, day(self.0 + 1, 30)?).ok()
    }

    /// The year after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }
}

impl fmt::Display for AcademicYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_is_on_the_first_of_september() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        assert_eq!(AcademicYear::of(day(8, 31)).to_string(), "2025/2026");
        assert_eq!(AcademicYear::of(day(9, 1)).to_string(), "2026/2027");
    }
}
