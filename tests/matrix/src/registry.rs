//! A referential that knows the students of the small institution.

use async_trait::async_trait;
use tremplin_domain::{convention::Enrolment, year::AcademicYear};
use tremplin_referential::{Answer, Component, EnrolmentChoice, Error, Referential, StudentKey, StudentRecord, TeacherRecord};

/// Every student `s.N` of the number `2180000N` is enrolled in law, the third in sciences, the first in both.
pub(crate) struct Registry;

#[async_trait]
impl Referential for Registry {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        let place = match key {
            StudentKey::Number(number) => number.strip_prefix("2180000"),
            StudentKey::Login(login) => login.strip_prefix("s."),
        };
        let place = place.ok_or(Error::Missing)?;
        if !matches!(place, "1" | "2" | "3") {
            return Err(Error::Missing);
        }
        Ok(Answer::current(StudentRecord { number: format!("2180000{place}"), login: format!("s.{place}"), ..StudentRecord::default() }))
    }

    async fn enrolments(&self, number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let law = enrolment("DRT", "Faculté de droit", "Licence de droit, troisième année");
        let sciences = enrolment("SCI", "Faculté des sciences", "Licence de physique, troisième année");
        let theirs = match number {
            "21800001" => vec![law, sciences],
            "21800003" => vec![sciences],
            _ => vec![law],
        };
        let choice = |year: &AcademicYear, enrolment: &Enrolment| EnrolmentChoice {
            year: *year,
            enrolment: enrolment.clone(),
            units: Vec::new(),
            kind: None,
            reach: tremplin_domain::convention::Reach::default(),
        };
        let choices = years.iter().flat_map(|year| theirs.iter().map(move |enrolment| choice(year, enrolment)));
        Ok(Answer::current(choices.collect()))
    }

    async fn search_students(&self, _: &str, _: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        Ok(Answer::current(Vec::new()))
    }

    async fn search_teachers(&self, _: &str, _: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        Ok(Answer::current(Vec::new()))
    }

    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        Ok(Answer::current(Vec::new()))
    }
}

fn enrolment(code: &str, component: &str, step: &str) -> Enrolment {
    Enrolment {
        component_code: code.to_owned(),
        component: component.to_owned(),
        step_code: format!("{code}3"),
        step_version: "121".to_owned(),
        step: step.to_owned(),
        taught_hours: Some(420),
        ..Enrolment::default()
    }
}
