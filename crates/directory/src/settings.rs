//! What an institution sets of its directory, with what SupAnn and eduPerson make likely, and what is refused before anything is asked.

use std::{fmt, net::IpAddr, time::Duration};

use ldap3::parse_filter;
use tremplin_domain::nomenclature::List;
use url::{Host, Url};

use crate::{
    mistake::{Mistake, Problem},
    tls,
};

/// Where the directory is, how it is asked, and which of its attributes means what. An empty attribute name or base is one that the
/// directory does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `ldap://` and `ldaps://` addresses of the same directory, tried in order.
    pub urls: Vec<String>,
    /// Whether `ldap://` connections are protected by `StartTLS` (RFC 4511 §4.14), and not used without it.
    pub start_tls: bool,
    /// The certificates of the only authorities that are believed, in PEM; those of the system where there are none.
    pub ca: Option<String>,
    /// Whether the password may travel unprotected to another machine.
    pub plain_password: bool,
    /// Who asks; nobody in particular (an anonymous bind) where there is none.
    pub bind: Option<Bind>,
    /// How long one server is waited for: connection, protection and bind together.
    pub connect_timeout: Duration,
    /// How long a search may take; also told to the server, in whole seconds.
    pub operation_timeout: Duration,
    /// How long an unused connection is kept: less than what servers and firewalls cut.
    pub idle_timeout: Duration,
    /// How many connections at once, at most.
    pub pool_size: usize,
    /// How many people a search may find before it is refused as too wide.
    pub size_limit: usize,
    /// How many entries of a long list come at once (RFC 2696).
    pub page_size: usize,
    /// How long structures and steps are kept: labels change once a year.
    pub structures_kept: Duration,
    /// The branch of people.
    pub people_base: String,
    /// What else people must match, as a filter (RFC 4515).
    pub people_filter: String,
    /// The branch of structures.
    pub structures_base: String,
    /// What structures match, as a filter.
    pub structures_filter: String,
    /// The branch of steps.
    pub steps_base: String,
    /// What steps match, as a filter.
    pub steps_filter: String,
    /// Affiliations that mean student.
    pub student_affiliations: Vec<String>,
    /// Affiliations that mean somebody who may follow an internship.
    pub teacher_affiliations: Vec<String>,
    /// Affiliations that mean other staff.
    pub staff_affiliations: Vec<String>,
    /// Logins of other staff who may follow internships as long as they are staff.
    pub extra_teachers: Vec<String>,
    /// Types of teachers who may not follow internships.
    pub excluded_types: Vec<String>,
    /// Types of structures that are components.
    pub component_types: Vec<String>,
    /// How many digits student numbers have where the directory writes zeros before them that the rest of the institution does not.
    pub number_digits: Option<usize>,
    /// Codes of enrolment regimes, prefix in braces left out, and the code of our list `regime` that each means.
    pub regimes: Vec<(String, String)>,
    /// Which attribute means what.
    pub attributes: Attributes,
}

/// Who asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Bind {
    /// The entry's name (RFC 4514).
    pub dn: String,
    /// Its password.
    pub password: String,
}

impl fmt::Debug for Bind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bind").field("dn", &self.dn).finish_non_exhaustive()
    }
}

