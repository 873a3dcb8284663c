//! Buttons and links.

use maud::{Markup, Render, html};

use crate::Ui;

/// How loud an action is. A widget has one primary action: the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// The next step.
    Primary,
    /// Any other action.
    #[default]
    Plain,
    /// A way out, as a word.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Rank {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "tr-button tr-button--primary portlet-form-button",
            Self::Plain => "tr-button portlet-form-button",
            Self::Quiet => "tr-button tr-button--quiet portlet-form-button",
            Self::Danger => "tr-button tr-button--danger portlet-form-button",
        }
    }
}

/// A button that submits the form around it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Button<'a> {
    /// What it does, as a verb.
    pub label: &'a str,
    /// What the label leaves out, for those who hear the button alone: « la convention 2026-00123 ».
    pub about: Option<&'a str>,
    /// How loud it is.
    pub rank: Rank,
    /// Name and value that it adds to the form.
    pub says: Option<(&'a str, &'a str)>,
    /// Where it sends the form, when not where the form says.
    pub action: Option<&'a str>,
    /// The id of the form it submits, when it stands outside it.
    pub form: Option<&'a str>,
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        html! {
            button type="submit" class=(self.rank.class()) name=[self.says.map(|s| s.0)] value=[self.says.map(|s| s.1)]
                formaction=[self.action] form=[self.form] {
                (self.label)
                @if let Some(about) = self.about { span.tr-hidden { " " (about) } }
            }
        }
    }
}

/// What Enter in a field does, where other buttons come before the one that goes on: a browser presses the first button of a form. It is
/// neither seen nor heard nor reached.
#[derive(Debug, Clone, Copy)]
pub struct OnEnter<'a> {
    /// What the button that goes on says.
    pub label: &'a str,
}

impl Render for OnEnter<'_> {
    fn render(&self) -> Markup {
        html! { button.tr-hidden type="submit" tabindex="-1" aria-hidden="true" { (self.label) } }
    }
}

/// Where a link leads, seen from the window it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Another view of this window: the script refreshes the window alone.
    #[default]
    Window,
    /// A file to take away.
    File,
    /// Another page.
    Page,
}

/// A link, as a link or as a button.
#[derive(Debug, Clone, Copy, Default)]
pub struct Link<'a> {
    /// The address.
    pub href: &'a str,
    /// The words.
    pub label: &'a str,
    /// What the label leaves out, for those who hear the link alone.
    pub about: Option<&'a str>,
    /// `None` for a link in text; otherwise it looks like a button.
    pub rank: Option<Rank>,
    /// Where it leads.
    pub reach: Reach,
}

impl Render for Link<'_> {
    fn render(&self) -> Markup {
        html! {
            a href=(self.href) class=[self.rank.map(Rank::class)] data-tremplin-resource[self.reach == Reach::File]
                data-tremplin-page[self.reach == Reach::Page] {
                (self.label)
                @if let Some(about) = self.about { span.tr-hidden { " " (about) } }
            }
        }
    }
}

/// An address that somebody typed: a link if it is one of the web, words otherwise.
#[derive(Debug, Clone, Copy)]
pub struct ExternalLink<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The address as typed.
    pub href: &'a str,
}

impl Render for ExternalLink<'_> {
    fn render(&self) -> Markup {
        let lower = self.href.to_ascii_lowercase();
        let of_the_web = lower.starts_with("https://") || lower.starts_with("http://");
        html! {
            @if of_the_web {
                a href=(self.href) rel="noopener noreferrer nofollow" data-tremplin-page {
                    (self.href) span.tr-hidden { " (" (self.ui.text("opens-elsewhere")) ")" }
                }
            } @else { (self.href) }
        }
    }
}

/// The buttons and links at the end of a form or card: ways back first, the primary one last and at the far end.
#[derive(Debug, Clone)]
pub struct Actions {
    /// The ways back and out.
    pub back: Markup,
    /// The next step.
    pub next: Markup,
}

impl Render for Actions {
    fn render(&self) -> Markup {
        html! { div.tr-actions { div.tr-actions__back { (self.back) } div.tr-actions__next { (self.next) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_address_is_a_link_only_on_the_web() {
        let link = |href| ExternalLink { ui: Ui::default(), href }.render().into_string();
        assert!(link("https://lumen.example").starts_with("<a href=\"https://lumen.example\""));
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
        assert_eq!(link("\"><script>"), "&quot;&gt;&lt;script&gt;");
    }

    #[test]
    fn enter_presses_a_button_that_says_nothing_else() {
        let button = OnEnter { label: "Continuer" }.render().into_string();
        assert!(
            button.contains("type=\"submit\"") && button.contains("tabindex=\"-1\"") && button.contains("aria-hidden=\"true\""),
            "{button}"
        );
        assert!(!button.contains("name=") && !button.contains("formaction"), "{button}");
    }

    #[test]
    fn what_a_label_leaves_out_is_heard() {
        let button = Button { label: "Valider", about: Some("2026-00123"), ..Button::default() }.render().into_string();
        assert!(button.contains("<span class=\"tr-hidden\"> 2026-00123</span>"), "{button}");
    }
}
