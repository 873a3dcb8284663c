//! An institution made from nothing, as a directory has it: always the same, with the names that people have in France.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_STANDARD as STANDARD};
use tremplin_domain::text;

use crate::directory_server::{PASSWORD, READER, SUFFIX};

const FIRST: [&str; 48] = [
    "Hélène",
    "Zoé",
    "Anaïs",
    "Chloé",
    "Jean-Baptiste",
    "Marie-Ève",
    "François",
    "Françoise",
    "Noël",
    "Maëlle",
    "Loïc",
    "Éléonore",
    "Gaël",
    "Inès",
    "Léa",
    "Théo",
    "Raphaël",
    "Cécile",
    "Mégane",
    "Océane",
    "Aurélie",
    "Jérôme",
    "Stéphane",
    "Benoît",
    "Agnès",
    "Élodie",
    "Amélie",
    "José",
    "Mónica",
    "Iñaki",
    "Jürgen",
    "Søren",
    "Ève",
    "Antoine",
    "Camille",
    "Lucas",
    "Manon",
    "Hugo",
    "Sarah",
    "Mehdi",
    "Fatima",
    "Thi Lan",
    "Wei",
    "Kévin",
    "Aïcha",
    "Ana",
    "Nathan",
    "Louise",
];

const HEADS: [&str; 40] = [
    "Bel", "Chau", "Dur", "Fou", "Gau", "Mar", "Per", "Rou", "Lef", "Mou", "Gir", "Bon", "Car", "Del", "Fab", "Gué", "Hér", "Jac", "Lam",
    "Mén", "Nau", "Péli", "Ré", "Sau", "Thé", "Vasseu", "Bér", "Cré", "Dés", "Évr", "Fré", "Gré", "Lé", "Mé", "Né", "Bré", "Val", "Tur",
    "Sér", "Bar",
];

const TAILS: [&str; 30] = [
    "ard", "eau", "ier", "in", "on", "ère", "ès", "ault", "ier", "elle", "et", "ot", "ançon", "oît", "y", "oux", "el", "and", "ert", "ini",
    "ac", "as", "ez", "euil", "igny", "oine", "ain", "ouet", "üe", "ñez",
];

const PARTICLES: [&str; 5] = ["de ", "de La ", "d'", "Le ", "Du "];

const COMPONENTS: [(&str, &str); 8] = [
    ("DRT", "Faculté de droit"),
    ("SCI", "UFR Sciences et techniques"),
    ("LET", "UFR Lettres et langues"),
    ("MED", "Faculté de médecine"),
    ("IUT", "IUT Génie électrique"),
    ("ECO", "UFR Économie et gestion"),
    ("STA", "UFR STAPS"),
    ("ING", "École d’ingénieurs"),
];

/// One line of an entry, in base 64 where LDIF wants it.
pub fn line(entry: &mut String, name: &str, value: &str) {
    let is_safe = value.bytes().all(|b| (0x20..0x7f).contains(&b)) && !value.starts_with([' ', ':', '<']) && !value.ends_with(' ');
    if is_safe { writeln!(entry, "{name}: {value}") } else { writeln!(entry, "{name}:: {}", STANDARD.encode(value)) }.ok();
}

/// One entry from its attributes; those without a value are left out.
pub fn entry(dn: &str, attributes: &[(&str, &str)]) -> String {
    let mut text = String::new();
    line(&mut text, "dn", dn);
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        line(&mut text, name, value);
    }
    text.push('\n');
    text
}

/// Somebody in the branch of people.
pub fn person(uid: &str, attributes: &[(&str, &str)]) -> String {
    let mut all = vec![("objectClass", "inetOrgPerson"), ("objectClass", "eduPerson"), ("objectClass", "supannPerson"), ("uid", uid)];
    all.extend(attributes);
    entry(&format!("uid={uid},ou=people,{SUFFIX}"), &all)
}

/// The root, the branches and whoever reads.
pub(crate) fn base() -> String {
    let mut text = entry(SUFFIX, &[("objectClass", "domain"), ("dc", "univ")]);
    text += &entry(
        READER,
        &[("objectClass", "organizationalRole"), ("objectClass", "simpleSecurityObject"), ("cn", "tremplin"), ("userPassword", PASSWORD)],
    );
    for branch in ["people", "structures", "steps"] {
        text += &entry(&format!("ou={branch},{SUFFIX}"), &[("objectClass", "organizationalUnit"), ("ou", branch)]);
    }
    text
}

/// Components with their departments, and steps: `departments` to each of the eight components.
pub fn structures(departments: usize) -> String {
    let mut text = structure("UNIV", "Université d’exemple", "{SUPANN}F100", "");
    for (code, label) in COMPONENTS {
        text += &structure(code, label, "{SUPANN}F200", "UNIV");
        for number in 1..=departments {
            text += &structure(&format!("{code}{number:03}"), &format!("Département {number} de {code}"), "{SUPANN}S300", code);
        }
        for year in 1..=3 {
            let name = format!("L{year}{code}-211");
            let dn = format!("cn={name},ou=steps,{SUFFIX}");
            let label = format!("Licence {year} · {label}");
            let attributes = [
                ("objectClass", "applicationProcess"),
                ("objectClass", "supannEntite"),
                ("cn", &name),
                ("supannCodeEntite", code),
                ("description", &label),
            ];
            text += &entry(&dn, &attributes);
        }
    }
    text
}

