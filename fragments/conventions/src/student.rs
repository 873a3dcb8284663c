//! "Mes stages": what a student has, and the way to a new one.

use maud::{Markup, html};
use tremplin_domain::{
    centre::{self, Centre, Criterion},
    convention::{Action, Phase, Refusal, Step, Turn},
    ids::{CentreId, ConventionId},
    law::checks::{Moment, blocking},
    policy::{self, Ability},
    year::AcademicYear,
};
use tremplin_referential::{EnrolmentChoice, StudentKey};
use tremplin_store::{
    Error, centres,
    conventions::{self, Asked, Draft, Row},
};
use tremplin_ui::{
    Alert, Button, Card, Choice, Empty, Fact, Facts, Field, Form, Heading, Kind, Link, Need, Rank, Reach, Root, Status, Title, Tone, Ui,
    Width,
};
use tremplin_widget::{Description, Fault, Flash, Outcome, Redirect, Request, Role, Routes, View, Widget};

use crate::{
    app::{App, fault, instant, today},
    compose,
    decide::{self, Side},
    entry::{routes as entry, steps},
    files, show,
    words::Words,
};

/// The widget.
pub(crate) fn widget(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Student],
        publishes: &["convention-changed"],
        handles: &["convention-changed"],
        ..Description::new("mes-stages", "widget-mes-stages", "widget-mes-stages-about")
    };
    let routes = Routes::new((app, Side::Student))
        .view("", list)
        .view("new", choose)
        .action("create", create)
        .action("{id}/submit", submit)
        .view("{id}/remove", confirm)
        .action("{id}/delete", delete);
    Widget::new(description, files::routes(entry::routes(decide::page(routes))))
}

async fn list((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    let scope = side.scope(&request);
    let asked = Asked::on(today(request.now));
    let page = app.store.read(move |conn| conventions::list(conn, &scope, &asked)).await.map_err(fault)?;
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let new = request.urls.view("new").to_string();
    let prepare =
        html! { (Link { href: &new, label: ui.text("new-convention"), about: None, rank: Some(Rank::Primary), reach: Reach::Window }) };
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if page.rows.is_empty() {
            (Empty { title: ui.text("no-convention"), sentence: ui.text("no-convention-about"), action: prepare })
        } @else {
            @for row in &page.rows { (card(&request, ui, words, row)) }
            p { (prepare) }
        }
    };
    let count = i64::try_from(page.rows.len()).unwrap_or(0);
    Ok(View::new(ui.text("widget-mes-stages"), html! { (Root { ui, handle: "mes-stages", body }) })
        .with_summary(html! { (words.counted("minimized-student", count)) }))
}

fn card(request: &Request, ui: Ui<'_>, words: Words, row: &Row) -> Markup {
    let mine = row.turn == Turn::Student;
    let (href, edit) = (
        request.urls.view(&row.id.to_string()).to_string(),
        request.urls.view(&format!("{}/{}", row.id, Step::Student.code())).to_string(),
    );
    let remove = request.urls.view(&format!("{}/remove", row.id)).to_string();
    let number = row.number.to_string();
    let title = if row.host.is_empty() { words.text("without-host") } else { row.host.clone() };
    let facts = [Fact::new(ui.text("fact-period"), &words.period(row.starts_on, row.ends_on)), Fact::new(ui.text("fact-number"), &number)];
    let since = words.since(row.turn_since, today(request.now));
    let teacher = Some(row.teacher.as_str()).filter(|t| !t.is_empty());
    let status = row.status.code();
    let next = match row.phase {
        Phase::Draft => Some("continue-draft"),
        Phase::Returned => Some("correct-draft"),
        _ => None,
    };
    html! {
        (Card {
            level: Heading::H3, title: &title, href: Some(&href), status: Some(Status { word: ui.text(&format!("status-{status}")), tone: Tone::of_status(status) }),
            body: html! { (Facts { ui, facts: &facts }) (show::turn_sentence(words, row.turn, teacher, &since, mine)) },
            actions: html! { @if let Some(label) = next { (Link { href: &edit, label: ui.text(label), about: Some(&number), rank: Some(Rank::Plain), reach: Reach::Window }) }
                @if row.phase == Phase::Draft { (Link { href: &remove, label: ui.text("delete-draft"), about: Some(&number), rank: Some(Rank::Quiet), reach: Reach::Window }) } },
        })
    }
}

