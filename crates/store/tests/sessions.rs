//! Who is signed in: found, used, listed and ended.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tremplin_domain::policy::{Principal, Scope};
use tremplin_store::{
    Store, grants,
    sessions::{self, Code, Kept, Onward},
};
use tremplin_testkit::{admin, at, each};

fn kept(cookie: &str, login: &str, ticket: Option<&str>) -> Kept {
    Kept {
        cookie: cookie.to_owned(),
        id: format!("id-{cookie}"),
        ticket: ticket.map(str::to_owned),
        login: login.to_owned(),
        name: "Zoé".to_owned(),
        roles: "student office".to_owned(),
        agent: "n".repeat(300),
        began_at: at(0),
        seen_at: at(0),
    }
}

fn begun(store: &Store, cookie: &str, login: &str, ticket: Option<&str>) {
    let session = kept(cookie, login, ticket);
    store.write_blocking(|conn| sessions::begin(conn, &session, Some("sealed"))).unwrap();
}

fn found(store: &Store, cookie: &str) -> Option<(Kept, Option<String>)> {
    store.read_blocking(|conn| sessions::find(conn, cookie)).unwrap()
}

fn person(login: &str) -> Scope {
    Principal { login: login.to_owned(), ..Principal::default() }.scope()
}

#[test]
fn a_session_is_found_by_its_cookie_until_it_is_ended() {
    each(|store| {
        begun(store, "one", "a", None);
        store.write_blocking(|conn| sessions::touch(conn, "one", at(5))).unwrap();
        let (session, granted) = found(store, "one").unwrap();
        assert_eq!((session.login.as_str(), session.seen_at, session.agent.len()), ("a", at(5), 200));
        assert_eq!(granted.as_deref(), Some("sealed"));
        assert_eq!((found(store, "ONE"), found(store, "")), (None, None));
        store.write_blocking(|conn| sessions::end(conn, "one")).unwrap();
        assert_eq!(found(store, "one"), None);
    });
}

#[test]
fn a_single_logout_ends_the_session_of_its_ticket_alone() {
    each(|store| {
        for (cookie, ticket) in [("one", Some("t1")), ("two", Some("t2")), ("three", None), ("four", None)] {
            begun(store, cookie, "a", ticket);
        }
        let ended = |ticket: &str| store.write_blocking(|conn| sessions::end_of_ticket(conn, ticket)).unwrap().len();
        assert_eq!((ended("t1"), ended("t1"), ended("")), (1, 0, 0));
        let left: Vec<_> = ["one", "two", "three", "four"].into_iter().filter(|cookie| found(store, cookie).is_some()).collect();
        assert_eq!(left, ["two", "three", "four"]);
    });
}

#[test]
fn a_code_is_good_once_for_the_frame_that_asked_and_what_comes_of_it_ends_with_its_ticket() {
    each(|store| {
        begun(store, "one", "a", Some("t1"));
        begun(store, "two", "a", None);
        for (code, cookie) in [("good", "one"), ("foreign", "one"), ("late", "one"), ("orphan", "two")] {
            let code = Code { code: code.into(), challenge: "asked".into(), cookie: cookie.into(), expires_at: at(5) };
            store.write_blocking(|conn| sessions::offer(conn, &code, at(0))).unwrap();
        }
        let end = |cookie: &str| {
            let mut ended: Vec<_> = store.write_blocking(|conn| sessions::end(conn, cookie)).unwrap().into_iter().map(|s| s.id).collect();
            ended.sort();
            ended
        };
        assert_eq!(end("two"), ["id-two"]);
        let redeem = |code: &str, challenge: &str, day| {
            let onward = Onward { cookie: format!("framed-{code}"), id: format!("id-framed-{code}"), agent: "Firefox".into(), at: at(day) };
            store.write_blocking(|conn| sessions::redeem(conn, code, challenge, &onward)).unwrap()
        };
        assert!(!redeem("foreign", "other", 1) && !redeem("foreign", "asked", 1));
        assert!(!redeem("late", "asked", 5) && !redeem("orphan", "asked", 1) && !redeem("never", "asked", 1));
        assert!(redeem("good", "asked", 1) && !redeem("good", "asked", 1));
        let (framed, granted) = found(store, "framed-good").unwrap();
        assert_eq!(granted, None, "it stays with the cookie that it is sealed with");
        assert_eq!((framed.login.as_str(), framed.ticket.as_deref(), framed.began_at, framed.seen_at), ("a", Some("t1"), at(0), at(1)));
        assert_eq!(end("framed-good"), ["id-framed-good", "id-one"]);
        assert!(end("one").is_empty());
    });
}

#[test]
fn sessions_are_seen_and_ended_by_the_person_and_by_an_administrator() {
    each(|store| {
        for (cookie, login) in [("one", "a"), ("two", "a"), ("three", "b")] {
            begun(store, cookie, login, None);
        }
        store.write_blocking(|conn| sessions::touch(conn, "two", at(9))).unwrap();
        let list = |scope: &Scope, login: &str| -> Vec<String> {
            let found = store.read_blocking(|conn| sessions::list(conn, scope, login)).unwrap();
            found.into_iter().map(|session| session.cookie).collect()
        };
        assert_eq!(list(&person("a"), "a"), ["two", "one"]);
        assert_eq!(list(&admin(), "a"), ["two", "one"]);
        assert!(list(&person("b"), "a").is_empty() && list(&person(""), "").is_empty());
        let revoke = |scope: &Scope, login: &str, id: &str| store.write_blocking(|conn| sessions::revoke(conn, scope, login, id)).unwrap();
        assert!(!revoke(&person("b"), "a", "id-one") && !revoke(&person("b"), "b", "id-one"));
        assert!(revoke(&person("a"), "a", "id-one") && revoke(&admin(), "b", "id-three"));
        assert_eq!(["one", "two", "three"].map(|cookie| found(store, cookie).is_some()), [false, true, false]);
    });
}

#[test]
fn sessions_that_ended_by_themselves_are_forgotten() {
    each(|store| {
        begun(store, "idle", "a", None);
        begun(store, "used", "a", None);
        store.write_blocking(|conn| sessions::touch(conn, "used", at(8))).unwrap();
        let forget = |began, seen| store.write_blocking(|conn| sessions::forget(conn, at(began), at(seen))).unwrap();
        assert_eq!((forget(0, 0), forget(0, 5), forget(1, 5)), (0, 1, 1));
    });
}

#[test]
fn a_grant_is_taken_once_and_within_its_time_and_replaced_by_nobody() {
    each(|store| {
        let keep = |iou: &str, sealed: &str, minute| {
            store.write_blocking(|conn| grants::keep(conn, iou, sealed, at(minute), at(minute - 1))).unwrap()
        };
        let take = |iou: &str, since| store.write_blocking(|conn| grants::take(conn, iou, at(since))).unwrap();
        assert!(keep("one", "sealed", 0) && !keep("one", "another", 0) && keep("two", "sealed too", 0));
        assert_eq!((take("one", 0).as_deref(), take("one", 0), take("none", 0)), (Some("sealed"), None, None));
        assert_eq!((take("two", 1), take("two", 0)), (None, None), "too old, and gone");
        assert!(keep("three", "old", 0) && keep("three", "new", 5), "an old one is forgotten");
        assert_eq!(take("three", 5).as_deref(), Some("new"));
    });
}
