//! Coming in through the institution's CAS server, and hearing from it that somebody has left.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::html;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use tokio::time::timeout;
use tremplin_cas_client::{Authenticated, Code, Error, Failure, Grant, Login, LogoutRequest, Ticket, Validation};
use tremplin_identity::Fingerprint;
use tremplin_ui::Messages;

use crate::{
    Person,
    address::is_ours,
    asked::{self, LARGEST, Named},
    cookies::{Cookie, Life, Standing},
    entry::{Cas, Entry, Refusal},
    portal::{Away, Core, Visitor, after, nowhere, see_other},
    session::Vouched,
};

/// How long the CAS server is looked for before somebody is sent there.
const GLANCE: Duration = Duration::from_secs(1);

/// What a browser remembers while its owner is at the CAS server.
#[derive(Debug, PartialEq, Eq)]
struct Leaving {
    /// Ties the way back to this browser: nobody is signed in by a link that somebody else made (login CSRF).
    nonce: String,
    /// Where they were going.
    next: String,
}

impl Leaving {
    fn read(text: &str) -> Option<Self> {
        let (nonce, next) = text.split_once('.')?;
        let next = percent_decode_str(next).decode_utf8().ok()?.into_owned();
        (is_nonce(nonce) && is_ours(&next)).then(|| Self { nonce: nonce.to_owned(), next })
    }

    fn write(&self) -> String {
        format!("{}.{}", self.nonce, utf8_percent_encode(&self.next, NON_ALPHANUMERIC))
    }
}

