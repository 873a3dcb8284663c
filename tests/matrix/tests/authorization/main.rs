//! The authorization matrix: every route of every widget, asked by everybody, about conventions of their own, of their centre, of another
//! centre, of nobody. What is expected is written by hand, below; a route that is not in the table fails the test.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod table;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    thread,
};

use chrono::{NaiveDate, TimeDelta, Weekday};
use http::StatusCode;
use table::{PERSONAS, Row, TABLE, Way, rows};
use tremplin_domain::{
    centre::Validation,
    convention::{Action, Convention, Phase, Step},
    host::Host,
    ids::{CentreId, ContactId, ConventionId, HostId},
    law::checks::{Parameters, Rule},
    year::AcademicYear,
};
use tremplin_matrix_tests::{Answer, Asking, Site, Told, records};
use tremplin_store::{
    Store, bulk,
    conventions::{self, Item},
    hosts, views,
};
use tremplin_testkit::{Builder, World, admin, at, day, each, host, rows as rows_of, student};
use tremplin_widget::RouteKind;

/// The conventions asked about: A and B of centre 2, C of centre 3; A is of student 1 and teacher 1.
const OBJECTS: [&str; 3] = ["A", "B", "C"];
/// How many rows are asked about at once.
const ASKERS: usize = 4;
/// An id that no convention has.
const NOBODYS: i64 = 999_999;

fn marker(object: usize) -> String {
    format!("Sujet réservé {}", OBJECTS[object])
}

fn builder(id: i64, object: usize, phase: Phase) -> Builder {
    let who = i64::try_from(object).unwrap() + 1;
    let builder = Builder::new(id).student(who).teacher(Some(who)).in_phase(phase);
    let builder = if object == 2 { builder.centre(3) } else { builder };
    builder.with(|c| {
        c.internship.subject = marker(object);
        an_hour_of_its_own(c, id);
    })
}

/// One hour on a day on which nobody does anything else, so that no law objects to the many that each student has.
fn an_hour_of_its_own(convention: &mut Convention, number: i64) {
    const WEEKS: i64 = 38;
    let (years, day) = (number / (WEEKS * 5), number % (WEEKS * 5));
    let years = i32::try_from(years).unwrap();
    let first = NaiveDate::from_isoywd_opt(2026 + years, 2, Weekday::Mon).unwrap();
    let on = first + TimeDelta::days(day / 5 * 7 + day % 5);
    convention.year = AcademicYear::starting(2025 + years).unwrap();
    (convention.internship.starts_on, convention.internship.ends_on) = (Some(on), Some(on));
    convention.schedule.week = [60, 60, 60, 60, 60, 0, 0];
    // Whatever day it is.
    convention.schedule.holidays_worked = true;
    "Le jour est férié".clone_into(&mut convention.schedule.night_work);
}

/// Three months for nothing, which the law stops and an office may pass over. Of drafts only: they stand in nobody's way.
fn unpaid(convention: &mut Convention) {
    convention.year = AcademicYear::starting(2025).unwrap();
    (convention.internship.starts_on, convention.internship.ends_on) = (Some(day("2026-04-01")), Some(day("2026-06-30")));
    convention.schedule.week = [420, 420, 420, 420, 420, 0, 0];
    convention.pay.paid = Some(false);
}

/// Passes over the missing gratification of a convention.
fn pass_over(store: &Store, id: ConventionId) {
    let item = Item { id, seen: 0, action: Action::PassOver(Rule::Gratification, "Un motif".to_owned()) };
    store.write_blocking(|conn| conventions::act(conn, &admin(), &item, at(0), &Parameters::default(), &|_| Ok(None))).unwrap();
}

/// A centre's own first validation.
fn first(object: usize) -> Validation {
    if object == 2 { Validation::Administrative } else { Validation::Pedagogical }
}

/// What the store holds of conventions, by id: everything that an action could change but their timelines; nothing of one that is not there.
fn states(store: &Store, ids: &[ConventionId]) -> BTreeMap<ConventionId, String> {
    let found = store.read_blocking(|conn| conventions::dossiers(conn, &admin(), ids)).unwrap();
    found.into_iter().map(|dossier| (dossier.convention.id, format!("{dossier:?}"))).collect()
}

/// The events of conventions that are there.
fn events(store: &Store, ids: &[ConventionId]) -> usize {
    let timelines = ids.iter().map(|id| store.read_blocking(|conn| conventions::timeline(conn, &admin(), *id)).unwrap().len());
    timelines.sum()
}

/// What the store holds of a convention: whether it is there, and everything that an action could change.
fn state(store: &Store, id: i64) -> String {
    let id = ConventionId(id);
    store
        .read_blocking(|conn| {
            let dossier = conventions::find(conn, &admin(), id)?;
            let events = if dossier.is_some() { conventions::timeline(conn, &admin(), id)? } else { Vec::new() };
            Ok(format!("{dossier:?} {events:?}"))
        })
        .unwrap()
}

