//! Text from people can never form a token of an aggregator's language: WSRP rewriting, ESI, SSI.

/// The word of WSRP's rewriting language.
pub(crate) const WSRP: &str = "wsrp_rewrite";

/// Breaks every token in finished HTML, then lets our own links be what they are: until now they say `mark`, which nobody can guess.
pub(crate) fn neutralise(html: String, mark: Option<&str>) -> String {
    let mut out = html;
    if find(&out, WSRP).is_some() {
        out = replace(&out, WSRP, |token| token.replacen('_', "&#95;", 1));
    }
    for token in ["<esi:", "<!--"] {
        if find(&out, token).is_some() {
            out = replace(&out, token, |token| token.replacen('<', "&lt;", 1));
        }
    }
    match mark {
        Some(mark) => out.replace(mark, WSRP),
        None => out,
    }
}

/// The same for JSON, in which a character may be told by its number.
pub(crate) fn neutralise_json(json: &str) -> Option<String> {
    let has = |token| find(json, token).is_some();
    if !(has(WSRP) || has("<esi:") || has("<!--")) {
        return None;
    }
    Some(replace(json, WSRP, |token| token.replacen('_', "\\u005f", 1)).replace('<', "\\u003c"))
}

/// Where a token begins, in any case. Looks for its rarest character first: every view goes through here.
fn find(text: &str, token: &str) -> Option<usize> {
    let (text, token) = (text.as_bytes(), token.as_bytes());
    let rare = token.iter().position(|byte| *byte == b'_').unwrap_or(0);
    let mut from = 0;
    while let Some(at) = text.get(from..)?.iter().position(|byte| *byte == token[rare]).map(|at| from + at) {
        let start = at.checked_sub(rare);
        let found = start.and_then(|start| text.get(start..start + token.len()));
        if found.is_some_and(|found| found.eq_ignore_ascii_case(token)) {
            return start;
        }
        from = at + 1;
    }
    None
}

fn replace(text: &str, token: &str, by: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = find(rest, token) {
        let (before, from) = rest.split_at(at);
        let (found, after) = from.split_at(token.len());
        out.push_str(before);
        out.push_str(&by(found));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tokens_in_text_are_broken() {
        let html = "<p title=\"wsrp_rewrite_x\">WSRP_rewrite?a/wsrp_rewrite <esi:include> <ESI:x> <!--#include --> <!--esi</p>";
        let safe = neutralise(html.to_owned(), None);
        assert_eq!(
            safe,
            "<p title=\"wsrp&#95;rewrite_x\">WSRP&#95;rewrite?a/wsrp&#95;rewrite &lt;esi:include> &lt;ESI:x> &lt;!--#include --> &lt;!--esi</p>"
        );
    }

    #[test]
    fn our_own_links_stay() {
        assert_eq!(
            neutralise("<a href=\"s3cret?x/s3cret\">wsrp_rewrite</a>".to_owned(), Some("s3cret")),
            "<a href=\"wsrp_rewrite?x/wsrp_rewrite\">wsrp&#95;rewrite</a>"
        );
    }

    #[test]
    fn other_text_is_left_alone() {
        let html = "<p>é &lt;esi: &amp; wsrp</p>".to_owned();
        assert_eq!(neutralise(html.clone(), None), html);
    }

    #[test]
    fn json_says_the_same_in_other_characters() {
        let value = serde_json::json!({ "name": "<esi:include/> Wsrp_Rewrite?x <!--#exec", "<!--": 1 });
        let safe = neutralise_json(&value.to_string()).unwrap();
        assert!(!safe.contains('<') && find(&safe, WSRP).is_none(), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
        assert_eq!(neutralise_json("{\"a\":\"<b>\"}"), None);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_stands_there(text in "[<wsrp_eWSRP!:i-]{0,30}") {
            for token in [WSRP, "<esi:", "<!--"] {
                prop_assert_eq!(find(&text, token), text.to_ascii_lowercase().find(token));
            }
        }

        #[test]
        fn no_token_survives(parts in proptest::collection::vec(prop_oneof![Just("wsrp_"), Just("rewrite"), Just("WSRP_"), Just("<"), Just("esi:"), Just("!--"), Just("#"), Just("é")], 0..20)) {
            let safe = neutralise(parts.concat(), None);
            for token in [WSRP, "<esi:", "<!--"] {
                prop_assert!(find(&safe, token).is_none(), "{}", safe);
            }
        }
    }
}
