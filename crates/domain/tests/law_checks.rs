//! Every rule finds what it should, and nothing where it does not apply.

#![expect(clippy::unwrap_used, reason = "a case that cannot be built is a failed test")]

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use tremplin_domain::{
    law::{
        agreed::{Agreed, Per},
        ceilings::Ceilings,
        checks::{
            Check, Finding, Kind, Level, Moment, Override, Parameters, Rule, Situation, Value, blocking, check, run,
            situation::{DistanceTeaching, Given, Gratification, Nature, Other, Overlaps, Pay, Place, Previous, Taught},
        },
        duration::Minutes,
        gratification::CeilingPolicy,
        holidays::Zone,
        maximum::HostKey,
        mentions::{Mention, Signatory},
        money::Cents,
        period::Period,
        presence::{LeavePay, Plan, Presence, PublicHolidays},
        quota::Bracket,
        schedule::{Schedule, Week},
        waiting::Ending,
    },
    year::AcademicYear,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn period(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).unwrap()
}

fn siren(text: &str) -> HostKey {
    HostKey::Siren(text.parse().unwrap())
}

/// An adult of 868 h in 2026 at a private host of 60 people, all in order.
fn sound() -> Situation {
    let year = AcademicYear::starting(2025).unwrap();
    let mut situation = Situation {
        student: tremplin_domain::law::checks::situation::Student {
            born: Some(day("2004-06-01")),
            enrolled: Some(period("2025-09-01", "2026-09-30")),
            ..Default::default()
        },
        taught: Some(Taught { hours: 420, in_presence: Some(380) }),
        tutor_running: Some(0),
        teacher_running: Some(7),
        leave_clause: Given::Yes,
        aims_checked: Given::Yes,
        signed: Some(day("2026-02-20")),
        pay: agreed(450, Per::Hour),
        ..Situation::new(day("2026-02-21"), Kind::InitialCompulsory, year, siren("732829320"))
    };
    situation.host.headcount = Some(Bracket::exactly(60));
    situation.host.interns = Some(1);
    planned(situation, "2026-03-02", "2026-08-28", Week::FULL_TIME)
}

fn agreed(cents: i64, per: Per) -> Pay {
    Pay { gratification: Gratification::Agreed(Agreed { amount: Cents(cents), per }), ..Pay::default() }
}

fn planned(situation: Situation, first: &str, last: &str, week: Week) -> Situation {
    planned_with(situation, first, last, week, PublicHolidays::Off)
}

fn planned_with(situation: Situation, first: &str, last: &str, week: Week, holidays: PublicHolidays) -> Situation {
    let (period, schedule) = (period(first, last), Schedule::Weekly(week));
    let presence = Presence::of(&Plan { period, schedule: &schedule, interruptions: &[], leave: &[], zone: Zone::Metropole, holidays });
    Situation { start: Some(period.first()), end: Some(period.last()), presence: Some(presence), ..situation }
}

fn short(situation: Situation) -> Situation {
    planned(situation, "2026-06-01", "2026-07-31", Week::FULL_TIME)
}

fn abroad(situation: Situation, country_sheet: Given, cover_answered: Given) -> Situation {
    Situation { place: Place::Abroad { country_sheet, cover_answered }, ..situation }
}

fn other(host: HostKey, first: &str, last: &str, hours: u32) -> Other {
    let year = AcademicYear::starting(2025).unwrap();
    Other { number: "2025-00007".parse().ok(), period: period(first, last), host, year, duration: Minutes::hours(hours) }
}

fn find(situation: &Situation, rule: Rule) -> Option<Check> {
    find_with(situation, &Parameters::default(), rule)
}

fn find_with(situation: &Situation, parameters: &Parameters, rule: Rule) -> Option<Check> {
    run(situation, parameters).into_iter().find(|check| check.rule == rule)
}

