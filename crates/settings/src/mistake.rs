//! What is wrong in the settings, in words.

use std::fmt;

use tremplin_domain::locale::Locale;

use crate::problem::Problem;

/// Something wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key with its sections, such as `smtp.port`, the name of a variable, or empty for the whole file.
    pub path: String,
    /// What is wrong there. Repeats no value: it may be a secret.
    pub problem: Problem,
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
