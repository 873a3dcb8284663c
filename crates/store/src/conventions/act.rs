//! Changes of state: the action, its events and its mail, all or nothing.

use std::sync::Arc;

use chrono::NaiveDateTime;
use tremplin_domain::{
    convention::{Action, Dossier, EventKind, apply, ready},
    ids::ConventionId,
    law::checks::Parameters,
    notice::{Recipient, told},
    policy::{Ability, Facts, Scope},
};

use super::{change, facts::surroundings};
use crate::{
    connection::Conn,
    error::Error,
    outbox::{self, Mail},
    people,
    store::Store,
    teachers,
};

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// The convention after the event.
    pub dossier: &'a Dossier,
    /// What happened.
    pub event: EventKind,
    /// To whom.
    pub recipient: Recipient,
    /// The reason that was given; may be empty.
    pub reason: &'a str,
}

/// The words of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
}

/// Puts a notice into words, since the store knows none; nothing for no mail. May run several times for one notice.
pub type Compose = dyn Fn(&Notice<'_>) -> Result<Option<Letter>, Box<dyn std::error::Error + Send + Sync>> + Send + Sync;

/// What is done to one convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The convention.
    pub id: ConventionId,
    /// The version that the person saw.
    pub seen: i32,
    /// What to do with it.
    pub action: Action,
}

/// Does something with a convention: the change of state, its events and its mail, or none of them. What is submitted or validated is
/// complete and lawful at that moment, whatever was said of it before.
///
/// [`Error::Stale`] when it changed since the person saw it, [`Error::Refused`] when its state, an answer that lacks or the law does not allow
/// it, [`Error::Missing`] when their rights do not.
pub fn act(
    conn: &mut Conn,
    scope: &Scope,
    item: &Item,
    at: NaiveDateTime,
    parameters: &Parameters,
    compose: &Compose,
) -> Result<Dossier, Error> {
    let Item { id, seen, action } = item;
    let (id, seen) = (*id, *seen);
    let before = change::take(conn, scope, id, seen)?;
    let facts = Facts::of(&before.convention, &before.centre);
    let mut after = before.clone();
    let outcome = apply(&mut after.convention, action, &before.centre.validations, &scope.principal().login, at);
    if !scope.may(ability(action), &facts, &before.centre) {
        // Where the state forbids it to everybody, that is the answer.
        outcome?;
        return Err(Error::Missing);
    }
    let events = outcome?;
    if let Some(moment) = ready::moment(&after, action) {
        ready::judge(&before, &surroundings(conn, scope, &before)?, at.date(), parameters, moment)?;
    } else if matches!(action, Action::PassOver(..) | Action::Uphold(_)) {
        ready::judge_passing(&before, &surroundings(conn, scope, &before)?, at.date(), parameters, action)?;
    }
    after.convention.updated_at = at;
    change::write(conn, &before, &after)?;
    let reason = reason(action);
    for event in &events {
        // What falls with it needs no reason of its own.
        let reason = if events.last() == Some(event) { reason } else { "" };
        change::tell(conn, scope, id, *event, at, reason)?;
    }
    // Undoing one validation undoes those after it: each is told once, not three times.
    let next = after.convention.progress.next(&after.centre.validations);
    post(conn, scope, &after, told(&events, next), reason, at, compose)?;
    Ok(after)
}

/// Acts on several conventions, each on its own: one that is refused does not hold the others back.
pub async fn act_each(
    store: &Store,
    scope: Scope,
    items: Vec<Item>,
    at: NaiveDateTime,
    parameters: Arc<Parameters>,
    compose: Arc<Compose>,
) -> Vec<(ConventionId, Result<Dossier, Error>)> {
    let mut results = Vec::with_capacity(items.len());
    for item in items {
        let (id, scope, parameters, compose) = (item.id, scope.clone(), Arc::clone(&parameters), Arc::clone(&compose));
        let done = store.write(move |conn| act(conn, &scope, &item, at, &parameters, &*compose)).await;
        results.push((id, done));
    }
    results
}

