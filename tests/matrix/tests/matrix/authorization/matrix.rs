//! Every route, asked by everybody about conventions in every phase, and about nothing in particular.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    thread,
};

use http::StatusCode;
use tremplin_domain::{
    centre::Validation,
    convention::{Action, Convention, Phase, Step},
    ids::ConventionId,
    law::checks::{Parameters, Rule},
    year::AcademicYear,
};
use tremplin_matrix_tests::{Answer, Site, Told};
use tremplin_store::{
    Store,
    conventions::{self, Item},
};
use tremplin_testkit::{Builder, World, admin, at, day, each, rows as rows_of};
use tremplin_widget::RouteKind;

use super::{
    objects::{NOBODYS, OBJECTS, builder, marker},
    table::{PERSONAS, Row, TABLE, Way, compare, rows},
};

/// How many rows are asked about at once.
const ASKERS: usize = 4;

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
            // The next year of the site's clock.
            "{id}/enrol" => format!("version=0&enrolment=2026/{}/121", if object == 2 { "SCI3" } else { "DRT3" }),
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
