//! An internship as the diploma supplement tells it (section 4.3 or 6.1 of the model): the same in JSON and in XML.

use chrono::NaiveDate;
use serde::Serialize;
use tremplin_domain::{
    convention::{Convention, Dossier, Status, rows::CourseElement},
    law::duration::{LegalDuration, Minutes},
    policy::Scope,
    year::AcademicYear,
};
use tremplin_store::{
    conventions::{self, Asked, Filter, Order, Place, Sort},
    people,
};

use crate::{core::Core, problem::Problem, query::statuses};

/// Internships of one student, at most.
const MOST: usize = 200;

/// The internships asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The student's number.
    pub(crate) student: String,
    /// The academic year of the enrolment.
    pub(crate) year: Option<AcademicYear>,
    /// The code of a course element that they count for.
    pub(crate) element: Option<String>,
}

/// An internship.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Internship {
    number: String,
    year: i32,
    state: &'static str,
    diploma: String,
    step: Step,
    /// None where the internship is confidential.
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<Host>,
    confidential: bool,
    /// None where the internship is confidential.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<NaiveDate>,
    /// Of what was done, where it was broken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
    presence_minutes: i64,
    duration: Legal,
    #[serde(skip_serializing_if = "String::is_empty")]
    assessment: String,
    elements: Vec<Element>,
}

#[derive(Debug, Clone, Serialize)]
struct Step {
    code: String,
    version: String,
    label: String,
}

#[derive(Debug, Clone, Serialize)]
struct Host {
    name: String,
    town: String,
    country: String,
}

/// A course element, and the credits that it gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Element {
    code: String,
    label: String,
    ects: f64,
}

/// The duration as the law counts it (D124-6): months of 22 days of seven hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Legal {
    pub(crate) months: u32,
    pub(crate) days: u32,
}

impl Legal {
    pub(crate) fn of(convention: &Convention) -> Self {
        let minutes = u32::try_from(convention.schedule.duration_minutes).unwrap_or(0);
        let LegalDuration { months, days, rest: _ } = Minutes(minutes).into();
        Self { months, days }
    }
}

/// The course elements of a convention.
pub(crate) fn elements(convention: &Convention) -> Vec<Element> {
    let element = |e: &CourseElement| Element {
        code: e.code.clone(),
        label: e.label.clone(),
        // Credits are hundredths below 100,000: exact.
        ects: f64::from(i32::try_from(e.credits).unwrap_or(0)) / 100.0,
    };
    convention.enrolment.elements.iter().map(element).collect()
}

/// The statuses of an internship that was agreed on: it takes place, took place, or was broken off.
pub(crate) fn agreed() -> Vec<Status> {
    let is_agreed = |status: &Status| match status {
        Status::Phase(phase) => phase.is_validated(),
        Status::Running | Status::Ended => true,
    };
    statuses().filter(is_agreed).collect()
}

/// The internships of a student that were agreed on, within reach, the first begun first. Of a student that nobody knows: none.
pub(crate) async fn internships(core: &Core, scope: Scope, wanted: Wanted, today: NaiveDate) -> Result<Vec<Internship>, Problem> {
    let Wanted { student, year, element } = wanted;
    let dossiers = core
        .store
        .read(move |conn| {
            let Some(student) = people::student_by_number(conn, &scope, &student)? else { return Ok(Vec::new()) };
            let filter = Filter { student: Some(student.id), year, statuses: agreed(), ..Filter::default() };
            let asked = Asked { filter, sort: Sort::Number, order: Order::Ascending, place: Place::First, today };
            Ok(conventions::batch(conn, &scope, &asked, MOST)?.dossiers)
        })
        .await?;
    let counts = |dossier: &&Dossier| {
        let elements = &dossier.convention.enrolment.elements;
        element.as_ref().is_none_or(|code| elements.iter().any(|e| e.code == *code))
    };
    let mut internships: Vec<_> = dossiers.iter().filter(counts).map(|dossier| Internship::of(dossier, today)).collect();
    internships.sort_by_key(|internship| internship.start_date);
    Ok(internships)
}

impl Internship {
    fn of(dossier: &Dossier, today: NaiveDate) -> Self {
        let Dossier { convention: c, centre, host, service, .. } = dossier;
        let internship = &c.internship;
        let phase = c.progress.phase(&centre.validations);
        let end_date = c.progress.broken_off_on.or(internship.ends_on);
        let open = !internship.confidential;
        let address = service.as_ref().map(|s| &s.address).or_else(|| host.as_ref().map(|h| &h.address));
        Self {
            number: c.number.to_string(),
            year: c.year.first(),
            state: Status::on(phase, internship.starts_on, end_date, today).code(),
            diploma: c.enrolment.diploma.clone(),
            step: Step { code: c.enrolment.step_code.clone(), version: c.enrolment.step_version.clone(), label: c.enrolment.step.clone() },
            host: host.as_ref().filter(|_| open).map(|host| Host {
                name: host.name.clone(),
                town: address.map(|a| a.town.clone()).unwrap_or_default(),
                country: address.map(|a| a.country.to_string()).unwrap_or_default(),
            }),
            confidential: internship.confidential,
            subject: open.then(|| internship.subject.clone()),
            start_date: internship.starts_on,
            end_date,
            presence_minutes: c.schedule.presence_minutes,
            duration: Legal::of(c),
            assessment: c.follow.validation_mode.to_string(),
            elements: elements(c),
        }
    }
}
