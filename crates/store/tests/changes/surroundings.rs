//! What the rest of the store says about a convention.

use tremplin_domain::{
    convention::assessment::Surroundings,
    convention::{Action, Phase},
    ids::{ConventionId, ServiceId},
    law::checks::Parameters,
    law::waiting::Ending,
    person::Right,
    policy::Scope,
};
use tremplin_store::{Error, Store, conventions, conventions::Item};
use tremplin_testkit::{Builder, each, staff_of, student, teacher};

use crate::{ONE, find, letter, store_with};

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

/// Cancels a convention in its first version, on a day.
fn cancel(store: &Store, id: i64, on: &str) {
    let item = Item { id: ConventionId(id), seen: 0, action: Action::Cancel("Rupture".to_owned()) };
    let when = format!("{on}T09:00:00").parse().unwrap();
    let office = staff_of(&[2], Right::Write);
    store.write_blocking(|conn| conventions::act(conn, &office, &item, when, &Parameters::default(), &letter)).unwrap();
}

#[test]
fn what_ended_before_its_term_counts_for_what_was_done_of_it() {
    each(|store| {
        let other = |id, phase| Builder::new(id).in_phase(phase).dates("2026-03-02", "2026-05-29");
        let signed = [3, 4, 6].map(|id| other(id, Phase::Signed));
        let others = [Builder::new(1), other(2, Phase::BrokenOff), other(5, Phase::Submitted)];
        store_with(store, others.into_iter().chain(signed));
        for (id, on) in [(4, "2026-03-06"), (5, "2026-03-06"), (6, "2026-02-27")] {
            cancel(store, id, on);
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
            cancel(store, id, on);
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
                // Cancelled below, before this one begins or the day after it did; or never begun.
                earlier(7, Phase::Signed, "2025-10-01", "2026-09-30").with(|c| c.service = Some(ServiceId(2))),
                earlier(8, Phase::Signed, "2025-10-01", "2026-09-30"),
                earlier(9, Phase::Submitted, "2025-10-01", "2026-09-30"),
            ],
        );
        for (id, on) in [(7, "2026-05-21"), (8, "2026-06-02"), (9, "2026-05-21")] {
            cancel(store, id, on);
        }
        let found = |service| {
            let mut dossier = find(store, ONE);
            dossier.convention.service = service;
            let around = store.read_blocking(|conn| conventions::surroundings(conn, &student(1), &dossier)).unwrap();
            around.previous.map(|p| (p.period.first().to_string(), p.period.last().to_string(), p.ending))
        };
        let expected = |first: &str, last: &str, ending| Some((first.to_owned(), last.to_owned(), ending));
        assert_eq!(found(Some(ServiceId(1))), expected("2025-12-01", "2026-04-30", Ending::Ordinary));
        assert_eq!(found(Some(ServiceId(2))), expected("2025-10-01", "2026-05-21", Ending::BrokenOff));
        assert_eq!(found(None), expected("2025-10-01", "2026-05-04", Ending::BrokenOff));
    });
}
