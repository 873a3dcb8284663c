//! The end of a draft: it is sent, or it is deleted. The same for the student and for an office that prepares it.

use std::sync::Arc;

use chrono::NaiveDateTime;
use tremplin_domain::{
    convention::{Action, Enters, Refusal, Step},
    ids::ConventionId,
    policy::Scope,
};
use tremplin_store::{
    Conn, Error,
    conventions::{self, Compose, Item},
};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, Routes};

use crate::{
    app::{App, fault, instant},
    compose,
    confirm::{self, DELETE},
    decide::Side,
    entry::{
        answers::{self, Typed},
        steps::{self, Shown},
    },
    stale,
};

type State = (App, Side);

/// Adds sending and deleting.
pub(crate) fn routes(routes: Routes<State>) -> Routes<State> {
    routes
        .action("{id}/submit", submit)
        .view("{id}/remove", |(app, side), request| async move { confirm::view(&app, side, &request, DELETE, None).await })
        .action("{id}/delete", delete)
}

/// Sends the convention with what the office noted beside, if nothing is missing and the law does not object; else the summary says what stands in the way.
async fn submit((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let (scope, id, at, link) = (side.scope(&request), request.id::<ConventionId>("id")?, instant(request.now), app.link.clone());
    // What others send of it, saving puts back.
    let typed = answers::typed(&answers::sent(&request), Step::Summary, Enters::Office);
    let (noted, parameters) = (typed.clone(), Arc::clone(&app.parameters));
    let done = app
        .store
        .write(move |conn| {
            let compose = compose::composer(&link);
            let seen = if noted.is_empty() { seen } else { note(conn, &scope, id, &noted, seen, at, &*compose)? };
            conventions::act(conn, &scope, &Item { id, seen, action: Action::Submit }, at, &parameters, &*compose)
        })
        .await;
    match done {
        Ok(_) => {
            // The student goes back to what they have, the office on with this one.
            let next = if side == Side::Student { String::new() } else { id.to_string() };
            Ok(Redirect::to(&next).flash(Flash::done("flash-submitted")).event("convention-changed").into())
        }
        Err(Error::NotAChoice(_) | Error::Refused(Refusal::Incomplete | Refusal::Unlawful)) => {
            let mut draft = steps::draft(&app, side, &request).await?;
            let problems = answers::write(&mut draft.dossier, &typed, Step::Summary);
            let shown = Shown { refused: problems.is_empty(), typed, problems, ..Shown::default() };
            Ok(Outcome::Invalid(steps::view(&app, side, &request, &draft, Step::Summary, &shown)))
        }
        Err(Error::Stale(_) | Error::Refused(Refusal::WrongState | Refusal::OutOfOrder | Refusal::ReasonNeeded)) => {
            let now = steps::draft(&app, side, &request).await?;
            let shown = Shown { typed, stale: vec![stale::by_whom(&app, side, &request, id).await?], ..Shown::default() };
            Ok(Outcome::Stale(steps::view(&app, side, &request, &now, Step::Summary, &shown)))
        }
        Err(error) => Err(fault(error)),
    }
}

/// Keeps what the office noted, and returns the version after it. [`Error::NotAChoice`] where it cannot be read.
fn note(
    conn: &mut Conn,
    scope: &Scope,
    id: ConventionId,
    typed: &Typed,
    seen: i32,
    at: NaiveDateTime,
    compose: &Compose,
) -> Result<i32, Error> {
    let mut dossier = conventions::find(conn, scope, id)?.ok_or(Error::Missing)?;
    if let Some((name, _)) = answers::write(&mut dossier, typed, Step::Summary).first() {
        return Err(Error::NotAChoice(name));
    }
    Ok(conventions::save(conn, scope, &dossier.convention, seen, at, compose)?.convention.version)
}

async fn delete((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let (scope, id) = (side.scope(&request), request.id("id")?);
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let at = instant(request.now);
    match app.store.write(move |conn| conventions::delete(conn, &scope, id, seen, at)).await {
        Ok(()) => Ok(Redirect::to("").flash(Flash::done("flash-deleted")).event("convention-changed").into()),
        Err(Error::Stale(_)) => {
            let changed = stale::by_whom(&app, side, &request, id).await?;
            Ok(Outcome::Stale(confirm::view(&app, side, &request, DELETE, Some(changed)).await?))
        }
        Err(error) => Err(fault(error)),
    }
}
