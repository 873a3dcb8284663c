//! Gratification: due, enough, not too much for a public host, within the franchise.

use super::{
    Check, Finding, Parameters, Rule, Situation, Value, frame,
    situation::{Gratification, Nature, Place},
};
use crate::law::{
    agreed::{Agreed, Holds, Pay, Standing},
    duration::{Minutes, TWO_MONTHS},
    franchise::Employer,
    gratification::{CeilingPolicy, Instalments, Tariff, is_due},
    money::Cents,
    presence::{Hours, Presence},
};

pub(super) fn check(situation: &Situation, parameters: &Parameters, checks: &mut Vec<Check>) {
    let Some(presence) = &situation.presence else { return };
    if let Place::Abroad { .. } = situation.place {
        return checks.push(Check::note(Rule::Gratification, Finding::Abroad));
    }
    let bench = Bench::new(situation, parameters, presence);
    checks.push(gratification(situation, presence, &bench));
    if situation.pay.gratification == Gratification::Exempt {
        return;
    }
    if bench.due {
        checks.push(ceiling_policy(&bench));
    }
    if let Gratification::Agreed(agreed) = situation.pay.gratification {
        if situation.host.nature == Nature::Public {
            checks.push(public_ceiling(&bench, agreed));
        }
        checks.push(franchise(&bench, agreed));
    }
    if bench.due || matches!(situation.pay.gratification, Gratification::Agreed(_)) {
        checks.push(next_ceiling(&bench, parameters));
    }
}

/// What an amount is measured with.
pub(super) struct Bench<'a> {
    hours: Hours,
    presence: &'a Presence,
    tariff: Tariff<'a>,
    /// What the convention lasts, or was first promised to last.
    promised: Minutes,
    due: bool,
}

impl<'a> Bench<'a> {
    pub(super) fn new(situation: &Situation, parameters: &'a Parameters, presence: &'a Presence) -> Self {
        let promised = presence.duration().max(situation.promised.unwrap_or_default());
        let signed = situation.signed.unwrap_or(presence.period.first());
        Self {
            hours: presence.paid(situation.pay.leave),
            presence,
            tariff: Tariff { ceilings: &parameters.ceilings, signed, policy: parameters.policy },
            promised,
            due: is_due(promised, frame::year_at_the_host(situation, presence.duration())),
        }
    }

    /// What is found where nothing is agreed although gratification is due.
    fn missing(&self) -> Finding {
        if is_due(self.promised, Minutes(0)) { Finding::Missing } else { Finding::MissingInYear }
    }

    fn pay(&self, agreed: Agreed) -> Pay<'_> {
        Pay::new(agreed, &self.hours, self.presence.period)
    }

    fn total(&self, policy: CeilingPolicy) -> Cents {
        self.tariff.under(policy).total(&self.hours.by_month())
    }

    /// The policy under which the law allows most: nothing is too much unless it is so under both.
    fn most_generous(&self) -> Tariff<'a> {
        let [frozen, by_month] = [CeilingPolicy::FrozenAtSignature, CeilingPolicy::ByMonth].map(|policy| self.total(policy));
        self.tariff.under(if by_month > frozen { CeilingPolicy::ByMonth } else { CeilingPolicy::FrozenAtSignature })
    }

    /// How gratification stands to the franchise, whose ceiling is that of the law at signature (D136-1). What benefits in kind are worth is
    /// in no field, though it counts: the messages say so.
    pub(super) fn against_franchise(&self, agreed: Agreed) -> Standing {
        self.pay(agreed).against(&self.tariff.under(CeilingPolicy::FrozenAtSignature))
    }
}

