//! From a student number to the choices that a convention can be made under.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use tokio::time::Instant;
use tremplin_domain::{
    convention::{Enrolment, Reach},
    nomenclature::{Code, List},
    year::AcademicYear,
};
use tremplin_referential::{Answer, EnrolmentChoice, Error, Freshness};

use crate::{
    settings::{Elements, Settings},
    shelves::Shelves,
    training::{self, Step, Taught, Year},
};

/// More years than these are first narrowed to those in which the student is enrolled.
const YEARS_AT_ONCE: usize = 3;

/// How fresh an answer is that is put together from others.
#[derive(Debug, Clone, Copy)]
struct Whole(Freshness);

impl Whole {
    /// A part that the answer can do without: what could not be had makes the whole partial.
    fn part<T: Default>(&mut self, part: Result<Answer<T>, Error>) -> T {
        match part {
            Ok(Answer { value, freshness }) => {
                self.0 = self.0.max(freshness);
                value
            }
            Err(error) => {
                if error.is_failure() {
                    self.0 = self.0.max(Freshness::Partial);
                }
                T::default()
            }
        }
    }
}

/// What the optional parts of a step say.
#[derive(Debug, Default)]
struct Parts {
    taught: Taught,
    component: String,
}

/// The choices of these years. Calls that depend on nothing run together; each is given up at the deadline and runs on by itself.
pub(crate) async fn choices(
    shelves: &Shelves,
    by: Instant,
    asked: &str,
    years: &[AcademicYear],
    current: AcademicYear,
) -> Result<Answer<Vec<EnrolmentChoice>>, Error> {
    let number = shelves.number(by, asked).await?.value;
    let years = newest_first(shelves, by, &number, years).await?;
    let each = join_all(years.iter().map(|year| of_year(shelves, by, &number, *year)));
    let (each, reached) = tokio::join!(each, shelves.reached(by, &number, current));
    let mut whole = Whole(Freshness::Current);
    let reach = whole.part(reached).reach;
    let (mut choices, mut failed) = (Vec::new(), None);
    for year in each {
        match year {
            Ok((of_year, freshness)) => {
                whole.0 = whole.0.max(freshness);
                choices.extend(of_year.into_iter().map(|choice| EnrolmentChoice { reach: lived(&reach, choice.reach), ..choice }));
            }
            Err(error) if error.is_failure() => failed = Some(error),
            Err(error) => return Err(error),
        }
    }
    match failed {
        // Nobody is told that they are not enrolled because Apogée said nothing.
        Some(error) if choices.is_empty() => Err(error),
        Some(_) => Ok(Answer { value: choices, freshness: whole.0.max(Freshness::Partial) }),
        None => Ok(Answer { value: choices, freshness: whole.0 }),
    }
}

async fn newest_first(shelves: &Shelves, by: Instant, number: &str, asked: &[AcademicYear]) -> Result<Vec<AcademicYear>, Error> {
    let mut years: BTreeSet<AcademicYear> = asked.iter().copied().collect();
    if years.len() > YEARS_AT_ONCE {
        let enrolled = shelves.years(by, number).await?.value;
        years.retain(|year| enrolled.contains(year));
    }
    Ok(years.into_iter().rev().collect())
}

/// The choices of a year, without the address.
async fn of_year(shelves: &Shelves, by: Instant, number: &str, year: AcademicYear) -> Result<(Vec<EnrolmentChoice>, Freshness), Error> {
    let with_parts = async {
        let Answer { value: steps, freshness } = steps(shelves, by, number, year).await?;
        let mut whole = Whole(freshness);
        let parts = join_all(steps.iter().map(|step| parts(shelves, by, number, year, step))).await;
        let steps: Vec<(Step, Parts)> = steps
            .into_iter()
            .zip(parts)
            .map(|(step, (parts, freshness))| {
                whole.0 = whole.0.max(freshness);
                (step, parts)
            })
            .collect();
        Ok::<_, Error>((steps, whole))
    };
    let (steps, annual) = tokio::join!(with_parts, shelves.year(by, number, year));
    let (steps, mut whole) = steps?;
    if steps.is_empty() {
        return Ok((Vec::new(), whole.0));
    }
    let annual = whole.part(annual);
    Ok((steps.into_iter().map(|(step, parts)| choice(&shelves.caller.settings, year, &step, parts, &annual)).collect(), whole.0))
}

