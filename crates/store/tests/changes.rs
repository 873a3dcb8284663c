//! Changes of conventions: who may, in which version, and what goes with them, all or nothing.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::sync::Arc;

use tremplin_domain::{
    centre::Validation,
    convention::{Action, Convention, Dossier, EventKind, Phase, Refusal, assessment::Surroundings},
    host::Host,
    ids::{CentreId, ContactId, ConventionId, HostId, ServiceId, StudentId, TeacherId},
    law::{
        checks::{Parameters, Rule},
        waiting::Ending,
    },
    notice::Recipient,
    person::{Right, Student, Teacher},
    policy::Scope,
    year::AcademicYear,
};
use tremplin_store::{
    Error, Store,
    conventions::{self, Compose, Draft, Enrolled, Item, Letter, Notice},
    hosts, outbox, people, teachers,
};
use tremplin_testkit::{Builder, World, admin, at, day, each, helpdesk, rows, sign_for_centre, staff_of, student, teacher};

const ONE: ConventionId = ConventionId(1);

fn store_with(store: &Store, builders: impl IntoIterator<Item = Builder>) -> World {
    let world = World::default().into_store(store);
    world.load(store, builders);
    world
}

fn find(store: &Store, id: ConventionId) -> Dossier {
    store.read_blocking(|conn| conventions::find(conn, &admin(), id)).unwrap().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "as the store asks for words")]
fn letter(notice: &Notice<'_>) -> Result<Option<Letter>, Box<dyn std::error::Error + Send + Sync>> {
    let subject = format!("{} {:?}", notice.event.code(), notice.recipient);
    Ok(Some(Letter { subject, text: format!("{} {}", notice.dossier.convention.number, notice.reason) }))
}

fn act(store: &Store, scope: &Scope, seen: i32, action: &Action) -> Result<Dossier, Error> {
    let item = Item { id: ONE, seen, action: action.clone() };
    store.write_blocking(|conn| conventions::act(conn, scope, &item, at(600), &Parameters::default(), &letter))
}

fn mail(store: &Store) -> Vec<(String, String)> {
    let messages = store.read_blocking(|conn| outbox::list(conn, &admin(), 99)).unwrap();
    let mut mail: Vec<_> = messages.into_iter().map(|m| (m.recipient, m.letter.subject)).collect();
    mail.sort();
    mail
}

fn draft(student: i64, centre: i64) -> Draft {
    let convention = Builder::new(1).build(&[]);
    Draft {
        student: StudentId(student),
        centre: CentreId(centre),
        year: AcademicYear::starting(2025).unwrap(),
        kind: convention.kind,
        language: convention.language,
        reach: convention.reach,
        enrolment: convention.enrolment,
    }
}

#[test]
fn a_draft_begins_with_a_number_and_an_event_and_is_read_back() {
    each(|store| {
        store_with(store, []);
        let begun = store.write_blocking(|conn| conventions::create(conn, &student(1), &draft(1, 2), at(0))).unwrap();
        assert_eq!(begun.convention.number.to_string(), "2025-00001");
        assert_eq!(find(store, begun.convention.id), begun);
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &student(1), begun.convention.id)).unwrap();
        assert_eq!(timeline.iter().map(|e| (e.kind, e.by.as_str())).collect::<Vec<_>>(), [(EventKind::Created, "s.1")]);
        assert!(store.read_blocking(|conn| conventions::timeline(conn, &student(2), begun.convention.id)).unwrap().is_empty());
    });
}

#[test]
fn nobody_begins_a_convention_for_whom_they_may_not() {
    each(|store| {
        store_with(store, []);
        for (scope, draft) in [
            (student(1), draft(2, 2)),
            (teacher(1), draft(1, 2)),
            (staff_of(&[2], Right::Read), draft(1, 2)),
            (staff_of(&[2], Right::Admin), draft(1, 3)),
            (admin(), draft(99, 2)),
            (admin(), draft(1, 99)),
        ] {
            let refused = store.write_blocking(|conn| conventions::create(conn, &scope, &draft, at(0)));
            assert!(matches!(refused, Err(Error::Missing)), "{refused:?}");
        }
        assert_eq!(store.read_blocking(|conn| rows(conn, "convention")).unwrap(), 0);
    });
}

