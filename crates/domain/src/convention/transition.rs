//! What can happen to a convention, and what comes of it.

use chrono::NaiveDateTime;

use super::{
    progress::{Done, Phase, Returned},
    record::Convention,
};
use crate::{centre::Validation, law::checks::Rule};

/// A change of state that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The draft is complete.
    Submit,
    /// Back to the student's hands, while nobody validated anything.
    Withdraw,
    /// Back to the student, with a reason.
    Return(String),
    /// Give a validation.
    Validate(Validation),
    /// Take a validation back, and those after it.
    Undo(Validation),
    /// Pass over a block of this rule, with a reason.
    PassOver(Rule, String),
    /// Let a block that was passed over hold again.
    Uphold(Rule),
    /// Cancel the convention, with a reason.
    Cancel(String),
}

/// What happened, for the timeline and the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// A draft was begun.
    Created,
    /// A step was saved.
    Saved,
    /// A step was saved with another teacher: for the mail alone, where the timeline has a saving that names the field.
    Reassigned,
    /// Put under another enrolment.
    Enrolled,
    /// Submitted.
    Submitted,
    /// Taken back by the student before anybody validated it.
    Withdrawn,
    /// Returned to the student.
    Returned,
    /// A validation was given.
    Validated(Validation),
    /// A validation was taken back.
    Undone(Validation),
    /// The office passed over a block of this rule.
    PassedOver(Rule),
    /// A block that was passed over holds again.
    Upheld(Rule),
    /// Sent for signature.
    Sent,
    /// Somebody signed.
    Signed,
    /// Cancelled.
    Cancelled,
    /// Broken off.
    BrokenOff,
}

impl EventKind {
    /// The stable code, for the store and message keys.
    pub fn code(self) -> String {
        match self {
            Self::Created => "created".into(),
            Self::Saved => "saved".into(),
            Self::Reassigned => "reassigned".into(),
            Self::Enrolled => "enrolled".into(),
            Self::Submitted => "submitted".into(),
            Self::Withdrawn => "withdrawn".into(),
            Self::Returned => "returned".into(),
            Self::Validated(v) => format!("validated-{}", v.code()),
            Self::Undone(v) => format!("undone-{}", v.code()),
            Self::PassedOver(rule) => format!("passed-over-{}", rule.key()),
            Self::Upheld(rule) => format!("upheld-{}", rule.key()),
            Self::Sent => "sent".into(),
            Self::Signed => "signed".into(),
            Self::Cancelled => "cancelled".into(),
            Self::BrokenOff => "broken-off".into(),
        }
    }

    /// The part that names it in message keys: its code, but for one event of several rules, whose message names the rule.
    pub fn key(self) -> String {
        match self {
            Self::PassedOver(_) => "passed-over".into(),
            Self::Upheld(_) => "upheld".into(),
            _ => self.code(),
        }
    }

    /// The rule that it concerns, if it concerns one.
    pub const fn rule(self) -> Option<Rule> {
        match self {
            Self::PassedOver(rule) | Self::Upheld(rule) => Some(rule),
            _ => None,
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        let plain = [
            Self::Created,
            Self::Saved,
            Self::Reassigned,
            Self::Enrolled,
            Self::Submitted,
            Self::Withdrawn,
            Self::Returned,
            Self::Sent,
            Self::Signed,
            Self::Cancelled,
            Self::BrokenOff,
        ];
        let validations = Validation::ALL.into_iter().flat_map(|v| [Self::Validated(v), Self::Undone(v)]);
        let rule = |begins| code.strip_prefix(begins).and_then(Rule::from_key);
        plain.into_iter().chain(validations).find(|k| k.code() == code).or_else(|| {
            let passed_over = rule("passed-over-").map(Self::PassedOver);
            passed_over.or_else(|| rule("upheld-").map(Self::Upheld))
        })
    }
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// Login of who did it.
    pub by: String,
    /// Their name as people read it.
    pub by_name: String,
    /// When.
    pub at: NaiveDateTime,
    /// The reason in words; the names of the fields that changed; the enrolments before and after; the code of who signed, whoever recorded it.
    /// May be empty.
    pub note: String,
}

/// Why a change of state is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing of that kind can happen now.
    #[error("not possible in this state")]
    WrongState,
    /// Another validation comes first.
    #[error("another validation comes first")]
    OutOfOrder,
    /// A reason must be given.
    #[error("a reason is needed")]
    ReasonNeeded,
    /// An answer lacks, or contradicts another.
    #[error("an answer lacks or contradicts another")]
    Incomplete,
    /// The law, or the centre, stops it.
    #[error("a check stops it")]
    Unlawful,
}

/// Applies an action; on success the convention carries the new facts and the events say what happened, in order.
pub fn apply(
    convention: &mut Convention,
    action: &Action,
    wanted: &[Validation],
    by: &str,
    at: NaiveDateTime,
) -> Result<Vec<EventKind>, Refusal> {
    let phase = convention.progress.phase(wanted);
    let progress = &mut convention.progress;
    match action {
        Action::Submit if matches!(phase, Phase::Draft | Phase::Returned) => {
            progress.submitted_at = Some(at);
            progress.returned = None;
            Ok(vec![EventKind::Submitted])
        }
        Action::Withdraw if phase == Phase::Submitted => {
            progress.submitted_at = None;
            Ok(vec![EventKind::Withdrawn])
        }
        Action::Return(reason) if matches!(phase, Phase::Submitted | Phase::PartlyValidated) => {
            let reason = given(reason)?;
            progress.returned = Some(Returned { at, reason });
            let fallen = progress.validations.drain(..).rev().map(|d| EventKind::Undone(d.validation));
            Ok(fallen.chain([EventKind::Returned]).collect())
        }
        Action::Validate(validation) if matches!(phase, Phase::Submitted | Phase::PartlyValidated) => {
            if progress.next(wanted) != Some(*validation) {
                return Err(Refusal::OutOfOrder);
            }
            progress.validations.push(Done { validation: *validation, by: by.to_owned(), at });
            Ok(vec![EventKind::Validated(*validation)])
        }
        Action::Undo(validation) if matches!(phase, Phase::PartlyValidated | Phase::Validated) => {
            let from = progress.validations.iter().position(|d| d.validation == *validation).ok_or(Refusal::WrongState)?;
            Ok(progress.validations.split_off(from).iter().rev().map(|d| EventKind::Undone(d.validation)).collect())
        }
        Action::PassOver(rule, reason) if phase.is_open() => {
            given(reason)?;
            Ok(vec![EventKind::PassedOver(*rule)])
        }
        Action::Uphold(rule) if phase.is_open() => Ok(vec![EventKind::Upheld(*rule)]),
        Action::Cancel(reason) if !matches!(phase, Phase::Draft | Phase::Cancelled | Phase::BrokenOff) => {
            given(reason)?;
            progress.cancelled_at = Some(at);
            Ok(vec![EventKind::Cancelled])
        }
        _ => Err(Refusal::WrongState),
    }
}

fn given(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::ReasonNeeded) } else { Ok(reason.to_owned()) }
}
