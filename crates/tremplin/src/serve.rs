//! The institution's server: the fragments, for the portals that are set and for the site, and the institution's systems behind them.

use std::{collections::BTreeMap, io::Write, path::PathBuf, sync::Arc, time::Duration};

use tokio::time::timeout;
use tremplin_api::Api;
use tremplin_cas_client::Chains;
use tremplin_documents::Institution;
use tremplin_domain::{
    centre::{Centre, Confidentiality, Level, StudentPrints, Validation},
    ids::CentreId,
    policy::Principal,
};
use tremplin_identity::{Clock, PublicKey, Random};
use tremplin_mail::{Post, Protection, Relay};
use tremplin_referential::{Cached, Limits, Sources};
use tremplin_settings::{Portal, Secret, Settings, Smtp, Tls};
use tremplin_store::{
    Address, Store,
    demo::{self, Found},
    installation,
};
use tremplin_widget::{Consumer, Templates, UrlStyle};

use crate::{
    arrivals::Arrivals,
    cli, configuration,
    conventions::{Conventions, Ground, Place},
    failure::{Failure, unread},
    housekeeping,
    serving::Serving,
    site,
    sources::Systems,
    stop,
    tickets::ProxyTickets,
};

/// How often the outbox is looked into.
const PAUSE: Duration = Duration::from_secs(15);

/// How long the start waits for the institution's name and address.
const NAMING: Duration = Duration::from_secs(5);

/// Runs until Ctrl-C or SIGTERM.
pub(crate) async fn run(asked: cli::Serve) -> Result<(), Failure> {
    let stop = stop::Asked::listen()?;
    let settings = configuration::read(&asked.configuration.config)?;
    let (clock, random) = (Clock::of_the_machine(), Random::of_the_machine());
    let consumers = settings.portals.iter().map(consumer).collect::<Result<Vec<_>, _>>()?;
    let listener = stop::listen(settings.listen).await?;
    let site_listener = match &settings.site {
        Some(site) => Some(stop::listen(site.listen).await?),
        None => None,
    };
    let store = open(&settings)?;
    install(&settings, &store).await?;
    let systems = Systems::of(&settings, &clock)?;
    let sources = systems.ordered(&settings);
    let directory = (!sources.people.is_empty()).then(|| Arc::new(sources.clone()));
    let arrivals = Arrivals::new(store.clone(), directory, clock.clone());
    let post = post(&settings, &store, &clock)?;
    let conventions = Conventions::new(Ground {
        store: store.clone(),
        institution: institution(&settings, &sources).await,
        law: settings.law.clone(),
        referential: Arc::new(Cached::new(sources, Limits::default())),
        link: link(&settings),
        arrivals: arrivals.clone(),
        clock: clock.clone(),
        random: random.clone(),
    })?;
    let place = Place { origin: settings.public_url.clone(), consumers, tickets: tickets(&settings)? };
    let mut serving = Serving::new();
    let api = Api::new(store.clone(), clock.clone(), &settings.public_url).map_err(Failure::start)?;
    serving.on(listener, conventions.server(place, |_| Vec::new())?.router().merge(api.router()));
    let (forgetful, of) = (store.clone(), clock.clone());
    serving.task(|until| housekeeping::keep(forgetful, of, until));
    serving.task(|until| systems.greet(until));
    if let (Some(site), Some(cas), Some(listener)) = (&settings.site, &settings.cas, site_listener) {
        site::open(
            site,
            cas,
            &conventions,
            site::Ground { name: &settings.institution.name, store, arrivals, clock, random },
            listener,
            &mut serving,
        )
        .await?;
    }
    if let Some(post) = post {
        serving.task(|until| async move {
            post.run(PAUSE, until).await;
            Ok(())
        });
    }
    let ready = settings.site.as_ref().map_or(&settings.public_url, |site| &site.public_url);
    writeln!(std::io::stdout(), "ready {ready}").and_then(|()| std::io::stdout().flush()).map_err(Failure::start)?;
    serving.until(stop).await
}

/// The store of an institution, made where there is none.
pub(crate) fn open(settings: &Settings) -> Result<Store, Failure> {
    std::fs::create_dir_all(&settings.data).map_err(|error| Failure::Folder(settings.data.clone(), error))?;
    Store::open(&place(settings)?).map_err(|error| Failure::Store(Box::new(error)))
}

fn place(settings: &Settings) -> Result<Address, Failure> {
    settings.database.reveal().parse().map_err(Failure::Address)
}

/// The institution's own centre, at the first start, and who administers it, at each. Never in a demo.
async fn install(settings: &Settings, store: &Store) -> Result<(), Failure> {
    let first = Centre {
        id: CentreId(1),
        name: settings.institution.name.clone(),
        level: Level::Etablissement,
        address: settings.institution.address.clone(),
        mail: String::new(),
        phone: String::new(),
        signatory_name: settings.institution.representative.clone(),
        signatory_title: String::new(),
        validations: Validation::ALL.to_vec(),
        students_create: true,
        accepts_orphans: true,
        student_prints: StudentPrints::After(Validation::Administrative),
        allows_overlap: false,
        teacher_optional: false,
        alert_days: 15,
        previous_year_months: 3,
        mail_to_centre_only: false,
        confidentiality: Confidentiality::Total,
        teacher_maximum: 24,
        instructions: String::new(),
    };
    let scope = Principal { institution_admin: true, ..Principal::default() }.scope();
    let asking = scope.clone();
    // The accounts of a demo have rights, and names that everybody knows.
    if matches!(store.read(move |conn| demo::found(conn, &asking)).await.map_err(Failure::start)?, Found::Demo(_) | Found::Unfinished) {
        return Err(Failure::Demo(place(settings)?));
    }
    let administrators = settings.administrators.clone();
    store.write(move |conn| installation::install(conn, &scope, &first, &administrators)).await.map_err(Failure::start)
}

