//! A form, its hidden parts and the summary of what is wrong in it.

use maud::{Markup, Render, html};

use crate::Ui;

/// How a form travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Names and values.
    #[default]
    Plain,
    /// With files.
    Files,
}

/// A form that changes something.
#[derive(Debug, Clone)]
pub struct Form<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name its id is made of.
    pub name: &'a str,
    /// Where it goes.
    pub action: &'a str,
    /// The token that makes a double submission one change.
    pub once: Option<&'a str>,
    /// The token bound to the session, where one is needed.
    pub csrf: Option<&'a str>,
    /// The version of what is edited.
    pub version: Option<i64>,
    /// Other names and values that travel unseen.
    pub hidden: &'a [(&'a str, &'a str)],
    /// Where the script asks for the figures as the person types; the region is `data-live-region`.
    pub live: Option<&'a str>,
    /// How it travels.
    pub encoding: Encoding,
    /// The fields and buttons.
    pub body: Markup,
}

impl<'a> Form<'a> {
    /// A form with nothing hidden in it.
    pub fn new(ui: Ui<'a>, name: &'a str, action: &'a str, body: Markup) -> Self {
        Self { ui, name, action, once: None, csrf: None, version: None, hidden: &[], live: None, encoding: Encoding::Plain, body }
    }
}

impl Render for Form<'_> {
    fn render(&self) -> Markup {
        let files = (self.encoding == Encoding::Files).then_some("multipart/form-data");
        html! {
            // The server's own sentences say what is wrong, at the field and in the summary: the browser's stay out of the way.
            form.tr-form id=(self.ui.id(self.name)) method="post" action=(self.action) enctype=[files] novalidate data-live=[self.live] data-tremplin-guard {
                @if let Some(once) = self.once { input type="hidden" name="once" value=(once); }
                @if let Some(csrf) = self.csrf { input type="hidden" name="csrf" value=(csrf); }
                @if let Some(version) = self.version { input type="hidden" name="version" value=(version); }
                @for (name, value) in self.hidden { input type="hidden" name=(name) value=(value); }
                (self.body)
            }
        }
    }
}

/// One wrong answer.
#[derive(Debug, Clone, Copy)]
pub struct Wrong<'a> {
    /// The name of the field.
    pub name: &'a str,
    /// What would be right, in words.
    pub sentence: &'a str,
}

/// Everything that is wrong in a form, first on the page, each line leading to its field. Nothing when nothing is wrong.
#[derive(Debug, Clone, Copy)]
pub struct ErrorSummary<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// What is wrong.
    pub errors: &'a [Wrong<'a>],
}

impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        let count = i64::try_from(self.errors.len()).unwrap_or(i64::MAX);
        html! {
            @if !self.errors.is_empty() {
                div.tr-errors.portlet-msg-error role="alert" tabindex="-1" id=(self.ui.id("errors")) data-tremplin-focus {
                    p.tr-errors__title { (self.ui.text_with("error-summary", &[("count", count.into())])) }
                    ul { @for wrong in self.errors { li { a href={ "#" (self.ui.id(wrong.name)) } { (wrong.sentence) } } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_leads_to_its_field() {
        let ui = Ui::new("w", tremplin_domain::locale::Locale::Fr);
        let errors = [Wrong { name: "pay", sentence: "Au moins 4,50 €." }, Wrong { name: "end", sentence: "Après le début." }];
        let html = ErrorSummary { ui, errors: &errors }.render().into_string();
        assert!(
            html.contains("role=\"alert\"") && html.contains("2 réponses sont à corriger") && html.contains("href=\"#w-end\""),
            "{html}"
        );
        assert_eq!(ErrorSummary { ui, errors: &[] }.render().into_string(), "");
    }

    #[test]
    fn tokens_and_version_travel_hidden() {
        let form = Form {
            once: Some("o"),
            csrf: Some("c"),
            version: Some(7),
            hidden: &[("step", "5")],
            ..Form::new(Ui::default(), "f", "save", html! {})
        };
        let html = form.render().into_string();
        for part in [
            "name=\"once\" value=\"o\"",
            "name=\"csrf\" value=\"c\"",
            "name=\"version\" value=\"7\"",
            "name=\"step\" value=\"5\"",
            "method=\"post\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
