//! What bad input gets: the right status, a sentence, and nothing changed; never a 500, whatever is sent wherever.

use http::StatusCode;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tremplin_domain::{
    convention::{FIELDS, Phase, Step},
    ids::{ConventionId, ViewId},
    policy::Principal,
};
use tremplin_matrix_tests::{Answer, Asking, Site};
use tremplin_store::{Store, conventions, views};
use tremplin_testkit::{Builder, World, admin, sqlite};
use tremplin_widget::RouteKind;

const MINE: &str = "/widgets/mes-stages/1";
const OFFICE: &str = "/widgets/conventions-a-traiter";

/// A site with one draft of student 1 and one submitted convention.
fn with_site(test: impl Fn(&Site, &Store)) {
    sqlite(|store| {
        let world = World::default().into_store(store);
        world.load(store, [Builder::new(1), Builder::new(2).in_phase(Phase::Submitted)]);
        test(&Site::over(store), store);
    });
}

fn version(store: &Store, id: i64) -> i32 {
    store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(id))).unwrap().unwrap().convention.version
}

/// An action with any body under any type.
fn post_as(site: &Site, login: &str, target: &str, kind: Option<&str>, body: &[u8]) -> Answer {
    let text = String::from_utf8_lossy(body).into_owned();
    let assertion = site.assertion_over(login, "POST", target, Some(body), Asking::Rightly).unwrap_or(text);
    let request = http::Request::post(target).header("authorization", assertion);
    let request = if let Some(kind) = kind { request.header("content-type", kind) } else { request };
    site.send(request.body(body.to_vec().into()).unwrap())
}

