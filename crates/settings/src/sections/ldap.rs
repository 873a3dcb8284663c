//! `[ldap]`: the institution's directory. Its keys are those of `docs/annuaire.md`.

use tremplin_directory::{Bind, Problem as Wrong, Settings};
use tremplin_domain::nomenclature::List;

use super::{ldap_attributes, set};
use crate::{
    environment::Environment,
    parse::{self, filled},
    problem::Problem,
    walk::{Beside, Found, Section},
};

/// `password` is known in order to say where it belongs.
const KEYS: &[&str] = &[
    "urls",
    "start_tls",
    "ca_file",
    "plain_password",
    "bind_dn",
    "password",
    "connect_timeout",
    "operation_timeout",
    "idle_timeout",
    "pool_size",
    "size_limit",
    "page_size",
    "structures_kept",
    "people_base",
    "people_filter",
    "structures_base",
    "structures_filter",
    "steps_base",
    "steps_filter",
    "student_affiliations",
    "teacher_affiliations",
    "staff_affiliations",
    "extra_teachers",
    "excluded_types",
    "component_types",
    "number_digits",
    "regimes",
    "attributes",
];
/// As the directory bounds it.
const MOST: u64 = 10_000;

/// The directory, if there is one.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Settings> {
    let section = file.below("ldap", KEYS, found)?;
    section.refuse_secrets(&[("password", Environment::LDAP_PASSWORD)], found);
    let mut settings = Settings::default();
    server(&mut settings, section, beside, found);
    branches(&mut settings, section, found);
    settings.attributes = ldap_attributes::read(section, found);
    for mistake in settings.mistakes() {
        let problem = if mistake.key.ends_with("_timeout") { Problem::NotShort } else { told(&mistake.problem) };
        found.note_once(section.at(mistake.key), problem);
    }
    Some(settings)
}

fn server(settings: &mut Settings, section: Section<'_>, beside: Beside<'_>, found: &mut Found) {
    set(&mut settings.urls, section.list("urls", found));
    set(&mut settings.start_tls, section.flag("start_tls", found));
    settings.ca = section.file("ca_file", beside.files, found);
    set(&mut settings.plain_password, section.flag("plain_password", found));
    settings.bind = bind(section, beside.environment, found);
    set(&mut settings.connect_timeout, section.text("connect_timeout", found, parse::time));
    set(&mut settings.operation_timeout, section.text("operation_timeout", found, parse::time));
    set(&mut settings.idle_timeout, section.text("idle_timeout", found, parse::time));
    set(&mut settings.pool_size, section.count("pool_size", 1..=MOST, found));
    set(&mut settings.size_limit, section.count("size_limit", 1..=MOST, found));
    set(&mut settings.page_size, section.count("page_size", 1..=MOST, found));
    set(&mut settings.structures_kept, section.text("structures_kept", found, parse::time));
}

fn branches(settings: &mut Settings, section: Section<'_>, found: &mut Found) {
    set(&mut settings.people_base, section.text("people_base", found, parse::any));
    set(&mut settings.people_filter, section.text("people_filter", found, parse::any));
    set(&mut settings.structures_base, section.text("structures_base", found, parse::any));
    set(&mut settings.structures_filter, section.text("structures_filter", found, parse::any));
    set(&mut settings.steps_base, section.text("steps_base", found, parse::any));
    set(&mut settings.steps_filter, section.text("steps_filter", found, parse::any));
    set(&mut settings.student_affiliations, section.list("student_affiliations", found));
    set(&mut settings.teacher_affiliations, section.list("teacher_affiliations", found));
    set(&mut settings.staff_affiliations, section.list("staff_affiliations", found));
    set(&mut settings.extra_teachers, section.list("extra_teachers", found));
    set(&mut settings.excluded_types, section.list("excluded_types", found));
    set(&mut settings.component_types, section.list("component_types", found));
    settings.number_digits = section.count("number_digits", 1..=20, found);
    let regimes = section.pairs("regimes", found, parse::code_of(List::Regime));
    set(&mut settings.regimes, regimes.map(|regimes| regimes.into_iter().collect()));
}

fn bind(section: Section<'_>, environment: &Environment, found: &mut Found) -> Option<Bind> {
    let dn = section.text("bind_dn", found, filled);
    let password = environment.find(Environment::LDAP_PASSWORD);
    match (&dn, password) {
        (Some(_), None) => found.note("ldap.bind_dn", Problem::Without(Environment::LDAP_PASSWORD)),
        (None, Some(_)) if !section.has("bind_dn") => found.note(Environment::LDAP_PASSWORD, Problem::Without("ldap.bind_dn")),
        _ => {}
    }
    // What is missing is noted; with something in its place, what depends on it is told as well.
    Some(Bind { dn: dn?, password: password.unwrap_or("?").to_owned() })
}

fn told(wrong: &Wrong) -> Problem {
    match wrong {
        Wrong::Required => Problem::Missing,
        Wrong::NotAnAddress(_) => Problem::NotAddress("ldaps://annuaire.univ.example"),
        Wrong::PlainPassword(_) => Problem::PlainPassword,
        Wrong::EmptyPassword => Problem::Without(Environment::LDAP_PASSWORD),
        Wrong::NotCertificates => Problem::NotCertificates,
        Wrong::NoAuthorities => Problem::NoAuthorities,
        Wrong::NotAFilter => Problem::NotFilter,
        Wrong::NotAnAttribute(_) => Problem::NotAttribute,
        Wrong::NotARegime(_) => Problem::NotAmong(List::Regime.codes()),
        Wrong::OutOfRange(least, most) => Problem::NotNumber(*least, *most),
    }
}
