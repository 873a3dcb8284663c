//! The round: take what is due, send it, say what became of it.

use std::{future::Future, pin::pin, time::Duration};

use chrono::{NaiveDateTime, TimeDelta};
use lettre::AsyncTransport;
use tremplin_domain::policy::{Principal, Scope};
use tremplin_identity::Clock;
use tremplin_store::{Error, Store, outbox};

use crate::{
    letter::{self, Sender},
    relay::{Connections, Relay},
};

/// Messages taken at a time.
const TAKEN: u16 = 10;
/// The longest that one mail may take, whatever the server does; ten of them end before they are anybody else's.
const DEADLINE: Duration = Duration::from_secs(45);
/// How long they are ours: longer than all of them can take.
const HOLD: TimeDelta = TimeDelta::minutes(10);

/// The post office of an institution. Several may run at once, on one machine or many: each message is taken by one.
pub struct Post {
    store: Store,
    connections: Connections,
    sender: Sender,
    clock: Clock,
}

/// What became of the messages of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// Those that left.
    pub sent: usize,
    /// Those that will be tried again.
    pub postponed: usize,
    /// Those that were given up: refused for good, or no address at all.
    pub given_up: usize,
}

impl Round {
    const fn taken(self) -> usize {
        self.sent + self.postponed + self.given_up
    }
}

impl Post {
    /// Over a store, through a server. An error when the server's name is none.
    pub fn new(store: Store, relay: &Relay, sender: Sender, clock: Clock) -> Result<Self, lettre::transport::smtp::Error> {
        Ok(Self { store, connections: relay.connections()?, sender, clock })
    }

    /// Sends what is due, looks again after each pause, until `stop` resolves; what is being sent then is sent first.
    pub async fn run(&self, pause: Duration, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let full = match self.round().await {
                Ok(round) => round.taken() == usize::from(TAKEN),
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the outbox cannot be read");
                    false
                }
            };
            let wait = if full { Duration::ZERO } else { pause };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = &mut stop => break,
            }
        }
        self.connections.shutdown().await;
    }

    /// One round.
    pub async fn round(&self) -> Result<Round, Error> {
        let now = self.now();
        let due = self.store.write(move |conn| outbox::claim(conn, &scope(), now, HOLD, TAKEN)).await?;
        let mut round = Round::default();
        for message in due {
            match self.send(&message).await {
                Outcome::Sent => {
                    let (id, at) = (message.id, self.now());
                    self.store.write(move |conn| outbox::mark_sent(conn, &scope(), id, at)).await?;
                    round.sent += 1;
                }
                Outcome::Later(why) => {
                    tracing::warn!(message = message.id.0, attempts = message.attempts, "a mail is to be tried again");
                    let at = self.now();
                    self.store.write(move |conn| outbox::mark_failed(conn, &scope(), &message, at, &why)).await?;
                    round.postponed += 1;
                }
                Outcome::Never(why) => {
                    tracing::error!(message = message.id.0, "a mail is refused for good");
                    let id = message.id;
                    self.store.write(move |conn| outbox::give_up(conn, &scope(), id, &why)).await?;
                    round.given_up += 1;
                }
            }
        }
        Ok(round)
    }

    async fn send(&self, message: &outbox::Message) -> Outcome {
        let Some(mail) = letter::of(message, &self.sender) else { return Outcome::Never("the recipient is no address".to_owned()) };
        match tokio::time::timeout(DEADLINE, self.connections.send(mail)).await {
            Ok(Ok(_)) => Outcome::Sent,
            Ok(Err(error)) if error.is_permanent() => Outcome::Never(causes(&error)),
            Ok(Err(error)) => Outcome::Later(causes(&error)),
            Err(_) => Outcome::Later("the mail server is too slow".to_owned()),
        }
    }

    fn now(&self) -> NaiveDateTime {
        self.clock.now().naive_utc()
    }
}

impl std::fmt::Debug for Post {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Post").field("sender", &self.sender).finish_non_exhaustive()
    }
}

enum Outcome {
    Sent,
    Later(String),
    Never(String),
}

/// An error with everything behind it: what the server said stands at the end.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// Mail is of every centre.
fn scope() -> Scope {
    Principal { login: "courrier".to_owned(), name: "Envoi du courrier".to_owned(), institution_admin: true, ..Principal::default() }
        .scope()
}
