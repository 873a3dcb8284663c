//! The help mode: what a widget says of itself, in the place of any of its views.

use maud::html;
use tremplin_ui::{Heading, Link, Rank, Reach, Root, Title};

use crate::{Description, Request, View};

/// The message of a widget, a paragraph a line, and the way back.
pub(super) fn view(request: &Request, widget: &Description, message: &str) -> View {
    let ui = request.ui();
    let back = request.urls.view("").to_string();
    let body = html! {
        (Title { level: Heading::H3, text: ui.text("help-title"), note: None })
        @for paragraph in ui.text(message).lines() { p { (paragraph) } }
        p { (Link { href: &back, label: ui.text("help-back"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) }
    };
    View::new(ui.text(widget.title), html! { (Root { ui, handle: widget.handle, body }) })
}
