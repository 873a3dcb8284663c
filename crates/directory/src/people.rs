//! People: looked up by login or number, searched by name.

use std::sync::Arc;

use async_trait::async_trait;
use tremplin_domain::text;
use tremplin_referential::{Answer, Error, People, Standing, StudentKey, StudentRecord, TeacherRecord};

use crate::{
    Directory,
    entry::Entry,
    filter::Filter,
    name::{self, Fields},
    person,
    pool::{Amount, Found, Query},
    settings::Settings,
    structures::Structures,
};

/// Told to a person whose number two entries have; the page says before it that the registrar has to mend the file.
const TWO_NUMBERS: &str = "plusieurs fiches de l’annuaire portent ce numéro d’étudiant, la scolarité doit n’en laisser qu’une";

/// Told to a person whose login two entries have.
const TWO_LOGINS: &str = "plusieurs fiches de l’annuaire portent cet identifiant, la scolarité doit n’en laisser qu’une";

/// Told to a student who has no number.
const NO_NUMBER: &str = "l’annuaire ne donne pas de numéro d’étudiant, la scolarité doit l’ajouter";

/// The words of a search, at least two letters or digits in all.
fn searched(text: &str) -> Result<Vec<String>, Error> {
    let words: Vec<String> = text::words(text, 6).into_iter().map(|word| word.chars().take(40).collect()).collect();
    if words.iter().map(|word| word.chars().count()).sum::<usize>() < 2 { Err(Error::TooShort) } else { Ok(words) }
}

/// Whether two texts are the same to a directory: without case, and without spaces around.
fn is_same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

impl Settings {
    /// A number as the directory writes it.
    pub(crate) fn padded(&self, number: &str) -> String {
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        match self.number_digits {
            Some(digits) if is_number => format!("{number:0>digits$}"),
            _ => number.to_owned(),
        }
    }

    /// A number as the rest of the institution writes it.
    pub(crate) fn number(&self, entry: &Entry) -> String {
        let number = entry.first(&self.attributes.number);
        let bare = number.trim_start_matches('0');
        if self.number_digits.is_some() && !bare.is_empty() { bare.to_owned() } else { number.to_owned() }
    }

    /// Whether the entry is a student's. One who has a number and no affiliation at all is taken for one.
    pub(crate) fn is_student(&self, entry: &Entry) -> bool {
        let affiliations = entry.of(&self.attributes.affiliations);
        if affiliations.is_empty() {
            return !entry.first(&self.attributes.number).is_empty();
        }
        is_among(&affiliations, &self.student_affiliations)
    }

    /// Whether the entry is that of somebody who may follow internships.
    fn is_teacher(&self, entry: &Entry) -> bool {
        let affiliations = entry.of(&self.attributes.affiliations);
        let logins = entry.all(&self.attributes.login);
        let is_extra = is_among(&affiliations, &self.staff_affiliations)
            && logins.iter().any(|login| self.extra_teachers.iter().any(|extra| is_same(extra, login)));
        is_extra || (is_among(&affiliations, &self.teacher_affiliations) && !self.is_excluded(entry))
    }

    fn is_excluded(&self, entry: &Entry) -> bool {
        let types: Vec<&str> = entry.all(&self.attributes.staff_type).iter().map(String::as_str).collect();
        is_among(&types, &self.excluded_types)
    }

    /// Affiliations of several attributes.
    fn affiliated(&self, values: &[String]) -> Filter {
        Filter::Any(self.attributes.affiliations.iter().map(|name| Filter::one_of(name, values)).collect())
    }

    /// The same, for the directory to answer.
    pub(crate) fn teachers(&self) -> Filter {
        let names = &self.attributes;
        let teachers = self.affiliated(&self.teacher_affiliations);
        let excluded = Filter::one_of(&names.staff_type, &self.excluded_types);
        let ordinary = if self.excluded_types.is_empty() || names.staff_type.is_empty() {
            teachers
        } else {
            Filter::All(vec![teachers, Filter::Not(Box::new(excluded))])
        };
        if self.extra_teachers.is_empty() {
            return ordinary;
        }
        let extra = Filter::All(vec![self.affiliated(&self.staff_affiliations), Filter::one_of(&names.login, &self.extra_teachers)]);
        Filter::Any(vec![ordinary, extra])
    }

