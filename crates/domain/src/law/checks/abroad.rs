//! What an internship abroad needs besides.

use chrono::Months;

use super::{
    Check, Finding, Parameters, Rule, Situation,
    pay::Bench,
    situation::{Given, Gratification, Place},
};
use crate::law::{agreed::Holds, presence::Presence};

/// French cover of accidents abroad lasts six months, extensions included (national model, 6.4).
const COVERED: Months = Months::new(6);

pub(super) fn check(situation: &Situation, parameters: &Parameters, checks: &mut Vec<Check>) {
    let Place::Abroad { country_sheet, cover_answered } = situation.place else { return };
    checks.push(given(Rule::CountrySheet, country_sheet));
    checks.push(given(Rule::CoverAbroad, cover_answered));
    if let Some(presence) = &situation.presence {
        checks.push(accident(situation, parameters, presence));
    }
}

fn given(rule: Rule, given: Given) -> Check {
    match given {
        Given::Yes => Check::fine(rule),
        Given::No => Check::block(rule, Finding::Missing),
    }
}

fn accident(situation: &Situation, parameters: &Parameters, presence: &Presence) -> Check {
    let first = presence.period.first();
    let too_long = first.checked_add_months(COVERED).is_some_and(|end| presence.period.last() >= end);
    let bench = Bench::new(situation, parameters, presence);
    let too_much = match situation.pay.gratification {
        Gratification::Agreed(agreed) => bench.against_franchise(agreed, situation.pay.benefits).is_above() == Holds::Yes,
        _ => false,
    };
    if too_long || too_much { Check::note(Rule::AccidentAbroad, Finding::Over) } else { Check::fine(Rule::AccidentAbroad) }
}
