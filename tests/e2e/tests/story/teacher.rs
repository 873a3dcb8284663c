//! The teacher returns the convention with a reason; mended, it comes back and is validated.

use tremplin_e2e_tests::{Done, browser::Scripts, ensure};

use crate::{STUDENT, Story, TEACHER};

/// What the student has to mend.
const REASON: &str = "Précisez le sujet : quelles communes, et sur quelle période ?";

/// Opens the convention from the list.
async fn opens(story: &Story) -> Done {
    story.become_(TEACHER).await?;
    let page = &story.page;
    page.look("teacher-list").await?;
    page.follow(&format!("#window-suivis a[href$='/w/suivis/{}']", story.id)).await?;
    page.says("#window-suivis h3", &story.host).await
}

pub(crate) async fn returns(story: &Story) -> Done {
    opens(story).await?;
    let page = &story.page;
    page.look("teacher-convention").await?;
    // Without a reason the student would not know what to do.
    page.follow("form[action$='/return'] button[type=submit]").await?;
    page.says("#suivis-return-reason-error", "Donnez un motif").await?;
    page.look("teacher-return-wrong").await?;
    page.fill("#suivis-return-reason", REASON).await?;
    page.follow("form[action$='/return'] button[type=submit]").await?;
    page.says("#window-suivis .tr-alert", "Convention renvoyée").await?;
    ensure(!page.has("form[action$='/validate']").await?, || "a returned convention can be validated".into())
}

pub(crate) async fn student_mends(story: &Story) -> Done {
    story.become_(STUDENT).await?;
    let page = &story.page;
    let card = format!("#window-stages article:has(a[href$='/w/stages/{}'])", story.id);
    page.says(&card, "À reprendre").await?;
    page.follow(&format!("{card} h3 a")).await?;
    page.says("#window-stages .tr-alert", REASON).await?;
    page.look("student-returned").await?;
    page.follow(&format!("#window-stages a[href$='/w/stages/{}/student']", story.id)).await?;
    page.follow(&format!("#window-stages a[href$='/w/stages/{}/internship']", story.id)).await?;
    page.says("#window-stages .tr-alert", REASON).await?;
    page.fill("#stages-subject", "Le droit de préemption en Ille-et-Vilaine depuis 2014").await?;
    page.follow("#stages-entry button[name=then][value=continue]").await?;
    page.follow(&format!("#window-stages a[href$='/w/stages/{}/summary']", story.id)).await?;
    page.follow("#stages-submit button").await?;
    page.says("#window-stages", "Convention envoyée").await
}

pub(crate) async fn validates(story: &Story) -> Done {
    opens(story).await?;
    let page = &story.page;
    page.says("#window-suivis", "Ille-et-Vilaine").await?;
    page.follow("form[action$='/validate'] button[type=submit]").await?;
    page.says("#window-suivis .tr-alert", "Validation enregistrée").await?;
    if page.scripts == Scripts::On {
        let lost = page.is_focused("body").await?;
        ensure(!lost, || "the focus is lost after a validation".into())?;
    }
    page.look("teacher-validated").await
}
