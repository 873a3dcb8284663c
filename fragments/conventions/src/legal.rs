//! What the law says about a convention, in words: figures, month by month, and each check with its article.

use maud::{Markup, html};
use tremplin_domain::{
    convention::assessment::{Assessment, Minimum},
    law::checks::{self, Source},
};
use tremplin_ui::{Check, Checks, Details, Figure, Level, Month, Months, Sum, Ui, typography};

use crate::words::Words;

/// Figures and checks of an assessment, all of them: where the person types.
pub(crate) fn assessment(ui: Ui<'_>, words: Words, assessment: &Assessment) -> Markup {
    html! {
        (figures(ui, words, assessment))
        (listed(ui, words, &by_weight(assessment)))
    }
}

/// Figures and checks of an assessment, those that are fine folded away: where the person decides.
pub(crate) fn brief(ui: Ui<'_>, words: Words, assessment: &Assessment) -> Markup {
    let (fine, telling): (Vec<_>, Vec<_>) = by_weight(assessment).into_iter().partition(|c| c.level == checks::Level::Ok);
    let count = i64::try_from(fine.len()).unwrap_or(i64::MAX);
    html! {
        (figures(ui, words, assessment))
        (listed(ui, words, &telling))
        @if !fine.is_empty() { (Details { summary: &words.counted("checks-fine", count), body: listed(ui, words, &fine) }) }
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

/// What stops first, then what to look at; what is fine last.
fn by_weight(assessment: &Assessment) -> Vec<&checks::Check> {
    let mut sorted: Vec<_> = assessment.checks.iter().collect();
    sorted.sort_by_key(|c| std::cmp::Reverse(c.level));
    sorted
}

/// Checks in words.
fn listed(ui: Ui<'_>, words: Words, found: &[&checks::Check]) -> Markup {
    let sentences: Vec<_> = found.iter().map(|c| (level(c.level), words.check(c), article(words, c))).collect();
    let shown: Vec<_> = sentences
        .iter()
        .map(|(level, sentence, article)| Check { level: *level, sentence, article: article.as_deref(), href: None })
        .collect();
    html! { (Checks { ui, checks: &shown }) }
}

const fn level(level: checks::Level) -> Level {
    match level {
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
    let smoothed = words.text_with(
        "figure-smoothed",
        &[
            ("count", &minimum.instalments.count.to_string()),
            ("each", &money(minimum.instalments.each.0)),
            ("last", &money(minimum.instalments.last.0)),
        ],
    );
    html! {
        (Months { ui, months: &rows, total: (&hours, &total) })
        p.tr-muted { (smoothed) }
    }
}
