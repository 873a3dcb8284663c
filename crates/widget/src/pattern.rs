//! The shape of a path below a widget's handle: `{id}/validate`.

use std::fmt;

use crate::params::{BadEncoding, decode};

/// Literal segments and named ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Named(String),
}

/// Not a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a pattern is segments of lower-case letters, digits, dots and hyphens, or {{names}}, between slashes")]
pub struct BadPattern;

impl Pattern {
    /// From `{id}/validate`; the widget's first view is the empty pattern.
    pub fn read(text: &str) -> Result<Self, BadPattern> {
        let mut names = std::collections::BTreeSet::new();
        let mut segments = Vec::new();
        for part in text.split('/').filter(|_| !text.is_empty()) {
            let segment = match part.strip_prefix('{').map(|rest| rest.strip_suffix('}')) {
                Some(Some(name)) if is_name(name) && names.insert(name) => Segment::Named(name.to_owned()),
                None if is_literal(part) => Segment::Literal(part.to_owned()),
                _ => return Err(BadPattern),
            };
            segments.push(segment);
        }
        Ok(Self { text: text.to_owned(), segments })
    }

    /// The values of the named segments, if these segments fit.
    pub fn fit(&self, path: &[String]) -> Option<Vec<(String, String)>> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut found = Vec::new();
        for (segment, part) in self.segments.iter().zip(path) {
            match segment {
                Segment::Literal(text) if text == part => {}
                Segment::Literal(_) => return None,
                Segment::Named(name) => found.push((name.clone(), part.clone())),
            }
        }
        Some(found)
    }

    /// Whether another pattern fits exactly the same paths.
    pub(crate) fn is_same_shape(&self, other: &Self) -> bool {
        self.shape() == other.shape()
    }

    /// Literal segments before named ones, so that `new` wins over `{id}`.
    pub(crate) fn rank(&self) -> Vec<bool> {
        self.segments.iter().map(|s| matches!(s, Segment::Named(_))).collect()
    }

    /// The first segment, when it is a literal one.
    pub(crate) fn begins_with(&self) -> Option<&str> {
        match self.segments.first() {
            Some(Segment::Literal(text)) => Some(text),
            _ => None,
        }
    }

    fn shape(&self) -> Vec<Option<&str>> {
        let literals = self.segments.iter().map(|segment| match segment {
            Segment::Literal(text) => Some(text.as_str()),
            Segment::Named(_) => None,
        });
        literals.collect()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
}

fn is_literal(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
    !text.is_empty() && text != "." && text != ".." && text.bytes().all(plain)
}

/// The segments of a raw path below a handle. One slash at the end says nothing; two, dots or a slash in disguise are refused.
pub(crate) fn segments(raw: &str) -> Result<Vec<String>, BadEncoding> {
    let trimmed = raw.strip_suffix('/').unwrap_or(raw);
    if trimmed.is_empty() {
        return Ok(Vec::new());
    }
    let one = |part: &str| {
        let text = decode(part)?;
        let odd = text.is_empty() || text == "." || text == ".." || text.contains(['/', '\\']) || text.contains(char::is_control);
        if odd { Err(BadEncoding) } else { Ok(text) }
    };
    trimmed.split('/').map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(text: &str) -> Vec<String> {
        segments(text).unwrap()
    }

    #[test]
    fn a_pattern_names_its_variable_segments() {
        let pattern = Pattern::read("{id}/convention.pdf").unwrap();
        assert_eq!(pattern.fit(&path("12/convention.pdf")), Some(vec![("id".to_owned(), "12".to_owned())]));
        assert_eq!(pattern.fit(&path("12/convention.xlsx")), None);
        assert_eq!(pattern.fit(&path("12")), None);
        assert_eq!(Pattern::read("").unwrap().fit(&path("/")), Some(vec![]));
    }

    #[test]
    fn bad_patterns_are_refused() {
        for bad in ["/", "a/", "/a", "a//b", "{}", "{id", "id}", "{id}x", "{id}/{id}", "A", "..", "{a b}"] {
            assert_eq!(Pattern::read(bad), Err(BadPattern), "{bad}");
        }
    }

    #[test]
    fn odd_paths_are_refused() {
        for bad in ["//", "a//b", "a/../b", "a/%2e%2e", "a%2fb", "a%5Cb", "%ff", "%0a"] {
            assert_eq!(segments(bad), Err(BadEncoding), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_pattern_or_an_error(text in "[a-z{}/._A-Z0-9é-]{0,30}") {
            if let Ok(pattern) = Pattern::read(&text) {
                prop_assert_eq!(pattern.to_string(), text);
            }
        }

        #[test]
        fn any_path_is_split_or_refused(text in "[ -~é]{0,40}") {
            if let Ok(parts) = segments(&text) {
                prop_assert!(parts.iter().all(|p| !p.is_empty() && !p.contains('/') && p != ".."));
            }
        }

        #[test]
        fn a_named_segment_gives_back_what_was_encoded(value in "[^/\\\\\\p{Cc}]{1,12}") {
            prop_assume!(value != "." && value != "..");
            let raw = crate::Target::new(&value).to_string();
            let found = Pattern::read("{id}").unwrap().fit(&segments(&raw).unwrap());
            prop_assert_eq!(found, Some(vec![("id".to_owned(), value)]));
        }
    }
}
