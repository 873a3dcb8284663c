//! Limits on hours of presence: those of employees (L124-14), stricter for minors. Derogations exist; callers warn adults and refuse minors.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    duration::Minutes,
    presence::{Hours, Presence},
};

/// Ten hours a day (CT L3121-18).
pub const DAY: Minutes = Minutes::hours(10);
/// Forty-eight hours a week (CT L3121-20).
pub const WEEK: Minutes = Minutes::hours(48);
/// Forty-four hours a week on average over twelve weeks (CT L3121-22).
pub const AVERAGE_WEEK: Minutes = Minutes::hours(44);
/// The weeks of that average.
pub const AVERAGED_WEEKS: u32 = 12;
/// Thirty-five hours: the legal week of employees (CT L3121-27); the limit for minors (CT L3162-1).
pub const LEGAL_WEEK: Minutes = Minutes::hours(35);
/// Six days a week (CT L3132-1); the seventh gives the weekly rest of 35 hours (CT L3132-2, L3131-1).
pub const DAYS_A_WEEK: u32 = 6;
/// Eight hours a day for minors (CT L3162-1).
pub const MINOR_DAY: Minutes = Minutes::hours(8);
/// The age of majority (C. civ. 414).
pub const MAJORITY: u32 = 18;

/// The longest day, with its date. CT L3121-18, L3162-1.
pub fn longest_day(hours: &Hours) -> Option<(NaiveDate, Minutes)> {
    first_largest(hours.iter())
}

/// The fullest civil week, by its Monday. CT L3121-20, L3162-1.
pub fn fullest_week(hours: &Hours) -> Option<(NaiveDate, Minutes)> {
    first_largest(hours.by_week())
}

/// The fullest twelve civil weeks in a row, by the Monday of the first and their sum. CT L3121-22.
pub fn fullest_twelve_weeks(hours: &Hours) -> Option<(NaiveDate, Minutes)> {
    let weeks = hours.by_week();
    first_largest(weeks.keys().map(|first| {
        let end = first.checked_add_days(Days::new(u64::from(AVERAGED_WEEKS) * 7)).unwrap_or(NaiveDate::MAX);
        (*first, weeks.range(*first..end).map(|(_, m)| *m).sum())
    }))
}

/// The first of the largest: `max_by_key` keeps the last.
fn first_largest(all: impl IntoIterator<Item = (NaiveDate, Minutes)>) -> Option<(NaiveDate, Minutes)> {
    all.into_iter().reduce(|most, next| if next.1 > most.1 { next } else { most })
}

/// The first week with presence on all seven days, by its Monday. CT L3132-1, L3132-2.
pub fn week_without_rest(hours: &Hours) -> Option<NaiveDate> {
    hours.by_week().into_keys().find(|week| week.iter_days().take(7).all(|day| hours.contains(day)))
}

/// The first week without two consecutive days of rest, by its Monday; the second may be the Monday after. CT L3164-2.
pub fn week_without_two_days_of_rest(hours: &Hours) -> Option<NaiveDate> {
    let free = |day: NaiveDate| !hours.contains(day);
    hours.by_week().into_keys().find(|week| !week.iter_days().take(7).any(|day| free(day) && day.succ_opt().is_none_or(free)))
}

/// The day of the eighteenth birthday; 1 March for those born on 29 February.
pub fn majority(born: NaiveDate) -> NaiveDate {
    let year = born.year() + i32::try_from(MAJORITY).unwrap_or(0);
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(NaiveDate::MAX)
}

/// Whether a day is 1 May, the one public holiday that is off for adults too. CT L3133-4.
pub fn is_may_day(day: NaiveDate) -> bool {
    (day.month(), day.day()) == (5, 1)
}

/// The hours done before the eighteenth birthday. CT L3161-1 2°.
pub fn as_a_minor(presence: &Presence, born: NaiveDate) -> Hours {
    presence.worked.before(majority(born))
}

/// The first public holiday worked before the eighteenth birthday. CT L3164-6.
pub fn holiday_as_a_minor(presence: &Presence, born: NaiveDate) -> Option<NaiveDate> {
    presence.holidays_worked.iter().copied().find(|day| *day < majority(born))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn hours(first: &str, minutes: &[u16]) -> Hours {
        day(first).iter_days().zip(minutes.iter().copied()).collect()
    }

    #[test]
    fn the_longest_day_and_the_fullest_week_are_named() {
        let h = hours("2026-03-02", &[420, 620, 0, 620, 0, 0, 0, 480, 480, 480, 480, 480, 480]);
        assert_eq!(longest_day(&h), Some((day("2026-03-03"), Minutes(620))));
        assert_eq!(fullest_week(&h), Some((day("2026-03-09"), Minutes(2880))));
        assert_eq!(longest_day(&Hours::default()), None);
    }

    #[test]
    fn twelve_weeks_are_averaged_with_their_empty_days() {
        let h = hours("2026-01-05", &[529; 7 * 12]);
        assert_eq!(fullest_twelve_weeks(&h), Some((day("2026-01-05"), Minutes(529 * 84))));
        assert!(Minutes(529 * 84) > Minutes(AVERAGE_WEEK.0 * AVERAGED_WEEKS));
    }

    #[test]
    fn rest_is_a_day_a_week_and_two_in_a_row_for_minors() {
        assert_eq!(week_without_rest(&hours("2026-03-02", &[60; 7])), Some(day("2026-03-02")));
        assert_eq!(week_without_rest(&hours("2026-03-03", &[60; 12])), None, "seven in a row over two civil weeks");
        assert_eq!(week_without_two_days_of_rest(&hours("2026-03-02", &[60, 60, 0, 60, 60, 60, 0, 60])), Some(day("2026-03-02")));
        assert_eq!(
            week_without_two_days_of_rest(&hours("2026-03-02", &[60, 60, 0, 60, 60, 60, 0, 0, 60])),
            None,
            "Sunday and the Monday after"
        );
        assert_eq!(week_without_two_days_of_rest(&hours("2026-03-02", &[60; 5])), None);
    }

    #[test]
    fn majority_is_the_eighteenth_birthday() {
        assert_eq!(majority(day("2008-02-29")), day("2026-03-01"));
        assert_eq!(majority(day("2008-05-04")), day("2026-05-04"));
    }
}
