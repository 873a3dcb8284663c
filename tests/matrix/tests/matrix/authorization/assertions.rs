//! Who says who is asking.

use http::StatusCode;
use tremplin_domain::convention::Phase;
use tremplin_matrix_tests::{Asking, Site};
use tremplin_testkit::World;
use tremplin_widget::RouteKind;

use super::objects::{builder, marker, state};

#[test]
fn without_a_good_assertion_nobody_reaches_anything() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Submitted)]);
        let before = state(store, 1);
        for route in site.routes() {
            let path = route
                .pattern
                .replace("{id}", "1")
                .replace("{view}", "1")
                .replace("{host}", "1")
                .replace("{step}", "student")
                .replace("{number}", "21800001");
            let target = format!("/widgets/{}/{path}", route.widget).trim_end_matches('/').to_owned();
            let form = (route.kind == RouteKind::Action).then_some("version=0&validation=pedagogical");
            let bodies = form.map(|_| Asking::ForAnotherBody);
            for asking in [Asking::Unsigned, Asking::Expired, Asking::ForAnotherServer, Asking::WithAnotherKey, Asking::ForAnotherAddress]
                .into_iter()
                .chain(bodies)
            {
                let answer = site.ask("institution", route.kind.method(), &target, form, asking);
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{target} {asking:?}");
                assert!(!answer.text().contains(&marker(0)), "{target} {asking:?}");
            }
        }
        assert_eq!(state(store, 1), before);
    });
}

#[test]
fn an_action_is_done_once_with_one_assertion() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Submitted)]);
        let (target, form) = ("/widgets/conventions-a-traiter/1/validate", "version=0&validation=pedagogical");
        let assertion = site.assertion("write", "POST", target, Some(form), Asking::Rightly).unwrap();
        let request = || {
            let request = http::Request::post(target).header("content-type", "application/x-www-form-urlencoded");
            request.header("authorization", &assertion).body(form.into()).unwrap()
        };
        assert_eq!(site.send(request()).status, StatusCode::SEE_OTHER);
        let after = state(store, 1);
        assert_eq!(site.send(request()).status, StatusCode::UNAUTHORIZED);
        assert_eq!(state(store, 1), after);
    });
}
