//! The fields of a step as a form, from the table that describes them.

use maud::{Markup, html};
use tremplin_domain::convention::{Dossier, Field, Input, rows};
use tremplin_domain::nomenclature::{Code, List};
use tremplin_domain::parse::Problem;
use tremplin_ui::{Choice, ErrorSummary, Group, Kind, Need, Rows, RowsColumn, Ui, When, Width, Wrong};

use super::{
    answers::{self, Problems, Typed},
    groups,
    steps::Draft,
};
use crate::words::Words;

/// What is wrong, first on the page, in words and in the order of the form, each line leading to its field.
pub(crate) fn summary(ui: Ui<'_>, words: Words, problems: &Problems) -> Markup {
    let mut ordered: Vec<_> = problems.iter().collect();
    ordered.sort_by_key(|(name, _)| groups::place(name));
    let sentences: Vec<_> = ordered.into_iter().map(|(name, problem)| (*name, problem_at(words, name, problem))).collect();
    let errors: Vec<_> = sentences.iter().map(|(name, sentence)| Wrong { name, sentence }).collect();
    html! { (ErrorSummary { ui, errors: &errors }) }
}

/// What is wrong at a field, in a sentence.
pub(crate) fn problem_at(words: Words, name: &str, problem: &Problem) -> String {
    let label = Field::named(name).map(|f| words.label(f)).unwrap_or_default();
    words.text_with("problem-at", &[("label", &label), ("problem", &words.problem(problem))])
}

/// A group of fields of a step, filled from what was typed, else from the record.
pub(crate) fn group(
    ui: Ui<'_>,
    words: Words,
    draft: &Draft,
    (legend, names): &groups::Group,
    typed: &Typed,
    problems: &Problems,
) -> Markup {
    let theirs = |name: &&str| Field::named(name).is_some_and(|field| field.enters <= draft.enters);
    let names: Vec<_> = names.iter().copied().filter(theirs).collect();
    // Neighbours that hang on the same answer stand together; a group may hang on it as a whole.
    let parts: Vec<_> = names.chunk_by(|a, b| groups::asked_when(a) == groups::asked_when(b)).collect();
    let group = |fields| html! { (Group { legend: ui.text(legend), hint: None, fields }) };
    let asked = |names: &[&str]| {
        html! { @for field in names.iter().filter_map(|n| Field::named(n)) { (one(ui, words, &draft.dossier, field, typed, problems)) } }
    };
    match parts.as_slice() {
        [whole] => hanging(whole, group(asked(whole))),
        _ => group(html! { @for part in &parts { (hanging(part, asked(part))) } }),
    }
}

/// Fields that are asked together, hidden by the script where another answer makes them pointless.
fn hanging(names: &[&str], body: Markup) -> Markup {
    match names.first().and_then(|name| groups::asked_when(name)) {
        Some((name, answers)) => html! { (When { name, answers, body }) },
        None => body,
    }
}

