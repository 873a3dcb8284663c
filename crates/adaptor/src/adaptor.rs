//! The adaptor as a source of each concern of the referential.

use async_trait::async_trait;
use futures_util::future::join_all;
use serde_json::Value;
use tokio::time::Instant;
use tremplin_domain::{convention::Reach, year::AcademicYear};
use tremplin_identity::Clock;
use tremplin_referential::{
    Answer, Component, EnrolmentChoice, Enrolments, Error, Establishment, EstablishmentRecord, People, Programmes, Social, SocialRecord,
    Standing, StepVersion, StudentKey, StudentRecord, TeacherRecord,
};

use crate::{
    client::{Ask, Client, Lane},
    enrolment,
    fault::Fault,
    settings::{Mistake, Part, Settings},
    student, values,
    wire::{self, Labels},
};

const PEOPLE: &str = "directory";
const ENROLMENTS: &str = "enrolment";
const PROGRAMMES: &str = "programme";
const SOCIAL: &str = "social";
const ESTABLISHMENT: &str = "establishment";

/// An institution's information system behind the contract of `docs/adaptateur.openapi.json`: esup-siscol, or one's own.
#[derive(Debug)]
pub struct Adaptor {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    clock: Clock,
}

/// What was read, and whether something optional is lacking.
struct Read<T> {
    value: T,
    is_whole: bool,
}

impl<T> Read<T> {
    fn answer(self) -> Answer<T> {
        if self.is_whole { Answer::current(self.value) } else { Answer::partial(self.value) }
    }
}

/// What is optional: its absence is an answer, its failure leaves the rest as it is.
fn optional<T: Default>(found: Result<T, Fault>) -> Read<T> {
    match found {
        Ok(value) => Read { value, is_whole: true },
        Err(fault) => Read { value: T::default(), is_whole: !fault.is_failure() },
    }
}

impl Adaptor {
    /// Reaches it with these settings; the clock says which year's catalogue is asked for. Nothing is sent yet.
    pub fn new(settings: Settings, clock: Clock) -> Result<Self, Vec<Mistake>> {
        Ok(Self { client: Client::new(&settings)?, settings, clock })
    }

    pub(crate) fn budget(&self) -> Instant {
        Instant::now() + self.settings.budget
    }

    pub(crate) fn catalogue(&self) -> Instant {
        Instant::now() + self.settings.catalogue
    }

    pub(crate) fn this_year(&self) -> AcademicYear {
        AcademicYear::of(self.clock.now().date_naive())
    }

    async fn named(&self, name: &'static str, query: &[(&str, &str)], deadline: Instant) -> Result<Value, Fault> {
        self.client.get(Ask { name, path: &[name], query, lane: Lane::Person }, deadline).await
    }

    async fn listed_at(&self, name: &'static str, query: &[(&str, &str)], deadline: Instant) -> Result<Value, Fault> {
        self.client.get(Ask { name, path: &[name], query, lane: Lane::Catalogue }, deadline).await
    }

    /// The years of somebody's enrolments.
    pub(crate) async fn years(&self, number: &str, deadline: Instant) -> Result<Vec<AcademicYear>, Fault> {
        let value = self.named("anneesIa", &[("codEtud", number)], deadline).await?;
        Ok(wire::texts(&value)?.iter().filter_map(|text| values::year(text.as_str())).collect())
    }

    async fn student_ref(&self, number: &str, year: AcademicYear, deadline: Instant) -> Result<wire::Student, Fault> {
        let year = year.first().to_string();
        wire::one(self.named("etudiantRef", &[("codEtud", number), ("annee", &year)], deadline).await?)
    }

    /// The student as of their last enrolment.
    pub(crate) async fn student_by_number(&self, number: &str, deadline: Instant) -> Result<StudentRecord, Fault> {
        let last = self.years(number, deadline).await?.into_iter().max().ok_or(Fault::Missing)?;
        student::record(&self.student_ref(number, last, deadline).await?, number, last, &self.settings)
    }

    /// Who signs in, where the adaptor serves it.
    async fn person(&self, login: &str, deadline: Instant) -> Result<Standing, Fault> {
        if !self.settings.serves(Part::People) {
            return Err(Fault::Missing);
        }
        let ask = Ask { name: "personnes/{login}", path: &["personnes", login], query: &[], lane: Lane::Person };
        let person: wire::Person = wire::one(self.client.get(ask, deadline).await?)?;
        let student = match person.etudiant.0.first() {
            Some(said) => Some(self.listed(said).ok_or(Fault::Shape("a student with codEtu"))??),
            None => None,
        };
        let mut standing = Standing { student, teacher: person.enseignant.0.into_iter().find_map(student::teacher) };
        // The login that was asked for counts: directories differ in case.
        if let Some(student) = &mut standing.student {
            login.clone_into(&mut student.login);
        }
        if let Some(teacher) = &mut standing.teacher {
            login.clone_into(&mut teacher.login);
        }
        Ok(standing)
    }

    /// A student that says their own number.
    fn listed(&self, said: &wire::Student) -> Option<Result<StudentRecord, Fault>> {
        let number = said.cod_etu.as_str();
        if number.is_empty() { None } else { Some(student::record(said, number, self.this_year(), &self.settings)) }
    }

