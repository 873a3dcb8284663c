//! Systems that read through the API: created, found by their token, limited to their centres, revoked; what they read is kept.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::collections::BTreeSet;

use chrono::TimeDelta;
use tremplin_domain::{
    client::{Centres, Client, Grant, Resource},
    convention::{Convention, Phase, Status},
    ids::{CentreId, ClientId, ConventionNumber, StudentId},
    law::checks::Parameters,
    policy::{Ability, Facts, Scope},
};
use tremplin_store::{
    Error, Store,
    clients::{self, Call},
    conventions::{self, Asked, Cursor, Filter, Order, Place},
};
use tremplin_testkit::{Builder, World, admin, at, day, each, personas, plans, statements, student};

fn grant(name: &str, centres: Centres) -> Grant {
    Grant {
        name: name.parse().unwrap(),
        resources: BTreeSet::from([Resource::Conventions, Resource::Survey]),
        centres,
        per_minute: 60,
        expires_at: None,
    }
}

fn only(centres: &[i64]) -> Centres {
    Centres::Only(centres.iter().map(|c| CentreId(*c)).collect())
}

fn created(store: &Store, grant: &Grant, fingerprint: &str) -> Client {
    store.write_blocking(|conn| clients::create(conn, &admin(), grant, fingerprint, at(0))).unwrap()
}

fn signed_in(store: &Store, fingerprint: &str) -> Option<(Client, Scope)> {
    store.read_blocking(|conn| clients::sign_in(conn, fingerprint, at(5))).unwrap()
}

#[test]
fn a_client_is_found_by_its_token_as_it_was_created() {
    each(|store| {
        let _world = World::default().into_store(store);
        let all = created(store, &grant("scolarite", Centres::All), "f1");
        let some = created(store, &Grant { expires_at: Some(at(9)), ..grant("droit", only(&[2, 3])) }, "f2");
        let none = created(store, &grant("rien", only(&[])), "f3");
        for (client, fingerprint) in [(&all, "f1"), (&some, "f2"), (&none, "f3")] {
            assert_eq!(signed_in(store, fingerprint).unwrap().0, *client);
        }
        assert!(signed_in(store, "F1").is_none() && signed_in(store, "").is_none());
        let listed = store.read_blocking(|conn| clients::list(conn, &admin())).unwrap();
        assert_eq!(listed, [some, none, all]);
    });
}

#[test]
fn a_token_opens_nothing_once_it_expired_or_was_revoked() {
    each(|store| {
        let _world = World::default().into_store(store);
        let expired = Grant { expires_at: Some(at(5)), ..grant("expired", Centres::All) };
        created(store, &expired, "f1");
        let revoked = created(store, &grant("revoked", Centres::All), "f2");
        assert!(signed_in(store, "f1").is_none() && signed_in(store, "f2").is_some());
        let revoke = || store.write_blocking(|conn| clients::revoke(conn, &admin(), revoked.id, at(3))).unwrap();
        assert_eq!((revoke(), revoke()), (true, false));
        assert!(signed_in(store, "f2").is_none());
        let kept = store.read_blocking(|conn| clients::list(conn, &admin())).unwrap();
        assert_eq!(kept.iter().map(|c| c.revoked_at).collect::<Vec<_>>(), [None, Some(at(3))]);
    });
}

#[test]
fn clients_are_managed_by_who_administers_the_institution_alone() {
    each(|store| {
        let _world = World::default().into_store(store);
        let client = created(store, &grant("one", Centres::All), "f1");
        let call = Call { at: at(1), operation: "o".to_owned(), parameters: String::new(), status: 200, given: 3 };
        let (_, scope) = signed_in(store, "f1").unwrap();
        store.write_blocking(|conn| clients::record(conn, &scope, &client, &call)).unwrap();
        for other in personas().into_iter().filter(|s| !s.principal().institution_admin).chain([scope]) {
            let created = store.write_blocking(|conn| clients::create(conn, &other, &grant("two", Centres::All), "f2", at(0)));
            assert!(matches!(created, Err(Error::Missing)));
            let read = |conn: &mut _| Ok((clients::list(conn, &other)?, clients::calls(conn, &other, client.id, 9)?));
            assert_eq!(store.read_blocking(read).unwrap(), (Vec::new(), Vec::new()));
            assert!(!store.write_blocking(|conn| clients::revoke(conn, &other, client.id, at(1))).unwrap());
        }
        assert!(signed_in(store, "f1").is_some());
    });
}

