//! What every component needs to know about where it is drawn.

use std::borrow::Cow;

use tremplin_domain::locale::Locale;

use crate::{
    messages::{Messages, Value},
    typography,
};

/// The namespace and the language of the window a component is drawn in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ui<'a> {
    /// Prefix of every id, given by the consumer; empty for public markup.
    pub ns: &'a str,
    /// The language of the interface.
    pub locale: Locale,
}

impl<'a> Ui<'a> {
    /// For a namespace and a language.
    pub const fn new(ns: &'a str, locale: Locale) -> Self {
        Self { ns, locale }
    }

    /// An id that is unique on the page as long as `name` is unique in the widget.
    pub fn id(self, name: &str) -> String {
        if self.ns.is_empty() { name.to_owned() } else { format!("{}-{name}", self.ns) }
    }

    /// The messages of the language.
    pub const fn messages(self) -> Messages {
        Messages::of(self.locale)
    }

    /// A message without variables.
    pub fn text(self, key: &str) -> &str {
        self.messages().text(key)
    }

    /// A message with variables.
    pub fn text_with(self, key: &str, values: &[(&str, Value<'_>)]) -> Cow<'static, str> {
        self.messages().text_with(key, values)
    }

    /// The sentences of a message about `count` for none, one and several, the last with `{n}` for the number: for the script.
    pub(crate) fn counted(self, key: &str) -> [String; 3] {
        // This number stands in for any: no other word of a sentence looks like it.
        const SEVERAL: i64 = 1_234_567;
        let say = |n: i64| self.text_with(key, &[("count", n.into())]).into_owned();
        [say(0), say(1), say(SEVERAL).replace(&typography::count(self.locale, SEVERAL), "{n}")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_carry_the_namespace() {
        assert_eq!(Ui::new("w1", Locale::Fr).id("subject"), "w1-subject");
        assert_eq!(Ui::default().id("subject"), "subject");
    }
}
