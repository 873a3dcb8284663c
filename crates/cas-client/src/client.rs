//! Asks the server.

use std::{fmt, time::Duration};

use reqwest::{Certificate, Proxy, Response, StatusCode, header, redirect::Policy};
use url::Url;

use crate::{
    Authenticated, Callback, Chains, Error, Login, Pgt, Server, Service, Ticket, Unreadable,
    answer::{self, Verdict},
};

/// The largest answer that is read, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// Some servers would answer in JSON otherwise.
const ACCEPTED: &str = "application/xml, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.1";

/// Which validation of the server is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Endpoint {
    /// `/p3/serviceValidate` (CAS 3): service tickets, with attributes.
    #[default]
    P3ServiceValidate,
    /// `/p3/proxyValidate` (CAS 3): service and proxy tickets, with attributes. See [`Chains`].
    P3ProxyValidate,
    /// `/serviceValidate` (CAS 2): service tickets; many servers send attributes all the same.
    ServiceValidate,
    /// `/proxyValidate` (CAS 2): service and proxy tickets. See [`Chains`].
    ProxyValidate,
    /// `/validate` (CAS 1): a login and nothing else; no proxy-granting tickets.
    Validate,
}

impl Endpoint {
    const fn path(self) -> &'static str {
        match self {
            Self::P3ServiceValidate => "p3/serviceValidate",
            Self::P3ProxyValidate => "p3/proxyValidate",
            Self::ServiceValidate => "serviceValidate",
            Self::ProxyValidate => "proxyValidate",
            Self::Validate => "validate",
        }
    }
}

/// Whose certificates are trusted, in PEM (one or several).
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Trust {
    /// The machine's authorities.
    #[default]
    Machine,
    /// The machine's and these.
    MachineAnd(Vec<u8>),
    /// These alone.
    Only(Vec<u8>),
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Machine => "Machine",
            Self::MachineAnd(_) => "MachineAnd(…)",
            Self::Only(_) => "Only(…)",
        })
    }
}

/// How the server is reached.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// Straight, whatever the environment says.
    #[default]
    Direct,
    /// As `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say.
    Environment,
    /// Through this HTTP proxy: `http://proxy.univ.example:3128`.
    Through(String),
}

/// How the server is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which validation.
    pub endpoint: Endpoint,
    /// Which proxies may bring somebody. None by default.
    pub chains: Chains,
    /// The longest that connecting may take. Three seconds by default.
    pub connect_within: Duration,
    /// The longest that connecting, asking and reading the answer may take together. Ten seconds by default: the server calls the callback for
    /// proxy-granting tickets meanwhile.
    pub answer_within: Duration,
    /// Whose certificates are trusted.
    pub trust: Trust,
    /// How the server is reached.
    pub route: Route,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            endpoint: Endpoint::default(),
            chains: Chains::none(),
            connect_within: Duration::from_secs(3),
            answer_within: Duration::from_secs(10),
            trust: Trust::default(),
            route: Route::default(),
        }
    }
}

/// Settings that no client can be made with.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// No certificate in what should be certificates in PEM.
    #[error("not certificates in PEM")]
    Certificates,
    /// Not the address of an HTTP proxy.
    #[error("not the address of an HTTP proxy")]
    Route,
    /// TLS cannot be set up. The machine may have no authorities of its own (package `ca-certificates`).
    #[error("TLS cannot be set up")]
    Tls(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is validated: a ticket for a service.
#[derive(Debug, Clone, Copy)]
pub struct Validation<'a> {
    service: &'a Service,
    ticket: &'a Ticket,
    renewed: bool,
    callback: Option<&'a Callback>,
}

impl<'a> Validation<'a> {
    /// A ticket that came for this service: the same, to the letter, that the person was sent to sign in for.
    pub const fn of(service: &'a Service, ticket: &'a Ticket) -> Self {
        Self { service, ticket, renewed: false, callback: None }
    }

    /// Accepts only a ticket for which the person has just given a password (`renew`).
    #[must_use]
    pub const fn renewed(self) -> Self {
        Self { renewed: true, ..self }
    }

    /// Asks for a proxy-granting ticket, to be delivered to the callback before the answer comes. See [`Grants`](crate::Grants).
    #[must_use]
    pub const fn granting(self, callback: &'a Callback) -> Self {
        Self { callback: Some(callback), ..self }
    }
}

/// A client of one server. A clone shares its connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    server: Server,
    endpoint: Endpoint,
    chains: Chains,
}

