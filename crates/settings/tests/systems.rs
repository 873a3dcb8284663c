//! The institution's own systems in the file: CAS, the site, the directory, Apogée, the adaptor, and who is asked for what.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{collections::BTreeMap, time::Duration};

use tremplin_adaptor::{Part, Transport};
use tremplin_apogee::{Blanks, Elements, Service, StudentId};
use tremplin_domain::locale::Locale;
use tremplin_settings::{Environment, Files, Identity, Mistake, Settings, Source, Validation};

const BASE: &str = r#"
administrators = ["adm.stages"]
listen = "127.0.0.1:8081"
public_url = "https://stages.univ.example"
data = "/var/lib/tremplin"
[institution]
name = "Université d’essai"
address = "1 place de l’Université, 35000 Rennes"
representative = "La présidence"
"#;

const SYSTEMS: &str = r#"
[portal.ent]
proxy = "https://ent.univ.example/cas/grant"
render = "https://ent.univ.example/w/{ns}/{target}"
action = "https://ent.univ.example/w/{ns}/{target}"
resource = "https://ent.univ.example/r/{ns}/{target}"

[site]
listen = "127.0.0.1:8080"
public_url = "https://portail.univ.example/"
pages = "/etc/tremplin/pages"
[site.servers.emploi]
url = "http://emploi.univ.example:8090"
identity = "cas"
[site.servers.bourses]
url = "https://bourses.univ.example"

[cas]
url = "https://cas.univ.example/cas"
authorities = "autorites.pem"
renew = true
proxy = true
validation = "2.0"
connect_ms = 1500
answer_ms = 8000

[ldap]
urls = ["ldap://annuaire.univ.example"]
start_tls = true
ca_file = "autorites.pem"
bind_dn = "cn=tremplin,dc=univ,dc=example"
connect_timeout = "500 ms"
operation_timeout = "3 s"
idle_timeout = "2 min"
pool_size = 4
size_limit = 100
page_size = 200
structures_kept = "2 h"
people_base = "ou=people,dc=univ,dc=example"
people_filter = "(objectClass=supannPerson)"
structures_base = "ou=structures,dc=univ,dc=example"
structures_filter = "(supannTypeEntite=*)"
steps_base = "ou=etapes,dc=univ,dc=example"
steps_filter = "(cn=*)"
student_affiliations = ["student", "alum"]
teacher_affiliations = ["faculty"]
staff_affiliations = ["staff"]
extra_teachers = ["dupont"]
excluded_types = ["Lecteur"]
component_types = ["{SUPANN}F200", "{SUPANN}F300"]
number_digits = 8
regimes = { "10" = "initial", "20" = "continuing" }
[ldap.attributes]
number = "supannEtuNumero"
civility = ""
plain = ["cn"]

[apogee]
base_url = "https://apogee.univ.example"
urls = { OffreFormationMetier = "https://offre.univ.example/services/OffreFormationMetier" }
username = "tremplin"
service_usernames = { OffreFormationMetier = "offre" }
authorities = "autorites.pem"
student_id = "individual"
student_number_width = 8
step_version_width = 3
asks_directory = true
blanks = "omitted"
elements = "contract"
pedagogical_steps = true
continuing_regimes = ["2"]
regimes = { "1" = "initial" }
cursus = { L = "L" }
finalities = { P = "professional" }
countries = { "990" = "FR" }
[apogee.establishment]
name = "ETB_NOM"
address = ["ETB_AD1"]
[apogee.limits]
budget_ms = 2000
call_s = 10
catalogue_call_s = 60
connect_s = 1
idle_s = 5
connections = 4
student_bytes = 1000
catalogue_bytes = 2000
student_fresh_s = 60
catalogue_fresh_s = 600
kept_s = 3600
capacity = 100

[adaptor]
url = "http://siscol.univ.example/pcscol"
closed_network = true
user = "tremplin"
authorities = "autorites.pem"
parts = ["people", "social"]
budget_ms = 2000
catalogue_ms = 20000
connect_ms = 500
connections = 4
largest = 1000000
period = "PER-{annee}"
gap_year = ["C1"]
[adaptor.regimes]
APPR = "apprenticeship"
[adaptor.countries]
FRA = "FR"

[sources]
people = ["ldap"]
enrolments = ["adaptor", "apogee"]
programmes = ["apogee", "ldap"]
social = []
establishment = ["adaptor"]
"#;

