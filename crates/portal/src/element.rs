//! Whether a fragment is one element that ends where it says: then nothing in it reaches the rest of the page.
//!
//! No parser of HTML, which would mend what is broken: it goes once over the text, counts tags, and refuses what browsers would mend.

use std::borrow::Cow;

/// The deepest nesting: browsers stop nesting at 512.
const DEEPEST: usize = 256;

/// Elements without content.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements that hold text alone: what looks like a tag in them is one for some and none for others.
const OF_TEXT: [&str; 16] = [
    "desc", "iframe", "mi", "mn", "mo", "ms", "mtext", "noembed", "noframes", "noscript", "option", "script", "style", "textarea", "title",
    "xmp",
];

/// Elements that are not for a part of a page.
const OF_PAGES: [&str; 6] = ["body", "frame", "frameset", "head", "html", "plaintext"];

/// Elements that end a drawing or a formula that they stand in; with those in which HTML begins again.
const NOT_DRAWN: [&str; 48] = [
    "annotation-xml",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "foreignobject",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
    "plaintext",
];

/// Whether it is one element with all its tags, comments and values closed.
pub(crate) fn is_whole(html: &str) -> bool {
    read(html).is_some()
}

fn read(html: &str) -> Option<()> {
    let mut open: Vec<Cow<str>> = Vec::new();
    let mut rest = html.trim_start().strip_prefix('<')?;
    loop {
        let of_text = open.last().is_some_and(|name| OF_TEXT.contains(&&**name));
        if let Some(comment) = rest.strip_prefix("!--").filter(|_| !open.is_empty() && !of_text) {
            rest = after_comment(comment)?;
        } else if let Some(tag) = rest.strip_prefix('/') {
            let (name, after) = name(tag)?;
            if open.pop()? != name {
                return None;
            }
            rest = after.trim_start_matches(is_space).strip_prefix('>')?;
        } else if of_text {
            return None;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (name, after) = name(rest)?;
            let (closed, after) = after_attributes(after)?;
            if !may_stand(&open, &name) || open.len() >= DEEPEST {
                return None;
            }
            let is_drawn = is_drawn(&open);
            match (VOID.contains(&&*name) && !is_drawn, closed) {
                (false, false) => open.push(name),
                (false, true) if !is_drawn => return None,
                _ => {}
            }
            rest = after;
        } else if open.is_empty() || rest.starts_with(['!', '?']) {
            return None;
        }
        if open.is_empty() {
            return rest.trim().is_empty().then_some(());
        }
        rest = rest.split_once('<')?.1;
    }
}

const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The name of a tag, in lower case, and what follows it.
fn name(tag: &str) -> Option<(Cow<'_, str>, &str)> {
    let (name, rest) = tag.split_at(tag.find(|c| is_space(c) || matches!(c, '>' | '/'))?);
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let lower = || if name.contains(|c: char| c.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() };
    plain.then(|| (lower(), rest))
}

/// Whether the tag closes itself, and what follows it.
fn after_attributes(mut rest: &str) -> Option<(bool, &str)> {
    loop {
        rest = rest.trim_start_matches(is_space);
        if let Some(after) = rest.strip_prefix('>') {
            return Some((false, after));
        }
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((true, after));
        }
        let (name, after) = rest.split_at(rest.find(|c| is_space(c) || matches!(c, '=' | '>' | '/' | '"' | '\'' | '<'))?);
        if name.is_empty() {
            return None;
        }
        rest = match after.trim_start_matches(is_space).strip_prefix('=') {
            Some(value) => after_value(value.trim_start_matches(is_space))?,
            None => after,
        };
    }
}

fn after_value(value: &str) -> Option<&str> {
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            return value.split_once(quote).map(|(_, rest)| rest);
        }
    }
    let end = value.find(|c| is_space(c) || c == '>').filter(|end| *end > 0)?;
    Some(value.split_at(end).1)
}

/// What follows a comment; none where readers differ about its end.
fn after_comment(comment: &str) -> Option<&str> {
    let (text, rest) = comment.split_once("-->")?;
    (!text.starts_with(['>', '-']) && !text.contains("--!>")).then_some(rest)
}

/// Whether a drawing or a formula is open.
fn is_drawn(open: &[Cow<str>]) -> bool {
    open.iter().any(|name| matches!(&**name, "svg" | "math"))
}

