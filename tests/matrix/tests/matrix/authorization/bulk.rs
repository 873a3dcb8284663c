//! Validating in number.

use http::StatusCode;
use tremplin_domain::{convention::Phase, ids::ContactId};
use tremplin_matrix_tests::Site;
use tremplin_testkit::{World, each};

use super::{
    objects::{builder, state},
    table::{PERSONAS, TABLE, Way, compare, rows},
};

#[test]
fn boxes_to_tick_are_offered_to_those_who_validate_alone() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        world.load(store, [builder(1, 0, Phase::Submitted), builder(2, 2, Phase::Submitted)]);
        let site = Site::over(store);
        let offered = |login: &&str| {
            let answer = site.get(login, "/widgets/conventions-a-traiter?turn=any");
            answer.status == StatusCode::OK && answer.text().contains("name=\"select\"")
        };
        let offered: Vec<_> = PERSONAS.into_iter().filter(offered).collect();
        assert_eq!(offered, ["write", "admin", "institution", "head"]);
    });
}

#[test]
fn validating_in_number_validates_what_may_be_validated_alone() {
    let rows = rows(TABLE);
    each(|store| {
        let world = World::default().into_store(store);
        let site = Site::over(store);
        let id = |persona: usize, object: usize| i64::try_from(persona * 3 + object + 1).unwrap();
        world.load(store, (0..PERSONAS.len()).flat_map(|p| (0..3).map(move |object| builder(id(p, object), object, Phase::Submitted))));
        let seen = rows.iter().filter(|row| row.way == Way::Bulk).map(|row| {
            let cells = PERSONAS.iter().enumerate().map(|(p, login)| {
                let before: Vec<_> = (0..3).map(|object| state(store, id(p, object))).collect();
                let form: Vec<_> = (0..3).map(|object| format!("select={}:0", id(p, object))).collect();
                let answer = site.post(login, &format!("/widgets/{}/{}", row.widget, row.pattern), &form.join("&"));
                let done = |object: usize| if state(store, id(p, object)) == before[object] { '.' } else { 'y' };
                let letters: String = (0..3).map(done).collect();
                if answer.status == StatusCode::FORBIDDEN { "!".to_owned() } else { letters }
            });
            (row, cells.collect())
        });
        compare(&seen.collect::<Vec<_>>());
    });
}

#[test]
fn validating_in_number_names_the_validation_and_why_some_are_refused() {
    tremplin_testkit::sqlite(|store| {
        let world = World::default().into_store(store);
        let loaded = world.load(
            store,
            [
                builder(1, 0, Phase::Submitted),
                builder(2, 1, Phase::PartlyValidated),
                builder(3, 1, Phase::Validated),
                builder(4, 1, Phase::Submitted),
            ],
        );
        let number = |at: usize| loaded[at].number.to_string();
        let site = Site::over(store);
        let list = site.get("write", "/widgets/conventions-a-traiter?turn=any");
        assert!(list.text().contains("Donner à chacune la validation indiquée sur sa ligne"), "{}", list.text());
        assert!(list.text().contains(&format!("Sélectionner {}, Vérification administrative", number(1))), "{}", list.text());
        assert!(!list.text().contains(&format!("Sélectionner {}", number(2))), "what is validated is not offered");
        let mine = site.get("write", "/widgets/conventions-a-traiter");
        assert!(mine.text().contains("Donner la vérification administrative"), "{}", mine.text());

        let form = "select=1:0&select=2:0&select=3:0&select=4:7&back=turn%3Dany";
        let answer = site.post("write", "/widgets/conventions-a-traiter/validate", form);
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["fragment-events"], "convention-changed");
        let text = answer.text();
        assert!(text.contains("2 conventions validées\u{a0}: Validation pédagogique, Vérification administrative"), "{text}");
        for (at, why) in [(2, "Toutes ses validations sont déjà données."), (3, "Quelqu’un l’a modifiée depuis")] {
            let (_, rest) = text.split_once(&format!("{} · ", number(at))).unwrap();
            assert!(rest.chars().take(200).collect::<String>().contains(why), "{rest}");
        }
        let nothing = site.post("write", "/widgets/conventions-a-traiter/validate", "back=turn%3Dany");
        assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.text().contains("Cochez au moins une convention"));
        let one = site.post("write", "/widgets/conventions-a-traiter/validate", "select=4:0&back=turn%3Dany");
        assert_eq!(one.status, StatusCode::SEE_OTHER, "{}", one.text());
    });
}

#[test]
fn whoever_validates_in_number_is_told_which_hosts_still_wait() {
    each(|store| {
        let mut world = World::default();
        world.institution.hosts[1].validated_at = None;
        let world = world.into_store(store);
        let contact = |host: i64| Some(ContactId(10 * (host - 1) + 2));
        let submitted = |id: i64, object: usize, host: i64| {
            builder(id, object, Phase::Submitted).host(host).with(|c| (c.tutor, c.signatory) = (contact(host), contact(host)))
        };
        let loaded = world.load(store, [submitted(1, 0, 1), submitted(2, 1, 2), submitted(3, 0, 2), submitted(4, 1, 1)]);
        let number = |at: usize| loaded[at].number.to_string();
        let site = Site::over(store);
        let list = |login: &str, query: &str| site.get(login, &format!("/widgets/conventions-a-traiter?turn=any{query}")).text().to_owned();
        let mark = "établissement à vérifier";
        for query in ["", "&col=status"] {
            let shown = list("write", query);
            let ticked = |at: usize, more: &str| format!("Sélectionner {}, Validation pédagogique{more}", number(at));
            assert!(shown.contains(&ticked(1, &format!(", {mark}"))) && !shown.contains(&ticked(0, ",")), "{shown}");
            // Twice to be heard, where the row is ticked, and twice to be seen.
            assert_eq!(shown.matches(mark).count(), 4, "{shown}");
            assert!(!list("read", query).contains(mark), "it is nothing that they decide");
        }

        let validate = |form: &str| site.post("write", "/widgets/conventions-a-traiter/validate", &format!("{form}&back=turn%3Dany"));
        let mixed = validate("select=1:0&select=2:0&select=3:0");
        assert_eq!((mixed.status, mixed.headers["fragment-events"].as_bytes()), (StatusCode::OK, b"convention-changed".as_slice()));
        let text = mixed.text();
        assert!(
            text.contains("3 conventions validées")
                && text.contains("2 des conventions validées ont un établissement d’accueil qui n’est pas encore vérifié"),
            "{text}"
        );
        let (_, told) = text.split_once("2 des conventions").unwrap();
        let (told, _) = told.split_once("</ul>").unwrap();
        assert_eq!([0, 1, 2].map(|at| told.contains(&number(at))), [false, true, true], "{told}");
        let checked = validate("select=4:0");
        assert_eq!(checked.status, StatusCode::SEE_OTHER, "{}", checked.text());
    });
}
