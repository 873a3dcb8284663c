//! A list taken to Excel says what the screen says.

use calamine::{Data, Reader, Xlsx};
use tremplin_domain::convention::{Phase, rows::Interruption};
use tremplin_matrix_tests::Site;
use tremplin_testkit::{Builder, World, day, sqlite};

/// A sheet of the workbook that somebody of the office gets.
fn sheet(site: &Site, query: &str, name: &str) -> Vec<Vec<Data>> {
    sheet_of(site, &format!("conventions.xlsx?{query}"), name)
}

fn sheet_of(site: &Site, target: &str, name: &str) -> Vec<Vec<Data>> {
    let body = site.get("write", &format!("/widgets/conventions-a-traiter/{target}")).body;
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

#[test]
fn the_hosts_that_wait_are_taken_away_as_what_they_are() {
    sqlite(|store| {
        let mut world = World::default();
        for waits in &mut world.institution.hosts[..2] {
            waits.validated_at = None;
        }
        let _world = world.into_store(store);
        let site = Site::over(store);
        let title = "Organismes à valider";
        let rows = sheet_of(&site, "hosts.xlsx?columns=shown", title);
        assert_eq!(under(&rows, "Établissement d’accueil"), ["Éditions du Nord", "Cabinet Œuvrard & Fils"]);
        assert_eq!(under(&rows, "Ville de l’établissement"), ["Lille", "Rennes"]);
        let siret = rows[0].iter().position(|head| *head == "SIRET").unwrap();
        assert_eq!(rows[1][siret], Data::String("73282932000074".into()), "no number that a sheet would round");
        assert!(!rows[0].iter().any(|head| *head == "Saisi le"));
        let all = sheet_of(&site, "hosts.xlsx?columns=all", title);
        assert_eq!(under(&all, "Saisi le"), ["2026-03-02", "2026-03-02"]);
        assert!(all[0].len() > rows[0].len());
        let page = site.get("write", "/widgets/conventions-a-traiter/hosts");
        assert!(page.text().contains("hosts.xlsx?columns=shown") && page.text().contains("hosts.xlsx?columns=all"), "{}", page.text());
    });
}
