//! What stands around each step: the eight steps with their state, the title, the ways back and on.

use maud::{Markup, html};
use tremplin_domain::convention::{Convention, Dossier, Step, fields};
use tremplin_ui::{Actions, Button, Form, Heading, Link, OnEnter, Rank, Reach, StepState, Steps, Title, Ui};
use tremplin_widget::Urls;

use crate::words::Words;

/// Where a step of the entry is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// Namespace and language.
    pub ui: Ui<'a>,
    /// The language's words.
    pub words: Words,
    /// Links of the widget.
    pub urls: &'a Urls,
    /// The convention being written.
    pub dossier: &'a Dossier,
    /// The steps of which somebody saved an answer.
    pub saved: &'a [Step],
    /// The step that is open.
    pub step: Step,
    /// Makes a double submission one change.
    pub once: &'a str,
}

/// Where each step stands. One that nobody touched is wrong in nothing, whatever it lacks.
pub(crate) fn state(dossier: &Dossier, step: Step, saved: &[Step]) -> StepState {
    let convention = &dossier.convention;
    let touched = match step {
        Step::Student => !convention.reach.street.is_empty(),
        Step::Host => convention.host.is_some(),
        // A host may do without a service: the step is done once the one after it is.
        Step::Service => convention.service.is_some() || convention.tutor.is_some(),
        Step::Tutor => convention.tutor.is_some(),
        Step::Internship => convention.internship.starts_on.is_some() || !convention.internship.subject.is_empty(),
        Step::Teacher => convention.teacher.is_some(),
        Step::Signatory => convention.signatory.is_some(),
        Step::Summary => false,
    };
    let wrong = !fields::missing(dossier, step).is_empty() || !fields::clashes(dossier, step).is_empty();
    match (touched, wrong) {
        (false, _) => StepState::Todo,
        // The referential fills the first step: what it leaves open is nobody's mistake.
        (true, true) if step == Step::Student && !saved.contains(&step) => StepState::Todo,
        (true, true) => StepState::Wrong,
        (true, false) => StepState::Done,
    }
}

/// The address of a step.
pub(crate) fn path(convention: &Convention, step: Step) -> String {
    format!("{}/{}", convention.id, step.code())
}

impl Frame<'_> {
    /// The step in its frame.
    pub(crate) fn around(&self, body: &Markup) -> Markup {
        let Self { ui, words, urls, dossier, saved, step, .. } = *self;
        let named: Vec<_> = Step::ALL
            .into_iter()
            .map(|s| {
                (words.text(&format!("step-{}", s.code())), state(dossier, s, saved), urls.view(&path(&dossier.convention, s)).to_string())
            })
            .collect();
        let steps: Vec<_> = named.iter().map(|(name, state, href)| tremplin_ui::Step { name, state: *state, href: Some(href) }).collect();
        let here = Step::ALL.iter().position(|s| *s == step).unwrap_or(0);
        let title = words.text(&format!("step-{}-title", step.code()));
        let saved = words.text_with("draft-saved", &[("when", &words.moment(dossier.convention.updated_at))]);
        html! {
            (Steps { ui, steps: &steps, here })
            (Title { level: Heading::H3, text: &title, note: Some(&saved) })
            (body)
        }
    }

    /// The step's form: fields, then back, leave, and on.
    pub(crate) fn form(&self, live: Option<&str>, fields: &Markup) -> Markup {
        let Self { ui, urls, dossier, step, .. } = *self;
        let convention = &dossier.convention;
        let action = urls.action(&format!("{}/save", path(convention, step))).to_string();
        let before = Step::ALL.into_iter().rev().find(|s| *s < step);
        // Where somebody is chosen, Enter searches.
        let goes_on = matches!(step, Step::Student | Step::Internship);
        let body = html! {
            @if goes_on { (OnEnter { label: ui.text("save-and-continue") }) }
            (fields)
            (Actions {
                back: html! {
                    @if let Some(before) = before {
                        @let href = urls.view(&path(convention, before)).to_string();
                        (Link { href: &href, label: ui.text("step-back"), rank: Some(Rank::Plain), reach: Reach::Window, about: None })
                    }
                    (Button { label: ui.text("save-and-leave"), rank: Rank::Quiet, says: Some(("then", "leave")), ..Button::default() })
                },
                next: html! { (Button { label: ui.text("save-and-continue"), rank: Rank::Primary, says: Some(("then", "continue")), ..Button::default() }) },
            })
        };
        html! { (Form { once: Some(self.once), version: Some(i64::from(convention.version)), live, ..Form::new(ui, "entry", &action, body) }) }
    }
}
