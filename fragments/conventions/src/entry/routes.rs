//! The routes of the entry, the same on every side that may edit.

use tremplin_domain::convention::{Step, ready};
use tremplin_widget::{Fault, Outcome, Request, Resource, Routes, View};

use super::{
    choose, closed, correct, enrol, save,
    steps::{self, Draft, Shown},
};
use crate::{
    app::App,
    decide::{self, Side},
};

type State = (App, Side);

/// Adds the steps, their saving, the calculation, the searches, the corrections of records and the change of enrolment.
pub(crate) fn routes(routes: Routes<State>) -> Routes<State> {
    routes
        .view("{id}/{step}", view)
        .view("{id}/continue", resume)
        .action("{id}/{step}/save", save_step)
        .action("{id}/{step}/calculate", calculate)
        .resource("{id}/{step}/search.json", search)
        .view("{id}/{step}/record", record)
        .action("{id}/{step}/correct", correct)
        .view("{id}/enrolment", |(app, side), request| async move { enrol::view(&app, side, &request).await })
        .action("{id}/enrol", |(app, side), request| async move { enrol::save(&app, side, &request).await })
}

fn step(request: &Request) -> Result<Step, Fault> {
    request.path.first("step").and_then(Step::from_code).ok_or(Fault::NotFound)
}

const fn is_form(step: Step) -> bool {
    matches!(step, Step::Student | Step::Internship | Step::Summary)
}

async fn view((app, side): State, request: Request) -> Result<View, Fault> {
    let step = step(&request)?;
    shown(&app, side, &request, |_| step).await
}

/// The step at which there is something left to answer.
async fn resume((app, side): State, request: Request) -> Result<View, Fault> {
    shown(&app, side, &request, |draft| ready::open_step(&draft.dossier)).await
}

async fn shown(app: &App, side: Side, request: &Request, which: impl FnOnce(&Draft) -> Step) -> Result<View, Fault> {
    let draft = match steps::draft(app, side, request).await {
        // Whoever may only read it, or no longer change it, reads it.
        Err(Fault::NotFound) => return decide::locked(app, side, request).await,
        draft => draft?,
    };
    let step = which(&draft);
    if is_form(step) {
        Ok(steps::view(app, side, request, &draft, step, &Shown::default()))
    } else {
        choose::view(app, side, request, &draft, step).await
    }
}

async fn save_step((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let step = step(&request)?;
    let saved = if is_form(step) { save::form(&app, side, &request, step).await } else { choose::save(&app, side, &request, step).await };
    closed::or_closed(&app, side, &request, step, saved).await
}

async fn calculate((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let calculated = save::calculate(&app, side, &request).await;
    closed::or_closed(&app, side, &request, Step::Internship, calculated).await
}

async fn search((app, side): State, request: Request) -> Result<Resource, Fault> {
    let step = step(&request)?;
    let found = choose::search(&app, side, &request, step).await?;
    let list: Vec<_> = found.iter().map(|f| serde_json::json!({ "value": f.value, "label": f.label, "detail": f.detail })).collect();
    let text = serde_json::to_string(&list).map_err(Fault::internal)?;
    Ok(Resource::whole("application/json", "resultats.json", text).inline())
}

async fn record((app, side): State, request: Request) -> Result<View, Fault> {
    correct::view(&app, side, &request, step(&request)?).await
}

async fn correct((app, side): State, request: Request) -> Result<Outcome, Fault> {
    correct::save(&app, side, &request, step(&request)?).await
}
