//! Conventions, one by one and by filters: what another system needs to know of them, and no more.
//!
//! No address, phone or mail of anybody, no social data, no assessment, no contact of the host; a confidential subject is left out.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use chrono::{NaiveDate, NaiveDateTime};
use http::request::Parts;
use serde::Serialize;
use tremplin_domain::{
    client::Resource,
    convention::{Dossier, Status},
    host::Address,
    ids::ConventionNumber,
    policy::Scope,
};
use tremplin_store::{
    conventions::{self, Asked, Cursor, Filter, Order, Place, Sort},
    people,
};

use crate::{
    core::{Answer, Asking, Core, Done, Operation, serve},
    internship::{Element, Legal, elements},
    problem::{Problem, Reason, Wrong},
    query::{self, STUDENT},
};

/// Conventions by filters.
pub(crate) const LIST: Operation = Operation {
    path: "/v1/conventions",
    name: "conventions",
    resource: Resource::Conventions,
    parameters: &[STUDENT, "step", "version", "component", "from", "to", "year", "state", "limit", "after"],
    media: "application/json",
};

/// One convention.
pub(crate) const ONE: Operation = Operation {
    path: "/v1/conventions/{number}",
    name: "convention",
    resource: Resource::Conventions,
    parameters: &[],
    media: "application/json",
};

/// Conventions of one answer, at most, and unless told.
const MOST: usize = 200;
const USUAL: usize = 50;

/// Answers [`LIST`].
pub(crate) async fn list(State(core): State<Arc<Core>>, parts: Parts) -> Response {
    serve(core, &LIST, parts, |core, asking| async move {
        let (scope, today) = (asking.scope.clone(), asking.today());
        let (trace, narrowed) = read(asking);
        let outcome = match narrowed {
            Ok(narrowed) => page(&core, scope, narrowed, today).await,
            Err(problem) => Err(problem),
        };
        Done { trace, outcome }
    })
    .await
}

/// Answers [`ONE`].
pub(crate) async fn one(State(core): State<Arc<Core>>, parts: Parts) -> Response {
    serve(core, &ONE, parts, |core, asking| async move {
        let (scope, today) = (asking.scope.clone(), asking.today());
        let number = asking.named.and_then(|text| text.parse::<ConventionNumber>().ok());
        let (trace, understood) = asking.query.understood(number);
        let trace = match number {
            Some(number) if understood.is_ok() => format!("number={number}"),
            _ => trace,
        };
        let outcome = match understood {
            Ok(Some(number)) => found(&core, scope, number, today).await,
            Ok(None) => Err(Problem::Missing),
            Err(problem) => Err(problem),
        };
        Done { trace, outcome }
    })
    .await
}

/// What a list is narrowed to.
#[derive(Debug, Default)]
struct Narrowed {
    student: Option<String>,
    filter: Filter,
    limit: usize,
    place: Place,
}

fn read(asking: Asking) -> (String, Result<Narrowed, Problem>) {
    let mut query = asking.query;
    let student = query.one(STUDENT, Reason::Student, query::student);
    let (from, to) = (query.one("from", Reason::Day, query::day), query.one("to", Reason::Day, query::day));
    let filter = Filter {
        statuses: query.several("state", Reason::State, query::status),
        components: query.one("component", Reason::Code, query::code).into_iter().collect(),
        steps: query.one("step", Reason::Code, query::code).into_iter().collect(),
        step_version: query.one("version", Reason::Version, query::code),
        year: query.one("year", Reason::Year, query::year),
        from,
        to,
        ..Filter::default()
    };
    let limit = query.one("limit", Reason::Limit, |text| text.parse().ok().filter(|n| (1..=MOST).contains(n))).unwrap_or(USUAL);
    let cursor = |text: &str| text.parse::<Cursor>().ok().filter(|cursor| cursor.leads_on(Sort::Number));
    let place = query.one("after", Reason::Cursor, cursor).map_or(Place::First, Place::At);
    let (trace, narrowed) = query.understood(Narrowed { student, filter, limit, place });
    match from.zip(to) {
        Some((from, to)) if to < from && narrowed.is_ok() => {
            let wrong = Wrong { name: "to".to_owned(), reason: Reason::EndsBeforeStart };
            (trace, Err(Problem::Contradictory(vec![wrong])))
        }
        _ => (trace, narrowed),
    }
}

