//! Mail that leaves through a real server (aiosmtpd), and what becomes of mail that does not.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{
    net::Ipv4Addr,
    path::Path,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::TimeDelta;
use serde_json::Value;
use tremplin_domain::{convention::Action, law::checks::Parameters};
use tremplin_identity::Clock;
use tremplin_mail::{Post, Protection, Relay, Round, Trouble};
use tremplin_services::{MailServer, free};
use tremplin_store::{
    Store,
    conventions::{self, Item, Letter},
    outbox::{self, Delivery, Message},
};
use tremplin_testkit::{Builder, World, admin, at, each, student};

const SUBJECT: &str = "Convention envoyée : « Hélène », à vérifier";
const TEXT: &str = "Bonjour,\n\nVotre convention attend. C’est à vous.\n.\nUne ligne d’un seul point.\n";

fn served(port: u16, folder: &Path) -> MailServer {
    MailServer::start(&folder.join("box"), port, None).unwrap()
}

fn free_port() -> u16 {
    free(Ipv4Addr::LOCALHOST).unwrap().port()
}

/// The mails that arrived, decoded by the language's own library.
fn arrived(folder: &Path) -> Vec<Value> {
    const READ: &str = "import sys, json, email, email.policy, mailbox
box = mailbox.Maildir(sys.argv[1], factory=lambda f: email.message_from_binary_file(f, policy=email.policy.default), create=True)
print(json.dumps([dict(to=m['To'], subject=m['Subject'], id=m['Message-ID'], auto=m['Auto-Submitted'], text=m.get_content()) for m in box]))";
    let answer = Command::new("/usr/bin/python3").args(["-c", READ]).arg(folder.join("box")).output().unwrap();
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// An outbox with one mail for this recipient.
fn with_mail(store: &Store, recipient: &str) {
    let mut world = World::default();
    for teacher in &mut world.institution.teachers {
        recipient.clone_into(&mut teacher.mail);
    }
    let world = world.into_store(store);
    world.load(store, [Builder::new(1)]);
    let compose = |notice: &conventions::Notice<'_>| {
        let teachers = notice.recipient == tremplin_domain::notice::Recipient::Teacher;
        Ok(teachers.then(|| Letter { subject: SUBJECT.to_owned(), text: TEXT.to_owned() }))
    };
    let item = Item { id: tremplin_domain::ids::ConventionId(1), seen: 0, action: Action::Submit };
    store.write_blocking(|conn| conventions::act(conn, &student(1), &item, at(0), &Parameters::default(), &compose)).unwrap();
    assert_eq!(messages(store).len(), 1);
}

fn messages(store: &Store) -> Vec<Message> {
    store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap()
}

/// A post office whose clock is put forward by hand.
struct Office {
    post: Option<Post>,
    minutes: Arc<AtomicI64>,
    runtime: tokio::runtime::Runtime,
}

impl Office {
    fn over(store: &Store, port: u16, protection: Protection) -> Self {
        Self::with_login(store, port, protection, None)
    }

    fn with_login(store: &Store, port: u16, protection: Protection, login: Option<(String, String)>) -> Self {
        let minutes = Arc::new(AtomicI64::new(1));
        let read = Arc::clone(&minutes);
        let clock = Clock::new(move || (at(0) + TimeDelta::minutes(read.load(Ordering::SeqCst))).and_utc());
        let relay = Relay { host: "127.0.0.1".into(), port, protection, login };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let entered = runtime.enter();
        let post = Post::new(store.clone(), &relay, "Stages <stages@univ.example>".parse().unwrap(), clock).unwrap();
        drop(entered);
        Self { post: Some(post), minutes, runtime }
    }

    fn round(&self) -> Round {
        self.runtime.block_on(self.post.as_ref().unwrap().round()).unwrap()
    }

    fn later(&self) {
        self.minutes.fetch_add(60, Ordering::SeqCst);
    }
}

impl Drop for Office {
    /// Connections are closed by the runtime that made them.
    fn drop(&mut self) {
        let _entered = self.runtime.enter();
        self.post = None;
    }
}

const SENT: Round = Round { sent: 1, postponed: 0, given_up: 0 };
const POSTPONED: Round = Round { sent: 0, postponed: 1, given_up: 0 };
const GIVEN_UP: Round = Round { sent: 0, postponed: 0, given_up: 1 };

#[test]
fn a_mail_arrives_whole_and_once() {
    each(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let office = Office::over(store, port, Protection::None);
        assert_eq!(office.round(), SENT);
        office.later();
        assert_eq!(office.round(), Round::default());
        let mails = arrived(folder.path());
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0]["to"], "teacher@univ.example");
        assert_eq!(mails[0]["subject"], SUBJECT);
        assert_eq!(mails[0]["text"].as_str().unwrap().replace("\r\n", "\n").trim_end(), TEXT.trim_end());
        assert_eq!(mails[0]["auto"], "auto-generated");
        assert_eq!(messages(store)[0].delivery, Delivery::Sent);
    });
}

