//! Host organisations and their services: shared by everyone who signs in, changed by those who write.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    host::{Host, Service, Source},
    ids::{HostId, ServiceId},
    law::identifiers::Siret,
    policy::Scope,
    text,
};

use crate::{
    connection::{Conn, on_each},
    conventions,
    corrections::{ADDED, Record, may_correct},
    error::Error,
    keys,
    records::{HostRecord, ServiceRecord, Stored, host_words},
    schema::{contact, host, host_change, host_word, service},
};

/// Hosts whose name, town, postcode or SIRET hold words that begin so, by name.
pub fn search(conn: &mut Conn, _scope: &Scope, asked: &str, limit: u16) -> Result<Vec<Host>, Error> {
    let mut prefixes = keys::prefixes(&compact(asked));
    // The longest is the rarest: its index leads, the others are looked for in what it finds.
    prefixes.sort_by_key(|p| std::cmp::Reverse(p.chars().count()));
    let Some(rarest) = prefixes.first() else { return Ok(Vec::new()) };
    let words = host_word::table.filter(host_word::word.ge(rarest)).filter(host_word::word.lt(keys::after(rarest)));
    let mut query = host::table.filter(host::id.eq_any(words.select(host_word::host_id))).into_boxed();
    for prefix in prefixes.iter().skip(1) {
        query = query.filter(host::search.like(format!("% {prefix}%")));
    }
    let query = query.order((host::name_folded, host::id)).limit(limit.into());
    hosts(query.select((host::id, HostRecord::as_select())).load(conn)?)
}

/// A SIRET is written with spaces between its groups: they are joined when the whole text is digits.
fn compact(asked: &str) -> String {
    let digits: String = asked.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() >= 9 && digits.bytes().all(|b| b.is_ascii_digit()) { digits } else { asked.to_owned() }
}

/// One host.
pub fn find(conn: &mut Conn, _scope: &Scope, id: HostId) -> Result<Option<Host>, Error> {
    one(conn, id)
}

/// The host with this SIRET.
pub fn find_by_siret(conn: &mut Conn, _scope: &Scope, siret: Siret) -> Result<Option<Host>, Error> {
    with_siret(conn, siret)
}

/// Hosts that may be the same: of that name in that town, however they are written.
pub fn alike(conn: &mut Conn, _scope: &Scope, candidate: &Host) -> Result<Vec<Host>, Error> {
    let folded = keys::short(&text::fold(&candidate.name), 160);
    let same = host::table.filter(host::name_folded.eq(folded)).filter(host::id.ne(candidate.id.0)).order(host::id).limit(50);
    let found = hosts(same.select((host::id, HostRecord::as_select())).load(conn)?)?;
    let town = text::fold(&candidate.address.town);
    Ok(found.into_iter().filter(|h| text::fold(&h.address.town) == town).collect())
}

/// Adds a host; id, version, source and moderation given are not looked at.
///
/// Entered by an office it is valid at once, by a student or a teacher it awaits moderation. [`Error::Duplicate`] names the host that has
/// its SIRET.
pub fn add(conn: &mut Conn, scope: &Scope, new: &Host, at: NaiveDateTime) -> Result<Host, Error> {
    let who = scope.principal();
    let by_office = scope.may_moderate_hosts();
    if scope.reach().is_empty() && !by_office {
        return Err(Error::Missing);
    }
    refuse_duplicate(conn, new)?;
    let source = if by_office { Source::Staff } else { Source::Student };
    let mut added = Host { version: 0, source, validated_at: by_office.then_some(at), ..new.clone() };
    let by = if by_office { who.login.as_str() } else { "" };
    let row = (HostRecord::from(&added), host::validated_by.eq(by), host::created_at.eq(at), host::created_by.eq(&who.login));
    diesel::insert_into(host::table).values(row).execute(conn)?;
    added.id = HostId(conn.inserted_id()?);
    write_words(conn, &added)?;
    Ok(added)
}

