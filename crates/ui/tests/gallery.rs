//! The gallery is sound: what a person does not see on a screenshot.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};
use tremplin_domain::locale::Locale;
use tremplin_ui::{
    Ui,
    gallery::{Theme, page, widget},
};

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// The page with two columns, in each language.
fn pages() -> impl Iterator<Item = Html> {
    Locale::ALL.into_iter().map(|locale| Html::parse_document(&page(locale, Theme::System, &[0, 360]).into_string()))
}

fn ids(html: &Html) -> BTreeSet<String> {
    html.select(&select("[id]")).filter_map(|e| e.attr("id")).map(str::to_owned).collect()
}

#[test]
fn the_page_parses_without_a_mistake() {
    for html in pages() {
        assert_eq!(html.errors, Vec::<std::borrow::Cow<'static, str>>::new());
    }
}

#[test]
fn no_id_is_used_twice_even_with_two_widgets() {
    for html in pages() {
        let mut seen = BTreeMap::<&str, usize>::new();
        for element in html.select(&select("[id]")) {
            *seen.entry(element.attr("id").unwrap()).or_default() += 1;
        }
        assert_eq!(seen.into_iter().filter(|(_, n)| *n > 1).collect::<Vec<_>>(), []);
    }
}

#[test]
fn every_reference_leads_to_an_element() {
    for html in pages() {
        let ids = ids(&html);
        for attribute in ["for", "form", "aria-describedby", "aria-labelledby", "aria-controls"] {
            for element in html.select(&select(&format!("[{attribute}]"))) {
                for id in element.attr(attribute).unwrap().split_whitespace() {
                    assert!(ids.contains(id), "{attribute}={id}");
                }
            }
        }
        for link in html.select(&select(".tr-errors a")) {
            assert!(ids.contains(link.attr("href").unwrap().trim_start_matches('#')), "{}", link.html());
        }
    }
}

#[test]
fn every_control_has_a_name_that_people_read() {
    for html in pages() {
        let labelled: BTreeSet<_> = html.select(&select("label[for]")).filter(|l| has_words(l)).filter_map(|l| l.attr("for")).collect();
        for control in html.select(&select("input:not([type=hidden]), select, textarea")) {
            assert!(control.attr("id").is_some_and(|id| labelled.contains(id)), "{}", control.html());
        }
        for named in html.select(&select("button, a, legend, caption, th, h3, h4")) {
            assert!(has_words(&named), "{}", named.html());
        }
    }
}

fn has_words(element: &ElementRef<'_>) -> bool {
    element.text().any(|t| !t.trim().is_empty())
}

#[test]
fn nothing_is_styled_or_scripted_in_place() {
    for html in pages() {
        for element in html.select(&select(".tr, .tr *")) {
            assert!(!matches!(element.value().name(), "script" | "style" | "link" | "iframe"), "{}", element.html());
            for (name, _) in element.value().attrs() {
                assert!(name != "style" && !name.starts_with("on"), "{name} in {}", element.html());
            }
        }
    }
}

#[test]
fn a_widget_starts_at_h3_and_is_one_element() {
    let fragment = Html::parse_fragment(&widget(Ui::new("w", Locale::Fr)).into_string());
    assert_eq!(fragment.root_element().child_elements().count(), 1);
    assert_eq!(fragment.select(&select("h1, h2, html, head, body")).filter(|e| e.value().name() != "html").count(), 0);
}

#[test]
fn markup_in_a_text_stays_text() {
    for html in pages() {
        assert_eq!(html.select(&select(".tr b")).count(), 0);
        assert!(html.root_element().text().any(|t| t.contains("<script>alert(1)</script>")));
    }
}

#[test]
fn no_text_is_left_as_a_key() {
    for html in pages() {
        for text in html.root_element().text().map(str::trim) {
            let is_key = text.contains('-') && !text.contains(' ') && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(!is_key, "{text}");
        }
    }
}
