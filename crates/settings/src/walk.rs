//! Walks over the file's sections and collects what is wrong instead of stopping at it.

use toml::{Table, Value};

use crate::{
    mistake::{Mistake, Problem},
    nearest::nearest,
};

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(crate) struct Found(pub(crate) Vec<Mistake>);

impl Found {
    /// Notes a mistake.
    pub(crate) fn note(&mut self, path: impl Into<String>, problem: Problem) {
        self.0.push(Mistake { path: path.into(), problem });
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

    fn read<T>(&self, key: &str, found: &mut Found, parse: impl FnOnce(&'a Value) -> Result<T, Problem>) -> Option<T> {
        parse(self.table.get(key)?).map_err(|problem| found.note(self.at(key), problem)).ok()
    }
}
