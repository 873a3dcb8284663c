//! Whether a client takes what we offer (RFC 9110, 12.5.1).

use http::{HeaderMap, header};
use tremplin_domain::parse;

/// Whether `Accept` allows a media type, its parameters left out; a client that says nothing takes anything.
pub(crate) fn allows(headers: &HeaderMap, media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default();
    let asked: Vec<&str> = headers.get_all(header::ACCEPT).iter().filter_map(|v| v.to_str().ok()).collect();
    let ranges: Vec<&str> = asked.iter().flat_map(|list| list.split(',')).map(str::trim).filter(|range| !range.is_empty()).collect();
    if ranges.is_empty() {
        return true;
    }
    let kind = media.split('/').next().unwrap_or_default();
    // The most exact range decides.
    let exactness = |range: &str| match range {
        _ if range.eq_ignore_ascii_case(media) => 3,
        "*/*" => 1,
        _ => range.strip_suffix("/*").filter(|begin| begin.eq_ignore_ascii_case(kind)).map_or(0, |_| 2),
    };
    let weighed = ranges.iter().map(|range| {
        let mut pieces = range.split(';').map(str::trim);
        let exact = exactness(pieces.next().unwrap_or_default());
        let weight = pieces.find_map(|p| p.strip_prefix(['q', 'Q'])?.strip_prefix('='));
        (exact, weight.map_or(1000, |q| parse::weight(q).unwrap_or(0)))
    });
    weighed.filter(|(exact, _)| *exact > 0).max_by_key(|(exact, _)| *exact).is_some_and(|(_, weight)| weight > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(accept: &str, media: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        allows(&headers, media)
    }

    #[test]
    fn the_most_exact_range_decides() {
        let json = "application/json";
        for accept in ["*/*", "application/*", "text/html, application/json;q=0.1", "Application/JSON", "", "text/*;q=1, */*;q=0.1"] {
            assert!(allowed(accept, json), "{accept}");
        }
        for accept in [
            "text/html",
            "application/json;q=0, */*",
            "application/*;q=0, */*",
            "json",
            "application/json;q=x",
            "application/json;q=inf",
            "application/json;q=2",
            "a/*",
        ] {
            assert!(!allowed(accept, json), "{accept}");
        }
        assert!(allows(&HeaderMap::new(), json));
    }
}
