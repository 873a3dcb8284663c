//! A student comes in through CAS and begins a convention under an enrolment that the institution's systems know.

use std::net::Ipv4Addr;

use tempfile::TempDir;
use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    configuration::{self, server, site},
    database::Database,
    directory::LOGIN,
    ensure,
    program::Served,
};
use tremplin_services::{CasServer, DirectoryServer, Person, Setup, adaptor, apogee, free};

use crate::directory;

/// A site with everything that its student needs.
struct Site {
    _folder: TempDir,
    _cas: CasServer,
    _directory: DirectoryServer,
    database: Database,
    served: Served,
    page: Browser,
}

impl Site {
    /// With more systems than CAS and the directory, as these sections say.
    async fn open(database: Database, systems: &str) -> Done<Self> {
        let known = [(LOGIN.to_owned(), Person::new("secret", &[]))];
        let cas = CasServer::start(&Setup { people: known.into(), ..Setup::default() })?;
        let (folder, directory) = (tempfile::tempdir()?, directory()?);
        let (behind, before) = (free(Ipv4Addr::LOCALHOST)?, free(Ipv4Addr::LOCALHOST)?);
        let ours = server(behind, folder.path()) + &site(before, &cas.base, "") + &configuration::directory(&directory.plain);
        let config = folder.path().join("tremplin.toml");
        std::fs::write(&config, ours + systems)?;
        let variables = match &database {
            Database::Sqlite => Vec::new(),
            Database::Mariadb(address) => vec![("TREMPLIN_DATABASE_URL", address.as_str())],
        };
        let served = Served::start_with(&config, &variables).await?;
        let page = Browser::open(&format!("http://{before}"), Scripts::On, Look::Once).await?;
        page.go("/p/mes-stages").await?;
        page.sign_in(LOGIN, "secret").await?;
        page.says(".bar__person", "Jeanne Martin").await?;
        page.go("/w/stages/new").await?;
        Ok(Self { _folder: folder, _cas: cas, _directory: directory, database, served, page })
    }

    /// Begins under the enrolment of this key.
    async fn begin(&self, key: &str) -> Done {
        self.page.click(&format!("#stages-create input[name=enrolment][value='{key}']")).await?;
        self.page.follow("#stages-create button[type=submit]").await?;
        self.page.find("#stages-town").await.map(drop)
    }

    /// Whether the fields hold these values.
    async fn holds(&self, fields: &[(&str, &str)]) -> Done {
        for (name, expected) in fields {
            let value = self.page.value(&format!("#stages-{name}")).await?;
            ensure(value == *expected, || format!("{name} is {value:?}, not {expected:?}"))?;
        }
        Ok(())
    }

    async fn close(self) -> Done {
        self.page.close().await?;
        let code = self.served.stop().await?;
        ensure(code == Some(0), || format!("it ends with {code:?}"))?;
        self.database.remove().await
    }
}

/// What is not among the words of an element.
async fn says_nothing_of(page: &Browser, css: &str, words: &[&str]) -> Done {
    let text = page.all_text(css).await?;
    let said: Vec<_> = words.iter().filter(|words| text.contains(**words)).collect();
    ensure(said.is_empty(), || format!("{css} says {said:?}: {text}"))
}

