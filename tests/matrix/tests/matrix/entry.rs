//! What a student is shown while a convention is entered.

use http::StatusCode;
use scraper::{Html, Selector};
use tremplin_domain::{
    convention::{Phase, Step},
    ids::ConventionId,
};
use tremplin_matrix_tests::Site;
use tremplin_store::conventions;
use tremplin_testkit::{Builder, World, admin, each, sqlite};

const MINE: &str = "/widgets/mes-stages";

/// The texts of what a selector finds.
fn texts(markup: &str, css: &str) -> Vec<String> {
    let found = Html::parse_fragment(markup);
    let squeezed = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    found.select(&Selector::parse(css).unwrap()).map(|e| squeezed(e.text().collect())).collect()
}

/// A draft as it is begun, and where it is.
fn begun(site: &Site) -> String {
    let answer = site.post("s.1", &format!("{MINE}/create"), "enrolment=2025/DRT3/121");
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let list = site.get("s.1", MINE);
    let (_, rest) = list.text().split_once("/continue").map(|(before, _)| before.rsplit_once('/').unwrap()).unwrap();
    format!("{MINE}/{rest}")
}

#[test]
fn what_nobody_touched_yet_is_wrong_in_nothing() {
    sqlite(|store| {
        let _world = World::default().into_store(store);
        let site = Site::over(store);
        let draft = begun(&site);
        for step in Step::ALL {
            let view = site.get("s.1", &format!("{draft}/{}", step.code()));
            assert_eq!(view.status, StatusCode::OK);
            assert_eq!(texts(view.text(), ".tr-step--wrong, .tr-status--bad"), Vec::<String>::new(), "{step:?}");
        }
        // Sent as it is, it says what is missing, and what is missing is wrong.
        let summary = site.post("s.1", &format!("{draft}/submit"), "version=0");
        assert_eq!(summary.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(summary.text().contains("Il manque des réponses") && summary.text().contains("À corriger"), "{}", summary.text());
        // What somebody saved and left open is wrong from then on.
        let left = site.post("s.1", &format!("{draft}/student/save"), "version=0&then=leave&town=&street=1+quai");
        assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.text());
        let view = site.get("s.1", &format!("{draft}/internship"));
        let wrong = texts(view.text(), ".tr-step--wrong");
        assert!(wrong.len() == 1 && wrong[0].contains("Étudiant"), "{wrong:?}");
    });
}

#[test]
fn what_is_wrong_is_told_in_the_order_of_the_page() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        for (step, form) in [
            (
                "student",
                "taught-hours=x&course-elements-code=A&course-elements-credits=abc&course-elements-label=&social-cover=&cpam-name=&street=&postcode=3&town=&kind=",
            ),
            ("internship", "subject=&theme=&starts-on=x&ends-on=&pay-amount=x&leave=&supervision=&working-time="),
        ] {
            let answer = site.post("s.1", &format!("{MINE}/1/{step}/save"), &format!("version=0&then=continue&{form}"));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            let page = Html::parse_fragment(answer.text());
            let links: Vec<_> =
                page.select(&Selector::parse(".tr-errors a").unwrap()).map(|a| a.attr("href").unwrap().to_owned()).collect();
            let place = |link: &String| answer.text().find(&format!("id=\"{}\"", link.trim_start_matches('#'))).unwrap();
            assert!(links.len() > 4, "{links:?}");
            assert!(links.iter().map(place).is_sorted(), "{links:?}");
        }
    });
}

#[test]
fn credits_that_are_no_number_are_told_what_would_be_right() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        let form = "version=0&then=leave&course-elements-code=DRT42&course-elements-credits=abc&course-elements-label=Stage";
        let answer = site.post("s.1", &format!("{MINE}/1/student/save"), form);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = texts(answer.text(), "[id$='course-elements-error']").join(" ");
        assert!(told.contains("par un nombre de 0 à 999, avec deux décimales au plus"), "{told}");
    });
}

