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
//! space, hyphen, apostrophe, parenthesis, dot or @; a short first word that nothing longer narrows is not looked for after a space. The
//! cost is a long filter, bounded by [`WAYS`]: a hundred comparisons for most words, each answered by an index. What is not found: a beginning with an accent that French systems cannot write (Řehoř), unless a plain attribute has the name without it.

use tremplin_domain::text;

use crate::filter::Filter;

/// How many ways of writing the beginnings of all words together are asked for.
const WAYS: usize = 32;

/// How many ways each word may have at least: those of one letter.
const FEWEST: usize = 10;

/// How many bytes an index of substrings answers from, inside a value; as `OpenLDAP` does unless told otherwise.
const INDEXED: usize = 4;

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
    // Less than an index answers from is looked for inside values only where another word narrows the search.
    let is_narrow = words.iter().any(|word| word.len() >= INDEXED);
    let one = |(at, word): (usize, &String)| {
        let anywhere = is_narrow || at > 0;
        // Servers leave out a space at the beginning.
        let is_cheap = |piece: &str| anywhere || piece.trim_start().len() >= INDEXED;
        let inside = |name: &str, befores: &[&str], head: &str, tail: &[String]| -> Vec<Filter> {
            let pieces = befores.iter().map(|before| format!("{before}{head}")).filter(|piece| is_cheap(piece));
            let like = |piece| Filter::Like(name.to_owned(), String::new(), std::iter::once(piece).chain(tail.iter().cloned()).collect());
            pieces.map(like).collect()
        };
        let mut any = also(word);
        for (head, tail) in beginnings(word, ways) {
            for name in fields.names.iter().filter(|name| !name.is_empty()) {
                any.push(Filter::Like((*name).to_owned(), head.clone(), tail.clone()));
                any.extend(inside(name, &INSIDE_NAMES, &head, &tail));
            }
        }
        for plain in fields.plain.iter().filter(|plain| !plain.is_empty()) {
            any.push(Filter::Like((*plain).to_owned(), word.clone(), Vec::new()));
            any.extend(inside(plain, &INSIDE_PLAIN, word, &[]));
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

/// Every way of writing the beginning of a folded word, each with the pieces that must follow: as long as `most` ways allow, with the
/// accents of French where all would be too many.
fn beginnings(word: &str, most: usize) -> Vec<(String, Vec<String>)> {
    let letters: Vec<char> = word.chars().collect();
    let written = |least| {
        [accented as Accents, french].into_iter().map(move |accents| (least, accents)).map(|(least, accents)| {
            let mut heads = Vec::new();
            write(&letters, 0, String::new(), least, accents, &mut heads);
            heads
        })
    };
    let heads = (1..=INDEXED).rev().flat_map(written).find(|heads| heads.len() <= most);
    let heads = heads.unwrap_or_else(|| vec![(word.to_owned(), letters.len())]);
    heads.into_iter().map(|(head, length)| (head, pieces(&letters, length))).collect()
}

/// The accents on a letter.
type Accents = fn(char) -> &'static str;

/// Writes letters after a head in every way, each until it has that many bytes; says how many letters each stands for.
fn write(letters: &[char], at: usize, head: String, least: usize, accents: Accents, heads: &mut Vec<(String, usize)>) {
    let Some(&letter) = letters.get(at).filter(|_| head.len() < least) else { return heads.push((head, at)) };
    for written in std::iter::once(letter).chain(accents(letter).chars()) {
        write(letters, at + 1, format!("{head}{written}"), least, accents, heads);
    }
    if let Some(joined) = ligature(&letters[at..]) {
        write(letters, at + 2, format!("{head}{joined}"), least, accents, heads);
    }
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
        assert_eq!(found.len(), 9, "{found:?}");
        for (head, tail) in [("hél", Vec::new()), ("hele", Vec::new()), ("helé", Vec::new())] {
            assert!(found.contains(&(head.into(), tail)), "{head} {found:?}");
        }
        assert!(beginnings("lefebvre", 10).contains(&("lefe".into(), vec!["bvr".into()])));
        assert!(beginnings("oeuvrard", 32).iter().any(|(head, _)| head.starts_with('œ')));
        assert_eq!(beginnings("王", 32), [("王".to_owned(), Vec::new())]);
    }

    #[test]
    fn what_no_index_answers_is_looked_for_where_another_word_narrows_the_search() {
        let fields = Fields { names: vec!["sn"], plain: vec!["cn"] };
        let none = |_: &str| Vec::new();
        assert_eq!(filter(&["x".into()], &fields, none).to_string(), "(|(sn=x*)(cn=x*))");
        let three = filter(&["xvb".into()], &fields, none).to_string();
        assert_eq!((three.contains("(cn=*-xvb*)"), three.contains("(cn=* xvb*)")), (true, false));
        assert!(filter(&["x".into(), "xavier".into()], &fields, none).to_string().contains("(cn=* x*)"));
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
