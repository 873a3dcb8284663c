//! Showing and saving the steps that are forms: the student, the internship, the summary.

use maud::{Markup, Render, html};
use tremplin_domain::{
    convention::{
        Dossier, Enters, Event, EventKind, Step,
        assessment::{self, Assessment, Surroundings},
        fields::{self, Seen},
        ready,
    },
    law::checks::{Moment, Source},
    parse::Problem,
    policy::Ability,
};
use tremplin_store::{Error, conventions};
use tremplin_ui::{Actions, Alert, Beside, Button, Form, Group, Link, LiveRegion, Rank, Reach, Root, Tone, Ui};
use tremplin_widget::{Fault, Request, View};

use super::{
    answers::{Problems, Typed},
    enrol, form,
    frame::{Frame, path},
    groups,
};
use crate::{
    app::{App, fault, today},
    decide::{Side, abilities},
    legal::{self, Stage},
    show, stale,
    words::Words,
};

/// A convention being written, and what its surroundings say.
pub(crate) struct Draft {
    /// The convention and what it refers to.
    pub dossier: Dossier,
    /// What the law needs to know of the rest.
    pub around: Surroundings,
    /// The steps of which somebody saved an answer.
    pub saved: Vec<Step>,
    /// As whom the person writes it.
    pub enters: Enters,
    /// Whether the person may put it under another enrolment.
    pub enrols: bool,
    /// Whether it is the person's to send as it stands.
    pub submits: bool,
}

/// Reads the convention of the path, if the person may edit it.
pub(crate) async fn draft(app: &App, side: Side, request: &Request) -> Result<Draft, Fault> {
    let (scope, id) = (side.scope(request), request.id("id")?);
    let read = scope.clone();
    let (dossier, around, saved) = app
        .store
        .read(move |conn| {
            let dossier = conventions::find(conn, &read, id)?.ok_or(Error::Missing)?;
            let around = conventions::surroundings(conn, &read, &dossier)?;
            let saved = saved(&conventions::timeline(conn, &read, id)?);
            Ok((dossier, around, saved))
        })
        .await
        .map_err(fault)?;
    let abilities = abilities(&scope, &dossier);
    let enters = if abilities.contains(&Ability::EditAsOffice) { Enters::Office } else { Enters::Editors };
    let (enrols, submits) = (abilities.contains(&Ability::Enrol), abilities.contains(&Ability::Submit));
    if !abilities.contains(&Ability::Edit) {
        return Err(Fault::NotFound);
    }
    Ok(Draft { dossier, around, saved, enters, enrols, submits })
}

/// The steps whose answers the timeline says were changed.
fn saved(events: &[Event]) -> Vec<Step> {
    let changed = events.iter().filter(|e| e.kind == EventKind::Saved).flat_map(|e| e.note.split_whitespace());
    changed.filter_map(fields::Field::named).map(|field| field.step).collect()
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
    let frame = Frame { ui, words, urls: &request.urls, dossier: &draft.dossier, saved: &draft.saved, step, once: &once };
    let body = match step {
        Step::Summary => summary(app, request, &frame, draft, shown),
        step => {
            let live = (step == Step::Internship)
                .then(|| request.urls.action(&format!("{}/{}/calculate", draft.dossier.convention.id, step.code())).to_string());
            let group = |group| form::group(ui, words, draft, group, &shown.typed, &shown.problems);
            let all = groups::of(step);
            let fields = if let Some(action) = &live {
                let (decisive, rest) = all.split_at(groups::DECISIVE);
                let assessment = assess(app, request, draft);
                Beside {
                    ui,
                    name: RESULTS,
                    before: html! { @for one in decisive { (group(one)) } },
                    aside: results(ui, words, &assessment, &shown.problems, action),
                    after: html! { @for one in rest { (group(one)) } },
                    line: html! { (LiveRegion { ui, name: "law-line", body: legal::line(ui, words, &assessment, shown.problems.len()) }) },
                }
                .render()
            } else {
                html! {
                    @if step == Step::Student { (enrolment(&frame, draft.enrols)) }
                    @for one in all { (group(one)) }
                }
            };
            frame.form(live.as_deref(), &fields)
        }
    };
    let whole = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if let Some(returned) = &draft.dossier.convention.progress.returned {
            (Alert { ui, tone: Tone::Warn, title: ui.text(side.returned_title()), body: html! { p { (returned.reason) } } })
        }
        (form::summary(ui, words, &shown.problems))
        (stale::alert(ui, &shown.stale, if step == Step::Summary && shown.typed.is_empty() { "stale-read" } else { "stale-body" }))
        (frame.around(&body))
    };
    View::new(draft.dossier.convention.number.to_string(), html! { (Root { ui, handle: side.handle(), body: whole }) })
}

