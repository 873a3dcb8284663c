//! Host organisations (*établissements d'accueil*), their services and contacts.

use chrono::NaiveDateTime;

use crate::{
    ids::{CentreId, ContactId, HostId, ServiceId},
    law::identifiers::Siret,
    nomenclature::Code,
};

/// A postal address, in France or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Number and street, building.
    pub street: String,
    /// Five digits in France; free elsewhere.
    pub postcode: String,
    /// Town, cedex included.
    pub town: String,
    /// ISO 3166-1 alpha-2.
    pub country: Code,
}

impl Address {
    /// Whether it is in France, overseas included.
    pub fn is_in_france(&self) -> bool {
        self.country.is("FR")
    }
}

/// Where a host came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Entered by staff.
    Staff,
    /// Entered by a student at their convention: moderated.
    Student,
    /// Imported from a file.
    Import,
}

impl Source {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Student => "student",
            Self::Import => "import",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Staff, Self::Student, Self::Import].into_iter().find(|s| s.code() == code)
    }
}

/// An *établissement d'accueil*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Our id.
    pub id: HostId,
    /// Incremented by each change.
    pub version: i32,
    /// Legal name.
    pub name: String,
    /// SIRET, required in France except for types that have none.
    pub siret: Option<Siret>,
    /// Identifier abroad.
    pub foreign_id: String,
    /// NAF/APE code.
    pub naf: String,
    /// Nomenclature `host-type`.
    pub kind: Code,
    /// Nomenclature `legal-status`.
    pub legal_status: Code,
    /// Nomenclature `headcount`.
    pub headcount: Code,
    /// Where it is.
    pub address: Address,
    /// Main phone.
    pub phone: String,
    /// Main mail.
    pub mail: String,
    /// Web site.
    pub site: String,
    /// What it does.
    pub activity: String,
    /// Who heads it.
    pub manager: String,
    /// Where this record came from.
    pub source: Source,
    /// When staff moderated it; `None` while it waits.
    pub validated_at: Option<NaiveDateTime>,
}

/// A *service d'accueil*; its address is the place of the internship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Our id.
    pub id: ServiceId,
    /// Its host.
    pub host: HostId,
    /// Its name.
    pub name: String,
    /// Where it is; may differ from the host's.
    pub address: Address,
    /// Its phone.
    pub phone: String,
}

/// A person of a host. Belongs to the centre in which it was entered, which decides who sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Our id.
    pub id: ContactId,
    /// Their host.
    pub host: HostId,
    /// Their service, when they have one.
    pub service: Option<ServiceId>,
    /// The centre that owns the record.
    pub centre: CentreId,
    /// Nomenclature `title`.
    pub title: Code,
    /// Family name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Function in the host.
    pub function: String,
    /// Business mail.
    pub mail: String,
    /// Business phone; optional.
    pub phone: String,
}
