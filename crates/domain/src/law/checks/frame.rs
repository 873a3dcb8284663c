//! Dates, enrolment, overlaps, presence, the yearly maximum, teaching hours.

use super::{
    Check, Finding, Kind, Parameters, Rule, Situation, Value,
    situation::{DistanceTeaching, Overlaps},
};
use crate::law::{
    duration::{Minutes, SIX_MONTHS},
    maximum::{self, Stay},
    period::{NotAPeriod, Period},
};

/// Hours of teaching a year (D124-2).
const TAUGHT: u32 = 200;
/// Of these in presence (D124-2).
const TAUGHT_IN_PRESENCE: u32 = 50;

pub(super) fn check(situation: &Situation, parameters: &Parameters, checks: &mut Vec<Check>) {
    let period = period(situation);
    checks.push(dates(situation, period));
    if let Some(Ok(period)) = period {
        checks.push(enrolment(situation, period));
        checks.push(overlap(situation, parameters, period));
    }
}

/// Rules of the chapter on internships, from which lifelong training is free.
pub(super) fn check_chapter(situation: &Situation, parameters: &Parameters, checks: &mut Vec<Check>) {
    if let Some(Ok(_)) = period(situation) {
        checks.push(presence(situation));
    }
    if let Some(presence) = &situation.presence {
        checks.push(maximum(situation, presence.duration()));
    }
    if situation.kind != Kind::GapYear {
        checks.push(taught_hours(situation, parameters));
    }
}

fn period(situation: &Situation) -> Option<Result<Period, NotAPeriod>> {
    Some(Period::new(situation.start?, situation.end?))
}

fn dates(situation: &Situation, period: Option<Result<Period, NotAPeriod>>) -> Check {
    let check = match period {
        None => Check::block(Rule::Dates, Finding::Missing),
        Some(Ok(_)) => Check::fine(Rule::Dates),
        Some(Err(NotAPeriod::Reversed)) => Check::block(Rule::Dates, Finding::Reversed),
        Some(Err(NotAPeriod::TooLong)) => Check::block(Rule::Dates, Finding::Over),
    };
    let check = situation.start.into_iter().fold(check, |check, start| check.date("start", start));
    situation.end.into_iter().fold(check, |check, end| check.date("end", end))
}

fn enrolment(situation: &Situation, period: Period) -> Check {
    let Some(enrolled) = situation.student.enrolled else { return Check::note(Rule::Enrolment, Finding::Unknown) };
    let check = if enrolled.covers(period) { Check::fine(Rule::Enrolment) } else { Check::block(Rule::Enrolment, Finding::Outside) };
    check.date("from", enrolled.first()).date("to", enrolled.last())
}

/// The centre's own rule; an office may always accept one case.
fn overlap(situation: &Situation, parameters: &Parameters, period: Period) -> Check {
    let Some((other, common)) = situation.student.others.iter().find_map(|other| Some((other, other.period.common(period)?))) else {
        return Check::fine(Rule::Overlap);
    };
    let check = match parameters.overlaps {
        Overlaps::Refused => Check::block(Rule::Overlap, Finding::Applies).by_the_office(),
        Overlaps::Accepted => Check::note(Rule::Overlap, Finding::Allowed),
    };
    check.with("other", Value::Convention(other.number)).date("from", common.first()).date("to", common.last())
}

fn presence(situation: &Situation) -> Check {
    let Some(presence) = situation.presence.as_ref().filter(|p| p.duration() > Minutes(0)) else {
        return Check::block(Rule::Presence, Finding::Missing);
    };
    let check = Check::fine(Rule::Presence).minutes("presence", presence.minutes()).count("days", presence.worked.days());
    check.minutes("duration", presence.duration()).with("legal", Value::Legal(presence.legal_duration()))
}

/// This convention, the student's others at the same host and year, and what other schools had. L124-5; Cass. soc. 7 January 2026.
pub(super) fn year_at_the_host(situation: &Situation, duration: Minutes) -> Minutes {
    let others = situation.student.others.iter();
    let stays: Vec<_> = others.map(|other| Stay { host: other.host.clone(), year: other.year, duration: other.duration }).collect();
    duration + situation.student.elsewhere + maximum::total_at(&situation.host.key, situation.year, &stays)
}

fn maximum(situation: &Situation, duration: Minutes) -> Check {
    let total = year_at_the_host(situation, duration);
    let excess = maximum::excess(total);
    let check = if excess > Minutes(0) { Check::block(Rule::Maximum, Finding::Over) } else { Check::fine(Rule::Maximum) };
    check.minutes("total", total).minutes("limit", SIX_MONTHS).minutes("excess", excess).minutes("others", total.above(duration))
}

fn taught_hours(situation: &Situation, parameters: &Parameters) -> Check {
    let Some(taught) = situation.taught else { return Check::note(Rule::TaughtHours, Finding::Unknown).count("minimum", TAUGHT) };
    let check = match taught.in_presence {
        _ if taught.hours < TAUGHT => Check::warn(Rule::TaughtHours, Finding::TooLow),
        Some(hours) if hours < TAUGHT_IN_PRESENCE && parameters.distance_teaching == DistanceTeaching::InPresence => {
            Check::warn(Rule::TaughtHours, Finding::TooLowInPresence)
                .count("in-presence", hours)
                .count("minimum-in-presence", TAUGHT_IN_PRESENCE)
        }
        _ => Check::fine(Rule::TaughtHours),
    };
    check.count("hours", taught.hours).count("minimum", TAUGHT)
}
