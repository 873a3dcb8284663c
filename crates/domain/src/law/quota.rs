//! How many interns a host may have at once, in a civil week and a legal entity.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::period::{Period, monday};

/// A headcount in hundredths of a person, since a mean of twelve months has decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Headcount(u32);

impl Headcount {
    /// Whole persons.
    pub const fn persons(persons: u32) -> Self {
        Self(persons.saturating_mul(100))
    }

    /// Hundredths of a person.
    pub const fn hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// The last day of the previous civil month, or the mean of twelve months if higher. R124-12.
    #[must_use]
    pub fn effective(last_day: Self, mean: Self) -> Self {
        last_day.max(mean)
    }

    /// How many interns at once: three below 20 persons, then 15 % rounded up. L124-8, R124-10.
    pub const fn limit(self) -> u32 {
        if self.0 < 2000 { 3 } else { self.0.saturating_mul(3).div_ceil(2000) }
    }
}

/// What is known of a host's headcount: a bracket gives two bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bracket {
    /// At least.
    pub low: Headcount,
    /// At most; none when the bracket is open.
    pub high: Option<Headcount>,
}

impl Bracket {
    /// A declared number.
    pub const fn exactly(persons: u32) -> Self {
        Self { low: Headcount::persons(persons), high: Some(Headcount::persons(persons)) }
    }

    /// From a code such as `10-49` or `1000+`.
    pub fn from_code(code: &str) -> Option<Self> {
        let persons = |text: &str| text.parse().ok().map(Headcount::persons);
        if let Some(low) = code.strip_suffix('+') {
            return Some(Self { low: persons(low)?, high: None });
        }
        let (low, high) = code.split_once('-').unwrap_or((code, code));
        let (low, high) = (persons(low)?, persons(high)?);
        (low <= high).then_some(Self { low, high: Some(high) })
    }
}

/// Why an intern is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reason {
    /// An internship as planned.
    #[default]
    Ordinary,
    /// Prolonged or postponed after an interruption (L124-15): not counted.
    Prolonged,
}

/// Interns of a host by civil week, named by its Monday: two that share a week count even without a common day. R124-10, CT L3121-35.
pub fn interns_by_week(stays: impl IntoIterator<Item = (Period, Reason)>) -> BTreeMap<NaiveDate, u32> {
    let mut weeks = BTreeMap::new();
    for (period, _) in stays.into_iter().filter(|(_, reason)| *reason == Reason::Ordinary) {
        let mut week = monday(period.first());
        while week <= period.last() {
            *weeks.entry(week).or_default() += 1;
            let Some(next) = week.checked_add_days(Days::new(7)) else { break };
            week = next;
        }
    }
    weeks
}

/// The most interns in one week of `period`, that one included.
pub fn most_in_a_week(period: Period, others: impl IntoIterator<Item = (Period, Reason)>) -> u32 {
    let weeks = period.civil_weeks();
    let others = interns_by_week(others.into_iter().filter_map(|(other, reason)| Some((other.common(weeks)?, reason))));
    others.values().max().map_or(1, |most| most + 1)
}