/// The steps paid for, each version once; where that is set, those of the pedagogical contract that the administration does not know.
async fn steps(shelves: &Shelves, by: Instant, number: &str, year: AcademicYear) -> Result<Answer<Vec<Step>>, Error> {
    let contracted = async {
        if shelves.caller.settings.pedagogical_steps {
            shelves.contract_steps(by, number, year).await
        } else {
            Ok(Answer::current(Vec::new()))
        }
    };
    let (enrolled, contracted) = tokio::join!(shelves.steps(by, number, year), contracted);
    let Answer { value: enrolled, freshness } = enrolled?;
    let mut whole = Whole(freshness);
    let known: BTreeSet<String> = enrolled.iter().map(|step| step.code.clone()).collect();
    let contracted = whole.part(contracted).into_iter().filter(|step| !known.contains(&step.code));
    let mut steps: Vec<Step> = Vec::new();
    for step in enrolled.iter().cloned().chain(contracted).filter(|step| step.is_paid) {
        if steps.iter().all(|known| (&known.code, &known.version) != (&step.code, &step.version)) {
            steps.push(step);
        }
    }
    Ok(Answer { value: steps, freshness: whole.0 })
}

/// What a step can do without, all at once.
async fn parts(shelves: &Shelves, by: Instant, number: &str, year: AcademicYear, step: &Step) -> (Parts, Freshness) {
    let component = async {
        if step.component.is_empty() && !step.component_code.is_empty() {
            shelves.label(by, &step.component_code).await
        } else {
            Ok(Answer::current(step.component.clone()))
        }
    };
    let units = async {
        match shelves.caller.settings.elements {
            Elements::Contract => shelves.contract_units(by, number, year, step).await,
            Elements::Catalogue => Ok(Answer::current(Vec::new())),
        }
    };
    let (taught, component, units) = tokio::join!(shelves.taught(by, step), component, units);
    let mut whole = Whole(Freshness::Current);
    let mut parts = Parts { taught: whole.part(taught), component: whole.part(component) };
    let units = whole.part(units);
    if !units.is_empty() {
        parts.taught.units = units;
    }
    (parts, whole.0)
}

fn choice(settings: &Settings, year: AcademicYear, step: &Step, parts: Parts, annual: &Year) -> EnrolmentChoice {
    let Parts { taught: Taught { cursus, finality, hours, units }, component } = parts;
    let regime = training::regime(step, annual);
    let is_continuing = settings.continuing_regimes.contains(regime);
    let regime = match training::translated(&settings.regimes, List::Regime, regime) {
        none if none.is_empty() && is_continuing => Code::from("continuing"),
        code => code,
    };
    EnrolmentChoice {
        year,
        enrolment: Enrolment {
            component_code: step.component_code.clone(),
            component,
            step_code: step.code.clone(),
            step_version: step.version.clone(),
            step: step.title.clone(),
            department: String::new(),
            diploma: step.diploma.clone(),
            elements: units.iter().filter(|unit| unit.is_internship).map(|unit| unit.element.clone()).collect(),
            finality: training::translated(&settings.finalities, List::Finality, &finality),
            cursus: training::translated(&settings.cursus, List::Cursus, &cursus),
            regime,
            taught_hours: hours,
            taught_in_presence: None,
        },
        units,
        kind: is_continuing.then(|| Code::from("continuing")),
        reach: Reach { cpam_name: annual.fund.clone(), ..Reach::default() },
    }
}

/// The address is the student's, the fund the year's.
fn lived(reach: &Reach, of_year: Reach) -> Reach {
    Reach { cpam_name: of_year.cpam_name, ..reach.clone() }
}
