//! People, components and enrolments, from the institution's own systems: a directory, a student information system, a REST adaptor.
//!
//! Pages ask one trait, [`Referential`]. An institution answers it with [`Sources`]: for each concern (people, enrolments …) the systems that
//! know, in order. Whatever answers is wrapped in [`Cached`], which bounds memory and calls, lets one question be asked once at a time,
//! gives up at a deadline and falls back on what was known.

mod answer;
mod cached;
mod people;
mod programmes;
mod shelf;
mod sources;

use async_trait::async_trait;
use tremplin_domain::year::AcademicYear;

pub use answer::{Answer, Error, Freshness};
pub use cached::{Cached, Limits};
pub use people::{SocialRecord, Standing, StudentKey, StudentRecord, TeacherRecord};
pub use programmes::{Component, CourseUnit, EnrolmentChoice, StepVersion};
pub use shelf::{Shelf, Terms};
pub use sources::{Enrolments, Establishment, EstablishmentRecord, People, Programmes, Social, Sources};

/// What the institution's systems can be asked. Searches are blind to accents and case, and refuse to be asked for everyone.
#[async_trait]
pub trait Referential: Send + Sync {
    /// A student, by number or by login.
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error>;

    /// The enrolments of a student in these years, newest year first; paid and valid ones only. None is an empty list.
    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error>;

    /// Students whose name holds every word.
    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error>;

    /// Teachers whose name or affiliation holds every word.
    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error>;

    /// The components with their steps: what ties a programme to a centre.
    async fn components(&self) -> Result<Answer<Vec<Component>>, Error>;
}
