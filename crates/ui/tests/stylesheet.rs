//! The stylesheet leaks nowhere and can be read by everyone; the script keeps to itself.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::collections::BTreeMap;

use tremplin_ui::{SCRIPT, STYLESHEET};

/// The sheet without comments.
fn sheet() -> String {
    let mut left = STYLESHEET;
    let mut bare = String::new();
    while let Some((before, rest)) = left.split_once("/*") {
        bare.push_str(before);
        left = rest.split_once("*/").unwrap().1;
    }
    bare + left
}

/// Splits a selector list at its top-level commas.
fn selectors(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for c in list.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    parts.into_iter().map(|p| p.trim().to_owned()).collect()
}

#[test]
fn every_rule_hangs_on_the_widget() {
    let sheet = sheet();
    let heads = sheet.split(['{', '}']).map(|piece| piece.rsplit(';').next().unwrap_or("").trim());
    // What stands before a brace and is no at-rule is a list of selectors; what stands after one is declarations, which end with `;`.
    for head in sheet.split('{').map(|piece| piece.rsplit(['}', '{']).next().unwrap_or("").trim()) {
        if head.is_empty() || head.starts_with('@') || head.ends_with(';') {
            continue;
        }
        for selector in selectors(head) {
            let rooted = selector.starts_with(".tr ")
                || selector.starts_with(".tr[")
                || selector == ".tr"
                || selector == ".tr-page"
                || selector.starts_with(":where(");
            let names_us = selector.contains(".tr");
            assert!(rooted && names_us, "{selector}");
        }
    }
    assert!(heads.count() > 100);
}

#[test]
fn widths_are_the_containers_never_the_viewports() {
    for line in sheet().lines().filter(|l| l.contains("@media")) {
        assert!(!line.contains("width") && !line.contains("height"), "{line}");
    }
    for unit in ["vw;", "vh;", "vw ", "vh ", "vw)", "vh)"] {
        assert!(!sheet().contains(unit), "{unit}");
    }
}

#[test]
fn raw_colours_stand_in_the_tokens_only() {
    for line in sheet().lines().filter(|l| !l.trim_start().starts_with("--tr-")) {
        assert!(!line.contains(": #") && !line.contains("rgb(") && !line.contains("hsl("), "{line}");
    }
}

/// The tokens: name, then light and dark as linear red, green, blue.
fn tokens() -> BTreeMap<String, [[f64; 3]; 2]> {
    let colour = |hex: &str| {
        let value = |i: usize| f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
        let linear = |c: f64| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
        [linear(value(1)), linear(value(3)), linear(value(5))]
    };
    let pairs = sheet();
    let pairs = pairs.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--tr-")?.split_once(": light-dark(")?;
        let (light, dark) = value.trim_end_matches(");").split_once(", ")?;
        Some((name.to_owned(), [colour(light), colour(dark)]))
    });
    pairs.collect()
}

/// WCAG's ratio of two colours.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |[r, g, b]: [f64; 3]| 0.2126f64.mul_add(r, 0.7152f64.mul_add(g, 0.0722 * b)) + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

#[test]
fn text_stands_out_from_its_ground_in_light_and_dark() {
    let tokens = tokens();
    let grounds = |own: &'static str| ["paper", "wash"].into_iter().chain((!own.is_empty()).then_some(own));
    let mut pairs = vec![("accent-ink", "accent"), ("accent-ink", "accent-strong"), ("ink", "accent-wash"), ("ink-3", "accent-wash")];
    for ink in ["ink", "ink-2", "ink-3", "accent", "accent-strong", "ok", "wait", "warn", "bad"] {
        let own = match ink {
            "ok" => "ok-wash",
            "wait" => "wait-wash",
            "warn" => "warn-wash",
            "bad" => "bad-wash",
            "accent" | "accent-strong" => "accent-wash",
            _ => "",
        };
        pairs.extend(grounds(own).map(|ground| (ink, ground)));
    }
    pairs.extend(["ok-wash", "wait-wash", "warn-wash", "bad-wash"].map(|ground| ("ink", ground)));
    for (ink, ground) in pairs {
        for theme in [0, 1] {
            let ratio = contrast(tokens[ink][theme], tokens[ground][theme]);
            assert!(ratio >= 4.5, "{ink} on {ground}, theme {theme}: {ratio:.2}");
        }
    }
}

#[test]
fn edges_of_controls_and_focus_can_be_seen() {
    let tokens = tokens();
    for line in ["edge", "focus", "accent", "bad"] {
        for ground in ["paper", "wash"] {
            for theme in [0, 1] {
                let ratio = contrast(tokens[line][theme], tokens[ground][theme]);
                assert!(ratio >= 3.0, "{line} on {ground}, theme {theme}: {ratio:.2}");
            }
        }
    }
}

#[test]
fn the_script_needs_nothing_and_leaves_nothing_behind() {
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "Function(",
        "import ",
        "document.write",
        "localStorage",
        "http://",
        "https://",
    ] {
        assert!(!SCRIPT.contains(forbidden), "{forbidden}");
    }
    assert!(!SCRIPT.contains("window.tremplin") && !SCRIPT.contains("globalThis"));
    assert!(SCRIPT.len() < 32 * 1024 && STYLESHEET.len() < 48 * 1024, "{} and {} bytes", SCRIPT.len(), STYLESHEET.len());
}
