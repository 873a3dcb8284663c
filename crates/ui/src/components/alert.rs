//! What happened, what there is to know, what there is not.

use maud::{Markup, Render, html};

use super::status::Tone;
use crate::Ui;

/// Something to know before going on.
#[derive(Debug, Clone, Default)]
pub struct Alert<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// Good, to know, to look at, bad.
    pub tone: Tone,
    /// In a few words.
    pub title: &'a str,
    /// What to do about it; may be empty.
    pub body: Markup,
}

impl Render for Alert<'_> {
    fn render(&self) -> Markup {
        html! {
            div class=(classes(self.tone)) role=[(self.tone == Tone::Bad).then_some("alert")] tabindex=[(self.tone == Tone::Bad).then_some("-1")]
                data-tremplin-focus[self.tone == Tone::Bad] {
                p.tr-alert__title { (prefix(self.ui, self.tone)) (self.title) }
                @if !self.body.0.is_empty() { div.tr-alert__body { (self.body) } }
            }
        }
    }
}

/// What the action just before has done. The script says it aloud.
#[derive(Debug, Clone, Copy, Default)]
pub struct Flash<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// Done, or done with something to look at.
    pub tone: Tone,
    /// The sentence.
    pub sentence: &'a str,
}

impl Render for Flash<'_> {
    fn render(&self) -> Markup {
        html! {
            div class=(classes(self.tone)) role="status" data-tremplin-say {
                p.tr-alert__title { (prefix(self.ui, self.tone)) (self.sentence) }
            }
        }
    }
}

/// The colour says it too, so a word does for those who do not see it.
fn prefix(ui: Ui<'_>, tone: Tone) -> Markup {
    let key = match tone {
        Tone::Ok => "alert-ok",
        Tone::Plain | Tone::Wait => "alert-note",
        Tone::Warn => "alert-warn",
        Tone::Bad => "alert-bad",
    };
    html! { span.tr-hidden { (ui.text(key)) ". " } }
}

fn classes(tone: Tone) -> String {
    let portlet = match tone {
        Tone::Ok => "portlet-msg-success",
        Tone::Plain | Tone::Wait => "portlet-msg-info",
        Tone::Warn => "portlet-msg-alert",
        Tone::Bad => "portlet-msg-error",
    };
    format!("tr-alert tr-alert--{} {portlet}", tone.suffix())
}

/// More, for those who want it.
#[derive(Debug, Clone)]
pub struct Details<'a> {
    /// What opens it.
    pub summary: &'a str,
    /// What it holds.
    pub body: Markup,
}

impl Render for Details<'_> {
    fn render(&self) -> Markup {
        html! { details.tr-details { summary { (self.summary) } div.tr-details__body { (self.body) } } }
    }
}

/// Nothing here yet, why, and what to do.
#[derive(Debug, Clone, Default)]
pub struct Empty<'a> {
    /// What is not there: « Aucune convention à traiter ».
    pub title: &'a str,
    /// Why, or when there will be; may be empty.
    pub sentence: &'a str,
    /// The next step; may be empty.
    pub action: Markup,
}

impl Render for Empty<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tr-empty {
                div.tr-empty__title { (self.title) }
                @if !self.sentence.is_empty() { p.tr-muted { (self.sentence) } }
                @if !self.action.0.is_empty() { div.tr-empty__action { (self.action) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bad_news_interrupts() {
        let role = |tone| Alert { tone, title: "x", ..Alert::default() }.render().into_string().contains("role=\"alert\"");
        assert_eq!([Tone::Ok, Tone::Plain, Tone::Warn, Tone::Bad].map(role), [false, false, false, true]);
    }

    #[test]
    fn the_tone_is_a_word_too() {
        assert!(Flash { tone: Tone::Ok, sentence: "Enregistré.", ..Flash::default() }.render().into_string().contains("C’est fait. "));
    }
}
