//! Correcting the records that a convention names.

use http::StatusCode;
use tremplin_domain::{
    convention::{Phase, Step},
    ids::{CentreId, ConventionId},
};
use tremplin_matrix_tests::{Site, records};
use tremplin_store::{Store, conventions};
use tremplin_testkit::{World, admin, each, student};
use tremplin_widget::RouteKind;

use super::{
    objects::{NOBODYS, builder, state},
    table::{PERSONAS, TABLE, Way, compare, rows},
};

/// A draft of student 1 in centre 2 that names records: those of the institution, or those that the student entered.
fn naming(store: &Store, world: &World, id: i64, way: Way) {
    let named = world.load(store, [builder(id, 0, Phase::Draft).with(|c| (c.host, c.service, c.tutor, c.signatory) = Default::default())]);
    let (of, scope) = if way == Way::Entered { (2, student(1)) } else { (3, admin()) };
    records::enter(store, &scope, &named[0], CentreId(of));
}

#[test]
fn a_record_is_corrected_by_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let rows: Vec<_> = rows.iter().filter(|row| matches!(row.way, Way::Records | Way::Entered)).collect();
        let form = "host-name=Autre&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=association\
                    &service-name=Autre&service-town=Brest&service-country=FR\
                    &contact-last-name=Autre&contact-first-name=Nom&contact-function=Cheffe";
        let version = |id: i64| {
            let read = |conn: &mut _| conventions::find(conn, &admin(), ConventionId(id));
            store.read_blocking(read).unwrap().unwrap().host.unwrap().version
        };
        let seen = rows.iter().enumerate().map(|(r, row)| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                // Each cell has records of its own.
                let id = i64::try_from(r * PERSONAS.len() + p + 1).unwrap();
                naming(store, &world, id, row.way);
                let ask = |id: i64, step: Step, version: i32| {
                    let path = row.pattern.replace("{id}", &id.to_string()).replace("{step}", step.code());
                    let target = format!("/widgets/{}/{path}", row.widget);
                    match row.kind {
                        RouteKind::View => site.get(login, &target),
                        _ => site.post(login, &target, &format!("version={version}&{form}")),
                    }
                };
                let letter = |step: Step| {
                    let before = state(store, id);
                    let answer = ask(id, step, version(id));
                    let letter = match answer.status {
                        StatusCode::OK | StatusCode::SEE_OTHER => 'y',
                        StatusCode::NOT_FOUND if answer.told() == ask(NOBODYS, step, 0).told() => '.',
                        StatusCode::FORBIDDEN => '!',
                        other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                    };
                    let changes = letter == 'y' && row.kind == RouteKind::Action;
                    assert_eq!(state(store, id) != before, changes, "{} {step:?} by {login}", row.line);
                    letter
                };
                let letters: String = [Step::Host, Step::Service, Step::Tutor, Step::Signatory].map(letter).into_iter().collect();
                for step in [Step::Student, Step::Internship, Step::Teacher, Step::Summary] {
                    assert!(matches!(ask(id, step, 0).status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{} {step:?}", row.line);
                }
                if letters == "!!!!" { "!".to_owned() } else { letters }
            });
            (*row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn a_correction_that_is_wrong_or_late_comes_back_as_it_was_typed() {
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        naming(store, &world, 1, Way::Entered);
        let step = site.get("s.1", "/widgets/mes-stages/1/tutor");
        assert!(step.text().contains("/1/tutor/record"), "the step leads to it: {}", step.text());
        let other = site.get("s.1", "/widgets/mes-stages/1/teacher");
        assert!(!other.text().contains("/record"), "{}", other.text());
        let send = |form: &str| site.post("s.1", "/widgets/mes-stages/1/tutor/correct", form);
        let person = "contact-last-name=Kervella&contact-first-name=Maud&contact-function=Cheffe";
        let wrong = send(&format!("version=0&{person}&contact-mail=personne"));
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("value=\"personne\"") && wrong.text().contains("aria-invalid=\"true\""), "{}", wrong.text());
        let done = send(&format!("version=0&{person}&contact-mail=maud@example.com"));
        assert_eq!((done.status, done.headers["fragment-events"].as_bytes()), (StatusCode::SEE_OTHER, b"convention-changed".as_slice()));
        let late = send(&format!("version=0&{person}&contact-mail=autre@example.com"));
        assert_eq!(late.status, StatusCode::CONFLICT);
        let text = late.text();
        assert!(text.contains("value=\"autre@example.com\"") && text.contains("«\u{a0}maud@example.com\u{a0}»"), "{text}");
        assert!(text.contains("name=\"version\" value=\"1\""), "saved again, it is kept: {text}");
        let again = send(&format!("version=1&{person}&contact-mail=autre@example.com"));
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
        // A SIRET that another host has is refused at its field.
        let taken = "version=2&host-name=Autre&host-siret=73282932000074&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=private";
        let refused = site.post("s.1", "/widgets/mes-stages/1/host/correct", taken);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Éditions du Nord"), "{}", refused.text());
    });
}
