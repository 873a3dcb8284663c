//! Reading whole conventions.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    centre::Centre,
    convention::{Convention, Dossier, Event, EventKind},
    host::{Contact, Host, Service},
    ids::{ConventionId, ConventionNumber},
    person::{Student, Teacher},
    policy::{Reach, Scope},
};

use super::freeze;
use crate::{
    connection::Conn,
    error::{Error, corrupt},
    keys, reach,
    records::{
        CentreRecord, ContactRecord, ConventionRecord, EnrolmentRecord, HostRecord, InternshipRecord, LegalRecord, PayRecord, ReachRecord,
        Records, ScheduleRecord, ServiceRecord, Stored, StudentRecord, TeacherRecord, ValidationRecord,
    },
    schema::{
        centre, contact, convention, convention_enrolment, convention_event, convention_internship, convention_legal, convention_pay,
        convention_reach, convention_schedule, convention_validation, host, service, student, teacher,
    },
    sql::{Number, Sql},
};

/// A convention within reach, with everything around it. What is unknown and what is not theirs are the same nothing.
pub fn find(conn: &mut Conn, scope: &Scope, id: ConventionId) -> Result<Option<Dossier>, Error> {
    Ok(dossiers(conn, scope, &[id])?.pop())
}

/// As [`find`], by the number people quote.
pub fn find_by_number(conn: &mut Conn, scope: &Scope, number: ConventionNumber) -> Result<Option<Dossier>, Error> {
    let ids = readable(conn, scope.reach(), numbered(number), 1)?;
    Ok(load(conn, &ids)?.pop())
}

/// Those of these conventions that are within reach, in the order asked for, in at most ten statements.
pub fn dossiers(conn: &mut Conn, scope: &Scope, ids: &[ConventionId]) -> Result<Vec<Dossier>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = readable(conn, scope.reach(), Sql::among("l.id", ids.iter().map(|id| id.0)), ids.len())?;
    let asked: Vec<i64> = ids.iter().map(|id| id.0).filter(|id| found.contains(id)).collect();
    load(conn, &asked)
}

/// The timeline of a convention within reach, the earliest first; empty for one that is not.
pub fn timeline(conn: &mut Conn, scope: &Scope, id: ConventionId) -> Result<Vec<Event>, Error> {
    let ids = readable(conn, scope.reach(), Sql::with("l.id = ?", id.0), 1)?;
    Ok(events(conn, &ids)?.remove(&id.0).unwrap_or_default())
}

/// Of this number, by the index of conventions: each index of lines begins with the centre.
pub(crate) fn numbered(number: ConventionNumber) -> Sql {
    Sql::with("l.id in (select c.id from convention c where c.number = ?)", keys::number(number))
}

/// The ids within a reach that answer a condition, in their order.
pub(crate) fn readable(conn: &mut Conn, reach: &Reach, condition: Sql, limit: usize) -> Result<Vec<i64>, Error> {
    let sql = Sql::new("select l.id as n from convention_line l where ")
        .then(Sql::all([condition, reach::within(reach)]))
        .and(&format!(" order by l.id limit {limit}"));
    let ids: Vec<Number> = sql.load(conn)?;
    Ok(ids.into_iter().map(|i| i.n).collect())
}

