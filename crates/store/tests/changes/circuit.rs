//! From draft to validated and back, one by one or many at once.

use std::sync::Arc;

use tremplin_domain::{
    centre::Validation,
    convention::{Action, Convention, EventKind, Phase, Refusal},
    ids::ConventionId,
    law::checks::{Parameters, Rule},
    notice::Recipient,
    person::Right,
    policy::Scope,
};
use tremplin_store::{
    Error,
    conventions::{self, Compose, Item, Notice},
};
use tremplin_testkit::{Builder, World, admin, at, each, helpdesk, rows, staff_of, student, teacher};

use crate::{ONE, act, find, letter, mail, store_with};

#[test]
fn the_circuit_goes_from_draft_to_validated() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let office = staff_of(&[2], Right::Write);
        act(store, &student(1), 0, &Action::Submit).unwrap();
        act(store, &teacher(1), 1, &Action::Validate(Validation::Pedagogical)).unwrap();
        act(store, &office, 2, &Action::Validate(Validation::Check)).unwrap();
        let last = act(store, &office, 3, &Action::Validate(Validation::Administrative)).unwrap();
        assert_eq!(last, find(store, ONE));
        assert_eq!(last.convention.progress.phase(&last.centre.validations), Phase::Validated);
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &teacher(1), ONE)).unwrap();
        let kinds: Vec<_> = timeline.iter().map(|e| e.kind.code()).collect();
        assert_eq!(kinds, ["created", "submitted", "validated-pedagogical", "validated-check", "validated-administrative"]);
    });
}

#[test]
fn a_return_takes_the_validations_back_and_says_so() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::PartlyValidated)]);
        let office = staff_of(&[2], Right::Write);
        act(store, &office, 0, &Action::Return("Préciser".to_owned())).unwrap();
        let sent = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
        assert_eq!(mail(store), [sent("s1@etu.univ.example", "returned Student"), sent("t1@univ.example", "undone-pedagogical Teacher")]);
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &office, ONE)).unwrap();
        let last: Vec<_> = timeline.iter().rev().take(2).map(|e| (e.kind, e.note.as_str())).collect();
        assert_eq!(last, [(EventKind::Returned, "Préciser"), (EventKind::Undone(Validation::Pedagogical), "")]);
    });
}

#[test]
fn an_office_alone_passes_over_what_the_law_leaves_to_it() {
    each(|store| {
        store_with(store, [Builder::new(1).with(|c| c.pay.paid = Some(false)), Builder::new(2).student(2)]);
        let over = |rule| Action::PassOver(rule, "Accord de branche".to_owned());
        let scopes = [student(1), teacher(1), staff_of(&[2], Right::WriteWithoutValidation), staff_of(&[3], Right::Admin), helpdesk()];
        for scope in scopes {
            assert!(matches!(act(store, &scope, 0, &over(Rule::Gratification)), Err(Error::Missing)));
        }
        let office = staff_of(&[2], Right::Write);
        let refused = |action: &Action| match act(store, &office, 0, action) {
            Err(Error::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&over(Rule::Overlap)), Refusal::WrongState, "it stops nothing");
        assert_eq!(refused(&over(Rule::Mentions)), Refusal::WrongState, "nobody passes over it");
        assert_eq!(refused(&Action::Uphold(Rule::Gratification)), Refusal::WrongState, "nothing was passed over");
        assert_eq!(refused(&Action::PassOver(Rule::Gratification, " ".to_owned())), Refusal::ReasonNeeded);
        assert!(matches!(act(store, &student(1), 0, &Action::Submit), Err(Error::Refused(Refusal::Unlawful))));
        act(store, &office, 0, &over(Rule::Gratification)).unwrap();
        act(store, &student(1), 1, &Action::Submit).unwrap();
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &office, ONE)).unwrap();
        let passed = timeline.iter().find(|e| e.kind == EventKind::PassedOver(Rule::Gratification)).unwrap();
        assert_eq!((passed.by.as_str(), passed.note.as_str()), ("write", "Accord de branche"));
        assert_eq!(mail(store)[0].1, "passed-over-gratification Student");
    });
}