/// Saves a host, given the version that the person saw. For those of [`may_correct`].
///
/// Conventions that are not validated yet show it as it is from now on; validated ones as it was. [`Error::StaleHost`] with the present
/// state when it changed meanwhile.
pub fn save(conn: &mut Conn, scope: &Scope, edited: &Host, seen: i32, at: NaiveDateTime) -> Result<Host, Error> {
    let record = Record::Host(edited.id);
    if !may_correct(conn, scope, record)? {
        return Err(Error::Missing);
    }
    let before = take(conn, edited.id, seen)?;
    refuse_duplicate(conn, edited)?;
    let after = Host { version: before.version, source: before.source, validated_at: before.validated_at, ..edited.clone() };
    let changed = changed(&before, &after);
    diesel::update(host::table.find(after.id.0)).set(HostRecord::from(&after)).execute(conn)?;
    diesel::delete(host_word::table.filter(host_word::host_id.eq(after.id.0))).execute(conn)?;
    write_words(conn, &after)?;
    note(conn, scope, after.id, at, &changed.join(" "))?;
    if !changed.is_empty() {
        conventions::corrected(conn, scope, record, at)?;
    }
    Ok(after)
}

/// Saves a service, given the version of its host that the person saw; it stays with its host. For those of [`may_correct`].
///
/// Conventions that are not validated yet show it as it is from now on; validated ones as it was. [`Error::StaleHost`] when the host, or
/// anything of it, changed meanwhile.
pub fn save_service(conn: &mut Conn, scope: &Scope, edited: &Service, seen: i32, at: NaiveDateTime) -> Result<Service, Error> {
    let record = Record::Service(edited.id);
    if !may_correct(conn, scope, record)? {
        return Err(Error::Missing);
    }
    let host = service(conn, scope, edited.id)?.ok_or(Error::Missing)?.host;
    take(conn, host, seen)?;
    let before = service(conn, scope, edited.id)?.filter(|s| s.host == host).ok_or(Error::Missing)?;
    let after = Service { host, ..edited.clone() };
    let pairs = [("name", before.name == after.name), ("address", before.address == after.address), ("phone", before.phone == after.phone)];
    let changed = differing(pairs);
    diesel::update(service::table.find(after.id.0)).set(ServiceRecord::from(&after)).execute(conn)?;
    note(conn, scope, host, at, &record.note(&changed.join(" ")))?;
    if !changed.is_empty() {
        conventions::corrected(conn, scope, record, at)?;
    }
    Ok(after)
}

/// Hosts that await moderation, the oldest first, after one of them.
pub fn awaiting(conn: &mut Conn, scope: &Scope, after: Option<HostId>, limit: u16) -> Result<Vec<Host>, Error> {
    if !scope.may_moderate_hosts() {
        return Ok(Vec::new());
    }
    let waiting = host::table.filter(host::validated_at.is_null()).filter(host::id.gt(after.map_or(0, |h| h.0)));
    hosts(waiting.order(host::id).limit(limit.into()).select((host::id, HostRecord::as_select())).load(conn)?)
}

/// Hosts read at once for a file.
const CHUNK: u16 = 500;

/// Every host that awaits moderation, the oldest first, each given to `each` with the moment at which it was entered. The first error of
/// `each` ends it. One statement for 500 hosts. [`Error::Missing`] for those who do not moderate.
pub fn export_awaiting(
    conn: &mut Conn,
    scope: &Scope,
    mut each: impl FnMut(&Host, NaiveDateTime) -> Result<(), Error>,
) -> Result<(), Error> {
    if !scope.may_moderate_hosts() {
        return Err(Error::Missing);
    }
    let mut after = 0;
    loop {
        let waiting = host::table.filter(host::validated_at.is_null()).filter(host::id.gt(after)).order(host::id).limit(CHUNK.into());
        let found: Vec<(i64, HostRecord, NaiveDateTime)> =
            waiting.select((host::id, HostRecord::as_select(), host::created_at)).load(conn)?;
        let count = found.len();
        for (id, record, entered) in found {
            after = id;
            each(&Stored { id, record }.try_into()?, entered)?;
        }
        if count < usize::from(CHUNK) {
            return Ok(());
        }
    }
}

