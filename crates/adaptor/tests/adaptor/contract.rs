//! The client and the contract say the same.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use tremplin_domain::convention::{Enrolment, Reach, rows::CourseElement};
use tremplin_referential::{
    Component, CourseUnit, EnrolmentChoice, Enrolments, Establishment, EstablishmentRecord, Freshness, People, Programmes, Social,
    SocialRecord, StepVersion, StudentKey, StudentRecord, TeacherRecord,
};
use tremplin_services::adaptor::{Contract, Double, Reply};

use crate::support::{self, settings, whole, year};

const NUMBER: &str = "21900042";

fn reach() -> Reach {
    Reach {
        street: "12 rue des Lilas".into(),
        postcode: "69007".into(),
        town: "LYON".into(),
        country: "FR".into(),
        mail: "ines.lefevre@courriel.example".into(),
        phone: String::new(),
        mobile: "06 39 98 00 12".into(),
        cpam_name: "CPAM du Rhône".into(),
        cpam_address: String::new(),
        social_cover: "".into(),
    }
}

fn student() -> StudentRecord {
    StudentRecord {
        number: NUMBER.into(),
        login: String::new(),
        last_name: "Lefèvre".into(),
        first_name: "Inès".into(),
        sex: "female".into(),
        birth_date: NaiveDate::from_ymd_opt(2004, 5, 17),
        mail: "ines.lefevre@etu.univ.example".into(),
        reach: reach(),
    }
}

#[test]
fn examples_of_the_contract_are_as_it_says() {
    let contract = Contract::read().unwrap();
    let faults: Vec<String> = contract.names().iter().flat_map(|name| contract.faults(name, &contract.example(name))).collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test]
async fn a_student_number_leads_to_a_complete_student() {
    let double = Double::start().await.unwrap();
    let found = whole(&double).student(&StudentKey::Number(NUMBER.into())).await.unwrap();
    assert_eq!((found.value, found.freshness), (student(), Freshness::Current));
    let years: Vec<_> = double.seen().iter().filter_map(|seen| seen.values.get("annee").cloned()).collect();
    assert_eq!(years, ["2026"], "as of the last enrolment");
    double.conforms();
}

#[tokio::test]
async fn a_student_number_leads_to_a_complete_choice() {
    let double = Double::start().await.unwrap();
    let found = whole(&double).enrolments(NUMBER, &[year(2027), year(2026)]).await.unwrap();
    let element = |code: &str, label: &str, credits| CourseElement { code: code.into(), label: label.into(), credits };
    let internship = element("M2INFST", "Stage de fin d’études", 2400);
    let expected = EnrolmentChoice {
        year: year(2026),
        enrolment: Enrolment {
            component_code: "SCI".into(),
            component: "UFR Sciences".into(),
            step_code: "M2INF".into(),
            step_version: "210".into(),
            step: "Master 2 Informatique".into(),
            department: String::new(),
            diploma: "Master Informatique".into(),
            elements: vec![internship.clone()],
            finality: "professional".into(),
            cursus: "M".into(),
            regime: "initial".into(),
            taught_hours: Some(412),
            taught_in_presence: None,
        },
        units: vec![
            CourseUnit { element: internship, is_internship: true },
            CourseUnit { element: element("M2INFUE1", "Compilation", 450), is_internship: false },
        ],
        kind: None,
        reach: Reach { cpam_address: "276 cours Émile-Zola 69100 Villeurbanne".into(), ..reach() },
    };
    assert_eq!((found.value, found.freshness), (vec![expected], Freshness::Current));
    double.conforms();
}

#[tokio::test]
async fn only_years_of_enrolment_are_asked_for_and_the_newest_comes_first() {
    let double = Double::start().await.unwrap();
    let found = whole(&double).enrolments(NUMBER, &[year(2020), year(2025), year(2026), year(2025)]).await.unwrap().value;
    assert_eq!(found.iter().map(|choice| choice.year).collect::<Vec<_>>(), [year(2026), year(2025)]);
    let asked: BTreeSet<String> = double.seen().into_iter().filter_map(|seen| seen.values.get("annee").cloned()).collect();
    assert_eq!(asked, BTreeSet::from(["2025".to_owned(), "2026".to_owned()]));
}

