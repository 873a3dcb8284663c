//! The table of fields is complete and reads what it writes.

use super::sample;

use std::collections::BTreeSet;

use tremplin_domain::{
    convention::{Convention, Dossier, Enrolment, FIELDS, Field, Follow, Input, Internship, Pay, Reach, Schedule, Value, fields},
    parse::Problem,
};

#[test]
fn every_field_of_the_record_is_described() {
    // No `..` here: a new field of the record stops this test from compiling until it is listed in FIELDS.
    let Convention {
        id: _,
        number: _,
        version: _,
        year: _,
        student: _,
        centre: _,
        host: _,
        service: _,
        tutor: _,
        teacher: _,
        signatory: _,
        kind: _,
        language: _,
        reach,
        enrolment,
        internship,
        schedule,
        pay,
        follow,
        progress: _,
        created_at: _,
        created_by: _,
        updated_at: _,
    } = sample::dossier().convention;
    let Reach { street: _, postcode: _, town: _, country: _, mail: _, phone: _, mobile: _, cpam_name: _, cpam_address: _, social_cover: _ } =
        reach;
    let Enrolment {
        component_code: _,
        component: _,
        step_code: _,
        step_version: _,
        step: _,
        department: _,
        diploma: _,
        elements: _,
        finality: _,
        cursus: _,
        regime: _,
        taught_hours: _,
        taught_in_presence: _,
    } = enrolment;
    let Internship {
        theme: _,
        subject: _,
        confidential: _,
        tasks: _,
        skills: _,
        details: _,
        starts_on: _,
        ends_on: _,
        zone: _,
        elsewhere_minutes: _,
        country_sheet: _,
    } = internship;
    let Schedule {
        mode: _,
        week: _,
        other_week: _,
        periods: _,
        interruptions: _,
        holidays_worked: _,
        working_time: _,
        comment: _,
        night: _,
        night_work: _,
        home_working: _,
        leave: _,
        leave_paid: _,
        presence_minutes: _,
        duration_minutes: _,
    } = schedule;
    let Pay { paid: _, amount: _, basis: _, per: _, currency: _, means: _, benefits: _, mission_costs: _, exemption: _ } = pay;
    let Follow { origin: _, offer: _, nature_of_work: _, validation_mode: _, supervision: _, cover_abroad: _, aims_checked: _, comment: _ } =
        follow;
    let names: BTreeSet<_> = FIELDS.iter().map(|f| f.name).collect();
    assert_eq!(names.len(), FIELDS.len(), "names are unique");
    for name in [
        "number",
        "year",
        "kind",
        "language",
        "street",
        "postcode",
        "town",
        "country",
        "personal-mail",
        "phone",
        "mobile",
        "cpam-name",
        "cpam-address",
        "social-cover",
        "component-code",
        "component",
        "step-code",
        "step-version",
        "step",
        "department",
        "diploma",
        "course-elements",
        "finality",
        "cursus",
        "regime",
        "taught-hours",
        "taught-in-presence",
        "theme",
        "subject",
        "confidential",
        "tasks",
        "skills",
        "details",
        "starts-on",
        "ends-on",
        "zone",
        "elsewhere",
        "country-sheet",
        "schedule-mode",
        "week",
        "other-week",
        "periods",
        "interruptions",
        "holidays-worked",
        "working-time",
        "schedule-comment",
        "night",
        "night-work",
        "home-working",
        "leave",
        "leave-paid",
        "presence",
        "duration",
        "paid",
        "pay-amount",
        "pay-basis",
        "pay-per",
        "currency",
        "pay-means",
        "benefits",
        "mission-costs",
        "pay-exemption",
        "origin",
        "offer",
        "nature-of-work",
        "validation-mode",
        "supervision",
        "cover-abroad",
        "aims-checked",
        "comment",
        "host-name",
        "service-name",
        "tutor-name",
        "signatory-name",
        "teacher-name",
        "student-number",
        "centre",
        "phase",
        "created-at",
        "updated-at",
    ] {
        assert!(names.contains(name), "{name} is not described");
    }
}

#[test]
fn every_entered_field_reads_back_what_it_wrote() {
    let full = sample::dossier();
    for field in FIELDS.iter().filter(|f| f.is_entered()) {
        let mut other = full.clone();
        let text = (field.read)(&full).input();
        (field.write)(&mut other.convention, &text).unwrap_or_else(|p| panic!("{}: {p:?} for {text:?}", field.name));
        assert_eq!((field.read)(&other), (field.read)(&full), "{}", field.name);
    }
}

