//! XML from outside, bounded: no document type, no entities but the five of XML, UTF-8 only, so deep and so many elements at most.

use xml::reader::{ParserConfig, XmlEvent};

/// Elements inside each other, at most. A CAS answer needs five.
const DEEPEST: usize = 16;

/// Elements in all, at most: a person may be in thousands of groups.
const MOST: usize = 8_192;

/// Why an answer cannot be read. No variant holds any of its text: that may be secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A page for people: the address is probably not that of a CAS server, or something stands before it.
    #[error("an HTML page came instead of a CAS answer")]
    Html,
    /// CAS in JSON, which nobody asked for.
    #[error("JSON came instead of XML")]
    Json,
    /// Neither XML nor anything else that is known here.
    #[error("not XML")]
    NotXml,
    /// Not UTF-8, or declared as something else.
    #[error("not in UTF-8")]
    Encoding,
    /// A document type: with it come entities, and with them bombs and files. CAS needs none.
    #[error("a document type, which no CAS answer has")]
    Doctype,
    /// Elements too deep inside each other.
    #[error("elements too deep inside each other")]
    TooDeep,
    /// More elements, attributes or text than a CAS answer has.
    #[error("too many elements")]
    TooMany,
    /// Not well-formed, or cut short.
    #[error("not well-formed XML, or cut short")]
    Malformed,
    /// XML of another kind or in another namespace.
    #[error("XML, but not of the kind asked for: another root element or namespace")]
    Foreign,
    /// Something that has to be there is not.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// Something that may be there once is there more often: which one is meant cannot be known.
    #[error("{0} is there more than once")]
    Repeated(&'static str),
    /// Something does not have the form that it has to have.
    #[error("{0} has not the right form")]
    Unfit(&'static str),
}

/// An element with all that is inside. It knows no `Debug`: a ticket may be inside.
pub(crate) struct Element {
    namespace: Option<String>,
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Whether the element has this namespace and local name.
    pub(crate) fn is(&self, namespace: &str, name: &str) -> bool {
        self.is_in(namespace) && self.name == name
    }

    /// Whether the element is of this namespace.
    pub(crate) fn is_in(&self, namespace: &str) -> bool {
        self.namespace.as_deref() == Some(namespace)
    }

    /// Its name without prefix.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute without namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Its own text, comments and surrounding white space left out.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The elements right inside.
    pub(crate) fn children(&self) -> &[Self] {
        &self.children
    }

    /// The elements right inside with this namespace and local name.
    pub(crate) fn all<'a>(&'a self, namespace: &'a str, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(namespace, name))
    }

    /// The one element right inside with this namespace and local name, if there is one.
    pub(crate) fn only<'a>(&'a self, namespace: &'a str, name: &'static str) -> Result<Option<&'a Self>, Unreadable> {
        let mut found = self.all(namespace, name);
        let first = found.next();
        if found.next().is_some() { Err(Unreadable::Repeated(name)) } else { Ok(first) }
    }

    /// The text of an element that holds text alone.
    pub(crate) fn plain(&self, called: &'static str) -> Result<&str, Unreadable> {
        if self.children.is_empty() { Ok(self.text()) } else { Err(Unreadable::Unfit(called)) }
    }
}

/// The root element of a document.
pub(crate) fn read(bytes: &[u8]) -> Result<Element, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Encoding)?;
    // Old servers send empty lines before the declaration.
    let text = text.trim_start_matches('\u{feff}').trim_start();
    looks_like_xml(text)?;
    let limit = text.len();
    let events = ParserConfig::new()
        .cdata_to_characters(true)
        .whitespace_to_characters(true)
        .allow_multiple_root_elements(false)
        // Seen and refused below, by name.
        .ignore_invalid_encoding_declarations(true)
        .max_entity_expansion_depth(1)
        .max_entity_expansion_length(1_024)
        .max_name_length(256)
        .max_attributes(64)
        .max_attribute_length(limit)
        .max_data_length(limit)
        .create_reader(text.as_bytes());
    build(events.into_iter().map(|event| event.map_err(|_| Unreadable::Malformed)))
}

/// Says what else it is, where that can be told from the beginning.
fn looks_like_xml(text: &str) -> Result<(), Unreadable> {
    let start: String = text.chars().take(16).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(Unreadable::Html);
    }
    match start.chars().next() {
        Some('<') => Ok(()),
        Some('{' | '[') => Err(Unreadable::Json),
        _ => Err(Unreadable::NotXml),
    }
}

