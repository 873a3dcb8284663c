//! A convention as the template is given it: every value already in words of the document's language, empty where there is nothing.

mod hours;
mod parties;
mod pay;
mod signatures;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tremplin_domain::{
    convention::{Convention, Dossier},
    nomenclature::{Code, List},
    phone,
};

use self::{
    hours::Hours,
    parties::{Host, Person, School, Student},
    pay::Pay,
    signatures::Signature,
};
use crate::{Language, Mark, dates, figures};

/// The institution, as its documents name it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Institution {
    /// Its name.
    pub name: String,
    /// Its postal address, one line.
    pub address: String,
    /// Who represents it, for centres that name nobody.
    pub representative: String,
}

/// Names the codes of the closed lists, in a language.
pub type Labels<'a> = dyn Fn(Language, List, &Code) -> String + 'a;

/// What the values are put into words with.
#[derive(Clone, Copy)]
struct Words<'a> {
    language: Language,
    labels: &'a Labels<'a>,
}

impl Words<'_> {
    fn label(self, list: List, code: &Code) -> String {
        if code.is_empty() { String::new() } else { (self.labels)(self.language, list, code) }
    }

    fn phone(self, number: &str) -> String {
        phone::as_read(self.language.locale(), number)
    }

    fn day(self, day: Option<NaiveDate>) -> String {
        day.map_or_else(String::new, |day| dates::day(self.language, day))
    }
}

/// Everything the template prints.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    lang: &'static str,
    mark: Option<&'static str>,
    number: String,
    version: String,
    year: String,
    generated: String,
    generated_on: [i32; 3],
    kind: String,
    kind_label: String,
    public: bool,
    abroad: bool,
    minor: bool,
    institution: School,
    host: Host,
    student: Student,
    training: Training,
    teacher: Person,
    tutor: Person,
    internship: Internship,
    hours: Hours,
    pay: Pay,
    follow: Follow,
    signatures: Vec<Signature>,
    /// The same in French, whose articles a translation has attached: they prevail.
    french: Option<Box<Self>>,
}

#[derive(Debug, Serialize)]
struct Training {
    title: String,
    diploma: String,
    component: String,
    department: String,
    taught: String,
    elements: Vec<[String; 3]>,
    credits: String,
}

#[derive(Debug, Serialize)]
struct Internship {
    theme: String,
    subject: String,
    confidential: bool,
    tasks: String,
    skills: String,
    details: String,
    start: String,
    end: String,
}

#[derive(Debug, Serialize)]
struct Follow {
    nature: String,
    validation: String,
    supervision: String,
    /// `yes`, `no`, or nothing while unanswered.
    cover_abroad: &'static str,
    country_sheet: bool,
}

impl Sheet {
    pub(crate) fn of(
        dossier: &Dossier,
        language: Language,
        mark: Mark,
        institution: &Institution,
        generated_on: NaiveDate,
        labels: &Labels<'_>,
    ) -> Self {
        let words = Words { language, labels };
        let convention = &dossier.convention;
        let signed_on = convention.progress.signed_at.map_or(generated_on, |at| at.date());
        let minor = dossier.student.birth_date.is_some_and(|born| is_minor(born, signed_on));
        Self {
            lang: language.locale().tag(),
            mark: match mark {
                Mark::Draft => Some("draft"),
                Mark::Cancelled => Some("cancelled"),
                Mark::None => None,
            },
            number: convention.number.to_string(),
            version: figures::count(language, convention.version.into()),
            year: convention.year.to_string(),
            generated: dates::day(language, generated_on),
            generated_on: [generated_on.year(), number(generated_on.month()), number(generated_on.day())],
            kind: convention.kind.to_string(),
            kind_label: words.label(List::Kind, &convention.kind),
            public: dossier.host.as_ref().is_some_and(parties::is_public),
            abroad: convention.internship.zone.is("abroad"),
            minor,
            institution: School::of(dossier, institution, words),
            host: Host::of(dossier, words),
            student: Student::of(dossier, words),
            training: Training::of(convention, words),
            teacher: Person::teacher(dossier, words),
            tutor: Person::tutor(dossier, words),
            internship: Internship::of(convention, words),
            hours: Hours::of(convention, words),
            pay: Pay::of(convention, words),
            follow: Follow::of(convention, words),
            signatures: signatures::of(dossier, institution, minor),
            french: (language != Language::Fr).then(|| Box::new(Self::of(dossier, Language::Fr, mark, institution, generated_on, labels))),
        }
    }
}

impl Training {
    fn of(convention: &Convention, words: Words<'_>) -> Self {
        let enrolment = &convention.enrolment;
        let credits = |hundredths: i64| if hundredths == 0 { String::new() } else { figures::decimal(words.language, hundredths) };
        Self {
            title: enrolment.step.clone(),
            diploma: enrolment.diploma.clone(),
            component: enrolment.component.clone(),
            department: enrolment.department.clone(),
            taught: enrolment.taught_hours.map_or_else(String::new, |hours| figures::count(words.language, hours)),
            elements: enrolment.elements.iter().map(|e| [e.code.clone(), e.label.clone(), credits(e.credits)]).collect(),
            credits: credits(enrolment.elements.iter().map(|e| e.credits).sum()),
        }
    }
}

impl Internship {
    fn of(convention: &Convention, words: Words<'_>) -> Self {
        let internship = &convention.internship;
        Self {
            theme: words.label(List::Theme, &internship.theme),
            subject: internship.subject.clone(),
            confidential: internship.confidential,
            tasks: internship.tasks.clone(),
            skills: internship.skills.clone(),
            details: internship.details.clone(),
            start: words.day(internship.starts_on),
            end: words.day(internship.ends_on),
        }
    }
}

impl Follow {
    fn of(convention: &Convention, words: Words<'_>) -> Self {
        let follow = &convention.follow;
        Self {
            nature: words.label(List::NatureOfWork, &follow.nature_of_work),
            validation: words.label(List::ValidationMode, &follow.validation_mode),
            supervision: follow.supervision.clone(),
            cover_abroad: follow.cover_abroad.map_or("", |yes| if yes { "yes" } else { "no" }),
            country_sheet: convention.internship.country_sheet,
        }
    }
}

/// Whether a person is under eighteen on a day: the legal representative then signs too.
fn is_minor(born: NaiveDate, day: NaiveDate) -> bool {
    day.years_since(born).is_none_or(|years| years < 18)
}

fn number(part: u32) -> i32 {
    i32::try_from(part).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_of_age_on_the_eighteenth_birthday() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert!(is_minor(day(2009, 3, 2), day(2027, 3, 1)));
        assert!(!is_minor(day(2009, 3, 2), day(2027, 3, 2)));
    }
}
