//! A convention with records that somebody entered for it.

use tremplin_domain::{
    convention::Convention,
    host::{Address, Service},
    ids::{CentreId, ContactId, HostId, ServiceId},
    policy::Scope,
};
use tremplin_store::{Conn, Error, Store, contacts, conventions, hosts};
use tremplin_testkit::{at, contact, host};

/// Enters a host, a service, a tutor of the convention's centre and a signatory of a centre in somebody's name, and lets the convention name
/// them.
///
/// # Panics
/// When they may not.
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
pub fn enter(store: &Store, scope: &Scope, convention: &Convention, signatory_of: CentreId) {
    store.write_blocking(|conn| named(conn, scope, convention, signatory_of)).expect("records that may be entered");
}

fn named(conn: &mut Conn, scope: &Scope, convention: &Convention, signatory_of: CentreId) -> Result<(), Error> {
    let name = |conn: &mut Conn, convention: Convention| -> Result<Convention, Error> {
        let seen = convention.version;
        Ok(conventions::save(conn, scope, &convention, seen, at(1), &|_| Ok(None))?.convention)
    };
    let host = hosts::add(conn, scope, &host(0, "Atelier réservé", None, "Brest"), at(1))?.id;
    let mut convention = convention.clone();
    (convention.host, convention.service, convention.tutor, convention.signatory) = (Some(host), None, None, None);
    convention = name(conn, convention)?;
    let service = service(host);
    convention.service = Some(hosts::add_service(conn, scope, &service, at(1))?.id);
    let mut person = |centre| -> Result<ContactId, Error> { Ok(contacts::add(conn, scope, &contact(0, host, centre), at(1))?.id) };
    let centre = convention.centre;
    (convention.tutor, convention.signatory) = (Some(person(centre)?), Some(person(signatory_of)?));
    name(conn, convention)?;
    Ok(())
}

fn service(host: HostId) -> Service {
    Service { id: ServiceId(0), host, name: "Archives".to_owned(), address: Address::default(), phone: String::new() }
}
