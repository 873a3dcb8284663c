//! An entry as the directory sends it: any attribute may be missing, repeated or unreadable.

use std::collections::HashMap;

use ldap3::{ResultEntry, asn1::StructureTag};

/// The attributes of an entry that were asked for, cleaned: values without control characters or spaces around, none empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    values: HashMap<String, Vec<String>>,
}

impl Entry {
    /// Reads what a server sent. `ldap3::SearchEntry` panics where a name is not UTF-8 and gives up on all values for one: here what cannot
    /// be read is left out, and the rest stays.
    pub(crate) fn read(sent: ResultEntry) -> Self {
        let mut values: HashMap<String, Vec<String>> = HashMap::new();
        let parts = sent.0.match_id(4).and_then(StructureTag::expect_constructed).unwrap_or_default();
        let attributes = parts.into_iter().nth(1).and_then(StructureTag::expect_constructed).unwrap_or_default();
        for attribute in attributes.into_iter().filter_map(StructureTag::expect_constructed) {
            let mut parts = attribute.into_iter();
            let name = parts.next().and_then(StructureTag::expect_primitive).unwrap_or_default();
            let sent = parts.next().and_then(StructureTag::expect_constructed).unwrap_or_default();
            let read = sent.into_iter().filter_map(StructureTag::expect_primitive).map(text).filter(|value| !value.is_empty());
            values.entry(text(name).to_lowercase()).or_default().extend(read);
        }
        Self { values }
    }

    /// Every value of an attribute.
    pub(crate) fn all(&self, attribute: &str) -> &[String] {
        self.values.get(&attribute.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// One value of an attribute; empty if it has none.
    pub(crate) fn first(&self, attribute: &str) -> &str {
        self.all(attribute).first().map_or("", String::as_str)
    }

    /// Every value of several attributes, in order, each once.
    pub(crate) fn of(&self, attributes: &[String]) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for value in attributes.iter().flat_map(|attribute| self.all(attribute)) {
            if !all.contains(&value.as_str()) {
                all.push(value);
            }
        }
        all
    }

    #[cfg(test)]
    pub(crate) fn with(values: &[(&str, &[&str])]) -> Self {
        let owned = |(name, values): &(&str, &[&str])| (name.to_lowercase(), values.iter().map(|v| (*v).to_owned()).collect());
        Self { values: values.iter().map(owned).collect() }
    }
}

/// UTF-8, or else ISO 8859-1, which old programs left in directories; on one line.
fn text(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use ldap3::asn1::{PL, TagClass};
    use proptest::prelude::*;

    use super::*;

    fn bytes(bytes: &[u8]) -> StructureTag {
        StructureTag { class: TagClass::Universal, id: 4, payload: PL::P(bytes.to_vec()) }
    }

    fn list(id: u64, parts: Vec<StructureTag>) -> StructureTag {
        StructureTag { class: TagClass::Universal, id, payload: PL::C(parts) }
    }

    fn sent(dn: &[u8], attributes: &[(&[u8], &[&[u8]])]) -> ResultEntry {
        let attribute =
            |(name, values): &(&[u8], &[&[u8]])| list(16, vec![bytes(name), list(17, values.iter().map(|value| bytes(value)).collect())]);
        ResultEntry::new(list(4, vec![bytes(dn), list(16, attributes.iter().map(attribute).collect())]))
    }

    #[test]
    fn what_is_not_utf_8_is_read_as_latin_1_and_harms_nothing_else() {
        let entry = Entry::read(sent(b"uid=\xe9", &[(b"SN", &[b"H\xe9l\xe8ne", " Ève\u{0} ".as_bytes(), b"\x01"]), (b"\xff", &[b"x"])]));
        assert_eq!(entry.all("sn"), ["Hélène", "Ève"]);
        assert_eq!((entry.first("givenName"), entry.all("mail").len()), ("", 0));
        assert_eq!(entry.of(&["sn".into(), "Sn".into()]), ["Hélène", "Ève"], "each once");
    }

    #[test]
    fn an_entry_that_is_none_is_empty() {
        for odd in [bytes(b"x"), list(4, Vec::new()), list(4, vec![bytes(b"dn"), bytes(b"x")]), list(19, vec![bytes(b"ldap://x")])] {
            assert_eq!(Entry::read(ResultEntry::new(odd)), Entry::default());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(value in proptest::collection::vec(any::<u8>(), 0..60)) {
            let entry = Entry::read(sent(b"", &[(b"photo", &[&value])]));
            prop_assert!(!entry.first("photo").contains(char::is_control));
        }
    }
}
