//! From a student number to what a convention needs, in every manner in which a service may write its answers.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::time::Duration;

use chrono::NaiveDate;
use tremplin_apogee::{Apogee, Blanks, Elements, Service, Settings, StudentId};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{
    EnrolmentChoice, Enrolments, Error, Establishment, Freshness, People, Programmes, Social, StudentKey, StudentRecord,
};
use tremplin_services::apogee::{Double, Fate, Manner};

const MANNERS: [Manner; 4] = [Manner::Strict, Manner::Lacking, Manner::Empty, Manner::Reversed];

fn settings(double: &Double) -> Settings {
    Settings {
        base_url: double.url(),
        continuing_regimes: ["2".to_owned()].into(),
        regimes: [("1".into(), "initial".into())].into(),
        ..Settings::default()
    }
}

fn apogee(mut settings: Settings) -> Apogee {
    // A machine that is busy answers late, not otherwise.
    settings.limits.budget = Duration::from_mins(1);
    Apogee::new(settings, || NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()).unwrap()
}

fn year(first: i32) -> AcademicYear {
    AcademicYear::starting(first).unwrap()
}

fn three_years() -> [AcademicYear; 3] {
    [year(2024), year(2026), year(2025)]
}

async fn choices(apogee: &Apogee, number: &str) -> Vec<EnrolmentChoice> {
    let answer = apogee.enrolments(number, &three_years()).await.unwrap();
    assert_eq!(answer.freshness, Freshness::Current);
    answer.value
}

fn keys(choices: &[EnrolmentChoice]) -> Vec<String> {
    choices.iter().map(EnrolmentChoice::key).collect()
}

async fn student(apogee: &Apogee, number: &str) -> StudentRecord {
    let answer = apogee.student(&StudentKey::Number(number.into())).await.unwrap();
    assert_eq!(answer.freshness, Freshness::Current);
    answer.value
}

#[tokio::test]
async fn five_enrolments_over_three_years_come_newest_first_without_the_one_that_is_not_paid_for() {
    for manner in MANNERS {
        let double = Double::start(manner).await.unwrap();
        let found = choices(&apogee(settings(&double)), "21900042").await;
        assert_eq!(keys(&found), ["2026/M2INF/210", "2026/DUFLE/3", "2025/M1INF/210", "2025/DUENT/1", "2024/L3INF/200"], "{manner:?}");
    }
}

#[tokio::test]
async fn a_choice_holds_all_that_a_convention_copies() {
    for manner in MANNERS {
        let double = Double::start(manner).await.unwrap();
        let found = choices(&apogee(settings(&double)), "21900042").await;
        let EnrolmentChoice { year: _, enrolment, units, kind, reach } = found[0].clone();
        assert_eq!((enrolment.component_code.as_str(), enrolment.component.as_str()), ("SCI", "UFR Sciences"));
        assert_eq!(enrolment.step, "Master 2 Informatique <parcours A & B>");
        assert_eq!(enrolment.diploma, "Diplôme de Master 2 Informatique <parcours A & B>");
        assert_eq!((enrolment.cursus.as_str(), enrolment.finality.as_str(), enrolment.regime.as_str()), ("M", "professional", "initial"));
        assert_eq!((enrolment.taught_hours, kind), (Some(420), None));
        let units: Vec<_> = units.iter().map(|unit| (unit.element.code.as_str(), unit.element.credits, unit.is_internship)).collect();
        assert_eq!(units, [("STG5", 3_000, true), ("PRJ5", 650, true), ("MATH", 450, false)], "one suspended, one in two lists");
        assert_eq!(enrolment.elements.iter().map(|element| element.code.as_str()).collect::<Vec<_>>(), ["STG5", "PRJ5"]);
        let address = (reach.street.as_str(), reach.postcode.as_str(), reach.town.as_str(), reach.country.as_str());
        assert_eq!(address, ("Bâtiment C 12 rue de l’Exemple", "35000", "RENNES", "FR"));
        assert_eq!(
            (reach.mail.as_str(), reach.phone.as_str(), reach.mobile.as_str()),
            ("jeanne@courriel.example", "0200000001", "0600000001")
        );
        assert_eq!(reach.cpam_name, "CPAM d’Ille-et-Vilaine 2026");
        assert_eq!(found[4].reach.cpam_name, "CPAM d’Ille-et-Vilaine 2024");
        assert_eq!(found[4].enrolment.elements[0].code, "STL3", "a nature counts in any case");
    }
}