impl Client {
    /// For a server, with settings.
    pub fn new(server: Server, settings: Settings) -> Result<Self, BadSettings> {
        let http = reqwest::Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .redirect(Policy::none())
            .referer(false)
            .https_only(server.is_secure())
            .connect_timeout(settings.connect_within)
            .timeout(settings.answer_within)
            // Shorter than servers keep an idle connection, so that we do not write into one that is being closed.
            .pool_idle_timeout(Duration::from_secs(5));
        let http = match settings.route {
            Route::Direct => http.no_proxy(),
            Route::Environment => http,
            Route::Through(address) => http.proxy(Proxy::all(address).map_err(|_| BadSettings::Route)?),
        };
        let http = match settings.trust {
            // A server on this machine without TLS needs no authority; a bare machine may have none.
            _ if !server.is_secure() => http.tls_certs_only([]),
            Trust::Machine => http,
            Trust::MachineAnd(pem) => http.tls_certs_merge(certificates(&pem)?),
            Trust::Only(pem) => http.tls_certs_only(certificates(&pem)?),
        };
        let http = http.build().map_err(|error| BadSettings::Tls(error.into()))?;
        Ok(Self { http, server, endpoint: settings.endpoint, chains: settings.chains })
    }

    /// The server.
    pub const fn server(&self) -> &Server {
        &self.server
    }

    /// Whether the page where people sign in for this service is there: it shows itself, or leads on. For an administrator who checks; a
    /// service that the server does not know is often refused here, with a status.
    pub async fn greets(&self, service: &Service) -> Result<(), Error> {
        let status = self.http.get(self.server.login(service, Login::IfNeeded)).send().await?.status();
        if status.is_success() || status.is_redirection() { Ok(()) } else { Err(Error::Status(status.as_u16())) }
    }

    /// Whether anything answers where tickets are validated, whatever it says: without it nobody need be sent to sign in. It costs the server no
    /// page and no session.
    pub async fn answers(&self) -> Result<(), Error> {
        self.http.head(self.server.at(self.endpoint.path())).send().await?;
        Ok(())
    }

    /// Asks whose the ticket is. The server forgets it whatever it answers: a second validation is refused.
    ///
    /// Somebody who came through proxies is refused unless the chain is among the accepted ones, whichever endpoint says so.
    pub async fn validate(&self, validation: &Validation<'_>) -> Result<Authenticated, Error> {
        let mut url = self.server.at(self.endpoint.path());
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("service", validation.service.as_str()).append_pair("ticket", validation.ticket.as_str());
            if validation.renewed {
                query.append_pair("renew", "true");
            }
            if let Some(callback) = validation.callback.filter(|_| self.endpoint != Endpoint::Validate) {
                query.append_pair("pgtUrl", callback.as_str());
            }
        }
        let read = if self.endpoint == Endpoint::Validate { answer::plain } else { answer::validation };
        let known = self.ask(url, read).await?;
        if self.chains.accept(&known.proxies) { Ok(known) } else { Err(Error::Proxied(known.proxies)) }
    }

    /// Asks for a proxy ticket, good once for somebody else's service (`target`), in the name of the person whose proxy-granting ticket it is.
    pub async fn proxy_ticket(&self, pgt: &Pgt, target: &Service) -> Result<Ticket, Error> {
        let mut url = self.server.at("proxy");
        url.query_pairs_mut().append_pair("pgt", pgt.as_str()).append_pair("targetService", target.as_str());
        self.ask(url, answer::proxy).await
    }

    async fn ask<T>(&self, url: Url, read: fn(&[u8]) -> Result<Verdict<T>, Unreadable>) -> Result<T, Error> {
        let response = self.http.get(url).header(header::ACCEPT, ACCEPTED).send().await?;
        let status = response.status();
        if status == StatusCode::OK {
            return read(&body(response).await?)?.map_err(Error::Refused);
        }
        let told = Error::Status(status.as_u16());
        if !status.is_client_error() && !status.is_server_error() {
            return Err(told);
        }
        // Some servers give a refusal a status of its own. Nothing but a refusal is believed then.
        match body(response).await.map(|bytes| read(&bytes)) {
            Ok(Ok(Err(failure))) => Err(Error::Refused(failure)),
            _ => Err(told),
        }
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    // Counted as it comes: what a server says of the length is not to be relied on.
    while let Some(chunk) = response.chunk().await? {
        if bytes.len() + chunk.len() > LARGEST {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn certificates(pem: &[u8]) -> Result<Vec<Certificate>, BadSettings> {
    let found = Certificate::from_pem_bundle(pem).map_err(|_| BadSettings::Certificates)?;
    if found.is_empty() { Err(BadSettings::Certificates) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(base: &str, settings: Settings) -> Result<Client, BadSettings> {
        Client::new(Server::new(base).unwrap(), settings)
    }

    #[test]
    fn what_is_no_certificate_is_refused() {
        for pem in ["", "not pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            let settings = Settings { trust: Trust::Only(pem.into()), ..Settings::default() };
            assert!(made("https://cas.univ.example", settings).is_err(), "{pem}");
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused() {
        let settings = Settings { route: Route::Through("::".into()), ..Settings::default() };
        assert!(matches!(made("http://localhost", settings), Err(BadSettings::Route)));
    }

    #[test]
    fn a_validation_and_a_client_print_no_ticket() {
        let (service, ticket) = (Service::exactly("https://s.example/").unwrap(), Ticket::new("ST-secret").unwrap());
        let client = made("http://localhost/cas", Settings::default()).unwrap();
        assert!(!format!("{:?} {client:?}", Validation::of(&service, &ticket)).contains("secret"));
    }
}
