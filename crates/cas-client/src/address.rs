//! Addresses: the CAS server's, ours, and where proxy-granting tickets are sent to. All of them are configured, none is believed.

use std::fmt;

use url::{Host, Url, form_urlencoded};

/// An address that cannot be used, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// Not an absolute `http:` or `https:` address.
    #[error("not an absolute http or https address")]
    NotHttp,
    /// Tickets would travel in the clear.
    #[error("https is needed, except on this machine itself")]
    NotSecure,
    /// A user, a query or a fragment where none belongs.
    #[error("an address without user, query and fragment is needed")]
    NotBare,
    /// A path that does not begin with `/` or leads out of the configured address.
    #[error("not a path below the configured address")]
    BadPath,
}

fn web(address: &str) -> Result<Url, BadAddress> {
    let url = Url::parse(address).map_err(|_| BadAddress::NotHttp)?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    if is_web { Ok(url) } else { Err(BadAddress::NotHttp) }
}

fn bare(address: &str) -> Result<Url, BadAddress> {
    let url = web(address)?;
    let is_bare = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if is_bare { Ok(url) } else { Err(BadAddress::NotBare) }
}

fn secure(url: Url) -> Result<Url, BadAddress> {
    let here = match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    if here || url.scheme() == "https" { Ok(url) } else { Err(BadAddress::NotSecure) }
}

/// The CAS server: its base address, such as `https://cas.univ.example/cas`.
#[derive(Clone, PartialEq, Eq)]
pub struct Server(Url);

/// How a person is asked to sign in. Renewing and gateway exclude each other (CAS protocol 3.0, § 2.1.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Login {
    /// The server asks for a password unless it knows the person already.
    #[default]
    IfNeeded,
    /// The server asks for a password in any case (`renew`). Ask for [`Validation::renewed`](crate::Validation::renewed) too: only the
    /// validation proves it.
    Renew,
    /// The server never asks: whoever is not signed in comes back without a ticket (`gateway`).
    Gateway,
}

impl Server {
    /// From configuration: `https:`, or `http:` on this machine itself.
    pub fn new(base: &str) -> Result<Self, BadAddress> {
        secure(bare(base)?).map(Self)
    }

    /// Where to send a person who is to sign in and to come back to `service`.
    pub fn login(&self, service: &Service, how: Login) -> Url {
        let mut url = self.at("login");
        let mut query = url.query_pairs_mut();
        query.append_pair("service", service.as_str());
        match how {
            Login::IfNeeded => {}
            Login::Renew => {
                query.append_pair("renew", "true");
            }
            Login::Gateway => {
                query.append_pair("gateway", "true");
            }
        }
        drop(query);
        url
    }

    /// Where to send a person who is to sign out everywhere. The server leads them to `service` afterwards, if it allows that.
    pub fn logout(&self, service: Option<&Service>) -> Url {
        let mut url = self.at("logout");
        if let Some(service) = service {
            url.query_pairs_mut().append_pair("service", service.as_str());
        }
        url
    }

    /// Whether it speaks `https:`.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The address of one of its services.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{base}/{path}"));
        url
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", self.0)
    }
}

/// Where we are, as people's browsers see it: scheme, host, port and perhaps a path, such as `https://stages.univ.example`.
///
/// It comes from configuration. A `Host` header would let anybody choose where tickets are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// From configuration.
    pub fn new(address: &str) -> Result<Self, BadAddress> {
        bare(address).map(Self)
    }

    /// The service at a path and query, as a request line has it.
    ///
    /// The `ticket` is left out. The rest of the query is written in one way and sorted by name, because some servers write it anew when
    /// they lead a person back: the service has to be the same, to the letter, when the ticket is asked for and when it is validated.
    pub fn service(&self, path_and_query: &str) -> Result<Service, BadAddress> {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        // `//host` and `/\host` are other hosts to a browser.
        if !path.starts_with('/') || path.starts_with("//") || path.contains(['\\', '#']) || path.contains(char::is_control) {
            return Err(BadAddress::BadPath);
        }
        let base = self.0.as_str().trim_end_matches('/');
        let mut url = Url::parse(&format!("{base}{path}")).map_err(|_| BadAddress::BadPath)?;
        let below = url.path().strip_prefix(self.0.path().trim_end_matches('/'));
        if url.origin() != self.0.origin() || !below.is_some_and(|rest| rest.starts_with('/')) {
            return Err(BadAddress::BadPath);
        }
        let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "ticket").collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        if !pairs.is_empty() {
            url.query_pairs_mut().extend_pairs(pairs);
        }
        Ok(Service(url.into()))
    }
}

/// A service: the address for which a ticket is good.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Service(String);

impl Service {
    /// Somebody else's service, to the letter: what a proxy ticket is asked for. Never our own from a request: see [`Origin::service`].
    pub fn exactly(address: &str) -> Result<Self, BadAddress> {
        web(address).map(|_| Self(address.to_owned()))
    }

    /// The address, as the server is told.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the server delivers proxy-granting tickets (`pgtUrl`): a page of ours that it can reach, by `https:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback(Url);

impl Callback {
    /// From configuration: `https:` (CAS protocol 3.0, § 2.5.4), or `http:` on this machine itself.
    pub fn new(address: &str) -> Result<Self, BadAddress> {
        let url = secure(web(address)?)?;
        if url.fragment().is_some() { Err(BadAddress::NotBare) } else { Ok(Self(url)) }
    }

