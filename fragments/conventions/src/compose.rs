//! The words of a notice.

use tremplin_domain::{
    centre::Validation,
    convention::{Dossier, EventKind, Progress, Turn},
    ids::ConventionId,
    locale::Locale,
    notice::Recipient,
};
use tremplin_store::conventions::{Compose, Letter, Notice};

use crate::{decide::Side, words::Words};

/// Where a mail leads its reader: to the convention in the widget that is theirs. `link` is an address with `{widget}` and `{target}`; one
/// without them is the same for everybody.
fn address(link: &str, recipient: Recipient, id: ConventionId) -> String {
    let side = match recipient {
        Recipient::Student => Side::Student,
        Recipient::Teacher => Side::Teacher,
        Recipient::Centre => Side::Office,
    };
    link.replace("{widget}", side.handle()).replace("{target}", &id.to_string())
}

/// What is awaited now: the code of a validation, `student` while it is back with the student, `none` where every validation stands.
fn next(progress: &Progress, wanted: &[Validation]) -> &'static str {
    if progress.turn(wanted) == Turn::Student { Turn::Student.code() } else { progress.next(wanted).map_or("none", Validation::code) }
}

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
    let next = next(&dossier.convention.progress, &dossier.centre.validations);
    let rule = event.rule().map_or_else(String::new, |rule| words.rule(rule));
    let values = [
        ("number", number.as_str()),
        ("student", &student),
        ("host", &host),
        ("link", link),
        ("reason", reason),
        ("next", next),
        ("rule", &rule),
    ];
    let text = |part: &str| words.text_with(&format!("mail-{}-{role}-{part}", event.key()), &values);
    // A subject is one line whatever a name holds.
    (text("subject").replace(['\r', '\n'], " "), text("text"))
}

/// Composes notices for the store, which knows no words.
pub(crate) fn composer(link: &str) -> Box<Compose> {
    let link = link.to_owned();
    Box::new(move |told: &Notice<'_>| {
        let address = address(&link, told.recipient, told.dossier.convention.id);
        let (subject, text) = notice(told.dossier, told.event, told.recipient, told.reason, &address);
        Ok(Some(Letter { subject, text }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_awaited_depends_on_the_order_of_the_centre() {
        use Validation::{Check, Pedagogical};
        let at = chrono::NaiveDateTime::default();
        let mut progress = Progress { submitted_at: Some(at), ..Progress::default() };
        assert_eq!(next(&progress, &[Check, Pedagogical]), "check");
        progress.validations.push(tremplin_domain::convention::Done { validation: Pedagogical, by: String::new(), at });
        assert_eq!((next(&progress, &[Pedagogical]), next(&progress, &[Pedagogical, Check])), ("none", "check"));
        progress.returned = Some(tremplin_domain::convention::Returned { at, reason: "x".into() });
        assert_eq!(next(&progress, &[Pedagogical]), "student");
    }

    #[test]
    fn each_reader_is_led_to_the_convention_in_their_own_widget() {
        let at = |link, recipient| address(link, recipient, ConventionId(481));
        let (ent, site) = ("https://ent.univ.example/p/{widget}?target={target}", "https://stages.univ.example/w/{widget}/{target}");
        assert_eq!(at(ent, Recipient::Student), "https://ent.univ.example/p/mes-stages?target=481");
        assert_eq!(at(site, Recipient::Teacher), "https://stages.univ.example/w/stages-suivis/481");
        assert_eq!(at(site, Recipient::Centre), "https://stages.univ.example/w/conventions-a-traiter/481");
        assert_eq!(at("https://ent.univ.example", Recipient::Centre), "https://ent.univ.example");
    }
}
