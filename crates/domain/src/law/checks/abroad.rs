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
        checks.push(accident(situation, parameters, presence, cover_answered));
    }
}

fn given(rule: Rule, given: Given) -> Check {
    match given {
        Given::Yes => Check::fine(rule),
        Given::No => Check::block(rule, Finding::Missing),
    }
}

/// The other conditions of the model (agreement of the fund, no local rights, one host, one country) are in no field: the message names them.
fn accident(situation: &Situation, parameters: &Parameters, presence: &Presence, cover_answered: Given) -> Check {
    let first = presence.period.first();
    let too_long = first.checked_add_months(COVERED).is_some_and(|end| presence.period.last() >= end);
    let bench = Bench::new(situation, parameters, presence);
    let too_much = match situation.pay.gratification {
        Gratification::None => Some(Holds::No),
        Gratification::Agreed(agreed) => Some(bench.against_franchise(agreed).is_above()),
        Gratification::Unanswered | Gratification::OtherCurrency | Gratification::Exempt => None,
    };
    match (too_much, cover_answered) {
        _ if too_long => Check::note(Rule::AccidentAbroad, Finding::Over),
        (Some(Holds::Yes), _) => Check::note(Rule::AccidentAbroad, Finding::Over),
        (Some(Holds::No), Given::Yes) => Check::fine(Rule::AccidentAbroad),
        _ => Check::note(Rule::AccidentAbroad, Finding::Unknown),
    }
}
