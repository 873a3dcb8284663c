//! What every handler is given.

use std::{ops::Deref, sync::Arc};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use tokio::sync::Semaphore;
use tremplin_documents::{Engine, Institution};
use tremplin_domain::law::checks::Parameters;
use tremplin_referential::Referential;
use tremplin_store::Store;
use tremplin_widget::Fault;

use tremplin_ui::typography::paris;

/// The fragment server's dependencies, shared by its widgets.
#[derive(Clone)]
pub struct App(Arc<Whole>);

struct Whole {
    parts: Parts,
    presses: Arc<Semaphore>,
}

/// The parts of an [`App`].
pub struct Parts {
    /// Conventions and everything around them.
    pub store: Store,
    /// Enrolments and people of the institution.
    pub referential: Arc<dyn Referential>,
    /// Sets documents.
    pub engine: Engine,
    /// The institution, as documents name it.
    pub institution: Institution,
    /// Where mails lead people: an address with `{widget}` and `{target}`, or the same for everybody.
    pub link: String,
    /// What the institution decides where the law leaves a choice.
    pub parameters: Arc<Parameters>,
}

impl App {
    /// From its parts.
    pub fn new(parts: Parts) -> Self {
        // Setting a document keeps a processor busy: more at once would only take more memory.
        let presses = std::thread::available_parallelism().map_or(2, usize::from);
        Self(Arc::new(Whole { parts, presses: Arc::new(Semaphore::new(presses)) }))
    }

    /// Turns at setting documents, first come, first served.
    pub(crate) fn presses(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.presses)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

/// The store's errors as the person meets them.
pub fn fault(error: tremplin_store::Error) -> Fault {
    use tremplin_store::Error;
    match error {
        Error::Missing => Fault::NotFound,
        Error::Stale(_) | Error::StaleHost(_) => Fault::Stale,
        Error::NotAChoice(what) => Fault::InconsistentParameter(what),
        Error::Busy => Fault::Busy,
        other => Fault::internal(other),
    }
}

/// The moment, as the store keeps it: UTC.
pub(crate) fn instant(now: DateTime<Utc>) -> NaiveDateTime {
    now.naive_utc()
}

/// The day, as people of the institution live it.
pub fn today(now: DateTime<Utc>) -> NaiveDate {
    paris(now.naive_utc()).date()
}