#[test]
fn a_body_that_is_no_form_is_refused_by_its_right_name() {
    with_site(|site, store| {
        let save = format!("{MINE}/student/save");
        let form = "application/x-www-form-urlencoded";
        let large = vec![b'a'; 1024 * 1024 + 1];
        for (kind, body, status) in [
            (None, &b"version=0"[..], StatusCode::UNSUPPORTED_MEDIA_TYPE),
            (Some("text/plain"), b"version=0", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            (Some("application/json"), b"{}", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            (Some("multipart/form-data"), b"x", StatusCode::BAD_REQUEST),
            (Some("multipart/form-data; boundary=b"), b"--b\r\nnonsense", StatusCode::BAD_REQUEST),
            (Some(form), b"version=0&street=%FF%FE", StatusCode::BAD_REQUEST),
            (Some(form), b"version=0&street=%G1", StatusCode::BAD_REQUEST),
            (Some(form), b"street=Rue", StatusCode::BAD_REQUEST),
            (Some(form), &large, StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let answer = post_as(site, "s.1", &save, kind, body);
            assert_eq!(answer.status, status, "{kind:?} {}", String::from_utf8_lossy(&body[..body.len().min(40)]));
            assert!(answer.text().contains("role=\"alert\""), "{kind:?}");
        }
        assert_eq!(version(store, 1), 0);
    });
}

#[test]
fn an_address_that_makes_no_sense_is_refused_by_its_right_name() {
    with_site(|site, _| {
        let long = format!("{OFFICE}?q={}", "a".repeat(9 * 1024));
        for (target, status) in [
            (long.as_str(), StatusCode::URI_TOO_LONG),
            ("/widgets/conventions-a-traiter?q=%FF", StatusCode::BAD_REQUEST),
            ("/widgets/conventions-a-traiter?q=%zz", StatusCode::BAD_REQUEST),
            ("/widgets/conventions-a-traiter?q=%00", StatusCode::BAD_REQUEST),
            ("/widgets/conventions-a-traiter?mode=juggle", StatusCode::BAD_REQUEST),
            ("/widgets/conventions-a-traiter?ws=huge", StatusCode::BAD_REQUEST),
            ("/widgets/conventions-a-traiter/%FF", StatusCode::BAD_REQUEST),
            ("/widgets/no-such-widget", StatusCode::NOT_FOUND),
            ("/widgets/conventions-a-traiter/2/nothing/here/at/all", StatusCode::NOT_FOUND),
            ("/elsewhere", StatusCode::NOT_FOUND),
        ] {
            let answer = site.get("write", target);
            assert_eq!(answer.status, status, "{}", &target[..target.len().min(80)]);
        }
    });
}

#[test]
fn a_view_without_a_fitting_name_is_asked_for_one_and_nothing_is_lost() {
    with_site(|site, _| {
        let long = "a".repeat(61);
        for (name, said) in
            [("", "Ce champ est à remplir"), ("+%0A+", "Ce champ est à remplir"), (&long, "Au plus 60"), ("Ma%07vue", "invisible")]
        {
            let answer = site.post("write", &format!("{OFFICE}/views"), &format!("name={name}&query=q%3Dnord"));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let text = answer.text();
            assert!(text.contains(said) && text.contains("name-error"), "{name}: {text}");
            assert!(text.contains("value=\"nord\"") && (name != long || text.contains(&long)), "{name}: {text}");
        }
        let kept = site.post("write", &format!("{OFFICE}/views"), "name=Au+nord&query=q%3Dnord");
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn whoever_has_all_the_views_there_may_be_renews_one_and_is_told_why_there_is_no_other() {
    with_site(|site, store| {
        let scope = Principal { login: "write".to_owned(), ..Principal::default() }.scope();
        let view = |n| views::View {
            id: ViewId(0),
            list: "conventions-a-traiter".to_owned(),
            name: format!("Vue {n}"),
            query: "q=nord".to_owned(),
            columns: String::new(),
        };
        let fill = |conn: &mut _| (0..views::VIEWS).try_for_each(|n| views::save(conn, &scope, &view(n)));
        store.write_blocking(fill).unwrap();
        let save = |name: &str, words: &str| site.post("write", &format!("{OFFICE}/views"), &format!("name={name}&query=q%3D{words}"));
        assert_eq!(save("Vue+7", "est").status, StatusCode::SEE_OTHER);
        let answer = save("Au+sud", "sud");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["déjà 50 vues", "name-error", "value=\"Au sud\"", "value=\"sud\""] {
            assert!(answer.text().contains(said), "{said}: {}", answer.text());
        }
    });
}

#[test]
fn what_is_no_id_is_an_object_that_does_not_exist() {
    with_site(|site, _| {
        let unknown = site.get("write", &format!("{OFFICE}/999999"));
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        for id in ["0", "-1", "9223372036854775807", "9223372036854775808", "1e3", "0x2", "%32%00", "deux", "2%20", "٢"] {
            let encoded = if id.is_ascii() { id.to_owned() } else { "%D9%A2".to_owned() };
            let answer = site.get("write", &format!("{OFFICE}/{encoded}"));
            assert!(matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST), "{id}: {}", answer.status);
            assert_eq!(site.get("write", &format!("{OFFICE}/{encoded}/convention.pdf")).status, answer.status, "{id}");
        }
    });
}

#[test]
fn a_filter_that_makes_no_sense_still_shows_a_list() {
    with_site(|site, _| {
        for query in [
            "at=garbage",
            "at=~~~~",
            "sort=colour&order=sideways",
            "status=asleep",
            "year=99999999999",
            "year=-5",
            "turn=everyone",
            "turn=mine",
            "late=perhaps",
            "from=soon&to=31/02/2026",
            "from=2999-12-31&to=1900-01-01",
            "kind=holiday&country=ZZ",
            "step=%25&teacher=%25_%5C&town=%3Cscript%3E",
            "n=-1",
            "q='%20or%201=1--",
            "q=%25_%5C",
            "component=%3Cscript%3E",
            "flash=forged",
            "q=wsrp_rewrite?x/wsrp_rewrite",
        ] {
            for path in ["", "/conventions.xlsx"] {
                let answer = site.get("write", &format!("{OFFICE}{path}?{query}"));
                assert_eq!(answer.status, StatusCode::OK, "{path} {query}");
                assert!(!answer.text().contains("<script>") && !answer.text().contains("wsrp_rewrite"), "{query}");
            }
        }
    });
}

#[test]
fn an_archive_of_more_than_a_thousand_is_refused_with_what_to_do() {
    sqlite(|store| {
        World::default().into_store(store).load(store, (1..=1_001).map(Builder::new));
        let site = Site::over(store);
        let answer = site.get("write", &format!("{OFFICE}/conventions.zip"));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text().contains("au plus 1\u{202f}000 conventions") && answer.text().contains("role=\"alert\""),
            "{}",
            answer.text()
        );
        // Narrowed, it is there; a draft is not printed by an office, so it holds nothing.
        assert_eq!(site.get("write", &format!("{OFFICE}/conventions.zip?q=2025-00001")).status, StatusCode::OK);
        // A list that long does not offer what would be refused.
        let list = site.get("write", &format!("{OFFICE}?turn=any"));
        assert!(list.text().contains("conventions.xlsx") && !list.text().contains("conventions.zip"), "{}", list.text());
    });
}

#[test]
fn every_widget_helps_in_the_place_of_any_of_its_views() {
    with_site(|site, _| {
        for (login, target, said) in [
            ("s.1", "/widgets/mes-stages", "huit étapes"),
            ("s.1", "/widgets/mes-stages/1/student", "huit étapes"),
            ("t.1", "/widgets/stages-suivis", "enseignant référent"),
            ("read", OFFICE, "Plus de critères"),
            ("helpdesk", "/widgets/etat-convention", "Rien d’autre n’est montré"),
            ("institution", "/widgets/courrier-demo", "n’envoie aucun courrier"),
        ] {
            let answer = site.get(login, &format!("{target}?mode=help"));
            assert_eq!(answer.status, StatusCode::OK, "{target}");
            assert!(answer.text().contains(said) && answer.text().contains("Aide"), "{target}: {}", answer.text());
        }
        assert_eq!(site.get("s.1", &format!("{OFFICE}?mode=help")).status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    with_site(|site, store| {
        for route in site.routes() {
            let path = route.pattern.replace("{id}", "1").replace("{view}", "1").replace("{host}", "1").replace("{number}", "1");
            let target = format!("/widgets/{}/{}", route.widget, path.replace("{step}", "student"));
            let target = target.trim_end_matches('/');
            for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
                let answer = site.ask("institution", method, target, None, Asking::Rightly);
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {target}");
                assert!(answer.headers.contains_key("allow"), "{method} {target}");
            }
        }
        assert_eq!(version(store, 1), 0);
    });
}

#[test]
fn a_view_never_changes_anything_and_an_action_is_no_view() {
    with_site(|site, store| {
        for route in site.routes().into_iter().filter(|r| r.kind == RouteKind::Action) {
            let path = route.pattern.replace("{id}", "2").replace("{view}", "1").replace("{host}", "1").replace("{number}", "1");
            let target = format!("/widgets/{}/{}", route.widget, path.replace("{step}", "student"));
            let answer = site.get("institution", &format!("{target}?version=0&validation=pedagogical"));
            assert!(matches!(answer.status, StatusCode::METHOD_NOT_ALLOWED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{target}");
        }
        assert_eq!((version(store, 1), version(store, 2)), (0, 0));
    });
}

/// What no field takes, and what each field is asked about it.
#[test]
fn each_field_refuses_what_is_too_long_or_no_text_at_its_own_place_and_loses_nothing() {
    with_site(|site, store| {
        for step in [Step::Student, Step::Internship] {
            for field in FIELDS.iter().filter(|f| f.step == step && f.is_entered()) {
                let long = "x".repeat(70_000);
                let form = format!("version={}&then=leave&{}={long}", version(store, 1), field.name);
                let answer = site.post("s.1", &format!("{MINE}/{}/save", step.code()), &form);
                let kept = answer.text().contains("xxxxxxxxxx");
                match answer.status {
                    StatusCode::UNPROCESSABLE_ENTITY => {
                        assert!(answer.text().contains("aria-invalid=\"true\""), "{}: no error at the field", field.name);
                    }
                    // A row or a week is sent under other names: then nothing was sent, and saving it changes nothing.
                    StatusCode::SEE_OTHER => assert!(!kept, "{}", field.name),
                    other => panic!("{}: {other}", field.name),
                }
                let stored = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(1))).unwrap();
                assert!(!format!("{stored:?}").contains("xxxxxxxxxx"), "{} was stored", field.name);
            }
        }
    });
}

#[test]
fn nothing_that_is_sent_anywhere_breaks_the_server() {
    with_site(|site, _| {
        let routes = site.routes();
        let people = ["s.1", "t.1", "write", "institution", "helpdesk", "nobody"];
        let piece = prop_oneof![
            "[a-z0-9-]{0,12}",
            "[ -~]{0,20}",
            any::<String>().prop_map(|s| s.chars().take(20).collect()),
            Just("1".to_owned()),
            Just("2".to_owned()),
            Just("student".to_owned()),
            Just("host".to_owned()),
        ];
        let names =
            FIELDS.iter().map(|f| f.name).chain(["version", "then", "q", "at", "select", "validation", "enrolment", "host-name", "search"]);
        let name = proptest::sample::select(names.collect::<Vec<_>>());
        let pairs = proptest::collection::vec((name, piece.clone()), 0..6);
        let asked = (0..routes.len(), 0..people.len(), proptest::collection::vec(piece, 3), pairs);
        let mut runner = TestRunner::new(Config { cases: 600, failure_persistence: None, ..Config::default() });
        let outcome = runner.run(&asked, |(route, who, pieces, pairs)| {
            let route = &routes[route];
            let mut path = route.pattern.clone();
            for (name, piece) in ["{id}", "{step}", "{view}", "{host}", "{number}"].iter().zip(pieces.iter().cycle()) {
                path = path.replace(name, &encoded(piece));
            }
            let target = format!("/widgets/{}/{path}", route.widget);
            let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
            let answer = match route.kind {
                RouteKind::Action => site.post(people[who], &target, &pairs.join("&")),
                _ => site.get(people[who], &format!("{target}?{}", pairs.join("&"))),
            };
            prop_assert!(answer.status.as_u16() < 500, "{} {target} {pairs:?}: {}", people[who], answer.status);
            Ok(())
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
    });
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
