//! Rows as they are stored, and the domain's structs that they are.

mod centre;
mod convention;
mod host;
mod person;

pub(crate) use self::convention::{
    ConventionRecord, EnrolmentRecord, InternshipRecord, LegalRecord, PayRecord, ReachRecord, Records, ScheduleRecord, ValidationRecord,
};
pub(crate) use centre::{CentreRecord, CriterionRecord};
pub(crate) use host::{ContactRecord, HostRecord, ServiceRecord, host_words};
pub(crate) use person::{StaffRecord, StudentRecord, TeacherRecord};

use diesel::Queryable;
use serde::{Deserialize, Serialize};

use crate::error::{Corrupt, corrupt};

/// A row with its id; rows are inserted without, and the database chooses.
#[derive(Debug, Clone, Queryable, Serialize, Deserialize)]
pub(crate) struct Stored<R> {
    pub(crate) id: i64,
    pub(crate) record: R,
}

/// A small number as a column holds it.
pub(crate) fn small<T: TryFrom<i32>>(what: &'static str, value: i32) -> Result<T, Corrupt> {
    T::try_from(value).map_err(|_| corrupt(what, value))
}