/// The names of attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributes {
    /// Login.
    pub login: String,
    /// Student number.
    pub number: String,
    /// Family name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// The name as a whole, for those who have no other.
    pub display_name: String,
    /// The institution's mail address.
    pub mail: String,
    /// What the person is.
    pub affiliations: Vec<String>,
    /// `M.`, `Mme`, `Mlle`.
    pub civility: String,
    /// Date of birth: `2004-05-31`, `20040531` or `31/05/2004`.
    pub birth_date: String,
    /// Home address, lines separated by `$`.
    pub home_address: String,
    /// Phone at home.
    pub home_phone: String,
    /// Mobile phone.
    pub mobile: String,
    /// Personal mail address.
    pub personal_mail: String,
    /// Phone at work.
    pub phone: String,
    /// Title of a teacher.
    pub function: String,
    /// Type of staff, for `excluded_types`.
    pub staff_type: String,
    /// Codes of the structures that the person belongs to, the main one first.
    pub structures: Vec<String>,
    /// Label of the structure that the person belongs to, before the one that the structures know.
    pub structure_name: String,
    /// Attributes written without accents that are searched beside the names.
    pub plain: Vec<String>,
    /// Enrolments, composite.
    pub enrolment: String,
    /// Codes of steps, for those who have no composite enrolments; as the four below.
    pub step: String,
    /// Years of enrolment.
    pub year: String,
    /// Enrolment regime.
    pub regime: String,
    /// Year of the *cursus LMD*.
    pub cursus: String,
    /// Codes of course elements.
    pub elements: String,
    /// Of a structure: its code.
    pub structure_code: String,
    /// Of a structure: its label, the first that there is.
    pub structure_label: Vec<String>,
    /// Of a structure: its types.
    pub structure_type: String,
    /// Of a structure: the code of the one above.
    pub structure_parent: String,
    /// Of a step: its code, with its version after the last hyphen.
    pub step_code: String,
    /// Of a step: its label, the first that there is.
    pub step_label: Vec<String>,
    /// Of a step: the codes of its structures.
    pub step_structure: String,
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

impl Default for Attributes {
    fn default() -> Self {
        Self {
            login: "uid".into(),
            number: "supannEtuId".into(),
            last_name: "sn".into(),
            first_name: "givenName".into(),
            display_name: "displayName".into(),
            mail: "mail".into(),
            affiliations: owned(&["eduPersonAffiliation", "eduPersonPrimaryAffiliation"]),
            civility: "supannCivilite".into(),
            birth_date: "schacDateOfBirth".into(),
            home_address: "homePostalAddress".into(),
            home_phone: "homePhone".into(),
            mobile: "mobile".into(),
            personal_mail: "supannMailPerso".into(),
            phone: "telephoneNumber".into(),
            function: "title".into(),
            staff_type: "employeeType".into(),
            structures: owned(&["supannEntiteAffectationPrincipale", "supannEntiteAffectation"]),
            structure_name: "supannAffectation".into(),
            plain: owned(&["cn", "mail", "uid"]),
            enrolment: "supannEtuInscription".into(),
            step: "supannEtuEtape".into(),
            year: "supannEtuAnneeInscription".into(),
            regime: "supannEtuRegimeInscription".into(),
            cursus: "supannEtuCursusAnnee".into(),
            elements: "supannEtuElementPedagogique".into(),
            structure_code: "supannCodeEntite".into(),
            structure_label: owned(&["description", "ou"]),
            structure_type: "supannTypeEntite".into(),
            structure_parent: "supannCodeEntiteParent".into(),
            step_code: "cn".into(),
            step_label: owned(&["description", "ou"]),
            step_structure: "supannCodeEntite".into(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            urls: Vec::new(),
            start_tls: false,
            ca: None,
            plain_password: false,
            bind: None,
            connect_timeout: Duration::from_secs(2),
            operation_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_mins(1),
            pool_size: 8,
            size_limit: 200,
            page_size: 500,
            structures_kept: Duration::from_hours(1),
            people_base: String::new(),
            people_filter: String::new(),
            structures_base: String::new(),
            structures_filter: "(supannCodeEntite=*)".into(),
            steps_base: String::new(),
            steps_filter: "(objectClass=*)".into(),
            student_affiliations: owned(&["student"]),
            teacher_affiliations: owned(&["faculty", "teacher"]),
            staff_affiliations: owned(&["employee", "staff"]),
            extra_teachers: Vec::new(),
            excluded_types: Vec::new(),
            component_types: owned(&["{SUPANN}F200"]),
            number_digits: None,
            regimes: vec![("10".into(), "initial".into())],
            attributes: Attributes::default(),
        }
    }
}

/// Settings without a mistake.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) settings: Settings,
    pub(crate) servers: Vec<Url>,
}