    async fn search(&self, part: Part, name: &'static str, text: &str, limit: usize) -> Result<Value, Fault> {
        if !self.settings.serves(part) {
            return Err(Fault::Missing);
        }
        // One more tells whether there are too many.
        let limit = limit.saturating_add(1).to_string();
        self.named(name, &[("texte", text), ("limite", &limit)], self.budget()).await
    }

    /// The fund with its address where the adaptor serves it, else by its name.
    pub(crate) async fn cover(&self, number: &str, year: AcademicYear, deadline: Instant) -> Result<SocialRecord, Fault> {
        let cover = if self.settings.serves(Part::Social) {
            let said = year.first().to_string();
            let path = ["etudiants", number, "couvertureSociale", &said];
            let ask = Ask { name: "etudiants/{codEtud}/couvertureSociale/{annee}", path: &path, query: &[], lane: Lane::Person };
            wire::one(self.client.get(ask, deadline).await?)?
        } else {
            wire::Cover { libelle_cpam: self.student_ref(number, year, deadline).await?.libelle_cpam, ..wire::Cover::default() }
        };
        if cover.libelle_cpam.is_empty() {
            return Err(Fault::Missing);
        }
        Ok(SocialRecord { cpam_name: cover.libelle_cpam.into(), cpam_address: cover.adresse_cpam.into() })
    }

    /// Address, phones and fund of somebody in a year, as far as known.
    async fn reach(&self, number: &str, year: AcademicYear, deadline: Instant) -> Read<Reach> {
        if !self.settings.serves(Part::Social) {
            let Read { value, is_whole } = optional(self.student_ref(number, year, deadline).await);
            return Read { value: student::reach(&value, &self.settings), is_whole };
        }
        let (said, cover) = tokio::join!(self.student_ref(number, year, deadline), self.cover(number, year, deadline));
        let (said, cover) = (optional(said), optional(cover));
        let mut reach = student::reach(&said.value, &self.settings);
        if !cover.value.cpam_name.is_empty() {
            reach.cpam_name = cover.value.cpam_name;
            reach.cpam_address = cover.value.cpam_address;
        }
        Read { value: reach, is_whole: said.is_whole && cover.is_whole }
    }

    /// The enrolments of one year: the steps are needed, the rest is optional.
    pub(crate) async fn enrolled(&self, number: &str, year: AcademicYear, deadline: Instant) -> Result<Vec<EnrolmentChoice>, Fault> {
        Ok(self.enrolled_as_far(number, year, deadline).await?.value)
    }

    async fn enrolled_as_far(&self, number: &str, year: AcademicYear, deadline: Instant) -> Result<Read<Vec<EnrolmentChoice>>, Fault> {
        let text = year.first().to_string();
        let query = [("codEtud", number), ("annee", text.as_str())];
        let steps = async {
            let said: wire::Enrolments = wire::one(self.named("etapesByEtudiantAndAnnee", &query, deadline).await?)?;
            let regimes = if enrolment::unexplained(&said, year, &self.settings) {
                optional(self.regimes(deadline).await)
            } else {
                Read { value: Labels::default(), is_whole: true }
            };
            Ok((said, regimes))
        };
        let (steps, reach) = tokio::join!(steps, self.reach(number, year, deadline));
        let (said, regimes) = match steps {
            Ok(steps) => steps,
            Err(Fault::Missing) => return Ok(Read { value: Vec::new(), is_whole: true }),
            Err(fault) => return Err(fault),
        };
        let choices = enrolment::choices(&said, year, &regimes.value, &reach.value, &self.settings);
        Ok(Read { value: choices, is_whole: regimes.is_whole && reach.is_whole })
    }

    pub(crate) async fn regimes(&self, deadline: Instant) -> Result<Labels, Fault> {
        wire::regimes(self.named("regimesInscriptions", &[], deadline).await?)
    }

    pub(crate) async fn component_labels(&self, deadline: Instant) -> Result<Labels, Fault> {
        wire::labels(self.listed_at("composantesPrincipalesRef", &[], deadline).await?)
    }

    pub(crate) async fn step_labels(&self, deadline: Instant) -> Result<Labels, Fault> {
        wire::labels(self.listed_at("etapesReference", &[], deadline).await?)
    }

    /// The steps of a component in the present year.
    pub(crate) async fn steps(&self, component: &str, deadline: Instant) -> Result<Vec<wire::Step>, Fault> {
        let period = self.settings.period.replace("{annee}", &self.this_year().first().to_string());
        let query = [("codeComposante", component), ("codeAnnee", period.as_str())];
        let diplomas = wire::many::<wire::Diploma>(self.listed_at("diplomesReferenceParComposanteEtAnnee", &query, deadline).await?)?;
        Ok(diplomas.into_iter().flat_map(|diploma| diploma.liste_etapes.0).filter(|step| !step.code_etp.is_empty()).collect())
    }