#[test]
fn a_row_of_which_only_the_last_cell_is_filled_is_told_and_comes_back() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        for (step, name, cells, last, sentence) in [
            (
                "internship",
                "interruptions",
                "&interruptions-from=&interruptions-to=&interruptions-reason=closure",
                "closure",
                "La ligne 1 n’est pas complète",
            ),
            ("internship", "periods", "&periods-from=&periods-to=&periods-hours=7h30", "7h30", "La ligne 1 n’est pas complète"),
            (
                "student",
                "course-elements",
                "&course-elements-code=&course-elements-credits=&course-elements-label=Stage",
                "Stage",
                "indiquez le code",
            ),
        ] {
            let answer = site.post("s.1", &format!("{MINE}/1/{step}/save"), &format!("version=0&then=leave{cells}"));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let told = texts(answer.text(), &format!("[id$='{name}-error']")).join(" ");
            assert!(told.contains(sentence), "{told}");
            let kept = format!("[name^='{name}-'][value='{last}'], [name^='{name}-'] option[value='{last}'][selected]");
            assert_eq!(Html::parse_fragment(answer.text()).select(&Selector::parse(&kept).unwrap()).count(), 1, "{}", answer.text());
        }
    });
}

#[test]
fn results_stand_right_after_the_dates_and_the_calculation_comes_back_to_them() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        let view = site.get("s.1", &format!("{MINE}/1/internship"));
        let place = |part: &str| view.text().find(part).unwrap_or_else(|| panic!("{part} in {}", view.text()));
        let results = place("id=\"w1-results\"");
        assert!(place("id=\"w1-ends-on\"") < results && results < place("id=\"w1-schedule-mode\""));
        let page = Html::parse_fragment(view.text());
        let button = page.select(&Selector::parse("button[formaction]").unwrap()).next().unwrap();
        assert!(button.attr("formaction").unwrap().ends_with("/calculate#w1-results"), "{}", button.html());
        assert!(texts(view.text(), ".tr-beside__line").join(" ").contains("de présence"), "{}", view.text());
    });
}

#[test]
fn who_types_while_the_teacher_validates_reads_what_they_typed() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let site = Site::over(store);
        let save = |step: &str, form: &str| site.post("s.1", &format!("{MINE}/1/{step}/save"), form);
        let validated = site.post("t.1", "/widgets/stages-suivis/1/validate", "version=0&validation=pedagogical");
        assert_eq!(validated.status, StatusCode::SEE_OTHER, "{}", validated.text());

        let form = save("internship", "version=0&then=continue&subject=Cartographie+nocturne&starts-on=demain&tasks=Lire%0D%0Atrier");
        assert_eq!(form.status, StatusCode::CONFLICT, "{}", form.text());
        let told = texts(form.text(), ".tr-alert").join(" ");
        for part in ["a changé la convention entre-temps", "ne peut plus être modifiée ici", "Cartographie nocturne", "demain", "Lire"] {
            assert!(told.contains(part), "{part} in {told}");
        }
        assert!(texts(form.text(), "form").is_empty(), "{}", form.text());

        let clashing = save("internship", "version=0&then=continue&starts-on=2027-05-03&ends-on=2027-04-02");
        let told = texts(clashing.text(), ".tr-alert dt");
        assert_eq!(told, ["Premier jour", "Dernier jour"], "each is told once");

        let chosen =
            save("host", "version=0&then=continue&host-name=Atelier+du+Port&host-town=Brest&host-country=FR&host-type=association");
        assert_eq!(chosen.status, StatusCode::CONFLICT, "{}", chosen.text());
        let told = texts(chosen.text(), ".tr-alert").join(" ");
        assert!(told.contains("Atelier du Port") && told.contains("Brest") && told.contains("Association"), "{told}");

        let calculated = site.post("s.1", &format!("{MINE}/1/internship/calculate"), "version=0&subject=Cartographie");
        assert_eq!(calculated.status, StatusCode::CONFLICT);
        assert!(calculated.text().contains("Cartographie"), "{}", calculated.text());

        // Whoever was shown it closed was offered no form; another student's stays nobody's.
        assert_eq!(save("internship", "version=1&subject=Autre").status, StatusCode::NOT_FOUND);
        assert_eq!(site.post("s.2", &format!("{MINE}/1/internship/save"), "version=0&subject=Autre").status, StatusCode::NOT_FOUND);
        assert!(!site.get("s.1", &format!("{MINE}/1")).text().contains("Cartographie"));
    });
}

