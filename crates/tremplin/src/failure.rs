//! Why the program stops, in words for whoever started it.

use std::{borrow::Cow, io, net::SocketAddr, path::PathBuf, process::ExitCode};

use chrono::NaiveDate;
use tremplin_store::{Address, BadAddress, OpenError};

use crate::trouble;

/// Why the program stops.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Another program has the port, or it may not be had.
    #[error(
        "l’adresse {0} n’est pas libre ({reason}). Choisissez-en une autre avec --listen, par exemple --listen 127.0.0.1:8090",
        reason = reason(.1)
    )]
    Port(SocketAddr, #[source] io::Error),
    /// The database address means nothing to us.
    #[error("l’adresse de la base de données n’est pas comprise\u{a0}: {reason}", reason = address(*.0))]
    Address(BadAddress),
    /// The database does not open.
    #[error("{said}", said = unopened(.0))]
    Store(Box<OpenError>),
    /// There is no room left for the database.
    #[error(
        "il n’y a plus de place pour la base {0}. Libérez de la place et recommencez\u{a0}: un remplissage qui n’est pas allé au bout est refait"
    )]
    Full(Address),
    /// A folder cannot be made or written.
    #[error("{path} ne peut pas être écrit\u{a0}: {reason}", path = .0.display(), reason = reason(.1))]
    Folder(PathBuf, #[source] io::Error),
    /// The database is to be in something that is no file.
    #[error("{path} n’est pas un fichier ordinaire\u{a0}: une base SQLite en est un. Choisissez un autre chemin", path = .0.display())]
    NotAFile(PathBuf),
    /// The database does not do what it is asked.
    #[error("la base {0} ne fait pas ce qui lui est demandé\u{a0}: {cause}", cause = trouble::told(.1))]
    Broken(Box<Address>, String),
    /// Another demo has the database.
    #[error("une autre démonstration utilise déjà {path}. Arrêtez-la, ou choisissez un autre dossier avec --data", path = .0.display())]
    Held(PathBuf),
    /// Another program fills the database.
    #[error("une autre démonstration remplit en ce moment la base {0}. Attendez qu’elle soit prête, ou choisissez une autre base")]
    Occupied(Address),
    /// The database is somebody's, or of a time before demos were told apart.
    #[error("la base {0} contient autre chose qu’une démonstration de cette version\u{a0}: elle n’est pas touchée. {remedy}", remedy = remedy(.0))]
    NotADemo(Address),
    /// The database of an institution is to be a demo's.
    #[error(
        "la base {0} est celle d’une démonstration\u{a0}: ses comptes ne sont pas ceux de l’établissement. Donnez une autre base dans la configuration"
    )]
    Demo(Address),
    /// The database holds a demo that this program would not make.
    #[error("la démonstration de la base {0} a été faite par une autre version de tremplin\u{a0}: elle n’est pas touchée. {remedy}", remedy = remedy(.0))]
    OtherGeneration(Address),
    /// The database holds a demo of another size than is asked.
    #[error(
        "la base {place} contient déjà une démonstration de {held} conventions, faite le {day}\u{a0}: --conventions {asked} ne la changera pas. \
         Sans --conventions, elle est reprise. {remedy}",
        held = whole(*.held), day = .on.format("%d/%m/%Y"), remedy = remedy(.place)
    )]
    OtherSize {
        /// Where.
        place: Address,
        /// Conventions asked for.
        asked: u32,
        /// Conventions it was made with.
        held: u32,
        /// When it was made.
        on: NaiveDate,
    },
    /// Somebody asked to stop while the demo was made.
    #[error("le remplissage de la base {0} est interrompu\u{a0}: il sera refait au prochain démarrage")]
    Interrupted(Address),
    /// A file is there already and is not overwritten.
    #[error("{path} existe déjà\u{202f}; rien n’a été remplacé", path = .0.display())]
    Exists(PathBuf),
    /// The configuration of an institution is not right; every mistake of it.
    #[error(
        "la configuration {path} est à corriger\u{a0}:\n{list}",
        path = .0.display(),
        list = .1.iter().map(|mistake| format!("  - {mistake}")).collect::<Vec<_>>().join("\n")
    )]
    Configuration(PathBuf, Vec<String>),
    /// A portal's key cannot be used.
    #[error("la clé {path} ne peut pas servir\u{a0}: {1}", path = .0.display())]
    Key(PathBuf, String),
    /// A client was to be limited to centres that are not; these are.
    #[error("un des centres n’existe pas. Ceux qui existent\u{a0}: {0}")]
    Centres(String),
    /// A client has, or had, this name.
    #[error("un client s’appelle ou s’appelait déjà {0}\u{a0}: choisissez un autre nom")]
    ClientName(String),
    /// No client has this name.
    #[error("aucun client ne s’appelle {0}\u{a0}; tremplin client list les montre tous")]
    NoClient(String),
    /// Systems that were tried do not answer, or lack something; the table says which.
    #[error("{lacking} lignes sur {tried} demandent quelque chose\u{a0}: la dernière colonne dit quoi")]
    Lacking {
        /// How many.
        lacking: usize,
        /// Of how many.
        tried: usize,
    },
    /// Ours to mend.
    #[error("le démarrage a échoué\u{a0}: {0}")]
    Start(Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// Mistakes in our own wiring, all at once.
    pub(crate) fn mistakes<M: std::fmt::Display>(mistakes: &[M]) -> Self {
        Self::Start(mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ; ").into())
    }

    /// The exit code: 2 where the person's own words are to be mended, 0 where it was their wish, 1 otherwise.
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Configuration(..) | Self::Address(_) | Self::OtherSize { .. } => ExitCode::from(2),
            Self::Interrupted(_) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }

    /// Something that should not happen at start.
    pub(crate) fn start(cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Start(Box::new(cause))
    }

    /// What the store did not do, at a place.
    pub(crate) fn of_store(error: &tremplin_store::Error, place: &Address) -> Self {
        if error.is_out_of_room() { Self::Full(place.clone()) } else { Self::Broken(Box::new(place.clone()), error.to_string()) }
    }
}

