//! When and what an internship is.

use chrono::{Datelike, NaiveDate};
use tremplin_domain::{
    convention::{
        Internship, Mode, Schedule,
        rows::{Interruption, Period},
    },
    year::AcademicYear,
};

use crate::{
    calendar::shift,
    programmes::{Discipline, Grade},
    random::Random,
    subjects::{self, Subject},
};

/// The most minutes at one host in one academic year: 924 h (L124-5, D124-6).
const MOST_MINUTES: i64 = 55_440;

/// The hours of a week, and of the other one where weeks alternate.
struct Hours {
    week: [u16; 7],
    other: [u16; 7],
    mode: Mode,
    part_time: bool,
}

fn hours(random: &mut Random) -> Hours {
    let plain = |week, part_time| Hours { week, other: [0; 7], mode: Mode::Regular, part_time };
    match random.below(100) {
        0..=73 => plain([420, 420, 420, 420, 420, 0, 0], false),
        74..=82 => plain([450, 450, 450, 450, 300, 0, 0], false),
        83..=85 => plain([480, 480, 480, 480, 420, 0, 0], false),
        86..=88 => plain([420, 420, 420, 0, 0, 0, 0], true),
        89..=90 => plain([210, 210, 210, 210, 210, 0, 0], true),
        91 => plain([0, 420, 420, 420, 420, 240, 0], false),
        92..=95 => Hours { other: [420, 420, 0, 0, 0, 0, 0], mode: Mode::Alternating, ..plain([420, 420, 420, 0, 0, 0, 0], true) },
        _ => Hours { mode: Mode::Calendar, ..plain([420, 420, 420, 420, 420, 0, 0], false) },
    }
}

/// The dates and hours of an internship of that grade that starts on a Monday; it ends with the academic year at the latest, or
/// with the enrolment of that year.
pub(crate) fn schedule(grade: Grade, year: AcademicYear, starts_on: NaiveDate, random: &mut Random) -> (NaiveDate, Schedule) {
    let Hours { week, other, mode, part_time } = hours(random);
    let (least, most) = grade.terms().weeks;
    let weekly: i64 = week.iter().map(|m| i64::from(*m)).sum();
    let august = if AcademicYear::of(starts_on) == year { NaiveDate::from_ymd_opt(year.first() + 1, 8, 31) } else { None };
    let closes = august.or_else(|| Some(year.enrolment()?.last())).unwrap_or(starts_on);
    let left = (closes - starts_on).num_days() / 7;
    let weeks = random.between(least, most).min(left).min(MOST_MINUTES / weekly.max(1)).max(1);
    let last_day = if week[5] > 0 { 5 } else { 4 };
    // A first-year internship now and then lasts a single day.
    let ends_on = if grade == Grade::L1 && random.percent(10) { starts_on } else { shift(starts_on, (weeks - 1) * 7 + last_day) };
    let mut schedule =
        Schedule { mode, week, other_week: other, working_time: if part_time { "part" } else { "full" }.into(), ..Schedule::default() };
    if ends_on == starts_on {
        schedule.mode = Mode::Regular;
        schedule.week = [420, 420, 420, 420, 420, 0, 0];
    }
    if schedule.mode == Mode::Calendar {
        let half = shift(starts_on, weeks / 2 * 7);
        let first = Period { from: starts_on, to: shift(half, -3).max(starts_on), minutes: 420 };
        let second = Period { from: half, to: ends_on, minutes: 360 };
        schedule.periods = if half > starts_on { vec![first, second] } else { vec![Period { from: starts_on, to: ends_on, minutes: 420 }] };
    }
    interrupt(&mut schedule, starts_on, ends_on, weeks, random);
    write_terms(&mut schedule, weeks, random);
    (ends_on, schedule)
}

fn interrupt(schedule: &mut Schedule, starts_on: NaiveDate, ends_on: NaiveDate, weeks: i64, random: &mut Random) {
    let mut add = |from: NaiveDate, days: i64, reason: &str| {
        let to = shift(from, days - 1);
        if from > starts_on && to < ends_on {
            schedule.interruptions.push(Interruption { from, to, reason: reason.into() });
        }
    };
    let august = NaiveDate::from_ymd_opt(ends_on.year(), 8, 1).unwrap_or(ends_on);
    match random.below(100) {
        0..=34 if weeks >= 8 => add(august, 14, "closure"),
        35..=46 if weeks >= 8 => add(shift(starts_on, weeks / 2 * 7), 5, "course-weeks"),
        47..=62 if weeks >= 12 => {
            add(shift(starts_on, weeks / 3 * 7 + 3), 2, "leave");
            add(shift(starts_on, weeks * 2 / 3 * 7), 3, "leave");
        }
        63..=65 if weeks >= 4 => add(shift(starts_on, 9), 3, "sickness"),
        _ => {}
    }
}

fn write_terms(schedule: &mut Schedule, weeks: i64, random: &mut Random) {
    if weeks >= 8 || random.percent(30) {
        schedule.leave = random.word(subjects::LEAVE).into();
        schedule.leave_paid = random.percent(12);
    }
    if random.percent(18) {
        schedule.home_working = random
            .word(&["Un jour par semaine après le premier mois.", "Deux jours par semaine, matériel fourni.", "Possible le vendredi."])
            .into();
    }
    if random.percent(5) {
        schedule.night_work = "Présence possible un dimanche par mois lors des manifestations, récupérée la semaine suivante.".into();
    }
    if schedule.week.iter().map(|m| u32::from(*m)).sum::<u32>() > 2_100 {
        schedule.comment = "Horaires de l’établissement : 39 heures par semaine.".into();
    }
}

/// What the intern does there, between these days.
pub(crate) fn content(discipline: Discipline, language: &str, days: (NaiveDate, NaiveDate), zone: &str, random: &mut Random) -> Internship {
    let subjects = if language == "en" { subjects::ENGLISH } else { subjects::of(discipline) };
    let Subject { title, tasks, skills } = random.pick(subjects).unwrap_or_default();
    Internship {
        theme: if random.percent(8) { "other" } else { discipline.theme() }.into(),
        subject: title.into(),
        confidential: random.percent(5),
        tasks: tasks.into(),
        skills: skills.into(),
        details: if random.percent(12) {
            "Déplacements possibles dans le département, avec un véhicule de l’établissement.".into()
        } else {
            String::new()
        },
        starts_on: Some(days.0),
        ends_on: Some(days.1),
        zone: zone.into(),
        elsewhere_minutes: 0,
        country_sheet: zone == "abroad",
    }
}
