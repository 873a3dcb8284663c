//! Lists: what they show, to whom, in which order, at what price.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tremplin_domain::{
    centre::Centre,
    convention::{Convention, Phase, Status, Step, Turn},
    ids::{CentreId, ConventionId, HostId, StudentId, TeacherId},
    law::checks::{Parameters, Rule},
    person::{Post, Right},
    policy::{Ability, Facts, Principal, Scope, Ties},
    text,
    year::AcademicYear,
};
use tremplin_store::{
    Store,
    conventions::{self, Asked, Cursor, Filter, Order, PAGE, Page, Place, Sort, Total},
    hosts,
};
use tremplin_testkit::{Builder, World, admin, at, day, each, helpdesk, personas, staff_of, statements, student, teacher};

const TODAY: &str = "2026-05-15";

fn today() -> NaiveDate {
    day(TODAY)
}

/// Ninety conventions: every phase in every centre, students, teachers, hosts and dates in turn.
fn ninety() -> Vec<Builder> {
    let one = |id: i64| {
        let phase = Phase::ALL[usize::try_from(id).unwrap() % 10];
        let builder = Builder::new(id)
            .student(id % 6 + 1)
            .centre(id % 3 + 1)
            .teacher((id % 4 > 0).then_some(id % 4))
            .host(id % 3 + 1)
            .in_phase(phase)
            .with(|c| {
                c.year = AcademicYear::starting(2023 + i32::try_from(id % 4).unwrap()).unwrap();
                c.kind = if id % 5 == 0 { "gap-year" } else { "initial-compulsory" }.into();
                c.enrolment.step_code = format!("STEP{}", id % 7);
                c.enrolment.step_version = format!("V{}", id % 2);
                c.enrolment.component_code = format!("C{}", id % 2);
            });
        match id % 3 {
            0 => builder.dates("2026-04-01", "2026-06-30"),
            1 => builder.dates("2026-01-05", "2026-05-14"),
            _ => builder.with(|c| {
                c.internship.starts_on = (id % 2 == 0).then(|| day("2026-07-01"));
                c.internship.ends_on = None;
            }),
        }
    };
    (1..=90).map(one).collect()
}

fn loaded(store: &Store) -> (World, Vec<Convention>) {
    let world = World::default().into_store(store);
    let conventions = world.load(store, ninety());
    (world, conventions)
}

fn page(store: &Store, scope: &Scope, asked: &Asked) -> Page {
    store.read_blocking(|conn| conventions::list(conn, scope, asked)).unwrap()
}

/// Every row, page after page, in one direction or the other.
fn pages(store: &Store, scope: &Scope, asked: &Asked, from: &Place) -> Vec<ConventionId> {
    let mut asked = Asked { place: from.clone(), ..asked.clone() };
    let mut all = Vec::new();
    loop {
        let page = page(store, scope, &asked);
        assert!(page.rows.len() <= PAGE);
        let ids = page.rows.iter().map(|r| r.id);
        let next = if *from == Place::Last { page.previous } else { page.next };
        if *from == Place::Last {
            all.splice(0..0, ids)
        } else {
            all.splice(all.len().., ids)
        };
        assert!(all.len() <= 1_000, "a page leads back to itself");
        match next {
            // Through its text, as a link carries it.
            Some(cursor) => asked.place = Place::At(cursor.to_string().parse().unwrap()),
            None => return all,
        }
    }
}

fn centre_of<'a>(world: &'a World, convention: &Convention) -> &'a Centre {
    world.institution.centres.iter().find(|c| c.id == convention.centre).unwrap()
}