/// What an enrolment leads to: a centre that lets the student begin, or why not.
struct Offer {
    choice: EnrolmentChoice,
    centre: Option<Centre>,
}

impl Offer {
    fn is_open(&self) -> bool {
        self.centre.as_ref().is_some_and(|c| c.students_create)
    }
}

/// The student's enrolments of this year and the next, and of the one before where its centre still accepts it.
async fn offers(app: &App, side: Side, request: &Request) -> Result<Result<Vec<Offer>, tremplin_referential::Error>, Fault> {
    let scope = side.scope(request);
    let (centres, criteria) =
        app.store.read(move |conn| Ok((centres::all(conn, &scope)?, centres::criteria(conn, &scope)?))).await.map_err(fault)?;
    let day = today(request.now);
    let this = AcademicYear::of(day);
    let student = match app.referential.student(&StudentKey::Login(request.principal.login.clone())).await {
        Ok(answer) => answer.value,
        Err(error) => return Ok(Err(error)),
    };
    let enrolments = match app.referential.enrolments(&student.number, &[this.next(), this, this.previous()]).await {
        Ok(answer) => answer.value,
        Err(error) => return Ok(Err(error)),
    };
    let offers = enrolments.into_iter().map(|choice| offer(choice, &criteria, &centres)).filter(|o| is_current(o, this, day));
    Ok(Ok(offers.collect()))
}

fn offer(choice: EnrolmentChoice, criteria: &[(Criterion, CentreId)], centres: &[Centre]) -> Offer {
    let enrolment = &choice.enrolment;
    let centre = centre::resolve(criteria, centres, (&enrolment.step_code, &enrolment.step_version), &enrolment.component_code).cloned();
    Offer { choice, centre }
}

fn is_current(offer: &Offer, this: AcademicYear, day: chrono::NaiveDate) -> bool {
    use chrono::Datelike;
    let months = (day.month() + 12 - 9) % 12;
    offer.choice.year >= this || offer.centre.as_ref().is_some_and(|c| months < u32::from(c.previous_year_months))
}

