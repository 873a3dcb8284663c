//! The words of a notice.

use tremplin_domain::{
    convention::{Dossier, EventKind},
    locale::Locale,
    notice::Recipient,
};
use tremplin_store::conventions::{Compose, Letter, Notice};

use crate::words::Words;

/// Subject and text of a notice about a convention, in French: the language of the public service (law 94-665).
pub(crate) fn notice(dossier: &Dossier, event: EventKind, recipient: Recipient, reason: &str, link: &str) -> (String, String) {
    let words = Words::of(Locale::Fr);
    let role = match recipient {
        Recipient::Student => "student",
        Recipient::Teacher => "teacher",
        Recipient::Centre => "centre",
    };
    let student = format!("{} {}", dossier.student.first_name, dossier.student.last_name);
    let number = dossier.convention.number.to_string();
    let host = dossier.host.as_ref().map_or_else(|| words.text("unknown"), |h| h.name.clone());
    let values = [("number", number.as_str()), ("student", &student), ("host", &host), ("link", link), ("reason", reason)];
    let text = |part: &str| words.text_with(&format!("mail-{}-{role}-{part}", event.code()), &values);
    // A subject is one line whatever a name holds.
    (text("subject").replace(['\r', '\n'], " "), text("text"))
}

/// Composes notices for the store, which knows no words.
pub(crate) fn composer(portal_url: &str) -> Box<Compose> {
    let portal_url = portal_url.to_owned();
    Box::new(move |told: &Notice<'_>| {
        let (subject, text) = notice(told.dossier, told.event, told.recipient, told.reason, &portal_url);
        Ok(Some(Letter { subject, text }))
    })
}
