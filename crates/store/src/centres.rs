//! Centres and what ties programmes to them. Their settings are known to everyone who signs in.

use diesel::prelude::*;
use tremplin_domain::{
    centre::{self as rules, Centre, Criterion},
    convention::Enrolment,
    ids::CentreId,
    policy::Scope,
};

use crate::{
    connection::Conn,
    error::Error,
    records::{CentreRecord, CriterionRecord},
    schema::{centre, criterion},
};

/// All centres, by name.
pub fn all(conn: &mut Conn, _scope: &Scope) -> Result<Vec<Centre>, Error> {
    every(conn)
}

/// One centre.
pub fn find(conn: &mut Conn, _scope: &Scope, id: CentreId) -> Result<Option<Centre>, Error> {
    let record: Option<CentreRecord> = centre::table.find(id.0).select(CentreRecord::as_select()).first(conn).optional()?;
    Ok(record.map(TryInto::try_into).transpose()?)
}

/// Every criterion with its centre: with [`tremplin_domain::centre::resolve`], the centre of an enrolment.
pub fn criteria(conn: &mut Conn, _scope: &Scope) -> Result<Vec<(Criterion, CentreId)>, Error> {
    let records: Vec<CriterionRecord> = criterion::table.order(criterion::id).select(CriterionRecord::as_select()).load(conn)?;
    Ok(records.into_iter().map(Into::into).collect())
}

/// The centre to which the criteria lead an enrolment, if they lead it to one. Two statements.
pub(crate) fn of(conn: &mut Conn, scope: &Scope, enrolment: &Enrolment) -> Result<Option<Centre>, Error> {
    let (criteria, centres) = (criteria(conn, scope)?, every(conn)?);
    let step = (enrolment.step_code.as_str(), enrolment.step_version.as_str());
    Ok(rules::resolve(&criteria, &centres, step, &enrolment.component_code).cloned())
}

/// All centres, for rules that need them whole.
pub(crate) fn every(conn: &mut Conn) -> Result<Vec<Centre>, Error> {
    let records: Vec<CentreRecord> = centre::table.order((centre::name, centre::id)).select(CentreRecord::as_select()).load(conn)?;
    Ok(records.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?)
}
