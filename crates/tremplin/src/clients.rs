//! The institution's other systems that read through the API: made, listed and revoked on the command line.

use std::io::Write;

use tremplin_api::create;
use tremplin_domain::{
    client::{Centres, Client, Grant},
    ids::CentreId,
    policy::{Principal, Scope},
};
use tremplin_identity::{Clock, Random};
use tremplin_store::{Error, Store, centres, clients};

use crate::{cli, configuration, failure::Failure, serve};

/// Does what is asked and says what came of it.
pub(crate) async fn run(asked: cli::Client) -> Result<(), Failure> {
    let store = serve::open(&configuration::read(&asked.configuration.config)?)?;
    let said = match asked.action {
        cli::ClientAction::Add(wanted) => add(&store, wanted).await?,
        cli::ClientAction::List => list(&store).await?,
        cli::ClientAction::Revoke { name } => revoke(&store, &name).await?,
    };
    write!(std::io::stdout(), "{said}").map_err(Failure::start)
}

/// Whoever has this machine's configuration administers the institution.
fn scope() -> Scope {
    Principal { login: "tremplin client".to_owned(), institution_admin: true, ..Principal::default() }.scope()
}

async fn add(store: &Store, wanted: cli::NewClient) -> Result<String, Failure> {
    let (of_scope, of_centres) = (scope(), wanted.centres.clone());
    let existing = store.read(move |conn| centres::all(conn, &of_scope)).await.map_err(Failure::start)?;
    let unknown: Vec<_> = of_centres.iter().filter(|id| !existing.iter().any(|centre| centre.id.0 == **id)).collect();
    if !unknown.is_empty() {
        let known = existing.iter().map(|centre| format!("{} ({})", centre.id.0, centre.name)).collect::<Vec<_>>().join(", ");
        return Err(Failure::Centres(known));
    }
    let chosen = if wanted.centres.is_empty() { Centres::All } else { Centres::Only(wanted.centres.into_iter().map(CentreId).collect()) };
    let grant = Grant {
        name: wanted.name,
        resources: wanted.rights.into_iter().collect(),
        centres: chosen,
        per_minute: wanted.per_minute,
        expires_at: wanted.until.and_then(|day| day.succ_opt()).and_then(|day| day.and_hms_opt(0, 0, 0)),
    };
    match create(store, &scope(), &grant, &Random::of_the_machine(), Clock::of_the_machine().now()).await {
        Ok((client, token)) => {
            Ok(format!("{}\u{a0}: jeton créé. Gardez-le, il ne sera plus montré\u{a0}:\n{}\n", client.grant.name, token.reveal()))
        }
        Err(Error::NotAChoice(_)) => Err(Failure::ClientName(grant.name.to_string())),
        Err(error) => Err(Failure::start(error)),
    }
}

async fn list(store: &Store) -> Result<String, Failure> {
    let found = store.read(|conn| clients::list(conn, &scope())).await.map_err(Failure::start)?;
    let now = Clock::of_the_machine().now().naive_utc();
    let line = |client: &Client| {
        let rights = client.grant.resources.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ");
        let centres = match &client.grant.centres {
            Centres::All => "tous les centres".to_owned(),
            Centres::Only(ids) => format!("centres {}", ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(", ")),
        };
        let state = match (client.is_good(now), client.revoked_at) {
            (true, _) => "en service".to_owned(),
            (false, Some(at)) => format!("révoqué le {}", at.format("%d/%m/%Y")),
            (false, None) => "expiré".to_owned(),
        };
        format!("{}\t{state}\t{rights}\t{centres}\t{} appels par minute\n", client.grant.name, client.grant.per_minute)
    };
    Ok(if found.is_empty() { "Aucun client.\n".to_owned() } else { found.iter().map(line).collect() })
}

async fn revoke(store: &Store, name: &str) -> Result<String, Failure> {
    let found = store.read(|conn| clients::list(conn, &scope())).await.map_err(Failure::start)?;
    let client = found.iter().find(|client| client.grant.name.as_str() == name).ok_or_else(|| Failure::NoClient(name.to_owned()))?;
    let (id, at) = (client.id, Clock::of_the_machine().now().naive_utc());
    let revoked = store.write(move |conn| clients::revoke(conn, &scope(), id, at)).await.map_err(Failure::start)?;
    let outcome = if revoked { "révoqué\u{a0}: son jeton n’ouvre plus rien" } else { "était déjà révoqué" };
    Ok(format!("{name} {outcome}.\n"))
}
