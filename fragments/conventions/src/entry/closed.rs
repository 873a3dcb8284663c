//! Saving what was closed to the person while they typed: the record stays as it is, and what they typed comes back above it.

use tremplin_domain::{
    convention::{Dossier, Enters, Field, Step, fields},
    ids::ConventionId,
    policy::Ability,
};
use tremplin_store::{Error, conventions};
use tremplin_widget::{Fault, Outcome, Request};

use super::{
    answers, choose,
    pick::{self, Entered},
};
use crate::{
    app::{App, fault},
    decide::{self, Side, abilities},
    stale,
    words::Words,
};

/// The outcome of a save; where the convention was closed since the person opened its form, the page that keeps what they typed.
pub(crate) async fn or_closed(
    app: &App,
    side: Side,
    request: &Request,
    step: Step,
    saved: Result<Outcome, Fault>,
) -> Result<Outcome, Fault> {
    let Err(Fault::NotFound) = saved else { return saved };
    let (scope, id) = (side.scope(request), request.id::<ConventionId>("id")?);
    let read = scope.clone();
    let now = app.store.read(move |conn| conventions::find(conn, &read, id)?.ok_or(Error::Missing)).await.map_err(fault)?;
    // Who was shown it as it is now, or says not what they were shown, was never offered the form.
    if abilities(&scope, &now).contains(&Ability::Edit)
        || request.form.parsed("version").is_none_or(|seen: i32| seen == now.convention.version)
    {
        return Err(Fault::NotFound);
    }
    let by = stale::by_whom(app, side, request, id).await?;
    Ok(Outcome::Stale(decide::closed(app, side, request, &by, &typed(Words::of(request.locale), request, &now, step)).await?))
}

/// The answers of the form that the record does not hold, each with its label, in words.
fn typed(words: Words, request: &Request, now: &Dossier, step: Step) -> Vec<(String, String)> {
    let entered = Entered::of_form(request);
    // Only read back to whoever typed it.
    let answers = answers::typed(&entered.answers, step, Enters::Office);
    let mut ours = now.clone();
    let unread = answers::write(&mut ours, &answers, step);
    let changed: Vec<_> = fields::changes(now, &ours).into_iter().filter(|(field, ..)| field.step == step && field.is_entered()).collect();
    // What cannot be read stands as it was typed.
    let unread = unread.iter().filter(|(name, _)| !changed.iter().any(|(field, ..)| field.name == *name));
    let as_typed = |name: &str| Some((words.label(Field::named(name)?), answers.get(name)?.clone()));
    let mut told: Vec<_> = changed.iter().map(|(field, _, ours)| (words.label(field), words.value(field, ours))).collect();
    told.extend(unread.filter_map(|(name, _)| as_typed(name)));
    if choose::is_new(step, &entered) {
        told.extend(pick::told(words, step, &entered));
    }
    told.retain(|(_, value)| !value.trim().is_empty());
    told
}
