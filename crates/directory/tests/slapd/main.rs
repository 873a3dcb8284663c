//! The directory against a real server (`OpenLDAP`) with 20,000 people.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod connections;
mod lookups;
mod odd;
mod programmes;
mod searches;

use std::{sync::OnceLock, time::Duration};

use tremplin_directory::{Bind, Directory, Settings};
use tremplin_services::{DirectoryServer, DirectorySetup, PASSWORD, READER, SUFFIX, directory_entries};

/// How many people the server has beside the odd ones.
const PEOPLE: usize = 20_000;

/// How many departments each of its eight components has: more structures than come at once.
const DEPARTMENTS: usize = 90;

/// The server that tests share. It ends with the process.
fn server() -> &'static DirectoryServer {
    static SERVER: OnceLock<DirectoryServer> = OnceLock::new();
    SERVER.get_or_init(|| {
        let entries = directory_entries::structures(DEPARTMENTS) + &directory_entries::people(PEOPLE) + &odd::entries();
        DirectoryServer::start(&DirectorySetup { entries, ..DirectorySetup::default() }).unwrap()
    })
}

/// A server of a test's own, with a few people.
fn small(change: impl FnOnce(&mut DirectorySetup)) -> DirectoryServer {
    let entries = directory_entries::structures(1) + &directory_entries::people(200);
    let mut setup = DirectorySetup { entries, ..DirectorySetup::default() };
    change(&mut setup);
    DirectoryServer::start(&setup).unwrap()
}

fn reader() -> Bind {
    Bind { dn: READER.into(), password: PASSWORD.into() }
}

/// What asks that server.
fn settings(server: &DirectoryServer) -> Settings {
    Settings {
        urls: vec![server.plain.clone()],
        bind: Some(reader()),
        people_base: format!("ou=people,{SUFFIX}"),
        structures_base: format!("ou=structures,{SUFFIX}"),
        steps_base: format!("ou=steps,{SUFFIX}"),
        // The machine may have other things to do.
        connect_timeout: Duration::from_secs(20),
        operation_timeout: Duration::from_secs(20),
        ..Settings::default()
    }
}

fn directory() -> Directory {
    Directory::new(settings(server())).unwrap()
}
