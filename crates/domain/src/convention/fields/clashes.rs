//! Answers that are right alone and wrong together.

use super::{
    super::{
        dossier::Dossier,
        record::{Convention, Mode},
    },
    Step,
};
use crate::parse::{self, Problem};

/// What is wrong between the fields of a step: the name of the field to mend, and why.
pub fn clashes(dossier: &Dossier, step: Step) -> Vec<(&'static str, Problem)> {
    let convention = &dossier.convention;
    let mut found = Vec::new();
    match step {
        Step::Student => {
            if let Err(problem) = parse::postcode(&convention.reach.postcode, convention.reach.country.as_str()) {
                found.push(("postcode", problem));
            }
            found.extend(training(convention).map(|problem| ("kind", problem)));
        }
        Step::Internship => {
            found.extend(days(convention));
            found.extend(place(dossier));
        }
        _ => {}
    }
    found
}

/// A convention of continuing education is under another law than those of initial training (L124-1): the enrolment says which it is.
fn training(convention: &Convention) -> Option<Problem> {
    let (kind, regime) = (&convention.kind, &convention.enrolment.regime);
    if kind.is("continuing") && regime.is("initial") {
        Some(Problem::InitialTraining)
    } else if regime.is("continuing") && ["initial-compulsory", "initial-recommended"].iter().any(|initial| kind.is(initial)) {
        Some(Problem::ContinuingEducation)
    } else {
        None
    }
}

/// What is answered as if the internship took place in another country than it does: whether gratification is due depends on it.
fn place(dossier: &Dossier) -> Vec<(&'static str, Problem)> {
    let Some(place) = dossier.place() else { return Vec::new() };
    let (zone, pay) = (&dossier.convention.internship.zone, &dossier.convention.pay);
    let zone = match (place.is_in_france(), zone.is("abroad")) {
        (true, true) => Some(Problem::InFrance),
        (false, false) if !zone.is_empty() => Some(Problem::Abroad),
        _ => None,
    };
    // Wallis and Futuna, French Polynesia and New Caledonia have the Pacific franc. A student cannot mend a postcode that nobody gave.
    let is_pacific = place.postcode.is_empty() || ["986", "987", "988"].iter().any(|start| place.postcode.starts_with(start));
    let pacific = pay.currency.is("XPF") && is_pacific;
    let foreign = pay.paid == Some(true) && !pay.currency.is_empty() && !pay.currency.is("EUR") && !pacific;
    let currency = (place.is_in_france() && foreign).then_some(Problem::EurosOnly);
    zone.map(|problem| ("zone", problem)).into_iter().chain(currency.map(|problem| ("currency", problem))).collect()
}

fn days(convention: &Convention) -> Vec<(&'static str, Problem)> {
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
