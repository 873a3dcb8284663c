//! From one page of a list to the next.

use maud::{Markup, Render, html};

use crate::{Ui, messages::Value, typography};

/// How many rows there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// Exactly.
    Exact(i64),
    /// More than it is worth counting.
    MoreThan(i64),
}

/// « 1–25 sur 4 127 », and the ways back and on. Pages are found by key: there is no page number.
#[derive(Debug, Clone)]
pub struct Pager<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The place of the first row shown, counted from 1; 0 when there is none.
    pub first: i64,
    /// The place of the last.
    pub last: i64,
    /// How many in all.
    pub total: Total,
    /// The page before.
    pub previous: Option<&'a str>,
    /// The page after.
    pub next: Option<&'a str>,
    /// What else can be done with the list: Excel; may be empty.
    pub actions: Markup,
}

impl Pager<'_> {
    fn range(&self) -> String {
        if self.first == 0 {
            return self.ui.text("page-none").to_owned();
        }
        let figure = |n| Value::from(typography::count(self.ui.locale, n));
        let (key, total) = match self.total {
            Total::Exact(n) => ("page-range", n),
            Total::MoreThan(n) => ("page-range-more", n),
        };
        self.ui.text_with(key, &[("first", figure(self.first)), ("last", figure(self.last)), ("total", figure(total))]).into_owned()
    }
}

impl Render for Pager<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tr-pager {
                p.tr-pager__range { (self.range()) }
                @if self.previous.is_some() || self.next.is_some() {
                    div.tr-pager__ways role="group" aria-label=(self.ui.text("pages")) {
                        @if let Some(href) = self.previous { a.tr-button href=(href) rel="prev" { (self.ui.text("page-previous")) } }
                        @if let Some(href) = self.next { a.tr-button href=(href) rel="next" { (self.ui.text("page-next")) } }
                    }
                }
                (self.actions)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_written_as_french_is() {
        let pager =
            |first, total| Pager { ui: Ui::default(), first, last: 25, total, previous: None, next: None, actions: html! {} }.range();
        assert_eq!(pager(1, Total::Exact(4127)), "1–25 sur 4\u{202f}127");
        assert_eq!(pager(1, Total::MoreThan(10_000)), "1–25 sur plus de 10\u{202f}000");
        assert_eq!(pager(0, Total::Exact(0)), "Aucun résultat");
    }
}