/// How many hosts await moderation: counted up to a bound. One statement.
pub fn count_awaiting(conn: &mut Conn, scope: &Scope, bound: u16) -> Result<u16, Error> {
    if !scope.may_moderate_hosts() {
        return Ok(0);
    }
    let waiting: Vec<i64> = host::table.filter(host::validated_at.is_null()).limit(bound.into()).select(host::id).load(conn)?;
    Ok(u16::try_from(waiting.len()).unwrap_or(bound))
}

/// Validates a host that awaits moderation, given the version that the person saw.
pub fn validate(conn: &mut Conn, scope: &Scope, id: HostId, seen: i32, at: NaiveDateTime) -> Result<Host, Error> {
    if !scope.may_moderate_hosts() {
        return Err(Error::Missing);
    }
    let before = take(conn, id, seen)?;
    let who = &scope.principal().login;
    diesel::update(host::table.find(id.0)).set((host::validated_at.eq(Some(at)), host::validated_by.eq(who))).execute(conn)?;
    note(conn, scope, id, at, "validated")?;
    Ok(Host { validated_at: Some(at), ..before })
}

/// Puts a host in the place of one that awaits moderation, with its services, people and conventions, and forgets that one: it was entered
/// twice. [`Error::NotAChoice`] where there is no such host to put, or the one to replace no longer waits.
pub fn replace(conn: &mut Conn, scope: &Scope, id: HostId, seen: i32, by: HostId, at: NaiveDateTime) -> Result<(), Error> {
    if !scope.may_moderate_hosts() {
        return Err(Error::Missing);
    }
    let before = take(conn, id, seen)?;
    if id == by || before.validated_at.is_some() || one(conn, by)?.is_none() {
        return Err(Error::NotAChoice("host"));
    }
    diesel::update(service::table.filter(service::host_id.eq(id.0))).set(service::host_id.eq(by.0)).execute(conn)?;
    diesel::update(contact::table.filter(contact::host_id.eq(id.0))).set(contact::host_id.eq(by.0)).execute(conn)?;
    conventions::rehost(conn, scope, id, by, at)?;
    diesel::delete(host::table.find(id.0)).execute(conn)?;
    note(conn, scope, by, at, "merged")
}

/// A line of a host's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostChange {
    /// When.
    pub at: NaiveDateTime,
    /// Who, as people read it; nothing for somebody of no office.
    pub by: String,
    /// The names of the fields, separated by spaces; `validated`; or `merged`, when it took the place of another. Of a service or of a person
    /// first which, then the names or `added`.
    pub note: String,
}

impl HostChange {
    /// Whether what somebody had read of the host was another thing after it; a record that is new changes none.
    pub fn alters(&self) -> bool {
        self.note != ADDED && !self.note.ends_with(&format!(" {ADDED}"))
    }
}

/// What happened to a host, the latest first; for those who write.
pub fn history(conn: &mut Conn, scope: &Scope, id: HostId) -> Result<Vec<HostChange>, Error> {
    if !scope.may_moderate_hosts() {
        return Ok(Vec::new());
    }
    let lines = host_change::table.filter(host_change::host_id.eq(id.0)).order(host_change::id.desc()).limit(200);
    let lines: Vec<(NaiveDateTime, String, String)> =
        lines.select((host_change::at, host_change::by_name, host_change::note)).load(conn)?;
    Ok(lines.into_iter().map(|(at, by, note)| HostChange { at, by, note }).collect())
}