fn anybody() -> impl Strategy<Value = Scope> {
    let centres = || proptest::sample::subsequence(vec![1, 2, 3, 4], 0..=4);
    let right = proptest::sample::select(Right::ALL.to_vec());
    let roles = (proptest::option::weighted(0.4, 1..7_i64), proptest::option::weighted(0.4, 1..4_i64));
    (roles, centres(), right, centres(), centres(), proptest::bool::weighted(0.1), any::<bool>()).prop_map(
        |((student, teacher), posts, right, heads, observes, institution_admin, helpdesk)| {
            let ids = |centres: Vec<i64>| centres.into_iter().map(CentreId).collect::<Vec<_>>();
            let post = |c: i64| Post { centre: CentreId(c), right, prints: false, alerted: false };
            Principal {
                login: "somebody".to_owned(),
                name: "Somebody".to_owned(),
                student: student.map(StudentId),
                teacher: teacher.map(TeacherId),
                posts: posts.into_iter().map(post).collect(),
                heads: ids(heads),
                observes: ids(observes),
                institution_admin,
                helpdesk,
            }
            .scope()
        },
    )
}

fn filters() -> impl Strategy<Value = Filter> {
    let mut every: Vec<Status> = Phase::ALL.map(Status::Phase).to_vec();
    every.extend([Status::Running, Status::Ended]);
    let statuses = proptest::sample::subsequence(every, 0..4);
    let turn = proptest::option::weighted(
        0.3,
        proptest::sample::select(vec![Turn::Student, Turn::Teacher, Turn::Centre, Turn::Signatories, Turn::Nobody]),
    );
    let some = |list: Vec<&'static str>| proptest::option::weighted(0.25, proptest::sample::select(list));
    let place = (
        (some(vec!["STEP0", "STEP3", "STEPX"]), some(vec!["V0", "V1", "VX"])),
        some(vec!["C0", "C1"]),
        some(vec!["lille", "BESANCON", "Paris"]),
        some(vec!["FR", "DE"]),
        some(vec!["gap-year"]),
        some(vec!["helene", "hel dur", "218", "oeuv fils", "2025 00007", "zzz", "h%", "e_"]),
    );
    let when = (
        proptest::option::weighted(0.4, 2022..2027_i32),
        proptest::bool::weighted(0.2),
        (proptest::bool::weighted(0.2), proptest::bool::weighted(0.2)),
        proptest::option::weighted(0.2, 1..7_i64),
        (proptest::option::weighted(0.2, 1..4_i64), some(vec!["bre", "ELISE cohen", "zzz"])),
    );
    let centres = proptest::option::weighted(0.3, proptest::sample::subsequence(vec![1, 2, 3, 4], 1..3));
    (statuses, turn, place, when, centres).prop_map(
        |(statuses, turn, ((step, version), component, town, country, kind, words), when, centres)| {
            let (year, late, (from, to), student, (teacher, named)) = when;
            Filter {
                statuses,
                turn,
                centres: centres.unwrap_or_default().into_iter().map(CentreId).collect(),
                components: component.into_iter().map(str::to_owned).collect(),
                steps: step.into_iter().map(str::to_owned).collect(),
                step_version: version.map(str::to_owned),
                year: year.and_then(AcademicYear::starting),
                kind: kind.map(Into::into),
                late,
                teacher: teacher.map(TeacherId),
                teacher_words: named.unwrap_or("").to_owned(),
                student: student.map(StudentId),
                host: None,
                town: town.map(str::to_owned),
                country: country.map(Into::into),
                from: from.then(|| day("2026-05-10")),
                to: to.then(|| day("2026-05-31")),
                words: words.unwrap_or("").to_owned(),
            }
        },
    )
}

