//! What people decide about a convention: validate, take back, send back, pass over, cancel. The same for everybody, each within their scope.

use std::sync::Arc;

use maud::{Markup, html};
use tremplin_domain::{
    centre::Validation,
    convention::{Action, Dossier, Refusal, assessment, ready},
    ids::ConventionId,
    law::checks::{Moment, Rule},
    parse::Problem,
    policy::{self, Ability, Scope},
};
use tremplin_store::{
    Error,
    conventions::{self, Item},
};
use tremplin_ui::{Alert, Fact, Facts, Link, Reach, Root, Tone, Ui};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, Routes, View};

use crate::{
    app::{App, fault, instant, today},
    compose,
    confirm::{self, WITHDRAW},
    entry::steps,
    show::{Page, Refused, lines},
    stale,
    words::Words,
};

/// How many characters a reason holds.
const REASON: usize = 1_000;

/// The field in which one says why a convention is sent back.
pub(crate) const RETURN: &str = "return-reason";
/// The field in which one says why it is cancelled.
pub(crate) const CANCEL: &str = "cancel-reason";

/// The field in which one says why a rule is passed over.
pub(crate) fn passing_of(rule: Rule) -> String {
    format!("passing-{}", rule.key())
}

/// The side on which a convention is read: its widget, and how far its scope goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// "Mes stages".
    Student,
    /// "Stages suivis".
    Teacher,
    /// "Conventions à traiter".
    Office,
}

impl Side {
    /// The widget's handle.
    pub(crate) const fn handle(self) -> &'static str {
        match self {
            Self::Student => "mes-stages",
            Self::Teacher => "stages-suivis",
            Self::Office => "conventions-a-traiter",
        }
    }

    /// The message that says to whom a convention came back: the reader, or the student.
    pub(crate) const fn returned_title(self) -> &'static str {
        match self {
            Self::Student => "returned-title",
            Self::Teacher | Self::Office => "returned-title-student",
        }
    }

    /// The scope narrowed to this side.
    pub(crate) fn scope(self, request: &Request) -> Scope {
        let scope = request.scope();
        match self {
            Self::Student => scope.as_student(),
            Self::Teacher => scope.as_teacher(),
            Self::Office => scope.as_office(),
        }
    }
}

/// Every ability, for those that a page offers.
const ABILITIES: [Ability; 17] = [
    Ability::Edit,
    Ability::EditAsOffice,
    Ability::Enrol,
    Ability::Submit,
    Ability::Withdraw,
    Ability::Return,
    Ability::Validate(Validation::Pedagogical),
    Ability::Validate(Validation::Check),
    Ability::Validate(Validation::Administrative),
    Ability::Undo(Validation::Pedagogical),
    Ability::Undo(Validation::Check),
    Ability::Undo(Validation::Administrative),
    Ability::PassOver,
    Ability::Print,
    Ability::Cancel,
    Ability::Delete,
    Ability::ReadComment,
];

/// What somebody may do with a convention, among everything.
pub(crate) fn abilities(scope: &Scope, dossier: &Dossier) -> Vec<Ability> {
    let facts = policy::Facts::of(&dossier.convention, &dossier.centre);
    ABILITIES.into_iter().filter(|a| scope.may(*a, &facts, &dossier.centre)).collect()
}

/// Adds the page of a convention.
pub(crate) fn page(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    routes.view("{id}", |(app, side), request| async move { view(&app, side, &request, &Refused::default()).await })
}

/// Adds the page of a convention and the decisions about it.
pub(crate) fn routes(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    page(routes)
        .action("{id}/validate", |state, request| decide(state, request, Decision::Validate))
        .action("{id}/undo", |state, request| decide(state, request, Decision::Undo))
        .action("{id}/return", |state, request| decide(state, request, Decision::Return))
        .action("{id}/cancel", |state, request| decide(state, request, Decision::Cancel))
}

/// Adds what an office alone decides.
pub(crate) fn passing(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    routes
        .action("{id}/pass-over", |state, request| decide(state, request, Decision::PassOver))
        .action("{id}/uphold", |state, request| decide(state, request, Decision::Uphold))
}

