//! What the clock on the wall says, where the institution is.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// UTC to the time of Paris: one hour, two between the last Sundays of March and October at 1 h UTC (directive 2000/84/EC).
pub fn paris(utc: NaiveDateTime) -> NaiveDateTime {
    let switch = |month| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        let sunday = last - chrono::Days::new(u64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0)
    };
    let summer = matches!((switch(3), switch(10)), (Some(from), Some(to)) if from <= utc && utc < to);
    utc + chrono::TimeDelta::hours(if summer { 2 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_changes_its_clock_on_the_last_sundays_of_march_and_october() {
        let at = |m, d, h| NaiveDate::from_ymd_opt(2026, m, d).unwrap().and_hms_opt(h, 30, 0).unwrap();
        assert_eq!(paris(at(3, 29, 0)), at(3, 29, 1));
        assert_eq!(paris(at(3, 29, 1)), at(3, 29, 3));
        assert_eq!(paris(at(10, 25, 0)), at(10, 25, 2));
        assert_eq!(paris(at(10, 25, 1)), at(10, 25, 2));
    }
}
