//! An institution's server from outside: its configuration, who may ask, what it does not have.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use reqwest::{Client, Response, StatusCode};
use tremplin_e2e_tests::{
    Done,
    configuration::{portal, server},
    database::Database,
    ensure,
    portal::Portal,
    program::{Demo, Served, run},
};
use tremplin_identity::Clock;
use tremplin_services::free;
use tremplin_store::{Address, Store};
use tremplin_testkit::{Builder, World};

fn configuration(listen: SocketAddr, folder: &Path) -> String {
    server(listen, &folder.join("data")) + &portal(folder)
}

async fn get(origin: &str, target: &str) -> Done<Response> {
    Ok(Client::new().get(format!("{origin}{target}")).send().await?)
}

#[tokio::test]
async fn an_institutions_server_answers_its_portal_alone_and_knows_no_personas() -> Done {
    let (folder, listen) = (tempfile::tempdir()?, free(Ipv4Addr::LOCALHOST)?);
    let origin = format!("http://{listen}");
    let portal = Portal::new(folder.path(), &origin).await?;
    std::fs::create_dir(folder.path().join("data"))?;
    // Its people come from elsewhere; here from the test.
    let store = Store::open(&Address::File(folder.path().join("data/tremplin.db")))?;
    World::default().into_store(&store).load(&store, [Builder::new(1)]);
    drop(store);
    let config = folder.path().join("tremplin.toml");
    std::fs::write(&config, configuration(listen, folder.path()))?;

    let served = Served::start(&config).await?;
    ensure(served.ready == format!("ready {origin}"), || served.ready.clone())?;
    let mine = "/widgets/mes-stages";
    let shown = portal.get("s.1", mine).await?;
    ensure(shown.status() == StatusCode::OK, || shown.status().to_string())?;
    let text = shown.text().await?;
    ensure(text.contains("2025-00001") && text.contains("https://ent.univ.example/w/w1/"), || text.clone())?;
    // The institution's systems are not connected: the person is told, and nothing breaks.
    let new = portal.get("s.1", "/widgets/mes-stages/new").await?;
    ensure(new.status() == StatusCode::OK, || new.status().to_string())?;
    for (answer, status) in
        [(get(&origin, mine).await?, StatusCode::UNAUTHORIZED), (portal.get("nobody", mine).await?, StatusCode::FORBIDDEN)]
    {
        ensure(answer.status() == status, || answer.status().to_string())?;
    }
    let offered = get(&origin, "/.well-known/fragments.json").await?.text().await?;
    ensure(offered.contains("mes-stages") && !offered.contains("courrier-demo"), || offered.clone())?;
    for path in ["/sign-in", "/p/mes-stages", "/"] {
        let answer = get(&origin, path).await?;
        ensure(answer.status() == StatusCode::NOT_FOUND, || format!("{path}: {}", answer.status()))?;
    }
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}

#[tokio::test]
async fn a_portal_whose_clock_is_five_minutes_off_is_told_why_it_is_not_believed() -> Done {
    const FIVE: Duration = Duration::from_mins(5);
    let (folder, listen) = (tempfile::tempdir()?, free(Ipv4Addr::LOCALHOST)?);
    let (origin, here) = (format!("http://{listen}"), folder.path());
    let late = Portal::with_clock(here, &origin, Clock::new(|| Clock::of_the_machine().now() - FIVE)).await?;
    std::fs::write(here.join("tremplin.toml"), configuration(listen, here))?;
    let served = Served::start(&here.join("tremplin.toml")).await?;
    let answer = late.get("s.1", "/widgets/mes-stages").await?;
    let (status, text) = (answer.status(), answer.text().await?);
    ensure(status == StatusCode::UNAUTHORIZED && text.contains("Votre identité n’a pas pu être vérifiée"), || {
        format!("{status}: {text}")
    })?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}

