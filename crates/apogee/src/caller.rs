//! Single questions to Apogée, each with its answer made into what it means.

use futures_util::future::join_all;
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Answer, Component, CourseUnit, Error, EstablishmentRecord};

use crate::{
    catalogue, envelope,
    failure::Failure,
    person::{self, Person, Reached, joined},
    settings::{Blanks, Settings, StudentId},
    training::{self, Step, Taught, Year, padded},
    transport::{Bounds, Mistake, Transport, Urgency},
    wire::{
        self, Addresses, CommuneRow, Communes, Components, ContractElements, ContractSteps, Criteria, CriterionText, Diploma,
        EnrolledYears, Enrolments, Identification, Identifiers, Identities, Offer, Operation, Signatories, Variables, Years, said,
    },
};

/// A larger answer is read beside the runtime's threads, which others wait for.
const LARGE: usize = 128 * 1024;

/// Who signs for a component.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signatory {
    /// Name.
    pub name: String,
    /// In which quality.
    pub quality: String,
}

/// A commune of a postcode.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Commune {
    /// Name.
    pub label: String,
    /// Code of INSEE; those of Corsica hold letters.
    pub code: String,
}

/// Asks.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) settings: Settings,
    transport: Transport,
}

type Asked<T> = Result<T, Failure>;

impl Caller {
    pub(crate) fn new(settings: Settings) -> Result<Self, Mistake> {
        Ok(Self { transport: Transport::new(&settings)?, settings })
    }

    /// One call.
    pub(crate) async fn ask<O: Operation>(&self, question: &O, bounds: Bounds) -> Asked<Vec<O::Row>> {
        let unexpected = Failure::Unexpected { service: O::SERVICE, operation: O::NAME };
        let message = envelope::write(question).map_err(|_| unexpected.clone())?;
        let urgency = if wire::is_essential(O::NAME) { Urgency::Essential } else { bounds.urgency };
        let received = self.transport.send(O::SERVICE, message, Bounds { urgency, ..bounds }).await?;
        let answer = if received.bytes.len() > LARGE {
            tokio::task::spawn_blocking(move || envelope::read::<O>(&received)).await.map_err(|_| unexpected)??
        } else {
            envelope::read::<O>(&received)?
        };
        Ok(answer.into())
    }

    /// One call about a student; no data is no rows.
    async fn rows<O: Operation>(&self, question: O) -> Asked<Vec<O::Row>> {
        match self.ask(&question, self.small()).await {
            Err(Failure::NoData) => Ok(Vec::new()),
            answer => answer,
        }
    }

    pub(crate) fn small(&self) -> Bounds {
        let limits = &self.settings.limits;
        Bounds { within: limits.call, bytes: limits.student_bytes, urgency: Urgency::Optional }
    }

    fn large(&self) -> Bounds {
        let limits = &self.settings.limits;
        Bounds { within: limits.catalogue_call, bytes: limits.catalogue_bytes, urgency: Urgency::Optional }
    }

    /// A parameter without a value.
    pub(crate) fn blank(&self) -> Option<String> {
        match self.settings.blanks {
            Blanks::Empty => Some(String::new()),
            Blanks::Omitted => None,
        }
    }

    pub(crate) fn identifiers(&self) -> Identifiers {
        let blank = || self.blank();
        let asks_directory = given(if self.settings.asks_directory { "O" } else { "N" });
        let (number, individual, ine, grant_number, opi) = (blank(), blank(), blank(), blank(), blank());
        let (last_name, first_name, born_on) = (blank(), blank(), blank());
        Identifiers { number, individual, ine, grant_number, opi, last_name, first_name, born_on, asks_directory }
    }

    /// The `codEtu` behind a student number of the institution, with the zeros that it needs.
    pub(crate) async fn number(&self, asked: &str) -> Asked<String> {
        let width = self.settings.student_number_width;
        match self.settings.student_id {
            StudentId::Number => Ok(padded(asked, width)),
            StudentId::Individual => {
                let question = Identifiers { individual: given(asked), ..self.identifiers() };
                let found = self.rows(question).await?;
                let number = found.first().map_or("", |row| said(row.number.as_ref()));
                if number.is_empty() { Err(Failure::NoStudent) } else { Ok(padded(number, width)) }
            }
        }
    }

    /// What the directory behind Apogée says of a student.
    pub(crate) async fn identification(&self, number: &str) -> Asked<Identification> {
        let question = Identifiers { number: given(number), ..self.identifiers() };
        Ok(self.rows(question).await?.into_iter().next().unwrap_or_default())
    }

