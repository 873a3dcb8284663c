//! Beginning, saving and deleting.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    convention::{
        Convention, Dossier, Enrolment, Enters, EventKind, FIELDS, Follow, Internship, Pay, Progress, Reach, Schedule,
        fields::{self, Seen},
        rows,
    },
    host::{Contact, Host, Service},
    ids::{CentreId, ContactId, ConventionId, ConventionNumber, StudentId},
    nomenclature::Code,
    person::Teacher,
    policy::{Ability, Facts, Scope},
    year::AcademicYear,
};

use super::{
    act::{self, Compose, News},
    change, number,
};
use crate::{
    audit::{self, About, Trace},
    centres,
    connection::Conn,
    contacts,
    error::Error,
    hosts, line,
    records::{Stored, StudentRecord},
    schema::{convention, student},
    teachers,
};

/// What a convention begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The intern.
    pub student: StudentId,
    /// The centre that their enrolment leads to.
    pub centre: CentreId,
    /// The academic year of the enrolment.
    pub year: AcademicYear,
    /// List `kind`.
    pub kind: Code,
    /// List `language`.
    pub language: Code,
    /// What is known of how to reach them.
    pub reach: Reach,
    /// The enrolment.
    pub enrolment: Enrolment,
}

/// Begins a convention. [`Error::Missing`] where they may not begin one for this student in this centre.
pub fn create(conn: &mut Conn, scope: &Scope, draft: &Draft, at: NaiveDateTime) -> Result<Dossier, Error> {
    let centre = centres::find(conn, scope, draft.centre)?.ok_or(Error::Missing)?;
    let found: Option<Stored<StudentRecord>> =
        student::table.find(draft.student.0).select((student::id, StudentRecord::as_select())).first(conn).optional()?;
    let student = found.ok_or(Error::Missing)?.into();
    if !scope.may_create_in(&centre, Some(draft.student)) {
        return Err(Error::Missing);
    }
    let number = number::next(conn, AcademicYear::of(at.date()))?;
    let convention = begun(draft, number, &scope.principal().login, at);
    let mut dossier = Dossier { convention, student, centre, host: None, service: None, tutor: None, signatory: None, teacher: None };
    is_storable(&dossier.convention)?;
    change::add(conn, &mut dossier)?;
    change::tell(conn, scope, dossier.convention.id, EventKind::Created, at, "")?;
    Ok(dossier)
}

fn begun(draft: &Draft, number: ConventionNumber, by: &str, at: NaiveDateTime) -> Convention {
    Convention {
        id: ConventionId(0),
        number,
        version: 0,
        year: draft.year,
        student: draft.student,
        centre: draft.centre,
        host: None,
        service: None,
        tutor: None,
        teacher: None,
        signatory: None,
        kind: draft.kind.clone(),
        language: draft.language.clone(),
        reach: draft.reach.clone(),
        enrolment: draft.enrolment.clone(),
        internship: Internship { zone: "metropole".into(), ..Internship::default() },
        schedule: Schedule::default(),
        pay: Pay { currency: "EUR".into(), ..Pay::default() },
        follow: Follow::default(),
        progress: Progress::default(),
        created_at: at,
        created_by: by.to_owned(),
        updated_at: at,
    }
}

/// Saves the fields of a convention, given the version that the person saw. What is not a field (its state, number, student) stays.
/// Once it is submitted, those who did not change it are told, but for what the office alone sees.
///
/// [`Error::Stale`] with the present state when it changed meanwhile; [`Error::NotAChoice`] when it refers to something they cannot choose.
pub fn save(
    conn: &mut Conn,
    scope: &Scope,
    edited: &Convention,
    seen: i32,
    at: NaiveDateTime,
    compose: &Compose,
) -> Result<Dossier, Error> {
    let before = change::take(conn, scope, edited.id, seen)?;
    let facts = Facts::of(&before.convention, &before.centre);
    if !scope.may(Ability::Edit, &facts, &before.centre) {
        return Err(Error::Missing);
    }
    let mut convention = kept(edited, &before.convention);
    if !scope.may(Ability::EditAsOffice, &facts, &before.centre) {
        keep_what_the_office_enters(&mut convention, &before)?;
    }
    convention.recount();
    is_storable(&convention)?;
    let mut after = Dossier { convention, ..before.clone() };
    choose(conn, scope, &before, &mut after)?;
    let changed: Vec<_> = fields::changes(&before, &after).into_iter().map(|(field, ..)| field).collect();
    after.convention.updated_at = at;
    change::write(conn, &before, &after)?;
    if !changed.is_empty() {
        let names: Vec<_> = changed.iter().map(|field| field.name).collect();
        change::tell(conn, scope, edited.id, EventKind::Saved, at, &names.join(" "))?;
    }
    // What the office notes for itself is nobody else's news.
    if changed.iter().any(|field| field.seen == Seen::Readers) {
        // A teacher who is another one is everybody's.
        let is_same = before.convention.teacher == after.convention.teacher;
        let (event, news) = if is_same { (EventKind::Saved, News::TheOthers) } else { (EventKind::Reassigned, News::Everybody) };
        act::post(conn, scope, &after, act::told_of_change(scope, &after, event, news), "", at, compose)?;
    }
    Ok(after)
}