/// The timelines of several conventions; whoever calls has checked that they are within reach.
pub(crate) fn events(conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Vec<Event>>, Error> {
    use convention_event::{at, by_login, by_name, convention_id, id, kind, note};
    type Line = (i64, String, String, String, NaiveDateTime, String);
    let lines: Vec<Line> = convention_event::table
        .filter(convention_id.eq_any(ids))
        .order((convention_id, id))
        .select((convention_id, kind, by_login, by_name, at, note))
        .load(conn)?;
    let mut events: HashMap<i64, Vec<Event>> = HashMap::new();
    for (convention, code, by, name, moment, words) in lines {
        let event = EventKind::from_code(&code).ok_or_else(|| corrupt("event", &code))?;
        events.entry(convention).or_default().push(Event { kind: event, by, by_name: name, at: moment, note: words });
    }
    Ok(events)
}

/// Whole conventions, in the order of the ids; whoever calls has checked that they are within reach. Nine statements at most.
pub(crate) fn load(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Dossier>, Error> {
    let mut found = conventions(conn, ids)?;
    let conventions: Vec<Convention> = ids.iter().filter_map(|id| found.remove(id)).collect();
    if conventions.is_empty() {
        return Ok(Vec::new());
    }
    let mut around = Around::of(conn, &conventions)?;
    let mut frozen = freeze::load(conn, ids)?;
    let mut dossiers = Vec::with_capacity(conventions.len());
    for convention in conventions {
        let id = convention.id.0;
        let mut dossier = around.dossier(convention)?;
        if let Some(frozen) = frozen.remove(&id) {
            frozen.overlay(&mut dossier)?;
        }
        dossiers.push(dossier);
    }
    Ok(dossiers)
}

/// The records of several conventions, without what is around them; two statements.
pub(super) fn conventions(conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Convention>, Error> {
    type Row = (i64, ConventionRecord, ReachRecord, EnrolmentRecord, InternshipRecord, ScheduleRecord, PayRecord, Option<LegalRecord>);
    let rows: Vec<Row> = convention::table
        .inner_join(convention_reach::table)
        .inner_join(convention_enrolment::table)
        .inner_join(convention_internship::table)
        .inner_join(convention_schedule::table)
        .inner_join(convention_pay::table)
        .left_join(convention_legal::table)
        .filter(convention::id.eq_any(ids))
        .select((
            convention::id,
            ConventionRecord::as_select(),
            ReachRecord::as_select(),
            EnrolmentRecord::as_select(),
            InternshipRecord::as_select(),
            ScheduleRecord::as_select(),
            PayRecord::as_select(),
            Option::<LegalRecord>::as_select(),
        ))
        .load(conn)?;
    let given: Vec<ValidationRecord> = convention_validation::table
        .filter(convention_validation::convention_id.eq_any(ids))
        .order((convention_validation::convention_id, convention_validation::position))
        .select(ValidationRecord::as_select())
        .load(conn)?;
    let mut validations: HashMap<i64, Vec<ValidationRecord>> = HashMap::new();
    for validation in given {
        validations.entry(validation.convention_id).or_default().push(validation);
    }
    let whole = |(id, convention, reach, enrolment, internship, schedule, pay, legal): Row| {
        let validations = validations.remove(&id).unwrap_or_default();
        Ok((id, Convention::try_from(Records { id, convention, reach, enrolment, internship, schedule, pay, legal, validations })?))
    };
    rows.into_iter().map(whole).collect()
}

/// What several conventions refer to, each thing once.
struct Around {
    students: HashMap<i64, Student>,
    centres: HashMap<i64, Centre>,
    hosts: HashMap<i64, Host>,
    services: HashMap<i64, Service>,
    contacts: HashMap<i64, Contact>,
    teachers: HashMap<i64, Teacher>,
}

/// The rows of a table with these ids, as the domain has them, by id.
macro_rules! by_id {
    ($conn:expr, $table:ident, $record:ty, $ids:expr) => {{
        let mut ids: Vec<i64> = $ids.collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            HashMap::new()
        } else {
            let rows: Vec<Stored<$record>> =
                $table::table.filter($table::id.eq_any(&ids)).select(($table::id, <$record>::as_select())).load($conn)?;
            rows.into_iter().map(|row| Ok::<_, Error>((row.id, row.try_into()?))).collect::<Result<_, Error>>()?
        }
    }};
}

impl Around {
    fn of(conn: &mut Conn, conventions: &[Convention]) -> Result<Self, Error> {
        let all = || conventions.iter();
        Ok(Self {
            students: by_id!(conn, student, StudentRecord, all().map(|c| c.student.0)),
            centres: by_id!(conn, centre, CentreRecord, all().map(|c| c.centre.0)),
            hosts: by_id!(conn, host, HostRecord, all().filter_map(|c| Some(c.host?.0))),
            services: by_id!(conn, service, ServiceRecord, all().filter_map(|c| Some(c.service?.0))),
            contacts: by_id!(conn, contact, ContactRecord, all().flat_map(|c| [c.tutor, c.signatory]).flatten().map(|c| c.0)),
            teachers: by_id!(conn, teacher, TeacherRecord, all().filter_map(|c| Some(c.teacher?.0))),
        })
    }

    fn dossier(&mut self, convention: Convention) -> Result<Dossier, Error> {
        let contact = |id: Option<tremplin_domain::ids::ContactId>| id.and_then(|c| self.contacts.get(&c.0)).cloned();
        Ok(Dossier {
            student: self.students.get(&convention.student.0).cloned().ok_or_else(|| corrupt("student", convention.student))?,
            centre: self.centres.get(&convention.centre.0).cloned().ok_or_else(|| corrupt("centre", convention.centre))?,
            host: convention.host.and_then(|h| self.hosts.get(&h.0)).cloned(),
            service: convention.service.and_then(|s| self.services.get(&s.0)).cloned(),
            tutor: contact(convention.tutor),
            signatory: contact(convention.signatory),
            teacher: convention.teacher.and_then(|t| self.teachers.get(&t.0)).cloned(),
            convention,
        })
    }
}