    pub(crate) async fn identity(&self, number: &str) -> Asked<Person> {
        let rows = self.rows(Identities { number: given(number) }).await?;
        rows.first().map(person::person).ok_or(Failure::NoStudent)
    }

    /// Asked without a year; where Apogée wants one, with the current one.
    pub(crate) async fn reached(&self, number: &str, current: AcademicYear) -> Asked<Reached> {
        let question = |year| Addresses { number: given(number), year, asks_directory: given("N") };
        let rows = match self.ask(&question(self.blank()), self.small()).await {
            Err(Failure::NoData | Failure::Fault { .. }) => self.rows(question(written(current))).await?,
            answer => answer?,
        };
        Ok(rows.first().map(|row| person::reached(row, &self.settings)).unwrap_or_default())
    }

    pub(crate) async fn years(&self, number: &str) -> Asked<Vec<AcademicYear>> {
        let rows = self.rows(Years { number: given(number), state: given("E") }).await?;
        Ok(rows.iter().filter_map(|text| text.trim().parse().ok()).filter_map(AcademicYear::starting).collect())
    }

    pub(crate) async fn year(&self, number: &str, year: AcademicYear) -> Asked<Year> {
        let rows = self.rows(EnrolledYears { number: given(number), year: written(year), state: given("E") }).await?;
        Ok(training::year(&rows))
    }

    /// All of a year's steps, paid for or not.
    pub(crate) async fn steps(&self, number: &str, year: AcademicYear) -> Asked<Vec<Step>> {
        let question = Enrolments { number: given(number), year: written(year), year_state: given("E"), state: given("E") };
        Ok(self.rows(question).await?.iter().map(training::step).filter(|step| !step.code.is_empty()).collect())
    }

    pub(crate) fn contract(&self, number: &str, year: AcademicYear) -> ContractSteps {
        ContractSteps {
            number: given(number),
            year: written(year),
            source: given("Apogee"),
            deliberation: self.blank(),
            session: self.blank(),
            result_kind: self.blank(),
            step_state: given("E"),
        }
    }

    /// The steps of a year's pedagogical contract.
    pub(crate) async fn contract_steps(&self, number: &str, year: AcademicYear) -> Asked<Vec<Step>> {
        let rows = self.rows(self.contract(number, year)).await?;
        let mut steps = Vec::new();
        for row in &rows {
            let diploma = row.diploma.as_ref().map(|title| training::first(&[&title.title, &title.web_title])).unwrap_or_default();
            let versions = row.steps.iter().flat_map(|table| &table.items).filter_map(|item| item.step.as_ref());
            steps.extend(
                versions.map(|version| training::contracted(version, &diploma, &self.settings)).filter(|step| !step.code.is_empty()),
            );
        }
        Ok(steps)
    }

    /// The course elements of a step in a year's pedagogical contract.
    pub(crate) async fn contract_units(&self, number: &str, year: AcademicYear, step: &str, version: &str) -> Asked<Vec<CourseUnit>> {
        let ContractSteps { number, year, source, deliberation, session, result_kind, step_state } = self.contract(number, year);
        let (step, version) = (given(step), given(version));
        let question = ContractElements { number, year, step, version, source, deliberation, session, result_kind, step_state };
        let rows = self.rows(question).await?;
        let mut units: Vec<CourseUnit> = Vec::new();
        for unit in rows.iter().filter_map(|row| row.element.as_ref()).map(training::contracted_element) {
            if !unit.element.code.is_empty() && units.iter().all(|known| known.element.code != unit.element.code) {
                units.push(unit);
            }
        }
        Ok(units)
    }

    /// What is taught in a version of a step.
    pub(crate) async fn taught(&self, step: &str, version: &str) -> Asked<Taught> {
        let criteria = Criteria {
            step: CriterionText::of(step),
            version: CriterionText::of(version),
            element: CriterionText::of("tous"),
            ..self.criteria()
        };
        Ok(training::taught(&self.offer(Offer { criteria }, self.small()).await?, step, version))
    }

    /// The components with their steps: two answers. The steps are what is asked for; without the tree their own labels must do.
    pub(crate) async fn components(&self) -> Result<Answer<Vec<Component>>, Failure> {
        let every = || CriterionText::of("tous");
        let criteria = Criteria { step: every(), version: every(), open: CriterionText::of("O"), ..self.criteria() };
        let tree = Components { code: self.blank(), direction: self.blank() };
        let (tree, catalogue) = tokio::join!(self.ask(&tree, self.large()), self.offer(Offer { criteria }, self.large()));
        let catalogue = catalogue?;
        match tree {
            Ok(tree) => Ok(Answer::current(catalogue::components(&tree, &catalogue, &self.settings))),
            Err(failure) => {
                tracing::warn!(%failure, "steps without the tree of components");
                Ok(Answer::partial(catalogue::components(&[], &catalogue, &self.settings)))
            }
        }
    }

