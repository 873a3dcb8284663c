//! Fills an empty store with the demo's institution, in bounded memory.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use indicatif::{ProgressBar, ProgressStyle};
use tremplin_demo::{Institution, Made};
use tremplin_documents::Institution as Establishment;
use tremplin_domain::{
    host::Host,
    policy::{Principal, Scope},
};
use tremplin_store::{
    Error, Store,
    bulk::{self, Loaded, Member, Role},
};

use crate::failure::Failure;

/// Conventions loaded in one transaction.
const BATCH: usize = 1_000;
/// Fewer conventions than this are made before anybody could read a progress bar.
const BAR_FROM: u32 = 5_000;

/// The institution of the demo, loaded into the store unless something is there already.
pub(crate) fn fill(store: &Store, today: NaiveDate, conventions: u32) -> Result<Arc<Institution>, Failure> {
    let students = usize::try_from(u64::from(conventions) * 2 / 3).unwrap_or(usize::MAX).max(400);
    let institution = Arc::new(Institution::generate(today, students));
    let scope = loader();
    let empty = store.read_blocking(|conn| bulk::is_empty(conn, &scope)).map_err(Failure::start)?;
    if empty {
        load(store, &scope, &institution, conventions).map_err(Failure::start)?;
    }
    Ok(institution)
}

/// The demo's university, as its documents name it.
pub(crate) fn establishment() -> Establishment {
    Establishment {
        name: tremplin_demo::NAME.to_owned(),
        address: "1 place de l’Université, 35990 Valombre".to_owned(),
        representative: "La présidence de l’université".to_owned(),
    }
}

/// Whoever fills a store may reach everything.
fn loader() -> Scope {
    Principal { login: "demo".to_owned(), name: "Démonstration".to_owned(), institution_admin: true, ..Principal::default() }.scope()
}

fn load(store: &Store, scope: &Scope, institution: &Institution, conventions: u32) -> Result<(), Error> {
    let at = institution.today.and_hms_opt(6, 0, 0).unwrap_or_default();
    let bar = bar(conventions);
    people(store, scope, institution, at)?;
    hosts(store, scope, institution, at)?;
    let count = usize::try_from(conventions).unwrap_or(usize::MAX);
    let mut batch: Vec<(Made, Option<Host>)> = Vec::with_capacity(BATCH);
    for made in institution.conventions(count) {
        let host = made.convention.host.and_then(|id| institution.host(id)).map(|h| h.host);
        batch.push((made, host));
        if batch.len() == BATCH {
            flush(store, scope, institution, &mut batch, &bar)?;
        }
    }
    flush(store, scope, institution, &mut batch, &bar)?;
    bar.finish_and_clear();
    Ok(())
}

fn bar(conventions: u32) -> ProgressBar {
    if conventions < BAR_FROM {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(conventions.into());
    let style = ProgressStyle::with_template("conventions {bar:40} {pos}/{len}, encore {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn people(store: &Store, scope: &Scope, institution: &Institution, at: NaiveDateTime) -> Result<(), Error> {
    let members = institution.staff.iter().map(|m| Member {
        staff: m.staff.clone(),
        posts: m.posts.clone(),
        heads: m.heads.clone(),
        observes: m.observes.clone(),
        role: match (m.institution_admin, m.helpdesk) {
            (true, _) => Role::InstitutionAdmin,
            (false, true) => Role::Helpdesk,
            (false, false) => Role::None,
        },
    });
    let mut loaded = bulk::Institution {
        centres: institution.centres.clone(),
        criteria: institution.criteria.clone(),
        teachers: institution.teachers.clone(),
        members: members.collect(),
        ..bulk::Institution::default()
    };
    let mut students = institution.students();
    loop {
        loaded.students = students.by_ref().take(BATCH).map(|s| s.student).collect();
        store.write_blocking(|conn| bulk::institution(conn, scope, &loaded, at))?;
        if loaded.students.len() < BATCH {
            return Ok(());
        }
        loaded = bulk::Institution::default();
    }
}

fn hosts(store: &Store, scope: &Scope, institution: &Institution, at: NaiveDateTime) -> Result<(), Error> {
    let mut all = institution.hosts();
    loop {
        let mut loaded = bulk::Institution::default();
        for host in all.by_ref().take(BATCH) {
            loaded.hosts.push(host.host);
            loaded.services.extend(host.services);
            loaded.contacts.extend(host.contacts);
        }
        if loaded.hosts.is_empty() {
            return Ok(());
        }
        store.write_blocking(|conn| bulk::institution(conn, scope, &loaded, at))?;
    }
}

fn flush(
    store: &Store,
    scope: &Scope,
    institution: &Institution,
    batch: &mut Vec<(Made, Option<Host>)>,
    bar: &ProgressBar,
) -> Result<(), Error> {
    let loaded: Vec<_> = batch
        .iter()
        .filter_map(|(made, host)| {
            let centre = institution.centre(made.convention.centre)?;
            Some(Loaded { convention: &made.convention, student: &made.student, centre, host: host.as_ref(), events: &made.events })
        })
        .collect();
    store.write_blocking(|conn| bulk::conventions(conn, scope, &loaded))?;
    bar.inc(batch.len() as u64);
    batch.clear();
    Ok(())
}