async fn page(core: &Core, scope: Scope, narrowed: Narrowed, today: NaiveDate) -> Result<Answer, Problem> {
    let Narrowed { student, mut filter, limit, place } = narrowed;
    let batch = core
        .store
        .read(move |conn| {
            if let Some(number) = student {
                let Some(student) = people::student_by_number(conn, &scope, &number)? else { return Ok(None) };
                filter.student = Some(student.id);
            }
            let asked = Asked { filter, sort: Sort::Number, order: Order::Ascending, place, today };
            conventions::batch(conn, &scope, &asked, limit).map(Some)
        })
        .await?;
    let (dossiers, next) = batch.map_or_else(Default::default, |batch| (batch.dossiers, batch.next));
    let items: Vec<_> = dossiers.iter().map(|dossier| Convention::of(dossier, today)).collect();
    let given = items.len();
    Answer::json(&List { items, next: next.map(|cursor| cursor.to_string()) }, given)
}

async fn found(core: &Core, scope: Scope, number: ConventionNumber, today: NaiveDate) -> Result<Answer, Problem> {
    let found = core.store.read(move |conn| conventions::find_by_number(conn, &scope, number)).await?;
    let dossier = found.ok_or(Problem::Missing)?;
    Answer::json(&Convention::of(&dossier, today), 1)
}

#[derive(Serialize)]
struct List<'a> {
    items: Vec<Convention<'a>>,
    next: Option<String>,
}

/// A convention as other systems read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Convention<'a> {
    number: String,
    year: i32,
    state: &'static str,
    kind: &'a str,
    language: &'a str,
    centre: Centre<'a>,
    student: Student<'a>,
    component: Labelled<'a>,
    step: Step<'a>,
    diploma: &'a str,
    elements: Vec<Element>,
    #[serde(skip_serializing_if = "Option::is_none")]
    host: Option<Host<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Workplace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    teacher: Option<Teacher<'a>>,
    theme: &'a str,
    confidential: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_off_on: Option<NaiveDate>,
    presence_minutes: i64,
    duration: Legal,
    created_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Centre<'a> {
    id: i64,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Student<'a> {
    number: &'a str,
    last_name: &'a str,
    first_name: &'a str,
}

#[derive(Serialize)]
struct Labelled<'a> {
    code: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct Step<'a> {
    code: &'a str,
    version: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Host<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    siret: Option<String>,
    naf: &'a str,
    kind: &'a str,
    headcount: &'a str,
    postcode: &'a str,
    town: &'a str,
    country: &'a str,
}

/// Where the internship takes place, when that is a service of the host.
#[derive(Serialize)]
struct Workplace<'a> {
    name: &'a str,
    postcode: &'a str,
    town: &'a str,
    country: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Teacher<'a> {
    last_name: &'a str,
    first_name: &'a str,
}

impl<'a> Convention<'a> {
    fn of(dossier: &'a Dossier, today: NaiveDate) -> Self {
        let Dossier { convention: c, student, centre, host, service, teacher, tutor: _, signatory: _ } = dossier;
        let (enrolment, internship) = (&c.enrolment, &c.internship);
        let phase = c.progress.phase(&centre.validations);
        let ends_on = c.progress.broken_off_on.or(internship.ends_on);
        Self {
            number: c.number.to_string(),
            year: c.year.first(),
            state: Status::on(phase, internship.starts_on, ends_on, today).code(),
            kind: c.kind.as_str(),
            language: c.language.as_str(),
            centre: Centre { id: centre.id.0, name: &centre.name },
            student: Student { number: &student.number, last_name: &student.last_name, first_name: &student.first_name },
            component: Labelled { code: &enrolment.component_code, label: &enrolment.component },
            step: Step { code: &enrolment.step_code, version: &enrolment.step_version, label: &enrolment.step },
            diploma: &enrolment.diploma,
            elements: elements(c),
            host: host.as_ref().map(|host| {
                let Address { street: _, postcode, town, country } = &host.address;
                Host {
                    name: &host.name,
                    siret: host.siret.map(|siret| siret.to_string()),
                    naf: &host.naf,
                    kind: host.kind.as_str(),
                    headcount: host.headcount.as_str(),
                    postcode,
                    town,
                    country: country.as_str(),
                }
            }),
            place: service.as_ref().map(|service| {
                let Address { street: _, postcode, town, country } = &service.address;
                Workplace { name: &service.name, postcode, town, country: country.as_str() }
            }),
            teacher: teacher.as_ref().map(|t| Teacher { last_name: &t.last_name, first_name: &t.first_name }),
            theme: internship.theme.as_str(),
            confidential: internship.confidential,
            subject: (!internship.confidential).then_some(internship.subject.as_str()),
            start_date: internship.starts_on,
            end_date: internship.ends_on,
            broken_off_on: c.progress.broken_off_on,
            presence_minutes: c.schedule.presence_minutes,
            duration: Legal::of(c),
            created_at: moment(c.created_at),
            updated_at: moment(c.updated_at),
        }
    }
}

/// A moment in UTC (RFC 3339), to the second.
fn moment(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
