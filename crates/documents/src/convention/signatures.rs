//! The boxes in which people sign.

use serde::Serialize;
use tremplin_domain::{convention::Dossier, law::mentions::Signatory};

use super::{
    Institution,
    parties::{contact_name, full_name, signatory},
};

#[derive(Debug, Serialize)]
pub(super) struct Signature {
    /// Stable code of who signs; the template names it.
    role: &'static str,
    name: String,
    capacity: String,
}

/// The five of D124-4, and the legal representative of a minor.
pub(super) fn of(dossier: &Dossier, institution: &Institution, minor: bool) -> Vec<Signature> {
    let person = |who: Signatory| match who {
        Signatory::Institution => signatory(dossier, institution),
        Signatory::Host => dossier.signatory.as_ref().map_or_else(Default::default, |s| (contact_name(s), s.function.clone())),
        Signatory::Intern => (full_name(&dossier.student.first_name, &dossier.student.last_name), String::new()),
        Signatory::Teacher => {
            dossier.teacher.as_ref().map_or_else(Default::default, |t| (full_name(&t.first_name, &t.last_name), t.function.clone()))
        }
        Signatory::Tutor => dossier.tutor.as_ref().map_or_else(Default::default, |t| (contact_name(t), t.function.clone())),
    };
    let boxed = |who: Signatory| {
        let (name, capacity) = person(who);
        Signature { role: who.code(), name, capacity }
    };
    let guardian = minor.then(|| Signature { role: "guardian", name: String::new(), capacity: String::new() });
    Signatory::ALL.into_iter().map(boxed).chain(guardian).collect()
}