    pub(crate) async fn establishment_block(&self, deadline: Instant) -> Result<EstablishmentRecord, Fault> {
        let block: wire::Establishment = wire::one(self.named("etablissementReference", &[], deadline).await?)?;
        Ok(EstablishmentRecord { name: block.nom_etab_ref.into(), address: block.adresse_etab_ref.into() })
    }
}

/// A component with its steps, each version once, in the order of their codes.
pub(crate) fn component(code: &str, label: &str, steps: Vec<wire::Step>, labels: &Labels) -> Component {
    let mut steps: Vec<StepVersion> = steps
        .into_iter()
        .map(|step| {
            let key = format!("{};{}", step.code_etp.as_str(), step.cod_vrs_vet.as_str());
            let label = step.lib_web_vet.or(&labels.get(&key));
            StepVersion { code: step.code_etp.into(), version: step.cod_vrs_vet.into(), label }
        })
        .collect();
    steps.sort_by(|a, b| (&a.code, &a.version).cmp(&(&b.code, &b.version)));
    steps.dedup_by(|a, b| (&a.code, &a.version) == (&b.code, &b.version));
    let label = if label.is_empty() { code } else { label };
    Component { code: code.to_owned(), label: label.to_owned(), steps }
}

/// At most that many.
fn bounded<T>(found: Vec<T>, limit: usize) -> Result<Answer<Vec<T>>, Error> {
    if found.len() > limit { Err(Error::TooMany) } else { Ok(Answer::current(found)) }
}

#[async_trait]
impl People for Adaptor {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        let deadline = self.budget();
        let found = match key {
            StudentKey::Number(number) => self.student_by_number(number, deadline).await,
            StudentKey::Login(login) => self.person(login, deadline).await.and_then(|who| who.student.ok_or(Fault::Missing)),
        };
        found.map(Answer::current).map_err(|fault| fault.of(PEOPLE))
    }

    async fn standing(&self, login: &str) -> Result<Answer<Standing>, Error> {
        self.person(login, self.budget()).await.map(Answer::current).map_err(|fault| fault.of(PEOPLE))
    }

    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        let found = self.search(Part::StudentSearch, "etudiants", name, limit).await.and_then(wire::many::<wire::Student>);
        let found = found.map_err(|fault| fault.of(PEOPLE))?;
        bounded(found.iter().filter_map(|said| self.listed(said)?.ok()).collect(), limit)
    }

    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        let found = self.search(Part::TeacherSearch, "enseignants", text, limit).await.and_then(wire::many::<wire::Teacher>);
        let found = found.map_err(|fault| fault.of(PEOPLE))?;
        bounded(found.into_iter().filter_map(student::teacher).collect(), limit)
    }
}

#[async_trait]
impl Enrolments for Adaptor {
    async fn enrolments(&self, student_number: &str, years: &[AcademicYear]) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
        let deadline = self.budget();
        let enrolled = match self.years(student_number, deadline).await {
            Ok(enrolled) => enrolled,
            Err(Fault::Missing) => Vec::new(),
            Err(fault) => return Err(fault.of(ENROLMENTS)),
        };
        let mut years: Vec<AcademicYear> = years.iter().copied().filter(|year| enrolled.contains(year)).collect();
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let found = join_all(years.iter().map(|year| self.enrolled_as_far(student_number, *year, deadline))).await;
        let mut answer = Read { value: Vec::new(), is_whole: true };
        let (mut known, mut failed) = (0, None);
        for year in found {
            match year {
                Ok(mut read) => {
                    known += 1;
                    answer.value.append(&mut read.value);
                    answer.is_whole &= read.is_whole;
                }
                Err(fault) => failed = Some(fault),
            }
        }
        match failed {
            Some(fault) if known == 0 => Err(fault.of(ENROLMENTS)),
            // What one year says is worth having while another does not answer.
            Some(_) => Ok(Answer::partial(answer.value)),
            None => Ok(answer.answer()),
        }
    }
}

#[async_trait]
impl Programmes for Adaptor {
    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        let deadline = self.catalogue();
        let components = self.component_labels(deadline).await.map_err(|fault| fault.of(PROGRAMMES))?;
        let steps = join_all(components.0.keys().map(|code| self.steps(code, deadline)));
        let (labels, steps) = tokio::join!(self.step_labels(deadline), steps);
        let labels = optional(labels);
        let mut is_whole = labels.is_whole;
        let all = components.0.iter().zip(steps).map(|((code, label), steps)| {
            let steps = optional(steps);
            is_whole &= steps.is_whole;
            component(code, label, steps.value, &labels.value)
        });
        let value = all.collect();
        Ok(Read { value, is_whole }.answer())
    }
}

#[async_trait]
impl Social for Adaptor {
    async fn social(&self, student_number: &str, year: AcademicYear) -> Result<Answer<SocialRecord>, Error> {
        self.cover(student_number, year, self.budget()).await.map(Answer::current).map_err(|fault| fault.of(SOCIAL))
    }
}

#[async_trait]
impl Establishment for Adaptor {
    async fn establishment(&self) -> Result<Answer<EstablishmentRecord>, Error> {
        self.establishment_block(self.budget()).await.map(Answer::current).map_err(|fault| fault.of(ESTABLISHMENT))
    }
}
