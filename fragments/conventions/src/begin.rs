//! The beginning of a convention: for which student, under which enrolment, in which centre. Students begin their own, offices those of
//! the students whose training their centre manages.

use maud::{Markup, html};
use tremplin_domain::{centre::Centre, convention::Step, policy::Scope};
use tremplin_referential::{EnrolmentChoice, Error, StudentKey, StudentRecord};
use tremplin_store::{
    conventions::{self, Draft},
    people,
};
use tremplin_ui::{
    Alert, Align, Button, Cell, Choice, Column, Empty, Field, Filters, Form, Heading, Kind, Link, Need, Rank, Reach, Root, Row, Table,
    Title, Tone, Ui, Width,
};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, View};

use crate::{
    app::{App, fault, instant},
    decide::Side,
    enrolments::{self, Found, Offer},
    words::Words,
};

type State = (App, Side);

/// How many students a search shows.
const SHOWN: usize = 20;

/// A student's way to a new convention.
pub(crate) async fn own((app, side): State, request: Request) -> Result<View, Fault> {
    let key = StudentKey::Login(request.principal.login.clone());
    chosen(&app, side, &request, &key, Asked::First).await
}

/// An office's way to a new convention for a student whom it found.
pub(crate) async fn of_student((app, side): State, request: Request) -> Result<View, Fault> {
    if !side.scope(&request).may_create_for_students() {
        return Err(Fault::NotFound);
    }
    let key = StudentKey::Number(request.path.first("number").unwrap_or("").to_owned());
    chosen(&app, side, &request, &key, Asked::First).await
}

/// Whether the question is put for the first time, or again because nothing was answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    First,
    Again,
}

