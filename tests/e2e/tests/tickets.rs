//! A site that acts for somebody at another institution's server, which believes CAS alone: a real browser, real processes, a
//! real CAS server, private certificates.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use reqwest::Client;
use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    configuration::{self, server},
    ensure,
    program::Served,
};
use tremplin_services::{
    Authority, CasServer, DirectoryServer, DirectorySetup, Front, Person, Setup,
    directory_entries::{login, people, structures},
    free,
};

const STUDENT: usize = 1;

/// What both have in common, with the institution's systems.
fn common(folder: &Path, listen: SocketAddr, cas: &CasServer, authority: &Path, directory: &DirectoryServer, proxy: bool) -> String {
    server(listen, folder)
        + &format!(
            r#"
        [cas]
        url = "{cas}"
        authorities = "{authority}"
        proxy = {proxy}
        "#,
            cas = cas.base,
            authority = authority.display(),
        )
        + &configuration::directory(&directory.plain)
}

async fn served(folder: &Path, text: &str) -> Done<Served> {
    let config = folder.join("tremplin.toml");
    std::fs::write(&config, text)?;
    Served::start(&config).await
}

/// Pages of a site that shows the widget of another server.
fn pages(folder: &Path) -> Done {
    std::fs::create_dir_all(folder.join("channels"))?;
    let portal = r#"
        name = { fr = "Portail d’essai", en = "Test portal" }
        [[page]]
        slug = "ailleurs"
        title = { fr = "Ailleurs", en = "Elsewhere" }
        [[page.column]]
        [[page.column.window]]
        ns = "stages"
        channel = "mes-stages"
    "#;
    let channel = r#"
        handle = "mes-stages"
        server = "autre"
        title = { fr = "Mes stages", en = "My internships" }
        description = { fr = "x", en = "x" }
        deadline_ms = 60000
    "#;
    std::fs::write(folder.join("portal.toml"), portal)?;
    Ok(std::fs::write(folder.join("channels/mes-stages.toml"), channel)?)
}

#[tokio::test]
async fn a_proxy_ticket_brings_somebody_from_a_site_to_another_server() -> Done {
    let authority = Authority::new()?;
    let known = [(login(STUDENT), Person::new("secret", &[]))];
    let cas = CasServer::start(&Setup { people: known.into(), authority: Some(&authority), ..Setup::default() })?;
    let entries = structures(1) + &people(20);
    let directory = DirectoryServer::start(&DirectorySetup { entries, anonymous: true, ..DirectorySetup::default() })?;
    let folder = tempfile::tempdir()?;
    let certificate = folder.path().join("authority.pem");
    std::fs::write(&certificate, authority.pem())?;
    let (site_folder, other_folder) = (folder.path().join("site"), folder.path().join("other"));
    for made in [&site_folder, &other_folder] {
        std::fs::create_dir(made)?;
    }
    pages(&site_folder)?;
    let (behind, front_of, other) = (free(Ipv4Addr::LOCALHOST)?, free(Ipv4Addr::LOCALHOST)?, free(Ipv4Addr::LOCALHOST)?);
    let front = Front::start(&authority, front_of).await?;

    let other_text = common(&other_folder, other, &cas, &certificate, &directory, false)
        + &format!(
            r#"
        [portal.site]
        proxy = "{origin}/cas/grant"
        render = "{origin}/w/{{ns}}/{{target}}"
        action = "{origin}/w/{{ns}}/{{target}}"
        resource = "{origin}/r/{{ns}}/{{target}}"
        "#,
            origin = front.origin
        );
    let other_server = served(&other_folder, &other_text).await?;
    let site_text = common(&site_folder, behind, &cas, &certificate, &directory, true)
        + &format!(
            r#"
        [site]
        listen = "{front_of}"
        public_url = "{origin}"
        pages = "{pages}"
        [site.servers.autre]
        url = "http://{other}"
        identity = "cas"
        "#,
            origin = front.origin,
            pages = site_folder.display(),
        );
    let site = served(&site_folder, &site_text).await?;

    let page = Browser::open(&front.origin, Scripts::On, Look::Never).await?;
    page.go("/p/ailleurs").await?;
    page.sign_in(&login(STUDENT), "secret").await?;
    ensure(page.path().await? == "/p/ailleurs", || "not where they were going, or with a ticket in the address".into())?;
    page.says("#window-stages", "Mes stages").await?;
    page.go("/w/stages/new").await?;
    page.follow("#window-stages form[action$='/create'] button[type=submit]").await?;
    page.find("#stages-town").await?;
    // Neither the session nor what it may do elsewhere is lost with the process.
    ensure(site.stop().await? == Some(0), || "the site does not end well".into())?;
    let site = served(&site_folder, &site_text).await?;
    page.go("/p/ailleurs").await?;
    page.find("#window-stages a[href*='/w/stages/']").await?;
    let markup = page.script("return document.documentElement.outerHTML", &[]).await?;
    ensure(!markup.to_string().contains("PT-"), || "a ticket is shown".into())?;
    page.close().await?;
    // Nobody else is believed.
    let direct = Client::builder().no_proxy().build()?;
    for target in ["", "?ticket=PT-1-invented", "?ticket=ST-1-invented"] {
        let answer = direct.get(format!("http://{other}/widgets/mes-stages{target}")).send().await?;
        ensure(answer.status() == 401, || format!("{target}: {}", answer.status()))?;
    }
    for served in [site, other_server] {
        let code = served.stop().await?;
        ensure(code == Some(0), || format!("it ends with {code:?}"))?;
    }
    Ok(())
}
