//! A server in the place of CAS, which asks nobody for a password and says anything of their tickets.

use std::future::pending;

use hyper::{Request, Response, StatusCode, body::Incoming, header};
use url::Url;

use crate::{
    Done,
    http::{Answer, Server, typed, whole},
};

/// What is said of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lie {
    /// This status and body, of that type.
    Says(u16, &'static str, String),
    /// Nothing, for as long as whoever asks waits.
    Nothing,
}

/// Sends everybody back with a ticket, and lies when it is asked whose that is. It stops when it is dropped.
#[derive(Debug)]
pub struct LyingCas {
    _server: Server,
    /// Its base address: `http://localhost:45678/cas`.
    pub base: String,
}

impl LyingCas {
    /// On a free port.
    pub async fn start(lie: Lie) -> Done<Self> {
        let server = Server::start(None, move |request| answer(request, lie.clone())).await?;
        let base = format!("{}/cas", server.origin());
        Ok(Self { _server: server, base })
    }
}

async fn answer(request: Request<Incoming>, lie: Lie) -> Answer {
    match request.uri().path() {
        "/cas/login" => Ok(back(request.uri().query().unwrap_or_default())),
        _ => match lie {
            Lie::Nothing => pending().await,
            Lie::Says(status, kind, body) => Ok(typed(StatusCode::from_u16(status).unwrap_or_default(), kind, body)),
        },
    }
}

/// To the service, with a ticket.
fn back(query: &str) -> Response<crate::http::Body> {
    let asked = Url::parse(&format!("http://localhost/?{query}")).ok();
    let service = asked.and_then(|url| url.query_pairs().find(|(name, _)| name == "service").map(|(_, value)| value.into_owned()));
    let mut response = Response::new(whole(""));
    *response.status_mut() = StatusCode::FOUND;
    if let Ok(location) = format!("{}?ticket=ST-1-anybodys", service.unwrap_or_default()).parse() {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
