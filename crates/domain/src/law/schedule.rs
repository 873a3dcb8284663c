//! What hours are planned on a day, before holidays and absences.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::period::{Period, monday};

/// Minutes of each day of a week, Monday first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Week(pub [u16; 7]);

impl Week {
    /// Seven hours, Monday to Friday.
    pub const FULL_TIME: Self = Self::weekdays(420);

    /// The same minutes each day from Monday to Friday.
    pub const fn weekdays(minutes: u16) -> Self {
        Self([minutes, minutes, minutes, minutes, minutes, 0, 0])
    }

    /// Minutes planned on a day of that week.
    pub fn on(&self, day: NaiveDate) -> u16 {
        let [mon, tue, wed, thu, fri, sat, sun] = self.0;
        match day.weekday() {
            chrono::Weekday::Mon => mon,
            chrono::Weekday::Tue => tue,
            chrono::Weekday::Wed => wed,
            chrono::Weekday::Thu => thu,
            chrono::Weekday::Fri => fri,
            chrono::Weekday::Sat => sat,
            chrono::Weekday::Sun => sun,
        }
    }
}

/// How the weekly presence is given (D124-4 6°).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// The same week throughout.
    Weekly(Week),
    /// Weeks in turn, the first one being the civil week in which the internship starts.
    Alternating(Vec<Week>),
    /// Stretches of the calendar with a week each; where two overlap the later in the list counts; nothing is planned outside them.
    Periods(Vec<(Period, Week)>),
    /// Each day with its minutes.
    Dated(BTreeMap<NaiveDate, u16>),
}

impl Schedule {
    /// Minutes planned on a day of an internship that starts on `start`.
    pub fn planned(&self, day: NaiveDate, start: NaiveDate) -> u16 {
        match self {
            Self::Weekly(week) => week.on(day),
            Self::Alternating(weeks) => {
                let passed = (monday(day) - monday(start)).num_days() / 7;
                let turn = i64::try_from(weeks.len()).ok().and_then(|n| passed.checked_rem_euclid(n));
                turn.and_then(|turn| weeks.get(usize::try_from(turn).ok()?)).map_or(0, |week| week.on(day))
            }
            Self::Periods(periods) => periods.iter().rev().find(|(period, _)| period.contains(day)).map_or(0, |(_, week)| week.on(day)),
            Self::Dated(days) => days.get(&day).copied().unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_alternate_from_the_week_of_the_start() {
        let schedule = Schedule::Alternating(vec![Week::FULL_TIME, Week([0, 0, 0, 450, 450, 0, 0])]);
        let start = day("2026-03-05"); // a Thursday
        let planned = |text| schedule.planned(day(text), start);
        assert_eq!([planned("2026-03-06"), planned("2026-03-09"), planned("2026-03-12"), planned("2026-03-16")], [420, 0, 450, 420]);
        assert_eq!(Schedule::Alternating(vec![]).planned(start, start), 0);
    }

    #[test]
    fn a_later_period_refines_an_earlier_one() {
        let period = |a, b| Period::new(day(a), day(b)).unwrap();
        let schedule = Schedule::Periods(vec![
            (period("2026-03-02", "2026-03-31"), Week::FULL_TIME),
            (period("2026-03-09", "2026-03-13"), Week::weekdays(210)),
        ]);
        let planned = |text| schedule.planned(day(text), day("2026-03-02"));
        assert_eq!([planned("2026-03-06"), planned("2026-03-09"), planned("2026-03-16"), planned("2026-04-01")], [420, 210, 420, 0]);
    }

    #[test]
    fn dated_hours_are_those_of_their_day() {
        let schedule = Schedule::Dated(BTreeMap::from([(day("2026-03-07"), 95)]));
        assert_eq!(
            (schedule.planned(day("2026-03-07"), day("2026-03-02")), schedule.planned(day("2026-03-08"), day("2026-03-02"))),
            (95, 0)
        );
    }
}