#[tokio::test]
async fn a_component_without_a_label_is_asked_for_by_its_code() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = choices(&apogee(settings(&double)), "21900042").await;
    assert_eq!((found[1].enrolment.component_code.as_str(), found[1].enrolment.component.as_str()), ("LAN", "Centre de langues"));
    assert_eq!(double.count("recupererComposante_v2"), 1);
    let unknown = (found[1].enrolment.cursus.is_empty(), found[1].enrolment.finality.is_empty(), found[1].enrolment.taught_hours);
    assert_eq!(unknown, (true, true, None), "codes that nobody has set, and no hours");
}

#[tokio::test]
async fn a_gap_year_is_a_year_without_choices() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = choices(&apogee(settings(&double)), "21900043").await;
    assert_eq!(keys(&found), ["2026/M1INF/210", "2024/L3INF/200"]);
}

#[tokio::test]
async fn continuing_education_gives_the_type_of_convention() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = choices(&apogee(settings(&double)), "21900043").await;
    assert_eq!((found[0].enrolment.regime.as_str(), found[0].kind.as_ref().unwrap().as_str()), ("continuing", "continuing"));
    assert_eq!((found[1].enrolment.regime.as_str(), &found[1].kind), ("initial", &None));
}

#[tokio::test]
async fn an_address_abroad_has_its_town_on_a_line_of_its_own() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let reach = student(&apogee(settings(&double)), "21900043").await.reach;
    let address = (reach.street.as_str(), reach.postcode.as_str(), reach.town.as_str(), reach.country.as_str());
    assert_eq!(address, ("Musterstraße 5", "", "10115 BERLIN", "DE"));
}

#[tokio::test]
async fn somebody_without_an_address_is_somebody() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let record = student(&apogee(settings(&double)), "21900044").await;
    assert_eq!((record.last_name.as_str(), record.reach), ("MARTIN", tremplin_domain::convention::Reach::default()));
}

#[tokio::test]
async fn an_address_that_wants_a_year_is_asked_for_with_the_current_one() {
    let double = Double::start(Manner::Strict).await.unwrap();
    assert_eq!(student(&apogee(settings(&double)), "21900045").await.reach.town, "RENNES");
    let asked: Vec<_> = double.calls().into_iter().filter(|call| call.operation == "recupererAdressesEtudiant_v2").collect();
    assert!(asked[0].request.contains("<_annee></_annee>") && asked[1].request.contains("<_annee>2026</_annee>"));
}

#[tokio::test]
async fn a_student_is_known_by_number_with_the_birth_as_written() {
    for manner in MANNERS {
        let double = Double::start(manner).await.unwrap();
        let record = student(&apogee(settings(&double)), "21900042").await;
        assert_eq!((record.number.as_str(), record.last_name.as_str(), record.first_name.as_str()), ("21900042", "MARTIN", "Jeanne"));
        assert_eq!((record.sex.as_str(), record.birth_date), ("female", NaiveDate::from_ymd_opt(2003, 4, 1)));
        assert_eq!(record.reach.town, "RENNES");
    }
}

#[tokio::test]
async fn zeros_of_a_number_are_kept_and_lost_ones_are_filled_up() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let of = |change: &dyn Fn(&mut Settings)| {
        let mut settings = settings(&double);
        change(&mut settings);
        apogee(settings)
    };
    let kept = of(&|_| {});
    assert_eq!(student(&kept, "00012345").await.number, "00012345");
    let padding = of(&|settings| settings.student_number_width = 8);
    assert_eq!(student(&padding, "12345").await.last_name, "MARTIN");
    let individual = of(&|settings| (settings.student_id, settings.student_number_width) = (StudentId::Individual, 8));
    assert_eq!(student(&individual, "777").await.number, "777", "whoever asks keeps their own number");
    assert_eq!(keys(&choices(&individual, "777").await), ["2026/M2INF/210"]);
    assert!(double.calls().iter().all(|call| ["00012345", ""].contains(&call.number.as_str())));
}

