//! An institution's own site in a real browser: a CAS server and a directory that others wrote, two nodes of one site, and another site.

use std::{
    net::Ipv4Addr,
    path::Path,
    time::{Duration, Instant},
};

use fantoccini::{Client, Locator, wd::WindowHandle};
use serde_json::json;

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    configuration::{self, server},
    elsewhere::Elsewhere,
    ensure,
    program::Served,
};
use tremplin_services::{
    CasServer, DirectoryServer, DirectorySetup, Person, Registered, Setup,
    directory_entries::{login, name, people, structures},
    free,
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
    site_with("", host, folder, cas, directory).await
}

/// The same, with more settings of its own.
async fn site_with(settings: &str, host: Ipv4Addr, folder: &Path, cas: &str, directory: &str) -> Done<(Served, String)> {
    let (behind, before) = (free(Ipv4Addr::LOCALHOST)?, free(host)?);
    let origin = format!("http://{before}");
    let text = format!("administrators = [\"{}\"]", login(TEACHER))
        + &server(behind, folder)
        + &configuration::site(before, cas, settings)
        + &configuration::directory(directory);
    let config = folder.join(format!("tremplin-{}.toml", before.port()));
    std::fs::write(&config, text)?;
    let served = Served::start(&config).await?;
    ensure(served.ready == format!("ready {origin}"), || served.ready.clone())?;
    Ok((served, origin))
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
    page.sign_in(&login(STUDENT), "wrong").await?;
    page.find("#id_password").await?;
    page.sign_in(&login(STUDENT), "secret").await?;
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
    page.sign_in(&login(TEACHER), "secret").await?;
    page.says("#window-suivis", "Stages suivis").await?;
    page.go("/sessions").await?;
    page.find("input[name=login]").await?;
    page.follow("form[action='/sign-out'] button").await?;
    page.go("/p/mes-stages").await?;
    page.sign_in(&login(ASSISTANT), "secret").await?;
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
    page.sign_in(&login(STUDENT), "secret").await?;
    page.says("#window-stages", "Mes stages").await?;
    page.follow("form[action='/sign-out'] button").await?;

    directory.stop()?;
    page.go("/p/mes-stages").await?;
    page.sign_in(&login(STUDENT), "secret").await?;
    page.says("#window-stages", "Mes stages").await?;
    page.go("/w/stages/new").await?;
    page.says("#window-stages", "ne répond pas").await?;
    page.look("annuaire-absent").await?;
    page.follow("form[action='/sign-out'] button").await?;
    page.go("/p/mes-stages").await?;
    page.sign_in(&login(NEW), "secret").await?;
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

/// An element of the frame that the window shows, once it says something.
async fn framed(window: &Client, css: &str, words: &str) -> Done {
    let body = "return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false";
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        window.enter_parent_frame().await?;
        window.enter_frame(0).await?;
        // A page that is just being replaced cannot answer: that is "not yet".
        if window.execute(body, vec![css.into(), words.into()]).await.is_ok_and(|answer| answer == true) {
            return Ok(());
        }
        let shown = window.execute("return location.href + ' ' + document.body.innerText", vec![]).await;
        ensure(Instant::now() < end, || format!("{css} of the frame does not say « {words} »: {shown:?}"))?;
        tokio::task::yield_now().await;
    }
}

async fn press(window: &Client, css: &str) -> Done {
    Ok(window.find(Locator::Css(css)).await?.click().await?)
}

/// Waits until the browser has so many windows, and gives them.
async fn windows(window: &Client, count: usize) -> Done<Vec<WindowHandle>> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let open = window.windows().await?;
        if open.len() == count {
            return Ok(open);
        }
        ensure(Instant::now() < end, || format!("{} windows are open instead of {count}", open.len()))?;
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn in_a_page_of_another_site_people_sign_in_beside_it_and_work_within() -> Done {
    let cas = cas()?;
    let entries = structures(1) + &people(60);
    let directory = DirectoryServer::start(&DirectorySetup { entries, anonymous: true, ..DirectorySetup::default() })?;
    let folder = tempfile::tempdir()?;
    let (moodle, stranger) = (Elsewhere::start().await?, Elsewhere::start().await?);
    let settings = format!("embedded_by = [\"{}\"]", moodle.origin);
    let (served, origin) = site_with(&settings, Ipv4Addr::LOCALHOST, folder.path(), &cas.base, &directory.plain).await?;
    let page = Browser::open(&origin, Scripts::On, Look::Every).await?;
    let window = page.client();
    let address = format!("{origin}/p/mes-stages");

    // Another site shows nothing of it.
    elsewhere(&page, &stranger.showing(&address)).await?;
    window.enter_frame(0).await?;
    let blocked = window.execute("return location.href", vec![]).await?;
    ensure(blocked == "chrome-error://chromewebdata/", || blocked.to_string())?;
    window.enter_parent_frame().await?;
    page.forget().await?;

    // In the course, people sign in in a window of its own, which closes by itself; the frame goes on.
    elsewhere(&page, &moodle.showing(&address)).await?;
    framed(window, ".notice", "nouvelle fenêtre").await?;
    page.look("framed-notice").await?;
    let course = window.window().await?;
    press(window, ".notice a.onward").await?;
    let opened = windows(window, 2).await?.into_iter().find(|other| *other != course).ok_or("no window")?;
    window.switch_to_window(opened).await?;
    page.fill("#id_username", &login(STUDENT)).await?;
    page.fill("#id_password", "secret").await?;
    page.click("form button[type=submit]").await?;
    windows(window, 1).await?;
    window.switch_to_window(course).await?;
    framed(window, "#window-stages", "Mes stages").await?;
    framed(window, ".bar__person", &name(STUDENT).1).await?;
    page.forget().await?;
    page.look("framed-list").await?;
    let kept = page.command("Network.getAllCookies", &json!({})).await?;
    let cookies = kept["cookies"].as_array().cloned().unwrap_or_default();
    let cookie = cookies.iter().find(|cookie| cookie["name"] == "__Host-tremplin-embedded").ok_or("the frame has no cookie")?;
    ensure(cookie["sameSite"] == "None" && cookie["secure"] == true && cookie["httpOnly"] == true, || cookie.to_string())?;
    ensure(cookie["partitionKey"]["topLevelSite"] == "http://localhost", || cookie.to_string())?;

    // A convention begins within the frame.
    press(window, "#window-stages a[href$='/new']").await?;
    framed(window, "#window-stages", "2026/2027").await?;
    press(window, "#window-stages form[action$='/create'] button[type=submit]").await?;
    framed(window, "#window-stages label[for=stages-town]", "").await?;

    // Whoever leaves it has left, here and in the window.
    press(window, "form[action='/sign-out'] button").await?;
    framed(window, "h1", "Vous êtes déconnecté").await?;
    elsewhere(&page, &moodle.showing(&address)).await?;
    framed(window, ".notice a.onward", "Se connecter").await?;

    // Signed in at the CAS server still, they are asked nothing, and the window hands over at once.
    press(window, ".notice a.onward").await?;
    framed(window, "#window-stages", "Mes stages").await?;
    windows(window, 1).await?;

    // Leaving the site itself leaves the CAS server, which ends the frame's session too.
    page.go("/p/mes-stages").await?;
    page.follow("form[action='/sign-out'] button").await?;
    elsewhere(&page, &moodle.showing(&address)).await?;
    framed(window, ".notice a.onward", "Se connecter").await?;
    page.close().await?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}
