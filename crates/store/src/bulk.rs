//! Loading an institution at once: for the demo, for tests, and for taking over another system's data. Ids are given.
//!
//! Only a scope that reaches everything loads. Conventions that are already validated keep reading their host as it is: nothing is frozen
//! here, since what they froze elsewhere is not known.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    centre::{Centre, Criterion},
    convention::{Convention, Event},
    host::{Contact, Host, Service},
    ids::CentreId,
    person::{Post, Staff, Student, Teacher},
    policy::Scope,
    year::AcademicYear,
};

use crate::{
    connection::{Conn, on_each},
    conventions,
    error::Error,
    line::{self, LineRecord, Parts, WordRecord},
    records::{
        CentreRecord, ContactRecord, CriterionRecord, HostRecord, Records, ServiceRecord, StaffRecord, StudentRecord, TeacherRecord,
        host_words,
    },
    schema::{
        centre, contact, convention, convention_enrolment, convention_internship, convention_legal, convention_line, convention_pay,
        convention_reach, convention_schedule, convention_validation, criterion, head, host, host_word, number_counter, observer, post,
        service, staff, student, teacher,
    },
    sql::{Bind, Number, Sql},
};

/// What an institution is made of; any part may be empty, and several may be loaded one after another.
#[derive(Debug, Clone, Default)]
pub struct Institution {
    /// Centres.
    pub centres: Vec<Centre>,
    /// What ties programmes to them.
    pub criteria: Vec<(Criterion, CentreId)>,
    /// Students.
    pub students: Vec<Student>,
    /// Teachers.
    pub teachers: Vec<Teacher>,
    /// Whoever has a role.
    pub members: Vec<Member>,
    /// Hosts.
    pub hosts: Vec<Host>,
    /// Their services.
    pub services: Vec<Service>,
    /// Their contacts.
    pub contacts: Vec<Contact>,
}

/// Somebody with their roles.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub staff: Staff,
    /// Their posts in centres.
    pub posts: Vec<Post>,
    /// Centres whose pedagogical head they are.
    pub heads: Vec<CentreId>,
    /// Centres that they observe.
    pub observes: Vec<CentreId>,
    /// What they are beside that.
    pub role: Role,
}

/// A role over the whole institution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// None.
    #[default]
    None,
    /// Everything.
    InstitutionAdmin,
    /// Looks conventions up.
    Helpdesk,
}

/// A convention with what its line derives from, and its timeline.
#[derive(Debug, Clone, Copy)]
pub struct Loaded<'a> {
    /// The convention, with its id.
    pub convention: &'a Convention,
    /// Its student.
    pub student: &'a Student,
    /// Its centre.
    pub centre: &'a Centre,
    /// Its host.
    pub host: Option<&'a Host>,
    /// Its timeline, the earliest first.
    pub events: &'a [Event],
}

/// Rows of one statement, at most: databases bound the number of question marks.
const ROWS: usize = 1_000;

/// Inserts rows, many in a statement.
macro_rules! insert {
    ($conn:expr, $table:ident, $rows:expr) => {{
        let mut rows = $rows.peekable();
        while rows.peek().is_some() {
            let some: Vec<_> = rows.by_ref().take(ROWS).collect();
            on_each!(&mut *$conn, c => diesel::insert_into($table::table).values(some).execute(c))?;
        }
    }};
}

/// Whether nothing is loaded yet.
pub fn is_empty(conn: &mut Conn, scope: &Scope) -> Result<bool, Error> {
    everything(scope)?;
    let held = ["centre", "staff", "student", "host", "convention"].map(|table| Sql::new(format!("exists (select 1 from {table})")));
    let found: Vec<Number> = Sql::new("select case when ").then(Sql::any(held)).and(" then 1 else 0 end as n").load(conn)?;
    Ok(found.iter().all(|f| f.n == 0))
}

/// Loads people, centres and hosts. To be called in a write.
pub fn institution(conn: &mut Conn, scope: &Scope, loaded: &Institution, at: NaiveDateTime) -> Result<(), Error> {
    everything(scope)?;
    insert!(conn, centre, loaded.centres.iter().map(CentreRecord::from));
    insert!(conn, criterion, loaded.criteria.iter().map(CriterionRecord::from));
    insert!(conn, student, loaded.students.iter().map(|s| (student::id.eq(s.id.0), StudentRecord::from(s))));
    insert!(conn, teacher, loaded.teachers.iter().map(|t| (teacher::id.eq(t.id.0), TeacherRecord::from(t))));
    for member in &loaded.members {
        self::member(conn, member)?;
    }
    insert!(
        conn,
        host,
        loaded.hosts.iter().map(|h| (
            host::id.eq(h.id.0),
            HostRecord::from(h),
            host::validated_by.eq(""),
            host::created_at.eq(at),
            host::created_by.eq("")
        ))
    );
    let words = loaded.hosts.iter().flat_map(|h| host_words(h).into_iter().map(|w| (host_word::word.eq(w), host_word::host_id.eq(h.id.0))));
    insert!(conn, host_word, words);
    insert!(conn, service, loaded.services.iter().map(|s| (service::id.eq(s.id.0), ServiceRecord::from(s))));
    insert!(conn, contact, loaded.contacts.iter().map(|c| (contact::id.eq(c.id.0), ContactRecord::from(c))));
    Ok(())
}

