//! What conventions refer to, and what goes with people: hosts, contacts, students, views, mail, sign-in.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use chrono::TimeDelta;
use tremplin_domain::{
    centre::{Centre, Confidentiality, Level},
    convention::{Action, Phase},
    host::{Contact, Host, Source},
    ids::{CentreId, ContactId, ConventionId, HostId, ServiceId, StudentId, ViewId},
    law::checks::Parameters,
    nomenclature::Code,
    person::{Right, Student},
    policy::Scope,
};
use tremplin_store::{
    Error, Store, bulk, contacts,
    conventions::{self, Item, Letter},
    hosts,
    outbox::{self, Delivery},
    people,
    sign_in::{self, Use},
    teachers, views,
};
use tremplin_testkit::{Builder, World, admin, at, contact, each, helpdesk, host, rows, staff_of, statements, student, teacher};

fn loaded(store: &Store) -> World {
    World::default().into_store(store)
}

fn seen(store: &Store, scope: &Scope, managing: i64) -> Vec<i64> {
    let found = store.read_blocking(|conn| contacts::of_host(conn, scope, HostId(1), CentreId(managing))).unwrap();
    let mut centres: Vec<_> = found.iter().map(|c| c.centre.0).collect();
    centres.sort_unstable();
    centres
}

fn store_where(store: &Store, top: Confidentiality, sciences: Confidentiality) {
    let mut world = World::default();
    for centre in &mut world.institution.centres {
        match (centre.level, centre.id.0) {
            (Level::Etablissement, _) => centre.confidentiality = top,
            (_, 3) => centre.confidentiality = sciences,
            _ => {}
        }
    }
    let _loaded = world.into_store(store);
}

/// Of host 1, each centre has one contact; the table says whose are seen, by whom, under which settings.
#[test]
fn contacts_are_as_confidential_as_their_centre_and_the_institution_say() {
    use Confidentiality::{Free, None, Total};
    let office = || staff_of(&[2], Right::Write);
    // The ETABLISSEMENT centre's setting, centre 3's own, and what staff of centre 2 see.
    let table = [
        (Free, None, vec![1, 2, 3]),
        (Free, Total, vec![1, 2]),
        (None, Total, vec![1, 2, 3]),
        (None, None, vec![1, 2, 3]),
        (Total, None, vec![1, 2]),
        (Total, Total, vec![1, 2]),
    ];
    for (top, own, staff) in table {
        each(|store| {
            store_where(store, top, own);
            assert_eq!(seen(store, &office(), 2), staff, "{top:?} {own:?}");
            assert_eq!(seen(store, &admin(), 2), [1, 2, 3, 4], "{top:?} {own:?}");
            // The ENTREPRISE centre's own setting is total: only its staff sees it.
            assert!(seen(store, &staff_of(&[4], Right::Read), 4).contains(&4));
            for person in [student(1), teacher(1)] {
                assert_eq!(seen(store, &person, 2), [2], "{top:?} {own:?}");
                assert_eq!(seen(store, &person, 3), [3], "{top:?} {own:?}");
            }
        });
    }
}

#[test]
fn one_contact_is_found_if_and_only_if_it_is_listed() {
    each(|store| {
        store_where(store, Confidentiality::Free, Confidentiality::Total);
        for scope in tremplin_testkit::personas() {
            for managing in 1..=4 {
                let centre = Centre { id: CentreId(managing), ..tremplin_testkit::centre(managing, "x") };
                let found = (1..=4)
                    .filter(|id| store.read_blocking(|conn| contacts::find(conn, &scope, ContactId(*id), &centre)).unwrap().is_some());
                assert_eq!(found.collect::<Vec<_>>(), seen(store, &scope, managing));
            }
        }
    });
}

