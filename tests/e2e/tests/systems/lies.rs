//! A CAS server that is away, slow or no CAS server: whoever comes in is told what happened and what still works.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Instant,
};

use tempfile::TempDir;
use tremplin_e2e_tests::{
    Done,
    browser::plain,
    configuration::{server, site},
    ensure,
    program::Served,
    took,
};
use tremplin_services::{Browser, Lie, LyingCas, Page, free};

use crate::served;

const HTML: &str = "text/html; charset=utf-8";
const XML: &str = "application/xml";

/// A site before a CAS server; `more` goes on in its section.
async fn before(cas: &str, more: &str) -> Done<(TempDir, Served, SocketAddr)> {
    let (folder, behind, before) = (tempfile::tempdir()?, free(Ipv4Addr::LOCALHOST)?, free(Ipv4Addr::LOCALHOST)?);
    let served = served(folder.path(), &(server(behind, folder.path()) + &site(before, cas, "") + more)).await?;
    Ok((folder, served, before))
}

/// The page that somebody sees who follows where they are sent, and what it took to get there from CAS.
async fn comes_in(site: SocketAddr) -> Done<Page> {
    let browser = Browser::new(None)?;
    let mut address = format!("http://{site}/p/mes-stages");
    loop {
        let began = Instant::now();
        let page = browser.open(&address).await?;
        let Some(location) = &page.location else {
            took("the last page of a sign-in", began);
            return Ok(page);
        };
        address = if location.starts_with('/') { format!("http://{site}{location}") } else { location.clone() };
    }
}

/// Whether a page has this status, says this, says that whoever is in already works on, and names no ticket.
fn says(page: &Page, status: u16, words: &str) -> Done {
    let text = plain(&page.html);
    ensure(page.status == status, || format!("{}: {text}", page.status))?;
    for words in [words, "Les personnes déjà connectées continuent à travailler", "lang=\"fr\""] {
        ensure(text.contains(&plain(words)), || format!("not « {words} »: {text}"))?;
    }
    ensure(!text.contains("ST-1-"), || format!("a ticket is shown: {text}"))
}

/// What somebody sees when CAS says this of their ticket.
async fn told(lie: Lie, more: &str) -> Done<Page> {
    let cas = LyingCas::start(lie).await?;
    let (_folder, served, site) = before(&cas.base, more).await?;
    let page = comes_in(site).await?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))?;
    Ok(page)
}

const AWAY: &str = "Le service de connexion de l’établissement ne répond pas";
const ODD: &str = "Le service de connexion de l’établissement répond mal";

#[tokio::test]
async fn a_cas_server_that_is_down_is_told_before_anybody_is_sent_there() -> Done {
    let (_folder, served, site) = before(&format!("http://{}/cas", free(Ipv4Addr::LOCALHOST)?), "").await?;
    says(&comes_in(site).await?, 503, AWAY)?;
    let code = served.stop().await?;
    ensure(code == Some(0), || format!("it ends with {code:?}"))
}

#[tokio::test]
async fn a_cas_server_that_says_nothing_of_a_ticket_is_away_within_its_deadline() -> Done {
    says(&told(Lie::Nothing, "answer_ms = 2000\n").await?, 503, AWAY)
}

#[tokio::test]
async fn another_xml_than_that_of_cas_is_no_sign_in() -> Done {
    let soap = "<?xml version=\"1.0\"?><Envelope><Body><user>adupont</user></Body></Envelope>";
    says(&told(Lie::Says(200, XML, soap.into()), "").await?, 502, ODD)
}

#[tokio::test]
async fn xml_without_end_is_not_read() -> Done {
    let huge = format!("<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>{}", "<a>b</a>".repeat(4_000_000));
    says(&told(Lie::Says(200, XML, huge), "").await?, 502, ODD)
}

#[tokio::test]
async fn a_bomb_of_entities_does_not_go_off() -> Done {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
        <cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'><cas:authenticationSuccess><cas:user>&c;</cas:user></cas:authenticationSuccess></cas:serviceResponse>"#;
    says(&told(Lie::Says(200, XML, bomb.into()), "").await?, 502, ODD)
}

#[tokio::test]
async fn a_page_with_status_200_is_no_answer_of_cas() -> Done {
    let page = "<!doctype html><html><body><h1>Service en maintenance</h1></body></html>";
    says(&told(Lie::Says(200, HTML, page.into()), "").await?, 502, ODD)
}

#[tokio::test]
async fn a_cas_server_that_is_ill_is_told_as_such() -> Done {
    says(&told(Lie::Says(500, HTML, "<html>Internal Server Error</html>".into()), "").await?, 502, ODD)
}