#[tokio::test]
async fn the_directory_behind_apogee_gives_login_and_mail_where_it_is_asked() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let record = student(&apogee(Settings { asks_directory: true, ..settings(&double) }), "21900042").await;
    assert_eq!((record.login.as_str(), record.mail.as_str()), ("jmartin", "j.martin@univ.example"));
    let asked = double.calls().into_iter().find(|call| call.operation == "recupererIdentifiantsEtudiant_v2").unwrap();
    assert!(asked.request.contains("<_temoinRecupAnnu>O</_temoinRecupAnnu>"));
}

#[tokio::test]
async fn what_apogee_does_not_know_is_left_to_other_sources() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(settings(&double));
    assert!(matches!(apogee.student(&StudentKey::Login("jmartin".into())).await, Err(Error::Missing)));
    assert!(matches!(apogee.standing("jmartin").await, Err(Error::Missing)));
    assert!(matches!(apogee.search_students("martin", 10).await, Err(Error::Missing)));
    assert!(matches!(apogee.search_teachers("martin", 10).await, Err(Error::Missing)));
    for no_number in ["", "2190 0042", "x\u{0}", "<a/>", &"1".repeat(40)] {
        assert!(matches!(apogee.student(&StudentKey::Number(no_number.into())).await, Err(Error::Missing)), "{no_number:?}");
        assert!(matches!(apogee.enrolments(no_number, &three_years()).await, Err(Error::Missing)), "{no_number:?}");
    }
    assert_eq!(double.requests().all(), 0);
}

#[tokio::test]
async fn no_data_is_an_empty_list_and_an_unknown_number_is_missing() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(settings(&double));
    assert_eq!(choices(&apogee, "21900046").await, []);
    assert!(matches!(apogee.enrolments("29999999", &three_years()).await, Err(Error::Missing)));
    assert!(matches!(apogee.student(&StudentKey::Number("29999999".into())).await, Err(Error::Missing)));
}

#[tokio::test]
async fn many_years_are_first_narrowed_to_those_of_the_student() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let years: Vec<_> = (2015..=2027).map(year).collect();
    let apogee = apogee(settings(&double));
    let found = apogee.enrolments("21900043", &years).await.unwrap().value;
    assert_eq!(keys(&found), ["2026/M1INF/210", "2024/L3INF/200"]);
    assert_eq!((double.count("recupererAnneesIa"), double.count("recupererIAEtapes_v3")), (1, 2));
    assert_eq!(apogee.years("21900043").await.unwrap().value, [year(2024), year(2026)]);
}

#[tokio::test]
async fn elements_may_come_from_the_students_contract_and_else_from_the_step() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let found = choices(&apogee(Settings { elements: Elements::Contract, ..settings(&double) }), "21900042").await;
    let codes = |choice: &EnrolmentChoice| choice.units.iter().map(|unit| unit.element.code.clone()).collect::<Vec<_>>();
    assert_eq!((codes(&found[0]), codes(&found[4])), (vec!["STG5".into(), "ANG5".into()], vec!["STL3".into()]));
    assert_eq!(found[0].enrolment.elements.len(), 1);
    assert_eq!(found[0].enrolment.taught_hours, Some(420));
}

#[tokio::test]
async fn steps_of_the_pedagogical_contract_count_where_that_is_set() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(Settings { pedagogical_steps: true, ..settings(&double) });
    let found = apogee.enrolments("21900044", &[year(2026)]).await.unwrap().value;
    assert_eq!(keys(&found), ["2026/M2INF/210", "2026/L3INF/200"]);
    assert_eq!((found[1].enrolment.diploma.as_str(), found[1].enrolment.taught_hours), ("Diplôme du contrat", Some(520)));
}