#[test]
fn contacts_are_added_by_those_who_write_in_their_centre_or_have_a_convention_there() {
    each(|store| {
        let world = loaded(store);
        world.load(store, [Builder::new(1)]);
        let add = |scope: &Scope, centre: i64, host: i64| {
            let new = Contact { service: None, ..contact(0, HostId(host), CentreId(centre)) };
            store.write_blocking(|conn| contacts::add(conn, scope, &new, at(7)))
        };
        let added = add(&student(1), 2, 1).unwrap();
        assert!(added.id.0 > 0 && seen(store, &student(1), 2) == [2, 2]);
        assert!(add(&staff_of(&[2], Right::WriteWithoutValidation), 2, 3).is_ok());
        for (scope, centre, host) in [
            (student(1), 3, 1),
            (student(1), 2, 2),
            (student(2), 2, 1),
            (staff_of(&[2], Right::Read), 2, 1),
            (staff_of(&[3], Right::Admin), 2, 1),
            (helpdesk(), 2, 1),
        ] {
            assert!(matches!(add(&scope, centre, host), Err(Error::Missing)));
        }
        let elsewhere = Contact { service: Some(ServiceId(2)), ..contact(0, HostId(1), CentreId(2)) };
        let refused = store.write_blocking(|conn| contacts::add(conn, &admin(), &elsewhere, at(7)));
        assert!(matches!(refused, Err(Error::NotAChoice("service"))));
    });
}

fn hosts_found(store: &Store, asked: &str) -> Vec<i64> {
    let found = store.read_blocking(|conn| hosts::search(conn, &student(1), asked, 20)).unwrap();
    found.iter().map(|h| h.id.0).collect()
}

#[test]
fn hosts_are_found_by_name_siret_and_town() {
    each(|store| {
        loaded(store);
        for (asked, expected) in [
            ("editions", vec![1]),
            ("ÉDITIONS nord", vec![1]),
            ("nord lille", vec![1]),
            ("732 829 320 00074", vec![1]),
            ("732829320", vec![1]),
            ("helene", vec![3]),
            ("cabinet besancon", vec![]),
            ("oeuv", vec![2]),
            ("35000", vec![2, 1, 3]),
            ("", vec![]),
            ("% _", vec![]),
        ] {
            assert_eq!(hosts_found(store, asked), expected, "{asked}");
        }
    });
}

#[test]
fn a_host_entered_by_a_student_awaits_moderation() {
    each(|store| {
        loaded(store);
        let office = staff_of(&[2], Right::Write);
        let new = Host { source: Source::Import, ..host(0, "Atelier Zéphyr", None, "Brest") };
        let added = store.write_blocking(|conn| hosts::add(conn, &student(1), &new, at(0))).unwrap();
        assert_eq!((added.source, added.validated_at), (Source::Student, None));
        assert_eq!(hosts_found(store, "zephyr"), [added.id.0]);
        let awaiting = |scope: &Scope| store.read_blocking(|conn| hosts::awaiting(conn, scope, None, 9)).unwrap();
        assert_eq!((awaiting(&office), awaiting(&student(1))), (vec![added.clone()], vec![]));
        let validate = |scope: &Scope, seen| store.write_blocking(|conn| hosts::validate(conn, scope, added.id, seen, at(9)));
        assert!(matches!(validate(&student(1), 0), Err(Error::Missing)));
        assert!(matches!(validate(&office, 4), Err(Error::StaleHost(_))));
        assert_eq!(validate(&office, 0).unwrap().validated_at, Some(at(9)));
        assert!(awaiting(&office).is_empty());
        let by_office = store.write_blocking(|conn| hosts::add(conn, &office, &new, at(3))).unwrap();
        assert_eq!((by_office.source, by_office.validated_at), (Source::Staff, Some(at(3))));
        let alike = store.read_blocking(|conn| hosts::alike(conn, &office, &by_office)).unwrap();
        assert_eq!(alike.iter().map(|h| h.id).collect::<Vec<_>>(), [added.id]);
    });
}

#[test]
fn every_host_that_waits_is_exported_once_from_the_oldest_on_to_those_who_moderate() {
    each(|store| {
        let waiting = (100..1_105).map(|id| Host { validated_at: None, ..host(id, &format!("Atelier {id}"), None, "Brest") });
        let all = bulk::Institution { hosts: waiting.collect(), ..bulk::Institution::default() };
        loaded(store);
        store.write_blocking(|conn| bulk::institution(conn, &admin(), &all, at(7))).unwrap();
        let export = |scope: &Scope| {
            let mut found = Vec::new();
            let mut note = |host: &Host, entered| {
                found.push((host.id.0, entered));
                Ok(())
            };
            let (done, sent) =
                store.read_blocking(|conn| Ok(statements(conn, |conn| hosts::export_awaiting(conn, scope, &mut note)))).unwrap();
            (done, sent, found)
        };
        let (done, sent, found) = export(&staff_of(&[2], Right::WriteWithoutValidation));
        assert!(done.is_ok() && sent == 3, "{done:?} {sent}");
        assert_eq!(found, (100..1_105).map(|id| (id, at(7))).collect::<Vec<_>>());
        for scope in [staff_of(&[2], Right::Read), student(1), teacher(1), helpdesk()] {
            let (done, _, found) = export(&scope);
            assert!(matches!(done, Err(Error::Missing)) && found.is_empty(), "{done:?}");
        }
    });
}

