//! What happened to a convention, from its story: the domain's own transitions, each with who and when.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use tremplin_domain::{
    centre::{Centre, Validation},
    convention::{Action, Convention, Event, EventKind, apply},
    law::mentions::Signatory,
};

use crate::{
    calendar::{at, later, shift},
    cast::Story,
    random::Random,
    staff, subjects,
};

/// Login and name.
pub(crate) type Who = (String, String);

/// Those who act.
pub(crate) struct Actors {
    /// Who enters the convention: the student, or a member of staff.
    pub(crate) author: Who,
    /// The teacher, when there is one.
    pub(crate) teacher: Option<Who>,
}

/// One thing that happens.
enum Act {
    Saved,
    Do(Action),
    Sent,
    Signed(u8),
    BrokenOff(String, NaiveDate),
}

/// Plays a story on a convention begun then; its dates are known already. Gives the timeline, oldest first.
pub(crate) fn play(
    convention: &mut Convention,
    story: Story,
    centre: &Centre,
    actors: &Actors,
    today: NaiveDate,
    random: &mut Random,
) -> Vec<Event> {
    let acts = acts(story, centre, convention, today, random);
    let times = times(convention, story, acts.len(), today, random);
    let mut events = vec![event(EventKind::Created, &actors.author, convention.created_at, "")];
    for (act, when) in acts.into_iter().zip(times) {
        perform(convention, act, when, centre, actors, &mut events, random);
    }
    convention.updated_at = events.last().map_or(convention.created_at, |e| e.at);
    convention.version = i32::try_from(events.len()).unwrap_or(1);
    events
}

fn acts(story: Story, centre: &Centre, convention: &Convention, today: NaiveDate, random: &mut Random) -> Vec<Act> {
    let wanted = &centre.validations;
    let mut acts: Vec<_> = (0..random.between(1, 3)).map(|_| Act::Saved).collect();
    if let Story::Draft(_) = story {
        return acts;
    }
    let back = |random: &mut Random| Act::Do(Action::Return(random.word(subjects::RETURNED).into()));
    acts.push(Act::Do(Action::Submit));
    if story != Story::Submitted && random.percent(9) {
        acts.extend([back(random), Act::Saved, Act::Do(Action::Submit)]);
    }
    let given = match story {
        Story::Draft(_) | Story::Submitted => 0,
        Story::OnceValidated => 1,
        Story::Returned | Story::Cancelled => random.below(wanted.len()),
        Story::PartlyValidated => 1 + random.below(wanted.len().saturating_sub(1).max(1)),
        _ => wanted.len(),
    };
    for (place, validation) in wanted.iter().take(given).enumerate() {
        acts.push(Act::Do(Action::Validate(*validation)));
        if place == 0 && random.percent(4) {
            acts.extend([Act::Do(Action::Undo(*validation)), Act::Do(Action::Validate(*validation))]);
        }
    }
    let signatures = match story {
        Story::PartlySigned => u8::try_from(random.between(1, 4)).unwrap_or(1),
        Story::Signed | Story::BrokenOff => 5,
        _ => 0,
    };
    match story {
        Story::Returned => acts.push(back(random)),
        Story::Cancelled => acts.push(Act::Do(Action::Cancel(random.word(subjects::CANCELLED).into()))),
        Story::Sent | Story::PartlySigned | Story::Signed | Story::BrokenOff => acts.push(Act::Sent),
        _ => {}
    }
    acts.extend((1..=signatures).map(Act::Signed));
    if story == Story::BrokenOff
        && let Some(last) = last_day(convention, today, random)
    {
        acts.push(Act::BrokenOff(random.word(subjects::BROKEN_OFF).into(), last));
    }
    acts
}

/// A day of the internship that is past.
fn last_day(convention: &Convention, today: NaiveDate, random: &mut Random) -> Option<NaiveDate> {
    let (first, end) = (convention.internship.starts_on?, convention.internship.ends_on?);
    let latest = (end.min(shift(today, -1)) - first).num_days();
    Some(shift(first, random.between(latest.min(4), (latest - 2).max(latest.min(4)))))
}