/// One row of the table, asked in the name of one persona.
struct Cell<'a> {
    site: &'a Site,
    row: &'a Row,
    login: &'a str,
    /// What is told of a convention that nobody has, by step and form: the same each time.
    nobodys: RefCell<BTreeMap<(&'static str, String), Told>>,
}

impl Cell<'_> {
    fn target(&self, id: i64, step: Step) -> String {
        let path = self.row.pattern.replace("{id}", &id.to_string()).replace("{view}", &id.to_string()).replace("{step}", step.code());
        format!("/widgets/{}/{path}", self.row.widget).trim_end_matches('/').to_owned()
    }

    fn ask(&self, id: i64, step: Step, object: usize) -> Answer {
        let target = self.target(id, step);
        match self.row.kind {
            RouteKind::View | RouteKind::Resource => self.site.get(self.login, &target),
            RouteKind::Action => self.site.post(self.login, &target, &self.form(object)),
        }
    }

    /// A form that is right in every way, for whoever may send it.
    fn form(&self, object: usize) -> String {
        let validation = first(object).code();
        match self.row.pattern.as_str() {
            "{id}/validate" | "{id}/undo" => format!("version=0&validation={validation}"),
            "{id}/return" => "version=0&return-reason=Un+motif".to_owned(),
            "{id}/cancel" => "version=0&cancel-reason=Un+motif".to_owned(),
            "{id}/pass-over" => "version=0&rule=gratification&passing-gratification=Un+motif".to_owned(),
            "{id}/uphold" if self.row.is_unpaid() => "version=1&rule=gratification".to_owned(),
            "{id}/uphold" => "version=0&rule=gratification".to_owned(),
            "{id}/summary/save" => "version=0&comment=Une+note".to_owned(),
            "{id}/{step}/save" => "version=0&then=leave&subject=Autre+sujet&street=Autre+rue&teacher=2".to_owned(),
            _ => "version=0".to_owned(),
        }
    }

    /// The steps that the route is asked for; one where it has none.
    fn steps(&self) -> Vec<Step> {
        match (self.row.pattern.as_str(), self.row.kind) {
            // A search belongs to the steps that choose; three savings of one version are two too many.
            ("{id}/{step}/search.json", _) => vec![Step::Host, Step::Service, Step::Tutor, Step::Teacher, Step::Signatory],
            ("{id}/{step}/save", _) => vec![Step::Teacher],
            (pattern, RouteKind::View) if pattern.contains("{step}") => Step::ALL.to_vec(),
            _ => vec![Step::Internship],
        }
    }

    /// The letter for one convention, after all that must hold whatever the letter.
    fn about(&self, id: i64, object: usize) -> char {
        let letters: BTreeSet<char> = self.steps().into_iter().map(|step| self.letter(id, step, object)).collect();
        assert_eq!(letters.len(), 1, "{self}: the steps differ");
        letters.into_iter().next().unwrap()
    }

    fn letter(&self, id: i64, step: Step, object: usize) -> char {
        let answer = self.ask(id, step, object);
        let letter = match answer.status {
            StatusCode::OK | StatusCode::SEE_OTHER => 'y',
            StatusCode::UNPROCESSABLE_ENTITY => 'r',
            StatusCode::FORBIDDEN => '!',
            StatusCode::NOT_FOUND => '.',
            other => panic!("{self}: {other} {}", answer.text()),
        };
        if letter == '.' {
            let mut nobodys = self.nobodys.borrow_mut();
            let told = nobodys.entry((step.code(), self.form(object))).or_insert_with(|| self.ask(NOBODYS, step, object).told());
            assert_eq!(answer.told(), *told, "{self}: what may not be known is not what does not exist");
        }
        if matches!(letter, '.' | '!') {
            assert!(!answer.text().contains(&marker(object)), "{self}: leaks");
        }
        letter
    }
}

/// One row of the table, asked by everybody about conventions of their own, so that no cell disturbs another.
struct Line<'a> {
    site: &'a Site,
    store: &'a Store,
    row: &'a Row,
    /// The first of its ids.
    first: i64,
}

/// What was seen of a row: the letters, and the conventions that changed.
struct Seen {
    cells: Vec<String>,
    changed: Vec<ConventionId>,
}

