//! Whether each service answers, for an administrator.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;
use tremplin_domain::year::AcademicYear;

use crate::{
    caller::{Caller, given},
    failure::Failure,
    service::Service,
    wire::{Communes, ContractSteps, Criteria, CriterionText, Offer, Variables, Years},
};

/// How a service took a question that harms nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Which one.
    pub service: Service,
    /// Where it is.
    pub url: String,
    /// How long it took.
    pub took: Duration,
    /// What is wrong with it, if anything is.
    pub failure: Option<Failure>,
}

/// Asks each service once, for what is nobody's.
pub(crate) async fn check(caller: &Caller, year: AcademicYear) -> Vec<Checked> {
    join_all(Service::ALL.map(|service| one(caller, service, year))).await
}

async fn one(caller: &Caller, service: Service, year: AcademicYear) -> Checked {
    let before = Instant::now();
    let answered = asked(caller, service, year).await;
    let failure = match answered {
        // It understood the question and refused what is nobody's: all is well.
        Ok(()) | Err(Failure::NoData | Failure::NoStudent | Failure::Fault { .. }) => None,
        Err(failure) => Some(failure),
    };
    Checked { service, url: caller.settings.url(service), took: before.elapsed(), failure }
}

/// The number of no student, the step of no diploma.
const NOBODY: &str = "0";

async fn asked(caller: &Caller, service: Service, year: AcademicYear) -> Result<(), Failure> {
    let bounds = caller.small();
    match service {
        Service::Student => {
            let question = crate::wire::Identifiers { number: given(NOBODY), ..caller.identifiers() };
            caller.ask(&question, bounds).await.map(drop)
        }
        Service::Administrative => caller.ask(&Years { number: given(NOBODY), state: given("E") }, bounds).await.map(drop),
        Service::Pedagogical => {
            let question: ContractSteps = caller.contract(NOBODY, year);
            caller.ask(&question, bounds).await.map(drop)
        }
        Service::Programmes => {
            let criteria = Criteria { step: CriterionText::of(NOBODY), version: CriterionText::of(NOBODY), ..caller.criteria() };
            caller.ask(&Offer { criteria }, bounds).await.map(drop)
        }
        Service::Referential => caller.ask(&Variables { code: given(&caller.settings.establishment.name) }, bounds).await.map(drop),
        Service::Geography => {
            let question = Communes { postcode: given("75001"), commune_in_service: given("O"), office_in_service: given("T") };
            caller.ask(&question, bounds).await.map(drop)
        }
    }
}
