//! Days, relative to the day on which the demo is made.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};
use tremplin_domain::{law::period::monday, year::AcademicYear};

/// How long the recent part lasts, in which most of what is in progress was begun.
pub(crate) const RECENT_DAYS: i64 = 75;
/// How much of everything was begun in it, in hundredths.
const RECENT_SHARE: u64 = 45;

/// A day that many days later or earlier; the day itself at the end of time.
pub(crate) fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    TimeDelta::try_days(days).and_then(|delta| day.checked_add_signed(delta)).unwrap_or(day)
}

/// A moment that many minutes later.
pub(crate) fn later(at: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    TimeDelta::try_minutes(minutes).and_then(|delta| at.checked_add_signed(delta)).unwrap_or(at)
}

/// Midnight of a day and that many minutes.
pub(crate) fn at(day: NaiveDate, minutes: i64) -> NaiveDateTime {
    later(day.and_time(chrono::NaiveTime::MIN), minutes)
}

/// The first Monday on or after a day.
pub(crate) fn next_monday(day: NaiveDate) -> NaiveDate {
    let this = monday(day);
    if this == day { day } else { this.checked_add_days(Days::new(7)).unwrap_or(day) }
}

/// The academic year of the demo's day.
pub(crate) fn current_year(today: NaiveDate) -> AcademicYear {
    AcademicYear::of(today)
}

/// The last academic year in which people are enrolled: early enrolment opens in July.
pub(crate) fn latest_year(today: NaiveDate) -> AcademicYear {
    let this = current_year(today);
    if (7..=8).contains(&today.month()) { this.next() } else { this }
}

/// The first day of the three years.
fn first_day(today: NaiveDate) -> NaiveDate {
    let year = current_year(today).first() - 2;
    NaiveDate::from_ymd_opt(year, 9, 4).unwrap_or(today)
}

/// When conventions are begun: more in spring, and many of late.
#[derive(Debug, Clone)]
pub(crate) struct Rhythm {
    first: NaiveDate,
    /// Weight of all days up to each, the last one being yesterday.
    upto: Vec<u64>,
}

impl Rhythm {
    pub(crate) fn new(today: NaiveDate) -> Self {
        let first = first_day(today);
        let days: Vec<_> = first.iter_days().take_while(|day| *day < today).collect();
        let recent = |day: &NaiveDate| (today - *day).num_days() <= RECENT_DAYS;
        let weight =
            |day: &NaiveDate| if recent(day) { 10 } else { season(day.month()) } * u64::from(day.weekday().num_days_from_monday() < 5);
        let sum = |wanted: bool| days.iter().filter(|d| recent(d) == wanted).map(weight).sum::<u64>().max(1);
        let (old, new) = (sum(false), sum(true));
        // Each part is scaled by the other's sum, so that the shares hold whatever the day.
        let scaled =
            |day: &NaiveDate| if recent(day) { weight(day) * old * RECENT_SHARE } else { weight(day) * new * (100 - RECENT_SHARE) };
        let upto = days.iter().scan(0, |sum, day| {
            *sum += scaled(day);
            Some(*sum)
        });
        Self { first, upto: upto.collect() }
    }

    /// When the `index`th of `count` is begun: during office hours, in the order of indexes.
    pub(crate) fn begun(&self, index: usize, count: usize) -> NaiveDateTime {
        let total = u128::from(self.upto.last().copied().unwrap_or(1));
        let wide = |n: usize| u128::try_from(n).unwrap_or(0);
        let target = (wide(index) * 2 + 1) * total / (wide(count.max(1)) * 2);
        let day = self.upto.partition_point(|sum| u128::from(*sum) <= target);
        let before = day.checked_sub(1).and_then(|d| self.upto.get(d)).copied().unwrap_or(0);
        let within = self.upto.get(day).map_or(1, |sum| (sum - before).max(1));
        // From 8 h to 18 h.
        let minutes = (target - u128::from(before)) * 600 / u128::from(within);
        at(shift(self.first, i64::try_from(day).unwrap_or(0)), 480 + i64::try_from(minutes.min(600)).unwrap_or(0))
    }
}

const fn season(month: u32) -> u64 {
    match month {
        9 => 4,
        6 | 10 => 5,
        11 | 12 => 6,
        1 => 10,
        2 => 14,
        3 => 18,
        4 => 16,
        5 => 12,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begun_in_order_over_three_years_and_never_after_yesterday() {
        for today in ["2026-11-23", "2026-09-01", "2027-03-15", "2027-08-31"] {
            let today: NaiveDate = today.parse().unwrap();
            let rhythm = Rhythm::new(today);
            let all: Vec<_> = (0..600).map(|i| rhythm.begun(i, 600)).collect();
            assert!(all.is_sorted());
            assert!(all.last().unwrap().date() < today);
            assert_eq!(AcademicYear::of(all[0].date()).first(), AcademicYear::of(today).first() - 2);
            let recent = all.iter().filter(|at| (today - at.date()).num_days() <= RECENT_DAYS).count();
            assert!((260..=280).contains(&recent), "{today}: {recent}");
        }
    }
}
