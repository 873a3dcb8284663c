//! The database: it answers. Nothing is migrated and nothing made; `serve` does that.

use tremplin_settings::Settings;
use tremplin_store::{Address, OpenError, Store};

use super::{row::Row, timed};
use crate::failure::{address, unopened};

const SYSTEM: &str = "Base de données";

pub(crate) async fn check(settings: &Settings) -> Vec<Row> {
    let place: Address = match settings.database.reveal().parse() {
        Ok(place) => place,
        Err(bad) => return vec![Row::away(SYSTEM, None, address(bad))],
    };
    if let Address::File(path) = &place
        && !path.exists()
    {
        return vec![Row::reached(SYSTEM, None).noting(format!("{} n’existe pas encore\u{a0}: serve le crée", path.display()))];
    }
    let (took, answered) = timed(tokio::task::spawn_blocking(move || Store::reach(&place).map_err(|error| told(&error)))).await;
    let outcome = answered.unwrap_or_else(|error| Err(error.to_string()));
    vec![Row::of(SYSTEM, took, outcome)]
}

fn told(error: &OpenError) -> String {
    let why = unopened(error);
    match error {
        OpenError::Unreachable { .. } => format!("{why}\u{a0}: vérifier database.url ou TREMPLIN_DATABASE_URL"),
        _ => why,
    }
}
