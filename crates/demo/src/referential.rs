//! The demo institution as a source of the referential.

use std::sync::Arc;

use async_trait::async_trait;
use tremplin_domain::{person::Teacher, text, year::AcademicYear};
use tremplin_referential::{Answer, Component, EnrolmentChoice, Error, Referential, StudentKey, StudentRecord, TeacherRecord};

use crate::{
    calendar,
    institution::Institution,
    students::{self, DemoStudent},
};

/// Answers from an [`Institution`], at once.
#[derive(Debug, Clone)]
pub struct DemoReferential {
    institution: Arc<Institution>,
}

impl DemoReferential {
    /// Over an institution.
    pub const fn new(institution: Arc<Institution>) -> Self {
        Self { institution }
    }

    fn find(&self, key: &StudentKey) -> Result<DemoStudent, Error> {
        let place = match key {
            StudentKey::Number(number) => students::place_of_number(number),
            StudentKey::Login(login) => students::place_of_login(login),
        };
        let found = place.and_then(|p| self.institution.student(p)).ok_or(Error::Missing)?;
        // A number names a place by its last digits: the others must agree too.
        let same = match key {
            StudentKey::Number(number) => found.student.number == *number,
            StudentKey::Login(login) => found.student.login == *login,
        };
        if same { Ok(found) } else { Err(Error::Missing) }
    }
}

#[async_trait]
impl Referential for DemoReferential {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        Ok(Answer::current(self.find(key)?.record()))
    }

    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let student = self.find(&StudentKey::Number(student_number.to_owned()))?;
        let mut years = years.to_vec();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let today = self.institution.today;
        let latest = calendar::latest_year(today);
        let open = years.into_iter().filter(|year| *year <= latest);
        Ok(Answer::current(open.filter_map(|year| student.enrolment(year)).collect()))
    }

    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        let words = searched(name)?;
        let matches = |place: &usize| {
            let name = students::name_of(*place);
            holds(&words, &text::fold(&format!("{} {}", name.first, name.last)))
        };
        // Looking further would take longer than a page may wait.
        let places = (0..self.institution.student_count().min(20_000)).filter(matches);
        let found: Vec<_> = places.take(limit + 1).filter_map(|place| self.institution.student(place)).map(|s| s.record()).collect();
        if found.len() > limit { Err(Error::TooMany) } else { Ok(Answer::current(found)) }
    }

    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        let words = searched(text)?;
        let matches = |t: &&Teacher| holds(&words, &text::fold(&format!("{} {} {}", t.first_name, t.last_name, t.affiliation)));
        let found: Vec<_> = self.institution.teachers.iter().filter(matches).take(limit + 1).map(record).collect();
        if found.len() > limit { Err(Error::TooMany) } else { Ok(Answer::current(found)) }
    }

    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        Ok(Answer::current(self.institution.components.clone()))
    }
}

fn searched(text: &str) -> Result<Vec<String>, Error> {
    let words = text::words(text, 6);
    if words.iter().map(String::len).sum::<usize>() < 2 { Err(Error::TooShort) } else { Ok(words) }
}

/// Whether each word begins a word of the text.
fn holds(words: &[String], folded: &str) -> bool {
    words.iter().all(|word| folded.split(' ').any(|part| part.starts_with(word.as_str())))
}

fn record(teacher: &Teacher) -> TeacherRecord {
    let Teacher { id: _, login, last_name, first_name, mail, phone, function, affiliation } = teacher.clone();
    TeacherRecord { login, last_name, first_name, mail, phone, function, affiliation }
}
