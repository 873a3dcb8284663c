//! The demo's institution is the same every time, complete, lawful, and has what the story needs.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use chrono::NaiveDate;
use tremplin_demo::{Group, Institution, Made, personas};
use tremplin_domain::{
    centre::{Level, Validation},
    convention::{
        Convention, EventKind, Phase, Status, Step, Turn,
        assessment::{Surroundings, assess},
        fields,
    },
    law::checks::{self, Parameters},
    nomenclature::List,
    parse,
    person::Right,
    year::AcademicYear,
};

const COUNT: usize = 600;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

static DEMO: LazyLock<Institution> = LazyLock::new(|| Institution::generate(day("2026-11-23"), 400));
static ALL: LazyLock<Vec<Made>> = LazyLock::new(|| DEMO.conventions(COUNT).collect());

/// Days of every season, on which all must hold.
const DAYS: [&str; 6] = ["2026-11-23", "2026-09-01", "2027-01-04", "2027-03-31", "2027-06-15", "2027-08-30"];

fn phase(made: &Made) -> Phase {
    made.convention.progress.phase(&DEMO.centre(made.convention.centre).unwrap().validations)
}

fn of_student(login: &str) -> Vec<&'static Made> {
    ALL.iter().filter(|m| m.student.login == login).collect()
}

#[test]
fn the_same_day_gives_the_same_data() {
    let again = Institution::generate(day("2026-11-23"), 400);
    assert!(again.conventions(COUNT).eq(ALL.iter().cloned()));
    assert!(again.hosts().eq(DEMO.hosts()));
    assert!(again.students().map(|s| s.student).eq(DEMO.students().map(|s| s.student)));
    assert_eq!((&again.teachers, &again.staff, &again.centres), (&DEMO.teachers, &DEMO.staff, &DEMO.centres));
}

#[test]
fn it_has_the_size_that_was_asked_for() {
    let sizes = (DEMO.components.len(), DEMO.centres.len(), DEMO.teachers.len(), DEMO.students().len(), DEMO.hosts().len(), ALL.len());
    assert_eq!(sizes, (4, 6, 40, 400, 120, COUNT));
}

#[test]
fn every_phase_status_and_turn_is_there_whatever_the_season() {
    for today in DAYS {
        let demo = Institution::generate(day(today), 400);
        let (mut phases, mut statuses, mut turns) = (BTreeMap::<_, usize>::new(), BTreeSet::new(), BTreeSet::new());
        for made in demo.conventions(COUNT) {
            let wanted = &demo.centre(made.convention.centre).unwrap().validations;
            let phase = made.convention.progress.phase(wanted);
            *phases.entry(phase).or_default() += 1;
            statuses.insert(Status::on(phase, made.convention.internship.starts_on, made.convention.internship.ends_on, demo.today).code());
            turns.insert(made.convention.progress.turn(wanted).code());
        }
        assert_eq!(phases.len(), Phase::ALL.len(), "{today}: {phases:?}");
        assert!(phases.values().all(|n| *n >= 4), "{today}: {phases:?}");
        assert_eq!((statuses.len(), turns.len()), (12, 5), "{today}: {statuses:?}");
    }
}

#[test]
fn every_level_right_flag_and_role_is_there() {
    assert_eq!(DEMO.centres.iter().map(|c| c.level).collect::<BTreeSet<_>>(), Level::ALL.into());
    let posts: Vec<_> = DEMO.staff.iter().flat_map(|s| &s.posts).collect();
    assert_eq!(posts.iter().map(|p| p.right).collect::<BTreeSet<_>>(), Right::ALL.into());
    let flags: BTreeSet<_> = posts.iter().map(|p| (p.prints, p.alerted)).collect();
    assert_eq!(flags.len(), 4);
    let roles = |has: fn(&tremplin_demo::StaffMember) -> bool| DEMO.staff.iter().filter(|s| has(s)).count();
    assert_eq!(
        (roles(|s| !s.heads.is_empty()), roles(|s| !s.observes.is_empty()), roles(|s| s.institution_admin), roles(|s| s.helpdesk)),
        (1, 1, 1, 1)
    );
    assert!(
        DEMO.staff.iter().any(|s| !s.posts.is_empty() && DEMO.teachers.iter().any(|t| t.login == s.staff.login)),
        "a teacher who is also staff"
    );
    let orders: BTreeSet<_> = DEMO.centres.iter().map(|c| c.validations.clone()).collect();
    assert!(orders.len() >= 4 && DEMO.centres.iter().all(|c| c.validations.iter().collect::<BTreeSet<_>>().len() == c.validations.len()));
}

