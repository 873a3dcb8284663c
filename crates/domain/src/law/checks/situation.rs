//! Everything that the checks need to know, as plain values.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::rule::Rule;
use crate::{
    ids::ConventionNumber,
    law::{
        agreed::Agreed,
        ceilings::Ceilings,
        duration::Minutes,
        gratification::CeilingPolicy,
        maximum::HostKey,
        mentions::{Mention, Signatory},
        period::Period,
        presence::{LeavePay, Presence},
        quota::Bracket,
        supervision::TEACHER_MAXIMUM,
        waiting::Ending,
    },
    year::AcademicYear,
};

/// What kind of convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Initial training, the curriculum demands it.
    InitialCompulsory,
    /// Initial training, the curriculum allows it.
    InitialRecommended,
    /// Lifelong training: another regime.
    Continuing,
    /// *Césure* (L124-1-1, D611-16).
    GapYear,
}

impl Kind {
    /// All, in the order in which people choose.
    pub const ALL: [Self; 4] = [Self::InitialCompulsory, Self::InitialRecommended, Self::Continuing, Self::GapYear];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InitialCompulsory => "initial-compulsory",
            Self::InitialRecommended => "initial-recommended",
            Self::Continuing => "continuing",
            Self::GapYear => "gap-year",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Whether something was done, given or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Given {
    /// Not, or not yet.
    #[default]
    No,
    /// It was.
    Yes,
}

impl From<bool> for Given {
    fn from(given: bool) -> Self {
        if given { Self::Yes } else { Self::No }
    }
}

/// Where the internship takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In France.
    France,
    /// Abroad: local law for pay and hours.
    Abroad {
        /// The information sheet on the country (L124-20) is attached.
        country_sheet: Given,
        /// The question on sickness cover (model 6.3) is answered, either way.
        cover_answered: Given,
    },
}

/// Under which law the host stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nature {
    /// Private law.
    Private,
    /// Public law: legal category 7.
    Public,
}

/// The previous intern on the same post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Previous {
    /// From the first day to the last one done.
    pub period: Period,
    /// How it ended.
    pub ending: Ending,
}

/// The host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// What makes two hosts the same.
    pub key: HostKey,
    /// Public or private law.
    pub nature: Nature,
    /// Headcount; none when not known.
    pub headcount: Option<Bracket>,
    /// The most interns known to us in one civil week of this internship, this one included: a lower bound ([`crate::law::quota::most_in_a_week`]).
    pub interns: Option<u32>,
    /// The previous intern on the post, when there was one.
    pub previous: Option<Previous>,
}

/// What is said about gratification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gratification {
    /// Nothing yet.
    #[default]
    Unanswered,
    /// There is none.
    None,
    /// An amount in euros.
    Agreed(Agreed),
    /// An amount in another currency.
    OtherCurrency,
    /// The training is exempt, with a legal basis (for example CSP L4381-1).
    Exempt,
}

/// Pay and what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pay {
    /// Gratification.
    pub gratification: Gratification,
    /// Whether a clause pays leave.
    pub leave: LeavePay,
}

/// Another convention of the student, through us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its number, for the message; none for those who may not read it.
    pub number: Option<ConventionNumber>,
    /// From the first day to the last one, planned or done.
    pub period: Period,
    /// Its host.
    pub host: HostKey,
    /// The academic year it was made under.
    pub year: AcademicYear,
    /// Presence and leave.
    pub duration: Minutes,
}

/// The student.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Student {
    /// Date of birth; none when not known, and then the rules on minors are not checked.
    pub born: Option<NaiveDate>,
    /// From when to when the enrolment is valid.
    pub enrolled: Option<Period>,
    /// Their other conventions through us: submitted, running, ended, broken off; neither drafts nor those that never began.
    pub others: Vec<Other>,
    /// Done or planned at the same host in the same academic year through other schools, as the student declares.
    pub elsewhere: Minutes,
}

/// Teaching hours of the curriculum in the year, internships excluded (D124-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taught {
    /// All.
    pub hours: u32,
    /// Of these, in presence; none when not known.
    pub in_presence: Option<u32>,
}

/// Everything needed of one convention. Absent values are not checked, and say so where it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The day of the check.
    pub today: NaiveDate,
    /// What kind of convention.
    pub kind: Kind,
    /// The academic year it is made under.
    pub year: AcademicYear,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// What the schedule amounts to, up to the day of a breaking off; none while the dates or hours are not given.
    pub presence: Option<Presence>,
    /// The duration first promised, when a breaking off made it shorter: gratification stays due on it.
    pub promised: Option<Minutes>,
    /// Whether presence at night (22 h to 6 h) is planned; none when nobody said.
    pub night: Option<Given>,
    /// France or abroad.
    pub place: Place,
    /// The host.
    pub host: Host,
    /// Pay.
    pub pay: Pay,
    /// The student.
    pub student: Student,
    /// Teaching hours; none when not known.
    pub taught: Option<Taught>,
    /// Other conventions of the tutor running on the first day; none without a tutor.
    pub tutor_running: Option<u32>,
    /// The most other conventions of the teacher running on one day of this one; none without a teacher.
    pub teacher_running: Option<u32>,
    /// The convention provides for leave (L124-13).
    pub leave_clause: Given,
    /// The office ticked that the aims of L124-7 are not those of the post.
    pub aims_checked: Given,
    /// Mentions of D124-4 without content.
    pub mentions_missing: Vec<Mention>,
    /// Signatories who are not named.
    pub signatories_missing: Vec<Signatory>,
    /// The day of the last signature.
    pub signed: Option<NaiveDate>,
}

impl Situation {
    /// A convention of which nothing more is known yet, in France, with a private host.
    pub fn new(today: NaiveDate, kind: Kind, year: AcademicYear, host: HostKey) -> Self {
        Self {
            today,
            kind,
            year,
            start: None,
            end: None,
            presence: None,
            promised: None,
            night: None,
            place: Place::France,
            host: Host { key: host, nature: Nature::Private, headcount: None, interns: None, previous: None },
            pay: Pay::default(),
            student: Student::default(),
            taught: None,
            tutor_running: None,
            teacher_running: None,
            leave_clause: Given::No,
            aims_checked: Given::No,
            mentions_missing: Vec::new(),
            signatories_missing: Vec::new(),
            signed: None,
        }
    }
}

/// Whether a centre accepts two internships at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overlaps {
    /// Refused, unless the office says otherwise.
    #[default]
    Refused,
    /// Accepted.
    Accepted,
}

/// Where the recteur allows the 50 hours of D124-2 at a distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DistanceTeaching {
    /// Fifty hours in presence.
    #[default]
    InPresence,
    /// Allowed at a distance.
    Allowed,
}

/// What the institution and the centre decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// The table of hourly ceilings.
    pub ceilings: Ceilings,
    /// Which year's ceiling.
    pub policy: CeilingPolicy,
    /// The board's maximum for a teacher; 24 caps it.
    pub teacher_maximum: u32,
    /// Two internships at a time.
    pub overlaps: Overlaps,
    /// The 50 hours of D124-2.
    pub distance_teaching: DistanceTeaching,
    /// Rules whose warnings are shown as notes; blocks are never softened.
    pub softened: BTreeSet<Rule>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            ceilings: Ceilings::published(),
            policy: CeilingPolicy::default(),
            teacher_maximum: TEACHER_MAXIMUM,
            overlaps: Overlaps::default(),
            distance_teaching: DistanceTeaching::default(),
            softened: BTreeSet::new(),
        }
    }
}
