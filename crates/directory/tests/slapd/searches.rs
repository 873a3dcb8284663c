//! Searches by name.

use tremplin_directory::{Attributes, Directory, Settings};
use tremplin_referential::{Error, People};
use tremplin_services::directory_entries;

use crate::{directory, server, settings};

/// Looks wide enough for what many people share.
fn wide() -> Directory {
    Directory::new(Settings { size_limit: 500, ..settings(server()) }).unwrap()
}

async fn students(text: &str) -> Vec<String> {
    wide().search_students(text, 500).await.unwrap().value.into_iter().map(|s| s.login).collect()
}

async fn teachers(text: &str) -> Vec<String> {
    wide().search_teachers(text, 500).await.unwrap().value.into_iter().map(|t| t.login).collect()
}

#[tokio::test]
async fn a_name_is_found_without_its_accents_whichever_attribute_bears_them() {
    for text in ["helene zephyrin", "zephyrin", "hele zeph", "oeuvrard", "oeuv", "zephyrin oeuvrard helene", "Hélène ZÉPHYRIN"] {
        assert_eq!(students(text).await, ["accent"], "{text}");
    }
}

/// Everybody whom a look at every name finds is found by the directory, and nobody else.
#[tokio::test]
async fn everybody_whose_names_begin_so_is_found_and_nobody_else() {
    use tremplin_domain::text;
    for asked in
        ["guerier", "mendoza", "lefard fra", "o lefini", "d evrot", "thi lan roui", "soren bel", "evreau eleonore", "de la mar", "menier-r"]
    {
        let words = text::words(asked, 6);
        let is_meant = |place: &usize| {
            let (first, last) = directory_entries::name(*place);
            // One in fifty has no first name but in the common name, which has no accents.
            let all = text::fold(&format!("{first} {last}"));
            let login = directory_entries::login(*place);
            let all = format!("{all} {login}");
            !directory_entries::is_teacher(*place) && words.iter().all(|w| all.split(' ').any(|part| part.starts_with(w.as_str())))
        };
        let mut wanted: Vec<String> = (0..crate::PEOPLE).filter(is_meant).map(directory_entries::login).collect();
        wanted.sort_unstable();
        match wide().search_students(asked, 500).await {
            Ok(found) => {
                let mut found: Vec<String> = found.value.into_iter().map(|s| s.login).collect();
                found.sort_unstable();
                assert_eq!(found, wanted, "{asked}");
            }
            Err(Error::TooMany) => assert!(wanted.len() > 300, "{asked}: too many, of {}", wanted.len()),
            Err(error) => panic!("{asked}: {error}"),
        }
    }
}

#[tokio::test]
async fn short_words_are_found_at_the_start_of_a_name_or_beside_another_word() {
    let with_particle = directory_entries::login(27);
    assert!(students("de la").await.contains(&with_particle));
    assert_eq!(students("de la zoe etu1").await.iter().filter(|login| !login.starts_with("etu1")).count(), 0);
}

#[tokio::test]
async fn a_login_a_number_and_a_mail_address_are_found_by_their_beginnings() {
    let place = 12_345;
    let login = directory_entries::login(place);
    assert_eq!(students(&login).await, [login.as_str()]);
    assert_eq!(students(&directory_entries::number(place)).await, [login.as_str()]);
    let found = directory().student(&tremplin_referential::StudentKey::Login(login.clone())).await.unwrap().value;
    assert_eq!(students(&found.mail).await, [login.as_str()]);
    let (before, _) = found.mail.split_once('@').unwrap();
    assert_eq!(students(before).await, [login.as_str()]);
}

#[tokio::test]
async fn what_filters_are_made_of_is_looked_for_as_it_is_or_not_at_all() {
    for text in ["*)(uid=*", "star*)(|(uid=*", "\\2a", "(&)", "a*", "star\u{0}paren)(objectClass=*"] {
        match wide().search_students(text, 500).await {
            Ok(found) => assert!(found.value.is_empty(), "{text}: {:?}", found.value),
            Err(error) => assert!(matches!(error, Error::TooShort | Error::TooMany), "{text}: {error}"),
        }
    }
    assert_eq!(students("Star*(Paren)").await, ["signs"]);
    assert_eq!(students("(paren").await, ["signs"]);
}

#[tokio::test]
async fn a_search_that_finds_too_many_says_so() {
    let few = directory();
    assert!(matches!(few.search_students("mar", 10).await, Err(Error::TooMany)), "by our limit");
    assert!(matches!(few.search_students("univ", 500).await, Err(Error::TooMany)), "by the limit that the request bears");
    let greedy = Directory::new(Settings { size_limit: 5_000, ..settings(server()) }).unwrap();
    assert!(matches!(greedy.search_students("univ", 5_000).await, Err(Error::TooMany)), "by the server's own limit");
    assert!(matches!(few.search_students("m", 10).await, Err(Error::TooShort)));
}

#[tokio::test]
async fn teachers_are_found_by_name_and_by_what_they_belong_to() {
    let place = 12_359;
    let (first, last) = directory_entries::name(place);
    let login = directory_entries::login(place);
    assert!(teachers(&format!("{first} {last}")).await.contains(&login));
    let found = wide().search_teachers(&format!("{login} sciences"), 5).await.unwrap().value;
    assert_eq!(
        found.iter().map(|t| (t.login.as_str(), t.affiliation.as_str())).collect::<Vec<_>>(),
        [(login.as_str(), "UFR Sciences et techniques")]
    );
    assert_eq!(teachers(&format!("{login} medecine")).await, Vec::<String>::new());
}

#[tokio::test]
async fn who_may_follow_internships_is_a_setting() {
    assert_eq!(teachers("monitor").await, ["monitor"]);
    assert_eq!(teachers("tutor").await, Vec::<String>::new());
    let settings =
        Settings { excluded_types: vec!["moniteur".into()], extra_teachers: vec!["tutor".into(), "gone".into()], ..settings(server()) };
    let directory = Directory::new(settings).unwrap();
    let found = async |text: &str| directory.search_teachers(text, 9).await.unwrap().value.into_iter().map(|t| t.login).collect::<Vec<_>>();
    assert_eq!(found("monitor").await, Vec::<String>::new());
    assert_eq!(found("tutor").await, ["tutor"]);
    assert_eq!(found("service des stages").await, ["tutor"], "by the label that the entry itself bears");
    assert_eq!(found("gone").await, Vec::<String>::new(), "who has left is no staff any more");
    assert!(directory.standing("monitor").await.unwrap().value.teacher.is_none());
    assert!(directory.standing("tutor").await.unwrap().value.teacher.is_some());
}

#[tokio::test]
async fn attributes_are_those_that_the_institution_names() {
    let attributes = Attributes { first_name: "displayName".into(), number: "employeeNumber".into(), ..Attributes::default() };
    let directory = Directory::new(Settings { attributes, ..settings(server()) }).unwrap();
    assert_eq!(directory.search_students("zephyrin", 9).await.unwrap().value, [], "nobody has that number");
}
