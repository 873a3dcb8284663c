//! The conventions widgets: the student's, the teacher's, the office's, the helpdesk's, and the demo's mail.

mod app;
mod begin;
mod compose;
mod confirm;
mod decide;
mod draft;
mod enrolments;
mod entry;
mod files;
mod legal;
mod list;
mod lookup;
mod moderation;
mod office;
mod outbox;
mod pager;
mod replays;
mod show;
mod spreadsheet;
mod stale;
mod student;
mod words;

use tremplin_widget::Widget;

pub use app::{App, Parts, fault, today};
pub use replays::StoreReplays;

/// Every widget of the server.
pub fn widgets(app: &App) -> Vec<Widget> {
    vec![student::widget(app.clone()), office::teacher(app.clone()), office::office(app.clone()), lookup::widget(app.clone())]
}

/// The page that shows the demo's mail: only the demo adds it.
pub fn outbox_widget(app: &App) -> Widget {
    outbox::widget(app.clone())
}