async fn chosen(app: &App, side: Side, request: &Request, key: &StudentKey, asked: Asked) -> Result<View, Fault> {
    let ui = request.ui();
    let body = match enrolments::found(app, side, request, key, opens).await? {
        Err(Error::Missing) if side == Side::Office => return Err(Fault::NotFound),
        Err(error) => html! {
            (enrolments::excuse(ui, Words::of(request.locale), &error))
            @let back = request.urls.view("").to_string();
            p { (Link { href: &back, label: ui.text("hosts-back"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
        },
        Ok(found) => offered(request, side, &found, asked),
    };
    Ok(View::new(ui.text("new-convention"), html! { (Root { ui, handle: side.handle(), body }) }))
}

/// Whether they may begin a convention in a centre: one of their own, where they are the student.
fn opens(scope: &Scope, centre: &Centre) -> bool {
    scope.may_create_in(centre, scope.reach().student)
}

fn offered(request: &Request, side: Side, found: &Found, asked: Asked) -> Markup {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let Found { student, offers, freshness } = found;
    let open: Vec<_> =
        offers.iter().filter(|o| o.is_open).map(|o| (o.choice.key(), o.label(), o.choice.enrolment.component.clone())).collect();
    let choices: Vec<_> = open.iter().map(|(key, label, detail)| Choice { value: key, label, detail: Some(detail), group: None }).collect();
    let action = request.urls.action("create").to_string();
    let once = request.once();
    let first = open.first().map_or("", |(key, ..)| key.as_str());
    let hidden = [("student", student.number.as_str())];
    let whose = format!("{} {} · {}", student.first_name, student.last_name, student.number);
    let (note, hint, hidden): (_, _, &[_]) = match side {
        Side::Office => (Some(whose.as_str()), "choose-enrolment-hint-office", &hidden),
        Side::Student | Side::Teacher => (None, "choose-enrolment-hint", &[]),
    };
    let error = (asked == Asked::Again).then(|| ui.text("choose-enrolment-needed"));
    html! {
        (Title { level: Heading::H3, text: ui.text("new-convention"), note })
        (enrolments::reserve(ui, words, *freshness, offers))
        @if open.is_empty() {
            @let whose = if side == Side::Student && offers.is_empty() { ui.text("choose-enrolment-unknown") } else { "" };
            (Empty { title: ui.text("choose-enrolment-none"), sentence: whose, action: html! {} })
        } @else {
            (Form { once: Some(&once), hidden, ..Form::new(ui, "create", &action, html! {
                (Field { ui, name: "enrolment", label: ui.text("choose-enrolment"), value: first, kind: Kind::Radios(&choices), hint: Some(ui.text(hint)), error, need: Need::Required, width: Width::Full, ..Field::default() })
                (Button { label: ui.text("start-convention"), rank: Rank::Primary, ..Button::default() })
            }) })
        }
        @for refused in offers.iter().filter(|o| !o.is_open) { p.tr-muted { (enrolments::why_not(words, refused)) } }
        @if side == Side::Office {
            @let again = request.urls.view("new").to_string();
            p { (Link { href: &again, label: ui.text("find-another-student"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
        }
    }
}

/// An office's search for the student whose convention it prepares.
pub(crate) async fn search((app, side): State, request: Request) -> Result<View, Fault> {
    if !side.scope(&request).may_create_for_students() {
        return Err(Fault::NotFound);
    }
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let asked = request.query.first("q").unwrap_or("").trim().chars().take(100).collect::<String>();
    let (action, back) = (request.urls.view("new").to_string(), request.urls.view("").to_string());
    let fields = html! {
        (Field { ui, name: "q", label: ui.text("find-student"), value: &asked, kind: Kind::Search, hint: Some(ui.text("find-student-hint")), limit: Some(100), ..Field::default() })
    };
    let found = match asked.as_str() {
        "" => html! {},
        _ => found(&request, ui, words, students(&app, &asked).await),
    };
    let body = html! {
        (Title { level: Heading::H3, text: ui.text("new-convention"), note: Some(ui.text("find-student-first")) })
        (Filters { ui, name: "find-student", action: &action, submit: ui.text("find-student-go"), hidden: &[], fields, more: None, more_set: 0, clear: None })
        (found)
        p { (Link { href: &back, label: ui.text("hosts-back"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
    };
    Ok(View::new(ui.text("new-convention"), html! { (Root { ui, handle: side.handle(), body }) }))
}

/// By number where it is one, else by name.
async fn students(app: &App, asked: &str) -> Result<Vec<StudentRecord>, Error> {
    if asked.chars().any(|c| c.is_ascii_digit()) {
        return match app.referential.student(&StudentKey::Number(asked.to_owned())).await {
            Ok(answer) => Ok(vec![answer.value]),
            Err(Error::Missing) => Ok(Vec::new()),
            Err(error) => Err(error),
        };
    }
    Ok(app.referential.search_students(asked, SHOWN).await?.value)
}

fn found(request: &Request, ui: Ui<'_>, words: Words, found: Result<Vec<StudentRecord>, Error>) -> Markup {
    let columns = ["column-student", "field-student-number"].map(|key| Column { label: ui.text(key), align: Align::Start, sort: None });
    match found {
        Ok(students) if students.is_empty() => {
            html! { (Empty { title: ui.text("find-student-none"), sentence: ui.text("find-student-none-about"), action: html! {} }) }
        }
        Ok(students) => html! {
            (Table { ui, name: "students", caption: ui.text("find-student-found"), columns: &columns, rows: &students.iter().map(|s| row(request, s)).collect::<Vec<_>>(), selection: None })
        },
        Err(error) => {
            let key = match error {
                Error::TooMany => "find-student-many",
                Error::TooShort => "find-student-short",
                _ => "choose-enrolment-away",
            };
            html! { (Alert { ui, tone: Tone::Warn, title: &words.text(key), body: html! {} }) }
        }
    }
}

fn row(request: &Request, student: &StudentRecord) -> Row {
    let href = request.urls.view(&format!("new/{}", student.number)).to_string();
    let name = format!("{} {}", student.last_name, student.first_name);
    let link = html! { (Link { href: &href, label: &name, about: None, rank: None, reach: Reach::Window }) };
    Row { cells: vec![Cell::with(link, html! {}), Cell::with(html! { (student.number) }, html! {})], select: None }
}

/// Begins the convention.
pub(crate) async fn create((app, side): State, request: Request) -> Result<Outcome, Fault> {
    let scope = side.scope(&request);
    let key = match side {
        Side::Office if scope.may_create_for_students() => StudentKey::Number(request.form.first("student").unwrap_or("").to_owned()),
        Side::Office => return Err(Fault::NotFound),
        Side::Student | Side::Teacher => StudentKey::Login(request.principal.login.clone()),
    };
    let wanted = request.form.first("enrolment").unwrap_or("").to_owned();
    let Found { student, offers, .. } = match enrolments::found(&app, side, &request, &key, opens).await? {
        Ok(found) => found,
        Err(Error::Missing) => return Err(Fault::NotFound),
        Err(_) => return Err(Fault::Away("referential")),
    };
    let Some(Offer { choice, centre: Some(centre), .. }) = offers.into_iter().find(|o| o.is_open && o.choice.key() == wanted) else {
        return Ok(Outcome::Invalid(chosen(&app, side, &request, &key, Asked::Again).await?));
    };
    let at = instant(request.now);
    let EnrolmentChoice { year, enrolment, kind, reach, .. } = choice;
    let (student, kind) = (student.person(), kind.unwrap_or_default());
    let begun = Draft { student: student.id, centre: centre.id, year, kind, language: "fr".into(), reach, enrolment };
    let made = app
        .store
        .write(move |conn| {
            let student = people::remember_student(conn, &scope, &student)?;
            conventions::create(conn, &scope, &Draft { student, ..begun.clone() }, at)
        })
        .await
        .map_err(fault)?;
    let to = format!("{}/{}", made.convention.id, Step::Student.code());
    Ok(Redirect::to(&to).flash(Flash::done("flash-created")).event("convention-changed").into())
}
