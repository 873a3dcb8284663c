//! The beginning of a convention: for which student, under which enrolment, in which centre. Students begin their own, offices those of
//! the students whose training their centre manages.

use std::time::Duration;

use maud::{Markup, html};
use tokio::time::timeout;
use tremplin_domain::{
    centre::{self, Centre, Criterion},
    convention::Step,
    ids::{CentreId, StudentId},
    policy::Scope,
    year::AcademicYear,
};
use tremplin_referential::{Answer, EnrolmentChoice, Error, Freshness, StudentKey, StudentRecord};
use tremplin_store::{
    centres,
    conventions::{self, Draft},
    people,
};
use tremplin_ui::{
    Alert, Align, Button, Cell, Choice, Column, Empty, Field, Filters, Form, Heading, Kind, Link, Need, Rank, Reach, Root, Row, Table,
    Title, Tone, Ui, Width,
};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, View};

use crate::{
    app::{App, fault, instant, today},
    decide::Side,
    words::Words,
};

type State = (App, Side);

/// How long a person waits for the institution's systems in all; what comes later is there the next time.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a view may take that asks the institution's systems.
pub(crate) const ASKING: Duration = Duration::from_millis(3_500);

/// How many students a search shows.
const SHOWN: usize = 20;

/// What an enrolment leads to: a centre that lets the person begin, or why not.
struct Offer {
    choice: EnrolmentChoice,
    centre: Option<Centre>,
    is_open: bool,
}

/// A student and what they are enrolled in.
struct Enrolled {
    student: StudentRecord,
    offers: Vec<Offer>,
    freshness: Freshness,
}

/// The student's enrolments of this year and the next, and of the one before where its centre still accepts it.
async fn enrolled(app: &App, side: Side, request: &Request, key: &StudentKey) -> Result<Result<Enrolled, Error>, Fault> {
    let scope = side.scope(request);
    let read = scope.clone();
    let (centres, criteria) =
        app.store.read(move |conn| Ok((centres::all(conn, &read)?, centres::criteria(conn, &read)?))).await.map_err(fault)?;
    let day = today(request.now);
    let this = AcademicYear::of(day);
    let found = timeout(PATIENCE, file(app, key, &[this.next(), this, this.previous()])).await;
    let (student, enrolments) = match found.unwrap_or(Err(Error::Away("referential"))) {
        Ok(found) => found,
        Err(error) => return Ok(Err(error)),
    };
    let freshness = student.freshness.max(enrolments.freshness);
    let student = student.value;
    let offers = enrolments.value.into_iter().map(|choice| offer(&scope, side, choice, &criteria, &centres));
    Ok(Ok(Enrolled { student, offers: offers.filter(|o| is_current(o, this, day)).collect(), freshness }))
}

/// The person and their enrolments; of both at once where the number is known.
async fn file(app: &App, key: &StudentKey, years: &[AcademicYear]) -> Result<(Answer<StudentRecord>, Answer<Vec<EnrolmentChoice>>), Error> {
    match key {
        StudentKey::Number(number) => tokio::try_join!(app.referential.student(key), app.referential.enrolments(number, years)),
        StudentKey::Login(_) => {
            let student = app.referential.student(key).await?;
            let enrolments = app.referential.enrolments(&student.value.number, years).await?;
            Ok((student, enrolments))
        }
    }
}

fn offer(scope: &Scope, side: Side, choice: EnrolmentChoice, criteria: &[(Criterion, CentreId)], centres: &[Centre]) -> Offer {
    let enrolment = &choice.enrolment;
    let centre = centre::resolve(criteria, centres, (&enrolment.step_code, &enrolment.step_version), &enrolment.component_code).cloned();
    // An office may be a student too: here they act for the office alone.
    let student = scope.principal().student.filter(|_| side == Side::Student).unwrap_or(StudentId(0));
    let is_open = centre.as_ref().is_some_and(|c| scope.may_create_in(c, student));
    Offer { choice, centre, is_open }
}