fn build(events: impl Iterator<Item = Result<XmlEvent, Unreadable>>) -> Result<Element, Unreadable> {
    let (mut open, mut root, mut count) = (Vec::<Element>::new(), None, 0);
    for event in events {
        match event? {
            XmlEvent::StartDocument { encoding, .. } if !is_utf8(&encoding) => return Err(Unreadable::Encoding),
            XmlEvent::Doctype { syntax } if is_html(&syntax) => return Err(Unreadable::Html),
            XmlEvent::Doctype { .. } => return Err(Unreadable::Doctype),
            XmlEvent::StartElement { name, attributes, .. } => {
                count += 1;
                if open.len() >= DEEPEST {
                    return Err(Unreadable::TooDeep);
                }
                if count > MOST {
                    return Err(Unreadable::TooMany);
                }
                let attributes = attributes.into_iter().filter(|a| a.name.namespace.is_none());
                open.push(Element {
                    namespace: name.namespace,
                    name: name.local_name,
                    attributes: attributes.map(|a| (a.name.local_name, a.value)).collect(),
                    text: String::new(),
                    children: Vec::new(),
                });
            }
            XmlEvent::EndElement { .. } => {
                let closed = open.pop().ok_or(Unreadable::Malformed)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => root = Some(closed),
                }
            }
            XmlEvent::Characters(text) | XmlEvent::CData(text) | XmlEvent::Whitespace(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    root.ok_or(Unreadable::Malformed)
}

/// A page in XHTML is a page.
fn is_html(doctype: &str) -> bool {
    doctype.split_whitespace().nth(1).is_some_and(|name| name.trim_end_matches('>').eq_ignore_ascii_case("html"))
}

fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(text: &str) -> Option<Unreadable> {
        read(text.as_bytes()).err()
    }

    #[test]
    fn text_is_whole_with_comments_and_character_data_inside() {
        let root = read(b"\xef\xbb\xbf\n<?xml version='1.0' encoding='utf-8'?><a>ad<!-- x -->m<![CDATA[<i>]]>&amp;n&#233;</a>").unwrap();
        assert_eq!(root.text(), "adm<i>&né");
    }

    #[test]
    fn what_is_not_xml_is_named() {
        for (text, told) in [
            ("<!DOCTYPE html><html></html>", Unreadable::Html),
            ("  <!doctype HTML PUBLIC \"x\"><html></html>", Unreadable::Html),
            ("<html lang='fr'><body>login</body></html>", Unreadable::Html),
            ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' 'xhtml11.dtd'>\n<html></html>", Unreadable::Html),
            ("{\"serviceResponse\":{}}", Unreadable::Json),
            ("yes\nmdurand\n", Unreadable::NotXml),
            ("", Unreadable::NotXml),
            ("   ", Unreadable::NotXml),
            ("<?xml version='1.0' encoding='ISO-8859-1'?><a>x</a>", Unreadable::Encoding),
            ("<?xml version='1.0' encoding='windows-1252'?><a>x</a>", Unreadable::Encoding),
            ("<a><b>", Unreadable::Malformed),
            ("<a></b>", Unreadable::Malformed),
            ("<a/><a/>", Unreadable::Malformed),
            ("<a/>rest", Unreadable::Malformed),
            ("<a>&unknown;</a>", Unreadable::Malformed),
            ("<x:a/>", Unreadable::Malformed),
            ("<!-- only a comment -->", Unreadable::Malformed),
        ] {
            assert_eq!(refused(text), Some(told), "{text}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        assert_eq!(read(b"<a>Universit\xe9</a>").err(), Some(Unreadable::Encoding));
        let wide: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(read(&wide).is_err());
    }

    #[test]
    fn a_document_type_is_refused_whatever_is_in_it() {
        for text in [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x 'aaaaaaaaaa'><!ENTITY y '&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;'>]><a>&y;</a>",
            "<?xml version='1.0'?><!-- c --><!DOCTYPE a><a/>",
        ] {
            assert_eq!(refused(text), Some(Unreadable::Doctype), "{text}");
        }
    }

    #[test]
    fn depth_and_number_of_elements_are_bounded() {
        let deep = |n| format!("{}{}", "<a>".repeat(n), "</a>".repeat(n));
        assert_eq!((refused(&deep(DEEPEST)), refused(&deep(DEEPEST + 1))), (None, Some(Unreadable::TooDeep)));
        let wide = |n| format!("<a>{}</a>", "<b/>".repeat(n));
        assert_eq!((refused(&wide(MOST - 1)), refused(&wide(MOST))), (None, Some(Unreadable::TooMany)));
        assert_eq!(refused(&format!("<{}/>", "a".repeat(1_000))), Some(Unreadable::Malformed));
        let attributes = (0..100).map(|n| format!("a{n}=''")).collect::<Vec<_>>().join(" ");
        assert_eq!(refused(&format!("<a {attributes}/>")), Some(Unreadable::Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>()) {
            let _ = read(&bytes);
        }

        #[test]
        fn anything_that_looks_like_xml_is_read_without_panic(text in "(<[?!/]?|[a-c:]{1,3}|[ =\"'/?]{1,2}|>|&[a-z#0-9]{0,3};?|<!\\[CDATA\\[|\\]\\]>|<!DOCTYPE|<!ENTITY|\\[|%|xmlns|--|é){0,40}") {
            let _ = read(text.as_bytes());
        }
    }
}