/// Adds what a student alone decides.
pub(crate) fn withdrawing(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    routes
        .view("{id}/take-back", |(app, side), request| async move { confirm::view(&app, side, &request, WITHDRAW, None).await })
        .action("{id}/withdraw", |state, request| decide(state, request, Decision::Withdraw))
}

async fn view(app: &App, side: Side, request: &Request, refused: &Refused) -> Result<View, Fault> {
    shown(app, side, request, refused, |_| html! {}).await
}

/// The page of a convention for somebody who came to edit it, and may only read it.
pub(crate) async fn locked(app: &App, side: Side, request: &Request) -> Result<View, Fault> {
    let ui = request.ui();
    let why = |dossier: &Dossier| html! { (Alert { ui, tone: Tone::Warn, title: ui.text("locked"), body: why_locked(ui, side, dossier) }) };
    shown(app, side, request, &Refused::default(), why).await
}

/// The page of a convention that was closed to somebody who was editing it: by whom, and what they typed, which is not saved.
pub(crate) async fn closed(app: &App, side: Side, request: &Request, by: &str, typed: &[(String, String)]) -> Result<View, Fault> {
    let ui = request.ui();
    let above = |dossier: &Dossier| {
        let facts: Vec<_> = typed.iter().map(|(label, value)| Fact { label, value: lines(value) }).collect();
        html! {
            (Alert { ui, tone: Tone::Bad, title: by, body: html! {
                p { strong { (ui.text("locked")) } }
                (why_locked(ui, side, dossier))
                @if !facts.is_empty() {
                    p { (ui.text("closed-typed")) }
                    (Facts { ui, facts: &facts })
                }
            } })
        }
    };
    shown(app, side, request, &Refused::default(), above).await
}

fn why_locked(ui: Ui<'_>, side: Side, dossier: &Dossier) -> Markup {
    let mail = Some(dossier.centre.mail.as_str()).filter(|mail| side == Side::Student && !mail.is_empty());
    html! {
        p { (ui.text(if side == Side::Student { "locked-student" } else { "locked-office" })) }
        @if let Some(mail) = mail {
            p { (Link { href: &format!("mailto:{mail}"), label: &ui.text_with("locked-mail", &[("mail", mail.into())]), about: None, rank: None, reach: Reach::Page }) }
        }
    }
}

