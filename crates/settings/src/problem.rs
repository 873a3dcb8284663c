//! What can be wrong in the settings, in the words of whoever mends it.

use std::io::ErrorKind;

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file is not TOML, from this line on.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The parser's own words, without the text around.
        cause: String,
    },
    /// A key or variable that means nothing.
    Unknown {
        /// The one that was perhaps meant.
        meant: Option<String>,
    },
    /// A key that must be there is not.
    Missing,
    /// The value is of another kind: a text was expected.
    NotText,
    /// The value is of another kind: a section was expected.
    NotSection,
    /// The value is of another kind: a list of texts was expected.
    NotTexts,
    /// Not a whole number from 1 to 65535.
    NotPort,
    /// Not an address with a port, such as `127.0.0.1:8081`.
    NotListen,
    /// Not `https://host`, without a path.
    NotOrigin,
    /// Not a web address with these placeholders.
    NotTemplate(&'static str),
    /// Not the name of a host.
    NotHost,
    /// Not the address of a person or office.
    NotMailbox,
    /// Not a name: letters, digits, `_`, `.` and `-`.
    NotName,
    /// None of these words.
    NotAmong(&'static [&'static str]),
    /// A secret does not belong into the file; this variable takes it.
    InEnvironment(&'static str),
    /// Given without the other thing that it goes with.
    Without(&'static str),
    /// The value of a variable is not UTF-8.
    Unreadable,
    /// The value is of another kind: `true` or `false` was expected.
    NotFlag,
    /// Not a whole number within these bounds, inclusive.
    NotNumber(u64, u64),
    /// Not a time with its unit, such as `2 s`, within a day.
    NotTime,
    /// Not a time from a millisecond to a minute.
    NotShort,
    /// The value is of another kind: a list of texts was expected, which may be empty.
    NotList,
    /// Said twice in a list.
    Twice,
    /// The value is of another kind: a table of texts was expected.
    NotPairs,
    /// The value is of another kind: a table of whole numbers was expected.
    NotNumbers,
    /// Not a civil year for which there may be a ceiling.
    NotYear,
    /// Not the code of a check.
    NotRule,
    /// A check that never warns: what it finds is said anyway, or stops the convention, which nobody softens.
    NeverWarns,
    /// Not a web or directory address such as this one.
    NotAddress(&'static str),
    /// Unprotected, and not to this machine itself.
    NotSecure,
    /// Unprotected, where personal data travels; this setting admits it.
    Unprotected(&'static str),
    /// The password would travel unprotected to another machine.
    PlainPassword,
    /// A user, a query or a fragment in an address.
    NotBare,
    /// The same as this other key, where only one can have it.
    SameAs(&'static str),
    /// The file that is named cannot be read.
    NotRead(ErrorKind),
    /// No certificates in PEM.
    NotCertificates,
    /// The machine believes no authority.
    NoAuthorities,
    /// Not a filter of a directory (RFC 4515).
    NotFilter,
    /// Not the name of an attribute of a directory (RFC 4512).
    NotAttribute,
    /// Not a country (ISO 3166-1).
    NotCountry,
    /// Characters that a header of HTTP cannot hold, or nothing.
    NotHeader,
    /// Not a user name that HTTP can carry (RFC 7617): empty, or with a colon.
    NotUser,
}

impl Problem {
    pub(crate) fn in_french(&self) -> String {
        match self {
            Self::Syntax { line, cause } => format!("le fichier n’est pas du TOML, ligne {line}\u{a0}: {cause}"),
            Self::Unknown { meant: Some(meant) } => format!("inconnu\u{202f}; vouliez-vous écrire {meant}\u{202f}?"),
            Self::Unknown { meant: None } => "inconnu".to_owned(),
            Self::Missing => "manque".to_owned(),
            Self::NotText => "un texte entre guillemets est attendu".to_owned(),
            Self::NotSection => "une section est attendue".to_owned(),
            Self::NotTexts => "une liste de textes est attendue, et elle n’est pas vide".to_owned(),
            Self::NotPort => "un nombre entier de 1 à 65535 est attendu".to_owned(),
            Self::NotListen => "une adresse et un port sont attendus, comme 127.0.0.1:8081".to_owned(),
            Self::NotOrigin => "une adresse sans chemin est attendue, comme https://stages.univ.example".to_owned(),
            Self::NotTemplate(holes) => format!("une adresse web avec {holes} est attendue"),
            Self::NotHost => "un nom de machine est attendu, comme smtp.univ.example".to_owned(),
            Self::NotMailbox => "une adresse de courriel est attendue, comme Stages <stages@univ.example>".to_owned(),
            Self::NotName => {
                "un nom est attendu\u{a0}: lettres, chiffres, « _ », « . » et « - »".replace("« ", "«\u{a0}").replace(" »", "\u{a0}»")
            }
            Self::NotAmong(words) => format!("l’un de ces mots est attendu\u{a0}: {}", words.join(", ")),
            Self::InEnvironment(variable) => {
                format!("un secret ne s’écrit pas dans le fichier\u{202f}; donnez-le par la variable {variable}")
            }
            Self::Without(other) => format!("ne va pas sans {other}"),
            Self::Unreadable => "la valeur n’est pas de l’UTF-8".to_owned(),
            Self::NotFlag => "true ou false est attendu, sans guillemets".to_owned(),
            Self::NotNumber(least, most) => format!("un nombre entier de {least} à {most} est attendu"),
            Self::NotTime => "une durée avec son unité est attendue, comme \"500 ms\", \"2 s\", \"5 min\" ou \"1 h\"".to_owned(),
            Self::NotShort => "une durée de 1 ms à 1 min est attendue".to_owned(),
            Self::NotList => "une liste de textes est attendue, comme [\"un\", \"deux\"]".to_owned(),
            Self::Twice => "le même est donné deux fois".to_owned(),
            Self::NotPairs => "une table de textes est attendue, comme { code = \"sens\" }".to_owned(),
            Self::NotNumbers => "une table de nombres entiers est attendue, comme { 2027 = 31 }".to_owned(),
            Self::NotYear => "une année civile à partir de 2015 est attendue, comme 2027".to_owned(),
            Self::NotRule => {
                "l’un des contrôles n’existe pas\u{202f}; docs/administration.md donne leurs noms, comme waiting-period".to_owned()
            }
            Self::NeverWarns => "l’un des contrôles n’avertit jamais\u{a0}: ce qui bloque une convention ne s’adoucit pas".to_owned(),
            Self::NotAddress(example) => format!("une adresse est attendue, comme {example}"),
            Self::NotSecure => "https est attendu, sauf sur cette machine elle-même".to_owned(),
            Self::Unprotected(admits) => {
                format!(
                    "https est attendu pour des données personnelles\u{202f}; si le réseau entre les deux machines est fermé, écrivez {admits}"
                )
            }
            Self::PlainPassword => {
                "le mot de passe partirait en clair\u{a0}: ldaps:// ou start_tls = true sont attendus, ou plain_password = true l’admet"
                    .to_owned()
            }
            Self::NotBare => "une adresse sans compte, sans «\u{a0}?\u{a0}» ni «\u{a0}#\u{a0}» est attendue".to_owned(),
            Self::SameAs(other) => format!("est déjà pris par {other}"),
            Self::NotRead(kind) => format!("le fichier ne peut pas être lu\u{a0}: {}", unread(*kind)),
            Self::NotCertificates => "le fichier ne contient pas de certificats PEM".to_owned(),
            Self::NoAuthorities => "manque\u{a0}: cette machine n’a pas d’autorités de certification (paquet ca-certificates)".to_owned(),
            Self::NotFilter => "un filtre LDAP entre parenthèses est attendu, comme (objectClass=person)".to_owned(),
            Self::NotAttribute => "un nom d’attribut LDAP est attendu, comme supannEtuId".to_owned(),
            Self::NotCountry => "un code de pays à deux lettres est attendu, comme FR (ISO 3166-1)".to_owned(),
            Self::NotHeader => "est vide, ou contient un caractère qu’un en-tête HTTP ne peut pas porter".to_owned(),
            Self::NotUser => "un nom de compte est attendu, sans «\u{a0}:\u{a0}»".to_owned(),
        }
    }

    pub(crate) fn in_english(&self) -> String {
        match self {
            Self::Syntax { line, cause } => format!("the file is not TOML, line {line}: {cause}"),
            Self::Unknown { meant: Some(meant) } => format!("unknown; did you mean {meant}?"),
            Self::Unknown { meant: None } => "unknown".to_owned(),
            Self::Missing => "is missing".to_owned(),
            Self::NotText => "a text between quotes is expected".to_owned(),
            Self::NotSection => "a section is expected".to_owned(),
            Self::NotTexts => "a list of texts that is not empty is expected".to_owned(),
            Self::NotPort => "a whole number from 1 to 65535 is expected".to_owned(),
            Self::NotListen => "an address and a port are expected, such as 127.0.0.1:8081".to_owned(),
            Self::NotOrigin => "an address without a path is expected, such as https://stages.univ.example".to_owned(),
            Self::NotTemplate(holes) => format!("a web address with {holes} is expected"),
            Self::NotHost => "the name of a host is expected, such as smtp.univ.example".to_owned(),
            Self::NotMailbox => "a mail address is expected, such as Stages <stages@univ.example>".to_owned(),
            Self::NotName => "a name is expected: letters, digits, “_”, “.” and “-”".to_owned(),
            Self::NotAmong(words) => format!("one of these words is expected: {}", words.join(", ")),
            Self::InEnvironment(variable) => format!("a secret is not written into the file; give it by the variable {variable}"),
            Self::Without(other) => format!("does not go without {other}"),
            Self::Unreadable => "the value is not UTF-8".to_owned(),
            Self::NotFlag => "true or false is expected, without quotes".to_owned(),
            Self::NotNumber(least, most) => format!("a whole number from {least} to {most} is expected"),
            Self::NotTime => "a time with its unit is expected, such as \"500 ms\", \"2 s\", \"5 min\" or \"1 h\"".to_owned(),
            Self::NotShort => "a time from 1 ms to 1 min is expected".to_owned(),
            Self::NotList => "a list of texts is expected, such as [\"one\", \"two\"]".to_owned(),
            Self::Twice => "the same is given twice".to_owned(),
            Self::NotPairs => "a table of texts is expected, such as { code = \"meaning\" }".to_owned(),
            Self::NotNumbers => "a table of whole numbers is expected, such as { 2027 = 31 }".to_owned(),
            Self::NotYear => "a civil year from 2015 on is expected, such as 2027".to_owned(),
            Self::NotRule => "one of the checks does not exist; docs/administration.md has their names, such as waiting-period".to_owned(),
            Self::NeverWarns => "one of the checks never warns: what stops a convention is not softened".to_owned(),
            Self::NotAddress(example) => format!("an address is expected, such as {example}"),
            Self::NotSecure => "https is expected, except on this machine itself".to_owned(),
            Self::Unprotected(admits) => {
                format!("https is expected for personal data; where the network between both machines is closed, write {admits}")
            }
            Self::PlainPassword => {
                "the password would travel in the clear: ldaps:// or start_tls = true is expected, or plain_password = true admits it"
                    .to_owned()
            }
            Self::NotBare => "an address without a user, “?” and “#” is expected".to_owned(),
            Self::SameAs(other) => format!("is taken by {other} already"),
            Self::NotRead(kind) => format!("the file cannot be read: {kind}"),
            Self::NotCertificates => "the file holds no certificates in PEM".to_owned(),
            Self::NoAuthorities => "is missing: this machine has no certificate authorities (package ca-certificates)".to_owned(),
            Self::NotFilter => "an LDAP filter in parentheses is expected, such as (objectClass=person)".to_owned(),
            Self::NotAttribute => "the name of an LDAP attribute is expected, such as supannEtuId".to_owned(),
            Self::NotCountry => "the two letters of a country are expected, such as FR (ISO 3166-1)".to_owned(),
            Self::NotHeader => "is empty, or holds a character that a header of HTTP cannot carry".to_owned(),
            Self::NotUser => "the name of an account without “:” is expected".to_owned(),
        }
    }
}

/// Why a file cannot be read, in French where it is something that happens.
fn unread(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "il n’existe pas".to_owned(),
        ErrorKind::PermissionDenied => "les droits manquent".to_owned(),
        ErrorKind::IsADirectory => "c’est un dossier".to_owned(),
        ErrorKind::InvalidData => "ce n’est pas un texte".to_owned(),
        other => other.to_string(),
    }
}
