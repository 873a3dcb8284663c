//! What the contract says, read as it really comes: any field may be missing, null, a number or of another kind, and new ones may appear.
//! The names are those of esup-siscol.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

use crate::fault::Fault;

/// The longest text that is kept, in characters: no name, label or address is longer.
const LONGEST: usize = 250;

/// A text: whatever can be read as one, else nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Text(String);

impl Text {
    fn of(value: &Value) -> Self {
        match value {
            Value::String(text) => Self(tidy(text)),
            Value::Number(number) => Self(number.to_string()),
            Value::Bool(yes) => Self(yes.to_string()),
            // Directories repeat attributes: the first one is the main one.
            Value::Array(values) => values.first().filter(|v| !v.is_array()).map(Self::of).unwrap_or_default(),
            Value::Null | Value::Object(_) => Self::default(),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// This one, or the other where this one is empty.
    pub(crate) fn or(&self, other: &Self) -> String {
        if self.is_empty() { other.0.clone() } else { self.0.clone() }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of(&Value::deserialize(deserializer)?))
    }
}

/// On one line, without what cannot be shown, and not endless.
pub(crate) fn tidy(text: &str) -> String {
    let shown = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let mut tidied = String::new();
    for word in shown {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
        if tidied.len() > LONGEST * 4 {
            break;
        }
    }
    tidied.chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// A list: what is no record of it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of(Value::deserialize(deserializer)?))
    }
}

impl<T: DeserializeOwned> List<T> {
    fn of(value: Value) -> Self {
        match value {
            Value::Array(values) => Self(values.into_iter().filter_map(record).collect()),
            one @ Value::Object(_) => Self(record(one).into_iter().collect()),
            _ => Self::default(),
        }
    }
}

/// Labels by code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Labels(pub(crate) BTreeMap<String, String>);

impl Labels {
    fn of(value: Value) -> Self {
        let Value::Object(entries) = value else { return Self::default() };
        let entries = entries.into_iter().map(|(code, label)| (tidy(&code), Text::of(&label).into()));
        Self(entries.filter(|(code, _)| !code.is_empty()).collect())
    }

    pub(crate) fn get(&self, code: &str) -> Text {
        Text(self.0.get(code).cloned().unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of(Value::deserialize(deserializer)?))
    }
}

/// A record stands in an object: an array would be read by the order of its fields.
fn record<T: DeserializeOwned>(value: Value) -> Option<T> {
    if value.is_object() { serde_json::from_value(value).ok() } else { None }
}

/// A record, or nothing of it where the object is empty: esup-siscol answers so when it knows nobody.
pub(crate) fn one<T: DeserializeOwned + PartialEq + Default>(value: Value) -> Result<T, Fault> {
    let read: T = record(value).ok_or(Fault::Shape("an object"))?;
    if read == T::default() { Err(Fault::Missing) } else { Ok(read) }
}

/// A list of records.
pub(crate) fn many<T: DeserializeOwned>(value: Value) -> Result<Vec<T>, Fault> {
    if value.is_array() { Ok(List::of(value).0) } else { Err(Fault::Shape("a list")) }
}

/// A list of texts.
pub(crate) fn texts(value: &Value) -> Result<Vec<Text>, Fault> {
    value.as_array().map(|values| values.iter().map(Text::of).collect()).ok_or(Fault::Shape("a list"))
}

/// Labels by code.
pub(crate) fn labels(value: Value) -> Result<Labels, Fault> {
    if value.is_object() { Ok(Labels::of(value)) } else { Err(Fault::Shape("an object of labels by code")) }
}

/// Labels of regimes by code: an object, or a list as the bridge to Apogée gives it.
pub(crate) fn regimes(value: Value) -> Result<Labels, Fault> {
    if value.is_object() {
        return labels(value);
    }
    let entries = many::<Regime>(value)?.into_iter().map(|regime| {
        let label = regime.libelle_regime_inscription.or(&regime.libelle_regime_inscription_court);
        (String::from(regime.code_regime_inscription), label)
    });
    Ok(Labels(entries.filter(|(code, _)| !code.is_empty()).collect()))
}

#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct Regime {
    code_regime_inscription: Text,
    libelle_regime_inscription: Text,
    libelle_regime_inscription_court: Text,
}

