//! A form of ours, or somebody else's?

use http::{HeaderMap, header};

/// Whether a request that changes something comes from a page of this very site. Browsers say so (`Sec-Fetch-Site`, or `Origin`); who says
/// nothing is refused. What a client calls the host is believed only where there is no certificate to say it better: a demonstration that is
/// reached under another name than it was started with.
pub(crate) fn holds(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(told) = text(header::ORIGIN.as_str()) else { return false };
    let named = told.strip_prefix("http://").filter(|_| origin.starts_with("http://"));
    told == origin || named.is_some() && named == text(header::HOST.as_str())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn told_to(origin: &str, pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        holds(&headers, origin)
    }

    fn told(pairs: &[(&'static str, &'static str)]) -> bool {
        told_to("https://ent.example", pairs)
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        assert!(told(&[("sec-fetch-site", "same-origin")]) && told(&[("origin", "https://ent.example")]));
        assert!(told_to("http://127.0.0.1:8080", &[("origin", "http://localhost:8080"), ("host", "localhost:8080")]));
        for bad in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://ent.example")],
            &[("origin", "null")],
            &[("origin", "http://evil.example"), ("host", "ent.example")],
            &[("origin", "http://evil.example"), ("host", "evil.example")],
            &[("origin", "https://evil.example"), ("host", "evil.example")],
            &[("host", "ent.example")],
        ] {
            assert!(!told(bad), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_a_browser_says_is_its_word_whatever_else_is_said(site in "[ -~]{0,20}", host in "[a-z.:]{0,12}") {
            let value = |text: &str| HeaderValue::from_str(text).unwrap();
            let ours = "https://ent.example";
            let told = HeaderMap::from_iter([
                (http::HeaderName::from_static("sec-fetch-site"), value(&site)),
                (header::ORIGIN, value(ours)),
                (header::HOST, value(&host)),
            ]);
            prop_assert_eq!(holds(&told, ours), site == "same-origin");
        }

        #[test]
        fn where_there_is_a_certificate_only_our_own_origin_is_ours(told in "(https?://)?(ent|evil)?[.]?[a-z:/@]{0,12}", host in "[a-z.:]{0,12}") {
            let value = |text: &str| HeaderValue::from_str(text).unwrap();
            let headers = HeaderMap::from_iter([(header::ORIGIN, value(&told)), (header::HOST, value(&host))]);
            prop_assert_eq!(holds(&headers, "https://ent.example"), told == "https://ent.example");
        }
    }
}
