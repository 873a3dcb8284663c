//! What is wrong with a command line, in French: one sentence, then where to look.

use std::{error::Error as _, ffi::OsStr};

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The sentence for a mistake of whoever typed the command line; of its words, the first names the command.
pub(crate) fn told(error: &clap::Error, first: Option<&OsStr>) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => shown(text),
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| shown(text)).collect::<Vec<_>>().join("\u{a0}», «\u{a0}"),
        Some(ContextValue::StyledStr(text)) => shown(&text.to_string()),
        _ => String::new(),
    };
    let option = said(ContextKind::InvalidArg).split_whitespace().next().unwrap_or_default().to_owned();
    let value = said(ContextKind::InvalidValue);
    let sentence = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{option} demande une valeur."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = error.source().map_or_else(|| "valeur refusée".to_owned(), ToString::to_string);
            format!("«\u{a0}{value}\u{a0}» ne convient pas pour {option}\u{a0}: {why}.")
        }
        ErrorKind::UnknownArgument => unknown(&option, "option", &said(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => unknown(&said(ContextKind::InvalidSubcommand), "commande", &said(ContextKind::SuggestedSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("il manque «\u{a0}{}\u{a0}».", said(ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "il manque une commande.".to_owned(),
        ErrorKind::ArgumentConflict => format!("{option} ne se donne qu’une fois."),
        ErrorKind::TooManyValues => format!("{option} ne prend pas la valeur «\u{a0}{value}\u{a0}»."),
        ErrorKind::InvalidUtf8 => "un des mots n’est pas écrit en UTF-8.".to_owned(),
        _ => "cette ligne de commande ne se comprend pas.".to_owned(),
    };
    let command = ["demo", "serve", "check", "client", "traces", "keys"].into_iter().find(|name| first == Some(OsStr::new(name)));
    let help = command.map_or_else(|| "tremplin --help".to_owned(), |name| format!("tremplin {name} --help"));
    format!("{sentence}\nCe qui est possible\u{a0}: {help}")
}

fn unknown(word: &str, what: &str, near: &str) -> String {
    let sentence = format!("«\u{a0}{word}\u{a0}» n’est pas une {what} connue.");
    if near.is_empty() { sentence } else { format!("{sentence} Serait-ce «\u{a0}{near}\u{a0}»\u{202f}?") }
}

/// A text as it may be repeated: an address that holds a password is not, nor is the end of something endless.
fn shown(text: &str) -> String {
    const LONGEST: usize = 80;
    let plain: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    if let Some((scheme, rest)) = plain.split_once("://")
        && rest.contains('@')
    {
        return format!("{scheme}://…");
    }
    if plain.contains('@') && plain.contains(':') {
        return "…".to_owned();
    }
    if plain.chars().count() <= LONGEST { plain } else { plain.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cli;

    fn mistake(words: &[&str]) -> String {
        told(&cli::read([&["tremplin"], words].concat()).unwrap_err(), words.first().map(OsStr::new))
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        for (words, sentence) in [
            (&["demo", "--conventions", "0"][..], "«\u{a0}0\u{a0}» ne convient pas pour --conventions\u{a0}: il faut un nombre"),
            (&["demo", "--conventions", "1000001"], "«\u{a0}1000001\u{a0}» ne convient pas"),
            (&["demo", "--conventions", "-1"], "«\u{a0}-1\u{a0}» ne convient pas pour --conventions\u{a0}: il faut un nombre"),
            (&["client"], "il manque une commande."),
            (&["client", "--config", "x.toml"], "il manque une commande."),
            (&["client", "revoke"], "il manque «\u{a0}<NOM>\u{a0}»."),
            (&["client", "add"], "il manque «\u{a0}--rights <DROIT>\u{a0}», «\u{a0}<NOM>\u{a0}»."),
            (&["client", "add", "x1", "--rights", "survey", "--per-minute", "-1"], "«\u{a0}-1\u{a0}» ne convient pas pour --per-minute"),
            (&["traces", "--lines", "0"], "«\u{a0}0\u{a0}» ne convient pas pour --lines\u{a0}: il faut un nombre"),
            (&["demo", "--listen", "8080"], "«\u{a0}8080\u{a0}» ne convient pas pour --listen\u{a0}: il faut une adresse et un port"),
            (&["demo", "--data"], "--data demande une valeur."),
            (&["demo", "--data", ""], "--data demande une valeur."),
            (&["demo", "--dat", "x"], "«\u{a0}--dat\u{a0}» n’est pas une option connue. Serait-ce «\u{a0}--data\u{a0}»\u{202f}?"),
            (&["demo", "--data", "x", "--data", "y"], "--data ne se donne qu’une fois."),
            (&["demo", "--help=x"], "--help ne prend pas la valeur «\u{a0}x\u{a0}»."),
            (&["demos"], "«\u{a0}demos\u{a0}» n’est pas une commande connue. Serait-ce «\u{a0}demo\u{a0}»\u{202f}?"),
            (&["help"], "«\u{a0}help\u{a0}» n’est pas une commande connue."),
            (&["serve", "x"], "«\u{a0}x\u{a0}» n’est pas une option connue."),
            (&["demo", "--database", "tremplin.db"], "--database\u{a0}: il faut une adresse qui commence par sqlite:// ou mysql://"),
        ] {
            let said = mistake(words);
            assert!(said.contains(sentence), "{words:?}: {said}");
            assert!(said.contains("--help"), "{said}");
        }
    }

    #[test]
    fn the_help_named_is_the_one_of_the_command() {
        assert!(mistake(&["demo", "--x"]).ends_with("tremplin demo --help"));
        assert!(mistake(&["demo", "--conventions", "0"]).ends_with("tremplin demo --help"));
        assert!(mistake(&["client", "add"]).ends_with("tremplin client --help"));
        assert!(mistake(&["check", "--x"]).ends_with("tremplin check --help"));
        assert!(mistake(&["keys", "--x"]).ends_with("tremplin keys --help"));
        assert!(mistake(&["--x"]).ends_with("tremplin --help"));
    }

    #[test]
    fn a_password_is_never_repeated() {
        let address = "mysql://user:s3cret@host/a/b";
        for words in [
            &["demo", "--database", address][..],
            &["demo", address],
            &[address],
            &["demo", "--listen", address],
            &["demo", "--conventions", address],
            &["demo", "--database", "postgres://user:s3cret@host/base"],
            &["demo", "--database", "user:s3cret@host/base"],
            &["demo", &format!("--{address}")],
            &["demo", &format!("--database={address}")],
            &["demo", &format!("--help={address}")],
        ] {
            let said = mistake(words);
            assert!(!said.contains("s3cret"), "{words:?}: {said}");
        }
    }

    proptest! {
        #[test]
        fn any_command_line_is_read_or_refused_in_words(words in proptest::collection::vec("(demo|serve|keys|--data|--listen=|--conventions|--database|-h)?.{0,12}", 0..5)) {
            if let Err(error) = cli::read(std::iter::once("tremplin".to_owned()).chain(words)) {
                prop_assert!(!told(&error, None).is_empty());
            }
        }
    }
}
