//! `GeographieMetier`: communes.

use yaserde::YaDeserialize;

use super::operation;

operation! {
    /// The communes of a postcode.
    Communes = "recupererCommune" in "gouv.education.apogee.commun.servicesmetiers.GeographieMetier_01082016" of Geography {
        postcode: Option<String> = "_codePostal",
        commune_in_service: Option<String> = "_temoinEnServiceCom",
        office_in_service: Option<String> = "_temoinEnServiceBD",
    }
    CommunesAnswer ["recupererCommuneResponse"] { rows = "recupererCommuneReturn" } of CommuneRow
}

/// `CommuneDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct CommuneRow {
    #[yaserde(rename = "codeCommune")]
    pub(crate) code: Option<String>,
    #[yaserde(rename = "libCommune")]
    pub(crate) label: Option<String>,
}
