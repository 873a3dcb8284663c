//! `AdministratifMetier`: years, yearly enrolments, enrolments in steps.

use yaserde::YaDeserialize;

use super::operation;

operation! {
    /// The years in which a student is enrolled.
    Years = "recupererAnneesIa" in "gouv.education.apogee.commun.servicesmetiers.AdministratifMetier" of Administrative {
        number: Option<String> = "_codEtu",
        state: Option<String> = "_etatInscriptionIA",
    }
    YearsAnswer ["recupererAnneesIaResponse"] { rows = "recupererAnneesIaReturn" } of String
}

operation! {
    /// What holds for a whole year. The answer's name carries its version behind; older ones carried it like the others.
    EnrolledYears = "recupererIAAnnuelles_v2" in "gouv.education.apogee.commun.servicesmetiers.AdministratifMetier" of Administrative {
        number: Option<String> = "_codEtu",
        year: Option<String> = "_annee",
        state: Option<String> = "_etatIAA",
    }
    EnrolledYearsAnswer ["recupererIAAnnuellesResponse_v2", "recupererIAAnnuelles_v2Response"] { rows = "recupererIAAnnuellesReturn_v2", usual = "recupererIAAnnuelles_v2Return" } of Annual
}

/// `InsAdmAnuDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Annual {
    #[yaserde(rename = "regimeIns")]
    pub(crate) regime: Option<Regime>,
    #[yaserde(rename = "cpam")]
    pub(crate) fund: Option<Fund>,
}

/// `CpamDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Fund {
    #[yaserde(rename = "libCpam")]
    pub(crate) label: Option<String>,
}

/// `RegimeInsDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Regime {
    #[yaserde(rename = "codRgi")]
    pub(crate) code: Option<String>,
}

operation! {
    /// The steps of a year.
    Enrolments = "recupererIAEtapes_v3" in "gouv.education.apogee.commun.servicesmetiers.AdministratifMetier" of Administrative {
        number: Option<String> = "_codEtu",
        year: Option<String> = "_annee",
        year_state: Option<String> = "_etatIAA",
        state: Option<String> = "_etatIAE",
    }
    EnrolmentsAnswer ["recupererIAEtapes_v3Response"] { rows = "recupererIAEtapes_v3Return" } of StepEnrolment
}

/// `InsAdmEtpDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct StepEnrolment {
    #[yaserde(rename = "composante")]
    pub(crate) component: Option<Labelled>,
    #[yaserde(rename = "diplome")]
    pub(crate) diploma: Option<EnrolledDiploma>,
    #[yaserde(rename = "etape")]
    pub(crate) step: Option<EnrolledStep>,
    #[yaserde(rename = "regimeIns")]
    pub(crate) regime: Option<Regime>,
    #[yaserde(rename = "codeInscriptionPayee")]
    pub(crate) paid: Option<String>,
}

/// `ComposanteDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Labelled {
    #[yaserde(rename = "codComposante")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libComposante")]
    pub(crate) label: Option<String>,
}

/// `DiplomeDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct EnrolledDiploma {
    #[yaserde(rename = "libLongDiplome")]
    pub(crate) title: Option<String>,
    #[yaserde(rename = "libVdi")]
    pub(crate) version_title: Option<String>,
    #[yaserde(rename = "libWebVdi")]
    pub(crate) web_title: Option<String>,
}

/// `EtapeDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct EnrolledStep {
    #[yaserde(rename = "codeEtp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libLongEtp")]
    pub(crate) title: Option<String>,
    #[yaserde(rename = "libWebVet")]
    pub(crate) web_title: Option<String>,
    #[yaserde(rename = "versionEtp")]
    pub(crate) version: Option<String>,
}
