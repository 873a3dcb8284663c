//! Everything can be done with the keyboard alone, and it can always be seen where the focus is.

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    database::Database,
    ensure,
    keyboard::{DOWN, ENTER, SPACE, TAB, UP, back, is_shown, press, reach, stays_in, write},
    program::Demo,
};

/// Signs somebody in.
async fn enters(page: &Browser, login: &str) -> Done {
    page.go("/sign-in").await?;
    let person = format!("button[value={login}]");
    reach(page, &person).await?;
    does(page, &person).await?;
    page.find(".bar__person").await?;
    Ok(())
}

/// Enter on what has the focus, and what stood around it is replaced.
async fn does(page: &Browser, css: &str) -> Done {
    page.mark(css).await?;
    press(page, ENTER).await?;
    page.replaced(css).await
}

/// Reaches a control and presses Enter on it; afterwards the focus is still in the window.
async fn follows(page: &Browser, window: &str, css: &str) -> Done {
    reach(page, css).await?;
    does(page, css).await?;
    stays_in(page, window).await
}

/// The page's beginning leads past the portal's own controls.
async fn skips_the_chrome(page: &Browser) -> Done {
    press(page, TAB).await?;
    ensure(page.is_focused("a.skip").await?, || "the first stop does not lead to the content".into())?;
    is_shown(page).await?;
    press(page, ENTER).await?;
    page.until("the content has the focus", "return document.activeElement?.id === 'main'", &[]).await
}

async fn fills_a_step(page: &Browser) -> Done {
    let window = "#window-stages";
    enters(page, "adupont").await?;
    skips_the_chrome(page).await?;
    follows(page, window, "#window-stages a[href$='/w/stages/new']").await?;
    reach(page, "input[name=enrolment]").await?;
    press(page, DOWN).await?;
    ensure(page.has("input[name=enrolment][value^='2025/']:checked").await?, || "an arrow chooses nothing".into())?;
    press(page, UP).await?;
    follows(page, window, "#stages-create button[type=submit]").await?;

    reach(page, "input[name=kind]").await?;
    press(page, SPACE).await?;
    ensure(page.has("input[name=kind][value=initial-compulsory]:checked").await?, || "a space does not choose".into())?;
    press(page, DOWN).await?;
    ensure(page.has("input[name=kind][value=initial-recommended]:checked").await?, || "an arrow does not choose".into())?;
    reach(page, "#stages-postcode").await?;
    write(page, "350").await?;
    reach(page, "#stages-entry button[name=then][value=continue]").await?;
    does(page, "#stages-entry").await?;
    // What is wrong has the focus; its first line leads to the field.
    ensure(page.is_focused("#stages-errors").await?, || "what is wrong has not the focus".into())?;
    reach(page, "#stages-errors a").await?;
    press(page, ENTER).await?;
    page.until("the field has the focus", "return document.activeElement?.id === 'stages-postcode'", &[]).await?;
    write(page, "35000").await?;
    press(page, TAB).await?;
    back(page).await?;
    ensure(page.is_focused("#stages-postcode").await?, || "the way back leads elsewhere".into())?;
    follows(page, window, "#stages-entry button[name=then][value=continue]").await?;

    reach(page, "#stages-host").await?;
    write(page, "cabinet etienne").await?;
    page.says("#stages-host-list:not([hidden])", "Cabinet Étienne").await?;
    press(page, DOWN).await?;
    page.find("#stages-host-list [aria-selected=true]").await?;
    press(page, ENTER).await?;
    page.until("the list closes", "return document.querySelector('#stages-host-list').hidden", &[]).await?;
    ensure(page.is_focused("#stages-host").await?, || "the choice takes the focus away".into())?;
    follows(page, window, "#stages-entry button[name=then][value=continue]").await?;
    let path = page.path().await?;
    ensure(path.ends_with("/service"), || format!("at {path}"))
}

async fn validates_one(page: &Browser) -> Done {
    let window = "#window-traiter";
    enters(page, "ngarnier").await?;
    reach(page, "#traiter-q").await?;
    reach(page, "#traiter-status").await?;
    for _ in 0..20 {
        if page.value("#traiter-status").await? == "partly-validated" {
            break;
        }
        press(page, DOWN).await?;
    }
    ensure(page.value("#traiter-status").await? == "partly-validated", || "arrows do not choose in the list".into())?;
    follows(page, window, "#traiter-filters button[type=submit]").await?;
    ensure(page.value("#traiter-status").await? == "partly-validated", || "the filter is lost".into())?;
    follows(page, window, "#window-traiter th[scope=col] a").await?;
    ensure(page.is_focused("#window-traiter th[scope=col] a").await?, || "sorting takes the focus away".into())?;
    // A box is ticked with a space, and its row is still there.
    reach(page, "#window-traiter tbody input[name=select]").await?;
    press(page, SPACE).await?;
    page.says("#window-traiter [data-tremplin-bulk]", "Une ligne sélectionnée").await?;
    press(page, SPACE).await?;
    follows(page, window, "#window-traiter tbody th a").await?;
    follows(page, window, "form[action$='/validate'] button[type=submit]").await?;
    page.says("#window-traiter .tr-alert", "Validation enregistrée").await
}

async fn lived(story: impl AsyncFnOnce(&Browser) -> Done) -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let page = Browser::open(&demo.origin, Scripts::On, Look::Never).await?;
    let lived = story(&page).await;
    page.close().await?;
    demo.stop().await?;
    lived
}

#[tokio::test]
async fn a_step_is_filled_and_saved() -> Done {
    lived(fills_a_step).await
}

#[tokio::test]
async fn a_list_is_filtered_and_a_convention_opened_and_validated() -> Done {
    lived(validates_one).await
}
