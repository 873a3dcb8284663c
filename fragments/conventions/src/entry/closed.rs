//! Saving what was closed to the person, or deleted, while they typed: what they typed comes back, to be copied.

use maud::html;
use tremplin_domain::{
    convention::{Dossier, Enters, FIELDS, Field, Step, fields},
    ids::ConventionId,
    policy::Ability,
};
use tremplin_store::{
    audit::{self, Deletion},
    conventions,
};
use tremplin_ui::{Actions, Alert, Fact, Facts, Link, Rank, Reach, Root, Tone};
use tremplin_widget::{Fault, Outcome, Request, View};

use super::{
    answers, choose,
    pick::{self, Entered},
};
use crate::{
    app::{App, fault},
    decide::{self, Side, abilities},
    show::lines,
    stale,
    words::Words,
};

/// The outcome of a save; where the convention was closed since the person opened its form, the page that keeps what they typed.
pub(crate) async fn or_closed(
    app: &App,
    side: Side,
    request: &Request,
    step: Step,
    saved: Result<Outcome, Fault>,
) -> Result<Outcome, Fault> {
    let Err(Fault::NotFound) = saved else { return saved };
    let (scope, id) = (side.scope(request), request.id::<ConventionId>("id")?);
    let read = scope.clone();
    let (now, deletion) = app
        .store
        .read(move |conn| match conventions::find(conn, &read, id)? {
            Some(now) => Ok((Some(now), None)),
            None => Ok((None, audit::deletion(conn, &read, id)?)),
        })
        .await
        .map_err(fault)?;
    if let Some(deletion) = deletion {
        return Ok(Outcome::Stale(gone(side, request, step, &deletion)));
    }
    let now = now.ok_or(Fault::NotFound)?;
    let theirs = abilities(&scope, &now);
    // Who was shown it as it is now, or says not what they were shown, was never offered the form; nor was that of the office's note anybody
    // who may not read it.
    if theirs.contains(&Ability::Edit)
        || request.form.parsed("version").is_none_or(|seen: i32| seen == now.convention.version)
        || (step == Step::Summary && !theirs.contains(&Ability::ReadComment))
    {
        return Err(Fault::NotFound);
    }
    let by = stale::by_whom(app, side, request, id).await?;
    Ok(Outcome::Stale(decide::closed(app, side, request, &by, &typed(Words::of(request.locale), request, &now, step)).await?))
}

/// The answers of the form that the record does not hold, each with its label, in words.
fn typed(words: Words, request: &Request, now: &Dossier, step: Step) -> Vec<(String, String)> {
    let entered = Entered::of_form(request);
    // Only read back to whoever typed it.
    let answers = answers::typed(&entered.answers, step, Enters::Office);
    let mut ours = now.clone();
    let unread = answers::write(&mut ours, &answers, step);
    let changed: Vec<_> = fields::changes(now, &ours).into_iter().filter(|(field, ..)| field.step == step && field.is_entered()).collect();
    // What cannot be read stands as it was typed.
    let unread = unread.iter().filter(|(name, _)| !changed.iter().any(|(field, ..)| field.name == *name));
    let as_typed = |name: &str| Some((words.label(Field::named(name)?), answers.get(name)?.clone()));
    let mut told: Vec<_> = changed.iter().map(|(field, _, ours)| (words.label(field), words.value(field, ours))).collect();
    told.extend(unread.filter_map(|(name, _)| as_typed(name)));
    if choose::is_new(step, &entered) {
        told.extend(pick::told(words, step, &entered));
    }
    told.retain(|(_, value)| !value.trim().is_empty());
    told
}

/// What is left where the draft of the form was deleted: who deleted it, everything that the form held, and the way to a new one.
fn gone(side: Side, request: &Request, step: Step, deletion: &Deletion) -> View {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let who = if deletion.by == request.principal.login { "gone-by-you" } else { "gone-by-other" };
    let title = words.text_with("gone-title", &[("number", &deletion.number)]);
    let held = held(words, request, step);
    let facts: Vec<_> = held.iter().map(|(label, value)| Fact { label, value: lines(value) }).collect();
    let begins = side == Side::Student || side.scope(request).may_create_for_students();
    let (new, list) = (request.urls.view("new").to_string(), request.urls.view("").to_string());
    let body = html! {
        (Alert { ui, tone: Tone::Bad, title: &title, body: html! {
            p { (words.text_with(who, &[("when", &words.moment(deletion.at))])) }
            @if !facts.is_empty() {
                p { (ui.text("gone-typed")) }
                (Facts { ui, facts: &facts })
            }
        } })
        (Actions {
            back: html! { (Link { href: &list, label: ui.text("back-to-list"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) },
            next: html! {
                @if begins { (Link { href: &new, label: ui.text("new-convention"), about: None, rank: Some(Rank::Primary), reach: Reach::Window }) }
            },
        })
    };
    View::new(title.clone(), html! { (Root { ui, handle: side.handle(), body }) })
}

/// Every answer that the form of a step held, each with its label, in words.
fn held(words: Words, request: &Request, step: Step) -> Vec<(String, String)> {
    let entered = Entered::of_form(request);
    // Only read back to whoever typed it.
    let answers = answers::typed(&entered.answers, step, Enters::Office);
    let fields = FIELDS.iter().filter_map(|field| Some((words.label(field), words.typed(field, answers.get(field.name)?))));
    let mut held: Vec<_> = fields.collect();
    if choose::is_new(step, &entered) {
        held.extend(pick::told(words, step, &entered));
    }
    held.retain(|(_, value)| !value.trim().is_empty());
    held
}
