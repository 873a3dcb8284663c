//! Search filters (RFC 4515), built by parts so that no value can change their structure.

use std::fmt;

use ldap3::ldap_escape;

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Filter {
    /// Every one of them; of none, anything.
    All(Vec<Filter>),
    /// One of them at least; of none, nothing.
    Any(Vec<Filter>),
    /// The contrary.
    Not(Box<Filter>),
    /// An attribute has this value, in the directory's sense of equality.
    Equals(String, String),
    /// An attribute has a value that begins so, and has these pieces further on, in order. An empty beginning may be anywhere.
    Like(String, String, Vec<String>),
    /// As the institution wrote it; checked when the settings were.
    Given(String),
}

impl Filter {
    /// Whether the attribute has one of these values.
    pub(crate) fn one_of(attribute: &str, values: &[String]) -> Self {
        if attribute.is_empty() {
            return Self::Any(Vec::new());
        }
        Self::Any(values.iter().map(|value| Self::equals(attribute, value)).collect())
    }

    /// Whether the attribute has this value.
    pub(crate) fn equals(attribute: &str, value: &str) -> Self {
        Self::Equals(attribute.to_owned(), value.to_owned())
    }

    /// What the institution wrote, or anything where it wrote nothing.
    pub(crate) fn given(filter: &str) -> Self {
        if filter.is_empty() { Self::All(Vec::new()) } else { Self::Given(filter.to_owned()) }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, sign: char, filters: &[Self]| {
            write!(f, "({sign}")?;
            filters.iter().try_for_each(|filter| filter.fmt(f))?;
            f.write_str(")")
        };
        match self {
            // Not every server knows « (&) » and « (|) » (RFC 4526).
            Self::All(filters) if filters.is_empty() => f.write_str("(objectClass=*)"),
            Self::Any(filters) if filters.is_empty() => f.write_str("(!(objectClass=*))"),
            Self::All(filters) | Self::Any(filters) if filters.len() == 1 => filters[0].fmt(f),
            Self::All(filters) => list(f, '&', filters),
            Self::Any(filters) => list(f, '|', filters),
            Self::Not(filter) => write!(f, "(!{filter})"),
            Self::Equals(attribute, value) => write!(f, "({attribute}={})", ldap_escape(value.as_str())),
            Self::Like(attribute, beginning, pieces) => {
                write!(f, "({attribute}={}*", ldap_escape(beginning.as_str()))?;
                for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
                    write!(f, "{}*", ldap_escape(piece.as_str()))?;
                }
                f.write_str(")")
            }
            Self::Given(filter) => f.write_str(filter),
        }
    }
}

#[cfg(test)]
mod tests {
    use ldap3::{
        asn1::{PL, StructureTag},
        parse_filter,
    };
    use proptest::prelude::*;

    use super::*;

    /// The filter as a server reads it: kinds of nodes and their values, in order.
    fn read(filter: &Filter) -> Vec<(u64, Vec<u8>)> {
        fn walk(tag: &StructureTag, seen: &mut Vec<(u64, Vec<u8>)>) {
            match &tag.payload {
                PL::P(bytes) => seen.push((tag.id, bytes.clone())),
                PL::C(parts) => {
                    seen.push((tag.id, Vec::new()));
                    for part in parts {
                        walk(part, seen);
                    }
                }
            }
        }
        let text = filter.to_string();
        let mut seen = Vec::new();
        walk(&ldap3::asn1::ASNTag::into_structure(parse_filter(&text).unwrap()), &mut seen);
        seen
    }

    const UID: &str = "uid";

    /// A text with what filters are made of, or any other.
    fn values() -> impl Strategy<Value = String> {
        prop_oneof!["[()*\\\\&|!=<>~a-z\u{0}0-9]{1,30}", "\\PC{1,30}", any::<String>().prop_filter("something", |s| !s.is_empty())]
    }

    proptest! {
        #[test]
        fn a_value_never_changes_the_structure(value in values(), other in values()) {
            let filter = |value: &str, other: &str| Filter::All(vec![
                Filter::equals(UID, value),
                Filter::Not(Box::new(Filter::Any(vec![
                    Filter::Like(UID.into(), value.into(), vec![other.into()]),
                    Filter::Like(UID.into(), String::new(), vec![other.into(), value.into()]),
                ]))),
            ]);
            let (read, plain) = (read(&filter(&value, &other)), read(&filter("a", "b")));
            let kinds = |nodes: &[(u64, Vec<u8>)]| nodes.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
            prop_assert_eq!(kinds(&read), kinds(&plain));
            for ((_, read), (_, plain)) in read.iter().zip(&plain) {
                let wanted = match plain.as_slice() { b"a" => value.as_bytes(), b"b" => other.as_bytes(), same => same };
                prop_assert_eq!(read.as_slice(), wanted);
            }
        }
    }

    #[test]
    fn of_none_is_written_so_that_every_server_reads_it() {
        assert_eq!(Filter::All(Vec::new()).to_string(), "(objectClass=*)");
        assert_eq!(Filter::Any(Vec::new()).to_string(), "(!(objectClass=*))");
        assert_eq!(Filter::one_of("", &["student".into()]).to_string(), "(!(objectClass=*))");
    }
}