fn member(conn: &mut Conn, member: &Member) -> Result<(), Error> {
    let mut record = StaffRecord::from(&member.staff);
    record.institution_admin = member.role == Role::InstitutionAdmin;
    record.helpdesk = member.role == Role::Helpdesk;
    diesel::insert_into(staff::table).values(record).execute(conn)?;
    let id = conn.inserted_id()?;
    insert!(
        conn,
        post,
        member.posts.iter().map(|p| (
            post::staff_id.eq(id),
            post::centre_id.eq(p.centre.0),
            post::right_code.eq(p.right.code()),
            post::prints.eq(p.prints),
            post::alerted.eq(p.alerted)
        ))
    );
    insert!(conn, head, member.heads.iter().map(|c| (head::staff_id.eq(id), head::centre_id.eq(c.0))));
    insert!(conn, observer, member.observes.iter().map(|c| (observer::staff_id.eq(id), observer::centre_id.eq(c.0))));
    Ok(())
}

/// Loads conventions with their timelines; numbers given later come after theirs. To be called in a write, some thousand at a time.
pub fn conventions(conn: &mut Conn, scope: &Scope, loaded: &[Loaded<'_>]) -> Result<(), Error> {
    everything(scope)?;
    conn.make_room()?;
    for some in loaded.chunks(ROWS) {
        let mut records: Vec<Records> = some.iter().map(|l| l.convention.into()).collect();
        let validations: Vec<_> = records.iter_mut().flat_map(|r| std::mem::take(&mut r.validations)).collect();
        let mut columns = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for r in records {
            columns.0.push((convention::id.eq(r.id), r.convention));
            columns.1.push(r.reach);
            columns.2.push(r.enrolment);
            columns.3.push(r.internship);
            columns.4.push(r.schedule);
            columns.5.push(r.pay);
            columns.6.extend(r.legal);
        }
        insert!(conn, convention, columns.0.into_iter());
        insert!(conn, convention_reach, columns.1.into_iter());
        insert!(conn, convention_enrolment, columns.2.into_iter());
        insert!(conn, convention_internship, columns.3.into_iter());
        insert!(conn, convention_schedule, columns.4.into_iter());
        insert!(conn, convention_pay, columns.5.into_iter());
        insert!(conn, convention_legal, columns.6.into_iter());
        insert!(conn, convention_validation, validations.into_iter());
        insert!(conn, convention_line, some.iter().map(|l| LineRecord::from(parts(l))));
        // In the order of their key, as the database keeps them.
        let mut words: Vec<_> = some.iter().flat_map(|l| line::word_records(parts(l))).collect();
        words.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
        for words in words.chunks(ROWS) {
            Sql::insert("convention_word", ["centre_id", "word", "convention_id", "number"], words.iter().map(WordRecord::binds))
                .execute(conn)?;
        }
        let events: Vec<_> = some.iter().flat_map(|l| l.events.iter().map(|e| event(l.convention.id.0, e))).collect();
        for events in events.chunks(ROWS) {
            let columns = ["convention_id", "kind", "by_login", "by_name", "at", "note"];
            Sql::insert("convention_event", columns, events.iter().cloned()).execute(conn)?;
        }
    }
    raise_counters(conn, loaded)?;
    Ok(conn.give_room_back()?)
}

const fn parts<'a>(loaded: &Loaded<'a>) -> Parts<'a> {
    Parts { convention: loaded.convention, student: loaded.student, centre: loaded.centre, host: loaded.host, today: "" }
}

/// A row of `convention_event` without its id.
fn event(convention: i64, e: &Event) -> [Bind; 6] {
    [convention.into(), e.kind.code().into(), e.by.as_str().into(), e.by_name.as_str().into(), e.at.into(), e.note.as_str().into()]
}

fn raise_counters(conn: &mut Conn, loaded: &[Loaded<'_>]) -> Result<(), Error> {
    use number_counter::last_given;
    let mut last: BTreeMap<AcademicYear, i64> = BTreeMap::new();
    for number in loaded.iter().map(|l| l.convention.number) {
        let given = last.entry(number.year).or_default();
        *given = (*given).max(i64::from(number.sequence));
    }
    for (year, given) in last {
        let present: Option<i64> = number_counter::table.find(year.first()).select(last_given).first(conn).optional()?;
        match present {
            None => conventions::raise(conn, year, given)?,
            Some(present) if present < given => {
                diesel::update(number_counter::table.find(year.first())).set(last_given.eq(given)).execute(conn)?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Only a scope that reaches everything loads.
pub(crate) fn everything(scope: &Scope) -> Result<(), Error> {
    if scope.reach().everything { Ok(()) } else { Err(Error::Missing) }
}
