//! The student prepares a convention in eight steps, leaves and resumes in between, and sends it.

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Scripts},
    ensure,
};

use crate::{HostBy, STUDENT, Story};

/// Saves the step and goes on.
const GO_ON: &str = "#stages-entry button[name=then][value=continue]";

/// The id of a field in the widget.
fn field(name: &str) -> String {
    format!("#stages-{name}")
}

/// Chooses one of a question's answers.
async fn answer(page: &Browser, name: &str, value: &str) -> Done {
    page.click(&format!("#stages-entry input[name='{name}'][value='{value}']")).await
}

/// The step in the address.
async fn is_at(page: &Browser, story: &Story, step: &str) -> Done {
    let path = page.path().await?;
    let path = path.split('?').next().unwrap_or_default();
    let wanted = format!("/w/stages/{}/{step}", story.id);
    ensure(path == wanted, || format!("at {path}, not at {wanted}"))
}

pub(crate) async fn begins(story: &mut Story) -> Done {
    story.become_(STUDENT).await?;
    let page = &story.page;
    page.says("#window-stages-title", "Mes stages").await?;
    page.look("student-list").await?;
    page.follow("#window-stages a[href$='/w/stages/new']").await?;
    page.look("student-new").await?;
    page.click("input[name=enrolment][value^='2026/']").await?;
    page.follow("#stages-create button[type=submit]").await?;
    let path = page.path().await?;
    let id = path.strip_prefix("/w/stages/").and_then(|rest| rest.split('/').next()).ok_or_else(|| format!("not a convention: {path}"))?;
    id.clone_into(&mut story.id);
    is_at(&story.page, story, "student").await?;
    story.page.look("step-student").await
}

/// A wrong answer comes back at its field with everything that was typed; the focus is on the list of what is wrong.
pub(crate) async fn mistypes_a_postcode(story: &Story) -> Done {
    let page = &story.page;
    answer(page, "kind", "initial-compulsory").await?;
    page.fill(&field("postcode"), "35").await?;
    page.fill(&field("town"), "Saint-Aubin-d’Aubigné").await?;
    page.follow(GO_ON).await?;
    page.find("#stages-errors").await?;
    page.look("step-student-wrong").await?;
    ensure(page.attribute(&field("postcode"), "aria-invalid").await?.as_deref() == Some("true"), || "the postcode is not marked".into())?;
    let described = page.attribute(&field("postcode"), "aria-describedby").await?.unwrap_or_default();
    ensure(described.contains("stages-postcode-error"), || format!("the message is not tied to the postcode: {described}"))?;
    page.says("#stages-postcode-error", "cinq chiffres").await?;
    ensure(page.value(&field("postcode")).await? == "35", || "the postcode is lost".into())?;
    ensure(page.value(&field("town")).await? == "Saint-Aubin-d’Aubigné", || "the town is lost".into())?;
    ensure(page.has("input[name=kind][value=initial-compulsory]:checked").await?, || "the kind is lost".into())?;
    if page.scripts == Scripts::On {
        ensure(page.is_focused("#stages-errors").await?, || "the focus is not on what is wrong".into())?;
    }
    page.click("#stages-errors a[href='#stages-postcode']").await?;
    page.until(
        "the link leads to the field",
        "return document.activeElement?.id === 'stages-postcode' || location.hash === '#stages-postcode'",
        &[],
    )
    .await?;
    page.fill(&field("postcode"), "35250").await?;
    page.follow(GO_ON).await?;
    is_at(page, story, "host").await
}

/// Leaves in the middle, signs out, comes back, and finds everything where it was.
pub(crate) async fn leaves_and_resumes(story: &mut Story) -> Done {
    let page = &story.page;
    page.follow("#stages-entry button[name=then][value=leave]").await?;
    page.says(".tr-alert", "Enregistré").await?;
    story.leave().await?;
    story.become_(STUDENT).await?;
    let page = &story.page;
    let card = format!("#window-stages article:has(a[href$='/w/stages/{}'])", story.id);
    let facts = page.text(&card).await?;
    let number = facts.split_whitespace().find(|word| word.len() == 10 && word.as_bytes()[4] == b'-' && word[..4].parse::<u16>().is_ok());
    let number = number.ok_or_else(|| format!("no number in {facts}"))?.to_owned();
    page.follow(&format!("{card} a[href$='/w/stages/{}/continue']", story.id)).await?;
    page.says("#window-stages .tr-step[aria-current]", "Établissement").await?;
    page.follow(&format!("#window-stages .tr-steps a[href$='/w/stages/{}/student']", story.id)).await?;
    ensure(page.value(&field("town")).await? == "Saint-Aubin-d’Aubigné", || "the town was not kept".into())?;
    ensure(page.value(&field("postcode")).await? == "35250", || "the postcode was not kept".into())?;
    page.follow(GO_ON).await?;
    is_at(page, story, "host").await?;
    story.number = number;
    story.page.look("step-host").await
}

