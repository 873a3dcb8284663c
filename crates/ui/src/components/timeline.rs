//! Who did what when.

use maud::{Markup, Render, html};

use crate::Ui;

/// Where a moment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MomentState {
    /// It happened.
    #[default]
    Done,
    /// It is awaited.
    Awaited,
    /// It happened and was taken back, or stopped everything.
    Undone,
}

/// Something that happened or is awaited.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment<'a> {
    /// What: « Validation pédagogique ».
    pub what: &'a str,
    /// By whom, in words; may be empty.
    pub who: &'a str,
    /// When, already written; may be empty for what is awaited.
    pub when: &'a str,
    /// The reason or what changed; may be empty.
    pub note: &'a str,
    /// Where it stands.
    pub state: MomentState,
}

/// The moments, in the order given.
#[derive(Debug, Clone, Copy)]
pub struct Timeline<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The moments.
    pub moments: &'a [Moment<'a>],
}

impl Render for Timeline<'_> {
    fn render(&self) -> Markup {
        html! {
            ol.tr-timeline aria-label=(self.ui.text("timeline")) {
                @for moment in self.moments {
                    li class=(class(moment.state)) {
                        p { strong { (moment.what) } @if !moment.who.is_empty() { " " (moment.who) } }
                        @if !moment.when.is_empty() { p.tr-muted { (moment.when) } }
                        @if !moment.note.is_empty() { p.tr-timeline__note { (moment.note) } }
                    }
                }
            }
        }
    }
}

const fn class(state: MomentState) -> &'static str {
    match state {
        MomentState::Done => "tr-moment",
        MomentState::Awaited => "tr-moment tr-moment--awaited",
        MomentState::Undone => "tr-moment tr-moment--undone",
    }
}