#[test]
fn every_persona_is_somebody() {
    let all = personas();
    assert_eq!(all.iter().map(|p| p.login).collect::<BTreeSet<_>>().len(), all.len());
    for persona in &all {
        let student = DEMO
            .students()
            .take(12)
            .any(|s| s.student.login == persona.login && persona.name == format!("{} {}", s.student.first_name, s.student.last_name));
        let teacher = DEMO.teachers.iter().any(|t| t.login == persona.login && persona.name == format!("{} {}", t.first_name, t.last_name));
        let staff = DEMO.staff.iter().any(|s| s.staff.login == persona.login && persona.name == s.name());
        assert!(student || teacher || staff, "{persona:?}");
    }
    assert_eq!(all.iter().map(|p| p.group).collect::<BTreeSet<_>>(), Group::ALL.into());
}

#[test]
fn logins_and_mails_name_one_person() {
    let logins = DEMO.students().map(|s| s.student.login).chain(DEMO.teachers.iter().map(|t| t.login.clone()));
    let all: Vec<_> = logins.collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    let mails: Vec<_> = DEMO.students().map(|s| s.student.mail).collect();
    assert_eq!(mails.iter().collect::<BTreeSet<_>>().len(), mails.len());
    for mail in mails.iter().chain(DEMO.teachers.iter().map(|t| &t.mail)).chain(DEMO.staff.iter().map(|s| &s.staff.mail)) {
        assert_eq!(parse::mail(mail).as_deref(), Ok(mail.as_str()));
    }
}

#[test]
fn the_law_student_has_one_over_one_to_revise_and_may_begin_another() {
    let phases: Vec<_> = of_student("adupont").into_iter().map(phase).collect();
    assert_eq!(phases, [Phase::Signed, Phase::Returned]);
    let over = &of_student("adupont")[0].convention;
    assert!(over.internship.ends_on.unwrap() < DEMO.today);
    assert!(DEMO.centre(over.centre).unwrap().students_create);
    assert_eq!(of_student("adupont")[0].student.last_name, "Dupont");
}

#[test]
fn the_psychology_student_is_entered_by_the_office() {
    let made = of_student("ybenali")[0];
    assert!(!DEMO.centre(made.convention.centre).unwrap().students_create);
    assert_eq!((made.convention.created_by.as_str(), phase(made)), ("jroux", Phase::PartlyValidated));
}

#[test]
fn each_teacher_persona_is_waited_for() {
    for login in ["mkeller", "plamy"] {
        let teacher = DEMO.teachers.iter().find(|t| t.login == login).unwrap();
        let waiting = ALL.iter().filter(|m| {
            let turn = m.convention.progress.turn(&DEMO.centre(m.convention.centre).unwrap().validations);
            m.convention.teacher == Some(teacher.id) && turn == Turn::Teacher
        });
        assert!(waiting.count() >= 2, "{login}");
    }
}

#[test]
fn some_are_late() {
    let late = ALL.iter().filter(|m| {
        let alert = i64::from(DEMO.centre(m.convention.centre).unwrap().alert_days);
        let soon = m.convention.internship.starts_on.is_some_and(|start| (start - DEMO.today).num_days() <= alert);
        soon && matches!(phase(m), Phase::Submitted | Phase::PartlyValidated)
    });
    assert!(late.count() >= 5);
}

#[test]
fn three_academic_years_and_each_counts_its_own_numbers() {
    let years: BTreeSet<_> = ALL.iter().map(|m| m.convention.year.first()).collect();
    assert_eq!(years, BTreeSet::from([2024, 2025, 2026]));
    let mut next = BTreeMap::<AcademicYear, u32>::new();
    for made in ALL.iter() {
        let number = made.convention.number;
        let expected = next.entry(number.year).or_default();
        *expected += 1;
        assert_eq!((number.sequence, number.year), (*expected, AcademicYear::of(made.convention.created_at.date())));
    }
}