/// What the convention is made under, and the way to another enrolment.
fn enrolment(frame: &Frame<'_>, enrols: bool) -> Markup {
    let Frame { ui, words, urls, dossier, .. } = *frame;
    let change = urls.view(&format!("{}/enrolment", dossier.convention.id)).to_string();
    let fields = html! {
        (enrol::present(ui, words, dossier))
        @if enrols {
            p { (Link { href: &change, label: ui.text("change-enrolment"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
        }
    };
    html! { (Group { legend: ui.text("group-enrolment"), hint: None, fields }) }
}

/// The name of where figures and checks stand.
const RESULTS: &str = "results";

/// The figures and checks, drawn anew as the person types; the button serves those without the script, and leads back here.
fn results(ui: Ui<'_>, words: Words, assessment: &Assessment, problems: &Problems, action: &str) -> Markup {
    let here = format!("{action}#{}", ui.id(RESULTS));
    html! {
        // The button comes first: the end of what is longer than the window is out of reach while it stays beside the fields.
        div.tr-title {
            h4.portlet-section-subheader { (ui.text("results")) }
            (Button { label: ui.text("calculate"), rank: Rank::Plain, action: Some(&here), ..Button::default() })
        }
        (LiveRegion { ui, name: "law", body: html! {
            // An answer that cannot be read is in none of the figures.
            @if !problems.is_empty() {
                (Alert { ui, tone: Tone::Warn, title: ui.text("results-unread"), body: html! {
                    ul { @for (name, problem) in problems { li { (form::problem_at(words, name, problem)) } } }
                } })
            }
            (legal::brief(ui, words, assessment, Stage::Entry))
        } })
    }
}

/// The law's answer as of today.
fn assess(app: &App, request: &Request, draft: &Draft) -> Assessment {
    assessment::assess(&draft.dossier, &draft.around, today(request.now), &app.parameters)
}

/// The message that says who objects to sending it: the law, the centre by a rule of its own, or both.
fn objection(assessment: &Assessment) -> Option<&'static str> {
    let blocking = assessment.blocking(Moment::Submission);
    let any = |of: fn(Source) -> bool| blocking.iter().any(|check| of(check.rule.article().source));
    match (any(|source| source != Source::Institution), any(|source| source == Source::Institution)) {
        (true, true) => Some("summary-blocked-both"),
        (true, false) => Some("summary-blocked"),
        (false, true) => Some("summary-blocked-office"),
        (false, false) => None,
    }
}

fn summary(app: &App, request: &Request, frame: &Frame<'_>, draft: &Draft, shown: &Shown) -> Markup {
    let (ui, words, dossier, refused) = (frame.ui, frame.words, &draft.dossier, shown.refused);
    let assessment = assess(app, request, draft);
    let (missing, clashes) = (ready::missing(dossier, Moment::Submission), ready::clashes(dossier));
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
        }
        @if !clashes.is_empty() {
            (Alert { ui, tone: Tone::Bad, title: ui.text("summary-clashes"), body: html! {
                ul {
                    @for (step, clashes) in &clashes {
                        li { a href=(step_link(*step)) { (clashes_at(words, *step, clashes)) } }
                    }
                }
            } })
        }
        @if missing.is_empty() && clashes.is_empty() {
            @if let Some(objection) = objection(&assessment) {
                (Alert { ui, tone: Tone::Bad, title: ui.text(objection), body: html! {
                    @if assessment.passable().next().is_some() { p { (ui.text("summary-passable")) } }
                } })
            } @else {
                (Alert { ui, tone: Tone::Ok, title: ui.text("summary-ready"), body: html! { @if draft.submits { p { (ui.text("submit-hint")) } } } })
            }
        }
        (legal::brief(ui, words, &assessment, if refused { Stage::Decision } else { Stage::Entry }))
        (show::summary(ui, words, dossier, Seen::Readers))
        (ending(frame, draft, shown))
    }
}

/// What ends the summary: the office's own note and sending, or the way back where neither is left. One form, so that a note that was typed is
/// kept whichever button is pressed.
fn ending(frame: &Frame<'_>, draft: &Draft, shown: &Shown) -> Markup {
    let (ui, urls, convention) = (frame.ui, frame.urls, &draft.dossier.convention);
    let note = urls.action(&format!("{}/save", path(convention, Step::Summary))).to_string();
    let submit = urls.action(&format!("{}/submit", convention.id)).to_string();
    let notes = draft.enters == Enters::Office;
    if !notes && !draft.submits {
        let page = urls.view(&convention.id.to_string()).to_string();
        return html! { p { (Link { href: &page, label: ui.text("back-to-convention"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) } };
    }
    let body = html! {
        @if notes {
            @for one in groups::of(Step::Summary) { (form::group(ui, frame.words, draft, one, &shown.typed, &shown.problems)) }
        }
        (Actions { back: html! {}, next: html! {
            @if notes { (Button { label: ui.text("save-note"), rank: Rank::Plain, action: Some(&note), ..Button::default() }) }
            @if draft.submits { (Button { label: ui.text("submit-convention"), rank: Rank::Primary, ..Button::default() }) }
        } })
    };
    let action = if draft.submits { &submit } else { &note };
    html! { (Form { once: Some(frame.once), version: Some(i64::from(convention.version)), ..Form::new(ui, "submit", action, body) }) }
}

/// A step whose answers contradict each other, and how.
pub(crate) fn clashes_at(words: Words, step: Step, clashes: &[(&'static str, Problem)]) -> String {
    let name = words.text(&format!("step-{}", step.code()));
    let clashes: Vec<_> = clashes.iter().map(|(name, problem)| form::problem_at(words, name, problem)).collect();
    words.text_with("summary-missing-at", &[("step", &name), ("fields", &clashes.join(" "))])
}

/// A step that lacks answers, and which.
pub(crate) fn missing_at(words: Words, step: Step, fields: &[&'static fields::Field]) -> String {
    let name = words.text(&format!("step-{}", step.code()));
    if fields.is_empty() {
        return words.text_with("summary-choices-missing", &[("step", &name)]);
    }
    let fields = fields.iter().map(|f| words.label(f)).collect::<Vec<_>>().join(", ");
    words.text_with("summary-missing-at", &[("step", &name), ("fields", &fields)])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tremplin_domain::law::checks::{Check, Finding, Level, Override, Rule};

    use super::*;

    #[test]
    fn who_objects_is_named() {
        let against = |rules: &[Rule]| {
            let check = |rule: &Rule| Check {
                rule: *rule,
                finding: Finding::Applies,
                level: Level::Block,
                overridable: Override::Never,
                values: Vec::new(),
            };
            let checks = rules.iter().map(check).collect();
            objection(&Assessment { presence: None, minimum: None, checks, passed_over: BTreeMap::new() })
        };
        assert_eq!(against(&[]), None);
        assert_eq!(against(&[Rule::Maximum]), Some("summary-blocked"));
        assert_eq!(against(&[Rule::Overlap]), Some("summary-blocked-office"));
        assert_eq!(against(&[Rule::Overlap, Rule::Maximum]), Some("summary-blocked-both"));
    }
}