const SECRETS: [(&str, &str); 5] = [
    ("TREMPLIN_LDAP_PASSWORD", "s3cret-ldap"),
    ("TREMPLIN_APOGEE_PASSWORD", "s3cret-apogee"),
    ("TREMPLIN_APOGEE_PASSWORD_OFFREFORMATIONMETIER", "s3cret-offre"),
    ("TREMPLIN_ADAPTOR_PASSWORD", "s3cret-adaptor"),
    ("TREMPLIN_ADAPTOR_TOKEN", "s3cret-token"),
];

/// An authority that nobody uses, as PEM.
fn authority() -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.self_signed(&key).unwrap().pem()
}

fn read(text: &str, secrets: &[(&str, &str)]) -> Result<Settings, Vec<Mistake>> {
    let files = Files::of([("autorites.pem", authority()), ("vide.pem", String::new())]);
    Settings::read(&format!("{BASE}{text}"), &Environment::of(secrets.iter().copied()), &files)
}

fn mistakes(text: &str, secrets: &[(&str, &str)]) -> Vec<String> {
    read(text, secrets).unwrap_err().iter().map(|mistake| mistake.told(Locale::En)).collect()
}

fn whole() -> Settings {
    read(SYSTEMS, &SECRETS).unwrap()
}

#[test]
fn the_site_and_cas_are_read_whole() {
    let settings = whole();
    assert_eq!(settings.administrators, ["adm.stages"]);
    let portal = settings.portals.first().unwrap();
    assert_eq!((portal.proxy.as_deref(), portal.keys.len()), (Some("https://ent.univ.example/cas/grant"), 0));
    let site = settings.site.unwrap();
    assert_eq!((site.listen.port(), site.public_url.as_str()), (8080, "https://portail.univ.example"));
    assert_eq!(site.pages.unwrap().to_string_lossy(), "/etc/tremplin/pages");
    let servers: BTreeMap<_, _> =
        site.servers.iter().map(|(name, server)| (name.as_str(), (server.url.as_str(), server.identity))).collect();
    assert_eq!(
        servers,
        BTreeMap::from([
            ("bourses", ("https://bourses.univ.example", Identity::Assertion)),
            ("emploi", ("http://emploi.univ.example:8090", Identity::Cas))
        ])
    );
    let cas = settings.cas.unwrap();
    assert_eq!((cas.url.as_str(), cas.renew, cas.proxy, cas.validation), ("https://cas.univ.example/cas", true, true, Validation::V2));
    assert_eq!((cas.connect, cas.answer), (Duration::from_millis(1_500), Duration::from_secs(8)));
    assert!(cas.authorities.is_some());
}

#[test]
fn the_directory_is_read_whole() {
    let read = whole().ldap.unwrap();
    let defaults = tremplin_directory::Settings::default();
    assert!(read.start_tls && read.ca.is_some() && read.bind.is_some());
    assert_eq!(
        [read.connect_timeout, read.operation_timeout, read.idle_timeout, read.structures_kept],
        [Duration::from_millis(500), Duration::from_secs(3), Duration::from_mins(2), Duration::from_hours(2)]
    );
    assert_eq!((read.pool_size, read.size_limit, read.page_size, read.number_digits), (4, 100, 200, Some(8)));
    assert_eq!(read.people_base, "ou=people,dc=univ,dc=example");
    assert_eq!(
        [&read.people_filter, &read.structures_filter, &read.steps_filter],
        ["(objectClass=supannPerson)", "(supannTypeEntite=*)", "(cn=*)"]
    );
    assert_eq!([&read.structures_base, &read.steps_base], ["ou=structures,dc=univ,dc=example", "ou=etapes,dc=univ,dc=example"]);
    assert_eq!([read.student_affiliations.len(), read.teacher_affiliations.len(), read.staff_affiliations.len()], [2, 1, 1]);
    assert_eq!([read.extra_teachers.len(), read.excluded_types.len(), read.component_types.len(), read.regimes.len()], [1, 1, 2, 2]);
    let names = read.attributes;
    assert_eq!((names.number.as_str(), names.civility.as_str(), names.plain.len()), ("supannEtuNumero", "", 1));
    assert_eq!((&names.login, &names.structures), (&defaults.attributes.login, &defaults.attributes.structures));
}