/// What a filter means, without a database.
fn answers(world: &World, convention: &Convention, filter: &Filter) -> bool {
    let centre = centre_of(world, convention);
    let (progress, internship) = (&convention.progress, &convention.internship);
    let phase = progress.phase(&centre.validations);
    let host = convention.host.map(|id| world.institution.hosts.iter().find(|h| h.id == id).unwrap());
    let student = world.institution.students.iter().find(|s| s.id == convention.student).unwrap();
    let ends_on = progress.broken_off_on.or(internship.ends_on);
    let pending = matches!(phase, Phase::Submitted | Phase::Returned | Phase::PartlyValidated);
    let late = pending && internship.starts_on.is_some_and(|d| d - chrono::TimeDelta::days(centre.alert_days.into()) <= today());
    let host_name = host.map_or("", |h| h.name.as_str());
    let said = format!("{} {} {} {} {host_name}", student.last_name, student.first_name, student.number, convention.number);
    let said = text::words(&said, 99);
    let teacher = convention.teacher.map(|id| world.institution.teachers.iter().find(|t| t.id == id).unwrap());
    let named = text::words(&teacher.map(|t| format!("{} {}", t.last_name, t.first_name)).unwrap_or_default(), 99);
    let town = host.map(|h| text::fold(&h.address.town)).unwrap_or_default();
    (filter.statuses.is_empty() || filter.statuses.contains(&Status::on(phase, internship.starts_on, ends_on, today())))
        && filter.turn.is_none_or(|t| t == progress.turn(&centre.validations))
        && (filter.centres.is_empty() || filter.centres.contains(&convention.centre))
        && (filter.components.is_empty() || filter.components.contains(&convention.enrolment.component_code))
        && (filter.steps.is_empty() || filter.steps.contains(&convention.enrolment.step_code))
        && filter.step_version.as_ref().is_none_or(|version| *version == convention.enrolment.step_version)
        && filter.year.is_none_or(|y| y == convention.year)
        && filter.kind.as_ref().is_none_or(|k| *k == convention.kind)
        && (!filter.late || late)
        && filter.teacher.is_none_or(|t| Some(t) == convention.teacher)
        && text::words(&filter.teacher_words, 5).iter().all(|w| named.iter().any(|n| n.starts_with(w.as_str())))
        && filter.student.is_none_or(|s| s == convention.student)
        && filter.town.as_ref().is_none_or(|t| text::fold(t) == town)
        && filter.country.as_ref().is_none_or(|c| host.is_some_and(|h| h.address.country == *c))
        && (filter.from.is_none() && filter.to.is_none() || internship.starts_on.is_some() && ends_on.is_some())
        && filter.from.is_none_or(|from| ends_on.is_some_and(|d| d >= from))
        && filter.to.is_none_or(|to| internship.starts_on.is_some_and(|d| d <= to))
        && text::words(&filter.words, 5).iter().all(|w| said.iter().any(|s| s.starts_with(w.as_str())))
}

fn orders() -> impl Strategy<Value = (Sort, Order)> {
    (proptest::sample::select(Sort::ALL.to_vec()), proptest::sample::select(vec![Order::Ascending, Order::Descending]))
}

