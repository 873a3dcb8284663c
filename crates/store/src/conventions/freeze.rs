//! Student, host, service and the people whom a convention names, as they were when it was validated: what changes later does not change what
//! was agreed.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tremplin_domain::{convention::Dossier, person::Student};

use crate::{
    connection::Conn,
    error::Error,
    records::{ContactRecord, HostRecord, ServiceRecord, Stored, StudentRecord, TeacherRecord},
    schema::convention_frozen,
};

/// What is frozen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Frozen {
    host: Option<Stored<HostRecord>>,
    service: Option<Stored<ServiceRecord>>,
    tutor: Option<Stored<ContactRecord>>,
    signatory: Option<Stored<ContactRecord>>,
    /// Missing in what was frozen before these were.
    institution: Option<Institution>,
    /// Missing in what was frozen before they were.
    student: Option<StudentRecord>,
}

/// Who stands for the institution.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Institution {
    teacher: Option<Stored<TeacherRecord>>,
    signatory_name: String,
    signatory_title: String,
    /// Missing in what was frozen before it was.
    office: Option<Office>,
}

/// What the centre was called and where it was. How to reach it is no part of what was agreed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Office {
    name: String,
    address: String,
}

impl Frozen {
    /// Puts what was frozen in the place of what is.
    pub(crate) fn overlay(self, dossier: &mut Dossier) -> Result<(), Error> {
        dossier.host = self.host.map(TryInto::try_into).transpose()?;
        dossier.service = self.service.map(Into::into);
        dossier.tutor = self.tutor.map(Into::into);
        dossier.signatory = self.signatory.map(Into::into);
        if let Some(institution) = self.institution {
            dossier.teacher = institution.teacher.map(Into::into);
            dossier.centre.signatory_name = institution.signatory_name;
            dossier.centre.signatory_title = institution.signatory_title;
            if let Some(office) = institution.office {
                dossier.centre.name = office.name;
                dossier.centre.address = office.address;
            }
        }
        if let Some(record) = self.student {
            // Whose login it is today is no part of what was agreed.
            let login = std::mem::take(&mut dossier.student.login);
            dossier.student = Student { login, ..Stored { id: dossier.student.id.0, record }.into() };
        }
        Ok(())
    }
}

impl From<&Dossier> for Frozen {
    fn from(d: &Dossier) -> Self {
        Self {
            host: d.host.as_ref().map(|x| Stored { id: x.id.0, record: x.into() }),
            service: d.service.as_ref().map(|x| Stored { id: x.id.0, record: x.into() }),
            tutor: d.tutor.as_ref().map(|x| Stored { id: x.id.0, record: x.into() }),
            signatory: d.signatory.as_ref().map(|x| Stored { id: x.id.0, record: x.into() }),
            institution: Some(Institution {
                teacher: d.teacher.as_ref().map(|x| Stored { id: x.id.0, record: x.into() }),
                signatory_name: d.centre.signatory_name.clone(),
                signatory_title: d.centre.signatory_title.clone(),
                office: Some(Office { name: d.centre.name.clone(), address: d.centre.address.clone() }),
            }),
            student: Some((&d.student).into()),
        }
    }
}

/// What is frozen of these conventions.
pub(crate) fn load(conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Frozen>, Error> {
    use convention_frozen::{convention_id, data};
    let rows: Vec<(i64, String)> = convention_frozen::table.filter(convention_id.eq_any(ids)).select((convention_id, data)).load(conn)?;
    rows.into_iter().map(|(id, text)| Ok((id, serde_json::from_str(&text).map_err(Error::internal)?))).collect()
}

/// Freezes a dossier as it is, in the place of what was frozen.
pub(crate) fn freeze(conn: &mut Conn, dossier: &Dossier) -> Result<(), Error> {
    use convention_frozen::{convention_id, data};
    let id = dossier.convention.id.0;
    thaw(conn, id)?;
    let text = serde_json::to_string(&Frozen::from(dossier)).map_err(Error::internal)?;
    diesel::insert_into(convention_frozen::table).values((convention_id.eq(id), data.eq(text))).execute(conn)?;
    Ok(())
}

/// Forgets what was frozen.
pub(crate) fn thaw(conn: &mut Conn, id: i64) -> Result<(), Error> {
    diesel::delete(convention_frozen::table.find(id)).execute(conn)?;
    Ok(())
}
