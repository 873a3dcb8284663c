//! One convention, as whoever may read it sees it: where it stands, whose turn it is, what they can do, everything it says, what happened.

use chrono::NaiveDate;
use maud::{Markup, html};
use tremplin_domain::{
    centre::Validation,
    convention::{
        Dossier, Event, EventKind, FIELDS, Phase, Status, Step, Turn, Value,
        assessment::Assessment,
        fields::{self, Seen},
    },
    law::{checks::Rule, mentions::Signatory},
    policy::Ability,
};
use tremplin_ui::{
    Actions, Alert, Button, Details, Fact, Facts, Field, Form, Heading, Kind, Link, Moment, MomentState, Need, Rank, Reach, Timeline,
    Title, Tone, Ui, Whose, Width,
};
use tremplin_widget::Urls;

use crate::{
    decide::{CANCEL, RETURN, Side, passing_of},
    legal,
    words::Words,
};

/// Everything the page of a convention shows.
pub(crate) struct Page<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// In which language.
    pub words: Words,
    /// Links of the widget.
    pub urls: &'a Urls,
    /// On which side.
    pub side: Side,
    /// The convention.
    pub dossier: &'a Dossier,
    /// What happened, oldest first.
    pub events: &'a [Event],
    /// What the law says.
    pub assessment: &'a Assessment,
    /// What the viewer may do.
    pub abilities: &'a [Ability],
    /// Whether the viewer moderates hosts from here.
    pub moderates: bool,
    /// The day.
    pub today: NaiveDate,
    /// Makes a double submission one change.
    pub once: &'a str,
    /// What was refused, if anything was.
    pub refused: &'a Refused,
}

/// A decision that was refused: nothing that was typed is lost.
#[derive(Debug, Default)]
pub(crate) struct Refused {
    /// Why, in words.
    pub sentence: Option<String>,
    /// The field and the reason typed into it.
    pub reason: Option<(String, String)>,
    /// Whether it is the reason that is wrong.
    pub at_reason: bool,
}

