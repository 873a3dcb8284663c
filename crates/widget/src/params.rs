//! Names and values of a query or a form, read strictly: what is not UTF-8 is refused, not repaired.

use std::str::FromStr;

/// Names and values in the order they came. A name may come several times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Params(Vec<(String, String)>);

/// A broken percent sequence, bytes that are not UTF-8, or a NUL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not properly encoded UTF-8")]
pub struct BadEncoding;

impl Params {
    /// From `a=1&b=deux`.
    pub fn read(text: &str) -> Result<Self, BadEncoding> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?))
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }

    /// The first value of a name.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a name, if it reads as `T`. Unreadable is the same as absent: an address typed wrong still shows something.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Option<T> {
        self.first(name).and_then(|value| value.trim().parse().ok())
    }

    /// Whether the name came at all.
    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Params {
    fn from_iter<T: IntoIterator<Item = (N, V)>>(pairs: T) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// Undoes percent-encoding, strictly.
pub(crate) fn decode(text: &str) -> Result<String, BadEncoding> {
    let bytes = text.as_bytes();
    let whole = |i: usize| bytes.get(i + 1..i + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    if bytes.iter().enumerate().any(|(i, b)| *b == b'%' && !whole(i)) {
        return Err(BadEncoding);
    }
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8().map_err(|_| BadEncoding)?;
    if decoded.contains('\0') { Err(BadEncoding) } else { Ok(decoded.into_owned()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_may_repeat_and_values_may_be_missing() {
        let params = Params::read("a=1&b=deux+mots&a=%C3%A9&c&&=x").unwrap();
        assert_eq!(params.all("a").collect::<Vec<_>>(), ["1", "é"]);
        assert_eq!(
            (params.first("b"), params.first("c"), params.first("d"), params.first("")),
            (Some("deux mots"), Some(""), None, Some("x"))
        );
        assert_eq!((params.parsed::<u32>("a"), params.parsed::<u32>("b")), (Some(1), None));
    }

    #[test]
    fn bad_encodings_are_refused() {
        for bad in ["a=%", "a=%4", "a=%zz", "a=%ff", "%C3=1", "a=%00", "a=\0"] {
            assert_eq!(Params::read(bad), Err(BadEncoding), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,100}") {
            let _ = Params::read(&text);
        }

        #[test]
        fn what_is_encoded_is_read_back(pairs in proptest::collection::vec(("[^\0]{0,10}", "[^\0]{0,10}"), 0..5)) {
            let encode = |s: &str| percent_encoding::utf8_percent_encode(s, percent_encoding::NON_ALPHANUMERIC).to_string();
            let text: Vec<_> = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
            let read = Params::read(&text.join("&")).unwrap();
            prop_assert_eq!(read.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>(), pairs);
        }
    }
}
