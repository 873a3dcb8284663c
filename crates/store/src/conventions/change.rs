//! What every change of a convention has in common: taking it in its seen version, writing it, telling what happened.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use tremplin_domain::{
    convention::{Convention, Dossier, EventKind},
    ids::{ConventionId, HostId},
    policy::{Scope, Ties},
};

use super::{find, freeze};
use crate::{
    connection::{Conn, on_each},
    corrections::{self, Record},
    error::Error,
    line,
    records::{LegalRecord, Records, ValidationRecord},
    schema::{
        convention, convention_enrolment, convention_event, convention_internship, convention_legal, convention_pay, convention_reach,
        convention_schedule, convention_validation,
    },
};

/// Takes a convention within reach for changing: it stays locked until the transaction ends, and its version is already the next one.
/// [`Error::Stale`] when it is not in the version seen.
pub(crate) fn take(conn: &mut Conn, scope: &Scope, id: ConventionId, seen: i32) -> Result<Dossier, Error> {
    use convention::version;
    // Written first: what is read after is then as fresh as the lock.
    let mine = convention::table.find(id.0).filter(version.eq(seen));
    let taken = diesel::update(mine).set(version.eq(seen.wrapping_add(1))).execute(conn)?;
    let dossier = find::load(conn, &[id.0])?.pop().ok_or(Error::Missing)?;
    if !scope.reach().covers(&Ties::of(&dossier.convention, &dossier.centre)) {
        return Err(Error::Missing);
    }
    if taken == 1 { Ok(dossier) } else { Err(Error::Stale(Box::new(dossier))) }
}

/// Writes a taken convention, all its rows and its line, and freezes or thaws as its phase asks.
pub(crate) fn write(conn: &mut Conn, before: &Dossier, after: &Dossier) -> Result<(), Error> {
    let Records { id, convention, reach, enrolment, internship, schedule, pay, legal, validations } = Records::from(&after.convention);
    diesel::update(convention::table.find(id)).set(convention).execute(conn)?;
    let (was, is) = (&before.convention, &after.convention);
    if was.reach != is.reach {
        diesel::update(convention_reach::table.find(id)).set(reach).execute(conn)?;
    }
    if was.enrolment != is.enrolment {
        diesel::update(convention_enrolment::table.find(id)).set(enrolment).execute(conn)?;
    }
    if was.internship != is.internship {
        diesel::update(convention_internship::table.find(id)).set(internship).execute(conn)?;
    }
    if was.schedule != is.schedule {
        diesel::update(convention_schedule::table.find(id)).set(schedule).execute(conn)?;
    }
    if was.pay != is.pay || was.follow != is.follow {
        diesel::update(convention_pay::table.find(id)).set(pay).execute(conn)?;
    }
    if Records::from(was).legal != legal {
        diesel::delete(convention_legal::table.find(id)).execute(conn)?;
        add_legal(conn, legal)?;
    }
    if was.progress.validations != is.progress.validations {
        diesel::delete(convention_validation::table.filter(convention_validation::convention_id.eq(id))).execute(conn)?;
        add_validations(conn, &validations)?;
    }
    match frost(before, after) {
        Frost::Freezes => freeze::freeze(conn, after)?,
        Frost::Thaws => {
            freeze::thaw(conn, id)?;
            // What it names may have changed since it was frozen.
            let now = find::load(conn, &[id])?.pop().ok_or(Error::Missing)?;
            return line::renew(conn, (&now).into());
        }
        Frost::Stays => {}
    }
    line::renew(conn, after.into())
}

/// Writes the rows of a new convention, and gives it the id that the database chose.
pub(crate) fn add(conn: &mut Conn, dossier: &mut Dossier) -> Result<(), Error> {
    diesel::insert_into(convention::table).values(Records::from(&dossier.convention).convention).execute(conn)?;
    dossier.convention.id = ConventionId(conn.inserted_id()?);
    let Records { id: _, convention: _, reach, enrolment, internship, schedule, pay, legal, validations } =
        Records::from(&dossier.convention);
    diesel::insert_into(convention_reach::table).values(reach).execute(conn)?;
    diesel::insert_into(convention_enrolment::table).values(enrolment).execute(conn)?;
    diesel::insert_into(convention_internship::table).values(internship).execute(conn)?;
    diesel::insert_into(convention_schedule::table).values(schedule).execute(conn)?;
    diesel::insert_into(convention_pay::table).values(pay).execute(conn)?;
    add_legal(conn, legal)?;
    add_validations(conn, &validations)?;
    line::add(conn, (&*dossier).into())
}

