//! Another enrolment for a convention that nobody validated yet: one that was chosen wrongly, that changed, or that is no more.

use maud::{Markup, html};
use tremplin_domain::{
    convention::{Dossier, Field, Step},
    ids::ConventionId,
    policy::{Ability, Facts as Circumstances, Scope, Ties},
};
use tremplin_referential::{Error as Away, StudentKey};
use tremplin_store::{
    Error,
    conventions::{self, Enrolled},
};
use tremplin_ui::{Actions, Button, Choice, Empty, Fact, Facts, Form, Heading, Kind, Link, Need, Rank, Reach, Root, Title, Ui, Width};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, View};

use super::{closed, frame::path};
use crate::{
    app::{App, fault, instant},
    compose,
    decide::{self, Side},
    enrolments::{self, Found, Offer},
    stale,
    words::Words,
};

/// What the page says besides what is offered.
#[derive(Default)]
struct Shown {
    /// Who was faster, in words.
    stale: Vec<String>,
    /// Whether it was sent without a choice that is open.
    unanswered: bool,
}

/// The page on which one chooses.
pub(super) async fn view(app: &App, side: Side, request: &Request) -> Result<View, Fault> {
    let dossier = read(app, side, request).await?;
    // Whoever may only read it, or no longer change it, reads it.
    if !may(&side.scope(request), &dossier) {
        return decide::locked(app, side, request).await;
    }
    let found = found(app, side, request, &dossier).await?;
    Ok(drawn(side, request, &dossier, &found, &Shown::default()))
}

/// Puts the convention under the enrolment that was chosen.
pub(super) async fn save(app: &App, side: Side, request: &Request) -> Result<Outcome, Fault> {
    closed::or_closed(app, side, request, Step::Student, enrol(app, side, request).await).await
}

async fn enrol(app: &App, side: Side, request: &Request) -> Result<Outcome, Fault> {
    let (scope, before) = (side.scope(request), read(app, side, request).await?);
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    if before.convention.version != seen {
        return overtaken(app, side, request).await;
    }
    if !may(&scope, &before) {
        return Err(Fault::NotFound);
    }
    let found = found(app, side, request, &before).await?;
    let unanswered = || Outcome::Invalid(drawn(side, request, &before, &found, &Shown { unanswered: true, ..Shown::default() }));
    let wanted = request.form.first("enrolment").unwrap_or("");
    let offers = match &found {
        Ok(found) => &found.offers,
        Err(Away::Missing | Away::Unusable(_)) => return Ok(unanswered()),
        Err(_) => return Err(Fault::Away("referential")),
    };
    let Some(chosen) = offers.iter().find(|offer| is_open(&before, offer) && offer.choice.key() == wanted) else {
        return Ok(unanswered());
    };
    let choice = &chosen.choice;
    let enrolled = Enrolled { year: choice.year, enrolment: choice.enrolment.clone(), kind: choice.kind.clone() };
    let (id, at, link) = (before.convention.id, instant(request.now), app.link.clone());
    let done = app.store.write(move |conn| conventions::enrol(conn, &scope, id, seen, &enrolled, at, &*compose::composer(&link))).await;
    match done {
        Ok(after) => {
            let to = path(&after.convention, Step::Student);
            Ok(Redirect::to(&to).flash(told(&before, &after)).event("convention-changed").into())
        }
        Err(Error::Stale(_)) => overtaken(app, side, request).await,
        Err(Error::NotAChoice(_)) => Ok(unanswered()),
        Err(error) => Err(fault(error)),
    }
}

async fn read(app: &App, side: Side, request: &Request) -> Result<Dossier, Fault> {
    let (scope, id) = (side.scope(request), request.id::<ConventionId>("id")?);
    app.store.read(move |conn| conventions::find(conn, &scope, id)).await.map_err(fault)?.ok_or(Fault::NotFound)
}

fn may(scope: &Scope, dossier: &Dossier) -> bool {
    scope.may(Ability::Enrol, &Circumstances::of(&dossier.convention, &dossier.centre), &dossier.centre)
}

/// What the student is enrolled in, or why nobody can say.
async fn found(app: &App, side: Side, request: &Request, dossier: &Dossier) -> Result<Result<Found, Away>, Fault> {
    let key = StudentKey::Number(dossier.student.number.clone());
    let ties = Ties::of(&dossier.convention, &dossier.centre);
    enrolments::found(app, side, request, &key, |scope, centre| scope.may_bring_to(centre, &ties)).await
}

/// Whether they may choose it, and it is another one than the present.
fn is_open(dossier: &Dossier, offer: &Offer) -> bool {
    let (convention, enrolment) = (&dossier.convention, &offer.choice.enrolment);
    let is_present = offer.choice.year == convention.year
        && (&enrolment.step_code, &enrolment.step_version) == (&convention.enrolment.step_code, &convention.enrolment.step_version)
        && offer.centre.as_ref().is_some_and(|centre| centre.id == convention.centre);
    offer.is_open && !is_present
}

/// Somebody else was faster: who, and what there is to choose now, if there still is.
async fn overtaken(app: &App, side: Side, request: &Request) -> Result<Outcome, Fault> {
    let now = read(app, side, request).await?;
    let by = stale::by_whom(app, side, request, now.convention.id).await?;
    if !may(&side.scope(request), &now) {
        return Ok(Outcome::Stale(decide::closed(app, side, request, &by, &[]).await?));
    }
    let found = found(app, side, request, &now).await?;
    Ok(Outcome::Stale(drawn(side, request, &now, &found, &Shown { stale: vec![by], ..Shown::default() })))
}

