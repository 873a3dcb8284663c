//! The steps that choose: host, service, tutor, teacher, signatory. Found by a search or entered new, then on to the next step.

use std::time::Duration;

use maud::{Markup, html};
use tokio::time::timeout;
use tremplin_domain::{
    convention::{Dossier, Step},
    host::Host,
    ids::{ContactId, HostId, ServiceId, TeacherId},
    parse::Problem,
    policy::Scope,
};
use tremplin_referential::TeacherRecord;
use tremplin_store::{Conn, Error, contacts, hosts, teachers};
use tremplin_ui::{Details, Found, Link, Reach, Root};
use tremplin_widget::{Fault, Outcome, Request, View};

use super::{
    correct,
    frame::Frame,
    pick::{self, Entered},
    read::Reader,
    save::{onward, record},
    steps::{self, Draft},
};
use crate::{
    app::{App, fault, instant},
    decide::Side,
    stale,
    words::Words,
};

/// How many results a search shows.
const SHOWN: u16 = 12;

/// The name under which a form says which host its reader was told to be known already.
const KNOWN: &str = "told-known";

/// How long a search waits for the directory.
const PATIENCE: Duration = Duration::from_secs(1);

/// What a step offers to choose from.
#[derive(Default)]
struct Offer {
    chosen: Option<Found>,
    found: Option<Vec<Found>>,
    entered: Entered,
    note: Option<String>,
    /// What changed meanwhile, in words; first who changed it.
    stale: Vec<String>,
    /// What is wrong with the choice itself.
    error: Option<String>,
    query: String,
    /// Whether they may correct the record of what is chosen.
    correctable: bool,
}

/// The view of a step that chooses.
pub(crate) async fn view(app: &App, side: Side, request: &Request, draft: &Draft, step: Step) -> Result<View, Fault> {
    let correctable = correct::is_offered(app, side, request, &draft.dossier, step).await?;
    let offer = Offer { found: offered(app, side, request, draft, step, "").await?, correctable, ..Offer::default() };
    Ok(drawn(side, request, draft, step, offer))
}

/// Saves a step that chooses.
pub(crate) async fn save(app: &App, side: Side, request: &Request, step: Step) -> Result<Outcome, Fault> {
    let mut draft = steps::draft(app, side, request).await?;
    let name = step.code();
    let query = request.form.first(&format!("{name}-query")).unwrap_or("").trim().chars().take(100).collect::<String>();
    let entered = Entered::of_form(request);
    if request.form.has("search") {
        let found = offered(app, side, request, &draft, step, &query).await?;
        return Ok(Outcome::Shown(drawn(side, request, &draft, step, Offer { found, entered, query, ..Offer::default() })));
    }
    let leaving = request.form.first("then") == Some("leave");
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    let picked = request.form.first(name).filter(|v| !v.is_empty()).map(str::to_owned);
    if draft.dossier.convention.version != seen {
        return overtaken(app, side, request, step, Offer { entered, query, ..Offer::default() }, picked.as_deref()).await;
    }
    let new = is_new(step, &entered);
    let choice = match (new, picked.as_deref()) {
        (true, _) => create(app, side, request, &draft, step, entered, picked.as_deref()).await?,
        (false, Some(value)) => existing(value)?,
        (false, None) => Choice::Nothing,
    };
    match choice {
        Choice::Wrong(entered) => {
            let found = offered(app, side, request, &draft, step, &query).await?;
            return Ok(Outcome::Invalid(drawn(side, request, &draft, step, Offer { found, entered, query, ..Offer::default() })));
        }
        Choice::Known(mut entered, known) => {
            let words = Words::of(request.locale);
            entered.answers.push((KNOWN.to_owned(), known.id.to_string()));
            let note = Some(words.text_with("host-known", &[("name", &known.name)]));
            let found = Some(vec![pick::host(words, &known)]);
            return Ok(Outcome::Invalid(drawn(side, request, &draft, step, Offer { found, entered, note, query, ..Offer::default() })));
        }
        Choice::Nothing if leaving || (query.is_empty() && is_free(step, &draft)) => {}
        Choice::Nothing => {
            let found = offered(app, side, request, &draft, step, &query).await?;
            let words = Words::of(request.locale);
            // What was looked for and not chosen is no answer, and is not dropped for the one of before.
            let error = Some(if query.is_empty() { words.problem(&Problem::Required) } else { words.text("pick-unchosen") });
            return Ok(Outcome::Invalid(drawn(side, request, &draft, step, Offer { found, error, query, ..Offer::default() })));
        }
        Choice::Made(id) => write(&mut draft.dossier, step, id),
    }
    match record(app, side, request, &draft.dossier, seen).await {
        Ok(()) => Ok(onward(&draft.dossier, step, leaving)),
        Err(Error::Stale(_)) => overtaken(app, side, request, step, Offer { query, ..Offer::default() }, picked.as_deref()).await,
        Err(Error::NotAChoice(_)) => Err(Fault::NotFound),
        Err(error) => Err(fault(error)),
    }
}

