//! `ReferentielMetier`: components, who signs for them, the institution.

use yaserde::YaDeserialize;

use super::operation;

operation! {
    /// A component, or all of them, with those under it.
    Components = "recupererComposante_v2" in "gouv.education.apogee.commun.servicesmetiers.ReferentielMetier_21062012" of Referential {
        code: Option<String> = "_codCmp",
        direction: Option<String> = "_sens",
    }
    ComponentsAnswer ["recupererComposante_v2Response"] { rows = "recupererComposante_v2Return" } of ComponentRow
}

/// `ComposanteDTO3`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ComponentRow {
    #[yaserde(rename = "codCmp")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libCmp")]
    pub(crate) label: Option<String>,
    #[yaserde(rename = "libWebCmp")]
    pub(crate) web_label: Option<String>,
    #[yaserde(rename = "codSig")]
    pub(crate) signatory: Option<String>,
    #[yaserde(rename = "temEnSveCmp")]
    pub(crate) is_in_service: Option<String>,
    #[yaserde(rename = "listeComposanteFils")]
    pub(crate) children: Option<ComponentTable>,
}

/// A table of `ComponentRow`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct ComponentTable {
    #[yaserde(rename = "composante")]
    pub(crate) items: Vec<ComponentRow>,
}

operation! {
    /// Who signs.
    Signatories = "recupererSignataire" in "gouv.education.apogee.commun.servicesmetiers.ReferentielMetier_21062012" of Referential {
        code: Option<String> = "_codSig",
        is_in_service: Option<String> = "_temoinEnService",
    }
    SignatoriesAnswer ["recupererSignataireResponse"] { rows = "recupererSignataireReturn" } of SignatoryRow
}

/// `SignataireWSSignataireDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct SignatoryRow {
    #[yaserde(rename = "nomSig")]
    pub(crate) name: Option<String>,
    #[yaserde(rename = "quaSig")]
    pub(crate) quality: Option<String>,
}

operation! {
    /// What the institution says of itself.
    Variables = "recupererInformationEtabRef" in "gouv.education.apogee.commun.servicesmetiers.ReferentielMetier_21062012" of Referential {
        code: Option<String> = "_codVap",
    }
    VariablesAnswer ["recupererInformationEtabRefResponse"] { rows = "recupererInformationEtabRefReturn" } of VariableRow
}

/// `VariableAppliWSEtabRefDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct VariableRow {
    #[yaserde(rename = "codVap")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "parVap")]
    pub(crate) value: Option<String>,
}
