//! Showing a list, validating in number, saving views.

use std::{collections::BTreeMap, sync::Arc};

use maud::html;
use tremplin_domain::{
    convention::{Action, Dossier},
    ids::{ConventionId, ViewId},
    parse::{self, Problem},
};
use tremplin_store::{
    Error,
    conventions::{self, Item},
    views,
};
use tremplin_ui::{Actions, ErrorSummary, Link, Rank, Reach, Root, Wrong};
use tremplin_widget::{Fault, Flash, Outcome, Params, Redirect, Request, View};

use super::{
    asked::{self, Listing},
    page::{Bulking, Refused, Shown},
};
use crate::{
    app::{App, fault, instant, today},
    compose,
    decide::Side,
    moderation,
    words::Words,
};

/// At most so many conventions at a time.
const BULK: usize = 200;
/// Letters of a view's name.
pub(super) const NAME: usize = 60;

/// The list.
pub(crate) async fn view((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    let listing = Listing::read(&request.query, today(request.now));
    listed(&app, side, &request, &listing, None).await
}

/// The list, and a name for a view that was refused.
async fn listed(app: &App, side: Side, request: &Request, listing: &Listing, refused: Option<Refused<'_>>) -> Result<View, Fault> {
    let from = request.query.parsed::<i64>("n").filter(|n| (1..=100_000_000).contains(n)).unwrap_or(1);
    let scope = side.scope(request);
    let wanted = listing.asked.clone();
    let (page, views) = app
        .store
        .read(move |conn| {
            let page = conventions::list(conn, &scope, &wanted)?;
            let views = views::list(conn, &scope, side.handle())?;
            Ok((page, views))
        })
        .await
        .map_err(fault)?;
    let (ui, words) = (request.ui(), Words::of(request.locale));
    // A list without its components is still a list.
    let components = app.referential.components().await.map(|a| a.value).unwrap_or_default();
    let components: Vec<_> = components.into_iter().map(|c| (c.code, c.label)).collect();
    let first = if page.previous.is_none() { 1 } else { from };
    let once = if side == Side::Office { request.once() } else { String::new() };
    let shown = Shown {
        ui,
        words,
        urls: &request.urls,
        side,
        listing,
        page: &page,
        from: first,
        components: &components,
        views: &views,
        once: &once,
        refused,
        bulk: if side == Side::Office && request.scope().may_validate_for_office() { Bulking::Offered } else { Bulking::Not },
    };
    let hosts = moderation::notice(app, side, request).await?;
    let new = request.urls.view("new").to_string();
    let begins = side == Side::Office && request.scope().may_create_for_students();
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if let Some(refused) = refused { (ErrorSummary { ui, errors: &[Wrong { name: "name", sentence: refused.sentence }] }) }
        @if begins {
            (Actions { back: hosts, next: html! { (Link { href: &new, label: ui.text("new-convention"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) } })
        }
        (shown.render())
    };
    let count = match page.total {
        conventions::Total::Exactly(n) | conventions::Total::MoreThan(n) => i64::try_from(n).unwrap_or(i64::MAX),
    };
    let title = ui.text(if side == Side::Teacher { "widget-stages-suivis" } else { "widget-conventions-a-traiter" });
    Ok(View::new(title, html! { (Root { ui, handle: side.handle(), body }) })
        .with_summary(html! { (words.counted("minimized-list", count)) }))
}

/// Gives each of the conventions ticked its next validation; each is its own change, and those refused are named.
pub(crate) async fn validate((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let ticked: BTreeMap<ConventionId, i32> = request.form.all("select").take(BULK).filter_map(one).collect();
    let (scope, ids) = (side.scope(&request), ticked.keys().copied().collect::<Vec<_>>());
    let dossiers = app.store.read(move |conn| conventions::dossiers(conn, &scope, &ids)).await.map_err(fault)?;
    let (mut items, mut refused) = (Vec::new(), Vec::new());
    let mut numbers = BTreeMap::new();
    for Dossier { convention, centre, .. } in dossiers {
        match (convention.progress.next(&centre.validations), ticked.get(&convention.id)) {
            (Some(next), Some(seen)) => items.push(Item { id: convention.id, seen: *seen, action: Action::Validate(next) }),
            _ => refused.push(convention.number.to_string()),
        }
        numbers.insert(convention.id, convention.number.to_string());
    }
    let mut done = 0_i64;
    let compose = Arc::from(compose::composer(&app.link));
    for (id, result) in conventions::act_each(&app.store, side.scope(&request), items, instant(request.now), compose).await {
        match result {
            Ok(_) => done += 1,
            Err(Error::Missing | Error::Stale(_) | Error::Refused(_)) => refused.extend(numbers.remove(&id)),
            Err(error) => return Err(fault(error)),
        }
    }
    let count = i64::try_from(refused.len()).unwrap_or(i64::MAX);
    let flash = if refused.is_empty() && done > 0 { Flash::done("flash-bulk") } else { Flash::warn("flash-bulk") };
    let flash = flash.with("done", done).with("refused", count).with("numbers", refused.join(", "));
    Ok(back(&request, "back").flash(flash).event("convention-changed").into())
}

fn one(text: &str) -> Option<(ConventionId, i32)> {
    let (id, version) = text.split_once(':')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

/// Back to the list as it was asked: what the form says is read as a filter, never followed as an address.
fn back(request: &Request, name: &str) -> Redirect {
    let query = request.form.first(name).and_then(|text| Params::read(text).ok()).unwrap_or_default();
    let listing = Listing::read(&query, today(request.now));
    listing.kept().into_iter().fold(Redirect::to(""), |redirect, (n, v)| redirect.query(n, v))
}

/// Keeps the filter, the order and the columns under a name.
pub(crate) async fn save_view((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let query = request.form.first("query").and_then(|text| Params::read(text).ok()).unwrap_or_default();
    let listing = Listing::read(&query, today(request.now));
    if listing.kept().is_empty() {
        return Ok(back(&request, "query").into());
    }
    let typed = request.form.first("name").unwrap_or("");
    let name = match parse::line(typed, NAME) {
        Ok(name) if !name.is_empty() => name,
        answer => {
            let sentence = Words::of(request.locale).problem(&answer.err().unwrap_or(Problem::Required));
            let refused = Refused { name: typed, sentence: &sentence };
            return Ok(Outcome::Invalid(listed(&app, side, &request, &listing, Some(refused)).await?));
        }
    };
    let scope = side.scope(&request);
    let (query, columns) = (asked::text(asked::kept(&listing.asked)), listing.columns.text());
    let view = views::View { id: ViewId(0), list: side.handle().to_owned(), name, query, columns };
    app.store.write(move |conn| views::save(conn, &scope, &view)).await.map_err(fault)?;
    Ok(back(&request, "query").flash(Flash::done("flash-view-saved")).into())
}

/// Forgets a saved view.
pub(crate) async fn delete_view((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let (scope, id) = (side.scope(&request), request.id::<ViewId>("view")?);
    app.store.write(move |conn| views::remove(conn, &scope, id)).await.map_err(fault)?;
    Ok(Redirect::to("").flash(Flash::done("flash-view-deleted")).into())
}
