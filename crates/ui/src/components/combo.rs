//! Finding one among thousands: a search and a list of what it found; with the script, a list that follows the typing.

use maud::{Markup, Render, html};

use crate::Ui;

/// Something that the search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What the form sends.
    pub value: String,
    /// Its name.
    pub label: String,
    /// What tells it from its namesakes.
    pub detail: String,
}

/// The search. Without the script, the button sends `search={name}` with the rest of the form, and the answer shows what was found
/// as radio buttons; with it, the list comes from `source` as `[{"value", "label", "detail"}]` while the person types.
#[derive(Debug, Clone, Copy, Default)]
pub struct Combo<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name that the form sends with the value chosen; `{name}-query` is what was typed.
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What is wrong.
    pub error: Option<&'a str>,
    /// What was typed.
    pub query: &'a str,
    /// What is chosen now.
    pub chosen: Option<&'a Found>,
    /// What the search found, if there was one.
    pub found: Option<&'a [Found]>,
    /// What it means that there is nothing to find at all, where that is known before any search.
    pub nothing: Option<&'a str>,
    /// Where the script searches: the address of a resource, `{q}` standing for the words (or `q` added to it).
    pub source: Option<&'a str>,
    /// Where the button sends the form, when not where the form says.
    pub action: Option<&'a str>,
}

impl Combo<'_> {
    fn id(&self) -> String {
        self.ui.id(self.name)
    }

    fn choices(&self) -> impl Iterator<Item = (&Found, bool)> {
        let chosen = self.chosen.map(|c| (c, true));
        let others = self.found.unwrap_or_default().iter().filter(|f| self.chosen.is_none_or(|c| c.value != f.value)).map(|f| (f, false));
        chosen.into_iter().chain(others)
    }

    /// What it means that nothing is found.
    fn none(&self) -> &str {
        let is_empty = self.found.is_some_and(<[Found]>::is_empty);
        self.nothing.filter(|_| is_empty).unwrap_or(self.ui.text("combo-none"))
    }

    fn said(&self) -> Option<String> {
        let found = self.found?;
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        Some(if found.is_empty() {
            self.none().to_owned()
        } else {
            self.ui.text_with("combo-count", &[("count", count.into())]).into_owned()
        })
    }

    fn results(&self) -> Markup {
        let id = self.id();
        html! {
            fieldset.tr-combo__results data-tremplin-combo-results {
                legend.tr-hidden { (self.ui.text("combo-results")) }
                @for (at, (found, is_chosen)) in self.choices().enumerate() {
                    @let id = format!("{id}-result-{}", at + 1);
                    div.tr-choice {
                        input type="radio" id=(id) name=(self.name) value=(found.value) checked[is_chosen];
                        label for=(id) { span.tr-choice__label { (found.label) } @if !found.detail.is_empty() { span.tr-choice__detail { (found.detail) } } }
                    }
                }
            }
        }
    }
}

impl Render for Combo<'_> {
    fn render(&self) -> Markup {
        let id = self.id();
        let described: Vec<_> =
            self.error.map(|_| format!("{id}-error")).into_iter().chain(self.hint.map(|_| format!("{id}-hint"))).collect();
        let [_, one, many] = self.ui.counted("combo-count");
        let typed = self.chosen.filter(|_| self.query.is_empty()).map_or(self.query, |c| c.label.as_str());
        html! {
            div.tr-field.tr-field--full.tr-field--wrong[self.error.is_some()].tr-combo data-tremplin-combo=[self.source] data-name=(self.name)
                data-none=(self.none()) data-one=(one) data-many=(many) data-away=(self.ui.text("combo-away")) data-searching=(self.ui.text("combo-searching"))
                data-results=(self.ui.text("combo-results")) {
                div.tr-field__head {
                    label.portlet-form-field-label for=(id) { (self.label) }
                    @if let Some(error) = self.error {
                        p.tr-field__error id={ (id) "-error" } { span.tr-hidden { (self.ui.text("error-prefix")) " " } (error) }
                    }
                    @if let Some(hint) = self.hint { p.tr-field__hint id={ (id) "-hint" } { (hint) } }
                }
                div.tr-combo__line {
                    input.portlet-form-input-field type="search" id=(id) name={ (self.name) "-query" } value=(typed) autocomplete="off" spellcheck="false"
                        aria-invalid=[self.error.map(|_| "true")] aria-describedby=[Some(described.join(" ")).filter(|d| !d.is_empty())];
                    button.tr-button.portlet-form-button type="submit" name="search" value=(self.name) formaction=[self.action] data-tremplin-combo-search {
                        (self.ui.text("combo-search"))
                    }
                }
                p.tr-muted.tr-combo__said role="status" { (self.said().unwrap_or_default()) }
                @if self.choices().next().is_some() { (self.results()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str, label: &str) -> Found {
        Found { value: value.into(), label: label.into(), detail: "Rennes".into() }
    }

    #[test]
    fn what_was_found_can_be_chosen_without_the_script() {
        let list = [found("1", "Atelier Lumen"), found("2", "Lumen & fils")];
        let html =
            Combo { name: "host", label: "Établissement", query: "lumen", chosen: Some(&list[0]), found: Some(&list), ..Combo::default() };
        let html = html.render().into_string();
        assert_eq!(html.matches("type=\"radio\"").count(), 2, "{html}");
        assert!(html.contains("value=\"1\" checked") && html.contains("Lumen &amp; fils") && html.contains("2 résultats"), "{html}");
    }

    #[test]
    fn nothing_found_says_what_to_try() {
        let html = Combo { name: "host", query: "zzz", found: Some(&[]), ..Combo::default() }.render().into_string();
        assert!(html.contains("Essayez un autre mot"), "{html}");
        let nothing = Some("Aucun service n’est encore enregistré.");
        let html = Combo { name: "service", found: Some(&[]), nothing, ..Combo::default() }.render().into_string();
        assert!(html.contains("role=\"status\">Aucun service n’est encore enregistré.<"), "{html}");
    }
}
