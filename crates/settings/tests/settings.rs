//! What a file and an environment give, right or wrong.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use tremplin_domain::{
    law::{
        checks::{Parameters, Rule, situation::DistanceTeaching},
        gratification::CeilingPolicy,
    },
    locale::Locale,
};
use tremplin_settings::{Environment, Files, Mistake, Settings, Tls};

const FILE: &str = r#"
listen = "127.0.0.1:8081"
public_url = "https://stages.univ.example/"
data = "/var/lib/tremplin"

[institution]
name = "Université d’essai"
address = "1 place de l’Université, 35000 Rennes"
representative = "La présidence"

[database]
url = "mysql://tremplin:s3cret@db.univ.example/tremplin"

[portal.ent]
keys = ["/etc/tremplin/ent.pub"]
render = "https://ent.univ.example/w/{ns}/{target}"
action = "https://ent.univ.example/w/{ns}/{target}"
resource = "https://ent.univ.example/r/{ns}/{target}"

[smtp]
host = "smtp.univ.example"
tls = "starttls"
user = "tremplin"

[mail]
sender = "Stages <stages@univ.example>"
"#;

fn with_password() -> Environment {
    Environment::of([("TREMPLIN_SMTP_PASSWORD", "hunter2")])
}

fn read(file: &str, environment: &Environment) -> Result<Settings, Vec<Mistake>> {
    Settings::read(file, environment, &Files::Given(std::collections::BTreeMap::new()))
}

fn mistakes(file: &str, environment: &Environment) -> Vec<String> {
    read(file, environment).unwrap_err().iter().map(|mistake| mistake.told(Locale::En)).collect()
}

#[test]
fn a_whole_file_is_read() {
    let settings = read(FILE, &with_password()).unwrap();
    assert_eq!(settings.listen.port(), 8081);
    assert_eq!(settings.public_url, "https://stages.univ.example");
    assert_eq!(settings.database.reveal(), "mysql://tremplin:s3cret@db.univ.example/tremplin");
    assert_eq!(settings.portals.iter().map(|p| p.issuer.as_str()).collect::<Vec<_>>(), ["ent"]);
    let smtp = settings.smtp.unwrap();
    assert_eq!((smtp.port, smtp.tls), (587, Tls::Starttls));
    assert_eq!(
        smtp.login.map(|(user, password)| (user, password.reveal().to_owned())),
        Some(("tremplin".to_owned(), "hunter2".to_owned()))
    );
    assert_eq!(settings.mail.unwrap().sender, "Stages <stages@univ.example>");
}

#[test]
fn little_is_enough() {
    let file = "listen = \"[::1]:80\"\npublic_url = \"http://localhost:80\"\ndata = \"d\"\n\
                [institution]\nname = \"U\"\naddress = \"A\"\nrepresentative = \"R\"";
    let settings = read(file, &Environment::default()).unwrap();
    assert_eq!(settings.database.reveal(), "sqlite://d/tremplin.db");
    assert!(settings.smtp.is_none() && settings.mail.is_none() && settings.portals.is_empty());
}

#[test]
fn the_law_has_ceilings_of_its_years_and_what_the_institution_decides() {
    let law = |lines: &str| read(&format!("{FILE}\n[law]\n{lines}"), &with_password()).unwrap().law;
    assert_eq!(law(""), Parameters::default());
    assert_eq!(read(FILE, &with_password()).unwrap().law, Parameters::default());
    let set = law(
        "hourly_ceilings = { 2027 = 31, 2026 = 29 }\nceiling_policy = \"by_month\"\ndistance_teaching = true\nsoftened = [\"waiting-period\", \"quota\"]",
    );
    assert_eq!([2025, 2026, 2027].map(|year| set.ceilings.of(year).euros), [29, 29, 31]);
    assert_eq!((set.policy, set.distance_teaching), (CeilingPolicy::ByMonth, DistanceTeaching::Allowed));
    assert_eq!(set.softened.into_iter().collect::<Vec<_>>(), [Rule::WaitingPeriod, Rule::Quota]);
    assert_eq!(law("ceiling_policy = \"frozen_at_signature\"\ndistance_teaching = false\nsoftened = []"), Parameters::default());
}

