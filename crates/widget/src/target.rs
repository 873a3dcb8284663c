//! A place in a widget: the path below its handle, and the query. Bookmarkable, readable, without server-side state.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but what RFC 3986 leaves unreserved.
pub(crate) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where a link or a redirect leads within the widget. Its text form is `12/edit?step=3`, encoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    path: String,
    query: Vec<(String, String)>,
}

impl Target {
    /// The place with this path; segments are encoded here.
    pub fn new(path: &str) -> Self {
        let segments = path.split('/').filter(|s| !s.is_empty() && *s != "." && *s != "..");
        let encoded: Vec<_> = segments.map(|s| utf8_percent_encode(s, COMPONENT).to_string()).collect();
        Self { path: encoded.join("/"), query: Vec::new() }
    }

    /// With one more name and value in the query.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// The encoded path, without a leading slash.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The encoded query, without the question mark; empty if there is none.
    pub(crate) fn encoded_query(&self) -> String {
        let pairs = self.query.iter().map(|(name, value)| {
            let (name, value) = (utf8_percent_encode(name, COMPONENT), utf8_percent_encode(value, COMPONENT));
            format!("{name}={value}")
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.encoded_query())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_target_reads_as_path_and_query() {
        let target = Target::new("/12/étape/").query("q", "a&b=c é").query("page", 2);
        assert_eq!(target.to_string(), "12/%C3%A9tape?q=a%26b%3Dc%20%C3%A9&page=2");
        assert_eq!(Target::new("").to_string(), "");
        assert_eq!(Target::new("../../admin").to_string(), "admin");
    }

    proptest! {
        #[test]
        fn a_target_stays_within_its_widget(path in "\\PC{0,40}", value in "\\PC{0,20}") {
            let text = Target::new(&path).query("q", value).to_string();
            let path = text.split('?').next().unwrap_or_default();
            prop_assert!(path.is_empty() || path.split('/').all(|s| !s.is_empty() && s != "." && s != ".."), "{}", text);
            let clean = text.is_ascii() && !text.contains(['<', '"', '#', ' ', ':', '{', '}']);
            prop_assert!(clean, "{}", text);
        }
    }
}