#[test]
fn timelines_agree_with_the_facts() {
    for made in ALL.iter() {
        let Convention { number, progress, created_at, updated_at, .. } = &made.convention;
        let at: Vec<_> = made.events.iter().map(|e| e.at).collect();
        assert!(at.is_sorted(), "{number}");
        assert_eq!((at.first(), at.last()), (Some(created_at), Some(updated_at)), "{number}");
        assert!(updated_at.date() < DEMO.today, "{number}");
        let last = |kind: EventKind| made.events.iter().rev().find(|e| e.kind == kind).map(|e| e.at);
        assert_eq!(progress.submitted_at, last(EventKind::Submitted), "{number}");
        assert_eq!(progress.sent_at, last(EventKind::Sent), "{number}");
        assert_eq!(progress.cancelled_at, last(EventKind::Cancelled), "{number}");
        assert_eq!(usize::from(progress.signatures), made.events.iter().filter(|e| e.kind == EventKind::Signed).count(), "{number}");
        for done in &progress.validations {
            let told = made.events.iter().rev().find(|e| e.kind == EventKind::Validated(done.validation)).unwrap();
            assert_eq!((told.at, &told.by), (done.at, &done.by), "{number}");
        }
        let reasons = made.events.iter().filter(|e| matches!(e.kind, EventKind::Returned | EventKind::Cancelled | EventKind::BrokenOff));
        assert!(
            reasons.into_iter().all(|e| !e.note.is_empty()) && made.events.iter().all(|e| !e.by.is_empty() && !e.by_name.is_empty()),
            "{number}"
        );
        if let (Some(signed), Some(start)) = (progress.signed_at, made.convention.internship.starts_on) {
            assert!(signed.date() < start, "{number}");
        }
    }
}

#[test]
fn validations_follow_the_centres_order() {
    for made in ALL.iter() {
        let wanted = &DEMO.centre(made.convention.centre).unwrap().validations;
        let given: Vec<Validation> = made.convention.progress.validations.iter().map(|d| d.validation).collect();
        assert!(wanted.starts_with(&given), "{}", made.convention.number);
    }
}

#[test]
fn what_is_submitted_is_complete_and_lawful_whatever_the_season() {
    for today in DAYS {
        let demo = Institution::generate(day(today), 400);
        for made in demo.conventions(COUNT) {
            let dossier = demo.dossier(&made).unwrap();
            let number = made.convention.number;
            if made.convention.progress.submitted_at.is_none() {
                continue;
            }
            for step in Step::ALL {
                let missing: Vec<_> = fields::missing(&dossier, step).iter().map(|f| f.name).collect();
                assert_eq!(missing, Vec::<&str>::new(), "{today} {number}");
            }
            let assessed = assess(&dossier, &Surroundings::default(), demo.today, &Parameters::default());
            let blocks: Vec<_> = assessed.checks.iter().filter(|c| c.level == checks::Level::Block).collect();
            assert!(blocks.is_empty(), "{today} {number}: {blocks:?} {:?}", made.convention.pay);
            let mut recounted = made.convention.clone();
            recounted.recount();
            assert_eq!(recounted.schedule, made.convention.schedule, "{today} {number}");
            assert!(made.convention.schedule.presence_minutes > 0, "{today} {number}");
        }
    }
}

#[test]
fn a_students_internships_do_not_overlap_unless_the_centre_allows_it() {
    let mut by_student = BTreeMap::<_, Vec<&Made>>::new();
    for made in ALL.iter().filter(|m| m.convention.progress.submitted_at.is_some() && phase(m) != Phase::Cancelled) {
        by_student.entry(made.convention.student).or_default().push(made);
    }
    for of_one in by_student.values() {
        for (i, a) in of_one.iter().enumerate() {
            for b in of_one.iter().skip(i + 1).filter(|b| !DEMO.centre(b.convention.centre).unwrap().allows_overlap) {
                let common = a.convention.period().unwrap().common(b.convention.period().unwrap());
                assert!(common.is_none(), "{} and {}", a.convention.number, b.convention.number);
            }
        }
    }
}

