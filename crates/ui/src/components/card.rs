//! One thing as a line of work: what, when, whose turn, next step.

use maud::{Markup, Render, html};

use super::{root::Heading, status::Status};
use crate::Ui;

/// A card.
#[derive(Debug, Clone, Default)]
pub struct Card<'a> {
    /// Level of its title.
    pub level: Heading,
    /// Its title.
    pub title: &'a str,
    /// Where the title leads.
    pub href: Option<&'a str>,
    /// Where it stands.
    pub status: Option<Status<'a>>,
    /// Facts, turn, sentences.
    pub body: Markup,
    /// Links and buttons; may be empty.
    pub actions: Markup,
}

impl Render for Card<'_> {
    fn render(&self) -> Markup {
        let title = html! { @if let Some(href) = self.href { a href=(href) { (self.title) } } @else { (self.title) } };
        html! {
            article.tr-card {
                div.tr-card__head {
                    (self.level.around(&title))
                    @if let Some(status) = &self.status { (status) }
                }
                (self.body)
                @if !self.actions.0.is_empty() { div.tr-card__actions { (self.actions) } }
            }
        }
    }
}

/// A name and what it holds.
#[derive(Debug, Clone)]
pub struct Fact<'a> {
    /// The name.
    pub label: &'a str,
    /// What it holds; empty shows « Non renseigné ».
    pub value: Markup,
}

impl<'a> Fact<'a> {
    /// A fact of plain words.
    pub fn new(label: &'a str, value: &str) -> Self {
        Self { label, value: html! { (value) } }
    }
}

/// Several facts.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The facts.
    pub facts: &'a [Fact<'a>],
}

impl Render for Facts<'_> {
    fn render(&self) -> Markup {
        html! {
            dl.tr-facts {
                @for fact in self.facts {
                    div {
                        dt { (fact.label) }
                        dd { @if fact.value.0.is_empty() { span.tr-muted { (self.ui.text("unknown")) } } @else { (fact.value) } }
                    }
                }
            }
        }
    }
}

/// Whose turn it is, seen by the person who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// The reader's.
    You,
    /// Somebody else's.
    #[default]
    Other,
    /// Nobody's.
    Nobody,
}

/// The sentence that says whose turn it is, since when, and what the reader has to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Turn<'a> {
    /// Whose.
    pub whose: Whose,
    /// The sentence.
    pub sentence: &'a str,
}

impl Render for Turn<'_> {
    fn render(&self) -> Markup {
        let class = match self.whose {
            Whose::You => "tr-turn tr-turn--you",
            Whose::Other => "tr-turn",
            Whose::Nobody => "tr-turn tr-turn--nobody",
        };
        html! { p class=(class) { (self.sentence) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_fact_says_so() {
        let facts = [Fact::new("Période", ""), Fact::new("Numéro", "2026-00123")];
        let html = Facts { ui: Ui::default(), facts: &facts }.render().into_string();
        assert!(html.contains("Non renseigné") && html.contains("<dd>2026-00123</dd>"), "{html}");
    }
}
