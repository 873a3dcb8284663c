//! `[apogee]`: Apogée's services. Its keys are those of `docs/apogee.md`.

use std::collections::{BTreeMap, BTreeSet};

use tremplin_apogee::{Blanks, Credentials, Elements, EstablishmentVariables, Limits, Mistake as Wrong, Service, Settings, StudentId};
use tremplin_domain::nomenclature::List;

use super::set;
use crate::{
    environment::Environment,
    nearest::nearest,
    parse::{self, filled},
    problem::Problem,
    walk::{Beside, Found, Section},
};

/// `password` is known in order to say where it belongs.
const KEYS: &[&str] = &[
    "base_url",
    "urls",
    "username",
    "service_usernames",
    "password",
    "authorities",
    "student_id",
    "student_number_width",
    "step_version_width",
    "asks_directory",
    "blanks",
    "elements",
    "pedagogical_steps",
    "continuing_regimes",
    "regimes",
    "cursus",
    "finalities",
    "countries",
    "establishment",
    "limits",
];
const LIMITS: &[&str] = &[
    "budget_ms",
    "call_s",
    "catalogue_call_s",
    "connect_s",
    "idle_s",
    "connections",
    "student_bytes",
    "catalogue_bytes",
    "student_fresh_s",
    "catalogue_fresh_s",
    "kept_s",
    "capacity",
];
/// Digits of a number, at most.
const WIDEST: u64 = 20;
/// The longest that a call or a connection may take, in seconds.
const CALL: u64 = 600;
/// The longest that an answer is kept, in seconds: a week.
const WEEK: u64 = 7 * 24 * 3_600;
/// The largest answer that may be read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Apogée, if there is one.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Settings> {
    let section = file.below("apogee", KEYS, found)?;
    section.refuse_secrets(&[("password", Environment::APOGEE_PASSWORD)], found);
    let mut settings = Settings { authorities: section.file("authorities", beside.files, found), ..Settings::default() };
    addresses(&mut settings, section, found);
    accounts(&mut settings, section, beside.environment, found);
    meaning(&mut settings, section, found);
    establishment(&mut settings.establishment, section, found);
    limits(&mut settings.limits, section, found);
    for mistake in settings.mistakes() {
        let (key, problem) = told(&mistake, &settings);
        found.note_once(section.at(&key), problem);
    }
    Some(settings)
}

fn addresses(settings: &mut Settings, section: Section<'_>, found: &mut Found) {
    set(&mut settings.base_url, section.text("base_url", found, filled));
    settings.urls = by_service("urls", section, found);
    if !section.has("base_url") && settings.urls.len() < Service::ALL.len() {
        found.note("apogee.base_url", Problem::Missing);
    }
}

/// Texts by the name of a service.
fn by_service(key: &str, section: Section<'_>, found: &mut Found) -> BTreeMap<Service, String> {
    let mut services = BTreeMap::new();
    for (name, text) in section.pairs(key, found, filled).unwrap_or_default() {
        if let Some(service) = Service::ALL.into_iter().find(|service| service.name() == name) {
            services.insert(service, text);
        } else {
            let meant = nearest(&name, Service::ALL.map(Service::name)).map(str::to_owned);
            found.note(format!("{}.{name}", section.at(key)), Problem::Unknown { meant });
        }
    }
    services
}

fn accounts(settings: &mut Settings, section: Section<'_>, environment: &Environment, found: &mut Found) {
    let username = section.text("username", found, filled);
    let password = environment.find(Environment::APOGEE_PASSWORD).map(str::to_owned);
    match (&username, &password) {
        (Some(_), None) => found.note("apogee.username", Problem::Without(Environment::APOGEE_PASSWORD)),
        (None, Some(_)) if !section.has("username") => found.note(Environment::APOGEE_PASSWORD, Problem::Without("apogee.username")),
        _ => {}
    }
    let account = |(username, password)| Credentials { username, password };
    settings.credentials = username.zip(password).map(account);
    let mut usernames = by_service("service_usernames", section, found);
    for (service, variable) in Environment::APOGEE_PASSWORDS {
        match (usernames.remove(&service), environment.find(variable)) {
            (Some(username), Some(password)) => {
                drop(settings.service_credentials.insert(service, account((username, password.to_owned()))));
            }
            (Some(_), None) => found.note(format!("apogee.service_usernames.{service}"), Problem::Without(variable)),
            (None, Some(_)) => found.note(variable, Problem::Without("apogee.service_usernames")),
            (None, None) => {}
        }
    }
}

