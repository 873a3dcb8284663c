//! What `tremplin check` is told.

use serde_json::json;
use tremplin_adaptor::{Fault, Found, Lack, Part, Probe, Subject};
use tremplin_services::adaptor::{Double, Reply};

use crate::support::whole;

const NUMBER: &str = "21900042";

fn of(probes: &[Probe], subject: Subject) -> &Result<Found, Fault> {
    &probes.iter().find(|probe| probe.subject == subject).expect("a probe").result
}

#[tokio::test]
async fn an_adaptor_that_serves_everything_lacks_nothing() {
    let double = Double::start().await.unwrap();
    let probes = whole(&double).check(Some(NUMBER)).await;
    assert_eq!(probes.len(), 8);
    for probe in &probes {
        assert_eq!(probe.result.as_ref().map(|found| found.lacks.clone()), Ok(Vec::new()), "{:?}", probe.subject);
    }
    assert_eq!(of(&probes, Subject::Components).as_ref().unwrap().count, 2);
    double.conforms();
}

#[tokio::test]
async fn without_a_student_only_what_concerns_nobody_is_tried() {
    let double = Double::start().await.unwrap();
    whole(&double).check(None).await;
    assert!(double.seen().iter().all(|seen| !seen.values.contains_key("codEtud")));
}

#[tokio::test]
async fn each_lack_is_named() {
    let double = Double::start().await.unwrap();
    double
        .always("/composantesPrincipalesRef", Reply::Right(json!({"SCI": null, "DRT": "UFR Droit"})))
        .always("/etapesReference", Reply::Right(json!({})))
        .always("/diplomesReferenceParComposanteEtAnnee", Reply::Raw(404, Vec::new(), Vec::new()))
        .always("/regimesInscriptions", Reply::Right(json!({"1": "Formation initiale", "7": "Auditeur libre"})))
        .always("/etablissementReference", Reply::Right(json!({"nomEtabRef": null, "adresseEtabRef": null})))
        .always("/etudiantRef", Reply::Right(json!({"nompatro": "Lefèvre", "prenom": "Inès"})))
        .always("/etapesByEtudiantAndAnnee", Reply::Right(json!({"listeEtapeInscriptions": [{"codeEtp": "A", "volumeHoraire": "0"}]})))
        .always("/etudiants/{codEtud}/couvertureSociale/{annee}", Reply::Raw(404, Vec::new(), Vec::new()));
    let probes = whole(&double).check(Some(NUMBER)).await;
    let lacks = |subject| of(&probes, subject).as_ref().unwrap().lacks.clone();
    assert_eq!(lacks(Subject::Components), [Lack::Labels(1)]);
    assert_eq!(*of(&probes, Subject::StepLabels), Ok(Found { count: 0, lacks: vec![Lack::Everything] }));
    assert_eq!(*of(&probes, Subject::Steps), Err(Fault::Missing));
    assert_eq!(lacks(Subject::Regimes), [Lack::Regime { code: "7".into(), label: "Auditeur libre".into() }]);
    assert_eq!(*of(&probes, Subject::Establishment), Err(Fault::Missing));
    assert_eq!(lacks(Subject::Student), ["dateNais", "mail", "mainAddress", "codePays"].map(Lack::Field));
    let of_enrolments = ["codeComposante", "libWebVet", "regimeIns", "volumeHoraire", "listeELPs"].map(Lack::Field);
    assert_eq!(lacks(Subject::Enrolments), of_enrolments);
    assert_eq!(lacks(Subject::Social), [Lack::Part(Part::Social)]);
    double.conforms();
}

#[tokio::test]
async fn wrong_credentials_are_told_for_each_part() {
    let double = Double::start().await.unwrap();
    for name in ["/composantesPrincipalesRef", "/etapesReference", "/regimesInscriptions", "/etablissementReference"] {
        double.always(name, Reply::Raw(401, Vec::new(), Vec::new()));
    }
    let probes = whole(&double).check(None).await;
    assert!(probes.iter().all(|probe| probe.result == Err(Fault::Denied(401))), "{probes:?}");
}
