//! Showing and saving the steps that are forms: the student, the internship, the summary.

use maud::{Markup, html};
use tremplin_domain::{
    convention::{
        Dossier, Step,
        assessment::{self, Assessment, Surroundings},
        fields,
    },
    law::checks::{Moment, blocking},
    policy::Ability,
};
use tremplin_store::{Error, conventions};
use tremplin_ui::{Alert, Button, Form, LiveRegion, Rank, Root, Tone};
use tremplin_widget::{Fault, Request, View};

use super::{
    answers::{Problems, Typed},
    form,
    frame::Frame,
};
use crate::{
    app::{App, fault, today},
    decide::{Side, abilities},
    legal, show,
    words::Words,
};

/// A convention being written, and what its surroundings say.
pub(crate) struct Draft {
    /// The convention and what it refers to.
    pub dossier: Dossier,
    /// What the law needs to know of the rest.
    pub around: Surroundings,
}

/// Reads the convention of the path, if the person may edit it.
pub(crate) async fn draft(app: &App, side: Side, request: &Request) -> Result<Draft, Fault> {
    let (scope, id) = (side.scope(request), request.id("id")?);
    let read = scope.clone();
    let draft = app
        .store
        .read(move |conn| {
            let dossier = conventions::find(conn, &read, id)?.ok_or(Error::Missing)?;
            let around = conventions::surroundings(conn, &read, &dossier)?;
            Ok(Draft { dossier, around })
        })
        .await
        .map_err(fault)?;
    if abilities(&scope, &draft.dossier).contains(&Ability::Edit) { Ok(draft) } else { Err(Fault::NotFound) }
}

/// What a step shows besides its own record.
#[derive(Default)]
pub(crate) struct Shown {
    /// What was typed, where it is not (yet) in the record.
    pub typed: Typed,
    /// What is wrong.
    pub problems: Problems,
    /// What changed meanwhile, in words; first who changed it.
    pub stale: Vec<String>,
    /// Whether it was sent as it is, and is not complete.
    pub refused: bool,
}

/// The view of a form step.
pub(crate) fn view(app: &App, side: Side, request: &Request, draft: &Draft, step: Step, shown: &Shown) -> View {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let once = request.once();
    let frame = Frame { ui, words, urls: &request.urls, dossier: &draft.dossier, step, once: &once };
    let body = match step {
        Step::Summary => summary(app, request, &frame, draft, shown.refused),
        step => {
            let live = (step == Step::Internship)
                .then(|| request.urls.action(&format!("{}/{}/calculate", draft.dossier.convention.id, step.code())).to_string());
            let fields = html! {
                (form::fields(ui, words, &draft.dossier, step, &shown.typed, &shown.problems))
                @if let Some(action) = &live { (calculation(app, request, draft, action)) }
            };
            frame.form(live.as_deref(), &fields)
        }
    };
    let whole = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if let Some(returned) = &draft.dossier.convention.progress.returned {
            (Alert { ui, tone: Tone::Warn, title: ui.text("returned-title"), body: html! { p { (returned.reason) } } })
        }
        (form::summary(ui, words, &shown.problems))
        @if let Some((who, changes)) = shown.stale.split_first() {
            (Alert { ui, tone: Tone::Bad, title: who, body: html! {
                p { (ui.text(if step == Step::Summary { "stale-read" } else { "stale-body" })) }
                @if !changes.is_empty() { ul { @for change in changes { li { (change) } } } }
            } })
        }
        (frame.around(&body))
    };
    View::new(draft.dossier.convention.number.to_string(), html! { (Root { ui, handle: side.handle(), body: whole }) })
}

/// The figures and checks, drawn anew as the person types; the button serves those without the script.
fn calculation(app: &App, request: &Request, draft: &Draft, action: &str) -> Markup {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let assessment = assess(app, request, draft);
    html! {
        (LiveRegion { ui, name: "law", body: legal::assessment(ui, words, &assessment) })
        p { (Button { label: ui.text("calculate"), rank: Rank::Plain, action: Some(action), ..Button::default() }) }
    }
}

/// The law's answer as of today.
pub(crate) fn assess(app: &App, request: &Request, draft: &Draft) -> Assessment {
    assessment::assess(&draft.dossier, &draft.around, today(request.now), &app.parameters)
}

/// The steps that keep the convention from being sent, each with its fields without an answer; with none where somebody is to be chosen.
pub(crate) fn missing(dossier: &Dossier) -> Vec<(Step, Vec<&'static fields::Field>)> {
    let to_choose = |step| step == Step::Teacher && dossier.teacher.is_none() && !dossier.centre.teacher_optional;
    let by_step = Step::ALL.into_iter().map(|step| (step, fields::missing(dossier, step)));
    by_step.filter(|(step, missing)| !missing.is_empty() || to_choose(*step)).collect()
}

/// Whether the law objects to sending it.
pub(crate) fn is_blocked(assessment: &Assessment) -> bool {
    blocking(&assessment.checks, Moment::Submission, &[].into()).next().is_some()
}

fn summary(app: &App, request: &Request, frame: &Frame<'_>, draft: &Draft, refused: bool) -> Markup {
    let (ui, words, dossier) = (frame.ui, frame.words, &draft.dossier);
    let assessment = assess(app, request, draft);
    let missing = missing(dossier);
    let submit = frame.urls.action(&format!("{}/submit", dossier.convention.id)).to_string();
    let step_link = |step: Step| frame.urls.view(&format!("{}/{}", dossier.convention.id, step.code())).to_string();
    html! {
        @if !missing.is_empty() {
            (Alert { ui, tone: if refused { Tone::Bad } else { Tone::Warn }, title: ui.text("summary-missing"), body: html! {
                ul {
                    @for (step, fields) in &missing {
                        li { a href=(step_link(*step)) { (missing_at(words, *step, fields)) } }
                    }
                }
            } })
        } @else if is_blocked(&assessment) {
            (Alert { ui, tone: Tone::Bad, title: ui.text("summary-blocked"), body: html! {} })
        } @else {
            (Alert { ui, tone: Tone::Ok, title: ui.text("summary-ready"), body: html! { p { (ui.text("submit-hint")) } } })
        }
        (legal::brief(ui, words, &assessment))
        (show::summary(ui, words, dossier, false))
        (Form { once: Some(frame.once), version: Some(i64::from(dossier.convention.version)), ..Form::new(ui, "submit", &submit, html! {
            (Button { label: ui.text("submit-convention"), rank: Rank::Primary, ..Button::default() })
        }) })
    }
}

fn missing_at(words: Words, step: Step, fields: &[&'static fields::Field]) -> String {
    let name = words.text(&format!("step-{}", step.code()));
    if fields.is_empty() {
        return words.text_with("summary-choices-missing", &[("step", &name)]);
    }
    let fields = fields.iter().map(|f| words.label(f)).collect::<Vec<_>>().join(", ");
    words.text_with("summary-missing-at", &[("step", &name), ("fields", &fields)])
}