fn meaning(settings: &mut Settings, section: Section<'_>, found: &mut Found) {
    set(&mut settings.student_id, section.text("student_id", found, student_id));
    set(&mut settings.student_number_width, section.count("student_number_width", 0..=WIDEST, found));
    set(&mut settings.step_version_width, section.count("step_version_width", 0..=WIDEST, found));
    set(&mut settings.asks_directory, section.flag("asks_directory", found));
    set(&mut settings.blanks, section.text("blanks", found, blanks));
    set(&mut settings.elements, section.text("elements", found, elements));
    set(&mut settings.pedagogical_steps, section.flag("pedagogical_steps", found));
    set(&mut settings.continuing_regimes, section.list("continuing_regimes", found).map(BTreeSet::from_iter));
    set(&mut settings.regimes, section.pairs("regimes", found, parse::code_of(List::Regime)));
    set(&mut settings.cursus, section.pairs("cursus", found, parse::code_of(List::Cursus)));
    set(&mut settings.finalities, section.pairs("finalities", found, parse::code_of(List::Finality)));
    set(&mut settings.countries, section.pairs("countries", found, parse::country));
}

fn student_id(word: &str) -> Result<StudentId, Problem> {
    match word {
        "number" => Ok(StudentId::Number),
        "individual" => Ok(StudentId::Individual),
        _ => Err(Problem::NotAmong(&["number", "individual"])),
    }
}

fn blanks(word: &str) -> Result<Blanks, Problem> {
    match word {
        "empty" => Ok(Blanks::Empty),
        "omitted" => Ok(Blanks::Omitted),
        _ => Err(Problem::NotAmong(&["empty", "omitted"])),
    }
}

fn elements(word: &str) -> Result<Elements, Problem> {
    match word {
        "catalogue" => Ok(Elements::Catalogue),
        "contract" => Ok(Elements::Contract),
        _ => Err(Problem::NotAmong(&["catalogue", "contract"])),
    }
}

fn establishment(variables: &mut EstablishmentVariables, apogee: Section<'_>, found: &mut Found) {
    let Some(table) = apogee.section("establishment", found) else { return };
    let section = Section::open("apogee.establishment", table, &["name", "address"], found);
    set(&mut variables.name, section.text("name", found, parse::any));
    set(&mut variables.address, section.list("address", found));
}

fn limits(limits: &mut Limits, apogee: Section<'_>, found: &mut Found) {
    let Some(table) = apogee.section("limits", found) else { return };
    let section = Section::open("apogee.limits", table, LIMITS, found);
    set(&mut limits.budget, section.milliseconds("budget_ms", 60_000, found));
    set(&mut limits.call, section.seconds("call_s", CALL, found));
    set(&mut limits.catalogue_call, section.seconds("catalogue_call_s", CALL, found));
    set(&mut limits.connect, section.seconds("connect_s", CALL, found));
    set(&mut limits.idle, section.seconds("idle_s", CALL, found));
    set(&mut limits.connections, section.count("connections", 1..=1_000, found));
    set(&mut limits.student_bytes, section.count("student_bytes", 1..=LARGEST, found));
    set(&mut limits.catalogue_bytes, section.count("catalogue_bytes", 1..=LARGEST, found));
    set(&mut limits.student_fresh, section.seconds("student_fresh_s", WEEK, found));
    set(&mut limits.catalogue_fresh, section.seconds("catalogue_fresh_s", WEEK, found));
    set(&mut limits.kept, section.seconds("kept_s", WEEK, found));
    set(&mut limits.capacity, section.count("capacity", 1..=1_000_000, found));
}

fn told(wrong: &Wrong, settings: &Settings) -> (String, Problem) {
    match wrong {
        Wrong::Address(service) => {
            let own = settings.urls.contains_key(service);
            let key = if own { format!("urls.{service}") } else { "base_url".to_owned() };
            (key, Problem::NotAddress("https://apogee.univ.example"))
        }
        Wrong::Authorities => ("authorities".to_owned(), Problem::NotCertificates),
        Wrong::NoConnection => ("limits.connections".to_owned(), Problem::NotNumber(1, 1_000)),
        Wrong::Client(_) => ("authorities".to_owned(), Problem::NoAuthorities),
    }
}
