//! What the document holds: mentions, signatures, leave clause.

use super::{Check, Finding, Kind, Rule, Situation, Value, situation::Given};
use crate::law::{
    duration::TWO_MONTHS,
    mentions::{Mention, Signatory},
};

pub(super) fn check(situation: &Situation, checks: &mut Vec<Check>) {
    checks.push(signatories(situation));
    checks.extend(signed_in_time(situation));
}

/// Rules of the chapter on internships, from which lifelong training is free.
pub(super) fn check_chapter(situation: &Situation, checks: &mut Vec<Check>) {
    checks.push(mentions(situation));
    checks.push(match situation.aims_checked {
        Given::Yes => Check::fine(Rule::ForbiddenAims),
        Given::No => Check::note(Rule::ForbiddenAims, Finding::Unknown),
    });
    checks.extend(leave_clause(situation));
}

/// The first mention is not asked of a gap year (D611-16).
fn mentions(situation: &Situation) -> Check {
    let asked = |mention: &&Mention| situation.kind != Kind::GapYear || **mention != Mention::Training;
    let missing: Vec<_> = situation.mentions_missing.iter().filter(asked).copied().collect();
    if missing.is_empty() {
        Check::fine(Rule::Mentions)
    } else {
        Check::block(Rule::Mentions, Finding::Missing).with("missing", Value::Mentions(missing))
    }
}

fn signatories(situation: &Situation) -> Check {
    if situation.signatories_missing.is_empty() {
        Check::fine(Rule::Signatories).with("signatories", Value::Signatories(Signatory::ALL.to_vec()))
    } else {
        Check::block(Rule::Signatories, Finding::Missing).with("missing", Value::Signatories(situation.signatories_missing.clone()))
    }
}

fn leave_clause(situation: &Situation) -> Option<Check> {
    let duration = situation.presence.as_ref()?.duration();
    (duration > TWO_MONTHS).then(|| match situation.leave_clause {
        Given::Yes => Check::fine(Rule::LeaveClause),
        Given::No => Check::block(Rule::LeaveClause, Finding::Missing).minutes("duration", duration),
    })
}

/// Nothing to say while an unsigned convention has not begun.
fn signed_in_time(situation: &Situation) -> Option<Check> {
    let start = situation.start?;
    let late = |check: Check| check.date("start", start);
    match situation.signed {
        Some(signed) if signed > start => Some(late(Check::warn(Rule::SignedInTime, Finding::Late)).date("signed", signed)),
        Some(signed) => Some(late(Check::fine(Rule::SignedInTime)).date("signed", signed)),
        None if situation.today > start => Some(late(Check::warn(Rule::SignedInTime, Finding::Late))),
        None => None,
    }
}
