//! `[mail]`.

use crate::{
    parse::mailbox,
    problem::Problem,
    walk::{Found, Section},
};

/// Mail that leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address that it comes from, perhaps with a name before it.
    pub sender: String,
}

/// It must be there if mail leaves.
pub(crate) fn read(file: Section<'_>, found: &mut Found) -> Option<Mail> {
    let section = file.below("mail", &["sender"], found);
    if file.has("smtp") && !file.has("mail") {
        found.note("mail.sender", Problem::Missing);
    }
    Some(Mail { sender: section?.required("sender", found, mailbox)? })
}
