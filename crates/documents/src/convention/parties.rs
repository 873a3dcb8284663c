//! Who the convention binds, and who follows the intern.

use serde::Serialize;
use tremplin_domain::{
    convention::Dossier,
    host::{self, Address, Contact},
    law::identifiers::Siret,
    nomenclature::List,
};

use super::{Institution, Words};

#[derive(Debug, Serialize)]
pub(super) struct School {
    name: String,
    address: String,
    representative: String,
    capacity: String,
    component: String,
    office: String,
    office_address: String,
    mail: String,
    phone: String,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Host {
    name: String,
    identifier: String,
    naf: String,
    status: String,
    headcount: String,
    activity: String,
    address: String,
    phone: String,
    mail: String,
    representative: String,
    capacity: String,
    service: String,
    place: String,
    place_phone: String,
    country: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Student {
    name: String,
    last_name: String,
    first_name: String,
    sex: String,
    born: String,
    number: String,
    address: String,
    phone: String,
    mail: String,
    cover: String,
    cpam: String,
    cpam_address: String,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Person {
    name: String,
    function: String,
    mail: String,
    phone: String,
}

/// Whether article 5 ter applies rather than 5 bis.
pub(super) fn is_public(host: &host::Host) -> bool {
    host.kind.is("administration")
        || ["state", "local-authority", "public-establishment", "public-hospital"].iter().any(|status| host.legal_status.is(status))
}

/// The parts that are not empty, one after the other.
fn join<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let kept: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    kept.join(between)
}

fn postal(address: &Address, words: Words<'_>) -> String {
    let country = if address.country.is("FR") { String::new() } else { words.label(List::Country, &address.country) };
    let town = join([address.postcode.as_str(), &address.town], " ");
    join([address.street.as_str(), &town, &country], ", ")
}

/// First name then family name.
pub(super) fn full_name(first: &str, last: &str) -> String {
    join([first, last], " ")
}

pub(super) fn contact_name(contact: &Contact) -> String {
    full_name(&contact.first_name, &contact.last_name)
}

impl School {
    pub(super) fn of(dossier: &Dossier, institution: &Institution, words: Words<'_>) -> Self {
        let centre = &dossier.centre;
        let (representative, capacity) = signatory(dossier, institution);
        Self {
            name: institution.name.clone(),
            address: institution.address.clone(),
            representative,
            capacity,
            component: dossier.convention.enrolment.component.clone(),
            office: centre.name.clone(),
            office_address: centre.address.clone(),
            mail: centre.mail.clone(),
            phone: words.phone(&centre.phone),
        }
    }
}

/// Who signs for the institution, and in what capacity.
pub(super) fn signatory(dossier: &Dossier, institution: &Institution) -> (String, String) {
    let centre = &dossier.centre;
    if centre.signatory_name.is_empty() {
        (institution.representative.clone(), String::new())
    } else {
        (centre.signatory_name.clone(), centre.signatory_title.clone())
    }
}

impl Host {
    pub(super) fn of(dossier: &Dossier, words: Words<'_>) -> Self {
        let Some(host) = &dossier.host else { return Self::default() };
        let service = dossier.service.as_ref();
        let (kind, legal) = (words.label(List::HostType, &host.kind), words.label(List::LegalStatus, &host.legal_status));
        // An association is an association.
        let status = if kind == legal { kind } else { join([kind.as_str(), &legal], ", ") };
        let place = service.map_or_else(String::new, |s| postal(&s.address, words));
        let country = service.map(|s| &s.address.country).filter(|c| !c.is_empty()).unwrap_or(&host.address.country);
        Self {
            name: host.name.clone(),
            identifier: host.siret.map_or_else(|| host.foreign_id.clone(), Siret::as_read),
            naf: host.naf.clone(),
            status,
            headcount: words.label(List::Headcount, &host.headcount),
            activity: host.activity.clone(),
            address: postal(&host.address, words),
            phone: words.phone(&host.phone),
            mail: host.mail.clone(),
            representative: dossier.signatory.as_ref().map_or_else(String::new, contact_name),
            capacity: dossier.signatory.as_ref().map_or_else(String::new, |s| s.function.clone()),
            service: service.map_or_else(String::new, |s| s.name.clone()),
            place,
            place_phone: service.map_or_else(String::new, |s| words.phone(&s.phone)),
            country: words.label(List::Country, country),
        }
    }
}

impl Student {
    pub(super) fn of(dossier: &Dossier, words: Words<'_>) -> Self {
        let (student, reach) = (&dossier.student, &dossier.convention.reach);
        let home = Address {
            street: reach.street.clone(),
            postcode: reach.postcode.clone(),
            town: reach.town.clone(),
            country: reach.country.clone(),
        };
        Self {
            name: full_name(&student.first_name, &student.last_name),
            last_name: student.last_name.clone(),
            first_name: student.first_name.clone(),
            sex: words.label(List::Sex, &student.sex),
            born: words.day(student.birth_date),
            number: student.number.clone(),
            address: postal(&home, words),
            phone: join([words.phone(&reach.mobile).as_str(), &words.phone(&reach.phone)], ", "),
            mail: join([student.mail.as_str(), &reach.mail], "\n"),
            cover: words.label(List::SocialCover, &reach.social_cover),
            cpam: reach.cpam_name.clone(),
            cpam_address: reach.cpam_address.clone(),
        }
    }
}

impl Person {
    pub(super) fn teacher(dossier: &Dossier, words: Words<'_>) -> Self {
        dossier.teacher.as_ref().map_or_else(Self::default, |t| Self {
            name: full_name(&t.first_name, &t.last_name),
            function: t.function.clone(),
            mail: t.mail.clone(),
            phone: words.phone(&t.phone),
        })
    }

    pub(super) fn tutor(dossier: &Dossier, words: Words<'_>) -> Self {
        dossier.tutor.as_ref().map_or_else(Self::default, |t| Self {
            name: contact_name(t),
            function: t.function.clone(),
            mail: t.mail.clone(),
            phone: words.phone(&t.phone),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parts_leave_no_separator() {
        assert_eq!(join(["", " a ", "", "b"], ", "), "a, b");
    }
}