    /// Criteria that name no element, no diploma.
    pub(crate) fn criteria(&self) -> Criteria {
        let none = || CriterionText::of("aucun");
        let nil = || match self.settings.blanks {
            Blanks::Empty => CriterionText::nil(),
            Blanks::Omitted => None,
        };
        Criteria {
            year: nil(),
            component: nil(),
            diploma: none(),
            element: none(),
            step: nil(),
            diploma_nature: nil(),
            element_nature: nil(),
            diploma_type: nil(),
            diploma_version: none(),
            version: nil(),
            open: nil(),
        }
    }

    async fn offer(&self, question: Offer, bounds: Bounds) -> Asked<Vec<Diploma>> {
        match self.ask(&question, bounds).await {
            Err(Failure::NoData) => Ok(Vec::new()),
            answer => answer,
        }
    }

    /// How a component is called; empty where Apogée does not know it.
    pub(crate) async fn component_label(&self, code: &str) -> Asked<String> {
        let rows = self.rows(Components { code: given(code), direction: self.blank() }).await?;
        Ok(catalogue::find(&rows, code).map(catalogue::label).unwrap_or_default())
    }

    /// Who signs for a component: the last one in service counts.
    pub(crate) async fn signatory(&self, component: &str) -> Asked<Signatory> {
        let rows = self.rows(Components { code: given(component), direction: self.blank() }).await?;
        let code = catalogue::find(&rows, component).map_or("", |row| said(row.signatory.as_ref()));
        if code.is_empty() {
            return Err(Failure::NoData);
        }
        let rows = self.rows(Signatories { code: given(code), is_in_service: given("O") }).await?;
        let last = rows.last().ok_or(Failure::NoData)?;
        Ok(Signatory { name: said(last.name.as_ref()).to_owned(), quality: said(last.quality.as_ref()).to_owned() })
    }

    /// A variable of the institution; empty where it has none of that name.
    pub(crate) async fn variable(&self, code: &str) -> Asked<String> {
        if code.is_empty() {
            return Ok(String::new());
        }
        let rows = self.rows(Variables { code: given(code) }).await?;
        let named = rows.iter().find(|row| said(row.code.as_ref()) == code).or(rows.first());
        Ok(named.map_or("", |row| said(row.value.as_ref())).to_owned())
    }

    /// The institution: its name at least.
    pub(crate) async fn establishment(&self) -> Result<Answer<EstablishmentRecord>, Failure> {
        let variables = &self.settings.establishment;
        let (name, parts) =
            tokio::join!(self.variable(&variables.name), join_all(variables.address.iter().map(|code| self.variable(code))));
        let name = name?;
        let is_whole = parts.iter().all(Result::is_ok);
        let parts: Vec<String> = parts.into_iter().filter_map(Result::ok).collect();
        let address = joined(&parts.iter().map(String::as_str).collect::<Vec<_>>());
        if name.is_empty() && address.is_empty() && is_whole {
            return Err(Failure::NoData);
        }
        let record = EstablishmentRecord { name, address };
        Ok(if is_whole { Answer::current(record) } else { Answer::partial(record) })
    }

    /// The communes of a postcode, by name.
    pub(crate) async fn communes(&self, postcode: &str) -> Asked<Vec<Commune>> {
        let question = Communes { postcode: given(postcode), commune_in_service: given("O"), office_in_service: given("T") };
        let commune = |row: &CommuneRow| Commune { label: said(row.label.as_ref()).to_owned(), code: said(row.code.as_ref()).to_owned() };
        let mut communes: Vec<Commune> =
            self.rows(question).await?.iter().map(commune).filter(|commune| !commune.label.is_empty()).collect();
        communes.sort();
        communes.dedup();
        Ok(communes)
    }
}

/// A parameter with a value.
#[expect(clippy::unnecessary_wraps, reason = "a parameter may be left out: this one is not")]
pub(crate) fn given(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[expect(clippy::unnecessary_wraps, reason = "a parameter may be left out: this one is not")]
fn written(year: AcademicYear) -> Option<String> {
    Some(year.first().to_string())
}

/// What is not to be sent as a student number, nor looked for: nothing, and what no number is made of.
pub(crate) fn is_number(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A failure as the referential says it.
pub(crate) fn concerning<T>(concern: &'static str, answer: Asked<T>) -> Result<Answer<T>, Error> {
    answer.map(Answer::current).map_err(|failure| failure.into_error(concern))
}
