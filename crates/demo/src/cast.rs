//! What becomes of a convention: by chance for most, as the demo's story needs it for some.

use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    calendar::{self, RECENT_DAYS, next_monday, shift},
    random::Random,
    staff::{LAW_TEACHER, SCIENCE_TEACHER},
};

/// How far a convention gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Story {
    /// A draft with that many of the eight steps done.
    Draft(u8),
    #[default]
    Submitted,
    Returned,
    /// At least one validation, not all.
    PartlyValidated,
    /// The first validation of the centre's order and no other.
    OnceValidated,
    Validated,
    Sent,
    PartlySigned,
    Signed,
    Cancelled,
    BrokenOff,
}

impl Story {
    /// How many days it takes at least.
    const fn days(self) -> i64 {
        match self {
            Self::Draft(_) | Self::Submitted => 0,
            Self::Returned => 2,
            Self::PartlyValidated | Self::OnceValidated | Self::Cancelled => 3,
            Self::Validated => 5,
            Self::Sent => 7,
            Self::PartlySigned => 9,
            Self::Signed | Self::BrokenOff => 12,
        }
    }
}

/// Whether the start comes sooner than the centre can follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Haste {
    InTime,
    Late,
}

/// A convention whose part is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    /// When, in thousandths of all conventions.
    at: usize,
    pub(crate) student: usize,
    pub(crate) story: Story,
    pub(crate) haste: Haste,
    pub(crate) teacher: Option<usize>,
}

const fn part(at: usize, student: usize, story: Story, teacher: Option<usize>) -> Part {
    Part { at, student, story, haste: Haste::InTime, teacher }
}

/// The personas' conventions, and those that wait for them.
const PARTS: &[Part] = &[
    // The law student: one internship over, one convention to revise, free to begin another.
    part(200, 0, Story::Signed, Some(LAW_TEACHER)),
    part(800, 0, Story::Returned, Some(LAW_TEACHER)),
    // The psychology student, whose office enters conventions.
    part(830, 1, Story::OnceValidated, None),
    // The computing student: one internship over, one convention to be checked.
    part(300, 2, Story::Signed, Some(SCIENCE_TEACHER)),
    part(860, 2, Story::Submitted, Some(SCIENCE_TEACHER)),
    // What waits for the law teacher, one of them in a hurry.
    part(880, 3, Story::Submitted, Some(LAW_TEACHER)),
    part(910, 4, Story::Submitted, Some(LAW_TEACHER)),
    Part { haste: Haste::Late, ..part(935, 5, Story::Submitted, Some(LAW_TEACHER)) },
    part(960, 6, Story::Submitted, Some(LAW_TEACHER)),
    // What waits for the law office after the teacher.
    part(840, 7, Story::OnceValidated, Some(LAW_TEACHER)),
    part(870, 8, Story::OnceValidated, Some(LAW_TEACHER)),
    // What waits for the science teacher after the office.
    part(890, 9, Story::OnceValidated, Some(SCIENCE_TEACHER)),
    part(925, 10, Story::OnceValidated, Some(SCIENCE_TEACHER)),
];

/// The part of the `index`th of `count` conventions, if it has one.
pub(crate) fn part_of(index: usize, count: usize) -> Option<&'static Part> {
    PARTS.iter().find(|p| p.at * count / 1000 == index)
}

/// Story and first day.
pub(crate) struct Fate {
    pub(crate) story: Story,
    pub(crate) starts_on: NaiveDate,
}

/// What becomes of a convention begun then, by chance but for its part.
pub(crate) fn fate(begun: NaiveDateTime, today: NaiveDate, part: Option<&Part>, random: &mut Random) -> Fate {
    let age = (today - begun.date()).num_days();
    let recent = age <= RECENT_DAYS;
    let drawn = if recent { recent_story(random) } else { old_story(random) };
    let story = part.map_or(drawn, |p| p.story);
    let story = if story.days() < age { story } else { Story::Submitted };
    let hasty = if recent && random.percent(16) { Haste::Late } else { Haste::InTime };
    let haste = part.map_or(hasty, |p| p.haste);
    let wanted = if recent { soon(story, haste, begun.date(), today, random) } else { shift(begun.date(), random.between(18, 60)) };
    let starts_on = within_a_year(next_monday(wanted.max(shift(begun.date(), 1))), today);
    // Nothing is broken off that has not begun.
    let story = if story == Story::BrokenOff && shift(starts_on, 9) >= today { Story::Signed } else { story };
    Fate { story, starts_on }
}

fn soon(story: Story, haste: Haste, begun: NaiveDate, today: NaiveDate, random: &mut Random) -> NaiveDate {
    let age = (today - begun).num_days();
    match story {
        // Either running by now, or soon to begin.
        Story::Signed | Story::BrokenOff if age > 20 && random.percent(65) => shift(begun, random.between(13, (age - 4).min(40))),
        Story::Signed | Story::BrokenOff => shift(today, random.between(2, 45)),
        Story::Sent | Story::PartlySigned => shift(today, random.between(4, 50)),
        Story::Submitted | Story::PartlyValidated | Story::OnceValidated if haste == Haste::Late => shift(today, random.between(-9, 1)),
        _ => shift(today, random.between(14, 125)),
    }
}

/// Internships end with the academic year: those that would begin in its last days begin with the next one, if that has come.
fn within_a_year(starts_on: NaiveDate, today: NaiveDate) -> NaiveDate {
    let last = calendar::current_year(today).first() + 1;
    let latest = NaiveDate::from_ymd_opt(last, 8, 3).unwrap_or(starts_on);
    if starts_on > latest && shift(today, 40) < latest {
        next_monday(shift(latest, -((starts_on - latest).num_days() % 60) - 7))
    } else {
        starts_on
    }
}

fn recent_story(random: &mut Random) -> Story {
    let draft = Story::Draft(u8::try_from(random.between(1, 8)).unwrap_or(8));
    random.weighted(&[
        (11, draft),
        (15, Story::Submitted),
        (8, Story::Returned),
        (13, Story::PartlyValidated),
        (11, Story::Validated),
        (6, Story::Sent),
        (7, Story::PartlySigned),
        (24, Story::Signed),
        (4, Story::Cancelled),
        (1, Story::BrokenOff),
    ])
}

fn old_story(random: &mut Random) -> Story {
    let draft = Story::Draft(u8::try_from(random.between(1, 5)).unwrap_or(5));
    random.weighted(&[
        (2, draft),
        (4, Story::Cancelled),
        (4, Story::BrokenOff),
        (2, Story::Submitted),
        (1, Story::Validated),
        (87, Story::Signed),
    ])
}