#[test]
fn a_complete_dossier_misses_nothing_and_an_emptied_field_is_named() {
    let full = sample::dossier();
    for step in fields::Step::ALL {
        let names: Vec<_> = fields::missing(&full, step).iter().map(|f| f.name).collect();
        assert_eq!(names, Vec::<&str>::new(), "{step:?}");
    }
    let mut emptied = full;
    (Field::named("subject").unwrap().write)(&mut emptied.convention, "  ").unwrap();
    let names: Vec<_> = fields::missing(&emptied, fields::Step::Internship).iter().map(|f| f.name).collect();
    assert_eq!(names, ["subject"]);
}

#[test]
fn the_change_log_names_what_changed_and_nothing_else() {
    let before = sample::dossier();
    let mut after = before.clone();
    (Field::named("town").unwrap().write)(&mut after.convention, "Brest").unwrap();
    let changed: Vec<_> = fields::changes(&before, &after).into_iter().map(|(f, b, a)| (f.name, b, a)).collect();
    assert_eq!(changed, [("town", Value::Text("Rennes".into()), Value::Text("Brest".into()))]);
}

#[test]
fn choices_outside_their_list_are_refused() {
    let mut dossier = sample::dossier();
    for field in FIELDS.iter().filter(|f| matches!(f.input, Input::Choice(_) | Input::YesNo)) {
        assert!((field.write)(&mut dossier.convention, "certainly-not").is_err(), "{}", field.name);
    }
}

fn typed(dossier: &mut Dossier, answers: &[(&str, &str)]) {
    for (name, text) in answers {
        (Field::named(name).unwrap().write)(&mut dossier.convention, text).unwrap_or_else(|p| panic!("{name}: {p:?}"));
    }
}

#[test]
fn only_rows_of_the_mode_that_is_chosen_are_checked() {
    let mut dossier = sample::dossier();
    typed(&mut dossier, &[("periods", "2020-03-02..2020-03-13=7"), ("schedule-mode", "calendar")]);
    let clashes = |dossier: &Dossier| fields::clashes(dossier, fields::Step::Internship);
    assert_eq!(clashes(&dossier), [("periods", Problem::OutsideInternship)]);
    typed(&mut dossier, &[("schedule-mode", "regular")]);
    assert_eq!(clashes(&dossier), []);
}

#[test]
fn rows_that_have_a_day_in_common_are_named() {
    let clashes = |answers: &[(&str, &str)]| {
        let mut dossier = sample::dossier();
        typed(&mut dossier, answers);
        fields::clashes(&dossier, fields::Step::Internship)
    };
    let apart = "2027-03-01..2027-03-12=7\n2027-03-15..2027-03-26=4";
    assert_eq!(clashes(&[("schedule-mode", "calendar"), ("periods", apart)]), []);
    let common = "2027-03-01..2027-03-12=7\n2027-04-05..2027-04-09=7\n2027-03-12..2027-03-26=4";
    let problem = Problem::OverlappingLines(1, 3);
    assert_eq!(clashes(&[("schedule-mode", "calendar"), ("periods", common)]), [("periods", problem.clone())]);
    let absences = "2027-03-01..2027-03-12=closure\n2027-04-05..2027-04-09=other\n2027-03-12..2027-03-12=leave";
    assert_eq!(clashes(&[("interruptions", absences)]), [("interruptions", problem)]);
}

#[test]
fn a_saturday_within_a_longer_period_is_a_row_of_its_own_and_a_weekend_is_none() {
    let clashes = |periods: &str| {
        let mut dossier = sample::dossier();
        typed(&mut dossier, &[("schedule-mode", "calendar"), ("periods", periods)]);
        fields::clashes(&dossier, fields::Step::Internship)
    };
    // 6 and 7 March 2027 are a Saturday and a Sunday.
    assert_eq!(clashes("2027-03-06..2027-03-06=7\n2027-03-01..2027-03-12=7\n2027-03-07..2027-03-07=4"), []);
    assert_eq!(clashes("2027-03-05..2027-03-05=7\n2027-03-01..2027-03-12=7"), [("periods", Problem::OverlappingLines(1, 2))]);
    assert_eq!(clashes("2027-03-06..2027-03-06=7\n2027-03-06..2027-03-06=7"), [("periods", Problem::OverlappingLines(1, 2))]);
    assert_eq!(clashes("2027-03-01..2027-03-05=7\n2027-03-06..2027-03-07=7"), [("periods", Problem::OnlyWeekend(2))]);
    assert_eq!(clashes("2027-03-06..2027-03-08=7"), []);
}

