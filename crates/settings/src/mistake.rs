//! What is wrong in the settings, in words.

use std::fmt;

use tremplin_domain::locale::Locale;

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key with its sections, such as `smtp.port`, the name of a variable, or empty for the whole file.
    pub path: String,
    /// What is wrong there. Repeats no value: it may be a secret.
    pub problem: Problem,
}

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
}

impl Mistake {
    /// The sentence for whoever mends it.
    pub fn told(&self, locale: Locale) -> String {
        let problem = match locale {
            Locale::Fr => self.problem.in_french(),
            Locale::En => self.problem.in_english(),
        };
        match (self.path.as_str(), locale) {
            ("", _) => problem,
            (path, Locale::Fr) => format!("{path}\u{a0}: {problem}"),
            (path, Locale::En) => format!("{path}: {problem}"),
        }
    }
}

/// In French.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Locale::Fr))
    }
}

impl std::error::Error for Mistake {}

impl Problem {
    fn in_french(&self) -> String {
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
        }
    }

    fn in_english(&self) -> String {
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
        }
    }
}
