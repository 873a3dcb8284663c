//! Students, teachers, staff.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use tremplin_domain::{
    ids::{StudentId, TeacherId},
    person::{Staff, Student, Teacher},
    text,
};

use super::Stored;
use crate::{
    keys,
    schema::{staff, student, teacher},
};

/// A row of `student` without its id. Also the form in which one is frozen, hence serde.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = student, treat_none_as_null = true)]
pub(crate) struct StudentRecord {
    number: String,
    login: String,
    last_name: String,
    first_name: String,
    sex: String,
    birth_date: Option<NaiveDate>,
    mail: String,
}

impl From<&Student> for StudentRecord {
    fn from(s: &Student) -> Self {
        Self {
            number: s.number.clone(),
            login: s.login.clone(),
            last_name: s.last_name.clone(),
            first_name: s.first_name.clone(),
            sex: s.sex.to_string(),
            birth_date: s.birth_date,
            mail: s.mail.clone(),
        }
    }
}

impl From<Stored<StudentRecord>> for Student {
    fn from(Stored { id, record: r }: Stored<StudentRecord>) -> Self {
        Self {
            id: StudentId(id),
            number: r.number,
            login: r.login,
            last_name: r.last_name,
            first_name: r.first_name,
            sex: r.sex.as_str().into(),
            birth_date: r.birth_date,
            mail: r.mail,
        }
    }
}

/// A row of `teacher` without its id. Also the form in which one is frozen, hence serde.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = teacher)]
pub(crate) struct TeacherRecord {
    login: String,
    last_name: String,
    first_name: String,
    mail: String,
    phone: String,
    job: String,
    affiliation: String,
    name_folded: String,
    search: String,
}

impl From<&Teacher> for TeacherRecord {
    fn from(t: &Teacher) -> Self {
        let name = format!("{} {}", t.last_name, t.first_name);
        Self {
            login: t.login.clone(),
            last_name: t.last_name.clone(),
            first_name: t.first_name.clone(),
            mail: t.mail.clone(),
            phone: t.phone.clone(),
            job: t.function.clone(),
            affiliation: t.affiliation.clone(),
            name_folded: keys::short(&text::fold(&name), 160),
            search: keys::search_text(&keys::words(&[&name])),
        }
    }
}

impl From<Stored<TeacherRecord>> for Teacher {
    fn from(Stored { id, record: r }: Stored<TeacherRecord>) -> Self {
        Self {
            id: TeacherId(id),
            login: r.login,
            last_name: r.last_name,
            first_name: r.first_name,
            mail: r.mail,
            phone: r.phone,
            function: r.job,
            affiliation: r.affiliation,
        }
    }
}

/// A row of `staff` without its id.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = staff)]
pub(crate) struct StaffRecord {
    pub(crate) login: String,
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    pub(crate) mail: String,
    pub(crate) institution_admin: bool,
    pub(crate) helpdesk: bool,
}

impl From<&Staff> for StaffRecord {
    fn from(s: &Staff) -> Self {
        Self {
            login: s.login.clone(),
            last_name: s.last_name.clone(),
            first_name: s.first_name.clone(),
            mail: s.mail.clone(),
            institution_admin: false,
            helpdesk: false,
        }
    }
}
