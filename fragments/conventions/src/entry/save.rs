//! Saving a step: what was typed goes into the record, wrong answers come back at their fields, a stale save shows what changed.

use tremplin_domain::{
    convention::{Dossier, Step, fields},
    parse::Problem,
};
use tremplin_store::{Error, conventions};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request};

use super::{
    answers::{self, Problems},
    steps::{self, Shown},
};
use crate::{
    app::{App, fault, instant},
    compose,
    decide::Side,
    stale,
    words::Words,
};

/// Saves a step that is a form.
pub(crate) async fn form(app: &App, side: Side, request: &Request, step: Step) -> Result<Outcome, Fault> {
    let mut draft = steps::draft(app, side, request).await?;
    // The summary asks the office alone.
    if answers::asked(step, draft.enters).next().is_none() {
        return Err(Fault::NotFound);
    }
    let typed = answers::typed(&answers::sent(request), step, draft.enters);
    let mut problems = answers::write(&mut draft.dossier, &typed, step);
    draft.dossier.convention.recount();
    if request.form.has("add") {
        return Ok(Outcome::Shown(steps::view(app, side, request, &draft, step, &Shown { typed, ..Shown::default() })));
    }
    let leaving = request.form.first("then") == Some("leave");
    if !leaving {
        problems.extend(required(&draft.dossier, step, &problems));
    }
    if !problems.is_empty() {
        let shown = Shown { typed, problems, ..Shown::default() };
        return Ok(Outcome::Invalid(steps::view(app, side, request, &draft, step, &shown)));
    }
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    match record(app, side, request, &draft.dossier, seen).await {
        Ok(()) => Ok(onward(&draft.dossier, step, leaving)),
        Err(Error::Stale(_)) => {
            let now = steps::draft(app, side, request).await?;
            let words = Words::of(request.locale);
            let mut stale = vec![stale::by_whom(app, side, request, now.dossier.convention.id).await?];
            stale.extend(differences(words, &draft.dossier, &now.dossier, step));
            let shown = Shown { typed, stale, ..Shown::default() };
            Ok(Outcome::Stale(steps::view(app, side, request, &now, step, &shown)))
        }
        Err(error) => Err(fault(error)),
    }
}

/// Draws the figures for what is typed, and saves nothing.
pub(crate) async fn calculate(app: &App, side: Side, request: &Request) -> Result<Outcome, Fault> {
    let mut draft = steps::draft(app, side, request).await?;
    let typed = answers::typed(&answers::sent(request), Step::Internship, draft.enters);
    let problems = answers::write(&mut draft.dossier, &typed, Step::Internship);
    draft.dossier.convention.recount();
    let shown = Shown { typed, problems, ..Shown::default() };
    Ok(Outcome::Shown(steps::view(app, side, request, &draft, Step::Internship, &shown)))
}

/// Saves the record of a dossier.
pub(crate) async fn record(app: &App, side: Side, request: &Request, dossier: &Dossier, seen: i32) -> Result<(), Error> {
    let (scope, convention, at) = (side.scope(request), dossier.convention.clone(), instant(request.now));
    let link = app.link.clone();
    app.store.write(move |conn| conventions::save(conn, &scope, &convention, seen, at, &*compose::composer(&link))).await.map(|_| ())
}

/// The next step, or the list for those who leave; after the last one the page of the convention.
pub(crate) fn onward(dossier: &Dossier, step: Step, leaving: bool) -> Outcome {
    let id = dossier.convention.id;
    let onward = match step.next() {
        _ if leaving => Redirect::to("").flash(Flash::done("flash-saved")),
        Some(next) => Redirect::to(&format!("{id}/{}", next.code())),
        None => Redirect::to(&id.to_string()).flash(Flash::done("flash-noted")),
    };
    onward.event("convention-changed").into()
}

fn required(dossier: &Dossier, step: Step, known: &Problems) -> Problems {
    let missing = fields::missing(dossier, step).into_iter().filter(|f| f.is_entered());
    missing.map(|f| (f.name, Problem::Required)).filter(|(name, _)| !known.iter().any(|(n, _)| n == name)).collect()
}

/// Where the person's answers and the record of meanwhile differ, in words: theirs are kept in the form.
fn differences(words: Words, ours: &Dossier, theirs: &Dossier, step: Step) -> Vec<String> {
    let differing = fields::changes(ours, theirs).into_iter().filter(|(f, ..)| f.step == step);
    differing
        .map(|(field, ours, theirs)| {
            let (ours, theirs) = (words.value(field, &ours), words.value(field, &theirs));
            words.text_with("stale-change", &[("label", &words.label(field)), ("ours", &ours), ("theirs", &theirs)])
        })
        .collect()
}