#[test]
fn a_new_host_with_the_siret_of_a_known_one_is_answered_with_that_one_to_choose() {
    each(|store| {
        let world = World::default();
        let known = world.institution.hosts.iter().find(|h| h.siret.is_some()).unwrap().clone();
        world.into_store(store).load(store, [Builder::new(1).host(2)]);
        let site = Site::over(store);
        let new = format!(
            "then=continue&host-name=Autre+nom&host-type=private&host-street=1+quai&host-postcode=29200&host-town=Brest&host-country=FR&host-siret={}",
            known.siret.unwrap()
        );
        let answer = site.post("s.1", &format!("{MINE}/1/host/save"), &format!("version=0&{new}"));
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
        let told = texts(answer.text(), "[id$='host-siret-error']").join(" ");
        assert!(told.contains("déjà connu"), "{told}");
        let offered = Selector::parse(&format!("input[type=radio][name=host][value='{}']", known.id)).unwrap();
        assert_eq!(Html::parse_fragment(answer.text()).select(&offered).count(), 1, "{}", answer.text());
        let told = format!("input[type=hidden][name=told-known][value='{}']", known.id);
        assert_eq!(Html::parse_fragment(answer.text()).select(&Selector::parse(&told).unwrap()).count(), 1, "{}", answer.text());
        // Picked before anybody was told that it is the same: what was entered beside it is not dropped.
        let untold = site.post("s.1", &format!("{MINE}/1/host/save"), &format!("version=0&host={}&{new}", known.id));
        assert_eq!(untold.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", untold.text());
        let chosen = site.post("s.1", &format!("{MINE}/1/host/save"), &format!("version=0&host={0}&told-known={0}&{new}", known.id));
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
    });
}

#[test]
fn what_was_looked_for_and_not_chosen_is_not_dropped() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        for step in ["host", "tutor", "teacher"] {
            let answer = site.post("s.1", &format!("{MINE}/1/{step}/save"), &format!("version=0&then=continue&{step}=&{step}-query=zzz"));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
            assert!(texts(answer.text(), &format!("[id$='{step}-error']")).join(" ").contains("Choisissez dans la liste"), "{step}");
            let typed = Selector::parse(&format!("input[name={step}-query][value=zzz]")).unwrap();
            assert_eq!(Html::parse_fragment(answer.text()).select(&typed).count(), 1, "{step}");
            let before = Selector::parse(&format!("input[name={step}][checked]")).unwrap();
            assert_eq!(Html::parse_fragment(answer.text()).select(&before).count(), 0, "{step}: the choice of before is not taken for it");
        }
    });
}

#[test]
fn a_draft_goes_on_where_something_is_left_to_answer() {
    sqlite(|store| {
        let draft = |id| Builder::new(id);
        let drafts = [draft(1), draft(2).with(|c| c.teacher = None), draft(3).with(|c| c.reach.street.clear())];
        World::default().into_store(store).load(store, drafts.map(|one| one.student(1)));
        let site = Site::over(store);
        let here = |id: i64| texts(site.get("s.1", &format!("{MINE}/{id}/continue")).text(), "[aria-current=step]").join(" ");
        assert!(here(1).contains("Envoi"), "{}", here(1));
        assert!(here(2).contains("Enseignant"), "{}", here(2));
        assert!(here(3).contains("Étudiant"), "{}", here(3));
    });
}