impl Page<'_> {
    fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }

    fn number(&self) -> String {
        self.dossier.convention.number.to_string()
    }

    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let Self { ui, words, dossier, .. } = *self;
        let student = format!("{} {}", dossier.student.first_name, dossier.student.last_name);
        let host = dossier.host.as_ref().map_or_else(String::new, |h| h.name.clone());
        let title = if host.is_empty() { student.clone() } else { format!("{student}, {host}") };
        html! {
            (Title { level: Heading::H3, text: &title, note: Some(&self.number()) })
            (standing(ui, words, dossier, self.today, self.part()))
            @if let Some(returned) = &dossier.convention.progress.returned {
                (Alert { ui, tone: Tone::Warn, title: ui.text(self.side.returned_title()), body: html! { p { (returned.reason) } } })
            }
            (self.links())
            (self.note())
            (self.moderation())
            (self.decisions())
            (legal::brief(ui, words, self.assessment, self.stage()))
            (self.passing())
            section.tr-stack { h4.portlet-section-subheader { (ui.text("says")) } (summary(ui, words, dossier, self.reader())) }
            section { h4.portlet-section-subheader { (ui.text("timeline")) } (timeline(ui, words, self.events, self.reader())) }
        }
    }

    /// As which reader the viewer sees fields.
    fn reader(&self) -> Seen {
        if self.can(Ability::ReadComment) { Seen::Office } else { Seen::Readers }
    }

    /// What the office noted for itself.
    fn note(&self) -> Markup {
        let (ui, note) = (self.ui, self.dossier.convention.follow.comment.as_str());
        html! {
            @if self.reader() == Seen::Office && !note.is_empty() {
                (Facts { ui, facts: &[Fact { label: ui.text("field-comment"), value: lines(note) }] })
            }
        }
    }

    /// Whether the page asks for a reason in a field of that name.
    pub(crate) fn asks(&self, name: &str) -> bool {
        match name {
            RETURN => self.can(Ability::Return),
            CANCEL => self.can(Ability::Cancel),
            name => self.passable().any(|rule| passing_of(rule) == name),
        }
    }

    /// The rules that the viewer may pass over.
    fn passable(&self) -> impl Iterator<Item = Rule> {
        self.assessment.passable().map(|check| check.rule).filter(|_| self.can(Ability::PassOver))
    }

    /// What an office may pass over with a reason, and what it may let hold again.
    fn passing(&self) -> Markup {
        let words = self.words;
        let named = |key: &str, rule: Rule| words.text_with(key, &[("rule", &words.rule(rule))]);
        let upheld = self.assessment.passed_over.keys().filter(|_| self.can(Ability::PassOver));
        html! {
            @for rule in self.passable() {
                @let name = passing_of(rule);
                @let form = self.with_reason("pass-over", &name, &[("rule", rule.key())], &named("do-pass-over", rule), Rank::Plain);
                // A form with something wrong in it must not be hidden.
                @if self.typed(&name).is_some() { (form) } @else { (Details { summary: &named("do-pass-over", rule), body: form }) }
            }
            @for rule in upheld {
                (self.form("uphold", rule.key(), &[("rule", rule.key())], html! {
                    (Button { label: &named("do-uphold", *rule), rank: Rank::Quiet, ..Button::default() })
                }))
            }
        }
    }

    /// What was typed into a field and refused.
    fn typed(&self, name: &str) -> Option<&str> {
        self.refused.reason.as_ref().filter(|(field, _)| field == name).map(|(_, reason)| reason.as_str())
    }

    /// A draft is its student's to complete: what it lacks is no mistake yet.
    fn stage(&self) -> legal::Stage {
        match self.dossier.convention.progress.phase(&self.dossier.centre.validations) {
            Phase::Draft => legal::Stage::Entry,
            _ => legal::Stage::Decision,
        }
    }

    fn part(&self) -> Part {
        let can = |ability| if self.can(ability) { Part::Helper } else { Part::Onlooker };
        let own = |part, side| if part == Part::Helper && self.side == side { Part::Actor } else { part };
        match self.dossier.convention.progress.turn(&self.dossier.centre.validations) {
            Turn::Student => own(can(Ability::Submit), Side::Student),
            Turn::Teacher => own(can(Ability::Validate(Validation::Pedagogical)), Side::Teacher),
            Turn::Centre => own(self.next().map_or(Part::Onlooker, |v| can(Ability::Validate(v))), Side::Office),
            Turn::Signatories | Turn::Nobody => Part::Onlooker,
        }
    }

    fn next(&self) -> Option<Validation> {
        self.dossier.convention.progress.next(&self.dossier.centre.validations)
    }

    fn links(&self) -> Markup {
        let id = self.dossier.convention.id;
        let (edit, pdf) = (
            self.urls.view(&format!("{id}/{}", Step::Student.code())).to_string(),
            self.urls.resource(&format!("{id}/convention.pdf")).to_string(),
        );
        let (send, remove) =
            (self.urls.view(&format!("{id}/{}", Step::Summary.code())).to_string(), self.urls.view(&format!("{id}/remove")).to_string());
        let take_back = self.urls.view(&format!("{id}/take-back")).to_string();
        let note = format!("{send}#{}", self.ui.id("comment"));
        let excuse = self.number();
        html! {
            (Actions {
                back: html! {
                    @if self.can(Ability::Delete) { (Link { href: &remove, label: self.ui.text("delete-draft"), about: Some(&excuse), rank: Some(Rank::Quiet), reach: Reach::Window }) }
                    @if self.can(Ability::Withdraw) { (Link { href: &take_back, label: self.ui.text("withdraw"), about: Some(&excuse), rank: Some(Rank::Quiet), reach: Reach::Window }) }
                },
                next: html! {
                    @if self.can(Ability::EditAsOffice) { (Link { href: &note, label: self.ui.text("field-comment"), about: Some(&excuse), rank: Some(Rank::Quiet), reach: Reach::Window }) }
                    @if self.can(Ability::Edit) { (Link { href: &edit, label: self.ui.text("edit"), about: Some(&excuse), rank: Some(Rank::Plain), reach: Reach::Window }) }
                    @if self.can(Ability::Submit) { (Link { href: &send, label: self.ui.text("check-and-submit"), about: Some(&excuse), rank: Some(Rank::Primary), reach: Reach::Window }) }
                    @if self.can(Ability::Print) { (Link { href: &pdf, label: self.ui.text("print-pdf"), about: Some(&excuse), rank: Some(Rank::Plain), reach: Reach::File }) }
                },
            })
        }
    }

    /// That nobody found the host right yet, for whoever is about to validate.
    fn moderation(&self) -> Markup {
        let ui = self.ui;
        let waiting = self.dossier.host.as_ref().filter(|host| host.validated_at.is_none());
        let decides = self.next().is_some_and(|v| self.can(Ability::Validate(v)));
        html! {
            @if let Some(host) = waiting.filter(|_| decides) {
                (Alert { ui, tone: Tone::Warn, title: &ui.text_with("host-unchecked", &[("name", host.name.as_str().into())]), body: html! {
                    p { (ui.text(if self.side == Side::Office { "host-unchecked-about" } else { "host-unchecked-office" })) }
                    @if self.moderates {
                        @let record = self.urls.view(&format!("hosts/{}", host.id)).to_string();
                        p { (Link { href: &record, label: ui.text("host-check"), about: Some(&host.name), rank: None, reach: Reach::Window }) }
                    }
                } })
            }
        }
    }

    /// What the viewer decides: the next validation first and loudest, then sending back, taking back, cancelling.
    fn decisions(&self) -> Markup {
        let Self { ui, words, .. } = *self;
        let next = self.next().filter(|v| self.can(Ability::Validate(*v)));
        let undone: Vec<_> =
            self.dossier.convention.progress.validations.iter().map(|d| d.validation).filter(|v| self.can(Ability::Undo(*v))).collect();
        html! {
            @if let Some(validation) = next {
                (self.form("validate", validation.code(), &[("validation", validation.code())], html! {
                    (Button { label: &words.text(&format!("do-{}", validation.code())), rank: Rank::Primary, ..Button::default() })
                }))
            }
            @if self.can(Ability::Return) { (self.with_reason("return", RETURN, &[], ui.text("do-return"), Rank::Plain)) }
            @for validation in undone {
                (self.form("undo", validation.code(), &[("validation", validation.code())], html! {
                    (Button { label: &words.text(&format!("undo-{}", validation.code())), rank: Rank::Quiet, ..Button::default() })
                }))
            }
            @if self.can(Ability::Cancel) { (Details { summary: ui.text("do-cancel"), body: self.with_reason("cancel", CANCEL, &[], ui.text("do-cancel"), Rank::Danger) }) }
        }
    }

    fn form(&self, action: &str, which: &str, hidden: &[(&str, &str)], body: Markup) -> Markup {
        let url = self.urls.action(&format!("{}/{action}", self.dossier.convention.id)).to_string();
        let name = format!("{action}-{which}");
        html! {
            (Form {
                once: Some(self.once), version: Some(i64::from(self.dossier.convention.version)), hidden,
                ..Form::new(self.ui, &name, &url, body)
            })
        }
    }

    /// A form that asks why, in a field of that name.
    fn with_reason(&self, action: &str, name: &str, hidden: &[(&str, &str)], label: &str, rank: Rank) -> Markup {
        let Self { ui, .. } = *self;
        let typed = self.typed(name);
        let error = self.refused.sentence.as_deref().filter(|_| typed.is_some() && self.refused.at_reason);
        let key = format!("{action}-reason");
        self.form(
            action,
            hidden.first().map_or("", |(_, value)| value),
            hidden,
            html! {
                (Field { ui, name, label: ui.text(&key), value: typed.unwrap_or_default(), kind: Kind::Lines(2),
                    error, need: Need::Required, limit: Some(1_000), width: Width::Full, ..Field::default() })
                (Button { label, rank, ..Button::default() })
            },
        )
    }
}

