//! What stops a convention, and the office that passes over it with a reason; what a student takes back before anybody validated it.

use http::StatusCode;
use scraper::{Html, Selector};
use tremplin_domain::{centre::Validation, convention::Phase, ids::ConventionId};
use tremplin_matrix_tests::Site;
use tremplin_store::{Store, conventions, outbox};
use tremplin_testkit::{Builder, World, admin, each, sqlite};

const MINE: &str = "/widgets/mes-stages/1";
const OFFICE: &str = "/widgets/conventions-a-traiter";

/// Three months for nothing.
fn unpaid(id: i64) -> Builder {
    Builder::new(id).with(|c| c.pay.paid = Some(false))
}

/// The texts of what a selector finds.
fn texts(markup: &str, css: &str) -> Vec<String> {
    let found = Html::parse_fragment(markup);
    found.select(&Selector::parse(css).unwrap()).map(|e| e.text().collect()).collect()
}

fn phase(store: &Store, id: i64) -> Phase {
    let dossier = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(id))).unwrap().unwrap();
    dossier.convention.progress.phase(&dossier.centre.validations)
}

fn pass_over(site: &Site, login: &str, version: i32) -> StatusCode {
    let form = format!("version={version}&rule=gratification&passing-gratification=Accord+de+branche");
    site.post(login, &format!("{OFFICE}/1/pass-over"), &form).status
}

#[test]
fn a_block_that_the_office_passed_over_stops_nobody_and_says_who_and_why() {
    each(|store| {
        World::default().into_store(store).load(store, [unpaid(1)]);
        let site = Site::over(store);
        let submit = |version: i32| site.post("s.1", &format!("{MINE}/submit"), &format!("version={version}"));
        let blocked = submit(0);
        assert_eq!(blocked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(blocked.text().contains("La loi s’oppose à l’envoi") && blocked.text().contains("peut passer outre"), "{}", blocked.text());

        assert_eq!(pass_over(&site, "write", 0), StatusCode::SEE_OTHER);
        for (login, page) in [("s.1", MINE.to_owned()), ("s.1", format!("{MINE}/summary")), ("read", format!("{OFFICE}/1"))] {
            let text = site.get(login, &page).text().to_owned();
            let told = texts(&text, ".tr-check").join("\n");
            assert!(told.contains("Passé outre par Dominique write") && told.contains("Accord de branche"), "{login}: {told}");
            assert!(!text.contains("/pass-over"), "{login}: it is done");
            assert!(!text.contains("/uphold"), "{login}: only those who validate take it back");
        }
        let timeline = texts(site.get("s.1", MINE).text(), ".tr-timeline").join("\n");
        assert!(timeline.contains("Passé outre\u{a0}: Gratification") && timeline.contains("Accord de branche"), "{timeline}");
        let mail = store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap();
        assert_eq!(mail.iter().map(|m| m.recipient.as_str()).collect::<Vec<_>>(), ["s1@etu.univ.example"]);
        assert!(
            mail[0].letter.text.contains("Accord de branche") && mail[0].letter.subject.contains("Gratification"),
            "{:?}",
            mail[0].letter
        );

        assert_eq!(submit(1).status, StatusCode::SEE_OTHER);
        let validated = site.post("write", &format!("{OFFICE}/validate"), "select=1:2");
        assert_eq!(validated.status, StatusCode::SEE_OTHER, "in number as well: {}", validated.text());
        assert_eq!(phase(store, 1), Phase::PartlyValidated);
    });
}

#[test]
fn what_was_passed_over_holds_again_once_it_is_changed_or_taken_back() {
    each(|store| {
        World::default().into_store(store).load(store, [unpaid(1)]);
        let site = Site::over(store);
        let validate = |version: i32| site.post("write", &format!("{OFFICE}/validate"), &format!("select=1:{version}")).status;
        let save = |step: &str, form: &str| site.post("write", &format!("{OFFICE}/1/{step}/save"), form).status;
        assert_eq!(pass_over(&site, "write", 0), StatusCode::SEE_OTHER);
        assert_eq!(site.post("s.1", &format!("{MINE}/submit"), "version=1").status, StatusCode::SEE_OTHER);
        assert_eq!(save("student", "version=2&then=leave&street=1+quai"), StatusCode::SEE_OTHER);
        assert!(site.get("write", &format!("{OFFICE}/1")).text().contains("/uphold"), "an address is no matter of it");
        assert_eq!(save("internship", "version=3&then=leave&ends-on=2026-06-29"), StatusCode::SEE_OTHER);
        let page = site.get("write", &format!("{OFFICE}/1"));
        assert!(page.text().contains("/pass-over") && !page.text().contains("/uphold"), "{}", page.text());
        assert_eq!(validate(4), StatusCode::UNPROCESSABLE_ENTITY);

        assert_eq!(pass_over(&site, "admin", 4), StatusCode::SEE_OTHER);
        assert_eq!(pass_over(&site, "admin", 5), StatusCode::UNPROCESSABLE_ENTITY, "it stands");
        let uphold =
            |version: i32| site.post("write", &format!("{OFFICE}/1/uphold"), &format!("version={version}&rule=gratification")).status;
        assert_eq!(uphold(5), StatusCode::SEE_OTHER);
        assert_eq!(uphold(6), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(validate(6), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(phase(store, 1), Phase::Submitted);
    });
}

#[test]
fn a_reason_that_lacks_or_is_too_long_is_told_at_its_field_and_kept() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [unpaid(1)]);
        let site = Site::over(store);
        let page = site.get("write", &format!("{OFFICE}/1"));
        assert!(page.text().contains("/pass-over") && page.text().contains("name=\"passing-gratification\""), "{}", page.text());
        for (reason, said) in [("+%0A", "Donnez un motif"), (&*"x".repeat(1_001), "Au plus 1")] {
            let form = format!("version=0&rule=gratification&passing-gratification={reason}");
            let answer = site.post("write", &format!("{OFFICE}/1/pass-over"), &form);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let told = texts(answer.text(), "[id$='passing-gratification-error']").join(" ");
            assert!(told.contains(said), "{told}: {}", answer.text());
            assert!(
                answer.text().contains(reason.trim_matches(['+', '%', '0', 'A'])) && texts(answer.text(), "details textarea").len() < 2
            );
        }
        // A rule that may not be passed over, one that stops nothing, one that does not exist.
        for (rule, status) in [
            ("mentions", StatusCode::UNPROCESSABLE_ENTITY),
            ("overlap", StatusCode::UNPROCESSABLE_ENTITY),
            ("colour", StatusCode::BAD_REQUEST),
            ("", StatusCode::BAD_REQUEST),
        ] {
            let form = format!("version=0&rule={rule}&passing-{rule}=Un+motif");
            assert_eq!(site.post("write", &format!("{OFFICE}/1/pass-over"), &form).status, status, "{rule}");
        }
        let stale = site.post("write", &format!("{OFFICE}/1/pass-over"), "version=7&rule=gratification&passing-gratification=Motif+long");
        assert!(stale.status == StatusCode::CONFLICT && stale.text().contains("Motif long"), "{}", stale.text());
    });
}

