//! The adaptor: each part of its contract.

use tremplin_adaptor::{Adaptor, Fault, Lack, Probe, Subject};

use super::{cause, row::Row};

pub(crate) async fn check(adaptor: Option<&Result<Adaptor, String>>, student: Option<&str>) -> Vec<Row> {
    match adaptor {
        None => Vec::new(),
        Some(Err(why)) => vec![Row::away("Adaptateur", None, why)],
        Some(Ok(adaptor)) => adaptor.check(student).await.iter().map(row).collect(),
    }
}

fn row(probe: &Probe) -> Row {
    let name = format!("Adaptateur, {}", path(probe.subject));
    match &probe.result {
        Ok(found) => Row::reached(name, Some(probe.took)).lacking(found.lacks.iter().map(lacks)),
        Err(Fault::Missing) if probe.subject.is_optional() => {
            Row::reached(name, Some(probe.took)).noting("n’est pas servi\u{a0}; c’est facultatif")
        }
        Err(fault) => Row::away(name, Some(probe.took), told(fault)),
    }
}

const fn path(subject: Subject) -> &'static str {
    match subject {
        Subject::Components => "composantesPrincipalesRef",
        Subject::StepLabels => "etapesReference",
        Subject::Steps => "diplomesReferenceParComposanteEtAnnee",
        Subject::Regimes => "regimesInscriptions",
        Subject::Establishment => "etablissementReference",
        Subject::Student => "etudiantRef",
        Subject::Enrolments => "etapesByEtudiantAndAnnee",
        Subject::Social => "couvertureSociale",
    }
}

fn lacks(lack: &Lack) -> String {
    match lack {
        Lack::Everything => "la liste est vide".to_owned(),
        Lack::Labels(count) => format!("{count} codes n’ont pas de libellé"),
        Lack::Regime { code, label } => {
            format!("le régime {code} («\u{a0}{label}\u{a0}») n’est pas compris\u{a0}: le donner sous [adaptor.regimes]")
        }
        Lack::Field(field) => format!("{field} est vide"),
        Lack::Part(part) => format!("la partie {} est déclarée sous adaptor.parts et ne sait rien de cet étudiant", part.key()),
    }
}

fn told(fault: &Fault) -> String {
    match fault {
        Fault::Missing => "répond 404 ou rien\u{a0}: vérifier adaptor.url, contrôleur compris".to_owned(),
        Fault::Late => "ne répond pas à temps\u{a0}: voir son journal, ou relever adaptor.budget_ms et adaptor.catalogue_ms".to_owned(),
        Fault::Unreachable(cause) => {
            format!("personne ne répond\u{a0}: vérifier adaptor.url, le pare-feu, le certificat ({})", cause::told(cause))
        }
        Fault::Down(status) => format!("répond {status}\u{a0}: son propre journal dit pourquoi"),
        Fault::Denied(status) => {
            format!("refuse le compte ({status})\u{a0}: vérifier TREMPLIN_ADAPTOR_TOKEN, ou adaptor.user et TREMPLIN_ADAPTOR_PASSWORD")
        }
        Fault::Moved(status) => {
            format!("renvoie ailleurs ({status})\u{a0}: adaptor.url est l’adresse finale, ouverte sans page de connexion")
        }
        Fault::Status(status) => format!("répond {status}, que le contrat ne connaît pas"),
        Fault::Page => "répond par une page HTML\u{a0}: adaptor.url mène à un site, un frontal ou une page de connexion".to_owned(),
        Fault::Packed => "répond en comprimé sans qu’on l’ait demandé".to_owned(),
        Fault::TooLarge(limit) => format!("répond plus de {limit} octets\u{a0}: relever adaptor.largest"),
        Fault::Broken { line, column } => format!("répond par du JSON illisible, ligne {line}, colonne {column}"),
        Fault::Shape(expected) => format!("répond par du JSON d’une autre forme (attendu\u{a0}: {expected})"),
        Fault::Unusable(_) => "la fiche n’est pas utilisable\u{a0}: la scolarité doit la corriger".to_owned(),
    }
}