    /// Students, for the directory to answer: whoever has a number, where it has no affiliations.
    pub(crate) fn students(&self) -> Filter {
        let names = &self.attributes;
        if names.affiliations.iter().all(String::is_empty) && !names.number.is_empty() {
            return Filter::Like(names.number.clone(), String::new(), Vec::new());
        }
        self.affiliated(&self.student_affiliations)
    }
}

fn is_among(values: &[&str], wanted: &[String]) -> bool {
    values.iter().any(|value| wanted.iter().any(|wanted| is_same(value, wanted)))
}

impl Directory {
    /// Searches people, whatever they are.
    pub(crate) async fn people(&self, filter: Filter, attributes: Vec<&str>, most: usize) -> Result<Found, Error> {
        let settings = &self.settings;
        let filter = Filter::All(vec![Filter::given(&settings.people_filter), filter]).to_string();
        let amount = Amount::AtMost(most);
        Ok(self.pool.search(&Query { base: &settings.people_base, filter, attributes, amount }).await?)
    }

    /// The entry with this value of this attribute; two are one too many.
    async fn only(&self, attribute: &str, value: &str, attributes: Vec<&str>, many: &'static str) -> Result<Entry, Error> {
        if attribute.is_empty() || value.trim().is_empty() {
            return Err(Error::Missing);
        }
        let found = self.people(Filter::equals(attribute, value), attributes, 2).await?;
        // What a directory takes for equal may be more than what is: accents, zeros.
        let mut same = found.entries.into_iter().filter(|entry| entry.all(attribute).iter().any(|kept| is_same(kept, value)));
        let entry = same.next().ok_or(Error::Missing)?;
        if found.is_cut || same.next().is_some() {
            tracing::warn!(attribute, "several entries of the directory have the same value where each must have its own");
            return Err(Error::Unusable(many.to_owned()));
        }
        Ok(entry)
    }

    /// The entry with this student number.
    pub(crate) async fn numbered(&self, number: &str, attributes: Vec<&str>) -> Result<Entry, Error> {
        let settings = &self.settings;
        self.only(&settings.attributes.number, &settings.padded(number.trim()), attributes, TWO_NUMBERS).await
    }

    /// The entry with this login.
    async fn logged(&self, login: &str, attributes: Vec<&str>) -> Result<Entry, Error> {
        self.only(&self.settings.attributes.login, login, attributes, TWO_LOGINS).await
    }

    /// The student of an entry, whose number must be nobody else's: conventions are kept by number.
    async fn alone(&self, entry: &Entry, login: &str) -> Result<StudentRecord, Error> {
        let names = &self.settings.attributes;
        let number = entry.first(&names.number);
        self.only(&names.number, number, vec![&names.number], TWO_NUMBERS).await?;
        Ok(person::student(&self.settings, entry, login))
    }

    /// What labels are known; none while the directory cannot say.
    async fn labels(&self) -> Arc<Structures> {
        self.structures().await.unwrap_or_default()
    }

    fn student_attributes(&self) -> Vec<&str> {
        person::student_attributes(&self.settings.attributes)
    }

    fn teacher_attributes(&self) -> Vec<&str> {
        person::teacher_attributes(&self.settings.attributes)
    }
}

#[async_trait]
impl People for Directory {
    async fn student(&self, key: &StudentKey) -> Result<Answer<StudentRecord>, Error> {
        let student = match key {
            StudentKey::Number(number) => {
                let entry = self.numbered(number, self.student_attributes()).await?;
                person::student(&self.settings, &entry, "")
            }
            StudentKey::Login(login) => {
                let entry = self.logged(login, self.student_attributes()).await?;
                if !self.settings.is_student(&entry) {
                    return Err(Error::Missing);
                }
                if self.settings.number(&entry).is_empty() {
                    tracing::warn!("a student of the directory has no number");
                    return Err(Error::Unusable(NO_NUMBER.to_owned()));
                }
                self.alone(&entry, login).await?
            }
        };
        Ok(Answer::current(student))
    }

    async fn standing(&self, login: &str) -> Result<Answer<Standing>, Error> {
        let mut attributes = self.student_attributes();
        attributes.extend(self.teacher_attributes());
        let entry = self.logged(login, attributes).await?;
        let settings = &self.settings;
        let is_student = settings.is_student(&entry);
        let has_number = !settings.number(&entry).is_empty();
        if is_student && !has_number {
            tracing::warn!("a student of the directory has no number and cannot have conventions");
        }
        let student = if is_student && has_number { Some(self.alone(&entry, login).await?) } else { None };
        let teacher =
            if settings.is_teacher(&entry) { Some(person::teacher(settings, &entry, login, &*self.labels().await)) } else { None };
        Ok(Answer::current(Standing { student, teacher }))
    }

