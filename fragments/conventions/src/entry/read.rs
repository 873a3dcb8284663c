//! What was entered for a host, a service or a contact, read back with a problem at each answer that has one.

use tremplin_domain::{
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, HostId, ServiceId},
    law::identifiers::{self, Siret},
    nomenclature::{Code, List},
    parse::{self, Problem},
};

use super::pick::{Entered, NEEDED};

/// Reads what was entered, gathering what is wrong.
pub(crate) struct Reader<'a> {
    entered: &'a Entered,
    problems: Vec<(&'static str, Problem)>,
}

impl<'a> Reader<'a> {
    /// Of what was entered.
    pub(crate) const fn of(entered: &'a Entered) -> Self {
        Self { entered, problems: Vec::new() }
    }

    /// What is wrong with it.
    pub(crate) fn into_problems(self) -> Vec<(&'static str, Problem)> {
        self.problems
    }

    fn take<T: Default>(&mut self, name: &'static str, read: impl Fn(&str) -> Result<T, Problem>) -> T {
        let text = self.entered.get(name);
        if text.trim().is_empty() && NEEDED.contains(&name) {
            self.problems.push((name, Problem::Required));
            return T::default();
        }
        read(text).unwrap_or_else(|problem| {
            self.problems.push((name, problem));
            T::default()
        })
    }

    fn line(&mut self, name: &'static str, max: usize) -> String {
        self.take(name, |t| parse::line(t, max))
    }

    fn code(&mut self, name: &'static str, list: List) -> Code {
        self.take(name, |t| if t.is_empty() || list.contains(t) { Ok(Code::from(t)) } else { Err(Problem::UnknownChoice) })
    }

    fn address(&mut self, names: [&'static str; 4]) -> Address {
        let country = self.code(names[3], List::Country);
        let wanted = country.clone();
        Address {
            street: self.line(names[0], 200),
            postcode: self.take(names[1], |t| parse::postcode(t, wanted.as_str())),
            town: self.line(names[2], 100),
            country,
        }
    }

    /// A host; one that is new, unless the caller says which.
    pub(crate) fn host(&mut self) -> Host {
        let siret: Option<Siret> = self.take("host-siret", |t| {
            if t.trim().is_empty() { Ok(None) } else { identifiers::typed(t).map(Some).map_err(|_| Problem::NotASiret) }
        });
        let address = self.address(["host-street", "host-postcode", "host-town", "host-country"]);
        let kind = self.code("host-type", List::HostType);
        // Required in France, except for types that may have none.
        if siret.is_none()
            && address.country.is("FR")
            && !kind.is("association")
            && !kind.is("other")
            && !self.problems.iter().any(|(n, _)| *n == "host-siret")
        {
            self.problems.push(("host-siret", Problem::Required));
        }
        Host {
            id: HostId(0),
            version: 0,
            name: self.line("host-name", 150),
            siret,
            foreign_id: self.line("host-foreign-id", 40),
            naf: self.take("host-naf", |t| {
                if t.trim().is_empty() {
                    Ok(String::new())
                } else {
                    identifiers::typed::<identifiers::Naf>(t).map(|n| n.to_string()).map_err(|_| Problem::NotANaf)
                }
            }),
            kind,
            legal_status: self.code("host-legal-status", List::LegalStatus),
            headcount: self.code("host-headcount", List::Headcount),
            address,
            phone: self.take("host-phone", parse::phone),
            mail: self.take("host-mail", parse::mail),
            site: self.take("host-site", parse::site),
            activity: self.line("host-activity", 200),
            manager: self.line("host-manager", 120),
            source: Source::Student,
            validated_at: None,
        }
    }

    /// A new service of a host.
    pub(crate) fn service(&mut self, host: HostId) -> Service {
        Service {
            id: ServiceId(0),
            host,
            name: self.line("service-name", 150),
            address: self.address(["service-street", "service-postcode", "service-town", "service-country"]),
            phone: self.take("service-phone", parse::phone),
        }
    }

    /// A new contact of a host, entered in a centre.
    pub(crate) fn contact(&mut self, host: HostId, service: Option<ServiceId>, centre: CentreId) -> Contact {
        Contact {
            id: ContactId(0),
            host,
            service,
            centre,
            title: self.code("contact-title", List::Title),
            last_name: self.line("contact-last-name", 80),
            first_name: self.line("contact-first-name", 80),
            function: self.line("contact-function", 120),
            mail: self.take("contact-mail", parse::mail),
            phone: self.take("contact-phone", parse::phone),
        }
    }
}
