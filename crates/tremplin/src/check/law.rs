//! What changes with the years: the ceiling of the present one.

use chrono::{Datelike, NaiveDate};
use tremplin_domain::law::{ceilings::Source, checks::Parameters};

use super::row::Row;

/// Worth knowing where another year's ceiling stands in.
pub(crate) fn check(law: &Parameters, today: NaiveDate) -> Row {
    let (row, ceiling) = (Row::reached("Plafond horaire", None), law.ceilings.of(today.year()));
    match ceiling.source {
        Source::Published => row,
        Source::StandIn(other) => row.noting(format!(
            "celui de {} n’est pas connu\u{a0}: celui de {other} ({} €) en tient lieu\u{202f}; donnez-le dans law.hourly_ceilings",
            today.year(),
            ceiling.euros
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::table, *};

    #[test]
    fn the_ceiling_of_a_year_without_one_is_asked_for() {
        let said = |law: &Parameters, day: &str| table(&[check(law, day.parse().unwrap())]);
        let (published, law) = (Parameters::default(), Parameters::default());
        let extended = Parameters { ceilings: law.ceilings.with(2027, 31), ..Parameters::default() };
        assert!(!said(&published, "2026-12-31").contains("law.hourly_ceilings"));
        assert!(said(&published, "2027-01-01").contains("celui de 2027 n’est pas connu\u{a0}: celui de 2026 (30 €)"));
        assert!(!said(&extended, "2027-01-01").contains("law.hourly_ceilings"));
        assert!(check(&published, "2027-01-01".parse().unwrap()).is_good(), "the other year’s stands in");
    }
}
