//! A dossier meets the law.

use super::sample;

use tremplin_domain::{
    convention::Mode,
    convention::assessment::{Surroundings, assess},
    convention::rows,
    law::checks::{Level, Moment, Parameters, Rule, blocking},
};

fn day() -> chrono::NaiveDate {
    sample::noon().date()
}

#[test]
fn a_good_convention_is_blocked_by_nothing() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
    let blocks: Vec<_> = blocking(&assessment.checks, Moment::Submission, &[].into()).map(|c| c.rule).collect();
    assert_eq!(blocks, []);
    assert!(assessment.minimum.unwrap().due);
}

#[test]
fn hours_are_counted_from_the_schedule() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    // 1 March to 27 August 2027, full time in metropolitan France: 130 weekdays less Easter Monday, Ascension, Whit Monday, 14 July.
    assert_eq!(dossier.convention.schedule.presence_minutes, (130 - 4) * 420);
}

#[test]
fn pay_below_the_minimum_blocks_submission() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    dossier.convention.pay.amount = Some(390);
    let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
    let check = assessment.checks.iter().find(|c| c.rule == Rule::Gratification).unwrap();
    assert_eq!(check.level, Level::Block);
}

#[test]
fn a_missing_mention_blocks_submission() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    dossier.convention.internship.skills.clear();
    let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
    assert!(blocking(&assessment.checks, Moment::Submission, &[].into()).any(|c| c.rule == Rule::Mentions));
}

#[test]
fn an_internship_outside_the_enrolment_is_blocked_at_submission() {
    for (starts, ends, fits) in [
        ("2026-09-01", "2026-11-30", true),
        ("2027-07-05", "2027-09-30", true),
        ("2026-08-31", "2026-11-30", false),
        ("2027-07-05", "2027-10-01", false),
        ("2020-03-02", "2020-05-29", false),
        ("2033-03-01", "2033-05-31", false),
    ] {
        let mut dossier = sample::dossier();
        dossier.convention.internship.starts_on = starts.parse().ok();
        dossier.convention.internship.ends_on = ends.parse().ok();
        dossier.convention.recount();
        let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
        let refused = blocking(&assessment.checks, Moment::Submission, &[].into()).any(|c| c.rule == Rule::Enrolment);
        assert_eq!(!refused, fits, "{starts} to {ends}");
    }
}

#[test]
fn a_row_of_the_calendar_counts_from_monday_to_friday_and_a_single_day_always() {
    let minutes = |periods: &str| {
        let mut convention = sample::dossier().convention;
        convention.schedule.mode = Mode::Calendar;
        convention.schedule.periods = rows::periods(periods).unwrap();
        convention.recount();
        convention.schedule.presence_minutes
    };
    // 6 and 7 March 2027 are a Saturday and a Sunday.
    assert_eq!(minutes("2027-03-01..2027-03-12=7"), 10 * 420);
    assert_eq!(minutes("2027-03-06..2027-03-06=7\n2027-03-07..2027-03-07=4"), 420 + 240);
    assert_eq!(minutes("2027-03-06..2027-03-06=4\n2027-03-01..2027-03-12=7"), 10 * 420 + 240, "whichever row comes first");
}

#[test]
fn gratification_is_due_in_france_whatever_place_was_answered() {
    let mut dossier = sample::dossier();
    dossier.convention.pay.paid = Some(false);
    dossier.convention.internship.zone = "abroad".into();
    dossier.convention.recount();
    let is_refused = |dossier: &_| {
        let assessment = assess(dossier, &Surroundings::default(), day(), &Parameters::default());
        blocking(&assessment.checks, Moment::Submission, &[].into()).any(|c| c.rule == Rule::Gratification)
    };
    assert!(is_refused(&dossier));
    dossier.service.as_mut().unwrap().address.country = "DE".into();
    assert!(!is_refused(&dossier));
}
