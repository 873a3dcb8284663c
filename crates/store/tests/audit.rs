//! What stays known of things that have no timeline, or none any more.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tremplin_domain::{
    client::{Centres, Grant, Resource},
    convention::Phase,
    ids::{CentreId, ConventionId},
    person::Right,
    policy::Scope,
};
use tremplin_store::{
    Store,
    audit::{self, Line, Trace},
    clients, conventions,
};
use tremplin_testkit::{Builder, World, admin, at, each, personas, rows, staff_of, student, teacher};

fn lines(store: &Store, scope: &Scope) -> Vec<Line> {
    store.read_blocking(|conn| audit::list(conn, scope, 99)).unwrap()
}

#[test]
fn each_change_leaves_its_line_and_nobodys_name() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1), Builder::new(2)]);
        store.write_blocking(|conn| conventions::delete(conn, &student(1), ConventionId(1), 0, at(3))).unwrap();
        let grant = Grant {
            name: "scolarite".parse().unwrap(),
            resources: [Resource::Survey].into(),
            centres: Centres::All,
            per_minute: 9,
            expires_at: None,
        };
        let client = store.write_blocking(|conn| clients::create(conn, &admin(), &grant, "f1", at(4))).unwrap();
        let revoke = || store.write_blocking(|conn| clients::revoke(conn, &admin(), client.id, at(5))).unwrap();
        assert_eq!((revoke(), revoke()), (true, false), "of which one is told");
        let line = |trace, object, centre: Option<i64>, note: &str, by: &str, minute| Line {
            trace,
            object,
            centre: centre.map(CentreId),
            note: note.to_owned(),
            by: by.to_owned(),
            at: at(minute),
        };
        let told = [
            line(Trace::ClientRevoked, client.id.0, None, "", "institution", 5),
            line(Trace::ClientCreated, client.id.0, None, "scolarite", "institution", 4),
            line(Trace::DraftDeleted, 1, Some(2), "2025-00001", "s.1", 3),
        ];
        assert_eq!(lines(store, &admin()), told);
        for other in personas().iter().filter(|s| !s.principal().institution_admin) {
            assert_eq!(lines(store, other), [], "{:?}", other.principal());
        }
    });
}

#[test]
fn what_is_refused_leaves_no_line() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1), Builder::new(2).in_phase(Phase::Submitted)]);
        let delete = |scope: &Scope, id, seen| store.write_blocking(|conn| conventions::delete(conn, scope, ConventionId(id), seen, at(1)));
        assert!(delete(&student(2), 1, 0).is_err() && delete(&student(1), 1, 7).is_err() && delete(&student(1), 2, 0).is_err());
        assert_eq!(store.read_blocking(|conn| rows(conn, "audit_event")).unwrap(), 0);
    });
}

#[test]
fn a_deletion_is_known_to_those_whose_draft_it_was_alone() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1), Builder::new(2)]);
        let known = |scope: &Scope, id| store.read_blocking(|conn| audit::deletion(conn, scope, ConventionId(id))).unwrap();
        assert_eq!(known(&student(1), 1), None, "it is there");
        store.write_blocking(|conn| conventions::delete(conn, &staff_of(&[2], Right::Write), ConventionId(1), 0, at(3))).unwrap();
        let deletion = known(&student(1), 1).unwrap();
        assert_eq!((deletion.number.as_str(), deletion.by.as_str(), deletion.at), ("2025-00001", "write", at(3)));
        assert!(known(&staff_of(&[2], Right::Read), 1).is_some());
        for other in [student(2), teacher(1), staff_of(&[3], Right::Admin)] {
            assert_eq!(known(&other, 1), None, "{:?}", other.principal());
        }
        assert_eq!((known(&student(1), 2), known(&student(1), 99)), (None, None));
    });
}
