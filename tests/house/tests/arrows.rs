//! Who may depend on whom.
#![expect(clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::{collections::BTreeSet, path::Path};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

fn packages() -> Vec<Package> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml");
    MetadataCommand::new().manifest_path(manifest).no_deps().exec().expect("the workspace is described").packages
}

/// What the package is built from, tests and build scripts left out.
fn built_from(package: &Package) -> BTreeSet<&str> {
    package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal).map(|d| d.name.as_str()).collect()
}

fn is_fragment(package: &Package) -> bool {
    package.manifest_path.as_str().contains("/fragments/")
}

fn is_for_tests(package: &Package) -> bool {
    package.manifest_path.as_str().contains("/tests/") || package.name.as_str() == "tremplin-testkit"
}

/// Fails with each forbidden arrow: packages that are `from` must be built from nothing that is `to`.
fn forbid(from: impl Fn(&Package) -> bool, to: impl Fn(&str) -> bool) {
    let packages = packages();
    let arrows: Vec<String> = packages
        .iter()
        .filter(|p| from(p))
        .flat_map(|p| built_from(p).into_iter().filter(|d| to(d)).map(move |d| format!("{} -> {d}", p.name)))
        .collect();
    assert_eq!(arrows, Vec::<String>::new());
}

fn named(names: &'static [&'static str]) -> impl Fn(&Package) -> bool {
    move |package| names.contains(&package.name.as_str())
}

#[test]
fn the_packages_that_the_rules_name_exist() {
    let packages = packages();
    let names: BTreeSet<&str> = packages.iter().map(|p| p.name.as_str()).collect();
    for name in [
        "domain",
        "store",
        "ui",
        "workbook",
        "documents",
        "referential",
        "directory",
        "apogee",
        "adaptor",
        "portal",
        "mail",
        "settings",
        "testkit",
        "conventions",
        "cas-client",
        "services",
    ] {
        assert!(names.contains(format!("tremplin-{name}").as_str()), "{name}");
    }
}

#[test]
fn the_domain_depends_on_nothing_of_ours() {
    forbid(named(&["tremplin-domain"]), |to| to.starts_with("tremplin"));
}

/// Others may use it without the rest of the suite.
#[test]
fn the_cas_client_depends_on_nothing_of_ours() {
    forbid(named(&["tremplin-cas-client"]), |to| to.starts_with("tremplin"));
}

#[test]
fn the_store_knows_no_http_and_no_html() {
    const BEYOND: [&str; 9] = ["axum", "hyper", "http", "tower", "maud", "reqwest", "tremplin-ui", "tremplin-widget", "tremplin-serve"];
    forbid(named(&["tremplin-store"]), |to| BEYOND.contains(&to));
}

#[test]
fn the_components_know_no_store_and_no_http() {
    const BEYOND: [&str; 6] = ["tremplin-store", "tremplin-widget", "tremplin-referential", "axum", "hyper", "http"];
    forbid(named(&["tremplin-ui"]), |to| BEYOND.contains(&to));
}

#[test]
fn a_fragment_never_depends_on_a_fragment() {
    let packages = packages();
    let fragments: BTreeSet<String> = packages.iter().filter(|p| is_fragment(p)).map(|p| p.name.to_string()).collect();
    forbid(is_fragment, |to| fragments.contains(to));
}

#[test]
fn only_the_binary_and_tests_know_a_fragment() {
    let packages = packages();
    let fragments: BTreeSet<String> = packages.iter().filter(|p| is_fragment(p)).map(|p| p.name.to_string()).collect();
    forbid(|p| p.name.as_str() != "tremplin" && !is_for_tests(p), |to| fragments.contains(to));
}

#[test]
fn only_the_store_speaks_sql() {
    const SQL: [&str; 4] = ["diesel", "diesel_migrations", "r2d2", "libsqlite3-sys"];
    forbid(|p| p.name.as_str() != "tremplin-store", |to| SQL.contains(&to));
}

#[test]
fn only_the_documents_typeset() {
    forbid(|p| p.name.as_str() != "tremplin-documents", |to| to.starts_with("typst"));
}

#[test]
fn only_sources_the_portal_mail_and_the_cas_client_call_out() {
    let may = named(&["tremplin-apogee", "tremplin-adaptor", "tremplin-portal", "tremplin-mail", "tremplin-cas-client"]);
    forbid(|p| !may(p) && !is_for_tests(p), |to| ["reqwest", "hyper-rustls", "lettre"].contains(&to));
}

#[test]
fn only_the_directory_speaks_ldap() {
    forbid(|p| p.name.as_str() != "tremplin-directory" && !is_for_tests(p), |to| to == "ldap3");
}

/// The referential is a trait: what answers it is set by the settings and put together by the binary.
#[test]
fn only_the_settings_the_binary_and_tests_know_the_sources() {
    const SOURCES: [&str; 3] = ["tremplin-directory", "tremplin-apogee", "tremplin-adaptor"];
    let may = named(&["tremplin", "tremplin-settings"]);
    forbid(|p| !may(p) && !is_for_tests(p), |to| SOURCES.contains(&to));
}

#[test]
fn what_is_pure_has_no_runtime() {
    forbid(named(&["tremplin-domain", "tremplin-ui", "tremplin-workbook"]), |to| ["tokio", "tracing", "async-trait"].contains(&to));
}

#[test]
fn what_ships_is_built_from_nothing_for_tests() {
    forbid(|p| !is_for_tests(p), |to| ["tremplin-testkit", "tremplin-services", "fantoccini", "proptest", "rcgen"].contains(&to));
}

/// Personal data touches the disk outside the store in one place only: the extraction of a list, which is too large for memory.
#[test]
fn only_the_conventions_and_tests_keep_temporary_files() {
    forbid(|p| p.name.as_str() != "tremplin-conventions" && !is_for_tests(p), |to| to == "tempfile");
}