#[test]
fn a_name_that_is_taken_and_a_centre_that_does_not_exist_are_refused() {
    each(|store| {
        let _world = World::default().into_store(store);
        created(store, &grant("one", Centres::All), "f1");
        let refused = |grant: &Grant, fingerprint: &str| match store
            .write_blocking(|conn| clients::create(conn, &admin(), grant, fingerprint, at(0)))
        {
            Err(Error::NotAChoice(what)) => what,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&grant("one", Centres::All), "f2"), "name");
        assert_eq!(refused(&grant("two", only(&[2, 77])), "f3"), "centre");
        assert_eq!(store.read_blocking(|conn| clients::list(conn, &admin())).unwrap().len(), 1);
    });
}

#[test]
fn a_client_reads_its_centres_and_may_do_nothing() {
    each(|store| {
        let world = World::default().into_store(store);
        created(store, &grant("droit", only(&[2])), "f1");
        created(store, &grant("tout", Centres::All), "f2");
        let all = world.load(
            store,
            (1..=30).zip(Phase::ALL.into_iter().cycle()).map(|(id, phase)| Builder::new(id).centre(id % 3 + 1).in_phase(phase)),
        );
        for (fingerprint, centres) in [("f1", vec![2]), ("f2", vec![1, 2, 3])] {
            let (_, scope) = signed_in(store, fingerprint).unwrap();
            let wanted: Vec<_> = all.iter().filter(|c| centres.contains(&c.centre.0)).map(|c| c.id).collect();
            let asked = Asked { order: Order::Ascending, ..Asked::on(day("2026-03-02")) };
            let batch = store.read_blocking(|conn| conventions::batch(conn, &scope, &asked, 99)).unwrap();
            assert_eq!(batch.dossiers.iter().map(|d| d.convention.id).collect::<Vec<_>>(), wanted);
            for convention in &all {
                let centre = world.institution.centres.iter().find(|c| c.id == convention.centre).unwrap();
                let facts = Facts::of(convention, centre);
                assert_eq!(scope.reach().covers(&facts.ties), wanted.contains(&convention.id));
                for ability in [Ability::Edit, Ability::Submit, Ability::Return, Ability::Print, Ability::Cancel, Ability::Delete] {
                    assert!(!scope.may(ability, &facts, centre), "{ability:?}");
                }
            }
        }
    });
}

/// Every batch, from the first on.
fn batches(store: &Store, scope: &Scope, filter: &Filter, limit: usize) -> Vec<Vec<i64>> {
    let mut place = Place::First;
    let mut batches = Vec::new();
    loop {
        let asked = Asked { filter: filter.clone(), order: Order::Ascending, place, ..Asked::on(day("2026-03-02")) };
        let batch = store.read_blocking(|conn| conventions::batch(conn, scope, &asked, limit)).unwrap();
        batches.push(batch.dossiers.iter().map(|d| d.convention.id.0).collect());
        match batch.next {
            Some(cursor) => place = Place::At(cursor.to_string().parse::<Cursor>().unwrap()),
            None => return batches,
        }
    }
}

#[test]
fn batches_give_each_convention_once_and_end_where_there_are_no_more() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, (1..=12).map(|id| Builder::new(id).centre(id % 2 + 2)));
        let all = batches(store, &admin(), &Filter::default(), 5);
        assert_eq!(all, [vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10], vec![11, 12]]);
        assert_eq!(batches(store, &admin(), &Filter::default(), 6).len(), 2);
        let gathered = Filter { steps: vec!["DRT3".to_owned()], ..Filter::default() };
        assert_eq!(batches(store, &admin(), &gathered, 5), all);
    });
}

#[test]
fn a_batch_sends_as_many_statements_for_many_rows_as_for_one() {
    each(|store| {
        let world = World::default().into_store(store);
        created(store, &grant("tout", Centres::All), "f1");
        world.load(store, (1..=40).map(|id| Builder::new(id).centre(id % 2 + 2)));
        let ((_, scope), begun) =
            store.read_blocking(|conn| Ok(statements(conn, |conn| clients::sign_in(conn, "f1", at(1)).unwrap().unwrap()))).unwrap();
        assert_eq!(begun, 2);
        for filter in [Filter::default(), Filter { student: Some(StudentId(1)), ..Filter::default() }] {
            for limit in [1, 40] {
                let asked = Asked { filter: filter.clone(), order: Order::Ascending, ..Asked::on(day("2026-03-02")) };
                let work =
                    |conn: &mut _| Ok(statements(conn, |conn| conventions::batch(conn, &scope, &asked, limit).unwrap().dossiers.len()));
                let (found, sent) = store.read_blocking(work).unwrap();
                assert!(found == limit && sent <= 12, "{found} {sent}");
            }
        }
    });
}