#[test]
fn the_place_of_the_internship_is_in_the_country_of_its_address() {
    let clashes = |host: &str, service: Option<&str>, zone: &str| {
        let mut dossier = sample::dossier();
        dossier.host.as_mut().unwrap().address.country = host.into();
        match service {
            Some(country) => dossier.service.as_mut().unwrap().address.country = country.into(),
            None => dossier.service = None,
        }
        typed(&mut dossier, &[("zone", zone)]);
        fields::clashes(&dossier, fields::Step::Internship)
    };
    for (host, service, zone) in
        [("FR", None, "la-reunion"), ("DE", None, "abroad"), ("FR", Some("DE"), "abroad"), ("DE", Some("FR"), "mayotte")]
    {
        assert_eq!(clashes(host, service, zone), [], "{host} {service:?} {zone}");
    }
    assert_eq!(clashes("FR", None, "abroad"), [("zone", Problem::InFrance)]);
    assert_eq!(clashes("DE", Some("FR"), "abroad"), [("zone", Problem::InFrance)]);
    assert_eq!(clashes("FR", Some("DE"), "metropole"), [("zone", Problem::Abroad)]);
    assert_eq!(clashes("DE", None, "metropole"), [("zone", Problem::Abroad)]);
    assert_eq!(clashes("", Some(""), "abroad"), [], "nothing is known");
}

#[test]
fn who_is_paid_in_france_is_paid_in_euros() {
    let clashes = |answers: &[(&str, &str)], country: &str, postcode: &str| {
        let mut dossier = sample::dossier();
        let address = &mut dossier.service.as_mut().unwrap().address;
        (address.country, address.postcode) = (country.into(), postcode.to_owned());
        typed(&mut dossier, answers);
        fields::clashes(&dossier, fields::Step::Internship)
    };
    assert_eq!(clashes(&[("currency", "EUR")], "FR", "35000"), []);
    assert_eq!(clashes(&[("currency", "USD")], "FR", "35000"), [("currency", Problem::EurosOnly)]);
    assert_eq!(clashes(&[("currency", "XPF")], "FR", "35000"), [("currency", Problem::EurosOnly)]);
    for postcode in ["98600", "98714", "98800", ""] {
        assert_eq!(clashes(&[("currency", "XPF")], "FR", postcode), [], "{postcode}");
    }
    assert_eq!(clashes(&[("currency", "USD"), ("paid", "no")], "FR", "35000"), [], "nobody is asked for it");
    assert_eq!(clashes(&[("currency", "USD"), ("zone", "abroad")], "US", "10001"), []);
}

#[test]
fn continuing_education_is_what_the_enrolment_says() {
    let clashes = |kind: &str, regime: &str| {
        let mut dossier = sample::dossier();
        (dossier.convention.kind, dossier.convention.enrolment.regime) = (kind.into(), regime.into());
        fields::clashes(&dossier, fields::Step::Student)
    };
    for (kind, regime) in [("continuing", "continuing"), ("continuing", "resumed"), ("continuing", ""), ("gap-year", "initial")] {
        assert_eq!(clashes(kind, regime), [], "{kind} {regime}");
    }
    assert_eq!(clashes("continuing", "initial"), [("kind", Problem::InitialTraining)]);
    for kind in ["initial-compulsory", "initial-recommended"] {
        assert_eq!(clashes(kind, "initial"), []);
        assert_eq!(clashes(kind, "continuing"), [("kind", Problem::ContinuingEducation)]);
    }
}

#[test]
fn sundays_and_public_holidays_are_to_be_explained() {
    let is_asked = |answers: &[(&str, &str)]| {
        let mut dossier = sample::dossier();
        typed(&mut dossier, answers);
        Field::named("night-work").unwrap().is_missing(&dossier)
    };
    assert!(!is_asked(&[]));
    assert!(is_asked(&[("week", "7;7;7;7;;;4")]));
    assert!(!is_asked(&[("week", "7;7;7;7;;;4"), ("night-work", "Un dimanche sur deux, pour les visites.")]));
    assert!(is_asked(&[("schedule-mode", "alternating"), ("other-week", "7;7;7;7;;;4")]));
    assert!(!is_asked(&[("other-week", "7;7;7;7;;;4")]), "the weeks do not alternate");
    assert!(is_asked(&[("schedule-mode", "calendar"), ("periods", "2027-03-07..2027-03-07=7")]));
    assert!(is_asked(&[("holidays-worked", "yes")]));
    assert!(!is_asked(&[("holidays-worked", "yes"), ("starts-on", "2027-03-01"), ("ends-on", "2027-03-12")]), "there is none");
}

#[test]
fn leave_is_asked_for_above_two_months_but_not_of_continuing_education() {
    let mut dossier = sample::dossier();
    let leave = Field::named("leave").unwrap();
    dossier.convention.schedule.duration_minutes = 18_481;
    assert!(leave.is_needed(&dossier.convention));
    dossier.convention.kind = "continuing".into();
    assert!(!leave.is_needed(&dossier.convention));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_field_panic(text in "(?s).{0,80}") {
        let mut dossier = sample::dossier();
        for field in FIELDS {
            let _ = (field.write)(&mut dossier.convention, &text);
            let _ = (field.read)(&dossier).input();
        }
    }
}
