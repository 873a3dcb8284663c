//! Management centres (*centres de gestion*) and how an enrolment finds its own.

use crate::ids::CentreId;

/// Level of a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Exactly one.
    Etablissement,
    /// Tied to components.
    Ufr,
    /// Tied to steps and versions.
    Etape,
    /// Tied to both.
    Mixte,
    /// At most one: owns the company side.
    Entreprise,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 5] = [Self::Etablissement, Self::Ufr, Self::Etape, Self::Mixte, Self::Entreprise];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Etablissement => "etablissement",
            Self::Ufr => "ufr",
            Self::Etape => "etape",
            Self::Mixte => "mixte",
            Self::Entreprise => "entreprise",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// One of the three validations of a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validation {
    /// By the teacher, or the pedagogical head in their place.
    Pedagogical,
    /// *Vérification administrative*, by staff.
    Check,
    /// *Validation administrative*, by staff with the right to validate.
    Administrative,
}

impl Validation {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Pedagogical, Self::Check, Self::Administrative];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pedagogical => "pedagogical",
            Self::Check => "check",
            Self::Administrative => "administrative",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// When a student may print (*condition d'impression*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StudentPrints {
    /// From submission on; watermarked until validated.
    OnceSubmitted,
    /// After that validation.
    After(Validation),
    /// Never.
    Never,
}

impl StudentPrints {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnceSubmitted => "once-submitted",
            Self::After(v) => v.code(),
            Self::Never => "never",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "once-submitted" => Some(Self::OnceSubmitted),
            "never" => Some(Self::Never),
            other => Validation::from_code(other).map(Self::After),
        }
    }
}

/// Confidentiality of company contacts as a centre sets it (PStage's codes 0, 1, 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidentiality {
    /// 0: everyone's staff sees this centre's contacts.
    None,
    /// 1: only this centre's staff does.
    Total,
    /// 2: on the ETABLISSEMENT centre only: each centre chooses.
    Free,
}

impl Confidentiality {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Total => "total",
            Self::Free => "free",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Total, Self::Free].into_iter().find(|c| c.code() == code)
    }
}

/// A management centre and its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that an administrator sets on its own")]
pub struct Centre {
    /// Our id.
    pub id: CentreId,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Postal address, one line.
    pub address: String,
    /// The office's mail.
    pub mail: String,
    /// The office's phone.
    pub phone: String,
    /// *Viseur*: who signs for the institution.
    pub signatory_name: String,
    /// In what capacity.
    pub signatory_title: String,
    /// The validations it wants, in order, without repetition; at least one.
    pub validations: Vec<Validation>,
    /// Whether students create conventions themselves.
    pub students_create: bool,
    /// Whether an enrolment without a centre of its own may come here (ETABLISSEMENT only).
    pub accepts_orphans: bool,
    /// When students print.
    pub student_prints: StudentPrints,
    /// Whether a student's internships may overlap.
    pub allows_overlap: bool,
    /// Whether the teacher may be left out.
    pub teacher_optional: bool,
    /// Days before the start from which an unvalidated convention is late.
    pub alert_days: u16,
    /// Months after 1 September during which enrolments of the previous year are accepted.
    pub previous_year_months: u8,
    /// Whether mail goes only to the centre's address.
    pub mail_to_centre_only: bool,
    /// How it protects its company contacts.
    pub confidentiality: Confidentiality,
    /// At most how many interns a teacher follows here at once: 24 or less (D124-3).
    pub teacher_maximum: u16,
    /// *Consigne*: what whoever fills a convention should know.
    pub instructions: String,
}

/// What ties a programme to a centre (*critère de gestion*).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// A component code.
    Component(String),
    /// A step code and its version.
    Step(String, String),
}

/// Finds the centre of an enrolment: step and version first, then component, then the ETABLISSEMENT centre if it accepts.
pub fn resolve<'a>(
    criteria: &'a [(Criterion, CentreId)],
    centres: &'a [Centre],
    step: (&str, &str),
    component: &str,
) -> Option<&'a Centre> {
    let by = |wanted: &Criterion| criteria.iter().find(|(c, _)| c == wanted).and_then(|(_, id)| centres.iter().find(|c| c.id == *id));
    by(&Criterion::Step(step.0.to_owned(), step.1.to_owned()))
        .or_else(|| by(&Criterion::Component(component.to_owned())))
        .or_else(|| centres.iter().find(|c| c.level == Level::Etablissement && c.accepts_orphans))
}
