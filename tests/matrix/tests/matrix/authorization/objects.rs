//! The conventions asked about.

use chrono::{NaiveDate, TimeDelta, Weekday};
use tremplin_domain::{
    convention::{Convention, Phase},
    ids::ConventionId,
    year::AcademicYear,
};
use tremplin_store::{Store, conventions};
use tremplin_testkit::{Builder, admin};

/// The conventions asked about: A and B of centre 2, C of centre 3; A is of student 1 and teacher 1.
pub(crate) const OBJECTS: [&str; 3] = ["A", "B", "C"];

/// An id that no convention has.
pub(crate) const NOBODYS: i64 = 999_999;

pub(crate) fn marker(object: usize) -> String {
    format!("Sujet réservé {}", OBJECTS[object])
}

pub(crate) fn builder(id: i64, object: usize, phase: Phase) -> Builder {
    let who = i64::try_from(object).unwrap() + 1;
    let builder = Builder::new(id).student(who).teacher(Some(who)).in_phase(phase);
    let builder = if object == 2 { builder.centre(3) } else { builder };
    builder.with(|c| {
        c.internship.subject = marker(object);
        an_hour_of_its_own(c, id);
    })
}

/// One hour on a day on which nobody does anything else, so that no law objects to the many that each student has.
fn an_hour_of_its_own(convention: &mut Convention, number: i64) {
    const WEEKS: i64 = 38;
    let (years, day) = (number / (WEEKS * 5), number % (WEEKS * 5));
    let years = i32::try_from(years).unwrap();
    let first = NaiveDate::from_isoywd_opt(2026 + years, 2, Weekday::Mon).unwrap();
    let on = first + TimeDelta::days(day / 5 * 7 + day % 5);
    convention.year = AcademicYear::starting(2025 + years).unwrap();
    (convention.internship.starts_on, convention.internship.ends_on) = (Some(on), Some(on));
    convention.schedule.week = [60, 60, 60, 60, 60, 0, 0];
    // Whatever day it is.
    convention.schedule.holidays_worked = true;
    "Le jour est férié".clone_into(&mut convention.schedule.night_work);
}

/// What the store holds of a convention: whether it is there, and everything that an action could change.
pub(crate) fn state(store: &Store, id: i64) -> String {
    let id = ConventionId(id);
    store
        .read_blocking(|conn| {
            let dossier = conventions::find(conn, &admin(), id)?;
            let events = if dossier.is_some() { conventions::timeline(conn, &admin(), id)? } else { Vec::new() };
            Ok(format!("{dossier:?} {events:?}"))
        })
        .unwrap()
}
