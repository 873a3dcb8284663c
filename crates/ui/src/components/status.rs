//! A status: a word, which colour and shape repeat.

use maud::{Markup, Render, html};

/// What a colour and a shape repeat of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to do with good or bad: an open circle.
    #[default]
    Plain,
    /// Done, right: a full circle.
    Ok,
    /// Waits for somebody: a half circle.
    Wait,
    /// Look at it: a diamond.
    Warn,
    /// Wrong, stopped: a square.
    Bad,
}

impl Tone {
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Ok => "ok",
            Self::Wait => "wait",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// For the domain's stable code of a status: `draft`, `running`, ...
    pub fn of_status(code: &str) -> Self {
        match code {
            "validated" | "signed" | "running" => Self::Ok,
            "submitted" | "partly-validated" | "sent-for-signature" | "partly-signed" => Self::Wait,
            "returned" => Self::Warn,
            "cancelled" | "broken-off" => Self::Bad,
            _ => Self::Plain,
        }
    }
}

/// The word with its shape.
#[derive(Debug, Clone, Copy, Default)]
pub struct Status<'a> {
    /// The word.
    pub word: &'a str,
    /// What repeats it.
    pub tone: Tone,
}

impl Render for Status<'_> {
    fn render(&self) -> Markup {
        html! { span class={ "tr-status tr-status--" (self.tone.suffix()) } { (self.word) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_always_there() {
        let status = Status { word: "Signée", tone: Tone::of_status("signed") }.render().into_string();
        assert_eq!(status, "<span class=\"tr-status tr-status--ok\">Signée</span>");
    }
}