#[track_caller]
fn found(situation: &Situation, rule: Rule, level: Level, finding: Finding) -> Check {
    found_with(situation, &Parameters::default(), rule, level, finding)
}

#[track_caller]
fn found_with(situation: &Situation, parameters: &Parameters, rule: Rule, level: Level, finding: Finding) -> Check {
    let check = find_with(situation, parameters, rule).unwrap_or_else(|| panic!("{rule:?} says nothing"));
    assert_eq!((check.level, check.finding), (level, finding), "{check:?}");
    check
}

#[test]
fn law_checks_of_a_sound_convention_are_all_good() {
    let checks = run(&sound(), &Parameters::default());
    let wrong: Vec<_> = checks.iter().filter(|check| check.level != Level::Ok).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let maximum = find(&sound(), Rule::Maximum).unwrap();
    assert_eq!(
        (maximum.value("total"), maximum.value("limit")),
        (Some(&Value::Minutes(Minutes::hours(868))), Some(&Value::Minutes(Minutes::hours(924))))
    );
    assert_eq!(maximum.message_key(), "check-maximum-fine");
}

#[test]
fn law_checks_of_dates() {
    found(&Situation { end: None, ..sound() }, Rule::Dates, Level::Block, Finding::Missing);
    found(&Situation { end: Some(day("2026-03-01")), ..sound() }, Rule::Dates, Level::Block, Finding::Reversed);
    found(&Situation { end: Some(day("2062-03-01")), ..sound() }, Rule::Dates, Level::Block, Finding::Over);
    found(&Situation { presence: None, ..sound() }, Rule::Presence, Level::Block, Finding::Missing);
    found(&planned(sound(), "2026-03-07", "2026-03-08", Week::FULL_TIME), Rule::Presence, Level::Block, Finding::Missing);
}

#[test]
fn law_checks_of_the_enrolment() {
    let mut situation = sound();
    situation.student.enrolled = Some(period("2025-09-01", "2026-08-27"));
    let check = found(&situation, Rule::Enrolment, Level::Block, Finding::Outside);
    assert_eq!(check.value("to"), Some(&Value::Date(day("2026-08-27"))));
    situation.student.enrolled = None;
    found(&situation, Rule::Enrolment, Level::Note, Finding::Unknown);
}

#[test]
fn law_checks_of_the_mentions() {
    let missing = Situation { mentions_missing: vec![Mention::Training, Mention::Skills], ..sound() };
    let check = found(&missing, Rule::Mentions, Level::Block, Finding::Missing);
    assert_eq!(check.value("missing"), Some(&Value::Mentions(vec![Mention::Training, Mention::Skills])));
    let gap = Situation { kind: Kind::GapYear, ..missing };
    assert_eq!(found(&gap, Rule::Mentions, Level::Block, Finding::Missing).value("missing"), Some(&Value::Mentions(vec![Mention::Skills])));
    found(&Situation { mentions_missing: vec![Mention::Training], ..gap }, Rule::Mentions, Level::Ok, Finding::Fine);
    found(&Situation { signatories_missing: vec![Signatory::Tutor], ..sound() }, Rule::Signatories, Level::Block, Finding::Missing);
    found(&Situation { aims_checked: Given::No, ..sound() }, Rule::ForbiddenAims, Level::Note, Finding::Unknown);
}

#[test]
fn law_checks_of_the_yearly_maximum() {
    found(&planned(sound(), "2026-02-02", "2026-08-12", Week::FULL_TIME), Rule::Maximum, Level::Ok, Finding::Fine);
    let check = found(&planned(sound(), "2026-02-02", "2026-08-13", Week::FULL_TIME), Rule::Maximum, Level::Block, Finding::Over);
    assert_eq!((check.value("excess"), check.overridable), (Some(&Value::Minutes(Minutes(420))), Override::Never));
    let with = |others, elsewhere| {
        let mut situation = sound();
        (situation.student.others, situation.student.elsewhere) = (others, Minutes::hours(elsewhere));
        situation
    };
    let earlier = |host, hours| other(siren(host), "2025-10-01", "2025-12-31", hours);
    found(&with(vec![earlier("732829320", 57)], 0), Rule::Maximum, Level::Block, Finding::Over);
    found(&with(vec![earlier("732829320", 56)], 0), Rule::Maximum, Level::Ok, Finding::Fine);
    found(&with(vec![earlier("130025265", 800)], 0), Rule::Maximum, Level::Ok, Finding::Fine);
    let check = found(&with(vec![], 57), Rule::Maximum, Level::Block, Finding::Over);
    assert_eq!(check.value("others"), Some(&Value::Minutes(Minutes::hours(57))));
}

