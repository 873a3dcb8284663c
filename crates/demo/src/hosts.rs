//! Host organisations with their services and contacts, each made from its place alone. None of them exists.

use chrono::NaiveDateTime;
use tremplin_domain::{
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, HostId, ServiceId},
    law::identifiers::Siret,
    text,
};

use crate::{
    calendar,
    centres::{COMPANIES, INSTITUTION, LAW, PSYCHOLOGY, SCIENCE, TECHNOLOGY},
    names,
    places::{self, ABROAD, TOWNS, Town},
    programmes::Discipline,
    random::{Random, Stream},
    trades::{self, Trade},
};

/// The most hosts there are, however many conventions.
pub(crate) const MOST: usize = 20_000;
/// At most so many services a host; ids leave room for them.
const SERVICES: i64 = 4;
/// Two tutors and a signatory for each of the six centres; ids leave room for them.
const CONTACTS: i64 = 18;

/// A host with all that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoHost {
    /// The host.
    pub host: Host,
    /// Its services, perhaps none.
    pub services: Vec<Service>,
    /// Its people, each owned by a centre.
    pub contacts: Vec<Contact>,
}

/// What the story of a convention needs of a host, without making all of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sketch {
    place: usize,
    trade: &'static Trade,
    pub(crate) town: Town,
    services: i64,
}

/// One that carries an awkward name, to see that lists and documents bear it.
const AWKWARD: [(usize, &str); 6] = [
    (3, "L’Œil & la Plume — Éditions « à façon »"),
    (17, "D’Hœrdt-Müller & Fils, successeurs (anciennement Établissements Öztürk et Cⁱᵉ)"),
    (29, "<Balise> Studio & Co."),
    (41, "ÉCOLE-ATELIER DU QUAI N° 2 / « LA FABRIQUE »"),
    (
        58,
        "Association pour la promotion de l’accompagnement éducatif, social et culturel des personnes isolées du pays de Haute-Brume et de ses environs",
    ),
    (73, "O’Connor's Löwenbräu-Kontor"),
];

impl Sketch {
    pub(crate) fn at(place: usize) -> Self {
        let trade = trades::of(place);
        let mut random = Random::new(Stream::Host, u64::try_from(place).unwrap_or(0));
        let far = trade.abroad || (trade.exports && random.percent(9));
        let drawn = random.pick(if far { ABROAD } else { TOWNS }).unwrap_or_default();
        let town = trades::village_of(place).unwrap_or(drawn);
        Self { place, trade, town, services: i64::try_from(place % 4).unwrap_or(0) }
    }

    pub(crate) fn id(&self) -> HostId {
        HostId(i64::try_from(self.place).unwrap_or(0) + 1)
    }

    pub(crate) fn is_abroad(&self) -> bool {
        self.town.country != "FR"
    }

    /// Whether it stands under public law.
    pub(crate) fn is_public(&self) -> bool {
        self.trade.public
    }

    /// Whether it takes students of that discipline through that centre.
    pub(crate) fn takes(&self, discipline: Discipline) -> bool {
        self.trade.disciplines.contains(&discipline)
    }

    /// One of its services, when it has any.
    pub(crate) fn service(&self, random: &mut Random) -> Option<ServiceId> {
        let which = random.between(0, self.services);
        (which > 0).then(|| ServiceId((self.id().0 - 1) * SERVICES + which))
    }

    /// A tutor and a signatory that a convention of that centre may name.
    pub(crate) fn people(&self, centre: CentreId, random: &mut Random) -> (ContactId, ContactId) {
        let first = (self.id().0 - 1) * CONTACTS + (centre.0 - 1) * 3 + 1;
        (ContactId(first + random.between(0, 1)), ContactId(first + 2))
    }
}

/// The centres whose conventions a discipline makes.
fn centres_of(discipline: Discipline) -> &'static [CentreId] {
    match discipline {
        Discipline::Law | Discipline::Government => &[LAW],
        Discipline::Computing => &[SCIENCE],
        Discipline::Biology => &[SCIENCE, TECHNOLOGY],
        Discipline::Psychology => &[INSTITUTION, PSYCHOLOGY],
        Discipline::Communication | Discipline::Translation => &[INSTITUTION],
        Discipline::Management | Discipline::Mechanics => &[TECHNOLOGY],
    }
}

