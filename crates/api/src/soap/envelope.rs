//! SOAP 1.1 envelopes, read from whoever sends them: no document type, no entity but the five of XML, bounded in depth and number.

use quick_xml::{
    NsReader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
};

/// The namespace of SOAP 1.1.
pub(crate) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Elements inside one another, and in all, at most.
const DEPTH: usize = 12;
const ELEMENTS: usize = 200;

/// Why an envelope is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotRead {
    /// Not XML, or not what we take of it.
    Malformed,
    /// An envelope of another version of SOAP.
    Version,
    /// A header that must be understood, and is not.
    Header,
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) namespace: String,
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) children: Vec<Self>,
    must_understand: bool,
}

impl Element {
    fn is(&self, namespace: &str, name: &str) -> bool {
        self.namespace == namespace && self.name == name
    }
}

/// The one element in the body of an envelope.
pub(crate) fn body(text: &str) -> Result<Element, NotRead> {
    let envelope = tree(text)?;
    if envelope.name != "Envelope" {
        return Err(NotRead::Malformed);
    }
    if envelope.namespace != SOAP {
        return Err(NotRead::Version);
    }
    let mut parts = envelope.children.into_iter().peekable();
    if let Some(header) = parts.next_if(|part| part.is(SOAP, "Header"))
        && header.children.iter().any(|block| block.must_understand)
    {
        return Err(NotRead::Header);
    }
    let body = parts.next().filter(|part| part.is(SOAP, "Body")).ok_or(NotRead::Malformed)?;
    let mut inside = body.children.into_iter();
    match (inside.next(), inside.next()) {
        (Some(asked), None) => Ok(asked),
        _ => Err(NotRead::Malformed),
    }
}

fn tree(text: &str) -> Result<Element, NotRead> {
    let malformed = |_| NotRead::Malformed;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    let mut count = 0;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(malformed)?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() == DEPTH || count > ELEMENTS || root.is_some() {
                    return Err(NotRead::Malformed);
                }
                let namespace = match namespace {
                    ResolveResult::Bound(Namespace(name)) => name.to_owned(),
                    ResolveResult::Unbound => String::new(),
                    ResolveResult::Unknown(_) => return Err(NotRead::Malformed),
                };
                let must_understand = must_understand(&reader, &start)?;
                let name = start.local_name().as_ref().to_owned();
                open.push(Element { namespace, name, must_understand, ..Element::default() });
            }
            Event::End(_) => {
                let closed = open.pop().ok_or(NotRead::Malformed)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => root = Some(closed),
                }
            }
            Event::Text(words) => say(&mut open, &words.xml10_content())?,
            Event::CData(words) => say(&mut open, &words.xml10_content())?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(malformed)?;
                let known = || resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned);
                say(&mut open, &character.map(String::from).or_else(known).ok_or(NotRead::Malformed)?)?;
            }
            Event::Decl(_) | Event::Comment(_) => {}
            Event::Eof => break,
            Event::DocType(_) | Event::PI(_) | Event::Empty(_) => return Err(NotRead::Malformed),
        }
    }
    root.filter(|_| open.is_empty()).ok_or(NotRead::Malformed)
}

/// Adds words to the element that is open; outside of all, only white space may stand.
fn say(open: &mut [Element], words: &str) -> Result<(), NotRead> {
    match open.last_mut() {
        Some(element) => element.text.push_str(words),
        None if words.trim().is_empty() => {}
        None => return Err(NotRead::Malformed),
    }
    Ok(())
}

fn must_understand(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<bool, NotRead> {
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| NotRead::Malformed)?;
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        if namespace == ResolveResult::Bound(Namespace(SOAP)) && name.as_ref() == "mustUnderstand" {
            return Ok(matches!(attribute.value.trim(), "1" | "true"));
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn envelope(header: &str, body: &str) -> String {
        format!("<?xml version=\"1.0\"?>\n<s:Envelope xmlns:s=\"{SOAP}\" xmlns:a=\"urn:a\">{header}<s:Body>{body}</s:Body></s:Envelope>\n")
    }

    #[test]
    fn the_element_of_the_body_is_read_whatever_the_prefixes() {
        for asked in [
            "<a:ask><a:student>2 &amp; <![CDATA[<3>]]>&#x34;</a:student></a:ask>",
            "<ask xmlns='urn:a'><student>2 &#38; &lt;3&gt;4</student><!-- x --></ask>",
        ] {
            let read = body(&envelope("<s:Header/>", asked)).unwrap();
            assert!(read.is("urn:a", "ask"));
            assert_eq!((read.children[0].name.as_str(), read.children[0].text.as_str()), ("student", "2 & <3>4"));
        }
    }

    #[test]
    fn what_is_hostile_or_broken_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
        let wide = "<a/>".repeat(300);
        let cases = [
            String::new(),
            "<".to_owned(),
            "text".to_owned(),
            "<a/>".to_owned(),
            format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", envelope("", "<a/>")),
            format!("{}<a/>", envelope("", "<a/>")),
            format!("{}text", envelope("", "<a/>")),
            envelope("", ""),
            envelope("", "<a/><b/>"),
            envelope("", "<a>&b;</a>"),
            envelope("", "<a>&#0;</a>"),
            envelope("", "<z:a/>"),
            envelope("", "<a></b>"),
            envelope("", "<?php x?><a/>"),
            envelope("", "<a b='1' b='2'/>"),
            envelope("", &deep),
            envelope("", &format!("<a>{wide}</a>")),
            envelope("<s:Other/>", "<a/>"),
        ];
        for case in cases {
            assert_eq!(body(&case), Err(NotRead::Malformed), "{case}");
        }
        let other = envelope("", "<a/>").replace(SOAP, "http://www.w3.org/2003/05/soap-envelope");
        assert_eq!(body(&other), Err(NotRead::Version));
        assert_eq!(body(&envelope("<s:Header><a:x s:mustUnderstand=\"1\"/></s:Header>", "<a/>")), Err(NotRead::Header));
        assert!(body(&envelope("<s:Header><a:x s:mustUnderstand=\"0\"/></s:Header>", "<a/>")).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[<>/a:&;!\\[\\]'\"= -]{0,60}") {
            let _ = body(&text);
            let _ = body(&envelope("", &text));
        }
    }
}
