//! The columns of a list: which are shown on screen, and what each is in a workbook.

use tremplin_widget::Params;

/// A column that can be shown or left out; the student always is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The host and its town.
    Host,
    /// First and last day, and the hours of presence.
    Period,
    /// The *enseignant référent*.
    Teacher,
    /// The type of convention.
    Kind,
    /// The academic year.
    Year,
    /// Who must act next, since when.
    Turn,
    /// Where it stands.
    Status,
}

impl Column {
    /// All, in the order in which they stand.
    pub(crate) const ALL: [Self; 7] = [Self::Host, Self::Period, Self::Teacher, Self::Kind, Self::Year, Self::Turn, Self::Status];
    const USUAL: [Self; 4] = [Self::Host, Self::Period, Self::Turn, Self::Status];

    /// The code, in addresses and saved views.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Period => "period",
            Self::Teacher => "teacher",
            Self::Kind => "kind",
            Self::Year => "year",
            Self::Turn => "turn",
            Self::Status => "status",
        }
    }

    /// The message that names it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Host => "column-host",
            Self::Period => "column-period",
            Self::Teacher => "column-teacher",
            Self::Kind => "column-kind",
            Self::Year => "column-year",
            Self::Turn => "column-turn",
            Self::Status => "column-status",
        }
    }

    /// The columns that say in a workbook what it says on screen.
    const fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Host => &["host-name", "host-town"],
            Self::Period => &["starts-on", "ends-on", "presence"],
            Self::Teacher => &["teacher-name"],
            Self::Kind => &["kind"],
            Self::Year => &["year"],
            Self::Turn => &["turn", "turn-since"],
            Self::Status => &["phase"],
        }
    }
}

/// The columns of a workbook that say who it is about.
const WHOM: [&str; 5] = ["number", "student-number", "student-last-name", "student-first-name", "step"];

/// The columns shown, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns(Vec<Column>);

impl Default for Columns {
    fn default() -> Self {
        Self(Column::USUAL.into())
    }
}

impl Columns {
    /// The name of a column in an address.
    pub(crate) const NAME: &str = "col";

    /// Those that an address asks for; the usual ones where it asks for none.
    pub(crate) fn read(query: &Params) -> Self {
        Self::named(&query.all(Self::NAME).collect::<Vec<_>>())
    }

    /// Those of a text that [`Columns::text`] made.
    pub(crate) fn of_text(text: &str) -> Self {
        Self::named(&text.split(' ').collect::<Vec<_>>())
    }

    fn named(codes: &[&str]) -> Self {
        let shown: Vec<_> = Column::ALL.into_iter().filter(|c| codes.contains(&c.code())).collect();
        if shown.is_empty() { Self::default() } else { Self(shown) }
    }

    /// Their codes, separated by spaces.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|c| c.code()).collect::<Vec<_>>().join(" ")
    }

    /// The names and values that ask for them again; none for the usual ones.
    pub(crate) fn kept(&self) -> Vec<(&'static str, String)> {
        if *self == Self::default() { Vec::new() } else { self.0.iter().map(|c| (Self::NAME, c.code().to_owned())).collect() }
    }

    /// One after the other.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Column> + '_ {
        self.0.iter().copied()
    }

    /// Whether a column belongs into a workbook of what is on screen.
    pub(crate) fn hold(&self, name: &str) -> bool {
        WHOM.contains(&name) || self.0.iter().any(|column| column.heads().contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::sheet::Head, *};

    #[test]
    fn what_is_shown_is_asked_for_again() {
        let query: Params = [("col", "status"), ("col", "teacher"), ("col", "none")].into_iter().collect();
        let columns = Columns::read(&query);
        assert_eq!(columns.text(), "teacher status");
        assert_eq!(Columns::of_text(&columns.text()), columns);
        assert_eq!(Columns::read(&columns.kept().into_iter().collect()), columns);
        assert_eq!((Columns::read(&Params::default()), Columns::of_text("")), (Columns::default(), Columns::default()));
        assert_eq!(Columns::default().kept(), []);
    }

    proptest! {
        #[test]
        fn any_text_shows_known_columns_once_in_their_order(text in "((host|period|teacher|kind|year|turn|status|.{0,6})[ \t]{0,2}){0,12}") {
            let columns = Columns::of_text(&text);
            let places: Vec<_> = columns.iter().map(|column| Column::ALL.into_iter().position(|one| one == column).unwrap()).collect();
            prop_assert!(!places.is_empty() && places.is_sorted_by(|a, b| a < b), "{:?}", places);
            prop_assert_eq!(&Columns::of_text(&columns.text()), &columns);
            prop_assert_eq!(Columns::read(&columns.kept().into_iter().collect()), columns);
        }
    }

    #[test]
    fn every_column_of_the_screen_stands_in_a_workbook() {
        let named = Column::ALL.into_iter().flat_map(|c| c.heads().iter()).chain(&WHOM);
        for name in named {
            assert!(Head::all().any(|head| head.name() == *name), "{name}");
        }
    }
}
