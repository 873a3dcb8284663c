//! Single logout: the server says by the back door that a session has ended (CAS protocol 3.0, § 2.3.3).

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::{Pgt, Ticket, Unreadable, xml};

const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// The largest request worth reading, in bytes.
const LARGEST: usize = 64 * 1024;

/// A server's word that what began with these tickets has ended.
///
/// It is not signed. What it needs is a ticket that only the server, the person's browser and we ever saw: whoever can send it could have
/// signed in with it. Heard twice, it ends nothing more, so replays are harmless and need not be remembered; [`LogoutRequest::is_timely`] is
/// for those who want to refuse old ones anyway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutRequest {
    /// The tickets with which the sessions began: end each session that one of them began.
    pub tickets: Vec<Ticket>,
    /// Proxy-granting tickets that are worth nothing any more. Some servers send these to the callback.
    pub grants: Vec<Pgt>,
    /// When the server says it wrote this.
    pub issued: Option<DateTime<Utc>>,
}

impl LogoutRequest {
    /// From the body of a `POST`: a form with a field `logoutRequest`, or the XML itself, as some servers send it. `None` when it is a form
    /// without that field: then it is something else for the same address.
    pub fn in_body(body: &[u8]) -> Result<Option<Self>, Unreadable> {
        if body.len() > LARGEST {
            return Err(Unreadable::TooMany);
        }
        // A form never begins so: there it would be written `%3C`.
        if body.trim_ascii_start().starts_with(b"<") {
            return std::str::from_utf8(body).map_err(|_| Unreadable::Encoding).and_then(Self::read).map(Some);
        }
        let mut found = url::form_urlencoded::parse(body).filter(|(name, _)| name == "logoutRequest");
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some((_, text)), None) => Self::read(&text).map(Some),
            _ => Err(Unreadable::Repeated("logoutRequest")),
        }
    }

    /// From the value of the field `logoutRequest`.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable::TooMany);
        }
        let root = xml::read(text.as_bytes())?;
        if !root.is(PROTOCOL, "LogoutRequest") {
            return Err(Unreadable::Foreign);
        }
        let mut request = Self { tickets: Vec::new(), grants: Vec::new(), issued: root.attribute("IssueInstant").and_then(moment) };
        for index in root.all(PROTOCOL, "SessionIndex") {
            let text = index.plain("SessionIndex")?;
            match (Ticket::new(text), Pgt::new(text)) {
                (Ok(ticket), _) => request.tickets.push(ticket),
                (_, Ok(pgt)) => request.grants.push(pgt),
                _ => return Err(Unreadable::Unfit("SessionIndex")),
            }
        }
        if request.tickets.is_empty() && request.grants.is_empty() { Err(Unreadable::Missing("SessionIndex")) } else { Ok(request) }
    }

    /// Whether it was written now, give or take what the clocks may differ and the way may last: five minutes are usual. One that does not say
    /// when is not timely.
    pub fn is_timely(&self, now: DateTime<Utc>, tolerance: TimeDelta) -> bool {
        self.issued.is_some_and(|issued| now.signed_duration_since(issued).abs() <= tolerance)
    }
}

/// An `xs:dateTime`. Without an offset it is UTC, as SAML has it (core, § 1.3.3).
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let with_offset = DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc());
    with_offset.or_else(|_| text.parse::<NaiveDateTime>().map(|moment| moment.and_utc())).ok()
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::Index};

    use super::*;

    const GOOD: &str = r#"<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="LR-1" Version="2.0" IssueInstant="2026-11-28T09:00:00Z">
