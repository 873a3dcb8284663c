//! The whole story of a convention, from first draft to validated and printed, as people live it: in a real browser, with and without
//! scripts, on SQLite and on MariaDB.

mod helpdesk;
mod office;
mod papers;
mod student;
mod teacher;

use tremplin_e2e_tests::{
    Done,
    browser::{Browser, Look, Scripts},
    database::Database,
    program::Demo,
};

/// How the host is told, each in one of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HostBy {
    Name,
    Siret,
    Town,
    Entered,
}

/// What the chapters share.
pub(crate) struct Story {
    pub(crate) page: Browser,
    pub(crate) demo: Demo,
    /// The convention's id in addresses.
    pub(crate) id: String,
    /// Its number, as people write it.
    pub(crate) number: String,
    /// The host's name.
    pub(crate) host: String,
}

/// The student of the story: law, second year of master.
pub(crate) const STUDENT: &str = "adupont";
/// The teacher that she names.
pub(crate) const TEACHER: &str = "mkeller";
/// The office of her faculty.
pub(crate) const OFFICE: &str = "ngarnier";
/// The institution's administrator, who sees the demo's mail.
pub(crate) const ADMIN: &str = "apons";
/// The helpdesk.
pub(crate) const HELPDESK: &str = "shaddad";

impl Story {
    /// Becomes one of the demo's people.
    pub(crate) async fn become_(&self, login: &str) -> Done {
        let page = &self.page;
        page.go("/sign-in").await?;
        page.look("sign-in").await?;
        page.follow(&format!("button[name=login][value={login}]")).await?;
        page.find(".bar__person").await?;
        Ok(())
    }

    /// Leaves the portal.
    pub(crate) async fn leave(&self) -> Done {
        self.page.follow("form[action='/sign-out'] button").await?;
        self.page.find("button[name=login]").await?;
        Ok(())
    }

    async fn tell(&mut self, by: HostBy) -> Done {
        student::begins(self).await?;
        student::mistypes_a_postcode(self).await?;
        student::leaves_and_resumes(self).await?;
        student::finds_the_host(self, by).await?;
        student::names_the_people(self, by).await?;
        student::describes_the_internship(self).await?;
        student::names_the_teacher_and_the_signatory(self, by).await?;
        student::is_stopped_by_the_law_and_sends(self).await?;
        teacher::returns(self).await?;
        teacher::student_mends(self).await?;
        teacher::validates(self).await?;
        papers::reads_the_document(self, papers::Mark::Draft).await?;
        office::finds_it(self).await?;
        office::sorts_and_pages(self).await?;
        office::keeps_a_view(self).await?;
        office::validates_in_number(self).await?;
        office::validates_in_order(self).await?;
        office::tells_what_happened(self).await?;
        office::messages_lead_to_it(self).await?;
        papers::reads_the_document(self, papers::Mark::None).await?;
        papers::reads_the_workbook(self).await?;
        let student = papers::student_number(self).await?;
        helpdesk::sees_the_standing_only(self, &student).await
    }
}

/// Tells the story once.
async fn told(database: Option<Database>, scripts: Scripts, look: Look, by: HostBy) -> Done {
    // No MariaDB was given: that run is for tests/run.
    let Some(database) = database else { return Ok(()) };
    let demo = Demo::start(database).await?;
    let page = Browser::open(&demo.origin, scripts, look).await?;
    let mut story = Story { page, demo, id: String::new(), number: String::new(), host: String::new() };
    let lived = story.tell(by).await;
    story.page.close().await?;
    let ended = story.demo.stop().await;
    lived?;
    match ended? {
        Some(0) => Ok(()),
        code => Err(format!("the demo ended with {code:?}").into()),
    }
}

#[tokio::test]
async fn the_story_with_scripts_on_sqlite() -> Done {
    told(Some(Database::Sqlite), Scripts::On, Look::Every, HostBy::Name).await
}

#[tokio::test]
async fn the_story_without_scripts_on_sqlite() -> Done {
    told(Some(Database::Sqlite), Scripts::Off, Look::Once, HostBy::Entered).await
}

#[tokio::test]
async fn the_story_with_scripts_on_mariadb() -> Done {
    told(Database::mariadb("tremplin_story_scripts").await?, Scripts::On, Look::Never, HostBy::Siret).await
}

#[tokio::test]
async fn the_story_without_scripts_on_mariadb() -> Done {
    told(Database::mariadb("tremplin_story_plain").await?, Scripts::Off, Look::Never, HostBy::Town).await
}
