//! The record, grouped by the step that fills it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{
    progress::Progress,
    rows::{CourseElement, Interruption, Period},
};
use crate::{
    ids::{CentreId, ContactId, ConventionId, ConventionNumber, HostId, ServiceId, StudentId, TeacherId},
    nomenclature::Code,
    year::AcademicYear,
};

/// A convention, with everything that is its own. What it only refers to is in the [`super::Dossier`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convention {
    /// Our id.
    pub id: ConventionId,
    /// The number people quote.
    pub number: ConventionNumber,
    /// Incremented by each change; a save that saw another one is stale.
    pub version: i32,
    /// The academic year of the enrolment it is made under.
    pub year: AcademicYear,
    /// The intern.
    pub student: StudentId,
    /// The centre that manages it.
    pub centre: CentreId,
    /// Step 2.
    pub host: Option<HostId>,
    /// Step 3; a host may do without.
    pub service: Option<ServiceId>,
    /// Step 4.
    pub tutor: Option<ContactId>,
    /// Step 6.
    pub teacher: Option<TeacherId>,
    /// Step 7.
    pub signatory: Option<ContactId>,
    /// List `kind`.
    pub kind: Code,
    /// List `language`: of the document.
    pub language: Code,
    /// How to reach the student, at that time.
    pub reach: Reach,
    /// The training, at that time.
    pub enrolment: Enrolment,
    /// What the internship is.
    pub internship: Internship,
    /// When the student is present.
    pub schedule: Schedule,
    /// Gratification and benefits.
    pub pay: Pay,
    /// Assessment and supervision.
    pub follow: Follow,
    /// What happened so far.
    pub progress: Progress,
    /// When the draft was begun.
    pub created_at: NaiveDateTime,
    /// Login of who began it.
    pub created_by: String,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
}

/// The student's address, phones and social cover as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Number and street.
    pub street: String,
    /// Five digits in France.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// List `country`.
    pub country: Code,
    /// Personal mail.
    pub mail: String,
    /// Land line; optional.
    pub phone: String,
    /// Mobile; optional.
    pub mobile: String,
    /// Name of the CPAM of the student's home.
    pub cpam_name: String,
    /// Its address.
    pub cpam_address: String,
    /// List `social-cover`.
    pub social_cover: Code,
}

/// The enrolment under which the convention is made, labels as they were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enrolment {
    /// Component code.
    pub component_code: String,
    /// Component label.
    pub component: String,
    /// Step code.
    pub step_code: String,
    /// Step version.
    pub step_version: String,
    /// Full title of the curriculum (D124-4 1°).
    pub step: String,
    /// Department of the component.
    pub department: String,
    /// Diploma label.
    pub diploma: String,
    /// Course elements that the internship counts for.
    pub elements: Vec<CourseElement>,
    /// List `finality`.
    pub finality: Code,
    /// List `cursus`.
    pub cursus: Code,
    /// List `regime`.
    pub regime: Code,
    /// Hours of teaching in the year (D124-2, D124-4 1°).
    pub taught_hours: Option<i64>,
    /// Of these, in presence (D124-2); `None` when not known.
    pub taught_in_presence: Option<i64>,
}

/// What the intern will do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Internship {
    /// List `theme`.
    pub theme: Code,
    /// Subject.
    pub subject: String,
    /// Whether the subject is kept out of lists, exports and documents for others.
    pub confidential: bool,
    /// Activities (D124-4 4°).
    pub tasks: String,
    /// Skills to acquire (D124-4 3°).
    pub skills: String,
    /// Anything more.
    pub details: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// List `zone`: whose public holidays.
    pub zone: Code,
    /// Minutes done at the same host this year under other schools' conventions, as the student declares.
    pub elsewhere_minutes: i64,
    /// Whether the information sheet on the host country is attached (L124-20).
    pub country_sheet: bool,
}

/// How the schedule is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// The same week throughout.
    #[default]
    Regular,
    /// Two weeks in turn, the first one being that of the start.
    Alternating,
    /// A calendar of periods with hours a day.
    Calendar,
}

impl Mode {
    /// The stable code, as in list `schedule-mode`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Alternating => "alternating",
            Self::Calendar => "calendar",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Regular, Self::Alternating, Self::Calendar].into_iter().find(|m| m.code() == code)
    }
}

/// When the intern is present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Which of the three ways below counts.
    pub mode: Mode,
    /// Minutes of presence, Monday first.
    pub week: [u16; 7],
    /// The other week, when weeks alternate.
    pub other_week: [u16; 7],
    /// The calendar, when there is one.
    pub periods: Vec<Period>,
    /// Absences: not counted, or leave.
    pub interruptions: Vec<Interruption>,
    /// Whether public holidays are worked.
    pub holidays_worked: bool,
    /// List `working-time`.
    pub working_time: Code,
    /// Why the hours are unusual.
    pub comment: String,
    /// Whether the intern is there at night, between 22 h and 6 h; `None` until somebody says so.
    pub night: Option<bool>,
    /// Night, Sunday and holiday presence (D124-4 6°).
    pub night_work: String,
    /// Home working.
    pub home_working: String,
    /// Number of days or rules of leave (L124-13; D124-4 10°).
    pub leave: String,
    /// Whether leave days under L124-13 are paid.
    pub leave_paid: bool,
    /// Computed: effective presence, minutes.
    pub presence_minutes: i64,
    /// Computed: presence and leave, minutes (L124-18).
    pub duration_minutes: i64,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            mode: Mode::Regular,
            week: [420, 420, 420, 420, 420, 0, 0],
            other_week: [0; 7],
            periods: Vec::new(),
            interruptions: Vec::new(),
            holidays_worked: false,
            working_time: "full".into(),
            comment: String::new(),
            night: None,
            night_work: String::new(),
            home_working: String::new(),
            leave: String::new(),
            leave_paid: false,
            presence_minutes: 0,
            duration_minutes: 0,
        }
    }
}

/// Gratification (L124-6) and what comes beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pay {
    /// Whether there is any; `None` until somebody says so.
    pub paid: Option<bool>,
    /// Cents of the currency, per `per`.
    pub amount: Option<i64>,
    /// List `pay-basis`.
    pub basis: Code,
    /// List `pay-per`.
    pub per: Code,
    /// List `currency`.
    pub currency: Code,
    /// List `pay-means`.
    pub means: Code,
    /// Restaurant, transport, social and cultural activities (D124-4 13°).
    pub benefits: String,
    /// Whether the host pays mission costs, and how.
    pub mission_costs: String,
    /// Legal basis, for trainings that L124-6 leaves out.
    pub exemption: String,
}

/// Assessment, supervision and the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Follow {
    /// List `origin`.
    pub origin: Code,
    /// Number of the offer it came from.
    pub offer: String,
    /// List `nature-of-work`.
    pub nature_of_work: Code,
    /// List `validation-mode`.
    pub validation_mode: Code,
    /// How teacher and tutor supervise (D124-4 7°).
    pub supervision: String,
    /// Whether the host covers accidents abroad; `None` in France.
    pub cover_abroad: Option<bool>,
    /// Whether the office checked that the internship has none of the aims that L124-7 forbids.
    pub aims_checked: bool,
    /// For the office only.
    pub comment: String,
}