<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">@NOT_USED@</saml:NameID>
<samlp:SessionIndex>ST-1-abc</samlp:SessionIndex>
</samlp:LogoutRequest>"#;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn issued(text: &str) -> Option<DateTime<Utc>> {
        LogoutRequest::read(&GOOD.replace("2026-11-28T09:00:00Z", text)).unwrap().issued
    }

    #[test]
    fn the_session_is_named_by_its_ticket() {
        let request = LogoutRequest::read(GOOD).unwrap();
        assert_eq!((request.tickets, request.grants), (vec![Ticket::new("ST-1-abc").unwrap()], vec![]));
        assert_eq!(request.issued, Some(at("2026-11-28T09:00:00Z")));
    }

    #[test]
    fn a_body_has_one_request_or_is_something_else() {
        let form = |text: &str| url::form_urlencoded::Serializer::new(String::new()).append_pair("logoutRequest", text).finish();
        assert_eq!(LogoutRequest::in_body(form(GOOD).as_bytes()).unwrap(), Some(LogoutRequest::read(GOOD).unwrap()));
        assert_eq!(LogoutRequest::in_body(GOOD.as_bytes()).unwrap(), Some(LogoutRequest::read(GOOD).unwrap()));
        assert_eq!(LogoutRequest::in_body(b"name=value").unwrap(), None);
        let twice = format!("{}&{}", form(GOOD), form(GOOD));
        assert_eq!(LogoutRequest::in_body(twice.as_bytes()), Err(Unreadable::Repeated("logoutRequest")));
        assert_eq!(LogoutRequest::in_body(&vec![b'a'; LARGEST + 1]), Err(Unreadable::TooMany));
    }

    #[test]
    fn several_sessions_and_proxy_grants_may_end_at_once() {
        let index = "<samlp:SessionIndex>ST-1-abc</samlp:SessionIndex>";
        let more = format!("{index}<samlp:SessionIndex>PT-2</samlp:SessionIndex><samlp:SessionIndex>PGT-3</samlp:SessionIndex>");
        let request = LogoutRequest::read(&GOOD.replace(index, &more)).unwrap();
        assert_eq!((request.tickets.len(), request.grants.len()), (2, 1));
    }

    #[test]
    fn what_is_no_logout_request_is_refused() {
        for (text, told) in [
            (GOOD.replace("ST-1-abc", ""), Unreadable::Unfit("SessionIndex")),
            (GOOD.replace("ST-1-abc", "<b>ST-1</b>"), Unreadable::Unfit("SessionIndex")),
            (GOOD.replace("SessionIndex", "Other"), Unreadable::Missing("SessionIndex")),
            (GOOD.replace("SAML:2.0:protocol", "SAML:9"), Unreadable::Foreign),
            (GOOD.replace("LogoutRequest", "LogoutResponse"), Unreadable::Foreign),
            (format!("<!DOCTYPE x [<!ENTITY t 'ST-1'>]>{GOOD}"), Unreadable::Doctype),
            ("a".repeat(LARGEST + 1), Unreadable::TooMany),
            (String::new(), Unreadable::NotXml),
        ] {
            assert_eq!(LogoutRequest::read(&text), Err(told), "{text:.200}");
        }
    }

    #[test]
    fn moments_are_read_in_every_usual_form() {
        let told = Some(at("2026-11-28T09:00:00Z"));
        for text in
            ["2026-11-28T09:00:00Z", "2026-11-28T10:00:00+01:00", "2026-11-28T09:00:00.000Z", "2026-11-28T09:00:00", "2026-11-28T9:00:00"]
        {
            assert_eq!(issued(text), told, "{text}");
        }
        assert_eq!((issued(""), issued("yesterday")), (None, None));
    }

    #[test]
    fn a_request_is_timely_within_the_tolerance() {
        let (request, tolerance) = (LogoutRequest::read(GOOD).unwrap(), TimeDelta::minutes(5));
        for (now, good) in [("08:55:00", true), ("09:05:00", true), ("08:54:59", false), ("09:05:01", false)] {
            assert_eq!(request.is_timely(at(&format!("2026-11-28T{now}Z")), tolerance), good, "{now}");
        }
        assert!(!LogoutRequest { issued: None, ..request }.is_timely(at("2026-11-28T09:00:00Z"), tolerance));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>()) {
            let _ = LogoutRequest::in_body(&bytes);
            let _ = LogoutRequest::in_body(&[b"logoutRequest=", bytes.as_slice()].concat());
            let _ = LogoutRequest::read(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn a_good_request_with_changed_bytes_is_read_without_panic(changes in prop::collection::vec((any::<Index>(), any::<u8>()), 1..6)) {
            let mut bytes = GOOD.as_bytes().to_vec();
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            let _ = LogoutRequest::read(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn no_request_that_is_cut_short_is_believed(end in any::<Index>()) {
            prop_assert!(LogoutRequest::read(&GOOD[..end.index(GOOD.len())]).is_err());
        }
    }
}
