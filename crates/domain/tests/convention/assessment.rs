//! A dossier meets the law.

use super::sample;

use tremplin_domain::{
    convention::assessment::{Surroundings, assess},
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
