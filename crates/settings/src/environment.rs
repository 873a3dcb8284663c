//! The variables of ours in the environment, read once.

use std::{collections::BTreeMap, ffi::OsString, fmt};

use tremplin_apogee::Service;

/// What our variables begin with.
const PREFIX: &str = "TREMPLIN_";

/// The variables whose names begin with `TREMPLIN_`, as they were at the start. Values are never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Environment {
    values: BTreeMap<String, String>,
    unreadable: Vec<String>,
}

impl Environment {
    /// The password of the mail server.
    pub const SMTP_PASSWORD: &str = "TREMPLIN_SMTP_PASSWORD";
    /// The address of the database with its password, before the one of the file.
    pub const DATABASE_URL: &str = "TREMPLIN_DATABASE_URL";
    /// The password of who asks the directory.
    pub const LDAP_PASSWORD: &str = "TREMPLIN_LDAP_PASSWORD";
    /// The password of Apogée's services that have none of their own.
    pub const APOGEE_PASSWORD: &str = "TREMPLIN_APOGEE_PASSWORD";
    /// The passwords of single services of Apogée.
    pub const APOGEE_PASSWORDS: [(Service, &str); 6] = [
        (Service::Student, "TREMPLIN_APOGEE_PASSWORD_ETUDIANTMETIER"),
        (Service::Administrative, "TREMPLIN_APOGEE_PASSWORD_ADMINISTRATIFMETIER"),
        (Service::Pedagogical, "TREMPLIN_APOGEE_PASSWORD_PEDAGOGIQUEMETIER"),
        (Service::Programmes, "TREMPLIN_APOGEE_PASSWORD_OFFREFORMATIONMETIER"),
        (Service::Referential, "TREMPLIN_APOGEE_PASSWORD_REFERENTIELMETIER"),
        (Service::Geography, "TREMPLIN_APOGEE_PASSWORD_GEOGRAPHIEMETIER"),
    ];
    /// The password of the adaptor's account.
    pub const ADAPTOR_PASSWORD: &str = "TREMPLIN_ADAPTOR_PASSWORD";
    /// The adaptor's token.
    pub const ADAPTOR_TOKEN: &str = "TREMPLIN_ADAPTOR_TOKEN";

    /// Every variable that means something, with the section that it goes with; the database has one whatever the file says.
    pub fn known() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let one = [
            (Self::DATABASE_URL, None),
            (Self::SMTP_PASSWORD, Some("smtp")),
            (Self::LDAP_PASSWORD, Some("ldap")),
            (Self::APOGEE_PASSWORD, Some("apogee")),
            (Self::ADAPTOR_PASSWORD, Some("adaptor")),
            (Self::ADAPTOR_TOKEN, Some("adaptor")),
        ];
        one.into_iter().chain(Self::APOGEE_PASSWORDS.map(|(_, name)| (name, Some("apogee"))))
    }

    /// The environment of this process.
    pub fn of_the_process() -> Self {
        Self::of(std::env::vars_os())
    }

    /// From names and values, such as those of a test.
    pub fn of<N: Into<OsString>, V: Into<OsString>>(variables: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut found = Self::default();
        for (name, value) in variables {
            let Ok(name) = name.into().into_string() else { continue };
            if !name.starts_with(PREFIX) {
                continue;
            }
            match value.into().into_string() {
                Ok(value) => drop(found.values.insert(name, value)),
                Err(_) => found.unreadable.push(name),
            }
        }
        found
    }

    /// The value of a variable; one that is empty counts as not set.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The names of the variables that are set.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The names of those whose value is not UTF-8.
    pub fn unreadable(&self) -> &[String] {
        &self.unreadable
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).entries(&self.unreadable).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_variables_of_ours_are_kept_and_their_values_hidden() {
        let environment = Environment::of([("PATH", "/bin"), ("TREMPLIN_SMTP_PASSWORD", "hunter2")]);
        assert_eq!(environment.names().collect::<Vec<_>>(), ["TREMPLIN_SMTP_PASSWORD"]);
        assert_eq!(format!("{environment:?}"), "{\"TREMPLIN_SMTP_PASSWORD\"}");
        assert_eq!(environment.find(Environment::SMTP_PASSWORD), Some("hunter2"));
    }
}
