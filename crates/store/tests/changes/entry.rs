//! Beginning, saving and deleting.

use tremplin_domain::{
    convention::{Convention, EventKind, Phase},
    ids::{CentreId, ContactId, ConventionId, HostId, ServiceId, StudentId, TeacherId},
    person::Right,
    policy::Scope,
    year::AcademicYear,
};
use tremplin_store::{Error, conventions, conventions::Draft};
use tremplin_testkit::{Builder, admin, at, each, rows, staff_of, student, teacher};

use crate::{ONE, find, letter, store_with};

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
