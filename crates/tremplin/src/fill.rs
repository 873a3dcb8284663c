//! Fills an empty store with the demo's institution, in bounded memory.

use std::{
    io::{self, Write},
    sync::Arc,
};

use chrono::{NaiveDate, NaiveDateTime};
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use tremplin_demo::{GENERATION, Institution};
use tremplin_documents::Institution as Establishment;
use tremplin_domain::{
    host::Host,
    policy::{Principal, Scope},
};
use tremplin_store::{
    Address, Conn, Error, Store,
    bulk::{self, Loaded, Member, Role},
    demo::{self, Found, Made, NoDemo},
};

use crate::{cli, failure::Failure};

/// Conventions loaded in one transaction.
const BATCH: usize = 1_000;
/// Fewer conventions than this are made before anybody could read a progress bar.
const BAR_FROM: u32 = 5_000;

/// Whether to go on is asked before each transaction.
pub(crate) type Goes<'a> = &'a dyn Fn() -> bool;

/// The institution of the demo: the one that the store was made with, or else one of today, loaded into it as long as it `goes` on.
pub(crate) fn fill(
    store: &Store,
    place: &Address,
    today: NaiveDate,
    asked: Option<u32>,
    goes: Goes<'_>,
) -> Result<Arc<Institution>, Failure> {
    let scope = loader();
    let wanted = Made { on: today, conventions: asked.unwrap_or(cli::CONVENTIONS), generation: GENERATION };
    if store.read_blocking(|conn| demo::found(conn, &scope)).map_err(Failure::start)? == Found::Unfinished {
        // Nothing is lost if this cannot be said.
        let _ = writeln!(std::io::stderr(), "tremplin\u{a0}: un remplissage n’était pas allé au bout, il est refait");
    }
    let mut fresh = None;
    let made = demo::open(store, &scope, wanted, |store| {
        let institution = generate(wanted);
        load(&Loading { store, scope: &scope, institution: &institution, goes }, wanted.conventions)?;
        fresh = Some(institution);
        Ok(())
    });
    let made = made.map_err(|error| match error {
        NoDemo::Other => Failure::NotADemo(place.clone()),
        NoDemo::Occupied => Failure::Occupied(place.clone()),
        NoDemo::Store(_) if !goes() => Failure::Interrupted(place.clone()),
        NoDemo::Store(error) => Failure::of_store(&error, place),
    })?;
    if made.generation != GENERATION {
        return Err(Failure::OtherGeneration(place.clone()));
    }
    if let Some(asked) = asked.filter(|n| *n != made.conventions) {
        return Err(Failure::OtherSize { place: place.clone(), asked, held: made.conventions, on: made.on });
    }
    Ok(Arc::new(fresh.unwrap_or_else(|| generate(made))))
}

fn generate(made: Made) -> Institution {
    let students = usize::try_from(u64::from(made.conventions) * 2 / 3).unwrap_or(usize::MAX).max(400);
    Institution::generate(made.on, students)
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

/// A load under way.
struct Loading<'a> {
    store: &'a Store,
    scope: &'a Scope,
    institution: &'a Institution,
    goes: Goes<'a>,
}

impl Loading<'_> {
    /// One transaction, unless somebody asked to stop.
    fn write(&self, work: impl Fn(&mut Conn) -> Result<(), Error>) -> Result<(), Error> {
        if (self.goes)() { self.store.write_blocking(work) } else { Err(Error::internal(io::Error::from(io::ErrorKind::Interrupted))) }
    }
}

fn load(loading: &Loading<'_>, conventions: u32) -> Result<(), Error> {
    let institution = loading.institution;
    let at = institution.today.and_hms_opt(6, 0, 0).unwrap_or_default();
    let bar = bar(conventions);
    people(loading, at)?;
    hosts(loading, at)?;
    let count = usize::try_from(conventions).unwrap_or(usize::MAX);
    let mut batch: Vec<(tremplin_demo::Made, Option<Host>)> = Vec::with_capacity(BATCH);
    for made in institution.conventions(count) {
        let host = made.convention.host.and_then(|id| institution.host(id)).map(|h| h.host);
        batch.push((made, host));
        if batch.len() == BATCH {
            flush(loading, &mut batch, &bar)?;
        }
    }
    flush(loading, &mut batch, &bar)
}

fn bar(conventions: u32) -> ProgressBar {
    if conventions < BAR_FROM {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(conventions.into());
    let style = ProgressStyle::with_template("conventions {bar:40} {pos}/{len}, encore {eta}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_finish(ProgressFinish::AndClear)
}

fn people(loading: &Loading<'_>, at: NaiveDateTime) -> Result<(), Error> {
    let institution = loading.institution;
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
        loading.write(|conn| bulk::institution(conn, loading.scope, &loaded, at))?;
        if loaded.students.len() < BATCH {
            return Ok(());
        }
        loaded = bulk::Institution::default();
    }
}

fn hosts(loading: &Loading<'_>, at: NaiveDateTime) -> Result<(), Error> {
    let mut all = loading.institution.hosts();
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
        loading.write(|conn| bulk::institution(conn, loading.scope, &loaded, at))?;
    }
}

