//! SOAP 1.1 around a message: what yaserde cannot say, since the name of what is in a body depends on the question, and the namespace of
//! a fault on the service.

use xml::{
    EventReader, ParserConfig,
    common::{Position, TextPosition},
    name::OwnedName,
    reader::{ErrorKind, XmlEvent},
};
use yaserde::{YaDeserialize, YaSerialize, de::Deserializer};

use crate::{failure::Failure, service::Service, transport::Received, wire::Operation};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Deeper than any answer, and than a component within a component within a component; shallow enough for any stack.
const DEEPEST: usize = 128;

/// A question as it is sent.
pub(crate) fn write(question: &impl YaSerialize) -> Result<String, yaserde::Error> {
    let plain = yaserde::ser::Config { write_document_declaration: false, ..yaserde::ser::Config::default() };
    let body = yaserde::ser::to_string_with_config(question, &plain)?;
    Ok(format!(r#"<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="{SOAP}"><soap:Body>{body}</soap:Body></soap:Envelope>"#))
}

/// The answer to a question of that kind.
pub(crate) fn read<O: Operation>(received: &Received) -> Result<O::Answer, Failure> {
    let service = O::SERVICE;
    if is_page(received) {
        return Err(Failure::NotSoap(service));
    }
    let content = look(service, received)?;
    if let Some(fault) = content.fault {
        return Err(Failure::of_fault(service, &fault));
    }
    let unexpected = Failure::Unexpected { service, operation: O::NAME };
    let name = content.name.filter(|name| name.namespace.as_deref().is_some_and(|ns| service.is_namespace(ns)));
    if !name.is_some_and(|name| O::ANSWERS.contains(&name.local_name.as_str())) {
        return Err(unexpected);
    }
    let mut reader = reader(received);
    let mut before = content.before;
    while before > 0 {
        let event = reader.next().map_err(|error| broken(service, &error))?;
        before -= usize::from(matches!(event, XmlEvent::StartElement { .. }));
    }
    O::Answer::deserialize(&mut Deserializer::new(reader)).map_err(|_| unexpected)
}

/// What is in a body.
#[derive(Debug, Default)]
struct Content {
    name: Option<OwnedName>,
    /// How many elements begin before it.
    before: usize,
    fault: Option<String>,
}

/// Reads a whole message once, to see that it is one before anything is made of it: whole, not too deep, without a document type.
fn look(service: Service, received: &Received) -> Result<Content, Failure> {
    let mut reader = reader(received);
    let (mut path, mut content, mut begun) = (Vec::<OwnedName>::new(), Content::default(), 0);
    loop {
        match reader.next().map_err(|error| broken(service, &error))? {
            XmlEvent::Doctype { .. } => return Err(Failure::Doctype(service)),
            XmlEvent::StartElement { name, .. } => {
                match path.len() {
                    0 if !is_soap(&name, "Envelope") => return Err(Failure::NotSoap(service)),
                    // yaserde is sure of where it is only when it begins with the one body and the one thing in it.
                    1 if is_soap(&name, "Body") && content.before > 0 => return Err(at(service, reader.position())),
                    1 if is_soap(&name, "Body") => content.before = begun + 1,
                    2 if is_soap(&path[1], "Body") && begun != content.before => return Err(at(service, reader.position())),
                    2 if is_soap(&path[1], "Body") => {
                        content.fault = is_soap(&name, "Fault").then(String::new);
                        content.name = Some(name.clone());
                    }
                    DEEPEST.. => return Err(at(service, reader.position())),
                    _ => {}
                }
                begun += 1;
                path.push(name);
            }
            XmlEvent::EndElement { .. } => drop(path.pop()),
            // The key, or else the code that comes before it.
            XmlEvent::Characters(_) if path.len() < 3 => return Err(at(service, reader.position())),
            XmlEvent::Characters(text) => {
                let at = path.last().map(|name| name.local_name.as_str());
                if let (Some(fault), Some("faultcode" | "lastErrorMsg")) = (&mut content.fault, at) {
                    *fault = text;
                }
            }
            XmlEvent::EndDocument => return Ok(content),
            _ => {}
        }
    }
}

fn is_soap(name: &OwnedName, local: &str) -> bool {
    name.local_name == local && name.namespace.as_deref() == Some(SOAP)
}

/// A page, with any status: of a proxy, of a login, of the server itself.
fn is_page(received: &Received) -> bool {
    let start = received.bytes.trim_ascii_start();
    let starts = |with: &str| start.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with.as_bytes()));
    received.content_type.to_ascii_lowercase().starts_with("text/html") || starts("<!doctype html") || starts("<html")
}

