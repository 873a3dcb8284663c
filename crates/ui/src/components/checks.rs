//! What the law and good sense say about what was entered.

use maud::{Markup, Render, html};

use super::status::{Status, Tone};
use crate::Ui;

/// How much a check weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Must be mended before going on.
    Block,
    /// Somebody should look.
    Warn,
    /// Not given yet.
    Todo,
    /// Good to know.
    Note,
    /// Fine.
    Ok,
}

/// One check.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// How much it weighs.
    pub level: Level,
    /// What it found, in words.
    pub sentence: &'a str,
    /// The article it comes from: « L124-6 ».
    pub article: Option<&'a str>,
    /// Where to mend it.
    pub href: Option<&'a str>,
}

/// The checks, in the order given.
#[derive(Debug, Clone, Copy)]
pub struct Checks<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The checks.
    pub checks: &'a [Check<'a>],
}

impl Render for Checks<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.checks.is_empty() {
                ul.tr-checks aria-label=(self.ui.text("checks")) {
                    @for check in self.checks {
                        li class={ "tr-check tr-check--" (class(check.level)) } {
                            (status(self.ui, check.level))
                            span.tr-check__sentence {
                                @if let Some(href) = check.href { a href=(href) { (check.sentence) } } @else { (check.sentence) }
                            }
                            @if let Some(article) = check.article {
                                span.tr-check__article {
                                    span aria-hidden="true" { (article) }
                                    span.tr-hidden { (self.ui.text_with("check-article", &[("article", article.into())])) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

const fn class(level: Level) -> &'static str {
    match level {
        Level::Block => "block",
        Level::Warn => "warn",
        Level::Todo => "todo",
        Level::Note => "note",
        Level::Ok => "ok",
    }
}

fn status(ui: Ui<'_>, level: Level) -> Status<'static> {
    let (key, tone) = match level {
        Level::Block => ("check-block", Tone::Bad),
        Level::Warn => ("check-warn", Tone::Warn),
        Level::Todo => ("check-todo", Tone::Plain),
        Level::Note => ("check-note", Tone::Plain),
        Level::Ok => ("check-ok", Tone::Ok),
    };
    Status { word: ui.text(key), tone }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_its_level_its_sentence_and_its_article() {
        let checks = [Check { level: Level::Block, sentence: "La gratification est due.", article: Some("L124-6"), href: None }];
        let html = Checks { ui: Ui::default(), checks: &checks }.render().into_string();
        assert!(html.contains("À corriger") && html.contains("La gratification est due.") && html.contains("Article L124-6"), "{html}");
    }
}
