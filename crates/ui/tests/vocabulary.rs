//! Everything the domain can name has words in both languages.

use tremplin_domain::{
    convention::{EventKind, FIELDS, Step},
    locale::Locale,
    nomenclature::List,
    notice::{Recipient, recipients},
    parse::Problem,
};
use tremplin_ui::messages::Messages;

/// The keys that a language lacks. That English does not lean on French is another test's: both files have the same keys.
fn missing(keys: &[String]) -> Vec<(Locale, String)> {
    let lacks = |locale: Locale| keys.iter().filter(move |k| !Messages::of(locale).has(k)).map(move |k| (locale, k.clone()));
    Locale::ALL.into_iter().flat_map(lacks).collect()
}

#[test]
fn every_field_and_step_has_a_label() {
    let fields = FIELDS.iter().map(|f| format!("field-{}", f.name));
    let steps = Step::ALL.into_iter().flat_map(|s| [format!("step-{}", s.code()), format!("step-{}-title", s.code())]);
    assert_eq!(missing(&fields.chain(steps).collect::<Vec<_>>()), []);
}

#[test]
fn every_code_of_every_list_has_a_label() {
    let keys: Vec<_> = List::ALL.into_iter().flat_map(|list| list.codes().iter().map(move |code| list.message_key(code))).collect();
    assert!(keys.iter().all(|k| k.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')), "keys that fluent accepts");
    assert_eq!(missing(&keys), []);
}

#[test]
fn every_problem_says_what_would_be_right() {
    let all = [
        Problem::Required,
        Problem::TooLong(1),
        Problem::ControlCharacter,
        Problem::NotADate,
        Problem::NotANumber,
        Problem::NotHours,
        Problem::NotMoney,
        Problem::OutOfRange(0, 1),
        Problem::NotAMail,
        Problem::NotASite,
        Problem::NotAPhone,
        Problem::UnknownChoice,
        Problem::NotAPostcode,
        Problem::NotASiret,
        Problem::KnownSiret,
        Problem::NotANaf,
        Problem::BadLine(1),
        Problem::NotCredits(1, 1),
        Problem::NoCode(1),
        Problem::EndsBeforeStart,
        Problem::OutsideInternship,
        Problem::OverlappingLines(1, 2),
        Problem::OnlyWeekend(1),
        Problem::InFrance,
        Problem::Abroad,
        Problem::InitialTraining,
        Problem::ContinuingEducation,
        Problem::EurosOnly,
        Problem::TooMany(1),
    ];
    assert_eq!(missing(&all.iter().map(|p| format!("problem-{}", p.key())).collect::<Vec<_>>()), []);
}

#[test]
fn every_event_and_its_notices_are_put_in_words() {
    use tremplin_domain::{centre::Validation, law::checks::Rule};
    let plain = [
        EventKind::Created,
        EventKind::Saved,
        EventKind::Reassigned,
        EventKind::Enrolled,
        EventKind::Submitted,
        EventKind::Withdrawn,
        EventKind::Returned,
        EventKind::PassedOver(Rule::Gratification),
        EventKind::Upheld(Rule::Gratification),
        EventKind::Sent,
        EventKind::Signed,
        EventKind::Cancelled,
        EventKind::BrokenOff,
    ];
    let events = plain.into_iter().chain(Validation::ALL.map(EventKind::Validated)).chain(Validation::ALL.map(EventKind::Undone));
    let named = events.clone().map(|e| format!("event-{}", e.key()));
    let who = |r: Recipient| match r {
        Recipient::Student => "student",
        Recipient::Teacher => "teacher",
        Recipient::Centre => "centre",
    };
    let keys: Vec<_> = events
        .flat_map(|e| recipients(e).iter().map(move |r| format!("mail-{}-{}", e.key(), who(*r))))
        .flat_map(|k| [format!("{k}-subject"), format!("{k}-text")])
        .chain(named)
        .collect();
    assert_eq!(missing(&keys), []);
}

#[test]
fn the_mail_of_a_validation_says_what_is_left_to_do() {
    use tremplin_domain::centre::Validation;
    for (locale, nothing, print) in [(Locale::Fr, "rien à faire", "imprimez"), (Locale::En, "nothing to do", "print")] {
        for validation in Validation::ALL {
            let key = format!("mail-{}-student-text", EventKind::Validated(validation).code());
            let text = |next: &'static str| Messages::of(locale).text_with(&key, &[("next", next.into())]).into_owned();
            let (last, other) = (text("none"), text("check"));
            assert!(last.contains(print) && !last.contains(nothing), "{last}");
            assert!(other.contains(nothing) && !other.contains(print), "{other}");
        }
    }
}

#[test]
fn every_rule_finding_mention_and_signatory_is_put_in_words() {
    use tremplin_domain::law::{
        checks::{Rule, check::message_keys},
        mentions::{Mention, Signatory},
    };
    let keys = message_keys()
        .chain(Rule::ALL.iter().map(|r| format!("check-{}", r.key())))
        .chain(Mention::ALL.map(|m| format!("mention-{}", m.code())))
        .chain(Signatory::ALL.map(|s| format!("signs-{}", s.code())));
    assert_eq!(missing(&keys.collect::<Vec<_>>()), []);
}
