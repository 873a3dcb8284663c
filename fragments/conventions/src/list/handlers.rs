//! Showing a list, validating in number, saving views.

use std::{collections::BTreeMap, sync::Arc};

use maud::{Markup, html};
use tremplin_domain::{
    centre::Validation,
    convention::{Action, Dossier, Phase, Refusal},
    ids::{ConventionId, ViewId},
    parse::{self, Problem},
};
use tremplin_store::{
    Error,
    conventions::{self, Item},
    views,
};
use tremplin_ui::{Actions, Alert, ErrorSummary, Link, Rank, Reach, Root, Tone, Wrong, typography};
use tremplin_widget::{Fault, Flash, Outcome, Params, Redirect, Request, View};

use super::{
    asked::{self, Listing},
    page::{Refused, Shown},
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
    let (scope, day) = (side.scope(&request), today(request.now));
    let listing = match side {
        Side::Office => Listing::opening(&request.query, day, scope.awaited().as_ref()),
        Side::Teacher | Side::Student => Listing::read(&request.query, day, scope.awaited().as_ref()),
    };
    listed(&app, side, &request, &listing, &Above::default()).await
}

/// What stands above a list beside what is always there.
#[derive(Default)]
struct Above<'a> {
    /// A name for a view that was refused.
    name: Option<Refused<'a>>,
    /// What came of validating several, where some were refused.
    bulk: Markup,
}

