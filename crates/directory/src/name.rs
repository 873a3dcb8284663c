//! Names as people type them, found as directories write them.
//!
//! A directory compares without case but with accents: « helene » is not « Hélène » to it. Two ways lead there, asked at once:
//!
//! - **Plain attributes** (`cn`, `mail`, `uid`), which most institutions write without accents, are asked for the word as it is.
//! - **Names** (`sn`, `givenName`) are asked for every way of writing the beginning of the word with the accents of ISO 8859-15, the
//!   alphabet of French information systems (`hele`, `héle`, `hèle` …), followed by the letters that bear none: `(sn=hél*)`. The beginning
//!   is what an index of substrings answers from: a leading `h*l*n*` would make the server read every entry, and some servers refuse that.
//!
//! Both find too much rather than too little; [`holds`] then keeps what is meant, folded. Words begin at the start of a value or after a
//! space, hyphen, apostrophe, parenthesis, dot or @; a first word of two letters, where nothing longer narrows the search, at the start of
//! a value only. The cost is a long filter, bounded by [`WAYS`]: some 250 comparisons for one word, each answered by an index. What is not
//! found: a beginning with an accent that French systems cannot write (Řehoř), unless a plain attribute has the name without it.

use tremplin_domain::text;

use crate::filter::Filter;

/// How many ways of writing the beginnings of all words together are asked for.
const WAYS: usize = 32;

/// How many ways each word may have at least: those of one letter.
const FEWEST: usize = 10;

/// The longest beginning that is written out.
const LONGEST: usize = 5;

/// Where a word begins inside a name.
const INSIDE_NAMES: [&str; 4] = [" ", "-", "'", "("];

/// Where a word begins inside a value without accents.
const INSIDE_PLAIN: [&str; 7] = [" ", "-", "'", "(", ".", "_", "@"];

/// Which attributes a search looks at.
pub(crate) struct Fields<'a> {
    /// Written with accents.
    pub(crate) names: Vec<&'a str>,
    /// Written without.
    pub(crate) plain: Vec<&'a str>,
}

/// What finds every word, and more.
pub(crate) fn filter(words: &[String], fields: &Fields<'_>, also: impl Fn(&str) -> Vec<Filter>) -> Filter {
    let ways = (WAYS / words.len().max(1)).max(FEWEST);
    // A short word inside a value is in no index of substrings: it is looked for there only where another one narrows the search.
    let is_narrow = words.iter().any(|word| word.chars().count() >= 3);
    let one = |(at, word): (usize, &String)| {
        let inside = is_narrow || at > 0;
        let mut any = also(word);
        for (head, tail) in beginnings(word, ways) {
            for name in fields.names.iter().filter(|name| !name.is_empty()) {
                any.push(Filter::Like((*name).to_owned(), head.clone(), tail.clone()));
                if inside {
                    any.extend(INSIDE_NAMES.map(|before| {
                        let pieces = std::iter::once(format!("{before}{head}")).chain(tail.iter().cloned());
                        Filter::Like((*name).to_owned(), String::new(), pieces.collect())
                    }));
                }
            }
        }
        for plain in fields.plain.iter().filter(|plain| !plain.is_empty()) {
            any.push(Filter::Like((*plain).to_owned(), word.clone(), Vec::new()));
            if inside {
                let inside = |before: &str| Filter::Like((*plain).to_owned(), String::new(), vec![format!("{before}{word}")]);
                any.extend(INSIDE_PLAIN.map(inside));
            }
        }
        Filter::Any(any)
    };
    Filter::All(words.iter().enumerate().map(one).collect())
}

/// Whether each word begins a word of one of the values.
pub(crate) fn holds<'a>(words: &[String], values: impl Iterator<Item = &'a str>) -> bool {
    let folded: Vec<String> = values.map(text::fold).collect();
    let begins = |word: &String| folded.iter().flat_map(|value| value.split(' ')).any(|part| part.starts_with(word.as_str()));
    words.iter().all(begins)
}

/// The accents of ISO 8859-15 on a letter.
const fn accented(letter: char) -> &'static str {
    match letter {
        'a' => "àâäáãå",
        'c' => "ç",
        'e' => "éèêë",
        'i' => "îïíì",
        'n' => "ñ",
        'o' => "ôöóòõø",
        'u' => "ùûüú",
        'y' => "ÿý",
        _ => "",
    }
}

/// The accents of French on a letter.
const fn french(letter: char) -> &'static str {
    match letter {
        'a' => "àâ",
        'c' => "ç",
        'e' => "éèêë",
        'i' => "îï",
        'o' => "ôö",
        'u' => "ùûü",
        _ => "",
    }
}

/// Two letters that may be written as one.
fn ligature(letters: &[char]) -> Option<char> {
    match letters {
        ['o', 'e', ..] => Some('œ'),
        ['a', 'e', ..] => Some('æ'),
        ['s', 's', ..] => Some('ß'),
        _ => None,
    }
}

