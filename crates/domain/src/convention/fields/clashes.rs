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
        Step::Internship => found.extend(internship(convention)),
        _ => {}
    }
    found
}

fn internship(convention: &Convention) -> Vec<(&'static str, Problem)> {
    let (internship, schedule) = (&convention.internship, &convention.schedule);
    let mut found = Vec::new();
    // Rows of a way that is not chosen count nowhere, and are not asked for.
    let periods = if schedule.mode == Mode::Calendar { schedule.periods.as_slice() } else { &[] };
    if let (Some(starts), Some(ends)) = (internship.starts_on, internship.ends_on) {
        let outside = |from, to| from < starts || to > ends;
        if ends < starts {
            found.push(("ends-on", Problem::EndsBeforeStart));
        } else {
            if schedule.interruptions.iter().any(|i| outside(i.from, i.to)) {
                found.push(("interruptions", Problem::OutsideInternship));
            }
            if periods.iter().any(|p| outside(p.from, p.to)) {
                found.push(("periods", Problem::OutsideInternship));
            }
        }
    }
    let absences = overlap(&schedule.interruptions, |a, b| a.from <= b.to && b.from <= a.to);
    found.extend(absences.map(|problem| ("interruptions", problem)));
    let weekend = periods.iter().zip(1..).find(|(p, _)| p.presence_from(p.from).next().is_none());
    found.extend(weekend.map(|(_, at)| ("periods", Problem::OnlyWeekend(at))));
    found.extend(overlap(periods, |a, b| a.presence_from(b.from).any(|day| b.plans(day))).map(|problem| ("periods", problem)));
    found
}

/// The first two rows that have a day in common.
fn overlap<T>(rows: &[T], common: impl Fn(&T, &T) -> bool) -> Option<Problem> {
    let numbered = || rows.iter().zip(1..);
    numbered().find_map(|(row, at)| {
        let (_, earlier) = numbered().take_while(|(_, earlier)| *earlier < at).find(|(earlier, _)| common(earlier, row))?;
        Some(Problem::OverlappingLines(earlier, at))
    })
}