#[test]
fn a_host_entered_twice_gives_its_place_to_the_first_with_all_that_hangs_on_it() {
    each(|store| {
        let world = loaded(store);
        let office = staff_of(&[2], Right::Write);
        let new = host(0, "Éditions du Nord (doublon)", None, "Lille");
        let twice = store.write_blocking(|conn| hosts::add(conn, &student(1), &new, at(0))).unwrap().id;
        let mut drafts = world.load(store, [Builder::new(1), Builder::new(2)]);
        let one = &mut drafts[0];
        (one.host, one.service, one.tutor, one.signatory) = (Some(twice), None, None, None);
        store.write_blocking(|conn| conventions::save(conn, &office, one, 0, at(1), &|_| Ok(None))).unwrap();
        let desk = tremplin_domain::host::Service { id: ServiceId(0), host: twice, ..world.institution.services[0].clone() };
        let desk = store.write_blocking(|conn| hosts::add_service(conn, &student(1), &desk, at(2))).unwrap();
        let replace = |scope: &Scope, seen, by| store.write_blocking(|conn| hosts::replace(conn, scope, twice, seen, HostId(by), at(5)));
        assert!(matches!(replace(&student(1), 0, 1), Err(Error::Missing)));
        assert!(matches!(replace(&office, 7, 1), Err(Error::StaleHost(_))));
        assert!(matches!(replace(&office, 0, twice.0), Err(Error::NotAChoice(_))));
        assert!(matches!(replace(&office, 0, 999), Err(Error::NotAChoice(_))));
        let known = store.write_blocking(|conn| hosts::replace(conn, &office, HostId(1), 0, twice, at(5)));
        assert!(matches!(known, Err(Error::NotAChoice(_))), "one that is validated is not replaced");
        replace(&office, 0, 1).unwrap();
        store
            .read_blocking(|conn| {
                assert_eq!(hosts::find(conn, &office, twice)?, None);
                assert_eq!(hosts::service(conn, &office, desk.id)?.unwrap().host, HostId(1));
                let moved = conventions::find(conn, &office, ConventionId(1))?.unwrap();
                assert_eq!((moved.convention.host, moved.convention.version), (Some(HostId(1)), 2));
                assert_eq!(moved.host.unwrap().name, world.institution.hosts[0].name);
                let told = conventions::timeline(conn, &office, ConventionId(1))?.pop().unwrap();
                assert_eq!((told.note.as_str(), told.at), ("host-name", at(5)));
                assert_eq!(conventions::find(conn, &office, ConventionId(2))?.unwrap().convention.version, 0);
                assert_eq!(hosts::history(conn, &office, HostId(1))?[0].note, "merged");
                Ok(())
            })
            .unwrap();
    });
}

/// A page that is still open names it.
#[test]
fn the_id_of_what_was_removed_never_means_something_else() {
    each(|store| {
        loaded(store);
        let office = staff_of(&[2], Right::Write);
        let add = |name: &str| {
            let new = host(0, name, None, "Lille");
            store.write_blocking(|conn| hosts::add(conn, &student(1), &new, at(0))).unwrap().id
        };
        let removed = add("Éditions du Nord (doublon)");
        store.write_blocking(|conn| hosts::replace(conn, &office, removed, 0, HostId(1), at(5))).unwrap();
        assert!(add("Une autre") > removed);
        let keep = |name: &str| {
            let view =
                views::View { id: ViewId(0), list: "l".to_owned(), name: name.to_owned(), query: String::new(), columns: String::new() };
            store
                .write_blocking(|conn| {
                    views::save(conn, &office, &view)?;
                    Ok(views::list(conn, &office, "l")?[0].id)
                })
                .unwrap()
        };
        let removed = keep("Une vue");
        store.write_blocking(|conn| views::remove(conn, &office, removed)).unwrap();
        assert!(keep("Une autre") > removed);
    });
}

