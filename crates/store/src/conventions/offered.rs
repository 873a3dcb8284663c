//! The validations that an office may give from a list.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::{
    QueryableByName,
    sql_types::{BigInt, Text},
};
use tremplin_domain::{
    centre::{Centre, Validation},
    convention::Phase,
    ids::{CentreId, ConventionId},
    policy::{Ability, Facts, Scope, Ties},
};

use super::list::Row;
use crate::{
    centres,
    connection::Conn,
    error::{Error, corrupt},
    sql::{Number, Sql},
};

/// What an office may do with a row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// The validation to give.
    pub validation: Validation,
    /// Whether nobody found the host right yet.
    pub host_waits: bool,
}

/// The next validation of each row whose next validation is the viewer's to give as an office, and whether its host still awaits moderation.
/// At most three statements.
pub fn offered(conn: &mut Conn, scope: &Scope, rows: &[Row]) -> Result<BTreeMap<ConventionId, Offered>, Error> {
    let scope = scope.as_office();
    let pending: Vec<_> = rows.iter().filter(|row| matches!(row.phase, Phase::Submitted | Phase::PartlyValidated)).collect();
    if pending.is_empty() || !scope.may_validate_for_office() {
        return Ok(BTreeMap::new());
    }
    let centres: HashMap<CentreId, Centre> = centres::every(conn)?.into_iter().map(|centre| (centre.id, centre)).collect();
    let given = given(conn, pending.iter().map(|row| row.id.0))?;
    let next = |row: &&Row| {
        let centre = centres.get(&row.centre)?;
        let given = given.get(&row.id).map_or(&[][..], Vec::as_slice);
        let next = centre.validations.iter().copied().find(|v| !given.contains(v))?;
        // An office reaches a convention by its centre alone, whoever its student and its teacher are.
        let facts = Facts {
            ties: Ties { student: row.owner, teacher: None, centre: row.centre, phase: row.phase },
            given: Validation::ALL.map(|v| given.contains(&v)),
            last: None,
        };
        scope.may(Ability::Validate(next), &facts, centre).then_some((row.id, next))
    };
    let next: Vec<_> = pending.iter().filter_map(next).collect();
    let waiting = waiting(conn, next.iter().map(|(id, _)| id.0))?;
    Ok(next.into_iter().map(|(id, validation)| (id, Offered { validation, host_waits: waiting.contains(&id.0) })).collect())
}

/// The conventions among these whose host awaits moderation.
fn waiting(conn: &mut Conn, ids: impl Iterator<Item = i64>) -> Result<HashSet<i64>, Error> {
    // From the rows to their hosts: the other way round, a host that waits brings all of its conventions.
    let hosts =
        format!("select l.id as n from convention_line l {} host h on h.id = l.host_id where h.validated_at is null and ", conn.in_order());
    let found: Vec<Number> = Sql::new(hosts).then(Sql::among("l.id", ids)).kept().load(conn)?;
    Ok(found.into_iter().map(|found| found.n).collect())
}

#[derive(QueryableByName)]
struct Given {
    #[diesel(sql_type = BigInt)]
    convention_id: i64,
    #[diesel(sql_type = Text)]
    validation: String,
}

fn given(conn: &mut Conn, ids: impl Iterator<Item = i64>) -> Result<HashMap<ConventionId, Vec<Validation>>, Error> {
    let theirs = Sql::among("convention_id", ids);
    let rows: Vec<Given> = Sql::new("select convention_id, validation from convention_validation where ").then(theirs).kept().load(conn)?;
    let mut given: HashMap<ConventionId, Vec<Validation>> = HashMap::new();
    for Given { convention_id, validation } in rows {
        let validation = Validation::from_code(&validation).ok_or_else(|| corrupt("validation", &validation))?;
        given.entry(ConventionId(convention_id)).or_default().push(validation);
    }
    Ok(given)
}
