//! How an institution's Apogée is reached and read: plain values, read elsewhere.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

use crate::{
    service::Service,
    transport::{self, Mistake},
};

/// All there is to set. [`Settings::default`] is complete but for the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where the services are, `https://host[:port]`; each one's path is added.
    pub base_url: String,
    /// Addresses that are not `base_url` and the usual path.
    pub urls: BTreeMap<Service, String>,
    /// User name and password of services that have none of their own; none is without authentication.
    pub credentials: Option<Credentials>,
    /// User names and passwords of single services.
    pub service_credentials: BTreeMap<Service, Credentials>,
    /// Certificates of authorities to trust beside those of the system, in PEM.
    pub authorities: Option<String>,
    /// How student numbers go to Apogée.
    pub student_id: StudentId,
    /// Student numbers are filled up with zeros to this many digits; 0 leaves them. Apogée gives them as integers.
    pub student_number_width: usize,
    /// Versions of steps are filled up with zeros to this many digits; 0 leaves them. The catalogue gives them as integers.
    pub step_version_width: usize,
    /// Whether Apogée is asked to look a student up in the directory (`temoinRecupAnnu`): login and institutional address, slowly.
    pub asks_directory: bool,
    /// How a parameter without a value is sent.
    pub blanks: Blanks,
    /// Where course elements come from.
    pub elements: Elements,
    /// Whether steps that a student is only pedagogically enrolled in count too.
    pub pedagogical_steps: bool,
    /// `codRgi` of continuing education: these give the type of convention.
    pub continuing_regimes: BTreeSet<String>,
    /// `codRgi` to the list `regime`.
    pub regimes: BTreeMap<String, String>,
    /// `codCursusLmd` to the list `cursus`.
    pub cursus: BTreeMap<String, String>,
    /// `codFinalite` to the list `finality`.
    pub finalities: BTreeMap<String, String>,
    /// `codPay` to the list `country`, beside the codes of INSEE that are known.
    pub countries: BTreeMap<String, String>,
    /// The variables that hold the establishment block.
    pub establishment: EstablishmentVariables,
    /// How much, how long, how many.
    pub limits: Limits,
}

/// A user name and a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Password; never shown.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// What the institution's student numbers are in Apogée.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudentId {
    /// `codEtu`.
    Number,
    /// `codInd`: each question first asks for the `codEtu`.
    Individual,
}

/// How a parameter without a value is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// As an empty element, as the schema asks.
    Empty,
    /// Not at all, as older clients do.
    Omitted,
}

/// Where course elements come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elements {
    /// All those of the step (`recupererSE_v3`).
    Catalogue,
    /// Those that the student is enrolled for (`recupererContratPedagogiqueResultatElpEpr_v6`); those of the step where there are none.
    Contract,
}

/// The variables of the establishment block (`codVap`); an empty one is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstablishmentVariables {
    /// Its name.
    pub name: String,
    /// The parts of its address, in the order in which they are written.
    pub address: Vec<String>,
}

/// How much, how long, how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long who asks for a student or their enrolments waits in all, below what a page waits.
    pub budget: Duration,
    /// How long one call may take.
    pub call: Duration,
    /// How long one call may take when it gives the whole catalogue.
    pub catalogue_call: Duration,
    /// How long a connection may take to come about.
    pub connect: Duration,
    /// How long an unused connection is kept.
    pub idle: Duration,
    /// How many calls, and so connections, there are at once.
    pub connections: usize,
    /// How many bytes are read of an answer about a student.
    pub student_bytes: usize,
    /// How many bytes are read of the catalogue.
    pub catalogue_bytes: usize,
    /// How long what is known of a student counts as current.
    pub student_fresh: Duration,
    /// How long programmes, components and the institution count as current.
    pub catalogue_fresh: Duration,
    /// How long an answer may stand in for an Apogée that is away.
    pub kept: Duration,
    /// How many answers of each kind are kept.
    pub capacity: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            budget: Duration::from_millis(2_500),
            call: Duration::from_secs(20),
            catalogue_call: Duration::from_mins(2),
            connect: Duration::from_secs(2),
            idle: Duration::from_secs(15),
            connections: 8,
            student_bytes: 1024 * 1024,
            catalogue_bytes: 16 * 1024 * 1024,
            student_fresh: Duration::from_mins(5),
            catalogue_fresh: Duration::from_hours(6),
            kept: Duration::from_hours(24),
            capacity: 5_000,
        }
    }
}

impl Default for EstablishmentVariables {
    fn default() -> Self {
        Self { name: "ETB_LIB".into(), address: ["ETB_AD2", "ETB_AD3", "ETB_CPO", "ETB_COM"].map(String::from).into() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let map = |pairs: &[(&str, &str)]| pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        Self {
            base_url: String::new(),
            urls: BTreeMap::new(),
            credentials: None,
            service_credentials: BTreeMap::new(),
            authorities: None,
            student_id: StudentId::Number,
            student_number_width: 0,
            step_version_width: 0,
            asks_directory: false,
            blanks: Blanks::Empty,
            elements: Elements::Catalogue,
            pedagogical_steps: false,
            continuing_regimes: BTreeSet::new(),
            regimes: BTreeMap::new(),
            cursus: map(&[("L", "L"), ("M", "M"), ("D", "D"), ("I", "I")]),
            finalities: map(&[("P", "professional"), ("R", "research"), ("G", "general"), ("I", "undetermined")]),
            countries: BTreeMap::new(),
            establishment: EstablishmentVariables::default(),
            limits: Limits::default(),
        }
    }
}

impl Settings {
    /// Everything that is wrong with them, told before anything is asked.
    pub fn mistakes(&self) -> Vec<Mistake> {
        transport::mistakes(self)
    }

    /// Where a service is.
    pub fn url(&self, service: Service) -> String {
        self.urls
            .get(&service)
            .cloned()
            .unwrap_or_else(|| format!("{}/apo-commun-servicesMetiers/services/{}", self.base_url.trim_end_matches('/'), service.name()))
    }

    /// Who asks a service.
    pub(crate) fn credentials(&self, service: Service) -> Option<&Credentials> {
        self.service_credentials.get(&service).or(self.credentials.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_at_its_own_address_or_under_the_common_one() {
        let mut settings = Settings { base_url: "https://apogee.example/".into(), ..Settings::default() };
        let usual = "https://apogee.example/apo-commun-servicesMetiers/services/ReferentielMetier";
        assert_eq!(settings.url(Service::Referential), usual);
        settings.urls.insert(Service::Referential, "https://autre.example/ref".into());
        assert_eq!(settings.url(Service::Referential), "https://autre.example/ref");
    }

    #[test]
    fn a_password_is_never_shown() {
        let credentials = Credentials { username: "tremplin".into(), password: "entre-nous".into() };
        let settings = Settings { credentials: Some(credentials), ..Settings::default() };
        assert!(!format!("{settings:?}").contains("entre-nous"));
    }
}