#[test]
fn law_checks_of_a_gratification_that_is_due() {
    let pay = |pay| Situation { pay, ..sound() };
    for gratification in [Gratification::Unanswered, Gratification::None] {
        let check = found(&pay(Pay { gratification, ..Pay::default() }), Rule::Gratification, Level::Block, Finding::Missing);
        assert_eq!(check.overridable, Override::OfficeWithReason);
        assert_eq!(check.value("minimum"), Some(&Value::Money(Cents(390_600))));
        assert_eq!(check.value("instalment"), Some(&Value::Money(Cents(65_100))));
    }
    let check = found(&pay(agreed(449, Per::Hour)), Rule::Gratification, Level::Block, Finding::TooLow);
    assert_eq!(
        (check.value("agreed"), check.value("hourly-minimum")),
        (Some(&Value::Money(Cents(389_732))), Some(&Value::Money(Cents(450))))
    );
    found(&pay(agreed(60_000, Per::Month)), Rule::Gratification, Level::Block, Finding::TooLow);
    found(&pay(agreed(65_100, Per::Month)), Rule::Gratification, Level::Note, Finding::Depends);
    found(&pay(agreed(70_000, Per::Month)), Rule::Gratification, Level::Ok, Finding::Fine);
    found(
        &pay(Pay { gratification: Gratification::OtherCurrency, ..Pay::default() }),
        Rule::Gratification,
        Level::Warning,
        Finding::OtherCurrency,
    );
    found(&pay(Pay { gratification: Gratification::Exempt, ..Pay::default() }), Rule::Gratification, Level::Note, Finding::Exempt);
}

#[test]
fn law_checks_of_a_gratification_that_is_not_due() {
    let mut situation = short(Situation { pay: agreed(300, Per::Hour), ..sound() });
    found(&situation, Rule::Gratification, Level::Ok, Finding::NotDue);
    situation.pay.gratification = Gratification::None;
    found(&situation, Rule::Gratification, Level::Ok, Finding::NotDue);
    situation.student.others = vec![other(siren("732829320"), "2025-10-01", "2025-10-03", 1)];
    let check = found(&situation, Rule::Gratification, Level::Block, Finding::MissingInYear);
    assert_eq!(check.value("year-total"), Some(&Value::Minutes(Minutes::hours(309))));
    situation.student.others[0].year = AcademicYear::starting(2024).unwrap();
    found(&situation, Rule::Gratification, Level::Ok, Finding::NotDue);
    situation.promised = Some(Minutes::hours(868));
    let check = found(&situation, Rule::Gratification, Level::Block, Finding::Missing);
    assert_eq!(check.value("duration"), Some(&Value::Minutes(Minutes::hours(868))), "what was first promised");
    let nothing_abroad = abroad(Situation { pay: Pay::default(), ..sound() }, Given::Yes, Given::Yes);
    found(&nothing_abroad, Rule::Gratification, Level::Note, Finding::Abroad);
}

