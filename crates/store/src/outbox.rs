//! Mail that waits, went, or could not go. Put there by the change that causes it; taken by whoever sends.
//!
//! Mail holds names and reasons of every centre: only a scope that reaches everything reads or takes it.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use tremplin_domain::{
    ids::{ConventionId, MessageId},
    policy::Scope,
};

use crate::{connection::Conn, conventions::Letter, error::Error, keys, schema::outbox};

/// Mail to put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) convention: Option<ConventionId>,
    pub(crate) event: String,
    pub(crate) recipient: String,
    pub(crate) letter: Letter,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Waits for its turn.
    Waiting,
    /// Left.
    Sent,
    /// Given up.
    Failed,
}

impl Delivery {
    const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::Failed];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

/// A message of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Our id.
    pub id: MessageId,
    /// The convention that it is about.
    pub convention: Option<ConventionId>,
    /// The code of the event that caused it.
    pub event: String,
    /// The address that it goes to.
    pub recipient: String,
    /// Its words.
    pub letter: Letter,
    /// How far it is.
    pub delivery: Delivery,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was put there.
    pub created_at: NaiveDateTime,
    /// When it left.
    pub sent_at: Option<NaiveDateTime>,
    /// Why the last attempt failed.
    pub problem: String,
}

type Row = (i64, Option<i64>, String, String, String, String, String, i32, NaiveDateTime, Option<NaiveDateTime>, String);

impl From<Row> for Message {
    fn from((id, convention, event, recipient, subject, text, state, attempts, created_at, sent_at, problem): Row) -> Self {
        Self {
            id: MessageId(id),
            convention: convention.map(ConventionId),
            event,
            recipient,
            letter: Letter { subject, text },
            delivery: Delivery::ALL.into_iter().find(|d| d.code() == state).unwrap_or(Delivery::Failed),
            attempts,
            created_at,
            sent_at,
            problem,
        }
    }
}

/// Tries, at most; then it is given up.
const ATTEMPTS: i32 = 8;

/// Puts mail into the outbox, in the transaction of what causes it.
pub(crate) fn put(conn: &mut Conn, mail: &Mail, at: NaiveDateTime) -> Result<(), Error> {
    use outbox::{attempts, body, convention_id, created_at, due_at, event, problem, recipient, state, subject};
    diesel::insert_into(outbox::table)
        .values((
            convention_id.eq(mail.convention.map(|c| c.0)),
            event.eq(&mail.event),
            recipient.eq(keys::short(&mail.recipient, 255)),
            subject.eq(keys::short(&mail.letter.subject, 255)),
            body.eq(&mail.letter.text),
            state.eq(Delivery::Waiting.code()),
            attempts.eq(0),
            due_at.eq(at),
            created_at.eq(at),
            problem.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes messages that are due, for sending: nobody else gets them for `hold`, after which they are due again unless marked.
/// To be called in a write.
pub fn claim(conn: &mut Conn, scope: &Scope, now: NaiveDateTime, hold: TimeDelta, limit: u16) -> Result<Vec<Message>, Error> {
    use outbox::{attempts, due_at, id, state};
    everything(scope)?;
    let due: Vec<i64> = outbox::table
        .filter(state.eq(Delivery::Waiting.code()))
        .filter(due_at.le(now))
        .order((due_at, id))
        .limit(limit.into())
        .select(id)
        .load(conn)?;
    let mut mine = Vec::with_capacity(due.len());
    for message in due {
        let still = outbox::table.find(message).filter(state.eq(Delivery::Waiting.code())).filter(due_at.le(now));
        if diesel::update(still).set((due_at.eq(now + hold), attempts.eq(attempts + 1))).execute(conn)? == 1 {
            mine.push(message);
        }
    }
    let rows: Vec<Row> = outbox::table.filter(id.eq_any(mine)).order(id).select(columns()).load(conn)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A claimed message left.
pub fn mark_sent(conn: &mut Conn, scope: &Scope, message: &Message, now: NaiveDateTime) -> Result<(), Error> {
    use outbox::{problem, sent_at, state};
    everything(scope)?;
    let done = (state.eq(Delivery::Sent.code()), sent_at.eq(Some(now)), problem.eq(""));
    diesel::update(held(message)).set(done).execute(conn)?;
    Ok(())
}

/// A claimed message did not leave; it is due again later, twice as late each time, and given up after eight attempts.
pub fn mark_failed(conn: &mut Conn, scope: &Scope, message: &Message, now: NaiveDateTime, why: &str) -> Result<(), Error> {
    use outbox::{due_at, problem, state};
    everything(scope)?;
    let again = now + TimeDelta::minutes(1 << message.attempts.clamp(0, 10));
    let next = if message.attempts >= ATTEMPTS { Delivery::Failed } else { Delivery::Waiting };
    let done = (state.eq(next.code()), due_at.eq(again), problem.eq(keys::short(why, 500)));
    diesel::update(held(message)).set(done).execute(conn)?;
    Ok(())
}

/// A claimed message will never leave: its recipient does not exist, or the server refuses it for good.
pub fn give_up(conn: &mut Conn, scope: &Scope, message: &Message, why: &str) -> Result<(), Error> {
    use outbox::{problem, state};
    everything(scope)?;
    let done = (state.eq(Delivery::Failed.code()), problem.eq(keys::short(why, 500)));
    diesel::update(held(message)).set(done).execute(conn)?;
    Ok(())
}

/// A message as long as it is ours: whoever held it too long changes nothing of what another did meanwhile.
#[diesel::dsl::auto_type]
fn held(message: &Message) -> _ {
    let (id, attempts): (i64, i32) = (message.id.0, message.attempts);
    outbox::table.find(id).filter(outbox::state.eq("waiting")).filter(outbox::attempts.eq(attempts))
}

/// The latest messages, the last first.
pub fn list(conn: &mut Conn, scope: &Scope, limit: u16) -> Result<Vec<Message>, Error> {
    everything(scope)?;
    let rows: Vec<Row> = outbox::table.order(outbox::id.desc()).limit(limit.into()).select(columns()).load(conn)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

const fn columns() -> (
    outbox::id,
    outbox::convention_id,
    outbox::event,
    outbox::recipient,
    outbox::subject,
    outbox::body,
    outbox::state,
    outbox::attempts,
    outbox::created_at,
    outbox::sent_at,
    outbox::problem,
) {
    use outbox::{attempts, body, convention_id, created_at, event, id, problem, recipient, sent_at, state, subject};
    (id, convention_id, event, recipient, subject, body, state, attempts, created_at, sent_at, problem)
}

fn everything(scope: &Scope) -> Result<(), Error> {
    if scope.reach().everything { Ok(()) } else { Err(Error::Missing) }
}