#[test]
fn numbers_are_unique_and_without_gaps_under_eight_threads() {
    each(|store| {
        store_with(store, []);
        let mut numbers: Vec<u32> = std::thread::scope(|threads| {
            let one = || {
                let begin = |_| store.write_blocking(|conn| conventions::create(conn, &admin(), &draft(1, 2), at(0))).unwrap();
                (0..12).map(begin).map(|d| d.convention.number.sequence).collect::<Vec<_>>()
            };
            let threads: Vec<_> = (0..8).map(|_| threads.spawn(one)).collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=96).collect::<Vec<_>>());
    });
}

#[test]
fn numbers_go_on_after_those_that_were_loaded() {
    each(|store| {
        store_with(store, [Builder::new(41)]);
        let begun = store.write_blocking(|conn| conventions::create(conn, &admin(), &draft(1, 2), at(0))).unwrap();
        assert_eq!((begun.convention.number.sequence, begun.convention.id.0 > 41), (42, true));
    });
}

#[test]
fn a_save_changes_the_record_its_line_and_the_timeline() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let mut edited = find(store, ONE).convention;
        edited.internship.subject = "Droit de l’édition".to_owned();
        edited.schedule.week = [210; 7];
        edited.host = Some(HostId(3));
        (edited.service, edited.tutor, edited.signatory) = (None, None, None);
        let saved = store.write_blocking(|conn| conventions::save(conn, &student(1), &edited, 0, at(5), &letter)).unwrap();
        assert_eq!(find(store, ONE), saved);
        assert_eq!((saved.convention.version, saved.convention.updated_at), (1, at(5)));
        assert!(saved.convention.schedule.presence_minutes < 60 * 210 * 2, "recounted");
        let found = |words: &str| {
            let filter = conventions::Filter { words: words.to_owned(), ..conventions::Filter::default() };
            store.read_blocking(|conn| conventions::count(conn, &admin(), &filter, at(0).date())).unwrap()
        };
        assert_eq!((found("sainte helene"), found("nord")), (conventions::Total::Exactly(1), conventions::Total::Exactly(0)));
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &student(1), ONE)).unwrap();
        let note = &timeline.last().unwrap().note;
        assert!(note.contains("subject") && note.contains("host-name") && !note.contains("édition"), "{note}");
    });
}

#[test]
fn a_stale_edit_is_refused_with_the_present_state() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let seen = find(store, ONE).convention;
        let edit = |subject: &str| {
            let mut edited = seen.clone();
            edited.internship.subject = subject.to_owned();
            store.write_blocking(|conn| conventions::save(conn, &student(1), &edited, 0, at(5), &letter))
        };
        edit("first").unwrap();
        let Err(Error::Stale(present)) = edit("second") else { panic!("not stale") };
        assert_eq!((present.convention.version, present.convention.internship.subject.as_str()), (1, "first"));
        assert_eq!(find(store, ONE).convention.internship.subject, "first");
    });
}

#[test]
fn of_two_who_save_the_same_version_at_once_one_wins() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let seen = find(store, ONE).convention;
        let won = std::thread::scope(|threads| {
            let save = |subject: String| {
                let mut edited = seen.clone();
                edited.internship.subject = subject;
                store.write_blocking(|conn| conventions::save(conn, &student(1), &edited, 0, at(5), &letter)).is_ok()
            };
            let threads: Vec<_> = (0..8).map(|n| threads.spawn(move || save(format!("subject {n}")))).collect();
            threads.into_iter().filter(|_| true).map(|t| t.join().unwrap()).filter(|won| *won).count()
        });
        assert_eq!((won, find(store, ONE).convention.version), (1, 1));
    });
}

#[test]
fn saving_does_not_change_what_is_not_a_field() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let before = find(store, ONE).convention;
        let mut edited = before.clone();
        edited.student = StudentId(2);
        edited.centre = CentreId(3);
        edited.number.sequence = 99;
        edited.created_by = "me".to_owned();
        edited.progress.submitted_at = Some(at(0));
        edited.follow.comment = "seen by the office only".to_owned();
        let saved = store.write_blocking(|conn| conventions::save(conn, &student(1), &edited, 0, at(5), &letter)).unwrap().convention;
        assert_eq!((saved.student, saved.centre, saved.number), (before.student, before.centre, before.number));
        assert_eq!((saved.progress, saved.created_by, saved.follow.comment), (before.progress, before.created_by, String::new()));
    });
}

