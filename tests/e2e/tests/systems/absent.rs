//! Apogée or the adaptor is down, slow, closed or something else while a student begins a convention: the page comes in time, and says what it
//! knows.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use http::StatusCode;
use tempfile::TempDir;
use tremplin_e2e_tests::{
    Done,
    browser::plain,
    configuration::{self, server},
    directory::LOGIN,
    ensure,
    portal::Portal,
    program::Served,
    took,
};
use tremplin_services::{
    DirectoryServer,
    adaptor::{self, Reply},
    apogee::{Double, Fate, Manner},
    free,
};

use crate::directory;

const STEPS: &str = "recupererIAEtapes_v3";
const OFFER: &str = "recupererSE_v3";
const ADDRESS: &str = "recupererAdressesEtudiant_v2";
const AWAY: &str = "Le service des inscriptions ne répond pas. Réessayez dans un instant ; vos brouillons restent accessibles.";

/// Apogée at an address, and who is asked for enrolments.
fn with_apogee(order: &[&str], url: &str) -> String {
    format!("[sources]\nenrolments = {order:?}\n[apogee]\nbase_url = \"{url}\"\nusername = \"tremplin\"\n")
}

/// Apogée at an address, which alone knows enrolments.
fn alone(url: &str) -> String {
    with_apogee(&["apogee"], url)
}

/// An institution with a portal, and a directory that says who is who.
struct Institution {
    _folder: TempDir,
    _directory: DirectoryServer,
    served: Served,
    portal: Portal,
}

impl Institution {
    /// With other systems, as these sections say.
    async fn open(systems: &str) -> Done<Self> {
        let (folder, directory, listen) = (tempfile::tempdir()?, directory()?, free(Ipv4Addr::LOCALHOST)?);
        let portal = Portal::new(folder.path(), &format!("http://{listen}")).await?;
        let ours = server(listen, &folder.path().join("data"))
            + &configuration::portal(folder.path())
            + &configuration::directory(&directory.plain)
            + systems;
        let config = folder.path().join("tremplin.toml");
        std::fs::write(&config, ours)?;
        let password = [("TREMPLIN_APOGEE_PASSWORD", "un-mot")];
        let served = Served::start_with(&config, if systems.contains("[apogee]") { &password } else { &[] }).await?;
        Ok(Self { _folder: folder, _directory: directory, served, portal })
    }

    /// What a student sees who begins a convention: always a page, and another one that works on.
    async fn begins(&self) -> Done<String> {
        let began = Instant::now();
        let answer = self.portal.get(LOGIN, "/widgets/mes-stages/new").await?;
        took("a new convention", began);
        let (status, text) = (answer.status(), plain(&answer.text().await?));
        ensure(status == 200, || format!("{status}: {text}"))?;
        let list = self.portal.get(LOGIN, "/widgets/mes-stages").await?;
        ensure(list.status() == 200, || format!("the list: {}", list.status()))?;
        Ok(text)
    }

    async fn close(self) -> Done {
        let code = self.served.stop().await?;
        ensure(code == Some(0), || format!("it ends with {code:?}"))
    }
}

fn says(text: &str, words: &[&str]) -> Done {
    let missing: Vec<_> = words.iter().filter(|words| !text.contains(&plain(words))).collect();
    ensure(missing.is_empty(), || format!("not {missing:?}: {text}"))
}

/// What a student sees when the other systems are as they are made to be.
async fn told(systems: &str, words: &[&str]) -> Done {
    let institution = Institution::open(systems).await?;
    says(&institution.begins().await?, words)?;
    institution.close().await
}

#[tokio::test]
async fn an_apogee_that_is_down_is_told_and_drafts_remain() -> Done {
    told(&alone(&format!("http://{}", free(Ipv4Addr::LOCALHOST)?)), &[AWAY]).await
}

#[tokio::test]
async fn an_apogee_that_takes_twenty_seconds_is_given_up_in_time() -> Done {
    let apogee = Double::slow(Manner::Strict, Duration::from_secs(20)).await?;
    told(&alone(&apogee.url()), &[AWAY]).await
}

#[tokio::test]
async fn what_came_in_time_is_offered_and_what_did_not_is_named() -> Done {
    let apogee = Double::start(Manner::Strict).await?;
    let _held = [apogee.hold(OFFER), apogee.hold(ADDRESS)];
    let offered = ["Master 2 Informatique", "UFR Sciences", "vérifiez chaque champ"];
    let missing = ["Adresse", "Heures d’enseignement", "Éléments pédagogiques"];
    told(&alone(&apogee.url()), &[offered, missing].concat()).await
}

#[tokio::test]
async fn a_page_with_status_200_is_no_enrolment() -> Done {
    let apogee = Double::start(Manner::Strict).await?;
    apogee.set(STEPS, Fate::Raw(StatusCode::OK, "text/html", "<html><h1>Maintenance</h1></html>".into()));
    told(&alone(&apogee.url()), &[AWAY]).await
}

#[tokio::test]
async fn an_account_that_apogee_refuses_is_no_business_of_a_student() -> Done {
    let apogee = Double::start(Manner::Strict).await?;
    apogee.close_to_others("Basic bm9ib2R5");
    told(&alone(&apogee.url()), &[AWAY]).await
}

#[tokio::test]
async fn a_student_whom_apogee_knows_without_enrolment_is_told_whom_to_ask() -> Done {
    let apogee = Double::start(Manner::Strict).await?;
    apogee.set(STEPS, Fate::Fault("technical.data.nullretrieve.findIAE"));
    told(&alone(&apogee.url()), &["Aucune inscription ne permet de préparer une convention", "écrivez à la scolarité"]).await
}

#[tokio::test]
async fn an_apogee_that_comes_back_is_asked_again() -> Done {
    let apogee = Double::start(Manner::Strict).await?;
    apogee.set(STEPS, Fate::Gone);
    let institution = Institution::open(&alone(&apogee.url())).await?;
    says(&institution.begins().await?, &[AWAY])?;
    apogee.heal(STEPS);
    says(&institution.begins().await?, &["Master 2 Informatique"])?;
    institution.close().await
}

#[tokio::test]
async fn where_apogee_takes_twenty_seconds_the_directory_stands_in_before_the_page_is_late() -> Done {
    let apogee = Double::slow(Manner::Strict, Duration::from_secs(20)).await?;
    let systems = with_apogee(&["apogee", "ldap"], &apogee.url());
    told(&systems, &["L3SCI", "UFR Sciences et techniques", "Champs encore vides : Adresse, Caisse d’assurance maladie"]).await
}

#[tokio::test]
async fn an_adaptor_that_is_silent_closed_or_a_page_is_away_and_drafts_remain() -> Done {
    let html = vec![("content-type", "text/html".to_owned())];
    for reply in [Reply::Never, Reply::Raw(401, Vec::new(), Vec::new()), Reply::Raw(200, html, b"<html>Connexion</html>".to_vec())] {
        let adaptor = adaptor::Double::start().await?;
        adaptor.always("/etapesByEtudiantAndAnnee", reply);
        told(&format!("[sources]\nenrolments = [\"adaptor\"]\n[adaptor]\nurl = \"{}\"\n", adaptor.url()), &[AWAY]).await?;
        adaptor.conforms();
    }
    Ok(())
}
