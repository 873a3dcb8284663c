//! Which of the institution's systems is asked for what, and in which order: one source may stand in for another.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::time::timeout;
use tremplin_domain::year::AcademicYear;

use crate::{
    Referential,
    answer::{Answer, Error, Freshness},
    people::{SocialRecord, Standing, StudentKey, StudentRecord, TeacherRecord},
    programmes::{Component, EnrolmentChoice},
};

/// A source of people: a directory, a student information system.
#[async_trait]
pub trait People: Send + Sync {
    /// A student, by number or by login.
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error>;

    /// What whoever signs in with this login is at the institution.
    async fn standing(&self, login: &str) -> Result<Answer<Standing>, Error>;

    /// Students whose name holds every word; the words are folded.
    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error>;

    /// Teachers whose name or affiliation holds every word; the words are folded.
    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error>;
}

/// A source of enrolments.
#[async_trait]
pub trait Enrolments: Send + Sync {
    /// The enrolments of a student in these years, newest year first; paid and valid ones only. None is an empty list.
    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error>;
}

/// A source of components and their steps.
#[async_trait]
pub trait Programmes: Send + Sync {
    /// The components with their steps.
    async fn components(&self) -> Result<Answer<Vec<Component>>, Error>;
}

/// A source of social data.
#[async_trait]
pub trait Social: Send + Sync {
    /// The student's health insurance fund in that year.
    async fn social(&self, student_number: &str, year: AcademicYear) -> Result<Answer<SocialRecord>, Error>;
}

/// The institution as its own systems name it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EstablishmentRecord {
    /// Its name.
    pub name: String,
    /// Its address, on one line.
    pub address: String,
}

/// A source of the establishment block.
#[async_trait]
pub trait Establishment: Send + Sync {
    /// The institution itself.
    async fn establishment(&self) -> Result<Answer<EstablishmentRecord>, Error>;
}

/// The sources of each concern, the first one asked first. One that is away, unreadable or knows nothing gives way to the next.
#[derive(Clone)]
pub struct Sources {
    /// People.
    pub people: Vec<Arc<dyn People>>,
    /// Enrolments.
    pub enrolments: Vec<Arc<dyn Enrolments>>,
    /// Components and steps.
    pub programmes: Vec<Arc<dyn Programmes>>,
    /// Health insurance funds, where the source of enrolments does not know them.
    pub social: Vec<Arc<dyn Social>>,
    /// The establishment block.
    pub establishment: Vec<Arc<dyn Establishment>>,
    /// How long a source is waited for while another one could be asked.
    pub patience: Duration,
}

/// What a source gave, and whether another one failed before.
struct Given<T> {
    answer: Answer<T>,
    stands_in: bool,
}

impl<T> Given<T> {
    /// The answer; one that stands in for another source is not whole: that one may know more, and is asked again the next time.
    fn reserved(self) -> Answer<T> {
        let Answer { value, freshness } = self.answer;
        Answer { value, freshness: if self.stands_in { freshness.max(Freshness::Partial) } else { freshness } }
    }
}

impl Sources {
    /// What whoever signs in with this login is at the institution. Not cached: a sign-in asks the source.
    pub async fn standing(&self, login: &str) -> Result<Answer<Standing>, Error> {
        self.first("directory", &self.people, |source| async move { source.standing(login).await }).await
    }

    /// The institution itself.
    pub async fn establishment(&self) -> Result<Answer<EstablishmentRecord>, Error> {
        self.first("establishment", &self.establishment, |source| async move { source.establishment().await }).await
    }

    /// The first good answer.
    async fn first<S: ?Sized, T, F>(
        &self,
        service: &'static str,
        sources: &[Arc<S>],
        ask: impl Fn(Arc<S>) -> F + Send,
    ) -> Result<Answer<T>, Error>
    where
        F: Future<Output = Result<Answer<T>, Error>> + Send,
    {
        Ok(self.given(service, sources, ask).await?.reserved())
    }

