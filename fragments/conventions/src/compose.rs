//! The words of a notice.

use tremplin_domain::{
    convention::{Action, Dossier, EventKind},
    locale::Locale,
    notice::Recipient,
};

use crate::words::Words;

/// Subject and text of a notice about a convention, in French: the language of the public service (law 94-665).
pub fn notice(dossier: &Dossier, event: EventKind, recipient: Recipient, reason: &str, link: &str) -> (String, String) {
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

/// Composes notices for the store, which knows no words: given who is told of what, the subject and the text.
pub fn composer(portal_url: &str, action: &Action) -> impl Fn(&Dossier, EventKind, Recipient) -> Option<(String, String)> {
    let reason = match action {
        Action::Return(reason) | Action::Cancel(reason) => reason.trim().to_owned(),
        _ => String::new(),
    };
    let portal_url = portal_url.to_owned();
    move |dossier, event, recipient| Some(notice(dossier, event, recipient, &reason, &portal_url))
}
