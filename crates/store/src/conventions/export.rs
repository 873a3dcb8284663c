//! A whole list, row by row, in bounded memory.

use std::collections::HashMap;

use diesel::prelude::*;
use tremplin_domain::{
    centre::Validation,
    convention::{Dossier, EventKind},
    ids::ConventionId,
    policy::Scope,
};

use super::{
    find,
    list::{Asked, Stretch},
    order::Cursor,
    plan::Plan,
};
use crate::{connection::Conn, error::Error, schema::convention_event};

/// Conventions in memory at once.
const CHUNK: usize = 500;

/// The names of those who gave the validations of some conventions.
#[derive(Debug)]
pub struct Validators(HashMap<(i64, Validation), String>);

impl Validators {
    /// Of these conventions; whoever calls has checked that they are within reach. One statement.
    fn of(conn: &mut Conn, ids: &[i64]) -> Result<Self, Error> {
        use convention_event::{by_name, convention_id, id, kind};
        let given: Vec<(i64, String, String)> = convention_event::table
            .filter(convention_id.eq_any(ids))
            .filter(kind.eq_any(Validation::ALL.map(|v| EventKind::Validated(v).code())))
            .order((convention_id, id))
            .select((convention_id, kind, by_name))
            .load(conn)?;
        // Of one that was given again the last stays.
        let named = given.into_iter().filter(|(_, _, name)| !name.is_empty());
        Ok(Self(
            named
                .filter_map(|(convention, code, name)| match EventKind::from_code(&code)? {
                    EventKind::Validated(validation) => Some(((convention, validation), name)),
                    _ => None,
                })
                .collect(),
        ))
    }

    /// Who gave this one last, if it is known.
    pub fn name(&self, id: ConventionId, validation: Validation) -> Option<&str> {
        self.0.get(&(id.0, validation)).map(String::as_str)
    }
}

/// The first conventions within reach that answer a filter, in the order of the list. The page asked for is not looked at.
pub fn first(conn: &mut Conn, scope: &Scope, asked: &Asked, limit: usize) -> Result<Vec<ConventionId>, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    Stretch::new(conn, &plan, asked)?.next(conn, limit)
}

/// Every convention within reach that answers a filter, in the order of the list, each given to `each`; returns how many.
///
/// Who gave the validations comes along. The first error of `each` ends it. The page asked for is not looked at. At most twelve
/// statements for 500 rows.
pub fn export(
    conn: &mut Conn,
    scope: &Scope,
    asked: &Asked,
    mut each: impl FnMut(&Dossier, &Validators) -> Result<(), Error>,
) -> Result<u64, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    let mut stretch = Stretch::new(conn, &plan, asked)?;
    let mut given = 0;
    loop {
        let ids: Vec<i64> = stretch.next(conn, CHUNK)?.iter().map(|id| id.0).collect();
        let validators = Validators::of(conn, &ids)?;
        for dossier in find::load(conn, &ids)? {
            each(&dossier, &validators)?;
            given += 1;
        }
        if ids.len() < CHUNK {
            return Ok(given);
        }
    }
}

/// Some whole conventions of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// In the order of the list.
    pub dossiers: Vec<Dossier>,
    /// Where those after them lie.
    pub next: Option<Cursor>,
}

/// At most `limit` conventions within reach that answer a filter, those behind the cursor asked for, whole. At most twelve statements.
///
/// A cursor that does not lead on in the order asked for is the beginning.
pub fn batch(conn: &mut Conn, scope: &Scope, asked: &Asked, limit: usize) -> Result<Batch, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    let (ids, next) = Stretch::new(conn, &plan, asked)?.behind(&asked.place).page(conn, limit)?;
    Ok(Batch { dossiers: find::load(conn, &ids)?, next })
}
