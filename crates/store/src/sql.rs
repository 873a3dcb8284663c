//! SQL put together from parts, each with what fills its question marks. The text holds only our own words; what people type is always bound.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    Connection, QueryResult, QueryableByName, RunQueryDsl,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Date, Text, Timestamp, Untyped},
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
    is_kept: bool,
}

impl Sql {
    /// Text without question marks.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Text with one question mark.
    pub(crate) fn with(text: impl Into<String>, bind: impl Into<Bind>) -> Self {
        Self::bound(text, [bind])
    }

    /// Text with as many question marks as there are values.
    pub(crate) fn bound<B: Into<Bind>>(text: impl Into<String>, values: impl IntoIterator<Item = B>) -> Self {
        Self { text: text.into(), binds: values.into_iter().map(Into::into).collect(), is_kept: false }
    }

    /// `column in (?, ?)`; of nothing, false.
    pub(crate) fn among<B: Into<Bind>>(column: &str, values: impl IntoIterator<Item = B>) -> Self {
        let binds: Vec<Bind> = values.into_iter().map(Into::into).collect();
        if binds.is_empty() {
            return Self::new("1 = 0");
        }
        let marks = vec!["?"; binds.len()].join(", ");
        Self::bound(format!("{column} in ({marks})"), binds)
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

    /// Prepared once for each connection: for a text that is always the same, or one of a few. The others would fill the server's memory.
    pub(crate) fn kept(self) -> Self {
        self.kept_if(true)
    }

    /// The same of a text that is one of a few only where this holds.
    pub(crate) fn kept_if(self, is_kept: bool) -> Self {
        Self { is_kept, ..self }
    }

    /// Runs it for its rows.
    pub(crate) fn load<T>(self, conn: &mut Conn) -> QueryResult<Vec<T>>
    where
        T: QueryableByName<Backend> + 'static,
    {
        RunQueryDsl::load(self, conn)
    }

    /// Runs it for what it does.
    pub(crate) fn execute(self, conn: &mut Conn) -> QueryResult<usize> {
        RunQueryDsl::execute(self, conn)
    }

    /// `insert into table (columns) values (?, ?), (?, ?)`, of rows of as many values as there are columns.
    pub(crate) fn insert<const N: usize>(table: &str, columns: [&str; N], rows: impl IntoIterator<Item = [Bind; N]>) -> Self {
        let binds: Vec<Bind> = rows.into_iter().flatten().collect();
        let row = format!("({})", vec!["?"; N].join(", "));
        let rows = vec![row.as_str(); binds.len() / N].join(", ");
        Self::bound(format!("insert into {table} ({}) values {rows}", columns.join(", ")), binds)
    }

    /// Its text, for tests that ask the database how it would run it.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl Query for Sql {
    type SqlType = Untyped;
}

impl RunQueryDsl<Conn> for Sql {}

impl QueryId for Sql {
    type QueryId = ();
    /// Known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl QueryFragment<Backend> for Sql {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        if !self.is_kept {
            out.unsafe_to_cache_prepared();
        }
        let mut texts = self.text.split('?');
        out.push_sql(texts.next().unwrap_or_default());
        for (text, bind) in texts.zip(&self.binds) {
            match bind {
                Bind::Whole(number) => out.push_bind_param::<BigInt, _>(number)?,
                Bind::Words(words) => out.push_bind_param::<Text, _>(words)?,
                Bind::Day(day) => out.push_bind_param::<Date, _>(day)?,
                Bind::Moment(at) => out.push_bind_param::<Timestamp, _>(at)?,
            }
            out.push_sql(text);
        }
        Ok(())
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
