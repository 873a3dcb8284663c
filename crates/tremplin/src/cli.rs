//! The command line. Its words are French, as its users are.

use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

use chrono::NaiveDate;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use tremplin_domain::client::{ClientName, Resource};
use tremplin_store::Address;

use crate::failure::address;

/// Above the options of each command.
const OPTIONS: &str = "Options\u{a0}";
/// How help is laid out: what it is about, how it is written, its parts.
const HELP: &str = "{about}\n\nUsage\u{a0}: {usage}\n\n{all-args}\n";

/// Conventions that a demo has unless told.
pub(crate) const CONVENTIONS: u32 = 600;
/// Conventions that a demo has at most.
const MOST: u32 = 1_000_000;

/// Internship agreements inside the institution's portal.
#[derive(Debug, Parser)]
#[command(
    name = "tremplin",
    version,
    propagate_version = true,
    about = "Tremplin, les conventions de stage dans le portail de l’établissement. Sans commande, la démonstration.",
    subcommand_help_heading = "Commandes\u{a0}",
    subcommand_value_name = "COMMANDE",
    next_help_heading = OPTIONS,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do; without it, the demo with its defaults.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Our own words for clap's own flag.
    #[arg(long, short, global = true, action = ArgAction::Help, help = "Affiche cette aide")]
    help: Option<bool>,
    /// Our own words for clap's own flag.
    #[arg(long, short = 'V', global = true, action = ArgAction::Version, help = "Affiche la version")]
    version: Option<bool>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A believable institution to try everything on, with personas to sign in as.
    #[command(about = "Une université inventée où tout essayer, avec des personnages pour se connecter")]
    Demo(Demo),
    /// The institution's own servers, from a configuration file.
    #[command(about = "Le serveur de l’établissement, d’après un fichier de configuration")]
    Serve(Serve),
    /// Tries every system that the configuration names.
    #[command(about = "Essaie chaque système de la configuration et dit ce qui manque")]
    Check(Check),
    /// Says which other systems read through the API.
    #[command(about = "Les applications de l’établissement qui lisent par l’API\u{a0}: en créer, les voir, en révoquer")]
    Client(Client),
    /// Says who did what to things that have no timeline.
    #[command(about = "Qui a supprimé un brouillon, ajouté un contact ou un service, créé ou révoqué un client, et quand")]
    Traces(Traces),
    /// Makes a pair of keys for the portal's signed assertions.
    #[command(about = "Crée la paire de clés par laquelle un portail signe ses demandes")]
    Keys(Keys),
}

/// Choices of the demo.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Demo {
    /// Where the portal listens; the conventions server takes a free port beside it.
    #[arg(
        long,
        value_name = "ADRESSE",
        default_value = "127.0.0.1:8080",
        hide_default_value = true,
        value_parser = socket,
        help = "Adresse et port du portail (par défaut 127.0.0.1:8080)"
    )]
    pub listen: SocketAddr,
    /// Folder of the embedded database; kept from one start to the next.
    #[arg(
        long,
        value_name = "DOSSIER",
        default_value = "data",
        hide_default_value = true,
        help = "Dossier de la base SQLite, gardée d’un démarrage à l’autre (par défaut data)"
    )]
    pub data: PathBuf,
    /// How many conventions to make, when the database is new.
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        value_parser = conventions,
        help = "Nombre de conventions d’une base neuve, de 1 à 1\u{202f}000\u{202f}000 (par défaut 600)"
    )]
    pub conventions: Option<u32>,
    /// Another database.
    #[arg(
        long,
        value_name = "BASE",
        value_parser = database,
        help = "Une autre base\u{a0}: sqlite://FICHIER ou mysql://UTILISATEUR:MOTDEPASSE@HÔTE:PORT/BASE (si compilé avec MariaDB)"
    )]
    pub database: Option<Address>,
}

impl Default for Demo {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), data: "data".into(), conventions: None, database: None }
    }
}

