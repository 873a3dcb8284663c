//! SQL put together from parts, each with what fills its question marks. The text holds only our own words; what people type is always bound.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    Connection, QueryResult, QueryableByName, RunQueryDsl,
    query_builder::{BoxedSqlQuery, SqlQuery},
    sql_types::{BigInt, Date, Text, Timestamp},
};

use crate::connection::Conn;

type Backend = <Conn as Connection>::Backend;

/// What fills a question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bind {
    Whole(i64),
    Words(String),
    Day(NaiveDate),
    Moment(NaiveDateTime),
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<String> for Bind {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Bind {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<NaiveDateTime> for Bind {
    fn from(at: NaiveDateTime) -> Self {
        Self::Moment(at)
    }
}

impl From<NaiveDate> for Bind {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

/// A piece of SQL.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sql {
    text: String,
    binds: Vec<Bind>,
}

impl Sql {
    /// Text without question marks.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), binds: Vec::new() }
    }

    /// Text with one question mark.
    pub(crate) fn with(text: impl Into<String>, bind: impl Into<Bind>) -> Self {
        Self { text: text.into(), binds: vec![bind.into()] }
    }

    /// `column in (?, ?)`; of nothing, false.
    pub(crate) fn among<B: Into<Bind>>(column: &str, values: impl IntoIterator<Item = B>) -> Self {
        let binds: Vec<Bind> = values.into_iter().map(Into::into).collect();
        if binds.is_empty() {
            return Self::new("1 = 0");
        }
        let marks = vec!["?"; binds.len()].join(", ");
        Self { text: format!("{column} in ({marks})"), binds }
    }

    /// Every one of them; of nothing, true.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, " and ").unwrap_or_else(|| Self::new("1 = 1"))
    }

    /// Any of them; of nothing, false.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(parts, " or ").map_or_else(|| Self::new("1 = 0"), |any| Self::new("(").then(any).and(")"))
    }

    /// Parts with a separator between them; none of nothing.
    pub(crate) fn joined(parts: impl IntoIterator<Item = Self>, separator: &str) -> Option<Self> {
        parts.into_iter().reduce(|all, part| all.and(separator).then(part))
    }

    /// Followed by text without question marks.
    pub(crate) fn and(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Followed by another piece.
    pub(crate) fn then(mut self, next: Self) -> Self {
        self.text.push_str(&next.text);
        self.binds.extend(next.binds);
        self
    }

    /// Runs it for its rows.
    pub(crate) fn load<T>(self, conn: &mut Conn) -> QueryResult<Vec<T>>
    where
        T: QueryableByName<Backend> + 'static,
    {
        self.query().load(conn)
    }

    /// Runs it for what it does.
    pub(crate) fn execute(self, conn: &mut Conn) -> QueryResult<usize> {
        self.query().execute(conn)
    }

    /// `insert into table (columns) values (?, ?), (?, ?)`, of rows of as many values as there are columns.
    pub(crate) fn insert<const N: usize>(table: &str, columns: [&str; N], rows: impl IntoIterator<Item = [Bind; N]>) -> Self {
        let binds: Vec<Bind> = rows.into_iter().flatten().collect();
        let row = format!("({})", vec!["?"; N].join(", "));
        let rows = vec![row.as_str(); binds.len() / N].join(", ");
        Self { text: format!("insert into {table} ({}) values {rows}", columns.join(", ")), binds }
    }

    fn query<'a>(self) -> BoxedSqlQuery<'a, Backend, SqlQuery> {
        let mut query = diesel::sql_query(self.text).into_boxed::<Backend>();
        for bind in self.binds {
            query = match bind {
                Bind::Whole(number) => query.bind::<BigInt, _>(number),
                Bind::Words(words) => query.bind::<Text, _>(words),
                Bind::Day(day) => query.bind::<Date, _>(day),
                Bind::Moment(at) => query.bind::<Timestamp, _>(at),
            };
        }
        query
    }

    /// Its text, for tests that ask the database how it would run it.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// One number.
#[derive(Debug, QueryableByName)]
pub(crate) struct Number {
    #[diesel(sql_type = BigInt)]
    pub(crate) n: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_never_in_an_empty_list() {
        assert_eq!(Sql::among::<i64>("x", []).text(), "1 = 0");
        assert_eq!(Sql::any([]).text(), "1 = 0");
        assert_eq!(Sql::all([]).text(), "1 = 1");
        assert_eq!(Sql::any([Sql::among("x", [1_i64, 2]), Sql::with("y = ?", 3)]).text(), "(x in (?, ?) or y = ?)");
    }
}