#[test]
fn what_a_directory_does_not_say_stays_as_it_was() {
    each(|store| {
        loaded(store);
        let office = staff_of(&[2], Right::Write);
        let known = store.read_blocking(|conn| people::student_by_number(conn, &office, "21800001")).unwrap().unwrap();
        let bare =
            Student { first_name: String::new(), mail: String::new(), birth_date: None, last_name: "Durand-Petit".into(), ..known.clone() };
        store.write_blocking(|conn| people::remember_student(conn, &office, &bare)).unwrap();
        let now = store.read_blocking(|conn| people::student_by_number(conn, &office, "21800001")).unwrap().unwrap();
        assert_eq!(now, Student { last_name: "Durand-Petit".into(), ..known });
    });
}

#[test]
fn a_second_host_of_one_siret_is_refused_and_the_first_is_named() {
    each(|store| {
        let world = loaded(store);
        let new = host(0, "Ed. du Nord", Some("73282932000074"), "Lille");
        let Err(Error::Duplicate(first)) = store.write_blocking(|conn| hosts::add(conn, &student(1), &new, at(0))) else { panic!("added") };
        assert_eq!(*first, world.institution.hosts[0]);
        let other = Host { id: HostId(2), ..new };
        let refused = store.write_blocking(|conn| hosts::save(conn, &admin(), &other, 0, at(0)));
        assert!(matches!(refused, Err(Error::Duplicate(_))));
    });
}

#[test]
fn a_host_keeps_its_history() {
    each(|store| {
        let world = loaded(store);
        let mut edited = world.institution.hosts[1].clone();
        edited.name = "Œuvrard et associés".to_owned();
        edited.phone = "09".to_owned();
        let save = |scope: &Scope| store.write_blocking(|conn| hosts::save(conn, scope, &edited, 0, at(4)));
        assert!(matches!(save(&student(1)), Err(Error::Missing)));
        save(&admin()).unwrap();
        let Err(Error::StaleHost(present)) = save(&admin()) else { panic!("not stale") };
        assert_eq!((present.name.as_str(), present.version), ("Œuvrard et associés", 1));
        let history = store.read_blocking(|conn| hosts::history(conn, &admin(), HostId(2))).unwrap();
        assert_eq!((history.len(), history[0].note.as_str()), (1, "name phone"));
        assert_eq!((hosts_found(store, "associes"), hosts_found(store, "cabinet")), (vec![2], vec![]));
    });
}

#[test]
fn teachers_are_found_by_the_beginnings_of_their_names() {
    each(|store| {
        loaded(store);
        let found = |words: &str| store.read_blocking(|conn| teachers::search(conn, &student(1), words, 9)).unwrap();
        assert_eq!(found("breh").iter().map(|t| t.id.0).collect::<Vec<_>>(), [1]);
        assert_eq!((found("elise").len(), found("silva elise").len(), found("ilva").len()), (3, 1, 0));
    });
}

#[test]
fn a_login_given_to_somebody_else_leaves_the_student_who_had_it() {
    each(|store| {
        loaded(store);
        let number = |scope: &Scope, number: &str| store.read_blocking(|conn| people::student_by_number(conn, scope, number)).unwrap();
        let first = number(&admin(), "21800001").unwrap();
        let second = Student { id: StudentId(0), number: "22600001".to_owned(), last_name: "Ollivier".to_owned(), ..first.clone() };
        let remember = |scope: &Scope, seen: &Student| store.write_blocking(|conn| people::remember_student(conn, scope, seen));
        let id = remember(&admin(), &second).unwrap();
        assert_eq!(remember(&admin(), &second).unwrap(), id);
        let who = store.read_blocking(|conn| sign_in::principal(conn, "s.1")).unwrap().unwrap();
        assert_eq!((who.student, who.name.as_str()), (Some(id), "Hélène Ollivier"));
        assert_eq!(number(&admin(), "21800001").unwrap().login, "");
        assert!(number(&student(2), "21800001").is_none());
        assert!(matches!(remember(&student(2), &second), Err(Error::Missing)));
    });
}

