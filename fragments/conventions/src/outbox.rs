//! "Courrier de démonstration": the messages that would have left.

use maud::{Markup, html};
use tremplin_store::outbox::{self, Message};
use tremplin_ui::{Card, Empty, Fact, Facts, Heading, Root, Ui};
use tremplin_widget::{Description, Fault, Request, Role, Routes, View, Widget};

use crate::{
    app::{App, fault},
    show,
    words::Words,
};

const HANDLE: &str = "courrier-demo";

/// How many messages are shown.
const LATEST: u16 = 50;

/// The widget: only the demo has it.
pub(crate) fn widget(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Admin],
        handles: &["convention-changed"],
        ..Description::new(HANDLE, "widget-courrier-demo", "widget-courrier-demo-about").with_help("help-courrier-demo")
    };
    Widget::new(description, Routes::new(app).view("", list))
}

async fn list(app: App, request: Request) -> Result<View, Fault> {
    let scope = request.scope();
    let messages = app.store.read(move |conn| outbox::list(conn, &scope, LATEST)).await.map_err(fault)?;
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let body = html! {
        @if messages.is_empty() { (Empty { title: ui.text("mail-none"), sentence: "", action: html! {} }) }
        @for message in &messages { (one(ui, words, message)) }
        @if messages.len() >= LATEST.into() { p.tr-muted { (words.counted("mail-latest", LATEST.into())) } }
    };
    Ok(View::new(ui.text("widget-courrier-demo"), html! { (Root { ui, handle: HANDLE, body }) }))
}

fn one(ui: Ui<'_>, words: Words, message: &Message) -> Markup {
    let facts = [Fact::new(ui.text("mail-to"), &message.recipient), Fact::new(ui.text("mail-when"), &words.moment(message.created_at))];
    html! {
        (Card {
            level: Heading::H3, title: &message.letter.subject, href: None, status: None,
            body: html! { (Facts { ui, facts: &facts }) p { (show::lines(&message.letter.text)) } }, actions: html! {},
        })
    }
}