/// As the institution's systems name it; where they do not, or not in time, as the configuration does.
async fn institution(settings: &Settings, sources: &Sources) -> Institution {
    let set = &settings.institution;
    let told = match timeout(NAMING, sources.establishment()).await {
        _ if sources.establishment.is_empty() => None,
        Ok(Ok(answer)) => Some(answer.value),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the institution is named as the configuration does");
            None
        }
        Err(_) => {
            tracing::warn!("the institution's systems are slow: it is named as the configuration does");
            None
        }
    };
    let told = told.unwrap_or_default();
    let or = |told: String, set: &str| if told.is_empty() { set.to_owned() } else { told };
    Institution { name: or(told.name, &set.name), address: or(told.address, &set.address), representative: set.representative.clone() }
}

pub(crate) fn consumer(portal: &Portal) -> Result<Consumer, Failure> {
    let key = |path: &PathBuf| {
        let pem = std::fs::read_to_string(path).map_err(|error| Failure::Key(path.clone(), unread(&error).into_owned()))?;
        PublicKey::from_pem(&pem).map_err(|error| Failure::Key(path.clone(), error.to_string()))
    };
    let templates = Templates { render: portal.render.clone(), action: portal.action.clone(), resource: portal.resource.clone() };
    let keys = portal.keys.iter().map(key).collect::<Result<_, _>>()?;
    Ok(Consumer { issuer: portal.issuer.clone(), keys, style: UrlStyle::Template(templates) })
}

/// What redeems the proxy tickets of portals, where any comes with them.
fn tickets(settings: &Settings) -> Result<Option<ProxyTickets>, Failure> {
    let proxies = settings.portals.iter().filter_map(|portal| portal.proxy.clone().map(|proxy| (proxy, portal.issuer.clone())));
    let portals: BTreeMap<_, _> = proxies.collect();
    let Some(cas) = settings.cas.as_ref().filter(|_| !portals.is_empty()) else { return Ok(None) };
    let chains = portals.keys().fold(Chains::none(), |chains, proxy| chains.allowing(proxy));
    let client = site::client(cas, chains, cas.validation.of_proxies())?;
    ProxyTickets::new(client, &settings.public_url, portals).map(Some).map_err(Failure::start)
}

/// Where mails lead people: to the convention where a portal says how, or at the site; else to the first portal.
fn link(settings: &Settings) -> String {
    let told = settings.portals.iter().find_map(|portal| portal.link.clone());
    let site = || settings.site.as_ref().map(|site| format!("{}/w/{{widget}}/{{target}}", site.public_url));
    let portal = || settings.portals.first().map(|portal| origin(&portal.render));
    told.or_else(site).or_else(portal).unwrap_or_else(|| settings.public_url.clone())
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
    use tremplin_settings::{Environment, Files};

    use super::*;

    #[test]
    fn mails_lead_where_a_portal_says_else_to_the_site_else_to_the_portal() {
        let of = |more: &str| {
            let text = format!(
                "listen = \"[::1]:81\"\npublic_url = \"https://w.example\"\ndata = \"d\"\n\
                 [institution]\nname = \"U\"\naddress = \"A\"\nrepresentative = \"R\"\n{more}"
            );
            link(&Settings::read(&text, &Environment::default(), &Files::of::<&str, &str>([])).unwrap())
        };
        let portal = |name: &str| {
            let address = format!("https://{name}.example/w/{{ns}}/{{target}}");
            format!("[portal.{name}]\nkeys = [\"k\"]\nrender = \"{address}\"\naction = \"{address}\"\nresource = \"{address}\"\n")
        };
        let site = "[site]\nlisten = \"[::1]:80\"\npublic_url = \"https://s.example\"\n[cas]\nurl = \"https://cas.example\"\n";
        let told = "link = \"https://ent.example/p/{widget}?target={target}\"\n";
        let ent = portal("ent");
        assert_eq!(of(&format!("{}{ent}{told}{site}", portal("autre"))), "https://ent.example/p/{widget}?target={target}");
        assert_eq!(of(&format!("{ent}{site}")), "https://s.example/w/{widget}/{target}");
        assert_eq!(of(&ent), "https://ent.example");
        assert_eq!(of(""), "https://w.example");
    }

    #[test]
    fn the_origin_of_an_address_is_its_scheme_and_host() {
        assert_eq!(origin("https://ent.univ.example/w/{ns}/{target}"), "https://ent.univ.example");
        assert_eq!(origin("http://ent:8080"), "http://ent:8080");
    }
}