/// The configuration that a command works by; it may stand before or after what is done.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Configuration {
    /// The configuration file.
    #[arg(
        long,
        global = true,
        value_name = "FICHIER",
        default_value = "tremplin.toml",
        hide_default_value = true,
        help = "Fichier de configuration (par défaut tremplin.toml)"
    )]
    pub config: PathBuf,
}

/// Choices of the institution's servers.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Serve {
    /// What configures it.
    #[command(flatten)]
    pub configuration: Configuration,
}

/// Choices of the trial.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Check {
    /// What configures it.
    #[command(flatten)]
    pub configuration: Configuration,
    /// A student to look up, with their enrolments.
    #[arg(long, value_name = "NUMÉRO", help = "Numéro d’un étudiant, pour essayer aussi sa fiche et ses inscriptions")]
    pub student: Option<String>,
}

/// Which traces are shown.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Traces {
    /// What configures it.
    #[command(flatten)]
    pub configuration: Configuration,
    /// How many, the latest first.
    #[arg(
        long,
        value_name = "N",
        default_value = "100",
        hide_default_value = true,
        allow_negative_numbers = true,
        value_parser = lines,
        help = "Nombre de traces, les dernières d’abord (par défaut 100)"
    )]
    pub lines: u16,
}

/// What is done with the systems that read through the API.
#[derive(Debug, Clone, Args)]
#[command(
    next_help_heading = OPTIONS,
    subcommand_help_heading = "Commandes\u{a0}",
    subcommand_value_name = "COMMANDE",
    disable_help_subcommand = true
)]
pub(crate) struct Client {
    /// What configures it.
    #[command(flatten)]
    pub configuration: Configuration,
    /// What is done.
    #[command(subcommand)]
    pub action: ClientAction,
}

/// What is done with a system that reads.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum ClientAction {
    /// Lets one in.
    #[command(about = "Crée un client et montre son jeton, une seule fois")]
    Add(NewClient),
    /// Shows all.
    #[command(about = "Montre les clients et leurs droits")]
    List,
    /// Shuts one out.
    #[command(about = "Révoque un client\u{a0}: son jeton n’ouvre plus rien")]
    Revoke {
        /// Its name.
        #[arg(value_name = "NOM", help = "Nom du client")]
        name: String,
    },
}

/// A system that is to read.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct NewClient {
    /// Its name.
    #[arg(value_name = "NOM", value_parser = client_name, help = "Nom du client, par exemple scolarite")]
    pub name: ClientName,
    /// What it may ask for.
    #[arg(
        long,
        value_name = "DROIT",
        required = true,
        value_delimiter = ',',
        value_parser = right,
        help = "Droits, séparés par des virgules\u{a0}: conventions, supplement, survey"
    )]
    pub rights: Vec<Resource>,
    /// Of which centres.
    #[arg(long, value_name = "CENTRE", value_delimiter = ',', allow_negative_numbers = true, value_parser = centre, help = "Numéros des centres (par défaut tous)")]
    pub centres: Vec<i64>,
    /// How often it may ask.
    #[arg(
        long,
        value_name = "N",
        default_value = "60",
        hide_default_value = true,
        allow_negative_numbers = true,
        value_parser = per_minute,
        help = "Appels par minute (par défaut 60)"
    )]
    pub per_minute: u16,
    /// The last day of its token.
    #[arg(long, value_name = "AAAA-MM-JJ", value_parser = day, help = "Dernier jour du jeton (par défaut sans fin)")]
    pub until: Option<NaiveDate>,
}

/// Choices of the keys.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = OPTIONS)]
pub(crate) struct Keys {
    /// Folder that gets `portal.key` and `portal.pub`; existing files are never overwritten.
    #[arg(
        long,
        value_name = "DOSSIER",
        default_value = ".",
        hide_default_value = true,
        help = "Dossier qui reçoit portal.key et portal.pub\u{202f}; un fichier existant n’est jamais remplacé (par défaut le dossier courant)"
    )]
    pub out: PathBuf,
}

/// Reads a command line.
pub(crate) fn read(words: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> Result<Cli, clap::Error> {
    let command = Cli::command().help_template(HELP).mut_subcommands(|sub| sub.help_template(HELP).display_name("tremplin"));
    Cli::from_arg_matches(&command.try_get_matches_from(words)?)
}

fn socket(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "il faut une adresse et un port, par exemple 127.0.0.1:8090")
}

