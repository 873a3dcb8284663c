//! An institution's own site in a real browser: a CAS server and a directory that others wrote, two nodes of one site, and another site.

use std::{net::Ipv4Addr, path::Path};

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    configuration::{self, free, server},
    ensure,
    program::Served,
};
use tremplin_services::{
    CasServer, DirectoryServer, DirectorySetup, Person, Registered, Setup,
    directory_entries::{login, name, people, structures},
};

/// Places in the generated directory: a student, a student who is new, a teacher, an assistant who is neither.
const STUDENT: usize = 1;
const NEW: usize = 2;
const TEACHER: usize = 19;
const ASSISTANT: usize = 199;

fn cas() -> Done<CasServer> {
    let known = [STUDENT, NEW, TEACHER, ASSISTANT].map(|place| (login(place), Person::new("secret", &[])));
    let pattern = r"^http://127\.0\.0\.[0-9]+:[0-9]+/".to_owned();
    let services = vec![Registered { name: "sites".into(), pattern, proxy: false, callback: false }];
    CasServer::start(&Setup { people: known.into(), services, authority: None })
}

/// A site at a host of this machine, over a folder.
async fn site(host: Ipv4Addr, folder: &Path, cas: &str, directory: &str) -> Done<(Served, String)> {
    let (behind, before) = (free(Ipv4Addr::LOCALHOST)?, free(host)?);
    let origin = format!("http://{before}");
    let text = format!("administrators = [\"{}\"]", login(TEACHER))
        + &server(behind, folder)
        + &format!(
            r#"
        [site]
        listen = "{before}"
        public_url = "{origin}"
        [cas]
        url = "{cas}"
        "#
        )
        + &configuration::directory(directory);
    let config = folder.join(format!("tremplin-{}.toml", before.port()));
    std::fs::write(&config, text)?;
    let served = Served::start(&config).await?;
    ensure(served.ready == format!("ready {origin}"), || served.ready.clone())?;
    Ok((served, origin))
}

async fn sign_in(page: &Browser, who: &str, password: &str) -> Done {
    page.fill("#id_username", who).await?;
    page.fill("#id_password", password).await?;
    page.follow("form button[type=submit]").await?;
    // What the CAS server's page says to the console is not ours to mend.
    page.forget().await
}

async fn elsewhere(page: &Browser, address: &str) -> Done {
    page.client().goto(address).await?;
    page.until(&format!("{address} is there"), "return document.readyState === 'complete'", &[]).await
}

#[tokio::test]
async fn one_sign_in_opens_every_site_and_one_departure_closes_them() -> Done {
    let cas = cas()?;
    let entries = structures(1) + &people(220);
    let directory = DirectoryServer::start(&DirectorySetup { entries, anonymous: true, ..DirectorySetup::default() })?;
    let (folder, other_folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (node, origin) = site(Ipv4Addr::LOCALHOST, folder.path(), &cas.base, &directory.plain).await?;
    let (second_node, second_origin) = site(Ipv4Addr::LOCALHOST, folder.path(), &cas.base, &directory.plain).await?;
    let (other, other_origin) = site(Ipv4Addr::new(127, 0, 0, 2), other_folder.path(), &cas.base, &directory.plain).await?;
    let page = Browser::open(&origin, Scripts::On, Look::Every).await?;

    // Whoever only comes by is not sent away; whoever goes somewhere signs in first.
    page.go("/").await?;
    page.says("main", "Bienvenue").await?;
    page.says(".bar__name", "Université d’exemple").await?;
    page.look("bienvenue").await?;
    page.go("/p/mes-stages").await?;
    sign_in(&page, &login(STUDENT), "wrong").await?;
    page.find("#id_password").await?;
    sign_in(&page, &login(STUDENT), "secret").await?;
    page.says("#window-stages", "Mes stages").await?;
    ensure(page.path().await? == "/p/mes-stages", || "the ticket stays in the address".into())?;
    let (first, last) = name(STUDENT);
    page.says(".bar__person", &format!("{first} {last}")).await?;

    // Their enrolment comes from the directory, and a convention begins under it.
    page.go("/w/stages/new").await?;
    page.says("#window-stages", "2026/2027").await?;
    page.follow("#window-stages form[action$='/create'] button[type=submit]").await?;
    page.find("#stages-town").await?;

    // Nobody asks again: not at another node, which has the same sessions, nor at another site.
    elsewhere(&page, &format!("{second_origin}/p/mes-stages")).await?;
    page.says(".bar__person", &last).await?;
    elsewhere(&page, &format!("{other_origin}/p/mes-stages")).await?;
    page.says(".bar__person", &last).await?;

    // Leaving one leaves all.
    page.go("/p/mes-stages").await?;
    page.follow("form[action='/sign-out'] button").await?;
    for origin in [&origin, &second_origin, &other_origin] {
        elsewhere(&page, &format!("{origin}/p/mes-stages")).await?;
        page.find("#id_password").await?;
    }

    // A teacher who administers; somebody who is neither student nor teacher.
    page.go("/p/stages-suivis").await?;
    sign_in(&page, &login(TEACHER), "secret").await?;
    page.says("#window-suivis", "Stages suivis").await?;
    page.go("/sessions").await?;
    page.find("input[name=login]").await?;
    page.follow("form[action='/sign-out'] button").await?;
    page.go("/p/mes-stages").await?;
    sign_in(&page, &login(ASSISTANT), "secret").await?;
    page.expect("403");
    page.says("main", "rien ne vous est ouvert").await?;
    page.look("inconnu").await?;
    page.close().await?;
    for served in [node, second_node, other] {
        let code = served.stop().await?;
        ensure(code == Some(0), || format!("it ends with {code:?}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn without_the_directory_known_people_work_on_and_the_others_are_told() -> Done {
    let cas = cas()?;
    let entries = structures(1) + &people(60);
    let mut directory = DirectoryServer::start(&DirectorySetup { entries, anonymous: true, ..DirectorySetup::default() })?;
    let folder = tempfile::tempdir()?;
    let (served, origin) = site(Ipv4Addr::LOCALHOST, folder.path(), &cas.base, &directory.plain).await?;
    let page = Browser::open(&origin, Scripts::On, Look::Every).await?;
    page.go("/p/mes-stages").await?;
    sign_in(&page, &login(STUDENT), "secret").await?;
    page.says("#window-stages", "Mes stages").await?;
    page.follow("form[action='/sign-out'] button").await?;

    directory.stop()?;
    page.go("/p/mes-stages").await?;
    sign_in(&page, &login(STUDENT), "secret").await?;
    page.says("#window-stages", "Mes stages").await?;
    page.go("/w/stages/new").await?;
    page.says("#window-stages", "ne répond pas").await?;
    page.look("annuaire-absent").await?;
    page.follow("form[action='/sign-out'] button").await?;
    page.go("/p/mes-stages").await?;
    sign_in(&page, &login(NEW), "secret").await?;
    page.expect("503");
    page.says("main", "L’annuaire de l’établissement ne répond pas").await?;
    page.look("premiere-visite").await?;

    directory.run()?;
    page.follow(".notice a").await?;
    page.says("#window-stages", "Mes stages").await?;
    page.close().await?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}
