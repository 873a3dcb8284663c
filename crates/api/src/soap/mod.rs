//! The same internships for Apogée's diploma supplement, by SOAP 1.1 (document/literal, wrapped): `supplement.wsdl` says how.

mod envelope;

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use serde::Serialize;
use tremplin_domain::{client::Resource, locale::Locale};
use tremplin_serve::Unread;
use tremplin_ui::Messages;

use crate::{
    access,
    core::{Caller, Core, locale, tagged, today},
    internship::{Internship, Wanted, internships},
    problem::{Problem, Reason},
    query::{self, Query, STUDENT},
};
use envelope::{NotRead, SOAP};

/// Below `/api`.
pub(crate) const PATH: &str = "/soap/supplement";
/// The namespace of what is asked and answered.
const NAMESPACE: &str = "urn:tremplin:supplement:1";
/// The one operation, as its element and the trace call it.
const ASK: &str = "getInternships";
/// Bytes of a request, at most.
const LARGEST: usize = 64 * 1024;
const MEDIA: &str = "text/xml; charset=utf-8";

/// The description, for a server that the outside knows by this origin.
pub(crate) fn wsdl(origin: &str) -> String {
    include_str!("supplement.wsdl").replace("{address}", &format!("{origin}/api{PATH}"))
}

/// Answers `?wsdl`.
pub(crate) async fn describe(State(core): State<Arc<Core>>, request: Request<Body>) -> Response {
    let asks = request.uri().query().is_some_and(|query| query.eq_ignore_ascii_case("wsdl"));
    if asks {
        return tagged(request.headers(), Bytes::from(core.wsdl.clone()), MEDIA, "public, max-age=300");
    }
    Problem::Missing.answer(locale(request.headers()))
}

/// Why a call is answered by a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    /// The envelope is not one.
    Envelope(NotRead),
    /// Another operation.
    Operation,
    /// As everywhere.
    Problem(Problem),
}

/// Answers a call.
pub(crate) async fn call(State(core): State<Arc<Core>>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let locale = locale(&parts.headers);
    let (client, scope) = match access::enter(&core, &parts.headers).await {
        Ok(entered) => entered,
        Err(problem) => return problem.answer(locale),
    };
    let caller = Caller { client: &client, scope: &scope, operation: ASK, at: core.clock.now() };
    let text = match text(&parts.headers, body).await {
        Ok(text) => text,
        Err(unread) => {
            let (status, answer) = unread.answer(locale);
            return told(&core, caller, String::new(), status, 0, answer, locale).await;
        }
    };
    let (trace, outcome) = if client.may(Resource::Supplement) {
        answered(&core, caller, &text).await
    } else {
        (String::new(), Err(Fault::Problem(Problem::Forbidden)))
    };
    let written = outcome.and_then(|(answer, given)| Ok((written(&answer)?, given)));
    match written {
        Ok((text, given)) => told(&core, caller, trace, StatusCode::OK, given, xml(StatusCode::OK, text), locale).await,
        Err(fault) => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            told(&core, caller, trace, status, 0, xml(status, fault.text(locale)), locale).await
        }
    }
}

/// Keeps the trace, then answers.
async fn told(
    core: &Core,
    caller: Caller<'_>,
    trace: String,
    status: StatusCode,
    given: i64,
    answer: Response,
    locale: Locale,
) -> Response {
    match caller.record(core, trace, status, given).await {
        Ok(_) => answer,
        Err(problem) => problem.answer(locale),
    }
}

fn xml(status: StatusCode, text: String) -> Response {
    let mut response = (status, Body::from(text)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    response
}

/// Why there is no text to read an envelope in.
enum NoText {
    /// It is not said to be XML of a known encoding: nobody who speaks SOAP.
    Media,
    /// It did not come whole.
    Unread(Unread),
    /// It is not written in that encoding.
    Encoding,
}

impl NoText {
    fn answer(&self, locale: Locale) -> (StatusCode, Response) {
        let malformed = Fault::Envelope(NotRead::Malformed);
        let (status, fault) = match self {
            Self::Media => return (Problem::Media.status(), Problem::Media.answer(locale)),
            Self::Unread(Unread::TooLarge) => (StatusCode::PAYLOAD_TOO_LARGE, Fault::Problem(Problem::TooLarge)),
            Self::Unread(Unread::Late) => (StatusCode::REQUEST_TIMEOUT, malformed),
            Self::Unread(Unread::Broken) => (StatusCode::BAD_REQUEST, malformed),
            Self::Encoding => (StatusCode::INTERNAL_SERVER_ERROR, malformed),
        };
        (status, xml(status, fault.text(locale)))
    }
}

/// The body, if it is XML and not too large.
async fn text(headers: &HeaderMap, body: Body) -> Result<String, NoText> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut pieces = kind.split(';').map(str::trim);
    let is_xml = pieces.next().is_some_and(|media| media.eq_ignore_ascii_case("text/xml"));
    let charset = pieces.find_map(|p| p.to_ascii_lowercase().strip_prefix("charset=").map(|c| c.trim_matches('"').to_owned()));
    if !is_xml || charset.is_some_and(|charset| !matches!(charset.as_str(), "utf-8" | "us-ascii")) {
        return Err(NoText::Media);
    }
    let bytes = tremplin_serve::whole(body, LARGEST).await.map_err(NoText::Unread)?;
    String::from_utf8(bytes.into()).map_err(|_| NoText::Encoding)
}

