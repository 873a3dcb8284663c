//! Answers kept per question: one call in flight for each, current for minutes or hours, and there when Apogée is away.

use std::sync::Arc;

use tokio::time::Instant;
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Answer, Component, CourseUnit, Error, EstablishmentRecord, Shelf, Terms};

use crate::{
    caller::{Caller, Commune, Signatory, concerning},
    person::{Person, Reached},
    training::{Step, Taught, Year},
};

/// What the errors name.
pub(crate) const DIRECTORY: &str = "directory";
pub(crate) const ENROLMENT: &str = "enrolment";
pub(crate) const PROGRAMME: &str = "programme";
pub(crate) const ESTABLISHMENT: &str = "establishment";

/// A year of a student.
type OfYear = (String, AcademicYear);
/// A step of a student in a year.
type OfStep = (String, AcademicYear, String, String);

type Given<T> = Result<Answer<T>, Error>;

/// All the shelves.
pub(crate) struct Shelves {
    pub(crate) caller: Arc<Caller>,
    numbers: Shelf<String, String>,
    identifications: Shelf<String, (String, String)>,
    identities: Shelf<String, Person>,
    reached: Shelf<String, Reached>,
    years: Shelf<String, Vec<AcademicYear>>,
    of_year: Shelf<OfYear, Year>,
    steps: Shelf<OfYear, Vec<Step>>,
    contract_steps: Shelf<OfYear, Vec<Step>>,
    contract_units: Shelf<OfStep, Vec<CourseUnit>>,
    taught: Shelf<(String, String), Taught>,
    labels: Shelf<String, String>,
    components: Shelf<(), Vec<Component>>,
    establishment: Shelf<(), EstablishmentRecord>,
    signatories: Shelf<String, Signatory>,
    communes: Shelf<String, Vec<Commune>>,
}

impl Shelves {
    pub(crate) fn new(caller: Caller) -> Self {
        let limits = caller.settings.limits;
        let catalogue = Terms {
            capacity: limits.capacity,
            calls: 1_000,
            fresh: limits.catalogue_fresh,
            kept: limits.kept,
            deadline: limits.budget,
            // A call may have waited for a connection as long as another one takes.
            patience: limits.catalogue_call * 2,
        };
        let student = Terms { fresh: limits.student_fresh, patience: limits.call * 2, ..catalogue };
        Self {
            caller: Arc::new(caller),
            numbers: Shelf::new(DIRECTORY, student),
            identifications: Shelf::new(DIRECTORY, student),
            identities: Shelf::new(DIRECTORY, student),
            reached: Shelf::new(DIRECTORY, student),
            years: Shelf::new(ENROLMENT, student),
            of_year: Shelf::new(ENROLMENT, student),
            steps: Shelf::new(ENROLMENT, student),
            contract_steps: Shelf::new(ENROLMENT, student),
            contract_units: Shelf::new(ENROLMENT, student),
            taught: Shelf::new(PROGRAMME, catalogue),
            labels: Shelf::new(PROGRAMME, catalogue),
            components: Shelf::new(PROGRAMME, catalogue),
            establishment: Shelf::new(ESTABLISHMENT, catalogue),
            signatories: Shelf::new(PROGRAMME, catalogue),
            communes: Shelf::new(PROGRAMME, catalogue),
        }
    }

    fn caller(&self) -> Arc<Caller> {
        Arc::clone(&self.caller)
    }

    /// The `codEtu` behind a student number of the institution.
    pub(crate) async fn number(&self, by: Instant, asked: &str) -> Given<String> {
        let (caller, asked) = (self.caller(), asked.to_owned());
        self.numbers.get_by(by, asked.clone(), || async move { concerning(DIRECTORY, caller.number(&asked).await) }).await
    }

    /// Login and institutional address, as the directory behind Apogée has them.
    pub(crate) async fn identification(&self, by: Instant, number: &str) -> Given<(String, String)> {
        let (caller, number) = (self.caller(), number.to_owned());
        let key = number.clone();
        let call = || async move {
            let found = caller.identification(&number).await;
            concerning(DIRECTORY, found.map(|row| (row.login.unwrap_or_default(), row.mail.unwrap_or_default())))
        };
        self.identifications.get_by(by, key, call).await
    }

