//! The steps of a long form: a line where there is room, a sentence where there is not.

use maud::{Markup, Render, html};

use crate::Ui;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Filled.
    Done,
    /// Filled, but something in it is wrong or missing.
    Wrong,
    /// Not yet.
    #[default]
    Todo,
}

/// One step.
#[derive(Debug, Clone, Copy, Default)]
pub struct Step<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it stands.
    pub state: StepState,
    /// Its address, when one may go there.
    pub href: Option<&'a str>,
}

/// The steps, one of them open.
#[derive(Debug, Clone, Copy)]
pub struct Steps<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The steps in order.
    pub steps: &'a [Step<'a>],
    /// Which is open, counted from 0.
    pub here: usize,
}

impl Steps<'_> {
    fn sentence(&self) -> String {
        let name = self.steps.get(self.here).map_or("", |s| s.name);
        let figure = |n: usize| i64::try_from(n).unwrap_or(0).into();
        let values = [("number", figure(self.here + 1)), ("total", figure(self.steps.len())), ("name", name.into())];
        self.ui.text_with("step-here", &values).into_owned()
    }

    fn step(&self, at: usize, step: &Step<'_>) -> Markup {
        let is_here = at == self.here;
        let (class, state) = match step.state {
            StepState::Done => ("tr-step tr-step--done", "step-done"),
            StepState::Wrong => ("tr-step tr-step--wrong", "step-wrong"),
            StepState::Todo => ("tr-step", "step-todo"),
        };
        let words = html! {
            span.tr-step__number { (at + 1) "." } " "
            span.tr-step__name { (step.name) }
            span.tr-hidden { " (" (self.ui.text(if is_here { "step-current" } else { state })) ")" }
        };
        html! {
            li class=(class) aria-current=[is_here.then_some("step")] {
                @match step.href.filter(|_| !is_here) {
                    Some(href) => a href=(href) { (words) },
                    None => span { (words) },
                }
            }
        }
    }
}

impl Render for Steps<'_> {
    fn render(&self) -> Markup {
        html! {
            // A group and no landmark: a page of several widgets would have several of one name.
            div.tr-steps role="group" aria-label=(self.ui.text("steps")) {
                p.tr-steps__here aria-hidden="true" { (self.sentence()) }
                ol { @for (at, step) in self.steps.iter().enumerate() { (self.step(at, step)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_step_is_a_sentence_and_done_ones_are_links() {
        let steps = [
            Step { name: "Étudiant", state: StepState::Done, href: Some("1") },
            Step { name: "Stage", state: StepState::Wrong, href: Some("2") },
            Step { name: "Signataire", ..Step::default() },
        ];
        let html = Steps { ui: Ui::default(), steps: &steps, here: 1 }.render().into_string();
        assert!(html.contains("Étape 2 sur 3\u{a0}: Stage"), "{html}");
        assert!(html.contains("<a href=\"1\">") && !html.contains("<a href=\"2\">"), "{html}");
        assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    }
}
