//! Another enrolment for a convention that nobody validated yet: its year and its centre follow, its number stays.

use chrono::NaiveDateTime;
use tremplin_domain::{
    centre::Centre,
    convention::{Dossier, Enrolment, EventKind},
    host::Contact,
    ids::ConventionId,
    nomenclature::Code,
    notice::Recipient,
    policy::{Ability, Facts, Scope},
    year::AcademicYear,
};

use super::{
    act::{self, Compose, News},
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
    let news = if moves(&before, &after) { News::Everybody } else { News::TheOthers };
    act::post(conn, scope, &after, act::told_of_change(scope, &after, EventKind::Enrolled, news), &words, at, compose)?;
    if moves(&before, &after) {
        // The centre that it leaves, beside the one that it comes to.
        let told = act::told_of_change(scope, &before, EventKind::Enrolled, news);
        let leaving = told.into_iter().filter(|(recipient, _)| *recipient == Recipient::Centre);
        act::post(conn, scope, &before, leaving, &words, at, compose)?;
    }
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
