//! What Apogée says of enrolments and of what is taught, as the house says it.

use tremplin_domain::{
    convention::rows::CourseElement,
    nomenclature::{Code, List},
    text,
};
use tremplin_referential::CourseUnit;

use crate::{
    settings::Settings,
    wire::{Annual, ContractElement, ContractVersion, Diploma, OfferedElement, OfferedVersion, StepEnrolment, said},
};

/// An enrolment in a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Step {
    pub(crate) code: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) diploma: String,
    pub(crate) component_code: String,
    pub(crate) component: String,
    pub(crate) regime: String,
    pub(crate) is_paid: bool,
}

/// What holds for a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Year {
    pub(crate) fund: String,
    pub(crate) regime: String,
}

/// What is taught in a version of a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Taught {
    pub(crate) cursus: String,
    pub(crate) finality: String,
    pub(crate) hours: Option<i64>,
    pub(crate) units: Vec<CourseUnit>,
}

pub(crate) fn step(row: &StepEnrolment) -> Step {
    let enrolled = row.step.clone().unwrap_or_default();
    let diploma = row.diploma.clone().unwrap_or_default();
    let component = row.component.clone().unwrap_or_default();
    Step {
        code: said(enrolled.code.as_ref()).to_owned(),
        version: said(enrolled.version.as_ref()).to_owned(),
        title: first(&[&enrolled.web_title, &enrolled.title]),
        diploma: first(&[&diploma.title, &diploma.web_title, &diploma.version_title]),
        component_code: said(component.code.as_ref()).to_owned(),
        component: said(component.label.as_ref()).to_owned(),
        regime: row.regime.as_ref().map_or("", |regime| said(regime.code.as_ref())).to_owned(),
        is_paid: said(row.paid.as_ref()) == "P",
    }
}

/// A step of a pedagogical contract: nothing is known of its payment, and the contract stands for it.
pub(crate) fn contracted(row: &ContractVersion, diploma: &str, settings: &Settings) -> Step {
    Step {
        code: said(row.code.as_ref()).to_owned(),
        version: padded(said(row.version.as_ref()), settings.step_version_width),
        title: first(&[&row.web_title, &row.title]),
        diploma: diploma.to_owned(),
        is_paid: true,
        ..Step::default()
    }
}

/// The last fund that is named counts.
pub(crate) fn year(rows: &[Annual]) -> Year {
    let last = |of: &dyn Fn(&Annual) -> String| rows.iter().rev().map(of).find(|text| !text.is_empty()).unwrap_or_default();
    Year {
        fund: last(&|row| row.fund.as_ref().map_or("", |fund| said(fund.label.as_ref())).to_owned()),
        regime: last(&|row| row.regime.as_ref().map_or("", |regime| said(regime.code.as_ref())).to_owned()),
    }
}

/// What an answer says of a version of a step: the answer may bring others along.
pub(crate) fn taught(diplomas: &[Diploma], code: &str, version: &str) -> Taught {
    let mut best: Option<(bool, Taught)> = None;
    for diploma in diplomas.iter().flat_map(|diploma| diploma.versions.iter().flat_map(|table| &table.items)) {
        let Some(training) = &diploma.offer else { continue };
        let steps = training.steps.iter().flat_map(|table| &table.items);
        for step in steps.filter(|step| ["", code].contains(&said(step.code.as_ref()))) {
            for offered in step.versions.iter().flat_map(|table| &table.items) {
                let exact = is_version(said(offered.version.as_ref()), version);
                if best.as_ref().is_none_or(|(found, _)| exact && !found) {
                    let (cursus, finality) = (said(diploma.cursus.as_ref()).to_owned(), said(training.finality.as_ref()).to_owned());
                    best = Some((exact, Taught { cursus, finality, ..offered_version(offered) }));
                }
            }
        }
    }
    best.map(|(_, taught)| taught).unwrap_or_default()
}

/// Versions are texts in enrolments and integers in the catalogue.
fn is_version(offered: &str, asked: &str) -> bool {
    offered.trim_start_matches('0') == asked.trim_start_matches('0')
}

fn offered_version(row: &OfferedVersion) -> Taught {
    let elements = row.lists.iter().flat_map(|lists| &lists.items).filter_map(|list| list.elements.as_ref()).flat_map(|table| &table.items);
    let mut units: Vec<CourseUnit> = Vec::new();
    for unit in elements.filter(|element| said(element.is_suspended.as_ref()) != "O").map(offered_element) {
        // An element may stand in several lists.
        if !unit.element.code.is_empty() && units.iter().all(|known| known.element.code != unit.element.code) {
            units.push(unit);
        }
    }
    let hours = said(row.hours.as_ref()).parse().ok().filter(|hours: &i64| (1..=10_000).contains(hours));
    Taught { hours, units, ..Taught::default() }
}

fn offered_element(row: &OfferedElement) -> CourseUnit {
    unit([&row.code, &row.label, &row.credits], said(row.nature.as_ref()), said(row.is_internship.as_ref()))
}