#[test]
fn what_a_server_that_is_away_did_not_take_arrives_once_it_is_back() {
    each(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let office = Office::over(store, port, Protection::None);
        assert_eq!(office.round(), POSTPONED);
        assert_eq!(office.round(), Round::default(), "tried again at once");
        let _server = served(port, folder.path());
        office.later();
        assert_eq!(office.round(), SENT);
        assert_eq!(arrived(folder.path()).len(), 1);
    });
}

#[test]
fn what_is_postponed_is_tried_again_and_what_is_refused_is_not() {
    each(|store| {
        with_mail(store, "later@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let office = Office::over(store, port, Protection::None);
        assert_eq!(office.round(), POSTPONED);
        assert!(messages(store)[0].problem.contains("try again"), "{:?}", messages(store)[0].problem);
        office.later();
        assert_eq!(office.round(), SENT);
    });
    each(|store| {
        with_mail(store, "nobody@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let office = Office::over(store, port, Protection::None);
        assert_eq!(office.round(), GIVEN_UP);
        office.later();
        assert_eq!(office.round(), Round::default());
        let message = &messages(store)[0];
        assert_eq!(message.delivery, Delivery::Failed);
        assert!(message.problem.contains("no such person here"), "{}", message.problem);
        assert!(arrived(folder.path()).is_empty());
    });
}

#[test]
fn without_the_protection_that_is_asked_for_nothing_leaves() {
    tremplin_testkit::sqlite(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let asked = Office::over(store, port, Protection::Starttls).round();
        assert_eq!(asked.sent, 0);
        assert!(arrived(folder.path()).is_empty());
        assert_ne!(messages(store)[0].delivery, Delivery::Sent);
    });
}

#[test]
fn a_server_that_refuses_us_loses_nobodys_mail() {
    tremplin_testkit::sqlite(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        // It knows no logins.
        let login = Some(("tremplin".to_owned(), "wrong".to_owned()));
        assert_eq!(Office::with_login(store, port, Protection::None, login).round(), POSTPONED);
        let office = Office::over(store, port, Protection::None);
        office.later();
        assert_eq!(office.round(), SENT);
    });
}

#[test]
fn a_check_says_what_keeps_mail_from_leaving_and_sends_none() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let check = |protection, login: Option<(String, String)>| {
        runtime.block_on(async { Relay { host: "127.0.0.1".into(), port, protection, login }.check().await })
    };
    assert!(matches!(check(Protection::None, None), Err(Trouble::Away(_))));
    let _server = served(port, folder.path());
    assert_eq!(check(Protection::None, None), Ok(()));
    // It knows neither STARTTLS nor logins.
    assert_eq!(check(Protection::Starttls, None), Err(Trouble::Strange));
    assert_eq!(check(Protection::None, Some(("tremplin".to_owned(), "wrong".to_owned()))), Err(Trouble::Strange));
    assert!(arrived(folder.path()).is_empty());
}

#[test]
fn an_office_that_is_told_to_stop_stops() {
    tremplin_testkit::sqlite(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let office = Office::over(store, port, Protection::None);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let post = office.post.as_ref().unwrap();
        office.runtime.block_on(async {
            let sent = async {
                while messages_later(store).await.iter().any(|m| m.delivery != Delivery::Sent) {
                    tokio::task::yield_now().await;
                }
                stop.send(()).unwrap();
            };
            let until = async { stopped.await.unwrap() };
            tokio::join!(sent, post.run(std::time::Duration::from_hours(1), until));
        });
        assert_eq!(arrived(folder.path()).len(), 1);
    });
}

async fn messages_later(store: &Store) -> Vec<Message> {
    store.read(|conn| outbox::list(conn, &admin(), 9)).await.unwrap()
}

#[test]
fn two_offices_never_send_one_mail_twice() {
    each(|store| {
        with_mail(store, "teacher@univ.example");
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let sent: usize = std::thread::scope(|scope| {
            let rounds: Vec<_> = (0..4).map(|_| scope.spawn(|| Office::over(store, port, Protection::None).round().sent)).collect();
            rounds.into_iter().map(|round| round.join().unwrap()).sum()
        });
        assert_eq!((sent, arrived(folder.path()).len()), (1, 1));
    });
}

#[test]
fn a_mail_that_somebody_took_and_never_sent_is_taken_again() {
    each(|store| {
        with_mail(store, "teacher@univ.example");
        let taken = store.write_blocking(|conn| outbox::claim(conn, &admin(), at(0), TimeDelta::minutes(10), 10)).unwrap();
        assert_eq!(taken.len(), 1);
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let _server = served(port, folder.path());
        let office = Office::over(store, port, Protection::None);
        assert_eq!(office.round(), Round::default());
        office.later();
        assert_eq!(office.round(), SENT);
    });
}