#[tokio::test]
async fn an_institutions_server_does_not_serve_the_accounts_of_a_demo() -> Done {
    let (folder, listen) = (tempfile::tempdir()?, free(Ipv4Addr::LOCALHOST)?);
    let made = run(&["keys", "--out", &folder.path().display().to_string()], folder.path()).await?;
    ensure(made.code == Some(0), || format!("{made:?}"))?;
    std::fs::write(folder.path().join("tremplin.toml"), configuration(listen, folder.path()))?;
    Demo::start_in(&folder.path().join("data"), Database::Sqlite).await?.stop().await?;
    let ended = run(&["serve"], folder.path()).await?;
    ensure(ended.code == Some(1) && ended.said.contains("est celle d’une démonstration"), || format!("{ended:?}"))
}

#[tokio::test]
async fn every_mistake_of_a_configuration_is_told_and_no_secret() -> Done {
    let folder = tempfile::tempdir()?;
    let config = folder.path().join("tremplin.toml");
    std::fs::write(&config, "listen = \"8081\"\npublik_url = \"x\"\n[smtp]\nhost = \"h\"\ntls = \"none\"\npassword = \"hunter2\"\n")?;
    let ended = run(&["serve"], folder.path()).await?;
    ensure(ended.code == Some(2), || format!("{ended:?}"))?;
    for said in ["tremplin.toml", "listen", "publik_url", "public_url", "data", "institution.name", "smtp.password", "mail.sender"] {
        ensure(ended.said.contains(said), || format!("{said} is not in {}", ended.said))?;
    }
    ensure(!ended.said.contains("hunter2"), || ended.said.clone())
}

#[tokio::test]
async fn a_server_without_its_configuration_or_its_keys_says_which_file() -> Done {
    let folder = tempfile::tempdir()?;
    let ended = run(&["serve"], folder.path()).await?;
    ensure(ended.code == Some(2) && ended.said.contains("tremplin.toml"), || format!("{ended:?}"))?;
    std::fs::write(folder.path().join("tremplin.toml"), configuration(free(Ipv4Addr::LOCALHOST)?, folder.path()))?;
    let ended = run(&["serve"], folder.path()).await?;
    ensure(ended.code == Some(1) && ended.said.contains("portal.pub"), || format!("{ended:?}"))
}

#[tokio::test]
async fn an_application_reads_with_the_token_that_it_was_given_and_no_longer_than_that() -> Done {
    let (folder, listen) = (tempfile::tempdir()?, free(Ipv4Addr::LOCALHOST)?);
    let made = run(&["keys", "--out", &folder.path().display().to_string()], folder.path()).await?;
    ensure(made.code == Some(0), || format!("{made:?}"))?;
    std::fs::write(folder.path().join("tremplin.toml"), configuration(listen, folder.path()))?;
    let added = run(&["client", "add", "scolarite", "--rights", "conventions"], folder.path()).await?;
    ensure(added.code == Some(0), || format!("{added:?}"))?;
    let token = added.shown.lines().nth(1).unwrap_or_default().to_owned();
    let again = run(&["client", "add", "scolarite", "--rights", "survey"], folder.path()).await?;
    ensure(again.code == Some(1) && again.said.contains("scolarite"), || format!("{again:?}"))?;
    let listed = run(&["client", "list"], folder.path()).await?;
    ensure(listed.shown.contains("scolarite") && !listed.shown.contains(&token), || format!("{listed:?}"))?;

    let served = Served::start(&folder.path().join("tremplin.toml")).await?;
    let read = async |path: &str, token: &str| -> Done<StatusCode> {
        let request = Client::new().get(format!("http://{listen}{path}")).bearer_auth(token);
        Ok(request.send().await?.status())
    };
    for (path, token, status) in [
        ("/api/v1/conventions", token.as_str(), StatusCode::OK),
        ("/api/v1/survey?year=2025", token.as_str(), StatusCode::FORBIDDEN),
        ("/api/v1/conventions", "another", StatusCode::UNAUTHORIZED),
    ] {
        let answered = read(path, token).await?;
        ensure(answered == status, || format!("{path}: {answered}"))?;
    }
    let revoked = run(&["client", "revoke", "scolarite"], folder.path()).await?;
    ensure(revoked.code == Some(0), || format!("{revoked:?}"))?;
    let answered = read("/api/v1/conventions", &token).await?;
    ensure(answered == StatusCode::UNAUTHORIZED, || answered.to_string())?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}
