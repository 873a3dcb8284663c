//! The referential of an institution whose systems are not connected yet: it says so, and nobody waits for it.

use async_trait::async_trait;
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Answer, Component, EnrolmentChoice, Error, Referential, StudentKey, StudentRecord, TeacherRecord};

/// Answers that nothing answers.
pub(crate) struct Unconnected;

const AWAY: Error = Error::Away("referential");

#[async_trait]
impl Referential for Unconnected {
    async fn student(&self, _: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        Err(AWAY)
    }

    async fn enrolments(&self, _: &str, _: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        Err(AWAY)
    }

    async fn search_students(&self, _: &str, _: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        Err(AWAY)
    }

    async fn search_teachers(&self, _: &str, _: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        Err(AWAY)
    }

    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        Err(AWAY)
    }
}
