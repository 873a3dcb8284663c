//! One request: bounded in time, in size and in number, believed only as far as it is JSON.

use std::error::Error as _;

use bytes::BytesMut;
use reqwest::{
    Client as Http, Response, StatusCode, Url,
    header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue},
    redirect::Policy,
};
use serde_json::Value;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};

use crate::{
    fault::Fault,
    settings::{Mistake, Settings},
};

/// The longest key that is asked for: longer ones are nobody's.
const LONGEST: usize = 100;

/// Who waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Somebody.
    Person,
    /// Nobody: the catalogue takes half of the places at most, so that somebody who comes meanwhile does not wait for all of it.
    Catalogue,
}

/// What is asked for: segments after the address, and a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// The path as the contract writes it, for the log: it names nobody.
    pub(crate) name: &'static str,
    pub(crate) path: &'a [&'a str],
    pub(crate) query: &'a [(&'a str, &'a str)],
    pub(crate) lane: Lane,
}

/// Asks the adaptor.
#[derive(Debug)]
pub(crate) struct Client {
    http: Http,
    url: Url,
    places: Semaphore,
    catalogue: Semaphore,
    largest: usize,
}

impl Client {
    pub(crate) fn new(settings: &Settings) -> Result<Self, Vec<Mistake>> {
        let mistakes = settings.mistakes();
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Self::build(settings).map_err(|mistake| vec![mistake])
    }

    fn build(settings: &Settings) -> Result<Self, Mistake> {
        let mut headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static("application/json")),
            (ACCEPT_ENCODING, HeaderValue::from_static("identity")),
        ]);
        if let Some(authorization) = settings.authorization()? {
            headers.insert(AUTHORIZATION, authorization);
        }
        let http = Http::builder()
            .default_headers(headers)
            .redirect(Policy::none())
            .connect_timeout(settings.connect)
            .timeout(settings.budget.max(settings.catalogue))
            .pool_max_idle_per_host(settings.connections)
            .tls_certs_merge(settings.trusted()?)
            .no_proxy()
            .build()
            .map_err(|error| Mistake::Client(chain(&error)))?;
        Ok(Self {
            http,
            url: settings.address()?,
            places: Semaphore::new(settings.connections),
            catalogue: Semaphore::new((settings.connections / 2).max(1)),
            largest: settings.largest,
        })
    }

    /// The JSON at a path, before the deadline.
    pub(crate) async fn get(&self, ask: Ask<'_>, deadline: Instant) -> Result<Value, Fault> {
        let answer = match self.address(ask) {
            Some(url) => timeout_at(deadline, self.fetch(url, ask.lane)).await.unwrap_or(Err(Fault::Late)),
            None => Err(Fault::Missing),
        };
        if let Err(fault) = &answer
            && fault.is_failure()
        {
            tracing::warn!(path = ask.name, %fault, "the adaptor failed");
        }
        answer
    }

    /// The address of what is asked for, if it can be there: a key that is empty or that would climb is nobody's.
    fn address(&self, ask: Ask<'_>) -> Option<Url> {
        let keys = ask.path.iter().copied().chain(ask.query.iter().map(|(_, value)| *value));
        if !keys.clone().all(is_key) || ask.path.iter().any(|segment| matches!(*segment, "." | "..")) {
            return None;
        }
        let mut url = self.url.clone();
        url.path_segments_mut().ok()?.extend(ask.path);
        if !ask.query.is_empty() {
            url.query_pairs_mut().extend_pairs(ask.query);
        }
        Some(url)
    }

    async fn fetch(&self, url: Url, lane: Lane) -> Result<Value, Fault> {
        // Neither is ever closed.
        let _among_catalogue = match lane {
            Lane::Catalogue => Some(self.catalogue.acquire().await.map_err(|_| Fault::Late)?),
            Lane::Person => None,
        };
        let _place = self.places.acquire().await.map_err(|_| Fault::Late)?;
        let response = self.http.get(url).send().await.map_err(away)?;
        judge(response.status())?;
        self.read(response).await
    }

    async fn read(&self, mut response: Response) -> Result<Value, Fault> {
        if response.headers().get(CONTENT_ENCODING).is_some_and(|v| !v.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(Fault::Packed);
        }
        if is_page(response.headers()) {
            return Err(Fault::Page);
        }
        let room = u64::try_from(self.largest).unwrap_or(u64::MAX);
        if response.content_length().is_some_and(|length| length > room) {
            return Err(Fault::TooLarge(self.largest));
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(away)? {
            if body.len() + chunk.len() > self.largest {
                return Err(Fault::TooLarge(self.largest));
            }
            body.extend_from_slice(&chunk);
        }
        parse(&body)
    }
}

