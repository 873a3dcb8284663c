//! "État d'une convention": status, whose turn, what blocks, the timeline. Nothing more.

use std::sync::Arc;

use maud::{Markup, html};
use tremplin_domain::convention::{EventKind, Phase, Turn, fields::Seen};
use tremplin_store::conventions::{self, StatusCard};
use tremplin_ui::{Card, Empty, Fact, Facts, Field, Filters, Heading, Kind, Root, Ui};
use tremplin_widget::{Description, Fault, Request, Role, Routes, View, Widget};

use crate::{
    app::{App, fault, today},
    show,
    words::Words,
};

const HANDLE: &str = "etat-convention";

/// The widget.
pub(crate) fn widget(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Helpdesk, Role::Office, Role::Teacher, Role::Student],
        handles: &["convention-changed"],
        ..Description::new(HANDLE, "widget-etat-convention", "widget-etat-convention-about").with_help("help-etat-convention")
    };
    Widget::new(description, Routes::new(app).view("", find))
}

async fn find(app: App, request: Request) -> Result<View, Fault> {
    let asked = request.query.first("q").unwrap_or("").trim().to_owned();
    let scope = request.scope();
    let (query, day) = (asked.clone(), today(request.now));
    let found = if asked.is_empty() {
        Vec::new()
    } else {
        let parameters = Arc::clone(&app.parameters);
        app.store.read(move |conn| conventions::lookup(conn, &scope, &query, day, &parameters)).await.map_err(fault)?
    };
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let body = html! {
        (search(ui, &request.urls.view("").to_string(), &asked))
        @for card in &found { (status_card(ui, words, card, today(request.now))) }
        @if found.is_empty() && !asked.is_empty() { (Empty { title: ui.text("lookup-none"), sentence: ui.text("lookup-none-about"), action: html! {} }) }
    };
    Ok(View::new(ui.text("widget-etat-convention"), html! { (Root { ui, handle: HANDLE, body }) }))
}

fn search(ui: Ui<'_>, action: &str, asked: &str) -> Markup {
    let fields = html! {
        (Field { ui, name: "q", label: ui.text("lookup-query"), value: asked, kind: Kind::Search, hint: Some(ui.text("lookup-query-hint")), limit: Some(40), ..Field::default() })
    };
    html! { (Filters { ui, name: "lookup", action, submit: ui.text("lookup-go"), hidden: &[], fields, more: None, more_set: 0, clear: None }) }
}

fn status_card(ui: Ui<'_>, words: Words, card: &StatusCard, today: chrono::NaiveDate) -> Markup {
    let status = card.status;
    let since = words.since(card.since, today);
    let number = card.number.to_string();
    let facts = [Fact::new(ui.text("fact-centre"), &card.centre)];
    let reason = card.timeline.iter().rev().find(|e| e.kind == EventKind::Returned).filter(|_| card.turn == Turn::Student);
    let body = html! {
        p { (ui.text(&format!("status-about-{}", status.code()))) }
        (show::turn_sentence(words, status, card.turn, None, &since, show::Part::Stranger))
        (Facts { ui, facts: &facts })
        section {
            h4.portlet-section-subheader { (ui.text("lookup-blocks")) }
            @for obstacle in obstacles(words, card, reason.map(|event| event.note.as_str())) { p { (obstacle) } }
        }
        section { h4.portlet-section-subheader { (ui.text("timeline")) } (show::timeline(ui, words, &card.timeline, Seen::Readers)) }
    };
    html! {
        (Card { level: Heading::H3, title: &number, href: None,
            status: Some(tremplin_ui::Status { word: ui.text(&format!("status-{}", status.code())), tone: tremplin_ui::Tone::of_status(status.code()) }),
            body, actions: html! {} })
    }
}

/// What keeps a convention from its next decision, in words: what it was returned for, what it lacks, what stops it, or what it waits for.
fn obstacles(words: Words, card: &StatusCard, reason: Option<&str>) -> Vec<String> {
    let named = |key: &str, names: Vec<String>| (!names.is_empty()).then(|| words.text_with(key, &[("what", &names.join(", "))]));
    let steps = card.missing.iter().map(|step| words.text(&format!("step-{}", step.code()))).collect();
    let rules = card.stopping.iter().map(|rule| words.text(&format!("check-{}", rule.key()))).collect();
    let found = [
        reason.filter(|reason| !reason.is_empty()).map(|reason| words.text_with("lookup-returned", &[("reason", reason)])),
        named("lookup-missing", steps),
        named("lookup-stopping", rules),
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
    if !found.is_empty() {
        return found;
    }
    vec![match (card.phase, card.awaited) {
        (_, Some(validation)) => words.text_with("lookup-awaits", &[("what", &words.text(&format!("validation-{}", validation.code())))]),
        (Phase::Draft, None) => words.text("lookup-to-send"),
        (Phase::Returned, None) => words.text("lookup-to-correct"),
        _ => words.text("lookup-blocks-nothing"),
    }]
}
