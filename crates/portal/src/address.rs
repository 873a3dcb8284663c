//! Addresses of windows: `/w/{ns}/{target}?{query}` here is `/widgets/{handle}/{target}?{query}` there.

use percent_encoding::percent_decode_str;

use crate::embedding;

/// A place in a widget, as it stands in addresses: still encoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// The path below the widget, without a leading slash.
    pub(crate) path: String,
    /// The query, without the question mark.
    pub(crate) query: String,
}

impl Place {
    /// From the raw rest of a path and a raw query. A path that climbs out of its widget is none.
    pub(crate) fn read(path: &str, query: Option<&str>) -> Option<Self> {
        let path = path.trim_matches('/');
        let climbs = |segment: &str| {
            let decoded = percent_decode_str(segment).collect::<Vec<u8>>();
            decoded == b"." || decoded == b".." || decoded.contains(&b'/') || decoded.contains(&b'\\')
        };
        let fine = path.is_ascii() && (path.is_empty() || !path.split('/').any(|s| s.is_empty() || climbs(s)));
        fine.then(|| Self { path: path.to_owned(), query: query.unwrap_or_default().to_owned() })
    }

    /// From where a fragment server sends the browser: an address of the same widget, or nothing.
    pub(crate) fn of_location(location: &str, asked: &reqwest::Url, handle: &str) -> Option<Self> {
        let url = asked.join(location).ok()?;
        if url.origin() != asked.origin() {
            return None;
        }
        let rest = url.path().strip_prefix("/widgets/")?.strip_prefix(handle)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        Self::read(rest, url.query())
    }

    /// The address on the fragment server.
    pub(crate) fn on_server(&self, handle: &str) -> String {
        self.below(&format!("/widgets/{handle}"))
    }

    /// The address in this portal.
    pub(crate) fn in_portal(&self, ns: &str) -> String {
        self.below(&format!("/w/{ns}"))
    }

    fn below(&self, base: &str) -> String {
        let slash = if self.path.is_empty() { "" } else { "/" };
        let question = if self.query.is_empty() { "" } else { "?" };
        format!("{base}{slash}{}{question}{}", self.path, self.query)
    }

    /// The same place without some keys of the query.
    pub(crate) fn without(&self, keys: &[&str]) -> Self {
        let kept = self.query.split('&').filter(|pair| !pair.is_empty() && !keys.contains(&pair.split('=').next().unwrap_or_default()));
        Self { path: self.path.clone(), query: kept.collect::<Vec<_>>().join("&") }
    }

    /// The same place with one more pair; both are words that need no encoding.
    pub(crate) fn with(&self, key: &str, word: &str) -> Self {
        let joint = if self.query.is_empty() { "" } else { "&" };
        Self { path: self.path.clone(), query: format!("{}{joint}{key}={word}", self.query) }
    }

    /// The word of a key.
    pub(crate) fn word(&self, key: &str) -> Option<&str> {
        self.query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key).map(|(_, word)| word)
    }
}

