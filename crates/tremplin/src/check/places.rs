//! What lies on this machine or beside it: keys of portals, pages of the site, names and ports of fragment servers.

use std::time::Duration;

use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tremplin_portal::Config;
use tremplin_settings::{Settings, Site};

use super::{cause, row::Row, timed};
use crate::serve;

/// The longest that a name or a port may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The keys of each portal.
pub(crate) fn portals(settings: &Settings) -> Vec<Row> {
    let mut rows = Vec::new();
    for portal in &settings.portals {
        let outcome = serve::consumer(portal).map(drop).map_err(|failure| failure.to_string());
        rows.push(match outcome {
            Ok(()) => Row::reached(format!("Portail {}", portal.issuer), None),
            Err(why) => Row::away(format!("Portail {}", portal.issuer), None, why),
        });
    }
    if rows.is_empty() && settings.site.is_none() {
        rows.push(Row::reached("Portails", None).lacking(["ni [portal.NOM] ni [site]\u{a0}: personne ne peut entrer".to_owned()]));
    }
    rows
}

/// The site's name, its pages, and the servers that it shows.
pub(crate) async fn site(site: Option<&Site>) -> Vec<Row> {
    let Some(site) = site else { return Vec::new() };
    let (took, outcome) = timed(named(&site.public_url)).await;
    let mut rows = vec![Row::of(format!("Site {}", site.public_url), took, outcome)];
    if let Some(pages) = &site.pages {
        let name = format!("Pages {}", pages.display());
        rows.push(match Config::from_folder(pages) {
            Ok(_) => Row::reached(name, None),
            Err(mistakes) => Row::away(name, None, "à corriger").lacking(mistakes.iter().map(ToString::to_string)),
        });
    }
    for (name, server) in &site.servers {
        let (took, outcome) = timed(open(&server.url)).await;
        rows.push(Row::of(format!("Serveur de widgets {name}"), took, outcome));
    }
    rows
}

/// Whether the name in an address is one.
async fn named(origin: &str) -> Result<(), String> {
    let Some(place) = place(origin) else { return Err("l’adresse n’est pas comprise".to_owned()) };
    match timeout(PATIENCE, lookup_host(&place)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(format!("le nom de {origin} n’est pas connu ici\u{a0}: vérifier l’adresse et le DNS")),
    }
}

/// Whether somebody listens at an address.
async fn open(origin: &str) -> Result<(), String> {
    named(origin).await?;
    let place = place(origin).unwrap_or_default();
    match timeout(PATIENCE, TcpStream::connect(&place)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            Err(format!("personne n’écoute sur {place}\u{a0}: vérifier url et que ce serveur tourne ({})", cause::told(&error.to_string())))
        }
        Err(_) => Err(format!("{place} ne répond pas en {} s\u{a0}: vérifier le pare-feu", PATIENCE.as_secs())),
    }
}

/// Host and port of an origin.
fn place(origin: &str) -> Option<String> {
    let (scheme, authority) = origin.split_once("://")?;
    let after_host = authority.rsplit_once(']').map_or(authority, |(_, rest)| rest);
    let port = if scheme == "https" { 443 } else { 80 };
    Some(if after_host.contains(':') { authority.to_owned() } else { format!("{authority}:{port}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_host_and_a_port() {
        for (origin, expected) in [
            ("https://a.example", "a.example:443"),
            ("http://a.example:8080", "a.example:8080"),
            ("http://[::1]", "[::1]:80"),
            ("http://[::1]:8080", "[::1]:8080"),
        ] {
            assert_eq!(place(origin).as_deref(), Some(expected));
        }
    }
}
