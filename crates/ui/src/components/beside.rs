//! Fields, and in sight of them what follows from what is typed.

use maud::{Markup, Render, html};

use crate::Ui;

/// Fields with their results: beside them where there is room; else right after those that decide most, and in a line that stays at the
/// bottom.
#[derive(Debug, Clone)]
pub struct Beside<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name that the id of the results is made of.
    pub name: &'a str,
    /// The fields that decide most.
    pub before: Markup,
    /// The results.
    pub aside: Markup,
    /// The other fields.
    pub after: Markup,
    /// The results in a line.
    pub line: Markup,
}

impl Render for Beside<'_> {
    fn render(&self) -> Markup {
        let id = self.ui.id(self.name);
        html! {
            div.tr-beside {
                div.tr-beside__fields { (self.before) }
                // An answer without the script leads here and takes the focus along.
                div.tr-beside__results id=(id) tabindex="-1" { (self.aside) }
                div.tr-beside__fields { (self.after) }
                // Said aloud by the results already, and no obstacle to what it covers.
                div.tr-beside__line aria-hidden="true" { (self.line) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_between_the_fields_and_the_line_comes_last() {
        let part = |text: &str| html! { (text) };
        let beside = Beside {
            ui: Ui::default(),
            name: "law",
            before: part("dates"),
            aside: part("868 h"),
            after: part("pay"),
            line: part("868 h en tout"),
        };
        let html = beside.render().into_string();
        let place = |text: &str| html.find(text).unwrap();
        assert!(place("dates") < place("id=\"law\"") && place("id=\"law\"") < place("pay"), "{html}");
        assert!(place("pay") < place("868 h en tout") && html.contains("tabindex=\"-1\""), "{html}");
    }
}