#[test]
fn apogee_is_read_whole() {
    let read = whole().apogee.unwrap();
    assert_eq!(read.url(Service::Programmes), "https://offre.univ.example/services/OffreFormationMetier");
    assert!(read.url(Service::Student).starts_with("https://apogee.univ.example/"));
    let (common, own) = (read.credentials.unwrap(), &read.service_credentials[&Service::Programmes]);
    assert_eq!((common.username.as_str(), common.password.as_str()), ("tremplin", "s3cret-apogee"));
    assert_eq!((own.username.as_str(), own.password.as_str()), ("offre", "s3cret-offre"));
    assert_eq!((read.student_id, read.blanks, read.elements), (StudentId::Individual, Blanks::Omitted, Elements::Contract));
    assert_eq!((read.student_number_width, read.step_version_width), (8, 3));
    assert!(read.asks_directory && read.pedagogical_steps && read.authorities.is_some());
    assert_eq!([read.continuing_regimes.len(), read.regimes.len(), read.cursus.len(), read.finalities.len(), read.countries.len()], [1; 5]);
    assert_eq!((read.establishment.name.as_str(), read.establishment.address.len()), ("ETB_NOM", 1));
    let limits = read.limits;
    assert_eq!(
        [
            limits.budget,
            limits.call,
            limits.catalogue_call,
            limits.connect,
            limits.idle,
            limits.student_fresh,
            limits.catalogue_fresh,
            limits.kept
        ],
        [2, 10, 60, 1, 5, 60, 600, 3_600].map(Duration::from_secs)
    );
    assert_eq!([limits.connections, limits.student_bytes, limits.catalogue_bytes, limits.capacity], [4, 1_000, 2_000, 100]);
}

#[test]
fn the_adaptor_is_read_whole() {
    let read = whole().adaptor.unwrap();
    assert_eq!((read.url.as_str(), read.transport), ("http://siscol.univ.example/pcscol", Transport::ClosedNetwork));
    assert_eq!(read.credentials, tremplin_adaptor::Credentials::Token(tremplin_adaptor::Secret::new("s3cret-token")));
    assert_eq!(read.parts.into_iter().collect::<Vec<_>>(), [Part::People, Part::Social]);
    assert_eq!([read.budget, read.catalogue, read.connect], [2_000, 20_000, 500].map(Duration::from_millis));
    assert_eq!((read.connections, read.largest, read.period.as_str()), (4, 1_000_000, "PER-{annee}"));
    assert_eq!([read.regimes.len(), read.countries.len(), read.gap_year.len()], [1; 3]);
    assert!(read.authorities.is_some());
}

#[test]
fn the_order_of_sources_is_the_one_that_is_set() {
    let order = whole().sources;
    assert_eq!(order.people, [Source::Ldap]);
    assert_eq!(order.enrolments, [Source::Adaptor, Source::Apogee]);
    assert_eq!(order.programmes, [Source::Apogee, Source::Ldap]);
    assert_eq!((order.social, order.establishment), (Vec::new(), vec![Source::Adaptor]));
}

const LDAP: &str = "[ldap]\nurls = [\"ldaps://annuaire.univ.example\"]\npeople_base = \"ou=people\"\n";
const APOGEE: &str = "[apogee]\nbase_url = \"https://apogee.univ.example\"\n";
const ADAPTOR: &str = "[adaptor]\nurl = \"https://siscol.univ.example\"\n";

#[test]
fn the_usual_order_is_that_of_the_systems_there_are() {
    let none = read("", &[]).unwrap().sources;
    assert_eq!(none, tremplin_settings::Order::default());
    let alone = read(LDAP, &[]).unwrap().sources;
    assert_eq!([&alone.people, &alone.enrolments, &alone.programmes], [&[Source::Ldap]; 3]);
    assert!(alone.social.is_empty() && alone.establishment.is_empty());
    let all = read(&format!("{LDAP}{APOGEE}{ADAPTOR}"), &[]).unwrap().sources;
    assert_eq!(all.people, [Source::Ldap, Source::Adaptor, Source::Apogee]);
    assert_eq!(all.enrolments, [Source::Apogee, Source::Adaptor, Source::Ldap]);
    assert_eq!(all.programmes, all.enrolments);
    // Apogée tells the funds with the enrolments.
    assert_eq!(all.social, [Source::Adaptor]);
    assert_eq!(all.establishment, [Source::Apogee, Source::Adaptor]);
    let other = read(&format!("{LDAP}{APOGEE}[sources]\nenrolments = [\"ldap\"]"), &[]).unwrap().sources;
    assert_eq!(other.social, [Source::Apogee]);
}

