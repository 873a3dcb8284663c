//! The steps that choose somebody or something: found by a search, or entered new.

use maud::{Markup, html};
use tremplin_domain::{
    convention::Step,
    host::{Contact, Host, Service},
    nomenclature::List,
    parse::Problem,
    person::Teacher,
};
use tremplin_ui::{Choice, Combo, Field, Found, Group, Kind, Need, Ui, Width};
use tremplin_widget::Request;

use super::{answers, form::labelled};
use crate::words::Words;

/// What was typed into the form of a new host, service or contact, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entered {
    /// Names and values.
    pub answers: Vec<(String, String)>,
    /// Problems by name.
    pub problems: Vec<(&'static str, Problem)>,
}

impl Entered {
    /// What a form sent, with nothing found wrong yet.
    pub(crate) fn of_form(request: &Request) -> Self {
        Self { answers: answers::sent(request), problems: Vec::new() }
    }

    /// The answers that say a host as it is.
    pub(crate) fn of_host(host: &Host) -> Self {
        let answers = [
            ("host-name", host.name.clone()),
            ("host-siret", host.siret.map(|s| s.to_string()).unwrap_or_default()),
            ("host-foreign-id", host.foreign_id.clone()),
            ("host-type", host.kind.to_string()),
            ("host-legal-status", host.legal_status.to_string()),
            ("host-headcount", host.headcount.to_string()),
            ("host-naf", host.naf.clone()),
            ("host-activity", host.activity.clone()),
            ("host-street", host.address.street.clone()),
            ("host-postcode", host.address.postcode.clone()),
            ("host-town", host.address.town.clone()),
            ("host-country", host.address.country.to_string()),
            ("host-phone", host.phone.clone()),
            ("host-mail", host.mail.clone()),
            ("host-site", host.site.clone()),
            ("host-manager", host.manager.clone()),
        ];
        Self { answers: answers.map(|(name, value)| (name.to_owned(), value)).into(), problems: Vec::new() }
    }

    /// The answers that say a service as it is.
    pub(crate) fn of_service(service: &Service) -> Self {
        let answers = [
            ("service-name", service.name.clone()),
            ("service-street", service.address.street.clone()),
            ("service-postcode", service.address.postcode.clone()),
            ("service-town", service.address.town.clone()),
            ("service-country", service.address.country.to_string()),
            ("service-phone", service.phone.clone()),
        ];
        Self { answers: answers.map(|(name, value)| (name.to_owned(), value)).into(), problems: Vec::new() }
    }

    /// The answers that say a contact as it is.
    pub(crate) fn of_contact(contact: &Contact) -> Self {
        let answers = [
            ("contact-title", contact.title.to_string()),
            ("contact-last-name", contact.last_name.clone()),
            ("contact-first-name", contact.first_name.clone()),
            ("contact-function", contact.function.clone()),
            ("contact-mail", contact.mail.clone()),
            ("contact-phone", contact.phone.clone()),
        ];
        Self { answers: answers.map(|(name, value)| (name.to_owned(), value)).into(), problems: Vec::new() }
    }

    /// What is wrong, each with the name of its answer, in a sentence, in the order of the form.
    pub(crate) fn sentences(&self, words: Words) -> Vec<(&'static str, String)> {
        let told = |name: &str, problem: &Problem| {
            words.text_with("problem-at", &[("label", &words.text(&format!("field-{name}"))), ("problem", &words.problem(problem))])
        };
        let place = |name: &str| [HOST, SERVICE, CONTACT].into_iter().flatten().position(|(n, _)| *n == name);
        let mut ordered: Vec<_> = self.problems.iter().collect();
        ordered.sort_by_key(|(name, _)| place(name));
        ordered.into_iter().map(|(name, problem)| (*name, told(name, problem))).collect()
    }

    /// What was typed for a name.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.answers.iter().rev().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }
}