#[test]
fn mistakes_about_the_law_are_told_at_their_key() {
    let told = |lines: &str| {
        let found = read(&format!("{FILE}\n[law]\n{lines}"), &with_password()).unwrap_err();
        found.iter().map(|mistake| mistake.told(Locale::Fr)).collect::<Vec<_>>()
    };
    assert_eq!(
        told("hourly_ceilings = { 2027 = 4.65, 27 = 31, 2028 = 4085, x = 30 }\nceiling_policy = \"frozen\"\nsofted = []"),
        [
            "law.softed\u{a0}: inconnu\u{202f}; vouliez-vous écrire softened\u{202f}?",
            "law.hourly_ceilings.2027\u{a0}: un nombre entier de 20 à 99 est attendu",
            "law.hourly_ceilings.2028\u{a0}: un nombre entier de 20 à 99 est attendu",
            "law.hourly_ceilings.27\u{a0}: une année civile à partir de 2015 est attendue, comme 2027",
            "law.hourly_ceilings.x\u{a0}: une année civile à partir de 2015 est attendue, comme 2027",
            "law.ceiling_policy\u{a0}: l’un de ces mots est attendu\u{a0}: frozen_at_signature, by_month",
        ]
    );
    for (softened, problem) in [
        ("[\"maximum\"]", "law.softened\u{a0}: l’un des contrôles n’avertit jamais\u{a0}: ce qui bloque une convention ne s’adoucit pas"),
        (
            "[\"carence\"]",
            "law.softened\u{a0}: l’un des contrôles n’existe pas\u{202f}; docs/administration.md donne leurs noms, comme waiting-period",
        ),
        ("[\"quota\", \"quota\"]", "law.softened\u{a0}: le même est donné deux fois"),
        ("\"quota\"", "law.softened\u{a0}: une liste de textes est attendue, comme [\"un\", \"deux\"]"),
    ] {
        assert_eq!(told(&format!("softened = {softened}")), [problem]);
    }
    assert_eq!(told("hourly_ceilings = 31"), ["law.hourly_ceilings\u{a0}: une table de nombres entiers est attendue, comme { 2027 = 31 }"]);
}

#[test]
fn the_documentation_names_every_check_that_may_be_softened() {
    let documented = include_str!("../../../docs/administration.md");
    for rule in Rule::ALL.iter().filter(|rule| rule.warns()) {
        assert!(documented.contains(&format!("`{}`", rule.key())), "{}", rule.key());
    }
}

#[test]
fn the_environment_comes_before_the_file() {
    let environment = Environment::of([("TREMPLIN_SMTP_PASSWORD", "hunter2"), ("TREMPLIN_DATABASE_URL", "mysql://a:b@c/d")]);
    assert_eq!(read(FILE, &environment).unwrap().database.reveal(), "mysql://a:b@c/d");
}