#[test]
fn every_mistake_about_the_systems_is_told_at_once() {
    let text = r#"
        [portal.ent]
        proxy = "http://ent.univ.example/cas/grant"
        render = "https://ent.univ.example/{ns}/{target}"
        action = "https://ent.univ.example/{ns}/{target}"
        resource = "https://ent.univ.example/{ns}/{target}"
        [site]
        listen = "127.0.0.1:8081"
        public_url = "http://portail.univ.example"
        page = "x"
        embedded_by = ["http://moodle.univ.example", "https://cours.univ.example/moodle"]
        [site.servers]
        "a b" = {}
        emploi = { url = "emploi", identity = "saml" }
        bourses = { url = "https://bourses.univ.example", identity = "cas" }
        [ldap]
        urls = ["ldap://annuaire.univ.example", "https://autre"]
        ca_file = "absent.pem"
        bind_dn = "cn=tremplin"
        password = "s3cret-in-file"
        start_tls = "yes"
        connect_timeout = "5 min"
        operation_timeout = 5
        pool_size = 0
        people_filter = "objectClass=*"
        regimes = { "10" = "initiale" }
        extra_teachers = "dupont"
        [ldap.attributes]
        logn = "uid"
        number = "a b"
        login = ""
        [apogee]
        urls = { OffreFormation = "https://x", ReferentielMetier = "ftp://x" }
        username = "tremplin"
        service_usernames = { GeographieMetier = "geo" }
        authorities = "vide.pem"
        blanks = "none"
        cursus = { L = "Licence" }
        countries = { "990" = "France" }
        [apogee.limits]
        connection = 3
        call_s = 0
        [adaptor]
        url = "http://siscol.univ.example"
        user = "a:b"
        token = "s3cret-in-file"
        parts = ["people", "all"]
        [sources]
        people = ["ldap", "ldap"]
        social = ["ldap"]
        adaptors = []
    "#;
    let told = mistakes(text, &[("TREMPLIN_ADAPTOR_PASSWORD", "s3cret"), ("TREMPLIN_APOGEE_PASSWORD_ETUDIANTMETIER", "s3cret")]);
    let expected = [
        "portal.ent.proxy: https is expected, except on this machine itself",
        "portal.ent.proxy: does not go without [cas]",
        "site.page: unknown; did you mean pages?",
        "site: does not go without [cas]",
        "site.listen: is taken by listen already",
        "site.public_url: https is expected, except on this machine itself",
        "site.embedded_by: https is expected, except on this machine itself",
        "site.servers.a b: a name is expected: letters, digits, “_”, “.” and “-”",
        "site.servers.bourses.identity: does not go without cas.proxy = true",
        "site.servers.emploi.url: an address without a path is expected, such as https://stages.univ.example",
        "site.servers.emploi.identity: one of these words is expected: assertion, cas",
        "ldap.password: a secret is not written into the file; give it by the variable TREMPLIN_LDAP_PASSWORD",
        "ldap.start_tls: true or false is expected, without quotes",
        "ldap.ca_file: the file cannot be read: entity not found",
        "ldap.bind_dn: does not go without TREMPLIN_LDAP_PASSWORD",
        "ldap.operation_timeout: a text between quotes is expected",
        "ldap.pool_size: a whole number from 1 to 10000 is expected",
        "ldap.extra_teachers: a list of texts is expected, such as [\"one\", \"two\"]",
        "ldap.regimes.10: one of these words is expected: initial, continuing, apprenticeship, professionalisation, resumed",
        "ldap.attributes.logn: unknown; did you mean login?",
        "ldap.urls: the password would travel in the clear: ldaps:// or start_tls = true is expected, or plain_password = true admits it",
        "ldap.people_base: is missing",
        "ldap.people_filter: an LDAP filter in parentheses is expected, such as (objectClass=person)",
        "ldap.connect_timeout: a time from 1 ms to 1 min is expected",
        "ldap.attributes.number: the name of an LDAP attribute is expected, such as supannEtuId",
        "ldap.attributes.login: is missing",
        "apogee.urls.OffreFormation: unknown; did you mean OffreFormationMetier?",
        "apogee.base_url: is missing",
        "apogee.username: does not go without TREMPLIN_APOGEE_PASSWORD",
        "TREMPLIN_APOGEE_PASSWORD_ETUDIANTMETIER: does not go without apogee.service_usernames",
        "apogee.service_usernames.GeographieMetier: does not go without TREMPLIN_APOGEE_PASSWORD_GEOGRAPHIEMETIER",
        "apogee.blanks: one of these words is expected: empty, omitted",
        "apogee.cursus.L: one of these words is expected: L, M, D, BUT, I",
        "apogee.countries.990: the two letters of a country are expected, such as FR (ISO 3166-1)",
        "apogee.limits.connection: unknown; did you mean connections?",
        "apogee.limits.call_s: a whole number from 1 to 600 is expected",
        "apogee.urls.ReferentielMetier: an address is expected, such as https://apogee.univ.example",
        "apogee.authorities: the file holds no certificates in PEM",
        "adaptor.token: a secret is not written into the file; give it by the variable TREMPLIN_ADAPTOR_TOKEN",
        "adaptor.parts: one of these words is expected: people, student-search, teacher-search, social",
        "adaptor.url: https is expected for personal data; where the network between both machines is closed, write closed_network = true",
        "adaptor.user: the name of an account without “:” is expected",
        "sources.adaptors: unknown",
        "sources.people: the same is given twice",
        "sources.social: one of these words is expected: apogee, adaptor",
    ];
    assert_eq!(told, expected);
    assert!(told.iter().all(|said| !said.contains("s3cret")));
    let french: Vec<String> = read(text, &[]).unwrap_err().iter().map(|mistake| mistake.told(Locale::Fr)).collect();
    assert!(french.iter().all(|said| !said.contains(" is ") && !said.contains("expected")), "{french:#?}");
}