/// When each of so many things happens: after the beginning, before today, signatures before the first day.
fn times(convention: &Convention, story: Story, count: usize, today: NaiveDate, random: &mut Random) -> Vec<NaiveDateTime> {
    let begun = convention.created_at;
    let steps = i64::try_from(count.max(1)).unwrap_or(1);
    let unhurried = shift(begun.date(), steps * random.between(1, 3));
    let signs = matches!(story, Story::Sent | Story::PartlySigned | Story::Signed | Story::BrokenOff);
    let before_start = convention.internship.starts_on.filter(|_| signs).map(|day| shift(day, -1));
    let limit = unhurried.min(shift(today, -1)).min(before_start.unwrap_or(unhurried)).max(begun.date());
    let days = (limit - begun.date()).num_days();
    let mut last = begun;
    let mut times = Vec::with_capacity(count);
    for step in 1..=steps {
        let day = office_day(shift(begun.date(), days * step / steps), last.date());
        last = if day > last.date() { at(day, random.between(500, 1_040)) } else { later(last, random.between(3, 14)) };
        times.push(last);
    }
    times
}

/// That day, or the Friday before where that is not before `earliest`.
fn office_day(day: NaiveDate, earliest: NaiveDate) -> NaiveDate {
    let over = i64::from(day.weekday().num_days_from_monday()) - 4;
    if over > 0 { shift(day, -over).max(earliest) } else { day }
}

fn perform(
    convention: &mut Convention,
    act: Act,
    when: NaiveDateTime,
    centre: &Centre,
    actors: &Actors,
    events: &mut Vec<Event>,
    random: &mut Random,
) {
    let clerk = |random: &mut Random| {
        let (login, name) = staff::clerk(centre.id, random);
        (login.to_owned(), name)
    };
    match act {
        Act::Saved => events.push(event(EventKind::Saved, &actors.author, when, "")),
        Act::Do(action) => {
            let note = match &action {
                Action::Return(reason) | Action::PassOver(_, reason) | Action::Cancel(reason) => reason.clone(),
                _ => String::new(),
            };
            let who = match &action {
                Action::Submit | Action::Withdraw => actors.author.clone(),
                Action::Validate(v) | Action::Undo(v) => validator(*v, centre, actors, random).unwrap_or_else(|| clerk(random)),
                Action::Return(_) => {
                    let turn = convention.progress.next(&centre.validations);
                    turn.and_then(|v| validator(v, centre, actors, random)).unwrap_or_else(|| clerk(random))
                }
                Action::PassOver(..) | Action::Uphold(_) | Action::Cancel(_) => clerk(random),
            };
            // The acts follow the centre's order: none is refused.
            let happened = apply(convention, &action, &centre.validations, &who.0, when).unwrap_or_default();
            for kind in &happened {
                events.push(event(*kind, &who, when, if happened.last() == Some(kind) { &note } else { "" }));
            }
        }
        Act::Sent => {
            convention.progress.sent_at = Some(when);
            events.push(event(EventKind::Sent, &clerk(random), when, ""));
        }
        Act::Signed(signatures) => {
            convention.progress.signatures = signatures;
            convention.progress.signed_at = (signatures == 5).then_some(when);
            // Signed on paper: the office records it, the institution signs last.
            let order = [Signatory::Intern, Signatory::Teacher, Signatory::Tutor, Signatory::Host, Signatory::Institution];
            let signer = order.get(usize::from(signatures) - 1).map_or("", |s| s.code());
            events.push(event(EventKind::Signed, &clerk(random), when, signer));
        }
        Act::BrokenOff(reason, last) => {
            convention.progress.broken_off_on = Some(last);
            let told = at(last, i64::from(17 * 60 + when.minute()));
            events.push(event(EventKind::BrokenOff, &clerk(random), told, &reason));
        }
    }
}

/// Who gives a pedagogical validation: the teacher, now and then the head; nobody in particular for the others.
fn validator(validation: Validation, centre: &Centre, actors: &Actors, random: &mut Random) -> Option<Who> {
    if validation != Validation::Pedagogical {
        return None;
    }
    let head = staff::head(centre.id, validation).map(|(login, name)| (login.to_owned(), name));
    match (&actors.teacher, head) {
        (Some(_), Some(head)) if random.percent(10) => Some(head),
        (Some(teacher), _) => Some(teacher.clone()),
        (None, head) => head,
    }
}

fn event(kind: EventKind, who: &Who, at: NaiveDateTime, note: &str) -> Event {
    Event { kind, by: who.0.clone(), by_name: who.1.clone(), at, note: note.to_owned() }
}
