//! What a database says, in words for whoever installs it: what it means and what to do, then the database's own words.

/// What stands in the database's words, in small letters, and what it means. The first that is found counts.
const CAUSES: [(&str, &str); 14] = [
    (
        "is locked",
        "un autre programme tient la base depuis plus longtemps que ce qui est attendu. Arrêtez-le (une sauvegarde, un autre serveur tremplin, \
         un outil SQLite), puis recommencez",
    ),
    (
        "unable to open",
        "son fichier ne peut pas être ouvert. Vérifiez que son dossier existe et que le compte qui lance tremplin a le droit d’y lire et d’y écrire",
    ),
    (
        "disk i/o error",
        "le disque n’a pas pu être lu ou écrit. Vérifiez l’état et la place du disque, et qu’il n’est pas un partage réseau, que SQLite ne supporte pas",
    ),
    (
        "readonly database",
        "son fichier ne peut pas être écrit. Donnez le droit d’écrire le fichier et son dossier au compte qui lance tremplin",
    ),
    ("malformed", "son fichier est abîmé. Arrêtez tremplin, gardez une copie du fichier, et restaurez la dernière sauvegarde"),
    ("not a database", "ce fichier n’est pas une base SQLite. Choisissez-en un autre"),
    ("disk is full", "il n’y a plus de place sur le disque. Libérez-en et recommencez"),
    (
        "access denied",
        "le serveur refuse ce nom et ce mot de passe, ou ne leur donne pas cette base. Vérifiez l’adresse de la base et les droits de son utilisateur",
    ),
    ("unknown database", "le serveur n’a pas de base de ce nom. Créez-la, ou corrigez le nom dans l’adresse"),
    ("unknown server host", "aucune machine ne porte ce nom. Corrigez l’hôte dans l’adresse de la base"),
    ("unknown mysql server host", "aucune machine ne porte ce nom. Corrigez l’hôte dans l’adresse de la base"),
    ("can't connect", "le serveur de base de données ne répond pas. Vérifiez qu’il tourne, et l’hôte et le port de l’adresse"),
    ("too many connections", "le serveur a donné toutes ses connexions. Attendez, ou augmentez max_connections"),
    ("command denied", "l’utilisateur de la base n’a pas tous les droits sur elle. Donnez-les-lui (GRANT ALL sur cette base)"),
];

/// What it means, as far as that is known, then the database's words.
pub(crate) fn told(cause: &str) -> String {
    let small = cause.to_lowercase();
    match CAUSES.iter().find(|(words, _)| small.contains(words)) {
        Some((_, meaning)) => format!("{meaning} (cause technique\u{a0}: {cause})"),
        None => format!("cause technique\u{a0}: {cause}"),
    }
}

#[cfg(test)]
mod tests {
    use tremplin_store::{Address, Store};

    use super::*;
    use crate::failure::unopened;

    #[test]
    fn what_to_do_comes_first_and_the_databases_words_last() {
        for words in ["database is locked", "The database file is locked", "disk I/O error", "attempt to write a readonly database"] {
            let told = told(words);
            assert!(!told.starts_with("cause") && told.ends_with(&format!("(cause technique\u{a0}: {words})")), "{told}");
        }
        assert_eq!(told("no such table: x"), "cause technique\u{a0}: no such table: x");
    }

    /// Whatever words the library has for it.
    #[test]
    fn what_sqlite_really_says_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let open = |path: &std::path::Path| {
            let place: Address = format!("sqlite://{}", path.display()).parse().unwrap();
            unopened(&Store::open(&place).unwrap_err())
        };
        let nowhere = open(&folder.path().join("none/x.db"));
        assert!(nowhere.contains("son fichier ne peut pas être ouvert"), "{nowhere}");
        let text = folder.path().join("text.db");
        std::fs::write(&text, "Ce n’est pas une base. ".repeat(100)).unwrap();
        let text = open(&text);
        assert!(text.contains("n’est pas une base SQLite"), "{text}");
    }
}
