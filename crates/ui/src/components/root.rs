//! The element everything else stands in, and its headings.

use maud::{Markup, Render, html};

use crate::Ui;

/// The root of a widget: the one element that a fragment is, and the container its styles measure.
#[derive(Debug, Clone)]
pub struct Root<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The widget's handle.
    pub handle: &'a str,
    /// Everything in it.
    pub body: Markup,
}

impl Render for Root<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tr id=(self.ui.id("widget")) lang=(self.ui.locale.tag()) data-tremplin-widget=(self.handle)
                data-tremplin-unsaved=(self.ui.text("unsaved")) {
                div.tr-stack { (self.body) }
            }
        }
    }
}

/// The level of a heading. A widget starts at 3: the page and the window above it have 1 and 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heading {
    /// `h3`, the title of the widget's view.
    #[default]
    H3,
    /// `h4`, a part of it.
    H4,
    /// `h5`, a part of a part.
    H5,
}

impl Heading {
    /// The heading around its content.
    pub fn around(self, content: &Markup) -> Markup {
        html! {
            @match self {
                Self::H3 => { h3.portlet-section-header { (content) } },
                Self::H4 => { h4.portlet-section-subheader { (content) } },
                Self::H5 => { h5.portlet-section-subheader { (content) } },
            }
        }
    }
}

/// A heading with what belongs at the other end of its line.
#[derive(Debug, Clone, Copy, Default)]
pub struct Title<'a> {
    /// Its level.
    pub level: Heading,
    /// Its words.
    pub text: &'a str,
    /// A muted sentence at the end of the line: « Brouillon enregistré à 14 h 02 ».
    pub note: Option<&'a str>,
}

impl Render for Title<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tr-title {
                (self.level.around(&html! { (self.text) }))
                @if let Some(note) = self.note { p.tr-muted { (note) } }
            }
        }
    }
}
