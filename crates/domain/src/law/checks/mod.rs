//! All rules together, for one convention: pure, so that the form, the validation and the amendment get the same answer.
//!
//! A rule that does not concern the situation gives nothing; one that does gives one [`Check`], good or not. The message of a check is
//! `check-{rule}-{finding}`, its values are named; [`check::message_keys`] lists all messages.

pub mod check;
pub mod rule;
pub mod situation;

mod abroad;
mod file;
mod frame;
mod hours;
mod pay;
mod people;

use std::collections::BTreeSet;

pub use check::{Check, Override, Value};
pub use rule::{Article, Finding, Level, Moment, Rule, Source};
pub use situation::{Kind, Parameters, Situation};

/// Checks a situation against every rule that concerns it, in the order of [`Rule::ALL`].
pub fn run(situation: &Situation, parameters: &Parameters) -> Vec<Check> {
    let mut checks = Vec::new();
    frame::check(situation, parameters, &mut checks);
    file::check(situation, &mut checks);
    if situation.kind == Kind::Continuing {
        checks.push(Check::note(Rule::OtherRegime, Finding::Applies));
    } else {
        frame::check_chapter(situation, parameters, &mut checks);
        file::check_chapter(situation, &mut checks);
        pay::check(situation, parameters, &mut checks);
        people::check(situation, parameters, &mut checks);
        abroad::check(situation, parameters, &mut checks);
    }
    hours::check(situation, &mut checks);
    for check in &mut checks {
        if check.level == Level::Warning && parameters.softened.contains(&check.rule) {
            check.level = Level::Note;
        }
    }
    checks.sort_by_key(|check| check.rule);
    checks
}

/// The checks that stop a convention at a moment, but for those that the office passed over with a reason.
pub fn blocking<'a>(checks: &'a [Check], moment: Moment, passed_over: &BTreeSet<Rule>) -> impl Iterator<Item = &'a Check> {
    let excused = |check: &Check| check.overridable == Override::OfficeWithReason && passed_over.contains(&check.rule);
    checks.iter().filter(move |check| check.level == Level::Block && check.rule.moment() <= moment && !excused(check))
}
