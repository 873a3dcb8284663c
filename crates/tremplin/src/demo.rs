//! The demo: an invented institution, the conventions server and the portal, with personas to sign in as.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use tremplin_demo::DemoReferential;
use tremplin_domain::{law::checks::Parameters, policy::Principal};
use tremplin_identity::{Clock, KeyPair, Random, Signer};
use tremplin_portal::{Config, Entry, Persona, Portal, Setup, Text};
use tremplin_store::{Address, Store, sign_in};
use tremplin_ui::Messages;
use tremplin_widget::{Consumer, Templates, UrlStyle};

use crate::{
    arrivals::Arrivals,
    cli,
    conventions::{Conventions, Ground, Place},
    failure::Failure,
    fill,
    hold::{self, Hold},
    roles::roles,
    serving::Serving,
    sessions::StoreSessions,
    stop,
};

/// The portal's name in its assertions.
const ISSUER: &str = "portal";

/// Runs until Ctrl-C or SIGTERM.
pub(crate) async fn run(asked: cli::Demo) -> Result<(), Failure> {
    let stop = stop::Asked::listen()?;
    // Ports first: nothing is written for a demo that cannot start.
    let portal_listener = stop::listen(asked.listen).await?;
    let conventions_listener = stop::listen(SocketAddr::new(reached(asked.listen.ip()), 0)).await?;
    let listens = portal_listener.local_addr().map_err(Failure::start)?;
    let origin = format!("http://{}", SocketAddr::new(reached(listens.ip()), listens.port()));
    let conventions_origin = format!("http://{}", conventions_listener.local_addr().map_err(Failure::start)?);
    let (clock, random) = (Clock::of_the_machine(), Random::of_the_machine());
    let today = tremplin_conventions::today(clock.now());

    let (place, _hold) = place(&asked)?;
    let (store, institution) = tokio::task::block_in_place(|| {
        let unopened = |error| Failure::Store(Box::new(error));
        if !tremplin_store::demo::may_be_at(&place).map_err(unopened)? {
            return Err(Failure::NotADemo(place.clone()));
        }
        let store = Store::open(&place).map_err(unopened)?;
        let institution = fill::fill(&store, &place, today, asked.conventions, &|| !stop.already())?;
        Ok::<_, Failure>((store, institution))
    })?;
    let pair = KeyPair::generate(&random);
    // Without a host: people may come by another name than the one that is told.
    let templates =
        Templates { render: "/w/{ns}/{target}".to_owned(), action: "/w/{ns}/{target}".to_owned(), resource: "/r/{ns}/{target}".to_owned() };
    let consumer = Consumer { issuer: ISSUER.to_owned(), keys: vec![pair.public()], style: UrlStyle::Template(templates) };
    let conventions = Conventions::new(Ground {
        store: store.clone(),
        referential: Arc::new(DemoReferential::new(institution)),
        institution: fill::establishment(),
        law: Parameters::default(),
        link: format!("{origin}/w/{{widget}}/{{target}}"),
        arrivals: Arrivals::new(store.clone(), None, clock.clone()),
        clock: clock.clone(),
        random: random.clone(),
    })?;
    let place = Place { origin: conventions_origin.clone(), consumers: vec![consumer], tickets: None };
    let server = conventions.server(place, |app| vec![tremplin_conventions::outbox_widget(app)])?;
    let signer = Signer::new(ISSUER, &pair, clock.clone(), random.clone()).map_err(Failure::start)?;
    let portal = Portal::new(Setup {
        config: Config::embedded().map_err(|m| Failure::mistakes(&m))?,
        origin: origin.clone(),
        embedded_by: Vec::new(),
        servers: BTreeMap::from([("conventions".to_owned(), conventions_origin)]),
        signer,
        ticketed: BTreeSet::new(),
        entry: Entry::Personas(personas(&store).await?),
        sessions: Arc::new(StoreSessions(store)),
        clock,
        random,
    })
    .map_err(|m| Failure::mistakes(&m))?;

    let mut serving = Serving::new();
    serving.on(conventions_listener, server.router());
    serving.on(portal_listener, portal.router());
    writeln!(std::io::stdout(), "ready {origin}").and_then(|()| std::io::stdout().flush()).map_err(Failure::start)?;
    serving.until(stop).await
}

/// The address by which this machine reaches what listens at one: no address is the one of all of them.
const fn reached(listens: IpAddr) -> IpAddr {
    match listens {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        one => one,
    }
}

/// Where the data are, held by this demo alone where they are a file.
fn place(asked: &cli::Demo) -> Result<(Address, Option<Hold>), Failure> {
    let place = if let Some(address) = &asked.database {
        address.clone()
    } else {
        std::fs::create_dir_all(&asked.data).map_err(|error| Failure::Folder(asked.data.clone(), error))?;
        Address::File(asked.data.join("tremplin.db"))
    };
    let hold = match &place {
        Address::File(path) => Some(hold::take(path)?),
        Address::Server(_) => None,
    };
    Ok((place, hold))
}

/// The demo's people with the roles that the store gives them.
async fn personas(store: &Store) -> Result<Vec<Persona>, Failure> {
    let mut found = Vec::new();
    for persona in tremplin_demo::personas() {
        let login = persona.login.to_owned();
        let principal = store.read(move |conn| sign_in::principal(conn, &login)).await.map_err(Failure::start)?.unwrap_or_default();
        found.push(Persona {
            login: persona.login.to_owned(),
            name: persona.name.clone(),
            label: text(&format!("persona-{}", persona.role)),
            group: text(&format!("persona-group-{}", persona.group.code())),
            roles: demo_roles(&principal),
        });
    }
    Ok(found)
}

fn text(key: &str) -> Text {
    use tremplin_domain::locale::Locale;
    Text::new(Messages::of(Locale::Fr).text(key), Messages::of(Locale::En).text(key))
}

/// The administrator of the demo also sees its mail.
fn demo_roles(principal: &Principal) -> Vec<String> {
    let mut held = roles(principal);
    if principal.institution_admin {
        held.push("demo".to_owned());
    }
    held
}
