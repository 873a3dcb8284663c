//! Proxy-granting tickets between the callback of a CAS server and the validation that names them: seconds, and maybe another server
//! beside this store. Sealed by whoever keeps them, and known by fingerprints: what the store holds opens nothing.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::{connection::Conn, error::Error, schema::proxy_grant};

/// Grants kept at the same time, at most: anybody can call the callback.
const MOST: i64 = 10_000;

/// Keeps a grant, after forgetting those kept before a moment, and says whether it is kept. One that is there stays as it is, and where
/// there are too many, another is not taken.
///
/// Without a scope, like the other functions here, because it is part of signing in, which is what a scope begins with.
pub fn keep(conn: &mut Conn, iou: &str, sealed: &str, now: NaiveDateTime, forgotten: NaiveDateTime) -> Result<bool, Error> {
    diesel::delete(proxy_grant::table.filter(proxy_grant::kept_at.lt(forgotten))).execute(conn)?;
    let there: Option<String> = proxy_grant::table.find(iou).select(proxy_grant::iou).first(conn).optional()?;
    if there.is_some() || proxy_grant::table.count().get_result::<i64>(conn)? >= MOST {
        return Ok(false);
    }
    let row = (proxy_grant::iou.eq(iou), proxy_grant::sealed.eq(sealed), proxy_grant::kept_at.eq(now));
    diesel::insert_into(proxy_grant::table).values(row).execute(conn)?;
    Ok(true)
}

/// Takes a grant out, if it was kept since a moment: it is given once.
pub fn take(conn: &mut Conn, iou: &str, since: NaiveDateTime) -> Result<Option<String>, Error> {
    let found = proxy_grant::table.find(iou).filter(proxy_grant::kept_at.ge(since)).select(proxy_grant::sealed).first(conn).optional()?;
    diesel::delete(proxy_grant::table.find(iou)).execute(conn)?;
    Ok(found)
}