impl Settings {
    /// Everything that is wrong with them, told before anything is asked.
    pub fn mistakes(&self) -> Vec<Mistake> {
        self.clone().checked().err().unwrap_or_default()
    }

    /// Every mistake at once, or what can be asked.
    pub(crate) fn checked(self) -> Result<Checked, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let servers = self.servers(&mut mistakes);
        let mut note = |key, problem| mistakes.push(Mistake { key, problem });
        if self.people_base.is_empty() {
            note("people_base", Problem::Required);
        }
        if self.bind.as_ref().is_some_and(|bind| bind.dn.is_empty() || bind.password.is_empty()) {
            note("password", Problem::EmptyPassword);
        }
        if self.ca.as_ref().is_some_and(|pem| tls::authorities(pem).is_none()) {
            note("ca_file", Problem::NotCertificates);
        }
        for (key, filter) in
            [("people_filter", &self.people_filter), ("structures_filter", &self.structures_filter), ("steps_filter", &self.steps_filter)]
        {
            if !filter.is_empty() && (!filter.starts_with('(') || parse_filter(filter).is_err()) {
                note(key, Problem::NotAFilter);
            }
        }
        for (key, number) in [("pool_size", self.pool_size), ("size_limit", self.size_limit), ("page_size", self.page_size)] {
            if !(1..=10_000).contains(&number) {
                note(key, Problem::OutOfRange(1, 10_000));
            }
        }
        for (key, time) in [("connect_timeout", self.connect_timeout), ("operation_timeout", self.operation_timeout)] {
            if time.is_zero() || time > Duration::from_mins(1) {
                note(key, Problem::OutOfRange(1, 60_000));
            }
        }
        if self.number_digits.is_some_and(|digits| !(1..=20).contains(&digits)) {
            note("number_digits", Problem::OutOfRange(1, 20));
        }
        for (_, ours) in self.regimes.iter().filter(|(_, ours)| !List::Regime.contains(ours)) {
            note("regimes", Problem::NotARegime(ours.clone()));
        }
        for (key, name) in self.attributes.named() {
            if !name.is_empty() && !is_attribute(name) {
                note(key, Problem::NotAnAttribute(name.to_owned()));
            }
        }
        if self.attributes.login.is_empty() {
            note("attributes.login", Problem::Required);
        }
        if mistakes.is_empty() { Ok(Checked { settings: self, servers }) } else { Err(mistakes) }
    }

    fn servers(&self, mistakes: &mut Vec<Mistake>) -> Vec<Url> {
        let mut note = |problem| mistakes.push(Mistake { key: "urls", problem });
        if self.urls.is_empty() {
            note(Problem::Required);
        }
        let mut servers = Vec::new();
        for text in &self.urls {
            match Url::parse(text) {
                Ok(url) if matches!(url.scheme(), "ldap" | "ldaps") && url.host_str().is_some_and(|host| !host.is_empty()) => {
                    let is_protected = url.scheme() == "ldaps" || self.start_tls;
                    if self.bind.is_some() && !is_protected && !self.plain_password && !is_loopback(&url) {
                        note(Problem::PlainPassword(text.clone()));
                    }
                    servers.push(url);
                }
                _ => note(Problem::NotAnAddress(text.clone())),
            }
        }
        servers
    }
}

fn is_loopback(url: &Url) -> bool {
    // The scheme is not one whose hosts `url` reads as addresses: it leaves them as names.
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether a text is an attribute description (RFC 4512 §2.5): a name or an object identifier, perhaps with options.
fn is_attribute(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    starts && name.len() <= 100 && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ';'))
}

