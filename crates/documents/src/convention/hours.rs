//! When the intern is present, and what it amounts to.

use serde::Serialize;
use tremplin_domain::{
    convention::{Convention, Mode, Schedule},
    law::{
        duration::{LegalDuration, Minutes},
        presence::Presence,
    },
    nomenclature::List,
};

use super::Words;
use crate::{dates, figures};

#[derive(Debug, Serialize)]
pub(super) struct Hours {
    /// `regular`, `alternating` or `calendar`.
    mode: &'static str,
    working_time: String,
    /// Effective presence, in hours.
    presence: String,
    /// In how many days.
    days: String,
    /// Presence and leave, as the law reads it in months and days.
    legal: String,
    /// Leave under L124-13 planned by date, in hours.
    #[expect(clippy::struct_field_names, reason = "`leave` alone is the clause")]
    leave_hours: String,
    /// Seven durations and their sum; two rows where weeks alternate, none for a calendar.
    weeks: Vec<Vec<String>>,
    periods: Vec<[String; 3]>,
    interruptions: Vec<[String; 3]>,
    months: Vec<[String; 2]>,
    holidays_worked: bool,
    /// The public holidays on which the intern comes.
    holidays: Vec<String>,
    zone: String,
    comment: String,
    /// The hours of each Sunday with presence, as the weeks have them.
    sundays: Vec<String>,
    night: String,
    remote: String,
    leave: String,
    leave_paid: bool,
    elsewhere: String,
}

impl Hours {
    pub(super) fn of(convention: &Convention, words: Words<'_>) -> Self {
        let (schedule, language) = (&convention.schedule, words.language);
        let presence = convention.presence();
        let hours = |minutes: Minutes| if minutes == Minutes(0) { String::new() } else { figures::hours(language, minutes) };
        let worked = presence.as_ref().map_or(Minutes(0), Presence::minutes);
        let duration = presence.as_ref().map_or(Minutes(0), Presence::duration);
        Self {
            mode: schedule.mode.code(),
            working_time: words.label(List::WorkingTime, &schedule.working_time),
            presence: hours(worked),
            days: presence.as_ref().filter(|_| worked > Minutes(0)).map_or_else(String::new, |p| figures::days(language, p.worked.days())),
            legal: if duration > Minutes(0) { figures::legal(language, LegalDuration::from(duration)) } else { String::new() },
            leave_hours: hours(presence.as_ref().map_or(Minutes(0), |p| p.leave.minutes())),
            weeks: weeks(schedule, words),
            periods: periods(schedule, words),
            interruptions: interruptions(schedule, words),
            months: presence.iter().flat_map(|p| p.worked.by_month()).map(|(m, sum)| [dates::month(language, m), hours(sum)]).collect(),
            holidays_worked: schedule.holidays_worked,
            holidays: presence.iter().flat_map(|p| &p.holidays_worked).map(|day| dates::day(language, *day)).collect(),
            zone: words.label(List::Zone, &convention.internship.zone),
            comment: schedule.comment.clone(),
            sundays: shown(schedule).iter().map(|week| hours(Minutes(week[6].into()))).filter(|sunday| !sunday.is_empty()).collect(),
            night: schedule.night_work.clone(),
            remote: schedule.home_working.clone(),
            leave: schedule.leave.clone(),
            leave_paid: schedule.leave_paid,
            elsewhere: hours(Minutes(u32::try_from(convention.internship.elsewhere_minutes).unwrap_or(0))),
        }
    }
}

/// The weeks that the mode has.
fn shown(schedule: &Schedule) -> Vec<[u16; 7]> {
    match schedule.mode {
        Mode::Regular => vec![schedule.week],
        Mode::Alternating => vec![schedule.week, schedule.other_week],
        Mode::Calendar => Vec::new(),
    }
}

fn weeks(schedule: &Schedule, words: Words<'_>) -> Vec<Vec<String>> {
    let cell = |minutes: Minutes| if minutes == Minutes(0) { "–".to_owned() } else { figures::hours(words.language, minutes) };
    let row = |week: &[u16; 7]| {
        let days = week.iter().map(|minutes| Minutes((*minutes).into()));
        days.clone().map(cell).chain([figures::hours(words.language, days.sum())]).collect()
    };
    shown(schedule).iter().map(row).collect()
}

fn periods(schedule: &Schedule, words: Words<'_>) -> Vec<[String; 3]> {
    if schedule.mode != Mode::Calendar {
        return Vec::new();
    }
    let row = |p: &tremplin_domain::convention::rows::Period| {
        let hours = figures::hours(words.language, Minutes(p.minutes.into()));
        [words.day(Some(p.from)), words.day(Some(p.to)), hours]
    };
    schedule.periods.iter().map(row).collect()
}

fn interruptions(schedule: &Schedule, words: Words<'_>) -> Vec<[String; 3]> {
    let row = |i: &tremplin_domain::convention::rows::Interruption| {
        [words.day(Some(i.from)), words.day(Some(i.to)), words.label(List::Interruption, &i.reason)]
    };
    schedule.interruptions.iter().map(row).collect()
}
