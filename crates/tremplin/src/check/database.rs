//! The database: it answers. Nothing is migrated and nothing made; `serve` does that.

use tremplin_settings::Settings;
use tremplin_store::{Address, Store};

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
    let (took, answered) = timed(tokio::task::spawn_blocking(move || Store::reach(&place).map_err(|error| unopened(&error)))).await;
    let outcome = answered.unwrap_or_else(|error| Err(error.to_string()));
    vec![Row::of(SYSTEM, took, outcome)]
}