async fn shown(app: &App, side: Side, request: &Request, refused: &Refused, above: impl FnOnce(&Dossier) -> Markup) -> Result<View, Fault> {
    let (scope, id) = (side.scope(request), request.id::<ConventionId>("id")?);
    let read_scope = scope.clone();
    let (dossier, events, around) = app
        .store
        .read(move |conn| {
            let dossier = conventions::find(conn, &read_scope, id)?.ok_or(Error::Missing)?;
            let events = conventions::timeline(conn, &read_scope, id)?;
            let around = conventions::surroundings(conn, &read_scope, &dossier)?;
            Ok((dossier, events, around))
        })
        .await
        .map_err(fault)?;
    let today = today(request.now);
    let assessment = assessment::assess(&dossier, &around, today, &app.parameters);
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let abilities = abilities(&scope, &dossier);
    let once = request.once();
    let page = Page {
        ui,
        words,
        urls: &request.urls,
        side,
        dossier: &dossier,
        events: &events,
        assessment: &assessment,
        abilities: &abilities,
        moderates: side == Side::Office && scope.may_moderate_hosts(),
        today,
        once: &once,
        refused,
    };
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        (above(&dossier))
        @if let Some(sentence) = &refused.sentence {
            // Where the form is gone because it is too late for it, what was typed in it can still be read.
            @let kept = refused.reason.as_ref().filter(|(name, _)| !page.asks(name));
            (Alert { ui, tone: Tone::Bad, title: sentence, body: html! { @if let Some((_, reason)) = kept { p { (lines(reason)) } } } })
        }
        (page.render())
    };
    let title = dossier.convention.number.to_string();
    Ok(View::new(title, html! { (Root { ui, handle: side.handle(), body }) }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Validate,
    Undo,
    Withdraw,
    Return,
    PassOver,
    Uphold,
    Cancel,
}

async fn decide((app, side): (App, Side), request: Request, decision: Decision) -> Result<Outcome, Fault> {
    let (scope, id) = (side.scope(&request), request.id::<ConventionId>("id")?);
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let validation = || request.form.first("validation").and_then(Validation::from_code).ok_or(Fault::InconsistentParameter("validation"));
    let rule = || request.form.first("rule").and_then(Rule::from_key).ok_or(Fault::InconsistentParameter("rule"));
    // Browsers send a line break as two characters, and count it as one.
    let reason = |name: &str| request.form.first(name).unwrap_or("").replace("\r\n", "\n");
    let (action, flash) = match decision {
        Decision::Validate => (Action::Validate(validation()?), "flash-validated"),
        Decision::Undo => (Action::Undo(validation()?), "flash-undone"),
        Decision::Withdraw => (Action::Withdraw, "flash-withdrawn"),
        Decision::Return => (Action::Return(reason(RETURN)), "flash-returned"),
        Decision::PassOver => (Action::PassOver(rule()?, reason(&passing_of(rule()?))), "flash-passed-over"),
        Decision::Uphold => (Action::Uphold(rule()?), "flash-upheld"),
        Decision::Cancel => (Action::Cancel(reason(CANCEL)), "flash-cancelled"),
    };
    let typed = match &action {
        Action::Return(reason) => Some((RETURN.to_owned(), reason.clone())),
        Action::PassOver(rule, reason) => Some((passing_of(*rule), reason.clone())),
        Action::Cancel(reason) => Some((CANCEL.to_owned(), reason.clone())),
        _ => None,
    };
    let needed = if decision == Decision::PassOver { "refused-reason-passing" } else { "refused-reason" };
    if typed.as_ref().is_some_and(|(_, reason)| reason.chars().count() > REASON) {
        let sentence = Some(Words::of(request.locale).problem(&Problem::TooLong(REASON)));
        let refused = Refused { sentence, reason: typed, at_reason: true };
        return Ok(Outcome::Invalid(view(&app, side, &request, &refused).await?));
    }
    let (at, link) = (instant(request.now), app.link.clone());
    let (item, parameters) = (Item { id, seen, action }, Arc::clone(&app.parameters));
    let done = app
        .store
        .write(move |conn| {
            let compose = compose::composer(&link);
            conventions::act(conn, &scope, &item, at, &parameters, &*compose)
        })
        .await;
    match done {
        Ok(_) => Ok(Redirect::to(&id.to_string()).flash(Flash::done(flash)).event("convention-changed").into()),
        Err(Error::Refused(refusal)) => {
            let words = Words::of(request.locale);
            let sentence = match refusal {
                Refusal::WrongState => words.text("refused-wrong-state"),
                Refusal::OutOfOrder => words.text("refused-out-of-order"),
                Refusal::ReasonNeeded => words.text(needed),
                Refusal::Incomplete => words.text_with("refused-incomplete", &[("what", &lacking(&app, side, &request, id).await?)]),
                Refusal::Unlawful => words.text("refused-unlawful"),
            };
            let at_reason = refusal == Refusal::ReasonNeeded;
            let refused = Refused { sentence: Some(sentence), reason: typed, at_reason };
            Ok(Outcome::Invalid(view(&app, side, &request, &refused).await?))
        }
        Err(Error::Stale(_)) => {
            let sentence = Some(stale::by_whom(&app, side, &request, id).await?);
            Ok(Outcome::Stale(view(&app, side, &request, &Refused { sentence, reason: typed, at_reason: false }).await?))
        }
        Err(error) => Err(fault(error)),
    }
}

/// What a convention that cannot be validated lacks, and what in it contradicts itself, in words.
async fn lacking(app: &App, side: Side, request: &Request, id: ConventionId) -> Result<String, Fault> {
    let (scope, words) = (side.scope(request), Words::of(request.locale));
    let dossier = app.store.read(move |conn| conventions::find(conn, &scope, id)).await.map_err(fault)?.ok_or(Fault::NotFound)?;
    let (missing, clashes) = (ready::missing(&dossier, Moment::Signature), ready::clashes(&dossier));
    let missing = missing.iter().map(|(step, fields)| steps::missing_at(words, *step, fields));
    let clashes = clashes.iter().map(|(step, clashes)| steps::clashes_at(words, *step, clashes));
    Ok(missing.chain(clashes).collect::<Vec<_>>().join(" "))
}
