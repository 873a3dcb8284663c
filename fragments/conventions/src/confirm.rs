//! Asking once more before something that is not undone with a click.

use maud::html;
use tremplin_domain::{
    ids::ConventionId,
    policy::{Ability, Facts},
};
use tremplin_store::conventions;
use tremplin_ui::{Actions, Alert, Button, Form, Heading, Link, Rank, Reach, Root, Title, Tone};
use tremplin_widget::{Fault, Request, View};

use crate::{
    app::{App, fault},
    decide::Side,
};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question {
    /// What the person must be able to do for it to be asked.
    pub ability: Ability,
    /// The action under the convention; its messages are `{action}-confirm`, `{action}-confirm-about` and `{action}-keep`.
    pub action: &'static str,
    /// The message on the button that does it.
    pub label: &'static str,
    /// How loud that button is.
    pub rank: Rank,
}

/// A draft that goes: what is deleted cannot be had back.
pub(crate) const DELETE: Question = Question { ability: Ability::Delete, action: "delete", label: "delete-draft", rank: Rank::Danger };

/// A convention that leaves those who were told of it.
pub(crate) const WITHDRAW: Question = Question { ability: Ability::Withdraw, action: "withdraw", label: "withdraw", rank: Rank::Primary };

/// Asks. Where the convention changed since it was read, who changed it comes first.
pub(crate) async fn view(app: &App, side: Side, request: &Request, question: Question, changed: Option<String>) -> Result<View, Fault> {
    let Question { ability, action, label, rank } = question;
    let (scope, id) = (side.scope(request), request.id::<ConventionId>("id")?);
    let read = scope.clone();
    let dossier = app.store.read(move |conn| conventions::find(conn, &read, id)).await.map_err(fault)?.ok_or(Fault::NotFound)?;
    if !scope.may(ability, &Facts::of(&dossier.convention, &dossier.centre), &dossier.centre) {
        return Err(Fault::NotFound);
    }
    let (ui, once, number) = (request.ui(), request.once(), dossier.convention.number.to_string());
    let text = |part: &str| ui.text(&format!("{action}-{part}")).to_owned();
    // A student comes from the list with a draft, from the convention with any other.
    let to_list = side == Side::Student && ability == Ability::Delete;
    let back = if to_list { String::new() } else { id.to_string() };
    let (url, back) = (request.urls.action(&format!("{id}/{action}")).to_string(), request.urls.view(&back).to_string());
    let (title, keep) = (text("confirm"), text("keep"));
    let body = html! {
        @if let Some(title) = &changed { (Alert { ui, tone: Tone::Bad, title, body: html! { p { (ui.text("stale-read")) } } }) }
        (Title { level: Heading::H3, text: &title, note: Some(&number) })
        p { (text("confirm-about")) }
        (Form { once: Some(&once), version: Some(i64::from(dossier.convention.version)), ..Form::new(ui, action, &url, html! {
            (Actions {
                back: html! { (Link { href: &back, label: &keep, about: None, rank: Some(Rank::Plain), reach: Reach::Window }) },
                next: html! { (Button { label: ui.text(label), about: Some(&number), rank, ..Button::default() }) },
            })
        }) })
    };
    Ok(View::new(title.clone(), html! { (Root { ui, handle: side.handle(), body }) }))
}
