//! Why the program stops, in words for whoever started it.

use std::{io, net::SocketAddr, path::PathBuf, process::ExitCode};

/// Why the program stops.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Another program has the port, or it may not be had.
    #[error("l’adresse {0} n’est pas libre ({1}). Choisissez-en une autre avec --listen, par exemple --listen 127.0.0.1:8090")]
    Port(SocketAddr, #[source] io::Error),
    /// The database address means nothing to us.
    #[error("--database : {0}")]
    Address(String),
    /// The database does not open.
    #[error("la base de données ne s’ouvre pas : {0}")]
    Store(Box<dyn std::error::Error + Send + Sync>),
    /// A folder cannot be made or written.
    #[error("le dossier {0} ne peut pas être écrit : {1}")]
    Folder(PathBuf, #[source] io::Error),
    /// A file is there already and is not overwritten.
    #[error("{0} existe déjà ; rien n’a été remplacé")]
    Exists(PathBuf),
    /// The configuration of an institution is not right; every mistake of it.
    #[error("la configuration {0} est à corriger :\n{list}", list = .1.iter().map(|mistake| format!("  - {mistake}")).collect::<Vec<_>>().join("\n"))]
    Configuration(PathBuf, Vec<String>),
    /// A portal's key cannot be used.
    #[error("la clé {0} ne peut pas servir : {1}")]
    Key(PathBuf, String),
    /// Ours to mend.
    #[error("le démarrage a échoué : {0}")]
    Start(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// Mistakes in our own wiring, all at once.
    pub(crate) fn mistakes<M: std::fmt::Display>(mistakes: &[M]) -> Self {
        Self::Start(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; ").into())
    }

    /// The exit code: 2 where the person's own words are to be mended, 1 otherwise.
    pub(crate) fn code(&self) -> ExitCode {
        if matches!(self, Self::Configuration(..)) { ExitCode::from(2) } else { ExitCode::FAILURE }
    }

    /// Something that should not happen at start.
    pub(crate) fn start(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Start(Box::new(cause))
    }
}