async fn choose((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let body = match offers(&app, side, &request).await? {
        Err(_) => html! { (Alert { ui, tone: Tone::Warn, title: ui.text("choose-enrolment-away"), body: html! {} }) },
        Ok(offers) => offered(&request, ui, words, &offers),
    };
    Ok(View::new(ui.text("new-convention"), html! { (Root { ui, handle: "mes-stages", body }) }))
}

fn offered(request: &Request, ui: Ui<'_>, words: Words, offers: &[Offer]) -> Markup {
    let open: Vec<_> = offers
        .iter()
        .filter(|o| o.is_open())
        .map(|o| (o.choice.key(), format!("{} · {}", o.choice.enrolment.step, o.choice.year), o.choice.enrolment.component.clone()))
        .collect();
    let choices: Vec<_> = open.iter().map(|(key, label, detail)| Choice { value: key, label, detail: Some(detail), group: None }).collect();
    let action = request.urls.action("create").to_string();
    let once = request.once();
    let first = open.first().map_or("", |(key, ..)| key.as_str());
    html! {
        (Title { level: Heading::H3, text: ui.text("new-convention"), note: None })
        @if open.is_empty() {
            (Empty { title: ui.text("choose-enrolment-none"), sentence: "", action: html! {} })
        } @else {
            (Form { once: Some(&once), ..Form::new(ui, "create", &action, html! {
                (Field { ui, name: "enrolment", label: ui.text("choose-enrolment"), value: first, kind: Kind::Radios(&choices), hint: Some(ui.text("choose-enrolment-hint")), need: Need::Required, width: Width::Full, ..Field::default() })
                (Button { label: ui.text("start-convention"), rank: Rank::Primary, ..Button::default() })
            }) })
        }
        @for refused in offers.iter().filter(|o| !o.is_open()) { p.tr-muted { (why_not(words, refused)) } }
    }
}

fn why_not(words: Words, offer: &Offer) -> String {
    let step = offer.choice.enrolment.step.as_str();
    match &offer.centre {
        Some(centre) => words.text_with("choose-enrolment-refused", &[("step", step), ("centre", &centre.name), ("mail", &centre.mail)]),
        None => words.text_with("choose-enrolment-orphan", &[("step", step)]),
    }
}

async fn create((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let key = request.form.first("enrolment").unwrap_or("").to_owned();
    let offers = offers(&app, side, &request).await?.map_err(|_| Fault::Away("referential"))?;
    let Some(offer) = offers.into_iter().find(|o| o.is_open() && o.choice.key() == key) else {
        return Ok(Outcome::Invalid(choose((app, side), request).await?));
    };
    let centre = offer.centre.map(|c| c.id).ok_or(Fault::NotFound)?;
    let (scope, at) = (side.scope(&request), instant(request.now));
    let EnrolmentChoice { year, enrolment, kind, reach, .. } = offer.choice;
    let student = scope.principal().student.ok_or(Fault::NotFound)?;
    let draft = Draft { student, centre, year, kind: kind.unwrap_or_default(), language: "fr".into(), reach, enrolment };
    let dossier = app.store.write(move |conn| conventions::create(conn, &scope, &draft, at)).await.map_err(fault)?;
    let to = format!("{}/{}", dossier.convention.id, Step::Student.code());
    Ok(Redirect::to(&to).flash(Flash::done("flash-created")).event("convention-changed").into())
}

/// Sends the convention, if nothing is missing and the law does not object; else the summary says what stands in the way.
async fn submit((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let draft = steps::draft(&app, side, &request).await?;
    let assessment = steps::assess(&app, &request, &draft);
    let (missing, blocked) = steps::obstacles(&draft.dossier, &assessment);
    let teacher_missing = draft.dossier.teacher.is_none() && !draft.dossier.centre.teacher_optional;
    if !missing.is_empty() || blocked || teacher_missing || blocking(&assessment.checks, Moment::Submission, &[].into()).next().is_some() {
        return Ok(Outcome::Invalid(steps::view(&app, side, &request, &draft, Step::Summary, &steps::Shown::default())));
    }
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let (scope, id, at, url) = (side.scope(&request), draft.dossier.convention.id, instant(request.now), app.portal_url.clone());
    let done = app.store.write(move |conn| conventions::act(conn, &scope, id, seen, &Action::Submit, at, &*compose::composer(&url))).await;
    match done {
        Ok(_) => Ok(Redirect::to("").flash(Flash::done("flash-submitted")).event("convention-changed").into()),
        Err(Error::Stale(_) | Error::Refused(Refusal::WrongState | Refusal::OutOfOrder | Refusal::ReasonNeeded)) => {
            let now = steps::draft(&app, side, &request).await?;
            let shown = steps::Shown { stale: vec![Words::of(request.locale).text("stale-title")], ..steps::Shown::default() };
            Ok(Outcome::Stale(steps::view(&app, side, &request, &now, Step::Summary, &shown)))
        }
        Err(error) => Err(fault(error)),
    }
}

/// Asks before a draft goes: what is deleted cannot be had back.
async fn confirm((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    let (scope, id) = (side.scope(&request), request.id::<ConventionId>("id")?);
    let read = scope.clone();
    let dossier = app.store.read(move |conn| conventions::find(conn, &read, id)).await.map_err(fault)?.ok_or(Fault::NotFound)?;
    if !scope.may(Ability::Delete, &policy::Facts::of(&dossier.convention, &dossier.centre), &dossier.centre) {
        return Err(Fault::NotFound);
    }
    let (ui, once, number) = (request.ui(), request.once(), dossier.convention.number.to_string());
    let (delete, back) = (request.urls.action(&format!("{id}/delete")).to_string(), request.urls.view("").to_string());
    let body = html! {
        (Title { level: Heading::H3, text: ui.text("delete-confirm"), note: Some(&number) })
        p { (ui.text("delete-confirm-about")) }
        (Form { once: Some(&once), version: Some(i64::from(dossier.convention.version)), ..Form::new(ui, "delete", &delete, html! {
            (Button { label: ui.text("delete-draft"), about: Some(&number), rank: Rank::Danger, ..Button::default() })
            (Link { href: &back, label: ui.text("delete-keep"), about: None, rank: Some(Rank::Quiet), reach: Reach::Window })
        }) })
    };
    Ok(View::new(ui.text("delete-confirm"), html! { (Root { ui, handle: side.handle(), body }) }))
}

async fn delete((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let (scope, id) = (side.scope(&request), request.id("id")?);
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    app.store.write(move |conn| conventions::delete(conn, &scope, id, seen)).await.map_err(fault)?;
    Ok(Redirect::to("").flash(Flash::done("flash-deleted")).event("convention-changed").into())
}
