//! Walks over the file's sections and collects what is wrong instead of stopping at it.

use std::{collections::BTreeMap, ops::RangeInclusive, path::Path, time::Duration};

use toml::{Table, Value};

use crate::{environment::Environment, files::Files, mistake::Mistake, nearest::nearest, parse, problem::Problem};

/// What is read beside the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) environment: &'a Environment,
    pub(crate) files: &'a Files,
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(crate) struct Found(pub(crate) Vec<Mistake>);

impl Found {
    /// Notes a mistake.
    pub(crate) fn note(&mut self, path: impl Into<String>, problem: Problem) {
        self.0.push(Mistake { path: path.into(), problem });
    }

    /// Notes a mistake of a place where none is noted yet: what is of the wrong kind is also missing, and that is told once.
    pub(crate) fn note_once(&mut self, path: impl Into<String>, problem: Problem) {
        let path = path.into();
        if !self.0.iter().any(|mistake| mistake.path == path) {
            self.note(path, problem);
        }
    }
}

/// One section of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section<'a> {
    path: &'a str,
    table: &'a Table,
}

impl<'a> Section<'a> {
    /// A section with the keys that it may have; others are noted.
    pub(crate) fn open(path: &'a str, table: &'a Table, known: &[&str], found: &mut Found) -> Self {
        let section = Self { path, table };
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            let meant = nearest(key, known.iter().copied()).map(str::to_owned);
            found.note(section.at(key), Problem::Unknown { meant });
        }
        section
    }

    /// A section of the file itself, if it is there.
    pub(crate) fn below(&self, key: &'a str, known: &[&str], found: &mut Found) -> Option<Section<'a>> {
        Some(Section::open(key, self.section(key, found)?, known, found))
    }

    /// Notes each of these keys that is there: the variable takes what they would hold.
    pub(crate) fn refuse_secrets(&self, secrets: &[(&str, &'static str)], found: &mut Found) {
        for (key, variable) in secrets.iter().filter(|(key, _)| self.has(key)) {
            found.note(self.at(key), Problem::InEnvironment(variable));
        }
    }

    /// The sections below by name, each with its path; what is no name or no section is noted.
    pub(crate) fn named(&self, key: &str, found: &mut Found) -> Vec<(&'a str, String, &'a Table)> {
        let mut sections = Vec::new();
        for (name, value) in self.section(key, found).into_iter().flatten() {
            let path = format!("{}.{name}", self.at(key));
            match value.as_table() {
                _ if !parse::is_name(name) => found.note(path, Problem::NotName),
                Some(table) => sections.push((name.as_str(), path, table)),
                None => found.note(path, Problem::NotSection),
            }
        }
        sections
    }

    /// The path of a key.
    pub(crate) fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The section below.
    pub(crate) fn section(&self, key: &str, found: &mut Found) -> Option<&'a Table> {
        self.read(key, found, |value| value.as_table().ok_or(Problem::NotSection))
    }

    /// Whether the key is there, with whatever value.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text, as something else.
    pub(crate) fn text<T>(&self, key: &str, found: &mut Found, parse: impl FnOnce(&'a str) -> Result<T, Problem>) -> Option<T> {
        self.read(key, found, |value| value.as_str().ok_or(Problem::NotText).and_then(parse))
    }

    /// A text that must be there, as something else.
    pub(crate) fn required<T>(&self, key: &str, found: &mut Found, parse: impl FnOnce(&'a str) -> Result<T, Problem>) -> Option<T> {
        if !self.has(key) {
            found.note(self.at(key), Problem::Missing);
        }
        self.text(key, found, parse)
    }

    /// Texts that must be there.
    pub(crate) fn texts(&self, key: &str, found: &mut Found) -> Option<Vec<&'a str>> {
        if !self.has(key) {
            found.note(self.at(key), Problem::Missing);
        }
        self.read(key, found, |value| {
            let texts: Option<Vec<&str>> = value.as_array().and_then(|all| all.iter().map(Value::as_str).collect());
            texts.filter(|t| !t.is_empty() && t.iter().all(|t| !t.is_empty())).ok_or(Problem::NotTexts)
        })
    }

    /// The number of a port.
    pub(crate) fn port(&self, key: &str, found: &mut Found) -> Option<u16> {
        let port = |value: &Value| value.as_integer().and_then(|n| u16::try_from(n).ok()).filter(|n| *n > 0);
        self.read(key, found, |value| port(value).ok_or(Problem::NotPort))
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, key: &str, found: &mut Found) -> Option<bool> {
        self.read(key, found, |value| value.as_bool().ok_or(Problem::NotFlag))
    }

    /// A whole number within bounds.
    pub(crate) fn number(&self, key: &str, within: RangeInclusive<u64>, found: &mut Found) -> Option<u64> {
        self.read(key, found, |value| {
            let number = value.as_integer().and_then(|n| u64::try_from(n).ok()).filter(|n| within.contains(n));
            number.ok_or(Problem::NotNumber(*within.start(), *within.end()))
        })
    }

    /// How many, within bounds.
    pub(crate) fn count(&self, key: &str, within: RangeInclusive<u64>, found: &mut Found) -> Option<usize> {
        self.number(key, within, found).and_then(|number| usize::try_from(number).ok())
    }

    /// A time, written as a whole number of milliseconds.
    pub(crate) fn milliseconds(&self, key: &str, most: u64, found: &mut Found) -> Option<Duration> {
        self.number(key, 1..=most, found).map(Duration::from_millis)
    }

    /// A time, written as a whole number of seconds.
    pub(crate) fn seconds(&self, key: &str, most: u64, found: &mut Found) -> Option<Duration> {
        self.number(key, 1..=most, found).map(Duration::from_secs)
    }

    /// Texts, perhaps none.
    pub(crate) fn list(&self, key: &str, found: &mut Found) -> Option<Vec<String>> {
        self.read(key, found, |value| {
            let texts: Option<Vec<String>> = value.as_array().and_then(|all| all.iter().map(|v| v.as_str().map(str::to_owned)).collect());
            texts.ok_or(Problem::NotList)
        })
    }

    /// Texts by name; each that is not as it should be is noted and left out.
    pub(crate) fn pairs(
        &self,
        key: &str,
        found: &mut Found,
        parse: impl Fn(&str) -> Result<String, Problem>,
    ) -> Option<BTreeMap<String, String>> {
        let table = self.read(key, found, |value| value.as_table().ok_or(Problem::NotPairs))?;
        let mut pairs = BTreeMap::new();
        for (name, value) in table {
            match value.as_str().ok_or(Problem::NotText).and_then(&parse) {
                Ok(text) => drop(pairs.insert(name.clone(), text)),
                Err(problem) => found.note(format!("{}.{name}", self.at(key)), problem),
            }
        }
        Some(pairs)
    }

    /// Whole numbers within bounds, by name; each that is not as it should be is noted and left out.
    pub(crate) fn numbers(&self, key: &str, within: RangeInclusive<u64>, found: &mut Found) -> Option<BTreeMap<String, u64>> {
        let table = self.read(key, found, |value| value.as_table().ok_or(Problem::NotNumbers))?;
        let mut numbers = BTreeMap::new();
        for (name, value) in table {
            match value.as_integer().and_then(|n| u64::try_from(n).ok()).filter(|n| within.contains(n)) {
                Some(number) => drop(numbers.insert(name.clone(), number)),
                None => found.note(format!("{}.{name}", self.at(key)), Problem::NotNumber(*within.start(), *within.end())),
            }
        }
        Some(numbers)
    }

    /// The text of the file that is named.
    pub(crate) fn file(&self, key: &str, files: &Files, found: &mut Found) -> Option<String> {
        self.text(key, found, |path| files.read(Path::new(path)).map_err(Problem::NotRead))
    }

    fn read<T>(&self, key: &str, found: &mut Found, parse: impl FnOnce(&'a Value) -> Result<T, Problem>) -> Option<T> {
        parse(self.table.get(key)?).map_err(|problem| found.note(self.at(key), problem)).ok()
    }
}
