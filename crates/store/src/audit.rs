//! Who did what, and when, to things that have no timeline, or none any more. Ids and no names: of persons as little as can be.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    convention::{Convention, Phase},
    ids::{CentreId, ConventionId, StudentId},
    policy::{Scope, Ties},
};

use crate::{
    connection::Conn,
    error::{Error, corrupt},
    schema::audit_event,
};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trace {
    /// A draft was deleted.
    DraftDeleted,
    /// A system was given a token.
    ClientCreated,
    /// What a system's token opened was closed.
    ClientRevoked,
}

impl Trace {
    const ALL: [Self; 3] = [Self::DraftDeleted, Self::ClientCreated, Self::ClientRevoked];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DraftDeleted => "draft-deleted",
            Self::ClientCreated => "client-created",
            Self::ClientRevoked => "client-revoked",
        }
    }
}

/// A line of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happened.
    pub trace: Trace,
    /// The id of what it happened to.
    pub object: i64,
    /// The centre that it belongs to, if it does.
    pub centre: Option<CentreId>,
    /// The number of a draft, the name of a system; may be empty.
    pub note: String,
    /// Login of who did it.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A draft that was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Its number.
    pub number: String,
    /// Login of who deleted it.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
}

/// The latest lines, the last first, for who administers the institution.
pub fn list(conn: &mut Conn, scope: &Scope, limit: u16) -> Result<Vec<Line>, Error> {
    type Row = (String, i64, Option<i64>, String, String, NaiveDateTime);
    if !scope.may_read_audit() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = audit_event::table
        .order(audit_event::id.desc())
        .limit(limit.into())
        .select((
            audit_event::kind,
            audit_event::object_id,
            audit_event::centre_id,
            audit_event::note,
            audit_event::by_login,
            audit_event::at,
        ))
        .load(conn)?;
    let line = |(kind, object, centre, note, by, at): Row| {
        let trace = Trace::ALL.into_iter().find(|t| t.code() == kind).ok_or_else(|| corrupt("trace", &kind))?;
        Ok(Line { trace, object, centre: centre.map(CentreId), note, by, at })
    };
    rows.into_iter().map(line).collect()
}

/// The deletion of a draft that was within reach; nothing for one that was not, or never was.
pub fn deletion(conn: &mut Conn, scope: &Scope, id: ConventionId) -> Result<Option<Deletion>, Error> {
    type Row = (Option<i64>, Option<i64>, String, String, NaiveDateTime);
    let theirs = audit_event::table.filter(audit_event::kind.eq(Trace::DraftDeleted.code())).filter(audit_event::object_id.eq(id.0));
    let columns = (audit_event::student_id, audit_event::centre_id, audit_event::note, audit_event::by_login, audit_event::at);
    let found: Option<Row> = theirs.select(columns).first(conn).optional()?;
    let Some((Some(student), Some(centre), number, by, at)) = found else { return Ok(None) };
    let ties = Ties { student: StudentId(student), teacher: None, centre: CentreId(centre), phase: Phase::Draft };
    Ok(scope.reach().covers(&ties).then_some(Deletion { number, by, at }))
}

/// What a line is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About<'a> {
    pub(crate) object: i64,
    pub(crate) centre: Option<CentreId>,
    pub(crate) student: Option<StudentId>,
    pub(crate) note: &'a str,
}

impl<'a> About<'a> {
    /// A draft of this number.
    pub(crate) fn draft(convention: &Convention, number: &'a str) -> Self {
        Self { object: convention.id.0, centre: Some(convention.centre), student: Some(convention.student), note: number }
    }
}

/// Adds a line, in the transaction of what it tells.
pub(crate) fn tell(conn: &mut Conn, scope: &Scope, trace: Trace, about: About<'_>, at: NaiveDateTime) -> Result<(), Error> {
    let row = (
        audit_event::kind.eq(trace.code()),
        audit_event::object_id.eq(about.object),
        audit_event::centre_id.eq(about.centre.map(|c| c.0)),
        audit_event::student_id.eq(about.student.map(|s| s.0)),
        audit_event::note.eq(about.note),
        audit_event::by_login.eq(&scope.principal().login),
        audit_event::at.eq(at),
    );
    diesel::insert_into(audit_event::table).values(row).execute(conn)?;
    Ok(())
}
