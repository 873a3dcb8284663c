//! Views side by side: tabs, saved views, sections. Links, so that each has its address.

use maud::{Markup, Render, html};

use crate::{Ui, typography};

/// One view.
#[derive(Debug, Clone, Copy, Default)]
pub struct Item<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its address.
    pub href: &'a str,
    /// How many things it holds.
    pub count: Option<i64>,
}

/// The views, one of them open.
#[derive(Debug, Clone, Copy)]
pub struct Menu<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// What they are views of.
    pub label: &'a str,
    /// The views.
    pub items: &'a [Item<'a>],
    /// Which is open, counted from 0.
    pub open: Option<usize>,
}

impl Render for Menu<'_> {
    fn render(&self) -> Markup {
        html! {
            nav.tr-menu.portlet-menu aria-label=(self.label) {
                ul {
                    @for (i, item) in self.items.iter().enumerate() {
                        @let is_open = self.open == Some(i);
                        li class=(if is_open { "portlet-menu-item-selected" } else { "portlet-menu-item" }) {
                            a href=(item.href) aria-current=[is_open.then_some("page")] {
                                (item.label)
                                @if let Some(count) = item.count { " " span.tr-count { (typography::count(self.ui.locale, count)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
