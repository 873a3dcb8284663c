//! Components, steps and enrolments.

use tremplin_directory::{Directory, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_referential::{Enrolments, Error, Freshness, Programmes};
use tremplin_services::{SUFFIX, directory_entries};

use crate::{DEPARTMENTS, directory, server, settings};

fn year(first: i32) -> AcademicYear {
    AcademicYear::starting(first).unwrap()
}

#[tokio::test]
async fn a_list_longer_than_a_page_comes_whole() {
    let directory =
        Directory::new(Settings { page_size: 100, component_types: vec!["{SUPANN}S300".into()], ..settings(server()) }).unwrap();
    let departments = directory.components().await.unwrap().value;
    assert_eq!(departments.len(), 8 * DEPARTMENTS, "more than the 500 that the server gives at once");
    assert_eq!(departments[0].code, "DRT001");
}

#[tokio::test]
async fn components_have_their_labels_and_steps() {
    let components = directory().components().await.unwrap().value;
    let codes: Vec<&str> = components.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(codes, ["DRT", "ECO", "ING", "IUT", "LET", "MED", "SCI", "STA"]);
    assert_eq!(components[0].label, "Faculté de droit");
    let steps: Vec<_> = components[0].steps.iter().map(|s| (s.code.as_str(), s.version.as_str(), s.label.as_str())).collect();
    assert_eq!(steps[2], ("L3DRT", "211", "Licence 3 · Faculté de droit"));
    assert_eq!(steps.len(), 3);
}

#[tokio::test]
async fn an_institution_without_components_in_its_directory_leaves_them_to_another_source() {
    for settings in [
        Settings { structures_base: String::new(), ..settings(server()) },
        Settings { structures_base: format!("ou=nowhere,{SUFFIX}"), ..settings(server()) },
        Settings { component_types: vec!["{SUPANN}NONE".into()], ..settings(server()) },
    ] {
        assert!(matches!(Directory::new(settings).unwrap().components().await, Err(Error::Missing)));
    }
}

#[tokio::test]
async fn enrolments_of_several_years_are_kept_apart_newest_first() {
    // The third year of a licence, and the second the year before.
    let place = 4_001;
    let choices = directory().enrolments(&directory_entries::number(place), &[year(2025), year(2026), year(2024)]).await.unwrap();
    assert_eq!(choices.freshness, Freshness::Current);
    let read: Vec<_> =
        choices.value.iter().map(|c| (c.year.first(), &c.enrolment.step_code[..2], c.enrolment.step_version.as_str())).collect();
    assert_eq!(read, [(2026, "L3", "211"), (2025, "L2", "211")]);
    let this = &choices.value[0].enrolment;
    assert_eq!((this.cursus.as_str(), this.regime.as_str()), ("L", "initial"));
    assert!(this.step.starts_with("Licence 3 · ") && this.step.ends_with(&this.component), "{this:?}");
    assert_eq!(choices.value[0].reach.town, "Lyon");
    let one = directory().enrolments(&directory_entries::number(place), &[year(2025)]).await.unwrap().value;
    assert_eq!(one.len(), 1);
}

#[tokio::test]
async fn a_department_belongs_to_its_component() {
    let choices = directory().enrolments("99000007", &[year(2026)]).await.unwrap().value;
    assert_eq!(choices.len(), 1, "what cannot be read is left out");
    let enrolment = &choices[0].enrolment;
    assert_eq!((enrolment.component_code.as_str(), enrolment.component.as_str()), ("DRT", "Faculté de droit"));
    assert_eq!((enrolment.department.as_str(), enrolment.cursus.as_str()), ("Département 1 de DRT", "M"));
    assert_eq!((enrolment.step_code.as_str(), enrolment.step.as_str()), ("M2DRT", "M2DRT"), "its code where no label is known");
    assert_eq!(choices[0].units[0].element.code, "STAGE5");
}

#[tokio::test]
async fn simple_attributes_stand_in_for_composite_ones() {
    let choices = directory().enrolments("99000008", &[year(2026), year(2025)]).await.unwrap().value;
    let read: Vec<_> = choices.iter().map(|c| (c.key(), c.enrolment.component.as_str(), c.enrolment.cursus.as_str())).collect();
    assert_eq!(read, [("2026/L2SCI/211".to_owned(), "UFR Sciences et techniques", "L")]);
}

#[tokio::test]
async fn somebody_without_enrolments_has_none_and_nobody_is_missing() {
    assert_eq!(directory().enrolments("99000001", &[year(2026)]).await.unwrap().value, []);
    assert!(matches!(directory().enrolments("1", &[year(2026)]).await, Err(Error::Missing)));
    assert!(matches!(directory().enrolments("99000003", &[year(2026)]).await, Err(Error::Unusable(_))));
}
