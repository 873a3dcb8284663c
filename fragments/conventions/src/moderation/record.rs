//! The record of a host: corrected, or replaced by the host that it is.

use maud::{Markup, html};
use tremplin_domain::{convention::Step, host::Host, ids::HostId, parse::Problem};
use tremplin_store::{Error, hosts};
use tremplin_ui::{Actions, Alert, Button, ErrorSummary, Form, Found, Group, Heading, Link, Rank, Reach, Root, Title, Tone, Wrong};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, View};

use crate::{
    app::{App, fault, instant},
    decide::Side,
    entry::{
        pick::{self, Entered},
        read::Reader,
    },
    words::Words,
};

type State = (App, Side);

/// How many hosts a search shows.
const SHOWN: u16 = 12;

/// What the page shows besides the record itself.
#[derive(Default)]
struct Shown {
    /// What was typed, where it is not the record.
    entered: Option<Entered>,
    /// What is wrong as a whole, in a sentence.
    wrong: Option<String>,
    /// What was looked for to replace it, and what is picked.
    query: String,
    picked: Option<String>,
}

/// The record, for whoever moderates.
pub(crate) async fn view((app, side): State, request: Request) -> Result<View, Fault> {
    drawn(&app, side, &request, Shown::default()).await
}

/// Saves what was corrected, and finds it right where that is asked.
pub(crate) async fn save((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let (scope, id, at) = (side.scope(&request), request.id::<HostId>("host")?, instant(request.now));
    if !scope.may_moderate_hosts() {
        return Err(Fault::NotFound);
    }
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let mut entered = Entered::of_form(&request);
    let mut reader = Reader::of(&entered);
    let corrected = Host { id, ..reader.host() };
    entered.problems = reader.into_problems();
    if !entered.problems.is_empty() {
        return Ok(Outcome::Invalid(drawn(&app, side, &request, Shown { entered: Some(entered), ..Shown::default() }).await?));
    }
    let validates = request.form.first("then") == Some("validate");
    let done = app
        .store
        .write(move |conn| {
            let saved = hosts::save(conn, &scope, &corrected, seen, at)?;
            if validates {
                hosts::validate(conn, &scope, id, saved.version, at)?;
            }
            Ok(())
        })
        .await;
    let words = Words::of(request.locale);
    match done {
        Ok(()) => Ok(Redirect::to("hosts").flash(Flash::done(if validates { "flash-accepted" } else { "flash-host-saved" })).into()),
        Err(Error::Duplicate(known)) => {
            entered.problems.push(("host-siret", Problem::KnownSiret));
            let wrong = Some(words.text_with("host-siret-taken", &[("name", &known.name)]));
            let shown = Shown { entered: Some(entered), wrong, picked: Some(known.id.to_string()), query: known.name.clone() };
            Ok(Outcome::Invalid(drawn(&app, side, &request, shown).await?))
        }
        Err(Error::StaleHost(_)) => {
            let shown = Shown { entered: Some(entered), wrong: Some(by_whom(&app, side, &request, id).await?), ..Shown::default() };
            Ok(Outcome::Stale(drawn(&app, side, &request, shown).await?))
        }
        Err(error) => Err(fault(error)),
    }
}

/// Puts the host that was picked in its place.
pub(crate) async fn replace((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let (scope, id, at) = (side.scope(&request), request.id::<HostId>("host")?, instant(request.now));
    let query = request.form.first("by-query").unwrap_or("").trim().chars().take(100).collect::<String>();
    let picked = request.form.first("by").filter(|v| !v.is_empty()).map(str::to_owned);
    if request.form.has("search") {
        return Ok(Outcome::Shown(drawn(&app, side, &request, Shown { query, picked, ..Shown::default() }).await?));
    }
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let Some(by) = picked.as_deref().and_then(|text| text.parse().ok()).map(HostId) else {
        let wrong = Some(Words::of(request.locale).text("host-replace-needed"));
        return Ok(Outcome::Invalid(drawn(&app, side, &request, Shown { wrong, query, ..Shown::default() }).await?));
    };
    match app.store.write(move |conn| hosts::replace(conn, &scope, id, seen, by, at)).await {
        Ok(()) => Ok(Redirect::to("hosts").flash(Flash::done("flash-host-replaced")).event("convention-changed").into()),
        Err(Error::StaleHost(_)) => {
            let wrong = Some(by_whom(&app, side, &request, id).await?);
            Ok(Outcome::Stale(drawn(&app, side, &request, Shown { wrong, query, picked, ..Shown::default() }).await?))
        }
        Err(Error::NotAChoice(_)) => {
            let wrong = Some(Words::of(request.locale).text("host-replace-impossible"));
            Ok(Outcome::Invalid(drawn(&app, side, &request, Shown { wrong, query, picked, ..Shown::default() }).await?))
        }
        Err(error) => Err(fault(error)),
    }
}

/// Who changed the record last, and when, in a sentence.
async fn by_whom(app: &App, side: Side, request: &Request, id: HostId) -> Result<String, Fault> {
    let scope = side.scope(request);
    let history = app.store.read(move |conn| hosts::history(conn, &scope, id)).await.map_err(fault)?;
    let words = Words::of(request.locale);
    let last = history.iter().find(|change| change.alters()).filter(|last| !last.by.is_empty());
    let told = last.map(|last| words.text_with("host-stale-by", &[("who", &last.by), ("when", &words.moment(last.at))]));
    Ok(told.unwrap_or_else(|| words.text("host-stale")))
}

async fn drawn(app: &App, side: Side, request: &Request, shown: Shown) -> Result<View, Fault> {
    let (scope, id) = (side.scope(request), request.id::<HostId>("host")?);
    if !scope.may_moderate_hosts() {
        return Err(Fault::NotFound);
    }
    let query = shown.query.clone();
    let (host, candidates) = app
        .store
        .read(move |conn| {
            let host = hosts::find(conn, &scope, id)?.ok_or(Error::Missing)?;
            let found = if query.is_empty() { hosts::alike(conn, &scope, &host)? } else { hosts::search(conn, &scope, &query, SHOWN)? };
            Ok((host, found))
        })
        .await
        .map_err(fault)?;
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let entered = shown.entered.unwrap_or_else(|| Entered::of_host(&host));
    let problems = entered.sentences(words);
    let errors: Vec<_> = problems.iter().map(|(name, sentence)| Wrong { name, sentence }).collect();
    let others: Vec<_> = candidates.iter().filter(|h| h.id != host.id).map(|h| pick::host(words, h)).collect();
    let body = html! {
        @if let Some(title) = &shown.wrong { (Alert { ui, tone: Tone::Bad, title, body: html! {} }) }
        (ErrorSummary { ui, errors: &errors })
        (Title { level: Heading::H3, text: &host.name, note: host.validated_at.is_none().then(|| ui.text("host-awaits")) })
        (correction(request, words, &host, &entered))
        @if host.validated_at.is_none() { (replacement(request, &host, &others, &shown.query, shown.picked.as_deref())) }
    };
    Ok(View::new(host.name.clone(), html! { (Root { ui, handle: side.handle(), body }) }))
}

fn correction(request: &Request, words: Words, host: &Host, entered: &Entered) -> Markup {
    let (ui, once) = (request.ui(), request.once());
    let (action, back) = (request.urls.action(&format!("hosts/{}/save", host.id)).to_string(), request.urls.view("hosts").to_string());
    let (label, says) = match host.validated_at {
        None => ("host-save-validate", Some(("then", "validate"))),
        Some(_) => ("host-save", None),
    };
    let body = html! {
        (Group { legend: ui.text("host-record"), hint: None, fields: pick::known(ui, words, Step::Host, entered) })
        (Actions {
            back: html! { (Link { href: &back, label: ui.text("step-back"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) },
            next: html! {
                @if host.validated_at.is_none() { (Button { label: ui.text("host-save"), rank: Rank::Plain, ..Button::default() }) }
                (Button { label: ui.text(label), rank: Rank::Primary, says, ..Button::default() })
            },
        })
    };
    html! { (Form { once: Some(&once), version: Some(i64::from(host.version)), ..Form::new(ui, "host", &action, body) }) }
}

fn replacement(request: &Request, host: &Host, others: &[Found], query: &str, picked: Option<&str>) -> Markup {
    let (ui, once) = (request.ui(), request.once());
    let action = request.urls.action(&format!("hosts/{}/replace", host.id)).to_string();
    let chosen = others.iter().find(|f| picked == Some(f.value.as_str()));
    let body = html! {
        p.tr-muted { (ui.text("host-replace-about")) }
        (pick::search(ui, "by", "host-by", query, chosen, Some(others).filter(|o| !o.is_empty() || !query.is_empty()), None, None))
        (Actions { back: html! {}, next: html! { (Button { label: ui.text("host-replace-do"), about: Some(&host.name), rank: Rank::Plain, ..Button::default() }) } })
    };
    html! {
        section {
            h4.portlet-section-subheader { (ui.text("host-replace")) }
            (Form { once: Some(&once), version: Some(i64::from(host.version)), ..Form::new(ui, "host-replace", &action, body) })
        }
    }
}
