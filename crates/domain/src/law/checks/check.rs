//! The result of one rule.

use chrono::NaiveDate;

use super::rule::{Finding, Level, Rule};
use crate::{
    ids::ConventionNumber,
    law::{
        agreed::HourlyRate,
        duration::{LegalDuration, Minutes},
        mentions::{Mention, Signatory},
        money::Cents,
    },
};

/// Whether the office may pass over a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Override {
    /// Nobody may.
    Never,
    /// The office may, with a reason that is kept.
    OfficeWithReason,
}

/// A value for the message, as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A duration: hours and minutes.
    Minutes(Minutes),
    /// A duration in months and days (D124-6).
    Legal(LegalDuration),
    /// An amount.
    Money(Cents),
    /// An amount per hour.
    Hourly(HourlyRate),
    /// A day.
    Date(NaiveDate),
    /// How many.
    Count(u32),
    /// A civil year.
    Year(i32),
    /// A convention; without its number where it is not theirs to read.
    Convention(Option<ConventionNumber>),
    /// Mentions of D124-4.
    Mentions(Vec<Mention>),
    /// Those who sign.
    Signatories(Vec<Signatory>),
}

/// What a rule found in a situation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Which rule.
    pub rule: Rule,
    /// What it found.
    pub finding: Finding,
    /// How much that weighs.
    pub level: Level,
    /// Who may pass over it.
    pub overridable: Override,
    /// Values by the name that the message uses.
    pub values: Vec<(&'static str, Value)>,
}

impl Check {
    pub(super) fn new(rule: Rule, level: Level, finding: Finding) -> Self {
        Self { rule, finding, level, overridable: Override::Never, values: Vec::new() }
    }

    pub(super) fn fine(rule: Rule) -> Self {
        Self::new(rule, Level::Ok, Finding::Fine)
    }

    pub(super) fn note(rule: Rule, finding: Finding) -> Self {
        Self::new(rule, Level::Note, finding)
    }

    pub(super) fn warn(rule: Rule, finding: Finding) -> Self {
        Self::new(rule, Level::Warning, finding)
    }

    pub(super) fn block(rule: Rule, finding: Finding) -> Self {
        Self::new(rule, Level::Block, finding)
    }

    pub(super) fn by_the_office(mut self) -> Self {
        self.overridable = Override::OfficeWithReason;
        self
    }

    pub(super) fn with(mut self, name: &'static str, value: Value) -> Self {
        self.values.push((name, value));
        self
    }

    pub(super) fn minutes(self, name: &'static str, minutes: Minutes) -> Self {
        self.with(name, Value::Minutes(minutes))
    }

    pub(super) fn money(self, name: &'static str, cents: Cents) -> Self {
        self.with(name, Value::Money(cents))
    }

    pub(super) fn date(self, name: &'static str, date: NaiveDate) -> Self {
        self.with(name, Value::Date(date))
    }

    pub(super) fn count(self, name: &'static str, count: u32) -> Self {
        self.with(name, Value::Count(count))
    }

    /// The value of that name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The message: `check-{rule}-{finding}`.
    pub fn message_key(&self) -> String {
        message_key(self.rule, self.finding)
    }
}

/// The message of a rule's finding: `check-{rule}-{finding}`.
pub fn message_key(rule: Rule, finding: Finding) -> String {
    format!("check-{}-{}", rule.key(), finding.code())
}

/// Every message that checks can ask for.
pub fn message_keys() -> impl Iterator<Item = String> {
    Rule::ALL.iter().flat_map(|rule| rule.findings().iter().map(|finding| message_key(*rule, *finding)))
}
