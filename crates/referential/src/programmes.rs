//! Components, steps and enrolments.

use tremplin_domain::{
    convention::{Enrolment, Reach, rows::CourseElement},
    nomenclature::Code,
    year::AcademicYear,
};

/// A component (*composante*) and the steps it teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Code in the referential.
    pub code: String,
    /// Label.
    pub label: String,
    /// Its steps, each version on its own.
    pub steps: Vec<StepVersion>,
}

/// A version of a step (*version d'étape*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepVersion {
    /// Step code.
    pub code: String,
    /// Version.
    pub version: String,
    /// Full title.
    pub label: String,
}

/// A course element of a step (*élément pédagogique*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseUnit {
    /// Code, label, credits.
    pub element: CourseElement,
    /// Whether it is an internship: by its nature, or by the referential's flag.
    pub is_internship: bool,
}

/// An enrolment that a convention can be made under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentChoice {
    /// The academic year.
    pub year: AcademicYear,
    /// The training as the convention copies it; its elements are the internships among `units`.
    pub enrolment: Enrolment,
    /// Every course element of the step.
    pub units: Vec<CourseUnit>,
    /// The type of convention that the regime implies, when it implies one (list `kind`).
    pub kind: Option<Code>,
    /// The person's address, phones and CPAM in that year, as far as known.
    pub reach: Reach,
}

impl EnrolmentChoice {
    /// Names the choice in a form: year, step, version.
    pub fn key(&self) -> String {
        format!("{}/{}/{}", self.year.first(), self.enrolment.step_code, self.enrolment.step_version)
    }
}
