//! An institution's conventions server, from its configuration. Nobody signs in here: portals say who asks, and sign it.

use std::{io::Write, sync::Arc, time::Duration};

use tokio::sync::watch;
use tremplin_documents::Institution;
use tremplin_identity::{Clock, PublicKey, Random};
use tremplin_mail::{Post, Protection, Relay};
use tremplin_settings::{Portal, Secret, Settings, Smtp, Tls};
use tremplin_store::{Address, Store};
use tremplin_widget::{Consumer, Templates, UrlStyle};

use crate::{cli, configuration, conventions::Ground, failure::Failure, stop, unconnected::Unconnected};

/// How often the outbox is looked into.
const PAUSE: Duration = Duration::from_secs(15);

/// Runs until Ctrl-C or SIGTERM.
pub(crate) async fn run(asked: cli::Serve) -> Result<(), Failure> {
    let settings = configuration::read(&asked.config)?;
    let consumers = settings.portals.iter().map(consumer).collect::<Result<Vec<_>, _>>()?;
    let listener = stop::listen(settings.listen).await?;
    let store = open(&settings)?;
    let clock = Clock::of_the_machine();
    let post = post(&settings, &store, &clock)?;
    let server = Ground {
        store,
        referential: Arc::new(Unconnected),
        institution: Institution {
            name: settings.institution.name.clone(),
            address: settings.institution.address.clone(),
            representative: settings.institution.representative.clone(),
        },
        portal_url: settings.portals.first().map_or_else(|| settings.public_url.clone(), |portal| origin(&portal.render)),
        origin: settings.public_url.clone(),
        consumers,
        clock,
        random: Random::of_the_machine(),
    }
    .server(|_| Vec::new())?;

    let (stop, stopped) = watch::channel(());
    let serving = tokio::spawn({
        let until = stop::until(stopped.clone());
        async move { server.serve(listener, until).await }
    });
    let posting = post.map(|post| tokio::spawn(async move { post.run(PAUSE, stop::until(stopped)).await }));
    writeln!(std::io::stdout(), "ready {}", settings.public_url).and_then(|()| std::io::stdout().flush()).map_err(Failure::start)?;
    stop::asked().await?;
    drop(stop);
    serving.await.map_err(Failure::start)?.map_err(Failure::start)?;
    if let Some(posting) = posting {
        posting.await.map_err(Failure::start)?;
    }
    Ok(())
}

fn open(settings: &Settings) -> Result<Store, Failure> {
    std::fs::create_dir_all(&settings.data).map_err(|error| Failure::Folder(settings.data.clone(), error))?;
    let address: Address = settings.database.reveal().parse().map_err(Failure::Address)?;
    Store::open(&address).map_err(|error| Failure::Store(Box::new(error)))
}

/// A portal with its keys, read.
pub(crate) fn consumer(portal: &Portal) -> Result<Consumer, Failure> {
    let key = |path: &std::path::PathBuf| {
        let pem = std::fs::read_to_string(path).map_err(|error| Failure::Key(path.clone(), error.to_string()))?;
        PublicKey::from_pem(&pem).map_err(|error| Failure::Key(path.clone(), error.to_string()))
    };
    let templates = Templates { render: portal.render.clone(), action: portal.action.clone(), resource: portal.resource.clone() };
    let keys = portal.keys.iter().map(key).collect::<Result<_, _>>()?;
    Ok(Consumer { issuer: portal.issuer.clone(), keys, style: UrlStyle::Template(templates) })
}

/// Scheme and host of an address.
fn origin(address: &str) -> String {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address.get(host..).and_then(|rest| rest.find('/')).map_or(address.len(), |at| host + at);
    address.get(..end).unwrap_or(address).to_owned()
}

/// The post office, where a mail server is set.
fn post(settings: &Settings, store: &Store, clock: &Clock) -> Result<Option<Post>, Failure> {
    let (Some(smtp), Some(mail)) = (&settings.smtp, &settings.mail) else { return Ok(None) };
    let sender = mail.sender.parse().map_err(Failure::start)?;
    Post::new(store.clone(), &relay(smtp), sender, clock.clone()).map(Some).map_err(Failure::start)
}

/// The mail server as the post office knows it.
pub(crate) fn relay(smtp: &Smtp) -> Relay {
    let protection = match smtp.tls {
        Tls::None => Protection::None,
        Tls::Implicit => Protection::Implicit,
        Tls::Starttls => Protection::Starttls,
    };
    let login = smtp.login.as_ref().map(|(name, password): &(String, Secret)| (name.clone(), password.reveal().to_owned()));
    Relay { host: smtp.host.clone(), port: smtp.port, protection, login }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_an_address_is_its_scheme_and_host() {
        assert_eq!(origin("https://ent.univ.example/w/{ns}/{target}"), "https://ent.univ.example");
        assert_eq!(origin("http://ent:8080"), "http://ent:8080");
    }
}