/// `EtudiantRef`; the last three are ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Student {
    pub(crate) nompatro: Text,
    pub(crate) nommarital: Text,
    pub(crate) prenom: Text,
    pub(crate) code_sexe: Text,
    pub(crate) sex_etat_civil: Text,
    pub(crate) date_nais: Text,
    pub(crate) mail: Text,
    pub(crate) mail_perso: Text,
    pub(crate) main_address: Text,
    pub(crate) lib_ad1: Text,
    pub(crate) lib_ad2: Text,
    pub(crate) lib_ad3: Text,
    pub(crate) lib_ade: Text,
    pub(crate) postal_code: Text,
    pub(crate) town: Text,
    pub(crate) country: Text,
    pub(crate) code_pays: Text,
    pub(crate) phone: Text,
    pub(crate) portable_phone: Text,
    #[serde(rename = "libelleCPAM")]
    pub(crate) libelle_cpam: Text,
    pub(crate) administration_apogee: Box<Administration>,
    pub(crate) cod_etu: Text,
    pub(crate) login: Text,
}

/// Whether the file can be used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Administration {
    pub(crate) refusal: Option<String>,
}

impl<'de> Deserialize<'de> for Administration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let refused = value.get("statusApogee").map(Text::of).is_some_and(|status| status.as_str() == "false");
        Ok(Self { refusal: refused.then(|| value.get("raison").map(Text::of).unwrap_or_default().into()) })
    }
}

/// `ApogeeMap`: the enrolments of a student in a year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Enrolments {
    pub(crate) liste_etape_inscriptions: List<Enrolled>,
    #[serde(rename = "listeELPs")]
    pub(crate) liste_elps: List<Element>,
    pub(crate) regime_inscription: List<EnrolledRegime>,
    pub(crate) student_steps: Labels,
    pub(crate) student_studys: Labels,
}

/// `EtapeInscription`; the department is ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Enrolled {
    pub(crate) code_etp: Text,
    pub(crate) cod_vrs_vet: Text,
    pub(crate) lib_web_vet: Text,
    pub(crate) code_composante: Text,
    pub(crate) lib_composante: Text,
    pub(crate) departement: Text,
    pub(crate) type_ins: Text,
    pub(crate) statut_inscription: Text,
    pub(crate) lib_diplome: Text,
    pub(crate) cod_cursus_lmd: Text,
    pub(crate) cod_finalite: Text,
    pub(crate) lib_finalite: Text,
    pub(crate) volume_horaire: Text,
    pub(crate) code_cursus_amenage: Text,
    pub(crate) libelle_cursus_amenage: Text,
    pub(crate) regime_ins: Text,
    pub(crate) lib_rg: Text,
}

/// `ElementPedagogique`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Element {
    pub(crate) cod_etp: Text,
    pub(crate) cod_vrs_vet: Text,
    pub(crate) cod_elp: Text,
    pub(crate) lib_elp: Text,
    pub(crate) tem_elp_type_stage: Text,
    pub(crate) lib_nature_elp: Text,
    pub(crate) nbr_crd_elp: Text,
}

/// `RegimeInscription`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct EnrolledRegime {
    pub(crate) regime_ins: Text,
    pub(crate) cod_reg_ins: Text,
    pub(crate) lib_rg: Text,
    pub(crate) lic_reg_ins: Text,
    pub(crate) annee: Text,
}

/// `DiplomeReduitDto`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Diploma {
    pub(crate) liste_etapes: List<Step>,
}

/// `EtapeReduiteDto`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Step {
    pub(crate) code_etp: Text,
    pub(crate) cod_vrs_vet: Text,
    pub(crate) lib_web_vet: Text,
}

/// `EtabRef`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Establishment {
    pub(crate) nom_etab_ref: Text,
    pub(crate) adresse_etab_ref: Text,
}

/// Ours: who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Person {
    pub(crate) etudiant: List<Student>,
    pub(crate) enseignant: List<Teacher>,
}

/// Ours: a teacher.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Teacher {
    pub(crate) login: Text,
    pub(crate) nom: Text,
    pub(crate) prenom: Text,
    pub(crate) mail: Text,
    pub(crate) telephone: Text,
    pub(crate) fonction: Text,
    pub(crate) affectation: Text,
}

