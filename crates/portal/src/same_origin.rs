//! A form of ours, or somebody else's?

use http::{HeaderMap, header};

/// Whether a request that changes something comes from a page of this very site. Browsers say so (`Sec-Fetch-Site`, or `Origin`); who says
/// nothing is refused.
pub(crate) fn holds(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(told) = text(header::ORIGIN.as_str()) else { return false };
    let host = told.strip_prefix("http://").or_else(|| told.strip_prefix("https://"));
    told == origin || host.is_some() && host == text(header::HOST.as_str())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn told(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        holds(&headers, "https://ent.example")
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        assert!(told(&[("sec-fetch-site", "same-origin")]) && told(&[("origin", "https://ent.example")]));
        assert!(told(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]));
        for bad in [
            &[][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://ent.example")],
            &[("origin", "null")],
            &[("origin", "http://evil.example"), ("host", "ent.example")],
            &[("host", "ent.example")],
        ] {
            assert!(!told(bad), "{bad:?}");
        }
    }
}