/// Searches for one among many, and says what was found: without choosing.
async fn search(page: &Browser, step: &str, words: &str, wanted: &str) -> Done {
    page.fill(&field(step), words).await?;
    match page.scripts {
        Scripts::On => page.says(&format!("#stages-{step}-list:not([hidden])"), wanted).await,
        Scripts::Off => {
            page.follow("#stages-entry button[name=search]").await?;
            page.says("#stages-entry fieldset.tr-combo__results", wanted).await
        }
    }
}

/// Searches, and chooses what is wanted.
async fn choose(page: &Browser, step: &str, words: &str, wanted: &str) -> Done {
    search(page, step, words, wanted).await?;
    match page.scripts {
        Scripts::On => {
            let list = format!("#stages-{step}-list");
            let name = "const e = [...document.querySelectorAll(arguments[0])].find((e) => e.textContent.includes(arguments[1])); e.dataset.wanted = ''";
            page.script(name, &[format!("{list} [role=option]").into(), wanted.into()]).await?;
            page.click(&format!("{list} [role=option][data-wanted]")).await?;
            page.until("the list closes", "return document.querySelector(arguments[0]).hidden", &[list.into()]).await
        }
        Scripts::Off => {
            let name = "const e = [...document.querySelectorAll('.tr-choice')].find((e) => e.textContent.includes(arguments[0])); e.dataset.wanted = ''";
            page.script(name, &[wanted.into()]).await?;
            page.click(".tr-choice[data-wanted] input").await
        }
    }
}

/// A host of the demo as people look for it, without its accents, by number and by town; and its name.
const KNOWN: ([&str; 3], &str) = (["cabinet etienne", "000 105 171 00011", "vitre"], "Cabinet Étienne & associés");
/// The name of one that nobody knows.
const UNKNOWN: &str = "Éditions de l’Écluse";

pub(crate) async fn finds_the_host(story: &mut Story, by: HostBy) -> Done {
    let page = &story.page;
    let ([name, siret, town], known) = KNOWN;
    for words in [name, siret, town] {
        search(page, "host", words, known).await?;
    }
    page.look("step-host-found").await?;
    match by {
        HostBy::Name => choose(page, "host", name, known).await?,
        HostBy::Siret => choose(page, "host", siret, known).await?,
        HostBy::Town => choose(page, "host", town, known).await?,
        HostBy::Entered => {
            search_nothing(page).await?;
            enter_a_host(page).await?;
        }
    }
    let host = if by == HostBy::Entered { UNKNOWN } else { known };
    host.clone_into(&mut story.host);
    story.page.follow(GO_ON).await?;
    is_at(&story.page, story, "service").await?;
    story.page.look("step-service").await
}

async fn search_nothing(page: &Browser) -> Done {
    page.fill(&field("host"), UNKNOWN).await?;
    if page.scripts == Scripts::Off {
        page.follow("#stages-entry button[name=search]").await?;
    }
    page.says(".tr-combo__said", "Essayez un autre mot").await
}

/// A host that the institution does not know; a SIRET that cannot be is told at its field.
async fn enter_a_host(page: &Browser) -> Done {
    for (name, words) in [
        ("host-name", UNKNOWN),
        ("host-siret", "123 456 789 00012"),
        ("host-street", "3 quai des Lices"),
        ("host-postcode", "35000"),
        ("host-town", "Rennes"),
    ] {
        page.unfold(&field(name)).await?;
        page.fill(&field(name), words).await?;
    }
    page.select(&field("host-type"), None).await?;
    page.follow(GO_ON).await?;
    page.look("step-host-wrong").await?;
    page.says("#stages-host-siret-error", "SIRET").await?;
    ensure(page.value(&field("host-name")).await? == UNKNOWN, || "the name is lost".into())?;
    page.fill(&field("host-siret"), "732 829 320 00074").await
}

/// Somebody of the host: one that is known, or entered new.
async fn somebody(page: &Browser, step: &str, by: HostBy, (first, last, function): (&str, &str, &str)) -> Done {
    if by == HostBy::Entered {
        for (name, words) in [("contact-last-name", last), ("contact-first-name", first), ("contact-function", function)] {
            page.unfold(&field(name)).await?;
            page.fill(&field(name), words).await?;
        }
        return page.fill(&field("contact-mail"), "contact@ecluse.example").await;
    }
    match page.scripts {
        // What was found is open already, as a list.
        Scripts::On => {
            page.click(&field(step)).await?;
            let list = format!("#stages-{step}-list");
            if !page.has(&format!("{list}:not([hidden])")).await? {
                page.find(&field(step)).await?.send_keys("\u{e015}").await?;
            }
            page.find(&format!("{list}:not([hidden]) [role=option]")).await?;
            page.click(&format!("{list} [role=option]:first-child")).await
        }
        Scripts::Off => page.click("#stages-entry fieldset.tr-combo__results .tr-choice:first-of-type input").await,
    }
}

