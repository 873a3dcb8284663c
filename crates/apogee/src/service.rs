//! The services that Apogée serves, each at its own address and in its own namespace.

use std::fmt;

/// One of Apogée's services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// `EtudiantMetier`: identity and addresses.
    Student,
    /// `AdministratifMetier`: administrative enrolments.
    Administrative,
    /// `PedagogiqueMetier`: pedagogical enrolments.
    Pedagogical,
    /// `OffreFormationMetier`: diplomas, steps, course elements.
    Programmes,
    /// `ReferentielMetier`: components, signatories, the institution.
    Referential,
    /// `GeographieMetier`: communes.
    Geography,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Student, Self::Administrative, Self::Pedagogical, Self::Programmes, Self::Referential, Self::Geography];

    /// As Apogée names it, which is also the last part of its path.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Student => "EtudiantMetier",
            Self::Administrative => "AdministratifMetier",
            Self::Pedagogical => "PedagogiqueMetier",
            Self::Programmes => "OffreFormationMetier",
            Self::Referential => "ReferentielMetier",
            Self::Geography => "GeographieMetier",
        }
    }

    /// What the namespace of its messages ends with: two services carry a date there that their path does not.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Referential => "ReferentielMetier_21062012",
            Self::Geography => "GeographieMetier_01082016",
            other => other.name(),
        }
    }

    /// The namespace of its messages.
    pub(crate) fn is_namespace(self, namespace: &str) -> bool {
        namespace.strip_prefix("gouv.education.apogee.commun.servicesmetiers.") == Some(self.suffix())
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
