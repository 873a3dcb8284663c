//! Another enrolment for a convention.

use tremplin_domain::{
    convention::{Action, Dossier, EventKind, Phase},
    ids::{CentreId, ContactId},
    person::Right,
    policy::Scope,
    year::AcademicYear,
};
use tremplin_store::{Error, Store, conventions, conventions::Enrolled};
use tremplin_testkit::{Builder, admin, at, each, helpdesk, staff_of, student, teacher};

use crate::{ONE, act, find, letter, mail, store_with};

fn sciences() -> Enrolled {
    let mut enrolment = Builder::new(1).build(&[]).enrolment;
    (enrolment.component_code, enrolment.step_code) = ("SCI".to_owned(), "SCI3".to_owned());
    "Licence de physique".clone_into(&mut enrolment.step);
    Enrolled { year: AcademicYear::starting(2026).unwrap(), enrolment, kind: None }
}

fn enrol(store: &Store, scope: &Scope, seen: i32, enrolled: &Enrolled) -> Result<Dossier, Error> {
    store.write_blocking(|conn| conventions::enrol(conn, scope, ONE, seen, enrolled, at(5), &letter))
}

#[test]
fn another_enrolment_brings_a_convention_to_its_centre_and_both_centres_are_told() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let before = find(store, ONE);
        let after = enrol(store, &student(1), 0, &sciences()).unwrap();
        assert_eq!(find(store, ONE), after);
        let (was, is) = (&before.convention, &after.convention);
        assert_eq!((is.number, is.centre, is.year.first(), is.version), (was.number, CentreId(3), 2026, 1));
        assert_eq!(
            (is.tutor, is.signatory, is.host, is.teacher),
            (None, None, was.host, was.teacher),
            "they are the other centre’s contacts"
        );
        assert_eq!(conventions::left(&before, &after), ["tutor-name", "signatory-name"]);
        let seen = |centre| {
            let asked = conventions::Asked::on(at(0).date());
            store.read_blocking(|conn| conventions::list(conn, &staff_of(&[centre], Right::Read), &asked)).unwrap().rows.len()
        };
        assert_eq!((seen(2), seen(3)), (0, 1));
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &student(1), ONE)).unwrap();
        let told: Vec<_> = timeline.iter().rev().take(2).map(|e| (e.kind, e.note.as_str())).collect();
        let words = "Licence de droit, troisième année · 2025/2026 · Droit → Licence de physique · 2026/2027 · Sciences";
        assert_eq!(told, [(EventKind::Enrolled, words), (EventKind::Saved, "tutor-name signatory-name")]);
        let sent = |address: &str| (address.to_owned(), "enrolled Centre".to_owned());
        assert_eq!(mail(store), [sent("centre3@univ.example"), sent("write@univ.example")]);
    });
}

#[test]
fn an_enrolment_is_changed_by_those_who_may_write_where_it_leads() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        for scope in [student(2), teacher(1), helpdesk(), staff_of(&[2], Right::Read), staff_of(&[3], Right::Admin)] {
            assert!(matches!(enrol(store, &scope, 0, &sciences()), Err(Error::Missing)));
        }
        let refused = enrol(store, &staff_of(&[2], Right::Admin), 0, &sciences());
        assert!(matches!(refused, Err(Error::NotAChoice("enrolment"))), "{refused:?}");
        assert!(matches!(enrol(store, &student(1), 7, &sciences()), Err(Error::Stale(_))));
        assert_eq!(find(store, ONE).convention.version, 0);
        let continuing = Enrolled { kind: Some("continuing".into()), ..sciences() };
        let moved = enrol(store, &staff_of(&[2, 3], Right::WriteWithoutValidation), 0, &continuing).unwrap();
        assert_eq!((moved.convention.kind.as_str(), moved.convention.tutor), ("continuing", Some(ContactId(2))), "a contact of theirs");
        assert_eq!(mail(store), [], "nothing while it is a draft");
    });
}

#[test]
fn the_enrolment_of_what_somebody_validated_stays() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::PartlyValidated)]);
        for scope in [student(1), staff_of(&[2, 3], Right::Admin), admin()] {
            assert!(matches!(enrol(store, &scope, 0, &sciences()), Err(Error::Missing)));
        }
        act(store, &staff_of(&[2], Right::Write), 0, &Action::Return("Une autre inscription".to_owned())).unwrap();
        assert!(enrol(store, &student(1), 1, &sciences()).is_ok());
    });
}
