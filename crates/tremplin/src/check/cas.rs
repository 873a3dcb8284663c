//! CAS: the page where people sign in, and a validation of a ticket that nobody has.

use tremplin_cas_client::{BadSettings, Chains, Client, Code, Error, Origin, Server, Service, Ticket, Validation};
use tremplin_settings::{Cas, Settings};

use super::{cause, row::Row, timed};

/// A ticket of the right form that no server gave.
const NOBODYS: &str = "ST-0-tremplin-check";

pub(crate) async fn check(settings: &Settings) -> Vec<Row> {
    let Some(cas) = &settings.cas else { return Vec::new() };
    let public_url = settings.site.as_ref().map_or(&settings.public_url, |site| &site.public_url);
    let name = format!("CAS {}", cas.url);
    let (Ok(service), Some(client)) = (Origin::new(public_url).and_then(|origin| origin.service("/")), client(cas)) else {
        return vec![Row::away(name, None, "public_url ou cas.url n’est pas une adresse")];
    };
    let client = match client {
        Ok(client) => client,
        Err(bad) => return vec![Row::away(name, None, unmade(&bad))],
    };
    let ((page_took, page), (ticket_took, ticket)) = tokio::join!(timed(client.greets(&service)), timed(refuses(&client, &service)));
    let ticket = ticket.map_err(|error| told(&error, service.as_str()));
    vec![
        Row::of(name, page_took, page.map_err(|error| told(&error, service.as_str()))),
        Row::of("CAS, validation d’un ticket", ticket_took, ticket),
    ]
}

fn client(cas: &Cas) -> Option<Result<Client, BadSettings>> {
    let server = Server::new(&cas.url).ok()?;
    Some(Client::new(server, cas.client(cas.validation.of_people(), Chains::none())))
}

/// Whether the server refuses the ticket, as it should.
async fn refuses(client: &Client, service: &Service) -> Result<(), Error> {
    let Ok(ticket) = Ticket::new(NOBODYS) else { return Ok(()) };
    match client.validate(&Validation::of(service, &ticket)).await {
        Err(Error::Refused(failure)) if matches!(failure.code, Code::InvalidTicket | Code::InvalidTicketSpec) => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(Error::Proxied(Vec::new())),
    }
}

fn unmade(bad: &BadSettings) -> String {
    match bad {
        BadSettings::Certificates => "cas.authorities ne contient pas de certificats PEM".to_owned(),
        BadSettings::Route => "l’adresse du mandataire HTTP n’est pas comprise".to_owned(),
        BadSettings::Tls(_) => {
            "cette machine n’a pas d’autorités de certification\u{a0}: installer ca-certificates ou donner cas.authorities".to_owned()
        }
    }
}

fn told(error: &Error, service: &str) -> String {
    match error {
        Error::Refused(failure) => match failure.code {
            Code::InvalidService | Code::UnauthorizedService => {
                format!("ne connaît pas le service {service}\u{a0}: le déclarer dans le serveur CAS")
            }
            Code::InternalError => "est en panne (INTERNAL_ERROR)\u{a0}: voir son propre journal".to_owned(),
            _ => format!("refuse autrement qu’attendu ({failure})\u{a0}: vérifier cas.validation"),
        },
        Error::Proxied(_) => "accepte un ticket que personne n’a reçu\u{a0}: cas.url n’est pas un serveur CAS".to_owned(),
        Error::Unreachable(cause) => {
            format!("personne ne répond\u{a0}: vérifier cas.url et le pare-feu ({})", cause::told(&deepest(cause.as_ref())))
        }
        Error::TimedOut => "ne répond pas à temps\u{a0}: vérifier le pare-feu, ou relever cas.connect_ms et cas.answer_ms".to_owned(),
        Error::Tls(cause) => format!("le certificat n’est pas admis\u{a0}: donner l’autorité par cas.authorities ({cause})"),
        Error::Status(status @ (401 | 403)) => {
            format!("répond {status}\u{a0}: le service {service} n’est sans doute pas déclaré dans le serveur CAS")
        }
        Error::Status(404) => {
            "répond 404\u{a0}: cas.url va jusqu’à la racine de CAS, souvent /cas, et cas.validation convient au serveur".to_owned()
        }
        Error::Status(status) => format!("répond {status}\u{a0}: vérifier cas.url, et le journal du serveur CAS"),
        Error::Unreadable(_) => "ne répond pas comme CAS\u{a0}: vérifier cas.url et cas.validation".to_owned(),
        Error::TooLarge => "répond plus qu’un serveur CAS ne répond\u{a0}: vérifier cas.url".to_owned(),
    }
}

/// The innermost cause: what the system says.
fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
