//! Every system that an institution may have, alive: each is reached. Then each refuses whoever asks, and the table says what to do.

use std::{net::Ipv4Addr, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use tempfile::TempDir;
use tremplin_e2e_tests::{
    Done,
    browser::plain,
    configuration::site,
    database::Database,
    directory::{self, NUMBER},
    ensure,
    program::{Ended, run, run_with},
};
use tremplin_services::{
    CasServer, DirectoryServer, DirectorySetup, Lie, LyingCas, MailServer, PASSWORD, Setup,
    adaptor::{self, Reply},
    apogee::{self, Manner},
    free,
};

use crate::{configuration, says};

/// The account of all of them, which the right passwords belong to.
const ACCOUNT: &str = "tremplin";
/// By variable: what each system wants, which nothing may print.
const RIGHT: [(&str, &str); 4] = [
    ("TREMPLIN_LDAP_PASSWORD", PASSWORD),
    ("TREMPLIN_APOGEE_PASSWORD", "mot-d-apogee"),
    ("TREMPLIN_ADAPTOR_PASSWORD", "mot-d-adaptateur"),
    ("TREMPLIN_SMTP_PASSWORD", "mot-de-courrier"),
];

fn basic(password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{ACCOUNT}:{password}")))
}

/// All of them, for whoever knows the account.
struct Systems {
    folder: TempDir,
    cas: String,
    directory: DirectoryServer,
    apogee: apogee::Double,
    adaptor: adaptor::Double,
    mail: MailServer,
}

impl Systems {
    /// Beside a CAS server.
    async fn start(cas: &str) -> Done<Self> {
        let folder = tempfile::tempdir()?;
        let (apogee, adaptor) = (apogee::Double::start(Manner::Strict).await?, adaptor::Double::start().await?);
        let [_, (_, to_apogee), (_, to_adaptor), (_, to_mail)] = RIGHT;
        apogee.close_to_others(&basic(to_apogee));
        adaptor.close_to_others(&basic(to_adaptor));
        Ok(Self {
            cas: cas.to_owned(),
            directory: directory::start(&DirectorySetup::default())?,
            apogee,
            adaptor,
            mail: MailServer::start(&folder.path().join("box"), 0, Some((ACCOUNT, to_mail)))?,
            folder,
        })
    }

    fn configuration(&self, here: &Path) -> Done<String> {
        let more = site(free(Ipv4Addr::LOCALHOST)?, &self.cas, "")
            + &format!(
                r#"
        [apogee]
        base_url = "{apogee}"
        regimes = {{ "1" = "initial" }}
        username = "{ACCOUNT}"
        [adaptor]
        url = "{adaptor}"
        user = "{ACCOUNT}"
        parts = ["people", "student-search", "teacher-search", "social"]
        [sources]
        people = ["ldap", "apogee", "adaptor"]
        enrolments = ["apogee", "adaptor", "ldap"]
        [smtp]
        host = "127.0.0.1"
        port = {port}
        tls = "none"
        user = "{ACCOUNT}"
        [mail]
        sender = "Stages <stages@univ.example>"
        "#,
                apogee = self.apogee.url(),
                adaptor = self.adaptor.url(),
                port = self.mail.port,
            );
        Ok(configuration(here, &self.directory.plain, &more))
    }

    /// What the table says when these variables are set. No value of them is in it.
    async fn check(&self, variables: &[(&str, &str)]) -> Done<Ended> {
        let here = self.folder.path();
        if !here.join("portal.pub").exists() {
            let made = run(&["keys", "--out", &here.display().to_string()], here).await?;
            ensure(made.code == Some(0), || format!("{made:?}"))?;
        }
        std::fs::write(here.join("tremplin.toml"), self.configuration(here)?)?;
        let ended = run_with(&["check", "--student", NUMBER], here, variables).await?;
        let told: Vec<_> = variables.iter().filter(|(_, secret)| ended.shown.contains(secret) || ended.said.contains(secret)).collect();
        ensure(told.is_empty(), || format!("secrets are printed: {told:?}"))?;
        Ok(ended)
    }
}

async fn everything_is_reached(database: &Database) -> Done {
    let cas = CasServer::start(&Setup::default())?;
    let systems = Systems::start(&cas.base).await?;
    // The example of the contract is of 2026.
    systems.adaptor.on("/etapesByEtudiantAndAnnee", |seen| match seen.values.get("annee").map(String::as_str) {
        Some("2026") => Reply::Example,
        _ => Reply::Right(json!({ "listeEtapeInscriptions": [] })),
    });
    let mut variables = RIGHT.to_vec();
    if let Database::Mariadb(address) = database {
        variables.push(("TREMPLIN_DATABASE_URL", address));
    }
    let ended = systems.check(&variables).await?;
    ensure(ended.code == Some(0), || format!("{}\n{}", ended.shown, ended.said))?;
    let lines: Vec<_> = ended.shown.lines().skip(1).filter(|line| !line.starts_with(' ')).collect();
    let others: Vec<_> = lines.iter().filter(|line| !line.contains("  atteint")).collect();
    ensure(others.is_empty(), || format!("{others:?}"))?;
    for system in [
        "Base de données",
        "Courrier 127.0.0.1",
        "Portail ent",
        "Site http://127.0.0.1",
        &format!("CAS {}", systems.cas),
        "CAS, validation d’un ticket",
        &format!("Annuaire {}", systems.directory.plain),
        "Annuaire, people_base",
        "Annuaire, structures_base",
        "Apogée, EtudiantMetier",
        "Apogée, OffreFormationMetier",
        "Adaptateur, etudiantRef",
        "Adaptateur, couvertureSociale",
        "Étudiant, annuaire",
        "Étudiant, Apogée",
        "Étudiant, adaptateur",
        "Inscriptions, Apogée",
        "Inscriptions, adaptateur",
        "Inscriptions, annuaire",
    ] {
        ensure(lines.iter().any(|line| line.starts_with(system)), || format!("no {system}: {}", ended.shown))?;
    }
    systems.adaptor.conforms();
    Ok(())
}

#[tokio::test]
async fn everything_that_is_alive_is_reached_with_a_database_on_disk() -> Done {
    everything_is_reached(&Database::Sqlite).await
}

#[tokio::test]
async fn everything_that_is_alive_is_reached_with_mariadb() -> Done {
    let Some(database) = Database::mariadb("check_systems").await? else {
        println!("no MariaDB (TREMPLIN_TEST_MYSQL): not run");
        return Ok(());
    };
    everything_is_reached(&database).await?;
    database.remove().await
}

#[tokio::test]
async fn each_system_that_refuses_us_says_what_an_administrator_can_do() -> Done {
    let unknown = "<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'><cas:authenticationFailure code='INVALID_SERVICE'>no</cas:authenticationFailure></cas:serviceResponse>";
    let cas = LyingCas::start(Lie::Says(200, "application/xml", unknown.into())).await?;
    let systems = Systems::start(&cas.base).await?;
    let mut variables = RIGHT.map(|(name, _)| (name, "un-mot-qui-n-est-pas-le-bon")).to_vec();
    let mariadb = Database::mariadb("check_refused").await?;
    let address = match &mariadb {
        Some(Database::Mariadb(address)) => address.replacen(":essai@", ":un-mot-qui-n-est-pas-le-bon@", 1),
        _ => String::new(),
    };
    if !address.is_empty() {
        variables.push(("TREMPLIN_DATABASE_URL", &address));
    }
    let ended = systems.check(&variables).await?;
    ensure(ended.code == Some(1), || format!("{ended:?}"))?;
    let refused = [
        ("Courrier 127.0.0.1", "vérifier smtp.user et TREMPLIN_SMTP_PASSWORD"),
        ("CAS, validation d’un ticket", "le déclarer dans le serveur CAS"),
        ("Annuaire ldap://", "vérifier ldap.bind_dn et TREMPLIN_LDAP_PASSWORD"),
        ("Apogée, EtudiantMetier", "vérifier apogee.username et TREMPLIN_APOGEE_PASSWORD, et ses droits sur EtudiantMetier"),
        ("Apogée, GeographieMetier", "vérifier apogee.username et TREMPLIN_APOGEE_PASSWORD"),
        ("Adaptateur, etudiantRef", "vérifier TREMPLIN_ADAPTOR_TOKEN, ou adaptor.user et TREMPLIN_ADAPTOR_PASSWORD"),
    ];
    let database = ("Base de données", "vérifier database.url ou TREMPLIN_DATABASE_URL");
    for (system, advice) in refused.into_iter().chain((!address.is_empty()).then_some(database)) {
        says(&ended, system, "pas atteint")?;
        let line = ended.shown.lines().find(|line| line.starts_with(system)).unwrap_or_default();
        ensure(plain(line).contains(advice), || format!("{system} does not say « {advice} »: {}", ended.shown))?;
    }
    if let Some(database) = mariadb {
        database.remove().await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_answers_by_a_page_is_told_as_such() -> Done {
    let cas = CasServer::start(&Setup::default())?;
    let systems = Systems::start(&cas.base).await?;
    let page = "<html><h1>Connexion</h1></html>";
    systems.apogee.set("recupererSE_v3", apogee::Fate::Raw(http::StatusCode::OK, "text/html", page.into()));
    systems.adaptor.always("/etudiantRef", Reply::Raw(200, vec![("content-type", "text/html".to_owned())], page.into()));
    let ended = systems.check(&RIGHT).await?;
    ensure(ended.code == Some(1), || format!("{ended:?}"))?;
    for (system, advice) in [
        ("Apogée, OffreFormationMetier", "l’adresse mène à un frontal ou à une page de connexion"),
        ("Adaptateur, etudiantRef", "adaptor.url mène à un site"),
    ] {
        says(&ended, system, "pas atteint")?;
        ensure(plain(&ended.shown).contains(advice), || format!("{system} does not say « {advice} »: {}", ended.shown))?;
    }
    says(&ended, "Apogée, EtudiantMetier", "atteint")
}
