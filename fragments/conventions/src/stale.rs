//! What is said where somebody else was faster.

use tremplin_domain::ids::ConventionId;
use tremplin_store::conventions;
use tremplin_widget::{Fault, Request};

use crate::{
    app::{App, fault},
    decide::Side,
    words::Words,
};

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
