//! django-cas-server as a child process: a CAS server that others wrote.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde::Serialize;
use serde_json::json;
use tempfile::TempDir;

use crate::{Authority, Done, child::Child};

/// Somebody whom the server knows.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    /// The password.
    pub password: String,
    /// What the server says of them.
    pub attributes: BTreeMap<String, Vec<String>>,
}

impl Person {
    /// Somebody with a password and attributes; a name that comes twice has two values.
    pub fn new(password: &str, attributes: &[(&str, &str)]) -> Self {
        let mut known = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in attributes {
            known.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        Self { password: password.to_owned(), attributes: known }
    }
}

/// Services that the server admits.
#[derive(Debug, Clone, Serialize)]
pub struct Registered {
    /// A name of its own.
    pub name: String,
    /// A regular expression for their addresses.
    pub pattern: String,
    /// Whether proxy tickets are given for them.
    pub proxy: bool,
    /// Whether proxy-granting tickets are delivered to them.
    pub callback: bool,
}

/// Who exists, what is admitted, and how the server is reached.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// Everybody, by login.
    pub people: BTreeMap<String, Person>,
    /// The first pattern that fits a service counts.
    pub services: Vec<Registered>,
    /// With an authority the server speaks `https:` with its certificate, and trusts it when it calls others.
    pub authority: Option<&'a Authority>,
}

impl Default for Setup<'_> {
    /// `mdurand` and `adupont`, with the password `secret`, and every service of this machine.
    fn default() -> Self {
        let people = [
            ("mdurand", [("mail", "marie.durand@univ.example"), ("sn", "Durand"), ("role", "student"), ("role", "élue")]),
            ("adupont", [("mail", "a.dupont@univ.example"), ("sn", "Dupont & <fils>"), ("role", "teacher"), ("role", "tutor")]),
        ];
        let here = r"^https?://(127\.0\.0\.1|localhost)(:[0-9]+)?/".to_owned();
        Self {
            people: people.map(|(login, attributes)| (login.to_owned(), Person::new("secret", &attributes))).into(),
            services: vec![Registered { name: "this machine".into(), pattern: here, proxy: true, callback: true }],
            authority: None,
        }
    }
}

/// A CAS server that runs on a free port of this machine, with a folder of its own.
#[derive(Debug)]
pub struct CasServer {
    _server: Child,
    _folder: TempDir,
    /// Its base address: `http://localhost:45678/cas`.
    pub base: String,
}

impl CasServer {
    /// Starts it and waits until it listens.
    ///
    /// It ends when this is dropped; and, should that never happen, with the process that started it.
    pub fn start(setup: &Setup<'_>) -> Done<Self> {
        let python = std::env::var_os("TREMPLIN_TEST_CAS_PYTHON")
            .ok_or("TREMPLIN_TEST_CAS_PYTHON names no Python that has django-cas-server: run tests/run, which installs it")?;
        let folder = tempfile::tempdir()?;
        write(folder.path(), setup)?;
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("cas/serve.py");
        let mut command = Command::new(python);
        command.arg("-B").arg(program).arg(folder.path());
        // It calls this machine alone, whatever proxy the environment has for others.
        for name in ["NO_PROXY", "no_proxy"] {
            command.env(name, "localhost,127.0.0.1");
        }
        let server = Child::start(command, "the CAS server")?;
        let base = format!("{}/cas", server.ready);
        Ok(Self { _server: server, _folder: folder, base })
    }

    /// The address of one of its pages.
    pub fn at(&self, page: &str) -> String {
        format!("{}/{page}", self.base)
    }
}

fn write(folder: &Path, setup: &Setup<'_>) -> Done {
    let file = |name: &str, text: &str| -> Done<String> {
        let path = folder.join(name);
        fs::write(&path, text)?;
        Ok(path.to_string_lossy().into_owned())
    };
    let (mut authority, mut certificate, mut key) = (None, None, None);
    if let Some(ours) = setup.authority {
        let certified = ours.certify("localhost")?;
        authority = Some(file("authority.pem", &ours.pem())?);
        certificate = Some(file("certificate.pem", &certified.certificate)?);
        key = Some(file("key.pem", &certified.key)?);
    }
    let told =
        json!({ "people": setup.people, "services": setup.services, "authority": authority, "certificate": certificate, "key": key });
    file("cas.json", &told.to_string()).map(|_| ())
}
