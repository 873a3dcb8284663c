//! A dossier meets the law.

use super::sample;

use tremplin_domain::{
    convention::assessment::{Surroundings, assess},
    convention::rows,
    convention::{Dossier, Enters, Field, Mode, Refusal, Step, ready},
    law::checks::{Finding, Level, Moment, Parameters, Rule, blocking},
    parse::Problem,
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
fn nothing_is_shown_as_due_where_the_law_asks_for_nothing() {
    let is_due = |change: fn(&mut Dossier)| {
        let mut dossier = sample::dossier();
        change(&mut dossier);
        dossier.convention.recount();
        assess(&dossier, &Surroundings::default(), day(), &Parameters::default()).minimum.unwrap().due
    };
    assert!(is_due(|_| {}));
    assert!(is_due(|d| d.convention.kind = "gap-year".into()), "the chapter applies (D611-16)");
    assert!(!is_due(|d| d.convention.kind = "continuing".into()), "another regime");
    assert!(!is_due(|d| d.convention.pay.exemption = "CSP L4381-1".to_owned()));
    assert!(!is_due(|d| {
        d.convention.internship.zone = "abroad".into();
        d.service.as_mut().unwrap().address.country = "DE".into();
    }));
}

#[test]
fn what_was_broken_off_is_paid_for_what_was_done_of_what_was_promised() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    dossier.convention.progress.broken_off_on = "2027-03-12".parse().ok();
    let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
    assert_eq!(assessment.presence.unwrap().minutes().0, 10 * 420);
    let minimum = assessment.minimum.unwrap();
    assert_eq!((minimum.due, minimum.months.len()), (true, 1));
}

#[test]
fn what_was_done_ends_with_the_breaking_off_or_the_cancelling_once_signed() {
    let done = |signed: bool, cancelled: Option<&str>, broken_off: Option<&str>| {
        let mut convention = sample::dossier().convention;
        convention.progress.signed_at = signed.then(sample::noon);
        convention.progress.cancelled_at = cancelled.and_then(|day| format!("{day}T10:00:00").parse().ok());
        convention.progress.broken_off_on = broken_off.and_then(|day| day.parse().ok());
        convention.done().map(|presence| presence.period.last().to_string())
    };
    assert_eq!(done(true, None, None).as_deref(), Some("2027-08-27"), "the planned last day");
    assert_eq!(done(true, None, Some("2027-05-04")).as_deref(), Some("2027-05-04"));
    assert_eq!(done(true, Some("2027-05-04"), None).as_deref(), Some("2027-05-04"));
    assert_eq!(done(true, Some("2027-09-04"), None).as_deref(), Some("2027-08-27"), "cancelled after its end");
    assert_eq!(done(true, Some("2027-02-27"), None), None, "cancelled before it began");
    assert_eq!(done(false, Some("2027-05-04"), None), None, "never signed");
}

#[test]
fn answers_that_contradict_each_other_are_neither_submitted_nor_validated() {
    let mut dossier = sample::dossier();
    dossier.convention.recount();
    let judge = |dossier: &Dossier, moment| ready::judge(dossier, &Surroundings::default(), day(), &Parameters::default(), moment);
    assert_eq!((judge(&dossier, Moment::Submission), ready::clashes(&dossier)), (Ok(()), vec![]));
    dossier.convention.pay.currency = "USD".into();
    assert_eq!(ready::clashes(&dossier), [(Step::Internship, vec![("currency", Problem::EurosOnly)])]);
    for moment in [Moment::Submission, Moment::Validation, Moment::Signature] {
        assert_eq!(judge(&dossier, moment), Err(Refusal::Incomplete), "{moment:?}");
    }
}

#[test]
fn whoever_fills_the_form_can_mend_every_contradiction() {
    for step in Step::ALL {
        let mut dossier = sample::dossier();
        dossier.convention.kind = "continuing".into();
        dossier.convention.enrolment.regime = "initial".into();
        dossier.convention.reach.postcode = "3500".to_owned();
        dossier.convention.internship.zone = "abroad".into();
        dossier.convention.pay.currency = "USD".into();
        for (name, _) in ready::clashes(&dossier).into_iter().filter(|(at, _)| *at == step).flat_map(|(_, clashes)| clashes) {
            let field = Field::named(name).unwrap();
            assert!(field.step == step && field.is_entered() && field.enters == Enters::Editors, "{name}");
        }
    }
}

#[test]
fn a_minor_says_whether_there_is_presence_at_night_and_text_beside_it_decides_nothing() {
    let refused = |night: &str| {
        let mut dossier = sample::dossier();
        dossier.student.birth_date = "2010-06-01".parse().ok();
        dossier.convention.schedule.night_work = "Aucune".to_owned();
        (Field::named("night").unwrap().write)(&mut dossier.convention, night).unwrap();
        dossier.convention.recount();
        let assessment = assess(&dossier, &Surroundings::default(), day(), &Parameters::default());
        let check = assessment.checks.into_iter().find(|c| c.rule == Rule::MinorNight).unwrap();
        (check.level, check.finding)
    };
    assert_eq!(refused("no"), (Level::Ok, Finding::Fine));
    assert_eq!(refused("yes"), (Level::Block, Finding::Applies));
    assert_eq!(refused(""), (Level::Block, Finding::Missing));
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
