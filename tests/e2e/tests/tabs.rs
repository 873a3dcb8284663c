//! Two tabs on one convention: the second to save is told what changed, and loses nothing.

use fantoccini::Locator;
use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    database::Database,
    ensure,
    program::Demo,
};

const SAVE: &str = "#stages-entry button[name=then][value=continue]";

/// Does something at an address in a second tab, which is closed after it, and comes back.
async fn in_another_tab(page: &Browser, address: &str, what: impl AsyncFnOnce(&Browser) -> Done) -> Done {
    let first = page.client().window().await?;
    let second = page.client().new_window(true).await?.handle;
    page.client().switch_to_window(second).await?;
    page.go(address).await?;
    what(page).await?;
    page.client().close_window().await?;
    page.client().switch_to_window(first).await?;
    Ok(())
}

async fn two_tabs(page: &Browser) -> Done {
    page.go("/sign-in").await?;
    page.follow("button[value=adupont]").await?;
    page.follow("#window-stages a[href$='/student']").await?;
    let address = page.path().await?;
    page.fill("#stages-town", "Ville de la première fenêtre").await?;

    in_another_tab(page, &address, async |page| {
        page.fill("#stages-town", "Ville de la seconde").await?;
        page.follow(SAVE).await
    })
    .await?;
    page.follow(SAVE).await?;
    page.says("#window-stages", "dans une autre fenêtre").await?;
    page.says("#window-stages .tr-alert--bad", "Ville de la seconde").await?;
    ensure(page.value("#stages-town").await? == "Ville de la première fenêtre", || "what was typed is lost".into())?;
    page.look("stale").await?;
    // Saved once more, knowing what changed, it is kept.
    page.follow(SAVE).await?;
    page.find("#stages-host").await?;
    page.go(&address).await?;
    ensure(page.value("#stages-town").await? == "Ville de la première fenêtre", || "the second attempt is not kept".into())
}

/// What was typed into a draft that is gone can still be copied.
async fn a_save_of_what_is_gone(page: &Browser) -> Done {
    page.go("/w/stages/new").await?;
    page.click("input[name=enrolment][value^='2026/']").await?;
    page.follow("#stages-create button[type=submit]").await?;
    let path = page.path().await?;
    let remove = path.split('?').next().unwrap_or_default().replace("/student", "/remove");
    page.fill("#stages-town", "Saint-Aubin-d’Aubigné").await?;

    in_another_tab(page, &remove, async |page| page.follow("#stages-delete button[type=submit]").await).await?;
    page.follow(SAVE).await?;
    page.says("#window-stages .tr-alert", "a été supprimé").await?;
    page.says("#window-stages .tr-alert", "Saint-Aubin-d’Aubigné").await?;
    page.look("gone").await
}

/// A decision that comes too late keeps its reason, at its own field alone.
async fn a_late_return(page: &Browser) -> Done {
    page.go("/sign-in").await?;
    page.follow("button[value=ngarnier]").await?;
    page.go("/w/traiter?status=partly-validated&turn=centre").await?;
    page.follow("#window-traiter tbody th a").await?;
    let address = page.path().await?;
    // An empty reason is told where it is missing, and nowhere else.
    page.unfold("#traiter-cancel-reason").await?;
    page.follow("form[action$='/cancel'] button[type=submit]").await?;
    page.find("#traiter-cancel-reason-error").await?;
    ensure(!page.has("#traiter-return-reason-error").await?, || "the other reason is told to be wrong".into())?;
    page.go(&address).await?;
    page.fill("#traiter-return-reason", "Le sujet ne convient pas.").await?;

    in_another_tab(page, &address, async |page| page.follow("form[action$='/validate'] button[type=submit]").await).await?;
    page.follow("form[action$='/return'] button[type=submit]").await?;
    page.says("#window-traiter .tr-alert--bad", "dans une autre fenêtre").await?;
    page.look("stale-decision").await?;
    // The convention may be validated by now, so that the form is gone: the reason is then told above.
    page.says("#window-traiter", "Le sujet ne convient pas.").await
}

/// Of several validated at once, the one that somebody validated meanwhile is named, and the others are done.
async fn a_late_validation_among_several(page: &Browser) -> Done {
    page.go("/w/traiter?status=partly-validated&turn=centre").await?;
    for row in ["1", "2"] {
        page.click(&format!("#window-traiter tbody tr:nth-child({row}) input[name=select]")).await?;
    }
    let row = page.client().find(Locator::Css("#window-traiter tbody tr:first-child a")).await?;
    let (number, address) = (row.text().await?, row.prop("pathname").await?.ok_or("a link without an address")?);

    in_another_tab(page, &address, async |page| page.follow("form[action$='/validate'] button[type=submit]").await).await?;
    page.follow("#traiter-bulk button[type=submit]").await?;
    page.says("#window-traiter .tr-alert", "Une convention validée").await?;
    page.says("#window-traiter .tr-alert--bad", number.lines().last().unwrap_or_default()).await?;
    page.look("office-partly").await
}

/// A save that comes after the end keeps what was typed in sight.
async fn a_late_save(page: &Browser) -> Done {
    page.go("/w/traiter?status=partly-validated&turn=centre").await?;
    page.follow("#window-traiter tbody th a").await?;
    let address = page.path().await?;
    page.go(&format!("{address}/internship")).await?;
    page.fill("#traiter-subject", "Cartographie nocturne du littoral").await?;

    in_another_tab(page, &address, async |page| {
        page.unfold("#traiter-cancel-reason").await?;
        page.fill("#traiter-cancel-reason", "L’organisme renonce.").await?;
        page.follow("form[action$='/cancel'] button[type=submit]").await
    })
    .await?;
    page.follow("#traiter-entry button[name=then][value=continue]").await?;
    page.says("#window-traiter .tr-alert--bad", "dans une autre fenêtre").await?;
    page.says("#window-traiter .tr-alert--bad", "Cartographie nocturne du littoral").await?;
    page.look("closed").await
}

async fn told(scripts: Scripts, look: Look) -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let page = Browser::open(&demo.origin, scripts, look).await?;
    let lived = async {
        two_tabs(&page).await?;
        a_save_of_what_is_gone(&page).await?;
        a_late_return(&page).await?;
        a_late_validation_among_several(&page).await?;
        a_late_save(&page).await
    };
    let lived = lived.await;
    page.close().await?;
    demo.stop().await?;
    lived
}

#[tokio::test]
async fn the_second_to_save_loses_nothing_with_scripts() -> Done {
    told(Scripts::On, Look::Every).await
}

#[tokio::test]
async fn the_second_to_save_loses_nothing_without_scripts() -> Done {
    told(Scripts::Off, Look::Once).await
}
