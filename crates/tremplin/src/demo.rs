//! The demo: an invented institution, the conventions server and the portal, with personas to sign in as.

use std::{collections::BTreeMap, io::Write, net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, sync::watch};
use tremplin_conventions::{App, Parts, StorePrincipals};
use tremplin_demo::{DemoReferential, Institution};
use tremplin_domain::{law::checks::Parameters, policy::Principal};
use tremplin_identity::{Clock, KeyPair, Random, Signer};
use tremplin_portal::{Config, Persona, Portal, Setup, Text};
use tremplin_store::{Address, Store, sign_in};
use tremplin_ui::{Messages, SCRIPT, STYLESHEET};
use tremplin_widget::{Assets, Consumer, Server, Templates, UrlStyle};

use crate::{cli, failure::Failure, fill};

/// The portal's name in its assertions.
const ISSUER: &str = "portal";

/// Runs until Ctrl-C or SIGTERM.
pub(crate) async fn run(asked: cli::Demo) -> Result<(), Failure> {
    // Ports first: nothing is written for a demo that cannot start.
    let portal_listener = listen(asked.listen).await?;
    let conventions_listener = listen(SocketAddr::new(asked.listen.ip(), 0)).await?;
    let origin = format!("http://{}", portal_listener.local_addr().map_err(Failure::start)?);
    let conventions_origin = format!("http://{}", conventions_listener.local_addr().map_err(Failure::start)?);
    let (clock, random) = (Clock::of_the_machine(), Random::of_the_machine());
    let today = tremplin_conventions::today(clock.now());

    let store = open(&asked)?;
    let institution = tokio::task::block_in_place(|| fill::fill(&store, today, asked.conventions))?;
    let pair = KeyPair::generate(&random);
    let server = conventions(&store, institution, &conventions_origin, &origin, &pair, &clock, &random)?;
    let signer = Signer::new(ISSUER, &pair, clock.clone(), random.clone()).map_err(Failure::start)?;
    let portal = Portal::new(Setup {
        config: Config::embedded().map_err(|m| said(&m))?,
        origin: origin.clone(),
        servers: BTreeMap::from([("conventions".to_owned(), conventions_origin)]),
        signer,
        personas: personas(&store).await?,
        clock,
        random,
    })
    .map_err(|m| said(&m))?;

    let (stop, stopped) = watch::channel(());
    let until = |mut stopped: watch::Receiver<()>| async move {
        // An error means that the sender is gone, which is a stop as well.
        let _ = stopped.changed().await;
    };
    let conventions_done = tokio::spawn({
        let until = until(stopped.clone());
        async move { server.serve(conventions_listener, until).await }
    });
    let portal_done = tokio::spawn({
        let until = until(stopped);
        async move { portal.serve(portal_listener, until).await }
    });
    writeln!(std::io::stdout(), "ready {origin}").and_then(|()| std::io::stdout().flush()).map_err(Failure::start)?;
    asked_to_stop().await?;
    drop(stop);
    for done in [conventions_done, portal_done] {
        done.await.map_err(Failure::start)?.map_err(Failure::start)?;
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| Failure::Port(address, error))
}

async fn asked_to_stop() -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::start)?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.map_err(Failure::start),
        _ = terminate.recv() => Ok(()),
    }
}

fn open(asked: &cli::Demo) -> Result<Store, Failure> {
    let address = if let Some(text) = &asked.database {
        text.parse::<Address>().map_err(|error| Failure::Address(error.to_string()))?
    } else {
        std::fs::create_dir_all(&asked.data).map_err(|error| Failure::Folder(asked.data.clone(), error))?;
        Address::File(asked.data.join("tremplin.db"))
    };
    Store::open(&address).map_err(|error| Failure::Store(Box::new(error)))
}

fn conventions(
    store: &Store,
    institution: Arc<Institution>,
    origin: &str,
    portal: &str,
    pair: &KeyPair,
    clock: &Clock,
    random: &Random,
) -> Result<Server, Failure> {
    let app = App::new(Parts {
        store: store.clone(),
        referential: Arc::new(DemoReferential::new(institution)),
        engine: tremplin_documents::Engine::new().map_err(Failure::start)?,
        institution: fill::establishment(),
        portal_url: portal.to_owned(),
        parameters: Parameters::default(),
    });
    let style = UrlStyle::Template(Templates {
        render: format!("{portal}/w/{{ns}}/{{target}}"),
        action: format!("{portal}/w/{{ns}}/{{target}}"),
        resource: format!("{portal}/r/{{ns}}/{{target}}"),
    });
    let consumer = Consumer { issuer: ISSUER.to_owned(), keys: vec![pair.public()], style };
    let assets = Assets { stylesheet: STYLESHEET, script: SCRIPT };
    let mut builder = Server::builder("conventions", origin, assets, clock.clone(), random.clone());
    for widget in tremplin_conventions::widgets(&app).into_iter().chain([tremplin_conventions::outbox_widget(&app)]) {
        builder = builder.widget(widget);
    }
    builder.consumer(consumer).principals(StorePrincipals(store.clone())).build().map_err(|mistakes| said(&mistakes))
}

/// Mistakes in our own wiring, all at once.
fn said<M: std::fmt::Display>(mistakes: &[M]) -> Failure {
    let told = mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; ");
    Failure::Start(told.into())
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
            roles: roles(&principal),
        });
    }
    Ok(found)
}

fn text(key: &str) -> Text {
    use tremplin_domain::locale::Locale;
    Text::new(Messages::of(Locale::Fr).text(key), Messages::of(Locale::En).text(key))
}

fn roles(principal: &Principal) -> Vec<String> {
    use tremplin_widget::Role;
    let held = [Role::Student, Role::Teacher, Role::Office, Role::Helpdesk, Role::Admin].into_iter().filter(|r| r.is_held_by(principal));
    let mut roles: Vec<_> = held.map(|r| r.word().to_owned()).collect();
    if principal.institution_admin {
        roles.push("demo".to_owned());
    }
    roles
}
