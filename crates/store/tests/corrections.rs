//! Records of hosts, services and people that are corrected: by whom, in which version, and what it changes in conventions.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use tremplin_domain::{
    convention::{Dossier, Phase},
    host::{Contact, Host, Service},
    ids::{CentreId, ContactId, ConventionId, HostId, ServiceId},
    person::Right,
    policy::Scope,
};
use tremplin_store::{
    Error, Store, contacts, conventions,
    corrections::{Record, may_correct},
    hosts,
};
use tremplin_testkit::{Builder, World, admin, at, contact, each, helpdesk, host, staff_of, student, teacher};

/// What student 1 entered, and the draft that names it.
struct Entered {
    host: Host,
    service: Service,
    person: Contact,
}

impl Entered {
    /// In draft 1, beside draft 2 of student 2.
    fn into(store: &Store) -> Self {
        let world = World::default().into_store(store);
        world.load(store, [Builder::new(1), Builder::new(2).student(2)]);
        let me = student(1);
        let new = host(0, "Atelier Zéphir", None, "Brest");
        let host = store.write_blocking(|conn| hosts::add(conn, &me, &new, at(1))).unwrap();
        let names = |service, person| names(store, &me, 1, host.id, service, person);
        names(None, None).unwrap();
        let desk = Service { id: ServiceId(0), host: host.id, ..world.institution.services[0].clone() };
        let service = store.write_blocking(|conn| hosts::add_service(conn, &me, &desk, at(2))).unwrap();
        let somebody = Contact { service: Some(service.id), ..contact(0, host.id, CentreId(2)) };
        let person = store.write_blocking(|conn| contacts::add(conn, &me, &somebody, at(3))).unwrap();
        names(Some(service.id), Some(person.id)).unwrap();
        Self { host, service, person }
    }

    fn records(&self) -> [Record; 3] {
        [Record::Host(self.host.id), Record::Service(self.service.id), Record::Contact(self.person.id)]
    }
}

/// Puts a host, a service and a person, tutor and signatory, into a convention.
fn names(
    store: &Store,
    scope: &Scope,
    id: i64,
    host: HostId,
    service: Option<ServiceId>,
    person: Option<ContactId>,
) -> Result<Dossier, Error> {
    let mut edited = find(store, id).convention;
    (edited.host, edited.service, edited.tutor, edited.signatory) = (Some(host), service, person, person);
    let seen = edited.version;
    store.write_blocking(|conn| conventions::save(conn, scope, &edited, seen, at(4), &|_| Ok(None)))
}

fn find(store: &Store, id: i64) -> Dossier {
    store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(id))).unwrap().unwrap()
}

fn may(store: &Store, scope: &Scope, records: [Record; 3]) -> [bool; 3] {
    records.map(|record| store.read_blocking(|conn| may_correct(conn, scope, record)).unwrap())
}

fn version(store: &Store, id: HostId) -> i32 {
    store.read_blocking(|conn| hosts::find(conn, &admin(), id)).unwrap().unwrap().version
}

#[test]
fn a_student_corrects_what_they_entered_as_long_as_it_is_theirs_alone() {
    each(|store| {
        let entered = Entered::into(store);
        let me = student(1);
        assert_eq!(may(store, &me, entered.records()), [true; 3]);
        // Somebody else names the host: it is not one student's affair any more. Service and person still are.
        names(store, &student(2), 2, entered.host.id, None, None).unwrap();
        assert_eq!(may(store, &me, entered.records()), [false, true, true]);
        names(store, &student(2), 2, HostId(1), None, None).unwrap();
        assert_eq!(may(store, &me, entered.records()), [true; 3]);
        // An office found the host right.
        let office = staff_of(&[2], Right::Write);
        store.write_blocking(|conn| hosts::validate(conn, &office, entered.host.id, 0, at(9))).unwrap();
        assert_eq!(may(store, &me, entered.records()), [false, true, true]);
    });
}