#[test]
fn an_answer_that_cannot_be_read_is_named_beside_the_figures() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let week = "week=7h75&week=7&week=7&week=7&week=7&week=0&week=0";
        let answer = Site::over(store).post("s.1", &format!("{MINE}/1/internship/calculate"), &format!("version=0&{week}"));
        let results = texts(answer.text(), "[id$='law']").join(" ");
        assert!(results.contains("les chiffres ne la comptent pas"), "{results}");
        let line = texts(answer.text(), "[id$='law-line']").join(" ");
        assert!(!line.contains("rien à corriger"), "{line}");
    });
}

#[test]
fn a_step_that_needs_a_choice_says_so_at_its_field() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).with(|c| c.signatory = None)]);
        let answer = Site::over(store).post("s.1", &format!("{MINE}/1/signatory/save"), "version=0&then=continue");
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = texts(answer.text(), "[id$='signatory-error']").join(" ");
        assert!(told.contains("Ce champ est à remplir."), "{told}");
        let summary = texts(answer.text(), ".tr-errors a");
        assert_eq!(summary, ["Signataire de l’établissement : Ce champ est à remplir."]);
    });
}

#[test]
fn a_returned_convention_came_back_to_the_student_alone() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).in_phase(Phase::Returned)]);
        let site = Site::over(store);
        let read = |login: &str, widget: &str| texts(site.get(login, &format!("/widgets/{widget}/1")).text(), ".tr-alert").join(" ");
        let student = read("s.1", "mes-stages");
        assert!(student.contains("La convention vous est revenue"), "{student}");
        let teacher = read("t.1", "stages-suivis");
        assert!(teacher.contains("La convention a été renvoyée à l’étudiant") && !teacher.contains("vous est revenue"), "{teacher}");
    });
}

const OFFICE: &str = "/widgets/conventions-a-traiter";

#[test]
fn the_office_alone_is_asked_for_an_exemption_and_a_student_who_sends_one_is_not_heard() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).with(|c| (c.pay.paid, c.pay.amount) = (Some(false), None))]);
        let site = Site::over(store);
        let asked = |login: &str, widget: &str| {
            let form = Html::parse_fragment(site.get(login, &format!("{widget}/1/internship")).text());
            ["pay-exemption", "aims-checked"]
                .map(|name| form.select(&Selector::parse(&format!("[name='{name}']")).unwrap()).next().is_some())
        };
        assert_eq!((asked("s.1", MINE), asked("write", OFFICE)), ([false, false], [true, true]));

        let post = |login: &str, target: &str, form: &str| site.post(login, target, form);
        let calculated = post("s.1", &format!("{MINE}/1/internship/calculate"), "pay-exemption=CSP+L4381-1");
        assert!(!calculated.text().contains("dispensée"), "{}", calculated.text());
        let form = "then=leave&pay-exemption=CSP+L4381-1&aims-checked=yes";
        assert_eq!(post("s.1", &format!("{MINE}/1/internship/save"), &format!("version=0&{form}")).status, StatusCode::SEE_OTHER);
        let page = |login: &str, widget: &str| site.get(login, &format!("{widget}/1")).text().to_owned();
        assert!(!page("write", OFFICE).contains("CSP L4381-1"));
        let version = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(1))).unwrap().unwrap().convention.version;
        assert_eq!(
            post("write", &format!("{OFFICE}/1/internship/save"), &format!("version={version}&{form}")).status,
            StatusCode::SEE_OTHER
        );
        let read = page("s.1", MINE);
        assert!(read.contains("CSP L4381-1") && read.contains("dispensée de gratification"), "whoever reads it reads why: {read}");
        assert!(read.contains("Aucune gratification obligatoire") && !read.contains("de gratification au minimum"), "{read}");
    });
}