/// Somebody else was faster: who, what they chose, and what was typed or picked is still there.
async fn overtaken(app: &App, side: Side, request: &Request, step: Step, offer: Offer, picked: Option<&str>) -> Result<Outcome, Fault> {
    let words = Words::of(request.locale);
    let now = steps::draft(app, side, request).await?;
    let found = offered(app, side, request, &now, step, &offer.query).await?;
    let picked = match picked {
        Some(value) => named(app, side, request, &now, step, value).await?,
        None => None,
    };
    let ours = pick::name(step, &offer.entered).or_else(|| picked.as_ref().map(|f| f.label.clone()));
    let mut stale = vec![stale::by_whom(app, side, request, now.dossier.convention.id).await?];
    stale.extend(ours.and_then(|ours| difference(words, &now.dossier, step, &ours)));
    Ok(Outcome::Stale(drawn(side, request, &now, step, Offer { chosen: picked, found, stale, ..offer })))
}

/// What a value that was picked stands for, if it is theirs to choose.
async fn named(app: &App, side: Side, request: &Request, draft: &Draft, step: Step, value: &str) -> Result<Option<Found>, Fault> {
    let Ok(id) = value.parse::<i64>() else { return Ok(None) };
    let (scope, words, centre) = (side.scope(request), Words::of(request.locale), draft.dossier.centre.clone());
    let find = move |conn: &mut Conn| {
        Ok(match step {
            Step::Host => hosts::find(conn, &scope, HostId(id))?.map(|h| pick::host(words, &h)),
            Step::Service => hosts::service(conn, &scope, ServiceId(id))?.map(|s| pick::service(&s)),
            Step::Tutor | Step::Signatory => contacts::find(conn, &scope, ContactId(id), &centre)?.map(|c| pick::contact(&c)),
            Step::Teacher => teachers::find(conn, &scope, TeacherId(id))?.map(|t| pick::teacher(&t)),
            Step::Student | Step::Internship | Step::Summary => None,
        })
    };
    app.store.read(find).await.map_err(fault)
}

/// Where the person's choice and the one of meanwhile differ, in words.
fn difference(words: Words, theirs: &Dossier, step: Step, ours: &str) -> Option<String> {
    let theirs = chosen(words, theirs, step).map_or_else(|| words.text("unknown"), |f| f.label);
    let label = words.text(&format!("step-{}", step.code()));
    (theirs != ours).then(|| words.text_with("stale-change", &[("label", &label), ("ours", ours), ("theirs", &theirs)]))
}

enum Choice {
    Made(i64),
    Nothing,
    Wrong(Entered),
    /// The host entered is known under its SIRET, which they have not been told yet.
    Known(Entered, Box<Host>),
}

/// Whether a step may be left without a choice: what was chosen before stands, a service is optional.
fn is_free(step: Step, draft: &Draft) -> bool {
    let convention = &draft.dossier.convention;
    match step {
        Step::Host => convention.host.is_some(),
        Step::Tutor => convention.tutor.is_some(),
        Step::Teacher => convention.teacher.is_some() || draft.dossier.centre.teacher_optional,
        Step::Signatory => convention.signatory.is_some(),
        Step::Service | Step::Student | Step::Internship | Step::Summary => true,
    }
}

/// The key that the names of a new record begin with.
const fn prefix(step: Step) -> &'static str {
    match step {
        Step::Host => "host-",
        Step::Service => "service-",
        _ => "contact-",
    }
}

/// Whether a form has answers for something new.
pub(crate) fn is_new(step: Step, entered: &Entered) -> bool {
    let own = |name: &str| {
        name.starts_with(prefix(step)) && !name.ends_with("-query") && !name.ends_with("-country") && !name.ends_with("-title")
    };
    step != Step::Teacher && entered.answers.iter().any(|(n, v)| own(n) && !v.trim().is_empty())
}

fn write(dossier: &mut Dossier, step: Step, id: i64) {
    let convention = &mut dossier.convention;
    match step {
        Step::Host if convention.host != Some(HostId(id)) => {
            // Another host: its service and people are no longer those.
            (convention.host, convention.service, convention.tutor, convention.signatory) = (Some(HostId(id)), None, None, None);
        }
        Step::Service if convention.service != Some(ServiceId(id)) => convention.service = (id != 0).then_some(ServiceId(id)),
        Step::Tutor => convention.tutor = Some(ContactId(id)),
        Step::Signatory => convention.signatory = Some(ContactId(id)),
        Step::Teacher => convention.teacher = Some(TeacherId(id)),
        _ => {}
    }
}