#[test]
fn cas_is_reached_safely_and_speaks_a_protocol_that_has_what_is_wanted() {
    let of = |rest: &str| mistakes(&format!("[cas]\n{rest}"), &[]);
    assert_eq!(of(""), ["cas.url: is missing"]);
    assert_eq!(of("url = \"http://cas.univ.example\""), ["cas.url: https is expected, except on this machine itself"]);
    assert_eq!(of("url = \"https://me:s3cret@cas.univ.example\""), ["cas.url: an address without a user, “?” and “#” is expected"]);
    assert_eq!(of("url = \"cas\""), ["cas.url: an address is expected, such as https://cas.univ.example/cas"]);
    let right = "url = \"https://cas.univ.example/cas\"\n";
    assert_eq!(of(&format!("{right}validation = \"3.0\"")), ["cas.validation: one of these words is expected: p3, 2.0, 1.0"]);
    assert_eq!(
        of(&format!("{right}proxy = true\nvalidation = \"1.0\"")),
        ["cas.proxy: does not go without cas.validation = \"p3\" / \"2.0\""]
    );
    assert_eq!(of(&format!("{right}authorities = \"vide.pem\"")), ["cas.authorities: the file holds no certificates in PEM"]);
    assert_eq!(of(&format!("{right}authorities = \"absent.pem\"")), ["cas.authorities: the file cannot be read: entity not found"]);
    assert_eq!(of(&format!("{right}answer_ms = 0")), ["cas.answer_ms: a whole number from 1 to 60000 is expected"]);
}

