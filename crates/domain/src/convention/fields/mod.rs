//! Every field of a convention, described once: the form, the summary, the change log, filters, Excel and the manual walk this table.

mod clashes;
mod table;

use chrono::NaiveDate;

pub use self::{clashes::clashes, table::FIELDS};
use super::{dossier::Dossier, record::Convention};
use crate::{
    nomenclature::{Code, List},
    parse::Problem,
};

/// The eight steps of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// 1: the student and the enrolment.
    Student,
    /// 2: the host.
    Host,
    /// 3: the service.
    Service,
    /// 4: the professional tutor.
    Tutor,
    /// 5: the internship.
    Internship,
    /// 6: the teacher.
    Teacher,
    /// 7: who signs for the host.
    Signatory,
    /// 8: summary and submission.
    Summary,
}

impl Step {
    /// All eight, in order.
    pub const ALL: [Self; 8] =
        [Self::Student, Self::Host, Self::Service, Self::Tutor, Self::Internship, Self::Teacher, Self::Signatory, Self::Summary];

    /// The stable code, used in addresses and message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Host => "host",
            Self::Service => "service",
            Self::Tutor => "tutor",
            Self::Internship => "internship",
            Self::Teacher => "teacher",
            Self::Signatory => "signatory",
            Self::Summary => "summary",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The step after; the last has none.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|s| *s > self)
    }
}

/// How a field is entered, with its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line, at most that many characters.
    Line(usize),
    /// Several lines, at most that many characters.
    Lines(usize),
    /// A mail address.
    Mail,
    /// A phone number.
    Phone,
    /// A postcode of the country in the field of that name.
    Postcode(&'static str),
    /// A day.
    Date,
    /// A whole number within bounds.
    Whole(i64, i64),
    /// Hours and minutes, at most that many minutes.
    Hours(i64),
    /// An amount in cents, at most that many.
    Money(i64),
    /// Yes or no.
    YesNo,
    /// One of a list.
    Choice(List),
    /// Seven durations, Monday first: see [`super::rows::week`].
    Week,
    /// Rows of [`super::rows::Period`].
    Periods,
    /// Rows of [`super::rows::Interruption`].
    Interruptions,
    /// Rows of [`super::rows::CourseElement`].
    Elements,
    /// Not entered: chosen elsewhere, computed, or given by the referential.
    Shown,
}

/// Whether a field must be filled before submission.
#[derive(Debug, Clone, Copy)]
pub enum Need {
    /// Always.
    Always,
    /// Never.
    Never,
    /// When the convention says so.
    When(fn(&Convention) -> bool),
}

/// Who may see a field; the later see what the earlier see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// Whoever may read the convention.
    Readers,
    /// The office only.
    Office,
}

/// Who enters a field; the later may enter what the earlier may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Enters {
    /// Whoever may edit the convention.
    Editors,
    /// Those whom the policy lets write for the office ([`crate::policy::Ability::EditAsOffice`]).
    Office,
}

/// What a field holds, as what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A phone number.
    Phone(String),
    /// A code and its list.
    Choice(List, Code),
    /// A day.
    Date(NaiveDate),
    /// A day and an hour, UTC.
    Instant(chrono::NaiveDateTime),
    /// A whole number.
    Whole(i64),
    /// A number with two decimals, in hundredths.
    Hundredths(i64),
    /// Minutes.
    Minutes(i64),
    /// Cents and the code of their currency.
    Money(i64, Code),
    /// Yes or no.
    YesNo(bool),
    /// Several rows, one a line, in the form that the field's parser reads.
    Rows(String),
}

impl Value {
    /// Words, or nothing.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A phone number, or nothing.
    pub fn phone(number: &str) -> Self {
        if number.is_empty() { Self::Empty } else { Self::Phone(number.to_owned()) }
    }

    /// A choice, or nothing.
    pub fn choice(list: List, code: &Code) -> Self {
        if code.is_empty() { Self::Empty } else { Self::Choice(list, code.clone()) }
    }

    /// The text that a form shows and the field's `write` reads back.
    pub fn input(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Phone(text) | Self::Rows(text) => text.clone(),
            Self::Choice(_, code) => code.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Instant(at) => at.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Minutes(minutes) if minutes % 60 == 0 => (minutes / 60).to_string(),
            Self::Minutes(minutes) => format!("{}h{:02}", minutes / 60, minutes % 60),
            Self::Hundredths(hundredths) | Self::Money(hundredths, _) => format!("{},{:02}", hundredths / 100, hundredths % 100),
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        }
    }
}

/// One field.
pub struct Field {
    /// Stable name: input name, message key `field-{name}`, column of exports, entry of the change log.
    pub name: &'static str,
    /// The step that shows it.
    pub step: Step,
    /// How it is entered.
    pub input: Input,
    /// Whether it must be filled.
    pub need: Need,
    /// Who sees it.
    pub seen: Seen,
    /// Who enters it.
    pub enters: Enters,
    /// Reads it.
    pub read: fn(&Dossier) -> Value,
    /// Writes what a person typed; fields that are shown only refuse nothing and change nothing.
    pub write: fn(&mut Convention, &str) -> Result<(), Problem>,
}

impl Field {
    /// Finds a field by name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|f| f.name == name)
    }

    /// Whether it must be filled in this convention.
    pub fn is_needed(&self, convention: &Convention) -> bool {
        match self.need {
            Need::Always => true,
            Need::Never => false,
            Need::When(rule) => rule(convention),
        }
    }

    /// Whether it must be filled and is not.
    pub fn is_missing(&self, dossier: &Dossier) -> bool {
        self.is_needed(&dossier.convention) && (self.read)(dossier) == Value::Empty
    }

    /// Whether a person types it in the step's form.
    pub const fn is_entered(&self) -> bool {
        !matches!(self.input, Input::Shown)
    }
}

/// The fields of a step that must be filled and are not, in order.
pub fn missing(dossier: &Dossier, step: Step) -> Vec<&'static Field> {
    FIELDS.iter().filter(|f| f.step == step && f.is_missing(dossier)).collect()
}

/// What differs between two states, field by field: name, before, after.
pub fn changes(before: &Dossier, after: &Dossier) -> Vec<(&'static Field, Value, Value)> {
    let both = FIELDS.iter().map(|f| (f, (f.read)(before), (f.read)(after)));
    both.filter(|(_, before, after)| before != after).collect()
}