#[test]
fn a_convention_is_listed_if_and_only_if_it_may_be_read() {
    each(|store| {
        let (world, all) = loaded(store);
        let mut runner = TestRunner::new(Config::with_cases(32));
        runner
            .run(&(anybody(), orders()), |(scope, (sort, order))| {
                let covered = |c: &&Convention| scope.reach().covers(&Ties::of(c, centre_of(&world, c)));
                let readable: BTreeSet<_> = all.iter().filter(covered).map(|c| c.id).collect();
                let asked = Asked { sort, order, ..Asked::on(today()) };
                let listed: Vec<_> = pages(store, &scope, &asked, &Place::First);
                prop_assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), readable.clone());
                prop_assert_eq!(listed.len(), readable.len());
                let found: BTreeSet<_> = all
                    .iter()
                    .filter(|c| store.read_blocking(|conn| conventions::find(conn, &scope, c.id)).unwrap().is_some())
                    .map(|c| c.id)
                    .collect();
                prop_assert_eq!(&found, &readable);
                let ids: Vec<_> = all.iter().map(|c| c.id).collect();
                let dossiers = store.read_blocking(|conn| conventions::dossiers(conn, &scope, &ids)).unwrap();
                prop_assert_eq!(dossiers.iter().map(|d| d.convention.id).collect::<BTreeSet<_>>(), readable.clone());
                let mut exported = Vec::new();
                let export = |conn: &mut _| {
                    conventions::export(conn, &scope, &asked, |d, _| {
                        exported.push(d.convention.id);
                        Ok(())
                    })
                };
                store.read_blocking(export).unwrap();
                let first = store.read_blocking(|conn| conventions::first(conn, &scope, &asked, 7)).unwrap();
                prop_assert_eq!(first.as_slice(), &listed[..listed.len().min(7)]);
                prop_assert_eq!(exported, listed);
                let count = store.read_blocking(|conn| conventions::count(conn, &scope, &asked.filter, today())).unwrap();
                prop_assert_eq!(count, Total::Exactly(readable.len() as u64));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_filter_leaves_what_it_says_and_no_more_than_may_be_read() {
    each(|store| {
        let (world, all) = loaded(store);
        let mut runner = TestRunner::new(Config::with_cases(96));
        runner
            .run(&(anybody(), filters(), orders()), |(scope, filter, (sort, order))| {
                let covered = |c: &&Convention| scope.reach().covers(&Ties::of(c, centre_of(&world, c)));
                let wanted: BTreeSet<_> = all.iter().filter(covered).filter(|c| answers(&world, c, &filter)).map(|c| c.id).collect();
                let asked = Asked { filter, sort, order, ..Asked::on(today()) };
                let listed = pages(store, &scope, &asked, &Place::First);
                prop_assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), wanted.clone());
                prop_assert_eq!(page(store, &scope, &asked).total, Total::Exactly(wanted.len() as u64));
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn paging_visits_each_row_once_forwards_and_backwards_in_every_order() {
    each(|store| {
        let (_, all) = loaded(store);
        for scope in [admin(), staff_of(&[2], Right::Read), staff_of(&[1, 2, 3], Right::Read), teacher(1)] {
            for sort in Sort::ALL {
                let mut seen = Vec::new();
                for order in [Order::Ascending, Order::Descending] {
                    let asked = Asked { sort, order, ..Asked::on(today()) };
                    let forwards = pages(store, &scope, &asked, &Place::First);
                    assert_eq!(forwards, pages(store, &scope, &asked, &Place::Last), "{sort:?} {order:?}");
                    assert_eq!(forwards.iter().collect::<BTreeSet<_>>().len(), forwards.len());
                    seen.push(forwards);
                }
                seen[0].reverse();
                assert_eq!(seen[0], seen[1], "{sort:?}");
            }
            assert!(all.len() == 90);
        }
    });
}

#[test]
fn each_order_is_that_of_what_people_read() {
    each(|store| {
        let (_, _) = loaded(store);
        for sort in Sort::ALL {
            let asked = Asked { sort, order: Order::Ascending, ..Asked::on(today()) };
            let rows = page(store, &admin(), &asked).rows;
            let ordered = rows.windows(2).all(|pair| match sort {
                Sort::Number => pair[0].number < pair[1].number,
                Sort::Student => text::fold(&pair[0].student) <= text::fold(&pair[1].student),
                Sort::Host => text::fold(&pair[0].host) <= text::fold(&pair[1].host),
                Sort::Start => pair[0].starts_on <= pair[1].starts_on,
                Sort::Since => pair[0].turn_since <= pair[1].turn_since,
            });
            assert!(ordered, "{sort:?} {rows:#?}");
        }
    });
}

#[test]
fn a_page_begins_where_the_other_ended_though_rows_came_between() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, (1..=60).map(|id| Builder::new(id * 2)));
        let asked = Asked { order: Order::Ascending, ..Asked::on(today()) };
        let first = page(store, &admin(), &asked);
        world.load(store, [Builder::new(1), Builder::new(3), Builder::new(51)]);
        let second = page(store, &admin(), &Asked { place: Place::At(first.next.unwrap()), ..asked });
        assert_eq!(second.rows.first().unwrap().id, ConventionId(51));
    });
}

#[test]
fn a_row_holds_what_the_list_shows() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, [Builder::new(7).in_phase(Phase::Submitted)]);
        let row = page(store, &admin(), &Asked::on(today())).rows.remove(0);
        assert_eq!((row.id, row.version, row.number.to_string().as_str()), (ConventionId(7), 0, "2025-00007"));
        assert_eq!((row.student.as_str(), row.student_number.as_str()), ("Durand Hélène", "21800001"));
        assert_eq!((row.host.as_str(), row.town.as_str(), row.teacher.as_str()), ("Éditions du Nord", "Lille", "Élise Bréhat"));
        assert_eq!((row.starts_on, row.ends_on), (Some(day("2026-04-01")), Some(day("2026-06-30"))));
        assert_eq!((row.phase, row.status, row.turn), (Phase::Submitted, Status::Phase(Phase::Submitted), Turn::Teacher));
        assert_eq!((row.late, row.presence_minutes > 0), (true, true));
        assert_eq!(row.turn_since, tremplin_testkit::at(7));
    });
}

