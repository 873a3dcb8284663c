//! `EtudiantMetier`: who a student is and where they live.

use yaserde::YaDeserialize;

use super::operation;

operation! {
    /// Other identifiers of a student.
    Identifiers = "recupererIdentifiantsEtudiant_v2" in "gouv.education.apogee.commun.servicesmetiers.EtudiantMetier" of Student {
        number: Option<String> = "_codEtu",
        individual: Option<String> = "_codInd",
        ine: Option<String> = "_numINE",
        grant_number: Option<String> = "_numBoursier",
        opi: Option<String> = "_codOPI",
        last_name: Option<String> = "_nom",
        first_name: Option<String> = "_prenom",
        born_on: Option<String> = "_dateNaiss",
        asks_directory: Option<String> = "_temoinRecupAnnu",
    }
    IdentifiersAnswer ["recupererIdentifiantsEtudiant_v2Response"] { rows = "recupererIdentifiantsEtudiant_v2Return" } of Identification
}

/// `IdentifiantsEtudiantDTO2`. The numbers are integers: leading zeros are lost.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Identification {
    #[yaserde(rename = "codEtu")]
    pub(crate) number: Option<String>,
    #[yaserde(rename = "emailAnnuaire")]
    pub(crate) mail: Option<String>,
    #[yaserde(rename = "loginAnnuaire")]
    pub(crate) login: Option<String>,
}

operation! {
    /// Names, sex, birth.
    Identities = "recupererInfosAdmEtu_v4" in "gouv.education.apogee.commun.servicesmetiers.EtudiantMetier" of Student {
        number: Option<String> = "_codEtu",
    }
    IdentitiesAnswer ["recupererInfosAdmEtu_v4Response"] { rows = "recupererInfosAdmEtu_v4Return" } of Identity
}

/// `InfoAdmEtuDTO4`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Identity {
    #[yaserde(rename = "dateNaissance")]
    pub(crate) born_at: Option<String>,
    #[yaserde(rename = "nomPatronymique")]
    pub(crate) birth_name: Option<String>,
    #[yaserde(rename = "nomUsuel")]
    pub(crate) name_in_use: Option<String>,
    #[yaserde(rename = "prenom1")]
    pub(crate) first_name: Option<String>,
    #[yaserde(rename = "sexe")]
    pub(crate) sex: Option<String>,
}

operation! {
    /// Addresses and phones.
    Addresses = "recupererAdressesEtudiant_v2" in "gouv.education.apogee.commun.servicesmetiers.EtudiantMetier" of Student {
        number: Option<String> = "_codEtu",
        year: Option<String> = "_annee",
        asks_directory: Option<String> = "_recupAnnuaire",
    }
    AddressesAnswer ["recupererAdressesEtudiant_v2Response"] { rows = "recupererAdressesEtudiantReturn", versioned = "recupererAdressesEtudiant_v2Return" } of Contact
}

/// `CoordonneesDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Contact {
    #[yaserde(rename = "adresseAnnuelle")]
    pub(crate) of_the_year: Option<Address>,
    #[yaserde(rename = "adresseFixe")]
    pub(crate) permanent: Option<Address>,
    #[yaserde(rename = "email")]
    pub(crate) personal_mail: Option<String>,
    #[yaserde(rename = "emailAnnuaire")]
    pub(crate) mail: Option<String>,
    #[yaserde(rename = "loginAnnuaire")]
    pub(crate) login: Option<String>,
    #[yaserde(rename = "numTelPortable")]
    pub(crate) mobile: Option<String>,
}

/// `AdresseDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Address {
    #[yaserde(rename = "commune")]
    pub(crate) commune: Option<Commune>,
    #[yaserde(rename = "libAd1")]
    pub(crate) line_1: Option<String>,
    #[yaserde(rename = "libAd2")]
    pub(crate) line_2: Option<String>,
    #[yaserde(rename = "libAd3")]
    pub(crate) line_3: Option<String>,
    #[yaserde(rename = "libAde")]
    pub(crate) abroad: Option<String>,
    #[yaserde(rename = "numTel")]
    pub(crate) phone: Option<String>,
    #[yaserde(rename = "pays")]
    pub(crate) country: Option<Country>,
}

/// `CommuneDTO2`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Commune {
    #[yaserde(rename = "codePostal")]
    pub(crate) postcode: Option<String>,
    #[yaserde(rename = "nomCommune")]
    pub(crate) name: Option<String>,
}

/// `PaysDTO`.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub(crate) struct Country {
    #[yaserde(rename = "codPay")]
    pub(crate) code: Option<String>,
}
