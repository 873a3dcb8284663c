//! Who is told of what by mail.

use crate::convention::EventKind;

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
    use EventKind::{BrokenOff, Cancelled, Created, Returned, Saved, Sent, Signed, Submitted, Undone, Validated};
    match event {
        Created | Saved => &[],
        Returned | Sent => &[Recipient::Student],
        Validated(_) | Undone(_) | Signed => &[Recipient::Student, Recipient::Centre],
        Submitted | Cancelled | BrokenOff => &[Recipient::Student, Recipient::Teacher, Recipient::Centre],
    }
}