#[test]
fn a_student_who_changes_name_is_found_under_the_new_one() {
    each(|store| {
        let world = loaded(store);
        world.load(store, [Builder::new(1)]);
        let renamed = Student { last_name: "Ferré".to_owned(), ..world.institution.students[0].clone() };
        store.write_blocking(|conn| people::remember_student(conn, &student(1), &renamed)).unwrap();
        let asked = conventions::Asked::on(at(0).date());
        let page = store.read_blocking(|conn| conventions::list(conn, &student(1), &asked)).unwrap();
        assert_eq!(page.rows[0].student, "Ferré Hélène");
    });
}

#[test]
fn a_principal_has_every_role_of_their_login() {
    each(|store| {
        loaded(store);
        let who = |login: &str| store.read_blocking(|conn| sign_in::principal(conn, login)).unwrap();
        assert!(who("institution").unwrap().institution_admin);
        assert!(who("helpdesk").unwrap().helpdesk);
        assert_eq!(who("head").unwrap().heads, [CentreId(2)]);
        assert_eq!(who("observer").unwrap().observes, [CentreId(3)]);
        let write = who("write").unwrap();
        assert_eq!((write.posts.len(), write.posts[0].right, write.posts[0].prints, write.posts[0].alerted), (1, Right::Write, true, true));
        assert_eq!(who("s.2").unwrap().student, Some(StudentId(2)));
        assert_eq!(who("t.3").unwrap().name, "Élise Da Silva");
        assert_eq!((who(""), who("nobody"), who("S.2"), who("s.2 ")), (None, None, None, None));
    });
}

#[test]
fn an_assertion_is_used_once() {
    each(|store| {
        let keep = |jti: &str| store.write_blocking(|conn| sign_in::keep_assertion(conn, jti, at(10))).unwrap();
        assert_eq!([keep("a"), keep("a"), keep("A"), keep("")], [Use::First, Use::Replayed, Use::First, Use::Replayed]);
        let forget = |now| store.write_blocking(|conn| sign_in::forget_assertions(conn, now)).unwrap();
        assert_eq!((forget(at(10)), forget(at(11))), (0, 2));
        assert_eq!(keep("a"), Use::First);
    });
}

#[test]
fn views_are_their_owners_alone() {
    each(|store| {
        let view = |name: &str, query: &str| views::View {
            id: ViewId(0),
            list: "office".to_owned(),
            name: name.to_owned(),
            query: query.to_owned(),
            columns: "number host".to_owned(),
        };
        let (mine, other) = (staff_of(&[2], Right::Read), staff_of(&[2], Right::Write));
        let save = |scope: &Scope, view: &views::View| store.write_blocking(|conn| views::save(conn, scope, view));
        let list = |scope: &Scope| store.read_blocking(|conn| views::list(conn, scope, "office")).unwrap();
        save(&mine, &view("En retard", "late=1")).unwrap();
        save(&mine, &view(" En retard ", "late=2")).unwrap();
        assert!(matches!(save(&mine, &view("  ", "")), Err(Error::NotAChoice(_))));
        let kept = list(&mine);
        assert_eq!((kept.len(), kept[0].query.as_str(), kept[0].name.as_str()), (1, "late=2", "En retard"));
        assert!(list(&other).is_empty());
        let remove = |scope: &Scope| store.write_blocking(|conn| views::remove(conn, scope, kept[0].id));
        assert!(matches!(remove(&other), Err(Error::Missing)));
        remove(&mine).unwrap();
        assert!(list(&mine).is_empty());
    });
}

#[test]
fn of_as_many_views_as_there_may_be_each_is_renewed_and_none_is_added() {
    each(|store| {
        let mine = staff_of(&[2], Right::Read);
        let save = |list: &str, name: String, query: &str| {
            let view = views::View { id: ViewId(0), list: list.to_owned(), name, query: query.to_owned(), columns: String::new() };
            store.write_blocking(|conn| views::save(conn, &mine, &view))
        };
        for n in 0..views::VIEWS {
            save("office", format!("Vue {n}"), "late=1").unwrap();
        }
        assert!(matches!(save("office", "Une autre".to_owned(), ""), Err(Error::NotAChoice(_))));
        save("office", "Vue 3".to_owned(), "late=2").unwrap();
        save("teacher", "Une autre".to_owned(), "").unwrap();
        let kept = store.read_blocking(|conn| views::list(conn, &mine, "office")).unwrap();
        assert_eq!(kept.len(), 50);
        assert!(kept.iter().all(|v| (v.name == "Vue 3") == (v.query == "late=2")));
    });
}

