//! Where somebody is signed in: their own sessions, or for an administrator those of a login; each may be ended.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};
use maud::{Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tremplin_domain::locale::Locale;
use tremplin_identity::Session;
use tremplin_ui::{Messages, typography};

use crate::{
    agent,
    asked::Filled,
    portal::{Away, Core, see_other},
    same_origin,
    sign_in::{self, field},
};

/// What the forms of this page are bound to.
const ACTION: &str = "end-session";

/// `GET /sessions`.
pub(crate) async fn show(State(core): State<Arc<Core>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let Some(session) = &visitor.session else { return Ok(sign_in::first("/sessions")) };
    let login = asked(session, &query.unwrap_or_default());
    let listed = core.door.sessions().list(session, &login, core.clock.now()).await.map_err(|error| core.away(&headers, &error))?;
    let csrf = visitor.csrf(ACTION);
    let title = Messages::of(visitor.locale).text("portal-sessions").to_owned();
    Ok(core.plain(&visitor, StatusCode::OK, &title, "/sessions", &list(session, &login, &listed, &csrf, visitor.locale)))
}

/// `POST /sessions`: ends one.
pub(crate) async fn end(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let Some(session) = &visitor.session else { return Ok(sign_in::expired(&core, &visitor, &headers)) };
    let token = field(&form, "csrf").unwrap_or_default();
    if !same_origin::holds(&headers, &core.origin) || !visitor.has_shown(&token, ACTION) {
        return sign_in::refused(&core, &headers).await;
    }
    let login = asked(session, &form);
    let id = field(&form, "session").unwrap_or_default();
    // One that ended meanwhile is over, as was asked.
    let ended = core.door.sessions().revoke(session, &login, &id).await.map_err(|error| core.away(&headers, &error))?;
    if ended {
        core.consumer.forget(&login);
    }
    Ok(see_other(&if login == session.login {
        "/sessions".to_owned()
    } else {
        format!("/sessions?login={}", utf8_percent_encode(&login, NON_ALPHANUMERIC))
    }))
}

/// Whose sessions are asked for: an administrator may name somebody.
fn asked(session: &Session, text: &str) -> String {
    let named = field(text, "login").map(|login| login.trim().to_owned()).filter(|login| !login.is_empty());
    named.filter(|_| session.is_admin()).unwrap_or_else(|| session.login.clone())
}

fn list(mine: &Session, login: &str, listed: &[Session], csrf: &str, locale: Locale) -> Markup {
    let messages = Messages::of(locale);
    let moment = |at: chrono::DateTime<chrono::Utc>| typography::moment(locale, typography::paris(at.naive_utc()));
    html! {
        div.sessions {
            h1.page-title { (messages.text("portal-sessions")) }
            p { (messages.text("portal-sessions-about")) }
            @if mine.is_admin() {
                form.sessions__whose method="get" action="/sessions" {
                    label for="sessions-login" { (messages.text("portal-sessions-login")) }
                    input id="sessions-login" name="login" value=(login) autocomplete="off" spellcheck="false";
                    button.plain type="submit" { (messages.text("portal-sessions-show")) }
                }
            }
            @if listed.is_empty() { p { (messages.text("portal-sessions-none")) } }
            ul.sessions__list {
                @for session in listed {
                    li {
                        div {
                            b { (agent::named(&session.agent).as_deref().unwrap_or(messages.text("portal-sessions-unnamed"))) }
                            p { (messages.text("portal-sessions-began")) " " (moment(session.began)) " · " (messages.text("portal-sessions-seen")) " " (moment(session.seen)) }
                        }
                        @if session.id == mine.id {
                            p { (messages.text("portal-sessions-this")) }
                        } @else {
                            form method="post" action="/sessions" {
                                input type="hidden" name="csrf" value=(csrf);
                                input type="hidden" name="login" value=(login);
                                input type="hidden" name="session" value=(session.id);
                                button.plain type="submit" { (messages.text("portal-sessions-end")) }
                            }
                        }
                    }
                }
            }
        }
    }
}