fn is_nonce(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// To the CAS server, and back afterwards. Tabs that leave at the same time share a way back. Where nobody answers, a browser would show a
/// page of its own: whoever would go there is told here, and whoever only comes by is not troubled.
pub(crate) async fn leave(core: &Core, visitor: &Visitor, cas: &Cas, headers: &HeaderMap, next: &str, how: Login) -> Response {
    if let Err(error) = glance(cas).await {
        return if how == Login::Gateway { see_other(&unasked(next)) } else { unvalidated(core, visitor, &error) };
    }
    let before = core.cookies.read(headers, Cookie::Leaving).as_deref().and_then(Leaving::read);
    let nonce = before.map_or_else(|| core.random.token(), |before| before.nonce);
    let Ok(service) = cas.service(&nonce) else { return see_other("/") };
    let leaving = Leaving { nonce, next: next.to_owned() };
    let mut response = see_other(&cas.login(&service, how));
    response.headers_mut().append(header::SET_COOKIE, core.cookies.write(Cookie::Leaving, Standing::Own, &leaving.write(), Life::Minutes));
    response
}

/// Whether anything answers in the place of the CAS server; one that takes its time does.
async fn glance(cas: &Cas) -> Result<(), Error> {
    match timeout(GLANCE, cas.client().answers()).await {
        Ok(Err(error @ Error::Unreachable(_))) => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Where whoever was asked in passing signs in by themselves.
fn unasked(next: &str) -> String {
    format!("/sign-in?how=page&next={}", utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// `GET /cas/{nonce}`: back from the CAS server, with a ticket if it let them in.
pub(crate) async fn arrive(
    State(core): State<Arc<Core>>,
    Named(nonce): Named<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Away> {
    let Entry::Cas(cas) = &core.entry else { return nowhere(State(core), headers).await };
    let visitor = core.visitor(&headers).await?;
    let leaving = core.cookies.read(&headers, Cookie::Leaving).as_deref().and_then(Leaving::read);
    let Some(leaving) = leaving.filter(|leaving| leaving.nonce == nonce) else {
        // Another tab was faster; or the browser keeps no cookies, or the link is not its own.
        return Ok(if visitor.session.is_some() {
            see_other("/")
        } else {
            core.again(&visitor, StatusCode::BAD_REQUEST, "portal-lost", "portal-lost-do")
        });
    };
    let ticket = match Ticket::in_query(query.as_deref().unwrap_or_default()) {
        Ok(Some(ticket)) => ticket,
        // Asked in passing, the server said that nobody is signed in.
        Ok(None) => return Ok(see_other(&unasked(&leaving.next))),
        Err(_) => return Ok(core.again(&visitor, StatusCode::BAD_REQUEST, "portal-ticket", "portal-ticket-do")),
    };
    let known = match validated(cas, &nonce, &ticket).await {
        Ok(known) => known,
        Err(error) => return Ok(unvalidated(&core, &visitor, &error)),
    };
    let person = match cas.admission().admit(&known.user).await {
        Ok(person) => person,
        Err(refusal) => return Ok(refused(&core, &visitor, &refusal)),
    };
    let cookie = begin(&core, cas, person, &ticket, &known, &headers).await?;
    let mut response = see_other(&leaving.next);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response.headers_mut().append(header::SET_COOKIE, core.cookies.write(Cookie::Leaving, Standing::Own, "", Life::Over));
    Ok(response)
}

async fn validated(cas: &Cas, nonce: &str, ticket: &Ticket) -> Result<Authenticated, Error> {
    let refused = |_| Error::Refused(Failure { code: Code::InvalidService, message: String::new() });
    let service = cas.service(nonce).map_err(refused)?;
    let mut validation = Validation::of(&service, ticket);
    if cas.renews() {
        validation = validation.renewed();
    }
    if let Some(proxying) = cas.grants() {
        validation = validation.granting(proxying.callback());
    }
    cas.client().validate(&validation).await
}

async fn begin(
    core: &Core,
    cas: &Cas,
    person: Person,
    ticket: &Ticket,
    known: &Authenticated,
    headers: &HeaderMap,
) -> Result<HeaderValue, Away> {
    let now = core.clock.now();
    let pgt = match (cas.grants(), &known.pgt_iou) {
        (Some(proxying), Some(iou)) => proxying.granted(iou, now).await,
        _ => None,
    };
    let begun = core.door.begin(person, Some(Vouched { ticket, pgt }), headers, now, &core.random).await;
    begun.map_err(|error| core.away(headers, &error))
}

/// The CAS server did not vouch for the ticket: its fault, or the ticket's.
fn unvalidated(core: &Core, visitor: &Visitor, error: &Error) -> Response {
    match error {
        Error::Refused(failure) if failure.code == Code::InvalidTicket || failure.code == Code::InvalidTicketSpec => {
            tracing::info!(%error, "a ticket was refused");
            core.again(visitor, StatusCode::FORBIDDEN, "portal-ticket", "portal-ticket-do")
        }
        Error::Unreachable(_) | Error::TimedOut => {
            tracing::error!(error = error as &dyn std::error::Error, "the CAS server is away");
            after(core.again(visitor, StatusCode::SERVICE_UNAVAILABLE, "portal-cas-away", "portal-cas-away-do"), "60")
        }
        _ => {
            tracing::error!(error = error as &dyn std::error::Error, "the CAS server does not answer as it should");
            core.again(visitor, StatusCode::BAD_GATEWAY, "portal-cas-odd", "portal-cas-odd-do")
        }
    }
}

fn refused(core: &Core, visitor: &Visitor, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::Unknown => core.notice(visitor, StatusCode::FORBIDDEN, "portal-stranger", "portal-stranger-do"),
        Refusal::Unusable(reason) => {
            let messages = Messages::of(visitor.locale);
            let title = messages.text("portal-unusable");
            let main = html! { div.notice { h1.page-title { (title) } p { (reason) } p { (messages.text("portal-unusable-do")) } } };
            core.plain(visitor, StatusCode::FORBIDDEN, title, "/", &main)
        }
        Refusal::Away => {
            after(core.again(visitor, StatusCode::SERVICE_UNAVAILABLE, "portal-directory-away", "portal-directory-away-do"), "60")
        }
    }
}

/// `POST /cas/{nonce}`: the CAS server says that whoever came in with a ticket has left (single logout). Only it and the browser ever knew
/// the ticket.
pub(crate) async fn depart(State(core): State<Arc<Core>>, headers: HeaderMap, body: Body) -> Result<Response, Away> {
    let Entry::Cas(_) = &core.entry else { return nowhere(State(core), headers).await };
    // The server reads the status and nothing else.
    let body = match tremplin_serve::whole(body, LARGEST).await {
        Ok(body) => body,
        Err(unread) => return Ok(asked::status(unread).into_response()),
    };
    let Ok(Some(asked)) = LogoutRequest::in_body(&body) else {
        tracing::info!("a logout request could not be read");
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    for ticket in &asked.tickets {
        let ended = core.door.sessions().end_of_ticket(&Fingerprint::of(ticket.as_str())).await;
        if let Some(login) = ended.map_err(|error| core.away(&headers, &error))? {
            core.consumer.forget(&login);
        }
    }
    Ok(StatusCode::OK.into_response())
}

/// `GET /cas/grant`: the CAS server brings a proxy-granting ticket, or looks whether this is here.
pub(crate) async fn grant(State(core): State<Arc<Core>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Away> {
    let Some(proxying) = core.entry.proxying() else { return nowhere(State(Arc::clone(&core)), headers).await };
    match Grant::in_query(query.as_deref().unwrap_or_default()) {
        Ok(None) => {}
        Ok(Some(grant)) => {
            if let Err(error) = proxying.grants().keep(grant, core.clock.now()).await {
                tracing::error!(error = &*error, "a proxy-granting ticket could not be kept");
                return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
            }
        }
        Err(_) => return Ok(StatusCode::BAD_REQUEST.into_response()),
    }
    Ok(StatusCode::OK.into_response())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_browser_comes_back_to_where_it_was_going() {
        let leaving = Leaving { nonce: "abcdefgh01234567".into(), next: "/w/stages/12?q=%C3%A9".into() };
        assert_eq!(Leaving::read(&leaving.write()), Some(leaving));
        for bad in ["", "abcdefgh01234567", "short.%2F", "abcdefgh01234567.https%3A%2F%2Fevil", "abcdefgh01234567.%2F%2Fevil"] {
            assert_eq!(Leaving::read(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_cookie_is_read_and_leads_nowhere_else(text in "[a-z0-9]{16}[.][ -~]{0,60}|[ -~]{0,60}") {
            if let Some(leaving) = Leaving::read(&text) {
                prop_assert!(leaving.next.starts_with('/') && !leaving.next.starts_with("//"));
            }
        }
    }
}