/// Deletes a draft, given the version that the person saw. That it was there, whose it was and who deleted it stays in the audit.
pub fn delete(conn: &mut Conn, scope: &Scope, id: ConventionId, seen: i32, at: NaiveDateTime) -> Result<(), Error> {
    let dossier = change::take(conn, scope, id, seen)?;
    let facts = Facts::of(&dossier.convention, &dossier.centre);
    if !scope.may(Ability::Delete, &facts, &dossier.centre) {
        return Err(Error::Missing);
    }
    line::forget(conn, id.0)?;
    diesel::delete(convention::table.find(id.0)).execute(conn)?;
    let number = dossier.convention.number.to_string();
    audit::tell(conn, scope, Trace::DraftDeleted, About::draft(&dossier.convention, &number), at)
}

/// The edited fields, with everything that saving does not change.
fn kept(edited: &Convention, before: &Convention) -> Convention {
    Convention {
        number: before.number,
        version: before.version,
        year: before.year,
        student: before.student,
        centre: before.centre,
        progress: before.progress.clone(),
        created_at: before.created_at,
        created_by: before.created_by.clone(),
        ..edited.clone()
    }
}

/// Puts back what the office alone enters, as if nobody else had sent it.
fn keep_what_the_office_enters(convention: &mut Convention, before: &Dossier) -> Result<(), Error> {
    for field in FIELDS.iter().filter(|field| field.enters == Enters::Office) {
        (field.write)(convention, &(field.read)(before).input()).map_err(|_| Error::NotAChoice(field.name))?;
    }
    Ok(())
}

/// Whether the rows inside survive their text: what a directory sends may hold signs that it cannot.
pub(super) fn is_storable(convention: &Convention) -> Result<(), Error> {
    let elements = &convention.enrolment.elements;
    let periods = &convention.schedule.periods;
    let interruptions = &convention.schedule.interruptions;
    if rows::elements(&rows::elements_text(elements)).as_ref() != Ok(elements) {
        return Err(Error::NotAChoice("course-elements"));
    }
    if rows::periods(&rows::periods_text(periods)).as_ref() != Ok(periods) {
        return Err(Error::NotAChoice("periods"));
    }
    if rows::interruptions(&rows::interruptions_text(interruptions)).as_ref() != Ok(interruptions) {
        return Err(Error::NotAChoice("interruptions"));
    }
    Ok(())
}

/// Puts what was newly chosen into the dossier, if it was theirs to choose.
fn choose(conn: &mut Conn, scope: &Scope, before: &Dossier, after: &mut Dossier) -> Result<(), Error> {
    let (was, is) = (&before.convention, &after.convention);
    let mut found = Chosen { host: after.host.take(), service: after.service.take(), teacher: after.teacher.take() };
    if was.host != is.host {
        found.host = is.host.map(|id| hosts::find(conn, scope, id)?.ok_or(Error::NotAChoice("host"))).transpose()?;
    }
    if was.service != is.service || was.host != is.host {
        found.service = match is.service {
            Some(id) => Some(hosts::service(conn, scope, id)?.filter(|s| Some(s.host) == is.host).ok_or(Error::NotAChoice("service"))?),
            None => None,
        };
    }
    if was.teacher != is.teacher {
        found.teacher = is.teacher.map(|id| teachers::find(conn, scope, id)?.ok_or(Error::NotAChoice("teacher"))).transpose()?;
    }
    let mut contact = |name, was: Option<ContactId>, is: Option<ContactId>, present: Option<&Contact>| -> Result<Option<Contact>, Error> {
        let Some(id) = is else { return Ok(None) };
        let chosen = if was == is { present.cloned() } else { contacts::find(conn, scope, id, &before.centre)? };
        chosen.filter(|c| Some(c.host) == after.convention.host).map(Some).ok_or(Error::NotAChoice(name))
    };
    let tutor = contact("tutor", was.tutor, is.tutor, before.tutor.as_ref())?;
    let signatory = contact("signatory", was.signatory, is.signatory, before.signatory.as_ref())?;
    *after = Dossier { host: found.host, service: found.service, teacher: found.teacher, tutor, signatory, ..after.clone() };
    Ok(())
}

struct Chosen {
    host: Option<Host>,
    service: Option<Service>,
    teacher: Option<Teacher>,
}
