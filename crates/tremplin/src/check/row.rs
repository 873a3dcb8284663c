//! What was found out about a system, and the table of all of them.

use std::time::Duration;

/// Whether a system answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reached,
    Away,
}

/// A system that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    system: String,
    state: State,
    took: Option<Duration>,
    lacks: Vec<String>,
    notes: Vec<String>,
}

impl Row {
    /// It answers.
    pub(crate) fn reached(system: impl Into<String>, took: Option<Duration>) -> Self {
        Self { system: system.into(), state: State::Reached, took, lacks: Vec::new(), notes: Vec::new() }
    }

    /// It does not, and why.
    pub(crate) fn away(system: impl Into<String>, took: Option<Duration>, why: impl Into<String>) -> Self {
        Self { system: system.into(), state: State::Away, took, lacks: vec![why.into()], notes: Vec::new() }
    }

    /// As one of both.
    pub(crate) fn of(system: impl Into<String>, took: Duration, outcome: Result<(), String>) -> Self {
        match outcome {
            Ok(()) => Self::reached(system, Some(took)),
            Err(why) => Self::away(system, Some(took), why),
        }
    }

    /// Something that is missing.
    #[must_use]
    pub(crate) fn lacking(mut self, lacks: impl IntoIterator<Item = String>) -> Self {
        self.lacks.extend(lacks);
        self
    }

    /// Something worth knowing that is no mistake.
    #[must_use]
    pub(crate) fn noting(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Whether nothing is to be done.
    pub(crate) fn is_good(&self) -> bool {
        self.state == State::Reached && self.lacks.is_empty()
    }

    const fn word(&self) -> &'static str {
        match (self.state, self.lacks.is_empty()) {
            (State::Away, _) => "pas atteint",
            (State::Reached, true) => "atteint",
            (State::Reached, false) => "incomplet",
        }
    }

    fn duration(&self) -> String {
        match self.took.map(|took| took.as_millis()) {
            None => String::new(),
            Some(0) => "<\u{a0}1\u{a0}ms".to_owned(),
            Some(milliseconds @ 1..1_000) => format!("{milliseconds}\u{a0}ms"),
            Some(milliseconds) => format!("{},{}\u{a0}s", milliseconds / 1_000, milliseconds % 1_000 / 100),
        }
    }
}

/// The rows under their headings, columns aligned; what is to be done stands last, one thing a line.
pub(crate) fn table(rows: &[Row]) -> String {
    const HEADINGS: [&str; 4] = ["Système", "État", "Durée", "À savoir"];
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    for row in rows {
        let mut said = row.lacks.iter().chain(&row.notes);
        let first = said.next().map_or_else(String::new, |text| one_line(text));
        lines.push([row.system.clone(), row.word().to_owned(), row.duration(), first]);
        lines.extend(said.map(|text| [String::new(), String::new(), String::new(), one_line(text)]));
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
    let (system, state, took) = (width(0), width(1), width(2));
    let written = lines.iter().map(|[a, b, c, d]| format!("{a:system$}  {b:state$}  {c:>took$}  {d}").trim_end().to_owned() + "\n");
    written.collect()
}

/// What a server says stays in its line, and without what terminals obey.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_aligned_and_says_one_thing_a_line() {
        let rows = [
            Row::reached("Base de données", Some(Duration::from_millis(3))),
            Row::away("CAS", Some(Duration::from_millis(2_340)), "ne répond pas").noting("rien\nd’autre"),
            Row::reached("Annuaire", None).lacking(["un".to_owned(), "deux".to_owned()]),
        ];
        let expected = [
            "Système          État         Durée  À savoir",
            "Base de données  atteint       3\u{a0}ms",
            "CAS              pas atteint  2,3\u{a0}s  ne répond pas",
            "                                     rien d’autre",
            "Annuaire         incomplet           un",
            "                                     deux",
        ];
        assert_eq!(table(&rows).lines().collect::<Vec<_>>(), expected);
        assert_eq!(rows.map(|row| row.is_good()), [true, false, false]);
    }

    #[test]
    fn a_note_is_nothing_to_do() {
        assert!(Row::reached("Base", Some(Duration::ZERO)).noting("elle sera créée").is_good());
    }
}
