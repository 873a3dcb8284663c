//! The program from outside, without a browser: how it starts, what it refuses, how it ends, what its door lets through.

use std::{net::TcpListener, path::Path};

use reqwest::{Client, Response, StatusCode, header, redirect::Policy};
use tremplin_e2e_tests::{
    Done,
    database::Database,
    ensure,
    program::{Demo, run},
};

fn client() -> Done<Client> {
    Ok(Client::builder().redirect(Policy::none()).build()?)
}

/// Sends a form as a browser on the portal's own page does.
async fn send(demo: &Demo, path: &str, cookie: &str, pairs: &[(&str, &str)]) -> Done<Response> {
    let body = pairs.iter().map(|(name, value)| format!("{name}={}", value.replace('/', "%2F"))).collect::<Vec<_>>().join("&");
    let request = client()?.post(demo.at(path)).header("origin", &demo.origin).header("cookie", cookie);
    Ok(request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await?)
}

/// Signs somebody in and gives the cookie.
async fn sign_in(demo: &Demo, login: &str) -> Done<String> {
    let answer = send(demo, "/sign-in", "", &[("login", login)]).await?;
    let cookie = answer.headers().get(header::SET_COOKIE).and_then(|c| c.to_str().ok()).ok_or("no cookie")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

async fn page(demo: &Demo, path: &str, cookie: &str) -> Done<String> {
    Ok(client()?.get(demo.at(path)).header("cookie", cookie).send().await?.text().await?)
}

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// Makes a draft, starts again on the same data, and finds it.
async fn keeps(folder: &Path, database: Database) -> Done {
    let demo = Demo::start_in(folder, database.clone()).await?;
    let cookie = sign_in(&demo, "adupont").await?;
    let form = page(&demo, "/w/stages/new", &cookie).await?;
    let answer = send(&demo, "/w/stages/create", &cookie, &[("once", hidden(&form, "once")), ("enrolment", "2026/M2DAF/211")]).await?;
    let place = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
    let draft = place.split("/student").next().unwrap_or_default().rsplit("/w/").next().unwrap_or_default().to_owned();
    ensure(draft.starts_with("stages/"), || format!("no draft was made: {} {place}", answer.status()))?;
    let code = demo.stop().await?;
    ensure(code == Some(0), || format!("interrupted, it ends with {code:?}"))?;

    let again = Demo::start_in(folder, database).await?;
    let cookie = sign_in(&again, "adupont").await?;
    let list = page(&again, "/p/mes-stages", &cookie).await?;
    let code = again.stop().await?;
    ensure(list.contains(&format!("/w/{draft}\"")), || format!("{draft} is lost: {list}"))?;
    ensure(code == Some(0), || format!("interrupted, it ends with {code:?}"))
}

#[tokio::test]
async fn a_second_start_keeps_the_data_and_an_interruption_ends_it_cleanly() -> Done {
    let folder = tempfile::tempdir()?;
    keeps(folder.path(), Database::Sqlite).await
}

#[tokio::test]
async fn a_second_start_keeps_the_data_on_mariadb() -> Done {
    let Some(database) = Database::mariadb("tremplin_second_start").await? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let kept = keeps(folder.path(), database.clone()).await;
    database.remove().await?;
    kept
}

#[tokio::test]
async fn a_taken_port_is_told_with_what_to_do() -> Done {
    let folder = tempfile::tempdir()?;
    let taken = TcpListener::bind("127.0.0.1:0")?;
    let address = taken.local_addr()?.to_string();
    let ended = run(&["demo", "--listen", &address, "--data", "data"], folder.path()).await?;
    ensure(ended.code.is_some_and(|code| code != 0), || format!("{ended:?}"))?;
    ensure(ended.said.contains(&address) && ended.said.contains("n’est pas libre") && ended.said.contains("--listen"), || {
        format!("{ended:?}")
    })?;
    ensure(!folder.path().join("data").exists(), || "data were written for a demo that cannot start".into())
}

#[tokio::test]
async fn an_address_of_another_database_is_refused() -> Done {
    let folder = tempfile::tempdir()?;
    for address in ["postgres://user:secret@127.0.0.1/base", "tremplin.db", "mysqlx://127.0.0.1/base", ""] {
        let ended = run(&["demo", "--listen", "127.0.0.1:0", "--data", "data", "--database", address], folder.path()).await?;
        ensure(ended.code.is_some_and(|code| code != 0), || format!("{address}: {ended:?}"))?;
        ensure(ended.said.contains("--database"), || format!("{address}: {ended:?}"))?;
        ensure(!ended.said.contains("secret"), || format!("a password is told: {ended:?}"))?;
    }
    let left = std::fs::read_dir(folder.path())?.count();
    ensure(left == 0, || format!("{left} files were made for refused addresses"))
}

#[tokio::test]
async fn the_door_lets_nothing_through_that_it_should_not() -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let looked = door(&demo).await;
    let code = demo.stop().await?;
    looked?;
    ensure(code == Some(0), || format!("interrupted, it ends with {code:?}"))
}