impl DemoHost {
    /// The host in that place; entered some time before `since`.
    pub(crate) fn at(place: usize, since: NaiveDateTime) -> Self {
        let sketch = Sketch::at(place);
        let mut random = Random::new(Stream::Host, u64::try_from(place).unwrap_or(0) | 1 << 40);
        let trade = sketch.trade;
        let name = AWKWARD.iter().find(|(at, _)| *at == place).map_or_else(|| trades::name(place), |(_, name)| (*name).to_owned());
        let domain = domain(&name, place);
        let address = places::address(&mut random, sketch.town);
        let french = !sketch.is_abroad();
        let legal_status = if french { random.word(trade.statuses) } else { "foreign" };
        let waits = !trade.public && random.percent(6);
        let host = Host {
            id: sketch.id(),
            version: 1,
            siret: if french { siret(place) } else { None },
            foreign_id: if french { String::new() } else { format!("{}-{:06}", sketch.town.country, 4_000 + place * 37 % 900_000) },
            naf: if french { trade.naf.into() } else { String::new() },
            kind: trade.kind.into(),
            legal_status: legal_status.into(),
            headcount: random.weighted(trade.sizes).into(),
            phone: if random.percent(85) { places::phone(&mut random, sketch.town.country) } else { String::new() },
            mail: if random.percent(90) { format!("contact@{domain}") } else { String::new() },
            site: if random.percent(70) { format!("https://www.{domain}") } else { String::new() },
            activity: trade.activity.into(),
            manager: format!("{} {}", names::name(place * 11 + 900).first, names::surname(place * 5 + 3)),
            source: if waits {
                Source::Student
            } else {
                random.weighted(&[(6, SourceKind::Staff), (3, SourceKind::Student), (2, SourceKind::Import)]).into()
            },
            validated_at: (!waits).then(|| calendar::later(since, -random.between(1, 2000) * 60)),
            address,
            name,
        };
        let services = (1..=sketch.services).map(|n| service(&sketch, &host.address, n, &mut random)).collect();
        let contacts = contacts(&sketch, &domain, place);
        Self { host, services, contacts }
    }
}

/// [`Source`] with a default, which a weighted draw needs.
#[derive(Debug, Clone, Copy, Default)]
enum SourceKind {
    #[default]
    Staff,
    Student,
    Import,
}

impl From<SourceKind> for Source {
    fn from(kind: SourceKind) -> Self {
        match kind {
            SourceKind::Staff => Self::Staff,
            SourceKind::Student => Self::Student,
            SourceKind::Import => Self::Import,
        }
    }
}

/// A well-formed number whose first four digits no company has.
fn siret(place: usize) -> Option<Siret> {
    let siren = with_key(&format!("0001{:04}", (place * 7 + 13) % 10_000));
    // Beyond ten thousand places, another establishment of the same entity.
    with_key(&format!("{siren}{:04}", place / 10_000 + 1)).parse().ok()
}

/// Digits with their Luhn key added.
fn with_key(digits: &str) -> String {
    let weighed = digits.bytes().rev().enumerate().map(|(i, b)| {
        let digit = u32::from(b - b'0') << ((i + 1) % 2);
        if digit > 9 { digit - 9 } else { digit }
    });
    format!("{digits}{}", (10 - weighed.sum::<u32>() % 10) % 10)
}

fn domain(name: &str, place: usize) -> String {
    let words = text::words(name, 3).join("-");
    let ascii: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    let ascii = ascii.trim_matches('-');
    if ascii.is_empty() { format!("hote-{place}.example") } else { format!("{ascii}.example") }
}

