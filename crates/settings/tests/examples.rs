//! The examples that institutions begin with.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tremplin_settings::{Environment, Files, Settings, Source};

const WITH_APOGEE: &str = include_str!("../../../deploy/tremplin.toml");
const DIRECTORY_ALONE: &str = include_str!("../../../deploy/cas-ldap.toml");

/// The example as it stands, on a machine that has none of the files of the comments.
fn read(example: &str, secrets: &[&str]) -> Settings {
    let secrets = secrets.iter().map(|name| (format!("TREMPLIN_{name}"), "s3cret"));
    Settings::read(example, &Environment::of(secrets), &Files::of::<&str, &str>([])).unwrap()
}

/// The example with every setting of its comments.
fn uncommented(example: &str) -> String {
    let is_setting = |line: &str| {
        let key: String = line.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        line.starts_with('[') || (!key.is_empty() && line.get(key.len()..).is_some_and(|rest| rest.starts_with(" = ")))
    };
    let line = |line: &str| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line).to_owned() + "\n";
    example.lines().map(line).collect()
}

#[test]
fn an_institution_with_cas_a_directory_and_apogee_has_an_example() {
    let settings = read(WITH_APOGEE, &["LDAP_PASSWORD", "APOGEE_PASSWORD"]);
    assert!(settings.site.is_some() && settings.cas.is_some() && settings.ldap.is_some() && settings.adaptor.is_none());
    assert_eq!(settings.sources.enrolments, [Source::Apogee, Source::Ldap]);
}

#[test]
fn an_institution_with_cas_and_a_directory_has_an_example() {
    let settings = read(DIRECTORY_ALONE, &["LDAP_PASSWORD"]);
    assert!(settings.site.is_some() && settings.cas.is_some() && settings.apogee.is_none());
    assert_eq!((settings.sources.people, settings.sources.enrolments), (vec![Source::Ldap], vec![Source::Ldap]));
}

#[test]
fn the_order_of_the_examples_is_the_usual_one() {
    for (example, secrets) in [(WITH_APOGEE, &["LDAP_PASSWORD", "APOGEE_PASSWORD"][..]), (DIRECTORY_ALONE, &["LDAP_PASSWORD"])] {
        let (before, rest) = example.split_once("[sources]").unwrap();
        let (_, after) = rest.split_once("# Le serveur de courrier").unwrap();
        assert_eq!(read(&format!("{before}# {after}"), secrets).sources, read(example, secrets).sources);
    }
}

#[test]
fn every_setting_in_a_comment_is_one() {
    let authority = rcgen::CertificateParams::new(Vec::<String>::new()).unwrap();
    let authority = authority.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().pem();
    let files = Files::of([("/etc/tremplin/autorites.pem", authority)]);
    for (example, secrets) in
        [(WITH_APOGEE, &["LDAP_PASSWORD", "SMTP_PASSWORD", "APOGEE_PASSWORD"][..]), (DIRECTORY_ALONE, &["LDAP_PASSWORD", "SMTP_PASSWORD"])]
    {
        let secrets = secrets.iter().map(|name| (format!("TREMPLIN_{name}"), "s3cret"));
        let settings = Settings::read(&uncommented(example), &Environment::of(secrets), &files).unwrap();
        assert!(settings.portals.iter().all(|portal| portal.proxy.is_some() && portal.keys.len() == 1) && !settings.portals.is_empty());
        assert!(settings.cas.is_some_and(|cas| cas.proxy && cas.authorities.is_some()));
    }
}
