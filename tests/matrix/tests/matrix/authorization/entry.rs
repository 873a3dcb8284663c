//! Beginning a convention, and reading the steps of one that others write.

use http::StatusCode;
use tremplin_domain::convention::Phase;
use tremplin_matrix_tests::Site;
use tremplin_store::conventions;
use tremplin_testkit::{World, admin, at, each};
use tremplin_widget::RouteKind;

use super::{
    objects::{builder, marker},
    table::{PERSONAS, TABLE, Way, compare, rows},
};

#[test]
fn a_convention_is_begun_for_students_of_ones_centres_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let count =
            || store.read_blocking(|conn| conventions::count(conn, &admin(), &conventions::Filter::default(), at(0).date())).unwrap();
        let seen = rows.iter().filter(|row| row.way == Way::Students).map(|row| {
            let cells = PERSONAS.iter().map(|login| {
                let ask = |number: &str, step: &str| {
                    let target = format!("/widgets/{}/{}", row.widget, row.pattern.replace("{number}", number));
                    // The academic year of the site's clock.
                    let form = format!("student={number}&enrolment=2025/{step}/121");
                    if row.kind == RouteKind::View { site.get(login, &target) } else { site.post(login, &target, &form) }
                };
                let letters: String = [("21800001", "DRT3"), ("21800003", "SCI3")]
                    .into_iter()
                    .map(|(number, step)| {
                        let before = count();
                        let answer = ask(number, step);
                        let letter = match answer.status {
                            StatusCode::OK | StatusCode::SEE_OTHER => 'y',
                            StatusCode::UNPROCESSABLE_ENTITY => 'r',
                            StatusCode::NOT_FOUND if answer.told() == ask("nobody", step).told() => '.',
                            StatusCode::FORBIDDEN => '!',
                            other => panic!("{} by {login}: {other} {}", row.line, answer.text()),
                        };
                        assert_eq!(count() != before, letter == 'y' && row.kind == RouteKind::Action, "{} by {login}", row.line);
                        letter
                    })
                    .collect();
                if letters == "!!" { "!".to_owned() } else { letters }
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn whoever_may_only_read_a_convention_is_told_so_at_its_steps() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        world.load(store, [builder(1, 0, Phase::PartlyValidated), builder(2, 1, Phase::PartlyValidated)]);
        let site = Site::over(store);
        let mine = site.get("s.1", "/widgets/mes-stages/1/internship");
        assert_eq!(mine.status, StatusCode::OK);
        assert!(mine.text().contains("ne peut plus être modifiée ici") && mine.text().contains("href=\"mailto:"), "{}", mine.text());
        assert!(!mine.text().contains("/save\""), "there is nothing to save");
        let office = site.get("read", "/widgets/conventions-a-traiter/1/internship");
        assert!(office.text().contains("Vos droits ou l’état de la convention"), "{}", office.text());
        let other = site.get("s.1", "/widgets/mes-stages/2/internship");
        assert!(other.status == StatusCode::NOT_FOUND && !other.text().contains(&marker(1)));
    });
}
