//! What is said where somebody else was faster.

use maud::{Markup, html};
use tremplin_domain::ids::ConventionId;
use tremplin_store::conventions;
use tremplin_ui::{Alert, Tone, Ui};
use tremplin_widget::{Fault, Request};

use crate::{
    app::{App, fault},
    decide::Side,
    words::Words,
};

/// What changed meanwhile, in words: first who changed it, then where the answers given and the record differ; nothing where nobody did.
/// The message of the key says what to do about it.
pub(crate) fn alert(ui: Ui<'_>, stale: &[String], key: &str) -> Markup {
    html! {
        @if let Some((who, changes)) = stale.split_first() {
            (Alert { ui, tone: Tone::Bad, title: who, body: html! {
                // Where nothing differs from what they typed, there is nothing to show.
                p { (ui.text(if changes.is_empty() && key == "stale-body" { "stale-kept" } else { key })) }
                @if !changes.is_empty() { ul { @for change in changes { li { (change) } } } }
            } })
        }
    }
}

/// Who changed a convention last, when, and what they did, in a sentence.
pub(crate) async fn by_whom(app: &App, side: Side, request: &Request, id: ConventionId) -> Result<String, Fault> {
    let scope = side.scope(request);
    let me = request.principal.login.clone();
    let events = app.store.read(move |conn| conventions::timeline(conn, &scope, id)).await.map_err(fault)?;
    let words = Words::of(request.locale);
    let Some(last) = events.last() else { return Ok(words.text("stale-title")) };
    let (when, what) = (words.moment(last.at), words.event(last.kind));
    // One's own other window is not « quelqu’un ».
    let key = if last.by == me { "stale-by-you" } else { "stale-by" };
    Ok(words.text_with(key, &[("who", &last.by_name), ("when", &when), ("what", &what)]))
}