/// An element of a contract.
pub(crate) fn contracted_element(row: &ContractElement) -> CourseUnit {
    let nature = row.nature.as_ref().map_or("", |nature| said(nature.label.as_ref()));
    unit([&row.code, &row.label, &row.credits], nature, said(row.is_internship.as_ref()))
}

/// An internship is one by its nature or by its flag.
fn unit([code, label, credits]: [&Option<String>; 3], nature: &str, flag: &str) -> CourseUnit {
    CourseUnit {
        element: CourseElement {
            code: said(code.as_ref()).to_owned(),
            label: said(label.as_ref()).to_owned(),
            credits: hundredths(said(credits.as_ref())).unwrap_or(0),
        },
        is_internship: text::fold(nature) == "stage" || flag == "O",
    }
}

/// An `xsd:decimal` that is not negative, in hundredths; more decimals are left out.
fn hundredths(text: &str) -> Option<i64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 9 || whole.len() + fraction.len() == 0 {
        return None;
    }
    let fraction = fraction.get(..2).unwrap_or(fraction);
    format!("{whole}{fraction:0<2}").parse().ok()
}

/// The first text that says something.
pub(crate) fn first(texts: &[&Option<String>]) -> String {
    texts.iter().map(|text| said(text.as_ref())).find(|text| !text.is_empty()).unwrap_or("").to_owned()
}

/// Filled up with the zeros that an integer lost.
pub(crate) fn padded(number: &str, width: usize) -> String {
    if number.is_empty() { String::new() } else { format!("{number:0>width$}") }
}

/// The regime that counts: that of the step, else that of the year.
pub(crate) fn regime<'a>(step: &'a Step, year: &'a Year) -> &'a str {
    if step.regime.is_empty() { &year.regime } else { &step.regime }
}

/// The list's code for one of Apogée's: as set, or its own where the list has it.
pub(crate) fn translated(map: &std::collections::BTreeMap<String, String>, list: List, code: &str) -> Code {
    match map.get(code) {
        Some(ours) => Code::from(ours.as_str()),
        None if list.contains(code) => Code::from(code),
        None => Code::default(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::OfferedStep;

    #[test]
    fn credits_are_read_in_hundredths() {
        let cases =
            [("30", Some(3000)), ("4.5", Some(450)), ("4.50", Some(450)), ("+6.0", Some(600)), ("2.999", Some(299)), (".5", Some(50))];
        for (text, expected) in cases {
            assert_eq!(hundredths(text), expected, "{text}");
        }
        for text in ["", ".", "-3", "trois", "3,5", "1e3", "3.é", "9999999999", "2.99x", "2.99.9"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn zeros_that_an_integer_lost_come_back() {
        assert_eq!((padded("42", 8).as_str(), padded("42", 0).as_str(), padded("", 8).as_str()), ("00000042", "42", ""));
    }

    #[test]
    fn the_version_that_was_asked_for_is_found_among_others() {
        let version = |number: &str, hours: &str| OfferedVersion {
            version: Some(number.into()),
            hours: Some(hours.into()),
            ..OfferedVersion::default()
        };
        let step = |code: &str, versions: Vec<OfferedVersion>| OfferedStep { code: Some(code.into()), ..OfferedStep::of(versions) };
        let answer = [Diploma::of(vec![step("AUTRE", vec![version("21", "1")]), step("M2", vec![version("20", "2"), version("21", "3")])])];
        assert_eq!(taught(&answer, "M2", "021").hours, Some(3));
        assert_eq!(taught(&answer, "M2", "22").hours, Some(2), "the step at least, in default of better");
        assert_eq!(taught(&answer, "INCONNU", "21"), Taught::default());
        assert_eq!(taught(&[], "M2", "21"), Taught::default());
    }

    proptest! {
        #[test]
        fn credits_are_read_as_they_are_written(credits in 0_i64..100_000_000_000, more in "[0-9]{0,12}") {
            prop_assert_eq!(hundredths(&format!("{}.{:02}{more}", credits / 100, credits % 100)), Some(credits));
        }

        #[test]
        fn whatever_is_no_decimal_has_no_credits(text in "[+-]?[0-9]{0,11}[.,]?[0-9a-zé. ]{0,4}|.{0,12}") {
            let bare = text.strip_prefix('+').unwrap_or(&text);
            let is_decimal = bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') && bare.matches('.').count() <= 1 && bare.contains(|c: char| c.is_ascii_digit());
            if !is_decimal {
                prop_assert_eq!(hundredths(&text), None);
            }
            prop_assert!(hundredths(&text).is_none_or(|credits| (0..100_000_000_000).contains(&credits)));
        }

        #[test]
        fn hours_are_believable_whatever_is_said(hours in "[+-]?[0-9]{0,20}|.{0,8}", version in ".{0,6}", asked in "[0-9]{0,3}") {
            let offered = OfferedVersion { version: Some(version), hours: Some(hours), ..OfferedVersion::default() };
            let step = OfferedStep { code: Some("M2".into()), ..OfferedStep::of(vec![offered]) };
            let taught = taught(&[Diploma::of(vec![step])], "M2", &asked);
            prop_assert!(taught.hours.is_none_or(|hours| (1..=10_000).contains(&hours)));
        }
    }
}