#[test]
fn law_checks_over_a_first_of_january() {
    let signed = Some(day("2025-12-10"));
    let situation = planned(Situation { signed, pay: agreed(435, Per::Hour), ..sound() }, "2026-01-05", "2026-06-26", Week::FULL_TIME);
    let check = found(&situation, Rule::CeilingPolicy, Level::Note, Finding::Differs);
    assert_eq!(
        (check.value("frozen"), check.value("by-month")),
        (Some(&Value::Money(Cents(365_400))), Some(&Value::Money(Cents(378_000))))
    );
    found(&situation, Rule::Gratification, Level::Ok, Finding::Fine);
    let by_month = Parameters { policy: CeilingPolicy::ByMonth, ..Parameters::default() };
    found_with(&situation, &by_month, Rule::Gratification, Level::Block, Finding::TooLow);

    let next = planned(Situation { signed: Some(day("2026-09-10")), ..sound() }, "2026-10-01", "2027-03-31", Week::FULL_TIME);
    let check = found(&next, Rule::NextCeiling, Level::Note, Finding::Unknown);
    assert_eq!((check.value("year"), check.value("stand-in")), (Some(&Value::Year(2027)), Some(&Value::Year(2026))));
    let known = Parameters { ceilings: Ceilings::published().with(2027, 31), ..Parameters::default() };
    found_with(&next, &known, Rule::NextCeiling, Level::Ok, Finding::Fine);
}

#[test]
fn law_checks_of_a_public_host() {
    let public = |pay| {
        let mut situation = Situation { pay, ..sound() };
        situation.host.nature = Nature::Public;
        situation
    };
    found(&public(agreed(450, Per::Hour)), Rule::PublicCeiling, Level::Ok, Finding::Fine);
    let check = found(&public(agreed(500, Per::Hour)), Rule::PublicCeiling, Level::Block, Finding::Over);
    assert_eq!((check.value("maximum"), check.overridable), (Some(&Value::Money(Cents(390_600))), Override::Never));
    found(&public(agreed(65_500, Per::Month)), Rule::PublicCeiling, Level::Warning, Finding::Depends);
    found(&short(public(agreed(500, Per::Hour))), Rule::PublicCeiling, Level::Block, Finding::Over);
    assert_eq!(find(&sound(), Rule::PublicCeiling), None);
    // Signed in 2025 for 2026: the rate of 2026 is not too much, whatever the policy.
    let early = Situation { signed: Some(day("2025-12-10")), ..public(agreed(450, Per::Hour)) };
    found(&early, Rule::PublicCeiling, Level::Ok, Finding::Fine);
}

#[test]
fn law_checks_of_the_franchise() {
    let check = found(&Situation { pay: agreed(460, Per::Hour), ..sound() }, Rule::Franchise, Level::Note, Finding::Over);
    assert_eq!(check.value("base"), Some(&Value::Money(Cents(8_680))));
    found(&short(Situation { pay: agreed(300, Per::Hour), ..sound() }), Rule::Franchise, Level::Ok, Finding::Fine);
}

#[test]
fn law_checks_of_leave() {
    found(&Situation { leave_clause: Given::No, ..sound() }, Rule::LeaveClause, Level::Block, Finding::Missing);
    assert_eq!(find(&short(Situation { leave_clause: Given::No, ..sound() }), Rule::LeaveClause), None);
    let leave = [period("2026-05-15", "2026-05-15")];
    let plan = Plan {
        period: period("2026-03-02", "2026-08-28"),
        schedule: &Schedule::Weekly(Week::FULL_TIME),
        interruptions: &[],
        leave: &leave,
        zone: Zone::Metropole,
        holidays: PublicHolidays::Off,
    };
    let mut situation = Situation { presence: Some(Presence::of(&plan)), pay: agreed(390_000, Per::Total), ..sound() };
    found(&situation, Rule::Gratification, Level::Ok, Finding::Fine);
    situation.pay.leave = LeavePay::Paid;
    found(&situation, Rule::Gratification, Level::Block, Finding::TooLow);
}

