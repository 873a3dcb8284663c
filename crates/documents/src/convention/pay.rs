//! Gratification and what comes beside it.

use serde::Serialize;
use tremplin_domain::{
    convention::Convention,
    law::{
        agreed::{self, Agreed, Per},
        money::Cents,
        presence::LeavePay,
    },
    nomenclature::List,
};

use super::Words;
use crate::figures;

#[derive(Debug, Serialize)]
pub(super) struct Pay {
    /// `yes`, `no`, or nothing while unanswered.
    paid: &'static str,
    amount: String,
    per: String,
    basis: String,
    means: String,
    /// What the amount comes to over the planned hours, where that is certain.
    total: String,
    exemption: String,
    benefits: String,
    mission_costs: String,
}

impl Pay {
    pub(super) fn of(convention: &Convention, words: Words<'_>) -> Self {
        let pay = &convention.pay;
        let money = |cents: i64| figures::money(words.language, cents, pay.currency.as_str());
        Self {
            paid: pay.paid.map_or("", |yes| if yes { "yes" } else { "no" }),
            amount: pay.amount.filter(|_| pay.paid == Some(true)).map_or_else(String::new, money),
            per: pay.per.to_string(),
            basis: pay.basis.to_string(),
            means: words.label(List::PayMeans, &pay.means),
            total: total(convention).map_or_else(String::new, |sum| money(sum.0)),
            exemption: pay.exemption.clone(),
            benefits: pay.benefits.clone(),
            mission_costs: pay.mission_costs.clone(),
        }
    }
}

/// The whole: not for an amount by month, which leaves open what a month begun halfway is paid.
fn total(convention: &Convention) -> Option<Cents> {
    let per = Per::from_code(convention.pay.per.as_str()).filter(|per| *per != Per::Month)?;
    let amount = Cents(convention.pay.amount.filter(|_| convention.pay.paid == Some(true))?);
    let leave = if convention.schedule.leave_paid { LeavePay::Paid } else { LeavePay::Unpaid };
    let hours = convention.presence()?.paid(leave);
    Some(agreed::Pay::new(Agreed { amount, per }, &hours, convention.period()?).total())
}