#[test]
fn words_without_accents_and_case_find_accented_ones() {
    each(|store| {
        let (_, _) = loaded(store);
        let found = |words: &str| {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            page(store, &admin(), &Asked { filter, ..Asked::on(today()) }).rows
        };
        for (words, student) in
            [("helene", "Durand Hélène"), ("HÉLÈNE dur", "Durand Hélène"), ("NGUYEN", "Nguyễn Minh"), ("n'diaye", "N’Diaye Awa")]
        {
            let rows = found(words);
            assert!(rows.iter().any(|r| r.student == student), "{words}");
        }
        assert!(found("œuvrard").iter().any(|r| r.host == "Cabinet Œuvrard & Fils"));
        assert_eq!(found("2025-00042").len(), 1);
        assert!(found("hel\\ene%").is_empty() && found("_").len() == PAGE);
    });
}

#[test]
fn a_list_sends_few_statements_whatever_the_number_of_rows() {
    each(|store| {
        let (_, _) = loaded(store);
        let count = |scope: &Scope, filter: Filter| {
            let asked = Asked { filter, ..Asked::on(today()) };
            let (page, sent) = store.read_blocking(|conn| Ok(statements(conn, |conn| conventions::list(conn, scope, &asked)))).unwrap();
            (page.unwrap().rows.len() == PAGE, sent)
        };
        let words = Filter { words: "2".to_owned(), ..Filter::default() };
        let office = staff_of(&[1, 2, 3], Right::Read);
        assert_eq!(count(&office, Filter::default()), (true, 2));
        assert_eq!(count(&office, words.clone()), (true, 2));
        assert_eq!(count(&admin(), Filter::default()), (true, 3));
        assert_eq!(count(&admin(), words), (true, 3));
        assert_eq!(count(&student(1), Filter::default()), (false, 1));
    });
}

#[test]
fn a_list_offers_the_validations_that_are_the_viewers_to_give() {
    each(|store| {
        let (_, _) = loaded(store);
        for scope in [admin(), staff_of(&[1, 2], Right::Write), staff_of(&[1, 2, 3], Right::Read), teacher(1)] {
            let asked = Asked::on(today());
            let office = scope.as_office();
            let page = store.read_blocking(|conn| conventions::list(conn, &office, &asked)).unwrap();
            let work = |conn: &mut _| Ok(statements(conn, |conn| conventions::offered(conn, &scope, &page.rows)));
            let (offered, sent) = store.read_blocking(work).unwrap();
            assert!(sent <= 3, "{sent} statements");
            let offered = offered.unwrap();
            for row in &page.rows {
                let dossier = store.read_blocking(|conn| conventions::find(conn, &office, row.id)).unwrap().unwrap();
                let facts = Facts::of(&dossier.convention, &dossier.centre);
                let next = dossier.convention.progress.next(&dossier.centre.validations);
                let may = next.filter(|v| office.may(Ability::Validate(*v), &facts, &dossier.centre));
                assert_eq!(offered.get(&row.id).map(|offered| offered.validation), may, "{}", row.number);
                assert!(offered.get(&row.id).is_none_or(|offered| !offered.host_waits), "{}", row.number);
            }
        }
    });
}

