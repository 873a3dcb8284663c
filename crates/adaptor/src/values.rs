//! Values as institutions write them: dates, hours, credits, countries, regimes.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};
use tremplin_domain::{
    nomenclature::{Code, List},
    text,
    year::AcademicYear,
};

/// A day, as `2004-05-17`, `17/05/2004`, or a moment in time.
///
/// A birth date that comes as a moment was midnight somewhere: in UTC, midnight of France is 22:00 or 23:00 of the day before. The nearest
/// midnight gives the day back.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y")) {
        return Some(day);
    }
    // Milliseconds since 1970, as Java counts; eight digits would be a day without its dashes.
    if let Ok(millis) = text.parse::<i64>() {
        return DateTime::from_timestamp_millis(millis).and_then(|moment| nearest(moment.naive_utc()));
    }
    let with_zone = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%#z").map(|moment| moment.naive_local());
    let local = with_zone.or_else(|_| DateTime::parse_from_rfc3339(text).map(|moment| moment.naive_local()));
    let local = local.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f"));
    let local = local.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"));
    local.ok().and_then(nearest)
}

fn nearest(moment: NaiveDateTime) -> Option<NaiveDate> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0)?;
    if moment.time() > noon { moment.date().checked_add_days(Days::new(1)) } else { Some(moment.date()) }
}

/// A day on which somebody may have been born who is enrolled in that year: esup-siscol gives the present day for one that it does not know.
pub(crate) fn birth(text: &str, year: AcademicYear) -> Option<NaiveDate> {
    use chrono::Datelike;
    day(text).filter(|day| (year.first() - 110..year.first() - 9).contains(&day.year()))
}

/// The academic year that a text begins or ends with: `2026`, `2026/2027`, `PER-2026`.
pub(crate) fn year(text: &str) -> Option<AcademicYear> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?;
    digits.parse().ok().and_then(AcademicYear::starting)
}

/// Whole hours of teaching; none, or none worth the name, is unknown.
pub(crate) fn hours(text: &str) -> Option<i64> {
    hundredths(text).map(|hundredths| (hundredths + 50) / 100).filter(|hours| (1..=10_000).contains(hours))
}

/// ECTS credits, in hundredths; none where they are unknown.
pub(crate) fn credits(text: &str) -> i64 {
    hundredths(text).filter(|hundredths| (0..=100_000).contains(hundredths)).unwrap_or(0)
}

/// A decimal number, comma or point, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = text.split_once([',', '.']).unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = part.chars().chain("00".chars()).take(2).collect::<String>().parse().ok()?;
    whole.parse::<i64>().ok().map(|whole| whole * 100 + part)
}

/// List `sex`.
pub(crate) fn sex(text: &str) -> Code {
    match text::fold(text).as_str() {
        "" => Code::default(),
        "f" | "2" | "femme" | "feminin" | "female" => "female".into(),
        "m" | "h" | "1" | "homme" | "masculin" | "male" => "male".into(),
        _ => "unknown".into(),
    }
}

/// List `country`, by the institution's own table, then ISO 3166-1, then France by name and by its number at INSEE (`100`).
pub(crate) fn country(code: &str, label: &str, table: &BTreeMap<String, String>) -> Code {
    if let Some(ours) = table.get(code).or_else(|| table.get(label)) {
        return Code::new(ours.as_str());
    }
    let iso = code.to_ascii_uppercase();
    if List::Country.contains(&iso) {
        return Code::new(iso);
    }
    if matches!(iso.as_str(), "100" | "FRA" | "99100") || text::fold(label) == "france" { "FR".into() } else { Code::default() }
}

/// List `regime`, by the institution's own table, then by what the label says.
pub(crate) fn regime(code: &str, label: &str, table: &BTreeMap<String, String>) -> Code {
    if let Some(ours) = table.get(code) {
        return Code::new(ours.as_str());
    }
    if List::Regime.contains(code) {
        return code.into();
    }
    let label = text::fold(label);
    let said = [
        ("apprenti", "apprenticeship"),
        ("professionnalisation", "professionalisation"),
        ("contrat pro", "professionalisation"),
        ("reprise", "resumed"),
        ("continue", "continuing"),
        ("initiale", "initial"),
    ];
    said.into_iter().find(|(word, _)| label.contains(word)).map(|(_, ours)| ours.into()).unwrap_or_default()
}

/// List `cursus`.
pub(crate) fn cursus(code: &str) -> Code {
    let code = code.to_ascii_uppercase();
    if List::Cursus.contains(&code) { Code::new(code) } else { Code::default() }
}

/// List `finality`, by what the label says.
pub(crate) fn finality(code: &str, label: &str) -> Code {
    if List::Finality.contains(code) {
        return code.into();
    }
    let label = text::fold(label);
    let said = [("profession", "professional"), ("recherche", "research"), ("general", "general"), ("indetermin", "undetermined")];
    let said = said.into_iter().chain([("indifferenci", "undetermined")]).find(|(word, _)| label.contains(word));
    said.map(|(_, ours)| ours.into()).unwrap_or_default()
}