fn gratification(situation: &Situation, presence: &Presence, bench: &Bench<'_>) -> Check {
    let rule = Rule::Gratification;
    let check = match situation.pay.gratification {
        Gratification::Exempt => return Check::note(rule, Finding::Exempt),
        _ if !bench.due => Check::new(rule, super::Level::Ok, Finding::NotDue),
        Gratification::Unanswered | Gratification::None => Check::block(rule, bench.missing()).by_the_office(),
        Gratification::OtherCurrency => Check::warn(rule, Finding::OtherCurrency),
        Gratification::Agreed(agreed) => match bench.pay(agreed).against(&bench.tariff).is_enough() {
            Holds::Yes => Check::fine(rule),
            Holds::InFullOnly => Check::note(rule, Finding::Depends),
            Holds::No => Check::block(rule, Finding::TooLow).by_the_office(),
        },
    };
    let check = check.minutes("duration", bench.promised).minutes("threshold", TWO_MONTHS);
    let check = check.minutes("year-total", frame::year_at_the_host(situation, presence.duration()));
    if !bench.due {
        return check;
    }
    let minimum = bench.total(bench.tariff.policy);
    let months = u32::try_from(bench.hours.by_month().len()).unwrap_or(u32::MAX);
    let Instalments { count, each, last } = Instalments::of(minimum, months);
    let check = check.money("minimum", minimum).money("hourly-minimum", bench.tariff.hourly(bench.presence.period.first().into()));
    let check = check.count("payments", count).money("instalment", each).money("last-instalment", last);
    match situation.pay.gratification {
        Gratification::Agreed(agreed) => with_agreed(check, &bench.pay(agreed)),
        _ => check,
    }
}

fn with_agreed(check: Check, pay: &Pay<'_>) -> Check {
    let check = check.money("agreed", pay.total());
    pay.hourly().into_iter().fold(check, |check, rate| check.with("agreed-hourly", Value::Hourly(rate)))
}

fn ceiling_policy(bench: &Bench<'_>) -> Check {
    let (frozen, by_month) = (bench.total(CeilingPolicy::FrozenAtSignature), bench.total(CeilingPolicy::ByMonth));
    let check = if frozen == by_month { Check::fine(Rule::CeilingPolicy) } else { Check::note(Rule::CeilingPolicy, Finding::Differs) };
    check.money("frozen", frozen).money("by-month", by_month)
}

/// The years of both policies, so that a minimum which may rise on 1 January is announced under either.
fn next_ceiling(bench: &Bench<'_>, parameters: &Parameters) -> Check {
    let months = bench.hours.by_month();
    let mut unknown = bench.tariff.under(CeilingPolicy::ByMonth).unknown_years(&months);
    unknown.extend(bench.tariff.under(CeilingPolicy::FrozenAtSignature).unknown_years(&months));
    match unknown.first_key_value() {
        None => Check::fine(Rule::NextCeiling),
        Some((year, stand_in)) => Check::note(Rule::NextCeiling, Finding::Unknown)
            .with("year", Value::Year(*year))
            .with("stand-in", Value::Year(*stand_in))
            .money("ceiling", Cents::euros(parameters.ceilings.of(*year).euros.into())),
    }
}

fn public_ceiling(bench: &Bench<'_>, agreed: Agreed) -> Check {
    let tariff = bench.most_generous();
    let pay = bench.pay(agreed);
    let check = match pay.against(&tariff).is_above() {
        Holds::No => Check::fine(Rule::PublicCeiling),
        Holds::InFullOnly => Check::warn(Rule::PublicCeiling, Finding::Depends),
        Holds::Yes => Check::block(Rule::PublicCeiling, Finding::Over),
    };
    with_agreed(check, &pay).money("maximum", tariff.total(&bench.hours.by_month()))
}

fn franchise(bench: &Bench<'_>, agreed: Agreed) -> Check {
    let pay = bench.pay(agreed);
    let free = bench.total(CeilingPolicy::FrozenAtSignature);
    let paid = pay.total();
    let (check, employer) = match bench.against_franchise(agreed).is_above() {
        Holds::No => (Check::fine(Rule::Franchise), Employer::Institution),
        Holds::InFullOnly => (Check::note(Rule::Franchise, Finding::Depends), Employer::Host),
        Holds::Yes => (Check::note(Rule::Franchise, Finding::Over), Employer::Host),
    };
    let check = check.money("paid", paid).money("free", free);
    if employer == Employer::Host { check.money("base", paid.above(free)) } else { check }
}