#[test]
fn law_checks_of_taught_hours() {
    let taught = |hours, in_presence| Situation { taught: Some(Taught { hours, in_presence }), ..sound() };
    found(&taught(200, Some(50)), Rule::TaughtHours, Level::Ok, Finding::Fine);
    found(&taught(199, Some(199)), Rule::TaughtHours, Level::Warning, Finding::TooLow);
    found(&taught(200, Some(49)), Rule::TaughtHours, Level::Warning, Finding::TooLowInPresence);
    let distance = Parameters { distance_teaching: DistanceTeaching::Allowed, ..Parameters::default() };
    found_with(&taught(200, Some(0)), &distance, Rule::TaughtHours, Level::Ok, Finding::Fine);
    found(&Situation { taught: None, ..sound() }, Rule::TaughtHours, Level::Note, Finding::Unknown);
    assert_eq!(find(&Situation { kind: Kind::GapYear, ..taught(0, None) }, Rule::TaughtHours), None);
}

#[test]
fn law_checks_of_the_waiting_period() {
    let mut situation = sound();
    situation.host.previous = Some(Previous { period: period("2025-09-01", "2026-01-16"), ending: Ending::Ordinary });
    let check = found(&situation, Rule::WaitingPeriod, Level::Warning, Finding::TooEarly);
    assert_eq!((check.value("days"), check.value("earliest")), (Some(&Value::Count(46)), Some(&Value::Date(day("2026-03-04")))));
    situation.host.previous = Some(Previous { period: period("2025-09-01", "2026-01-16"), ending: Ending::ByTheIntern });
    found(&situation, Rule::WaitingPeriod, Level::Ok, Finding::Fine);
    situation.host.previous = Some(Previous { period: period("2025-09-01", "2026-01-16"), ending: Ending::BrokenOff });
    found(&situation, Rule::WaitingPeriod, Level::Warning, Finding::Depends);
    assert_eq!(find(&sound(), Rule::WaitingPeriod), None);
}

#[test]
fn law_checks_of_those_who_supervise() {
    for (running, level, finding) in [(2, Level::Ok, Finding::Fine), (3, Level::Block, Finding::Over)] {
        found(&Situation { tutor_running: Some(running), ..sound() }, Rule::Tutor, level, finding);
    }
    let teacher = |running| Situation { teacher_running: Some(running), ..sound() };
    found(&teacher(23), Rule::Teacher, Level::Ok, Finding::Fine);
    found(&teacher(24), Rule::Teacher, Level::Block, Finding::Over);
    let board = |teacher_maximum| Parameters { teacher_maximum, ..Parameters::default() };
    found_with(&teacher(12), &board(12), Rule::Teacher, Level::Block, Finding::Over);
    let check = found_with(&teacher(24), &board(99), Rule::Teacher, Level::Block, Finding::Over);
    assert_eq!(check.value("limit"), Some(&Value::Count(24)));
}

#[test]
fn law_checks_of_the_quota() {
    let host = |headcount: &str, interns| {
        let mut situation = sound();
        (situation.host.headcount, situation.host.interns) = (Bracket::from_code(headcount), Some(interns));
        situation
    };
    found(&host("1-9", 3), Rule::Quota, Level::Ok, Finding::Fine);
    found(&host("1-9", 4), Rule::Quota, Level::Warning, Finding::Over);
    found(&host("10-49", 4), Rule::Quota, Level::Note, Finding::MaybeOver);
    found(&host("10-49", 9), Rule::Quota, Level::Warning, Finding::Over);
    found(&host("1000+", 151), Rule::Quota, Level::Note, Finding::MaybeOver);
    found(&host("", 2), Rule::Quota, Level::Note, Finding::Unknown);
}