    pub(crate) async fn identity(&self, by: Instant, number: &str) -> Given<Person> {
        let (caller, number) = (self.caller(), number.to_owned());
        self.identities.get_by(by, number.clone(), || async move { concerning(DIRECTORY, caller.identity(&number).await) }).await
    }

    pub(crate) async fn reached(&self, by: Instant, number: &str, current: AcademicYear) -> Given<Reached> {
        let (caller, number) = (self.caller(), number.to_owned());
        self.reached.get_by(by, number.clone(), || async move { concerning(DIRECTORY, caller.reached(&number, current).await) }).await
    }

    pub(crate) async fn years(&self, by: Instant, number: &str) -> Given<Vec<AcademicYear>> {
        let (caller, number) = (self.caller(), number.to_owned());
        self.years.get_by(by, number.clone(), || async move { concerning(ENROLMENT, caller.years(&number).await) }).await
    }

    pub(crate) async fn year(&self, by: Instant, number: &str, year: AcademicYear) -> Given<Year> {
        let (caller, number) = (self.caller(), number.to_owned());
        self.of_year.get_by(by, (number.clone(), year), || async move { concerning(ENROLMENT, caller.year(&number, year).await) }).await
    }

    pub(crate) async fn steps(&self, by: Instant, number: &str, year: AcademicYear) -> Given<Vec<Step>> {
        let (caller, number) = (self.caller(), number.to_owned());
        self.steps.get_by(by, (number.clone(), year), || async move { concerning(ENROLMENT, caller.steps(&number, year).await) }).await
    }

    pub(crate) async fn contract_steps(&self, by: Instant, number: &str, year: AcademicYear) -> Given<Vec<Step>> {
        let (caller, number) = (self.caller(), number.to_owned());
        let key = (number.clone(), year);
        let call = || async move { concerning(ENROLMENT, caller.contract_steps(&number, year).await) };
        self.contract_steps.get_by(by, key, call).await
    }

    pub(crate) async fn contract_units(&self, by: Instant, number: &str, year: AcademicYear, step: &Step) -> Given<Vec<CourseUnit>> {
        let (caller, number, code, version) = (self.caller(), number.to_owned(), step.code.clone(), step.version.clone());
        let key = (number.clone(), year, code.clone(), version.clone());
        let call = || async move { concerning(ENROLMENT, caller.contract_units(&number, year, &code, &version).await) };
        self.contract_units.get_by(by, key, call).await
    }

    pub(crate) async fn taught(&self, by: Instant, step: &Step) -> Given<Taught> {
        let (caller, code, version) = (self.caller(), step.code.clone(), step.version.clone());
        let key = (code.clone(), version.clone());
        self.taught.get_by(by, key, || async move { concerning(PROGRAMME, caller.taught(&code, &version).await) }).await
    }

    pub(crate) async fn label(&self, by: Instant, component: &str) -> Given<String> {
        let (caller, code) = (self.caller(), component.to_owned());
        self.labels.get_by(by, code.clone(), || async move { concerning(PROGRAMME, caller.component_label(&code).await) }).await
    }

    pub(crate) async fn components(&self, by: Instant) -> Given<Vec<Component>> {
        let caller = self.caller();
        let call = || async move { caller.components().await.map_err(|failure| failure.into_error(PROGRAMME)) };
        self.components.get_by(by, (), call).await
    }

    pub(crate) async fn establishment(&self, by: Instant) -> Given<EstablishmentRecord> {
        let caller = self.caller();
        let call = || async move { caller.establishment().await.map_err(|failure| failure.into_error(ESTABLISHMENT)) };
        self.establishment.get_by(by, (), call).await
    }

    pub(crate) async fn signatory(&self, by: Instant, component: &str) -> Given<Signatory> {
        let (caller, code) = (self.caller(), component.to_owned());
        self.signatories.get_by(by, code.clone(), || async move { concerning(PROGRAMME, caller.signatory(&code).await) }).await
    }

    pub(crate) async fn communes(&self, by: Instant, postcode: &str) -> Given<Vec<Commune>> {
        let (caller, code) = (self.caller(), postcode.to_owned());
        self.communes.get_by(by, code.clone(), || async move { concerning(PROGRAMME, caller.communes(&code).await) }).await
    }
}
