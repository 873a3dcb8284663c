//! Keeps out of the pages the signs that no font of ours can draw: PDF/UA-1 forbids the empty box that would stand for them.

use serde_json::Value;
use typst::text::{Coverage, Font};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters that fit the narrowest column, that of the signatures.
const LONGEST_WORD: usize = 34;

/// What the fonts can draw.
pub(crate) struct Glyphs {
    fonts: Vec<Coverage>,
    replacement: char,
}

impl Glyphs {
    /// Reads it from the fonts.
    pub(crate) fn of(fonts: &[Font]) -> Self {
        let mut glyphs = Self { fonts: fonts.iter().map(|f| f.info().coverage.clone()).collect(), replacement: '?' };
        if glyphs.draw(['\u{fffd}']) {
            glyphs.replacement = '\u{fffd}';
        }
        glyphs
    }

    /// Every text of a tree, in signs that one font or another draws.
    pub(crate) fn clean(&self, tree: &Value) -> Value {
        every_text(tree, &|text| self.drawable(text))
    }

    /// Every text of a tree, in letters of Latin alphabets, digits and common signs only.
    pub(crate) fn plain(&self, tree: &Value) -> Value {
        let common =
            |c: char| matches!(c, '\n' | '\u{200b}' | ' '..='~' | '\u{a0}'..='\u{17f}' | '–' | '’' | '“' | '”' | '…' | '\u{202f}' | '€');
        every_text(tree, &|text| self.drawable(text).chars().map(|c| if common(c) { c } else { '?' }).collect())
    }

    /// Whether one font draws all of these, which a letter and its accents need.
    #[expect(clippy::needless_pass_by_value, reason = "a short iterator, tried on each font")]
    fn draw(&self, signs: impl IntoIterator<Item = char> + Clone) -> bool {
        self.fonts.iter().any(|font| signs.clone().into_iter().all(|c| font.contains(c as u32)))
    }

    fn drawable(&self, text: &str) -> String {
        let signs: Vec<char> = text.nfc().filter_map(visible).collect();
        let mut kept = String::with_capacity(text.len());
        let mut rest = signs.as_slice();
        while let [first, after @ ..] = rest {
            let accents = after.iter().take_while(|c| is_combining_mark(**c)).count();
            let (letter, next) = rest.split_at(1 + accents);
            if *first == '\n' || self.draw(letter.iter().copied()) {
                kept.extend(letter);
            } else {
                kept.push(if self.draw([*first]) && !is_combining_mark(*first) { *first } else { self.replacement });
                kept.extend((accents > 0).then_some(self.replacement));
            }
            rest = next;
        }
        breakable(&kept)
    }
}

/// Lets a word longer than any real one go on to the next line, rather than off the page.
fn breakable(text: &str) -> String {
    let mut length = 0;
    let mut broken = String::with_capacity(text.len());
    for c in text.chars() {
        length = if c.is_whitespace() || c == '-' { 0 } else { length + 1 };
        if length > LONGEST_WORD && !is_combining_mark(c) {
            broken.push('\u{200b}');
            length = 1;
        }
        broken.push(c);
    }
    broken
}

/// The sign as it may be printed: controls, marks of direction and invisible joiners are left out, odd spaces become plain ones.
fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{a0}' | '\u{202f}' => Some(c),
        // Skin tones, tags and variations of a sign that is replaced anyway.
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        // Private signs mean nothing to a reader, and the standard refuses them.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff0}'..='\u{ffff}' => Some('\u{fffd}'),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

fn every_text(tree: &Value, change: &impl Fn(&str) -> String) -> Value {
    match tree {
        Value::String(text) => Value::String(change(text)),
        Value::Array(items) => Value::Array(items.iter().map(|item| every_text(item, change)).collect()),
        Value::Object(fields) => Value::Object(fields.iter().map(|(name, value)| (name.clone(), every_text(value, change))).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn latin() -> Glyphs {
        Glyphs { fonts: vec![Coverage::from_vec((0x20..0x180).chain([0x301, 0x202f]).collect())], replacement: '?' }
    }

    #[test]
    fn what_no_font_draws_is_seen_to_be_missing() {
        for (text, kept) in [
            ("Zoë O’Neil", "Zoë O?Neil"),
            ("e\u{301}te\u{301}", "été"),
            ("x\u{301}\ny", "x\u{301}\ny"),
            ("x\u{302}y", "x?y"),
            ("👩\u{200d}🔬\u{fe0f}", "??"),
            ("a\u{202e}b\u{feff}c\u{ad}d\0e", "abcde"),
            ("a\tb\u{3000}c\u{2029}d", "a b c\nd"),
            ("\u{e123}", "?"),
        ] {
            assert_eq!(latin().drawable(text), kept, "{text:?}");
        }
    }

    #[test]
    fn a_word_without_end_is_broken_not_lost() {
        let word = "x".repeat(80);
        let kept = latin().drawable(&word);
        assert_eq!(kept.replace('\u{200b}', ""), word);
        assert_eq!(kept.split('\u{200b}').map(str::len).collect::<Vec<_>>(), [34, 34, 12]);
    }

    proptest! {
        #[test]
        fn only_signs_that_are_drawn_are_left(text in any::<String>()) {
            let glyphs = latin();
            let kept = glyphs.drawable(&text);
            prop_assert!(kept.chars().all(|c| matches!(c, '\n' | '\u{200b}') || glyphs.draw([c])), "{:?}", kept);
        }
    }
}
