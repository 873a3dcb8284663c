//! Who calls, and whether they may now.

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, header};
use tremplin_domain::{client::Client, policy::Scope};
use tremplin_store::clients;

use crate::{core::Core, problem::Problem, token::Token};

/// What a client shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    name: Option<String>,
    token: String,
}

/// The client behind a request, with what it may reach, if it has a call left in this minute.
pub(crate) async fn enter(core: &Core, headers: &HeaderMap) -> Result<(Client, Scope), Problem> {
    let shown = shown(headers).ok_or(Problem::Unauthorized)?;
    let fingerprint = Token::fingerprint(&shown.token).ok_or(Problem::Unauthorized)?;
    let now = core.clock.now();
    let found = core.store.read(move |conn| clients::sign_in(conn, &fingerprint, now.naive_utc())).await?;
    let named = |client: &Client| shown.name.as_ref().is_none_or(|name| name == client.grant.name.as_str());
    let (client, scope) = found.filter(|(client, _)| named(client)).ok_or(Problem::Unauthorized)?;
    core.buckets.take(client.id, client.grant.per_minute, now).map_err(|wait| {
        tracing::warn!(client = %client.grant.name, "a client of the API asks too often");
        Problem::TooMany(wait)
    })?;
    Ok((client, scope))
}

/// Reads `Authorization: Bearer token` (RFC 6750) or `Basic name:token` (RFC 7617). Two of them are none.
fn shown(headers: &HeaderMap) -> Option<Shown> {
    let mut told = headers.get_all(header::AUTHORIZATION).iter();
    let (first, second) = (told.next()?, told.next());
    let (scheme, rest) = first.to_str().ok().filter(|_| second.is_none())?.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Shown { name: None, token: rest.to_owned() });
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
    let (name, token) = text.split_once(':')?;
    Some(Shown { name: Some(name.to_owned()), token: token.to_owned() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(values: &[&str]) -> Option<Shown> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        shown(&headers)
    }

    #[test]
    fn bearer_and_basic_are_read() {
        let token = |name: Option<&str>| Some(Shown { name: name.map(str::to_owned), token: "a:b".to_owned() });
        assert_eq!([of(&["Bearer a:b"]), of(&["bearer  a:b "])], [token(None), token(None)]);
        assert_eq!(of(&["BASIC bmFtZTphOmI="]), token(Some("name")));
    }

    #[test]
    fn everything_else_is_nobody() {
        for values in [&[][..], &["Bearer"], &["Digest x"], &["Basic !"], &["Basic /w=="], &["Basic bmFtZQ=="], &["Bearer a", "Bearer a"]] {
            assert_eq!(of(values), None, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_nobody(text in "[ -~]{0,60}") {
            let _ = of(&[&text, "Bearer x"][..1]);
        }
    }
}