fn structure(code: &str, label: &str, kind: &str, parent: &str) -> String {
    let attributes = [
        ("objectClass", "organizationalUnit"),
        ("objectClass", "supannEntite"),
        ("ou", label),
        ("supannCodeEntite", code),
        ("supannTypeEntite", kind),
        ("supannCodeEntiteParent", parent),
    ];
    entry(&format!("supannCodeEntite={code},ou=structures,{SUFFIX}"), &attributes)
}

/// Whoever has that place in the institution: first name and family name.
pub fn name(place: usize) -> (String, String) {
    let first = FIRST[place % FIRST.len()];
    let simple = |n: usize| format!("{}{}", HEADS[n % HEADS.len()], TAILS[n / HEADS.len() % TAILS.len()]);
    let number = place / FIRST.len() * 7 + place % 11;
    let last = match place % 20 {
        0 => format!("{}-{}", simple(number), simple(number + 13)),
        7 => format!("{}{}", PARTICLES[place / 20 % PARTICLES.len()], simple(number)),
        13 => format!("O'{}", simple(number)),
        _ => simple(number),
    };
    (first.to_owned(), last)
}

/// The login at a place.
pub fn login(place: usize) -> String {
    format!("{}{place}", if is_teacher(place) { "prof" } else { "etu" })
}

/// The student number at a place.
pub fn number(place: usize) -> String {
    format!("{}", 22_000_000 + place)
}

/// Whether the place is a teacher's: one in twenty.
pub const fn is_teacher(place: usize) -> bool {
    place % 20 == 19
}

/// That many people. One in fifty lacks most of what a directory may say.
pub fn people(count: usize) -> String {
    let mut text = String::with_capacity(count * 900);
    for place in 0..count {
        text += &if is_teacher(place) { teacher(place) } else { student(place) };
    }
    text
}

fn plain(text: &str) -> String {
    text::fold(text)
}

fn teacher(place: usize) -> String {
    let (first, last) = name(place);
    let kind = if place % 100 == 99 { ("staff", "Moniteur") } else { ("faculty", "") };
    let cn = format!("{} {}", plain(&last), plain(&first));
    let mail = format!("{}.{}{place}@univ.example", plain(&first).replace(' ', "-"), plain(&last).replace(' ', "-"));
    let affiliation = if place % 200 == 199 { "staff" } else { "faculty" };
    let attributes = [
        ("cn", cn.as_str()),
        ("sn", &last),
        ("givenName", &first),
        ("mail", &mail),
        ("telephoneNumber", "+33 4 00 00 00 00"),
        ("title", "Maître de conférences"),
        ("employeeType", kind.1),
        ("eduPersonAffiliation", affiliation),
        ("eduPersonAffiliation", "member"),
        ("eduPersonPrimaryAffiliation", affiliation),
        ("supannEntiteAffectationPrincipale", COMPONENTS[place / 20 % COMPONENTS.len()].0),
    ];
    person(&login(place), &attributes)
}

fn student(place: usize) -> String {
    let (first, last) = name(place);
    let cn = format!("{} {}", plain(&last), plain(&first));
    let number = number(place);
    if place % 50 == 49 {
        return person(&login(place), &[("cn", &cn), ("sn", &last), ("eduPersonAffiliation", "student"), ("supannEtuId", &number)]);
    }
    let (code, _) = COMPONENTS[place % COMPONENTS.len()];
    let mail = format!("{}.{}{place}@etu.univ.example", plain(&first).replace(' ', "-"), plain(&last).replace(' ', "-"));
    let display = format!("{first} {last}");
    let year = place % 3 + 1;
    let enrolled = |civil: i32, level: usize| {
        format!(
            "[etab={{UAI}}0350937D][anneeinsc={civil}][regimeinsc={{SISE}}10][cursusann={{SUPANN}}L{level}][affect={code}][etape={{UAI:0350937D}}L{level}{code}-211][eltpedago=]"
        )
    };
    let (this, before) = (enrolled(2026, year), if year > 1 { enrolled(2025, year - 1) } else { String::new() });
    let attributes = [
        ("cn", cn.as_str()),
        ("sn", &last),
        ("givenName", &first),
        ("displayName", &display),
        ("mail", &mail),
        ("eduPersonAffiliation", "student"),
        ("eduPersonAffiliation", "member"),
        ("eduPersonPrimaryAffiliation", "student"),
        ("supannCivilite", if place.is_multiple_of(2) { "Mme" } else { "M." }),
        ("schacDateOfBirth", "20050131"),
        ("homePostalAddress", "1 rue de l'Exemple$69007 Lyon$France"),
        ("supannEtuId", &number),
        ("supannEntiteAffectationPrincipale", code),
        ("supannEtuInscription", &this),
        ("supannEtuInscription", &before),
    ];
    person(&login(place), &attributes)
}
