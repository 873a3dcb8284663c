//! Who is told of a change by mail.

use tremplin_domain::{
    centre::Validation,
    convention::{Action, Convention, Phase},
    ids::TeacherId,
    person::Right,
    policy::Scope,
};
use tremplin_store::{conventions, outbox};
use tremplin_testkit::{Builder, World, admin, at, each, staff_of, student, teacher};

use crate::{ONE, act, find, letter, mail, store_with};

#[test]
fn mail_goes_to_those_concerned_and_not_to_whoever_caused_it() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        act(store, &student(1), 0, &Action::Submit).unwrap();
        let sent = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
        assert_eq!(mail(store), [sent("t1@univ.example", "submitted Teacher"), sent("write@univ.example", "submitted Centre")]);
        act(store, &teacher(1), 1, &Action::Return("Préciser".to_owned())).unwrap();
        assert_eq!(mail(store).len(), 3);
        let last = store.read_blocking(|conn| outbox::list(conn, &admin(), 1)).unwrap().remove(0);
        assert_eq!((last.recipient.as_str(), last.letter.text.as_str()), ("s1@etu.univ.example", "2025-00001 Préciser"));
        // The only one who wants the centre's mail acts: nobody is told but the student and the teacher.
        act(store, &student(1), 2, &Action::Submit).unwrap();
        act(store, &staff_of(&[2], Right::Write), 3, &Action::Cancel("Double".to_owned())).unwrap();
        assert_eq!(mail(store).iter().filter(|(_, s)| s.starts_with("cancelled")).count(), 2);
    });
}

#[test]
fn whoever_gave_a_validation_is_told_when_it_falls() {
    each(|store| {
        let mut world = World::default();
        for centre in &mut world.institution.centres {
            centre.validations = vec![Validation::Check, Validation::Pedagogical];
        }
        world.into_store(store).load(store, [Builder::new(1).in_phase(Phase::Validated)]);
        act(store, &staff_of(&[2], Right::Write), 0, &Action::Undo(Validation::Check)).unwrap();
        let sent = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
        assert_eq!(
            mail(store),
            [sent("s1@etu.univ.example", "undone-check Student"), sent("t1@univ.example", "undone-pedagogical Teacher")]
        );
    });
}

#[test]
fn what_is_saved_once_submitted_is_told_to_those_who_did_not_save_it() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let save = |scope: &Scope, change: &dyn Fn(&mut tremplin_domain::convention::Convention)| {
            let mut edited = find(store, ONE).convention;
            change(&mut edited);
            let seen = edited.version;
            store.write_blocking(|conn| conventions::save(conn, scope, &edited, seen, at(5), &letter)).unwrap();
        };
        let told = |before: &[(String, String)]| {
            let mut new = mail(store);
            for old in before {
                new.remove(new.iter().position(|m| m == old).unwrap());
            }
            new
        };
        let office = staff_of(&[2], Right::Write);
        let sent = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
        save(&student(1), &|c| c.teacher = Some(TeacherId(2)));
        assert_eq!(mail(store), [], "nothing while it is a draft");
        act(store, &student(1), 1, &Action::Submit).unwrap();
        let before = mail(store);
        save(&student(1), &|c| c.internship.subject = "Droit de l’édition".to_owned());
        assert_eq!(told(&before), [sent("write@univ.example", "saved Centre")]);
        let before = mail(store);
        save(&office, &|c| (c.internship.subject, c.reach.mobile) = ("Droit".to_owned(), "+33612345678".to_owned()));
        assert_eq!(told(&before), [sent("s1@etu.univ.example", "saved Student")]);
        let before = mail(store);
        save(&office, &|_| ());
        assert_eq!(told(&before), [], "nothing changed");
        save(&office, &|c| (c.internship.subject, c.teacher) = ("Édition".to_owned(), Some(TeacherId(1))));
        assert_eq!(told(&before), [sent("s1@etu.univ.example", "reassigned Student"), sent("t1@univ.example", "reassigned Teacher")]);
    });
}

#[test]
fn what_the_office_notes_for_itself_is_mailed_to_nobody() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let office = staff_of(&[2], Right::Write);
        let save = |seen: i32, change: &dyn Fn(&mut Convention)| {
            let mut edited = find(store, ONE).convention;
            change(&mut edited);
            store.write_blocking(|conn| conventions::save(conn, &office, &edited, seen, at(5), &letter)).unwrap().convention
        };
        assert_eq!(save(0, &|c| c.follow.comment = "Vu avec l’assureur".to_owned()).follow.comment, "Vu avec l’assureur");
        assert_eq!(mail(store), []);
        save(1, &|c| {
            c.follow.comment.clear();
            c.internship.subject = "Autre sujet".to_owned();
        });
        assert!(!mail(store).is_empty(), "what everybody reads is told");
    });
}
