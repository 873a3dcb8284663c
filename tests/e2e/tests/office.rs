//! What an office does besides deciding: it prepares a convention for a student, deletes the draft, chooses its columns, and looks after
//! the hosts that students entered. With and without scripts.

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    database::Database,
    ensure,
    program::Demo,
};

/// The list's window.
const LIST: &str = "#window-traiter";

async fn prepares_and_deletes(page: &Browser) -> Done {
    page.go("/sign-in").await?;
    page.follow("button[value=ngarnier]").await?;
    page.follow(&format!("{LIST} a[href$='/w/traiter/new']")).await?;
    page.look("office-new").await?;
    page.fill("#traiter-q", "zzz introuvable").await?;
    page.follow("#traiter-find-student button[type=submit]").await?;
    page.says(LIST, "Aucun étudiant trouvé").await?;
    page.fill("#traiter-q", "dupont amelie").await?;
    page.follow("#traiter-find-student button[type=submit]").await?;
    page.look("office-new-found").await?;
    page.follow(&format!("{LIST} tbody th a")).await?;
    page.says(LIST, "Amélie").await?;
    page.look("office-new-enrolment").await?;
    page.follow("#traiter-create button[type=submit]").await?;
    page.says(&format!("{LIST} .tr-alert"), "brouillon").await?;
    let path = page.path().await?.split('?').next().unwrap_or_default().to_owned();
    let id = path.trim_start_matches("/w/traiter/").split('/').next().unwrap_or_default().to_owned();
    ensure(path == format!("/w/traiter/{id}/student"), || format!("at {path}"))?;
    page.go(&format!("/w/traiter/{id}")).await?;
    page.look("office-draft").await?;
    // Sent as it is, it says what is missing, and that first.
    page.follow(&format!("{LIST} a[href$='/w/traiter/{id}/summary']")).await?;
    page.follow("#traiter-submit button.tr-button--primary").await?;
    page.says(&format!("{LIST} [role=alert]"), "Il manque des réponses").await?;
    if page.scripts == Scripts::On {
        ensure(page.is_focused(&format!("{LIST} [role=alert]")).await?, || "the focus is not on what is missing".into())?;
    }
    passes_over(page, &id).await?;
    page.go(&format!("/w/traiter/{id}/remove")).await?;
    page.look("office-remove").await?;
    page.follow("#traiter-delete button[type=submit]").await?;
    page.says(&format!("{LIST} .tr-alert"), "supprimé").await?;
    page.go(&format!("/w/traiter/{id}")).await?;
    page.says(LIST, "n’existe pas").await
}

/// Three months for nothing: the law objects, and the office passes over it, first without a reason.
async fn passes_over(page: &Browser, id: &str) -> Done {
    page.go(&format!("/w/traiter/{id}/internship")).await?;
    page.date("#traiter-starts-on", "2027-03-01").await?;
    page.date("#traiter-ends-on", "2027-05-28").await?;
    page.click("#traiter-entry input[name=paid][value=no]").await?;
    page.follow("#traiter-entry button[value=leave]").await?;
    page.go(&format!("/w/traiter/{id}")).await?;
    let (reason, send) = ("#traiter-passing-gratification", "form:has(#traiter-passing-gratification) button[type=submit]");
    page.unfold(reason).await?;
    page.look("office-pass-over").await?;
    page.follow(send).await?;
    page.says("#traiter-passing-gratification-error", "Donnez un motif").await?;
    page.look("office-pass-over-wrong").await?;
    page.fill(reason, "Accord de branche plus favorable").await?;
    page.follow(send).await?;
    page.says(&format!("{LIST} .tr-checks"), "pour ce motif\u{a0}: Accord de branche").await?;
    page.look("office-passed-over").await?;
    page.follow("form[action$='/uphold'] button[type=submit]").await?;
    page.find(reason).await.map(|_| ())
}

async fn chooses_columns(page: &Browser) -> Done {
    page.go("/w/traiter").await?;
    page.unfold("#traiter-turn").await?;
    page.click(&format!("{LIST} input[name=col][value=teacher]")).await?;
    page.click(&format!("{LIST} input[name=col][value=period]")).await?;
    page.follow("#traiter-filters button[type=submit]").await?;
    let shown = async |page: &Browser| page.texts(&format!("{LIST} thead th")).await;
    let heads = shown(page).await?.join(" ");
    ensure(heads.contains("Enseignant") && !heads.contains("Période"), || heads.clone())?;
    page.look("office-columns").await?;
    page.fill("#traiter-name", "Qui encadre").await?;
    page.follow("#traiter-view-save button[type=submit]").await?;
    page.go("/w/traiter").await?;
    ensure(shown(page).await?.join(" ").contains("Période"), || "the usual columns are gone".into())?;
    page.follow(&format!("{LIST} nav a[href*='col=teacher']")).await?;
    ensure(shown(page).await?.join(" ") == heads, || "the view lost its columns".into())
}

/// A host waits: it is corrected, wrongly at first, then put in the place of its double.
async fn looks_after_hosts(page: &Browser) -> Done {
    page.go("/w/traiter/hosts").await?;
    page.look("office-hosts").await?;
    page.follow(&format!("{LIST} article a[href*='/hosts/']")).await?;
    page.look("office-host").await?;
    let name = page.value("#traiter-host-name").await?;
    page.fill("#traiter-host-postcode", "35").await?;
    page.fill("#traiter-host-activity", "Une activité corrigée").await?;
    page.follow("#traiter-host button[name=then]").await?;
    page.find("#traiter-host-postcode-error").await?;
    ensure(page.value("#traiter-host-activity").await? == "Une activité corrigée", || "what was typed is lost".into())?;
    page.look("office-host-wrong").await?;
    page.fill("#traiter-host-postcode", "35000").await?;
    page.select("#traiter-host-country", Some("FR")).await?;
    page.follow("#traiter-host button[name=then]").await?;
    page.says(&format!("{LIST} .tr-alert"), "Organisme validé").await?;
    ensure(!page.texts(&format!("{LIST} article h4")).await?.contains(&name), || format!("{name} still waits"))?;

    page.follow(&format!("{LIST} article a[href*='/hosts/']")).await?;
    page.follow("#traiter-host-replace .tr-actions button").await?;
    page.says(&format!("{LIST} [role=alert]"), "Choisissez l’organisme").await?;
    page.fill("#traiter-by", &name).await?;
    page.follow("#traiter-host-replace button[name=search]").await?;
    page.look("office-host-replace").await?;
    page.click("#traiter-host-replace input[name=by][type=radio]").await?;
    page.follow("#traiter-host-replace .tr-actions button").await?;
    page.says(&format!("{LIST} .tr-alert"), "remplacé").await
}

async fn lived(scripts: Scripts, look: Look) -> Done {
    let demo = Demo::start(Database::Sqlite).await?;
    let page = Browser::open(&demo.origin, scripts, look).await?;
    let lived = async {
        prepares_and_deletes(&page).await?;
        chooses_columns(&page).await?;
        looks_after_hosts(&page).await
    }
    .await;
    page.close().await?;
    demo.stop().await?;
    lived
}

#[tokio::test]
async fn an_office_prepares_and_looks_after_hosts_with_scripts() -> Done {
    lived(Scripts::On, Look::Every).await
}

#[tokio::test]
async fn an_office_prepares_and_looks_after_hosts_without_scripts() -> Done {
    lived(Scripts::Off, Look::Never).await
}
