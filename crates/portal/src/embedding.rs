//! The portal in a frame of another site. CAS servers refuse frames, and browsers keep the cookies of frames apart: whoever signs in does so in
//! a window of its own, which hands a code over to the frame. The code is an authorization code with a proof of who asked for it (RFC 7636),
//! handed from window to window within this origin: nobody is signed in by a link or a code that somebody else has.

use std::sync::Arc;

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::html;
use sha2::{Digest, Sha256};
use tremplin_ui::Messages;

use crate::{
    asked::Filled,
    entry::Entry,
    portal::{Away, Core, Visitor, nowhere, see_other},
    same_origin, sign_in,
};

/// Where a window of its own signs somebody in for a frame.
pub(crate) const SIGN_IN: &str = "/embedded/sign-in";

/// The script of both windows.
pub(crate) const SCRIPT: &str = include_str!("../assets/embedding.js");
pub(crate) const SCRIPT_PATH: &str = "/assets/embedding.js";

/// What the form that asks for a code is bound to.
const ACTION: &str = "hand-over";

/// Whether a request is a frame's own: the browser says so of each page in it.
pub(crate) fn is_framed(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|dest| dest == "iframe" || dest == "frame")
}

/// A challenge is the hash of a verifier, in base64url.
fn is_challenge(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|hash| hash.len() == 32)
}

fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// In a frame, in the place of the sign-in page: the way to a window where people sign in. Without its script it opens the portal there.
pub(crate) fn door(core: &Core, visitor: &Visitor, next: &str, how: &str) -> Response {
    let messages = Messages::of(visitor.locale);
    let out = match &core.entry {
        Entry::Cas(cas) if how == "left" => Some(cas.logout()),
        _ => None,
    };
    let title = messages.text(if how == "left" { "portal-left" } else { "portal-welcome" });
    let main = html! {
        div.notice {
            h1.page-title { (title) }
            @if let Some(out) = &out {
                p { (messages.text("portal-left-do")) " " a href=(out) target="_blank" rel="noopener" { (messages.text("portal-left-all")) } }
            }
            p { (messages.text("portal-embedded-do")) }
            form method="post" action="/embedded/session" data-portal-waiting {
                input type="hidden" name="next" value=(next);
                input type="hidden" name="code";
                input type="hidden" name="verifier";
                p { a.onward href=(next) target="_blank" rel="noopener" { (messages.text("portal-sign-in")) } }
            }
        }
    };
    core.scripted(visitor, StatusCode::OK, title, &sign_in::asking(next), &main, &[SCRIPT_PATH.to_owned()])
}

/// `GET /embedded/sign-in`: in a window of its own. Whoever is signed in is asked nothing; the frame that opened it closes it.
pub(crate) async fn hand_over(State(core): State<Arc<Core>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Away> {
    if !core.cookies.are_framed() {
        return nowhere(State(core), headers).await;
    }
    let visitor = core.visitor(&headers).await?;
    let challenge = sign_in::field(&query.unwrap_or_default(), "challenge").filter(|text| is_challenge(text));
    let Some(challenge) = challenge else {
        return Ok(core.notice(&visitor, StatusCode::BAD_REQUEST, "fault-malformed", "fault-malformed-do"));
    };
    let here = format!("{SIGN_IN}?challenge={challenge}");
    if visitor.session.is_none() {
        return Ok(sign_in::first(&here));
    }
    let messages = Messages::of(visitor.locale);
    let title = messages.text("portal-handing");
    let main = html! {
        div.notice {
            h1.page-title { (title) }
            p { (messages.text("portal-handing-do")) }
            form data-portal-handing {
                input type="hidden" name="csrf" value=(visitor.csrf(ACTION));
                input type="hidden" name="challenge" value=(challenge);
            }
            p { a.onward href="/" { (messages.text("portal-handing-here")) } }
        }
    };
    let mut response = core.scripted(&visitor, StatusCode::OK, title, &here, &main, &[SCRIPT_PATH.to_owned()]);
    let to = response.headers_mut();
    // It must still know who opened it; and a frame has no business with it.
    to.insert("cross-origin-opener-policy", HeaderValue::from_static("unsafe-none"));
    to.append(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'none'"));
    Ok(response)
}

/// `POST /embedded/code`: a code for the frame that this window was opened by.
pub(crate) async fn offer(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    if !core.cookies.are_framed() {
        return nowhere(State(core), headers).await;
    }
    let visitor = core.visitor(&headers).await?;
    let field = |name| sign_in::field(&form, name).unwrap_or_default();
    let challenge = field("challenge");
    if !same_origin::holds(&headers, &core.origin) || !visitor.has_shown(&field("csrf"), ACTION) || !is_challenge(&challenge) {
        return sign_in::refused(&core, &headers).await;
    }
    let code = core.door.offer(&headers, &challenge, core.clock.now(), &core.random).await;
    Ok(match code.map_err(|error| core.away(&headers, &error))? {
        Some(code) if visitor.session.is_some() => ([(header::CACHE_CONTROL, "no-store")], code).into_response(),
        _ => sign_in::expired(&core, &visitor, &headers),
    })
}

/// `POST /embedded/session`: the frame has a code, and shows that it asked for it. A frame of the same site needs none: it has the cookie of
/// the window by now.
pub(crate) async fn redeem(State(core): State<Arc<Core>>, headers: HeaderMap, Filled(form): Filled) -> Result<Response, Away> {
    if !core.cookies.are_framed() {
        return nowhere(State(core), headers).await;
    }
    if !same_origin::holds(&headers, &core.origin) || !is_framed(&headers) {
        return sign_in::refused(&core, &headers).await;
    }
    let visitor = core.visitor(&headers).await?;
    let next = sign_in::next_of(&form);
    if visitor.session.is_some() {
        return Ok(see_other(&next));
    }
    let field = |name| sign_in::field(&form, name).unwrap_or_default();
    let now = core.clock.now();
    let redeemed = core.door.redeem(&field("code"), &challenge_of(&field("verifier")), &headers, now, &core.random).await;
    let Some(cookie) = redeemed.map_err(|error| core.away(&headers, &error))? else {
        tracing::info!("a code for a frame was refused");
        return Ok(core.again(&visitor, StatusCode::FORBIDDEN, "portal-code", "portal-code-do"));
    };
    let mut response = see_other(&next);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_challenge_is_what_rfc_7636_makes_of_a_verifier() {
        // RFC 7636, appendix B.
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(&challenge) && !["", "abc", &format!("{challenge}=")].into_iter().any(is_challenge));
    }

    proptest! {
        #[test]
        fn every_verifier_has_a_challenge_and_a_challenge_has_one_writing(verifier in ".{0,60}", text in "[A-Za-z0-9_-]{42,44}|.{0,50}") {
            prop_assert!(is_challenge(&challenge_of(&verifier)));
            let again = URL_SAFE_NO_PAD.decode(&text).map(|hash| URL_SAFE_NO_PAD.encode(hash));
            prop_assert!(!is_challenge(&text) || text.len() == 43 && again == Ok(text));
        }
    }
}
