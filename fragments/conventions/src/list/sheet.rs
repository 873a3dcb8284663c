//! The columns of a workbook: every field, and what follows from the fields.

use std::iter;

use chrono::NaiveDate;
use tremplin_domain::{
    centre::Validation,
    convention::{Dossier, FIELDS, Field, Mode, Phase, Status, Turn, Value, fields::Seen},
};
use tremplin_store::conventions::Validators;
use tremplin_ui::typography;
use tremplin_workbook::Cell;

use crate::words::Words;

/// A column of a workbook.
#[derive(Clone, Copy)]
pub(crate) enum Head {
    /// A field of the convention.
    Field(&'static Field),
    /// Whose turn it is.
    Turn,
    /// Since when it is.
    Since,
    /// The day of a validation that stands.
    ValidatedOn(Validation),
    /// Who gave it.
    ValidatedBy(Validation),
    /// Hours of a week, where all weeks are the same.
    WeekHours,
    /// Days of presence in such a week.
    WeekDays,
    /// Whether it is interrupted.
    Interrupted,
    /// The first day of the first interruption.
    InterruptedFrom,
    /// The last day of the last one.
    InterruptedTo,
}

impl Head {
    /// Every column, in the order in which they stand.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().flat_map(|field| iter::once(Self::Field(field)).chain(Self::after(field.name)))
    }

    /// What follows from a field stands behind it.
    fn after(field: &str) -> Vec<Self> {
        match field {
            "other-week" => vec![Self::WeekHours, Self::WeekDays],
            "interruptions" => vec![Self::Interrupted, Self::InterruptedFrom, Self::InterruptedTo],
            "centre" => vec![Self::Turn, Self::Since],
            "phase" => Validation::ALL.into_iter().flat_map(|v| [Self::ValidatedOn(v), Self::ValidatedBy(v)]).collect(),
            _ => Vec::new(),
        }
    }

    /// Its name: that of the field, or its own.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name,
            Self::Turn => "turn",
            Self::Since => "turn-since",
            Self::ValidatedOn(Validation::Pedagogical) => "pedagogical-on",
            Self::ValidatedOn(Validation::Check) => "check-on",
            Self::ValidatedOn(Validation::Administrative) => "administrative-on",
            Self::ValidatedBy(Validation::Pedagogical) => "pedagogical-by",
            Self::ValidatedBy(Validation::Check) => "check-by",
            Self::ValidatedBy(Validation::Administrative) => "administrative-by",
            Self::WeekHours => "week-hours",
            Self::WeekDays => "week-days",
            Self::Interrupted => "interrupted",
            Self::InterruptedFrom => "interrupted-from",
            Self::InterruptedTo => "interrupted-to",
        }
    }

    /// What stands above it.
    pub(crate) fn label(self, words: Words) -> String {
        match self {
            Self::Field(field) => words.label(field),
            other => words.text(&format!("sheet-{}", other.name())),
        }
    }
}

/// A row of a workbook: a convention, as one person may read it on a day.
pub(crate) struct Line<'a> {
    /// In which language.
    pub words: Words,
    /// The convention.
    pub dossier: &'a Dossier,
    /// Who gave its validations.
    pub validators: &'a Validators,
    /// The day.
    pub today: NaiveDate,
    /// Whether the person reads what is the office's only.
    pub office: bool,
}

impl Line<'_> {
    /// What stands in a column, as what it is: dates, numbers and amounts stay dates, numbers and amounts.
    pub(crate) fn cell(&self, head: Head) -> Cell {
        let Dossier { convention, centre, .. } = self.dossier;
        let (progress, schedule) = (&convention.progress, &convention.schedule);
        let done = |validation| progress.validations.iter().find(|d| d.validation == validation);
        let week = || (schedule.mode == Mode::Regular).then_some(schedule.week).filter(|week| week.iter().any(|minutes| *minutes > 0));
        match head {
            Head::Field(field) => self.field(field),
            Head::Turn => Cell::Text(self.turn(progress.turn(&centre.validations))),
            Head::Since => match progress.turn(&centre.validations) {
                Turn::Nobody => Cell::Empty,
                _ => Cell::Date(typography::paris(progress.since(convention.created_at)).date()),
            },
            Head::ValidatedOn(v) => done(v).map_or(Cell::Empty, |d| Cell::Date(typography::paris(d.at).date())),
            Head::ValidatedBy(v) => {
                done(v).map_or(Cell::Empty, |d| Cell::Text(self.validators.name(convention.id, v).unwrap_or(&d.by).to_owned()))
            }
            Head::WeekHours => week().map_or(Cell::Empty, |week| Cell::Hours(week.into_iter().map(i64::from).sum())),
            Head::WeekDays => {
                week().map_or(Cell::Empty, |week| Cell::Integer(week.into_iter().map(|minutes| i64::from(minutes > 0)).sum()))
            }
            Head::Interrupted => self.yes_no(!schedule.interruptions.is_empty()),
            Head::InterruptedFrom => schedule.interruptions.iter().map(|i| i.from).min().map_or(Cell::Empty, Cell::Date),
            Head::InterruptedTo => schedule.interruptions.iter().map(|i| i.to).max().map_or(Cell::Empty, Cell::Date),
        }
    }

    /// Whose turn it is, for whoever opens the file: nobody in it is « vous ».
    fn turn(&self, turn: Turn) -> String {
        match &self.dossier.teacher {
            Some(teacher) if turn == Turn::Teacher => format!("{} {}", teacher.first_name, teacher.last_name),
            _ => self.words.text(&format!("turn-{}", turn.code())),
        }
    }

    fn yes_no(&self, yes: bool) -> Cell {
        Cell::Text(self.words.text(if yes { "yes" } else { "no" }))
    }

    /// Phones are what a machine dials; a confidential subject stays out of extractions.
    fn field(&self, field: &Field) -> Cell {
        let Self { words, dossier, .. } = *self;
        let internship = &dossier.convention.internship;
        if field.seen == Seen::Office && !self.office {
            return Cell::Empty;
        }
        if field.name == "subject" && internship.confidential {
            return Cell::Text(words.label(Field::named("confidential").unwrap_or(field)));
        }
        match (field.read)(dossier) {
            Value::Empty => Cell::Empty,
            // What people read on screen: a signed convention runs, then ends.
            Value::Text(code) if field.name == "phase" => {
                let on = |phase| Status::on(phase, internship.starts_on, internship.ends_on, self.today).code();
                Cell::Text(words.text(&format!("status-{}", Phase::from_code(&code).map_or(code.as_str(), on))))
            }
            Value::Date(day) => Cell::Date(day),
            Value::Instant(at) => Cell::Instant(typography::paris(at)),
            Value::Whole(number) => Cell::Integer(number),
            Value::Hundredths(hundredths) => Cell::Hundredths(hundredths),
            Value::Minutes(minutes) => Cell::Hours(minutes),
            Value::Money(cents, currency) => Cell::Money(cents, currency.to_string()),
            Value::YesNo(yes) => self.yes_no(yes),
            Value::Phone(number) => Cell::Text(number),
            value => Cell::Text(words.value(field, &value)),
        }
    }
}
