//! Servers that are away, slow, protected or suspicious.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use futures_util::future::join_all;
use tremplin_directory::{Bind, Directory, Lack, Settings, Trouble};
use tremplin_referential::{Error, People, StudentKey, StudentRecord};
use tremplin_services::{Authority, READER};

use crate::{reader, server, settings, small};

async fn ask(directory: &Directory) -> Result<StudentRecord, Error> {
    directory.student(&StudentKey::Login("etu0".into())).await.map(|answer| answer.value)
}

fn cause(outcome: Result<StudentRecord, Error>) -> String {
    match outcome {
        Err(Error::Unreadable { cause, .. }) => cause.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_protected_connection_needs_the_authority_of_the_server() {
    let server = server();
    let protected = Settings { urls: vec![server.protected.clone()], ca: Some(server.authority.clone()), ..settings(server) };
    let starting = Settings { start_tls: true, ca: Some(server.authority.clone()), ..settings(server) };
    for good in [protected, starting] {
        assert!(ask(&Directory::new(good.clone()).unwrap()).await.is_ok(), "{:?}", good.urls);
        let ca = Some(Authority::new().unwrap().pem());
        let wrong = ask(&Directory::new(Settings { ca, ..good }).unwrap()).await;
        assert!(cause(wrong).contains("certificate is not believed"));
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let server = server();
    let urls = vec![server.protected.replace("localhost", "127.0.0.1")];
    let directory = Directory::new(Settings { urls, ca: Some(server.authority.clone()), ..settings(server) }).unwrap();
    assert!(cause(ask(&directory).await).contains("certificate is not believed"));
}

#[tokio::test]
async fn a_wrong_password_is_the_administrators_to_mend() {
    let bind = Some(Bind { dn: READER.into(), password: "wrong".into() });
    let directory = Directory::new(Settings { bind, ..settings(server()) }).unwrap();
    assert!(cause(ask(&directory).await).contains("refuses bind_dn or its password"));
}

#[tokio::test]
async fn without_a_name_the_directory_gives_what_it_gives_to_everybody() {
    let open = small(|setup| setup.anonymous = true);
    let anonymous = |server| Directory::new(Settings { bind: None, ..settings(server) }).unwrap();
    assert!(ask(&anonymous(&open)).await.is_ok());
    // This server does not say that there is something that may not be read.
    assert!(matches!(ask(&anonymous(server())).await, Err(Error::Missing)));
}

#[tokio::test]
async fn a_server_that_is_away_gives_way_to_the_next_and_none_is_away() {
    // Nobody listens there.
    let away = "ldap://127.0.0.1:1".to_owned();
    let urls = vec![away.clone(), server().plain.clone()];
    assert!(ask(&Directory::new(Settings { urls, ..settings(server()) }).unwrap()).await.is_ok());
    let none = Directory::new(Settings { urls: vec![away], ..settings(server()) }).unwrap();
    assert!(matches!(ask(&none).await, Err(Error::Away("directory"))));
}

#[tokio::test]
async fn a_server_that_stops_is_away_and_is_asked_again_when_it_is_back() {
    let mut server = small(|_| ());
    let directory = Directory::new(settings(&server)).unwrap();
    assert!(ask(&directory).await.is_ok());
    server.stop().unwrap();
    assert!(matches!(ask(&directory).await, Err(Error::Away("directory"))));
    assert!(matches!(ask(&directory).await, Err(Error::Away("directory"))));
    server.run().unwrap();
    assert!(ask(&directory).await.is_ok());
    // Stopped and started between two questions: the connection that waits is cut, and replaced without anybody seeing it.
    server.stop().unwrap();
    server.run().unwrap();
    assert!(ask(&directory).await.is_ok());
}

#[tokio::test]
async fn a_directory_may_be_away_at_the_start() {
    let mut server = small(|_| ());
    server.stop().unwrap();
    let directory = Directory::new(settings(&server)).unwrap();
    assert!(matches!(ask(&directory).await, Err(Error::Away("directory"))));
    server.run().unwrap();
    assert!(ask(&directory).await.is_ok());
}

/// The system accepts for a listener that never does: connected, and silent.
#[tokio::test]
async fn a_server_that_says_nothing_is_away_within_its_time() {
    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = silent.local_addr().unwrap().port();
    let short = Duration::from_millis(50);
    let base = Settings { connect_timeout: short, operation_timeout: short, ..settings(server()) };
    for (bind, start_tls, scheme) in [(Some(reader()), false, "ldap"), (None, false, "ldap"), (None, true, "ldap"), (None, false, "ldaps")]
    {
        let urls = vec![format!("{scheme}://127.0.0.1:{port}")];
        let ca = Some(server().authority.clone());
        let directory = Directory::new(Settings { urls, bind, start_tls, ca, ..base.clone() }).unwrap();
        assert!(matches!(ask(&directory).await, Err(Error::Away("directory"))));
    }
}

/// Answers each connection so, once it is asked something, and cuts it; says how many there were.
fn double(answer: &'static [u8]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("ldap://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for mut connection in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut asked = [0; 4096];
            if connection.read(&mut asked).is_ok() {
                // Whoever asked may have gone.
                let _ = connection.write_all(answer);
            }
        }
    });
    (url, count)
}