#[test]
fn what_a_student_entered_is_closed_with_their_convention() {
    each(|store| {
        let entered = Entered::into(store);
        names(store, &student(1), 1, HostId(1), None, None).unwrap();
        assert_eq!(may(store, &student(1), entered.records()), [false; 3], "what serves no convention is nobody's to correct");
    });
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, [Builder::new(1).in_phase(Phase::Submitted), Builder::new(2).in_phase(Phase::PartlyValidated)]);
        let me = student(1);
        let add = |service: Service| store.write_blocking(|conn| hosts::add_service(conn, &me, &service, at(2))).unwrap();
        let [first, second] = [1, 2].map(|_| add(world.institution.services[0].clone()));
        names(store, &me, 1, HostId(1), Some(first.id), Some(ContactId(2))).unwrap();
        names(store, &staff_of(&[2], Right::Write), 2, HostId(1), Some(second.id), Some(ContactId(2))).unwrap();
        let may = |id| store.read_blocking(|conn| may_correct(conn, &me, Record::Service(id))).unwrap();
        assert_eq!((may(first.id), may(second.id)), (true, false), "somebody validated the second convention");
    });
}

#[test]
fn an_office_corrects_services_and_the_people_of_its_centre() {
    each(|store| {
        let _world = World::default().into_store(store);
        let records = |contact| [Record::Host(HostId(1)), Record::Service(ServiceId(1)), Record::Contact(ContactId(contact))];
        let writes = staff_of(&[2], Right::WriteWithoutValidation);
        assert_eq!(may(store, &writes, records(2)), [true; 3]);
        // Contact 3 is centre 3's, contact 1 the institution's: seen, and not theirs to change.
        assert_eq!(may(store, &writes, records(3)), [true, true, false]);
        assert_eq!(may(store, &writes, records(1)), [true, true, false]);
        assert_eq!(may(store, &admin(), records(3)), [true; 3]);
        for scope in [staff_of(&[2], Right::Read), student(1), teacher(1), helpdesk()] {
            assert_eq!(may(store, &scope, records(2)), [false; 3]);
        }
    });
}

#[test]
fn whoever_may_not_correct_is_told_that_there_is_no_such_record() {
    each(|store| {
        let entered = Entered::into(store);
        for scope in [student(2), teacher(1), staff_of(&[2], Right::Read), helpdesk()] {
            // In an old version too: they learn nothing of it.
            for seen in [0, 9] {
                let host = store.write_blocking(|conn| hosts::save(conn, &scope, &entered.host, seen, at(9)));
                assert!(matches!(host, Err(Error::Missing)), "{host:?}");
                let service = store.write_blocking(|conn| hosts::save_service(conn, &scope, &entered.service, seen, at(9)));
                assert!(matches!(service, Err(Error::Missing)), "{service:?}");
                let person = store.write_blocking(|conn| contacts::save(conn, &scope, &entered.person, seen, at(9)));
                assert!(matches!(person, Err(Error::Missing)), "{person:?}");
            }
        }
        assert_eq!(version(store, entered.host.id), 0);
        let nobody = Contact { id: ContactId(999), ..entered.person.clone() };
        let missing = store.write_blocking(|conn| contacts::save(conn, &admin(), &nobody, 0, at(9)));
        assert!(matches!(missing, Err(Error::Missing)), "{missing:?}");
    });
}

