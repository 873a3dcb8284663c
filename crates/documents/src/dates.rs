//! Days and months in words.

use chrono::{Datelike, NaiveDate};
use tremplin_domain::law::duration::Month;

use crate::Language;

const FR: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
const EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn name(language: Language, month: u32) -> &'static str {
    let names = match language {
        Language::Fr => &FR,
        Language::En => &EN,
    };
    usize::try_from(month).ok().and_then(|m| names.get(m.checked_sub(1)?)).copied().unwrap_or("")
}

/// « 1er mars 2027 », "1 March 2027": never ambiguous.
pub(crate) fn day(language: Language, day: NaiveDate) -> String {
    let ordinal = if language == Language::Fr && day.day() == 1 { "er" } else { "" };
    format!("{}{ordinal}\u{a0}{}\u{a0}{}", day.day(), name(language, day.month()), day.year())
}

/// « mars 2027 ».
pub(crate) fn month(language: Language, month: Month) -> String {
    format!("{}\u{a0}{}", name(language, month.month), month.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        let first = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        assert_eq!(day(Language::Fr, first), "1er\u{a0}mars\u{a0}2027");
        assert_eq!(day(Language::En, first), "1\u{a0}March\u{a0}2027");
        assert_eq!(day(Language::Fr, first.succ_opt().unwrap()), "2\u{a0}mars\u{a0}2027");
        assert_eq!(month(Language::Fr, first.into()), "mars\u{a0}2027");
    }
}