fn add_legal(conn: &mut Conn, legal: Option<LegalRecord>) -> Result<(), Error> {
    if let Some(legal) = legal {
        diesel::insert_into(convention_legal::table).values(legal).execute(conn)?;
    }
    Ok(())
}

fn add_validations(conn: &mut Conn, validations: &[ValidationRecord]) -> Result<(), Error> {
    if !validations.is_empty() {
        on_each!(conn, c => diesel::insert_into(convention_validation::table).values(validations).execute(c))?;
    }
    Ok(())
}

/// What a change does to what is frozen.
enum Frost {
    Freezes,
    Thaws,
    Stays,
}

/// What was validated is kept as it was, also where it is cancelled later; once it is open again, it is read as it is.
fn frost(before: &Dossier, after: &Dossier) -> Frost {
    let phase = |d: &Dossier| d.convention.progress.phase(&d.centre.validations);
    let chosen = |d: &Dossier| {
        let c = &d.convention;
        (c.host, c.service, c.tutor, c.signatory, c.teacher)
    };
    let (was, is) = (phase(before), phase(after));
    if is.is_validated() && (!was.is_validated() || chosen(before) != chosen(after)) {
        Frost::Freezes
    } else if was.is_validated() && is.is_open() {
        Frost::Thaws
    } else {
        Frost::Stays
    }
}

/// Writes what happened into the timeline.
pub(crate) fn tell(
    conn: &mut Conn,
    scope: &Scope,
    id: ConventionId,
    event: EventKind,
    happened: NaiveDateTime,
    words: &str,
) -> Result<(), Error> {
    use convention_event::{at, by_login, by_name, convention_id, kind, note};
    let who = scope.principal();
    diesel::insert_into(convention_event::table)
        .values((
            convention_id.eq(id.0),
            kind.eq(event.code()),
            by_login.eq(&who.login),
            by_name.eq(&who.name),
            at.eq(happened),
            note.eq(words),
        ))
        .execute(conn)?;
    Ok(())
}

/// Locks conventions for writing their lines again, without changing them.
pub(crate) fn relocked(conn: &mut Conn, ids: &[i64]) -> Result<(), Error> {
    use convention::{id, version};
    diesel::update(convention::table.filter(id.eq_any(ids))).set(version.eq(version)).execute(conn)?;
    Ok(())
}

/// Tells every convention that is not validated yet, and names a record that was corrected: each has its new version, so that nobody
/// decides on what they did not see, its line and its moment in the timeline. One that is validated stays as it was agreed.
pub(crate) fn corrected(conn: &mut Conn, scope: &Scope, record: Record, at: NaiveDateTime) -> Result<(), Error> {
    use convention::{id, version};
    for ids in corrections::serving(conn, record, None)?.chunks(200) {
        let dossiers = find::load(conn, ids)?;
        let open: Vec<_> = dossiers.iter().filter(|d| d.convention.progress.phase(&d.centre.validations).is_open()).collect();
        let mine: Vec<i64> = open.iter().map(|d| d.convention.id.0).collect();
        diesel::update(convention::table.filter(id.eq_any(mine))).set(version.eq(version + 1)).execute(conn)?;
        for dossier in open {
            line::renew(conn, dossier.into())?;
            tell(conn, scope, dossier.convention.id, EventKind::Saved, at, named(&dossier.convention, record))?;
        }
    }
    Ok(())
}

/// The fields of a convention that show a record.
fn named(convention: &Convention, record: Record) -> &'static str {
    match record {
        Record::Host(_) => "host-name",
        Record::Service(_) => "service-name",
        Record::Contact(id) => match (convention.tutor == Some(id), convention.signatory == Some(id)) {
            (true, true) => "tutor-name signatory-name",
            (true, false) => "tutor-name",
            (false, _) => "signatory-name",
        },
    }
}

/// Puts a host in the place of another in every convention; each has its new version, its line and its moment in the timeline.
pub(crate) fn rehost(conn: &mut Conn, scope: &Scope, from: HostId, to: HostId, at: NaiveDateTime) -> Result<(), Error> {
    use convention::{host_id, id, version};
    let theirs: Vec<i64> = convention::table.filter(host_id.eq(from.0)).select(id).load(conn)?;
    for ids in theirs.chunks(200) {
        let mine = convention::table.filter(id.eq_any(ids));
        diesel::update(mine).set((host_id.eq(Some(to.0)), version.eq(version + 1))).execute(conn)?;
        for dossier in &find::load(conn, ids)? {
            line::renew(conn, dossier.into())?;
            tell(conn, scope, dossier.convention.id, EventKind::Saved, at, "host-name")?;
        }
    }
    Ok(())
}
