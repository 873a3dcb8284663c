//! Words and criteria that narrow a list: a form without effects, so that its address can be kept.

use maud::{Markup, Render, html};

use crate::Ui;

/// The filters above a list.
#[derive(Debug, Clone)]
pub struct Filters<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The name its id is made of.
    pub name: &'a str,
    /// The address of the list.
    pub action: &'a str,
    /// What its button says: « Filtrer », « Chercher ».
    pub submit: &'a str,
    /// Names and values of the address that the form must keep: its own `action` loses its query on submission.
    pub hidden: &'a [(&'a str, &'a str)],
    /// The criteria that are always there; the first takes the most room.
    pub fields: Markup,
    /// The others.
    pub more: Option<Markup>,
    /// How many of the others are set: if any, they are shown open.
    pub more_set: usize,
    /// Where the list stands without any criterion; only when some are set.
    pub clear: Option<&'a str>,
}

impl Render for Filters<'_> {
    fn render(&self) -> Markup {
        html! {
            form.tr-filters id=(self.ui.id(self.name)) method="get" action=(self.action) {
                @for (name, value) in self.hidden { input type="hidden" name=(name) value=(value); }
                div.tr-filters__main {
                    (self.fields)
                    div.tr-filters__actions {
                        button.tr-button.portlet-form-button type="submit" { (self.submit) }
                        @if let Some(clear) = self.clear {
                            a.tr-button.tr-button--quiet href=(clear) { (self.ui.text("filters-clear")) }
                        }
                    }
                }
                @if let Some(more) = &self.more {
                    details.tr-details open[self.more_set > 0] {
                        summary { (self.ui.text("filters-more")) @if self.more_set > 0 { span.tr-count { (self.more_set) } } }
                        div.tr-details__body { div.tr-grid { (more) } }
                    }
                }
            }
        }
    }
}
