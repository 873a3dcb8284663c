//! The site that people reach directly: the reference portal before this server's own widgets, with CAS at its door.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::Arc,
};

use tokio::net::TcpListener;
use tremplin_cas_client::{Chains, Client, Endpoint, Server};
use tremplin_identity::{Clock, KeyPair, Random, Signer};
use tremplin_portal::{Cas, Config, Entry, Portal, Setup, Text};
use tremplin_settings::{Cas as CasSettings, Identity, Site};
use tremplin_store::Store;
use tremplin_widget::{Consumer, Templates, UrlStyle};

use crate::{
    arrivals::Arrivals,
    conventions::{Conventions, Place},
    failure::Failure,
    grants::StoreGrants,
    serving::Serving,
    sessions::StoreSessions,
    stop,
};

/// The site's name in its assertions.
const ISSUER: &str = "site";

/// The name of this server in channels.
const HERE: &str = "conventions";

/// What a site stands on.
pub(crate) struct Ground<'a> {
    /// The institution's name: that of the pages which come along.
    pub(crate) name: &'a str,
    pub(crate) store: Store,
    pub(crate) arrivals: Arrivals,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
}

/// Opens the site, and behind it a fragment server of its own on this machine. Its key never leaves the process: that server alone
/// believes it.
pub(crate) async fn open(
    site: &Site,
    cas: &CasSettings,
    conventions: &Conventions,
    ground: Ground<'_>,
    listener: TcpListener,
    serving: &mut Serving,
) -> Result<(), Failure> {
    let pair = KeyPair::generate(&ground.random);
    let behind = stop::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let origin = format!("http://{}", behind.local_addr().map_err(Failure::start)?);
    let place = Place { origin: origin.clone(), consumers: vec![consumer(site, &pair)], tickets: None };
    serving.on(behind, conventions.server(place, |_| Vec::new())?.router());
    serving.on(listener, portal(site, cas, &pair, ground, origin)?.router());
    Ok(())
}

/// The site as its fragment server knows it: whom to believe, and how to write links.
fn consumer(site: &Site, pair: &KeyPair) -> Consumer {
    let origin = &site.public_url;
    let templates = Templates {
        render: format!("{origin}/w/{{ns}}/{{target}}"),
        action: format!("{origin}/w/{{ns}}/{{target}}"),
        resource: format!("{origin}/r/{{ns}}/{{target}}"),
    };
    Consumer { issuer: ISSUER.to_owned(), keys: vec![pair.public()], style: UrlStyle::Template(templates) }
}

fn portal(site: &Site, cas: &CasSettings, pair: &KeyPair, ground: Ground<'_>, here: String) -> Result<Portal, Failure> {
    let Ground { name, store, arrivals, clock, random } = ground;
    let config = match &site.pages {
        Some(folder) => Config::from_folder(folder),
        None => Config::embedded(),
    };
    let mut config = config.map_err(|m| Failure::mistakes(&m))?;
    if site.pages.is_none() {
        config.name = Text::new(name, name);
    }
    let signer = Signer::new(ISSUER, pair, clock.clone(), random.clone()).map_err(Failure::start)?;
    let mut servers: BTreeMap<String, String> = site.servers.iter().map(|(name, server)| (name.clone(), server.url.clone())).collect();
    servers.entry(HERE.to_owned()).or_insert(here);
    let ticketed = site.servers.iter().filter(|(_, server)| server.identity == Identity::Cas).map(|(name, _)| name.clone());
    let ticketed: BTreeSet<String> = ticketed.collect();
    let client = client(cas, Chains::none(), cas.validation.of_people())?;
    let mut door = Cas::new(client, &site.public_url, Arc::new(arrivals)).map_err(Failure::start)?;
    if cas.proxy {
        let grants = StoreGrants { store: store.clone(), random: random.clone() };
        door = door.proxying(Arc::new(grants)).map_err(Failure::start)?;
    }
    let setup = Setup {
        config,
        origin: site.public_url.clone(),
        embedded_by: site.embedded_by.clone(),
        servers,
        ticketed,
        signer,
        entry: Entry::Cas(Box::new(door.renewing(cas.renew))),
        sessions: Arc::new(StoreSessions(store)),
        clock,
        random,
    };
    Portal::new(setup).map_err(|m| Failure::mistakes(&m))
}

/// A client of the institution's CAS server.
pub(crate) fn client(cas: &CasSettings, chains: Chains, endpoint: Endpoint) -> Result<Client, Failure> {
    let server = Server::new(&cas.url).map_err(Failure::start)?;
    Client::new(server, cas.client(endpoint, chains)).map_err(Failure::start)
}