/// Whether a text means yes: `O` in Apogée, `true` in Pégase.
pub(crate) fn yes(text: &str) -> bool {
    matches!(text::fold(text).as_str(), "o" | "oui" | "true" | "1" | "y" | "yes")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_day_is_the_one_that_was_written_whatever_the_zone() {
        let expected = NaiveDate::from_ymd_opt(2004, 5, 17);
        for text in [
            "2004-05-17",
            "17/05/2004",
            "2004-05-17T00:00:00.000+02:00",
            "2004-05-17T00:00:00.000+0200",
            "2004-05-16T22:00:00.000+00:00",
            "2004-05-16T22:00:00Z",
            "2004-05-16T23:00:00.000Z",
            "2004-05-17T00:00:00",
            "2004-05-17 00:00:00.0",
            "2004-05-17T12:00:00Z",
            "1084744800000",
            // Midnight in Guadeloupe and in Nouméa.
            "2004-05-17T04:00:00Z",
            "2004-05-16T13:00:00Z",
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
        for none in ["", "?", "2004", "2004-13-45", "99/99/9999", "9223372036854775807", "-"] {
            assert_eq!(day(none).filter(|d| d.to_string().starts_with("2004")), None, "{none}");
        }
    }

    #[test]
    fn the_present_day_is_nobodys_birth_date() {
        let year = AcademicYear::starting(2026).unwrap();
        assert_eq!(birth("2026-11-03T09:12:44.120+01:00", year), None);
        assert_eq!(birth("0001-01-01", year), None);
        assert_eq!(birth("2006-01-31", year), NaiveDate::from_ymd_opt(2006, 1, 31));
    }

    #[test]
    fn years_are_read_from_codes_of_periods_too() {
        for text in ["2026", "2026/2027", "PER-2026", "AU 2026-2027"] {
            assert_eq!(year(text), AcademicYear::starting(2026), "{text}");
        }
        assert_eq!((year(""), year("26"), year("0001"), year("20262027")), (None, None, None, None));
    }

    #[test]
    fn hours_and_credits_are_decimal_numbers_of_any_writing() {
        assert_eq!((hours("450"), hours("450,5"), hours("450.49"), hours("1 200")), (Some(450), Some(451), Some(450), Some(1200)));
        assert_eq!((hours(""), hours("0"), hours("-3"), hours("1e9"), hours("99999999999")), (None, None, None, None, None));
        assert_eq!((credits("6"), credits("7.5"), credits("2,25"), credits("6.0"), credits("x")), (600, 750, 225, 600, 0));
    }

    #[test]
    fn codes_of_lists_are_read_from_codes_and_labels() {
        let table = BTreeMap::from([("109".to_owned(), "DE".to_owned()), ("4".to_owned(), "apprenticeship".to_owned())]);
        let country = |code, label| country(code, label, &table).as_str().to_owned();
        assert_eq!(
            (country("100", ""), country("", "FRANCE"), country("be", ""), country("109", "")),
            ("FR".into(), "FR".into(), "BE".into(), "DE".into())
        );
        assert_eq!(country("999", "Atlantide"), "");
        let regime = |code, label| regime(code, label, &table).as_str().to_owned();
        assert_eq!((regime("1", "Formation initiale"), regime("4", "Formation initiale")), ("initial".into(), "apprenticeship".into()));
        assert_eq!((regime("2", "Formation continue"), regime("3", "Reprise d’études")), ("continuing".into(), "resumed".into()));
        assert_eq!((regime("5", "Contrat d'apprentissage"), regime("", "")), ("apprenticeship".into(), String::new()));
        assert_eq!((cursus("m").as_str(), cursus("X").as_str(), finality("P", "Professionnelle").as_str()), ("M", "", "professional"));
        assert_eq!((sex("F").as_str(), sex("M").as_str(), sex("X").as_str(), sex("").as_str()), ("female", "male", "unknown", ""));
        assert!(yes("O") && yes("true") && !yes("N") && !yes("null") && !yes(""));
    }

    proptest! {
        #[test]
        fn every_code_is_one_of_its_list_or_none(code in ".{0,6}", label in ".{0,20}") {
            let table = BTreeMap::new();
            for (list, found) in [
                (List::Sex, sex(&label)),
                (List::Country, country(&code, &label, &table)),
                (List::Regime, regime(&code, &label, &table)),
                (List::Cursus, cursus(&code)),
                (List::Finality, finality(&code, &label)),
            ] {
                prop_assert!(found.is_empty() || list.contains(found.as_str()), "{found}");
            }
        }

        #[test]
        fn a_day_comes_back_from_any_midnight(days in 0..30_000_i32, quarters in -44..=48_i64) {
            let born = NaiveDate::from_num_days_from_ce_opt(715_000 + days).unwrap();
            let moment = born.and_time(NaiveTime::MIN) - chrono::Duration::minutes(quarters * 15);
            prop_assert_eq!(day(&moment.format("%Y-%m-%dT%H:%M:%S.000Z").to_string()), if quarters == 48 { born.pred_opt() } else { Some(born) });
        }

        #[test]
        fn numbers_never_overflow(text in "[0-9 ,.eE+-]{0,40}") {
            let _ = (hours(&text), credits(&text), day(&text), year(&text));
        }
    }
}
