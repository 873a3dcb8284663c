//! What the law says about a convention, in words: figures, month by month, and each check with its article.

use maud::{Markup, html};
use tremplin_domain::{
    convention::{
        Event,
        assessment::{Assessment, Minimum},
    },
    law::{
        checks::{self, Finding, Source},
        gratification::Instalments,
    },
};
use tremplin_ui::{Check, Checks, Details, Figure, Level, Month, Months, Sum, Ui, typography};

use crate::words::Words;

/// Whether a convention is still being written, so that what is not given yet is to come; or is to be decided on, so that it is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Being written.
    Entry,
    /// To be decided on.
    Decision,
}

/// Figures and checks of an assessment, those that are fine folded away.
pub(crate) fn brief(ui: Ui<'_>, words: Words, assessment: &Assessment, stage: Stage) -> Markup {
    let (fine, telling): (Vec<_>, Vec<_>) = by_weight(assessment, stage).into_iter().partition(|(level, _)| *level == Level::Ok);
    let count = i64::try_from(fine.len()).unwrap_or(i64::MAX);
    html! {
        (figures(ui, words, assessment))
        (listed(ui, words, assessment, &telling))
        @if !fine.is_empty() { (Details { summary: &words.counted("checks-fine", count), body: listed(ui, words, assessment, &fine) }) }
    }
}

/// Hours, the least gratification and how many things are to be mended, so many answers that cannot be read among them, in a line: where the
/// rest is out of sight.
pub(crate) fn line(ui: Ui<'_>, words: Words, assessment: &Assessment, unread: usize) -> Markup {
    let wrong = by_weight(assessment, Stage::Entry).iter().filter(|(level, _)| *level == Level::Block).count() + unread;
    let wrong = words.counted("results-wrong", i64::try_from(wrong).unwrap_or(i64::MAX));
    html! {
        @match &assessment.presence {
            Some(presence) => {
                @let least = assessment.minimum.as_ref().filter(|m| m.due).map(|m| typography::money(words.locale(), m.total.0));
                strong { (typography::hours(words.locale(), i64::from(presence.minutes().0))) } " " (ui.text("figure-presence"))
                @if let Some(least) = least { " · " strong { (least) } " " (ui.text("results-minimum")) }
            }
            None => (ui.text("results-none")),
        }
        " · " (wrong)
    }
}

fn figures(ui: Ui<'_>, words: Words, assessment: &Assessment) -> Markup {
    html! {
        @if let Some(presence) = &assessment.presence {
            @let locale = words.locale();
            @let hours = typography::hours(locale, i64::from(presence.minutes().0));
            @let legal = words.legal_duration(presence.legal_duration());
            @let least = assessment.minimum.as_ref().filter(|m| m.due).map(|m| typography::money(locale, m.total.0));
            @let figures = [
                Figure { value: &hours, label: ui.text("figure-presence") },
                Figure { value: &legal, label: ui.text("figure-duration") },
                Figure { value: least.as_deref().unwrap_or(ui.text("figure-nothing-due")), label: if least.is_some() { ui.text("figure-minimum") } else { "" } },
            ];
            (Sum { ui, figures: &figures, calculation: assessment.minimum.as_ref().filter(|m| m.due).map(|m| months(ui, words, m)) })
        }
    }
}

/// What stops first, then what to look at and what is to come; what is fine last.
fn by_weight(assessment: &Assessment, stage: Stage) -> Vec<(Level, &checks::Check)> {
    let level = |check| if assessment.passing(check).is_some() { Level::Warn } else { level(check, stage) };
    let mut sorted: Vec<_> = assessment.checks.iter().map(|check| (level(check), check)).collect();
    sorted.sort_by_key(|(level, _)| *level);
    sorted
}

/// Checks in words; with who passed over one, and why.
fn listed(ui: Ui<'_>, words: Words, assessment: &Assessment, found: &[(Level, &checks::Check)]) -> Markup {
    let sentence = |check| match assessment.passing(check) {
        Some(passing) => format!("{} {}", words.check(check), excuse(words, passing)),
        None => words.check(check),
    };
    let sentences: Vec<_> = found.iter().map(|(level, c)| (*level, sentence(c), article(words, c))).collect();
    let shown: Vec<_> = sentences
        .iter()
        .map(|(level, sentence, article)| Check { level: *level, sentence, article: article.as_deref(), href: None })
        .collect();
    html! { (Checks { ui, checks: &shown }) }
}

/// Who passed over a check, when, and for which reason.
fn excuse(words: Words, passing: &Event) -> String {
    let when = words.moment(passing.at);
    words.text_with("check-passed-over", &[("who", &passing.by_name), ("when", &when), ("reason", &passing.note)])
}

fn level(check: &checks::Check, stage: Stage) -> Level {
    match check.level {
        checks::Level::Block if stage == Stage::Entry && matches!(check.finding, Finding::Missing | Finding::MissingInYear) => Level::Todo,
        checks::Level::Block => Level::Block,
        checks::Level::Warning => Level::Warn,
        checks::Level::Note => Level::Note,
        checks::Level::Ok => Level::Ok,
    }
}

fn article(words: Words, check: &checks::Check) -> Option<String> {
    let article = check.rule.article();
    match article.source {
        Source::Institution => None,
        Source::Education => Some(article.numbers.to_owned()),
        source => Some(format!("{} {}", words.text(&format!("source-{}", source.code())), article.numbers)),
    }
}

fn months(ui: Ui<'_>, words: Words, minimum: &Minimum) -> Markup {
    let locale = words.locale();
    let money = |cents| typography::money(locale, cents);
    let rows: Vec<_> = minimum
        .months
        .iter()
        .map(|m| Month {
            name: typography::month(locale, m.month.year, m.month.month),
            presence: typography::hours(locale, i64::from(m.minutes.0)),
            rate: money(m.hourly.0),
            amount: money(m.amount.0),
        })
        .collect();
    let minutes: u32 = minimum.months.iter().map(|m| m.minutes.0).sum();
    let (hours, total) = (typography::hours(locale, i64::from(minutes)), money(minimum.total.0));
    let Instalments { count, each, last } = minimum.instalments;
    let key = if each == last { "figure-smoothed-even" } else { "figure-smoothed" };
    let smoothed = words.text_with(key, &[("count", &count.to_string()), ("each", &money(each.0)), ("last", &money(last.0))]);
    html! {
        (Months { ui, months: &rows, total: (&hours, &total) })
        p.tr-muted { (smoothed) }
    }
}
