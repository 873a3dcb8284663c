//! Answers written as a service writes them, in the manners that the schemas and other servers allow.

use super::shapes::parts;

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As the schema has it: every part, nil where it says nothing.
    Strict,
    /// Without what says nothing.
    Lacking,
    /// Every part, empty where it says nothing.
    Empty,
    /// The other way round, with other prefixes, types and comments.
    Reversed,
}

/// A value in an answer.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A text.
    Text(String),
    /// An element with parts of its own, by its shape.
    Parts(&'static str, Vec<(&'static str, Value)>),
    /// A table of elements of that name.
    Table(&'static str, Vec<Value>),
    /// Nothing.
    Nil,
}

/// A text.
pub(super) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

/// A text, or nothing.
pub(super) fn maybe(said: &str) -> Value {
    if said.is_empty() { Value::Nil } else { text(said) }
}

/// An element with parts.
pub(super) fn with(shape: &'static str, parts: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Parts(shape, parts.into_iter().collect())
}

/// A table whose elements are called `item`.
pub(super) fn table(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Table("item", items.into_iter().collect())
}

impl Manner {
    /// An element of that name.
    pub(super) fn element(self, name: &str, value: &Value) -> String {
        match value {
            Value::Text(text) => format!("<{name}>{}</{name}>", escaped(text)),
            Value::Nil => match self {
                Self::Strict => format!("<{name} xsi:nil=\"true\"/>"),
                Self::Lacking => String::new(),
                Self::Empty => format!("<{name}/>"),
                Self::Reversed => format!("<!-- rien --><{name} xsi:nil=\"1\"> </{name}>"),
            },
            Value::Table(item, items) => {
                format!("<{name}>{}</{name}>", items.iter().map(|value| self.element(item, value)).collect::<String>())
            }
            Value::Parts(shape, given) => {
                let known = parts(shape);
                for (part, _) in given {
                    assert!(known.contains(part), "{shape} has no {part}");
                }
                let value = |part: &str| given.iter().find(|(name, _)| *name == part).map_or(&Value::Nil, |(_, value)| value);
                let mut written: Vec<String> = known.iter().map(|part| self.element(part, value(part))).collect();
                if self == Self::Reversed {
                    written.reverse();
                    return format!("<{name} xmlns:t=\"{shape}.dto\" xsi:type=\"t:{shape}\">\n{}\n</{name}>", written.join("\n  "));
                }
                format!("<{name}>{}</{name}>", written.concat())
            }
        }
    }

    /// A whole message.
    pub(super) fn message(self, service: &str, wrapper: &str, inside: &str) -> String {
        let xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
        let soap = "http://schemas.xmlsoap.org/soap/envelope/";
        let namespace = namespace(service);
        match self {
            Self::Reversed => format!(
                "<Envelope xmlns=\"{soap}\" {xsi}><Header/><Body><ns1:{wrapper} xmlns:ns1=\"{namespace}\" xmlns=\"\">{inside}</ns1:{wrapper}></Body></Envelope>"
            ),
            _ => format!(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><soapenv:Envelope xmlns:soapenv=\"{soap}\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" {xsi}><soapenv:Body><p:{wrapper} xmlns:p=\"{namespace}\">{inside}</p:{wrapper}></soapenv:Body></soapenv:Envelope>"
            ),
        }
    }

    /// A fault with a key.
    pub(super) fn fault(self, service: &str, key: &str) -> String {
        let fault = self.element("p:fault", &with("Fault", [("lastErrorMsg", text(key)), ("nature", text("technical"))]));
        let fault = fault.replacen("<p:fault", &format!("<p:fault xmlns:p=\"{}\"", namespace(service)), 1);
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Server.generalException</faultcode><faultstring/><detail>{fault}</detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
        )
    }
}

fn namespace(service: &str) -> String {
    let dated = match service {
        "ReferentielMetier" => "ReferentielMetier_21062012",
        "GeographieMetier" => "GeographieMetier_01082016",
        other => other,
    };
    format!("gouv.education.apogee.commun.servicesmetiers.{dated}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
