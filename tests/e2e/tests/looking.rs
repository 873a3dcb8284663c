//! Looks at what the story does not pass: states of windows, the other language, pages before their script, every component. And the looks
//! see what they should: a silent axe is worth something only if it can speak.

use tremplin_domain::locale::Locale;
use tremplin_e2e_tests::{
    Done, axe,
    browser::{Browser, Look, Scripts},
    database::Database,
    ensure,
    program::Demo,
};
use tremplin_ui::gallery::{self, Theme};

async fn spoils(page: &Browser) -> Done {
    page.go("/sign-in").await?;
    let found = axe::violations(page).await?;
    ensure(found.is_empty(), || found.join("\n"))?;
    page.script("document.querySelector('main').innerHTML += '<img src=\"data:,\"><p style=\"\">x</p><div class=wide>y</div>'; document.querySelector('.wide').style.width = '2000px'", &[])
        .await?;
    let found = axe::violations(page).await?;
    ensure(found.iter().any(|v| v.starts_with("image-alt")), || format!("axe does not miss the words of a picture: {found:?}"))?;
    let looked = page.look("spoilt").await.err().map(|e| e.to_string()).unwrap_or_default();
    ensure(looked.contains("run over the side") && looked.contains("image-alt"), || format!("a look sees too little: {looked}"))
}

async fn looked(story: impl AsyncFnOnce(&Browser) -> Done) -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let page = Browser::open(&demo.origin, Scripts::On, Look::Every).await?;
    let lived = story(&page).await;
    page.close().await?;
    demo.stop().await?;
    lived
}

/// Signs somebody in.
async fn enters(page: &Browser, login: &str) -> Done {
    page.go("/sign-in").await?;
    page.follow(&format!("button[value={login}]")).await
}

async fn passes_the_rest(page: &Browser) -> Done {
    enters(page, "ngarnier").await?;
    for (name, path) in [
        ("minimized", "/w/traiter?ws=minimized"),
        ("maximized", "/w/traiter?ws=maximized"),
        ("help", "/w/traiter?mode=help"),
        ("sessions", "/sessions"),
        ("missing", "/nowhere"),
        ("missing-convention", "/w/traiter/99999999"),
    ] {
        page.go(path).await?;
        page.look(name).await?;
    }
    page.go("/p/conventions").await?;
    page.follow("#window-traiter tbody th a").await?;
    page.look("convention-to-decide").await?;
    page.follow("#window-traiter a[href$='/student']").await?;
    page.follow("#window-traiter .tr-steps a[href$='/host']").await?;
    page.follow("#window-traiter a[href$='/record']").await?;
    page.look("correct-host").await?;
    page.fill("#traiter-host-siret", "123").await?;
    page.follow("#traiter-correct button[type=submit]").await?;
    page.look("correct-host-wrong").await?;
    is_refused_a_validation(page).await?;
    page.go("/p/conventions").await?;
    page.follow("button[name=lang][value=en]").await?;
    page.look("english-list").await?;
    page.follow("#window-traiter tbody th a").await?;
    page.look("english-convention").await
}

/// An internship for nothing, longer than the law allows: it cannot be validated.
async fn is_refused_a_validation(page: &Browser) -> Done {
    page.go("/w/traiter?status=partly-validated&turn=centre").await?;
    page.follow("#window-traiter tbody th a").await?;
    let address = page.path().await?;
    page.go(&format!("{address}/internship")).await?;
    page.click("#traiter-entry input[name=paid][value=no]").await?;
    page.follow("#traiter-entry button[value=leave]").await?;
    page.go(&address).await?;
    page.follow("form[action$='/validate'] button[type=submit]").await?;
    page.says("#window-traiter .tr-alert--bad", "ne peut pas être validée ainsi").await?;
    page.look("refused-validation").await
}

/// A convention that was sent back is sent again, and taken back.
async fn passes_as_a_student(page: &Browser) -> Done {
    enters(page, "adupont").await?;
    page.follow("#window-stages article:has(a[href$='/student']) h3 a").await?;
    let address = page.path().await?;
    page.look("student-convention").await?;
    page.go(&format!("{address}/summary")).await?;
    page.follow("#stages-submit button[type=submit]").await?;
    page.says("#window-stages .tr-alert", "Convention envoyée").await?;
    page.go(&format!("{address}/take-back")).await?;
    page.look("student-take-back").await
}

async fn passes_without_the_script(page: &Browser) -> Done {
    page.refuse_scripts().await?;
    enters(page, "adupont").await?;
    page.follow("#window-stages a[href$='/student']").await?;
    page.look("plain-step-student").await?;
    for step in ["host", "tutor", "internship", "teacher"] {
        page.follow(&format!("#window-stages .tr-steps a[href$='/{step}']")).await?;
        page.look(&format!("plain-step-{step}")).await?;
    }
    page.fill("#stages-teacher", "le").await?;
    page.follow("#stages-entry button[name=search]").await?;
    page.look("plain-step-teacher-found").await?;
    enters(page, "ngarnier").await?;
    page.look("plain-list").await
}

async fn passes_every_component(page: &Browser) -> Done {
    let folder = tempfile::tempdir()?;
    for (name, locale) in [("gallery", Locale::Fr), ("gallery-english", Locale::En)] {
        let file = folder.path().join(format!("{name}.html"));
        std::fs::write(&file, gallery::page(locale, Theme::System, &[0]).into_string())?;
        page.client().goto(&format!("file://{}", file.display())).await?;
        page.look(name).await?;
    }
    Ok(())
}

#[tokio::test]
async fn states_of_windows_and_the_other_language() -> Done {
    looked(passes_the_rest).await
}

#[tokio::test]
async fn a_convention_sent_and_taken_back() -> Done {
    looked(passes_as_a_student).await
}

#[tokio::test]
async fn pages_before_their_script() -> Done {
    looked(passes_without_the_script).await
}

#[tokio::test]
async fn every_component_with_awkward_examples() -> Done {
    looked(passes_every_component).await
}

#[tokio::test]
async fn a_look_sees_what_is_wrong() -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let page = Browser::open(&demo.origin, Scripts::On, Look::Once).await?;
    let seen = spoils(&page).await;
    page.close().await?;
    demo.stop().await?;
    seen
}