    async fn search_students(&self, name: &str, limit: usize) -> Result<Answer<Vec<StudentRecord>>, Error> {
        let words = searched(name)?;
        let settings = &self.settings;
        let names = &settings.attributes;
        let fields = self.fields(Vec::new());
        let numbered = |word: &str| {
            let is_number = !names.number.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
            if is_number { vec![Filter::equals(&names.number, &settings.padded(word))] } else { Vec::new() }
        };
        let filter = Filter::All(vec![settings.students(), name::filter(&words, &fields, numbered)]);
        let mut attributes = self.student_attributes();
        attributes.extend(names.plain.iter().map(String::as_str).filter(|name| !name.is_empty()));
        let found = self.people(filter, attributes, settings.size_limit).await?;
        if found.is_cut {
            return Err(Error::TooMany);
        }
        let is_meant = |entry: &&Entry| {
            let number = settings.number(entry);
            settings.is_student(entry) && name::holds(&words, fields.of(entry).chain(std::iter::once(number.as_str())))
        };
        let mut students: Vec<_> = found.entries.iter().filter(is_meant).map(|entry| person::student(settings, entry, "")).collect();
        students.retain(|student| !student.number.is_empty());
        students.sort_by_cached_key(|s| (text::fold(&s.last_name), text::fold(&s.first_name), s.number.clone()));
        if students.len() > limit { Err(Error::TooMany) } else { Ok(Answer::current(students)) }
    }

    async fn search_teachers(&self, text: &str, limit: usize) -> Result<Answer<Vec<TeacherRecord>>, Error> {
        let words = searched(text)?;
        let settings = &self.settings;
        let names = &settings.attributes;
        let labels = self.labels().await;
        let fields = self.fields(vec![&names.structure_name]);
        let affiliated = |word: &str| {
            let codes = labels.named(word);
            names
                .structures
                .iter()
                .filter(|name| !name.is_empty())
                .flat_map(|name| codes.iter().map(|code| Filter::equals(name, code)))
                .collect()
        };
        let filter = Filter::All(vec![settings.teachers(), name::filter(&words, &fields, affiliated)]);
        let mut attributes = self.teacher_attributes();
        attributes.extend(names.plain.iter().map(String::as_str).filter(|name| !name.is_empty()));
        let found = self.people(filter, attributes, settings.size_limit).await?;
        if found.is_cut {
            return Err(Error::TooMany);
        }
        let is_meant = |(entry, teacher): &(&Entry, TeacherRecord)| {
            let all = person::structures(settings, entry, &labels);
            let values = fields.of(entry).chain(all).chain(std::iter::once(teacher.affiliation.as_str()));
            settings.is_teacher(entry) && !teacher.login.is_empty() && name::holds(&words, values)
        };
        let read = found.entries.iter().map(|entry| (entry, person::teacher(settings, entry, "", &labels)));
        let mut teachers: Vec<TeacherRecord> = read.filter(is_meant).map(|(_, teacher)| teacher).collect();
        teachers.sort_by_cached_key(|t| (text::fold(&t.last_name), text::fold(&t.first_name), t.login.clone()));
        teachers.dedup_by(|a, b| a.login == b.login);
        if teachers.len() > limit { Err(Error::TooMany) } else { Ok(Answer::current(teachers)) }
    }
}

impl Directory {
    /// Where names are searched.
    fn fields<'a>(&'a self, more: Vec<&'a String>) -> Fields<'a> {
        let names = &self.settings.attributes;
        let accented = [&names.last_name, &names.first_name].into_iter().chain(more);
        Fields { names: accented.map(String::as_str).collect(), plain: names.plain.iter().map(String::as_str).collect() }
    }
}

impl<'a> Fields<'a> {
    /// The values of an entry that a search looks at.
    fn of(&self, entry: &'a Entry) -> impl Iterator<Item = &'a str> + use<'a> {
        let read: Vec<&str> = self.names.iter().chain(&self.plain).flat_map(|name| entry.all(name)).map(String::as_str).collect();
        read.into_iter()
    }
}