#[test]
fn no_secret_is_printed() {
    let shown = format!("{:#?}", read(FILE, &with_password()).unwrap());
    assert!(!shown.contains("hunter2") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn every_mistake_is_told_at_once() {
    let file = r#"
        listen = "8081"
        publik_url = "x"
        data = 3
        database = "mysql://u:s3cret@h/d"
        [portal]
        "a b" = 1
        [portal.ent]
        keys = []
        render = "https://ent.univ.example/w/{ns}"
        action = "https://ent.univ.example/w/{ns}/{target}"
        [smtp]
        hots = "smtp.univ.example"
        port = 70000
        tls = "yes"
        password = "hunter2"
    "#;
    let told = mistakes(file, &Environment::of([("TREMPLIN_SMTP_PASWORD", "hunter2")]));
    assert_eq!(
        told,
        [
            "TREMPLIN_SMTP_PASWORD: unknown; did you mean TREMPLIN_SMTP_PASSWORD?",
            "publik_url: unknown; did you mean public_url?",
            "listen: an address and a port are expected, such as 127.0.0.1:8081",
            "public_url: is missing",
            "data: a text between quotes is expected",
            "institution.name: is missing",
            "institution.address: is missing",
            "institution.representative: is missing",
            "database: a section is expected",
            "portal.a b: a name is expected: letters, digits, “_”, “.” and “-”",
            "portal.ent.keys: a list of texts that is not empty is expected",
            "portal.ent.render: a web address with {ns}, {target} is expected",
            "portal.ent.resource: is missing",
            "smtp.hots: unknown; did you mean host?",
            "smtp.password: a secret is not written into the file; give it by the variable TREMPLIN_SMTP_PASSWORD",
            "smtp.host: is missing",
            "smtp.tls: one of these words is expected: none, implicit, starttls",
            "smtp.port: a whole number from 1 to 65535 is expected",
            "mail.sender: is missing",
        ]
    );
}

#[test]
fn a_user_and_a_password_go_together() {
    assert_eq!(mistakes(FILE, &Environment::default()), ["smtp.user: does not go without TREMPLIN_SMTP_PASSWORD"]);
    let nobody = FILE.replace("user = \"tremplin\"", "");
    assert_eq!(mistakes(&nobody, &with_password()), ["TREMPLIN_SMTP_PASSWORD: does not go without smtp.user"]);
}

#[test]
fn a_file_that_is_not_toml_is_told_with_its_line() {
    let told = read("data = \"d\"\n\nlisten = = 1", &Environment::default()).unwrap_err();
    assert!(told[0].told(Locale::Fr).starts_with("le fichier n’est pas du TOML, ligne 3\u{a0}: "), "{told:?}");
}

#[test]
fn an_origin_has_no_path() {
    for wrong in ["stages.univ.example", "ftp://a", "https://", "https://a/b", "https://u@a", "https://a?b", "https://a b"] {
        let file = FILE.replace("https://stages.univ.example/", wrong);
        assert_eq!(mistakes(&file, &with_password()).len(), 1, "{wrong}");
    }
}

#[test]
fn a_sender_is_a_mailbox() {
    for wrong in ["stages", "@univ.example", "a b@univ.example", "Stages <stages@>", "a@b\\nBcc: x@y"] {
        let file = FILE.replace("Stages <stages@univ.example>", wrong);
        assert_eq!(mistakes(&file, &with_password()).len(), 1, "{wrong}");
    }
}

fn value() -> impl Strategy<Value = toml::Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(toml::Value::from),
        any::<bool>().prop_map(toml::Value::from),
        "\\PC{0,20}".prop_map(toml::Value::from),
    ];
    let key = prop_oneof![
        "(listen|public_url|data|institution|name|database|url|portal|ent|keys|render|smtp|host|port|tls|user|mail|sender)",
        "(administrators|site|servers|embedded_by|link|identity|pages|cas|proxy|renew|validation|authorities|connect_ms|sources|people|social)",
        "(ldap|urls|ca_file|bind_dn|connect_timeout|pool_size|regimes|attributes|login|plain|adaptor|parts|countries|largest)",
        "(apogee|base_url|username|service_usernames|EtudiantMetier|cursus|establishment|address|limits|call_s|connections)",
        "\\PC{0,6}"
    ];
    leaf.prop_recursive(4, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(toml::Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..6).prop_map(|map| toml::Value::Table(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_settings_or_mistakes(text in "[a-z\\[\\]={}\" \n.0-9#]{0,120}") {
        let _ = read(&text, &Environment::default());
    }

    #[test]
    fn any_toml_is_settings_or_mistakes(value in value()) {
        let text = value.as_table().map(ToString::to_string).unwrap_or_default();
        if let Err(mistakes) = read(&text, &Environment::default()) {
            prop_assert!(!mistakes.is_empty());
        }
    }
}
