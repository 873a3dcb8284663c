//! What can go wrong, sorted by what the person can do about it; shown and logged in one place.

use std::error::Error as StdError;

use http::StatusCode;
use maud::{Markup, Render, html};
use tremplin_domain::locale::Locale;
use tremplin_ui::{Alert, Root, Tone, Ui};

/// Why there is no answer. The person reads a sentence and a reference; the cause goes to the log.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Nobody said who asks.
    #[error("no credential")]
    NotSignedIn,
    /// Who asks could not be believed. Never taken for nobody.
    #[error("the credential was refused")]
    BadCredential,
    /// The widget is not for this person.
    #[error("not for this person")]
    Forbidden,
    /// No such widget, view or object; or none that this person may know of.
    #[error("not found")]
    NotFound,
    /// It was there and is gone.
    #[error("gone")]
    Gone,
    /// Something that the request needs is not in it.
    #[error("{0} is missing")]
    MissingParameter(&'static str),
    /// Something in the request makes no sense.
    #[error("{0} makes no sense")]
    InconsistentParameter(&'static str),
    /// Not UTF-8, or not what it says it is.
    #[error("badly encoded")]
    BadEncoding,
    /// A mode that the widget has not.
    #[error("unsupported mode")]
    UnsupportedMode,
    /// A window state that the widget knows not.
    #[error("unsupported window state")]
    UnsupportedWindowState,
    /// The other method would do; these.
    #[error("wrong method")]
    WrongMethod(&'static str),
    /// The client takes nothing that we give.
    #[error("not acceptable")]
    NotAcceptable,
    /// The body is not a form.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// The body is too large.
    #[error("too large")]
    TooLarge,
    /// The body did not come in time.
    #[error("the body did not come in time")]
    Late,
    /// More is asked for than one file may hold.
    #[error("too much at once")]
    TooWide,
    /// The address is too long.
    #[error("address too long")]
    AddressTooLong,
    /// Somebody else was faster, and there is no form to show it in.
    #[error("stale")]
    Stale,
    /// Too many requests at a time from this consumer.
    #[error("too many requests")]
    TooMany,
    /// The time was up.
    #[error("the time was up")]
    Busy,
    /// A service that is needed did not answer.
    #[error("{0} did not answer")]
    Away(&'static str),
    /// Something broke.
    #[error("internal")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

impl Fault {
    /// Something broke, and this is why.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The HTTP status.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn | Self::BadCredential => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::MissingParameter(_)
            | Self::InconsistentParameter(_)
            | Self::BadEncoding
            | Self::UnsupportedMode
            | Self::UnsupportedWindowState => StatusCode::BAD_REQUEST,
            Self::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Late => StatusCode::REQUEST_TIMEOUT,
            Self::TooWide => StatusCode::UNPROCESSABLE_ENTITY,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::Stale => StatusCode::CONFLICT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Away(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The name that WSRP has for it.
    pub const fn wsrp_name(&self) -> &'static str {
        match self {
            Self::NotSignedIn | Self::BadCredential | Self::Forbidden => "AccessDenied",
            Self::NotFound | Self::Gone => "InvalidHandle",
            Self::MissingParameter(_) => "MissingParameters",
            Self::InconsistentParameter(_) | Self::BadEncoding | Self::AddressTooLong | Self::TooLarge | Self::Late | Self::TooWide => {
                "InconsistentParameters"
            }
            Self::UnsupportedMode => "UnsupportedMode",
            Self::UnsupportedWindowState => "UnsupportedWindowState",
            Self::WrongMethod(_) => "OperationNotSupported",
            Self::NotAcceptable | Self::UnsupportedMediaType => "UnsupportedMimeType",
            Self::Stale => "PortletStateChangeRequired",
            Self::TooMany | Self::Busy | Self::Away(_) => "ResourceSuspended",
            Self::Internal(_) => "OperationFailed",
        }
    }

    /// The stem of its messages: `fault-missing` says what happened, `fault-missing-do` what to do.
    const fn key(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "fault-not-signed-in",
            Self::BadCredential => "fault-bad-credential",
            Self::Forbidden => "fault-forbidden",
            Self::NotFound => "fault-missing",
            Self::Gone => "fault-gone",
            Self::MissingParameter(_) | Self::InconsistentParameter(_) | Self::BadEncoding => "fault-malformed",
            Self::UnsupportedMode | Self::UnsupportedWindowState => "fault-unsupported",
            Self::WrongMethod(_) => "fault-method",
            Self::NotAcceptable | Self::UnsupportedMediaType => "fault-media",
            Self::TooLarge => "fault-too-large",
            Self::Late => "fault-late",
            Self::TooWide => "fault-too-wide",
            Self::AddressTooLong => "fault-too-long",
            Self::Stale => "fault-stale",
            Self::TooMany => "fault-too-many",
            Self::Busy => "fault-busy",
            Self::Away(_) => "fault-away",
            Self::Internal(_) => "fault-internal",
        }
    }

    /// Seconds after which to try again, where trying again may help.
    pub const fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany | Self::Busy => Some(2),
            Self::Away(_) => Some(30),
            _ => None,
        }
    }

    /// What happened, in a sentence.
    pub fn title(&self, locale: Locale) -> String {
        tremplin_ui::Messages::of(locale).text(self.key()).to_owned()
    }

    /// What to do about it.
    pub fn advice(&self, locale: Locale) -> String {
        tremplin_ui::Messages::of(locale).text(&format!("{}-do", self.key())).to_owned()
    }

    /// The fragment that stands in the place of the view.
    pub fn draw(&self, ui: Ui<'_>, handle: &str, reference: &str) -> Markup {
        let body = html! {
            p { (self.advice(ui.locale)) }
            p.tr-muted { (ui.text("fault-reference")) " " code { (reference) } }
        };
        let title = self.title(ui.locale);
        let alert = Alert { ui, tone: Tone::Bad, title: &title, body };
        Root { ui, handle, body: alert.render() }.render()
    }

    /// The causes, outermost first, for the log.
    pub(crate) fn causes(&self) -> String {
        let mut told = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            told = format!("{told}: {error}");
            cause = error.source();
        }
        told
    }

    /// Whether an operator should look.
    pub(crate) const fn is_ours(&self) -> bool {
        matches!(self, Self::Internal(_) | Self::Away(_) | Self::Busy | Self::TooMany)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> Vec<Fault> {
        use Fault::{
            AddressTooLong, Away, BadCredential, BadEncoding, Busy, Forbidden, Gone, InconsistentParameter, Late, MissingParameter,
            NotAcceptable, NotFound, NotSignedIn, Stale, TooLarge, TooMany, TooWide, UnsupportedMediaType, UnsupportedMode,
            UnsupportedWindowState, WrongMethod,
        };
        vec![
            NotSignedIn,
            BadCredential,
            Forbidden,
            NotFound,
            Gone,
            MissingParameter("x"),
            InconsistentParameter("x"),
            BadEncoding,
            UnsupportedMode,
            UnsupportedWindowState,
            WrongMethod("GET"),
            NotAcceptable,
            UnsupportedMediaType,
            TooLarge,
            Late,
            TooWide,
            AddressTooLong,
            Stale,
            TooMany,
            Busy,
            Away("x"),
            Fault::internal("the secret cause"),
        ]
    }

    #[test]
    fn every_fault_says_what_happened_and_what_to_do_in_both_languages() {
        for fault in every() {
            for locale in Locale::ALL {
                let messages = tremplin_ui::Messages::of(locale);
                assert!(messages.has(fault.key()) && messages.has(&format!("{}-do", fault.key())), "{fault:?} {locale:?}");
            }
        }
    }

    /// The table of docs/fragment-protocol.md.
    #[test]
    fn every_fault_has_its_status_its_name_and_a_time_where_waiting_helps() {
        let told: Vec<_> = every().iter().map(|fault| (fault.status().as_u16(), fault.wsrp_name(), fault.retry_after())).collect();
        let table = [
            (401, "AccessDenied", None),
            (401, "AccessDenied", None),
            (403, "AccessDenied", None),
            (404, "InvalidHandle", None),
            (410, "InvalidHandle", None),
            (400, "MissingParameters", None),
            (400, "InconsistentParameters", None),
            (400, "InconsistentParameters", None),
            (400, "UnsupportedMode", None),
            (400, "UnsupportedWindowState", None),
            (405, "OperationNotSupported", None),
            (406, "UnsupportedMimeType", None),
            (415, "UnsupportedMimeType", None),
            (413, "InconsistentParameters", None),
            (408, "InconsistentParameters", None),
            (422, "InconsistentParameters", None),
            (414, "InconsistentParameters", None),
            (409, "PortletStateChangeRequired", None),
            (429, "ResourceSuspended", Some(2)),
            (503, "ResourceSuspended", Some(2)),
            (503, "ResourceSuspended", Some(30)),
            (500, "OperationFailed", None),
        ];
        assert_eq!(told, table);
    }

    #[test]
    fn every_fault_stands_in_the_published_table() {
        let page = include_str!("../../../docs/fragment-protocol.md");
        let rows: Vec<Vec<&str>> = page.lines().filter(|l| l.starts_with("| ")).map(|l| l.split('|').map(str::trim).collect()).collect();
        for fault in every() {
            let (status, name) = (fault.status().as_u16().to_string(), format!("`{}`", fault.wsrp_name()));
            let is_told = rows.iter().any(|row| row.len() > 3 && row[1].contains(&status) && row[2].contains(&name));
            assert!(is_told, "{status} {name}");
        }
    }

    #[test]
    fn a_fault_is_an_alert_with_a_reference_and_without_its_cause() {
        for fault in every() {
            let html = fault.draw(Ui::new("w1", Locale::Fr), "mes-stages", "R42").into_string();
            for part in ["role=\"alert\"", "portlet-msg-error", "R42", "id=\"w1-widget\""] {
                assert!(html.contains(part), "{part}: {html}");
            }
            assert!(!html.contains("secret"));
        }
        assert_eq!(Fault::internal("the secret cause").causes(), "internal: the secret cause");
    }
}