#[test]
fn the_office_notes_what_it_alone_reads() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let site = Site::over(store);
        let asks = |login: &str, widget: &str| !texts(site.get(login, &format!("{widget}/1/summary")).text(), "[name=comment]").is_empty();
        assert_eq!((asks("write", OFFICE), asks("s.1", MINE)), (true, false));
        let save = |login: &str, widget: &str, form: &str| site.post(login, &format!("{widget}/1/summary/save"), form);

        let saved = save("write", OFFICE, "version=0&comment=Vu+avec+l%E2%80%99assureur");
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let note = "Vu avec l’assureur";
        for login in ["write", "read", "head"] {
            let page = site.get(login, &format!("{OFFICE}/1"));
            assert!(page.text().contains(note) && page.text().contains("Note interne"), "{login}: {}", page.text());
        }
        let form = site.get("write", &format!("{OFFICE}/1/summary"));
        assert_eq!(texts(form.text(), "textarea[name=comment]"), [note]);
        let teacher = "/widgets/stages-suivis";
        for (login, target) in [
            ("s.1", format!("{MINE}/1")),
            ("s.1", format!("{MINE}/1/summary")),
            ("s.1", "/widgets/etat-convention?q=2025-00001".to_owned()),
            ("t.1", format!("{teacher}/1")),
            ("write", "/widgets/etat-convention?q=2025-00001".to_owned()),
        ] {
            let page = site.get(login, &target);
            assert_eq!(page.status, StatusCode::OK, "{login} {target}");
            for told in ["assureur", "Note interne"] {
                assert!(!page.text().contains(told), "{login} {target}: {told}");
            }
            assert!(!texts(page.text(), ".tr-timeline").join(" ").contains("Modifiée"), "{login} {target}");
        }
        // What a student sends is not heard, and not compared with what is there, whatever they were shown.
        for version in [0, 1] {
            let form = format!("version={version}&comment=Vu+avec+l%E2%80%99assureur");
            assert_eq!(save("s.1", MINE, &form).status, StatusCode::NOT_FOUND);
        }

        // Somebody else was faster, or it is too long: what was typed is still there.
        let late = save("admin", OFFICE, "version=0&comment=Autre+chose");
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(texts(late.text(), "textarea[name=comment]"), ["Autre chose"]);
        assert!(texts(late.text(), ".tr-alert").join(" ").contains(note), "{}", late.text());
        let long = save("write", OFFICE, &format!("version=1&comment={}", "a".repeat(2_001)));
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = texts(long.text(), "[id$='comment-error']").join(" ");
        assert!(told.contains("Au plus 2 000 caractères"), "{told}");
    });
}

#[test]
fn a_note_that_is_typed_beside_is_kept_by_whichever_button_is_pressed() {
    each(|store| {
        let complete = Builder::new(1);
        let lacking = Builder::new(2).student(2).with(|c| c.internship.subject.clear());
        World::default().into_store(store).load(store, [complete, lacking]);
        let site = Site::over(store);
        let send = |id: i64, form: &str| site.post("write", &format!("{OFFICE}/{id}/submit"), form);
        let note = |id: i64| {
            let found = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(id))).unwrap().unwrap();
            (found.convention.follow.comment, found.convention.progress.submitted_at.is_some())
        };
        let refused = send(2, "version=0&comment=Sujet+attendu");
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(texts(refused.text(), "textarea[name=comment]"), ["Sujet attendu"]);
        assert_eq!(note(2), (String::new(), false));
        let long = send(1, &format!("version=0&comment={}", "a".repeat(2_001)));
        assert_eq!((long.status, note(1)), (StatusCode::UNPROCESSABLE_ENTITY, (String::new(), false)));
        assert!(!texts(long.text(), "[id$='comment-error']").is_empty(), "{}", long.text());
        let sent = send(1, "version=0&comment=%C3%80+relancer");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        assert_eq!(note(1), ("À relancer".to_owned(), true));
        // Once it is sent there is nothing to send, and the way back.
        let summary = site.get("s.1", &format!("{MINE}/1/summary"));
        assert!(texts(summary.text(), "form").is_empty() && summary.text().contains("Revenir à la convention"), "{}", summary.text());
        assert!(!texts(site.get("write", &format!("{OFFICE}/1/summary")).text(), "form").join(" ").contains("Envoyer la convention"));
    });
}

