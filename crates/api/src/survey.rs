//! The file for the ministry's survey of internships (SIES, *enquête Stages*): one row for each internship that was agreed on in a year.
//!
//! CSV as RFC 4180 has it, but with semicolons, as the institution's spreadsheets read it; UTF-8, with a byte order mark when asked for.
//! It is written while it is sent: some rows are read, given out, then the next ones, so that no client holds a connection to the database.

use std::{collections::BTreeSet, io, sync::Arc};

use axum::{body::Body, extract::State, response::Response};
use bytes::Bytes;
use chrono::NaiveDate;
use futures_util::stream;
use http::request::Parts;
use tokio::sync::OwnedSemaphorePermit;
use tremplin_domain::{
    client::Resource,
    convention::{Dossier, Status},
    ids::StudentId,
    policy::Scope,
    year::AcademicYear,
};
use tremplin_store::{
    clients,
    conventions::{self, Asked, Batch, Filter, Order, Place, Sort},
};

use crate::{
    core::{Answer, Core, Done, Operation, serve},
    internship::{Legal, agreed},
    problem::{Problem, Reason},
    query,
};

/// The survey file.
pub(crate) const SURVEY: Operation = Operation {
    path: "/v1/survey",
    name: "survey",
    resource: Resource::Survey,
    parameters: &["year", "bom"],
    media: "text/csv; charset=utf-8; header=present",
};

/// The columns, in order; the OpenAPI document says what each holds.
pub(crate) const COLUMNS: [&str; 30] = [
    "annee",
    "numero_convention",
    "numero_etudiant",
    "sexe",
    "composante",
    "etape",
    "version_etape",
    "cursus",
    "regime",
    "type_convention",
    "etat",
    "debut",
    "fin",
    "rupture",
    "presence_minutes",
    "duree_minutes",
    "duree_mois",
    "duree_jours",
    "plus_long",
    "siret",
    "naf",
    "type_accueil",
    "effectif",
    "code_postal",
    "commune",
    "pays",
    "gratifie",
    "montant_centimes",
    "montant_par",
    "devise",
];

/// Rows read at once.
const CHUNK: usize = 500;

/// Answers [`SURVEY`].
pub(crate) async fn file(State(core): State<Arc<Core>>, parts: Parts) -> Response {
    serve(core, &SURVEY, parts, |core, asking| async move {
        let (scope, today, mut query) = (asking.scope.clone(), asking.today(), asking.query);
        let year = query.required("year", Reason::Year, query::year);
        let mark = query.one("bom", Reason::Flag, |text| text.parse::<bool>().ok()).unwrap_or(false);
        let (trace, year) = query.understood(year);
        let outcome = match year {
            Ok(Some(year)) => begin(core, scope, year, today, if mark { "\u{feff}" } else { "" }),
            Ok(None) => Err(Problem::Missing),
            Err(problem) => Err(problem),
        };
        Done { trace, outcome }
    })
    .await
}

fn begin(core: Arc<Core>, scope: Scope, year: AcademicYear, today: NaiveDate, mark: &'static str) -> Result<Answer, Problem> {
    let turn = Arc::clone(&core.files).try_acquire_owned().map_err(|_| Problem::Busy)?;
    Ok(Answer::Rows(Box::new(move |call| {
        let filter = Filter { year: Some(year), statuses: agreed(), ..Filter::default() };
        let file = File { core, scope, filter, today, call, given: 0, at: At::Beginning(mark), _turn: turn };
        Body::from_stream(stream::unfold(file, File::next))
    })))
}

/// How far a file is.
enum At {
    Beginning(&'static str),
    Rows(Place),
    End,
}

/// A file that is being sent.
struct File {
    core: Arc<Core>,
    scope: Scope,
    filter: Filter,
    today: NaiveDate,
    call: i64,
    given: i64,
    at: At,
    _turn: OwnedSemaphorePermit,
}

impl File {
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        match std::mem::replace(&mut self.at, At::End) {
            At::End => None,
            At::Beginning(mark) => {
                self.at = At::Rows(Place::First);
                let head = written([COLUMNS.map(str::to_owned)]).map(|head| Bytes::from([mark.as_bytes(), &head].concat()));
                Some((head, self))
            }
            At::Rows(place) => {
                let rows = self.rows(place).await;
                if let Err(error) = &rows {
                    tracing::error!(%error, "a survey file was cut off");
                }
                Some((rows, self))
            }
        }
    }