/// A host as a result.
pub(crate) fn host(words: Words, host: &Host) -> Found {
    let siret = host.siret.map(|s| format!("SIRET {}", s.as_read()));
    let place = [host.address.postcode.as_str(), host.address.town.as_str()].join(" ");
    let waiting = host.validated_at.is_none().then(|| words.text("host-awaits"));
    let detail: Vec<_> = [Some(place.trim().to_owned()).filter(|p| !p.is_empty()), siret, waiting].into_iter().flatten().collect();
    Found { value: host.id.to_string(), label: host.name.clone(), detail: detail.join(" · ") }
}

/// A service as a result.
pub(crate) fn service(service: &Service) -> Found {
    Found {
        value: service.id.to_string(),
        label: service.name.clone(),
        detail: format!("{} {}", service.address.postcode, service.address.town),
    }
}

/// A contact as a result.
pub(crate) fn contact(contact: &Contact) -> Found {
    let detail: Vec<_> = [contact.function.as_str(), contact.mail.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    Found { value: contact.id.to_string(), label: format!("{} {}", contact.first_name, contact.last_name), detail: detail.join(" · ") }
}

/// A teacher as a result.
pub(crate) fn teacher(teacher: &Teacher) -> Found {
    Found {
        value: teacher.id.to_string(),
        label: format!("{} {}", teacher.first_name, teacher.last_name),
        detail: teacher.affiliation.clone(),
    }
}

/// The search of a step, with what it found and what is wrong with the choice.
#[expect(clippy::too_many_arguments, reason = "each is a part of one search, known to the caller alone")]
pub(crate) fn search(
    ui: Ui<'_>,
    name: &str,
    key: &str,
    query: &str,
    chosen: Option<&Found>,
    found: Option<&[Found]>,
    source: Option<&str>,
    error: Option<&str>,
) -> Markup {
    let (label, hint) = (format!("pick-{key}"), format!("pick-{key}-hint"));
    // These lists come whole: an empty one is no search that failed.
    let nothing = match key {
        "service" => Some("none-service"),
        "tutor" | "signatory" => Some("none-contact"),
        _ => None,
    };
    let nothing = nothing.filter(|_| query.is_empty()).map(|key| ui.text(key));
    html! { (Combo { ui, name, label: ui.text(&label), hint: Some(ui.text(&hint)), query, chosen, found, nothing, source, error, ..Combo::default() }) }
}

/// One entry of a form for something new: name, message key of its label, how it is entered.
type Entry = (&'static str, Input);

#[derive(Clone, Copy)]
enum Input {
    Line(usize),
    Mail,
    Phone,
    List(List),
}

const HOST: &[Entry] = &[
    ("host-name", Input::Line(150)),
    ("host-siret", Input::Line(20)),
    ("host-foreign-id", Input::Line(40)),
    ("host-type", Input::List(List::HostType)),
    ("host-legal-status", Input::List(List::LegalStatus)),
    ("host-headcount", Input::List(List::Headcount)),
    ("host-naf", Input::Line(8)),
    ("host-activity", Input::Line(200)),
    ("host-street", Input::Line(200)),
    ("host-postcode", Input::Line(20)),
    ("host-town", Input::Line(100)),
    ("host-country", Input::List(List::Country)),
    ("host-phone", Input::Phone),
    ("host-mail", Input::Mail),
    ("host-site", Input::Line(200)),
    ("host-manager", Input::Line(120)),
];

const SERVICE: &[Entry] = &[
    ("service-name", Input::Line(150)),
    ("service-street", Input::Line(200)),
    ("service-postcode", Input::Line(20)),
    ("service-town", Input::Line(100)),
    ("service-country", Input::List(List::Country)),
    ("service-phone", Input::Phone),
];

const CONTACT: &[Entry] = &[
    ("contact-title", Input::List(List::Title)),
    ("contact-last-name", Input::Line(80)),
    ("contact-first-name", Input::Line(80)),
    ("contact-function", Input::Line(120)),
    ("contact-mail", Input::Mail),
    ("contact-phone", Input::Phone),
];

/// Names that must be given for something new to be created.
pub(crate) const NEEDED: &[&str] = &[
    "host-name",
    "host-type",
    "host-street",
    "host-town",
    "host-country",
    "service-name",
    "service-town",
    "service-country",
    "contact-last-name",
    "contact-first-name",
    "contact-function",
];

/// The form of a new host.
pub(crate) fn new_host(ui: Ui<'_>, words: Words, entered: &Entered) -> Markup {
    group(ui, words, "new-host", HOST, entered)
}

/// The fields of a record that is corrected: the host, the service or the person of a step.
pub(crate) fn known(ui: Ui<'_>, words: Words, step: Step, entered: &Entered) -> Markup {
    html! { @for (name, input) in entries(step) { (entry(ui, words, name, *input, entered)) } }
}

const fn entries(step: Step) -> &'static [Entry] {
    match step {
        Step::Host => HOST,
        Step::Service => SERVICE,
        Step::Tutor | Step::Signatory => CONTACT,
        Step::Student | Step::Internship | Step::Teacher | Step::Summary => &[],
    }
}

/// The form of a new service.
pub(crate) fn new_service(ui: Ui<'_>, words: Words, entered: &Entered) -> Markup {
    group(ui, words, "new-service", SERVICE, entered)
}

/// The form of a new contact.
pub(crate) fn new_contact(ui: Ui<'_>, words: Words, entered: &Entered) -> Markup {
    group(ui, words, "new-contact", CONTACT, entered)
}

/// The answers of a form for something new, each with its label, in words; empty where there is none.
pub(crate) fn told(words: Words, step: Step, entered: &Entered) -> Vec<(String, String)> {
    let in_words = |input: Input, answer: &str| match input {
        Input::List(list) => {
            labelled(words, list).into_iter().find(|(code, _)| *code == answer).map_or_else(String::new, |(_, label)| label)
        }
        Input::Line(_) | Input::Mail | Input::Phone => answer.to_owned(),
    };
    entries(step).iter().map(|(name, input)| (words.text(&format!("field-{name}")), in_words(*input, entered.get(name)))).collect()
}

/// What somebody called something new; nothing where they entered none.
pub(crate) fn name(step: Step, entered: &Entered) -> Option<String> {
    let name = match step {
        Step::Host => entered.get("host-name").to_owned(),
        Step::Service => entered.get("service-name").to_owned(),
        Step::Tutor | Step::Signatory => format!("{} {}", entered.get("contact-first-name"), entered.get("contact-last-name")),
        Step::Student | Step::Internship | Step::Teacher | Step::Summary => String::new(),
    };
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn group(ui: Ui<'_>, words: Words, legend: &str, entries: &[Entry], entered: &Entered) -> Markup {
    let hint = format!("{legend}-hint");
    html! {
        (Group { legend: ui.text(legend), hint: Some(ui.text(&hint)), fields: html! { @for (name, input) in entries { (entry(ui, words, name, *input, entered)) } } })
    }
}

fn entry(ui: Ui<'_>, words: Words, name: &'static str, input: Input, entered: &Entered) -> Markup {
    let label = words.text(&format!("field-{name}"));
    let hint = ui.messages().find(&format!("field-{name}-hint"));
    let error = entered.problems.iter().find(|(n, _)| *n == name).map(|(_, p)| words.problem(p));
    let typed = entered.get(name);
    let value = if typed.is_empty() && name.ends_with("-country") { "FR" } else { typed };
    let labels = if let Input::List(list) = input { labelled(words, list) } else { Vec::new() };
    let choices: Vec<_> = labels.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let (kind, limit) = match input {
        Input::Line(max) => (Kind::Text, Some(max)),
        Input::Mail => (Kind::Email, Some(254)),
        Input::Phone => (Kind::Tel, Some(30)),
        Input::List(_) => (Kind::Select(&choices), None),
    };
    let need = if NEEDED.contains(&name) { Need::Required } else { Need::Optional };
    html! {
        (Field { ui, name, label: &label, value, kind, hint, error: error.as_deref(), need, limit, width: Width::Column, ..Field::default() })
    }
}
