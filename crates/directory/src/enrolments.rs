//! Enrolments, for institutions whose directory is all that they have.

use async_trait::async_trait;
use tremplin_domain::{
    convention::{Enrolment, Reach, rows::CourseElement},
    nomenclature::Code,
    year::AcademicYear,
};
use tremplin_referential::{Answer, CourseUnit, EnrolmentChoice, Enrolments, Error, Freshness};

use crate::{
    Directory,
    entry::Entry,
    inscription::{self, Inscription, code, versioned},
    person,
    settings::{Attributes, Settings},
    structures::Structures,
};

/// The enrolments of an entry: the composite ones, or else those that simple attributes leave no doubt about.
fn inscriptions(names: &Attributes, entry: &Entry) -> Vec<Inscription> {
    let composite = entry.all(&names.enrolment);
    if composite.is_empty() { simple(names, entry) } else { composite.iter().map(|text| Inscription::parse(text)).collect() }
}

/// Several years leave it open which step belongs to which: then nothing is known.
fn simple(names: &Attributes, entry: &Entry) -> Vec<Inscription> {
    let mut years: Vec<AcademicYear> = entry.all(&names.year).iter().filter_map(|text| inscription::year(code(text))).collect();
    years.sort_unstable();
    years.dedup();
    let [year] = years[..] else { return Vec::new() };
    let steps = entry.all(&names.step);
    // What is said once is said of every step; what is said several times, of none in particular.
    let alone = |name: &str| match entry.all(name) {
        [one] => code(one).to_owned(),
        _ => String::new(),
    };
    let elements =
        |_: &String| if steps.len() == 1 { entry.all(&names.elements).iter().map(|e| code(e).to_owned()).collect() } else { Vec::new() };
    let inscription = |step: &String| Inscription {
        year: Some(year),
        step: code(step).to_owned(),
        structure: String::new(),
        regime: alone(&names.regime),
        cursus: alone(&names.cursus),
        elements: elements(step),
    };
    steps.iter().map(inscription).collect()
}

/// List `cursus`, from the year of the *cursus* (`L3`, `M2`, `B1` …).
fn cursus(code: &str) -> Code {
    let mut letters = code.chars();
    let (letter, rest) = (letters.next(), letters.as_str());
    if !rest.bytes().all(|b| b.is_ascii_digit()) {
        return Code::default();
    }
    match letter {
        Some('L' | 'l') => "L".into(),
        Some('M' | 'm') => "M".into(),
        Some('D' | 'd') => "D".into(),
        Some('B' | 'b') => "BUT".into(),
        Some('I' | 'i') => "I".into(),
        _ => Code::default(),
    }
}

/// List `regime`, as the institution says.
fn regime(settings: &Settings, code: &str) -> Code {
    let found = settings.regimes.iter().find(|(theirs, _)| theirs == code);
    found.map_or_else(Code::default, |(_, ours)| Code::from(ours.as_str()))
}

fn choice(settings: &Settings, entry: &Entry, read: &Inscription, labels: &Structures, reach: &Reach) -> Option<EnrolmentChoice> {
    let (step_code, step_version) = versioned(&read.step);
    if step_code.is_empty() {
        return None;
    }
    let taught = labels.of_step(step_code, step_version);
    let belongs = entry.of(&settings.attributes.structures);
    // The enrolment says where, or else the step, or else the person.
    let said = std::iter::once(read.structure.as_str()).chain(taught.iter().map(String::as_str)).chain(belongs.into_iter().map(code));
    let structure = said.into_iter().find(|code| !code.is_empty()).unwrap_or_default();
    let component = labels.component_of(structure);
    let label = labels.find(structure).map(|found| found.label.clone());
    let regime = regime(settings, &read.regime);
    let unit =
        |code: &String| CourseUnit { element: CourseElement { code: code.clone(), label: code.clone(), credits: 0 }, is_internship: false };
    let enrolment = Enrolment {
        component_code: component.map_or(structure, |found| found.code.as_str()).to_owned(),
        component: component.map_or_else(|| label.clone().unwrap_or_default(), |found| found.label.clone()),
        step_code: step_code.to_owned(),
        step_version: step_version.to_owned(),
        step: labels.step_label(step_code, step_version).unwrap_or(step_code).to_owned(),
        department: component.filter(|found| !found.code.eq_ignore_ascii_case(structure)).and(label).unwrap_or_default(),
        cursus: cursus(&read.cursus),
        regime: regime.clone(),
        ..Enrolment::default()
    };
    Some(EnrolmentChoice {
        year: read.year?,
        enrolment,
        units: read.elements.iter().map(unit).collect(),
        kind: regime.is("continuing").then(|| "continuing".into()),
        reach: reach.clone(),
    })
}