#[test]
fn a_student_withdraws_what_nobody_validated_and_those_who_were_told_hear_of_it() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        act(store, &student(1), 0, &Action::Submit).unwrap();
        let (before, office) = (mail(store), staff_of(&[2], Right::Write));
        for scope in [student(2), teacher(1), office.clone(), admin()] {
            assert!(matches!(act(store, &scope, 1, &Action::Withdraw), Err(Error::Missing)));
        }
        let withdrawn = act(store, &student(1), 1, &Action::Withdraw).unwrap();
        assert_eq!(withdrawn.convention.progress.phase(&withdrawn.centre.validations), Phase::Draft);
        let told: Vec<_> = mail(store).into_iter().filter(|m| !before.contains(m)).collect();
        let sent = |address: &str, subject: &str| (address.to_owned(), subject.to_owned());
        assert_eq!(told, [sent("t1@univ.example", "withdrawn Teacher"), sent("write@univ.example", "withdrawn Centre")]);
        assert!(matches!(act(store, &student(1), 2, &Action::Withdraw), Err(Error::Refused(Refusal::WrongState))));
        act(store, &student(1), 2, &Action::Submit).unwrap();
        act(store, &teacher(1), 3, &Action::Validate(Validation::Pedagogical)).unwrap();
        assert!(matches!(act(store, &student(1), 4, &Action::Withdraw), Err(Error::Refused(Refusal::WrongState))));
    });
}

#[test]
fn a_double_undo_is_refused() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Validated)]);
        let office = staff_of(&[2], Right::Write);
        let undo = Action::Undo(Validation::Check);
        act(store, &office, 0, &undo).unwrap();
        assert!(matches!(act(store, &office, 0, &undo), Err(Error::Stale(_))), "the same click twice");
        assert!(matches!(act(store, &office, 1, &undo), Err(Error::Refused(Refusal::WrongState))), "again on the new state");
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &office, ONE)).unwrap();
        let undone: Vec<_> = timeline.iter().map(|e| e.kind.code()).filter(|k| k.starts_with("undone")).collect();
        assert_eq!(undone, ["undone-administrative", "undone-check"]);
        assert_eq!(mail(store).iter().filter(|(_, s)| s.starts_with("undone")).count(), 1, "one mail for both");
    });
}

#[test]
fn an_action_is_refused_for_its_state_or_missing_for_want_of_rights() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let office = staff_of(&[2], Right::Write);
        let refused = |scope: &Scope, action| act(store, scope, 0, &action).unwrap_err();
        assert!(matches!(refused(&office, Action::Validate(Validation::Administrative)), Error::Refused(Refusal::OutOfOrder)));
        assert!(matches!(refused(&office, Action::Return("  ".to_owned())), Error::Refused(Refusal::ReasonNeeded)));
        assert!(matches!(refused(&student(1), Action::Submit), Error::Refused(Refusal::WrongState)));
        assert!(matches!(refused(&student(1), Action::Validate(Validation::Pedagogical)), Error::Missing));
        assert!(matches!(refused(&teacher(2), Action::Validate(Validation::Pedagogical)), Error::Missing));
        assert!(matches!(refused(&staff_of(&[3], Right::Admin), Action::Cancel("x".to_owned())), Error::Missing));
        assert_eq!(find(store, ONE).convention.version, 0);
    });
}

#[test]
fn when_words_fail_nothing_happened() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let failing = |notice: &Notice<'_>| match notice.recipient {
            Recipient::Centre => Err("no words".into()),
            _ => letter(notice),
        };
        let item = Item { id: ONE, seen: 0, action: Action::Submit };
        let failed = store.write_blocking(|conn| conventions::act(conn, &student(1), &item, at(600), &Parameters::default(), &failing));
        assert!(matches!(failed, Err(Error::Internal(_))));
        let dossier = find(store, ONE);
        assert_eq!((dossier.convention.version, dossier.convention.progress.submitted_at), (0, None));
        let left = store.read_blocking(|conn| Ok((rows(conn, "outbox")?, rows(conn, "convention_event")?))).unwrap();
        assert_eq!(left, (0, 1));
    });
}

