//! The end of a draft: it is sent, or it is deleted. The same for the student and for an office that prepares it.

use std::sync::Arc;

use tremplin_domain::{
    convention::{Action, Refusal, Step},
    ids::ConventionId,
};
use tremplin_store::{
    Error,
    conventions::{self, Item},
};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, Routes};

use crate::{
    app::{App, fault, instant},
    compose,
    confirm::{self, DELETE},
    decide::Side,
    entry::steps,
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

/// Sends the convention, if nothing is missing and the law does not object; else the summary says what stands in the way.
async fn submit((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let (scope, id, at, link) = (side.scope(&request), request.id::<ConventionId>("id")?, instant(request.now), app.link.clone());
    let (item, parameters) = (Item { id, seen, action: Action::Submit }, Arc::clone(&app.parameters));
    let done = app.store.write(move |conn| conventions::act(conn, &scope, &item, at, &parameters, &*compose::composer(&link))).await;
    match done {
        Ok(_) => {
            // The student goes back to what they have, the office on with this one.
            let next = if side == Side::Student { String::new() } else { id.to_string() };
            Ok(Redirect::to(&next).flash(Flash::done("flash-submitted")).event("convention-changed").into())
        }
        Err(Error::Refused(Refusal::Incomplete | Refusal::Unlawful)) => {
            let draft = steps::draft(&app, side, &request).await?;
            let shown = steps::Shown { refused: true, ..steps::Shown::default() };
            Ok(Outcome::Invalid(steps::view(&app, side, &request, &draft, Step::Summary, &shown)))
        }
        Err(Error::Stale(_) | Error::Refused(Refusal::WrongState | Refusal::OutOfOrder | Refusal::ReasonNeeded)) => {
            let now = steps::draft(&app, side, &request).await?;
            let shown = steps::Shown { stale: vec![stale::by_whom(&app, side, &request, id).await?], ..steps::Shown::default() };
            Ok(Outcome::Stale(steps::view(&app, side, &request, &now, Step::Summary, &shown)))
        }
        Err(error) => Err(fault(error)),
    }
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
