//! `OffreFormationMetier`: diplomas with their steps and course elements.

use yaserde::{YaDeserialize, YaSerialize};

use super::{Labelled, operation};

operation! {
    /// The diplomas that criteria name, with what is under them.
    Offer = "recupererSE_v3" in "gouv.education.apogee.commun.servicesmetiers.OffreFormationMetier" of Programmes {
        criteria: Criteria = "_seCritere",
    }
    OfferAnswer ["recupererSE_v3Response"] { rows = "recupererSE_v3Return" } of Diploma
}

/// `SECritereDTO2`.
#[derive(Debug, Clone, Default, YaSerialize)]
pub(crate) struct Criteria {
    #[yaserde(rename = "codAnu")]
    pub(crate) year: Option<CriterionText>,
    #[yaserde(rename = "codComposanteVdi")]
    pub(crate) component: Option<CriterionText>,
    #[yaserde(rename = "codDip")]
    pub(crate) diploma: Option<CriterionText>,
    #[yaserde(rename = "codElp")]
    pub(crate) element: Option<CriterionText>,
    #[yaserde(rename = "codEtp")]
    pub(crate) step: Option<CriterionText>,
    #[yaserde(rename = "codNatureDip")]
    pub(crate) diploma_nature: Option<CriterionText>,
    #[yaserde(rename = "codNatureElp")]
    pub(crate) element_nature: Option<CriterionText>,
    #[yaserde(rename = "codTypDip")]
    pub(crate) diploma_type: Option<CriterionText>,
    #[yaserde(rename = "codVrsVdi")]
    pub(crate) diploma_version: Option<CriterionText>,
    #[yaserde(rename = "codVrsVet")]
    pub(crate) version: Option<CriterionText>,
    #[yaserde(rename = "temOuvertRecrutement")]
    pub(crate) open: Option<CriterionText>,
}

/// A text that may be nil.
#[derive(Debug, Clone, YaSerialize)]
#[yaserde(namespaces = { "xsi" = "http://www.w3.org/2001/XMLSchema-instance" })]
pub(crate) struct CriterionText {
    #[yaserde(attribute = true, prefix = "xsi")]
    nil: Option<String>,
    #[yaserde(text = true)]
    text: String,
}

impl CriterionText {
    /// A text.
    #[expect(clippy::unnecessary_wraps, reason = "a parameter may be left out: this one is not")]
    pub(crate) fn of(text: &str) -> Option<Self> {
        Some(Self { nil: None, text: text.to_owned() })
    }

    /// Nothing, said.
    #[expect(clippy::unnecessary_wraps, reason = "a parameter may be left out: this one is not")]
    pub(crate) fn nil() -> Option<Self> {
        Some(Self { nil: Some("true".to_owned()), text: String::new() })
    }
}

/// `DiplomeDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Diploma {
    #[yaserde(rename = "listVersionDiplome")]
    pub(crate) versions: Option<DiplomaVersions>,
}

/// A table of `DiplomaVersion`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct DiplomaVersions {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<DiplomaVersion>,
}

/// `VersionDiplomeDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct DiplomaVersion {
    #[yaserde(rename = "codCursusLmd")]
    pub(crate) cursus: Option<String>,
    #[yaserde(rename = "offreFormation")]
    pub(crate) offer: Option<Training>,
}

/// `OffreFormationDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Training {
    #[yaserde(rename = "codFinalite")]
    pub(crate) finality: Option<String>,
    #[yaserde(rename = "listEtape")]
    pub(crate) steps: Option<OfferedSteps>,
}

/// A table of `OfferedStep`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedSteps {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<OfferedStep>,
}

/// `EtapeDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedStep {
    #[yaserde(rename = "codEtp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libEtp")]
    pub(crate) title: Option<String>,
    #[yaserde(rename = "listComposanteCentreGestion")]
    pub(crate) components: Option<ManagingComponents>,
    #[yaserde(rename = "listVersionEtape")]
    pub(crate) versions: Option<OfferedVersions>,
}

/// A table of `Labelled`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ManagingComponents {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<Labelled>,
}

/// A table of `OfferedVersion`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedVersions {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<OfferedVersion>,
}

/// `VersionEtapeDTO3`. The version is an integer.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedVersion {
    #[yaserde(rename = "codVrsVet")]
    pub(crate) version: Option<String>,
    #[yaserde(rename = "composante")]
    pub(crate) component: Option<Labelled>,
    #[yaserde(rename = "libWebVet")]
    pub(crate) web_title: Option<String>,
    #[yaserde(rename = "listListeElementPedagogi")]
    pub(crate) lists: Option<ElementLists>,
    #[yaserde(rename = "volume")]
    pub(crate) hours: Option<String>,
}

/// A table of `ElementList`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ElementLists {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<ElementList>,
}

/// `ListeElementPedagogiDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ElementList {
    #[yaserde(rename = "listElementPedagogi")]
    pub(crate) elements: Option<OfferedElements>,
}

/// A table of `OfferedElement`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedElements {
    #[yaserde(rename = "item")]
    pub(crate) items: Vec<OfferedElement>,
}

/// `ElementPedagogiDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct OfferedElement {
    #[yaserde(rename = "codElp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libElp")]
    pub(crate) label: Option<String>,
    #[yaserde(rename = "libNatureElp")]
    pub(crate) nature: Option<String>,
    #[yaserde(rename = "credits")]
    pub(crate) credits: Option<String>,
    #[yaserde(rename = "temStage")]
    pub(crate) is_internship: Option<String>,
    #[yaserde(rename = "temSusp")]
    pub(crate) is_suspended: Option<String>,
}

#[cfg(test)]
impl Diploma {
    /// A diploma of one version with these steps.
    pub(crate) fn of(steps: Vec<OfferedStep>) -> Self {
        let offer = Training { steps: Some(OfferedSteps { items: steps }), ..Training::default() };
        Self { versions: Some(DiplomaVersions { items: vec![DiplomaVersion { offer: Some(offer), ..DiplomaVersion::default() }] }) }
    }
}

#[cfg(test)]
impl OfferedStep {
    /// A step with these versions.
    pub(crate) fn of(versions: Vec<OfferedVersion>) -> Self {
        Self { versions: Some(OfferedVersions { items: versions }), ..Self::default() }
    }
}