/// What was done, where the convention is now, and whom it left behind.
fn told(before: &Dossier, after: &Dossier) -> Flash {
    let centre = after.centre.name.as_str();
    match conventions::left(before, after).as_slice() {
        [] if before.centre.id == after.centre.id => Flash::done("flash-enrolled"),
        [] => Flash::done("flash-enrolled-moved").with("centre", centre),
        [one] => Flash::warn("flash-enrolled-left").with("centre", centre).with("who", *one),
        _ => Flash::warn("flash-enrolled-left").with("centre", centre).with("who", "both"),
    }
}

fn drawn(side: Side, request: &Request, dossier: &Dossier, found: &Result<Found, Away>, shown: &Shown) -> View {
    let (ui, words, number) = (request.ui(), Words::of(request.locale), dossier.convention.number.to_string());
    let body = html! {
        (stale::alert(ui, &shown.stale, "stale-read"))
        (Title { level: Heading::H3, text: ui.text("change-enrolment"), note: Some(&number) })
        (present(ui, words, dossier))
        @match found {
            Ok(found) => { (offered(side, request, dossier, found, shown)) },
            Err(Away::Missing) => { (nothing(ui)) (back(request, dossier)) },
            Err(error) => { (enrolments::excuse(ui, words, error)) (back(request, dossier)) },
        }
    };
    View::new(ui.text("change-enrolment"), html! { (Root { ui, handle: side.handle(), body }) })
}

/// The enrolment that a convention is made under.
pub(super) fn present(ui: Ui<'_>, words: Words, dossier: &Dossier) -> Markup {
    let fields = ["step", "component", "year", "centre"].into_iter().filter_map(Field::named);
    let said: Vec<_> = fields.map(|field| (words.label(field), words.value(field, &(field.read)(dossier)))).collect();
    let facts: Vec<_> = said.iter().map(|(label, value)| Fact::new(label, value)).collect();
    html! { (Facts { ui, facts: &facts }) }
}

fn offered(side: Side, request: &Request, dossier: &Dossier, found: &Found, shown: &Shown) -> Markup {
    let (ui, words, convention) = (request.ui(), Words::of(request.locale), &dossier.convention);
    let open: Vec<_> = found.offers.iter().filter(|offer| is_open(dossier, offer)).collect();
    let moves = open.iter().any(|offer| elsewhere(dossier, offer).is_some());
    let told: Vec<_> = open.iter().map(|offer| (offer.choice.key(), offer.label(), detail(words, dossier, offer))).collect();
    let choices: Vec<_> = told.iter().map(|(key, label, detail)| Choice { value: key, label, detail: Some(detail), group: None }).collect();
    let (action, once) = (request.urls.action(&format!("{}/enrol", convention.id)).to_string(), request.once());
    let hint = if side == Side::Student { "choose-enrolment-hint" } else { "choose-enrolment-hint-office" };
    let error = shown.unanswered.then(|| ui.text("choose-enrolment-needed"));
    html! {
        (enrolments::reserve(ui, words, found.freshness, &found.offers))
        @if open.is_empty() {
            (nothing(ui))
            (back(request, dossier))
        } @else {
            p.tr-muted { (ui.text("change-enrolment-about")) @if moves { " " (ui.text("change-enrolment-moves")) } }
            (Form { once: Some(&once), version: Some(i64::from(convention.version)), ..Form::new(ui, "enrol", &action, html! {
                (tremplin_ui::Field { ui, name: "enrolment", label: ui.text("choose-enrolment"), value: "", kind: Kind::Radios(&choices), hint: Some(ui.text(hint)), error, need: Need::Required, width: Width::Full, ..tremplin_ui::Field::default() })
                (Actions {
                    back: link(request, dossier),
                    next: html! { (Button { label: ui.text("change-enrolment"), rank: Rank::Primary, ..Button::default() }) },
                })
            }) })
        }
        @for refused in found.offers.iter().filter(|offer| !offer.is_open) { p.tr-muted { (enrolments::why_not(words, refused)) } }
    }
}

/// That there is no other to choose.
fn nothing(ui: Ui<'_>) -> Markup {
    html! { (Empty { title: ui.text("change-enrolment-none"), sentence: ui.text("change-enrolment-none-about"), action: html! {} }) }
}

/// The centre to which an enrolment would bring the convention, where it is another one.
fn elsewhere<'o>(dossier: &Dossier, offer: &'o Offer) -> Option<&'o str> {
    offer.centre.as_ref().filter(|centre| centre.id != dossier.centre.id).map(|centre| centre.name.as_str())
}

/// The component, and the centre where it is another one.
fn detail(words: Words, dossier: &Dossier, offer: &Offer) -> String {
    let component = offer.choice.enrolment.component.as_str();
    match elsewhere(dossier, offer) {
        Some(centre) => words.text_with("change-enrolment-elsewhere", &[("component", component), ("centre", centre)]),
        None => component.to_owned(),
    }
}

fn back(request: &Request, dossier: &Dossier) -> Markup {
    html! { p { (link(request, dossier)) } }
}

fn link(request: &Request, dossier: &Dossier) -> Markup {
    let href = request.urls.view(&path(&dossier.convention, Step::Student)).to_string();
    html! { (Link { href: &href, label: request.ui().text("step-back"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) }
}
