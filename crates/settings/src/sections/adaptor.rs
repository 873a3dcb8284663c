//! `[adaptor]`: any other information system. Its keys are those of `docs/adaptateur.md`.

use std::collections::BTreeSet;

use tremplin_adaptor::{Credentials, Mistake as Wrong, Part, Secret, Settings, Transport};
use tremplin_domain::nomenclature::List;

use super::set;
use crate::{
    environment::Environment,
    parse::{self, filled},
    problem::Problem,
    walk::{Beside, Found, Section},
};

/// `password` and `token` are known in order to say where they belong.
const KEYS: &[&str] = &[
    "url",
    "closed_network",
    "user",
    "password",
    "token",
    "authorities",
    "parts",
    "budget_ms",
    "catalogue_ms",
    "connect_ms",
    "connections",
    "largest",
    "period",
    "gap_year",
    "regimes",
    "countries",
];
const PARTS: &[&str] = &["people", "student-search", "teacher-search", "social"];
/// The longest time that may be set, in milliseconds.
const LONGEST: u64 = 600_000;

/// The adaptor, if there is one.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Settings> {
    let section = file.below("adaptor", KEYS, found)?;
    section.refuse_secrets(&[("password", Environment::ADAPTOR_PASSWORD), ("token", Environment::ADAPTOR_TOKEN)], found);
    let url = section.required("url", found, filled);
    let mut settings = Settings::new(url.unwrap_or_default());
    if section.flag("closed_network", found) == Some(true) {
        settings.transport = Transport::ClosedNetwork;
    }
    settings.credentials = credentials(section, beside.environment, found);
    settings.authorities = section.file("authorities", beside.files, found);
    settings.parts = parts(section, found);
    set(&mut settings.budget, section.milliseconds("budget_ms", LONGEST, found));
    set(&mut settings.catalogue, section.milliseconds("catalogue_ms", LONGEST, found));
    set(&mut settings.connect, section.milliseconds("connect_ms", LONGEST, found));
    set(&mut settings.connections, section.count("connections", 1..=1_000, found));
    set(&mut settings.largest, section.count("largest", 1..=1 << 30, found));
    set(&mut settings.period, section.text("period", found, filled));
    set(&mut settings.gap_year, section.list("gap_year", found).map(BTreeSet::from_iter));
    set(&mut settings.regimes, section.pairs("regimes", found, parse::code_of(List::Regime)));
    set(&mut settings.countries, section.pairs("countries", found, parse::country));
    for mistake in settings.mistakes() {
        let (key, problem) = told(&mistake, &settings.credentials);
        let path = if key.starts_with("TREMPLIN_") { key.to_owned() } else { section.at(key) };
        found.note_once(path, problem);
    }
    Some(settings)
}

/// The token comes before the account.
fn credentials(section: Section<'_>, environment: &Environment, found: &mut Found) -> Credentials {
    let user = section.text("user", found, filled);
    let password = environment.find(Environment::ADAPTOR_PASSWORD);
    if let Some(token) = environment.find(Environment::ADAPTOR_TOKEN) {
        return Credentials::Token(Secret::new(token));
    }
    match (user, password) {
        (Some(user), Some(password)) => Credentials::Basic { user, password: Secret::new(password) },
        (Some(_), None) => {
            found.note("adaptor.user", Problem::Without(Environment::ADAPTOR_PASSWORD));
            Credentials::None
        }
        (None, Some(_)) if !section.has("user") => {
            found.note(Environment::ADAPTOR_PASSWORD, Problem::Without("adaptor.user"));
            Credentials::None
        }
        (None, _) => Credentials::None,
    }
}

fn parts(section: Section<'_>, found: &mut Found) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    for word in section.list("parts", found).unwrap_or_default() {
        match Part::of_key(&word) {
            Some(part) => drop(parts.insert(part)),
            None => found.note_once("adaptor.parts", Problem::NotAmong(PARTS)),
        }
    }
    parts
}

fn told(wrong: &Wrong, credentials: &Credentials) -> (&'static str, Problem) {
    match wrong {
        Wrong::Address => ("url", Problem::NotAddress("https://siscol.univ.example/pcscol")),
        Wrong::SecretInAddress => ("url", Problem::NotBare),
        Wrong::Unprotected => ("url", Problem::Unprotected("closed_network = true")),
        Wrong::Authorities => ("authorities", Problem::NotCertificates),
        Wrong::Credentials => match credentials {
            Credentials::Token(_) => (Environment::ADAPTOR_TOKEN, Problem::NotHeader),
            Credentials::Basic { .. } | Credentials::None => ("user", Problem::NotUser),
        },
        Wrong::Zero(key) => (key, Problem::NotNumber(1, LONGEST)),
        Wrong::Code { key, .. } => (key, Problem::NotPairs),
        Wrong::Client(_) => ("authorities", Problem::NoAuthorities),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_word() {
        assert_eq!(Part::ALL.map(Part::key), PARTS);
    }
}