/// The list, with what stands above it.
async fn listed(app: &App, side: Side, request: &Request, listing: &Listing, above: &Above<'_>) -> Result<View, Fault> {
    let refused = above.name;
    let from = request.query.parsed::<i64>("n").filter(|n| (1..=100_000_000).contains(n)).unwrap_or(1);
    let scope = side.scope(request);
    let awaited = scope.awaited();
    let wanted = listing.asked.clone();
    let (page, views, offered, hosts) = app
        .store
        .read(move |conn| {
            let page = conventions::list(conn, &scope, &wanted)?;
            let views = views::list(conn, &scope, side.handle())?;
            let offered = if side == Side::Office { conventions::offered(conn, &scope, &page.rows)? } else { BTreeMap::new() };
            let hosts = moderation::count(conn, &scope, side)?;
            Ok((page, views, offered, hosts))
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
        awaited: awaited.as_ref(),
        offered: &offered,
    };
    let hosts = moderation::notice(request, hosts);
    let new = request.urls.view("new").to_string();
    let begins = side == Side::Office && request.scope().may_create_for_students();
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        (above.bulk)
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

/// Gives each of the conventions ticked its next validation. Each is its own change; those refused are named, each with its reason, and so are
/// those that keep a host whom nobody found right yet.
pub(crate) async fn validate((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let ticked: BTreeMap<ConventionId, i32> = request.form.all("select").take(BULK).filter_map(one).collect();
    let (scope, ids) = (side.scope(&request), ticked.keys().copied().collect::<Vec<_>>());
    let dossiers = app.store.read(move |conn| conventions::dossiers(conn, &scope, &ids)).await.map_err(fault)?;
    let (mut items, mut refused, mut unchecked, mut done) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::<Validation, i64>::new());
    let mut known = BTreeMap::new();
    for dossier in dossiers {
        let Dossier { convention, centre, .. } = &dossier;
        match (why_not(dossier.convention.progress.phase(&centre.validations)), convention.progress.next(&centre.validations)) {
            (None, Some(next)) => {
                let seen = ticked.get(&convention.id).copied().unwrap_or_default();
                items.push(Item { id: convention.id, seen, action: Action::Validate(next) });
                known.insert(convention.id, (dossier, next));
            }
            (reason, _) => refused.push((dossier, reason.unwrap_or("bulk-refused-validated"))),
        }
    }
    let (parameters, compose) = (Arc::clone(&app.parameters), Arc::from(compose::composer(&app.link)));
    for (id, result) in conventions::act_each(&app.store, side.scope(&request), items, instant(request.now), parameters, compose).await {
        let Some((dossier, validation)) = known.remove(&id) else { continue };
        match result {
            Ok(_) => {
                *done.entry(validation).or_default() += 1;
                if dossier.host.as_ref().is_some_and(|host| host.validated_at.is_none()) {
                    unchecked.push(dossier);
                }
            }
            Err(Error::Missing) => refused.push((dossier, "bulk-refused-rights")),
            Err(Error::Stale(_)) => refused.push((dossier, "bulk-refused-stale")),
            Err(Error::Refused(Refusal::OutOfOrder)) => refused.push((dossier, "refused-out-of-order")),
            Err(Error::Refused(Refusal::Incomplete)) => refused.push((dossier, "bulk-refused-incomplete")),
            Err(Error::Refused(Refusal::Unlawful)) => refused.push((dossier, "bulk-refused-unlawful")),
            Err(Error::Refused(Refusal::WrongState | Refusal::ReasonNeeded)) => refused.push((dossier, "refused-wrong-state")),
            Err(error) => return Err(fault(error)),
        }
    }
    let words = Words::of(request.locale);
    let count = done.values().sum::<i64>();
    let given = done.iter().map(|(v, count)| {
        let name = words.text(&format!("validation-{}", v.code()));
        if *count == 1 { name } else { format!("{name} ({})", typography::count(request.locale, *count)) }
    });
    let given = given.collect::<Vec<_>>().join(", ");
    if refused.is_empty() && unchecked.is_empty() && count > 0 {
        let flash = Flash::done("flash-bulk").with("done", count).with("given", given);
        return Ok(back(&request, side, "back").flash(flash).event("convention-changed").into());
    }
    let bulk = came_of(&request, count, &given, &refused, &unchecked);
    let listing = asked_before(&request, side, "back");
    let view = listed(&app, side, &request, &listing, &Above { bulk, ..Above::default() }).await?;
    Ok(if count > 0 { Outcome::Partly(view, "convention-changed") } else { Outcome::Invalid(view) })
}

/// Why nothing can be validated in a phase.
const fn why_not(phase: Phase) -> Option<&'static str> {
    match phase {
        Phase::Submitted | Phase::PartlyValidated => None,
        Phase::Draft | Phase::Returned => Some("bulk-refused-student"),
        Phase::Validated | Phase::SentForSignature | Phase::PartlySigned | Phase::Signed => Some("bulk-refused-validated"),
        Phase::Cancelled | Phase::BrokenOff => Some("refused-wrong-state"),
    }
}

/// What came of validating several of which some were refused, each with its reason, or have a host whom nobody found right yet.
fn came_of(request: &Request, done: i64, given: &str, refused: &[(Dossier, &'static str)], unchecked: &[Dossier]) -> Markup {
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let title = Flash::warn("flash-bulk").with("done", done).with("given", given).sentence(ui.messages());
    let counted = |key, count: usize| words.counted(key, i64::try_from(count).unwrap_or(i64::MAX));
    let named = |dossier: &Dossier| {
        let href = request.urls.view(&dossier.convention.id.to_string()).to_string();
        let whose = format!("{} · {} {}", dossier.convention.number, dossier.student.first_name, dossier.student.last_name);
        html! { (Link { href: &href, label: &whose, about: None, rank: None, reach: Reach::Window }) }
    };
    let body = html! {
        @if !refused.is_empty() {
            p { (counted("bulk-refused", refused.len())) }
            ul { @for (dossier, reason) in refused { li { (named(dossier)) br; (ui.text(reason)) } } }
        }
        @if !unchecked.is_empty() {
            p { (counted("bulk-unchecked", unchecked.len())) }
            ul { @for dossier in unchecked { li { (named(dossier)) @if let Some(host) = &dossier.host { ", " (host.name) } } } }
        }
        @if refused.is_empty() && unchecked.is_empty() { p { (ui.text("bulk-nothing")) } }
    };
    let tone = if refused.is_empty() && done > 0 { Tone::Warn } else { Tone::Bad };
    html! { (Alert { ui, tone, title: &title, body }) }
}

/// A convention and its version as the box to tick says them, and no other writing of the same.
fn one(text: &str) -> Option<(ConventionId, i32)> {
    let (id, version) = text.split_once(':')?;
    let (id, version): (ConventionId, i32) = (id.parse().ok()?, version.parse().ok()?);
    (pair(id, version) == text).then_some((id, version))
}

/// What [`one`] reads.
pub(super) fn pair(id: ConventionId, version: i32) -> String {
    format!("{id}:{version}")
}

/// The list as it was asked: what the form says is read as a filter, never followed as an address.
fn asked_before(request: &Request, side: Side, name: &str) -> Listing {
    let query = request.form.first(name).and_then(|text| Params::read(text).ok()).unwrap_or_default();
    Listing::read(&query, today(request.now), side.scope(request).awaited().as_ref())
}

/// Back to the list as it was asked.
fn back(request: &Request, side: Side, name: &str) -> Redirect {
    asked_before(request, side, name).kept().into_iter().fold(Redirect::to(""), |redirect, (n, v)| redirect.query(n, v))
}

/// Keeps the filter, the order and the columns under a name.
pub(crate) async fn save_view((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let listing = asked_before(&request, side, "query");
    if !listing.is_narrowed() {
        return Ok(back(&request, side, "query").into());
    }
    let typed = request.form.first("name").unwrap_or("");
    let name = match parse::line(typed, NAME) {
        Ok(name) if !name.is_empty() => name,
        answer => {
            let sentence = Words::of(request.locale).problem(&answer.err().unwrap_or(Problem::Required));
            return not_saved(&app, side, &request, &listing, Refused { name: typed, sentence: &sentence }).await;
        }
    };
    let scope = side.scope(&request);
    let (query, columns) = (asked::text(listing.criteria()), listing.columns.text());
    let view = views::View { id: ViewId(0), list: side.handle().to_owned(), name, query, columns };
    match app.store.write(move |conn| views::save(conn, &scope, &view)).await {
        Ok(()) => Ok(back(&request, side, "query").flash(Flash::done("flash-view-saved")).into()),
        Err(Error::NotAChoice(_)) => {
            let sentence = Words::of(request.locale).counted("views-full", views::VIEWS);
            not_saved(&app, side, &request, &listing, Refused { name: typed, sentence: &sentence }).await
        }
        Err(error) => Err(fault(error)),
    }
}

/// The list again, with the name that was refused as it was typed.
async fn not_saved(app: &App, side: Side, request: &Request, listing: &Listing, refused: Refused<'_>) -> Result<Outcome, Fault> {
    Ok(Outcome::Invalid(listed(app, side, request, listing, &Above { name: Some(refused), ..Above::default() }).await?))
}

/// Forgets a saved view.
pub(crate) async fn delete_view((app, side): (App, Side), request: Request) -> Result<Outcome, Fault> {
    let (scope, id) = (side.scope(&request), request.id::<ViewId>("view")?);
    app.store.write(move |conn| views::remove(conn, &scope, id)).await.map_err(fault)?;
    Ok(Redirect::to("").flash(Flash::done("flash-view-deleted")).into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_box_is_read_as_it_was_written(id in 0..i64::MAX, version in 0..i32::MAX) {
            prop_assert_eq!(one(&pair(ConventionId(id), version)), Some((ConventionId(id), version)));
        }

        #[test]
        fn nothing_else_is_a_box(text in "[+-]?[0-9]{0,3}:?[+-]?[0-9]{0,3}:?|.{0,12}") {
            let canonical = one(&text).is_none_or(|(id, version)| pair(id, version) == text);
            prop_assert!(canonical, "{}", text);
        }
    }

    #[test]
    fn other_writings_of_a_box_are_none() {
        for text in ["", ":", "1", "1:", ":1", "+1:0", "1:+0", "01:0", "1:00", " 1:0", "1:0:0", "9223372036854775808:0", "1:2147483648"] {
            assert_eq!(one(text), None, "{text}");
        }
    }
}