#[tokio::test]
async fn a_connection_that_is_cut_is_replaced_once() {
    let (url, count) = double(b"");
    let directory = Directory::new(Settings { urls: vec![url], bind: None, ..settings(server()) }).unwrap();
    assert!(matches!(ask(&directory).await, Err(Error::Away("directory"))));
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_server_that_refuses_to_be_protected_is_told_no_password() {
    // « protocolError », to the first message: an extended operation that it does not know.
    let (url, count) = double(&[0x30, 0x0c, 0x02, 0x01, 0x01, 0x78, 0x07, 0x0a, 0x01, 0x02, 0x04, 0x00, 0x04, 0x00]);
    let ca = Some(server().authority.clone());
    let directory = Directory::new(Settings { urls: vec![url], start_tls: true, ca, ..settings(server()) }).unwrap();
    assert!(cause(ask(&directory).await).contains("no protected connection"));
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn what_is_no_answer_is_no_answer() {
    let wrong: [&[u8]; 4] = [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        // A result of another operation, an entry that is none, and a message without end.
        &[0x30, 0x0c, 0x02, 0x01, 0x01, 0x6b, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00],
        &[0x30, 0x05, 0x02, 0x01, 0x01, 0x64, 0x00, 0x30, 0x0c, 0x02, 0x01, 0x01, 0x65, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00],
        &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff, 0x02, 0x01, 0x01],
    ];
    for answer in wrong {
        let (url, _) = double(answer);
        let directory = Directory::new(Settings { urls: vec![url], bind: None, ..settings(server()) }).unwrap();
        let outcome = ask(&directory).await;
        assert!(matches!(outcome, Err(Error::Away(_) | Error::Unreadable { .. } | Error::Missing)), "{outcome:?}");
    }
}

#[tokio::test]
async fn more_questions_than_connections_wait_for_their_turn_and_not_for_ever() {
    let few = Directory::new(Settings { pool_size: 2, ..settings(server()) }).unwrap();
    let asked = (0..40).map(|_| ask(&few));
    assert!(join_all(asked).await.iter().all(Result::is_ok));

    let silent = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let urls = vec![format!("ldap://127.0.0.1:{}", silent.local_addr().unwrap().port())];
    let operation_timeout = Duration::from_millis(50);
    let slow = Directory::new(Settings { urls, bind: None, pool_size: 1, operation_timeout, ..settings(server()) }).unwrap();
    let outcomes = join_all((0..5).map(|_| ask(&slow))).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::Away("directory")))));
}

#[tokio::test]
async fn a_check_finds_nothing_to_say_of_a_directory_that_is_right() {
    let check = Directory::new(settings(server())).unwrap().check().await;
    assert!(check.is_good(), "{check:?}");
    assert_eq!(check.branches.iter().map(|b| b.key).collect::<Vec<_>>(), ["people_base", "structures_base", "steps_base"]);
}

#[tokio::test]
async fn a_check_says_what_is_missing() {
    let mut wrong = settings(server());
    wrong.attributes.mail = "rfc822MailMember".into();
    wrong.structures_base = "ou=nowhere,dc=univ,dc=example".into();
    wrong.teacher_affiliations = vec!["professor".into()];
    let check = Directory::new(wrong).unwrap().check().await;
    assert_eq!(check.branches[1].entry, Err(Trouble::NoBase));
    assert_eq!(check.missing, [Lack::OfStudents("rfc822MailMember".into()), Lack::Teachers]);

    let bind = Some(Bind { dn: READER.into(), password: "wrong".into() });
    let refused = Directory::new(Settings { bind, ..settings(server()) }).unwrap().check().await;
    assert_eq!((refused.servers[0].1.clone(), refused.branches), (Err(Trouble::Credentials(49)), Vec::new()));
}