async fn door(demo: &Demo) -> Done {
    let client = client()?;
    // A session's cookie is for the browser alone, and for this site alone.
    let answer = send(demo, "/sign-in", "", &[("login", "adupont")]).await?;
    ensure(answer.status() == StatusCode::SEE_OTHER, || format!("signing in: {}", answer.status()))?;
    let cookie = answer.headers().get(header::SET_COOKIE).and_then(|c| c.to_str().ok()).unwrap_or_default().to_owned();
    for said in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        ensure(cookie.contains(said), || format!("{said} is not in {cookie}"))?;
    }
    let session = cookie.split(';').next().unwrap_or_default();

    // Nothing inline, nothing from elsewhere.
    let shown = client.get(demo.at("/p/mes-stages")).header("cookie", session).send().await?;
    let policy = shown.headers().get(header::CONTENT_SECURITY_POLICY).and_then(|p| p.to_str().ok()).unwrap_or_default().to_owned();
    ensure(policy.contains("default-src 'none'") && !policy.contains("unsafe"), || format!("the policy is {policy}"))?;
    ensure(shown.headers().get(header::CACHE_CONTROL).is_some_and(|c| c == "no-store"), || "a personal page may be kept".into())?;

    // From another site, somebody unknown, or nobody: no.
    let foreign = client
        .post(demo.at("/sign-in"))
        .header("origin", "https://elsewhere.example")
        .header("content-type", "application/x-www-form-urlencoded");
    let foreign = foreign.body("login=adupont").send().await?.status();
    ensure(foreign.is_client_error(), || format!("a form of another site: {foreign}"))?;
    let unknown = send(demo, "/sign-in", "", &[("login", "nobody")]).await?;
    ensure(!unknown.headers().contains_key(header::SET_COOKIE), || "somebody unknown is let in".into())?;
    for path in ["/p/mes-stages", "/w/stages/new"] {
        let answer = client.get(demo.at(path)).send().await?;
        let to = answer.headers().get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default();
        ensure(answer.status() == StatusCode::SEE_OTHER && to.starts_with("/sign-in"), || {
            format!("{path} for nobody: {} {to}", answer.status())
        })?;
    }

    let file = client.get(demo.at("/r/traiter/conventions.xlsx")).send().await?.status();
    ensure(file == StatusCode::UNAUTHORIZED, || format!("a file for nobody: {file}"))?;

    // What is another's, and what does not exist, are the same.
    let of_others = client.get(demo.at("/w/stages/1")).header("cookie", session).send().await?.status();
    let of_nobody = client.get(demo.at("/w/stages/99999999")).header("cookie", session).send().await?.status();
    ensure(of_others == StatusCode::NOT_FOUND && of_nobody == StatusCode::NOT_FOUND, || format!("{of_others}, {of_nobody}"))?;

    // A change is a POST, and a POST has a form.
    let read = client.get(demo.at("/w/stages/create")).header("cookie", session).send().await?.status();
    ensure(read.is_client_error(), || format!("a change by GET: {read}"))?;
    let request = client.post(demo.at("/w/stages/create")).header("cookie", session).header("origin", &demo.origin);
    let strange = request.header("content-type", "application/json").body("{}").send().await?.status();
    ensure(strange.is_client_error(), || format!("a form in JSON: {strange}"))?;
    for body in ["%", "enrolment=%FF%FE", "enrolment", "once=&enrolment=2026/M2DAF/211"] {
        let request = client.post(demo.at("/w/stages/create")).header("cookie", session).header("origin", &demo.origin);
        let status = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().await?.status();
        ensure(status.is_client_error() || status == StatusCode::SEE_OTHER, || format!("{body}: {status}"))?;
    }
    let request = client.post(demo.at("/w/stages/create")).header("cookie", session).header("origin", &demo.origin);
    let large = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body("a=".to_owned() + &"x".repeat(2 << 20))
        .send()
        .await?
        .status();
    ensure(large == StatusCode::PAYLOAD_TOO_LARGE, || format!("two megabytes: {large}"))
}