const fn ability(action: &Action) -> Ability {
    match action {
        Action::Submit => Ability::Submit,
        Action::Withdraw => Ability::Withdraw,
        Action::Return(_) => Ability::Return,
        Action::Validate(validation) => Ability::Validate(*validation),
        Action::Undo(validation) => Ability::Undo(*validation),
        Action::PassOver(..) | Action::Uphold(_) => Ability::PassOver,
        Action::Cancel(_) => Ability::Cancel,
    }
}

fn reason(action: &Action) -> &str {
    match action {
        Action::Return(reason) | Action::PassOver(_, reason) | Action::Cancel(reason) => reason.trim(),
        Action::Submit | Action::Withdraw | Action::Validate(_) | Action::Undo(_) | Action::Uphold(_) => "",
    }
}

/// Whom a change of what a convention says concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The office where the student made it, the student where an office did.
    TheOthers,
    /// Everybody who is told of such an event.
    Everybody,
}

/// Who is told of a change of what a convention says: nobody before it is submitted.
pub(super) fn told_of_change(scope: &Scope, dossier: &Dossier, event: EventKind, news: News) -> Vec<(Recipient, EventKind)> {
    let Dossier { convention, centre, .. } = dossier;
    let (progress, wanted) = (&convention.progress, &centre.validations);
    let events: &[_] = if progress.phase(wanted).is_submitted() { &[event] } else { &[] };
    let by_student = scope.principal().student == Some(convention.student);
    let is_news = news == News::Everybody || by_student;
    told(events, progress.next(wanted)).filter(|(recipient, _)| is_news || *recipient != Recipient::Centre).collect()
}

/// Sends each what they are told of.
pub(super) fn post(
    conn: &mut Conn,
    scope: &Scope,
    dossier: &Dossier,
    told: impl IntoIterator<Item = (Recipient, EventKind)>,
    reason: &str,
    at: NaiveDateTime,
    compose: &Compose,
) -> Result<(), Error> {
    for (recipient, event) in told {
        let addresses = addresses(conn, scope, dossier, recipient)?;
        if addresses.is_empty() {
            continue;
        }
        let notice = Notice { dossier, event, recipient, reason };
        let Some(letter) = compose(&notice).map_err(Error::Internal)? else { continue };
        for address in addresses {
            let mail = Mail { convention: Some(dossier.convention.id), event: event.code(), recipient: address, letter: letter.clone() };
            outbox::put(conn, &mail, at)?;
        }
    }
    Ok(())
}

/// Where a notice goes; not to whoever caused it.
fn addresses(conn: &mut Conn, scope: &Scope, dossier: &Dossier, recipient: Recipient) -> Result<Vec<String>, Error> {
    let who = scope.principal();
    let (convention, centre) = (&dossier.convention, &dossier.centre);
    let found = match recipient {
        Recipient::Student if who.student == Some(convention.student) => Vec::new(),
        // Where they are reached today, not what a validated convention says.
        Recipient::Student => vec![people::student_mail(conn, convention.student)?],
        Recipient::Teacher if convention.teacher.is_some() && who.teacher == convention.teacher => Vec::new(),
        Recipient::Teacher => convention.teacher.map(|id| teachers::mail(conn, id)).transpose()?.into_iter().collect(),
        Recipient::Centre if centre.mail_to_centre_only => vec![centre.mail.clone()],
        Recipient::Centre => {
            let alerted = people::alerted(conn, centre.id)?;
            if alerted.is_empty() {
                vec![centre.mail.clone()]
            } else {
                alerted.into_iter().filter(|(login, _)| *login != who.login).map(|(_, mail)| mail).collect()
            }
        }
    };
    Ok(found.into_iter().filter(|address| !address.is_empty()).collect())
}
