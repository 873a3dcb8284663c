//! What a validated convention names stays as it was.

use tremplin_domain::{
    centre::{Centre, Validation},
    convention::{Action, Dossier, Phase},
    host::Host,
    ids::ConventionId,
    person::{Right, Student, Teacher},
    policy::Scope,
};
use tremplin_store::{Store, conventions, hosts, people, teachers};
use tremplin_testkit::{Builder, admin, at, day, each, present_centre, staff_of};

use crate::{ONE, act, find, mail, store_with};

/// The first convention, partly validated before, with the validations that it still lacked.
fn agreed(store: &Store, office: &Scope) -> Dossier {
    act(store, office, 0, &Action::Validate(Validation::Check)).unwrap();
    act(store, office, 1, &Action::Validate(Validation::Administrative)).unwrap();
    find(store, ONE)
}

#[test]
fn a_validated_convention_keeps_the_host_that_was_agreed() {
    each(|store| {
        let partly = Builder::new(1).in_phase(Phase::PartlyValidated);
        let world = store_with(store, [partly, Builder::new(2)]);
        let office = staff_of(&[2], Right::Write);
        let agreed = agreed(store, &office);
        let mut host = world.institution.hosts[0].clone();
        host.name = "Presses de Flandre".to_owned();
        store.write_blocking(|conn| hosts::save(conn, &office, &host, 0, at(700))).unwrap();
        assert_eq!(find(store, ONE), agreed, "the validated one reads as it was");
        assert_eq!(find(store, ConventionId(2)).host.unwrap().name, "Presses de Flandre", "the draft as it is");
        let list = |words: &str| listed(store, &office, words).into_iter().map(|(id, _, host)| (id, host)).collect::<Vec<_>>();
        assert_eq!(list("nord"), [(1, "Éditions du Nord".to_owned())]);
        assert_eq!(list("flandre"), [(2, "Presses de Flandre".to_owned())]);
        act(store, &office, 2, &Action::Undo(Validation::Administrative)).unwrap();
        assert_eq!(find(store, ONE).host.unwrap().name, "Presses de Flandre", "open again, it reads as it is");
        assert_eq!(list("flandre").len(), 2);
    });
}

#[test]
fn a_validated_convention_keeps_who_stands_for_the_institution() {
    each(|store| {
        let world = store_with(store, [Builder::new(1).in_phase(Phase::PartlyValidated), Builder::new(2)]);
        let office = staff_of(&[2], Right::Write);
        let agreed = agreed(store, &office);
        let known = &world.institution.teachers[0];
        let moved = Teacher { mail: "nouvelle@univ.example".into(), function: "Professeure".into(), ..known.clone() };
        store.write_blocking(|conn| teachers::remember(conn, &office, std::slice::from_ref(&moved))).unwrap();
        let renamed = Centre {
            name: "UFR de sciences humaines".to_owned(),
            address: "9 rue Neuve".to_owned(),
            signatory_name: "Yann Person".to_owned(),
            signatory_title: "Doyen".to_owned(),
            ..agreed.centre.clone()
        };
        store.write_blocking(|conn| present_centre(conn, &renamed)).unwrap();
        assert_eq!(find(store, ONE), agreed, "the validated one reads as it was");
        let draft = find(store, ConventionId(2));
        assert_eq!((draft.teacher, draft.centre), (Some(moved.clone()), renamed.clone()), "the draft as it is");
        act(store, &office, 2, &Action::Undo(Validation::Administrative)).unwrap();
        assert_eq!((find(store, ONE).teacher, find(store, ONE).centre), (Some(moved), renamed));
        let told: Vec<_> = mail(store).into_iter().filter(|(_, subject)| subject == "undone-administrative Teacher").collect();
        assert!(told.iter().all(|(to, _)| to == "nouvelle@univ.example"), "written to where they are reached today: {told:?}");
    });
}

/// The conventions that a search finds, with the names of their students and hosts.
fn listed(store: &Store, scope: &Scope, words: &str) -> Vec<(i64, String, String)> {
    let filter = conventions::Filter { words: words.to_owned(), ..conventions::Filter::default() };
    let asked = conventions::Asked { filter, ..conventions::Asked::on(at(0).date()) };
    let mut rows = store.read_blocking(|conn| conventions::list(conn, scope, &asked)).unwrap().rows;
    rows.sort_by_key(|row| row.id.0);
    rows.into_iter().map(|row| (row.id.0, row.student, row.host)).collect()
}

#[test]
fn a_validated_convention_keeps_the_student_as_they_were_and_is_found_by_both_names() {
    each(|store| {
        let world = store_with(store, [Builder::new(1).in_phase(Phase::PartlyValidated), Builder::new(2)]);
        let office = staff_of(&[2], Right::Write);
        let agreed = agreed(store, &office);
        let known = &world.institution.students[0];
        let now = Student {
            login: "s.100".into(),
            last_name: "Ferré".into(),
            first_name: "Léo".into(),
            sex: "male".into(),
            birth_date: Some(day("2004-05-07")),
            mail: "nouvelle@etu.univ.example".into(),
            ..known.clone()
        };
        store.write_blocking(|conn| people::remember_student(conn, &office, &now)).unwrap();
        let login = now.login.clone();
        assert_eq!(
            find(store, ONE),
            Dossier { student: Student { login, ..known.clone() }, ..agreed },
            "the validated one reads as it was"
        );
        assert_eq!(find(store, ConventionId(2)).student, now, "the draft as it is");
        let named = |id: i64, student: &str| (id, student.to_owned(), "Éditions du Nord".to_owned());
        assert_eq!(listed(store, &admin(), "durand"), [named(1, "Durand Hélène")]);
        assert_eq!(listed(store, &admin(), "ferre"), [named(1, "Durand Hélène"), named(2, "Ferré Léo")]);
        act(store, &office, 2, &Action::Undo(Validation::Administrative)).unwrap();
        assert_eq!(find(store, ONE).student, now, "open again, it reads as it is");
        assert_eq!(listed(store, &admin(), "durand"), []);
        assert_eq!(listed(store, &admin(), "ferre")[0], named(1, "Ferré Léo"));
        let told: Vec<_> = mail(store).into_iter().filter(|(_, subject)| subject == "undone-administrative Student").collect();
        assert_eq!(told.iter().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["nouvelle@etu.univ.example"]);
    });
}

#[test]
fn what_is_cancelled_once_validated_stays_as_it_was_agreed() {
    each(|store| {
        let world = store_with(store, [Builder::new(1).in_phase(Phase::PartlyValidated)]);
        let office = staff_of(&[2], Right::Write);
        agreed(store, &office);
        act(store, &office, 2, &Action::Cancel("Double".to_owned())).unwrap();
        let agreed = find(store, ONE);
        let host = Host { name: "Presses de Flandre".to_owned(), ..world.institution.hosts[0].clone() };
        store.write_blocking(|conn| hosts::save(conn, &office, &host, 0, at(700))).unwrap();
        let student = Student { last_name: "Ferré".into(), ..world.institution.students[0].clone() };
        store.write_blocking(|conn| people::remember_student(conn, &office, &student)).unwrap();
        assert_eq!(find(store, ONE), agreed);
    });
}