fn service(sketch: &Sketch, address: &Address, which: i64, random: &mut Random) -> Service {
    let names = sketch.trade.services;
    let name = usize::try_from(which).ok().and_then(|n| names.get((n - 1) % names.len())).copied().unwrap_or("Direction");
    let elsewhere = which == 3 && !sketch.is_abroad();
    let town = if elsewhere { random.pick(TOWNS).unwrap_or(sketch.town) } else { sketch.town };
    Service {
        id: ServiceId((sketch.id().0 - 1) * SERVICES + which),
        host: sketch.id(),
        name: name.into(),
        // The zone of the holidays is that of the host: a service moves only within the mainland.
        address: if elsewhere && town.zone == sketch.town.zone { places::address(random, town) } else { address.clone() },
        phone: if random.percent(50) { places::phone(random, sketch.town.country) } else { String::new() },
    }
}

fn contacts(sketch: &Sketch, domain: &str, place: usize) -> Vec<Contact> {
    let mut centres: Vec<_> = sketch.trade.disciplines.iter().flat_map(|d| centres_of(*d)).copied().collect();
    if place.is_multiple_of(5) {
        centres.push(COMPANIES);
    }
    centres.sort_unstable();
    centres.dedup();
    centres.into_iter().flat_map(|centre| (0..3).map(move |n| (centre, n))).map(|(centre, n)| contact(sketch, centre, n, domain)).collect()
}

/// The first two of a centre are tutors, the third signs.
fn contact(sketch: &Sketch, centre: CentreId, which: i64, domain: &str) -> Contact {
    let number = (sketch.id().0 - 1) * CONTACTS + (centre.0 - 1) * 3 + which + 1;
    let seed = usize::try_from(number).unwrap_or(0);
    let mut random = Random::new(Stream::Contact, u64::try_from(seed).unwrap_or(0));
    // One person signs for the whole host, under a record in each centre.
    let name = if which == 2 { names::name(sketch.place * 31 + 7) } else { names::name(seed * 13 + 2_003) };
    let female = name.sex == "female";
    let function = match which {
        2 if female => random.word(&["Directrice générale", "Directrice des ressources humaines", "Secrétaire générale", "Gérante"]),
        2 => random.word(&["Directeur général", "Directeur des ressources humaines", "Secrétaire général", "Gérant"]),
        _ => random.word(if female { sketch.trade.tutors_f } else { sketch.trade.tutors_m }),
    };
    let (first, last) = (text::fold(name.first).replace(' ', "-"), text::fold(name.last).replace(' ', "-"));
    Contact {
        id: ContactId(number),
        host: sketch.id(),
        service: if which < 2 && sketch.services > which { Some(ServiceId((sketch.id().0 - 1) * SERVICES + which + 1)) } else { None },
        centre,
        title: if female { "mrs" } else { "mr" }.into(),
        last_name: name.last.into(),
        first_name: name.first.into(),
        function: function.into(),
        mail: format!("{first}.{last}@{domain}"),
        phone: if random.percent(75) { places::phone(&mut random, sketch.town.country) } else { String::new() },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_are_well_formed_and_nobodys() {
        let all: HashSet<_> = (0..MOST).filter_map(siret).map(|s| s.to_string()).collect();
        assert_eq!(all.len(), MOST);
        assert!(all.iter().all(|s| s.starts_with("0001")));
    }

    #[test]
    fn the_people_a_convention_may_name_exist_and_belong_to_its_centre() {
        let since = calendar::at("2026-01-05".parse().unwrap(), 600);
        let mut random = Random::new(Stream::Story, 0);
        for place in 0..200 {
            let (sketch, made) = (Sketch::at(place), DemoHost::at(place, since));
            for discipline in Discipline::ALL.into_iter().filter(|d| sketch.takes(*d)) {
                for centre in centres_of(discipline) {
                    let (tutor, signatory) = sketch.people(*centre, &mut random);
                    let found = made.contacts.iter().filter(|c| c.centre == *centre && [tutor, signatory].contains(&c.id)).count();
                    assert_eq!(found, 2, "host {place}, centre {centre}");
                }
            }
            if let Some(service) = sketch.service(&mut random) {
                assert!(made.services.iter().any(|s| s.id == service));
            }
        }
    }

    #[test]
    fn hosts_have_names_of_their_own() {
        let names: HashSet<_> = (0..5_000).map(trades::name).collect();
        assert_eq!(names.len(), 5_000);
    }
}
