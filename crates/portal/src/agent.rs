//! What a browser says of itself, in words that its owner knows: « Firefox, Linux ».

/// Browsers, the more precise first: most of them say that they are others too.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems, the more precise first.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// Browser and system, as far as they are known ones.
pub(crate) fn named(agent: &str) -> Option<String> {
    let known = |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn browsers_are_named_by_what_sets_them_apart() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Some("Firefox, Linux")),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
                Some("Chrome, Windows"),
            ),
            ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", Some("Edge, Windows")),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1", Some("Safari, iPhone")),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/19.0 Safari/605.1.15", Some("Safari, macOS")),
            ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", Some("Chrome, Android")),
            ("curl/8.0", None),
            ("", None),
        ] {
            assert_eq!(named(agent).as_deref(), name, "{agent}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_browser_says_it_is_shown_in_our_words_alone(
            agent in "(.{0,8}|Edg|OPR/|Firefox/|Chrome/|Safari/|iPhone|Android|Windows|Linux){0,6}"
        ) {
            let ours = |word: &str| BROWSERS.iter().chain(&SYSTEMS).any(|(_, name)| *name == word);
            prop_assert!(named(&agent).is_none_or(|name| name.split(", ").count() <= 2 && name.split(", ").all(ours)));
        }
    }
}