#[test]
fn a_correction_is_seen_told_and_counted() {
    each(|store| {
        let entered = Entered::into(store);
        let me = student(1);
        let before = find(store, 1).convention.version;
        let service = Service { name: "Voilerie".into(), ..entered.service.clone() };
        store.write_blocking(|conn| hosts::save_service(conn, &me, &service, 0, at(10))).unwrap();
        // What hangs on what stays: another host, another centre are not taken over.
        let moved =
            Contact { host: HostId(1), centre: CentreId(3), service: None, mail: "neuf@example.com".into(), ..entered.person.clone() };
        store.write_blocking(|conn| contacts::save(conn, &me, &moved, 1, at(11))).unwrap();
        let named = Host { name: "Atelier Zéphyr".into(), ..entered.host.clone() };
        store.write_blocking(|conn| hosts::save(conn, &me, &named, 2, at(12))).unwrap();

        let now = find(store, 1);
        assert_eq!((now.convention.version, now.host.unwrap().name.as_str()), (before + 3, "Atelier Zéphyr"));
        assert_eq!(now.service, Some(service));
        assert_eq!(now.tutor, Some(Contact { mail: "neuf@example.com".into(), ..entered.person.clone() }));
        let timeline = store.read_blocking(|conn| conventions::timeline(conn, &me, ConventionId(1))).unwrap();
        let told: Vec<_> = timeline.iter().rev().take(3).map(|e| (e.by.as_str(), e.note.as_str())).collect();
        assert_eq!(told, [("s.1", "host-name"), ("s.1", "tutor-name signatory-name"), ("s.1", "service-name")]);
        let history = store.read_blocking(|conn| hosts::history(conn, &admin(), entered.host.id)).unwrap();
        let told: Vec<_> = history.iter().map(|h| (h.by.as_str(), h.note.as_str(), h.alters())).collect();
        let (desk, person) = (entered.service.id, entered.person.id);
        assert_eq!(
            told,
            [
                ("", "name", true),
                ("", format!("contact/{person} mail").as_str(), true),
                ("", format!("service/{desk} name").as_str(), true),
                ("", format!("contact/{person} added").as_str(), false),
                ("", format!("service/{desk} added").as_str(), false),
            ],
            "a student is not named to the offices of other centres"
        );
    });
}

#[test]
fn of_two_corrections_of_one_version_the_second_is_stale() {
    each(|store| {
        let _world = World::default().into_store(store);
        let office = staff_of(&[2], Right::Write);
        let person = Contact { mail: "neuf@example.com".into(), ..contact(2, HostId(1), CentreId(2)) };
        store.write_blocking(|conn| contacts::save(conn, &office, &person, 0, at(1))).unwrap();
        let again = store.write_blocking(|conn| contacts::save(conn, &office, &contact(2, HostId(1), CentreId(2)), 0, at(2)));
        assert!(matches!(again, Err(Error::StaleHost(_))), "{again:?}");
        let dossier = tremplin_testkit::centre(2, "Droit");
        let kept = store.read_blocking(|conn| contacts::find(conn, &office, ContactId(2), &dossier)).unwrap().unwrap();
        assert_eq!(kept.mail, "neuf@example.com");
    });
}

#[test]
fn a_validated_convention_keeps_the_service_and_the_people_that_were_agreed() {
    each(|store| {
        let world = World::default().into_store(store);
        world.load(store, [Builder::new(1).in_phase(Phase::PartlyValidated), Builder::new(2)]);
        let office = staff_of(&[2], Right::Write);
        let validate = |seen, validation| {
            let action = tremplin_domain::convention::Action::Validate(validation);
            let item = conventions::Item { id: ConventionId(1), seen, action };
            let law = tremplin_domain::law::checks::Parameters::default();
            store.write_blocking(|conn| conventions::act(conn, &office, &item, at(600), &law, &|_| Ok(None))).unwrap()
        };
        validate(0, tremplin_domain::centre::Validation::Check);
        validate(1, tremplin_domain::centre::Validation::Administrative);
        let agreed = find(store, 1);
        let service = Service { name: "Voilerie".into(), ..world.institution.services[0].clone() };
        store.write_blocking(|conn| hosts::save_service(conn, &office, &service, 0, at(700))).unwrap();
        let person = Contact { last_name: "Le Bihan".into(), ..contact(2, HostId(1), CentreId(2)) };
        store.write_blocking(|conn| contacts::save(conn, &office, &person, 1, at(701))).unwrap();
        assert_eq!(find(store, 1), agreed, "the validated one reads as it was, in its version");
        let draft = find(store, 2);
        assert_eq!((draft.service, draft.tutor, draft.convention.version), (Some(service), Some(person), 2), "the draft as it is");
    });
}
