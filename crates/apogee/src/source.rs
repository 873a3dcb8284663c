//! Apogée as a source of the referential.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use chrono::NaiveDate;
use tokio::time::Instant;
use tremplin_domain::{convention::Reach, year::AcademicYear};
use tremplin_referential::{
    Answer, Component, EnrolmentChoice, Enrolments, Error, Establishment, EstablishmentRecord, Freshness, People, Programmes, Social,
    SocialRecord, Standing, StudentKey, StudentRecord, TeacherRecord,
};

use crate::{
    caller::{Caller, Commune, Signatory, is_number},
    check::{self, Checked},
    enrolments,
    settings::Settings,
    shelves::Shelves,
    transport::Mistake,
};

/// What day it is.
type Today = Arc<dyn Fn() -> NaiveDate + Send + Sync>;

/// Apogée. It knows students by number only: logins, sign-ins and searches are for a directory beside it.
pub struct Apogee {
    shelves: Shelves,
    today: Today,
}

impl fmt::Debug for Apogee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Apogee").finish_non_exhaustive()
    }
}

impl Apogee {
    /// Apogée as set, on whatever day it is. Nothing is asked yet.
    pub fn new(settings: Settings, today: impl Fn() -> NaiveDate + Send + Sync + 'static) -> Result<Self, Mistake> {
        Ok(Self { shelves: Shelves::new(Caller::new(settings)?), today: Arc::new(today) })
    }

    /// Asks each service once, for what is nobody's, and tells how that went.
    pub async fn check(&self) -> Vec<Checked> {
        check::check(&self.shelves.caller, self.year()).await
    }

    /// The years in which a student is enrolled, as Apogée lists them.
    pub async fn years(&self, student_number: &str) -> Result<Answer<Vec<AcademicYear>>, Error> {
        let (by, number) = (self.deadline(), numbered(student_number)?);
        let number = self.shelves.number(by, number).await?.value;
        self.shelves.years(by, &number).await
    }

    /// Who signs for a component.
    pub async fn signatory(&self, component: &str) -> Result<Answer<Signatory>, Error> {
        self.shelves.signatory(self.deadline(), component).await
    }

    /// The communes of a postcode, by name.
    pub async fn communes(&self, postcode: &str) -> Result<Answer<Vec<Commune>>, Error> {
        self.shelves.communes(self.deadline(), numbered(postcode)?).await
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.shelves.caller.settings.limits.budget
    }

    fn year(&self) -> AcademicYear {
        AcademicYear::of((self.today)())
    }

    async fn record(&self, asked: &str) -> Result<Answer<StudentRecord>, Error> {
        let by = self.deadline();
        let number = self.shelves.number(by, asked).await?.value;
        let looked_up = async {
            if self.shelves.caller.settings.asks_directory {
                self.shelves.identification(by, &number).await
            } else {
                Ok(Answer::current(Default::default()))
            }
        };
        let (identity, reached, looked_up) =
            tokio::join!(self.shelves.identity(by, &number), self.shelves.reached(by, &number, self.year()), looked_up);
        let Answer { value: person, mut freshness } = identity?;
        let mut part = |lacking: Option<Freshness>| freshness = freshness.max(lacking.unwrap_or(Freshness::Current));
        part(lacking(&reached));
        part(lacking(&looked_up));
        let reached = reached.map(|answer| answer.value).unwrap_or_default();
        let (login, mail) = looked_up.map(|answer| answer.value).unwrap_or_default();
        let value = StudentRecord {
            number: asked.to_owned(),
            login: either(login, reached.login),
            last_name: person.last_name,
            first_name: person.first_name,
            sex: person.sex,
            birth_date: person.birth_date,
            mail: either(mail, reached.mail),
            reach: Reach { cpam_name: String::new(), ..reached.reach },
        };
        Ok(Answer { value, freshness })
    }
}

/// What a part takes from the freshness of the whole.
fn lacking<T>(part: &Result<Answer<T>, Error>) -> Option<Freshness> {
    match part {
        Ok(answer) => Some(answer.freshness),
        Err(error) => error.is_failure().then_some(Freshness::Partial),
    }
}

fn either(text: String, other: String) -> String {
    if text.is_empty() { other } else { text }
}

/// A number that can be asked for.
fn numbered(text: &str) -> Result<&str, Error> {
    if is_number(text) { Ok(text) } else { Err(Error::Missing) }
}

#[async_trait]
impl People for Apogee {
    /// By number. Apogée looks nobody up by login: that is [`Error::Missing`], so that the next source is asked.
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        match key {
            StudentKey::Number(number) => self.record(numbered(number)?).await,
            StudentKey::Login(_) => Err(Error::Missing),
        }
    }

    /// [`Error::Missing`]: Apogée knows no login.
    async fn standing(&self, _: &str) -> Result<Answer<Standing>, Error> {
        Err(Error::Missing)
    }

    /// [`Error::Missing`]: its search by name answers with whole files, and is not used.
    async fn search_students(&self, _: &str, _: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        Err(Error::Missing)
    }

    /// [`Error::Missing`]: Apogée knows no teachers.
    async fn search_teachers(&self, _: &str, _: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        Err(Error::Missing)
    }
}

#[async_trait]
impl Enrolments for Apogee {
    /// Within the budget: what does not come in time is left out, the answer is [`Freshness::Partial`], and is whole the next time.
    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        enrolments::choices(&self.shelves, self.deadline(), numbered(student_number)?, years, self.year()).await
    }
}

#[async_trait]
impl Programmes for Apogee {
    /// The whole catalogue takes its time: who asks waits as long as that call may take, unless they bound it.
    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        let within = self.shelves.caller.settings.limits.catalogue_call;
        self.shelves.components(Instant::now() + within).await
    }
}

#[async_trait]
impl Social for Apogee {
    /// The fund that the enrolment of that year names. Apogée has no address of it.
    async fn social(&self, student_number: &str, year: AcademicYear) -> Result<Answer<SocialRecord>, Error> {
        let (by, asked) = (self.deadline(), numbered(student_number)?);
        let number = self.shelves.number(by, asked).await?.value;
        let Answer { value, freshness } = self.shelves.year(by, &number, year).await?;
        if value.fund.is_empty() {
            return Err(Error::Missing);
        }
        Ok(Answer { value: SocialRecord { cpam_name: value.fund, cpam_address: String::new() }, freshness })
    }
}

#[async_trait]
impl Establishment for Apogee {
    async fn establishment(&self) -> Result<Answer<EstablishmentRecord>, Error> {
        self.shelves.establishment(self.deadline()).await
    }
}