#[test]
fn law_checks_of_hours() {
    let week = |minutes| planned(sound(), "2026-03-02", "2026-03-27", Week(minutes));
    found(&week([600, 600, 600, 600, 480, 0, 0]), Rule::Day, Level::Ok, Finding::Fine);
    found(&week([600, 600, 600, 600, 480, 0, 0]), Rule::Week, Level::Ok, Finding::Fine);
    found(&week([601, 0, 0, 0, 0, 0, 0]), Rule::Day, Level::Warning, Finding::Over);
    found(&week([600, 600, 600, 600, 481, 0, 0]), Rule::Week, Level::Warning, Finding::Over);
    found(&week([420, 420, 420, 420, 421, 0, 0]), Rule::LegalWeek, Level::Note, Finding::Over);
    found(&week([60; 7]), Rule::WeeklyRest, Level::Warning, Finding::Missing);
    let long = |friday| planned(sound(), "2026-01-05", "2026-03-27", Week([540, 540, 540, 540, friday, 0, 0]));
    found(&long(480), Rule::AverageWeek, Level::Ok, Finding::Fine);
    found(&long(481), Rule::AverageWeek, Level::Warning, Finding::Over);
    assert_eq!(find(&abroad(week([60; 7]), Given::Yes, Given::Yes), Rule::WeeklyRest), None, "local law");
}

#[test]
fn law_checks_of_the_first_of_may() {
    let from_to = |first, last, holidays| planned_with(sound(), first, last, Week::FULL_TIME, holidays);
    let check = found(&from_to("2026-03-02", "2026-05-15", PublicHolidays::Worked), Rule::MayDay, Level::Warning, Finding::Applies);
    assert_eq!(check.value("day"), Some(&Value::Date(day("2026-05-01"))));
    found(&from_to("2026-03-02", "2026-05-15", PublicHolidays::Off), Rule::MayDay, Level::Ok, Finding::Fine);
    assert_eq!(find(&from_to("2026-05-04", "2026-05-15", PublicHolidays::Worked), Rule::MayDay), None, "8 and 14 May may be worked");
    assert_eq!(find(&abroad(from_to("2026-03-02", "2026-05-15", PublicHolidays::Worked), Given::Yes, Given::Yes), Rule::MayDay), None);
}

#[test]
fn law_checks_of_minors() {
    let minor = |week, holidays| {
        let mut situation = sound();
        situation.student.born = Some(day("2008-05-30"));
        situation.night = Some(Given::No);
        planned_with(situation, "2026-05-04", "2026-07-31", Week(week), holidays)
    };
    let checks = run(&minor([420, 420, 420, 420, 420, 0, 0], PublicHolidays::Off), &Parameters::default());
    let of_minors: Vec<_> = checks.iter().filter(|check| check.rule.key().starts_with("minor")).map(|check| check.level).collect();
    assert_eq!(of_minors, [Level::Ok; 5]);
    found(&minor([481, 0, 0, 0, 0, 0, 0], PublicHolidays::Off), Rule::MinorDay, Level::Block, Finding::Over);
    found(&minor([430, 420, 420, 420, 420, 0, 0], PublicHolidays::Off), Rule::MinorWeek, Level::Block, Finding::Over);
    found(&minor([300, 300, 0, 300, 300, 300, 0], PublicHolidays::Off), Rule::MinorRest, Level::Block, Finding::Missing);
    let check = found(&minor([420, 420, 420, 420, 420, 0, 0], PublicHolidays::Worked), Rule::MinorHolidays, Level::Block, Finding::Applies);
    assert_eq!(check.value("day"), Some(&Value::Date(day("2026-05-08"))));
    for (night, finding) in [(Some(Given::Yes), Finding::Applies), (None, Finding::Missing)] {
        found(&Situation { night, ..minor([420; 7], PublicHolidays::Off) }, Rule::MinorNight, Level::Block, finding);
    }
    let mut of_age = minor([481, 0, 0, 0, 0, 0, 0], PublicHolidays::Off);
    of_age.student.born = Some(day("2008-05-04"));
    assert_eq!(find(&of_age, Rule::MinorDay), None, "eighteen on the first day");
}