fn is_current(offer: &Offer, this: AcademicYear, day: chrono::NaiveDate) -> bool {
    use chrono::Datelike;
    let months = (day.month() + 12 - 9) % 12;
    offer.choice.year >= this || offer.centre.as_ref().is_some_and(|c| months < u32::from(c.previous_year_months))
}

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
    let body = match enrolled(app, side, request, key).await? {
        Err(Error::Missing) if side == Side::Office => return Err(Fault::NotFound),
        Err(error) => html! {
            (excuse(ui, Words::of(request.locale), &error))
            @let back = request.urls.view("").to_string();
            p { (Link { href: &back, label: ui.text("hosts-back"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
        },
        Ok(enrolled) => enrolments(request, side, &enrolled, asked),
    };
    Ok(View::new(ui.text("new-convention"), html! { (Root { ui, handle: side.handle(), body }) }))
}

/// What the referential cannot say now, and what the person can do about it.
fn excuse(ui: Ui<'_>, words: Words, error: &Error) -> Markup {
    let title = match error {
        Error::Missing => words.text("choose-enrolment-unknown"),
        Error::Unusable(reason) => words.text_with("choose-enrolment-unusable", &[("reason", reason)]),
        _ => words.text("choose-enrolment-away"),
    };
    html! { (Alert { ui, tone: Tone::Warn, title: &title, body: html! {} }) }
}

fn enrolments(request: &Request, side: Side, enrolled: &Enrolled, asked: Asked) -> Markup {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let Enrolled { student, offers, freshness } = enrolled;
    let open: Vec<_> = offers
        .iter()
        .filter(|o| o.is_open)
        .map(|o| (o.choice.key(), format!("{} · {}", o.choice.enrolment.step, o.choice.year), o.choice.enrolment.component.clone()))
        .collect();
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
        (reserve(ui, words, *freshness, offers))
        @if open.is_empty() {
            @let whose = if side == Side::Student && offers.is_empty() { ui.text("choose-enrolment-unknown") } else { "" };
            (Empty { title: ui.text("choose-enrolment-none"), sentence: whose, action: html! {} })
        } @else {
            (Form { once: Some(&once), hidden, ..Form::new(ui, "create", &action, html! {
                (Field { ui, name: "enrolment", label: ui.text("choose-enrolment"), value: first, kind: Kind::Radios(&choices), hint: Some(ui.text(hint)), error, need: Need::Required, width: Width::Full, ..Field::default() })
                (Button { label: ui.text("start-convention"), rank: Rank::Primary, ..Button::default() })
            }) })
        }
        @for refused in offers.iter().filter(|o| !o.is_open) { p.tr-muted { (why_not(words, refused)) } }
        @if side == Side::Office {
            @let again = request.urls.view("new").to_string();
            p { (Link { href: &again, label: ui.text("find-another-student"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window }) }
        }
    }
}

/// What is not as fresh or as whole as it should be.
fn reserve(ui: Ui<'_>, words: Words, freshness: Freshness, offers: &[Offer]) -> Markup {
    let key = match freshness {
        Freshness::Current => return html! {},
        Freshness::Partial => "choose-enrolment-partial",
        Freshness::Stale => "choose-enrolment-stale",
    };
    let lacking = lacking(offers).iter().map(|label| ui.text(label)).collect::<Vec<_>>().join(", ");
    let body = html! { @if !lacking.is_empty() { p { (words.text_with("choose-enrolment-lacking", &[("parts", &lacking)])) } } };
    html! { (Alert { ui, tone: Tone::Warn, title: ui.text(key), body }) }
}

/// The labels of what an enrolment can do without, where one of those offered has to.
fn lacking(offers: &[Offer]) -> Vec<&'static str> {
    let any = |lacks: fn(&EnrolmentChoice) -> bool| offers.iter().any(|offer| lacks(&offer.choice));
    let parts = [
        ("field-street", any(|choice| choice.reach.street.is_empty())),
        ("field-cpam-name", any(|choice| choice.reach.cpam_name.is_empty())),
        ("field-course-elements", any(|choice| choice.units.is_empty())),
        ("field-taught-hours", any(|choice| choice.enrolment.taught_hours.is_none())),
    ];
    parts.into_iter().filter(|(_, lacks)| *lacks).map(|(label, _)| label).collect()
}

fn why_not(words: Words, offer: &Offer) -> String {
    let step = offer.choice.enrolment.step.as_str();
    match &offer.centre {
        Some(centre) => words.text_with("choose-enrolment-refused", &[("step", step), ("centre", &centre.name), ("mail", &centre.mail)]),
        None => words.text_with("choose-enrolment-orphan", &[("step", step)]),
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
    let Enrolled { student, offers, .. } = match enrolled(&app, side, &request, &key).await? {
        Ok(enrolled) => enrolled,
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