/// What the step offers: results of the search, or everything there is where that is short.
async fn offered(app: &App, side: Side, request: &Request, draft: &Draft, step: Step, query: &str) -> Result<Option<Vec<Found>>, Fault> {
    let words = Words::of(request.locale);
    let scope = side.scope(request);
    let (host, centre, text) = (draft.dossier.convention.host, draft.dossier.convention.centre, query.to_owned());
    match (step, host) {
        (Step::Host | Step::Teacher, _) if query.is_empty() => Ok(None),
        (Step::Host, _) => {
            let found = app.store.read(move |conn| hosts::search(conn, &scope, &text, SHOWN)).await.map_err(fault)?;
            Ok(Some(found.iter().map(|h| pick::host(words, h)).collect()))
        }
        (Step::Service, Some(host)) => {
            let found = app.store.read(move |conn| hosts::services(conn, &scope, host)).await.map_err(fault)?;
            Ok(Some(found.iter().map(pick::service).collect()))
        }
        (Step::Tutor | Step::Signatory, Some(host)) => {
            let found = app.store.read(move |conn| contacts::of_host(conn, &scope, host, centre)).await.map_err(fault)?;
            Ok(Some(found.iter().map(pick::contact).collect()))
        }
        (Step::Teacher, _) => {
            learn(app, &scope, &text).await?;
            let found = app.store.read(move |conn| teachers::search(conn, &scope, &text, SHOWN)).await.map_err(fault)?;
            Ok(Some(found.iter().map(pick::teacher).collect()))
        }
        _ => Ok(Some(Vec::new())),
    }
}

/// Teachers whom the directory names are known from then on. Where it is away, those known already are found.
async fn learn(app: &App, scope: &Scope, text: &str) -> Result<(), Fault> {
    let asked = timeout(PATIENCE, app.referential.search_teachers(text, usize::from(SHOWN))).await;
    let Ok(Ok(named)) = asked else { return Ok(()) };
    let (scope, seen): (_, Vec<_>) = (scope.clone(), named.value.iter().map(TeacherRecord::person).collect());
    if seen.is_empty() {
        return Ok(());
    }
    let (check, known) = (scope.clone(), seen.clone());
    let is_known = app.store.read(move |conn| teachers::are_known(conn, &check, &known)).await.map_err(fault)?;
    if is_known { Ok(()) } else { app.store.write(move |conn| teachers::remember(conn, &scope, &seen)).await.map_err(fault) }
}

fn existing(value: &str) -> Result<Choice, Fault> {
    value.parse().map(Choice::Made).map_err(|_| Fault::NotFound)
}

fn drawn(side: Side, request: &Request, draft: &Draft, step: Step, offer: Offer) -> View {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let once = request.once();
    let frame = Frame { ui, words, urls: &request.urls, dossier: &draft.dossier, saved: &draft.saved, step, once: &once };
    // What was looked for in vain is not answered by the choice of before.
    let chosen = offer.chosen.or_else(|| chosen(words, &draft.dossier, step)).filter(|_| offer.error.is_none());
    let name = step.code();
    let source = request.urls.resource(&format!("{}/{name}/search.json", draft.dossier.convention.id)).to_string();
    let needs_host = matches!(step, Step::Service | Step::Tutor | Step::Signatory) && draft.dossier.convention.host.is_none();
    let fields = html! {
        @if needs_host { p { (ui.text("pick-first-host")) } } @else {
            (pick::search(ui, name, name, &offer.query, chosen.as_ref(), offer.found.as_deref(), Some(&source), offer.error.as_deref()))
            @if let Some(chosen) = chosen.as_ref().filter(|_| offer.correctable) {
                @let record = request.urls.view(&format!("{}/{name}/record", draft.dossier.convention.id)).to_string();
                p { (Link { href: &record, label: ui.text("correct-record"), about: Some(&chosen.label), rank: None, reach: Reach::Window }) }
            }
            @if !offer.entered.get(KNOWN).is_empty() { input type="hidden" name=(KNOWN) value=(offer.entered.get(KNOWN)); }
            (new(ui, words, step, &offer.entered))
        }
    };
    let problems = offer.entered.sentences(words);
    let told = |problem| words.text_with("problem-at", &[("label", &words.text(&format!("pick-{name}"))), ("problem", problem)]);
    let error = offer.error.as_deref().map(told);
    let mut errors: Vec<_> = problems.iter().map(|(name, sentence)| tremplin_ui::Wrong { name, sentence }).collect();
    if let Some(note) = offer.note.as_ref().or(error.as_ref()) {
        errors.push(tremplin_ui::Wrong { name, sentence: note });
    }
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        (tremplin_ui::ErrorSummary { ui, errors: &errors })
        (stale::alert(ui, &offer.stale, "stale-body"))
        (frame.around(&frame.form(None, &fields)))
    };
    View::new(draft.dossier.convention.number.to_string(), html! { (Root { ui, handle: side.handle(), body }) })
}

