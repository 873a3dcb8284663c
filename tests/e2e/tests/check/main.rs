//! `tremplin check` from outside: against a real directory, and a CAS server that is not there; and against every system at once.

mod systems;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use tremplin_e2e_tests::{
    Done,
    configuration::{self, portal, server},
    ensure,
    program::{Ended, run, run_with},
};
use tremplin_services::{DirectoryServer, DirectorySetup, PASSWORD, READER, SUFFIX, directory_entries, free};

/// A directory with everything that is looked for.
fn directory() -> Done<DirectoryServer> {
    let entries = directory_entries::structures(1) + &directory_entries::people(200);
    DirectoryServer::start(&DirectorySetup { entries, ..DirectorySetup::default() })
}

fn configuration(folder: &Path, url: &str, more: &str) -> String {
    let ours = server(SocketAddr::from(([127, 0, 0, 1], 8081)), &folder.join("data")) + &portal(folder);
    format!(
        r#"
        {ours}
        {more}
        {directory}
        bind_dn = "{READER}"
        connect_timeout = "20 s"
        operation_timeout = "20 s"
        steps_base = "ou=steps,{SUFFIX}"
        "#,
        directory = configuration::directory(url)
    )
}

/// Whether a line that begins with a system has this state.
fn says(ended: &Ended, system: &str, state: &str) -> Done {
    let line = ended.shown.lines().find(|line| line.starts_with(system)).ok_or_else(|| format!("no {system} in {ended:?}"))?;
    let is_said = line.contains(&format!("  {state} ")) || line.ends_with(&format!("  {state}"));
    ensure(is_said, || format!("{system} is not « {state} »: {}", ended.shown))
}

async fn check(folder: &Path, text: &str, words: &[&str], password: &str) -> Done<Ended> {
    std::fs::write(folder.join("tremplin.toml"), text)?;
    let ended = run_with(&[&["check"], words].concat(), folder, &[("TREMPLIN_LDAP_PASSWORD", password)]).await?;
    let is_secret = !password.is_empty() && (ended.shown.contains(password) || ended.said.contains(password));
    ensure(!is_secret, || "a secret is printed".to_owned())?;
    Ok(ended)
}

#[tokio::test]
async fn what_answers_and_what_does_not_stand_side_by_side() -> Done {
    let (folder, directory) = (tempfile::tempdir()?, directory()?);
    let here = folder.path();
    let made = run(&["keys", "--out", &here.display().to_string()], here).await?;
    ensure(made.code == Some(0), || format!("{made:?}"))?;

    let good = check(here, &configuration(here, &directory.plain, ""), &[], PASSWORD).await?;
    ensure(good.code == Some(0), || format!("{good:?}"))?;
    for system in
        ["Base de données", "Portail ent", &format!("Annuaire {}", directory.plain), "Annuaire, people_base", "Annuaire, steps_base"]
    {
        says(&good, system, "atteint")?;
    }
    ensure(!here.join("data").exists(), || "a check makes something".to_owned())?;

    // A port that was free a moment ago: nobody answers there.
    let nobody = free(Ipv4Addr::LOCALHOST)?;
    let cas = format!("[cas]\nurl = \"http://{nobody}/cas\"\n");
    let number = directory_entries::number(1);
    let student = ["--student", number.as_str()];
    let bad = check(here, &configuration(here, &directory.plain, &cas), &student, PASSWORD).await?;
    ensure(bad.code == Some(1) && bad.said.contains("demandent quelque chose"), || format!("{bad:?}"))?;
    says(&bad, &format!("CAS http://{nobody}/cas"), "pas atteint")?;
    ensure(bad.shown.contains("personne ne répond\u{a0}: vérifier cas.url"), || bad.shown.clone())?;
    says(&bad, &format!("Annuaire {}", directory.plain), "atteint")?;
    says(&bad, "Étudiant, annuaire", "atteint")?;
    ensure(bad.shown.contains("Inscriptions, annuaire"), || bad.shown.clone())
}

#[tokio::test]
async fn a_wrong_password_and_a_missing_key_are_told_in_words_to_act_on() -> Done {
    let (folder, directory) = (tempfile::tempdir()?, directory()?);
    let here = folder.path();
    let ended = check(here, &configuration(here, &directory.plain, ""), &[], "un-autre-mot").await?;
    ensure(ended.code == Some(1), || format!("{ended:?}"))?;
    says(&ended, &format!("Annuaire {}", directory.plain), "pas atteint")?;
    for said in ["vérifier ldap.bind_dn et TREMPLIN_LDAP_PASSWORD", "portal.pub"] {
        ensure(ended.shown.contains(said), || format!("{said} is not in {}", ended.shown))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_configuration_that_is_wrong_is_not_tried() -> Done {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let ended = check(here, &configuration(here, "https://annuaire", "[site]"), &[], "").await?;
    ensure(ended.code == Some(2) && ended.shown.is_empty(), || format!("{ended:?}"))?;
    for said in ["ldap.urls", "site.listen", "ldap.bind_dn"] {
        ensure(ended.said.contains(said), || format!("{said} is not in {}", ended.said))?;
    }
    Ok(())
}
