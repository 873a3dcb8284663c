//! Apogée: each of its services, asked for what is nobody's.

use tremplin_apogee::{Apogee, Checked, Failure};

use super::{cause, row::Row};

pub(crate) async fn check(apogee: Option<&Result<Apogee, String>>) -> Vec<Row> {
    match apogee {
        None => Vec::new(),
        Some(Err(why)) => vec![Row::away("Apogée", None, why)],
        Some(Ok(apogee)) => apogee.check().await.iter().map(row).collect(),
    }
}

fn row(checked: &Checked) -> Row {
    let name = format!("Apogée, {}", checked.service);
    match &checked.failure {
        None => Row::reached(name, Some(checked.took)),
        Some(failure) => Row::away(name, Some(checked.took), told(failure)).noting(checked.url.clone()),
    }
}

fn told(failure: &Failure) -> String {
    match failure {
        Failure::NoData | Failure::NoStudent => "ne connaît pas ce qui est demandé".to_owned(),
        Failure::Credentials(service) => {
            format!("refuse le compte\u{a0}: vérifier apogee.username et TREMPLIN_APOGEE_PASSWORD, et ses droits sur {service}")
        }
        Failure::Fault { key, .. } => format!("répond par l’erreur {key}"),
        Failure::Unreachable { reason, .. } => {
            format!("personne ne répond\u{a0}: vérifier l’adresse, le pare-feu, le certificat ({})", cause::told(reason))
        }
        Failure::Late { within, .. } => {
            format!("n’a pas répondu en {} s\u{a0}: Apogée est surchargé, ou relever apogee.limits.call_s", within.as_secs())
        }
        Failure::Status { status, .. } => format!("répond {status}\u{a0}: vérifier l’adresse de ce service"),
        Failure::NotSoap(_) => "répond par une page, pas par SOAP\u{a0}: l’adresse mène à un frontal ou à une page de connexion".to_owned(),
        Failure::TooLarge { limit, .. } => format!("répond plus de {limit} octets\u{a0}: relever apogee.limits.student_bytes"),
        Failure::Doctype(_) | Failure::Broken { .. } => {
            "répond par du XML qui ne se lit pas\u{a0}: vérifier ce qui est devant le service".to_owned()
        }
        Failure::Unexpected { operation, .. } => {
            format!("ne connaît pas {operation}\u{a0}: la version d’Apogée est trop ancienne, ou l’adresse est celle d’un autre service")
        }
    }
}