#[test]
fn the_site_is_shown_by_other_sites_of_https_or_of_this_machine() {
    let file = |origins: &str| {
        format!(
            "[site]\nlisten = \"[::1]:80\"\npublic_url = \"https://s.example\"\nembedded_by = {origins}\n[cas]\nurl = \"https://cas.example\"\n"
        )
    };
    let right = read(&file(r#"["https://Moodle.univ.example/", "http://localhost:8080"]"#), &[]).unwrap().site.unwrap();
    assert_eq!(right.embedded_by, ["https://moodle.univ.example", "http://localhost:8080"]);
    assert!(whole().site.unwrap().embedded_by.is_empty());
    for (origins, mistake) in [
        (r#"["https://cours.univ.example/moodle"]"#, "an address without a path is expected, such as https://stages.univ.example"),
        (r#"["*"]"#, "an address without a path is expected, such as https://stages.univ.example"),
        (r#"["http://moodle.univ.example"]"#, "https is expected, except on this machine itself"),
        (r#"["https://a.example", "https://A.example/"]"#, "the same is given twice"),
        (r#""https://a.example""#, "a list of texts is expected, such as [\"one\", \"two\"]"),
    ] {
        assert_eq!(mistakes(&file(origins), &[]), [format!("site.embedded_by: {mistake}")], "{origins}");
    }
}

#[test]
fn a_portal_says_where_mails_lead() {
    let file = |link: &str| {
        format!(
            "[portal.ent]\nkeys = [\"ent.pub\"]\nrender = \"https://e/{{ns}}/{{target}}\"\naction = \"https://e/{{ns}}/{{target}}\"\nresource = \"https://e/{{ns}}/{{target}}\"\nlink = \"{link}\"\n"
        )
    };
    let link = "https://ent.univ.example/p/{widget}?target={target}";
    assert_eq!(read(&file(link), &[]).unwrap().portals[0].link.as_deref(), Some(link));
    for wrong in ["https://ent.univ.example/p/{widget}", "https://ent.univ.example/{target}", "/p/{widget}/{target}"] {
        assert_eq!(mistakes(&file(wrong), &[]), ["portal.ent.link: a web address with {widget}, {target} is expected"], "{wrong}");
    }
}

#[test]
fn proxy_tickets_need_a_protocol_that_has_them_and_a_wrong_address_hides_nothing() {
    let portal = "[portal.ent]\nproxy = \"https://ent.univ.example/cas/grant\"\nrender = \"https://e/{ns}/{target}\"\n\
                  action = \"https://e/{ns}/{target}\"\nresource = \"https://e/{ns}/{target}\"\n";
    let old = "[cas]\nurl = \"https://cas.univ.example/cas\"\nvalidation = \"1.0\"\n";
    let needed = "portal.ent.proxy: does not go without cas.validation = \"p3\" / \"2.0\"";
    assert_eq!(mistakes(&format!("{portal}{old}"), &[]), [needed]);
    let wrong = "[cas]\nurl = \"cas\"\nproxy = true\n[site]\nlisten = \"[::1]:80\"\npublic_url = \"http://localhost\"\n\
                 [site.servers.emploi]\nurl = \"http://emploi\"\nidentity = \"cas\"\n";
    let address = "cas.url: an address is expected, such as https://cas.univ.example/cas";
    assert_eq!(mistakes(&format!("{portal}{wrong}"), &[]), [address]);
}

#[test]
fn a_secret_without_what_it_opens_is_told() {
    for (name, section) in
        [("LDAP_PASSWORD", "ldap"), ("APOGEE_PASSWORD", "apogee"), ("ADAPTOR_PASSWORD", "adaptor"), ("ADAPTOR_TOKEN", "adaptor")]
    {
        let name = format!("TREMPLIN_{name}");
        assert_eq!(mistakes("", &[(&name, "s3cret")]), [format!("{name}: does not go without {section}")]);
    }
    let named = |text, name| mistakes(text, &[(name, "s3cret")]);
    assert_eq!(named(LDAP, "TREMPLIN_LDAP_PASSWORD"), ["TREMPLIN_LDAP_PASSWORD: does not go without ldap.bind_dn"]);
    assert_eq!(named(APOGEE, "TREMPLIN_APOGEE_PASSWORD"), ["TREMPLIN_APOGEE_PASSWORD: does not go without apogee.username"]);
    assert_eq!(named(ADAPTOR, "TREMPLIN_ADAPTOR_PASSWORD"), ["TREMPLIN_ADAPTOR_PASSWORD: does not go without adaptor.user"]);
    assert_eq!(named(ADAPTOR, "TREMPLIN_ADAPTOR_TOKNE"), ["TREMPLIN_ADAPTOR_TOKNE: unknown; did you mean TREMPLIN_ADAPTOR_TOKEN?"]);
    let token = mistakes(ADAPTOR, &[("TREMPLIN_ADAPTOR_TOKEN", "a\nb")]);
    assert_eq!(token, ["TREMPLIN_ADAPTOR_TOKEN: is empty, or holds a character that a header of HTTP cannot carry"]);
}

#[test]
fn administrators_are_named_once_each() {
    let with = |list: &str| {
        let text = BASE.replace("[\"adm.stages\"]", list);
        let told = Settings::read(&text, &Environment::default(), &Files::of::<&str, &str>([])).unwrap_err();
        told.iter().map(|mistake| mistake.told(Locale::En)).collect::<Vec<_>>()
    };
    assert_eq!(with("[\"a\", \"a\"]"), ["administrators: the same is given twice"]);
    assert_eq!(with("[\" \"]"), ["administrators: is missing"]);
    assert_eq!(with("\"a\""), ["administrators: a list of texts is expected, such as [\"one\", \"two\"]"]);
}

#[test]
fn no_secret_of_a_system_is_printed() {
    let shown = format!("{:#?}", whole());
    assert!(!shown.contains("s3cret"), "{shown}");
}