/// Everything a convention says, step by step, closed: for those who want to read it all.
pub(crate) fn summary(ui: Ui<'_>, words: Words, dossier: &Dossier, reader: Seen) -> Markup {
    html! { @for step in Step::ALL { (said(ui, words, dossier, step, reader)) } }
}

fn said(ui: Ui<'_>, words: Words, dossier: &Dossier, step: Step, reader: Seen) -> Markup {
    let shown = FIELDS.iter().filter(|f| f.step == step && f.seen <= reader);
    let read: Vec<_> = shown.map(|f| (words.label(f), f, (f.read)(dossier))).filter(|(_, _, v)| *v != Value::Empty).collect();
    let values: Vec<_> = read.iter().map(|(label, field, value)| (label.as_str(), words.value(field, value))).collect();
    let facts: Vec<_> = values.iter().map(|(label, value)| Fact { label, value: lines(value) }).collect();
    html! {
        @if !facts.is_empty() { (Details { summary: &words.text(&format!("step-{}", step.code())), body: html! { (Facts { ui, facts: &facts }) } }) }
    }
}

/// Words with their line breaks.
pub(crate) fn lines(text: &str) -> Markup {
    html! { @for (i, line) in text.lines().enumerate() { @if i > 0 { br; } (line) } }
}

/// Status, period, and whose turn it is, in a sentence.
pub(crate) fn standing(ui: Ui<'_>, words: Words, dossier: &Dossier, today: NaiveDate, part: Part) -> Markup {
    let convention = &dossier.convention;
    let wanted = &dossier.centre.validations;
    let phase = convention.progress.phase(wanted);
    let status = Status::on(phase, convention.internship.starts_on, convention.internship.ends_on, today);
    let turn = convention.progress.turn(wanted);
    let since = words.since(convention.progress.since(convention.created_at), today);
    let teacher = dossier.teacher.as_ref().map(|t| format!("{} {}", t.first_name, t.last_name));
    let period = words.period(convention.internship.starts_on, convention.internship.ends_on);
    let facts = [Fact::new(ui.text("fact-period"), &period), Fact::new(ui.text("fact-centre"), &dossier.centre.name)];
    html! {
        p { (tremplin_ui::Status { word: ui.text(&format!("status-{}", status.code())), tone: Tone::of_status(status.code()) }) " " span.tr-muted { (ui.text(&format!("status-about-{}", status.code()))) } }
        (Facts { ui, facts: &facts })
        (turn_sentence(words, status, turn, teacher.as_deref(), &since, part))
    }
}

