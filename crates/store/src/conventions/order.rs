//! The order of a list, and the place in it where a page begins.

use std::{fmt, str::FromStr};

use crate::sql::{Bind, Sql};

/// By what a list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// By number, which is the order of creation.
    #[default]
    Number,
    /// By the student's name.
    Student,
    /// By the host's name.
    Host,
    /// By the first day.
    Start,
    /// By the moment since when it is somebody's turn.
    Since,
}

impl Sort {
    /// All.
    pub const ALL: [Self; 5] = [Self::Number, Self::Student, Self::Host, Self::Start, Self::Since];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Student => "student",
            Self::Host => "host",
            Self::Start => "start",
            Self::Since => "since",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The column of `convention_line`.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Student => "student_key",
            Self::Host => "host_key",
            Self::Start => "start_key",
            Self::Since => "since_key",
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Number => 'n',
            Self::Student => 'p',
            Self::Host => 'h',
            Self::Start => 'd',
            Self::Since => 's',
        }
    }

    /// Whether its keys are texts.
    pub(crate) const fn is_text(self) -> bool {
        matches!(self, Self::Student | Self::Host)
    }
}

/// In which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The greatest first.
    #[default]
    Descending,
}

impl Order {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ascending => "asc",
            Self::Descending => "desc",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Ascending, Self::Descending].into_iter().find(|o| o.code() == code)
    }

    /// The other one.
    pub(crate) const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A value of a sort column. Texts are compared by their bytes, as both databases do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Whole(i64),
    Words(String),
}

impl Key {
    /// Strictly beyond this key in a direction.
    pub(crate) fn beyond(&self, sort: Sort, order: Order) -> Sql {
        let sign = if order == Order::Ascending { '>' } else { '<' };
        let bind = match self {
            Self::Whole(number) => Bind::Whole(*number),
            Self::Words(words) => Bind::Words(words.clone()),
        };
        Sql::with(format!("l.{} {sign} ?", sort.column()), bind)
    }
}

/// Which side of a row a page lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    After,
    Before,
}

/// A row between two pages: its text goes into links and comes back from them. It grants nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) side: Side,
    pub(crate) sort: Sort,
    pub(crate) key: Key,
}

impl Cursor {
    /// After the last row that an order gave.
    pub(crate) const fn after(sort: Sort, key: Key) -> Self {
        Self { side: Side::After, sort, key }
    }

    /// Whether it leads to what comes next in this order.
    pub fn leads_on(&self, sort: Sort) -> bool {
        self.side == Side::After && self.sort == sort
    }
}

/// Not a cursor that a list gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list")]
pub struct BadCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.side == Side::After { 'a' } else { 'b' };
        write!(f, "{side}{}", self.sort.letter())?;
        match &self.key {
            Key::Whole(number) => write!(f, "{number:x}"),
            Key::Words(words) => words.bytes().try_for_each(|b| write!(f, "{b:02x}")),
        }
    }
}

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        // The longest key is eighty characters of four bytes, then the id.
        if !text.is_ascii() || text.len() > 800 {
            return Err(BadCursor);
        }
        let side = match text.get(..1) {
            Some("a") => Side::After,
            Some("b") => Side::Before,
            _ => return Err(BadCursor),
        };
        let letter = text.get(1..2).and_then(|l| l.chars().next());
        let sort = Sort::ALL.into_iter().find(|s| Some(s.letter()) == letter).ok_or(BadCursor)?;
        let rest = text.get(2..).ok_or(BadCursor)?;
        let key = if sort.is_text() { Key::Words(unhexed(rest)?) } else { Key::Whole(whole(rest)?) };
        Ok(Self { side, sort, key })
    }
}

fn whole(text: &str) -> Result<i64, BadCursor> {
    if text.bytes().all(|b| b.is_ascii_hexdigit()) { i64::from_str_radix(text, 16).map_err(|_| BadCursor) } else { Err(BadCursor) }
}

fn unhexed(text: &str) -> Result<String, BadCursor> {
    if !text.len().is_multiple_of(2) {
        return Err(BadCursor);
    }
    let byte = |pair: &[u8]| {
        let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        Some(digit(pair.first())? * 16 + digit(pair.get(1))?)
    };
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks(2).map(byte).collect();
    String::from_utf8(bytes.ok_or(BadCursor)?).map_err(|_| BadCursor)
}

/// Where a page lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// At the beginning.
    #[default]
    First,
    /// At the end.
    Last,
    /// Beside a row. A cursor of another order is the beginning.
    At(Cursor),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cursor_survives_its_text(words in ".{0,90}", number in 0..i64::MAX) {
            for sort in Sort::ALL {
                for side in [Side::After, Side::Before] {
                    let key = if sort.is_text() { Key::Words(words.clone()) } else { Key::Whole(number) };
                    let cursor = Cursor { side, sort, key };
                    prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
                }
            }
        }

        #[test]
        fn any_text_is_a_cursor_or_an_error(text in "[ab]?[nphds]?.{0,40}") {
            if let Ok(cursor) = text.parse::<Cursor>() {
                prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
            }
        }
    }
}