#[test]
fn nobody_saves_what_they_may_not() {
    each(|store| {
        store_with(store, [Builder::new(1).in_phase(Phase::Validated)]);
        let edited = find(store, ONE).convention;
        for scope in [student(1), student(2), teacher(1), staff_of(&[2], Right::Read), staff_of(&[3], Right::Admin)] {
            let refused = store.write_blocking(|conn| conventions::save(conn, &scope, &edited, 0, at(5), &letter));
            assert!(matches!(refused, Err(Error::Missing)), "{refused:?}");
        }
        // Somebody who cannot read it does not learn that their version is old.
        let refused = store.write_blocking(|conn| conventions::save(conn, &student(2), &edited, 7, at(5), &letter));
        assert!(matches!(refused, Err(Error::Missing)), "{refused:?}");
        assert_eq!(find(store, ONE).convention.version, 0);
    });
}

#[test]
fn a_convention_refers_only_to_what_goes_together() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let seen = find(store, ONE).convention;
        let save = |change: &dyn Fn(&mut tremplin_domain::convention::Convention)| {
            let mut edited = seen.clone();
            change(&mut edited);
            store.write_blocking(|conn| conventions::save(conn, &student(1), &edited, 0, at(5), &letter))
        };
        assert!(matches!(save(&|c| c.host = Some(HostId(99))), Err(Error::NotAChoice("host"))));
        assert!(matches!(save(&|c| c.service = Some(ServiceId(2))), Err(Error::NotAChoice("service"))));
        assert!(matches!(save(&|c| c.teacher = Some(TeacherId(99))), Err(Error::NotAChoice("teacher"))));
        assert!(matches!(save(&|c| c.tutor = Some(ContactId(12))), Err(Error::NotAChoice("tutor"))));
        assert!(matches!(save(&|c| c.signatory = Some(ContactId(3))), Err(Error::NotAChoice("signatory"))));
        assert!(matches!(save(&|c| c.host = Some(HostId(2))), Err(Error::NotAChoice("service"))), "the old service stays behind");
    });
}

#[test]
fn a_draft_is_deleted_with_all_that_is_its_own() {
    each(|store| {
        store_with(store, [Builder::new(1), Builder::new(2).in_phase(Phase::Submitted)]);
        let delete = |id, seen| store.write_blocking(|conn| conventions::delete(conn, &student(1), ConventionId(id), seen, at(9)));
        assert!(matches!(delete(1, 3), Err(Error::Stale(_))));
        assert!(matches!(delete(2, 0), Err(Error::Missing)));
        delete(1, 0).unwrap();
        assert!(matches!(delete(1, 0), Err(Error::Missing)));
        for table in ["convention", "convention_reach", "convention_line", "convention_event", "convention_pay"] {
            assert_eq!(store.read_blocking(|conn| rows(conn, table)).unwrap(), 1, "{table}");
        }
        let words = store.read_blocking(|conn| rows(conn, "convention_word")).unwrap();
        assert!((1..16).contains(&words), "{words}");
    });
}

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
fn a_validated_convention_keeps_the_host_that_was_agreed() {
    each(|store| {
        let before = [Validation::Pedagogical, Validation::Check];
        let partly = Builder::new(1).in_phase(Phase::PartlyValidated);
        let world = store_with(store, [partly, Builder::new(2)]);
        let office = staff_of(&[2], Right::Write);
        act(store, &office, 0, &Action::Validate(before[1])).unwrap();
        act(store, &office, 1, &Action::Validate(Validation::Administrative)).unwrap();
        let agreed = find(store, ONE);
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
        act(store, &office, 0, &Action::Validate(Validation::Check)).unwrap();
        act(store, &office, 1, &Action::Validate(Validation::Administrative)).unwrap();
        let agreed = find(store, ONE);
        let known = &world.institution.teachers[0];
        let moved = Teacher { mail: "nouvelle@univ.example".into(), function: "Professeure".into(), ..known.clone() };
        store.write_blocking(|conn| teachers::remember(conn, &office, std::slice::from_ref(&moved))).unwrap();
        store.write_blocking(|conn| sign_for_centre(conn, CentreId(2), "Yann Person", "Doyen")).unwrap();
        assert_eq!(find(store, ONE), agreed, "the validated one reads as it was");
        let draft = find(store, ConventionId(2));
        assert_eq!((draft.teacher, draft.centre.signatory_name.as_str()), (Some(moved.clone()), "Yann Person"), "the draft as it is");
        act(store, &office, 2, &Action::Undo(Validation::Administrative)).unwrap();
        assert_eq!((find(store, ONE).teacher, find(store, ONE).centre.signatory_title.as_str()), (Some(moved), "Doyen"));
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
        act(store, &office, 0, &Action::Validate(Validation::Check)).unwrap();
        act(store, &office, 1, &Action::Validate(Validation::Administrative)).unwrap();
        let agreed = find(store, ONE);
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
        act(store, &office, 0, &Action::Validate(Validation::Check)).unwrap();
        act(store, &office, 1, &Action::Validate(Validation::Administrative)).unwrap();
        act(store, &office, 2, &Action::Cancel("Double".to_owned())).unwrap();
        let agreed = find(store, ONE);
        let host = Host { name: "Presses de Flandre".to_owned(), ..world.institution.hosts[0].clone() };
        store.write_blocking(|conn| hosts::save(conn, &office, &host, 0, at(700))).unwrap();
        let student = Student { last_name: "Ferré".into(), ..world.institution.students[0].clone() };
        store.write_blocking(|conn| people::remember_student(conn, &office, &student)).unwrap();
        assert_eq!(find(store, ONE), agreed);
    });
}