    /// The next rows, once the trace of the call counts them.
    async fn rows(&mut self, place: Place) -> io::Result<Bytes> {
        let (scope, filter, today) = (self.scope.clone(), self.filter.clone(), self.today);
        let read = self.core.store.long_read(move |conn| {
            let asked = Asked { filter, sort: Sort::Number, order: Order::Ascending, place, today };
            let batch = conventions::batch(conn, &scope, &asked, CHUNK)?;
            let students: BTreeSet<StudentId> = batch.dossiers.iter().map(|d| d.convention.student).collect();
            let longest = conventions::longest(conn, &scope, &asked.filter, &students, today)?;
            Ok((batch, longest))
        });
        let (Batch { dossiers, next }, longest) = read.await.map_err(io::Error::other)?;
        let (scope, call, given) = (self.scope.clone(), self.call, self.given + i64::try_from(dossiers.len()).unwrap_or(0));
        self.core.store.write(move |conn| clients::correct(conn, &scope, call, given)).await.map_err(io::Error::other)?;
        self.given = given;
        if let Some(cursor) = next {
            self.at = At::Rows(Place::At(cursor));
        }
        written(dossiers.iter().map(|dossier| row(dossier, longest.contains(&dossier.convention.id), today)))
    }
}

fn written(rows: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> io::Result<Bytes> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row)?;
    }
    writer.into_inner().map(Bytes::from).map_err(|error| io::Error::other(error.to_string()))
}

fn row(dossier: &Dossier, is_longest: bool, today: NaiveDate) -> [String; COLUMNS.len()] {
    let Dossier { convention: c, student, centre, host, service, .. } = dossier;
    let (enrolment, internship, pay) = (&c.enrolment, &c.internship, &c.pay);
    let phase = c.progress.phase(&centre.validations);
    let ends_on = c.progress.broken_off_on.or(internship.ends_on);
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let says = |claim: bool| if claim { "oui" } else { "non" }.to_owned();
    let place = service.as_ref().map(|s| &s.address).or_else(|| host.as_ref().map(|h| &h.address));
    let of_host = |read: fn(&tremplin_domain::host::Host) -> String| host.as_ref().map(read).unwrap_or_default();
    let legal = Legal::of(c);
    let paid = pay.paid == Some(true);
    let when_paid = |text: String| if paid { text } else { String::new() };
    [
        c.year.first().to_string(),
        c.number.to_string(),
        student.number.clone(),
        student.sex.to_string(),
        enrolment.component_code.clone(),
        enrolment.step_code.clone(),
        enrolment.step_version.clone(),
        enrolment.cursus.to_string(),
        enrolment.regime.to_string(),
        c.kind.to_string(),
        Status::on(phase, internship.starts_on, ends_on, today).code().to_owned(),
        day(internship.starts_on),
        day(internship.ends_on),
        day(c.progress.broken_off_on),
        c.schedule.presence_minutes.to_string(),
        c.schedule.duration_minutes.to_string(),
        legal.months.to_string(),
        legal.days.to_string(),
        says(is_longest),
        of_host(|h| h.siret.map(|s| s.to_string()).unwrap_or_default()),
        of_host(|h| h.naf.clone()),
        of_host(|h| h.kind.to_string()),
        of_host(|h| h.headcount.to_string()),
        place.map(|a| a.postcode.clone()).unwrap_or_default(),
        place.map(|a| a.town.clone()).unwrap_or_default(),
        place.map(|a| a.country.to_string()).unwrap_or_default(),
        pay.paid.map(says).unwrap_or_default(),
        when_paid(pay.amount.map(|cents| cents.to_string()).unwrap_or_default()),
        when_paid(pay.per.to_string()),
        when_paid(pay.currency.to_string()),
    ]
    .map(harmless)
}

/// A cell that no spreadsheet takes for a formula: what people typed may begin like one.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(["=1+1", "-", "Lille", "", "2026-03-02"].map(|c| harmless(c.to_owned())), ["'=1+1", "'-", "Lille", "", "2026-03-02"]);
    }

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let mut row = COLUMNS.map(|_| String::new());
        "a;\"b\"\n".clone_into(&mut row[0]);
        let text = written([row]).unwrap();
        assert_eq!(text, format!("\"a;\"\"b\"\"\n\"{}\r\n", ";".repeat(COLUMNS.len() - 1)));
    }
}
