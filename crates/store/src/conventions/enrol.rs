//! Another enrolment for a convention that nobody validated yet: its year and its centre follow, its number stays.

use chrono::NaiveDateTime;
use tremplin_domain::{
    centre::Centre,
    convention::{Dossier, Enrolment, EventKind},
    host::Contact,
    ids::ConventionId,
    nomenclature::Code,
    notice::{Recipient, told},
    policy::{Ability, Facts, Scope},
    year::AcademicYear,
};

use super::{
    act::{self, Compose},
    change,
    save::is_storable,
};
use crate::{centres, connection::Conn, contacts, error::Error};

/// An enrolment of the student, as the institution knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// Its academic year.
    pub year: AcademicYear,
    /// The enrolment.
    pub enrolment: Enrolment,
    /// List `kind`: the type of convention that it implies, if it implies one.
    pub kind: Option<Code>,
}

/// Puts a convention under another enrolment of its student, given the version that the person saw. It goes to the centre that the criteria
/// lead to; contacts that they could not choose there are left behind. Once it is submitted, those who did not do it are told, in both centres.
///
/// [`Error::Stale`] with the present state when it changed meanwhile; [`Error::Missing`] where they may not change its enrolment;
/// [`Error::NotAChoice`] where no centre has the enrolment, or one to which they may not bring it.
pub fn enrol(
    conn: &mut Conn,
    scope: &Scope,
    id: ConventionId,
    seen: i32,
    enrolled: &Enrolled,
    at: NaiveDateTime,
    compose: &Compose,
) -> Result<Dossier, Error> {
    let before = change::take(conn, scope, id, seen)?;
    let facts = Facts::of(&before.convention, &before.centre);
    if !scope.may(Ability::Enrol, &facts, &before.centre) {
        return Err(Error::Missing);
    }
    let centre = centres::of(conn, scope, &enrolled.enrolment)?.filter(|centre| scope.may_bring_to(centre, &facts.ties));
    let centre = centre.ok_or(Error::NotAChoice("enrolment"))?;
    let mut after = Dossier { centre, ..before.clone() };
    after.convention.centre = after.centre.id;
    after.convention.year = enrolled.year;
    after.convention.enrolment = enrolled.enrolment.clone();
    if let Some(kind) = &enrolled.kind {
        after.convention.kind = kind.clone();
    }
    after.convention.updated_at = at;
    is_storable(&after.convention)?;
    if moves(&before, &after) {
        leave_contacts(conn, scope, &mut after)?;
    }
    change::write(conn, &before, &after)?;
    let left = left(&before, &after);
    if !left.is_empty() {
        change::tell(conn, scope, id, EventKind::Saved, at, &left.join(" "))?;
    }
    let words = format!("{} → {}", place(&before), place(&after));
    change::tell(conn, scope, id, EventKind::Enrolled, at, &words)?;
    post(conn, scope, &before, &after, &words, at, compose)?;
    Ok(after)
}

/// The contacts that a change of centre left behind, by the names of their fields.
pub fn left(before: &Dossier, after: &Dossier) -> Vec<&'static str> {
    let gone = |was: &Option<Contact>, is: &Option<Contact>| was.is_some() && is.is_none();
    let both = [("tutor-name", gone(&before.tutor, &after.tutor)), ("signatory-name", gone(&before.signatory, &after.signatory))];
    both.into_iter().filter(|(_, gone)| *gone).map(|(name, _)| name).collect()
}

fn moves(before: &Dossier, after: &Dossier) -> bool {
    before.centre.id != after.centre.id
}

/// Leaves the tutor and the signatory behind whom the person could not choose in the centre of the dossier.
fn leave_contacts(conn: &mut Conn, scope: &Scope, dossier: &mut Dossier) -> Result<(), Error> {
    let Dossier { convention, centre, tutor, signatory, .. } = dossier;
    for (id, contact) in [(&mut convention.tutor, tutor), (&mut convention.signatory, signatory)] {
        *contact = match *id {
            Some(known) => contacts::find(conn, scope, known, centre)?,
            None => None,
        };
        *id = contact.as_ref().map(|contact| contact.id);
    }
    Ok(())
}

/// What a convention is made under, as whoever reads the timeline knows it.
fn place(dossier: &Dossier) -> String {
    let (convention, Centre { name, .. }) = (&dossier.convention, &dossier.centre);
    format!("{} · {} · {name}", convention.enrolment.step, convention.year)
}

/// Tells of it, once submitted: the student, where an office did it; the office, where the student did or where it goes to another one, which
/// both are told.
fn post(
    conn: &mut Conn,
    scope: &Scope,
    before: &Dossier,
    after: &Dossier,
    words: &str,
    at: NaiveDateTime,
    compose: &Compose,
) -> Result<(), Error> {
    let (progress, wanted) = (&after.convention.progress, &after.centre.validations);
    if !progress.phase(wanted).is_submitted() {
        return Ok(());
    }
    let by_student = scope.principal().student == Some(after.convention.student);
    let moved = moves(before, after);
    let is_told = |recipient| recipient != Recipient::Centre || by_student || moved;
    let told = told(&[EventKind::Enrolled], progress.next(wanted)).filter(|(recipient, _)| is_told(*recipient));
    act::post(conn, scope, after, told, words, at, compose)?;
    if moved {
        act::post(conn, scope, before, [(Recipient::Centre, EventKind::Enrolled)].into_iter(), words, at, compose)?;
    }
    Ok(())
}