#[test]
fn what_a_list_offers_to_validate_says_whose_host_awaits_moderation() {
    each(|store| {
        let mut world = World::default();
        world.institution.hosts[1].validated_at = None;
        let world = world.into_store(store);
        let submitted = |id: i64, host: i64| Builder::new(id).host(host).in_phase(Phase::Submitted);
        let without = Builder::new(4).in_phase(Phase::Submitted).with(|c| (c.host, c.service, c.tutor, c.signatory) = Default::default());
        world.load(store, [submitted(1, 1), submitted(2, 2), submitted(3, 2), without]);
        let (page, validates) = (page(store, &admin(), &Asked::on(today())), staff_of(&[2], Right::Write));
        let waiting = |scope: &Scope| -> Vec<i64> {
            let offered = store.read_blocking(|conn| conventions::offered(conn, scope, &page.rows)).unwrap();
            offered.into_iter().filter(|(_, offered)| offered.host_waits).map(|(id, _)| id.0).collect()
        };
        assert_eq!((waiting(&validates), waiting(&staff_of(&[2], Right::Read))), (vec![2, 3], vec![]));
        store.write_blocking(|conn| hosts::validate(conn, &admin(), HostId(2), 0, at(3))).unwrap();
        assert_eq!(waiting(&validates), Vec::<i64>::new());
    });
}

#[test]
fn an_export_sends_as_many_statements_for_ninety_rows_as_for_one() {
    each(|store| {
        let (_, _) = loaded(store);
        let export = |scope: &Scope| {
            let asked = Asked::on(today());
            let work = |conn: &mut _| Ok(statements(conn, |conn| conventions::export(conn, scope, &asked, |_, _| Ok(())).unwrap()));
            store.read_blocking(work).unwrap()
        };
        let ((given, sent), (fewer, sent_too)) = (export(&admin()), export(&staff_of(&[2], Right::Read)));
        assert!(given == 90 && fewer == 30 && sent <= 11 && sent_too <= 11, "{sent} {sent_too}");
    });
}

#[test]
fn a_whole_dossier_takes_as_many_statements_as_many() {
    each(|store| {
        let (_, all) = loaded(store);
        let read = |ids: Vec<ConventionId>| {
            let work = |conn: &mut _| Ok(statements(conn, |conn| conventions::dossiers(conn, &admin(), &ids).unwrap().len()));
            store.read_blocking(work).unwrap()
        };
        let ids: Vec<_> = all.iter().map(|c| c.id).collect();
        let ((found, sent), (one, sent_too)) = (read(ids), read(vec![ConventionId(1)]));
        assert!(found == 90 && one == 1 && sent == sent_too && sent <= 10, "{sent} {sent_too}");
    });
}