/// Every way of writing the beginning of a folded word, each with the pieces that must follow: as long as `most` ways allow.
fn beginnings(word: &str, most: usize) -> Vec<(String, Vec<String>)> {
    let letters: Vec<char> = word.chars().collect();
    let longest = |accents: fn(char) -> &'static str| {
        let written = |length| (length, ways(&letters, length, accents));
        (1..=letters.len().min(LONGEST)).rev().map(written).find(|(_, ways)| ways.len() <= most)
    };
    let wide = longest(accented);
    // Three letters narrow a search; where all accents allow fewer, those of French have to do.
    let chosen = match wide {
        Some((length, _)) if length < 3 && letters.len() >= 3 => longest(french).filter(|(length, _)| *length >= 3).or(wide),
        wide => wide,
    };
    let (length, heads) = chosen.unwrap_or_else(|| (letters.len(), vec![word.to_owned()]));
    let tail = pieces(&letters, length);
    heads.into_iter().map(|head| (head, tail.clone())).collect()
}

/// Every way of writing the first `length` letters. Where two letters may be written as one, that one may reach further.
fn ways(letters: &[char], length: usize, accents: fn(char) -> &'static str) -> Vec<String> {
    let Some((&first, rest)) = letters.split_first().filter(|_| length > 0) else { return vec![String::new()] };
    let after = ways(rest, length - 1, accents);
    let before = std::iter::once(first).chain(accents(first).chars());
    let mut all: Vec<String> = before.flat_map(|letter| after.iter().map(move |rest| format!("{letter}{rest}"))).collect();
    if let Some(joined) = ligature(letters) {
        all.extend(ways(&rest[1..], length.saturating_sub(2), accents).iter().map(|rest| format!("{joined}{rest}")));
    }
    all
}

/// What is left after the first letters without those that may bear an accent or be written as one.
fn pieces(letters: &[char], after: usize) -> Vec<String> {
    let is_sure = |at: usize| {
        let is_double = letters[at] == 's' && (letters.get(at + 1) == Some(&'s') || (at > 0 && letters[at - 1] == 's'));
        accented(letters[at]).is_empty() && !is_double
    };
    let kept: String = (after..letters.len()).map(|at| if is_sure(at) { letters[at] } else { '*' }).collect();
    kept.split('*').filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_beginning_is_written_out_and_the_rest_keeps_the_letters_without_accents() {
        let found = beginnings("helene", 32);
        assert_eq!(found.len(), 25);
        assert!(found.contains(&("hélè".into(), Vec::new())), "{found:?}");
        assert_eq!(beginnings("martin", 8)[0], ("mart".into(), Vec::new()));
        assert_eq!(beginnings("lefebvre", 10)[0], ("lef".into(), vec!["bvr".into()]));
        assert!(beginnings("oeuvrard", 32).iter().any(|(head, _)| head.starts_with('œ')));
        assert_eq!(beginnings("王", 32), [("王".to_owned(), Vec::new())]);
    }

    #[test]
    fn a_short_word_that_nothing_narrows_is_looked_for_at_the_start_of_values() {
        let fields = Fields { names: vec!["sn"], plain: vec!["cn"] };
        let none = |_: &str| Vec::new();
        assert_eq!(filter(&["x".into()], &fields, none).to_string(), "(|(sn=x*)(cn=x*))");
        assert!(filter(&["x".into(), "xavier".into()], &fields, none).to_string().contains("(cn=*-x*)"));
    }

    /// Whether a value is like that, as a directory compares: without case, with accents.
    fn is_like(value: &str, head: &str, tail: &[String]) -> bool {
        let mut rest = value.strip_prefix(head);
        for piece in tail {
            rest = rest.and_then(|rest| rest.find(piece.as_str()).map(|at| &rest[at + piece.len()..]));
        }
        rest.is_some()
    }

    proptest! {
        #[test]
        fn a_name_in_french_or_without_accents_is_found_by_its_folded_beginning(
            name in "[a-zàâçéèêëîïôöùûüœ]{1,12}", most in FEWEST..40, length in 1_usize..12,
        ) {
            let folded: String = text::fold(&name).chars().take(length).collect();
            // A beginning that ends inside a ligature is not looked for.
            prop_assume!(!name.contains('œ') || folded == text::fold(&name));
            prop_assert!(beginnings(&folded, most).iter().any(|(head, tail)| is_like(&name, head, tail)), "{} {}", folded, name);
        }

        #[test]
        fn a_filter_is_bounded(words in proptest::collection::vec("[a-z]{1,20}", 1..7)) {
            let fields = Fields { names: vec!["sn", "givenName"], plain: vec!["cn", "mail", "uid"] };
            prop_assert!(filter(&words, &fields, |_| Vec::new()).to_string().len() < 24_000);
        }
    }
}
