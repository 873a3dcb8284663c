//! Questions and answers as Apogée's services define them, one module per service. Every part of an answer may be missing, empty or nil:
//! texts here, made into what they mean where they are used.

mod administrative;
mod geography;
mod pedagogical;
mod programmes;
mod referential;
mod student;

use yaserde::{YaDeserialize, YaSerialize};

use crate::service::Service;

pub(crate) use administrative::{Annual, EnrolledYears, Enrolments, Labelled, StepEnrolment, Years};
pub(crate) use geography::{CommuneRow, Communes};
pub(crate) use pedagogical::{ContractElement, ContractElements, ContractSteps, ContractVersion};
pub(crate) use programmes::{Criteria, CriterionText, Diploma, Offer, OfferedElement, OfferedStep, OfferedVersion};
pub(crate) use referential::{ComponentRow, Components, Signatories, Variables};
pub(crate) use student::{Address, Addresses, Contact, Identification, Identifiers, Identities, Identity};

/// A question of a service and its answer.
pub(crate) trait Operation: YaSerialize + Send + Sync + 'static {
    /// What the answer repeats.
    type Row: Send + 'static;
    /// The answer.
    type Answer: YaDeserialize + Into<Vec<Self::Row>> + Send + 'static;
    /// Who is asked.
    const SERVICE: Service;
    /// The question's name.
    const NAME: &'static str;
    /// The names that an answer may have.
    const ANSWERS: &'static [&'static str];
}

/// Whether nothing can be told without the answer: those questions go before the others when many ask at once.
pub(crate) fn is_essential(operation: &str) -> bool {
    let essential = ["recupererIAEtapes_v3", "recupererInfosAdmEtu_v4", "recupererIdentifiantsEtudiant_v2", "recupererAnneesIa"];
    essential.contains(&operation)
}

/// What a text says: nothing, when it is missing, nil or blank.
pub(crate) fn said(text: Option<&String>) -> &str {
    text.map_or("", |text| text.trim())
}

/// A question with its parameters, and the answer that repeats rows: what each operation has.
macro_rules! operation {
    (
        $(#[$about:meta])*
        $question:ident = $name:tt in $namespace:tt of $service:ident { $($parameter:ident: $kind:ty = $sent:tt),+ $(,)? }
        $answer:ident [$($returned:tt),+] { $($rows:ident = $row_name:tt),+ } of $row:ident
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, yaserde::YaSerialize)]
        #[yaserde(rename = $name, prefix = "m", namespaces = { "m" = $namespace })]
        pub(crate) struct $question {
            $(#[yaserde(rename = $sent)] pub(crate) $parameter: $kind,)+
        }

        #[derive(Debug, yaserde::YaDeserialize)]
        #[yaserde(prefix = "m", namespaces = { "m" = $namespace })]
        pub(crate) struct $answer {
            $(#[yaserde(rename = $row_name)] $rows: Vec<$row>,)+
        }

        impl From<$answer> for Vec<$row> {
            fn from(answer: $answer) -> Self {
                let mut all = Self::new();
                $(all.extend(answer.$rows);)+
                all
            }
        }

        impl $crate::wire::Operation for $question {
            type Row = $row;
            type Answer = $answer;
            const SERVICE: $crate::service::Service = $crate::service::Service::$service;
            const NAME: &'static str = $name;
            const ANSWERS: &'static [&'static str] = &[$($returned),+];
        }
    };
}
pub(crate) use operation;