#[test]
fn a_cursor_that_nobody_gave_shows_nothing_more_and_breaks_nothing() {
    each(|store| {
        let (_, _) = loaded(store);
        let scope = student(1);
        let mut runner = TestRunner::new(Config::with_cases(64));
        runner
            .run(&("[ab][nphds][0-9a-f]{0,24}", orders()), |(text, (sort, order))| {
                if let Ok(cursor) = text.parse::<Cursor>() {
                    let page = page(store, &scope, &Asked { sort, order, place: Place::At(cursor), ..Asked::on(today()) });
                    prop_assert!(page.rows.iter().all(|r| r.student == "Durand Hélène"));
                }
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn the_helpdesk_lists_nothing_and_looks_up_everything_without_reasons() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(
            store,
            [
                Builder::new(1).in_phase(Phase::Submitted),
                Builder::new(2).centre(3).in_phase(Phase::PartlyValidated),
                Builder::new(3).student(2),
            ],
        );
        let scope = helpdesk();
        assert!(page(store, &scope, &Asked::on(today())).rows.is_empty());
        let look = |scope: &Scope, asked: &str| {
            store.read_blocking(|conn| conventions::lookup(conn, scope, asked, today(), &Parameters::default())).unwrap()
        };
        let by_number = look(&scope, " 2025-00002 ");
        assert_eq!((by_number.len(), by_number[0].id, by_number[0].turn), (1, ConventionId(2), Turn::Teacher));
        assert_eq!(by_number[0].awaited, Some(tremplin_domain::centre::Validation::Pedagogical));
        assert_eq!(look(&scope, "21800001").iter().map(|c| c.id.0).collect::<Vec<_>>(), [2, 1]);
        assert!(look(&scope, "Durand").is_empty() && look(&scope, "%").is_empty());
        for other in personas() {
            let sees: Vec<_> = look(&other, "21800001").iter().map(|c| c.id).collect();
            let reads = sees.iter().all(|id| store.read_blocking(|conn| conventions::find(conn, &other, *id)).unwrap().is_some());
            assert!(reads || other.principal().helpdesk);
        }
    });
}

#[test]
fn a_look_up_names_what_stops_a_convention_and_no_more() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(
            store,
            [
                Builder::new(1).with(|c| (c.tutor, c.internship.tasks) = (None, String::new())),
                Builder::new(2).student(2).in_phase(Phase::Submitted).dates("2025-09-15", "2026-06-30"),
                Builder::new(3).student(3).in_phase(Phase::Validated).dates("2025-09-15", "2026-06-30"),
                Builder::new(4).student(4).in_phase(Phase::Submitted),
            ],
        );
        let look = |asked: &str| {
            let found = store.read_blocking(|conn| conventions::lookup(conn, &helpdesk(), asked, today(), &Parameters::default())).unwrap();
            let [card] = found.try_into().unwrap();
            (card.missing, card.stopping)
        };
        let (missing, stopping) = look("2025-00001");
        assert_eq!(missing, [Step::Tutor, Step::Internship]);
        assert!(!stopping.contains(&Rule::Mentions), "what the steps lack is said once: {stopping:?}");
        assert_eq!(look("2025-00002"), (vec![], vec![Rule::Maximum]));
        assert_eq!(look("2025-00003"), (vec![], vec![]), "what is validated waits for no answer");
        assert_eq!(look("2025-00004"), (vec![], vec![]));
    });
}

#[test]
fn beyond_what_is_gathered_every_row_is_still_listed_once() {
    each(|store| {
        let world = World::default().into_store(store);
        let running = |id: i64| Builder::new(id).centre(id % 3 + 1).in_phase(Phase::Signed).dates("2026-04-01", "2026-06-30");
        let over = |id: i64| Builder::new(id).centre(id % 3 + 1).in_phase(Phase::Signed).dates("2026-01-05", "2026-03-14");
        let all: Vec<_> = world.load(store, (1..=1_300).map(|id| if id % 13 == 0 { over(id) } else { running(id) }));
        let asked = Asked { filter: Filter { statuses: vec![Status::Running], ..Filter::default() }, ..Asked::on(today()) };
        let first = page(store, &admin(), &asked);
        assert_eq!((first.rows.len(), first.total), (PAGE, Total::MoreThan(1_000)));
        let mut found = Vec::new();
        let mut place = Place::First;
        loop {
            let next = page(store, &admin(), &Asked { place, ..asked.clone() });
            found.extend(next.rows.iter().map(|row| row.id.0));
            match next.next {
                Some(cursor) => place = Place::At(cursor),
                None => break,
            }
        }
        let wanted: Vec<_> = all.iter().map(|c| c.id.0).filter(|id| id % 13 != 0).rev().collect();
        assert_eq!(found, wanted);

        // With a word beside it, it is counted otherwise.
        let words = Filter { words: "durand".to_owned(), ..asked.filter.clone() };
        assert!(page(store, &admin(), &Asked { filter: words, ..asked.clone() }).rows.len() <= PAGE);
        let few = Filter { year: AcademicYear::starting(2024), ..asked.filter };
        assert_eq!(page(store, &admin(), &Asked { filter: few, ..Asked::on(today()) }).total, Total::Exactly(0));
    });
}