fn with_mail(store: &Store) {
    let world = loaded(store);
    world.load(store, [Builder::new(1)]);
    let compose = |_: &conventions::Notice<'_>| Ok(Some(Letter { subject: "Sujet".to_owned(), text: "Texte".to_owned() }));
    let item = Item { id: ConventionId(1), seen: 0, action: Action::Submit };
    store.write_blocking(|conn| conventions::act(conn, &student(1), &item, at(0), &Parameters::default(), &compose)).unwrap();
}

#[test]
fn a_message_is_claimed_by_one_sender_until_it_is_marked() {
    each(|store| {
        with_mail(store);
        let claim = |minute| store.write_blocking(|conn| outbox::claim(conn, &admin(), at(minute), TimeDelta::minutes(5), 10)).unwrap();
        let claimed = claim(1);
        assert_eq!((claimed.len(), claim(2).len()), (2, 0));
        store.write_blocking(|conn| outbox::mark_sent(conn, &admin(), &claimed[0], at(2))).unwrap();
        store.write_blocking(|conn| outbox::mark_failed(conn, &admin(), &claimed[1], at(2), "no route")).unwrap();
        let (first, again) = (claim(3), claim(60));
        assert_eq!((first.len(), again.len(), again[0].attempts), (0, 1, 2));
        let all = store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap();
        assert_eq!(all.iter().map(|m| m.delivery).collect::<Vec<_>>(), [Delivery::Waiting, Delivery::Sent]);
        assert_eq!(all[0].problem, "no route");
    });
}

#[test]
fn whoever_held_a_message_too_long_changes_nothing_of_what_another_did() {
    each(|store| {
        with_mail(store);
        let claim = |minute| store.write_blocking(|conn| outbox::claim(conn, &admin(), at(minute), TimeDelta::minutes(5), 1)).unwrap();
        let late = claim(1).remove(0);
        // The other message is due first now; then the first again.
        let taken = [claim(7).remove(0), claim(7).remove(0)];
        let prompt = taken.into_iter().find(|m| m.id == late.id).unwrap();
        store.write_blocking(|conn| outbox::mark_sent(conn, &admin(), &prompt, at(8))).unwrap();
        store.write_blocking(|conn| outbox::mark_failed(conn, &admin(), &late, at(9), "late")).unwrap();
        store.write_blocking(|conn| outbox::give_up(conn, &admin(), &late, "late")).unwrap();
        let all = store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap();
        assert_eq!(all.iter().find(|m| m.id == late.id).unwrap().delivery, Delivery::Sent);
    });
}

#[test]
fn a_message_is_given_up_after_eight_attempts() {
    each(|store| {
        with_mail(store);
        for attempt in 1..=9 {
            let now = at(attempt * 2_000);
            let claimed = store.write_blocking(|conn| outbox::claim(conn, &admin(), now, TimeDelta::minutes(5), 10)).unwrap();
            assert_eq!(claimed.is_empty(), attempt == 9);
            for message in claimed {
                store.write_blocking(|conn| outbox::mark_failed(conn, &admin(), &message, now, "no")).unwrap();
            }
        }
        let all = store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap();
        assert!(all.iter().all(|m| m.delivery == Delivery::Failed));
    });
}

#[test]
fn mail_is_read_by_those_who_reach_everything_alone() {
    each(|store| {
        with_mail(store);
        for scope in [student(1), teacher(1), staff_of(&[1, 2, 3, 4], Right::Admin), helpdesk()] {
            assert!(matches!(store.read_blocking(|conn| outbox::list(conn, &scope, 9)), Err(Error::Missing)));
            let claimed = store.write_blocking(|conn| outbox::claim(conn, &scope, at(9), TimeDelta::minutes(1), 9));
            assert!(matches!(claimed, Err(Error::Missing)));
        }
        assert_eq!(store.read_blocking(|conn| rows(conn, "outbox")).unwrap(), 2);
    });
}

#[test]
fn an_unknown_code_in_the_store_is_an_error_and_no_panic() {
    each(|store| {
        let world = loaded(store);
        world.load(store, [Builder::new(1).in_phase(Phase::Submitted).with(|c| c.kind = Code::from("unheard-of"))]);
        let found = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(1))).unwrap().unwrap();
        assert_eq!(found.convention.kind, Code::from("unheard-of"));
    });
}