#[tokio::test]
async fn acting_on_several_gives_each_its_own_result() {
    tokio::task::spawn_blocking(|| {
        each(|store| {
            store_with(
                store,
                (1..=4).map(|id| Builder::new(id).student(id).in_phase(if id == 2 { Phase::Draft } else { Phase::Submitted })),
            );
            let item = |id: i64, seen| Item { id: ConventionId(id), seen, action: Action::Validate(Validation::Pedagogical) };
            let items = vec![item(1, 0), item(2, 0), item(3, 9), item(99, 0), item(4, 0)];
            let compose: Arc<Compose> = Arc::new(letter);
            let acting =
                conventions::act_each(store, staff_of(&[2], Right::Write), items, at(600), Arc::new(Parameters::default()), compose);
            let results = tokio::runtime::Handle::current().block_on(acting);
            let kinds: Vec<_> = results
                .iter()
                .map(|(id, result)| match result {
                    Ok(_) => (id.0, "done"),
                    Err(Error::Refused(_)) => (id.0, "refused"),
                    Err(Error::Stale(_)) => (id.0, "stale"),
                    Err(Error::Missing) => (id.0, "missing"),
                    Err(_) => (id.0, "failed"),
                })
                .collect();
            assert_eq!(kinds, [(1, "done"), (2, "refused"), (3, "stale"), (99, "missing"), (4, "done")]);
        });
    })
    .await
    .unwrap();
}

#[test]
fn what_lacks_an_answer_or_is_unlawful_is_neither_submitted_nor_validated() {
    each(|store| {
        let changed = |id: i64, change: fn(&mut Convention)| Builder::new(id).student(id).in_phase(Phase::Submitted).with(change);
        store_with(
            store,
            [
                changed(1, |_| {}),
                changed(2, |c| c.internship.tasks.clear()),
                changed(3, |c| c.pay.paid = Some(false)),
                changed(4, |c| c.internship.tasks.clear()).in_phase(Phase::Draft),
                changed(5, |c| c.pay.paid = Some(false)).in_phase(Phase::Draft),
            ],
        );
        let office = staff_of(&[2], Right::Write);
        let done = |id, action: Action| {
            let item = Item { id: ConventionId(id), seen: 0, action };
            store.write_blocking(|conn| conventions::act(conn, &office, &item, at(600), &Parameters::default(), &letter)).map(|_| ())
        };
        let validate = || Action::Validate(Validation::Pedagogical);
        assert!(done(1, validate()).is_ok());
        for (id, action, refusal) in [
            (2, validate(), Refusal::Incomplete),
            (3, validate(), Refusal::Unlawful),
            (4, Action::Submit, Refusal::Incomplete),
            (5, Action::Submit, Refusal::Unlawful),
        ] {
            let before = find(store, ConventionId(id));
            assert!(matches!(done(id, action), Err(Error::Refused(why)) if why == refusal), "{id}");
            assert_eq!(find(store, ConventionId(id)), before);
        }
        // Sent back, or cancelled, it can always be.
        assert!(done(2, Action::Return("Les activités manquent".to_owned())).is_ok());
        assert!(done(3, Action::Cancel("Sans gratification".to_owned())).is_ok());
    });
}

#[test]
fn a_teacher_left_open_is_there_before_the_last_validation() {
    each(|store| {
        let mut world = World::default();
        for centre in &mut world.institution.centres {
            centre.teacher_optional = true;
        }
        world.into_store(store).load(store, [Builder::new(1).teacher(None).in_phase(Phase::Submitted)]);
        let office = staff_of(&[2], Right::Write);
        act(store, &office, 0, &Action::Validate(Validation::Pedagogical)).unwrap();
        act(store, &office, 1, &Action::Validate(Validation::Check)).unwrap();
        let last = act(store, &office, 2, &Action::Validate(Validation::Administrative));
        assert!(matches!(last, Err(Error::Refused(Refusal::Incomplete))), "{last:?}");
    });
}

#[test]
fn an_export_names_who_gave_a_validation_last() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let given = Validation::Pedagogical;
        for (seen, scope, action) in
            [(0, teacher(1), Action::Validate(given)), (1, admin(), Action::Undo(given)), (2, admin(), Action::Validate(given))]
        {
            act(store, &scope, seen, &action).unwrap();
        }
        let mut named = Vec::new();
        let export = |conn: &mut _| {
            conventions::export(conn, &admin(), &conventions::Asked::on(at(600).date()), |dossier, validators| {
                named.push(Validation::ALL.map(|v| validators.name(dossier.convention.id, v).map(str::to_owned)));
                Ok(())
            })
        };
        store.read_blocking(export).unwrap();
        let expected = Validation::ALL.map(|v| (v == given).then(|| "Dominique institution".to_owned()));
        assert_eq!(named, [expected]);
    });
}
