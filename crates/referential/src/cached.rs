//! A referential behind shelves of answers.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tremplin_domain::{text, year::AcademicYear};

use crate::{
    Referential,
    answer::{Answer, Error},
    people::{StudentKey, StudentRecord, TeacherRecord},
    programmes::{Component, EnrolmentChoice},
    shelf::{Shelf, Terms},
};

/// How long a page waits, how long answers last, how much is kept.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long who asks waits in all: a page must never wait longer.
    pub deadline: Duration,
    /// How long a call may run on in the background.
    pub patience: Duration,
    /// How long what concerns a person counts as current.
    pub people: Duration,
    /// How long components count as current.
    pub programmes: Duration,
    /// How long an answer may stand in for a source that is away.
    pub kept: Duration,
    /// How many answers of each kind are kept.
    pub capacity: usize,
    /// How many calls of each kind may be in flight.
    pub calls: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(3),
            patience: Duration::from_secs(30),
            people: Duration::from_mins(10),
            programmes: Duration::from_hours(6),
            kept: Duration::from_hours(24),
            capacity: 2_000,
            calls: 64,
        }
    }
}

type Search = (String, usize);

/// Any referential, made safe to call from a page.
pub struct Cached<R> {
    source: Arc<R>,
    students: Shelf<StudentKey, StudentRecord>,
    enrolments: Shelf<(String, Vec<AcademicYear>), Vec<EnrolmentChoice>>,
    student_searches: Shelf<Search, Vec<StudentRecord>>,
    teacher_searches: Shelf<Search, Vec<TeacherRecord>>,
    components: Shelf<(), Vec<Component>>,
}

impl<R: Referential + 'static> Cached<R> {
    /// Wraps a source.
    pub fn new(source: R, limits: Limits) -> Self {
        let Limits { deadline, patience, people, programmes, kept, capacity, calls } = limits;
        let terms = |fresh, capacity| Terms { capacity, calls, fresh, kept, deadline, patience };
        Self {
            source: Arc::new(source),
            students: Shelf::new("directory", terms(people, capacity)),
            enrolments: Shelf::new("enrolment", terms(people, capacity)),
            student_searches: Shelf::new("directory", terms(people, capacity / 10 + 1)),
            teacher_searches: Shelf::new("directory", terms(people, capacity / 10 + 1)),
            components: Shelf::new("programme", terms(programmes, 1)),
        }
    }

    fn source(&self) -> Arc<R> {
        Arc::clone(&self.source)
    }
}

#[async_trait]
impl<R: Referential + 'static> Referential for Cached<R> {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        let (source, asked) = (self.source(), key.clone());
        self.students.get(key.clone(), || async move { source.student(&asked).await }).await
    }

    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let (source, number, years) = (self.source(), student_number.to_owned(), years.to_vec());
        let key = (number.clone(), years.clone());
        self.enrolments.get(key, || async move { source.enrolments(&number, &years).await }).await
    }

    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        let (source, name) = (self.source(), searchable(name)?);
        let key = (name.clone(), limit);
        self.student_searches.get(key, || async move { source.search_students(&name, limit).await }).await
    }

    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        let (source, text) = (self.source(), searchable(text)?);
        let key = (text.clone(), limit);
        self.teacher_searches.get(key, || async move { source.search_teachers(&text, limit).await }).await
    }

    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        let source = self.source();
        self.components.get((), || async move { source.components().await }).await
    }
}

/// At least two letters or digits, folded, and no longer than a name: what a directory can be asked.
fn searchable(text: &str) -> Result<String, Error> {
    let folded: String = text::fold(text).chars().take(80).collect();
    if folded.chars().filter(|c| c.is_alphanumeric()).count() < 2 { Err(Error::TooShort) } else { Ok(folded) }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Answers each question once, then is away.
    #[derive(Default)]
    struct Fleeting {
        asked: AtomicUsize,
    }

    impl Fleeting {
        fn answer<T>(&self, value: T) -> Result<Answer<T>, Error> {
            if self.asked.fetch_add(1, Ordering::SeqCst) == 0 { Ok(Answer::current(value)) } else { Err(Error::Away("directory")) }
        }
    }

    #[async_trait]
    impl Referential for Fleeting {
        async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
            let StudentKey::Number(number) = key else { return Err(Error::Missing) };
            self.answer(StudentRecord { number: number.clone(), ..StudentRecord::default() })
        }

        async fn enrolments(&self, _: &str, _: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
            self.answer(Vec::new())
        }

        async fn search_students(&self, name: &str, _: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
            self.answer(vec![StudentRecord { last_name: name.to_owned(), ..StudentRecord::default() }])
        }

        async fn search_teachers(&self, _: &str, _: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
            self.answer(Vec::new())
        }

        async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
            self.answer(Vec::new())
        }
    }

    fn cached() -> Cached<Fleeting> {
        Cached::new(Fleeting::default(), Limits::default())
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_known_of_a_person_serves_while_the_directory_is_away() {
        let cached = cached();
        let key = StudentKey::Number("0042".into());
        assert!(!cached.student(&key).await.unwrap().is_stale());
        tokio::time::sleep(Duration::from_mins(11)).await;
        let stale = cached.student(&key).await.unwrap();
        assert_eq!((stale.value.number.as_str(), stale.is_stale()), ("0042", true));
        assert!(matches!(cached.student(&StudentKey::Number("7".into())).await, Err(Error::Away(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn searches_that_mean_the_same_are_asked_once() {
        let cached = cached();
        assert_eq!(cached.search_students("Hélène", 10).await.unwrap().value[0].last_name, "helene");
        assert_eq!(cached.search_students("  HELENE ", 10).await.unwrap().value[0].last_name, "helene");
        assert_eq!(cached.source.asked.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_search_for_everyone_is_refused() {
        for text in ["", " ", "é", "%_"] {
            assert!(matches!(cached().search_teachers(text, 10).await, Err(Error::TooShort)), "{text}");
        }
    }
}
