//! Filters, order and columns that a person keeps under a name: their own only.

use diesel::prelude::*;
use tremplin_domain::{ids::ViewId, policy::Scope};

use crate::{
    connection::{Conn, on_each},
    error::Error,
    keys,
    schema::saved_view,
};

/// A saved view of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Our id.
    pub id: ViewId,
    /// Which list.
    pub list: String,
    /// The name they gave it.
    pub name: String,
    /// The query string of filters and order.
    pub query: String,
    /// The columns shown, separated by spaces; empty for the usual ones.
    pub columns: String,
}

impl From<(i64, String, String, String, String)> for View {
    fn from((id, list, name, query, columns): (i64, String, String, String, String)) -> Self {
        Self { id: ViewId(id), list, name, query, columns }
    }
}

/// At most as many views of one list.
pub const VIEWS: i64 = 50;

/// Their views of a list, by name.
pub fn list(conn: &mut Conn, scope: &Scope, of: &str) -> Result<Vec<View>, Error> {
    use saved_view::{columns_shown, id, list, login, name, query};
    let rows: Vec<(i64, String, String, String, String)> = saved_view::table
        .filter(login.eq(&scope.principal().login))
        .filter(list.eq(of))
        .order((name, id))
        .limit(VIEWS)
        .select((id, list, name, query, columns_shown))
        .load(conn)?;
    Ok(rows.into_iter().map(View::from).collect())
}

/// Keeps a view under its name, in the place of the one that had it; the id given is not looked at.
///
/// [`Error::NotAChoice`] for no name, and for one more than [`VIEWS`].
pub fn save(conn: &mut Conn, scope: &Scope, view: &View) -> Result<(), Error> {
    use saved_view::{columns_shown, list, login, name, query};
    let title = keys::short(view.name.trim(), 120);
    let mine = scope.principal().login.as_str();
    let others = saved_view::table.filter(login.eq(mine)).filter(list.eq(&view.list)).filter(name.ne(&title));
    let others: i64 = others.count().get_result(conn)?;
    if title.is_empty() || others >= VIEWS {
        return Err(Error::NotAChoice("view"));
    }
    let row = (login.eq(mine), list.eq(&view.list), name.eq(&title), query.eq(&view.query), columns_shown.eq(&view.columns));
    let again = (query.eq(&view.query), columns_shown.eq(&view.columns));
    match conn {
        Conn::Sqlite(conn) => {
            diesel::insert_into(saved_view::table).values(row).on_conflict((login, list, name)).do_update().set(again).execute(conn)?
        }
        #[cfg(feature = "mysql")]
        Conn::Mysql(conn) => diesel::insert_into(saved_view::table)
            .values(row)
            .on_conflict(diesel::dsl::DuplicatedKeys)
            .do_update()
            .set(again)
            .execute(conn)?,
    };
    Ok(())
}

/// Forgets a view of theirs.
pub fn remove(conn: &mut Conn, scope: &Scope, view: ViewId) -> Result<(), Error> {
    use saved_view::{id, login};
    let mine = saved_view::table.filter(id.eq(view.0)).filter(login.eq(&scope.principal().login));
    let removed = on_each!(conn, c => diesel::delete(mine).execute(c))?;
    if removed == 1 { Ok(()) } else { Err(Error::Missing) }
}
