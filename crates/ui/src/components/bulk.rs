//! What can be done to the rows that are ticked.

use maud::{Markup, Render, html};

use crate::Ui;

/// The bar under a table with a selection. It is the form that the boxes belong to.
#[derive(Debug, Clone)]
pub struct Bulk<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The buttons.
    pub buttons: Markup,
}

impl Render for Bulk<'_> {
    fn render(&self) -> Markup {
        let [none, one, many] = self.ui.counted("selected");
        html! {
            div.tr-bulk role="group" aria-label=(self.ui.text("bulk-actions")) data-tremplin-bulk {
                // The script writes how many are ticked from these sentences; without it the bar says nothing it does not know.
                p.tr-bulk__said role="status" data-none=(none) data-one=(one) data-many=(many) {}
                (self.buttons)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_gets_every_sentence() {
        let html = Bulk { ui: Ui::default(), buttons: html! {} }.render().into_string();
        assert!(html.contains("data-many=\"{n} lignes sélectionnées\"") && html.contains("data-one=\"Une ligne sélectionnée\""), "{html}");
    }
}
