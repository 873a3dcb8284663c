//! What every call goes through: who, how often, with which right; then the work; then its trace, before anything is given out.
#![expect(clippy::disallowed_types, reason = "what an address lacks is answered by our own words")]

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequestParts, Path},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tremplin_domain::{
    client::{Client, Resource},
    locale::Locale,
    policy::Scope,
};
use tremplin_identity::Clock;
use tremplin_store::{Store, clients};
use tremplin_ui::typography::paris;

use crate::{accept, access, bucket::Buckets, problem::Problem, query::Query};

/// A call, all in all.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// What all calls share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) buckets: Buckets,
    /// Files under way at once.
    pub(crate) files: Arc<Semaphore>,
    pub(crate) wsdl: String,
}

/// Something that may be asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation {
    /// Below `/api`.
    pub(crate) path: &'static str,
    /// What the trace calls it.
    pub(crate) name: &'static str,
    /// The right that it needs.
    pub(crate) resource: Resource,
    /// The parameters of its query.
    pub(crate) parameters: &'static [&'static str],
    /// What it answers with.
    pub(crate) media: &'static str,
}

/// A call that is let in.
#[derive(Debug)]
pub(crate) struct Asking {
    pub(crate) scope: Scope,
    pub(crate) now: DateTime<Utc>,
    pub(crate) query: Query,
    /// The last part of the address, where the operation has one.
    pub(crate) named: Option<String>,
}

impl Asking {
    /// The day on which it is asked, in France.
    pub(crate) fn today(&self) -> NaiveDate {
        today(self.now)
    }
}

/// The day of a moment, in France.
pub(crate) fn today(now: DateTime<Utc>) -> NaiveDate {
    paris(now.naive_utc()).date()
}

/// What is given out.
pub(crate) enum Answer {
    /// A whole text, of so many conventions.
    Whole(Bytes, i64),
    /// A file whose rows come one after the other; told by which call, so that its trace says how many.
    Rows(Box<dyn FnOnce(i64) -> Body + Send>),
}

impl Answer {
    /// As JSON.
    pub(crate) fn json(value: &impl Serialize, given: usize) -> Result<Self, Problem> {
        let text = serde_json::to_vec(value).map_err(|error| {
            tracing::error!(%error, "an answer of the API cannot be written");
            Problem::Internal
        })?;
        Ok(Self::Whole(text.into(), i64::try_from(given).unwrap_or(i64::MAX)))
    }
}

/// Whom a call comes from, for its trace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller<'a> {
    pub(crate) client: &'a Client,
    pub(crate) scope: &'a Scope,
    pub(crate) operation: &'static str,
    pub(crate) at: DateTime<Utc>,
}

impl Caller<'_> {
    /// Keeps the trace of a call. Nothing is given out without.
    pub(crate) async fn record(self, core: &Core, parameters: String, status: StatusCode, given: i64) -> Result<i64, Problem> {
        let call =
            clients::Call { at: self.at.naive_utc(), operation: self.operation.to_owned(), parameters, status: status.as_u16(), given };
        let (scope, client) = (self.scope.clone(), self.client.clone());
        Ok(core.store.write(move |conn| clients::record(conn, &scope, &client, &call)).await?)
    }
}

/// What became of a call.
pub(crate) struct Done {
    /// What its trace holds of its parameters.
    pub(crate) trace: String,
    /// What is given out, if anything.
    pub(crate) outcome: Result<Answer, Problem>,
}

impl From<Problem> for Done {
    fn from(problem: Problem) -> Self {
        Self { trace: String::new(), outcome: Err(problem) }
    }
}

/// Answers a call by doing some work for it.
pub(crate) async fn serve<F, W>(core: Arc<Core>, operation: &'static Operation, mut parts: Parts, work: F) -> Response
where
    F: FnOnce(Arc<Core>, Asking) -> W + Send,
    W: Future<Output = Done> + Send,
{
    let locale = locale(&parts.headers);
    let (client, scope) = match access::enter(&core, &parts.headers).await {
        Ok(entered) => entered,
        Err(problem) => return problem.answer(locale),
    };
    let now = core.clock.now();
    let caller = Caller { client: &client, scope: &scope, operation: operation.name, at: now };
    let named = Path::<String>::from_request_parts(&mut parts, &()).await.ok().map(|Path(named)| named);
    let done = if !client.may(operation.resource) {
        Problem::Forbidden.into()
    } else if !accept::allows(&parts.headers, operation.media) {
        Problem::NotAcceptable.into()
    } else {
        let query = Query::read(parts.uri.query().unwrap_or_default(), operation.parameters);
        work(Arc::clone(&core), Asking { scope: scope.clone(), now, query, named }).await
    };
    let given = give(&core, caller, operation.media, &parts.headers, done).await;
    given.unwrap_or_else(|problem| problem.answer(locale))
}

/// Keeps the trace, then answers.
async fn give(core: &Core, caller: Caller<'_>, media: &'static str, headers: &HeaderMap, done: Done) -> Result<Response, Problem> {
    let Done { trace, outcome } = done;
    match outcome {
        Err(problem) => {
            caller.record(core, trace, problem.status(), 0).await?;
            Err(problem)
        }
        Ok(Answer::Whole(text, given)) => {
            let response = tagged(headers, text, media, "no-store");
            caller.record(core, trace, response.status(), given).await?;
            Ok(response)
        }
        Ok(Answer::Rows(rows)) => {
            let call = caller.record(core, trace, StatusCode::OK, 0).await?;
            let mut response = rows(call).into_response();
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
            Ok(response)
        }
    }
}

/// A text with its tag, or 304 for who has it already.
pub(crate) fn tagged(headers: &HeaderMap, text: Bytes, media: &'static str, cache: &'static str) -> Response {
    let hash = Sha256::digest(&text);
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(hash.get(..15).unwrap_or_default()));
    let told = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    let known = told.flat_map(|list| list.split(',')).any(|one| one.trim().trim_start_matches("W/") == tag);
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(text).into_response() };
    let to = response.headers_mut();
    if !known {
        to.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    }
    to.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        to.insert(header::ETAG, tag);
    }
    response
}

/// The language that a client reads.
pub(crate) fn locale(headers: &HeaderMap) -> Locale {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Locale::negotiate).unwrap_or_default()
}