#[tokio::test]
async fn people_are_found_by_login_and_by_name() {
    let double = Double::start().await.unwrap();
    let adaptor = whole(&double);
    let listed = StudentRecord { login: "ilefevre".into(), ..student() };
    let standing = adaptor.standing("ilefevre").await.unwrap().value;
    assert_eq!((standing.student.as_ref(), standing.teacher), (Some(&listed), None));
    assert_eq!(adaptor.student(&StudentKey::Login("ilefevre".into())).await.unwrap().value, listed);
    assert_eq!(adaptor.search_students("lefevre ines", 20).await.unwrap().value, [listed]);
    let teacher = TeacherRecord {
        login: "mdurand".into(),
        last_name: "Durand".into(),
        first_name: "Marc".into(),
        mail: "marc.durand@univ.example".into(),
        phone: "04 65 71 00 10".into(),
        function: "Maître de conférences".into(),
        affiliation: "Informatique".into(),
    };
    assert_eq!(adaptor.search_teachers("durand", 20).await.unwrap().value, [teacher]);
    double.conforms();
}

#[tokio::test]
async fn components_come_with_their_steps() {
    let double = Double::start().await.unwrap();
    double.on("/diplomesReferenceParComposanteEtAnnee", |seen| {
        let law = json!([{"listeEtapes": [{"codeEtp": "L3DRT", "codVrsVet": "120", "libWebVet": null}]}]);
        let science = json!([{"listeEtapes": [
            {"codeEtp": "M2INF", "codVrsVet": "210", "libWebVet": "Master 2 Informatique"},
            {"codeEtp": "M2INF", "codVrsVet": "210", "libWebVet": "Master 2 Informatique"},
            {"codeEtp": null}, {"codeEtp": "M1INF", "codVrsVet": "210"},
        ]}, {"listeEtapes": null}]);
        Reply::Right(if seen.values["codeComposante"] == "DRT" { law } else { science })
    });
    let found = whole(&double).components().await.unwrap();
    let step = |code: &str, version: &str, label: &str| StepVersion { code: code.into(), version: version.into(), label: label.into() };
    let law = Component { code: "DRT".into(), label: "UFR Droit".into(), steps: vec![step("L3DRT", "120", "Licence 3 Droit")] };
    let steps = vec![step("M1INF", "210", "Master 1 Informatique"), step("M2INF", "210", "Master 2 Informatique")];
    let science = Component { code: "SCI".into(), label: "UFR Sciences".into(), steps };
    assert_eq!((found.value, found.freshness), (vec![law, science], Freshness::Current));
    double.conforms();
}

#[tokio::test]
async fn the_fund_and_the_establishment_are_known() {
    let double = Double::start().await.unwrap();
    let fund = SocialRecord { cpam_name: "CPAM du Rhône".into(), cpam_address: "276 cours Émile-Zola 69100 Villeurbanne".into() };
    assert_eq!(whole(&double).social(NUMBER, year(2026)).await.unwrap().value, fund);
    let mut bridge = settings(&double);
    bridge.parts.clear();
    let by_name = SocialRecord { cpam_name: "CPAM du Rhône".into(), cpam_address: String::new() };
    assert_eq!(support::adaptor(bridge).social(NUMBER, year(2026)).await.unwrap().value, by_name);
    let university =
        EstablishmentRecord { name: "Université de l’Exemple".into(), address: "1 place de l’Université 69000 Lyon".into() };
    assert_eq!(whole(&double).establishment().await.unwrap().value, university);
    double.conforms();
}