    /// The address. It is also the name of this proxy in the chain that others see.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn server() -> Server {
        Server::new("https://cas.univ.example/cas").unwrap()
    }

    fn origin() -> Origin {
        Origin::new("https://stages.univ.example").unwrap()
    }

    fn service(target: &str) -> String {
        origin().service(target).unwrap().as_str().to_owned()
    }

    #[test]
    fn a_server_is_reached_safely_or_on_this_machine() {
        for good in ["https://cas.univ.example/cas", "http://127.0.0.1:8000/", "http://[::1]:8000", "http://localhost:8443/cas/"] {
            assert!(Server::new(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://cas.univ.example/cas", BadAddress::NotSecure),
            ("http://localhost.evil.example/", BadAddress::NotSecure),
            ("http://128.0.0.1/", BadAddress::NotSecure),
            ("ftp://cas.univ.example", BadAddress::NotHttp),
            ("cas.univ.example", BadAddress::NotHttp),
            ("", BadAddress::NotHttp),
            ("https://cas.univ.example/cas?x=1", BadAddress::NotBare),
            ("https://me@cas.univ.example/cas", BadAddress::NotBare),
            ("https://cas.univ.example/#x", BadAddress::NotBare),
        ] {
            assert_eq!(Server::new(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn the_ways_to_sign_in_have_their_parameter() {
        let service = origin().service("/a?b=1&c=2").unwrap();
        let to = "https://cas.univ.example/cas/login?service=https%3A%2F%2Fstages.univ.example%2Fa%3Fb%3D1%26c%3D2";
        for (how, rest) in [(Login::IfNeeded, ""), (Login::Renew, "&renew=true"), (Login::Gateway, "&gateway=true")] {
            assert_eq!(server().login(&service, how).as_str(), format!("{to}{rest}"));
        }
    }

    #[test]
    fn signing_out_leads_somewhere_or_not() {
        assert_eq!(server().logout(None).as_str(), "https://cas.univ.example/cas/logout");
        let told = server().logout(Some(&origin().service("/").unwrap()));
        assert_eq!(told.as_str(), "https://cas.univ.example/cas/logout?service=https%3A%2F%2Fstages.univ.example%2F");
    }

    #[test]
    fn a_slash_at_the_end_of_the_server_changes_nothing() {
        assert_eq!(Server::new("https://c.example/cas/").unwrap().logout(None).as_str(), "https://c.example/cas/logout");
        assert_eq!(Server::new("https://c.example").unwrap().logout(None).as_str(), "https://c.example/logout");
    }

    #[test]
    fn a_service_is_the_same_before_and_after_signing_in() {
        let before = service("/liste?vue=b&ann%C3%A9e=2026&x=a%20b");
        assert_eq!(before, "https://stages.univ.example/liste?ann%C3%A9e=2026&vue=b&x=a+b");
        for after in [
            "/liste?vue=b&ann%C3%A9e=2026&x=a%20b&ticket=ST-1",
            "/liste?ann%c3%a9e=2026&ticket=ST-1&vue=b&x=a+b",
            "/liste?tick%65t=ST-1&x=a+b&vue=b&ann%C3%A9e=2026",
        ] {
            assert_eq!(service(after), before, "{after}");
        }
        assert_eq!(service("/?ticket=ST-1"), "https://stages.univ.example/");
        assert_eq!(service("/a?b=2&b=1"), "https://stages.univ.example/a?b=2&b=1");
    }

    #[test]
    fn no_path_leads_to_another_host() {
        for bad in
            ["//evil.example/", "/\\evil.example", "@evil.example", ".evil.example", ":81/", "", "https://evil.example/", "/a#b", "/a\nb"]
        {
            assert_eq!(origin().service(bad), Err(BadAddress::BadPath), "{bad}");
        }
    }

    #[test]
    fn an_origin_with_a_path_is_not_left() {
        let below = Origin::new("https://ent.univ.example/stages").unwrap();
        assert_eq!(below.service("/a").unwrap().as_str(), "https://ent.univ.example/stages/a");
        assert_eq!(below.service("/../autre"), Err(BadAddress::BadPath));
        assert_eq!(below.service("/../stages2/a"), Err(BadAddress::BadPath));
    }

    #[test]
    fn a_callback_is_safe_and_may_have_a_query() {
        assert_eq!(Callback::new("https://s.example/pgt?node=1").unwrap().as_str(), "https://s.example/pgt?node=1");
        assert_eq!(Callback::new("http://s.example/pgt"), Err(BadAddress::NotSecure));
        assert_eq!(Callback::new("https://s.example/pgt#x"), Err(BadAddress::NotBare));
    }

    proptest! {
        #[test]
        fn any_address_is_read_without_panic(address in "(https?:)?/{0,2}[ -~é]{0,40}") {
            let _ = (Server::new(&address), Origin::new(&address), Callback::new(&address), Service::exactly(&address));
        }

        #[test]
        fn any_target_stays_with_us_and_loses_its_ticket(target in "/?[ -~é]{0,60}") {
            if let Ok(service) = origin().service(&target) {
                let url = Url::parse(service.as_str()).unwrap();
                prop_assert_eq!(url.origin(), Url::parse("https://stages.univ.example").unwrap().origin());
                prop_assert!(url.query_pairs().all(|(name, _)| name != "ticket"));
                let again = format!("{}{}", url.path(), url.query().map(|q| format!("?{q}")).unwrap_or_default());
                prop_assert_eq!(origin().service(&again).unwrap(), service);
            }
        }
    }
}
