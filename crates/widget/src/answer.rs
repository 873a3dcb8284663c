//! What a handler gives back.

use std::io;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream::BoxStream};
use http::StatusCode;
use maud::Markup;
use tremplin_domain::locale::Locale;

use crate::{
    description::{Mode, WindowState},
    flash::Flash,
    target::Target,
};

/// Markup with what a portal writes around it.
#[derive(Debug, Clone)]
pub struct View {
    /// The title of the window.
    pub title: String,
    /// One element.
    pub markup: Markup,
    /// What a minimized window shows: one line with a count.
    pub summary: Option<Markup>,
    /// 200 for nearly every view.
    pub status: StatusCode,
}

impl View {
    /// A view under a title.
    pub fn new(title: impl Into<String>, markup: Markup) -> Self {
        Self { title: title.into(), markup, summary: None, status: StatusCode::OK }
    }

    /// With the line for a minimized window.
    #[must_use]
    pub fn with_summary(mut self, summary: Markup) -> Self {
        self.summary = Some(summary);
        self
    }
}

/// What an action came to.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Done: on to the next view.
    Next(Box<Redirect>),
    /// Nothing changed and nothing is wrong: figures computed, rows added to the form. 200.
    Shown(View),
    /// Some of it was done, the rest could not be: what came of each, and the event that tells the other windows. 200.
    Partly(View, &'static str),
    /// Something in the form is not right: the form again, filled, with each error at its field. 422.
    Invalid(View),
    /// Somebody else was faster: what was typed, and what changed meanwhile. 409.
    Stale(View),
}

/// Where an action leads.
#[derive(Debug, Clone, Default)]
pub struct Redirect {
    pub(crate) target: Target,
    pub(crate) mode: Option<Mode>,
    pub(crate) window_state: Option<WindowState>,
    pub(crate) flash: Option<Flash>,
    pub(crate) events: Vec<&'static str>,
}

impl Redirect {
    /// To a view of the same widget; the empty path is its first view.
    pub fn to(path: &str) -> Self {
        Self { target: Target::new(path), ..Self::default() }
    }

    /// With one more name and value in the query.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl std::fmt::Display) -> Self {
        self.target = self.target.query(name, value);
        self
    }

    /// In a mode.
    #[must_use]
    pub const fn mode(mut self, mode: Mode) -> Self {
        self.mode = Some(mode);
        self
    }

    /// In a window state.
    #[must_use]
    pub const fn window_state(mut self, state: WindowState) -> Self {
        self.window_state = Some(state);
        self
    }

    /// With a sentence to show there.
    #[must_use]
    pub fn flash(mut self, flash: Flash) -> Self {
        self.flash = Some(flash);
        self
    }

    /// Telling the other windows what changed.
    #[must_use]
    pub fn event(mut self, name: &'static str) -> Self {
        self.events.push(name);
        self
    }
}

impl From<Redirect> for Outcome {
    fn from(redirect: Redirect) -> Self {
        Self::Next(Box::new(redirect))
    }
}

/// Whether a file opens in the browser or is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disposition {
    /// Kept under its name.
    #[default]
    Attachment,
    /// Opened, under its name.
    Inline,
}

/// A file.
pub struct Resource {
    pub(crate) content_type: String,
    pub(crate) file_name: String,
    pub(crate) disposition: Disposition,
    pub(crate) language: Option<Locale>,
    pub(crate) content: Content,
}

pub(crate) enum Content {
    Whole(Bytes),
    Streamed(BoxStream<'static, io::Result<Bytes>>),
}

impl Resource {
    /// A file that is there at once.
    pub fn whole(content_type: impl Into<String>, file_name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::of(content_type.into(), file_name.into(), Content::Whole(bytes.into()))
    }

    /// A file that is made while it is sent.
    pub fn streamed(
        content_type: impl Into<String>,
        file_name: impl Into<String>,
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        Self::of(content_type.into(), file_name.into(), Content::Streamed(stream.boxed()))
    }

    const fn of(content_type: String, file_name: String, content: Content) -> Self {
        Self { content_type, file_name, disposition: Disposition::Attachment, language: None, content }
    }

    /// Holds something for as long as it is being made.
    pub(crate) fn holding(self, held: impl Send + 'static) -> Self {
        match self.content {
            Content::Streamed(stream) => {
                let stream = stream.inspect(move |_| _ = &held).boxed();
                Self { content: Content::Streamed(stream), ..self }
            }
            Content::Whole(_) => self,
        }
    }

    /// To open in the browser.
    #[must_use]
    pub const fn inline(mut self) -> Self {
        self.disposition = Disposition::Inline;
        self
    }

    /// In a language of its own, whatever that of the person is.
    #[must_use]
    pub const fn in_language(mut self, language: Locale) -> Self {
        self.language = Some(language);
        self
    }

    /// The bytes, where they are there at once: for tests.
    pub const fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Streamed(_) => None,
        }
    }
}

impl std::fmt::Debug for Resource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resource({}, {})", self.content_type, self.file_name)
    }
}
