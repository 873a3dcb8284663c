//! Hours and rest: adults are warned, minors are stopped. Abroad, local law sets the limits of adults, and minors are warned.

use chrono::NaiveDate;

use super::{
    Check, Finding, Level, Rule, Situation,
    situation::{Given, Place},
};
use crate::law::{
    duration::Minutes,
    presence::{Hours, Presence},
    working_time as limits,
};

pub(super) fn check(situation: &Situation, checks: &mut Vec<Check>) {
    let Some(presence) = &situation.presence else { return };
    if situation.place == Place::France {
        check_everyone(presence, checks);
    }
    if let Some(born) = situation.student.born {
        let hours = limits::as_a_minor(presence, born);
        if hours.days() > 0 {
            check_minor(situation, presence, born, &hours, checks);
        }
    }
}

fn check_everyone(presence: &Presence, checks: &mut Vec<Check>) {
    let hours = &presence.worked;
    let (day, week) = (limits::longest_day(hours), limits::fullest_week(hours));
    checks.extend(within(Rule::Day, Level::Warning, day, limits::DAY));
    checks.extend(within(Rule::Week, Level::Warning, week, limits::WEEK));
    let twelve = limits::fullest_twelve_weeks(hours);
    let average = twelve.map(|(from, sum)| (from, Minutes(sum.0.div_ceil(limits::AVERAGED_WEEKS))));
    checks.extend(within(Rule::AverageWeek, Level::Warning, average, limits::AVERAGE_WEEK));
    checks.extend(within(Rule::LegalWeek, Level::Note, week, limits::LEGAL_WEEK));
    checks.push(rested(Rule::WeeklyRest, Level::Warning, limits::week_without_rest(hours)));
    if presence.period.days().any(limits::is_may_day) {
        checks.push(match presence.holidays_worked.iter().find(|day| limits::is_may_day(**day)) {
            Some(day) => Check::warn(Rule::MayDay, Finding::Applies).date("day", *day),
            None => Check::fine(Rule::MayDay),
        });
    }
}

fn check_minor(situation: &Situation, presence: &Presence, born: NaiveDate, hours: &Hours, checks: &mut Vec<Check>) {
    let level = if situation.place == Place::France { Level::Block } else { Level::Warning };
    checks.extend(within(Rule::MinorDay, level, limits::longest_day(hours), limits::MINOR_DAY));
    checks.extend(within(Rule::MinorWeek, level, limits::fullest_week(hours), limits::LEGAL_WEEK));
    checks.push(rested(Rule::MinorRest, level, limits::week_without_two_days_of_rest(hours)));
    checks.push(match limits::holiday_as_a_minor(presence, born) {
        Some(holiday) => Check::new(Rule::MinorHolidays, level, Finding::Applies).date("day", holiday),
        None => Check::fine(Rule::MinorHolidays),
    });
    checks.push(match situation.night {
        Some(Given::Yes) => Check::new(Rule::MinorNight, level, Finding::Applies),
        Some(Given::No) => Check::fine(Rule::MinorNight),
        None => Check::new(Rule::MinorNight, level, Finding::Missing),
    });
}

/// The largest value, with its day or the Monday of its week, beside its limit.
fn within(rule: Rule, level: Level, largest: Option<(NaiveDate, Minutes)>, limit: Minutes) -> Option<Check> {
    let (day, minutes) = largest?;
    let check = if minutes > limit { Check::new(rule, level, Finding::Over) } else { Check::fine(rule) };
    Some(check.date("day", day).minutes("minutes", minutes).minutes("limit", limit))
}

fn rested(rule: Rule, level: Level, without: Option<NaiveDate>) -> Check {
    match without {
        Some(week) => Check::new(rule, level, Finding::Missing).date("week", week),
        None => Check::fine(rule),
    }
}