fn one(ui: Ui<'_>, words: Words, dossier: &Dossier, field: &'static Field, typed: &Typed, problems: &Problems) -> Markup {
    let value = typed.get(field.name).cloned().unwrap_or_else(|| default(field, dossier));
    let error = problems.iter().find(|(name, _)| *name == field.name).map(|(_, problem)| words.problem(problem));
    let (label, hint) = (words.label(field), words.hint(field));
    if let Some(keys) = answers::row_keys(field.input) {
        return table(ui, words, field, &keys, &label, hint.as_deref(), error.as_deref(), &value);
    }
    let choices = choices(words, field);
    let choices: Vec<_> = choices.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let need = if field.is_needed(&dossier.convention) { Need::Required } else { Need::Optional };
    let (kind, width, limit) = match field.input {
        Input::Line(max) => (Kind::Text, if max > 120 { Width::Full } else { Width::Column }, Some(max)),
        Input::Lines(max) => (Kind::Lines(if max > 1_000 { 5 } else { 2 }), Width::Full, Some(max)),
        Input::Mail => (Kind::Email, Width::Column, Some(254)),
        Input::Phone => (Kind::Tel, Width::Column, Some(30)),
        Input::Postcode(_) => (Kind::Text, Width::Short, Some(20)),
        Input::Date => (Kind::Date, Width::Column, None),
        Input::Whole(..) => (Kind::Number, Width::Short, Some(12)),
        Input::Hours(_) => (Kind::Hours, Width::Short, Some(12)),
        Input::Money(_) => (Kind::Money, Width::Short, Some(16)),
        Input::YesNo => (Kind::YesNo, Width::Column, None),
        Input::Choice(_) if choices.len() <= 4 => (Kind::Radios(&choices), Width::Full, None),
        Input::Choice(_) => (Kind::Select(&choices), Width::Column, None),
        Input::Week => (Kind::Week, Width::Full, None),
        Input::Periods | Input::Interruptions | Input::Elements | Input::Shown => (Kind::Fixed, Width::Column, None),
    };
    html! {
        (tremplin_ui::Field {
            ui, name: field.name, label: &label, value: &value, kind, hint: hint.as_deref(), error: error.as_deref(), need,
            autocomplete: autocomplete(field.name), limit, width, ..tremplin_ui::Field::default()
        })
    }
}

/// The record's value, or what most people answer.
fn default(field: &Field, dossier: &Dossier) -> String {
    let held = (field.read)(dossier).input();
    if !held.is_empty() {
        return held;
    }
    match field.name {
        "country" => "FR".to_owned(),
        "language" => "fr".to_owned(),
        "currency" => "EUR".to_owned(),
        "zone" if dossier.place().is_some_and(|place| !place.is_in_france()) => "abroad".to_owned(),
        "zone" => "metropole".to_owned(),
        "social-cover" => "general".to_owned(),
        "other-week" => rows::week_text(&dossier.convention.schedule.other_week),
        _ => String::new(),
    }
}

fn choices(words: Words, field: &Field) -> Vec<(&'static str, String)> {
    let Input::Choice(list) = field.input else { return Vec::new() };
    labelled(words, list)
}

/// The codes of a list with their labels; long lists of names in their alphabet, France first.
pub(crate) fn labelled(words: Words, list: List) -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = list.codes().iter().map(|code| (*code, words.choice(list, &Code::from(*code)))).collect();
    if list == List::Country {
        all.sort_by_cached_key(|(code, label)| (*code != "FR", tremplin_domain::text::fold(label)));
    }
    all
}

#[expect(clippy::too_many_arguments, reason = "each is a part of one field, known to the caller alone")]
fn table(
    ui: Ui<'_>,
    words: Words,
    field: &Field,
    keys: &[&'static str; 3],
    label: &str,
    hint: Option<&str>,
    error: Option<&str>,
    value: &str,
) -> Markup {
    let reasons = labelled(words, List::Interruption);
    let reasons: Vec<_> = reasons.iter().map(|(code, label)| Choice::new(code, label)).collect();
    let labels = keys.map(|key| words.text(&format!("row-{key}")));
    let columns: Vec<_> = keys
        .iter()
        .zip(&labels)
        .map(|(key, label)| {
            let kind = match *key {
                "from" | "to" => Kind::Date,
                "hours" => Kind::Hours,
                "reason" => Kind::Select(&reasons),
                _ => Kind::Text,
            };
            RowsColumn { key, label, kind, limit: Some(200) }
        })
        .collect();
    let rows = answers::cells(field.input, value);
    html! { (Rows { ui, name: field.name, label, hint, error, columns: &columns, rows: &rows }) }
}

/// HTML's tokens for what browsers know of the person (WCAG 1.3.5).
fn autocomplete(name: &str) -> Option<&'static str> {
    Some(match name {
        "street" => "street-address",
        "postcode" => "postal-code",
        "town" => "address-level2",
        "country" => "country",
        "personal-mail" => "email",
        "mobile" | "phone" => "tel",
        _ => return None,
    })
}
