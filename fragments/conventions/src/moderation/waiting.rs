//! "Organismes à valider": the hosts that wait, the oldest first.

use maud::{Markup, html};
use tremplin_domain::{
    host::Host,
    ids::HostId,
    law::identifiers::Siret,
    nomenclature::{Code, List},
    phone,
    policy::Scope,
};
use tremplin_store::{Conn, Error, hosts};
use tremplin_ui::{Actions, Alert, Button, Card, Empty, Fact, Facts, Form, Heading, Link, Rank, Reach, Root, Title, Tone, Ui};
use tremplin_widget::{Fault, Flash, Outcome, Redirect, Request, Urls, View};

use crate::{
    app::{App, fault, instant},
    decide::Side,
    words::Words,
};

/// How many waiting hosts a page shows: each asks for a look of its own.
const SHOWN: u16 = 20;

/// A host that waits, and those that may be the same.
struct Waiting {
    host: Host,
    alike: Vec<Host>,
}

/// The hosts that wait, the oldest first.
pub(crate) async fn view((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    drawn(&app, side, &request, None).await
}

/// Says that a host is right, as it was read.
pub(crate) async fn validate((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let (scope, id, at) = (side.scope(&request), request.id::<HostId>("host")?, instant(request.now));
    let seen = request.form.parsed("version").ok_or(Fault::MissingParameter("version"))?;
    match app.store.write(move |conn| hosts::validate(conn, &scope, id, seen, at)).await {
        Ok(_) => Ok(Redirect::to("hosts").flash(Flash::done("flash-accepted")).into()),
        Err(Error::StaleHost(_)) => Ok(Outcome::Stale(drawn(&app, side, &request, Some("host-stale")).await?)),
        Err(error) => Err(fault(error)),
    }
}

/// How many hosts wait for who moderates them from this list, up to one more than a page shows.
pub(crate) fn count(conn: &mut Conn, scope: &Scope, side: Side) -> Result<u16, Error> {
    if side == Side::Office { hosts::count_awaiting(conn, scope, SHOWN + 1) } else { Ok(0) }
}

/// The way to the waiting hosts, with their number; nothing when none waits.
pub(crate) fn notice(request: &Request, waiting: u16) -> Markup {
    if waiting == 0 {
        return html! {};
    }
    let words = Words::of(request.locale);
    let label = if waiting > SHOWN {
        words.text_with("hosts-waiting-many", &[("count", &SHOWN.to_string())])
    } else {
        words.counted("hosts-waiting", waiting.into())
    };
    let href = request.urls.view("hosts").to_string();
    html! { (Link { href: &href, label: &label, about: None, rank: Some(Rank::Plain), reach: Reach::Window }) }
}

async fn drawn(app: &App, side: Side, request: &Request, wrong: Option<&str>) -> Result<View, Fault> {
    let scope = side.scope(request);
    if !scope.may_moderate_hosts() {
        return Err(Fault::NotFound);
    }
    let after = request.query.parsed("after").map(HostId);
    let (waiting, next) = app
        .store
        .read(move |conn| {
            let mut waiting = hosts::awaiting(conn, &scope, after, SHOWN + 1)?;
            let more = waiting.len() > usize::from(SHOWN);
            waiting.truncate(usize::from(SHOWN));
            let next = waiting.last().map(|host| host.id).filter(|_| more);
            let waiting = waiting.into_iter().map(|host| Ok(Waiting { alike: hosts::alike(conn, &scope, &host)?, host }));
            Ok((waiting.collect::<Result<Vec<_>, Error>>()?, next))
        })
        .await
        .map_err(fault)?;
    let (ui, words, once) = (request.ui(), Words::of(request.locale), request.once());
    let list = request.urls.view("").to_string();
    let file = |columns: &str| request.urls.resource("hosts.xlsx").query("columns", columns).to_string();
    let back = html! { (Link { href: &list, label: ui.text("hosts-back"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) };
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if let Some(key) = wrong { (Alert { ui, tone: Tone::Bad, title: ui.text(key), body: html! {} }) }
        (Title { level: Heading::H3, text: ui.text("hosts-title"), note: None })
        @if waiting.is_empty() {
            (Empty { title: ui.text("hosts-none"), sentence: ui.text("hosts-none-about"), action: back })
        } @else {
            p.tr-muted { (ui.text("hosts-about")) }
            @for one in &waiting { (card(ui, words, &request.urls, one, &once)) }
            (Actions { back, next: html! {
                (Link { href: &file("shown"), label: ui.text("excel-shown"), about: None, rank: Some(Rank::Plain), reach: Reach::File })
                (Link { href: &file("all"), label: ui.text("excel-all"), about: None, rank: Some(Rank::Quiet), reach: Reach::File })
                @if let Some(last) = next {
                    @let href = request.urls.view("hosts").query("after", last.to_string()).to_string();
                    (Link { href: &href, label: ui.text("hosts-next"), about: None, rank: Some(Rank::Plain), reach: Reach::Window })
                }
            } })
        }
    };
    Ok(View::new(ui.text("hosts-title"), html! { (Root { ui, handle: side.handle(), body }) }))
}

fn card(ui: Ui<'_>, words: Words, urls: &Urls, waiting: &Waiting, once: &str) -> Markup {
    let host = &waiting.host;
    let said = facts(words, host);
    let facts: Vec<_> = said.iter().map(|(label, value)| Fact::new(label, value)).collect();
    let (action, record) =
        (urls.action(&format!("hosts/{}/validate", host.id)).to_string(), urls.view(&format!("hosts/{}", host.id)).to_string());
    let name = format!("host-{}", host.id);
    html! {
        (Card {
            level: Heading::H4, title: &host.name, href: None, status: None,
            body: html! {
                (Facts { ui, facts: &facts })
                @if !waiting.alike.is_empty() {
                    (Alert { ui, tone: Tone::Warn, title: ui.text("host-alike"), body: html! {
                        ul { @for other in &waiting.alike { li { (other.name) ", " (other.address.postcode) " " (other.address.town) @if let Some(siret) = other.siret { ", SIRET " (siret.as_read()) } } } }
                    } })
                }
            },
            actions: html! {
                (Form { once: Some(once), version: Some(i64::from(host.version)), ..Form::new(ui, &name, &action, html! {
                    (Button { label: ui.text("host-validate"), about: Some(&host.name), rank: Rank::Plain, ..Button::default() })
                }) })
                (Link { href: &record, label: ui.text("host-correct"), about: Some(&host.name), rank: Some(Rank::Quiet), reach: Reach::Window })
            },
        })
    }
}

/// What is known of a host, in words; what is not known is left out.
fn facts(words: Words, host: &Host) -> Vec<(String, String)> {
    let choice = |list, code: &Code| words.choice(list, code);
    let address = &host.address;
    let country = if address.is_in_france() { String::new() } else { choice(List::Country, &address.country) };
    let town = format!("{} {}", address.postcode, address.town);
    let place = [address.street.as_str(), town.trim(), country.as_str()];
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let all = [
        ("field-host-siret", host.siret.map_or_else(|| host.foreign_id.clone(), Siret::as_read)),
        ("field-host-type", choice(List::HostType, &host.kind)),
        ("field-host-legal-status", choice(List::LegalStatus, &host.legal_status)),
        ("field-host-headcount", choice(List::Headcount, &host.headcount)),
        ("field-host-naf", host.naf.clone()),
        ("host-place", place),
        ("field-contact-phone", phone::as_read(words.locale(), &host.phone)),
        ("field-contact-mail", host.mail.clone()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (words.text(key), value)).collect()
}
