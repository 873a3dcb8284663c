//! People of the institution.

use chrono::NaiveDate;

use crate::{
    ids::{CentreId, StudentId, TeacherId},
    nomenclature::Code,
};

/// An *étudiant*. The identity is the student number; the login is an attribute that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Student {
    /// Our id.
    pub id: StudentId,
    /// `supannEtuId` / `codEtu`.
    pub number: String,
    /// The directory's uid at the last visit.
    pub login: String,
    /// Family name.
    pub last_name: String,
    /// First name in use.
    pub first_name: String,
    /// `female`, `male` or `unknown`: the yearly report is split by sex (CE L611-5).
    pub sex: Code,
    /// Date of birth, for the document and the rules on minors (CT L3161-1).
    pub birth_date: Option<NaiveDate>,
    /// The institution's address for the person.
    pub mail: String,
}

/// An *enseignant référent*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teacher {
    /// Our id.
    pub id: TeacherId,
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

/// One right of a member of staff in one centre (*droit*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// *Lecture*.
    Read,
    /// *Écriture sans validation*.
    WriteWithoutValidation,
    /// *Écriture avant validation pédagogique*.
    WriteBeforePedagogical,
    /// *Écriture*.
    Write,
    /// *Administration*.
    Admin,
}

impl Right {
    /// All, weakest first.
    pub const ALL: [Self; 5] = [Self::Read, Self::WriteWithoutValidation, Self::WriteBeforePedagogical, Self::Write, Self::Admin];

    /// The stable code, for the store and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::WriteWithoutValidation => "write-without-validation",
            Self::WriteBeforePedagogical => "write-before-pedagogical",
            Self::Write => "write",
            Self::Admin => "admin",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A person's post in one centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub centre: CentreId,
    /// What they may do.
    pub right: Right,
    /// Whether they may print before the convention is validated.
    pub prints: bool,
    /// Whether they receive mail alerts.
    pub alerted: bool,
}

/// What the institution knows of somebody who signs in and is not only a student: staff, pedagogical heads, helpdesk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// The directory's uid.
    pub login: String,
    /// Family name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Work address.
    pub mail: String,
}