impl Attributes {
    /// Each name under its key.
    fn named(&self) -> Vec<(&'static str, &str)> {
        let one: [(&'static str, &String); 27] = [
            ("attributes.login", &self.login),
            ("attributes.number", &self.number),
            ("attributes.last_name", &self.last_name),
            ("attributes.first_name", &self.first_name),
            ("attributes.display_name", &self.display_name),
            ("attributes.mail", &self.mail),
            ("attributes.civility", &self.civility),
            ("attributes.birth_date", &self.birth_date),
            ("attributes.home_address", &self.home_address),
            ("attributes.home_phone", &self.home_phone),
            ("attributes.mobile", &self.mobile),
            ("attributes.personal_mail", &self.personal_mail),
            ("attributes.phone", &self.phone),
            ("attributes.function", &self.function),
            ("attributes.staff_type", &self.staff_type),
            ("attributes.structure_name", &self.structure_name),
            ("attributes.enrolment", &self.enrolment),
            ("attributes.step", &self.step),
            ("attributes.year", &self.year),
            ("attributes.regime", &self.regime),
            ("attributes.cursus", &self.cursus),
            ("attributes.elements", &self.elements),
            ("attributes.structure_code", &self.structure_code),
            ("attributes.structure_type", &self.structure_type),
            ("attributes.structure_parent", &self.structure_parent),
            ("attributes.step_code", &self.step_code),
            ("attributes.step_structure", &self.step_structure),
        ];
        let many: [(&'static str, &Vec<String>); 5] = [
            ("attributes.affiliations", &self.affiliations),
            ("attributes.structures", &self.structures),
            ("attributes.plain", &self.plain),
            ("attributes.structure_label", &self.structure_label),
            ("attributes.step_label", &self.step_label),
        ];
        let many = many.into_iter().flat_map(|(key, names)| names.iter().map(move |name| (key, name.as_str())));
        one.into_iter().map(|(key, name)| (key, name.as_str())).chain(many).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Settings {
        let bind = Some(Bind { dn: "cn=tremplin".into(), password: "essai".into() });
        Settings { urls: vec![url.into()], people_base: "ou=people".into(), bind, ..Settings::default() }
    }

    fn problems(settings: Settings) -> Vec<(&'static str, Problem)> {
        settings.checked().err().unwrap_or_default().into_iter().map(|m| (m.key, m.problem)).collect()
    }

    #[test]
    fn a_password_never_travels_unprotected_to_another_machine_unless_the_institution_says_so() {
        let far = "ldap://annuaire.univ.example";
        assert_eq!(problems(settings(far)), [("urls", Problem::PlainPassword(far.into()))]);
        for near in ["ldap://localhost:1389", "ldap://127.0.0.1", "ldaps://annuaire.univ.example"] {
            assert_eq!(problems(settings(near)), [], "{near}");
        }
        assert_eq!(problems(Settings { start_tls: true, ..settings(far) }), []);
        assert_eq!(problems(Settings { plain_password: true, ..settings(far) }), []);
        assert_eq!(problems(Settings { bind: None, ..settings(far) }), []);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let wrong = Settings {
            urls: vec!["https://annuaire".into()],
            ca: Some("nothing of the kind".into()),
            bind: Some(Bind { dn: "cn=tremplin".into(), password: String::new() }),
            people_filter: "(uid=*".into(),
            pool_size: 0,
            connect_timeout: Duration::ZERO,
            regimes: vec![("10".into(), "initiale".into())],
            attributes: Attributes { number: "supannEtuId)(uid=*".into(), ..Attributes::default() },
            ..Settings::default()
        };
        let keys: Vec<_> = problems(wrong).into_iter().map(|(key, _)| key).collect();
        assert_eq!(
            keys,
            ["urls", "people_base", "password", "ca_file", "people_filter", "pool_size", "connect_timeout", "regimes", "attributes.number"]
        );
    }

    #[test]
    fn the_password_is_never_printed() {
        let settings = settings("ldaps://annuaire.univ.example");
        assert!(!format!("{settings:?}").contains("essai"));
    }
}
