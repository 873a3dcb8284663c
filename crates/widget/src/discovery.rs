//! `/.well-known/fragments.json`: what a server offers, for portals and the people who place its widgets.

use serde_json::{Value, json};
use tremplin_domain::locale::Locale;
use tremplin_ui::Messages;

use crate::{
    description::{Description, Scope},
    routes::Widget,
    server::Budgets,
};

/// The JSON Schema of the document.
pub const SCHEMA: &str = include_str!("../../../docs/fragments.schema.json");

/// The version of the protocol.
pub(crate) const PROTOCOL: &str = "1.0";

/// What is told of the server itself.
pub(crate) struct Described<'a> {
    pub(crate) server: &'a str,
    pub(crate) version: &'a str,
    pub(crate) links: Links<'a>,
    pub(crate) budgets: &'a Budgets,
}

pub(crate) struct Links<'a> {
    pub(crate) origin: &'a str,
    pub(crate) stylesheet: &'a str,
    pub(crate) script: &'a str,
}

/// The whole document.
pub(crate) fn document<'a>(described: &Described<'_>, widgets: impl Iterator<Item = &'a Widget>) -> Value {
    let Described { server, version, links, budgets } = described;
    let origin = links.origin;
    json!({
        "$schema": format!("{origin}/.well-known/fragments.schema.json"),
        "protocol": PROTOCOL,
        "server": server,
        "version": version,
        "locales": Locale::ALL.map(Locale::tag),
        "urlStyles": ["direct", "template", "wsrp", "script"],
        "widgets": widgets.map(|widget| describe(&widget.description, links, budgets)).collect::<Vec<_>>(),
    })
}

fn describe(widget: &Description, links: &Links<'_>, budgets: &Budgets) -> Value {
    let Links { origin, stylesheet, script } = links;
    let both = |key: &str| {
        let texts = Locale::ALL.map(|locale| (locale.tag().to_owned(), Value::from(Messages::of(locale).text(key))));
        Value::Object(texts.into_iter().collect())
    };
    let scope = match widget.cache.scope {
        Scope::PerUser => "perUser",
        Scope::ForAll => "forAll",
    };
    let parameters: Vec<_> = widget.parameters.iter().map(|p| json!({ "name": p.name, "description": both(p.description) })).collect();
    let preferences: Vec<_> =
        widget.preferences.iter().map(|p| json!({ "name": p.name, "type": p.kind.word(), "default": p.default })).collect();
    let handle = widget.handle;
    json!({
        "handle": handle,
        "title": both(widget.title),
        "description": both(widget.description),
        "render": format!("{origin}/widgets/{handle}"),
        "fallback": format!("{origin}/widgets/{handle}/fallback"),
        "modes": widget.modes.iter().map(|m| m.word()).collect::<Vec<_>>(),
        "windowStates": widget.window_states.iter().map(|s| s.word()).collect::<Vec<_>>(),
        "locales": Locale::ALL.map(Locale::tag),
        "parameters": parameters,
        "preferences": preferences,
        "roles": widget.roles.iter().map(|r| r.word()).collect::<Vec<_>>(),
        "cache": { "scope": scope, "expires": widget.cache.seconds },
        "events": { "published": widget.publishes, "handled": widget.handles },
        "largestForm": budgets.largest_form(widget),
        "renderBudget": u64::try_from(widget.budget.min(budgets.view).as_millis()).unwrap_or(u64::MAX),
        "stylesheet": stylesheet,
        "script": script,
    })
}
