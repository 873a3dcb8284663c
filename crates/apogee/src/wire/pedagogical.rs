//! `PedagogiqueMetier`: the steps and course elements that a student is pedagogically enrolled in.

use yaserde::YaDeserialize;

use super::operation;

operation! {
    /// The steps of a student's contract.
    ContractSteps = "recupererContratPedagogiqueResultatVdiVet_v2" in "gouv.education.apogee.commun.servicesmetiers.PedagogiqueMetier" of Pedagogical {
        number: Option<String> = "_codEtu",
        year: Option<String> = "_codAnu",
        source: Option<String> = "_sourceRes",
        deliberation: Option<String> = "_etatDelib",
        session: Option<String> = "_codSes",
        result_kind: Option<String> = "_typeRes",
        step_state: Option<String> = "_codEtaIae",
    }
    ContractStepsAnswer ["recupererContratPedagogiqueResultatVdiVet_v2Response"] { rows = "recupererContratPedagogiqueResultatVdiVet_v2Return" } of ContractDiploma
}

/// `ContratPedagogiqueResultatVdiVetDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractDiploma {
    #[yaserde(rename = "diplome")]
    pub(crate) diploma: Option<ContractTitle>,
    #[yaserde(rename = "etapes")]
    pub(crate) steps: Option<ContractVersions>,
}

/// `DiplomeDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractTitle {
    #[yaserde(rename = "libDip")]
    pub(crate) title: Option<String>,
    #[yaserde(rename = "libWebVdi")]
    pub(crate) web_title: Option<String>,
}

/// A table of `EtapeResVdiVetDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractVersions {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<ContractVersionRow>,
}

/// `EtapeResVdiVetDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractVersionRow {
    #[yaserde(rename = "etape")]
    pub(crate) step: Option<ContractVersion>,
}

/// `EtapeDTO2`. The version is an integer.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractVersion {
    #[yaserde(rename = "codEtp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "codVrsVet")]
    pub(crate) version: Option<String>,
    #[yaserde(rename = "libEtp")]
    pub(crate) title: Option<String>,
    #[yaserde(rename = "libWebVet")]
    pub(crate) web_title: Option<String>,
}

operation! {
    /// The course elements of a student's contract.
    ContractElements = "recupererContratPedagogiqueResultatElpEpr_v6" in "gouv.education.apogee.commun.servicesmetiers.PedagogiqueMetier" of Pedagogical {
        number: Option<String> = "_codEtu",
        year: Option<String> = "_codAnu",
        step: Option<String> = "_codEtp",
        version: Option<String> = "_codVrsVet",
        source: Option<String> = "_sourceRes",
        deliberation: Option<String> = "_etatDelib",
        session: Option<String> = "_codSes",
        result_kind: Option<String> = "_typeRes",
        step_state: Option<String> = "_codEtaIae",
    }
    ContractElementsAnswer ["recupererContratPedagogiqueResultatElpEpr_v6Response"] { rows = "recupererContratPedagogiqueResultatElpEpr_v6Return" } of ContractRow
}

/// `ContratPedagogiqueResultatElpEprDTO5`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractRow {
    #[yaserde(rename = "elp")]
    pub(crate) element: Option<ContractElement>,
}

/// `ElementPedagogiDTO5`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ContractElement {
    #[yaserde(rename = "codElp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libElp")]
    pub(crate) label: Option<String>,
    #[yaserde(rename = "natureElp")]
    pub(crate) nature: Option<Nature>,
    #[yaserde(rename = "temElpTypeStage")]
    pub(crate) is_internship: Option<String>,
    #[yaserde(rename = "nbrCrdElp")]
    pub(crate) credits: Option<String>,
}

/// `NatureElpDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Nature {
    #[yaserde(rename = "libNel")]
    pub(crate) label: Option<String>,
}