#[test]
fn a_student_takes_back_what_nobody_validated() {
    each(|store| {
        World::default()
            .into_store(store)
            .load(store, [Builder::new(1).in_phase(Phase::Submitted), Builder::new(2).student(2).in_phase(Phase::Submitted)]);
        let site = Site::over(store);
        assert!(site.get("s.1", MINE).text().contains("1/take-back"));
        let asked = site.get("s.1", &format!("{MINE}/take-back"));
        assert!(asked.text().contains("Reprendre cette convention en brouillon") && asked.text().contains("/withdraw"), "{}", asked.text());
        let done = site.post("s.1", &format!("{MINE}/withdraw"), "version=0");
        assert_eq!((done.status, phase(store, 1)), (StatusCode::SEE_OTHER, Phase::Draft));
        assert!(site.get("s.1", MINE).text().contains("Reprise par l’étudiant"));
        assert_eq!(site.get("t.1", "/widgets/stages-suivis/1").status, StatusCode::NOT_FOUND, "it is a draft again");
        let mut mail: Vec<_> =
            store.read_blocking(|conn| outbox::list(conn, &admin(), 9)).unwrap().into_iter().map(|m| m.recipient).collect();
        mail.sort();
        assert_eq!(mail, ["t1@univ.example", "write@univ.example"]);
        assert_eq!(site.post("s.1", &format!("{MINE}/submit"), "version=1").status, StatusCode::SEE_OTHER, "and may be sent again");

        // Somebody validated it while the question stood there.
        let validated =
            site.post("t.1", "/widgets/stages-suivis/2/validate", &format!("version=0&validation={}", Validation::Pedagogical.code()));
        assert_eq!(validated.status, StatusCode::SEE_OTHER);
        let late = site.post("s.2", "/widgets/mes-stages/2/withdraw", "version=0");
        assert!(late.status == StatusCode::CONFLICT && late.text().contains("Validation pédagogique"), "{}", late.text());
        assert_eq!(site.post("s.2", "/widgets/mes-stages/2/withdraw", "version=1").status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!site.get("s.2", "/widgets/mes-stages/2").text().contains("take-back"));
        assert_eq!(phase(store, 2), Phase::PartlyValidated);
    });
}

#[test]
fn who_writes_before_the_pedagogical_validation_writes_after_the_check() {
    each(|store| {
        let mut world = World::default();
        for centre in &mut world.institution.centres {
            centre.validations = vec![Validation::Check, Validation::Pedagogical, Validation::Administrative];
        }
        let partly = |id| Builder::new(id).in_phase(Phase::PartlyValidated);
        world.into_store(store).load(store, [partly(1)]);
        let site = Site::over(store);
        let save = |version: i32, street: &str| {
            let form = format!("version={version}&then=leave&street={street}");
            site.post("write-before-pedagogical", &format!("{OFFICE}/1/student/save"), &form).status
        };
        assert_eq!(save(0, "1+quai"), StatusCode::SEE_OTHER);
        let teacher = |action: &str, version: i32| {
            site.post("t.1", &format!("/widgets/stages-suivis/1/{action}"), &format!("version={version}&validation=pedagogical")).status
        };
        assert_eq!(teacher("validate", 1), StatusCode::SEE_OTHER);
        assert_eq!(save(2, "2+quai"), StatusCode::NOT_FOUND);
        assert_eq!(teacher("undo", 2), StatusCode::SEE_OTHER);
        assert_eq!(save(3, "3+quai"), StatusCode::SEE_OTHER);
        assert_eq!(teacher("validate", 4), StatusCode::SEE_OTHER);
        let last = site.post("write", &format!("{OFFICE}/1/validate"), "version=5&validation=administrative");
        assert_eq!((last.status, teacher("undo", 6)), (StatusCode::SEE_OTHER, StatusCode::NOT_FOUND), "another followed");
    });
}