async fn from_apogee(database: Database) -> Done {
    let apogee = apogee::Double::start(apogee::Manner::Strict).await?;
    let site = Site::open(database, &format!("[apogee]\nbase_url = \"{}\"\nregimes = {{ \"1\" = \"initial\" }}\n", apogee.url())).await?;
    let page = &site.page;
    for words in ["Master 2 Informatique <parcours A & B> · 2026/2027", "UFR Sciences", "DU FLE · 2026/2027", "Centre de langues"] {
        page.says("#window-stages", words).await?;
    }
    // Apogée comes first, answers, and lists what is paid for.
    says_nothing_of(page, "#window-stages", &["L3SCI", "DU Entrepreneuriat · 2026", "n’est pas arrivée"]).await?;
    page.look("inscriptions-apogee").await?;
    site.begin("2026/M2INF/210").await?;
    let fields = [
        ("street", "Bâtiment C 12 rue de l’Exemple"),
        ("postcode", "35000"),
        ("town", "RENNES"),
        ("country", "FR"),
        ("personal-mail", "jeanne@courriel.example"),
        ("mobile", "0600000001"),
        ("cpam-name", "CPAM d’Ille-et-Vilaine 2026"),
        ("taught-hours", "420"),
    ];
    site.holds(&fields).await?;
    // The whole convention: what nobody types, and of the step's elements those with the flag of internships or their nature.
    page.go("/w/stages/1").await?;
    for words in ["UFR Sciences", "Master 2 Informatique <parcours A & B>", "M2INF", "Formation initiale", "STG5", "PRJ5"] {
        page.says("#window-stages", words).await?;
    }
    says_nothing_of(page, "#window-stages", &["MATH", "STG4"]).await?;
    page.look("convention-apogee").await?;
    site.close().await
}

#[tokio::test]
async fn what_apogee_says_is_in_the_convention_on_sqlite() -> Done {
    from_apogee(Database::Sqlite).await
}

#[tokio::test]
async fn what_apogee_says_is_in_the_convention_on_mariadb() -> Done {
    let Some(database) = Database::mariadb("systems_apogee").await? else {
        println!("no MariaDB (TREMPLIN_TEST_MYSQL): not run");
        return Ok(());
    };
    from_apogee(database).await
}

#[tokio::test]
async fn what_an_adaptor_says_is_in_the_convention() -> Done {
    let adaptor = adaptor::Double::start().await?;
    let sources = "[sources]\npeople = [\"ldap\", \"adaptor\"]\nenrolments = [\"adaptor\", \"ldap\"]\n";
    let section = format!("[adaptor]\nurl = \"{}\"\nparts = [\"social\"]\n", adaptor.url());
    let site = Site::open(Database::Sqlite, &(section + sources)).await?;
    let page = &site.page;
    page.says("#window-stages", "Master 2 Informatique · 2026/2027").await?;
    page.says("#window-stages", "UFR Sciences").await?;
    site.begin("2026/M2INF/210").await?;
    let fields = [
        ("street", "12 rue des Lilas"),
        ("postcode", "69007"),
        ("town", "LYON"),
        ("cpam-name", "CPAM du Rhône"),
        ("cpam-address", "276 cours Émile-Zola 69100 Villeurbanne"),
        ("taught-hours", "412"),
    ];
    site.holds(&fields).await?;
    page.go("/w/stages/1").await?;
    for words in ["UFR Sciences", "Master 2 Informatique", "M2INFST"] {
        page.says("#window-stages", words).await?;
    }
    says_nothing_of(page, "#window-stages", &["M2INFUE1"]).await?;
    adaptor.conforms();
    site.close().await
}

#[tokio::test]
async fn where_apogee_is_dead_the_directory_stands_in_and_the_page_says_what_is_missing() -> Done {
    let nobody = free(Ipv4Addr::LOCALHOST)?;
    let site = Site::open(Database::Sqlite, &format!("[apogee]\nbase_url = \"http://{nobody}\"\n")).await?;
    let page = &site.page;
    page.says("#window-stages", "L3SCI · 2026/2027").await?;
    page.says("#window-stages", "UFR Sciences et techniques").await?;
    page.says("#window-stages .tr-alert", "vérifiez chaque champ").await?;
    for missing in ["Caisse", "Heures d’enseignement", "Éléments pédagogiques"] {
        page.says("#window-stages .tr-alert", missing).await?;
    }
    page.look("inscriptions-sans-apogee").await?;
    site.begin("2026/L3SCI/211").await?;
    site.holds(&[("cpam-name", ""), ("taught-hours", "")]).await?;
    site.close().await
}
