//! The round: take what is due, send it, say what became of it.

use std::{future::Future, time::Duration};

use chrono::{NaiveDateTime, TimeDelta};
use lettre::AsyncTransport;
use tokio::{sync::watch, time::timeout};
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

    /// Sends what is due, looks again after each pause, until `stop` resolves; the mail that is leaving then leaves first, the others
    /// are due again after a while.
    pub async fn run(&self, pause: Duration, stop: impl Future<Output = ()>) {
        let (stopping, mut stopped) = watch::channel(false);
        let told = async {
            stop.await;
            stopping.send_replace(true);
        };
        let work = async {
            while !*stopped.borrow() {
                let full = match self.until(&stopped).await {
                    Ok(round) => round.taken() == usize::from(TAKEN),
                    Err(error) => {
                        tracing::error!(error = &error as &dyn std::error::Error, "the outbox cannot be read");
                        false
                    }
                };
                let wait = if full { Duration::ZERO } else { pause };
                // In time or told to stop: the loop looks which.
                let _ = timeout(wait, stopped.wait_for(|stopping| *stopping)).await;
            }
        };
        tokio::join!(told, work);
        self.connections.shutdown().await;
    }

    /// One round.
    pub async fn round(&self) -> Result<Round, Error> {
        let (_never, stopped) = watch::channel(false);
        self.until(&stopped).await
    }

    async fn until(&self, stopped: &watch::Receiver<bool>) -> Result<Round, Error> {
        let now = self.now();
        let due = self.store.write(move |conn| outbox::claim(conn, &scope(), now, HOLD, TAKEN)).await?;
        let mut round = Round::default();
        for message in due {
            if *stopped.borrow() {
                break;
            }
            match self.send(&message).await {
                Outcome::Sent => {
                    let at = self.now();
                    self.store.write(move |conn| outbox::mark_sent(conn, &scope(), &message, at)).await?;
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
                    self.store.write(move |conn| outbox::give_up(conn, &scope(), &message, &why)).await?;
                    round.given_up += 1;
                }
            }
        }
        Ok(round)
    }

    async fn send(&self, message: &outbox::Message) -> Outcome {
        let Some(mail) = letter::of(message, &self.sender) else { return Outcome::Never("the recipient is no address".to_owned()) };
        match timeout(DEADLINE, self.connections.send(mail)).await {
            Ok(Ok(_)) => Outcome::Sent,
            Ok(Err(error)) if concerns_this_mail(&error) => Outcome::Never(causes(&error)),
            Ok(Err(error)) => Outcome::Later(causes(&error)),
            Err(_) => Outcome::Later(format!("no answer within {} s", DEADLINE.as_secs())),
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

/// Whether a refusal is of this mail for good: mailbox, size, name or transaction refused (RFC 5321, 4.2.3). A server that refuses the
/// connection or the login refuses nobody's mail: it is to be mended, and the mail waits.
fn concerns_this_mail(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| (550..=554).contains(&u16::from(code)))
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
