//! One of several.

/// An option of a list, a radio button or a box to tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choice<'a> {
    /// What the form sends.
    pub value: &'a str,
    /// What people read.
    pub label: &'a str,
    /// A second, muted line; lists ignore it.
    pub detail: Option<&'a str>,
    /// The group it stands in, for lists; options of a group follow each other.
    pub group: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// An option of two words.
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, detail: None, group: None }
    }
}
