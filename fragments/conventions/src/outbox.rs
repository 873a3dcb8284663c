//! "Courrier de démonstration": the messages that would have left.

use maud::{Markup, html};
use tremplin_domain::ids::MessageId;
use tremplin_store::outbox::{self, Message};
use tremplin_ui::{Cell, Column, Empty, Heading, Link, Rank, Reach, Root, Row, Table, Title, Ui};
use tremplin_widget::{Description, Fault, Request, Role, Routes, View, Widget};

use crate::{
    app::{App, fault},
    show,
    words::Words,
};

const HANDLE: &str = "courrier-demo";

/// The widget: only the demo has it.
pub fn widget(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Admin],
        handles: &["convention-changed"],
        ..Description::new(HANDLE, "widget-courrier-demo", "widget-courrier-demo-about")
    };
    Widget::new(description, Routes::new(app).view("", list).view("{id}", one))
}

async fn list(app: App, request: Request) -> Result<View, Fault> {
    let scope = request.scope();
    let messages = app.store.read(move |conn| outbox::latest(conn, &scope, 50)).await.map_err(fault)?;
    let ui = request.ui();
    let body = if messages.is_empty() {
        html! { (Empty { title: ui.text("mail-none"), sentence: "", action: html! {} }) }
    } else {
        table(&request, ui, Words::of(request.locale), &messages)
    };
    Ok(View::new(ui.text("widget-courrier-demo"), html! { (Root { ui, handle: HANDLE, body }) }))
}

fn table(request: &Request, ui: Ui<'_>, words: Words, messages: &[Message]) -> Markup {
    let columns = ["mail-subject", "mail-to", "mail-when"].map(|key| Column { label: ui.text(key), ..Column::default() });
    let rows: Vec<_> = messages
        .iter()
        .map(|m| {
            let href = request.urls.view(&m.id.to_string()).to_string();
            let subject = html! { (Link { href: &href, label: &m.subject, about: None, rank: None, reach: Reach::Window }) };
            Row::of(vec![Cell::new(subject), Cell::text(&m.to), Cell::text(&words.moment(m.created_at))])
        })
        .collect();
    html! { (Table { ui, name: "outbox", caption: ui.text("widget-courrier-demo"), columns: &columns, rows: &rows, selection: None }) }
}

async fn one(app: App, request: Request) -> Result<View, Fault> {
    let (scope, id) = (request.scope(), request.id::<MessageId>("id")?);
    let message = app.store.read(move |conn| outbox::find(conn, &scope, id)).await.map_err(fault)?.ok_or(Fault::NotFound)?;
    let ui = request.ui();
    let back = request.urls.view("").to_string();
    let body = html! {
        (Title { level: Heading::H3, text: &message.subject, note: Some(&message.to) })
        p { (show::lines(&message.text)) }
        (Link { href: &back, label: ui.text("back-to-list"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window })
    };
    Ok(View::new(ui.text("widget-courrier-demo"), html! { (Root { ui, handle: HANDLE, body }) }))
}