/// Ours: the fund with its address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Cover {
    #[serde(rename = "libelleCPAM")]
    pub(crate) libelle_cpam: Text,
    #[serde(rename = "adresseCPAM")]
    pub(crate) adresse_cpam: Text,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_may_be_missing_null_a_number_or_of_another_kind() {
        let student: Student = one(json!({
            "nompatro": "  Lo\u{0}pez\n Ruiz ", "prenom": ["Inès", "Zoé"], "postalCode": 69007, "town": null, "mail": {"x": 1},
            "phone": true, "administrationApogee": "?", "inconnu": [[]],
        }))
        .unwrap();
        assert_eq!((student.nompatro.as_str(), student.prenom.as_str(), student.postal_code.as_str()), ("Lo pez Ruiz", "Inès", "69007"));
        assert!(student.town.is_empty() && student.mail.is_empty() && student.nommarital.is_empty());
    }

    #[test]
    fn an_empty_record_is_nobody_and_another_shape_is_told() {
        assert_eq!(one::<Student>(json!({})), Err(Fault::Missing));
        assert_eq!(one::<Student>(json!({"nompatro": "", "prenom": null})), Err(Fault::Missing));
        assert_eq!(one::<Student>(json!(["Lopez", "Ruiz"])), Err(Fault::Shape("an object")));
        assert_eq!(many::<Diploma>(json!({})).unwrap_err(), Fault::Shape("a list"));
        assert_eq!(labels(json!([])).unwrap_err(), Fault::Shape("an object of labels by code"));
    }

    #[test]
    fn a_text_has_a_maximum() {
        assert_eq!(tidy(&"é".repeat(10_000)).chars().count(), LONGEST);
        assert_eq!(tidy(&"a ".repeat(10_000)).chars().count(), LONGEST - 1);
    }

    #[test]
    fn regimes_come_as_an_object_or_as_a_list() {
        let object = regimes(json!({"1": "Formation initiale", "": "x"})).unwrap();
        let list = regimes(json!([
            {"codeRegimeInscription": 1, "libelleRegimeInscription": null, "libelleRegimeInscriptionCourt": "Formation initiale"},
            {"libelleRegimeInscription": "x"},
        ]))
        .unwrap();
        assert_eq!(object, list);
    }

    #[test]
    fn a_refused_file_says_why() {
        let refusal = |value| one::<Student>(json!({"prenom": "A", "administrationApogee": value})).unwrap().administration_apogee.refusal;
        assert_eq!(refusal(json!({"statusApogee": false, "raison": "Dette"})).as_deref(), Some("Dette"));
        assert_eq!(refusal(json!({"statusApogee": "false"})).as_deref(), Some(""));
        assert_eq!((refusal(json!({"statusApogee": true})), refusal(json!(null)), refusal(json!({}))), (None, None, None));
    }

    /// Any JSON, with names of the contract here and there.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        let name = prop_oneof![
            Just("listeEtapeInscriptions".to_owned()),
            Just("listeELPs".to_owned()),
            Just("regimeInscription".to_owned()),
            Just("studentSteps".to_owned()),
            Just("listeEtapes".to_owned()),
            Just("administrationApogee".to_owned()),
            Just("etudiant".to_owned()),
            Just("codeEtp".to_owned()),
            Just("dateNais".to_owned()),
            ".{0,8}",
        ];
        leaf.prop_recursive(4, 48, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(name.clone(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_object_can_be_read_as_any_record(value in any_json()) {
            let is_object = value.is_object();
            let shape = |fault: Fault| matches!(fault, Fault::Shape(_));
            prop_assert_eq!(one::<Student>(value.clone()).is_err_and(shape), !is_object);
            prop_assert_eq!(one::<Enrolments>(value.clone()).is_err_and(shape), !is_object);
            prop_assert_eq!(one::<Person>(value.clone()).is_err_and(shape), !is_object);
            prop_assert_eq!(many::<Diploma>(value.clone()).is_err_and(shape), !value.is_array());
            prop_assert_eq!(regimes(value.clone()).is_err_and(shape), !is_object && !value.is_array());
        }

        #[test]
        fn a_text_is_on_one_line_and_bounded(text in any::<String>()) {
            let tidied = tidy(&text);
            prop_assert!(!tidied.contains(char::is_control) && tidied.chars().count() <= LONGEST);
            prop_assert_eq!(tidy(&tidied), tidied);
        }
    }
}
