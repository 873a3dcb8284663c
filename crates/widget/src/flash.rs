//! The sentence that an action leaves for the view after it.
//!
//! It travels in the redirect as a message key and values, sealed by the server and bound to the person, the widget and a few minutes:
//! it needs no cookie and no memory, and nobody can make a page say something by sending a link.

use std::{borrow::Cow, collections::BTreeMap};

use maud::{Markup, Render};
use serde::{Deserialize, Serialize};
use tremplin_ui::{Messages, Tone, Ui, Value};

use crate::seal::Seal;

/// How long the sentence may still be shown, in seconds.
const LIFE: i64 = 300;

/// A message to show once.
#[derive(Debug, Clone, PartialEq)]
pub struct Flash {
    /// Done, or done with something to look at.
    pub tone: Tone,
    /// The message.
    pub key: String,
    /// Its values.
    pub values: BTreeMap<String, FlashValue>,
}

/// A value of the message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FlashValue {
    /// A whole number: it chooses the plural.
    Number(i64),
    /// Words.
    Text(String),
}

impl From<i64> for FlashValue {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for FlashValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for FlashValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

#[derive(Serialize, Deserialize)]
struct Wire {
    k: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    w: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    v: BTreeMap<String, FlashValue>,
    t: i64,
}

impl Flash {
    /// Something was done.
    pub fn done(key: &str) -> Self {
        Self { tone: Tone::Ok, key: key.to_owned(), values: BTreeMap::new() }
    }

    /// Something was done, and there is something to look at.
    pub fn warn(key: &str) -> Self {
        Self { tone: Tone::Warn, ..Self::done(key) }
    }

    /// With a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<FlashValue>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// The sentence.
    pub fn sentence(&self, messages: Messages) -> Cow<'static, str> {
        let values: Vec<(&str, Value<'_>)> = self
            .values
            .iter()
            .map(|(name, value)| match value {
                FlashValue::Number(number) => (name.as_str(), Value::from(*number)),
                FlashValue::Text(text) => (name.as_str(), Value::from(text.as_str())),
            })
            .collect();
        messages.text_with(&self.key, &values)
    }

    /// The sentence, drawn.
    pub fn draw(&self, ui: Ui<'_>) -> Markup {
        tremplin_ui::Flash { ui, tone: self.tone, sentence: &self.sentence(ui.messages()) }.render()
    }

    pub(crate) fn close(&self, seal: &Seal, bound: &Bound<'_>, now: i64) -> String {
        let wire = Wire { k: self.key.clone(), w: self.tone == Tone::Warn, v: self.values.clone(), t: now + LIFE };
        let text = serde_json::to_string(&wire).unwrap_or_default();
        seal.close(&bound.purpose(), &text)
    }

    pub(crate) fn open(seal: &Seal, sealed: &str, bound: &Bound<'_>, now: i64) -> Option<Self> {
        let wire: Wire = serde_json::from_str(&seal.open(&bound.purpose(), sealed)?).ok()?;
        let tone = if wire.w { Tone::Warn } else { Tone::Ok };
        (wire.t >= now).then_some(Self { tone, key: wire.k, values: wire.v })
    }
}

/// Whom and where a sentence is for.
pub(crate) struct Bound<'a> {
    pub(crate) handle: &'a str,
    pub(crate) login: &'a str,
}

impl Bound<'_> {
    fn purpose(&self) -> String {
        format!("flash {} {}", self.handle, self.login)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAL: Seal = Seal::new([3; 32]);
    const BOUND: Bound<'_> = Bound { handle: "mes-stages", login: "adupont" };

    #[test]
    fn a_sentence_reaches_its_person_and_widget_for_five_minutes() {
        let flash = Flash::warn("saved").with("number", "2026-00123").with("count", 2);
        let sealed = flash.close(&SEAL, &BOUND, 1000);
        assert_eq!(Flash::open(&SEAL, &sealed, &BOUND, 1300), Some(flash));
        assert_eq!(Flash::open(&SEAL, &sealed, &BOUND, 1301), None);
        assert_eq!(Flash::open(&SEAL, &sealed, &Bound { login: "other", ..BOUND }, 1000), None);
        assert_eq!(Flash::open(&SEAL, &sealed, &Bound { handle: "etat-convention", ..BOUND }, 1000), None);
    }

    #[test]
    fn markup_in_a_value_stays_text() {
        let flash = Flash::done("<b>").with("x", "<script>");
        assert!(!flash.draw(Ui::default()).into_string().contains("<b>"));
    }
}
