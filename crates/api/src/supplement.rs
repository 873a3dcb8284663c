//! The internships of a student, for the diploma supplement.

use std::sync::Arc;

use axum::{extract::State, response::Response};
use http::request::Parts;
use serde::Serialize;
use tremplin_domain::client::Resource;

use crate::{
    core::{Answer, Core, Done, Operation, serve},
    internship::{Internship, Wanted, internships},
    problem::{Problem, Reason},
    query::{self, STUDENT},
};

/// What a student's supplement says of internships.
pub(crate) const SUPPLEMENT: Operation = Operation {
    path: "/v1/supplement",
    name: "supplement",
    resource: Resource::Supplement,
    parameters: &[STUDENT, "year", "element"],
    media: "application/json",
};

#[derive(Serialize)]
struct Supplement<'a> {
    student: &'a str,
    internships: Vec<Internship>,
}

/// Answers [`SUPPLEMENT`].
pub(crate) async fn rest(State(core): State<Arc<Core>>, parts: Parts) -> Response {
    serve(core, &SUPPLEMENT, parts, |core, asking| async move {
        let (scope, today, mut query) = (asking.scope.clone(), asking.today(), asking.query);
        let student = query.required(STUDENT, Reason::Student, query::student);
        let year = query.one("year", Reason::Year, query::year);
        let element = query.one("element", Reason::Code, query::code);
        let (trace, wanted) = query.understood(student.map(|student| Wanted { student, year, element }));
        let outcome = match wanted.map(|wanted| wanted.ok_or(Problem::Missing)).and_then(|wanted| wanted) {
            Ok(wanted) => {
                let student = wanted.student.clone();
                let found = internships(&core, scope, wanted, today).await;
                found.and_then(|internships| {
                    let given = internships.len();
                    Answer::json(&Supplement { student: &student, internships }, given)
                })
            }
            Err(problem) => Err(problem),
        };
        Done { trace, outcome }
    })
    .await
}
