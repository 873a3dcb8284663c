//! Who is told of what by mail.

use crate::{centre::Validation, convention::EventKind};

/// Somebody a notice goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// The student.
    Student,
    /// The teacher.
    Teacher,
    /// The staff of the centre who want alerts, or the centre's own address.
    Centre,
}

/// Who is told of an event; the one who caused it is left out by the caller.
pub const fn recipients(event: EventKind) -> &'static [Recipient] {
    use EventKind::{
        BrokenOff, Cancelled, Created, Enrolled, PassedOver, Reassigned, Returned, Saved, Sent, Signed, Submitted, Undone, Upheld,
        Validated, Withdrawn,
    };
    match event {
        Created => &[],
        Saved | Enrolled => &[Recipient::Student, Recipient::Centre],
        Returned | Sent | PassedOver(_) | Upheld(_) => &[Recipient::Student],
        Withdrawn => &[Recipient::Teacher, Recipient::Centre],
        Validated(Validation::Pedagogical) | Undone(Validation::Check | Validation::Administrative) | Signed => {
            &[Recipient::Student, Recipient::Centre]
        }
        Submitted | Reassigned | Cancelled | BrokenOff | Validated(_) | Undone(Validation::Pedagogical) => {
            &[Recipient::Student, Recipient::Teacher, Recipient::Centre]
        }
    }
}

/// Whether an event concerns a recipient, when `next` is the validation that is wanted now: a validation that somebody else gave is the
/// teacher's business once their turn has come.
pub fn concerns(event: EventKind, recipient: Recipient, next: Option<Validation>) -> bool {
    !(recipient == Recipient::Teacher && matches!(event, EventKind::Validated(_))) || next == Some(Validation::Pedagogical)
}

/// Who is told of what, when these things happened at once: each hears once, of the last that concerns them.
pub fn told(events: &[EventKind], next: Option<Validation>) -> impl Iterator<Item = (Recipient, EventKind)> {
    [Recipient::Student, Recipient::Teacher, Recipient::Centre].into_iter().filter_map(move |recipient| {
        let theirs = |event: &&EventKind| recipients(**event).contains(&recipient) && concerns(**event, recipient, next);
        events.iter().rev().find(theirs).map(|event| (recipient, *event))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hears_once_of_the_last_that_concerns_them() {
        use EventKind::{Returned, Undone};
        use Recipient::{Centre, Student, Teacher};
        use Validation::{Check, Pedagogical};
        let all = |events: &[EventKind], next| told(events, next).collect::<Vec<_>>();
        let both = all(&[Undone(Pedagogical), Undone(Check)], Some(Check));
        assert_eq!(both, [(Student, Undone(Check)), (Teacher, Undone(Pedagogical)), (Centre, Undone(Check))]);
        assert_eq!(all(&[Undone(Check), Returned], Some(Check)), [(Student, Returned), (Centre, Undone(Check))]);
        assert_eq!(all(&[Returned], Some(Check)), [(Student, Returned)]);
    }

    #[test]
    fn a_teacher_hears_of_the_validation_before_theirs_and_of_no_other() {
        use Validation::{Administrative, Check, Pedagogical};
        let told = |event, next| recipients(event).contains(&Recipient::Teacher) && concerns(event, Recipient::Teacher, next);
        assert!(told(EventKind::Validated(Check), Some(Pedagogical)) && told(EventKind::Validated(Administrative), Some(Pedagogical)));
        assert!(!told(EventKind::Validated(Check), Some(Administrative)) && !told(EventKind::Validated(Administrative), None));
        assert!(!told(EventKind::Validated(Pedagogical), None) && told(EventKind::Undone(Pedagogical), Some(Pedagogical)));
        assert!(told(EventKind::Submitted, Some(Check)) && concerns(EventKind::Validated(Check), Recipient::Student, None));
    }
}