/// An address to go back to after signing in: a page, window or file of this portal, nothing else.
pub(crate) fn is_ours(next: &str) -> bool {
    let known = next == "/" || ["/p/", "/w/", "/r/", embedding::SIGN_IN].iter().any(|start| next.starts_with(start));
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    known && plain && !next.contains("//") && next.len() <= 4096
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(path: &str, query: &str) -> Place {
        Place::read(path, Some(query)).unwrap()
    }

    #[test]
    fn a_place_has_an_address_on_both_sides() {
        let place = place("12/edit/", "step=3&q=%C3%A9");
        assert_eq!(place.on_server("mes-stages"), "/widgets/mes-stages/12/edit?step=3&q=%C3%A9");
        assert_eq!(place.in_portal("stages"), "/w/stages/12/edit?step=3&q=%C3%A9");
        assert_eq!(Place::default().in_portal("stages"), "/w/stages");
    }

    #[test]
    fn nobody_climbs_out_of_a_widget() {
        for bad in ["..", "a/../b", "%2e%2e", "a/%2E%2e/b", "a//b", "a%2fb", "a%5cb", "."] {
            assert_eq!(Place::read(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn a_redirect_stays_in_its_widget() {
        let asked: reqwest::Url = "http://f.example/widgets/mes-stages/12/validate".parse().unwrap();
        let of = |location| Place::of_location(location, &asked, "mes-stages");
        assert_eq!(of("../12?n=1&flash=x"), Some(place("12", "n=1&flash=x")));
        assert_eq!(of("../"), Some(Place::default()));
        for bad in [
            "http://evil.example/widgets/mes-stages",
            "//evil.example/",
            "/widgets/other-one/1",
            "/widgets/mes-stages-2",
            "/login",
            "../../../x",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_window_state_comes_and_goes() {
        let place = place("12", "q=a&ws=maximized&flash=f");
        assert_eq!((place.word("ws"), place.without(&["ws", "flash"]).query.as_str()), (Some("maximized"), "q=a"));
        assert_eq!(place.without(&["ws", "flash"]).with("ws", "minimized").query, "q=a&ws=minimized");
    }

    #[test]
    fn only_our_own_addresses_are_gone_back_to() {
        for (next, good) in [
            ("/w/stages/12?q=1", true),
            ("/p/a", true),
            ("/r/stages/12/convention.pdf?lang=fr", true),
            ("/embedded/sign-in?challenge=a", true),
            ("/embedded/code", false),
            ("/r//evil", false),
            ("/w/a\tb", false),
            ("/w/é", false),
            ("/w/a\r\nSet-Cookie: a=b", false),
            ("/", true),
            ("//evil", false),
            ("/w//evil", false),
            ("https://evil", false),
            ("/w/\\evil", false),
            ("/sign-out", false),
        ] {
            assert_eq!(is_ours(next), good, "{next}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_a_place_below_its_widget_or_none(path in "[ -~]{0,40}", query in "[!-~]{0,20}") {
            if let Some(place) = Place::read(&path, Some(&query)) {
                let base: reqwest::Url = "http://f.example/".parse().unwrap();
                let path_only = Place { query: String::new(), ..place };
                if !path_only.path.contains(['?', '#']) {
                    let url = base.join(&path_only.on_server("a-b")).unwrap();
                    prop_assert!(url.path().starts_with("/widgets/a-b"), "{}", url);
                }
            }
        }

        #[test]
        fn a_place_is_read_back_from_its_address(segments in proptest::collection::vec("[a-z0-9._~!$&'()*+,;=:@-]{1,8}|%C3%A9", 0..4), query in "[a-z0-9=&%+.-]{0,20}") {
            let Some(place) = Place::read(&segments.join("/"), Some(&query)) else {
                prop_assert!(segments.iter().any(|segment| segment == "." || segment == ".."));
                return Ok(());
            };
            let address = place.in_portal("w");
            let (path, query) = address.split_once('?').map_or((address.as_str(), None), |(path, query)| (path, Some(query)));
            prop_assert_eq!(Place::read(path.strip_prefix("/w/w").unwrap(), query), Some(place));
        }

        #[test]
        fn a_word_comes_and_goes_without_the_others(query in "(&?[a-d]{1,2}(=[a-d]{0,2})?){0,4}", key in "[x-z]{1,3}", word in "[a-z0-9]{0,5}") {
            let before = place("12", &query).without(&[]);
            let after = before.with(&key, &word);
            prop_assert_eq!(after.word(&key), Some(word.as_str()));
            prop_assert_eq!(after.without(&[&key]), before);
        }

        #[test]
        fn any_location_is_followed_within_the_widget_or_not_at_all(location in "\\PC{0,40}") {
            let asked: reqwest::Url = "http://f.example/widgets/a-b/1".parse().unwrap();
            if let Some(place) = Place::of_location(&location, &asked, "a-b") {
                let there = asked.join(&place.on_server("a-b")).unwrap();
                prop_assert!(there.path() == "/widgets/a-b" || there.path().starts_with("/widgets/a-b/"), "{}", there);
            }
        }
    }
}
