//! The record of a host, of a service or of a person, corrected from a convention that names it.

use maud::html;
use tremplin_domain::{
    convention::{Dossier, Phase, Step},
    host::{Contact, Host, Service},
    parse::Problem,
    policy::Scope,
};
use tremplin_store::{
    Conn, Error, contacts,
    corrections::{self, Record},
    hosts,
};
use tremplin_ui::{Actions, Alert, Button, ErrorSummary, Form, Group, Heading, Link, Rank, Reach, Root, Title, Tone, Wrong};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, View};

use super::{
    frame::path,
    pick::{self, Entered},
    read::Reader,
    steps,
};
use crate::{
    app::{App, fault, instant},
    decide::Side,
    words::Words,
};

/// A record as it is, and the version of its host.
struct Known {
    what: What,
    version: i32,
}

enum What {
    Host(Box<Host>),
    Service(Service),
    Contact(Contact),
}

impl What {
    fn answers(&self) -> Entered {
        match self {
            Self::Host(host) => Entered::of_host(host),
            Self::Service(service) => Entered::of_service(service),
            Self::Contact(contact) => Entered::of_contact(contact),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Host(host) => host.name.clone(),
            Self::Service(service) => service.name.clone(),
            Self::Contact(contact) => format!("{} {}", contact.first_name, contact.last_name),
        }
    }

    /// As it was typed, or with what is wrong in it.
    fn corrected(&self, entered: &mut Entered) -> Option<Self> {
        let mut reader = Reader::of(entered);
        let corrected = match self {
            Self::Host(host) => Self::Host(Box::new(Host { id: host.id, ..reader.host() })),
            Self::Service(service) => Self::Service(Service { id: service.id, ..reader.service(service.host) }),
            Self::Contact(contact) => {
                Self::Contact(Contact { id: contact.id, ..reader.contact(contact.host, contact.service, contact.centre) })
            }
        };
        entered.problems = reader.into_problems();
        entered.problems.is_empty().then_some(corrected)
    }
}

/// The record that a step of a convention names, if it names one.
fn record(dossier: &Dossier, step: Step) -> Option<Record> {
    let convention = &dossier.convention;
    match step {
        Step::Host => convention.host.map(Record::Host),
        Step::Service => convention.service.map(Record::Service),
        Step::Tutor => convention.tutor.map(Record::Contact),
        Step::Signatory => convention.signatory.map(Record::Contact),
        Step::Student | Step::Internship | Step::Teacher | Step::Summary => None,
    }
}

/// Whether they may correct what a step of a convention names.
pub(super) async fn is_offered(app: &App, side: Side, request: &Request, dossier: &Dossier, step: Step) -> Result<bool, Fault> {
    let (scope, Some(record)) = (side.scope(request), record(dossier, step)) else { return Ok(false) };
    app.store.read(move |conn| corrections::may_correct(conn, &scope, record)).await.map_err(fault)
}

/// The record, not as a validated convention has kept it but as it is.
fn known(conn: &mut Conn, scope: &Scope, dossier: &Dossier, step: Step) -> Result<Known, Error> {
    let record = record(dossier, step).ok_or(Error::Missing)?;
    if !corrections::may_correct(conn, scope, record)? {
        return Err(Error::Missing);
    }
    let what = match record {
        Record::Host(id) => hosts::find(conn, scope, id)?.map(|host| What::Host(Box::new(host))),
        Record::Service(id) => hosts::service(conn, scope, id)?.map(What::Service),
        Record::Contact(id) => contacts::find(conn, scope, id, &dossier.centre)?.map(What::Contact),
    };
    let what = what.ok_or(Error::Missing)?;
    let version = match &what {
        What::Host(host) => host.version,
        What::Service(Service { host, .. }) | What::Contact(Contact { host, .. }) => {
            hosts::find(conn, scope, *host)?.ok_or(Error::Missing)?.version
        }
    };
    Ok(Known { what, version })
}

/// What the page shows besides the record.
#[derive(Default)]
struct Shown {
    /// What was typed, where it is not the record.
    entered: Option<Entered>,
    /// What is wrong as a whole, in a sentence.
    wrong: Option<String>,
    /// Whether the record was changed by somebody else, so that what differs is to be told.
    stale: bool,
}

/// The record as a form.
pub(super) async fn view(app: &App, side: Side, request: &Request, step: Step) -> Result<View, Fault> {
    drawn(app, side, request, step, Shown::default()).await
}