fn flush(loading: &Loading<'_>, batch: &mut Vec<(tremplin_demo::Made, Option<Host>)>, bar: &ProgressBar) -> Result<(), Error> {
    let loaded: Vec<_> = batch
        .iter()
        .filter_map(|(made, host)| {
            let centre = loading.institution.centre(made.convention.centre)?;
            Some(Loaded { convention: &made.convention, student: &made.student, centre, host: host.as_ref(), events: &made.events })
        })
        .collect();
    loading.write(|conn| bulk::conventions(conn, loading.scope, &loaded))?;
    bar.inc(batch.len() as u64);
    batch.clear();
    Ok(())
}

#[cfg(test)]
mod tests {
    use tremplin_domain::year::AcademicYear;
    use tremplin_referential::{Referential, StudentKey};
    use tremplin_store::people;
    use tremplin_testkit::{day, each, rows};

    use super::*;

    const MADE: &str = "2026-06-02";
    /// Another academic year, in which everybody is one step further.
    const LATER: &str = "2027-10-02";

    fn place() -> Address {
        "sqlite://data/tremplin.db".parse().unwrap()
    }

    fn filled(store: &Store, today: &str, asked: Option<u32>) -> Result<Arc<Institution>, Failure> {
        fill(store, &place(), day(today), asked, &|| true)
    }

    fn count(store: &Store, table: &'static str) -> i64 {
        store.read_blocking(|conn: &mut Conn| rows(conn, table)).unwrap()
    }

    #[test]
    fn on_another_day_the_referential_still_knows_the_students_of_the_store() {
        each(|store| {
            let first = filled(store, MADE, Some(1_000)).unwrap();
            let again = filled(store, LATER, None).unwrap();
            assert_eq!((again.today, again.student_count()), (day(MADE), 666));
            let referential = tremplin_demo::DemoReferential::new(again);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            for place in [0, 1, 399, 400, 665] {
                let number = first.student(place).unwrap().student.number;
                let stored = store.read_blocking(|conn| people::student_by_number(conn, &loader(), &number)).unwrap().unwrap();
                let told = runtime.block_on(referential.student(&StudentKey::Number(number.clone()))).unwrap().value;
                assert_eq!((told.login, told.birth_date, told.mail), (stored.login, stored.birth_date, stored.mail));
                let year = AcademicYear::of(day(MADE));
                let enrolled = runtime.block_on(referential.enrolments(&number, &[year])).unwrap().value;
                assert_eq!(enrolled.len(), 1, "{number}");
            }
        });
    }

    #[test]
    fn another_number_of_conventions_than_the_store_has_is_told() {
        each(|store| {
            filled(store, MADE, Some(10)).unwrap();
            let refused = filled(store, MADE, Some(11)).unwrap_err();
            assert!(matches!(refused, Failure::OtherSize { asked: 11, held: 10, .. }), "{refused}");
            let said = refused.to_string();
            assert!(said.contains("10 conventions") && said.contains("02/06/2026") && said.contains("data/tremplin.db-wal"), "{said}");
            filled(store, MADE, Some(10)).unwrap();
        });
    }

    #[test]
    fn a_fill_that_stopped_halfway_is_done_again() {
        each(|store| {
            let made = Made { on: day(MADE), conventions: 10, generation: GENERATION };
            let stopped = demo::open(store, &loader(), made, |store| {
                let loading = Loading { store, scope: &loader(), institution: &generate(made), goes: &|| true };
                super::people(&loading, day(MADE).and_hms_opt(6, 0, 0).unwrap_or_default())?;
                Err(Error::Busy)
            });
            assert!(stopped.is_err());
            assert_eq!(filled(store, LATER, Some(20)).unwrap().today, day(LATER));
            assert_eq!((count(store, "student"), count(store, "convention")), (400, 20));
        });
    }

    #[test]
    fn a_fill_ends_when_it_is_to_stop_and_is_done_again() {
        each(|store| {
            let refused = fill(store, &place(), day(MADE), Some(10), &|| false).unwrap_err();
            assert!(matches!(refused, Failure::Interrupted(_)), "{refused}");
            filled(store, MADE, Some(10)).unwrap();
            assert_eq!(count(store, "convention"), 10);
        });
    }

    #[test]
    fn a_store_without_a_demo_is_never_written() {
        each(|store| {
            let _world = tremplin_testkit::World::default().into_store(store);
            let students = count(store, "student");
            let refused = filled(store, MADE, None).unwrap_err();
            assert!(matches!(refused, Failure::NotADemo(_)), "{refused}");
            assert_eq!(count(store, "student"), students);
        });
    }

    #[test]
    fn a_demo_of_another_generation_is_told() {
        each(|store| {
            let made = Made { on: day(MADE), conventions: 10, generation: GENERATION + 1 };
            demo::open(store, &loader(), made, |_| Ok(())).unwrap();
            assert!(matches!(filled(store, MADE, None).unwrap_err(), Failure::OtherGeneration(_)));
        });
    }
}