#[test]
fn answers_that_contradict_each_other_are_told_before_it_is_sent_and_keep_it_from_being_sent() {
    sqlite(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).with(|c| c.pay.currency = "USD".into())]);
        let site = Site::over(store);
        let told = |markup: &str| texts(markup, ".tr-alert").join(" ");
        let summary = site.get("s.1", &format!("{MINE}/1/summary"));
        assert!(told(summary.text()).contains("Des réponses se contredisent"), "{}", summary.text());
        let sent = site.post("s.1", &format!("{MINE}/1/submit"), "version=0");
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = site.post("s.1", &format!("{MINE}/1/internship/save"), "version=0&then=continue");
        let at_the_field = texts(form.text(), "[id$='currency-error']").join(" ");
        for told in [at_the_field, told(sent.text())] {
            assert!(told.contains("En France, la gratification est versée en euros"), "{told}");
        }
        let mended = site.post("s.1", &format!("{MINE}/1/internship/save"), "version=0&then=leave&currency=EUR");
        assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.text());
        let sent = site.post("s.1", &format!("{MINE}/1/submit"), "version=1");
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    });
}

#[test]
fn another_convention_has_its_number_for_those_alone_who_may_read_it() {
    sqlite(|store| {
        let other = Builder::new(2).in_phase(Phase::Submitted).centre(3).teacher(None).dates("2026-05-01", "2026-05-29");
        World::default().into_store(store).load(store, [Builder::new(1).in_phase(Phase::Submitted), other]);
        let site = Site::over(store);
        let read = |login: &str, widget: &str| site.get(login, &format!("/widgets/{widget}/1")).text().to_owned();
        let (student, office, teacher) = (read("s.1", "mes-stages"), read("write", "conventions-a-traiter"), read("t.1", "stages-suivis"));
        assert!(student.contains("La convention 2025-00002 a des jours communs"), "{student}");
        for page in [office, teacher] {
            assert!(page.contains("Une autre convention a des jours communs") && !page.contains("2025-00002"), "{page}");
        }
    });
}