fn is_key(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= LONGEST && !text.contains(char::is_control)
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

fn judge(status: StatusCode) -> Result<(), Fault> {
    match status.as_u16() {
        200 => Ok(()),
        204 | 404 | 410 => Err(Fault::Missing),
        code @ (401 | 403 | 407) => Err(Fault::Denied(code)),
        code @ 300..=399 => Err(Fault::Moved(code)),
        code @ (408 | 429 | 500..=599) => Err(Fault::Down(code)),
        code => Err(Fault::Status(code)),
    }
}

/// The JSON of a body; nothing at all, or `null`, is nobody.
pub(crate) fn parse(body: &[u8]) -> Result<Value, Fault> {
    // Some servers begin with the mark of UTF-8.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii();
    if body.first() == Some(&b'<') {
        return Err(Fault::Page);
    }
    if body.is_empty() {
        return Err(Fault::Missing);
    }
    match serde_json::from_slice(body) {
        Ok(Value::Null) => Err(Fault::Missing),
        Ok(value) => Ok(value),
        // The message of the parser quotes what it read.
        Err(error) => Err(Fault::Broken { line: error.line(), column: error.column() }),
    }
}

fn away(error: reqwest::Error) -> Fault {
    // The address holds who was asked for.
    let error = error.without_url();
    if error.is_timeout() { Fault::Late } else { Fault::Unreachable(chain(&error)) }
}

/// An error with its causes: the last one says what is wrong with a certificate.
fn chain(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(path: &[&str], query: &[(&str, &str)]) -> Option<String> {
        let client = Client::new(&Settings::new("https://a.example/siscol/")).unwrap();
        client.address(Ask { name: "x", path, query, lane: Lane::Person }).map(String::from)
    }

    #[test]
    fn a_key_stays_in_its_place() {
        let at = |login| address(&["personnes", login], &[]);
        assert_eq!(at("jdoe").unwrap(), "https://a.example/siscol/personnes/jdoe");
        assert_eq!(at("a/../b?c#d%2e\\é").unwrap(), "https://a.example/siscol/personnes/a%2F..%2Fb%3Fc%23d%252e%5C%C3%A9");
        for nobody in ["", " ", ".", "..", "a\nb", "a\0", &"x".repeat(101)] {
            assert_eq!(at(nobody), None, "{nobody:?}");
        }
    }

    #[test]
    fn a_value_stays_in_its_parameter() {
        let asked = address(&["etudiantRef"], &[("codEtud", "1&annee=2020#"), ("annee", "2026")]).unwrap();
        assert_eq!(asked, "https://a.example/siscol/etudiantRef?codEtud=1%26annee%3D2020%23&annee=2026");
    }

    #[test]
    fn a_broken_answer_is_never_quoted() {
        let fault = parse(br#"{"nompatro": "Durand", "dateNais": }"#).unwrap_err();
        assert_eq!(fault, Fault::Broken { line: 1, column: 36 });
        assert!(!format!("{fault} {fault:?}").contains("Durand"));
    }

    #[test]
    fn nothing_is_nobody_and_a_page_is_no_answer() {
        for nothing in ["", " \n", "null", "\u{feff}null"] {
            assert_eq!(parse(nothing.as_bytes()), Err(Fault::Missing), "{nothing:?}");
        }
        assert_eq!(parse(b" <!doctype html>"), Err(Fault::Page));
        assert_eq!(parse("\u{feff}[]".as_bytes()), Ok(Value::Array(Vec::new())));
        assert!(matches!(parse(&[b'"', 0xe9, b'"']), Err(Fault::Broken { .. })), "not UTF-8");
        assert!(matches!(parse("[".repeat(100_000).as_bytes()), Err(Fault::Broken { .. })), "too deep");
    }

    #[test]
    fn each_status_says_who_must_act() {
        assert_eq!(judge(StatusCode::OK), Ok(()));
        let of = |code| judge(StatusCode::from_u16(code).unwrap()).unwrap_err();
        assert_eq!((of(404), of(204)), (Fault::Missing, Fault::Missing));
        assert_eq!((of(401), of(403)), (Fault::Denied(401), Fault::Denied(403)));
        assert_eq!((of(302), of(500), of(503), of(429)), (Fault::Moved(302), Fault::Down(500), Fault::Down(503), Fault::Down(429)));
        assert_eq!((of(201), of(400)), (Fault::Status(201), Fault::Status(400)));
    }
}