/// Saves what was corrected.
pub(super) async fn save(app: &App, side: Side, request: &Request, step: Step) -> Result<Outcome, Fault> {
    let (dossier, known) = read(app, side, request, step).await?;
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let mut entered = Entered::of_form(request);
    let Some(corrected) = known.what.corrected(&mut entered) else {
        return Ok(Outcome::Invalid(drawn(app, side, request, step, Shown { entered: Some(entered), ..Shown::default() }).await?));
    };
    let (scope, at) = (side.scope(request), instant(request.now));
    let saved = app
        .store
        .write(move |conn| match &corrected {
            What::Host(host) => hosts::save(conn, &scope, host, seen, at).map(drop),
            What::Service(service) => hosts::save_service(conn, &scope, service, seen, at).map(drop),
            What::Contact(contact) => contacts::save(conn, &scope, contact, seen, at).map(drop),
        })
        .await;
    match saved {
        Ok(()) => {
            let step = path(&dossier.convention, step);
            Ok(Redirect::to(&step).flash(Flash::done("flash-record-corrected")).event("convention-changed").into())
        }
        Err(Error::Duplicate(known)) => {
            entered.problems.push(("host-siret", Problem::KnownSiret));
            let wrong = Some(Words::of(request.locale).text_with("correct-siret-taken", &[("name", &known.name)]));
            let shown = Shown { entered: Some(entered), wrong, stale: false };
            Ok(Outcome::Invalid(drawn(app, side, request, step, shown).await?))
        }
        Err(Error::StaleHost(_)) => {
            let shown = Shown { entered: Some(entered), wrong: None, stale: true };
            Ok(Outcome::Stale(drawn(app, side, request, step, shown).await?))
        }
        Err(error) => Err(fault(error)),
    }
}

async fn read(app: &App, side: Side, request: &Request, step: Step) -> Result<(Dossier, Known), Fault> {
    let (scope, dossier) = (side.scope(request), steps::draft(app, side, request).await?.dossier);
    app.store
        .read(move |conn| {
            let known = known(conn, &scope, &dossier, step)?;
            Ok((dossier, known))
        })
        .await
        .map_err(fault)
}

async fn drawn(app: &App, side: Side, request: &Request, step: Step, shown: Shown) -> Result<View, Fault> {
    let (dossier, known) = read(app, side, request, step).await?;
    let (ui, words, once) = (request.ui(), Words::of(request.locale), request.once());
    let entered = shown.entered.unwrap_or_else(|| known.what.answers());
    let problems = entered.sentences(words);
    let errors: Vec<_> = problems.iter().map(|(name, sentence)| Wrong { name, sentence }).collect();
    let changes = if shown.stale { differences(words, step, &entered, &known.what.answers()) } else { Vec::new() };
    let (action, back) = (
        request.urls.action(&format!("{}/correct", path(&dossier.convention, step))).to_string(),
        request.urls.view(&path(&dossier.convention, step)).to_string(),
    );
    let is_validated = dossier.convention.progress.phase(&dossier.centre.validations) == Phase::Validated;
    let title = words.text(match step {
        Step::Host => "correct-host",
        Step::Service => "correct-service",
        _ => "correct-contact",
    });
    let fields = html! {
        (Group { legend: ui.text("host-record"), hint: None, fields: pick::known(ui, words, step, &entered) })
        (Actions {
            back: html! { (Link { href: &back, label: ui.text("step-back"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) },
            next: html! { (Button { label: ui.text("correct-save"), rank: Rank::Primary, ..Button::default() }) },
        })
    };
    let body = html! {
        @if let Some(title) = &shown.wrong { (Alert { ui, tone: Tone::Bad, title, body: html! {} }) }
        @if shown.stale {
            (Alert { ui, tone: Tone::Bad, title: ui.text("correct-stale"), body: html! {
                p { (ui.text("stale-body")) }
                @if !changes.is_empty() { ul { @for change in changes { li { (change) } } } }
            } })
        }
        (ErrorSummary { ui, errors: &errors })
        (Title { level: Heading::H3, text: &title, note: Some(&known.what.name()) })
        p.tr-muted { (ui.text(if side == Side::Student { "correct-about-own" } else { "correct-about" })) }
        @if is_validated { (Alert { ui, tone: Tone::Warn, title: ui.text("correct-validated"), body: html! {} }) }
        (Form { once: Some(&once), version: Some(i64::from(known.version)), ..Form::new(ui, "correct", &action, fields) })
    };
    Ok(View::new(dossier.convention.number.to_string(), html! { (Root { ui, handle: side.handle(), body }) }))
}

/// Where what was typed and the record of meanwhile differ, in words.
fn differences(words: Words, step: Step, ours: &Entered, theirs: &Entered) -> Vec<String> {
    let pairs = pick::told(words, step, ours).into_iter().zip(pick::told(words, step, theirs));
    pairs
        .filter(|((_, ours), (_, theirs))| ours != theirs)
        .map(|((label, ours), (_, theirs))| words.text_with("stale-change", &[("label", &label), ("ours", &ours), ("theirs", &theirs)]))
        .collect()
}
