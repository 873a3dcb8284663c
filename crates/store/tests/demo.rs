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
use tremplin_testkit::{Builder, World, admin, at, columns, day, each, each_place, execute, rows, staff_of, tables};

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
            conventions::delete(conn, &admin(), draft.id, draft.version, at(0))
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

#[test]
fn nothing_is_made_beside_what_somebody_else_has() {
    const LEDGER: &str =
        "create table __diesel_schema_migrations (version varchar(50) primary key, run_on timestamp default current_timestamp);";
    const FIRST: &str = "insert into __diesel_schema_migrations (version) values ('20261123000001');";
    let begun = |more: &str| format!("{LEDGER} {FIRST} create table centre (a int); {more}");
    for (statements, may) in [
        (String::new(), true),
        ("create table t (a int)".to_owned(), false),
        ("create table student (a int)".to_owned(), false),
        ("create table student (a int); create table demo (a int)".to_owned(), false),
        ("create view t as select 1 as a".to_owned(), false),
        (format!("{LEDGER} create table student (a int)"), false),
        (format!("{LEDGER} insert into __diesel_schema_migrations (version) values ('20200101000000')"), false),
        // A first start that stopped between two migrations, or between a table and the note of it.
        (LEDGER.to_owned(), true),
        (begun(""), true),
        (begun("create table criterion (a int)"), true),
        (begun("create table student (a int)"), false),
        (begun("insert into centre values (1)"), false),
    ] {
        each_place(|address| {
            if !statements.is_empty() {
                execute(address, &statements).unwrap();
            }
            let before = tables(address).unwrap();
            assert_eq!(demo::may_be_at(address).unwrap(), may, "{statements}");
            assert_eq!(tables(address).unwrap(), before);
        });
    }
}

#[test]
fn a_demo_whole_or_not_may_be_gone_on_with_and_an_institution_not() {
    each_place(|address| {
        let store = Store::open(address).unwrap();
        assert!(demo::may_be_at(address).unwrap());
        halfway(&store);
        assert!(demo::may_be_at(address).unwrap());
        // As where taking it away stopped at the first table.
        execute(address, "drop table __diesel_schema_migrations").unwrap();
        assert!(demo::may_be_at(address).unwrap());
        execute(address, "create table t (a int)").unwrap();
        assert!(!demo::may_be_at(address).unwrap());
    });
    each_place(|address| {
        load(&Store::open(address).unwrap()).unwrap();
        assert!(!demo::may_be_at(address).unwrap());
    });
}
