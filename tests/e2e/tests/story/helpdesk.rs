//! The helpdesk finds a convention and sees where it stands: nothing more.

use tremplin_e2e_tests::{Done, ensure};

use crate::{HELPDESK, Story};

const WINDOW: &str = "#window-etat-assistance";

pub(crate) async fn sees_the_standing_only(story: &Story, student_number: &str) -> Done {
    story.become_(HELPDESK).await?;
    let page = &story.page;
    page.look("helpdesk").await?;
    for asked in [story.number.as_str(), student_number] {
        page.fill("#etat-assistance-q", asked).await?;
        page.follow("#etat-assistance-lookup button[type=submit]").await?;
        page.says(&format!("{WINDOW} article"), &story.number).await?;
        page.says(WINDOW, "Maud Keller").await?;
        let shown = page.all_text(WINDOW).await?;
        for hidden in ["préemption", "4,50", "1 449", "35250", "courriel.example", &story.host] {
            ensure(!shown.contains(hidden), || format!("the helpdesk sees « {hidden} »: {shown}"))?;
        }
    }
    page.look("helpdesk-found").await?;
    page.fill("#etat-assistance-q", "2026-99999").await?;
    page.follow("#etat-assistance-lookup button[type=submit]").await?;
    page.says(WINDOW, "Aucune convention sous ce numéro").await?;
    // What is not theirs is not there.
    page.go(&format!("/w/traiter/{}", story.id)).await?;
    page.says("main", "n’existe pas").await
}
