//! Lists, files of lists, the look-up, and saved views.

use http::StatusCode;
use tremplin_domain::convention::Phase;
use tremplin_matrix_tests::{Answer, Site};
use tremplin_store::views;
use tremplin_testkit::{World, each};
use tremplin_widget::RouteKind;

use super::{
    objects::{OBJECTS, builder},
    table::{PERSONAS, TABLE, Way, compare, rows},
};

/// Which of the three a text names, by number.
fn named(text: &str, numbers: &[String]) -> String {
    OBJECTS.iter().zip(numbers).map(|(object, number)| if text.contains(number) { *object } else { "." }).collect()
}

/// Every text of every sheet.
fn cells_of(workbook: &[u8]) -> String {
    use calamine::{Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).unwrap();
    let sheets = book.worksheets();
    sheets.iter().flat_map(|(_, range)| range.cells().map(|(.., cell)| cell.to_string())).collect::<Vec<_>>().join("\n")
}

#[test]
fn lists_and_files_of_lists_hold_what_may_be_read_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let loaded = world.load(store, (0..3).map(|object| builder(1 + i64::try_from(object).unwrap(), object, Phase::Submitted)));
        let numbers: Vec<_> = loaded.iter().map(|c| c.number.to_string()).collect();
        let lists = rows.iter().filter(|row| matches!(row.way, Way::List | Way::Zip | Way::Lookup));
        let seen = lists.map(|row| {
            let cells = PERSONAS.iter().map(|login| {
                let target = format!("/widgets/{}/{}", row.widget, row.pattern).trim_end_matches('/').to_owned();
                if row.way == Way::Lookup {
                    return looked_up(&site, login, &target, &numbers);
                }
                // An office's list opens on what waits for it: this is about everything.
                let answer = site.get(login, &format!("{target}?turn=any"));
                if answer.status != StatusCode::OK {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{target} by {login}");
                    return "!".to_owned();
                }
                let text = match row.way {
                    // The names of files stand in an archive as they are.
                    Way::Zip => String::from_utf8_lossy(&answer.body).into_owned(),
                    _ if row.kind == RouteKind::Resource => cells_of(&answer.body),
                    _ => answer.text().to_owned(),
                };
                named(&text, &numbers)
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

/// Which of the three a look-up finds; whatever it finds, it never tells the subject.
fn looked_up(site: &Site, login: &str, target: &str, numbers: &[String]) -> String {
    let one = |(object, number): (usize, &String)| {
        let answer = site.get(login, &format!("{target}?q={number}"));
        assert!(!answer.text().contains("Sujet réservé"), "{login}: the look-up tells the subject");
        let nobodys = site.get(login, &format!("{target}?q=2025-99999"));
        match answer.status {
            StatusCode::FORBIDDEN => '!',
            _ if answer.text().replace(number, "") == nobodys.text().replace("2025-99999", "") => '.',
            _ => OBJECTS[object].chars().next().unwrap(),
        }
    };
    let found: String = numbers.iter().enumerate().map(one).collect();
    if found == "!!!" { "!".to_owned() } else { found }
}

/// The rows of a list that say that it is the viewer's turn.
fn yours(list: &Answer) -> usize {
    list.text().matches(">vous").count()
}

#[test]
fn what_waits_is_each_viewers_own() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        // A waits for its teacher, B for its centre, C for the other centre.
        let loaded =
            world.load(store, [builder(1, 0, Phase::Submitted), builder(2, 1, Phase::PartlyValidated), builder(3, 2, Phase::Submitted)]);
        let numbers: Vec<_> = loaded.iter().map(|c| c.number.to_string()).collect();
        let site = Site::over(store);
        let found = |login: &str, target: &str| {
            let list = site.get(login, &format!("/widgets/{target}"));
            assert_eq!(list.status, StatusCode::OK, "{login} {target}");
            (named(list.text(), &numbers), yours(&list))
        };
        let office = "conventions-a-traiter";
        for (login, target, expected) in [
            ("t.1", "stages-suivis?turn=mine", ("A..", 1)),
            // An office opens on what waits for it.
            ("write", office, (".B.", 1)),
            ("institution", office, (".BC", 2)),
            // A head stands in for teachers.
            ("head", office, ("A..", 1)),
            ("write", "conventions-a-traiter?turn=any", ("AB.", 1)),
            // A search looks everywhere.
            ("write", "conventions-a-traiter?q=2025", ("AB.", 1)),
            // Nothing waits for those who only read: they see everything, and nothing is theirs.
            ("read", office, ("AB.", 0)),
            ("read", "conventions-a-traiter?turn=mine", ("AB.", 0)),
            ("observer", office, ("..C", 0)),
        ] {
            let (seen, turns) = found(login, target);
            assert_eq!((seen.as_str(), turns), expected, "{login} {target}");
        }
        assert!(!site.get("read", "/widgets/conventions-a-traiter").text().contains("turn=mine"));
    });
}

#[test]
fn a_saved_view_is_its_owners_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let row = rows.iter().find(|row| row.way == Way::Views).unwrap();
        // Each persona is told of a view of their own, and of one of somebody else.
        let scope = |login: &str| tremplin_domain::policy::Principal { login: login.to_owned(), ..Default::default() }.scope();
        let keep = |login: &str| {
            store
                .write_blocking(|conn| {
                    let view = views::View {
                        id: tremplin_domain::ids::ViewId(0),
                        list: row.widget.clone(),
                        name: "Ma vue".into(),
                        query: "q=nord".into(),
                        columns: String::new(),
                    };
                    views::save(conn, &scope(login), &view)?;
                    views::list(conn, &scope(login), &row.widget)
                })
                .unwrap()
                .first()
                .unwrap()
                .id
        };
        let theirs = keep("somebody-else");
        let kept = |login: &str| store.read_blocking(|conn| views::list(conn, &scope(login), &row.widget)).unwrap().len();
        let seen: Vec<String> = PERSONAS
            .iter()
            .map(|login| {
                let own = keep(login);
                let target = |id: &str| format!("/widgets/{}/{}", row.widget, row.pattern.replace("{view}", id));
                let foreign = site.post(login, &target(&theirs.to_string()), "");
                let none = site.post(login, &target("999999"), "");
                assert_eq!(foreign.told(), none.told(), "{login}");
                assert_eq!(kept("somebody-else"), 1, "{login}");
                match site.post(login, &target(&own.to_string()), "").status {
                    StatusCode::FORBIDDEN => "!".to_owned(),
                    _ => if kept(login) == 0 { "y" } else { "." }.to_owned(),
                }
            })
            .collect();
        compare(&[(row, seen)]);
    });
}
