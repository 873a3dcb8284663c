//! `[ldap.attributes]`: which attribute means what.

use tremplin_directory::Attributes;

use super::set;
use crate::{
    parse,
    walk::{Found, Section},
};

type One = (&'static str, fn(&mut Attributes) -> &mut String);
type Many = (&'static str, fn(&mut Attributes) -> &mut Vec<String>);

/// Keys of a single attribute.
const ONE: [One; 27] = [
    ("login", |a| &mut a.login),
    ("number", |a| &mut a.number),
    ("last_name", |a| &mut a.last_name),
    ("first_name", |a| &mut a.first_name),
    ("display_name", |a| &mut a.display_name),
    ("mail", |a| &mut a.mail),
    ("civility", |a| &mut a.civility),
    ("birth_date", |a| &mut a.birth_date),
    ("home_address", |a| &mut a.home_address),
    ("home_phone", |a| &mut a.home_phone),
    ("mobile", |a| &mut a.mobile),
    ("personal_mail", |a| &mut a.personal_mail),
    ("phone", |a| &mut a.phone),
    ("function", |a| &mut a.function),
    ("staff_type", |a| &mut a.staff_type),
    ("structure_name", |a| &mut a.structure_name),
    ("enrolment", |a| &mut a.enrolment),
    ("step", |a| &mut a.step),
    ("year", |a| &mut a.year),
    ("regime", |a| &mut a.regime),
    ("cursus", |a| &mut a.cursus),
    ("elements", |a| &mut a.elements),
    ("structure_code", |a| &mut a.structure_code),
    ("structure_type", |a| &mut a.structure_type),
    ("structure_parent", |a| &mut a.structure_parent),
    ("step_code", |a| &mut a.step_code),
    ("step_structure", |a| &mut a.step_structure),
];
/// Keys of several attributes.
const MANY: [Many; 5] = [
    ("affiliations", |a| &mut a.affiliations),
    ("structures", |a| &mut a.structures),
    ("plain", |a| &mut a.plain),
    ("structure_label", |a| &mut a.structure_label),
    ("step_label", |a| &mut a.step_label),
];

/// The names that are set, and the usual ones.
pub(crate) fn read(ldap: Section<'_>, found: &mut Found) -> Attributes {
    let mut attributes = Attributes::default();
    let Some(table) = ldap.section("attributes", found) else { return attributes };
    let known: Vec<&str> = ONE.iter().map(|(key, _)| *key).chain(MANY.iter().map(|(key, _)| *key)).collect();
    let section = Section::open("ldap.attributes", table, &known, found);
    for (key, place) in ONE {
        set(place(&mut attributes), section.text(key, found, parse::any));
    }
    for (key, place) in MANY {
        set(place(&mut attributes), section.list(key, found));
    }
    attributes
}