#[test]
fn what_surrounds_a_convention_is_counted_beyond_reach_in_figures() {
    each(|store| {
        let signed = |id| Builder::new(id).in_phase(Phase::Signed);
        store_with(
            store,
            [
                Builder::new(1),
                signed(2).centre(3).dates("2026-05-01", "2026-05-31"),
                signed(3).student(2).dates("2026-03-02", "2026-04-10"),
                signed(4).student(3).dates("2026-07-01", "2026-07-10"),
                Builder::new(5).student(4),
                Builder::new(6).student(1).in_phase(Phase::Cancelled),
            ],
        );
        let dossier = find(store, ONE);
        let around = store.read_blocking(|conn| conventions::surroundings(conn, &student(1), &dossier)).unwrap();
        assert_eq!(around.others.iter().map(|o| o.number.map(|n| n.sequence)).collect::<Vec<_>>(), [Some(2)]);
        assert_eq!(around.tutor_running, Some(1));
        assert_eq!(around.teacher_running, Some(1));
        // Week of 29 June to 5 July: the one that begins on 1 July shares it with this one.
        assert_eq!(around.interns, Some(2));
        let refused = store.read_blocking(|conn| conventions::surroundings(conn, &student(2), &dossier));
        assert!(matches!(refused, Err(Error::Missing)));
    });
}

/// What surrounds the first convention, for this scope.
fn around(store: &Store, scope: &Scope) -> Surroundings {
    let dossier = find(store, ONE);
    store.read_blocking(|conn| conventions::surroundings(conn, scope, &dossier)).unwrap()
}

#[test]
fn the_number_of_another_convention_is_told_to_those_who_may_read_it() {
    each(|store| {
        let elsewhere = Builder::new(2).in_phase(Phase::Signed).centre(3).dates("2026-05-01", "2026-05-31").teacher(None);
        store_with(store, [Builder::new(1).in_phase(Phase::Submitted), elsewhere]);
        let told = |scope: &Scope| around(store, scope).others.iter().map(|o| o.number.map(|n| n.sequence)).collect::<Vec<_>>();
        assert_eq!(told(&student(1)), [Some(2)]);
        assert_eq!(told(&staff_of(&[2, 3], Right::Read)), [Some(2)]);
        assert_eq!(told(&staff_of(&[2], Right::Admin)), [None]);
        assert_eq!(told(&teacher(1)), [None]);
    });
}

#[test]
fn what_ended_before_its_term_counts_for_what_was_done_of_it() {
    each(|store| {
        let other = |id, phase| Builder::new(id).in_phase(phase).dates("2026-03-02", "2026-05-29");
        let signed = [3, 4, 6].map(|id| other(id, Phase::Signed));
        let others = [Builder::new(1), other(2, Phase::BrokenOff), other(5, Phase::Submitted)];
        store_with(store, others.into_iter().chain(signed));
        for (id, on) in [(4, "2026-03-06"), (5, "2026-03-06"), (6, "2026-02-27")] {
            let item = Item { id: ConventionId(id), seen: 0, action: Action::Cancel("Rupture".to_owned()) };
            let when = format!("{on}T09:00:00").parse().unwrap();
            let office = staff_of(&[2], Right::Write);
            store.write_blocking(|conn| conventions::act(conn, &office, &item, when, &Parameters::default(), &letter)).unwrap();
        }
        let others = around(store, &student(1)).others;
        let lasted: Vec<_> = others.iter().map(|o| (o.number.unwrap().sequence, o.period.last().to_string(), o.duration.0)).collect();
        // Weekdays less the public holidays among them.
        let expected = [(2, "2026-05-04", (46 - 2) * 420), (3, "2026-05-29", (65 - 5) * 420), (4, "2026-03-06", 5 * 420)];
        assert_eq!(lasted, expected.map(|(number, last, minutes)| (number, last.to_owned(), minutes)));
    });
}