#[tokio::test]
async fn a_fund_is_that_of_the_year() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(settings(&double));
    assert_eq!(apogee.social("21900042", year(2025)).await.unwrap().value.cpam_name, "CPAM d’Ille-et-Vilaine 2025");
    assert!(matches!(apogee.social("21900042", year(2020)).await, Err(Error::Missing)));
}

#[tokio::test]
async fn components_in_service_hold_their_steps() {
    for manner in MANNERS {
        let double = Double::start(manner).await.unwrap();
        let found = apogee(Settings { step_version_width: 3, ..settings(&double) }).components().await.unwrap();
        assert_eq!(found.freshness, Freshness::Current);
        let found: Vec<_> = found
            .value
            .iter()
            .map(|component| {
                (
                    component.code.as_str(),
                    component.label.as_str(),
                    component.steps.iter().map(|step| format!("{};{}", step.code, step.version)).collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        let expected = [
            ("UNI", "Université", ""),
            ("SCI", "UFR Sciences", "L3INF;200 M1INF;210 M2INF;210"),
            ("INF", "Département informatique", ""),
            ("LAN", "Centre de langues", "DUFLE;003"),
            ("ECO", "Faculté d’économie", "DUENT;001"),
        ];
        assert_eq!(found, expected.map(|(code, label, steps)| (code, label, steps.to_owned())), "{manner:?}");
    }
}

#[tokio::test]
async fn without_the_tree_the_steps_are_there_in_part() {
    let double = Double::start(Manner::Strict).await.unwrap();
    double.set("recupererComposante_v2", Fate::Fault("technical.other"));
    let found = apogee(settings(&double)).components().await.unwrap();
    assert_eq!((found.freshness, found.value.len()), (Freshness::Partial, 3));
}

#[tokio::test]
async fn the_institution_says_its_name_and_address() {
    for manner in MANNERS {
        let double = Double::start(manner).await.unwrap();
        let found = apogee(settings(&double)).establishment().await.unwrap().value;
        assert_eq!((found.name.as_str(), found.address.as_str()), ("Université de l’Exemple", "1 place de la Licorne 35000 RENNES"));
    }
}

#[tokio::test]
async fn a_component_has_the_last_signatory_in_service() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(settings(&double));
    let found = apogee.signatory("SCI").await.unwrap().value;
    assert_eq!((found.name.as_str(), found.quality.as_str()), ("B. Nouvelle", "Directrice de l’UFR"));
    assert!(matches!(apogee.signatory("LAN").await, Err(Error::Missing)));
}

#[tokio::test]
async fn communes_come_by_name() {
    let double = Double::start(Manner::Strict).await.unwrap();
    let apogee = apogee(settings(&double));
    let found = apogee.communes("20000").await.unwrap().value;
    assert_eq!(
        found.iter().map(|commune| (commune.code.as_str(), commune.label.as_str())).collect::<Vec<_>>(),
        [("2A001", "AFA"), ("2A004", "AJACCIO")]
    );
    assert_eq!(apogee.communes("99999").await.unwrap().value, []);
}

#[tokio::test]
async fn parameters_without_a_value_may_be_left_out() {
    let double = Double::start(Manner::Lacking).await.unwrap();
    let apogee = apogee(Settings { blanks: Blanks::Omitted, ..settings(&double) });
    assert_eq!(choices(&apogee, "21900042").await.len(), 5);
    assert!(double.calls().iter().all(|call| !call.request.contains("nil=") && !call.request.contains("<_annee></_annee>")));
}

#[tokio::test]
async fn a_service_may_have_an_address_of_its_own() {
    let (double, other) = (Double::start(Manner::Strict).await.unwrap(), Double::start(Manner::Strict).await.unwrap());
    let elsewhere = format!("{}/apo-commun-servicesMetiers/services/OffreFormationMetier", other.url());
    let settings = Settings { urls: [(Service::Programmes, elsewhere)].into(), ..settings(&double) };
    assert_eq!(choices(&apogee(settings), "21900042").await.len(), 5);
    assert_eq!((double.count("recupererSE_v3"), other.count("recupererSE_v3")), (0, 5));
}