pub(crate) async fn names_the_people(story: &Story, by: HostBy) -> Done {
    let page = &story.page;
    page.follow(GO_ON).await?;
    is_at(page, story, "tutor").await?;
    page.look("step-tutor").await?;
    somebody(page, "tutor", by, ("Loïc", "Tanguy", "Directeur éditorial")).await?;
    page.follow(GO_ON).await?;
    is_at(page, story, "internship").await
}

/// Forty-six days of seven hours: more than two months, so a gratification is due.
pub(crate) async fn describes_the_internship(story: &Story) -> Done {
    let page = &story.page;
    page.look("step-internship").await?;
    for name in ["theme", "nature-of-work", "validation-mode", "origin"] {
        page.select(&field(name), None).await?;
    }
    let told = [
        ("subject", "Le droit de préemption des communes : état des lieux et propositions"),
        ("tasks", "Recherches documentaires.\nRédaction de notes."),
        ("skills", "Rechercher, analyser, rédiger."),
        ("leave", "Deux jours par mois, à convenir avec le tuteur."),
        ("supervision", "Un point par semaine avec le tuteur."),
    ];
    for (name, words) in told {
        page.fill(&field(name), words).await?;
    }
    answer(page, "confidential", "no").await?;
    page.date(&field("starts-on"), "2027-06-28").await?;
    page.date(&field("ends-on"), "2027-08-31").await?;
    answer(page, "working-time", "full").await?;
    answer(page, "schedule-mode", "regular").await?;
    for (at, hours) in ["7", "7", "7", "7", "7", "0", "0"].iter().enumerate() {
        page.fill(&if at == 0 { field("week") } else { field(&format!("week-{}", at + 1)) }, hours).await?;
    }
    answer(page, "paid", "yes").await?;
    page.select(&field("pay-per"), Some("hour")).await?;
    answer(page, "pay-basis", "net").await?;
    answer(page, "pay-means", "transfer").await?;
    page.fill(&field("pay-amount"), "3,00").await?;
    calculate(page).await?;
    page.says("[data-live-region=law] .tr-sum__figures", "322 h").await?;
    page.says("[data-live-region=law] .tr-sum__figures", "1 449,00 €").await?;
    page.says("[data-live-region=law]", "46 jours").await?;
    page.says("[data-live-region=law]", "moins que le minimum").await?;
    page.says("[data-live-region=law]", "L124-6").await?;
    page.look("step-internship-blocked").await?;
    page.follow(GO_ON).await?;
    is_at(page, story, "teacher").await
}

/// Figures follow what is typed; without scripts a button asks for them.
async fn calculate(page: &Browser) -> Done {
    match page.scripts {
        Scripts::On => Ok(()),
        Scripts::Off => page.follow("#stages-entry button[formaction*='/calculate']").await,
    }
}

pub(crate) async fn names_the_teacher_and_the_signatory(story: &Story, by: HostBy) -> Done {
    let page = &story.page;
    page.look("step-teacher").await?;
    choose(page, "teacher", "keller", "Keller").await?;
    page.follow(GO_ON).await?;
    is_at(page, story, "signatory").await?;
    page.look("step-signatory").await?;
    somebody(page, "signatory", by, ("Gaëlle", "Le Dû", "Gérante")).await?;
    page.follow(GO_ON).await?;
    is_at(page, story, "summary").await
}

/// The law names its article and stops the sending; with the amount put right, the convention leaves.
pub(crate) async fn is_stopped_by_the_law_and_sends(story: &Story) -> Done {
    let page = &story.page;
    page.says("#window-stages", "La loi s’oppose à l’envoi").await?;
    page.look("step-summary-blocked").await?;
    page.follow("#stages-submit button").await?;
    page.says("#window-stages", "La loi s’oppose à l’envoi").await?;
    page.says("#window-stages", "L124-6").await?;
    page.follow(&format!("a[href$='/w/stages/{}/internship']", story.id)).await?;
    ensure(page.value(&field("pay-amount")).await? == "3,00", || "the amount was not kept".into())?;
    page.fill(&field("pay-amount"), "4,50").await?;
    calculate(page).await?;
    page.says("[data-live-region=law]", "4,50 € par heure, pour un minimum de 4,50 €").await?;
    page.look("step-internship-fine").await?;
    page.follow(GO_ON).await?;
    page.follow(&format!("a[href$='/w/stages/{}/summary']", story.id)).await?;
    page.says("#window-stages", "Tout est rempli").await?;
    page.look("step-summary").await?;
    page.follow("#stages-submit button").await?;
    page.says("#window-stages", "Convention envoyée").await?;
    page.look("student-sent").await
}