#[test]
fn what_was_cancelled_while_it_ran_counts_for_its_tutor_its_teacher_and_its_host_until_that_day() {
    each(|store| {
        let other = |id, phase| Builder::new(id).student(id).in_phase(phase).dates("2026-03-02", "2026-06-12");
        let signed = [2, 3, 4].map(|id| other(id, Phase::Signed));
        let late = other(6, Phase::Signed).dates("2026-05-11", "2026-06-12");
        store_with(store, [Builder::new(1), other(5, Phase::Submitted), late].into_iter().chain(signed));
        // The first is still there on 1 April; the second in that week; the third was gone before; the others never began.
        let cancelled = [(2, "2026-04-01"), (3, "2026-03-31"), (4, "2026-03-29"), (5, "2026-05-18"), (6, "2026-05-08")];
        for (id, on) in cancelled {
            let item = Item { id: ConventionId(id), seen: 0, action: Action::Cancel("Rupture".to_owned()) };
            let when = format!("{on}T09:00:00").parse().unwrap();
            let office = staff_of(&[2], Right::Write);
            store.write_blocking(|conn| conventions::act(conn, &office, &item, when, &Parameters::default(), &letter)).unwrap();
        }
        let around = around(store, &student(1));
        assert_eq!((around.tutor_running, around.teacher_running, around.interns), (Some(1), Some(1), Some(3)));
    });
}

#[test]
fn the_earlier_internship_that_keeps_the_post_free_longest_is_found_in_the_same_service() {
    each(|store| {
        let earlier = |id, phase, first, last| Builder::new(id).student(2).in_phase(phase).dates(first, last);
        store_with(
            store,
            [
                Builder::new(1).dates("2026-06-01", "2026-08-28"),
                earlier(2, Phase::Signed, "2026-05-04", "2026-05-15"),
                earlier(3, Phase::Signed, "2025-12-01", "2026-04-30"),
                earlier(4, Phase::BrokenOff, "2025-10-01", "2026-05-29").with(|c| c.service = None),
                earlier(5, Phase::Submitted, "2025-10-01", "2026-05-29"),
                earlier(6, Phase::Signed, "2025-10-01", "2026-06-05"),
            ],
        );
        let found = |service| {
            let mut dossier = find(store, ONE);
            dossier.convention.service = service;
            let around = store.read_blocking(|conn| conventions::surroundings(conn, &student(1), &dossier)).unwrap();
            around.previous.map(|p| (p.period.first().to_string(), p.period.last().to_string(), p.ending))
        };
        let expected = |first: &str, last: &str, ending| Some((first.to_owned(), last.to_owned(), ending));
        assert_eq!(found(Some(ServiceId(1))), expected("2025-12-01", "2026-04-30", Ending::Ordinary));
        assert_eq!(found(None), expected("2025-10-01", "2026-05-04", Ending::BrokenOff));
    });
}

#[test]
fn what_the_office_alone_enters_a_student_neither_sets_nor_changes() {
    each(|store| {
        store_with(store, [Builder::new(1)]);
        let save = |scope: &Scope, seen, exemption: &str, checked| {
            let mut edited = find(store, ONE).convention;
            exemption.clone_into(&mut edited.pay.exemption);
            edited.follow.aims_checked = checked;
            (edited.schedule.night, edited.enrolment.taught_in_presence) = (Some(false), Some(380));
            let saved = store.write_blocking(|conn| conventions::save(conn, scope, &edited, seen, at(5), &letter)).unwrap();
            assert_eq!(find(store, ONE), saved);
            let Convention { pay, follow, schedule, enrolment, .. } = saved.convention;
            assert_eq!((schedule.night, enrolment.taught_in_presence), (Some(false), Some(380)), "anybody’s to say");
            (pay.exemption, follow.aims_checked)
        };
        assert_eq!(save(&student(1), 0, "CSP L4381-1", true), (String::new(), false));
        assert_eq!(save(&staff_of(&[2], Right::Write), 1, "CSP L4381-1", true), ("CSP L4381-1".to_owned(), true));
        assert_eq!(save(&student(1), 2, "", false), ("CSP L4381-1".to_owned(), true));
        let deleted = store.write_blocking(|conn| conventions::delete(conn, &student(1), ONE, 3, at(9)));
        assert_eq!((deleted.is_ok(), store.read_blocking(|conn| rows(conn, "convention_legal")).unwrap()), (true, 0));
    });
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
