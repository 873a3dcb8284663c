//! Systems that read through the API, and what they read. A token is known by its fingerprint: what the store holds opens nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind, Error::DatabaseError},
};
use tremplin_domain::{
    client::{Centres, Client, Grant, Resource},
    ids::{CentreId, ClientId},
    policy::Scope,
};

use crate::{
    audit::{self, About, Trace},
    connection::{Conn, on_each},
    error::{Error, corrupt},
    keys,
    records::small,
    schema::{api_call, api_client, api_client_centre, centre},
};

/// Clients that one list shows.
const LISTED: i64 = 500;

/// A row of `api_client`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = api_client)]
struct ClientRow {
    id: i64,
    name: String,
    resources: String,
    all_centres: bool,
    per_minute: i32,
    expires_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    created_by: String,
    revoked_at: Option<NaiveDateTime>,
}

/// Keeps a new client under the fingerprint of its token, for who administers the institution.
///
/// [`Error::NotAChoice`] for a name that is taken, also by a client that was revoked, and for a centre that does not exist.
pub fn create(conn: &mut Conn, scope: &Scope, grant: &Grant, fingerprint: &str, at: NaiveDateTime) -> Result<Client, Error> {
    if !scope.may_manage_clients() {
        return Err(Error::Missing);
    }
    let codes: Vec<&str> = grant.resources.iter().map(|r| r.code()).collect();
    let created_by = &scope.principal().login;
    let row = (
        api_client::name.eq(grant.name.as_str()),
        api_client::token.eq(fingerprint),
        api_client::resources.eq(codes.join(" ")),
        api_client::all_centres.eq(grant.centres == Centres::All),
        api_client::per_minute.eq(i32::from(grant.per_minute)),
        api_client::expires_at.eq(grant.expires_at),
        api_client::created_at.eq(at),
        api_client::created_by.eq(created_by),
    );
    match diesel::insert_into(api_client::table).values(row).execute(conn) {
        Ok(_) => {}
        Err(DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => return Err(Error::NotAChoice("name")),
        Err(error) => return Err(error.into()),
    }
    let id = conn.inserted_id()?;
    if let Centres::Only(centres) = &grant.centres {
        limit(conn, id, centres)?;
    }
    audit::tell(conn, scope, Trace::ClientCreated, About { object: id, note: grant.name.as_str(), ..About::default() }, at)?;
    Ok(Client { id: ClientId(id), grant: grant.clone(), created_at: at, created_by: created_by.clone(), revoked_at: None })
}

fn limit(conn: &mut Conn, client: i64, centres: &BTreeSet<CentreId>) -> Result<(), Error> {
    use api_client_centre::{centre_id, client_id};
    let ids: Vec<i64> = centres.iter().map(|c| c.0).collect();
    let known: Vec<i64> = centre::table.filter(centre::id.eq_any(&ids)).select(centre::id).load(conn)?;
    if known.len() != ids.len() {
        return Err(Error::NotAChoice("centre"));
    }
    let rows: Vec<_> = ids.iter().map(|id| (client_id.eq(client), centre_id.eq(*id))).collect();
    if !rows.is_empty() {
        on_each!(conn, c => diesel::insert_into(api_client_centre::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Every client, by name, for who administers the institution.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<Client>, Error> {
    if !scope.may_manage_clients() {
        return Ok(Vec::new());
    }
    let rows = api_client::table.order(api_client::name).limit(LISTED).select(ClientRow::as_select()).load(conn)?;
    whole(conn, rows)
}

/// Ends what the token of a client opens, for who administers the institution, and says whether there was such a client that it still opened to.
pub fn revoke(conn: &mut Conn, scope: &Scope, client: ClientId, at: NaiveDateTime) -> Result<bool, Error> {
    if !scope.may_manage_clients() {
        return Ok(false);
    }
    let theirs = api_client::table.find(client.0).filter(api_client::revoked_at.is_null());
    let revoked = diesel::update(theirs).set(api_client::revoked_at.eq(Some(at))).execute(conn)? == 1;
    if revoked {
        audit::tell(conn, scope, Trace::ClientRevoked, About { object: client.0, ..About::default() }, at)?;
    }
    Ok(revoked)
}

/// The client whose token has this fingerprint, with what it may reach; nobody once it expired or was revoked. At most three statements.
///
/// Without a scope because it is where one begins; whoever calls was shown the token.
pub fn sign_in(conn: &mut Conn, fingerprint: &str, now: NaiveDateTime) -> Result<Option<(Client, Scope)>, Error> {
    let rows = api_client::table.filter(api_client::token.eq(fingerprint)).select(ClientRow::as_select()).load(conn)?;
    let Some(client) = whole(conn, rows)?.pop().filter(|client| client.is_good(now)) else { return Ok(None) };
    let existing: Vec<i64> = centre::table.order(centre::id).select(centre::id).load(conn)?;
    let scope = client.principal(existing.into_iter().map(CentreId)).scope();
    Ok(Some((client, scope)))
}

fn whole(conn: &mut Conn, rows: Vec<ClientRow>) -> Result<Vec<Client>, Error> {
    use api_client_centre::{centre_id, client_id};
    let limited: Vec<i64> = rows.iter().filter(|row| !row.all_centres).map(|row| row.id).collect();
    let mut centres: BTreeMap<i64, BTreeSet<CentreId>> = BTreeMap::new();
    if !limited.is_empty() {
        let pairs: Vec<(i64, i64)> =
            api_client_centre::table.filter(client_id.eq_any(&limited)).select((client_id, centre_id)).load(conn)?;
        for (client, centre) in pairs {
            centres.entry(client).or_default().insert(CentreId(centre));
        }
    }
    rows.into_iter().map(|row| client(row, &mut centres)).collect()
}

fn client(row: ClientRow, centres: &mut BTreeMap<i64, BTreeSet<CentreId>>) -> Result<Client, Error> {
    let code = |code: &str| Resource::from_code(code).ok_or_else(|| corrupt("resource", code));
    let grant = Grant {
        name: row.name.parse().map_err(|_| corrupt("client", &row.name))?,
        resources: row.resources.split_whitespace().map(code).collect::<Result<_, _>>()?,
        centres: if row.all_centres { Centres::All } else { Centres::Only(centres.remove(&row.id).unwrap_or_default()) },
        per_minute: small("calls a minute", row.per_minute)?,
        expires_at: row.expires_at,
    };
    Ok(Client { id: ClientId(row.id), grant, created_at: row.created_at, created_by: row.created_by, revoked_at: row.revoked_at })
}

/// What a client asked and got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// When.
    pub at: NaiveDateTime,
    /// Which operation.
    pub operation: String,
    /// Its parameters, without personal data.
    pub parameters: String,
    /// The HTTP status of the answer.
    pub status: u16,
    /// How many conventions it held.
    pub given: i64,
}

/// Keeps a call of a client that is signed in, and gives what its number of conventions is corrected by. To be called in a write.
pub fn record(conn: &mut Conn, scope: &Scope, client: &Client, call: &Call) -> Result<i64, Error> {
    if scope.principal().login != client.login() {
        return Err(Error::Missing);
    }
    let row = (
        api_call::client_id.eq(client.id.0),
        api_call::at.eq(call.at),
        api_call::operation.eq(keys::short(&call.operation, 40)),
        api_call::parameters.eq(keys::short(&call.parameters, 500)),
        api_call::status.eq(i32::from(call.status)),
        api_call::given.eq(call.given),
    );
    diesel::insert_into(api_call::table).values(row).execute(conn)?;
    Ok(conn.inserted_id()?)
}

/// Says how many conventions a call under way was given by now, to the client that calls. To be called in a write.
pub fn correct(conn: &mut Conn, scope: &Scope, call: i64, given: i64) -> Result<(), Error> {
    let Some(name) = Client::named(scope.principal()) else { return Err(Error::Missing) };
    let client: Option<i64> = api_client::table.filter(api_client::name.eq(name)).select(api_client::id).first(conn).optional()?;
    let Some(client) = client else { return Err(Error::Missing) };
    let theirs = api_call::table.find(call).filter(api_call::client_id.eq(client));
    let corrected = diesel::update(theirs).set(api_call::given.eq(given)).execute(conn)?;
    if corrected == 1 { Ok(()) } else { Err(Error::Missing) }
}

/// The last calls of a client, the latest first, for who administers the institution.
pub fn calls(conn: &mut Conn, scope: &Scope, client: ClientId, limit: i64) -> Result<Vec<Call>, Error> {
    if !scope.may_manage_clients() {
        return Ok(Vec::new());
    }
    let theirs = api_call::table.filter(api_call::client_id.eq(client.0)).order(api_call::id.desc()).limit(limit.clamp(0, 10_000));
    let rows: Vec<CallRow> = theirs.select(CallRow::as_select()).load(conn)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A row of `api_call`.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = api_call)]
struct CallRow {
    at: NaiveDateTime,
    operation: String,
    parameters: String,
    status: i32,
    given: i64,
}

impl TryFrom<CallRow> for Call {
    type Error = Error;

    fn try_from(row: CallRow) -> Result<Self, Error> {
        let CallRow { at, operation, parameters, status, given } = row;
        Ok(Self { at, operation, parameters, status: small("status", status)?, given })
    }
}

/// Forgets calls older than a moment, and says how many; for who administers the institution. To be called in a write.
pub fn forget(conn: &mut Conn, scope: &Scope, before: NaiveDateTime) -> Result<usize, Error> {
    if !scope.may_manage_clients() {
        return Err(Error::Missing);
    }
    Ok(diesel::delete(api_call::table.filter(api_call::at.lt(before))).execute(conn)?)
}
