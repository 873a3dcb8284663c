//! A demo in a store: made once, found again, never mistaken for something else.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tremplin_domain::{
    ids::{ConventionId, ViewId},
    person::Right,
};
use tremplin_store::{
    Error, Store,
    conventions::{self, Asked, Filter},
    demo::{self, Found, Made, NoDemo},
    views,
};
use tremplin_testkit::{Builder, World, admin, columns, day, each, rows, staff_of};

const LATER: &str = "2027-01-02";

fn made() -> Made {
    Made { on: day("2026-11-23"), conventions: 600, generation: 1 }
}

fn found(store: &Store) -> Found {
    store.read_blocking(|conn| demo::found(conn, &admin())).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "as every work that loads")]
fn load(store: &Store) -> Result<(), Error> {
    let _world = World::default().into_store(store);
    Ok(())
}

/// Fills as a program does that is killed after the institution and before the conventions.
fn halfway(store: &Store) {
    let stopped = demo::open(store, &admin(), made(), |store| {
        load(store)?;
        Err(Error::Busy)
    });
    assert!(matches!(stopped, Err(NoDemo::Store(Error::Busy))));
}

#[test]
fn a_demo_keeps_what_it_was_made_with() {
    each(|store| {
        assert_eq!(found(store), Found::Nothing);
        assert_eq!(demo::open(store, &admin(), made(), load).unwrap(), made());
        assert_eq!(found(store), Found::Demo(made()));
        let other = Made { on: day(LATER), conventions: 7, generation: 2 };
        let again = demo::open(store, &admin(), other, |_| panic!("loaded a second time")).unwrap();
        assert_eq!(again, made());
    });
}

#[test]
fn what_a_load_lets_go_of_for_its_time_is_there_again() {
    each(|store| {
        let before = store.read_blocking(columns).unwrap();
        let work = |store: &Store| {
            let world = World::default().into_store(store);
            world.load(store, (1..=30).map(Builder::new));
            Ok(())
        };
        demo::open(store, &admin(), made(), work).unwrap();
        assert_eq!(store.read_blocking(columns).unwrap(), before);
        let number = Filter { words: "2025-00007".to_owned(), ..Filter::default() };
        let asked = Asked { filter: number, ..Asked::on(day("2026-05-15")) };
        let found = store.read_blocking(|conn| conventions::list(conn, &admin(), &asked)).unwrap();
        assert_eq!(found.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [7]);
        // Each word once a convention, as the key of its table says.
        let again = store.write_blocking(|conn| {
            let draft = conventions::find(conn, &admin(), ConventionId(7))?.ok_or(Error::Missing)?.convention;
            conventions::delete(conn, &admin(), draft.id, draft.version)
        });
        again.unwrap();
        let left = store.read_blocking(|conn| conventions::list(conn, &admin(), &asked)).unwrap();
        assert_eq!(left.rows, []);
    });
}

#[test]
fn a_load_that_stopped_halfway_is_made_anew() {
    each(|store| {
        halfway(store);
        assert_eq!(found(store), Found::Unfinished);
        let other = Made { on: day(LATER), ..made() };
        let again = demo::open(store, &admin(), other, |store| {
            let world = World::default().into_store(store);
            world.load(store, [Builder::new(1)]);
            Ok(())
        });
        assert_eq!(again.unwrap(), other);
        assert_eq!(found(store), Found::Demo(other));
        assert_eq!(store.read_blocking(|conn| rows(conn, "centre")).unwrap(), 4);
    });
}

#[test]
fn a_store_that_nobody_said_is_a_demo_is_left_alone() {
    each(|store| {
        let _world = World::default().into_store(store);
        assert_eq!(found(store), Found::Other);
        let refused = demo::open(store, &admin(), made(), |_| panic!("loaded over something else"));
        assert!(matches!(refused, Err(NoDemo::Other)));
        assert_eq!(store.read_blocking(|conn| rows(conn, "centre")).unwrap(), 4);
    });
}

#[test]
fn what_somebody_used_is_left_alone_though_it_is_unfinished() {
    each(|store| {
        halfway(store);
        let person = staff_of(&[2], Right::Write);
        let view = views::View {
            id: ViewId(0),
            list: "office".to_owned(),
            name: "En retard".to_owned(),
            query: "late=yes".to_owned(),
            columns: String::new(),
        };
        store.write_blocking(|conn| views::save(conn, &person, &view)).unwrap();
        assert_eq!(found(store), Found::Other);
        assert!(matches!(demo::open(store, &admin(), made(), load), Err(NoDemo::Other)));
    });
}

#[test]
fn only_a_scope_that_reaches_everything_makes_a_demo() {
    each(|store| {
        let scope = staff_of(&[1], Right::Admin);
        assert!(matches!(demo::open(store, &scope, made(), load), Err(NoDemo::Store(Error::Missing))));
        assert_eq!(store.read_blocking(|conn| rows(conn, "demo")).unwrap(), 0);
    });
}

#[test]
fn one_program_at_a_time_fills_a_server() {
    each(|store| {
        let inner = demo::open(store, &admin(), made(), |store| {
            // On SQLite the folder is guarded instead.
            let second = demo::open(store, &admin(), made(), |_| Err(Error::Busy));
            assert!(matches!(second, Err(NoDemo::Occupied | NoDemo::Store(Error::Busy))), "{second:?}");
            Err(Error::Busy)
        });
        assert!(inner.is_err());
    });
}