#[test]
fn a_step_is_narrowed_to_its_version() {
    each(|store| {
        let world = World::default().into_store(store);
        let version = |id: i64, version: &str| Builder::new(id).with(|c| c.enrolment.step_version = version.to_owned());
        world.load(store, [version(1, "121"), version(2, "122"), version(3, "121"), version(4, "")]);
        let found = |step: Option<&str>, version: Option<&str>| {
            let filter = Filter {
                steps: step.map(str::to_owned).into_iter().collect(),
                step_version: version.map(str::to_owned),
                ..Filter::default()
            };
            batches(store, &admin(), &filter, 9).concat()
        };
        assert_eq!(found(Some("DRT3"), Some("121")), [1, 3]);
        assert_eq!(found(None, Some("122")), [2]);
        assert_eq!(found(Some("AUTRE"), Some("121")), [] as [i64; 0]);
        assert_eq!(found(Some("DRT3"), None), [1, 2, 3, 4]);
    });
}

#[test]
fn the_longest_convention_of_each_student_is_that_within_reach() {
    each(|store| {
        let world = World::default().into_store(store);
        let all = world.load(
            store,
            [
                Builder::new(1).dates("2026-04-01", "2026-04-30"),
                Builder::new(2).dates("2026-05-01", "2026-06-30"),
                Builder::new(3).centre(3).dates("2026-01-05", "2026-06-30"),
                Builder::new(4).student(2).dates("2026-04-01", "2026-04-30"),
                Builder::new(5).student(2).dates("2026-04-01", "2026-04-30"),
                Builder::new(6).student(3).dates("2026-04-01", "2026-04-30"),
            ],
        );
        let of = |conventions: &[Convention]| conventions.iter().map(|c| c.student).collect::<BTreeSet<_>>();
        let longest = |scope: &Scope, students: &BTreeSet<StudentId>| -> Vec<i64> {
            let filter = Filter { year: tremplin_domain::year::AcademicYear::starting(2025), ..Filter::default() };
            let found = store.read_blocking(|conn| conventions::longest(conn, scope, &filter, students, day("2026-03-02"))).unwrap();
            found.into_iter().map(|id| id.0).collect()
        };
        assert_eq!(longest(&admin(), &of(&all)), [3, 4, 6]);
        created(store, &grant("droit", only(&[2])), "f1");
        assert_eq!(longest(&signed_in(store, "f1").unwrap().1, &of(&all[..5])), [2, 4]);
        assert_eq!(longest(&admin(), &BTreeSet::new()), [] as [i64; 0]);
    });
}

#[test]
fn what_a_client_read_is_kept_and_forgotten_with_time() {
    each(|store| {
        let _world = World::default().into_store(store);
        let client = created(store, &grant("one", Centres::All), "f1");
        let call = |minutes: i64, parameters: &str| Call {
            at: at(minutes),
            operation: "survey".to_owned(),
            parameters: parameters.to_owned(),
            status: 200,
            given: 0,
        };
        let (_, scope) = signed_in(store, "f1").unwrap();
        let record = |call: &Call| store.write_blocking(|conn| clients::record(conn, &scope, &client, call)).unwrap();
        let first = record(&call(0, "year=2025"));
        store.write_blocking(|conn| clients::correct(conn, &scope, first, 500)).unwrap();
        record(&call(9, &"é".repeat(600)));
        let calls = || store.read_blocking(|conn| clients::calls(conn, &admin(), client.id, 9)).unwrap();
        let kept = [call(9, &"é".repeat(500)), Call { given: 500, ..call(0, "year=2025") }];
        assert_eq!(calls(), kept);
        let forget = |before| store.write_blocking(|conn| clients::forget(conn, &admin(), before)).unwrap();
        assert_eq!((forget(at(0)), forget(at(0) + TimeDelta::minutes(1))), (0, 1));
        assert_eq!(calls(), kept[..1]);
        assert!(store.read_blocking(|conn| clients::calls(conn, &admin(), ClientId(99), 9)).unwrap().is_empty());
    });
}