/// What an address of a database should be. Repeats nothing of it: it may hold a password.
pub(crate) const fn address(bad: BadAddress) -> &'static str {
    match bad {
        BadAddress::Scheme => "il faut une adresse qui commence par sqlite:// ou mysql://",
        BadAddress::NoPath => {
            "sqlite:// est suivi du chemin d’un fichier, sans «\u{a0}?\u{a0}» ni «\u{a0}#\u{a0}»\u{202f}; :memory: et file: ne sont pas des fichiers"
        }
        BadAddress::Server => {
            "mysql:// est suivi de utilisateur:motdepasse@hôte:port/base\u{202f}; les signes / ? # @ : d’un mot de passe s’écrivent %2F %3F %23 %40 %3A"
        }
    }
}

/// Why the database does not open.
pub(crate) fn unopened(error: &OpenError) -> String {
    match error {
        OpenError::NeedsMysql(place) => {
            format!("ce programme ne connaît que SQLite\u{a0}: pour {place}, il faut le compiler avec --features mysql")
        }
        OpenError::Unreachable { address, cause } => format!("la base {address} ne s’ouvre pas\u{a0}: {}", trouble::told(cause)),
        OpenError::Migration { address, cause } if cause.contains("disk is full") => Failure::Full(address.clone()).to_string(),
        OpenError::Migration { address, cause } => {
            format!("les tables de la base {address} n’ont pas pu être mises à jour\u{a0}: {}", trouble::told(cause))
        }
        OpenError::Canary { address, library } => {
            format!("{library} ne rend pas ce que {address} contient\u{a0}: il faut MariaDB Connector/C (libmariadb)")
        }
    }
}

/// How to get a new demo in spite of what is there.
fn remedy(place: &Address) -> String {
    match place {
        Address::File(path) => {
            let file = path.display();
            format!(
                "Pour une démonstration neuve, choisissez un autre dossier avec --data, ou supprimez {file} (avec {file}-wal et {file}-shm s’ils existent)"
            )
        }
        Address::Server(_) => "Pour une démonstration neuve, donnez une base vide avec --database".to_owned(),
    }
}

/// Why a file cannot be read, in French where it is something that happens.
pub(crate) fn unread(error: &io::Error) -> Cow<'static, str> {
    match error.kind() {
        io::ErrorKind::NotFound => "ce fichier n’existe pas".into(),
        io::ErrorKind::IsADirectory => "c’est un dossier et non un fichier".into(),
        io::ErrorKind::InvalidData => "il n’est pas écrit en UTF-8".into(),
        _ => reason(error),
    }
}

/// Why the system refuses, in French where it is something that happens.
fn reason(error: &io::Error) -> Cow<'static, str> {
    use io::ErrorKind::{
        AddrInUse, AddrNotAvailable, AlreadyExists, IsADirectory, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem,
        StorageFull,
    };
    match error.kind() {
        AddrInUse => "un autre programme l’utilise".into(),
        AddrNotAvailable => "elle n’est pas de cette machine".into(),
        PermissionDenied => "les droits manquent".into(),
        NotFound => "son dossier n’existe pas".into(),
        NotADirectory => "une partie du chemin est un fichier et non un dossier".into(),
        AlreadyExists => "un fichier porte déjà ce nom".into(),
        IsADirectory => "un dossier porte déjà ce nom".into(),
        ReadOnlyFilesystem => "le disque est en lecture seule".into(),
        StorageFull => "le disque est plein".into(),
        _ => error.to_string().into(),
    }
}

/// A number as people write it: 10 000.
fn whole(number: u32) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join("\u{202f}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!([7, 600, 10_000, 1_000_000].map(whole), ["7", "600", "10\u{202f}000", "1\u{202f}000\u{202f}000"]);
    }

    #[test]
    fn no_failure_tells_a_password() {
        let place: Address = "mysql://tremplin:s3cret@db/stages".parse().unwrap();
        let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for failure in [
            Failure::NotADemo(place.clone()),
            Failure::Occupied(place.clone()),
            Failure::OtherGeneration(place.clone()),
            Failure::OtherSize { place: place.clone(), asked: 7, held: 600, on },
            Failure::Store(Box::new(OpenError::NeedsMysql(place.clone()))),
            Failure::Full(place),
        ] {
            assert!(!failure.to_string().contains("s3cret") && !format!("{failure:?}").contains("s3cret"), "{failure}");
        }
    }
}
