//! Where a convention stands, derived from facts.

use chrono::{NaiveDate, NaiveDateTime};

use crate::centre::Validation;

/// A validation that was given and not undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Which.
    pub validation: Validation,
    /// Login of who gave it.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A convention sent back to the student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// When.
    pub at: NaiveDateTime,
    /// Why, in the words of who returned it.
    pub reason: String,
}

/// The facts from which the status is derived.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// When the student submitted it last.
    pub submitted_at: Option<NaiveDateTime>,
    /// Set while it is back with the student.
    pub returned: Option<Returned>,
    /// Validations given, in order.
    pub validations: Vec<Done>,
    /// When it left for signature.
    pub sent_at: Option<NaiveDateTime>,
    /// How many of the five have signed (D124-4).
    pub signatures: u8,
    /// When the fifth signed.
    pub signed_at: Option<NaiveDateTime>,
    /// When it was cancelled.
    pub cancelled_at: Option<NaiveDateTime>,
    /// The last day, when it was broken off.
    pub broken_off_on: Option<NaiveDate>,
}

/// The part of the status that does not depend on today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// *Brouillon*.
    Draft,
    /// *Envoyée*, no validation yet.
    Submitted,
    /// *Renvoyée* to the student, with a reason.
    Returned,
    /// *Validée en partie*.
    PartlyValidated,
    /// *Validée*.
    Validated,
    /// *Envoyée à la signature*.
    SentForSignature,
    /// *Signée en partie*.
    PartlySigned,
    /// *Signée*.
    Signed,
    /// *Annulée*.
    Cancelled,
    /// *Rompue*.
    BrokenOff,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::PartlyValidated,
        Self::Validated,
        Self::SentForSignature,
        Self::PartlySigned,
        Self::Signed,
        Self::Cancelled,
        Self::BrokenOff,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::PartlyValidated => "partly-validated",
            Self::Validated => "validated",
            Self::SentForSignature => "sent-for-signature",
            Self::PartlySigned => "partly-signed",
            Self::Signed => "signed",
            Self::Cancelled => "cancelled",
            Self::BrokenOff => "broken-off",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// Whether every validation the centre wants has been given, now or in the past of the convention.
    pub const fn is_validated(self) -> bool {
        matches!(self, Self::Validated | Self::SentForSignature | Self::PartlySigned | Self::Signed | Self::BrokenOff)
    }

    /// Whether it is still to be submitted or validated.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted | Self::Returned | Self::PartlyValidated)
    }

    /// Whether it is out of the student's hands.
    pub const fn is_submitted(self) -> bool {
        !matches!(self, Self::Draft | Self::Returned)
    }
}

/// What people read: the phase, and once signed what the calendar makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// As the phase says.
    Phase(Phase),
    /// *En cours*: signed, between first and last day.
    Running,
    /// *Terminée*: signed, after the last day.
    Ended,
}

impl Status {
    /// The stable code: that of the phase, `running` or `ended`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phase(phase) => phase.code(),
            Self::Running => "running",
            Self::Ended => "ended",
        }
    }

    /// Derives it for a day.
    pub fn on(phase: Phase, starts_on: Option<NaiveDate>, ends_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        match (phase, starts_on, ends_on) {
            (Phase::Signed, _, Some(end)) if end < today => Self::Ended,
            (Phase::Signed, Some(start), _) if start <= today => Self::Running,
            _ => Self::Phase(phase),
        }
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The student completes or corrects.
    Student,
    /// The teacher validates.
    Teacher,
    /// The centre checks or validates.
    Centre,
    /// The five sign.
    Signatories,
    /// Nobody.
    Nobody,
}

impl Turn {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Centre => "centre",
            Self::Signatories => "signatories",
            Self::Nobody => "nobody",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Student, Self::Teacher, Self::Centre, Self::Signatories, Self::Nobody].into_iter().find(|t| t.code() == code)
    }
}

impl Progress {
    /// The phase, given the validations that the centre wants.
    pub fn phase(&self, wanted: &[Validation]) -> Phase {
        if self.cancelled_at.is_some() {
            Phase::Cancelled
        } else if self.broken_off_on.is_some() {
            Phase::BrokenOff
        } else if self.returned.is_some() {
            Phase::Returned
        } else if self.submitted_at.is_none() {
            Phase::Draft
        } else if self.signed_at.is_some() {
            Phase::Signed
        } else if self.signatures > 0 {
            Phase::PartlySigned
        } else if self.sent_at.is_some() {
            Phase::SentForSignature
        } else if self.next(wanted).is_none() {
            Phase::Validated
        } else if self.validations.is_empty() {
            Phase::Submitted
        } else {
            Phase::PartlyValidated
        }
    }

    /// The validation that comes next, in the centre's order.
    pub fn next(&self, wanted: &[Validation]) -> Option<Validation> {
        wanted.iter().copied().find(|v| !self.has(*v))
    }

    /// Whether a validation stands.
    pub fn has(&self, validation: Validation) -> bool {
        self.validations.iter().any(|d| d.validation == validation)
    }

    /// Whose turn it is.
    pub fn turn(&self, wanted: &[Validation]) -> Turn {
        match self.phase(wanted) {
            Phase::Draft | Phase::Returned => Turn::Student,
            Phase::Submitted | Phase::PartlyValidated => match self.next(wanted) {
                Some(Validation::Pedagogical) => Turn::Teacher,
                _ => Turn::Centre,
            },
            Phase::Validated => Turn::Centre,
            Phase::SentForSignature | Phase::PartlySigned => Turn::Signatories,
            Phase::Signed | Phase::Cancelled | Phase::BrokenOff => Turn::Nobody,
        }
    }

    /// Since when it is that turn.
    pub fn since(&self, created_at: NaiveDateTime) -> NaiveDateTime {
        let validated = self.validations.iter().map(|d| d.at);
        let others = [self.submitted_at, self.returned.as_ref().map(|r| r.at), self.sent_at, self.signed_at, self.cancelled_at];
        validated.chain(others.into_iter().flatten()).max().unwrap_or(created_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(hour, 0, 0).unwrap()
    }

    fn done(validation: Validation, hour: u32) -> Done {
        Done { validation, by: "x".into(), at: at(hour) }
    }

    #[test]
    fn the_phase_follows_the_centres_order() {
        let wanted = [Validation::Check, Validation::Pedagogical];
        let mut progress = Progress::default();
        assert_eq!((progress.phase(&wanted), progress.turn(&wanted)), (Phase::Draft, Turn::Student));
        progress.submitted_at = Some(at(1));
        assert_eq!((progress.phase(&wanted), progress.turn(&wanted)), (Phase::Submitted, Turn::Centre));
        progress.validations.push(done(Validation::Check, 2));
        assert_eq!((progress.phase(&wanted), progress.turn(&wanted)), (Phase::PartlyValidated, Turn::Teacher));
        progress.validations.push(done(Validation::Pedagogical, 3));
        assert_eq!(progress.phase(&wanted), Phase::Validated);
        assert_eq!(progress.since(at(0)), at(3));
    }

    #[test]
    fn a_signed_convention_runs_and_ends_with_the_calendar() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d);
        let on = |d: u32| Status::on(Phase::Signed, day(2), day(20), day(d).unwrap());
        assert_eq!([on(1), on(2), on(20), on(21)], [Status::Phase(Phase::Signed), Status::Running, Status::Running, Status::Ended]);
    }
}