#[test]
fn what_a_client_read_is_kept_by_itself_and_forgotten_by_who_administers_alone() {
    each(|store| {
        let _world = World::default().into_store(store);
        let one = created(store, &grant("one", Centres::All), "f1");
        created(store, &grant("two", Centres::All), "f2");
        let call = Call { at: at(0), operation: "o".to_owned(), parameters: String::new(), status: 200, given: 0 };
        let ((_, own), (_, other)) = (signed_in(store, "f1").unwrap(), signed_in(store, "f2").unwrap());
        let kept = store.write_blocking(|conn| clients::record(conn, &own, &one, &call)).unwrap();
        for scope in [other, admin(), student(1)] {
            let record = store.write_blocking(|conn| clients::record(conn, &scope, &one, &call));
            let correct = store.write_blocking(|conn| clients::correct(conn, &scope, kept, 500));
            assert!(matches!((record, correct), (Err(Error::Missing), Err(Error::Missing))));
        }
        for scope in [own, student(1)] {
            assert!(matches!(store.write_blocking(|conn| clients::forget(conn, &scope, at(9))), Err(Error::Missing)));
        }
        assert_eq!(store.read_blocking(|conn| clients::calls(conn, &admin(), one.id, 9)).unwrap(), [call]);
    });
}

#[test]
fn whatever_is_asked_an_index_answers() {
    each(|store| {
        let world = World::default().into_store(store);
        // The first is validated: of others a look-up asks what the law asks as well, in statements of its own.
        let phase = |id| if id == 1 { Phase::Validated } else { Phase::Draft };
        world.load(store, (1..=600).map(|id| Builder::new(id).centre(id % 3 + 1).student(id % 6 + 1).in_phase(phase(id))));
        let client = created(store, &grant("tout", Centres::All), "f1");
        created(store, &grant("droit", only(&[2])), "f2");
        let (_, scope) = signed_in(store, "f1").unwrap();
        let some = |filter: Filter| {
            move |conn: &mut _, scope: &Scope| {
                let asked = Asked { filter: filter.clone(), order: Order::Ascending, ..Asked::on(day("2026-03-02")) };
                let batch = conventions::batch(conn, scope, &asked, 5).unwrap();
                let next = Asked { place: Place::At(batch.next.unwrap()), ..asked.clone() };
                assert_eq!(conventions::batch(conn, scope, &next, 5).unwrap().dossiers.len(), 5);
                conventions::longest(conn, scope, &asked.filter, &BTreeSet::from([StudentId(1)]), asked.today).unwrap();
            }
        };
        let year = tremplin_domain::year::AcademicYear::starting(2025);
        let filters = [
            Filter::default(),
            Filter { student: Some(StudentId(2)), ..Filter::default() },
            Filter { steps: vec!["DRT3".to_owned()], step_version: Some("121".to_owned()), ..Filter::default() },
            Filter { components: vec!["DRT".to_owned()], ..Filter::default() },
            Filter { from: Some(day("2026-04-01")), to: Some(day("2026-04-30")), ..Filter::default() },
            Filter { from: Some(day("2026-04-01")), ..Filter::default() },
            Filter { to: Some(day("2026-04-30")), ..Filter::default() },
            Filter { year, ..Filter::default() },
            Filter { year, statuses: vec![Status::Phase(Phase::Draft)], ..Filter::default() },
        ];
        // The tables that grow; those that the database reads for a page of ids found so are read by their keys.
        let grows = |table: &str| ["l", "c", "w", "e", "student", "api_client", "api_call"].contains(&table);
        let checked = |found: Vec<(String, Option<String>)>, what: &str| {
            let (mut by_index, whole): (Vec<_>, Vec<_>) =
                found.into_iter().filter(|(table, _)| grows(table)).partition(|(_, index)| index.is_some());
            assert_eq!((by_index.pop().is_some(), whole), (true, Vec::new()), "{what}");
        };
        for filter in filters {
            let work = some(filter.clone());
            checked(store.read_blocking(|conn| plans(conn, |conn| work(conn, &scope))).unwrap(), &format!("{filter:?}"));
        }
        // Of a number, whatever is within reach.
        let number = ConventionNumber { year: year.unwrap(), sequence: 1 };
        let by_number = |conn: &mut _, scope: &Scope| {
            conventions::find_by_number(conn, scope, number).unwrap().unwrap();
            assert_eq!(conventions::lookup(conn, scope, &number.to_string(), day("2026-03-02"), &Parameters::default()).unwrap().len(), 1);
        };
        for scope in [&scope, &admin()] {
            checked(store.read_blocking(|conn| plans(conn, |conn| by_number(conn, scope))).unwrap(), "number");
        }
        let call = Call { at: at(0), operation: "o".to_owned(), parameters: String::new(), status: 200, given: 0 };
        for _ in 0..300 {
            store.write_blocking(|conn| clients::record(conn, &scope, &client, &call)).unwrap();
        }
        let read = |conn: &mut _| {
            plans(conn, |conn| {
                clients::sign_in(conn, "f2", at(1)).unwrap();
                clients::calls(conn, &admin(), ClientId(1), 5).unwrap();
            })
        };
        checked(store.read_blocking(read).unwrap(), "clients");
    });
}