fn new(ui: tremplin_ui::Ui<'_>, words: Words, step: Step, entered: &Entered) -> Markup {
    let form = match step {
        Step::Host => pick::new_host(ui, words, entered),
        Step::Service => pick::new_service(ui, words, entered),
        Step::Tutor | Step::Signatory => pick::new_contact(ui, words, entered),
        _ => return html! {},
    };
    let summary = ui.text(match step {
        Step::Host => "new-host",
        Step::Service => "new-service",
        _ => "new-contact",
    });
    // A form with something wrong in it must not be hidden.
    if entered.problems.is_empty() {
        html! { (Details { summary, body: form }) }
    } else {
        form
    }
}

fn chosen(words: Words, dossier: &Dossier, step: Step) -> Option<Found> {
    match step {
        Step::Host => dossier.host.as_ref().map(|h| pick::host(words, h)),
        Step::Service => dossier.service.as_ref().map(pick::service),
        Step::Tutor => dossier.tutor.as_ref().map(pick::contact),
        Step::Signatory => dossier.signatory.as_ref().map(pick::contact),
        Step::Teacher => dossier.teacher.as_ref().map(pick::teacher),
        _ => None,
    }
}

/// Creates what was entered, or says what is wrong with it. Who was told that the host is known already, and picks it, need not empty the form
/// first.
async fn create(
    app: &App,
    side: Side,
    request: &Request,
    draft: &Draft,
    step: Step,
    mut entered: Entered,
    picked: Option<&str>,
) -> Result<Choice, Fault> {
    let mut read = Reader::of(&entered);
    let (scope, at) = (side.scope(request), instant(request.now));
    let (centre, host_id, service_id) = (draft.dossier.convention.centre, draft.dossier.convention.host, draft.dossier.convention.service);
    match step {
        Step::Host => {
            let host = read.host();
            entered.problems = read.into_problems();
            if !entered.problems.is_empty() {
                return Ok(Choice::Wrong(entered));
            }
            let told = entered.get(KNOWN).to_owned();
            match app.store.write(move |conn| hosts::add(conn, &scope, &host, at)).await {
                Ok(host) => Ok(Choice::Made(host.id.0)),
                Err(Error::Duplicate(known)) if told == known.id.to_string() && picked == Some(told.as_str()) => {
                    Ok(Choice::Made(known.id.0))
                }
                Err(Error::Duplicate(known)) => {
                    entered.problems.push(("host-siret", Problem::KnownSiret));
                    Ok(Choice::Known(entered, known))
                }
                Err(error) => Err(fault(error)),
            }
        }
        Step::Service => {
            let service = read.service(host_id.ok_or(Fault::InconsistentParameter("host"))?);
            entered.problems = read.into_problems();
            if !entered.problems.is_empty() {
                return Ok(Choice::Wrong(entered));
            }
            let made = app.store.write(move |conn| hosts::add_service(conn, &scope, &service, at)).await.map_err(fault)?;
            Ok(Choice::Made(made.id.0))
        }
        _ => {
            let contact = read.contact(host_id.ok_or(Fault::InconsistentParameter("host"))?, service_id, centre);
            entered.problems = read.into_problems();
            if !entered.problems.is_empty() {
                return Ok(Choice::Wrong(entered));
            }
            let made = app.store.write(move |conn| contacts::add(conn, &scope, &contact, at)).await.map_err(fault)?;
            Ok(Choice::Made(made.id.0))
        }
    }
}

/// What the script asks while a person types.
pub(crate) async fn search(app: &App, side: Side, request: &Request, step: Step) -> Result<Vec<Found>, Fault> {
    let draft = steps::draft(app, side, request).await?;
    let query = request.query.first("q").unwrap_or("").trim().chars().take(100).collect::<String>();
    let found = offered(app, side, request, &draft, step, &query).await?.unwrap_or_default();
    let folded = tremplin_domain::text::fold(&query);
    // The short lists come whole; the words typed narrow them here.
    let narrowed =
        found.into_iter().filter(|f| matches!(step, Step::Host | Step::Teacher) || tremplin_domain::text::fold(&f.label).contains(&folded));
    Ok(narrowed.take(usize::from(SHOWN)).collect())
}
