//! The name of a widget, for everybody who refers to it.

use std::{fmt, str::FromStr};

/// `[a-z][a-z0-9-]{1,62}` with a hyphen: also good as a custom element's name, a Podium name and a uPortal fname.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

/// Not a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a handle is lower-case letters, digits and at least one hyphen, 2 to 63 characters, beginning with a letter")]
pub struct BadHandle;

impl Handle {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = BadHandle;

    fn from_str(text: &str) -> Result<Self, BadHandle> {
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let good = begins && plain && text.contains('-') && (2..=63).contains(&text.len());
        good.then(|| Self(text.to_owned())).ok_or(BadHandle)
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_handle_has_a_hyphen() {
        assert!("mes-stages".parse::<Handle>().is_ok() && "a-".parse::<Handle>().is_ok());
        for bad in ["", "stages", "Mes-stages", "-stages", "1-a", "mes_stages-", "é-a", &format!("a-{}", "b".repeat(62))] {
            assert_eq!(bad.parse::<Handle>(), Err(BadHandle), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_handle_or_an_error(text in "[a-z0-9\\-A-Z/.é]{0,70}") {
            if let Ok(handle) = text.parse::<Handle>() {
                prop_assert_eq!(handle.to_string(), text);
            }
        }
    }
}
