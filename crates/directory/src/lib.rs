//! The institution's LDAP directory (`SupAnn`, `eduPerson`) as a source of the referential: people, components, and enrolments where there is
//! nothing better.
//!
//! Nothing is cached here but the labels of structures: `tremplin_referential::Cached` stands before. Referrals are never followed, values
//! never reach a filter unescaped, every wait has an end, and no log holds personal data.

mod check;
mod enrolments;
mod entry;
mod filter;
mod inscription;
mod mistake;
mod name;
mod people;
mod person;
mod pool;
mod settings;
mod structures;
mod tls;
mod trouble;

pub use check::{Branch, Check, Lack};
pub use mistake::{Mistake, Problem};
pub use settings::{Attributes, Bind, Settings};
pub use trouble::Trouble;

use pool::Pool;
use tokio::sync::Mutex;

/// The institution's directory: a source of people, components and enrolments.
pub struct Directory {
    settings: Settings,
    pool: Pool,
    kept: Mutex<structures::Kept>,
}

impl Directory {
    /// Checks the settings; connects at the first question. Every mistake is told at once.
    pub fn new(settings: Settings) -> Result<Self, Vec<Mistake>> {
        let checked = settings.checked()?;
        let pool = Pool::new(&checked).map_err(|_| vec![Mistake { key: "ca_file", problem: Problem::NoAuthorities }])?;
        Ok(Self { settings: checked.settings, pool, kept: Mutex::new(None) })
    }
}
