//! Signing in, out, and choosing a language.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use maud::html;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tremplin_cas_client::Login;
use tremplin_domain::locale::Locale;
use tremplin_ui::Messages;

use crate::{
    address::is_ours,
    asked::Filled,
    cas, chrome,
    cookies::{Cookie, Life, Standing},
    embedding,
    entry::Entry,
    portal::{Away, Core, Visitor, otherwise, see_other},
    same_origin,
    session::Person,
};

/// The value of a name in a small form or query of ours.
pub(crate) fn field(text: &str, name: &str) -> Option<String> {
    let found = text.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name)?;
    percent_decode_str(&found.1.replace('+', " ")).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Where to go on to after signing in.
pub(crate) fn next_of(text: &str) -> String {
    field(text, "next").filter(|next| is_ours(next)).unwrap_or_else(|| "/".to_owned())
}

/// To the sign-in page, and back afterwards.
pub(crate) fn first(next: &str) -> Response {
    see_other(&asking(next))
}

/// The address of the sign-in page that leads on to another one.
pub(crate) fn asking(next: &str) -> String {
    format!("/sign-in?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// `GET /sign-in`: the personas; or on to the CAS server, at once for whoever wants somewhere, in passing for whoever only comes by.
pub(crate) async fn ask(State(core): State<Arc<Core>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let query = query.unwrap_or_default();
    let next = next_of(&query);
    let how = field(&query, "how").unwrap_or_default();
    if core.is_framed(&headers) {
        return Ok(embedding::door(&core, &visitor, &next, &how));
    }
    let main = match &core.entry {
        Entry::Personas(personas) => chrome::sign_in(personas, &next, visitor.locale),
        Entry::Cas(_) if how == "page" => chrome::sign_in_elsewhere(&next, visitor.locale),
        Entry::Cas(cas) => {
            let how = if next == "/" && how != "login" { Login::Gateway } else { Login::IfNeeded };
            return Ok(cas::leave(&core, &visitor, cas, &headers, &next, how).await);
        }
    };
    let title = Messages::of(visitor.locale).text("portal-sign-in").to_owned();
    Ok(core.plain(&visitor, StatusCode::OK, &title, &asking(&next), &main))
}

/// `POST /sign-in`: as one of the personas.
pub(crate) async fn enter(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    if !same_origin::holds(&headers, &core.origin) {
        return refused(&core, &headers).await;
    }
    let login = field(&form, "login").unwrap_or_default();
    let Entry::Personas(personas) = &core.entry else { return otherwise(State(core), headers).await };
    let Some(persona) = personas.iter().find(|persona| persona.login == login) else {
        let visitor = core.visitor(&headers).await?;
        return Ok(core.notice(&visitor, StatusCode::UNPROCESSABLE_ENTITY, "portal-unknown-person", "portal-unknown-person-do"));
    };
    let person = Person { login: persona.login.clone(), name: persona.name.clone(), roles: persona.roles.clone() };
    let cookie = core.door.begin(person, None, &headers, core.clock.now(), &core.random).await;
    let cookie = cookie.map_err(|error| core.away(&headers, &error))?;
    let mut response = see_other(&next_of(&form));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `POST /sign-out`.
pub(crate) async fn leave(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    let visitor = core.visitor(&headers).await?;
    let token = field(&form, "csrf").unwrap_or_default();
    if !same_origin::holds(&headers, &core.origin) || !visitor.has_shown(&token, "sign-out") {
        return refused(&core, &headers).await;
    }
    let over = core.door.end(&headers).await.map_err(|error| core.away(&headers, &error))?;
    if let Some(login) = &over.login {
        core.consumer.forget(login);
    }
    // Whoever leaves a shared computer leaves everything; in a frame the CAS server shows nothing, and the page says how.
    let mut response = match &core.entry {
        _ if core.is_framed(&headers) => see_other("/sign-in?how=left"),
        Entry::Cas(cas) => see_other(&cas.logout()),
        Entry::Personas(_) => see_other("/sign-in"),
    };
    response.headers_mut().append(header::SET_COOKIE, over.cookie);
    Ok(response)
}

/// `POST /language`.
pub(crate) async fn speak(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    if !same_origin::holds(&headers, &core.origin) {
        return refused(&core, &headers).await;
    }
    let plain = |next: &str| next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let next = field(&form, "next").filter(|next| is_ours(next) || next.starts_with("/sign-in?next=") && plain(next));
    let mut response = see_other(&next.unwrap_or_else(|| "/".to_owned()));
    let locale = Locale::negotiate(&field(&form, "lang").unwrap_or_default());
    // A frame of another site keeps only its own.
    let framed = core.is_framed(&headers).then_some(Standing::Framed);
    for standing in std::iter::once(Standing::Own).chain(framed) {
        let cookie = core.cookies.write(Cookie::Language, standing, locale.tag(), Life::Year);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A form that is not of a page of ours.
pub(crate) async fn refused(core: &Core, headers: &HeaderMap) -> Result<Response, Away> {
    Ok(core.notice(&core.visitor(headers).await?, StatusCode::FORBIDDEN, "portal-elsewhere", "portal-elsewhere-do"))
}

/// Somebody's session ended while they were writing: what they wrote is still in the page before this one.
pub(crate) fn expired(core: &Core, visitor: &Visitor, headers: &HeaderMap) -> Response {
    let messages = Messages::of(visitor.locale);
    // A frame of another site has a session of its own, which another tab does not bring back.
    let (advice, target) = if core.is_framed(headers) { ("portal-expired-framed-do", None) } else { ("portal-expired-do", Some("_blank")) };
    let main = html! {
        div.notice {
            h1.page-title { (messages.text("portal-expired")) }
            p { (messages.text(advice)) }
            p { a href="/sign-in" target=[target] rel="noopener" { (messages.text("portal-sign-in")) } }
        }
    };
    core.plain(visitor, StatusCode::UNAUTHORIZED, messages.text("portal-expired"), "/", &main)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_forms_are_read() {
        assert_eq!(field("a=1&login=h%C3%A9l+x", "login").as_deref(), Some("hél x"));
        assert_eq!((field("a", "a"), field("login=%ff", "login")), (None, None));
        assert_eq!(
            (next_of("next=%2Fw%2Fa%3Fq%3D1"), next_of("next=https%3A%2F%2Fevil"), next_of("")),
            ("/w/a?q=1".into(), "/".into(), "/".into())
        );
    }

    proptest! {
        #[test]
        fn nobody_is_sent_elsewhere(text in "next=[ -~]{0,40}") {
            prop_assert!(next_of(&text).starts_with('/') && !next_of(&text).starts_with("//"));
        }
    }
}
