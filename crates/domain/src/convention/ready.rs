//! Whether a convention is ready to be submitted or validated: complete, without contradiction, and stopped neither by the law nor by its centre.

use chrono::NaiveDate;

use super::{
    Action, Dossier, Field, Refusal, Step,
    assessment::{Surroundings, assess},
    fields,
};
use crate::{
    law::checks::{Moment, Parameters},
    parse::Problem,
};

/// The steps that lack an answer at a moment, each with its fields; with none where somebody is to be chosen. To be signed a convention needs
/// its teacher, whatever the centre leaves open until then (D124-4, 2°).
pub fn missing(dossier: &Dossier, moment: Moment) -> Vec<(Step, Vec<&'static Field>)> {
    let teacher = dossier.teacher.is_some() || dossier.centre.teacher_optional && moment < Moment::Signature;
    let to_choose = |step| step == Step::Teacher && !teacher;
    let by_step = Step::ALL.into_iter().map(|step| (step, fields::missing(dossier, step)));
    by_step.filter(|(step, missing)| !missing.is_empty() || to_choose(*step)).collect()
}

/// The steps whose answers contradict each other or the place of the internship, each with what is wrong at which field.
pub fn clashes(dossier: &Dossier) -> Vec<(Step, Vec<(&'static str, Problem)>)> {
    let by_step = Step::ALL.into_iter().map(|step| (step, fields::clashes(dossier, step)));
    by_step.filter(|(_, clashes)| !clashes.is_empty()).collect()
}

/// The step to go on with: the first that lacks an answer or contradicts itself; the last one where none does.
pub fn open_step(dossier: &Dossier) -> Step {
    let missing = missing(dossier, Moment::Submission).into_iter().map(|(step, _)| step);
    missing.chain(clashes(dossier).into_iter().map(|(step, _)| step)).min().unwrap_or(Step::Summary)
}

/// The moment at which an action, after it was applied, asks for a convention that is ready, if it does: with its last validation it may be
/// signed.
pub fn moment(applied: &Dossier, action: &Action) -> Option<Moment> {
    match action {
        Action::Submit => Some(Moment::Submission),
        Action::Validate(_) => {
            let next = applied.convention.progress.next(&applied.centre.validations);
            Some(if next.is_some() { Moment::Validation } else { Moment::Signature })
        }
        Action::Withdraw | Action::Return(_) | Action::Undo(_) | Action::PassOver(..) | Action::Uphold(_) | Action::Cancel(_) => None,
    }
}

/// Refuses what is not ready at a moment: what was complete and lawful when it was submitted may have been changed since.
///
/// [`Refusal::Incomplete`] while an answer lacks or contradicts another, [`Refusal::Unlawful`] while a check stops it.
pub fn judge(dossier: &Dossier, around: &Surroundings, today: NaiveDate, parameters: &Parameters, moment: Moment) -> Result<(), Refusal> {
    if !missing(dossier, moment).is_empty() || !clashes(dossier).is_empty() {
        return Err(Refusal::Incomplete);
    }
    let stopped = !assess(dossier, around, today, parameters).blocking(moment).is_empty();
    if stopped { Err(Refusal::Unlawful) } else { Ok(()) }
}

/// Refuses to pass over what stops nothing or is not the office's to pass over, and to let hold again what was not passed over:
/// [`Refusal::WrongState`].
pub fn judge_passing(
    dossier: &Dossier,
    around: &Surroundings,
    today: NaiveDate,
    parameters: &Parameters,
    action: &Action,
) -> Result<(), Refusal> {
    let assessment = assess(dossier, around, today, parameters);
    let allowed = match action {
        Action::PassOver(rule, _) => assessment.passable().any(|check| check.rule == *rule),
        Action::Uphold(rule) => assessment.passed_over.contains_key(rule),
        _ => true,
    };
    if allowed { Ok(()) } else { Err(Refusal::WrongState) }
}
