//! What goes wrong, told the same way everywhere: RFC 9457, in French or in English.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use tremplin_domain::locale::Locale;
use tremplin_ui::Messages;

use crate::bucket::TooMany;

/// Why a parameter is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    Unknown,
    Repeated,
    Missing,
    Encoding,
    Student,
    Code,
    Version,
    Year,
    Day,
    State,
    Limit,
    Cursor,
    Flag,
    EndsBeforeStart,
}

impl Reason {
    const fn key(self) -> &'static str {
        match self {
            Self::Unknown => "api-wrong-unknown",
            Self::Repeated => "api-wrong-repeated",
            Self::Missing => "api-wrong-missing",
            Self::Encoding => "api-wrong-encoding",
            Self::Student => "api-wrong-student",
            Self::Code => "api-wrong-code",
            Self::Version => "api-wrong-version",
            Self::Year => "api-wrong-year",
            Self::Day => "api-wrong-day",
            Self::State => "api-wrong-state",
            Self::Limit => "api-wrong-limit",
            Self::Cursor => "api-wrong-cursor",
            Self::Flag => "api-wrong-flag",
            Self::EndsBeforeStart => "api-wrong-ends-before-start",
        }
    }
}

/// A parameter that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) name: String,
    pub(crate) reason: Reason,
}

/// Why there is no answer, by what the caller can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Nobody known asks.
    Unauthorized,
    /// The right is missing.
    Forbidden,
    /// There is no such thing, or it is not theirs: one answer.
    Missing,
    /// Parameters that cannot be read.
    Unreadable(Vec<Wrong>),
    /// Parameters that contradict one another.
    Contradictory(Vec<Wrong>),
    /// Only other methods.
    Method,
    /// Only another media type.
    NotAcceptable,
    /// The request holds more than it may.
    TooLarge,
    /// The address does.
    TooLong,
    /// The body is not of the type that it must be.
    Media,
    /// Too often.
    TooMany(TooMany),
    /// Not now.
    Busy,
    /// Ours to mend.
    Internal,
}

/// Seconds after which to try again when the database is busy.
const PATIENCE: &str = "5";

#[derive(Serialize)]
struct Told<'a> {
    r#type: &'static str,
    code: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ToldWrong<'a>>,
}

#[derive(Serialize)]
struct ToldWrong<'a> {
    name: &'a str,
    reason: &'a str,
}

impl Problem {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::Contradictory(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Media => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code, for programs.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::Missing => "missing",
            Self::Unreadable(_) => "unreadable",
            Self::Contradictory(_) => "contradictory",
            Self::Method => "method",
            Self::NotAcceptable => "not-acceptable",
            Self::TooLarge => "too-large",
            Self::TooLong => "too-long",
            Self::Media => "media",
            Self::TooMany(_) => "too-many",
            Self::Busy => "busy",
            Self::Internal => "internal",
        }
    }

    fn wrongs(&self) -> &[Wrong] {
        match self {
            Self::Unreadable(wrongs) | Self::Contradictory(wrongs) => wrongs,
            _ => &[],
        }
    }

    /// What a person reads of it.
    pub(crate) fn detail(&self, locale: Locale) -> String {
        let messages = Messages::of(locale);
        let detail = messages.text(&format!("api-{}-detail", self.code())).to_owned();
        let named = self.wrongs().iter().map(|w| {
            let reason = messages.text(w.reason.key());
            messages.text_with("api-wrong-named", &[("name", w.name.as_str().into()), ("reason", reason.into())]).into_owned()
        });
        std::iter::once(detail).chain(named).collect::<Vec<_>>().join(" ")
    }

    /// The first parameter that is refused.
    pub(crate) fn parameter(&self) -> Option<&str> {
        self.wrongs().first().map(|w| w.name.as_str())
    }

    /// The whole answer.
    pub(crate) fn answer(&self, locale: Locale) -> Response {
        let messages = Messages::of(locale);
        let (title, detail) = (format!("api-{}", self.code()), format!("api-{}-detail", self.code()));
        let told = Told {
            r#type: "about:blank",
            code: self.code(),
            title: messages.text(&title),
            status: self.status().as_u16(),
            detail: messages.text(&detail),
            errors: self.wrongs().iter().map(|w| ToldWrong { name: &w.name, reason: messages.text(w.reason.key()) }).collect(),
        };
        let body = serde_json::to_vec(&told).unwrap_or_default();
        let mut response = (self.status(), Body::from(body)).into_response();
        let to = response.headers_mut();
        to.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        to.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
        self.advise(to);
        response
    }

    /// The headers that say what to do.
    fn advise(&self, to: &mut HeaderMap) {
        match self {
            Self::Unauthorized => {
                to.append(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"tremplin\""));
                to.append(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"tremplin\", charset=\"UTF-8\""));
            }
            Self::TooMany(TooMany(seconds)) => {
                to.insert(header::RETRY_AFTER, HeaderValue::from(seconds.get()));
            }
            Self::Busy => {
                to.insert(header::RETRY_AFTER, HeaderValue::from_static(PATIENCE));
            }
            _ => {}
        }
    }
}

impl From<tremplin_store::Error> for Problem {
    fn from(error: tremplin_store::Error) -> Self {
        use tremplin_store::Error;
        match error {
            Error::Missing => Self::Missing,
            Error::Busy => Self::Busy,
            other => {
                tracing::error!(error = %other, "the API could not answer");
                Self::Internal
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use super::*;

    fn every() -> Vec<Problem> {
        let wrong = || vec![Wrong { name: "year".to_owned(), reason: Reason::Year }];
        vec![
            Problem::Unauthorized,
            Problem::Forbidden,
            Problem::Missing,
            Problem::Unreadable(wrong()),
            Problem::Contradictory(wrong()),
            Problem::Method,
            Problem::NotAcceptable,
            Problem::TooLarge,
            Problem::TooLong,
            Problem::Media,
            Problem::TooMany(TooMany(NonZeroU64::MIN)),
            Problem::Busy,
            Problem::Internal,
        ]
    }

    #[test]
    fn every_problem_and_every_reason_is_written_in_both_languages() {
        use Reason::{
            Code, Cursor, Day, Encoding, EndsBeforeStart, Flag, Limit, Missing, Repeated, State, Student, Unknown, Version, Year,
        };
        let reasons =
            [Unknown, Repeated, Missing, Encoding, Student, Code, Version, Year, Day, State, Limit, Cursor, Flag, EndsBeforeStart];
        let keys = every().iter().flat_map(|p| [format!("api-{}", p.code()), format!("api-{}-detail", p.code())]).collect::<Vec<_>>();
        for key in keys.iter().map(String::as_str).chain(reasons.map(Reason::key)) {
            let texts = Locale::ALL.map(|locale| Messages::of(locale).find(key));
            assert!(texts[0].is_some() && texts[1].is_some() && texts[0] != texts[1], "{key}");
        }
    }

    #[test]
    fn a_problem_says_what_to_do_in_its_headers() {
        let header = |problem: Problem, name| problem.answer(Locale::Fr).headers().get(name).cloned();
        assert!(header(Problem::Unauthorized, header::WWW_AUTHENTICATE).is_some());
        assert_eq!(header(Problem::TooMany(TooMany(NonZeroU64::MIN)), header::RETRY_AFTER).unwrap(), "1");
        for problem in every() {
            let response = problem.answer(Locale::En);
            assert_eq!(response.status(), problem.status());
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        }
    }
}
