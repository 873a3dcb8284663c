//! The directory is down when the program starts: it starts, whoever is known works on, and the others are told.

use std::net::Ipv4Addr;

use tremplin_e2e_tests::{
    Done,
    browser::plain,
    configuration::{self, portal, server},
    directory::LOGIN,
    ensure,
    portal::Portal,
};
use tremplin_services::directory_entries::login;
use tremplin_services::free;

use crate::{directory, served};

/// A student of the directory who has never been here.
const NEW: usize = 2;

#[tokio::test]
async fn a_program_that_starts_without_its_directory_serves_whom_it_knows() -> Done {
    let (folder, mut directory, listen) = (tempfile::tempdir()?, directory()?, free(Ipv4Addr::LOCALHOST)?);
    let asked = Portal::new(folder.path(), &format!("http://{listen}")).await?;
    let text = server(listen, &folder.path().join("data")) + &portal(folder.path()) + &configuration::directory(&directory.plain);
    let first = served(folder.path(), &text).await?;
    let met = asked.get(LOGIN, "/widgets/mes-stages").await?;
    ensure(met.status() == 200, || met.status().to_string())?;
    let code = first.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))?;

    directory.stop()?;
    let second = served(folder.path(), &text).await?;
    second.says("the directory does not answer").await?;
    ensure(!second.said().contains('\u{1b}'), || format!("a journal is no terminal: {}", second.said()))?;
    let known = asked.get(LOGIN, "/widgets/mes-stages").await?;
    ensure(known.status() == 200, || known.status().to_string())?;
    let (status, told) = {
        let new = asked.get(&login(NEW), "/widgets/mes-stages").await?;
        (new.status(), plain(&new.text().await?))
    };
    ensure(status == 503 && told.contains("Rien n’a été perdu"), || format!("{status}: {told}"))?;

    directory.run()?;
    let code = second.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}
