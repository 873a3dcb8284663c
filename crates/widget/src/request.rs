//! What a handler is told.

use std::{
    collections::BTreeMap,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};
use tremplin_domain::{locale::Locale, policy};
use tremplin_identity::Random;
use tremplin_ui::Ui;

use crate::{Fault, Flash, Form, Mode, Namespace, Params, UrlStyle, Urls, WindowState};

/// One request to one widget, checked: everything in it is to be trusted as far as it goes.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who asks.
    pub principal: policy::Principal,
    /// In which language.
    pub locale: Locale,
    /// In which mode.
    pub mode: Mode,
    /// In how large a window.
    pub window_state: WindowState,
    /// In which window.
    pub ns: Namespace,
    /// The named segments of the path.
    pub path: Params,
    /// The query, without the reserved keys.
    pub query: Params,
    /// The form, for an action.
    pub form: Form,
    /// Makes links.
    pub urls: Urls,
    /// What the action before has to say.
    pub flash: Option<Flash>,
    /// The preferences of the window, those of the description only, with their defaults.
    pub preferences: BTreeMap<String, Vec<String>>,
    /// The moment.
    pub now: DateTime<Utc>,
    /// What to quote when something goes wrong.
    pub reference: String,
    once: Once,
}

#[derive(Debug, Clone)]
pub(crate) struct Once {
    random: Random,
    taken: Arc<AtomicBool>,
}

impl Once {
    pub(crate) fn new(random: Random) -> Self {
        Self { random, taken: Arc::default() }
    }

    /// Whether a token was put into the markup, which is then good for one showing.
    pub(crate) fn is_taken(&self) -> bool {
        self.taken.load(Ordering::Relaxed)
    }
}

impl Request {
    /// A request for the first view in a normal window with direct links: what tests and examples start from.
    pub fn new(principal: policy::Principal, locale: Locale, now: DateTime<Utc>, random: Random) -> Self {
        Self {
            principal,
            locale,
            mode: Mode::View,
            window_state: WindowState::Normal,
            ns: Namespace::default(),
            path: Params::default(),
            query: Params::default(),
            form: Form::default(),
            urls: Urls::new("", "a-widget", "", Arc::new(UrlStyle::Direct)),
            flash: None,
            preferences: BTreeMap::new(),
            now,
            reference: String::new(),
            once: Once::new(random),
        }
    }

    pub(crate) fn once_handle(&self) -> Once {
        self.once.clone()
    }

    /// The only key to the store.
    pub fn scope(&self) -> policy::Scope {
        self.principal.scope()
    }

    /// Where components are drawn.
    pub fn ui(&self) -> Ui<'_> {
        Ui::new(self.ns.as_str(), self.locale)
    }

    /// A named segment of the path as an id. What is no id is an object that does not exist.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Fault> {
        self.path.first(name).and_then(|text| text.parse().ok()).ok_or(Fault::NotFound)
    }

    /// A fresh token for a form that changes something: sent twice, it acts once. Markup that holds one is not kept by anybody.
    pub fn once(&self) -> String {
        self.once.taken.store(true, Ordering::Relaxed);
        self.once.random.token()
    }

    /// The first value of a preference.
    pub fn preference(&self, name: &str) -> Option<&str> {
        self.preferences.get(name).and_then(|values| values.first()).map(String::as_str)
    }
}