    /// The first good answer as it came. If there is none: what failed, before what was not known, since the one that failed might know.
    async fn given<S: ?Sized, T, F>(
        &self,
        service: &'static str,
        sources: &[Arc<S>],
        ask: impl Fn(Arc<S>) -> F + Send,
    ) -> Result<Given<T>, Error>
    where
        F: Future<Output = Result<Answer<T>, Error>> + Send,
    {
        let mut worst = None;
        for (at, source) in sources.iter().enumerate() {
            let asked = ask(Arc::clone(source));
            let answer =
                if at + 1 < sources.len() { timeout(self.patience, asked).await.unwrap_or(Err(Error::Away(service))) } else { asked.await };
            match answer {
                Ok(answer) => return Ok(Given { answer, stands_in: worst.as_ref().is_some_and(Error::is_failure) }),
                Err(error) if error.is_failure() => {
                    tracing::warn!(service, source = at + 1, %error, "a source failed");
                    worst = Some(error);
                }
                Err(Error::Missing) => worst = worst.or(Some(Error::Missing)),
                Err(error) => return Err(error),
            }
        }
        Err(worst.unwrap_or(Error::Away(service)))
    }

    /// The funds that the source of enrolments does not know.
    async fn with_social(&self, student_number: &str, mut choices: Answer<Vec<EnrolmentChoice>>) -> Answer<Vec<EnrolmentChoice>> {
        let mut years: Vec<AcademicYear> =
            choices.value.iter().filter(|choice| choice.reach.cpam_name.is_empty()).map(|choice| choice.year).collect();
        years.dedup();
        if self.social.is_empty() {
            return choices;
        }
        for year in years {
            let found = self.first("social", &self.social, |source| async move { source.social(student_number, year).await }).await;
            match found {
                Ok(Answer { value: SocialRecord { cpam_name, cpam_address }, .. }) => {
                    for choice in choices.value.iter_mut().filter(|c| c.year == year && c.reach.cpam_name.is_empty()) {
                        choice.reach.cpam_name.clone_from(&cpam_name);
                        choice.reach.cpam_address.clone_from(&cpam_address);
                    }
                }
                Err(error) if error.is_failure() => choices.freshness = choices.freshness.max(Freshness::Partial),
                Err(_) => {}
            }
        }
        choices
    }
}

#[async_trait]
impl Referential for Sources {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        self.first("directory", &self.people, |source| async move { source.student(key).await }).await
    }

    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let ask = |source: Arc<dyn Enrolments>| async move { source.enrolments(student_number, years).await };
        let given = self.given("enrolment", &self.enrolments, ask).await?;
        // Nobody is told that they are not enrolled because the source which would know said nothing.
        if given.stands_in && given.answer.value.is_empty() {
            return Err(Error::Away("enrolment"));
        }
        let choices = given.reserved();
        Ok(self.with_social(student_number, choices).await)
    }

    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        self.first("directory", &self.people, |source| async move { source.search_students(name, limit).await }).await
    }

    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        self.first("directory", &self.people, |source| async move { source.search_teachers(text, limit).await }).await
    }

    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        // Every list asks for them: what stands in is kept like any other answer, rather than asked for with each page.
        Ok(self.given("programme", &self.programmes, |source| async move { source.components().await }).await?.answer)
    }
}

#[cfg(test)]
mod tests {
    use tremplin_domain::convention::Enrolment;

    use super::*;

    /// A source that ends so, after that many seconds.
    struct Ends(u64, Result<&'static str, Error>);

    impl Ends {
        async fn end(&self) -> Result<&'static str, Error> {
            tokio::time::sleep(Duration::from_secs(self.0)).await;
            self.1.clone()
        }
    }

