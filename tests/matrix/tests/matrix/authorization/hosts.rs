//! Hosts that wait for an office.

use http::StatusCode;
use tremplin_domain::{convention::Phase, host::Host, ids::HostId};
use tremplin_matrix_tests::Site;
use tremplin_store::{bulk, hosts};
use tremplin_testkit::{World, admin, at, each, host};
use tremplin_widget::RouteKind;

use super::{
    objects::{NOBODYS, builder},
    table::{PERSONAS, TABLE, Way, compare, rows},
};

#[test]
fn a_host_that_waits_is_changed_by_those_of_the_table_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let rows: Vec<_> = rows.iter().filter(|row| row.way == Way::Hosts).collect();
        // Each cell has a host of its own.
        let id = |row: usize, persona: usize| i64::try_from(100 + row * PERSONAS.len() + persona).unwrap();
        let waiting =
            (100..).take(rows.len() * PERSONAS.len()).map(|id| Host { validated_at: None, ..host(id, "Atelier réservé", None, "Brest") });
        let loaded = bulk::Institution { hosts: waiting.collect(), ..bulk::Institution::default() };
        store.write_blocking(|conn| bulk::institution(conn, &admin(), &loaded, at(0))).unwrap();
        let state = |id: i64| format!("{:?}", store.read_blocking(|conn| hosts::find(conn, &admin(), HostId(id))).unwrap());
        let form =
            "version=0&by=1&host-name=Atelier&host-town=Brest&host-postcode=29200&host-street=1+quai&host-country=FR&host-type=association";
        let seen = rows.iter().enumerate().map(|(r, row)| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                let ask = |id: i64| {
                    let target = format!("/widgets/{}/{}", row.widget, row.pattern.replace("{host}", &id.to_string()));
                    if row.kind == RouteKind::View { site.get(login, &target) } else { site.post(login, &target, form) }
                };
                let before = state(id(r, p));
                let answer = ask(id(r, p));
                let changed = state(id(r, p)) != before;
                let letter = match answer.status {
                    StatusCode::OK | StatusCode::SEE_OTHER => "y",
                    StatusCode::NOT_FOUND if answer.told() == ask(NOBODYS).told() => ".",
                    StatusCode::FORBIDDEN => "!",
                    other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                };
                assert_eq!(changed, letter == "y" && row.kind == RouteKind::Action, "{} by {login}", row.line);
                assert!(letter == "y" || !answer.text().contains("réservé"), "{} by {login}", row.line);
                letter.to_owned()
            });
            (*row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn whoever_validates_is_told_that_the_host_still_waits() {
    tremplin_testkit::sqlite(|store| {
        let mut world = World::default();
        world.institution.hosts[0].validated_at = None;
        let world = world.into_store(store);
        let site = Site::over(store);
        world.load(store, [builder(1, 0, Phase::Draft), builder(2, 0, Phase::Submitted)]);
        let unchecked = "n’est pas encore vérifié";
        let shown = |login: &str, widget: &str, id: i64| site.get(login, &format!("/widgets/{widget}/{id}")).text().to_owned();
        let office = "conventions-a-traiter";
        assert!(!shown("write", office, 1).contains(unchecked), "nobody validates a draft");
        for login in ["write", "institution"] {
            let text = shown(login, office, 2);
            assert!(text.contains(unchecked) && text.contains("hosts/1\""), "{login}: {text}");
        }
        let head = shown("head", office, 2);
        assert!(head.contains(unchecked) && !head.contains("hosts/1\""), "{head}");
        assert!(shown("t.1", "stages-suivis", 2).contains(unchecked));
        assert!(!shown("read", office, 2).contains(unchecked), "it is nothing that they decide");
        store.write_blocking(|conn| hosts::validate(conn, &admin(), HostId(1), 0, at(3))).unwrap();
        assert!(!shown("write", office, 2).contains(unchecked));
    });
}
