//! The office finds the convention among hundreds and validates it in the order of its centre.

use serde_json::json;
use tremplin_e2e_tests::{Done, ensure};

use crate::{ADMIN, OFFICE, STUDENT, Story, TEACHER};

/// The list's window.
const LIST: &str = "#window-traiter";
/// Sends the filters.
const FILTER: &str = "#traiter-filters button[type=submit]";

/// A row of the list, by its convention.
fn row(id: &str) -> String {
    format!("{LIST} tr:has(a[href$='/w/traiter/{id}'])")
}

/// The conventions on the page, in order.
async fn listed(story: &Story) -> Done<Vec<String>> {
    story.page.texts(&format!("{LIST} tbody th .tr-table__main")).await
}

pub(crate) async fn finds_it(story: &Story) -> Done {
    story.become_(OFFICE).await?;
    let page = &story.page;
    page.look("office-list").await?;
    // Without accents, in any order of words.
    page.fill("#traiter-q", "dupont amelie").await?;
    page.follow(FILTER).await?;
    page.find(&row(&story.id)).await?;
    page.fill("#traiter-q", &story.number).await?;
    page.follow(FILTER).await?;
    ensure(page.count(&format!("{LIST} tbody tr")).await? == 1, || "a number finds more than its convention".into())?;
    page.look("office-found").await?;
    page.fill("#traiter-q", "zzz introuvable").await?;
    page.follow(FILTER).await?;
    page.says(LIST, "Aucune convention ne correspond").await?;
    page.look("office-nothing").await?;
    page.follow(".tr-filters__actions a").await?;
    ensure(page.value("#traiter-q").await?.is_empty(), || "the filters are not cleared".into())
}

pub(crate) async fn sorts_and_pages(story: &Story) -> Done {
    let page = &story.page;
    let sort = "#traiter-conventions-sort-1";
    page.follow(sort).await?;
    page.find(&format!("{LIST} th[aria-sort=ascending] {sort}")).await?;
    let ascending = listed(story).await?;
    page.follow(sort).await?;
    page.find(&format!("{LIST} th[aria-sort=descending] {sort}")).await?;
    let descending = listed(story).await?;
    ensure(ascending.first() != descending.first(), || format!("both orders begin with {:?}", ascending.first()))?;
    page.follow(&format!("{LIST} a[rel=next]")).await?;
    let second = listed(story).await?;
    ensure(second.iter().all(|name| !name.is_empty()) && second != descending, || "the second page is the first".into())?;
    page.says(&format!("{LIST} .tr-pager__range"), "26–").await?;
    page.look("office-second-page").await?;
    page.follow(&format!("{LIST} a[rel=prev]")).await?;
    ensure(listed(story).await? == descending, || "the way back leads elsewhere".into())
}

pub(crate) async fn keeps_a_view(story: &Story) -> Done {
    let page = &story.page;
    page.go("/p/conventions").await?;
    page.unfold("#traiter-turn").await?;
    page.select("#traiter-turn", Some("centre")).await?;
    page.select("#traiter-status", Some("partly-validated")).await?;
    page.follow(FILTER).await?;
    page.fill("#traiter-name", "À vérifier, dès aujourd’hui").await?;
    page.follow("#traiter-view-save button[type=submit]").await?;
    page.says(&format!("{LIST} .tr-alert"), "Vue enregistrée").await?;
    page.look("office-view").await?;
    page.go("/p/conventions").await?;
    let known = "const a = [...document.querySelectorAll('#window-traiter nav a')].find((a) => a.textContent.includes(arguments[0])); a?.setAttribute('id', 'kept'); return !!a";
    page.until("the view is kept", known, &[json!("À vérifier")]).await?;
    page.follow("#kept").await?;
    ensure(page.value("#traiter-status").await? == "partly-validated", || "the view lost its filter".into())?;
    ensure(page.value("#traiter-turn").await? == "centre", || "the view lost its second filter".into())?;
    page.find(&row(&story.id)).await?;
    Ok(())
}