#[test]
fn who_types_into_a_draft_that_was_deleted_reads_what_they_typed_and_begins_anew() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        let save = |login: &str, id: i64, step: &str, form: &str| site.post(login, &format!("/widgets/mes-stages/{id}/{step}/save"), form);
        assert_eq!(site.post("s.1", &format!("{MINE}/1/delete"), "version=0").status, StatusCode::SEE_OTHER);

        let typed = "version=0&then=continue&subject=Cartographie+nocturne&starts-on=2026-05-04&ends-on=demain&theme=law&paid=yes\
                     &week=7&week=7&week=&week=&week=&week=&week=";
        for path in ["save", "calculate"] {
            let form = site.post("s.1", &format!("{MINE}/1/internship/{path}"), typed);
            assert_eq!(form.status, StatusCode::CONFLICT, "{}", form.text());
            let told = texts(form.text(), ".tr-alert").join(" ");
            for part in [
                "2025-00001 a été supprimé",
                "Vous l’avez supprimé",
                "Cartographie nocturne",
                "4 mai 2026",
                "demain",
                "Droit",
                "Oui",
                "lundi",
            ] {
                assert!(told.contains(part), "{part} in {told}");
            }
            assert!(texts(form.text(), "form").is_empty() && form.text().contains("/new\""), "{}", form.text());
        }
        let chosen = save("s.1", 1, "host", "version=0&then=continue&host-name=Atelier+du+Port&host-town=Brest&host-country=FR");
        assert_eq!(chosen.status, StatusCode::CONFLICT, "{}", chosen.text());
        assert!(texts(chosen.text(), ".tr-alert").join(" ").contains("Atelier du Port"), "{}", chosen.text());

        // Its office knows of it; to everybody else it is what never was.
        let office = site.post("write", "/widgets/conventions-a-traiter/1/internship/save", "version=0&subject=Cartographie");
        assert!(office.status == StatusCode::CONFLICT && office.text().contains("Quelqu’un d’autre l’a supprimé"), "{}", office.text());
        let (theirs, never) = (save("s.2", 1, "internship", typed), save("s.2", 999_999, "internship", typed));
        assert_eq!((theirs.status, theirs.told()), (StatusCode::NOT_FOUND, never.told()));
        assert_eq!(site.get("s.1", &format!("{MINE}/1")).status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_chooses_what_another_chose_meanwhile_sees_both() {
    each(|store| {
        let world = World::default();
        let host = |n: usize| world.institution.hosts[n].name.clone();
        let (first, second) = (host(1), host(2));
        world.into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        let save = |login: &str, widget: &str, step: &str, form: &str| {
            site.post(login, &format!("/widgets/{widget}/1/{step}/save"), &format!("version=0&then=continue&{form}"))
        };
        assert_eq!(save("write", "conventions-a-traiter", "host", "host=2").status, StatusCode::SEE_OTHER);
        let stale = save("s.1", "mes-stages", "host", "host=3");
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text());
        let told = texts(stale.text(), ".tr-alert").join(" ");
        for part in ["Dominique write a changé la convention entre-temps", first.as_str(), second.as_str(), "votre réponse"] {
            assert!(told.contains(part), "{part} in {told}");
        }
        // Theirs is what is chosen in the form that came back, which saves it.
        let chosen = Selector::parse("input[name=host][value='3'][checked]").unwrap();
        assert!(Html::parse_fragment(stale.text()).select(&chosen).next().is_some(), "{}", stale.text());

        let teacher = save("s.1", "mes-stages", "teacher", "teacher=2");
        let told = texts(teacher.text(), ".tr-alert").join(" ");
        assert!(told.contains("enregistré « Élise Bréhat », votre réponse « Élise Cohen »"), "{told}");
        let new = save("s.1", "mes-stages", "host", "host-name=Atelier+du+Port&host-town=Brest");
        assert_eq!(new.status, StatusCode::CONFLICT);
        assert!(texts(new.text(), ".tr-alert").join(" ").contains("votre réponse « Atelier du Port »"), "{}", new.text());
        assert!(new.text().contains("value=\"Atelier du Port\""), "it is kept");
        // Who had the same answer differs in nothing.
        let same = save("s.1", "mes-stages", "host", "host=2");
        assert!(same.status == StatusCode::CONFLICT && !same.text().contains("votre réponse"), "{}", same.text());
    });
}

