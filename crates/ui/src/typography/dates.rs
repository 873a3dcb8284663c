//! Days, spans and hours of the clock.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use tremplin_domain::locale::Locale;

const MONTHS_FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const SHORT_FR: [&str; 12] = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS_FR: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// How the name of a month is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Months {
    /// « novembre », "November".
    Whole,
    /// « nov. », "Nov".
    Short,
}

impl Months {
    const fn names(self, locale: Locale) -> &'static [&'static str; 12] {
        match (self, locale) {
            (Self::Whole, Locale::Fr) => &MONTHS_FR,
            (Self::Whole, Locale::En) => &MONTHS_EN,
            (Self::Short, Locale::Fr) => &SHORT_FR,
            (Self::Short, Locale::En) => &SHORT_EN,
        }
    }

    fn name(self, locale: Locale, month0: u32) -> &'static str {
        usize::try_from(month0).ok().and_then(|m| self.names(locale).get(m)).copied().unwrap_or("")
    }

    fn day(self, locale: Locale, day: NaiveDate) -> String {
        format!("{}\u{a0}{}", number(locale, day), self.name(locale, day.month0()))
    }

    fn date(self, locale: Locale, day: NaiveDate) -> String {
        format!("{}\u{a0}{}", self.day(locale, day), day.year())
    }
}

/// « 2 mars 2026 », "2 March 2026"; the first of a month is « 1er » in French.
pub fn date(locale: Locale, day: NaiveDate) -> String {
    Months::Whole.date(locale, day)
}

/// « 19 nov. 2026 », "19 Nov 2026".
pub fn date_short(locale: Locale, day: NaiveDate) -> String {
    Months::Short.date(locale, day)
}

/// « 2 mars – 28 août 2026 »: what both ends share is said once.
pub fn date_range(locale: Locale, months: Months, from: NaiveDate, to: NaiveDate) -> String {
    let start = if from == to {
        return months.date(locale, to);
    } else if from.year() != to.year() {
        months.date(locale, from)
    } else if from.month() == to.month() {
        number(locale, from)
    } else {
        months.day(locale, from)
    };
    format!("{start}\u{a0}– {}", months.date(locale, to))
}

/// « 19 nov. 2026, 18 h 40 », "19 Nov 2026, 18:40".
pub fn moment(locale: Locale, at: NaiveDateTime) -> String {
    format!("{}, {}", date_short(locale, at.date()), time(locale, at.time()))
}

/// « 18 h 40 », « 9 h », "18:40", "9:00".
pub fn time(locale: Locale, at: NaiveTime) -> String {
    match (locale, at.minute()) {
        (Locale::Fr, 0) => format!("{}\u{a0}h", at.hour()),
        (Locale::Fr, minute) => format!("{}\u{a0}h\u{a0}{minute:02}", at.hour()),
        (Locale::En, minute) => format!("{}:{minute:02}", at.hour()),
    }
}

/// « mars 2026 », "March 2026", for a month counted from 1.
pub fn month(locale: Locale, year: i32, month: u32) -> String {
    format!("{}\u{a0}{year}", Months::Whole.name(locale, month.saturating_sub(1)))
}

/// « lundi », "Monday".
pub const fn weekday(locale: Locale, day: Weekday) -> &'static str {
    let names = match locale {
        Locale::Fr => &DAYS_FR,
        Locale::En => &DAYS_EN,
    };
    names[day as usize]
}

fn number(locale: Locale, day: NaiveDate) -> String {
    match (locale, day.day()) {
        (Locale::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Locale::En, Locale::Fr, *};

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_day_is_written_in_full() {
        assert_eq!(date(Fr, day(2026, 3, 2)), "2\u{a0}mars\u{a0}2026");
        assert_eq!(date(Fr, day(2026, 8, 1)), "1er\u{a0}août\u{a0}2026");
        assert_eq!(date(En, day(2026, 3, 1)), "1\u{a0}March\u{a0}2026");
    }

    #[test]
    fn a_span_says_once_what_its_ends_share() {
        let from = day(2026, 3, 2);
        let range = |locale, from, to| date_range(locale, Months::Whole, from, to);
        assert_eq!(range(Fr, from, day(2026, 8, 28)), "2\u{a0}mars\u{a0}– 28\u{a0}août\u{a0}2026");
        assert_eq!(range(Fr, from, day(2026, 3, 13)), "2\u{a0}– 13\u{a0}mars\u{a0}2026");
        assert_eq!(range(Fr, from, from), "2\u{a0}mars\u{a0}2026");
        assert_eq!(range(En, day(2026, 12, 1), day(2027, 1, 29)), "1\u{a0}December\u{a0}2026\u{a0}– 29\u{a0}January\u{a0}2027");
        assert_eq!(date_range(Fr, Months::Short, from, day(2026, 9, 1)), "2\u{a0}mars\u{a0}– 1er\u{a0}sept.\u{a0}2026");
        assert_eq!(date_range(En, Months::Short, from, day(2026, 9, 1)), "2\u{a0}Mar\u{a0}– 1\u{a0}Sep\u{a0}2026");
    }

    #[test]
    fn a_moment_is_a_short_day_and_an_hour() {
        let at = day(2026, 11, 19).and_hms_opt(18, 40, 0).unwrap();
        assert_eq!(moment(Fr, at), "19\u{a0}nov.\u{a0}2026, 18\u{a0}h\u{a0}40");
        assert_eq!(moment(En, at), "19\u{a0}Nov\u{a0}2026, 18:40");
        assert_eq!(time(Fr, NaiveTime::from_hms_opt(9, 0, 0).unwrap()), "9\u{a0}h");
        assert_eq!(time(Fr, NaiveTime::from_hms_opt(9, 5, 0).unwrap()), "9\u{a0}h\u{a0}05");
    }

    #[test]
    fn months_and_weekdays_have_names() {
        assert_eq!((month(Fr, 2026, 3), month(En, 2026, 12)), ("mars\u{a0}2026".into(), "December\u{a0}2026".into()));
        assert_eq!((weekday(Fr, Weekday::Mon), weekday(En, Weekday::Sun)), ("lundi", "Sunday"));
    }
}