#[test]
fn law_checks_of_internships_abroad() {
    let situation = abroad(sound(), Given::No, Given::No);
    let checks = run(&situation, &Parameters::default());
    assert_eq!(blocking(&checks, Moment::Validation, &BTreeSet::new()).count(), 0, "wanted before signature only");
    let at_signature: Vec<_> = blocking(&checks, Moment::Signature, &BTreeSet::new()).map(|check| check.rule).collect();
    assert_eq!(at_signature, [Rule::CountrySheet, Rule::CoverAbroad]);
    found(&abroad(sound(), Given::Yes, Given::Yes), Rule::CountrySheet, Level::Ok, Finding::Fine);
    found(&abroad(sound(), Given::Yes, Given::Yes), Rule::AccidentAbroad, Level::Ok, Finding::Fine);
    let long = planned(abroad(sound(), Given::Yes, Given::Yes), "2026-02-02", "2026-08-02", Week::weekdays(210));
    found(&long, Rule::AccidentAbroad, Level::Note, Finding::Over);
    let paid = abroad(Situation { pay: agreed(900, Per::Hour), ..sound() }, Given::Yes, Given::Yes);
    found(&paid, Rule::AccidentAbroad, Level::Note, Finding::Over);
    for gratification in [Gratification::Unanswered, Gratification::OtherCurrency, Gratification::Exempt] {
        let unsaid = Situation { pay: Pay { gratification, ..Pay::default() }, ..sound() };
        found(&abroad(unsaid, Given::Yes, Given::Yes), Rule::AccidentAbroad, Level::Note, Finding::Unknown);
    }
    found(&abroad(sound(), Given::Yes, Given::No), Rule::AccidentAbroad, Level::Note, Finding::Unknown);
    let unpaid = Situation { pay: Pay { gratification: Gratification::None, ..Pay::default() }, ..sound() };
    found(&abroad(unpaid, Given::Yes, Given::Yes), Rule::AccidentAbroad, Level::Ok, Finding::Fine);
    assert_eq!(find(&sound(), Rule::CountrySheet), None);
}

#[test]
fn law_checks_of_overlaps() {
    let mut situation = sound();
    situation.student.others = vec![other(siren("130025265"), "2026-08-28", "2026-09-11", 70)];
    let check = found(&situation, Rule::Overlap, Level::Block, Finding::Applies);
    assert_eq!((check.value("from"), check.value("to")), (Some(&Value::Date(day("2026-08-28"))), Some(&Value::Date(day("2026-08-28")))));
    let accepted = Parameters { overlaps: Overlaps::Accepted, ..Parameters::default() };
    found_with(&situation, &accepted, Rule::Overlap, Level::Note, Finding::Allowed);
    let checks = run(&situation, &Parameters::default());
    assert_eq!(blocking(&checks, Moment::Submission, &BTreeSet::new()).count(), 1);
    assert_eq!(blocking(&checks, Moment::Submission, &BTreeSet::from([Rule::Overlap])).count(), 0, "the office gave a reason");
    situation.student.others = vec![other(siren("130025265"), "2026-08-29", "2026-09-11", 70)];
    found(&situation, Rule::Overlap, Level::Ok, Finding::Fine);
}

#[test]
fn law_checks_of_signature() {
    found(&Situation { signed: Some(day("2026-03-03")), ..sound() }, Rule::SignedInTime, Level::Warning, Finding::Late);
    found(&Situation { signed: Some(day("2026-03-02")), ..sound() }, Rule::SignedInTime, Level::Ok, Finding::Fine);
    found(&Situation { signed: None, today: day("2026-03-03"), ..sound() }, Rule::SignedInTime, Level::Warning, Finding::Late);
    assert_eq!(find(&Situation { signed: None, ..sound() }, Rule::SignedInTime), None);
}