/// Labels of regimes are asked for only where a code says nothing by itself.
#[tokio::test]
async fn every_path_of_the_contract_is_asked_for_and_no_other() {
    let double = Double::start().await.unwrap();
    double.on("/etapesByEtudiantAndAnnee", |_| Reply::Right(json!({"listeEtapeInscriptions": [{"codeEtp": "A", "regimeIns": "4"}]})));
    let adaptor = whole(&double);
    let enrolments = adaptor.enrolments(NUMBER, &[year(2026)]).await.unwrap().value;
    assert!(adaptor.student(&StudentKey::Number(NUMBER.into())).await.is_ok() && adaptor.components().await.is_ok());
    assert_eq!(enrolments[0].enrolment.regime.as_str(), "apprenticeship");
    assert!(adaptor.standing("a").await.is_ok() && adaptor.establishment().await.is_ok());
    assert!(adaptor.search_students("ab", 5).await.is_ok() && adaptor.search_teachers("ab", 5).await.is_ok());
    let asked: BTreeSet<String> = double.seen().into_iter().map(|seen| seen.name).collect();
    assert_eq!(asked, double.contract().names().into_iter().collect());
    double.conforms();
}

/// Shapes that the bridge to Pégase is known to send, with its habits: nulls everywhere, `true` for a flag, something else for a version.
#[tokio::test]
async fn what_the_bridge_to_pegase_sends_is_understood() {
    let double = Double::start().await.unwrap();
    double.on("/anneesIa", |_| Reply::Right(json!(["PER-2025", "PER-2026"])));
    double.on("/etapesByEtudiantAndAnnee", |_| {
        Reply::Right(json!({
            "regimeInscription": [{"regimeIns": "FORM_CONT", "libRg": "Formation continue", "annee": "2026", "codRegIns": "FORM_CONT", "licRegIns": "FORM_CONT"}],
            "listeEtapeInscriptions": [{
                "codeComposante": "UFR1", "libComposante": null, "codeEtp": "M2-DROIT", "codVrsVet": "PER-2026", "codePeriode": "PER-2026",
                "libWebVet": null, "typeIns": "", "libDiplome": "Master Droit", "codCursusLmd": null, "codFinalite": null, "volumeHoraire": "0",
                "codeCursusAmenage": null, "regimeIns": "FORM_CONT", "libRg": "Formation continue", "statutInscription": "VALIDE",
            }],
            "listeELPs": [{"codEtp": "M2-DROIT", "codVrsVet": "ETAB00", "codElp": "STG", "libElp": "Stage", "temElpTypeStage": "true", "nbrCrdElp": null}],
            "studentSteps": {"M2-DROIT": "Master 2 Droit"}, "studentStudys": {"UFR1": "UFR de droit"},
        }))
    });
    let found = whole(&double).enrolments(NUMBER, &[year(2026)]).await.unwrap().value.remove(0);
    let Enrolment { component, step, regime, taught_hours, elements, .. } = found.enrolment;
    assert_eq!((component.as_str(), step.as_str(), regime.as_str()), ("UFR de droit", "Master 2 Droit", "continuing"));
    assert_eq!((taught_hours, elements.len(), found.kind), (None, 1, Some("continuing".into())));
    double.conforms();
}

#[tokio::test]
async fn a_double_tells_what_the_contract_does_not_allow() {
    let contract = Contract::read().unwrap();
    let broken = [("/anneesIa", json!([2026])), ("/etudiantRef", json!({"nompatro": 3})), ("/etapesReference", json!([]))];
    for (name, answer) in broken {
        assert_ne!(contract.faults(name, &answer), Vec::<String>::new(), "{name}");
    }
    let nobody: Value = json!({"etudiant": {"nompatro": "Lefèvre"}});
    assert_ne!(contract.faults("/personnes/{login}", &nobody), Vec::<String>::new(), "a student without number");
    let double = Double::start().await.unwrap();
    double.on("/anneesIa", |_| Reply::Right(json!([2026])));
    assert!(whole(&double).student(&StudentKey::Number(NUMBER.into())).await.is_ok(), "the client reads a number as a text");
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| double.conforms())).is_err());
}
