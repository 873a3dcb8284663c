//! The mail server: a connection, protected and signed in as set. No mail is sent.

use tremplin_mail::Trouble;
use tremplin_settings::Smtp;

use super::{cause, row::Row, timed};
use crate::serve;

pub(crate) async fn check(smtp: Option<&Smtp>) -> Vec<Row> {
    let Some(smtp) = smtp else { return Vec::new() };
    let (took, outcome) = timed(serve::relay(smtp).check()).await;
    vec![Row::of(format!("Courrier {}:{}", smtp.host, smtp.port), took, outcome.map_err(|trouble| told(&trouble)))]
}

fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Away(cause) => format!("personne ne répond\u{a0}: vérifier smtp.host, smtp.port et le pare-feu ({})", cause::told(cause)),
        Trouble::Late => "ne répond pas à temps\u{a0}: vérifier smtp.port et le pare-feu".to_owned(),
        Trouble::Tls(cause) => {
            format!("pas de connexion protégée\u{a0}: vérifier smtp.tls, smtp.port et le certificat du serveur ({cause})")
        }
        Trouble::Credentials(code) => {
            format!("refuse le compte ({code})\u{a0}: vérifier smtp.user et TREMPLIN_SMTP_PASSWORD, ou les donner s’ils manquent")
        }
        Trouble::Refused(code) => {
            format!("refuse la connexion ({code})\u{a0}: vérifier que cette machine a le droit de lui remettre du courrier")
        }
        Trouble::Strange => {
            "ne propose pas la protection ou l’authentification demandée\u{a0}: vérifier smtp.port, smtp.tls et smtp.user".to_owned()
        }
    }
}