/// What the reader has to do with the turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It is theirs.
    Actor,
    /// It is another's; they may do it as well.
    Helper,
    /// It is another's.
    Onlooker,
    /// They have no part in the convention at all.
    Stranger,
}

/// « C’est au tour de … »
pub(crate) fn turn_sentence(words: Words, status: Status, turn: Turn, teacher: Option<&str>, since: &str, part: Part) -> Markup {
    let waits = |key: &str| {
        let sentence = words.text_with(key, &[("who", teacher.unwrap_or_default()), ("since", since)]);
        match part {
            Part::Helper => format!("{sentence} {}", words.text("turn-helper")),
            Part::Onlooker => format!("{sentence} {}", words.text("turn-onlooker")),
            Part::Actor | Part::Stranger => sentence,
        }
    };
    let (whose, sentence) = match (turn, teacher) {
        (Turn::Nobody, _) if matches!(status, Status::Phase(Phase::Cancelled | Phase::BrokenOff)) => {
            (Whose::Nobody, words.text("turn-sentence-closed"))
        }
        (Turn::Nobody, _) => (Whose::Nobody, words.text("turn-sentence-nobody")),
        _ if part == Part::Actor => (Whose::You, words.text_with("turn-sentence-you", &[("since", since)])),
        _ if status == Status::Phase(Phase::Validated) => (Whose::Other, words.text_with("turn-sentence-ready", &[("since", since)])),
        (Turn::Teacher, Some(_)) => (Whose::Other, waits("turn-sentence-named")),
        (turn, _) => (Whose::Other, waits(&format!("turn-sentence-{}", turn.code()))),
    };
    html! { (tremplin_ui::Turn { whose, sentence: &sentence }) }
}

/// Who did what when, for a reader; a person who saved several times running is told of once, with everything they changed.
pub(crate) fn timeline(ui: Ui<'_>, words: Words, events: &[Event], reader: Seen) -> Markup {
    let events: Vec<_> = events.iter().filter(|event| concerns(event, reader)).collect();
    let together = |a: &&Event, b: &&Event| a.kind == EventKind::Saved && b.kind == EventKind::Saved && a.by == b.by;
    let merged: Vec<_> = events.chunk_by(together).filter_map(merged).collect();
    let told: Vec<_> = merged
        .iter()
        .map(|e| {
            let (what, who, note) = told(words, e, reader);
            (what, who, words.moment(e.at), note, e)
        })
        .collect();
    let moments: Vec<_> =
        told.iter().map(|(what, who, when, note, event)| Moment { what, who, when, note, state: state(event.kind) }).collect();
    html! { (Timeline { ui, moments: &moments }) }
}

/// What happened, by whom, and what else there is to say. Who signs and who records a signature on paper are two.
fn told(words: Words, event: &Event, reader: Seen) -> (String, String, String) {
    let signer = Signatory::from_code(&event.note).filter(|_| event.kind == EventKind::Signed);
    let by = |key: &str| words.text_with(key, &[("who", &event.by_name)]);
    match signer {
        Some(signer) => {
            let signer = words.text(&format!("signs-{}", signer.code()));
            (words.text_with("event-signed-by", &[("who", &signer)]), by("event-recorded-by"), String::new())
        }
        None => (words.event(event.kind), by("event-by"), note(words, event, reader)),
    }
}