async fn answered(core: &Core, caller: Caller<'_>, text: &str) -> (String, Result<(Answered, i64), Fault>) {
    let (trace, wanted) = match asked(text) {
        Ok((trace, wanted)) => (trace, wanted),
        Err(fault) => return (String::new(), Err(fault)),
    };
    let found = match wanted {
        Ok(wanted) => internships(core, caller.scope.clone(), wanted.clone(), today(caller.at)).await.map(|found| (wanted.student, found)),
        Err(problem) => Err(problem),
    };
    let outcome = found.map_err(Fault::Problem).map(|(student, internships)| {
        let given = i64::try_from(internships.len()).unwrap_or(i64::MAX);
        (Answered { namespace: NAMESPACE, student, internships }, given)
    });
    (trace, outcome)
}

/// What an envelope asks, its parameters read as those of an address.
fn asked(text: &str) -> Result<(String, Result<Wanted, Problem>), Fault> {
    let element = envelope::body(text).map_err(Fault::Envelope)?;
    if element.namespace != NAMESPACE || element.name != ASK {
        return Err(Fault::Operation);
    }
    let ours = |child: &envelope::Element| child.namespace == NAMESPACE && child.children.is_empty();
    let name = |child: &envelope::Element| if ours(child) { child.name.clone() } else { format!("{}?", child.name) };
    let said: Vec<(String, String)> = element.children.iter().map(|child| (name(child), child.text.trim().to_owned())).collect();
    let mut query = Query::of(said, &[STUDENT, "year", "element"]);
    let optional = |text: &str| !text.is_empty();
    let student = query.required(STUDENT, Reason::Student, query::student);
    let year = query.one("year", Reason::Year, |t| if optional(t) { query::year(t).map(Some) } else { Some(None) }).flatten();
    let element = query.one("element", Reason::Code, |t| if optional(t) { query::code(t).map(Some) } else { Some(None) }).flatten();
    let (trace, wanted) = query.understood(student.map(|student| Wanted { student, year, element }));
    Ok((trace, wanted.and_then(|wanted| wanted.ok_or(Problem::Missing))))
}

#[derive(Serialize)]
struct Answered {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    student: String,
    internships: Vec<Internship>,
}

fn written(answer: &Answered) -> Result<String, Fault> {
    let inside = quick_xml::se::to_string_with_root("getInternshipsResponse", answer).map_err(|error| {
        tracing::error!(%error, "an answer of the API cannot be written");
        Fault::Problem(Problem::Internal)
    })?;
    Ok(enveloped(&inside))
}

/// An envelope around XML of ours. Signs that XML 1.0 cannot hold, which people may have pasted, are left out.
fn enveloped(inside: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let inside: String = inside.chars().filter(allowed).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"{SOAP}\"><soap:Body>{inside}</soap:Body></soap:Envelope>"
    )
}

#[derive(Serialize)]
struct ToldFault {
    faultcode: &'static str,
    faultstring: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<Detail>,
}

#[derive(Serialize)]
struct Words {
    #[serde(rename = "@xml:lang")]
    lang: &'static str,
    #[serde(rename = "$text")]
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    supplement_fault: SupplementFault,
}

#[derive(Serialize)]
struct SupplementFault {
    #[serde(rename = "@xmlns")]
    namespace: &'static str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    message: String,
}

impl Fault {
    fn text(&self, locale: Locale) -> String {
        let messages = Messages::of(locale);
        let (faultcode, text) = match self {
            Self::Envelope(NotRead::Malformed) => ("soap:Client", messages.text("api-soap-malformed").to_owned()),
            Self::Envelope(NotRead::Version) => ("soap:VersionMismatch", messages.text("api-soap-version").to_owned()),
            Self::Envelope(NotRead::Header) => ("soap:MustUnderstand", messages.text("api-soap-header").to_owned()),
            Self::Operation => ("soap:Client", messages.text("api-soap-operation").to_owned()),
            Self::Problem(problem @ (Problem::Busy | Problem::Internal)) => ("soap:Server", problem.detail(locale)),
            Self::Problem(problem) => ("soap:Client", problem.detail(locale)),
        };
        let detail = match self {
            Self::Problem(problem) => Some(Detail {
                supplement_fault: SupplementFault {
                    namespace: NAMESPACE,
                    code: problem.code(),
                    parameter: problem.parameter().map(str::to_owned),
                    message: text.clone(),
                },
            }),
            _ => None,
        };
        let told = ToldFault { faultcode, faultstring: Words { lang: locale.tag(), text }, detail };
        enveloped(&quick_xml::se::to_string_with_root("soap:Fault", &told).unwrap_or_default())
    }
}
