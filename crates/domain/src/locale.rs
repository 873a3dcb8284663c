//! The two languages of the interface.

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
        let mut best = (0.0_f32, Self::Fr);
        for part in asked.split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or("").trim();
            let quality = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
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
    use super::Locale;

    #[test]
    fn unknown_languages_fall_back_to_french() {
        for asked in ["", "de", "*", "xx-YY;q=2", ";;;,,,", "en;q=0"] {
            assert_eq!(Locale::negotiate(asked), Locale::Fr, "{asked}");
        }
    }

    #[test]
    fn the_best_weighted_language_wins() {
        assert_eq!(Locale::negotiate("de, en-GB;q=0.8, fr;q=0.5"), Locale::En);
        assert_eq!(Locale::negotiate("fr-CA, en;q=0.9"), Locale::Fr);
    }
}
