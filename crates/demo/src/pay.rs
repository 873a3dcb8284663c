//! Gratification that the law accepts.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::Pay,
    law::{
        ceilings::Ceilings,
        duration::{Minutes, Month},
        gratification::{CeilingPolicy, Tariff, is_due},
    },
};

use crate::{hosts::Sketch, random::Random, subjects};

/// What an internship is paid: the least or more in a company, the legal rate exactly in a public body, what is customary abroad.
pub(crate) fn pay(host: &Sketch, duration: i64, starts_on: NaiveDate, signed: NaiveDate, random: &mut Random) -> Pay {
    if host.is_abroad() {
        return abroad(host.town.country, random);
    }
    let minutes = Minutes(u32::try_from(duration).unwrap_or(0));
    let due = is_due(minutes, minutes);
    let generous = !host.is_public() && random.percent(12);
    let benefits = random.word(subjects::BENEFITS).into();
    let mission_costs = if random.percent(40) { "Frais de déplacement remboursés sur justificatifs.".into() } else { String::new() };
    if !due && !generous {
        return Pay { paid: Some(false), benefits, mission_costs, ..Pay::default() };
    }
    let ceilings = Ceilings::published();
    let on =
        |day: NaiveDate| Tariff { ceilings: &ceilings, signed: day, policy: CeilingPolicy::FrozenAtSignature }.hourly(Month::from(day)).0;
    // A body under public law pays the rate neither more nor less; a company that plans ahead pays next year's.
    let least = if host.is_public() { on(signed) } else { on(signed).max(on(starts_on)) };
    let (amount, per) = match random.below(10) {
        _ if host.is_public() => (least, "hour"),
        0 => (random.between(80, 130) * 1_000, "month"),
        1 | 2 => (least + random.between(1, 30) * 10, "hour"),
        _ => (least, "hour"),
    };
    Pay {
        paid: Some(true),
        amount: Some(amount),
        basis: "net".into(),
        per: per.into(),
        currency: "EUR".into(),
        means: random.weighted(&[(93, "transfer"), (7, "cheque")]).into(),
        benefits,
        mission_costs,
        exemption: String::new(),
    }
}

fn abroad(country: &str, random: &mut Random) -> Pay {
    let (currency, monthly) = match country {
        "GB" => ("GBP", 90_000),
        "CH" => ("CHF", 180_000),
        "CA" => ("CAD", 140_000),
        "PL" => ("PLN", 250_000),
        "TN" => ("TND", 40_000),
        "BR" => ("BRL", 180_000),
        "SE" => ("SEK", 800_000),
        "MA" => ("MAD", 250_000),
        "JP" => ("JPY", 12_000_000),
        _ => ("EUR", 85_000),
    };
    let benefits = random.word(&["Repas de midi pris en charge.", "Aucun avantage particulier.", "Chambre en résidence."]).into();
    if random.percent(40) {
        return Pay { paid: Some(false), benefits, ..Pay::default() };
    }
    Pay {
        paid: Some(true),
        amount: Some(monthly),
        basis: "gross".into(),
        per: "month".into(),
        currency: currency.into(),
        means: "transfer".into(),
        benefits,
        ..Pay::default()
    }
}
