//! The two languages of the interface.

use crate::parse;

/// A language of the interface. French is the language of the public service (law 94-665); English is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Français.
    #[default]
    Fr,
    /// English.
    En,
}

impl Locale {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The best of our languages for a BCP 47 tag or an `Accept-Language` header (RFC 9110, 12.5.4); French for anything unknown, never an error.
    pub fn negotiate(asked: &str) -> Self {
        let mut best = (0, Self::Fr);
        for part in asked.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or("").trim();
            let quality =
                pieces.find_map(|p| p.trim().strip_prefix(['q', 'Q'])?.strip_prefix('=')).map_or(1000, |q| parse::weight(q).unwrap_or(0));
            let primary = tag.split(['-', '_']).next().unwrap_or("");
            let known = Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary));
            if let Some(locale) = known
                && quality > best.0
            {
                best = (quality, locale);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Locale;

    #[test]
    fn unknown_languages_fall_back_to_french() {
        for asked in ["", "de", "*", "xx-YY;q=2", ";;;,,,", "en;q=0", "en;q=2", "en;q=inf", "en;q=0.1234", "en;q=+1", "en;q="] {
            assert_eq!(Locale::negotiate(asked), Locale::Fr, "{asked}");
        }
    }

    #[test]
    fn the_best_weighted_language_wins() {
        assert_eq!(Locale::negotiate("de, en-GB;q=0.8, fr;q=0.5"), Locale::En);
        assert_eq!(Locale::negotiate("fr-CA, en;q=0.9"), Locale::Fr);
        assert_eq!(Locale::negotiate("fr;Q=0.2, en; q=0.3"), Locale::En);
    }

    proptest! {
        #[test]
        fn the_weights_decide_and_of_two_alike_the_first(first in 0_u16..=1000, second in 0_u16..=1000) {
            let weight = |thousandths: u16| format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            let best = if first > 0 && first >= second { Locale::En } else { Locale::Fr };
            prop_assert_eq!(Locale::negotiate(&format!("en;q={}, fr;q={}", weight(first), weight(second))), best);
        }

        #[test]
        fn whoever_names_no_english_is_answered_in_french(asked in "[a-dfA-DF0-9,;=*. q-]{0,60}|[^eE]{0,40}") {
            prop_assert_eq!(Locale::negotiate(&asked), Locale::Fr);
        }
    }
}