impl Line<'_> {
    /// Of each persona and object.
    const IDS: usize = PERSONAS.len() * OBJECTS.len();

    fn ids(&self) -> Vec<ConventionId> {
        (self.first..).take(Self::IDS).map(ConventionId).collect()
    }

    fn conventions(&self, phase: Phase) -> impl Iterator<Item = Builder> + use<> {
        let is_unpaid = self.row.is_unpaid();
        self.ids().into_iter().enumerate().map(move |(at, id)| {
            let builder = builder(id.0, at % OBJECTS.len(), phase);
            if is_unpaid { builder.with(unpaid) } else { builder }
        })
    }

    /// Those whose missing gratification the office passed over before anybody asks.
    fn passed_over(&self) -> Vec<ConventionId> {
        if self.row.is_unpaid() && self.row.pattern == "{id}/uphold" { self.ids() } else { Vec::new() }
    }

    /// Asks for everybody; what changes is what is done, and nothing else.
    fn seen(&self) -> Seen {
        let ids = self.ids();
        let before = states(self.store, &ids);
        let cells = PERSONAS.iter().zip(ids.chunks(OBJECTS.len())).map(|(login, ids)| {
            let cell = Cell { site: self.site, row: self.row, login, nobodys: RefCell::default() };
            ids.iter().enumerate().map(|(object, id)| cell.about(id.0, object)).collect::<String>()
        });
        let cells: Vec<_> = cells.collect();
        let after = states(self.store, &ids);
        let changes = self.row.kind == RouteKind::Action && self.row.pattern != "{id}/{step}/calculate";
        let letters = cells.iter().flat_map(|cell| cell.chars());
        let done: Vec<_> = ids.iter().zip(letters).filter(|(_, letter)| changes && *letter == 'y').map(|(id, _)| *id).collect();
        let changed: Vec<_> = ids.into_iter().filter(|id| before.get(id) != after.get(id)).collect();
        assert_eq!((changed.as_slice(), before.len()), (done.as_slice(), Self::IDS), "{} {}", self.row.line, cells.join(" "));
        Seen { cells, changed }
    }
}

impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?} {} by {}", self.row.widget, self.row.kind, self.row.pattern, self.login)
    }
}

/// What the table says against what was seen: every cell that differs.
fn compare(expected: &[(&Row, Vec<String>)]) {
    let mut differences = String::new();
    for (row, seen) in expected {
        if row.cells != *seen {
            writeln!(differences, "{}\n    expected {}\n    seen     {}", row.line, row.cells.join(" "), seen.join(" ")).unwrap();
        }
    }
    assert!(differences.is_empty(), "\n{}\n{differences}", PERSONAS.join(" "));
}

#[test]
fn the_table_has_every_route_and_no_other() {
    tremplin_testkit::sqlite(|store| {
        let routes: BTreeSet<_> =
            Site::over(store).routes().into_iter().map(|r| format!("{} {:?} {}", r.widget, r.kind, r.pattern)).collect();
        let told: BTreeSet<_> = rows(TABLE).iter().map(|r| format!("{} {:?} {}", r.widget, r.kind, r.route())).collect();
        assert_eq!(told, routes);
    });
}

#[test]
fn each_convention_is_open_to_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let rows: Vec<_> = rows.iter().filter_map(|row| Some((row, row.way.phase()?))).collect();
        let lines: Vec<_> = rows
            .iter()
            .zip((1..).step_by(Line::IDS))
            .map(|((row, phase), first)| (Line { site: &site, store, row, first }, *phase))
            .collect();
        let loaded = world.load(store, lines.iter().flat_map(|(line, phase)| line.conventions(*phase))).len();
        let passed_over: BTreeSet<_> = lines.iter().flat_map(|(line, _)| line.passed_over()).collect();
        for id in &passed_over {
            pass_over(store, *id);
        }
        let seen: Vec<(&Row, Seen)> = thread::scope(|scope| {
            let share = |at| lines.iter().skip(at).step_by(ASKERS).map(|(line, _)| (line.row, line.seen())).collect::<Vec<_>>();
            let askers: Vec<_> = (0..ASKERS).map(|at| scope.spawn(move || share(at))).collect();
            askers.into_iter().flat_map(|asker| asker.join().unwrap()).collect()
        });
        // Each was loaded with one event, and some had one more: where nothing changed, nothing was noted either.
        let changed: Vec<_> = seen.iter().flat_map(|(_, seen)| &seen.changed).copied().collect();
        let passed_over_still = passed_over.iter().filter(|id| !changed.contains(id)).count();
        let unchanged = loaded - changed.len() + passed_over_still;
        let noted = store.read_blocking(|conn| rows_of(conn, "convention_event")).unwrap();
        assert_eq!(usize::try_from(noted).unwrap(), unchanged + events(store, &changed));
        compare(&seen.into_iter().map(|(row, seen)| (row, seen.cells)).collect::<Vec<_>>());
    });
}

/// Which of the three a text names, by number.
fn named(text: &str, numbers: &[String]) -> String {
    OBJECTS.iter().zip(numbers).map(|(object, number)| if text.contains(number) { *object } else { "." }).collect()
}

/// Every text of every sheet.
fn cells_of(workbook: &[u8]) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
    let sheets = book.worksheets();
    sheets.iter().flat_map(|(_, range)| range.cells().map(|(.., cell)| cell.to_string())).collect::<Vec<_>>().join("\n")
}