#[test]
fn codes_are_in_their_lists_and_texts_pass_their_parsers() {
    for made in ALL.iter() {
        let dossier = DEMO.dossier(made).unwrap();
        for field in tremplin_domain::convention::FIELDS {
            let value = (field.read)(&dossier);
            if let fields::Value::Choice(list, code) = &value {
                assert!(list.contains(code.as_str()), "{}: {code}", field.name);
            }
            let mut written = made.convention.clone();
            assert_eq!((field.write)(&mut written, &value.input()), Ok(()), "{}: {value:?}", field.name);
        }
    }
    for host in DEMO.hosts() {
        for phone in host.contacts.iter().map(|c| &c.phone).chain([&host.host.phone]).chain(host.services.iter().map(|s| &s.phone)) {
            assert_eq!(parse::phone(phone).as_deref(), Ok(phone.as_str()), "{}", host.host.name);
        }
        for mail in host.contacts.iter().map(|c| &c.mail).chain([&host.host.mail]) {
            assert_eq!(parse::mail(mail).as_deref(), Ok(mail.as_str()));
            assert!(mail.is_empty() || mail.ends_with(".example"));
        }
        assert!(List::Headcount.contains(host.host.headcount.as_str()) && List::HostType.contains(host.host.kind.as_str()));
        assert!(List::LegalStatus.contains(host.host.legal_status.as_str()));
        assert_eq!(
            parse::postcode(&host.host.address.postcode, host.host.address.country.as_str()).as_deref(),
            Ok(host.host.address.postcode.as_str())
        );
        assert_eq!(host.host.siret.is_some(), host.host.address.country.is("FR"));
    }
}

#[test]
fn hosts_are_of_every_size_and_from_many_places() {
    let hosts: Vec<_> = DEMO.hosts().collect();
    let distinct = |read: fn(&tremplin_demo::DemoHost) -> String| hosts.iter().map(read).collect::<BTreeSet<_>>();
    assert_eq!(distinct(|h| h.host.headcount.to_string()).len(), List::Headcount.codes().len());
    assert!(distinct(|h| h.host.address.country.to_string()).len() >= 5);
    assert_eq!(distinct(|h| h.host.name.clone()).len(), 120);
    assert!(hosts.iter().any(|h| h.host.validated_at.is_none()));
    assert!(distinct(|h| h.host.kind.to_string()).len() >= 5);
    let owners: BTreeSet<_> = hosts.iter().flat_map(|h| h.contacts.iter().map(|c| c.centre)).collect();
    assert_eq!(owners.len(), 6);
    let zones: BTreeSet<_> = ALL.iter().map(|m| m.convention.internship.zone.to_string()).collect();
    assert!(zones.contains("alsace-moselle") && zones.contains("abroad") && zones.len() >= 5, "{zones:?}");
}

#[test]
fn ids_are_unique() {
    let mut seen = BTreeSet::new();
    for host in DEMO.hosts() {
        assert!(
            host.contacts.iter().all(|c| seen.insert(("contact", c.id.0)))
                && host.services.iter().all(|s| seen.insert(("service", s.id.0)))
        );
    }
    assert!(ALL.iter().all(|m| seen.insert(("convention", m.convention.id.0))));
}

#[test]
fn a_large_institution_keeps_its_personas_and_its_rules() {
    let large = Institution::generate(day("2026-11-23"), 20_000);
    assert_eq!((large.teachers.len(), large.host_count()), (2_000, 6_000));
    assert_eq!(large.student(0).unwrap().student, DEMO.student(0).unwrap().student);
    let made: Vec<_> = large.conventions(30_000).step_by(97).collect();
    assert!(made.iter().all(|m| large.dossier(m).is_some_and(|d| d.host.is_some() || d.convention.progress.submitted_at.is_none())));
    let teachers = large.teachers.iter().map(|t| &t.login).collect::<BTreeSet<_>>();
    assert_eq!(teachers.len(), 2_000);
}

#[test]
fn nobody_follows_too_many_interns() {
    let mut running = BTreeMap::<_, Vec<_>>::new();
    for made in ALL.iter().filter(|m| m.convention.progress.submitted_at.is_some() && phase(m) != Phase::Cancelled) {
        let Convention { tutor, teacher, centre, .. } = made.convention;
        let period = made.convention.period().unwrap();
        running.entry(("tutor", tutor.unwrap().0)).or_default().push((period, 3));
        let most = DEMO.centre(centre).unwrap().teacher_maximum;
        if let Some(teacher) = teacher {
            running.entry(("teacher", teacher.0)).or_default().push((period, usize::from(most)));
        }
    }
    for (who, all) in running {
        for (period, most) in &all {
            let at_once = all.iter().filter(|(other, _)| other.contains(period.first())).count();
            assert!(at_once <= *most, "{who:?}: {at_once}");
        }
    }
}
