//! The prefix that keeps the ids of two windows on one page apart.

use std::{fmt, str::FromStr};

/// Letters, digits, `_`, `.` and `-`, at most 128; empty in public markup.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Namespace(String);

/// Not a namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a namespace is letters, digits, _, . and -, at most 128")]
pub struct BadNamespace;

impl Namespace {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Namespace {
    type Err = BadNamespace;

    fn from_str(text: &str) -> Result<Self, BadNamespace> {
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
        (plain && text.len() <= 128).then(|| Self(text.to_owned())).ok_or(BadNamespace)
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_namespaces_of_real_portals_are_accepted() {
        for good in ["", "w1", "n_88_n149_52", "n_71_u54_12.2", "n_10_ctf2_32.tw"] {
            assert_eq!(good.parse::<Namespace>().map(|n| n.to_string()).as_deref(), Ok(good));
        }
        for bad in ["a b", "a\"b", "é", "a/b", &"a".repeat(129)] {
            assert_eq!(bad.parse::<Namespace>(), Err(BadNamespace), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_namespace_needs_no_escaping_in_html(text in "\\PC{0,140}") {
            if let Ok(namespace) = text.parse::<Namespace>() {
                prop_assert!(namespace.as_str().len() <= 128 && !namespace.as_str().contains(['<', '>', '"', '\'', '&', ' ']));
            }
        }
    }
}
