//! Header values, written and read by the book.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, header};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::answer::Disposition;

/// A display string (RFC 9651, 3.3.8): any text, in ASCII.
pub(crate) fn display_string(text: &str) -> HeaderValue {
    use std::fmt::Write;
    let mut out = String::from("%\"");
    for byte in text.bytes() {
        match byte {
            b'%' | b'"' | 0..=0x1f | 0x7f.. => {
                let _ = write!(out, "%{byte:02x}");
            }
            plain => out.push(char::from(plain)),
        }
    }
    out.push('"');
    value(&out)
}

/// A header value from text of ours; what cannot be one is left empty.
pub(crate) fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// What RFC 8187 lets stand in an extended value.
const ATTR: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'%')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'*')
    .add(b',')
    .add(b'/')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'@')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'{')
    .add(b'}');

/// `Content-Disposition` with a file name in any script (RFC 6266).
pub(crate) fn content_disposition(disposition: Disposition, file_name: &str) -> HeaderValue {
    let kind = match disposition {
        Disposition::Attachment => "attachment",
        Disposition::Inline => "inline",
    };
    let name: String = file_name.chars().map(|c| if c.is_control() || matches!(c, '/' | '\\') { '-' } else { c }).collect();
    let plain: String = name.chars().map(|c| if c.is_ascii() && c != '"' && c != '%' { c } else { '_' }).collect();
    value(&format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&name, ATTR)))
}

/// A strong tag of these bytes.
pub(crate) fn etag(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash.finalize()[..15]))
}

/// Whether `If-None-Match` names the tag. `*` asks about existence, not about this text: it is no match.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let told = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    told.flat_map(|list| list.split(',')).any(|one| one.trim().trim_start_matches("W/") == etag)
}

/// Whether the client takes HTML. No `Accept` takes everything.
pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    accepts(headers, &["text/html", "text/*", "*/*"]).unwrap_or(true)
}

/// Whether the client wants faults as JSON: it names a JSON type and not HTML.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let json = accepts(headers, &["application/problem+json", "application/json"]).unwrap_or(false);
    json && !accepts(headers, &["text/html"]).unwrap_or(false)
}

fn accepts(headers: &HeaderMap, types: &[&str]) -> Option<bool> {
    let mut told = headers.get_all(header::ACCEPT).iter().filter_map(|v| v.to_str().ok()).peekable();
    told.peek()?;
    Some(told.flat_map(|list| list.split(',')).any(|one| {
        let mut pieces = one.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let refused = pieces.any(|p| p.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)));
        types.contains(&kind.as_str()) && !refused
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accept(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_str(text).unwrap())])
    }

    #[test]
    fn titles_travel_in_ascii() {
        assert_eq!(display_string("État 100 % \"x\""), "%\"%c3%89tat 100 %25 %22x%22\"");
    }

    #[test]
    fn file_names_keep_their_accents() {
        assert_eq!(
            content_disposition(Disposition::Attachment, "Convention d’Hélène \"2026\".pdf"),
            "attachment; filename=\"Convention d_H_l_ne _2026_.pdf\"; filename*=UTF-8''Convention%20d%E2%80%99H%C3%A9l%C3%A8ne%20%222026%22.pdf"
        );
    }

    #[test]
    fn what_is_accepted_is_read_with_its_weights() {
        assert!(accepts_html(&HeaderMap::new()) && accepts_html(&accept("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")));
        assert!(!accepts_html(&accept("application/json")) && !accepts_html(&accept("text/html;q=0, image/png")));
        assert!(
            wants_json(&accept("application/problem+json"))
                && !wants_json(&accept("text/html, application/json"))
                && !wants_json(&accept("*/*"))
        );
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        let headers = |text| HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(text).unwrap())]);
        assert!(
            is_known(&headers("\"a\", W/\"b\""), "\"b\"") && !is_known(&headers("*"), "\"b\"") && !is_known(&HeaderMap::new(), "\"b\"")
        );
    }

    proptest! {
        #[test]
        fn any_accept_and_any_tag_are_read(text in "[ -~]{0,60}") {
            let told = accept(&text);
            let _ = (accepts_html(&told), wants_json(&told));
            let tags = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(&text).unwrap())]);
            prop_assert_eq!(is_known(&tags, "\"t\""), text.split(',').any(|one| one.trim().trim_start_matches("W/") == "\"t\""));
        }

        #[test]
        fn any_text_becomes_a_header(text in "\\PC{0,50}|[\\x00-\\x7f]{0,20}") {
            prop_assert!(!display_string(&text).is_empty());
            prop_assert!(!content_disposition(Disposition::Inline, &text).is_empty());
        }
    }
}
