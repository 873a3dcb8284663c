//! The two schemas agree, and with what the code expects.

use std::{cell::RefCell, collections::BTreeSet, path::Path};

use tremplin_domain::{
    convention::Phase,
    ids::{ConventionId, HostId},
};
use tremplin_store::{bulk, centres, conventions, hosts, outbox, people, sign_in, teachers, views};
use tremplin_testkit::{Builder, World, admin, columns, each, enforces_foreign_keys, indexes, migrate_again, ours, rows};

#[test]
fn both_databases_report_the_same_columns() {
    let seen: RefCell<Vec<Vec<String>>> = RefCell::default();
    each(|store| seen.borrow_mut().push(store.read_blocking(columns).unwrap()));
    let seen = seen.into_inner();
    assert_eq!(seen.len(), if cfg!(feature = "mysql") { 2 } else { 1 });
    assert!(seen[0].len() > 200, "{}", seen[0].len());
    assert!(seen.iter().all(|s| *s == seen[0]), "{seen:#?}");
}

/// Indexes that MariaDB makes by itself, for a foreign key, and that nobody asks for: conventions are listed by their lines, and no student,
/// centre or teacher is ever removed.
const BY_ITSELF: [&str; 3] = ["convention (centre_id)", "convention (student_id)", "convention (teacher_id)"];

#[test]
fn both_databases_have_the_same_indexes() {
    let seen: RefCell<Vec<BTreeSet<String>>> = RefCell::default();
    each(|store| seen.borrow_mut().push(store.read_blocking(indexes).unwrap()));
    let sqlite = &seen.borrow()[0];
    assert!(sqlite.contains("host (siret) unique") && sqlite.contains("convention (host_id)"), "{sqlite:#?}");
    for mariadb in &seen.borrow()[1..] {
        let differing: Vec<_> = mariadb.symmetric_difference(sqlite).collect();
        assert_eq!(differing, BY_ITSELF);
    }
}

#[test]
fn no_table_has_more_than_32_columns() {
    each(|store| {
        let columns = store.read_blocking(columns).unwrap();
        for table in store.read_blocking(ours).unwrap() {
            let count = columns.iter().filter(|c| c.starts_with(&format!("{table}."))).count();
            assert!((1..=32).contains(&count), "{table}: {count}");
        }
    });
}

#[test]
fn migrations_have_the_same_names_for_both_databases() {
    let names = |folder: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema").join(folder);
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("mysql"));
}

#[test]
fn a_migration_for_mariadb_is_one_statement() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/mysql");
    for migration in std::fs::read_dir(folder).unwrap() {
        let sql = std::fs::read_to_string(migration.unwrap().path().join("up.sql")).unwrap();
        assert_eq!(sql.lines().filter(|l| l.ends_with(';')).count(), 1, "{sql}");
    }
}

#[test]
fn every_migration_is_safe_to_run_again() {
    each(|store| {
        let _world = World::default().into_store(store);
        migrate_again(store).unwrap();
        assert_eq!(store.read_blocking(|conn| rows(conn, "centre")).unwrap(), 4);
    });
}

#[test]
fn what_refers_to_a_host_stays_when_its_table_is_made_anew() {
    each(|store| {
        let world = World::default().into_store(store);
        let convention = world.load(store, [Builder::new(1)]).remove(0);
        migrate_again(store).unwrap();
        assert!(store.write_blocking(|conn| Ok(enforces_foreign_keys(conn))).unwrap());
        let found = |conn: &mut _| {
            let host = hosts::find(conn, &admin(), HostId(1))?;
            let by_its_words = hosts::search(conn, &admin(), "oeuvrard", 9)?;
            Ok((host, by_its_words.len(), conventions::find(conn, &admin(), ConventionId(1))?.map(|d| d.convention)))
        };
        assert_eq!(store.read_blocking(found).unwrap(), (Some(world.institution.hosts[0].clone()), 1, Some(convention)));
    });
}

#[test]
fn every_table_loads() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, Phase::ALL.into_iter().zip(1..).map(|(p, id)| Builder::new(id).in_phase(p)));
        store
            .read_blocking(|conn| {
                let scope = admin();
                for table in ours(conn)? {
                    rows(conn, Box::leak(table.into_boxed_str()))?;
                }
                assert_eq!(centres::all(conn, &scope)?.len(), 4);
                assert_eq!(centres::criteria(conn, &scope)?.len(), 2);
                assert_eq!(teachers::search(conn, &scope, "", 9)?.len(), 3);
                assert_eq!(hosts::search(conn, &scope, "oeuvrard", 9)?.len(), 1);
                assert_eq!(hosts::services(conn, &scope, HostId(1))?.len(), 1);
                assert!(people::student_by_number(conn, &scope, "21800001")?.is_some());
                assert!(sign_in::principal(conn, "write")?.is_some());
                assert!(views::list(conn, &scope, "office")?.is_empty());
                assert!(outbox::list(conn, &scope, 9)?.is_empty());
                assert!(!bulk::is_empty(conn, &scope)?);
                for id in 1..=10 {
                    assert!(conventions::find(conn, &scope, ConventionId(id))?.is_some(), "{id}");
                }
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn foreign_keys_are_enforced() {
    each(|store| assert!(store.write_blocking(|conn| Ok(enforces_foreign_keys(conn))).unwrap()));
}

#[test]
fn an_institution_is_read_back_as_it_was_loaded() {
    each(|store| {
        let world = World::default().into_store(store);
        store
            .read_blocking(|conn| {
                let scope = admin();
                for centre in &world.institution.centres {
                    assert_eq!(centres::find(conn, &scope, centre.id)?.as_ref(), Some(centre));
                }
                for host in &world.institution.hosts {
                    assert_eq!(hosts::find(conn, &scope, host.id)?.as_ref(), Some(host));
                }
                for teacher in &world.institution.teachers {
                    assert_eq!(teachers::find(conn, &scope, teacher.id)?.as_ref(), Some(teacher));
                }
                for student in &world.institution.students {
                    assert_eq!(people::student_by_number(conn, &scope, &student.number)?.as_ref(), Some(student));
                }
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_convention_is_read_back_as_it_was_loaded() {
    each(|store| {
        let world = World::default().into_store(store);
        let loaded = world.load(store, Phase::ALL.into_iter().zip(1..).map(|(p, id)| Builder::new(id).in_phase(p)));
        for convention in loaded {
            let found = store.read_blocking(|conn| conventions::find(conn, &admin(), convention.id)).unwrap().unwrap();
            assert_eq!(found.convention, convention);
        }
    });
}
