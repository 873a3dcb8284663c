//! The few rows of a narrow list: all of them at once, ordered here, so that they are looked up once for the page and for the count.

use diesel::{
    QueryResult, QueryableByName,
    sql_types::{BigInt, Text},
};

use super::order::{Key, Order, Sort};
use crate::{connection::Conn, sql::Sql};

/// Ids and keys in ascending order, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gathered(Vec<(Key, i64)>);

#[derive(QueryableByName)]
struct Whole {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    k: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    k: String,
}

/// Runs a `select id, k` of an order.
pub(crate) fn keyed(conn: &mut Conn, sql: Sql, sort: Sort) -> QueryResult<Vec<(Key, i64)>> {
    if sort.is_text() {
        let rows: Vec<Words> = sql.load(conn)?;
        return Ok(rows.into_iter().map(|row| (Key::Words(row.k), row.id)).collect());
    }
    let rows: Vec<Whole> = sql.load(conn)?;
    Ok(rows.into_iter().map(|row| (Key::Whole(row.k), row.id)).collect())
}

impl Gathered {
    /// Of rows in any order, some perhaps found several times.
    pub(crate) fn new(mut rows: Vec<(Key, i64)>) -> Self {
        rows.sort_unstable();
        rows.dedup();
        Self(rows)
    }

    /// How many.
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The first rows beyond a key in a direction.
    pub(crate) fn beyond(&self, order: Order, from: Option<&Key>, limit: usize) -> Vec<(Key, i64)> {
        match order {
            Order::Ascending => {
                let begin = from.map_or(0, |from| self.0.partition_point(|(key, _)| key <= from));
                self.0.iter().skip(begin).take(limit).cloned().collect()
            }
            Order::Descending => {
                let end = from.map_or(self.0.len(), |from| self.0.partition_point(|(key, _)| key < from));
                self.0.iter().take(end).rev().take(limit).cloned().collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pages_put_together_are_every_row_once_in_order(keys in proptest::collection::vec(0_i64..60, 0..50), limit in 1_usize..9) {
            let gathered = Gathered::new(keys.iter().map(|k| (Key::Whole(*k), k * 2)).collect());
            let mut wanted: Vec<_> = keys.iter().map(|k| (Key::Whole(*k), k * 2)).collect();
            wanted.sort_unstable();
            wanted.dedup();
            prop_assert_eq!(gathered.len(), wanted.len());
            for order in [Order::Ascending, Order::Descending] {
                let mut seen: Vec<(Key, i64)> = Vec::new();
                loop {
                    let page = gathered.beyond(order, seen.last().map(|(key, _)| key), limit);
                    if page.is_empty() {
                        break;
                    }
                    prop_assert!(page.len() <= limit);
                    seen.extend(page);
                }
                prop_assert_eq!(&seen, &wanted);
                wanted.reverse();
            }
        }
    }
}