#[test]
fn lists_and_files_of_lists_hold_what_may_be_read_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let loaded = world.load(store, (0..3).map(|object| builder(1 + i64::try_from(object).unwrap(), object, Phase::Submitted)));
        let numbers: Vec<_> = loaded.iter().map(|c| c.number.to_string()).collect();
        let lists = rows.iter().filter(|row| matches!(row.way, Way::List | Way::Zip | Way::Lookup));
        let seen = lists.map(|row| {
            let cells = PERSONAS.iter().map(|login| {
                let target = format!("/widgets/{}/{}", row.widget, row.pattern).trim_end_matches('/').to_owned();
                if row.way == Way::Lookup {
                    return looked_up(&site, login, &target, &numbers);
                }
                // An office's list opens on what waits for it: this is about everything.
                let answer = site.get(login, &format!("{target}?turn=any"));
                if answer.status != StatusCode::OK {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{target} by {login}");
                    return "!".to_owned();
                }
                let text = match row.way {
                    // The names of files stand in an archive as they are.
                    Way::Zip => String::from_utf8_lossy(&answer.body).into_owned(),
                    _ if row.kind == RouteKind::Resource => cells_of(&answer.body),
                    _ => answer.text().to_owned(),
                };
                named(&text, &numbers)
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

/// Which of the three a look-up finds; whatever it finds, it never tells the subject.
fn looked_up(site: &Site, login: &str, target: &str, numbers: &[String]) -> String {
    let one = |(object, number): (usize, &String)| {
        let answer = site.get(login, &format!("{target}?q={number}"));
        assert!(!answer.text().contains("Sujet réservé"), "{login}: the look-up tells the subject");
        let nobodys = site.get(login, &format!("{target}?q=2025-99999"));
        match answer.status {
            StatusCode::FORBIDDEN => '!',
            _ if answer.text().replace(number, "") == nobodys.text().replace("2025-99999", "") => '.',
            _ => OBJECTS[object].chars().next().unwrap(),
        }
    };
    let found: String = numbers.iter().enumerate().map(one).collect();
    if found == "!!!" { "!".to_owned() } else { found }
}

#[test]
fn what_concerns_no_convention_is_open_to_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        World::default().into_store(store).load(store, (0..3).map(|o| builder(1 + i64::try_from(o).unwrap(), o, Phase::Submitted)));
        let site = Site::over(store);
        let seen = rows.iter().filter(|row| row.way == Way::Once).map(|row| {
            let cells = PERSONAS.iter().map(|login| {
                let target = format!("/widgets/{}/{}", row.widget, row.pattern).trim_end_matches('/').to_owned();
                let answer = match row.kind {
                    RouteKind::View | RouteKind::Resource => site.get(login, &target),
                    // The academic year of the site's clock.
                    RouteKind::Action => site.post(login, &target, "enrolment=2025/DRT3/121&name=Ma+vue&query=q%3Dnord"),
                };
                let letter = match answer.status {
                    StatusCode::OK | StatusCode::SEE_OTHER => "y",
                    StatusCode::UNPROCESSABLE_ENTITY => "r",
                    StatusCode::FORBIDDEN => "!",
                    StatusCode::NOT_FOUND => ".",
                    other => panic!("{target} by {login}: {other} {}", answer.text()),
                };
                letter.to_owned()
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn boxes_to_tick_are_offered_to_those_who_validate_alone() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        world.load(store, [builder(1, 0, Phase::Submitted), builder(2, 2, Phase::Submitted)]);
        let site = Site::over(store);
        let offered = |login: &&str| {
            let answer = site.get(login, "/widgets/conventions-a-traiter?turn=any");
            answer.status == StatusCode::OK && answer.text().contains("name=\"select\"")
        };
        let offered: Vec<_> = PERSONAS.into_iter().filter(offered).collect();
        assert_eq!(offered, ["write", "admin", "institution", "head"]);
    });
}

#[test]
fn validating_in_number_validates_what_may_be_validated_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let id = |persona: usize, object: usize| i64::try_from(persona * 3 + object + 1).unwrap();
        world.load(store, (0..PERSONAS.len()).flat_map(|p| (0..3).map(move |object| builder(id(p, object), object, Phase::Submitted))));
        let seen = rows.iter().filter(|row| row.way == Way::Bulk).map(|row| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                let before: Vec<_> = (0..3).map(|object| state(store, id(p, object))).collect();
                let form: Vec<_> = (0..3).map(|object| format!("select={}:0", id(p, object))).collect();
                let answer = site.post(login, &format!("/widgets/{}/{}", row.widget, row.pattern), &form.join("&"));
                let done = |object: usize| if state(store, id(p, object)) == before[object] { '.' } else { 'y' };
                let letters: String = (0..3).map(done).collect();
                if answer.status == StatusCode::FORBIDDEN { "!".to_owned() } else { letters }
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn a_saved_view_is_its_owners_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let row = rows.iter().find(|row| row.way == Way::Views).unwrap();
        // Each persona is told of a view of their own, and of one of somebody else.
        let scope = |login: &str| tremplin_domain::policy::Principal { login: login.to_owned(), ..Default::default() }.scope();
        let keep = |login: &str| {
            store
                .write_blocking(|conn| {
                    let view = views::View {
                        id: tremplin_domain::ids::ViewId(0),
                        list: row.widget.clone(),
                        name: "Ma vue".into(),
                        query: "q=nord".into(),
                        columns: String::new(),
                    };
                    views::save(conn, &scope(login), &view)?;
                    views::list(conn, &scope(login), &row.widget)
                })
                .unwrap()
                .first()
                .unwrap()
                .id
        };
        let theirs = keep("somebody-else");
        let kept = |login: &str| store.read_blocking(|conn| views::list(conn, &scope(login), &row.widget)).unwrap().len();
        let seen: Vec<String> = PERSONAS
            .iter()
            .map(|login| {
                let own = keep(login);
                let target = |id: &str| format!("/widgets/{}/{}", row.widget, row.pattern.replace("{view}", id));
                let foreign = site.post(login, &target(&theirs.to_string()), "");
                let none = site.post(login, &target("999999"), "");
                assert_eq!(foreign.told(), none.told(), "{login}");
                assert_eq!(kept("somebody-else"), 1, "{login}");
                match site.post(login, &target(&own.to_string()), "").status {
                    StatusCode::FORBIDDEN => "!".to_owned(),
                    _ => if kept(login) == 0 { "y" } else { "." }.to_owned(),
                }
            })
            .collect();
        compare(&[(row, seen)]);
    });
}

#[test]
fn a_host_that_waits_is_changed_by_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let rows: Vec<_> = rows.iter().filter(|row| row.way == Way::Hosts).collect();
        // Each cell has a host of its own.
        let id = |row: usize, persona: usize| i64::try_from(100 + row * PERSONAS.len() + persona).unwrap();
        let waiting =
            (100..).take(rows.len() * PERSONAS.len()).map(|id| Host { validated_at: None, ..host(id, "Atelier réservé", None, "Brest") });
        let loaded = bulk::Institution { hosts: waiting.collect(), ..bulk::Institution::default() };
        store.write_blocking(|conn| bulk::institution(conn, &admin(), &loaded, at(0))).unwrap();
        let state = |id: i64| format!("{:?}", store.read_blocking(|conn| hosts::find(conn, &admin(), HostId(id))).unwrap());
        let form =
            "version=0&by=1&host-name=Atelier&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=association";
        let seen = rows.iter().enumerate().map(|(r, row)| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                let ask = |id: i64| {
                    let target = format!("/widgets/{}/{}", row.widget, row.pattern.replace("{host}", &id.to_string()));
                    if row.kind == RouteKind::View { site.get(login, &target) } else { site.post(login, &target, form) }
                };
                let before = state(id(r, p));
                let answer = ask(id(r, p));
                let changed = state(id(r, p)) != before;
                let letter = match answer.status {
                    StatusCode::OK | StatusCode::SEE_OTHER => "y",
                    StatusCode::NOT_FOUND if answer.told() == ask(NOBODYS).told() => ".",
                    StatusCode::FORBIDDEN => "!",
                    other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                };
                assert_eq!(changed, letter == "y" && row.kind == RouteKind::Action, "{} by {login}", row.line);
                assert!(letter == "y" || !answer.text().contains("réservé"), "{} by {login}", row.line);
                letter.to_owned()
            });
            (*row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

/// A draft of student 1 in centre 2 that names records: those of the institution, or those that the student entered.
fn naming(store: &Store, world: &World, id: i64, way: Way) {
    let named = world.load(store, [builder(id, 0, Phase::Draft).with(|c| (c.host, c.service, c.tutor, c.signatory) = Default::default())]);
    let (of, scope) = if way == Way::Entered { (2, student(1)) } else { (3, admin()) };
    records::enter(store, &scope, &named[0], CentreId(of));
}

#[test]
fn a_record_is_corrected_by_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let rows: Vec<_> = rows.iter().filter(|row| matches!(row.way, Way::Records | Way::Entered)).collect();
        let form = "host-name=Autre&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=association\
                    &service-name=Autre&service-town=Brest&service-country=FR\
                    &contact-last-name=Autre&contact-first-name=Nom&contact-function=Cheffe";
        let version = |id: i64| {
            let read = |conn: &mut _| conventions::find(conn, &admin(), ConventionId(id));
            store.read_blocking(read).unwrap().unwrap().host.unwrap().version
        };
        let seen = rows.iter().enumerate().map(|(r, row)| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                // Each cell has records of its own.
                let id = i64::try_from(r * PERSONAS.len() + p + 1).unwrap();
                naming(store, &world, id, row.way);
                let ask = |id: i64, step: Step, version: i32| {
                    let path = row.pattern.replace("{id}", &id.to_string()).replace("{step}", step.code());
                    let target = format!("/widgets/{}/{path}", row.widget);
                    match row.kind {
                        RouteKind::View => site.get(login, &target),
                        _ => site.post(login, &target, &format!("version={version}&{form}")),
                    }
                };
                let letter = |step: Step| {
                    let before = state(store, id);
                    let answer = ask(id, step, version(id));
                    let letter = match answer.status {
                        StatusCode::OK | StatusCode::SEE_OTHER => 'y',
                        StatusCode::NOT_FOUND if answer.told() == ask(NOBODYS, step, 0).told() => '.',
                        StatusCode::FORBIDDEN => '!',
                        other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                    };
                    let changes = letter == 'y' && row.kind == RouteKind::Action;
                    assert_eq!(state(store, id) != before, changes, "{} {step:?} by {login}", row.line);
                    letter
                };
                let letters: String = [Step::Host, Step::Service, Step::Tutor, Step::Signatory].map(letter).into_iter().collect();
                for step in [Step::Student, Step::Internship, Step::Teacher, Step::Summary] {
                    assert!(matches!(ask(id, step, 0).status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{} {step:?}", row.line);
                }
                if letters == "!!!!" { "!".to_owned() } else { letters }
            });
            (*row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn a_correction_that_is_wrong_or_late_comes_back_as_it_was_typed() {
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        naming(store, &world, 1, Way::Entered);
        let step = site.get("s.1", "/widgets/mes-stages/1/tutor");
        assert!(step.text().contains("/1/tutor/record"), "the step leads to it: {}", step.text());
        let other = site.get("s.1", "/widgets/mes-stages/1/teacher");
        assert!(!other.text().contains("/record"), "{}", other.text());
        let send = |form: &str| site.post("s.1", "/widgets/mes-stages/1/tutor/correct", form);
        let person = "contact-last-name=Kervella&contact-first-name=Maud&contact-function=Cheffe";
        let wrong = send(&format!("version=0&{person}&contact-mail=personne"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("value=\"personne\"") && wrong.text().contains("aria-invalid=\"true\""), "{}", wrong.text());
        let done = send(&format!("version=0&{person}&contact-mail=maud@example.com"));
        assert_eq!((done.status, done.headers["fragment-events"].as_bytes()), (StatusCode::SEE_OTHER, b"convention-changed".as_slice()));
        let late = send(&format!("version=0&{person}&contact-mail=autre@example.com"));
        assert_eq!(late.status, StatusCode::CONFLICT);
        let text = late.text();
        assert!(text.contains("value=\"autre@example.com\"") && text.contains("«\u{a0}maud@example.com\u{a0}»"), "{text}");
        assert!(text.contains("name=\"version\" value=\"1\""), "saved again, it is kept: {text}");
        let again = send(&format!("version=1&{person}&contact-mail=autre@example.com"));
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
        // A SIRET that another host has is refused at its field.
        let taken = "version=2&host-name=Autre&host-siret=73282932000074&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=private";
        let refused = site.post("s.1", "/widgets/mes-stages/1/host/correct", taken);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Éditions du Nord"), "{}", refused.text());
    });
}

#[test]
fn whoever_validates_is_told_that_the_host_still_waits() {
    tremplin_testkit::sqlite(|store| {
        let mut world = World::default();
        world.institution.hosts[0].validated_at = None;
        let world = world.into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Draft), builder(2, 0, Phase::Submitted)]);
        let unchecked = "n’est pas encore vérifié";
        let shown = |login: &str, widget: &str, id: i64| site.get(login, &format!("/widgets/{widget}/{id}")).text().to_owned();
        let office = "conventions-a-traiter";
        assert!(!shown("write", office, 1).contains(unchecked), "nobody validates a draft");
        for login in ["write", "institution"] {
            let text = shown(login, office, 2);
            assert!(text.contains(unchecked) && text.contains("hosts/1\""), "{login}: {text}");
        }
        let head = shown("head", office, 2);
        assert!(head.contains(unchecked) && !head.contains("hosts/1\""), "{head}");
        assert!(shown("t.1", "stages-suivis", 2).contains(unchecked));
        assert!(!shown("read", office, 2).contains(unchecked), "it is nothing that they decide");
        store.write_blocking(|conn| hosts::validate(conn, &admin(), HostId(1), 0, at(3))).unwrap();
        assert!(!shown("write", office, 2).contains(unchecked));
    });
}

#[test]
fn a_convention_is_begun_for_students_of_ones_centres_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let count =
            || store.read_blocking(|conn| conventions::count(conn, &admin(), &conventions::Filter::default(), at(0).date())).unwrap();
        let seen = rows.iter().filter(|row| row.way == Way::Students).map(|row| {
            let cells = PERSONAS.iter().map(|login| {
                let ask = |number: &str, step: &str| {
                    let target = format!("/widgets/{}/{}", row.widget, row.pattern.replace("{number}", number));
                    // The academic year of the site's clock.
                    let form = format!("student={number}&enrolment=2025/{step}/121");
                    if row.kind == RouteKind::View { site.get(login, &target) } else { site.post(login, &target, &form) }
                };
                let letters: String = [("21800001", "DRT3"), ("21800003", "SCI3")]
                    .into_iter()
                    .map(|(number, step)| {
                        let before = count();
                        let answer = ask(number, step);
                        let letter = match answer.status {
                            StatusCode::OK | StatusCode::SEE_OTHER => 'y',
                            StatusCode::UNPROCESSABLE_ENTITY => 'r',
                            StatusCode::NOT_FOUND if answer.told() == ask("nobody", step).told() => '.',
                            StatusCode::FORBIDDEN => '!',
                            other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                        };
                        assert_eq!(count() != before, letter == 'y' && row.kind == RouteKind::Action, "{} by {login}", row.line);
                        letter
                    })
                    .collect();
                if letters == "!!" { "!".to_owned() } else { letters }
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn without_a_good_assertion_nobody_reaches_anything() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Submitted)]);
        let before = state(store, 1);
        for route in site.routes() {
            let path = route
                .pattern
                .replace("{id}", "1")
                .replace("{view}", "1")
                .replace("{host}", "1")
                .replace("{step}", "student")
                .replace("{number}", "21800001");
            let target = format!("/widgets/{}/{path}", route.widget).trim_end_matches('/').to_owned();
            let form = (route.kind == RouteKind::Action).then_some("version=0&validation=pedagogical");
            let bodies = form.map(|_| Asking::ForAnotherBody);
            for asking in [Asking::Unsigned, Asking::Expired, Asking::ForAnotherServer, Asking::WithAnotherKey, Asking::ForAnotherAddress]
                .into_iter()
                .chain(bodies)
            {
                let answer = site.ask("institution", route.kind.method(), &target, form, asking);
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{target} {asking:?}");
                assert!(!answer.text().contains(&marker(0)), "{target} {asking:?}");
            }
        }
        assert_eq!(state(store, 1), before);
    });
}

