//! Folded words, and the keys by which lists are ordered.
//!
//! Each key holds a value and then the id of its convention: unique, so that a page begins exactly where another ended, with one
//! comparison that every database answers from an index.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime};
use tremplin_domain::{ids::ConventionNumber, text, year::AcademicYear};

/// At most as many words of one thing are kept for searching.
const MAX_WORDS: usize = 16;
/// At most as many characters of a word.
const WORD: usize = 40;
/// At most as many characters in the column that holds all the words of one thing.
const SEARCH: usize = 390;
/// Numbers of one academic year, at most.
const SEQUENCES: i64 = 1_000_000_000;

/// A number as it is stored: ordered as people read it.
pub(crate) fn number(number: ConventionNumber) -> i64 {
    i64::from(number.year.first()) * SEQUENCES + i64::from(number.sequence)
}

/// The number that was stored.
pub(crate) fn numbered(stored: i64) -> Option<ConventionNumber> {
    let year = AcademicYear::starting(i32::try_from(stored / SEQUENCES).ok()?)?;
    Some(ConventionNumber { year, sequence: u32::try_from(stored % SEQUENCES).ok()? })
}

/// A text, then the id. A tab comes before every letter, so that a name comes before the names that it begins.
pub(crate) fn text_key(folded: &str, id: i64) -> String {
    format!("{}\t{id:011}", short(folded, 80))
}

/// A day, then the id; no day comes first.
pub(crate) fn day_key(day: Option<NaiveDate>, id: i64) -> i64 {
    let days = day.map_or(0, |d| i64::from(d.num_days_from_ce())).clamp(0, (1 << 22) - 1);
    (days << 40) | (id & (ANY_DAY - 1))
}

/// The least key that has a day.
pub(crate) const ANY_DAY: i64 = 1 << 40;

/// The least key of the day after.
pub(crate) fn after_day(day: NaiveDate) -> i64 {
    day_key(day.checked_add_days(Days::new(1)), 0)
}

/// The end of what has no end.
pub(crate) const NEVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// A moment to the second, then the id.
pub(crate) fn instant_key(at: NaiveDateTime, id: i64) -> i64 {
    let start = DateTime::UNIX_EPOCH.naive_utc();
    let seconds = (at - start).num_seconds().clamp(0, (1 << 32) - 1);
    (seconds << 31) | (id & ((1 << 31) - 1))
}

/// The first characters.
pub(crate) fn short(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// The distinct folded words of several texts, as many as the column for searching holds.
pub(crate) fn words(texts: &[&str]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut room = SEARCH;
    for word in text::words(&texts.join(" "), MAX_WORDS) {
        let word = short(&word, WORD);
        let length = word.chars().count() + 1;
        if length > room {
            break;
        }
        if !kept.contains(&word) {
            room -= length;
            kept.push(word);
        }
    }
    kept
}

/// Words as one text in which each begins after a space: ` dupont helene `.
pub(crate) fn search_text(words: &[String]) -> String {
    format!(" {} ", words.join(" "))
}

/// What a person searches: folded beginnings of words, at most five.
pub(crate) fn prefixes(asked: &str) -> Vec<String> {
    text::words(&short(asked, 200), 5).iter().map(|w| short(w, WORD)).collect()
}

/// What every word of a month begins with: nobody searches for it, since what people type is folded and a sharp never stays.
const MONTH: &str = "#";

/// A month as a word.
fn month(day: NaiveDate) -> String {
    format!("{MONTH}{:04}{:02}", day.year(), day.month())
}

/// The months that a stay touches, so that those of a period are found among the words.
pub(crate) fn months(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Vec<String> {
    let (Some(from), Some(to)) = (from, to) else { return Vec::new() };
    // Ten years at most, as long as the domain takes for an internship.
    let firsts = (0..=123).map_while(|n| from.with_day(1)?.checked_add_months(Months::new(n)));
    firsts.take_while(|first| *first <= to).map(month).collect()
}

/// The range of the words of months, bounds included, from a day to another; open where one is not asked for.
pub(crate) fn months_between(from: Option<NaiveDate>, to: Option<NaiveDate>) -> (String, String) {
    (from.map_or_else(|| MONTH.to_owned(), month), to.map_or_else(|| after(MONTH), month))
}

/// The least text that is after every word with this beginning.
pub(crate) fn after(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_before_the_names_that_it_begins() {
        let mut keys = [text_key("dupont marc", 1), text_key("dupontel", 2), text_key("dupont", 30), text_key("dupont", 4)];
        keys.sort();
        let names: Vec<_> = keys.iter().map(|k| k.split('\t').next().unwrap()).collect();
        assert_eq!(names, ["dupont", "dupont", "dupont marc", "dupontel"]);
        assert!(keys[0].ends_with('4'));
    }

    #[test]
    fn keys_follow_days_and_moments() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d);
        assert!(day_key(None, 900) < day_key(day(1), 800) && day_key(day(1), 800) < day_key(day(2), 1));
        let at = |s| day(1).unwrap().and_hms_opt(0, 0, s).unwrap();
        assert!(instant_key(at(1), 800) < instant_key(at(2), 1) && instant_key(at(2), 1) < instant_key(at(2), 2));
    }

    #[test]
    fn a_stay_touches_each_of_its_months() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d);
        assert_eq!(months(day(1, 31), day(3, 1)), ["#202601", "#202602", "#202603"]);
        assert_eq!(months(day(3, 2), day(3, 1)).len(), 1);
        assert_eq!(months(day(3, 2), day(2, 1)), Vec::<String>::new());
        assert_eq!(months(day(3, 2), None), Vec::<String>::new());
    }

    #[test]
    fn numbers_are_stored_in_the_order_of_their_text() {
        let parse = |t: &str| t.parse::<ConventionNumber>().unwrap();
        let (low, high) = (parse("2025-99999"), parse("2026-00001"));
        assert!(number(low) < number(high));
        assert_eq!(numbered(number(high)), Some(high));
    }
}
