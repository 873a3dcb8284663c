//! What every view of every widget is made of: one element, balanced, its ids its own, headings below the page's, nothing inline.

use http::StatusCode;
use scraper::{ElementRef, Html, Selector};
use tremplin_domain::{
    convention::{Phase, Step},
    ids::CentreId,
};
use tremplin_matrix_tests::{Site, records};
use tremplin_testkit::{Builder, World, sqlite, student};
use tremplin_widget::RouteKind;

/// Somebody who may see each widget whole.
fn viewer(widget: &str) -> &'static str {
    match widget {
        "mes-stages" => "s.1",
        "stages-suivis" => "t.1",
        "etat-convention" => "helpdesk",
        _ => "institution",
    }
}

/// The addresses of a view: each step, a draft and what a teacher may see or a student may take back.
fn targets(widget: &str, pattern: &str) -> Vec<String> {
    let id = if widget == "stages-suivis" || pattern.ends_with("/take-back") { "2" } else { "1" };
    let path = pattern.replace("{id}", id).replace("{host}", "1").replace("{number}", "21800001");
    // Records are those of the steps that choose one of a host.
    let of_records = [Step::Host, Step::Service, Step::Tutor, Step::Signatory];
    let steps = if pattern.ends_with("/record") { of_records.to_vec() } else { Step::ALL.to_vec() };
    let of_steps = || steps.iter().map(|step| path.replace("{step}", step.code())).collect();
    let paths: Vec<_> = if path.contains("{step}") { of_steps() } else { vec![path] };
    paths.into_iter().map(|path| format!("/widgets/{widget}/{path}").trim_end_matches('/').to_owned()).collect()
}

fn looked_at(target: &str, markup: &str) {
    let page = Html::parse_fragment(markup);
    assert!(page.errors.is_empty(), "{target}: {:?}\n{markup}", page.errors);
    let roots: Vec<_> = page.root_element().children().filter_map(ElementRef::wrap).collect();
    assert_eq!(roots.len(), 1, "{target}: one element");
    let all = Selector::parse("*").unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for element in page.select(&all) {
        let name = element.value().name();
        assert!(!matches!(name, "script" | "style" | "h1" | "h2"), "{target}: {name}");
        for (attribute, value) in element.value().attrs() {
            assert!(attribute != "style" && !attribute.starts_with("on"), "{target}: {attribute} of {name}");
            if attribute == "id" {
                assert!(value.starts_with("w1-"), "{target}: the id {value} is not the namespace's");
                assert!(ids.insert(value.to_owned()), "{target}: the id {value} is there twice");
            }
        }
    }
    // What is pointed at is there.
    for element in page.select(&all) {
        for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
            for id in element.value().attr(attribute).unwrap_or_default().split_whitespace() {
                assert!(ids.contains(id), "{target}: {attribute} points at {id}, which is not there");
            }
        }
    }
}

#[test]
fn every_view_is_one_element_of_its_own_namespace() {
    sqlite(|store| {
        let loaded = World::default().into_store(store).load(store, [Builder::new(1), Builder::new(2).in_phase(Phase::Submitted)]);
        records::enter(store, &student(1), &loaded[0], CentreId(2));
        let site = Site::over(store);
        let views = site.routes().into_iter().filter(|route| route.kind == RouteKind::View);
        let mut seen = 0;
        for route in views {
            for target in targets(&route.widget, &route.pattern) {
                let answer = site.get(viewer(&route.widget), &target);
                assert_eq!(answer.status, StatusCode::OK, "{target}: {}", answer.text());
                looked_at(&target, answer.text());
                seen += 1;
            }
        }
        assert!(seen > 20, "{seen} views");
    });
}