#[test]
fn an_action_is_done_once_with_one_assertion() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Submitted)]);
        let (target, form) = ("/widgets/conventions-a-traiter/1/validate", "version=0&validation=pedagogical");
        let assertion = site.assertion("write", "POST", target, Some(form), Asking::Rightly).unwrap();
        let request = || {
            let request = http::Request::post(target).header("content-type", "application/x-www-form-urlencoded");
            request.header("authorization", &assertion).body(form.into()).unwrap()
        };
        assert_eq!(site.send(request()).status, StatusCode::SEE_OTHER);
        let after = state(store, 1);
        assert_eq!(site.send(request()).status, StatusCode::UNAUTHORIZED);
        assert_eq!(state(store, 1), after);
    });
}

/// The rows of a list that say that it is the viewer's turn.
fn yours(list: &Answer) -> usize {
    list.text().matches(">vous").count()
}

#[test]
fn what_waits_is_each_viewers_own() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        // A waits for its teacher, B for its centre, C for the other centre.
        let loaded =
            world.load(store, [builder(1, 0, Phase::Submitted), builder(2, 1, Phase::PartlyValidated), builder(3, 2, Phase::Submitted)]);
        let numbers: Vec<_> = loaded.iter().map(|c| c.number.to_string()).collect();
        let site = Site::over(store);
        let found = |login: &str, target: &str| {
            let list = site.get(login, &format!("/widgets/{target}"));
            assert_eq!(list.status, StatusCode::OK, "{login} {target}");
            (named(list.text(), &numbers), yours(&list))
        };
        let office = "conventions-a-traiter";
        for (login, target, expected) in [
            ("t.1", "stages-suivis?turn=mine", ("A..", 1)),
            // An office opens on what waits for it.
            ("write", office, (".B.", 1)),
            ("institution", office, (".BC", 2)),
            // A head stands in for teachers.
            ("head", office, ("A..", 1)),
            ("write", "conventions-a-traiter?turn=any", ("AB.", 1)),
            // A search looks everywhere.
            ("write", "conventions-a-traiter?q=2025", ("AB.", 1)),
            // Nothing waits for those who only read: they see everything, and nothing is theirs.
            ("read", office, ("AB.", 0)),
            ("read", "conventions-a-traiter?turn=mine", ("AB.", 0)),
            ("observer", office, ("..C", 0)),
        ] {
            let (seen, turns) = found(login, target);
            assert_eq!((seen.as_str(), turns), expected, "{login} {target}");
        }
        assert!(!site.get("read", "/widgets/conventions-a-traiter").text().contains("turn=mine"));
    });
}