#[test]
fn a_draft_goes_to_another_enrolment_and_to_its_centre() {
    each(|store| {
        let drafted = World::default().into_store(store).load(store, [Builder::new(1)]).remove(0);
        let site = Site::over(store);
        let step = site.get("s.1", &format!("{MINE}/1/student"));
        let said = texts(step.text(), ".tr-facts dd");
        assert_eq!(said, ["Licence de droit, troisième année", "Faculté de droit", "2025/2026", "Droit"]);
        assert!(step.text().contains("/1/enrolment\""), "{}", step.text());

        let page = site.get("s.1", &format!("{MINE}/1/enrolment"));
        let found = Html::parse_fragment(page.text());
        let radios = Selector::parse("input[type=radio][name=enrolment]").unwrap();
        let offered: Vec<_> = found.select(&radios).map(|radio| radio.attr("value").unwrap().to_owned()).collect();
        assert_eq!(offered, ["2026/DRT3/121", "2026/SCI3/121", "2025/SCI3/121"], "all but the present one");
        assert!(page.text().contains("la convention passe au centre «\u{a0}Sciences\u{a0}»"), "{}", page.text());

        let send = |form: &str| site.post("s.1", &format!("{MINE}/1/enrol"), form);
        for nothing in ["version=0", "version=0&enrolment=2025/DRT3/121", "version=0&enrolment=2025/MED1/1"] {
            let answer = send(nothing);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{nothing}");
            assert!(texts(answer.text(), "[id$='enrolment-error']").join(" ").contains("Choisissez l’inscription"), "{}", answer.text());
        }
        assert_eq!(send("version=0&enrolment=2025/SCI3/121").status, StatusCode::SEE_OTHER);
        let now = store.read_blocking(|conn| conventions::find(conn, &admin(), ConventionId(1))).unwrap().unwrap().convention;
        assert_eq!((now.number, now.centre.0, now.enrolment.step_code.as_str()), (drafted.number, 3, "SCI3"));
        let read = site.get("s.1", &format!("{MINE}/1"));
        let moment = "Licence de droit, troisième année · 2025/2026 · Droit → Licence de physique, troisième année · 2025/2026 · Sciences";
        assert!(read.text().contains(moment) && read.text().contains("Inscription changée"), "{}", read.text());
        assert_eq!(site.get("write", "/widgets/conventions-a-traiter/1").status, StatusCode::NOT_FOUND, "it left the centre");

        let late = send("version=0&enrolment=2026/DRT3/121");
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(texts(late.text(), ".tr-alert").join(" ").contains("Inscription changée"), "{}", late.text());
        assert_eq!(texts(late.text(), ".tr-facts dd")[0], "Licence de physique, troisième année");
    });
}

#[test]
fn an_enrolment_whose_centre_prepares_its_conventions_itself_is_named_and_not_chosen() {
    sqlite(|store| {
        let mut world = World::default();
        for centre in world.institution.centres.iter_mut().filter(|centre| centre.id.0 == 3) {
            centre.students_create = false;
        }
        world.into_store(store).load(store, [Builder::new(1)]);
        let site = Site::over(store);
        let refused = "Licence de physique, troisième année\u{a0}: le centre «\u{a0}Sciences\u{a0}» prépare lui-même les conventions";
        for (login, widget) in [("s.1", "mes-stages"), ("write", "conventions-a-traiter")] {
            let page = site.get(login, &format!("/widgets/{widget}/1/enrolment"));
            assert!(page.text().contains(refused), "{}", page.text());
            let sent = site.post(login, &format!("/widgets/{widget}/1/enrol"), "version=0&enrolment=2025/SCI3/121");
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    });
}

#[test]
fn who_chooses_another_enrolment_while_somebody_validates_is_told_so() {
    each(|store| {
        World::default().into_store(store).load(store, [Builder::new(1).in_phase(Phase::Submitted)]);
        let site = Site::over(store);
        let validated = site.post("t.1", "/widgets/stages-suivis/1/validate", "version=0&validation=pedagogical");
        assert_eq!(validated.status, StatusCode::SEE_OTHER, "{}", validated.text());
        for (login, widget) in [("s.1", "mes-stages"), ("write", "conventions-a-traiter")] {
            let late = site.post(login, &format!("/widgets/{widget}/1/enrol"), "version=0&enrolment=2026/DRT3/121");
            assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
            let told = texts(late.text(), ".tr-alert").join(" ");
            assert!(told.contains("a changé la convention entre-temps") && told.contains("ne peut plus être modifiée ici"), "{told}");
            assert!(!site.get(login, &format!("/widgets/{widget}/1/student")).text().contains("/1/enrolment"));
        }
    });
}
