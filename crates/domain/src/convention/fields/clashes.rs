//! Answers that are right alone and wrong together.

use super::{
    super::record::{Convention, Mode},
    Step,
};
use crate::parse::{self, Problem};

/// What is wrong between the fields of a step: the name of the field to mend, and why.
pub fn clashes(convention: &Convention, step: Step) -> Vec<(&'static str, Problem)> {
    let mut found = Vec::new();
    match step {
        Step::Student => {
            if let Err(problem) = parse::postcode(&convention.reach.postcode, convention.reach.country.as_str()) {
                found.push(("postcode", problem));
            }
        }
        Step::Internship => {
            let (starts, ends) = (convention.internship.starts_on, convention.internship.ends_on);
            if let (Some(starts), Some(ends)) = (starts, ends) {
                if ends < starts {
                    found.push(("ends-on", Problem::EndsBeforeStart));
                } else {
                    let outside = |from, to| from < starts || to > ends;
                    if convention.schedule.interruptions.iter().any(|i| outside(i.from, i.to)) {
                        found.push(("interruptions", Problem::OutsideInternship));
                    }
                    // Rows of a way that is not chosen count nowhere, and are not asked for.
                    if convention.schedule.mode == Mode::Calendar && convention.schedule.periods.iter().any(|p| outside(p.from, p.to)) {
                        found.push(("periods", Problem::OutsideInternship));
                    }
                }
            }
        }
        _ => {}
    }
    found
}
