//! Why the program stops, in words for whoever started it.

use std::{io, net::SocketAddr, path::PathBuf};

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
    /// `serve` needs an institution's own systems.
    #[error(
        "`serve` attend un fichier de configuration de l’établissement, et {0} ne suffit pas : cette version ne sert que la démonstration (tremplin demo)"
    )]
    NotConfigured(PathBuf),
    /// Ours to mend.
    #[error("le démarrage a échoué : {0}")]
    Start(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// Something that should not happen at start.
    pub(crate) fn start(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Start(Box::new(cause))
    }
}
