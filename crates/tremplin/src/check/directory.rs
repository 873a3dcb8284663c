//! The directory: each address, each branch, and what its people lack.

use tremplin_directory::{Branch, Check, Directory, Lack, Trouble};

use super::{cause, row::Row};

pub(crate) async fn check(directory: Option<&Result<Directory, String>>) -> Vec<Row> {
    match directory {
        None => Vec::new(),
        Some(Err(why)) => vec![Row::away("Annuaire", None, why)],
        Some(Ok(directory)) => rows(&directory.check().await),
    }
}

fn rows(check: &Check) -> Vec<Row> {
    let servers = check.servers.iter().map(|(url, outcome)| {
        let name = format!("Annuaire {}", url.trim_end_matches('/'));
        match outcome {
            Ok(took) => Row::reached(name, Some(*took)),
            Err(trouble) => Row::away(name, None, told(trouble)),
        }
    });
    let branches = check.branches.iter().map(|branch| {
        let lacks = check.missing.iter().filter(|lack| key(lack) == branch.key).map(lacks);
        self::branch(branch).lacking(lacks)
    });
    servers.chain(branches).collect()
}

fn branch(branch: &Branch) -> Row {
    let name = format!("Annuaire, {}", branch.key);
    match &branch.entry {
        Ok(Some(took)) => Row::reached(name, Some(*took)),
        Ok(None) => Row::reached(name, None)
            .lacking([format!("{} est vide, ou le filtre ne laisse rien\u{a0}: vérifier ldap.{}", branch.base, branch.key)]),
        Err(trouble) => Row::away(name, None, told(trouble)),
    }
}

/// The branch in which something lacks.
const fn key(lack: &Lack) -> &'static str {
    match lack {
        Lack::Students | Lack::Teachers | Lack::OfStudents(_) | Lack::OfTeachers(_) => "people_base",
        Lack::Components => "structures_base",
    }
}

fn lacks(lack: &Lack) -> String {
    match lack {
        Lack::Students => "personne n’est étudiant\u{a0}: vérifier ldap.student_affiliations".to_owned(),
        Lack::Teachers => "personne n’est enseignant\u{a0}: vérifier ldap.teacher_affiliations".to_owned(),
        Lack::Components => "aucune structure n’est une composante\u{a0}: vérifier ldap.component_types".to_owned(),
        Lack::OfStudents(attribute) => format!("aucun étudiant n’a {attribute}\u{a0}: vérifier [ldap.attributes] et les droits du compte"),
        Lack::OfTeachers(attribute) => {
            format!("aucun enseignant n’a {attribute}\u{a0}: vérifier [ldap.attributes] et les droits du compte")
        }
    }
}

fn told(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Away(cause) => format!("ne répond pas\u{a0}: vérifier ldap.urls et le pare-feu ({})", cause::told(cause)),
        Trouble::Busy => "toutes les connexions sont prises\u{a0}: relever ldap.pool_size".to_owned(),
        Trouble::Cut => "coupe la connexion\u{a0}: voir le journal du serveur LDAP".to_owned(),
        Trouble::Certificate(cause) => {
            format!("le certificat n’est pas admis\u{a0}: vérifier ldap.ca_file et le nom dans ldap.urls ({cause})")
        }
        Trouble::NoTls(cause) => format!("pas de connexion protégée\u{a0}: vérifier le port, et ldaps:// ou ldap.start_tls ({cause})"),
        Trouble::Credentials(code) => format!("refuse le compte ({code})\u{a0}: vérifier ldap.bind_dn et TREMPLIN_LDAP_PASSWORD"),
        Trouble::Rights => "le compte ne peut pas lire ici\u{a0}: lui donner la lecture des branches et des attributs".to_owned(),
        Trouble::Unprotected => "veut une connexion protégée\u{a0}: ldaps:// ou start_tls = true".to_owned(),
        Trouble::NoBase => "la branche n’existe pas, ou le compte ne la voit pas".to_owned(),
        Trouble::Elsewhere => {
            "la branche est sur un autre serveur, et les renvois ne sont pas suivis\u{a0}: le donner dans ldap.urls".to_owned()
        }
        Trouble::Costly => "refuse une recherche trop lourde\u{a0}: il manque des index (docs/annuaire.md)".to_owned(),
        Trouble::Refused { code, text } => format!("répond {code}\u{a0}: {text}"),
        Trouble::Unreadable(cause) => format!("ne répond pas comme un annuaire\u{a0}: vérifier ldap.urls ({cause})"),
    }
}