#[test]
fn law_checks_leave_lifelong_training_to_its_own_law() {
    let mut situation =
        Situation { kind: Kind::Continuing, pay: Pay::default(), leave_clause: Given::No, tutor_running: Some(9), ..sound() };
    situation.student.elsewhere = Minutes::hours(900);
    let checks = run(&situation, &Parameters::default());
    assert!(checks.iter().all(|check| check.level <= Level::Note), "{checks:?}");
    found(&situation, Rule::OtherRegime, Level::Note, Finding::Applies);
}

#[test]
fn law_checks_can_be_softened_but_blocks_cannot() {
    let situation = Situation { taught: Some(Taught { hours: 10, in_presence: None }), tutor_running: Some(3), ..sound() };
    let softened = Parameters { softened: BTreeSet::from([Rule::TaughtHours, Rule::Tutor]), ..Parameters::default() };
    found_with(&situation, &softened, Rule::TaughtHours, Level::Note, Finding::TooLow);
    found_with(&situation, &softened, Rule::Tutor, Level::Block, Finding::Over);
}

#[test]
fn law_checks_that_nobody_may_pass_over_stay() {
    let mut situation = sound();
    situation.student.elsewhere = Minutes::hours(900);
    let checks = run(&situation, &Parameters::default());
    assert_eq!(blocking(&checks, Moment::Submission, &BTreeSet::from([Rule::Maximum])).count(), 1);
}

proptest! {
    #[test]
    fn law_checks_find_only_what_they_announce(
        (kind, start, length, minutes, weekend) in (0_usize..4, 0_u64..900, 0_u64..400, 0_u16..720, 0_u16..300),
        (amount, per, nature, place, born) in (0_i64..200_000, 0_usize..6, any::<bool>(), 0_u8..3, 0_u64..4000),
        (elsewhere, running, interns, previous) in (0_u32..60_000, 0_u32..30, 0_u32..200, 0_u64..300),
    ) {
        let first = day("2025-06-01").checked_add_days(Days::new(start)).unwrap();
        let span = Period::new(first, first.checked_add_days(Days::new(length)).unwrap()).unwrap();
        let schedule = Schedule::Alternating(vec![Week([minutes, minutes, minutes, minutes, minutes, weekend, 0]), Week::FULL_TIME]);
        let presence = Presence::of(&Plan { period: span, schedule: &schedule, interruptions: &[], leave: &[], zone: Zone::Guyane, holidays: PublicHolidays::Worked });
        let mut situation = sound();
        situation.kind = Kind::ALL[kind];
        (situation.start, situation.end, situation.presence) = (Some(span.first()), Some(span.last()), Some(presence));
        situation.pay = Per::ALL.get(per).map_or_else(Pay::default, |per| agreed(amount, *per));
        situation.host.nature = if nature { Nature::Public } else { Nature::Private };
        situation.place = if place == 0 { Place::Abroad { country_sheet: Given::No, cover_answered: Given::Yes } } else { Place::France };
        situation.student.born = day("2004-01-01").checked_add_days(Days::new(born));
        situation.student.elsewhere = Minutes(elsewhere);
        (situation.tutor_running, situation.teacher_running, situation.host.interns) = (Some(running), Some(running), Some(interns));
        situation.host.previous = first.checked_sub_days(Days::new(previous)).and_then(|day| Period::new(day, first).ok()).map(|period| Previous { period, ending: Ending::Ordinary });
        let checks = run(&situation, &Parameters::default());
        for check in &checks {
            prop_assert!(check.rule.findings().contains(&check.finding), "{check:?}");
            prop_assert!(check.level != Level::Warning || check.rule.warns() || check.rule.key().starts_with("minor-"), "{check:?}");
            prop_assert_eq!(check.level == Level::Ok, matches!(check.finding, Finding::Fine | Finding::NotDue), "{:?}", check);
        }
        prop_assert!(checks.windows(2).all(|pair| pair[0].rule < pair[1].rule), "each rule once, in order");
        let known: BTreeSet<_> = check::message_keys().collect();
        prop_assert!(checks.iter().all(|check| known.contains(&check.message_key())));
    }
}