#[async_trait]
impl Enrolments for Directory {
    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let settings = &self.settings;
        let names = &settings.attributes;
        let mut attributes = person::student_attributes(names);
        let more = [&names.enrolment, &names.step, &names.year, &names.regime, &names.cursus, &names.elements];
        attributes.extend(more.into_iter().chain(&names.structures).map(String::as_str).filter(|name| !name.is_empty()));
        let entry = self.numbered(student_number, attributes).await?;
        let (labels, freshness) = match self.structures().await {
            Ok(labels) => (labels, Freshness::Current),
            Err(_) => (std::sync::Arc::default(), Freshness::Partial),
        };
        let reach = person::reach(names, &entry);
        let wanted = inscriptions(names, &entry).into_iter().filter(|read| read.year.is_some_and(|year| years.contains(&year)));
        let mut choices: Vec<EnrolmentChoice> = wanted.filter_map(|read| choice(settings, &entry, &read, &labels, &reach)).collect();
        choices.sort_by_cached_key(|choice| (std::cmp::Reverse(choice.year), choice.key()));
        choices.dedup_by_key(|choice| choice.key());
        Ok(Answer { value: choices, freshness })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_attributes_are_believed_where_there_is_one_year_only() {
        let names = Attributes::default();
        let years = |years: &[&str]| {
            let entry = Entry::with(&[("supannEtuEtape", &["{UAI:0350937D}L3DRT-211", "DU1"]), ("supannEtuAnneeInscription", years)]);
            inscriptions(&names, &entry).into_iter().map(|read| read.step).collect::<Vec<_>>()
        };
        assert_eq!(years(&["2026"]), ["L3DRT-211", "DU1"]);
        assert_eq!(years(&["2026", "2026"]), ["L3DRT-211", "DU1"]);
        assert_eq!(years(&["2025", "2026"]), Vec::<String>::new());
        assert_eq!(years(&[]), Vec::<String>::new());
    }

    #[test]
    fn what_is_said_several_times_is_said_of_no_step_in_particular() {
        let entry = Entry::with(&[
            ("supannEtuEtape", &["A", "B"]),
            ("supannEtuAnneeInscription", &["2026"]),
            ("supannEtuCursusAnnee", &["{SUPANN}L3", "{SUPANN}M1"]),
            ("supannEtuRegimeInscription", &["{SISE}10"]),
        ]);
        let read = inscriptions(&Attributes::default(), &entry);
        assert_eq!(read.iter().map(|r| (r.cursus.as_str(), r.regime.as_str())).collect::<Vec<_>>(), [("", "10"), ("", "10")]);
    }

    #[test]
    fn levels_and_regimes_are_those_of_our_lists_or_nothing() {
        assert_eq!(
            ["L3", "M2", "B1", "I5", "D2", "X1", "", "Licence"].map(|code| cursus(code).to_string()),
            ["L", "M", "BUT", "I", "D", "", "", ""]
        );
        let settings = Settings::default();
        assert_eq!(["10", "99", ""].map(|code| regime(&settings, code).to_string()), ["initial", "", ""]);
    }
}