/// Whether an element may stand here without a browser ending, moving or leaving out another for it.
fn may_stand(open: &[Cow<str>], name: &str) -> bool {
    if OF_PAGES.contains(&name) {
        return false;
    }
    if is_drawn(open) {
        return !NOT_DRAWN.contains(&name);
    }
    let heading = |name: &str| matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let mut around = open.iter().rev().map(|name| &**name);
    match (around.next().unwrap_or_default(), name) {
        ("", _) => !matches!(name, "script" | "style" | "link"),
        ("table", _) => matches!(name, "caption" | "colgroup" | "thead" | "tbody" | "tfoot" | "tr"),
        ("thead" | "tbody" | "tfoot", _) => name == "tr",
        ("tr", _) => matches!(name, "td" | "th"),
        ("colgroup", _) => name == "col",
        ("select", _) => matches!(name, "option" | "optgroup" | "hr"),
        ("optgroup", _) => name == "option",
        ("ul" | "ol" | "menu", "li") | ("dl", "dt" | "dd") => true,
        ("div", "dt" | "dd") => around.next() == Some("dl"),
        (_, "caption" | "colgroup" | "col" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "optgroup" | "li" | "dt" | "dd") => false,
        (_, "button") => !open.iter().any(|name| name == "button"),
        (parent, name) => !(heading(parent) && heading(name)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::{Html, Selector};
    use tremplin_domain::locale::Locale;
    use tremplin_ui::{Ui, gallery};

    use super::*;

    #[test]
    fn one_element_with_its_tags_closed_is_whole() {
        for good in [
            "<div></div>",
            "\n <tremplin-x a b=c d='>' e=\"<p\" ></tremplin-x >\n",
            "<DIV><br><input disabled/><img alt=''> 1 < 2 & <!-- a > b --></div>",
            "<table><tr><td><table><tbody><tr><th></th></tr></tbody></table></td></tr></table>",
            "<div><textarea>&lt;b></textarea><svg><title>x</title><path d=\"M0\"/></svg><dl><div><dt></dt><dd></dd></div></dl></div>",
            "<section><select><optgroup><option>a</option></optgroup></select></section>",
        ] {
            assert!(is_whole(good), "{good}");
        }
    }

    #[test]
    fn anything_else_is_not() {
        let pages = [
            "",
            "text",
            "<",
            "< div",
            "<!doctype html><div></div>",
            "<!-- -->",
            "</section>",
            "<HTML></HTML>",
            "<body>",
            "<script></script>",
        ];
        let open =
            ["<div>", "<div><textarea></div>", "<div>x</div><!-- ", "<div><table><tr><td>", "<div><!-- --!></div>", "<div a=\"></div>"];
        let more = ["<p></p><p></p>", "<p></p>x", "<div></div></div>", "<div><ul><li>a<li>b</ul></div>", "<div/>", "<div><p></div></p>"];
        let odd = [
            "<div><textarea><b a='</textarea><!--'></b></textarea></div>",
            "<div><plaintext></plaintext></div>",
            "<div><svg><b></b><div/></svg></div>",
            "<div><!--> --></div>",
            "<div><![CDATA[ ]]></div>",
            "<div><table><div><table></table></div></table></div>",
            "<ul><li><div><li></li></div></li></ul>",
        ];
        for bad in pages.into_iter().chain(open).chain(more).chain(odd) {
            assert!(!is_whole(bad), "{bad}");
        }
        assert!(!is_whole(&("<div>".repeat(100_000) + &"</div>".repeat(100_000))));
    }

    #[test]
    fn what_we_draw_ourselves_is_whole() {
        for locale in Locale::ALL {
            assert!(is_whole(&gallery::widget(Ui::new("w", locale)).into_string()));
        }
    }

    const NAMES: [&str; 41] = [
        "div",
        "p",
        "span",
        "b",
        "a",
        "br",
        "ul",
        "li",
        "dl",
        "dt",
        "table",
        "tbody",
        "tr",
        "td",
        "caption",
        "select",
        "optgroup",
        "option",
        "textarea",
        "title",
        "script",
        "svg",
        "math",
        "mi",
        "g",
        "foreignObject",
        "desc",
        "template",
        "button",
        "form",
        "h3",
        "h4",
        "input",
        "noscript",
        "object",
        "ruby",
        "rt",
        "nobr",
        "pre",
        "label",
        "iframe",
    ];

    /// Markup that is balanced most of the time.
    fn markup() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            Just("x".to_owned()),
            Just(" <!-- c --> ".to_owned()),
            Just("<".to_owned()),
            Just("<!--".to_owned()),
            Just("<i title='</div>'></i>".to_owned()),
            prop::sample::select(&NAMES[..]).prop_map(|name| format!("<{name}/>")),
            prop::sample::select(&NAMES[..]).prop_map(|name| format!("<{name}>")),
            prop::sample::select(&NAMES[..]).prop_map(|name| format!("</{name}>")),
        ];
        leaf.prop_recursive(6, 24, 4, |inner| {
            (prop::sample::select(&NAMES[..]), prop::collection::vec(inner, 0..4))
                .prop_map(|(name, content)| format!("<{name}>{}</{name}>", content.concat()))
        })
    }

    /// Whether what stands around it in a page stands there still.
    fn stays_inside(html: &str) -> bool {
        let page = format!("<!DOCTYPE html><html><body><main><div>{html}</div></main><footer><i></i></footer></body></html>");
        let page = Html::parse_document(&page);
        let count = |css: &str| page.select(&Selector::parse(css).unwrap()).count();
        count("body > *") == 2 && count("body > main > div") == 1 && count("main > *") == 1 && count("main + footer > i:only-child") == 1
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_whole_leaves_the_page_around_it_alone(html in markup()) {
            let html = format!("<div>{html}</div>");
            prop_assert!(!is_whole(&html) || stays_inside(&html), "{}", html);
        }

        #[test]
        fn any_text_is_read(html in "[<>/!a-z'\"= é-]{0,60}") {
            prop_assert!(!is_whole(&html) || stays_inside(&html), "{}", html);
        }
    }
}
