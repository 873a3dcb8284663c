//! A list taken to Excel says what the screen says.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use calamine::{Data, Reader, Xlsx};
use tremplin_domain::convention::{Phase, rows::Interruption};
use tremplin_matrix_tests::Site;
use tremplin_testkit::{Builder, World, day, sqlite};

/// A sheet of the workbook that somebody of the office gets.
fn sheet(site: &Site, query: &str, name: &str) -> Vec<Vec<Data>> {
    let body = site.get("write", &format!("/widgets/conventions-a-traiter/conventions.xlsx?{query}")).body;
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(body)).unwrap();
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// The cells below a label.
fn under(rows: &[Vec<Data>], label: &str) -> Vec<String> {
    let at = rows[0].iter().position(|head| *head == label).unwrap_or_else(|| panic!("no column {label} in {:?}", rows[0]));
    let text = |cell: &Data| match cell {
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    };
    rows[1..].iter().map(|row| text(&row[at])).collect()
}

fn with_site(test: impl Fn(&Site)) {
    sqlite(|store| {
        let absent = |from: &str, until: &str| Interruption { from: day(from), to: day(until), reason: "closure".into() };
        let ended = Builder::new(1).in_phase(Phase::Signed).dates("2026-01-05", "2026-02-20").with(|c| {
            c.schedule.week = [420, 420, 420, 420, 210, 0, 0];
            c.schedule.interruptions = vec![absent("2026-02-02", "2026-02-03"), absent("2026-01-12", "2026-01-13")];
        });
        let running = Builder::new(2).in_phase(Phase::Signed).dates("2026-01-05", "2026-06-30").with(|c| c.schedule.week = [0; 7]);
        let submitted = Builder::new(3).in_phase(Phase::Submitted);
        World::default().into_store(store).load(store, [ended, running, submitted]);
        test(&Site::over(store));
    });
}

#[test]
fn status_and_turn_are_those_of_the_screen() {
    with_site(|site| {
        let rows = sheet(site, "columns=shown&sort=number&order=asc", "Conventions");
        assert_eq!(under(&rows, "État"), ["Terminée", "En cours", "Envoyée"]);
        assert_eq!(under(&rows, "Attend"), ["personne", "personne", "Élise Bréhat"]);
        assert_eq!(under(&rows, "Attend depuis le"), ["", "", "2026-03-02"]);
        assert_eq!(under(&sheet(site, "columns=shown&status=ended", "Conventions"), "État"), ["Terminée"]);
    });
}

#[test]
fn every_column_says_who_validated_when_and_sums_up_the_schedule() {
    with_site(|site| {
        let rows = sheet(site, "columns=all&sort=number&order=asc", "Conventions");
        assert_eq!(under(&rows, "Validation pédagogique le"), ["2026-03-02", "2026-03-02", ""]);
        assert_eq!(under(&rows, "Vérification administrative par"), ["staff", "staff", ""]);
        assert_eq!(under(&rows, "Heures par semaine")[..2], ["31.5", ""]);
        assert_eq!(under(&rows, "Jours par semaine")[..2], ["5", ""]);
        assert_eq!(under(&rows, "Interruption")[..2], ["Oui", "Non"]);
        assert_eq!(under(&rows, "Début de la première interruption")[..2], ["2026-01-12", ""]);
        assert_eq!(under(&rows, "Fin de la dernière interruption")[..2], ["2026-02-03", ""]);
    });
}