/// Events of one kind by one person as one: the last of them, with what each says once.
fn merged(events: &[&Event]) -> Option<Event> {
    let mut said: Vec<&str> = Vec::new();
    for word in events.iter().flat_map(|e| e.note.split_whitespace()) {
        if !said.contains(&word) {
            said.push(word);
        }
    }
    match events {
        [one] => Some(Event::clone(one)),
        _ => events.last().map(|last| Event { note: said.join(" "), ..Event::clone(last) }),
    }
}

/// Answers that a moment of the timeline names at most; of more it names the steps.
const NAMED: usize = 6;

/// The fields that a saving changed.
fn changed(event: &Event) -> impl Iterator<Item = &'static fields::Field> {
    event.note.split_whitespace().filter_map(fields::Field::named)
}

/// Whether a moment is a reader's business: a saving of nothing but what only the office sees is the office's alone.
fn concerns(event: &Event, reader: Seen) -> bool {
    event.kind != EventKind::Saved || changed(event).next().is_none() || changed(event).any(|field| field.seen <= reader)
}

/// What somebody wrote, or the names of what they changed; what only the office sees is named to it alone.
fn note(words: Words, event: &Event, reader: Seen) -> String {
    if event.kind != EventKind::Saved {
        return event.note.clone();
    }
    let changed: Vec<_> = changed(event).filter(|field| field.seen <= reader).collect();
    if changed.len() <= NAMED {
        return changed.iter().map(|field| words.label(field)).collect::<Vec<_>>().join(", ");
    }
    let steps = Step::ALL.into_iter().filter(|step| changed.iter().any(|field| field.step == *step));
    steps.map(|step| words.text(&format!("step-{}", step.code()))).collect::<Vec<_>>().join(", ")
}

const fn state(kind: EventKind) -> MomentState {
    match kind {
        EventKind::Withdrawn
        | EventKind::Returned
        | EventKind::Undone(_)
        | EventKind::Upheld(_)
        | EventKind::Cancelled
        | EventKind::BrokenOff => MomentState::Undone,
        _ => MomentState::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(by: &str, minute: u32, note: &str) -> Event {
        let at = NaiveDate::from_ymd_opt(2026, 11, 24).and_then(|day| day.and_hms_opt(9, minute, 0)).unwrap_or_default();
        Event { kind: EventKind::Saved, by: by.into(), by_name: by.into(), at, note: note.into() }
    }

    #[test]
    fn savings_running_are_one_moment_that_names_each_answer_once() {
        let one = merged(&[&saved("a", 1, "town street"), &saved("a", 5, "street subject")]).unwrap();
        assert_eq!(one, saved("a", 5, "town street subject"));
        assert_eq!(merged(&[&saved("a", 1, "town  town")]).unwrap().note, "town  town", "one that stands alone is left as it is");
    }

    #[test]
    fn a_signature_on_paper_is_its_signers_whoever_records_it() {
        let words = Words::of(tremplin_domain::locale::Locale::Fr);
        let signed = |note: &str| Event { kind: EventKind::Signed, by_name: "Nadia Garnier".into(), ..saved("ngarnier", 1, note) };
        let (what, who, note) = told(words, &signed("host"), Seen::Readers);
        assert_eq!([what, who, note], ["Signée par l’établissement d’accueil", "enregistrée par Nadia Garnier", ""]);
        let (what, who, note) = told(words, &signed("Autre chose"), Seen::Readers);
        assert_eq!([what, who, note], ["Signée", "par Nadia Garnier", "Autre chose"]);
    }

    #[test]
    fn many_answers_are_told_by_their_steps() {
        let words = Words::of(tremplin_domain::locale::Locale::Fr);
        let note = |changed| note(words, &saved("a", 1, changed), Seen::Readers);
        assert_eq!(note("town subject"), "Ville, Sujet");
        assert_eq!(note("street postcode town country personal-mail mobile subject"), "Étudiant, Stage");
    }

    #[test]
    fn what_only_the_office_sees_is_told_to_it_alone() {
        let words = Words::of(tremplin_domain::locale::Locale::Fr);
        let told = |changed: &str, reader| {
            let event = saved("a", 1, changed);
            concerns(&event, reader).then(|| note(words, &event, reader))
        };
        assert_eq!([told("comment", Seen::Readers), told("comment", Seen::Office)], [None, Some("Note interne".to_owned())]);
        assert_eq!(told("town comment", Seen::Readers).as_deref(), Some("Ville"));
        assert_eq!(told("", Seen::Readers).as_deref(), Some(""), "an answer all the same");
    }
}