/// As yaserde reads, and as much as the header says of the characters.
fn reader(received: &Received) -> EventReader<&[u8]> {
    let config = ParserConfig::new()
        .trim_whitespace(true)
        .whitespace_to_characters(true)
        .cdata_to_characters(true)
        .ignore_comments(true)
        .coalesce_characters(true)
        .content_type(&received.content_type);
    EventReader::new_with_config(&*received.bytes, config)
}

/// Where it breaks, and not how: the parser quotes what it reads.
fn broken(service: Service, error: &xml::reader::Error) -> Failure {
    match error.kind() {
        // The parser knows a document type by its limits before it hands it over.
        ErrorKind::Syntax(said) if said.to_ascii_lowercase().contains("doctype") => Failure::Doctype(service),
        _ => at(service, error.position()),
    }
}

fn at(service: Service, TextPosition { row, column }: TextPosition) -> Failure {
    Failure::Broken { service, line: row + 1, column: column + 1 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::{Criteria, CriterionText, Enrolments, Offer};

    const ANSWER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><s:Header/><s:Body>
        <n:recupererIAEtapes_v3Response xmlns:n="gouv.education.apogee.commun.servicesmetiers.AdministratifMetier">
        <recupererIAEtapes_v3Return><codeInscriptionPayee>P</codeInscriptionPayee><bourse i:nil="true"/><etape><versionEtp>210</versionEtp>
        <inconnu><profond>?</profond></inconnu><codeEtp> M2&amp;INF </codeEtp><libWebVet><![CDATA[Master <2>]]></libWebVet></etape>
        </recupererIAEtapes_v3Return><recupererIAEtapes_v3Return i:nil="true"/></n:recupererIAEtapes_v3Response></s:Body></s:Envelope>"#;

    fn received(text: impl Into<Vec<u8>>) -> Received {
        Received { content_type: "text/xml; charset=utf-8".into(), bytes: text.into().into() }
    }

    fn failure(text: impl Into<Vec<u8>>) -> Failure {
        read::<Enrolments>(&received(text)).unwrap_err()
    }

    fn around(body: &str) -> String {
        format!(r#"<s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body></s:Envelope>"#)
    }

    #[test]
    fn a_question_is_qualified_and_its_parameters_are_not() {
        let given = |text: &str| Some(text.to_owned());
        let question = Enrolments { number: given("2<1"), year: given(""), year_state: given("E"), state: None };
        let expected = concat!(
            r#"<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>"#,
            r#"<m:recupererIAEtapes_v3 xmlns:m="gouv.education.apogee.commun.servicesmetiers.AdministratifMetier">"#,
            r#"<_codEtu>2&lt;1</_codEtu><_annee></_annee><_etatIAA>E</_etatIAA></m:recupererIAEtapes_v3></soap:Body></soap:Envelope>"#
        );
        assert_eq!(write(&question).unwrap(), expected);
    }

    #[test]
    fn a_criterion_says_that_it_is_nil() {
        let criteria = Criteria { year: CriterionText::nil(), step: CriterionText::of("M2"), ..Criteria::default() };
        let sent = write(&Offer { criteria }).unwrap();
        let nil = r#"<codAnu xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"></codAnu>"#;
        assert!(sent.contains(nil), "{sent}");
        assert!(sent.contains("<codEtp") && sent.contains(">M2</codEtp>"), "{sent}");
    }

    #[test]
    fn an_answer_is_read_in_any_order_with_what_is_unknown_left_out() {
        let rows: Vec<_> = read::<Enrolments>(&received(ANSWER)).unwrap().into();
        let step = rows[0].step.clone().unwrap();
        assert_eq!((step.code.as_deref(), step.web_title.as_deref()), (Some("M2&INF"), Some("Master <2>")));
        assert_eq!((rows.len(), rows[0].paid.as_deref(), rows[1].paid.as_deref()), (2, Some("P"), None));
    }

    #[test]
    fn a_fault_is_known_by_its_key_or_else_by_its_code() {
        let fault = |detail: &str| {
            around(&format!(
                "<s:Fault><faultcode>s:Server.generalException</faultcode><faultstring>?</faultstring><detail>{detail}</detail></s:Fault>"
            ))
        };
        let keyed = r#"<e:fault xmlns:e="x"><domaine/><lastErrorMsg>technical.data.nullretrieve.findIAE</lastErrorMsg></e:fault>"#;
        assert_eq!(failure(fault(keyed)), Failure::NoData);
        let nil = r#"<e:fault xmlns:e="x"><lastErrorMsg xmlns:i="y" i:nil="true"/></e:fault>"#;
        let by_code = Failure::Fault { service: Service::Administrative, key: "s:Server.generalException".into() };
        assert_eq!((failure(fault(nil)), failure(fault(""))), (by_code.clone(), by_code));
        assert!(matches!(failure(around("<s:Fault/>")), Failure::Fault { .. }));
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        let service = Service::Administrative;
        let unexpected = Failure::Unexpected { service, operation: "recupererIAEtapes_v3" };
        for page in ["<html><body>Connexion</body></html>", " \n<!DOCTYPE HTML PUBLIC \"x\"><p>", "<r/>", "<a>"] {
            assert_eq!(failure(page), Failure::NotSoap(service), "{page}");
        }
        assert_eq!(failure(around("")), unexpected);
        assert_eq!(failure(around("<recupererIAEtapes_v3Response/>")), unexpected, "in no namespace");
        assert_eq!(failure(ANSWER.replace("IAEtapes_v3Response", "AnneesIaResponse")), unexpected);
        let typed = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>{}", around("&a;"));
        assert_eq!(failure(typed), Failure::Doctype(service));
        for broken in ["", "{}", "<a", &ANSWER[..ANSWER.len() / 2], &around("&personne;")] {
            assert!(matches!(failure(broken), Failure::Broken { .. }), "{broken}");
        }
        let latin = around("<a>?</a>").bytes().map(|byte| if byte == b'?' { 0xe9 } else { byte }).collect::<Vec<u8>>();
        assert!(matches!(failure(latin), Failure::Broken { .. }));
        let twice = format!(r#"<s:Envelope xmlns:s="{SOAP}"><s:Body/><s:Body><a/></s:Body></s:Envelope>"#);
        for mixed in [around("text"), around("<a/><b/>"), twice] {
            assert!(matches!(failure(mixed.as_str()), Failure::Broken { .. }), "{mixed}");
        }
        let deep = around(&format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000)));
        assert!(matches!(failure(deep), Failure::Broken { .. }));
    }

    proptest! {
        #[test]
        fn whatever_comes_is_an_answer_or_a_failure(at in 0..ANSWER.len(), cut in 0..60_usize, with in any::<Vec<u8>>()) {
            let mut bytes = ANSWER.as_bytes().to_vec();
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, with);
            let _ = read::<Enrolments>(&received(bytes));
        }

        #[test]
        fn whatever_stands_somewhere_else_is_an_answer_or_a_failure(from in 0..ANSWER.len(), length in 1..200_usize, to in 0..ANSWER.len()) {
            let bytes = ANSWER.as_bytes();
            let moved = &bytes[from..(from + length).min(bytes.len())];
            let _ = read::<Enrolments>(&received([&bytes[..to], moved, &bytes[to..]].concat()));
        }
    }
}
