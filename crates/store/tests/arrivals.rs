//! People who sign in for the first time or again, and the first start of an institution.

use tremplin_domain::{
    centre::{Centre, Level},
    ids::{CentreId, StudentId, TeacherId},
    person::{Student, Teacher},
    policy::Principal,
};
use tremplin_store::{
    Error, Store,
    arrivals::{self, Arrival},
    centres, installation, sign_in, teachers,
};
use tremplin_testkit::{World, admin, each, helpdesk, student};

fn arrive(store: &Store, arrival: &Arrival) -> Result<Option<Principal>, Error> {
    store.write_blocking(|conn| arrivals::arrive(conn, arrival))?;
    store.read_blocking(|conn| sign_in::principal(conn, &arrival.login))
}

fn named(login: &str, last: &str, first: &str) -> Arrival {
    Arrival { login: login.to_owned(), last_name: last.to_owned(), first_name: first.to_owned(), ..Arrival::default() }
}

fn enrolled(number: &str, arrival: &Arrival) -> Student {
    Student {
        id: StudentId(0),
        number: number.to_owned(),
        login: String::new(),
        last_name: arrival.last_name.clone(),
        first_name: arrival.first_name.clone(),
        sex: "unknown".into(),
        birth_date: None,
        mail: String::new(),
    }
}

fn teaching(arrival: &Arrival) -> Teacher {
    Teacher {
        id: TeacherId(0),
        login: arrival.login.clone(),
        last_name: arrival.last_name.clone(),
        first_name: arrival.first_name.clone(),
        mail: "t@univ.example".to_owned(),
        phone: String::new(),
        function: String::new(),
        affiliation: String::new(),
    }
}

#[test]
fn whoever_signs_in_for_the_first_time_is_who_the_directory_says() {
    each(|store| {
        let _world = World::default().into_store(store);
        let new = named("nouveau", "Thierry", "Hélène");
        let arrival = Arrival { student: Some(enrolled("22600042", &new)), teacher: Some(teaching(&new)), ..new.clone() };
        let who = arrive(store, &arrival).unwrap().unwrap();
        assert!(who.student.is_some() && who.teacher.is_some() && who.name == "Hélène Thierry");
        assert_eq!(arrive(store, &arrival).unwrap().unwrap(), who, "coming again changes nothing");
        assert_eq!(arrive(store, &named("personne", "Le Goff", "Yann")).unwrap(), None);
    });
}

#[test]
fn a_login_given_to_another_student_opens_nothing_of_the_first() {
    each(|store| {
        let _world = World::default().into_store(store);
        let other = named("s.1", "Ollivier", "Paul");
        let who = arrive(store, &Arrival { student: Some(enrolled("22600001", &other)), ..other }).unwrap().unwrap();
        assert!(who.student.is_some() && who.student != Some(StudentId(1)));
    });
}

#[test]
fn a_login_given_to_somebody_who_is_no_student_opens_nothing_of_the_first() {
    each(|store| {
        let _world = World::default().into_store(store);
        // Student 1 is Hélène Durand: a graduate who works here keeps their conventions, somebody else does not get them.
        let graduate = named("s.1", "Durand", "Hélène");
        assert_eq!(arrive(store, &graduate).unwrap().unwrap().student, Some(StudentId(1)));
        let married = named("s.1", "Le Bris", "Hélène");
        assert_eq!(arrive(store, &married).unwrap().unwrap().student, Some(StudentId(1)));
        let silent = named("s.1", "", "");
        assert_eq!(arrive(store, &silent).unwrap().unwrap().student, Some(StudentId(1)));
        let other = named("s.1", "Ollivier", "Paul");
        assert_eq!(arrive(store, &other).unwrap(), None);
    });
}

#[test]
fn a_teachers_login_given_to_somebody_else_leaves_the_teacher_their_conventions() {
    each(|store| {
        let world = World::default().into_store(store);
        let known = &world.institution.teachers[0];
        let other = named(&known.login, "Ollivier", "Paul");
        let who = arrive(store, &Arrival { teacher: Some(teaching(&other)), ..other }).unwrap().unwrap();
        assert!(who.teacher.is_some() && who.teacher != Some(known.id));
        let first = store.read_blocking(|conn| teachers::find(conn, &admin(), known.id)).unwrap().unwrap();
        assert_eq!((first.last_name.as_str(), first.login.as_str()), (known.last_name.as_str(), " 1"));
        assert_eq!(store.read_blocking(|conn| sign_in::principal(conn, " 1")).unwrap(), None);
    });
}

#[test]
fn teachers_whom_the_directory_names_are_known_from_then_on() {
    each(|store| {
        let _world = World::default().into_store(store);
        let new = teaching(&named("t.new", "Quéméner", "Anaïs"));
        let scope = student(1);
        store.write_blocking(|conn| teachers::remember(conn, &scope, std::slice::from_ref(&new))).unwrap();
        // A directory that is silent about the mail does not take it away.
        let silent = Teacher { mail: String::new(), function: "Professeure".to_owned(), ..new };
        store.write_blocking(|conn| teachers::remember(conn, &scope, std::slice::from_ref(&silent))).unwrap();
        let found = store.read_blocking(|conn| teachers::search(conn, &scope, "quemener", 9)).unwrap();
        assert_eq!(found.iter().map(|t| (t.mail.as_str(), t.function.as_str())).collect::<Vec<_>>(), [("t@univ.example", "Professeure")]);
    });
}

#[test]
fn a_login_with_spaces_around_it_arrives_nowhere() {
    each(|store| {
        for login in ["", " a", "a "] {
            assert!(matches!(arrive(store, &named(login, "A", "B")), Err(Error::Missing)), "{login:?}");
        }
    });
}

#[test]
fn an_institution_begins_with_its_centre_and_the_administrators_that_it_names() {
    each(|store| {
        let first = Centre { level: Level::Etablissement, ..tremplin_testkit::centre(1, "Université") };
        let install = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
            store.write_blocking(|conn| installation::install(conn, &admin(), &first, &names)).unwrap();
        };
        let is_admin =
            |login: &str| store.read_blocking(|conn| sign_in::principal(conn, login)).unwrap().is_some_and(|who| who.institution_admin);
        install(&["apons", "nleroy"]);
        install(&["nleroy"]);
        assert_eq!([is_admin("apons"), is_admin("nleroy")], [false, true]);
        let centres = store.read_blocking(|conn| centres::all(conn, &admin())).unwrap();
        assert_eq!(centres.iter().map(|c| (c.id, c.name.as_str())).collect::<Vec<_>>(), [(CentreId(1), "Université")]);
        let refused = store.write_blocking(|conn| installation::install(conn, &helpdesk(), &first, &[]));
        assert!(matches!(refused, Err(Error::Missing)));
    });
}