/// The services of a host, by name.
pub fn services(conn: &mut Conn, _scope: &Scope, of: HostId) -> Result<Vec<Service>, Error> {
    let found: Vec<Stored<ServiceRecord>> = service::table
        .filter(service::host_id.eq(of.0))
        .order((service::name, service::id))
        .limit(500)
        .select((service::id, ServiceRecord::as_select()))
        .load(conn)?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// One service.
pub fn service(conn: &mut Conn, _scope: &Scope, id: ServiceId) -> Result<Option<Service>, Error> {
    let found: Option<Stored<ServiceRecord>> =
        service::table.find(id.0).select((service::id, ServiceRecord::as_select())).first(conn).optional()?;
    Ok(found.map(Into::into))
}

/// Adds a service to its host; the id given is not looked at.
pub fn add_service(conn: &mut Conn, scope: &Scope, new: &Service, at: NaiveDateTime) -> Result<Service, Error> {
    if (scope.reach().is_empty() && !scope.may_moderate_hosts()) || one(conn, new.host)?.is_none() {
        return Err(Error::Missing);
    }
    diesel::insert_into(service::table).values(ServiceRecord::from(new)).execute(conn)?;
    let added = Service { id: ServiceId(conn.inserted_id()?), ..new.clone() };
    note(conn, scope, added.host, at, &Record::Service(added.id).note(ADDED))?;
    Ok(added)
}

fn hosts(found: Vec<Stored<HostRecord>>) -> Result<Vec<Host>, Error> {
    Ok(found.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?)
}

fn one(conn: &mut Conn, id: HostId) -> Result<Option<Host>, Error> {
    let found: Option<Stored<HostRecord>> = host::table.find(id.0).select((host::id, HostRecord::as_select())).first(conn).optional()?;
    Ok(found.map(TryInto::try_into).transpose()?)
}

fn with_siret(conn: &mut Conn, siret: Siret) -> Result<Option<Host>, Error> {
    let same = host::table.filter(host::siret.eq(siret.to_string()));
    let found: Option<Stored<HostRecord>> = same.select((host::id, HostRecord::as_select())).first(conn).optional()?;
    Ok(found.map(TryInto::try_into).transpose()?)
}

fn refuse_duplicate(conn: &mut Conn, candidate: &Host) -> Result<(), Error> {
    let Some(siret) = candidate.siret else { return Ok(()) };
    match with_siret(conn, siret)? {
        Some(other) if other.id != candidate.id => Err(Error::Duplicate(Box::new(other))),
        _ => Ok(()),
    }
}

/// Takes a host for changing: its version is already the next one.
pub(crate) fn take(conn: &mut Conn, id: HostId, seen: i32) -> Result<Host, Error> {
    let mine = host::table.find(id.0).filter(host::version.eq(seen));
    let taken = diesel::update(mine).set(host::version.eq(seen.wrapping_add(1))).execute(conn)?;
    let present = one(conn, id)?.ok_or(Error::Missing)?;
    if taken == 1 { Ok(present) } else { Err(Error::StaleHost(Box::new(present))) }
}

fn write_words(conn: &mut Conn, of: &Host) -> Result<(), Error> {
    let words: Vec<_> = host_words(of).into_iter().map(|w| (host_word::word.eq(w), host_word::host_id.eq(of.id.0))).collect();
    on_each!(conn, c => diesel::insert_into(host_word::table).values(words).execute(c))?;
    Ok(())
}

/// Writes what happened into the history of a host, which offices of all centres read: a student is not named in it.
pub(crate) fn note(conn: &mut Conn, scope: &Scope, id: HostId, at: NaiveDateTime, words: &str) -> Result<(), Error> {
    let who = scope.principal();
    let row = (
        host_change::host_id.eq(id.0),
        host_change::at.eq(at),
        host_change::by_login.eq(&who.login),
        host_change::by_name.eq(if scope.is_office() { who.name.as_str() } else { "" }),
        host_change::note.eq(words),
    );
    diesel::insert_into(host_change::table).values(row).execute(conn)?;
    Ok(())
}

/// The names of the fields that differ.
fn changed(before: &Host, after: &Host) -> Vec<&'static str> {
    let pairs = [
        ("name", before.name == after.name),
        ("siret", before.siret == after.siret),
        ("foreign-id", before.foreign_id == after.foreign_id),
        ("naf", before.naf == after.naf),
        ("type", before.kind == after.kind),
        ("legal-status", before.legal_status == after.legal_status),
        ("headcount", before.headcount == after.headcount),
        ("address", before.address == after.address),
        ("phone", before.phone == after.phone),
        ("mail", before.mail == after.mail),
        ("site", before.site == after.site),
        ("activity", before.activity == after.activity),
        ("manager", before.manager == after.manager),
    ];
    differing(pairs)
}

/// The names of what is not the same.
pub(crate) fn differing<const N: usize>(pairs: [(&'static str, bool); N]) -> Vec<&'static str> {
    pairs.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}