#[test]
fn validating_in_number_names_the_validation_and_why_some_are_refused() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let loaded = world.load(
            store,
            [
                builder(1, 0, Phase::Submitted),
                builder(2, 1, Phase::PartlyValidated),
                builder(3, 1, Phase::Validated),
                builder(4, 1, Phase::Submitted),
            ],
        );
        let number = |at: usize| loaded[at].number.to_string();
        let site = Site::over(store);
        let list = site.get("write", "/widgets/conventions-a-traiter?turn=any");
        assert!(list.text().contains("Donner à chacune la validation indiquée sur sa ligne"), "{}", list.text());
        assert!(list.text().contains(&format!("Sélectionner {}, Vérification administrative", number(1))), "{}", list.text());
        assert!(!list.text().contains(&format!("Sélectionner {}", number(2))), "what is validated is not offered");
        let mine = site.get("write", "/widgets/conventions-a-traiter");
        assert!(mine.text().contains("Donner la vérification administrative"), "{}", mine.text());

        let form = "select=1:0&select=2:0&select=3:0&select=4:7&back=turn%3Dany";
        let answer = site.post("write", "/widgets/conventions-a-traiter/validate", form);
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["fragment-events"], "convention-changed");
        let text = answer.text();
        assert!(text.contains("2 conventions validées\u{a0}: Validation pédagogique, Vérification administrative"), "{text}");
        for (at, why) in [(2, "Toutes ses validations sont déjà données."), (3, "Quelqu’un l’a modifiée depuis")] {
            let (_, rest) = text.split_once(&format!("{} · ", number(at))).unwrap();
            assert!(rest.chars().take(200).collect::<String>().contains(why), "{rest}");
        }
        let nothing = site.post("write", "/widgets/conventions-a-traiter/validate", "back=turn%3Dany");
        assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.text().contains("Cochez au moins une convention"));
        let one = site.post("write", "/widgets/conventions-a-traiter/validate", "select=4:0&back=turn%3Dany");
        assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.text());
    });
}

