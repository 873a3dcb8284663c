//! Limits on the host and on those who supervise.

use super::{Check, Finding, Parameters, Rule, Situation, situation::Place};
use crate::law::{
    quota::Bracket,
    supervision::{TUTOR_MAXIMUM, teacher_is_free, teacher_maximum, tutor_is_free},
    waiting::{self, Ending},
};

pub(super) fn check(situation: &Situation, parameters: &Parameters, checks: &mut Vec<Check>) {
    if situation.place == Place::France {
        checks.extend(waiting_period(situation));
        checks.extend(situation.host.interns.map(|interns| quota(interns, situation.host.headcount)));
    }
    checks.extend(situation.tutor_running.map(tutor));
    checks.extend(situation.teacher_running.map(|running| teacher(running, parameters.teacher_maximum)));
}

/// A warning only: that the post is the same is free text.
fn waiting_period(situation: &Situation) -> Option<Check> {
    let (start, previous) = (situation.start?, situation.host.previous?);
    let waiting = waiting::after(previous.period, previous.ending);
    let check = match previous.ending {
        _ if start >= waiting.earliest => Check::fine(Rule::WaitingPeriod),
        Ending::BrokenOff => Check::warn(Rule::WaitingPeriod, Finding::Depends),
        Ending::Ordinary | Ending::ByTheIntern => Check::warn(Rule::WaitingPeriod, Finding::TooEarly),
    };
    Some(check.date("previous-end", previous.period.last()).count("days", waiting.days).date("earliest", waiting.earliest))
}

fn tutor(running: u32) -> Check {
    let check = if tutor_is_free(running) { Check::fine(Rule::Tutor) } else { Check::block(Rule::Tutor, Finding::Over) };
    check.count("running", running).count("limit", TUTOR_MAXIMUM)
}

fn teacher(running: u32, board: u32) -> Check {
    let check = if teacher_is_free(running, board) { Check::fine(Rule::Teacher) } else { Check::block(Rule::Teacher, Finding::Over) };
    check.count("running", running).count("limit", teacher_maximum(board))
}

/// Our count is a lower bound, a bracket gives two limits: sure only above the higher one.
fn quota(interns: u32, headcount: Option<Bracket>) -> Check {
    let Some(Bracket { low, high }) = headcount else {
        return Check::note(Rule::Quota, Finding::Unknown).count("interns", interns);
    };
    let check = if high.is_some_and(|high| interns > high.limit()) {
        Check::warn(Rule::Quota, Finding::Over)
    } else if interns > low.limit() {
        Check::note(Rule::Quota, Finding::MaybeOver)
    } else {
        Check::fine(Rule::Quota)
    };
    let check = check.count("interns", interns).count("limit", low.limit());
    high.into_iter().fold(check, |check, high| check.count("highest-limit", high.limit()))
}
