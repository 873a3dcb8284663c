//! People by login and number.

use chrono::NaiveDate;
use tremplin_directory::{Attributes, Directory, Settings};
use tremplin_referential::{Error, People, Standing, StudentKey, StudentRecord};
use tremplin_services::{SUFFIX, directory_entries};

use crate::{directory, server, settings};

async fn by_login(login: &str) -> Result<StudentRecord, Error> {
    directory().student(&StudentKey::Login(login.into())).await.map(|answer| answer.value)
}

async fn by_number(number: &str) -> Result<StudentRecord, Error> {
    directory().student(&StudentKey::Number(number.into())).await.map(|answer| answer.value)
}

#[tokio::test]
async fn a_student_is_found_by_number_and_by_login() {
    let place = 4_000;
    let (first, last) = directory_entries::name(place);
    let student = by_number(&directory_entries::number(place)).await.unwrap();
    assert_eq!((student.login.as_str(), student.last_name, student.first_name), (directory_entries::login(place).as_str(), last, first));
    assert_eq!((student.sex.as_str(), student.birth_date), ("female", NaiveDate::from_ymd_opt(2005, 1, 31)));
    assert_eq!((student.reach.postcode.as_str(), student.reach.town.as_str(), student.reach.country.as_str()), ("69007", "Lyon", "FR"));
    assert_eq!(by_login(&student.login).await.unwrap().number, student.number);
}

#[tokio::test]
async fn who_is_not_there_is_missing() {
    for login in ["nobody", "", "*", "etu*", "etu0)(uid=*", "bare", "gone", "tutor"] {
        assert!(matches!(by_login(login).await, Err(Error::Missing)), "{login}");
    }
    for number in ["1", "", "*", "2200*", "22000000)(uid=*"] {
        assert!(matches!(by_number(number).await, Err(Error::Missing)), "{number}");
    }
}

#[tokio::test]
async fn two_entries_with_one_number_or_one_login_are_for_the_registrar() {
    for outcome in [by_number("99000003").await, by_login("double.a").await, by_login("twin").await] {
        let Err(Error::Unusable(reason)) = outcome else { panic!("{outcome:?}") };
        assert!(reason.contains("plusieurs fiches") && reason.contains("scolarité"), "{reason}");
    }
    for login in ["twin", "double.b"] {
        assert!(matches!(directory().standing(login).await, Err(Error::Unusable(_))), "{login}");
    }
}

#[tokio::test]
async fn a_login_that_was_given_to_somebody_else_is_theirs() {
    assert_eq!(by_login("reprise").await.unwrap().number, "99000005");
    assert_eq!(by_number("99000004").await.unwrap().login, "reprise.ancienne");
}

#[tokio::test]
async fn attributes_may_be_missing_repeated_or_unreadable() {
    let bare = by_login("etu49").await.unwrap();
    assert_eq!((bare.first_name.as_str(), bare.mail.as_str(), bare.birth_date, bare.sex.as_str()), ("", "", None, ""));
    let several = by_login("s.everal").await.unwrap();
    assert_eq!((several.login.as_str(), several.number.as_str()), ("S.Everal", "99000006"));
    let Err(Error::Unusable(reason)) = by_login("numberless").await else { panic!("a student without a number") };
    assert!(reason.contains("numéro"), "{reason}");
    let attributes = Attributes { first_name: "audio".into(), ..Attributes::default() };
    let latin = Directory::new(Settings { attributes, ..settings(server()) }).unwrap();
    let found = latin.student(&StudentKey::Login("latin".into())).await.unwrap().value;
    assert_eq!(found.first_name, "Héloïse ÿ");
}

#[tokio::test]
async fn numbers_that_the_directory_pads_are_the_institutions_without_their_zeros() {
    let directory = Directory::new(Settings { number_digits: Some(8), ..settings(server()) }).unwrap();
    for key in [StudentKey::Number("4242".into()), StudentKey::Number("00004242".into()), StudentKey::Login("padded".into())] {
        assert_eq!(directory.student(&key).await.unwrap().value.number, "4242", "{key:?}");
    }
}

#[tokio::test]
async fn a_standing_says_what_somebody_is() {
    let standing = async |login: &str| directory().standing(login).await.map(|answer| answer.value);
    let Standing { student, teacher } = standing("etu4000").await.unwrap();
    assert!(student.is_some() && teacher.is_none());
    let Standing { student, teacher } = standing("prof39").await.unwrap();
    assert_eq!((student, teacher.unwrap().affiliation.as_str()), (None, "UFR Sciences et techniques"));
    let Standing { student, teacher } = standing("both").await.unwrap();
    assert_eq!((student.unwrap().number.as_str(), teacher.unwrap().affiliation.as_str()), ("99000009", "UFR Lettres et langues"));
    for neither in ["gone", "bare", "numberless"] {
        assert_eq!(standing(neither).await.unwrap(), Standing::default(), "{neither}");
    }
    assert!(matches!(standing("nobody").await, Err(Error::Missing)));
}

#[tokio::test]
async fn a_branch_that_is_not_there_holds_nobody_and_one_that_is_elsewhere_is_not_followed() {
    let ask = async |base: String| {
        let directory = Directory::new(Settings { people_base: base, ..settings(server()) }).unwrap();
        directory.student(&StudentKey::Login("etu4000".into())).await
    };
    assert!(matches!(ask(format!("ou=nowhere,{SUFFIX}")).await, Err(Error::Missing)));
    let Err(Error::Unreadable { cause, .. }) = ask(format!("ou=elsewhere,ou=people,{SUFFIX}")).await else { panic!("followed") };
    assert!(cause.to_string().contains("another server"), "{cause}");
}