#[test]
fn whoever_validates_in_number_is_told_which_hosts_still_wait() {
    each(|store| {
        let mut world = World::default();
        world.institution.hosts[1].validated_at = None;
        let world = world.into_store(store);
        let contact = |host: i64| Some(ContactId(10 * (host - 1) + 2));
        let submitted = |id: i64, object: usize, host: i64| {
            builder(id, object, Phase::Submitted).host(host).with(|c| (c.tutor, c.signatory) = (contact(host), contact(host)))
        };
        let loaded = world.load(store, [submitted(1, 0, 1), submitted(2, 1, 2), submitted(3, 0, 2), submitted(4, 1, 1)]);
        let number = |at: usize| loaded[at].number.to_string();
        let site = Site::over(store);
        let list = |login: &str, query: &str| site.get(login, &format!("/widgets/conventions-a-traiter?turn=any{query}")).text().to_owned();
        let mark = "établissement à vérifier";
        for query in ["", "&col=status"] {
            let shown = list("write", query);
            let ticked = |at: usize, more: &str| format!("Sélectionner {}, Validation pédagogique{more}", number(at));
            assert!(shown.contains(&ticked(1, &format!(", {mark}"))) && !shown.contains(&ticked(0, ",")), "{shown}");
            // Twice to be heard, where the row is ticked, and twice to be seen.
            assert_eq!(shown.matches(mark).count(), 4, "{shown}");
            assert!(!list("read", query).contains(mark), "it is nothing that they decide");
        }

        let validate = |form: &str| site.post("write", "/widgets/conventions-a-traiter/validate", &format!("{form}&back=turn%3Dany"));
        let mixed = validate("select=1:0&select=2:0&select=3:0");
        assert_eq!((mixed.status, mixed.headers["fragment-events"].as_bytes()), (StatusCode::OK, b"convention-changed".as_slice()));
        let text = mixed.text();
        assert!(text.contains("3 conventions validées") && text.contains("Dont 2 dont l’établissement d’accueil n’est pas encore vérifié"), "{text}");
        let (_, told) = text.split_once("Dont 2").unwrap();
        let (told, _) = told.split_once("</ul>").unwrap();
        assert_eq!([0, 1, 2].map(|at| told.contains(&number(at))), [false, true, true], "{told}");
        let checked = validate("select=4:0");
        assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.text());
    });
}

#[test]
fn whoever_may_only_read_a_convention_is_told_so_at_its_steps() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        world.load(store, [builder(1, 0, Phase::PartlyValidated), builder(2, 1, Phase::PartlyValidated)]);
        let site = Site::over(store);
        let mine = site.get("s.1", "/widgets/mes-stages/1/internship");
        assert_eq!(mine.status, StatusCode::OK);
        assert!(mine.text().contains("ne peut plus être modifiée ici") && mine.text().contains("href=\"mailto:"), "{}", mine.text());
        assert!(!mine.text().contains("/save\""), "there is nothing to save");
        let office = site.get("read", "/widgets/conventions-a-traiter/1/internship");
        assert!(office.text().contains("Vos droits ou l’état de la convention"), "{}", office.text());
        let other = site.get("s.1", "/widgets/mes-stages/2/internship");
        assert!(other.status == StatusCode::NOT_FOUND && !other.text().contains(&marker(1)));
    });
}