fn conventions(text: &str) -> Result<u32, &'static str> {
    let number = text.parse().ok().filter(|n| (1..=MOST).contains(n));
    number.ok_or("il faut un nombre entier de 1 à 1\u{202f}000\u{202f}000, écrit sans espace")
}

fn lines(text: &str) -> Result<u16, &'static str> {
    let number = text.parse().ok().filter(|n| (1..=10_000).contains(n));
    number.ok_or("il faut un nombre entier de 1 à 10\u{202f}000, écrit sans espace")
}

fn client_name(text: &str) -> Result<ClientName, &'static str> {
    text.parse().map_err(|_| "il faut de 2 à 60 minuscules, chiffres, points et traits d’union, une lettre d’abord")
}

fn right(text: &str) -> Result<Resource, &'static str> {
    Resource::from_code(text).ok_or("les droits sont conventions, supplement et survey")
}

fn centre(text: &str) -> Result<i64, &'static str> {
    text.parse().map_err(|_| "il faut le numéro d’un centre")
}

fn per_minute(text: &str) -> Result<u16, &'static str> {
    text.parse().ok().filter(|n| *n > 0).ok_or("il faut un nombre entier de 1 à 65\u{202f}535")
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    text.parse().map_err(|_| "il faut une date, par exemple 2027-08-31")
}

fn database(text: &str) -> Result<Address, &'static str> {
    text.parse().map_err(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(words: &[&str]) -> String {
        read(words).unwrap_err().to_string()
    }

    #[test]
    fn no_arguments_is_the_demo() {
        assert!(read(["tremplin"]).unwrap().command.is_none());
    }

    #[test]
    fn the_demo_has_from_one_to_a_million_conventions() {
        let asked = |n: &str| match read(["tremplin", "demo", "--conventions", n]).map(|cli| cli.command) {
            Ok(Some(Command::Demo(demo))) => demo.conventions,
            _ => None,
        };
        assert_eq!(["1", "1000000"].map(asked), [Some(1), Some(1_000_000)]);
        assert_eq!(["0", "1000001", "-1", "1e3", "", "99999999999999999999"].map(asked), [None; 6]);
        assert!(matches!(read(["tremplin", "demo"]).unwrap().command, Some(Command::Demo(Demo { conventions: None, .. }))));
    }

    #[test]
    fn without_words_the_demo_is_what_it_is_without_options() {
        let Some(Command::Demo(demo)) = read(["tremplin", "demo"]).unwrap().command else { panic!("not the demo") };
        let default = Demo::default();
        assert_eq!((demo.listen, demo.data), (default.listen, default.data));
    }

    #[test]
    fn help_has_no_word_of_english() {
        for command in [
            &["tremplin"][..],
            &["tremplin", "demo"],
            &["tremplin", "serve"],
            &["tremplin", "keys"],
            &["tremplin", "client"],
            &["tremplin", "traces"],
            &["tremplin", "check"],
        ] {
            for flag in ["--help", "-h"] {
                let text = help(&[command, &[flag]].concat());
                assert!(text.contains("Usage\u{a0}: tremplin") && text.contains("Affiche cette aide"), "{text}");
                for word in ["Print", "Usage:", "Options:", "Commands", "COMMAND]", "default:", "possible values", "the "] {
                    assert!(!text.contains(word), "{word}: {text}");
                }
            }
        }
        assert_eq!(help(&["tremplin", "keys", "--version"]), help(&["tremplin", "-V"]));
    }

    #[test]
    fn every_form_of_address_that_help_names_is_taken() {
        let text = help(&["tremplin", "demo", "--help"]);
        for (named, written) in [("sqlite://", "sqlite://x.db"), ("mysql://", "mysql://u:p@h:3306/d")] {
            assert!(text.contains(named), "{text}");
            assert!(read(["tremplin", "demo", "--database", written]).is_ok(), "{written}");
        }
    }
}
