//! Each part of the contract, tried: reached or not, how long it took, what is missing. For `tremplin check`; it prints nothing.

use std::time::Duration;

use tokio::time::Instant;
use tremplin_referential::EnrolmentChoice;

use crate::{Adaptor, Fault, Part, adaptor, values};

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// `composantesPrincipalesRef`.
    Components,
    /// `etapesReference`.
    StepLabels,
    /// `diplomesReferenceParComposanteEtAnnee`, for the first component.
    Steps,
    /// `regimesInscriptions`.
    Regimes,
    /// `etablissementReference`.
    Establishment,
    /// `anneesIa` and `etudiantRef`, for the student given.
    Student,
    /// `etapesByEtudiantAndAnnee`, for the last year of the student given.
    Enrolments,
    /// The fund, for the last year of the student given.
    Social,
}

impl Subject {
    /// Whether people can go on without it.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::StepLabels | Self::Regimes | Self::Establishment | Self::Social)
    }
}

/// What lacks in an answer that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Nothing is in the list.
    Everything,
    /// That many have no label.
    Labels(usize),
    /// A regime that is understood neither by its code nor by its label: name it under `regimes`.
    Regime {
        /// The institution's code.
        code: String,
        /// Its label.
        label: String,
    },
    /// A field of the record, by its name in the contract.
    Field(&'static str),
    /// A part that is declared under `parts` but knows nothing of that student.
    Part(Part),
}

/// An answer that came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// How many records.
    pub count: usize,
    /// What lacks in them.
    pub lacks: Vec<Lack>,
}

/// One part of the contract, tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// What was tried.
    pub subject: Subject,
    /// How long it took.
    pub took: Duration,
    /// What came, or why nothing did.
    pub result: Result<Found, Fault>,
}

async fn probe(subject: Subject, trial: impl Future<Output = Result<Found, Fault>>) -> Probe {
    let began = Instant::now();
    let result = trial.await;
    Probe { subject, took: began.elapsed(), result }
}

impl Adaptor {
    /// Tries each part, one after the other so that times mean something. What concerns a student is tried for the number given.
    pub async fn check(&self, student: Option<&str>) -> Vec<Probe> {
        let mut probes = vec![
            probe(Subject::Components, self.check_components()).await,
            probe(Subject::StepLabels, self.check_step_labels()).await,
            probe(Subject::Steps, self.check_steps()).await,
            probe(Subject::Regimes, self.check_regimes()).await,
            probe(Subject::Establishment, self.check_establishment()).await,
        ];
        if let Some(number) = student {
            probes.push(probe(Subject::Student, self.check_student(number)).await);
            probes.push(probe(Subject::Enrolments, self.check_enrolments(number)).await);
            probes.push(probe(Subject::Social, self.check_social(number)).await);
        }
        probes
    }

    async fn check_components(&self) -> Result<Found, Fault> {
        Ok(listed(self.component_labels(self.catalogue()).await?.0.values().map(String::as_str)))
    }

    async fn check_step_labels(&self) -> Result<Found, Fault> {
        Ok(listed(self.step_labels(self.catalogue()).await?.0.values().map(String::as_str)))
    }

    async fn check_steps(&self) -> Result<Found, Fault> {
        let deadline = self.catalogue();
        let components = self.component_labels(deadline).await?;
        let first = components.0.keys().next().ok_or(Fault::Missing)?;
        let (steps, labels) = tokio::join!(self.steps(first, deadline), self.step_labels(deadline));
        let component = adaptor::component(first, "", steps?, &labels.unwrap_or_default());
        Ok(listed(component.steps.iter().map(|step| step.label.as_str())))
    }

    async fn check_regimes(&self) -> Result<Found, Fault> {
        let regimes = self.regimes(self.budget()).await?.0;
        let mut found = listed(regimes.values().map(String::as_str));
        let unknown = regimes.into_iter().filter(|(code, label)| values::regime(code, label, &self.settings.regimes).is_empty());
        found.lacks.extend(unknown.map(|(code, label)| Lack::Regime { code, label }));
        Ok(found)
    }

    async fn check_establishment(&self) -> Result<Found, Fault> {
        let block = self.establishment_block(self.budget()).await?;
        Ok(fields(&[("nomEtabRef", block.name.is_empty()), ("adresseEtabRef", block.address.is_empty())]))
    }

    async fn check_student(&self, number: &str) -> Result<Found, Fault> {
        let record = self.student_by_number(number, self.budget()).await?;
        Ok(fields(&[
            ("nompatro", record.last_name.is_empty()),
            ("prenom", record.first_name.is_empty()),
            ("dateNais", record.birth_date.is_none()),
            ("mail", record.mail.is_empty()),
            ("mainAddress", record.reach.street.is_empty()),
            ("codePays", record.reach.country.is_empty()),
        ]))
    }

    async fn check_enrolments(&self, number: &str) -> Result<Found, Fault> {
        let deadline = self.budget();
        let last = self.years(number, deadline).await?.into_iter().max().ok_or(Fault::Missing)?;
        let choices = self.enrolled(number, last, deadline).await?;
        let lacking = |lacks: fn(&EnrolmentChoice) -> bool| choices.iter().any(lacks);
        let mut found = fields(&[
            ("codeComposante", lacking(|c| c.enrolment.component_code.is_empty())),
            ("libWebVet", lacking(|c| c.enrolment.step.is_empty())),
            ("regimeIns", lacking(|c| c.enrolment.regime.is_empty())),
            ("volumeHoraire", lacking(|c| c.enrolment.taught_hours.is_none())),
            ("listeELPs", lacking(|c| c.units.is_empty())),
        ]);
        found.count = choices.len();
        if choices.is_empty() {
            found.lacks.push(Lack::Everything);
        }
        Ok(found)
    }

    async fn check_social(&self, number: &str) -> Result<Found, Fault> {
        let deadline = self.budget();
        let last = self.years(number, deadline).await?.into_iter().max().ok_or(Fault::Missing)?;
        match self.cover(number, last, deadline).await {
            Ok(cover) => Ok(fields(&[("adresseCPAM", cover.cpam_address.is_empty())])),
            Err(Fault::Missing) if self.settings.serves(Part::Social) => Ok(Found { count: 0, lacks: vec![Lack::Part(Part::Social)] }),
            Err(fault) => Err(fault),
        }
    }
}

/// A list by its labels.
fn listed<'a>(labels: impl Iterator<Item = &'a str> + Clone) -> Found {
    let count = labels.clone().count();
    let bare = labels.filter(|label| label.is_empty()).count();
    let mut lacks = Vec::new();
    if count == 0 {
        lacks.push(Lack::Everything);
    }
    if bare > 0 {
        lacks.push(Lack::Labels(bare));
    }
    Found { count, lacks }
}

/// A record by its fields that are empty.
fn fields(empty: &[(&'static str, bool)]) -> Found {
    Found { count: 1, lacks: empty.iter().filter(|(_, is_empty)| *is_empty).map(|(name, _)| Lack::Field(name)).collect() }
}