    #[async_trait]
    impl Programmes for Ends {
        async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
            let code = self.end().await?;
            Ok(Answer::current(vec![Component { code: code.to_owned(), label: String::new(), steps: Vec::new() }]))
        }
    }

    #[async_trait]
    impl Enrolments for Ends {
        async fn enrolments(&self, _: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
            let code = self.end().await?;
            let enrolment = Enrolment { step_code: code.to_owned(), ..Enrolment::default() };
            let choice = |year: &AcademicYear| EnrolmentChoice {
                year: *year,
                enrolment: enrolment.clone(),
                units: Vec::new(),
                kind: None,
                reach: tremplin_domain::convention::Reach::default(),
            };
            Ok(Answer::current(years.iter().filter(|_| !code.is_empty()).map(choice).collect()))
        }
    }

    #[async_trait]
    impl Social for Ends {
        async fn social(&self, _: &str, _: AcademicYear) -> Result<Answer<SocialRecord>, Error> {
            let cpam_name = self.end().await?.to_owned();
            Ok(Answer::current(SocialRecord { cpam_name, cpam_address: String::new() }))
        }
    }

    fn nothing() -> Sources {
        Sources {
            people: Vec::new(),
            enrolments: Vec::new(),
            programmes: Vec::new(),
            social: Vec::new(),
            establishment: Vec::new(),
            patience: Duration::from_secs(1),
        }
    }

    async fn component(sources: Vec<Ends>) -> Result<String, Error> {
        let programmes = sources.into_iter().map(|source| Arc::new(source) as Arc<dyn Programmes>).collect();
        let sources = Sources { programmes, ..nothing() };
        Ok(sources.components().await?.value.remove(0).code)
    }

    #[tokio::test(start_paused = true)]
    async fn a_source_that_is_away_slow_or_ignorant_gives_way_to_the_next() {
        for first in [Ends(0, Err(Error::Away("a"))), Ends(5, Ok("a")), Ends(0, Err(Error::Missing))] {
            assert_eq!(component(vec![first, Ends(2, Ok("b"))]).await.unwrap(), "b");
        }
        assert_eq!(component(vec![Ends(0, Ok("a")), Ends(0, Ok("b"))]).await.unwrap(), "a");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_unknown_while_a_source_that_might_know_is_away() {
        let away = || Ends(0, Err(Error::Away("a")));
        let missing = || Ends(0, Err(Error::Missing));
        assert!(matches!(component(vec![away(), missing()]).await, Err(Error::Away(_))));
        assert!(matches!(component(vec![missing(), away()]).await, Err(Error::Away(_))));
        assert!(matches!(component(vec![missing(), missing()]).await, Err(Error::Missing)));
        assert!(matches!(component(Vec::new()).await, Err(Error::Away(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn what_stands_in_for_a_source_that_failed_is_not_whole_and_says_of_nobody_that_they_are_not_enrolled() {
        let year = AcademicYear::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap());
        let after = async |first, code| {
            let enrolments: Vec<Arc<dyn Enrolments>> = vec![Arc::new(Ends(0, Err(first))), Arc::new(Ends(0, Ok(code)))];
            Sources { enrolments, ..nothing() }.enrolments("1", &[year]).await.map(|answer| (answer.value.len(), answer.freshness))
        };
        assert_eq!(after(Error::Away("a"), "L3DRT").await.unwrap(), (1, Freshness::Partial));
        assert_eq!(after(Error::Missing, "L3DRT").await.unwrap(), (1, Freshness::Current));
        assert!(matches!(after(Error::Away("a"), "").await, Err(Error::Away("enrolment"))));
        assert_eq!(after(Error::Missing, "").await.unwrap(), (0, Freshness::Current));
    }

    #[tokio::test(start_paused = true)]
    async fn a_fund_comes_from_its_own_source_and_its_absence_leaves_the_enrolment() {
        let year = AcademicYear::of(chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap());
        let enrolments = || vec![Arc::new(Ends(0, Ok("L3DRT"))) as Arc<dyn Enrolments>];
        let with = |social: Ends| Sources { enrolments: enrolments(), social: vec![Arc::new(social)], ..nothing() };
        let known = with(Ends(0, Ok("CPAM du Rhône"))).enrolments("1", &[year]).await.unwrap();
        assert_eq!((known.value[0].reach.cpam_name.as_str(), known.freshness), ("CPAM du Rhône", Freshness::Current));
        let unknown = with(Ends(0, Err(Error::Missing))).enrolments("1", &[year]).await.unwrap();
        assert_eq!((unknown.value.len(), unknown.freshness), (1, Freshness::Current));
        let away = with(Ends(0, Err(Error::Away("social")))).enrolments("1", &[year]).await.unwrap();
        assert_eq!((away.value.len(), away.freshness), (1, Freshness::Partial));
    }
}
