//! People as the institution knows them.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::Reach,
    ids::{StudentId, TeacherId},
    nomenclature::Code,
    person::{Student, Teacher},
};

/// How a student is asked for. Logins are reused by directories: keep the number, look up by login only at sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StudentKey {
    /// `supannEtuId`, `codEtu`; leading zeros kept.
    Number(String),
    /// The directory's uid.
    Login(String),
}

/// A student, with how to reach them as far as known. Every attribute may be empty: directories are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StudentRecord {
    /// `supannEtuId`, `codEtu`.
    pub number: String,
    /// The directory's uid.
    pub login: String,
    /// Family name.
    pub last_name: String,
    /// First name in use.
    pub first_name: String,
    /// List `sex`.
    pub sex: Code,
    /// The date as written, never shifted by a time zone.
    pub birth_date: Option<NaiveDate>,
    /// The institution's address; some students have none.
    pub mail: String,
    /// Address, phones, personal mail, CPAM.
    pub reach: Reach,
}

impl StudentRecord {
    /// The person alone, without an id of the store.
    pub fn person(&self) -> Student {
        let Self { number, login, last_name, first_name, sex, birth_date, mail, reach: _ } = self.clone();
        Student { id: StudentId(0), number, login, last_name, first_name, sex, birth_date, mail }
    }
}

/// Somebody who may follow an internship.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TeacherRecord {
    /// The directory's uid.
    pub login: String,
    /// Family name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Work address.
    pub mail: String,
    /// Work phone.
    pub phone: String,
    /// Title: professor, lecturer …
    pub function: String,
    /// Discipline or department.
    pub affiliation: String,
}

impl TeacherRecord {
    /// The same, without an id of the store.
    pub fn person(&self) -> Teacher {
        let Self { login, last_name, first_name, mail, phone, function, affiliation } = self.clone();
        Teacher { id: TeacherId(0), login, last_name, first_name, mail, phone, function, affiliation }
    }
}

/// What somebody is at the institution: a student, a teacher, both or neither. Rights in offices come from the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The student, where they study here.
    pub student: Option<StudentRecord>,
    /// The teacher, where they may follow internships.
    pub teacher: Option<TeacherRecord>,
}

/// What social security needs of a student. No number of theirs: it is never kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SocialRecord {
    /// Name of the health insurance fund (CPAM) of the student's home.
    pub cpam_name: String,
    /// Its address.
    pub cpam_address: String,
}
