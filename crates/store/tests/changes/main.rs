//! Changes of conventions: who may, in which version, and what goes with them, all or nothing.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod circuit;
mod enrolment;
mod entry;
mod frozen;
mod notices;
mod surroundings;

use tremplin_domain::{
    convention::{Action, Dossier},
    ids::ConventionId,
    law::checks::Parameters,
    policy::Scope,
};
use tremplin_store::{
    Error, Store,
    conventions::{self, Item, Letter, Notice},
    outbox,
};
use tremplin_testkit::{Builder, World, admin, at};

pub(crate) const ONE: ConventionId = ConventionId(1);

pub(crate) fn store_with(store: &Store, builders: impl IntoIterator<Item = Builder>) -> World {
    let world = World::default().into_store(store);
    world.load(store, builders);
    world
}

pub(crate) fn find(store: &Store, id: ConventionId) -> Dossier {
    store.read_blocking(|conn| conventions::find(conn, &admin(), id)).unwrap().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "as the store asks for words")]
pub(crate) fn letter(notice: &Notice<'_>) -> Result<Option<Letter>, Box<dyn std::error::Error + Send + Sync>> {
    let subject = format!("{} {:?}", notice.event.code(), notice.recipient);
    Ok(Some(Letter { subject, text: format!("{} {}", notice.dossier.convention.number, notice.reason) }))
}

pub(crate) fn act(store: &Store, scope: &Scope, seen: i32, action: &Action) -> Result<Dossier, Error> {
    let item = Item { id: ONE, seen, action: action.clone() };
    store.write_blocking(|conn| conventions::act(conn, scope, &item, at(600), &Parameters::default(), &letter))
}

pub(crate) fn mail(store: &Store) -> Vec<(String, String)> {
    let messages = store.read_blocking(|conn| outbox::list(conn, &admin(), 99)).unwrap();
    let mut mail: Vec<_> = messages.into_iter().map(|m| (m.recipient, m.letter.subject)).collect();
    mail.sort();
    mail
}