/// Several at a time: each gets its next validation, the others stay as they are.
pub(crate) async fn validates_in_number(story: &Story) -> Done {
    let page = &story.page;
    let boxes = format!("{LIST} tbody tr:not(:has(a[href$='/w/traiter/{}'])) input[name=select]", story.id);
    let body = "[...document.querySelectorAll(arguments[0])].slice(0, 2).forEach((e, i) => e.setAttribute('data-tick', i + 1));
        return document.querySelectorAll('[data-tick]').length";
    let there = page.script(body, &[json!(boxes)]).await?.as_u64().unwrap_or(0);
    ensure(there == 2, || format!("{there} conventions to tick"))?;
    for at in ["1", "2"] {
        page.click(&format!("[data-tick='{at}']")).await?;
    }
    page.look("office-ticked").await?;
    page.follow("#traiter-bulk button[type=submit]").await?;
    page.says(&format!("{LIST} .tr-alert"), "2 conventions validées").await
}

/// Check, then administrative: the one before the other, and each can be taken back.
pub(crate) async fn validates_in_order(story: &Story) -> Done {
    let page = &story.page;
    page.follow(&format!("{} a", row(&story.id))).await?;
    page.look("office-convention").await?;
    let form = |action: &str, which: &str| format!("form[action$='/{action}']:has(input[name=validation][value={which}])");
    let button = |action: &str, which: &str| format!("{} button[type=submit]", form(action, which));
    ensure(page.has(&form("validate", "check")).await?, || "the check is not offered".into())?;
    ensure(!page.has(&form("validate", "administrative")).await?, || "a validation is offered before its time".into())?;
    page.follow(&button("validate", "check")).await?;
    page.follow(&button("validate", "administrative")).await?;
    page.says(LIST, "Validée").await?;
    page.look("office-validated").await?;
    // Taken back, the one before it stays.
    page.follow(&button("undo", "administrative")).await?;
    page.says(&format!("{LIST} .tr-alert"), "Validation retirée").await?;
    ensure(page.has(&form("validate", "administrative")).await?, || "what was taken back is not offered again".into())?;
    page.follow(&button("validate", "administrative")).await?;
    page.says(&format!("{LIST} .tr-alert"), "Validation enregistrée").await?;
    ensure(!page.has(&form("validate", "administrative")).await?, || "the last validation is still offered".into())
}

/// Who did what when, and the messages that left for it.
pub(crate) async fn tells_what_happened(story: &Story) -> Done {
    let page = &story.page;
    let timeline = page.all_text(&format!("{LIST} .tr-timeline")).await?;
    for told in ["Amélie Dupont", "Maud Keller", "Nadège Garnier", "Précisez le sujet", "Étudiant, Établissement"] {
        ensure(timeline.contains(told), || format!("{told} is not in the timeline: {timeline}"))?;
    }
    ensure(!timeline.contains("pay-amount"), || format!("the timeline speaks in codes: {timeline}"))?;
    story.become_(ADMIN).await?;
    page.go("/p/courrier").await?;
    page.look("mail").await?;
    let mail = page.all_text("#window-courrier").await?;
    ensure(mail.contains(&story.number), || format!("no message about {}: {mail}", story.number))?;
    ensure(mail.contains("Précisez le sujet"), || "no message gives the reason".into())
}

/// Each message leads its reader to the convention in their own widget, by way of signing in.
pub(crate) async fn messages_lead_to_it(story: &Story) -> Done {
    let page = &story.page;
    let mail = page.all_text("#window-courrier").await?;
    let places = [
        (STUDENT, "mes-stages", "#window-stages"),
        (TEACHER, "stages-suivis", "#window-suivis"),
        (OFFICE, "conventions-a-traiter", "#window-traiter"),
    ];
    for (login, widget, window) in places {
        let path = format!("/w/{widget}/{}", story.id);
        ensure(mail.contains(&format!("{}{path}", story.demo.origin)), || format!("no message leads to {path}: {mail}"))?;
        story.leave().await?;
        page.go(&path).await?;
        page.follow(&format!("button[name=login][value={login}]")).await?;
        page.says(window, &story.number).await?;
        ensure(page.path().await? == path, || format!("{login} is led elsewhere than {path}"))?;
    }
    Ok(())
}
