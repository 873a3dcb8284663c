//! What the server says of a person, in every shape that servers send.

use std::{collections::BTreeMap, fmt};

use crate::{NAMESPACE, xml::Element};

/// What stands beside the user and is no attribute.
const NOT_ATTRIBUTES: [&str; 5] = ["user", "attributes", "attribute", "proxyGrantingTicket", "proxies"];

/// The attributes of a person: each name has one value or several. Names are the server's own, without prefix, in its own letters.
///
/// `Debug` prints the names alone: the values are about a person, and some servers send secrets among them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Attributes(BTreeMap<String, Vec<String>>);

impl Attributes {
    /// The first value of an attribute.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// Every value of an attribute, in the order of the answer.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// The names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether the server says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of an `authenticationSuccess`.
    ///
    /// Servers send one of three shapes, or the same thing in several: elements inside `attributes` (CAS 3); `attribute` with `name` and
    /// `value`, inside `attributes` or beside the user; elements beside the user. What an earlier shape says of a name is not said again by a
    /// later one, so that no value is counted twice.
    pub(crate) fn of(success: &Element) -> Self {
        let inside = || success.all(NAMESPACE, "attributes").flat_map(Element::children);
        let mut found = Self::default();
        found.complete(inside().filter(|e| pair(e).is_none()).map(|e| (e.name(), leaves(e))));
        found.complete(inside().chain(success.all(NAMESPACE, "attribute")).filter_map(pair));
        let beside = success.children().iter().filter(|e| e.is_in(NAMESPACE) && !NOT_ATTRIBUTES.contains(&e.name()));
        found.complete(beside.map(|e| (e.name(), leaves(e))));
        found
    }

    /// Adds what is said of names that nothing was said of yet.
    fn complete<'a>(&mut self, said: impl Iterator<Item = (&'a str, Vec<&'a str>)>) {
        let mut more = BTreeMap::<String, Vec<String>>::new();
        for (name, values) in said {
            let values = values.into_iter().filter(|value| !value.is_empty()).map(str::to_owned);
            more.entry(name.to_owned()).or_default().extend(values);
        }
        for (name, values) in more {
            if !values.is_empty() {
                self.0.entry(name).or_insert(values);
            }
        }
    }
}

/// `<attribute name="…" value="…"/>`, or the value as its text.
fn pair(element: &Element) -> Option<(&str, Vec<&str>)> {
    let name = element.attribute("name").map(str::trim).filter(|name| element.is(NAMESPACE, "attribute") && !name.is_empty())?;
    Some((name, element.attribute("value").map_or_else(|| leaves(element), |value| vec![value.trim()])))
}

/// The texts of an element without elements inside, or of those inside that have none: a list of values has no names worth keeping.
fn leaves(element: &Element) -> Vec<&str> {
    if element.children().is_empty() { vec![element.text()] } else { element.children().iter().flat_map(leaves).collect() }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attributes")?;
        f.debug_set().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(inside: &str) -> Attributes {
        let text = format!(
            "<cas:authenticationSuccess xmlns:cas='{NAMESPACE}' xmlns:o='urn:other'><cas:user>m</cas:user>{inside}</cas:authenticationSuccess>"
        );
        Attributes::of(&crate::xml::read(text.as_bytes()).unwrap())
    }

    fn all(attributes: &Attributes) -> Vec<(&str, Vec<&str>)> {
        attributes.names().map(|name| (name, attributes.all(name).iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn every_shape_is_read() {
        let told = vec![("mail", vec!["m@univ.example"]), ("role", vec!["student", "élu"])];
        for shape in [
            "<cas:attributes><cas:mail>m@univ.example</cas:mail><cas:role>student</cas:role><cas:role>élu</cas:role></cas:attributes>",
            "<cas:attributes><cas:attribute name='mail' value='m@univ.example'/><cas:attribute name='role' value='student'/><cas:attribute name='role' value='élu'/></cas:attributes>",
            "<cas:attribute name='mail' value='m@univ.example'/><cas:attribute name='role' value='student'/><cas:attribute name='role' value='élu'/>",
            "<cas:attribute name='mail'>m@univ.example</cas:attribute><cas:attribute name='role'><cas:v>student</cas:v><cas:v>élu</cas:v></cas:attribute>",
            "<cas:mail>m@univ.example</cas:mail><cas:role>student</cas:role><cas:role>élu</cas:role>",
            "<cas:attributes>\n <o:mail>\n m@univ.example </o:mail><role><v>student</v><v>élu</v></role></cas:attributes>",
            "<cas:attributes><cas:mail><![CDATA[m@univ.example]]></cas:mail></cas:attributes><cas:attributes><cas:role>student</cas:role><cas:role>&#233;lu</cas:role></cas:attributes>",
        ] {
            assert_eq!(all(&of(shape)), told, "{shape}");
        }
    }

    #[test]
    fn what_is_said_in_two_shapes_counts_once() {
        let both = of(
            "<cas:attributes><cas:role>a</cas:role><cas:role>b</cas:role></cas:attributes><cas:attribute name='role' value='a'/><cas:attribute name='role' value='b'/><cas:attribute name='mail' value='m'/>",
        );
        assert_eq!(all(&both), [("mail", vec!["m"]), ("role", vec!["a", "b"])]);
    }

    #[test]
    fn nothing_said_is_nothing() {
        for shape in [
            "",
            "<cas:attributes/>",
            "<cas:attributes> </cas:attributes>",
            "<cas:attributes><cas:mail/><cas:x> </cas:x></cas:attributes>",
            "<cas:attribute name='' value='x'/>",
            "<o:mail>m</o:mail>",
        ] {
            assert!(of(shape).is_empty(), "{shape}");
        }
    }

    #[test]
    fn markup_in_a_value_is_text() {
        assert_eq!(
            of("<cas:attributes><cas:x>&lt;cas:user&gt;admin&lt;/cas:user&gt;</cas:x></cas:attributes>").first("x"),
            Some("<cas:user>admin</cas:user>")
        );
    }

    #[test]
    fn values_are_not_printed() {
        assert_eq!(format!("{:?}", of("<cas:mail>secret</cas:mail>")), "Attributes{\"mail\"}");
    }
}
