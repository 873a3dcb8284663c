//! Whether the directory is what the settings say: facts for whoever prints them.

use std::time::Duration;

use tokio::time::Instant;

use crate::{
    Directory,
    entry::Entry,
    filter::Filter,
    person,
    pool::{Amount, Query},
    trouble::Trouble,
};

/// How many entries are looked at.
const SAMPLE: usize = 20;

/// What was found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Each address: how long connection, protection and bind took, or why there is none.
    pub servers: Vec<(String, Result<Duration, Trouble>)>,
    /// Each branch that the settings name, asked for one entry.
    pub branches: Vec<Branch>,
    /// What is missing.
    pub missing: Vec<Lack>,
}

/// A branch of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The key of its base.
    pub key: &'static str,
    /// Its base.
    pub base: String,
    /// How long one entry took, or why there is none; nothing if the branch is there and empty.
    pub entry: Result<Option<Duration>, Trouble>,
}

/// What is missing for some part of Tremplin to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Nobody has one of the affiliations of students.
    Students,
    /// Nobody has one of the affiliations of teachers.
    Teachers,
    /// No structure has one of the types of components.
    Components,
    /// None of some students has this attribute: it is another one here, or may not be read.
    OfStudents(String),
    /// None of some teachers has this attribute.
    OfTeachers(String),
}

impl Check {
    /// Whether nothing fails and nothing that is needed is missing.
    pub fn is_good(&self) -> bool {
        self.servers.iter().all(|(_, outcome)| outcome.is_ok())
            && self.branches.iter().all(|branch| matches!(branch.entry, Ok(Some(_))))
            && self.missing.is_empty()
    }
}

impl Directory {
    /// Tries every server: how long connection, protection and bind took, or why there is none.
    pub async fn servers(&self) -> Vec<(String, Result<Duration, Trouble>)> {
        let mut servers = Vec::new();
        for url in self.pool.urls() {
            let before = Instant::now();
            let outcome = self.pool.connect_to(url).await.map(|_| before.elapsed());
            servers.push((url.to_string(), outcome));
        }
        servers
    }

    /// Tries every server, then asks the directory for a little of everything.
    pub async fn check(&self) -> Check {
        let mut check = Check { servers: self.servers().await, branches: Vec::new(), missing: Vec::new() };
        if check.servers.iter().all(|(_, outcome)| outcome.is_err()) {
            return check;
        }
        let settings = &self.settings;
        for (key, base, filter) in [
            ("people_base", &settings.people_base, &settings.people_filter),
            ("structures_base", &settings.structures_base, &settings.structures_filter),
            ("steps_base", &settings.steps_base, &settings.steps_filter),
        ] {
            if !base.is_empty() {
                let entry = self.one(base, Filter::given(filter)).await;
                check.branches.push(Branch { key, base: base.clone(), entry });
            }
        }
        self.people_lack(&mut check.missing).await;
        if let Ok(structures) = self.structures().await
            && !settings.structures_base.is_empty()
            && !structures.has_component()
        {
            check.missing.push(Lack::Components);
        }
        check
    }

    async fn one(&self, base: &str, filter: Filter) -> Result<Option<Duration>, Trouble> {
        let before = Instant::now();
        let query = Query { base, filter: filter.to_string(), attributes: vec!["1.1"], amount: Amount::AtMost(1) };
        let found = self.pool.search(&query).await?;
        Ok((!found.entries.is_empty()).then(|| before.elapsed()))
    }

    async fn people_lack(&self, missing: &mut Vec<Lack>) {
        let names = &self.settings.attributes;
        if let Some(students) = self.sample(self.settings.students(), person::student_attributes(names)).await {
            if students.is_empty() {
                missing.push(Lack::Students);
            } else {
                let needed = [&names.login, &names.number, &names.last_name, &names.first_name, &names.mail];
                missing.extend(lacking(&students, &needed).map(Lack::OfStudents));
            }
        }
        if let Some(teachers) = self.sample(self.settings.teachers(), person::teacher_attributes(names)).await {
            if teachers.is_empty() {
                missing.push(Lack::Teachers);
            } else {
                let needed = [&names.login, &names.last_name, &names.first_name, &names.mail];
                missing.extend(lacking(&teachers, &needed).map(Lack::OfTeachers));
            }
        }
    }

    /// Some entries; nothing if they cannot be had, which a branch says already.
    async fn sample(&self, filter: Filter, attributes: Vec<&str>) -> Option<Vec<Entry>> {
        self.people(filter, attributes, SAMPLE).await.ok().map(|found| found.entries)
    }
}

/// The attributes that none of the entries has.
fn lacking<'a>(entries: &'a [Entry], names: &'a [&'a String]) -> impl Iterator<Item = String> + 'a {
    names.iter().filter(|name| !name.is_empty() && entries.iter().all(|entry| entry.first(name).is_empty())).map(|name| (*name).clone())
}
