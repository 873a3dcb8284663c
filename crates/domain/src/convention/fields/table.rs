//! The table.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{
    super::{
        dossier::Dossier,
        record::{Convention, Mode},
        rows,
    },
    Enters, Field, Input, Need, Seen, Step, Value,
};
use crate::{
    host::{Contact, Host, Service},
    nomenclature::{Code, List},
    parse::{self, Problem},
    person::Teacher,
};

type Written = Result<(), Problem>;

const LONG: usize = 3_000;
const SUBJECT: usize = 500;
const MONEY: i64 = 99_999_999;

#[expect(clippy::unnecessary_wraps, reason = "stands where fields that are entered parse what was typed")]
fn nothing(_: &mut Convention, _: &str) -> Written {
    Ok(())
}

fn abroad(c: &Convention) -> bool {
    c.internship.zone.is("abroad")
}

fn paid(c: &Convention) -> bool {
    c.pay.paid == Some(true)
}

/// Above two months the convention provides for leave (L124-13), but for continuing education, which is under another law.
fn has_leave(c: &Convention) -> bool {
    c.schedule.duration_minutes > 18_480 && !c.kind.is("continuing")
}

/// Whether the intern comes at night, on a Sunday or on a public holiday (D124-4 6°).
fn at_unusual_times(c: &Convention) -> bool {
    let is_sunday = |day: NaiveDate| day.weekday() == Weekday::Sun;
    c.schedule.night == Some(true)
        || c.presence().is_some_and(|p| !p.holidays_worked.is_empty() || p.worked.iter().any(|(day, _)| is_sunday(day)))
}

fn in_initial_training(c: &Convention) -> bool {
    !c.kind.is("gap-year") && !c.kind.is("continuing")
}

fn yes_no(text: &str) -> Result<Option<bool>, Problem> {
    match text.trim() {
        "" => Ok(None),
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        _ => Err(Problem::UnknownChoice),
    }
}

fn choice(list: List, text: &str) -> Result<Code, Problem> {
    let code = text.trim();
    if code.is_empty() || list.contains(code) { Ok(Code::from(code)) } else { Err(Problem::UnknownChoice) }
}

fn optional(text: Option<&str>) -> Value {
    Value::text(text.unwrap_or(""))
}

fn person(last: &str, first: &str) -> Value {
    Value::text(format!("{first} {last}").trim())
}

fn rows(text: String) -> Value {
    if text.is_empty() { Value::Empty } else { Value::Rows(text) }
}

const fn shown(name: &'static str, step: Step, need: Need, read: fn(&Dossier) -> Value) -> Field {
    Field { name, step, input: Input::Shown, need, seen: Seen::Readers, enters: Enters::Editors, read, write: nothing }
}

macro_rules! host {
    ($name:literal, $need:expr, |$h:ident| $value:expr) => {
        shown($name, Step::Host, $need, |d| d.host.as_ref().map_or(Value::Empty, |$h: &Host| $value))
    };
}

macro_rules! service {
    ($name:literal, $need:expr, |$s:ident| $value:expr) => {
        shown($name, Step::Service, $need, |d| d.service.as_ref().map_or(Value::Empty, |$s: &Service| $value))
    };
}

macro_rules! contact {
    ($name:literal, $step:expr, $part:ident, $need:expr, |$c:ident| $value:expr) => {
        shown($name, $step, $need, |d| d.$part.as_ref().map_or(Value::Empty, |$c: &Contact| $value))
    };
}

macro_rules! teacher {
    ($name:literal, $need:expr, |$t:ident| $value:expr) => {
        shown($name, Step::Teacher, $need, |d| d.teacher.as_ref().map_or(Value::Empty, |$t: &Teacher| $value))
    };
}

macro_rules! entered {
    ($name:literal, $step:ident, $need:expr, line($max:expr), $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Line($max), need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::text(&d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = parse::line(text, $max)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, lines($max:expr), $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Lines($max), need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::text(&d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = parse::lines(text, $max)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, mail, $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Mail, need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::text(&d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = parse::mail(text)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, phone, $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Phone, need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::phone(&d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = parse::phone(text)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, date, $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Date, need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| d.convention.$($path).+.map_or(Value::Empty, Value::Date),
            write: |c, text| { c.$($path).+ = parse::date(text)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, list($list:ident), $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::Choice(List::$list), need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::choice(List::$list, &d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = choice(List::$list, text)?; Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, flag, $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::YesNo, need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| Value::YesNo(d.convention.$($path).+),
            write: |c, text| { c.$($path).+ = yes_no(text)?.unwrap_or(false); Ok(()) } }
    };
    ($name:literal, $step:ident, $need:expr, answer, $($path:ident).+) => {
        Field { name: $name, step: Step::$step, input: Input::YesNo, need: $need, seen: Seen::Readers, enters: Enters::Editors,
            read: |d| d.convention.$($path).+.map_or(Value::Empty, Value::YesNo),
            write: |c, text| { c.$($path).+ = yes_no(text)?; Ok(()) } }
    };
}

const ALWAYS: Need = Need::Always;
const NEVER: Need = Need::Never;
const TEACHER: Need = Need::Never; // the centre may do without: the transition checks it with the centre's setting

/// Every field of a convention, in the order of the steps.
pub const FIELDS: &[Field] = &[
    // Step 1: the student and the enrolment.
    shown("number", Step::Summary, NEVER, |d| Value::Text(d.convention.number.to_string())),
    shown("year", Step::Student, NEVER, |d| Value::Text(d.convention.year.to_string())),
    shown("student-number", Step::Student, NEVER, |d| Value::text(&d.student.number)),
    shown("student-last-name", Step::Student, NEVER, |d| Value::text(&d.student.last_name)),
    shown("student-first-name", Step::Student, NEVER, |d| Value::text(&d.student.first_name)),
    shown("student-sex", Step::Student, NEVER, |d| Value::choice(List::Sex, &d.student.sex)),
    shown("student-birth-date", Step::Student, NEVER, |d| d.student.birth_date.map_or(Value::Empty, Value::Date)),
    shown("student-mail", Step::Student, NEVER, |d| Value::text(&d.student.mail)),
    entered!("kind", Student, ALWAYS, list(Kind), kind),
    entered!("language", Student, ALWAYS, list(Language), language),
    entered!("street", Student, ALWAYS, line(200), reach.street),
    Field {
        name: "postcode",
        step: Step::Student,
        input: Input::Postcode("country"),
        need: ALWAYS,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| Value::text(&d.convention.reach.postcode),
        // The country may come later in the same form: `clashes` checks the pair.
        write: |c, text| {
            c.reach.postcode = parse::line(text, 20)?;
            Ok(())
        },
    },
    entered!("town", Student, ALWAYS, line(100), reach.town),
    entered!("country", Student, ALWAYS, list(Country), reach.country),
    entered!("personal-mail", Student, ALWAYS, mail, reach.mail),
    entered!("phone", Student, NEVER, phone, reach.phone),
    entered!("mobile", Student, NEVER, phone, reach.mobile),
    entered!("cpam-name", Student, ALWAYS, line(120), reach.cpam_name),
    entered!("cpam-address", Student, NEVER, line(200), reach.cpam_address),
    entered!("social-cover", Student, ALWAYS, list(SocialCover), reach.social_cover),
    shown("component-code", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.component_code)),
    shown("component", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.component)),
    shown("step-code", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.step_code)),
    shown("step-version", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.step_version)),
    shown("step", Step::Student, Need::When(in_initial_training), |d| Value::text(&d.convention.enrolment.step)),
    shown("department", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.department)),
    shown("diploma", Step::Student, NEVER, |d| Value::text(&d.convention.enrolment.diploma)),
    Field {
        name: "course-elements",
        step: Step::Student,
        input: Input::Elements,
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| rows(rows::elements_text(&d.convention.enrolment.elements)),
        write: |c, text| {
            c.enrolment.elements = rows::elements(text)?;
            Ok(())
        },
    },
    shown("credits", Step::Student, NEVER, |d| {
        let hundredths: i64 = d.convention.enrolment.elements.iter().map(|e| e.credits).sum();
        if hundredths == 0 { Value::Empty } else { Value::Hundredths(hundredths) }
    }),
    entered!("finality", Student, NEVER, list(Finality), enrolment.finality),
    shown("cursus", Step::Student, NEVER, |d| Value::choice(List::Cursus, &d.convention.enrolment.cursus)),
    shown("regime", Step::Student, NEVER, |d| Value::choice(List::Regime, &d.convention.enrolment.regime)),
    Field {
        name: "taught-hours",
        step: Step::Student,
        input: Input::Whole(0, 3_000),
        need: Need::When(in_initial_training),
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| d.convention.enrolment.taught_hours.map_or(Value::Empty, Value::Whole),
        write: |c, text| {
            c.enrolment.taught_hours = parse::whole(text, 0, 3_000)?;
            Ok(())
        },
    },
    Field {
        name: "taught-in-presence",
        step: Step::Student,
        input: Input::Whole(0, 3_000),
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| d.convention.enrolment.taught_in_presence.map_or(Value::Empty, Value::Whole),
        write: |c, text| {
            c.enrolment.taught_in_presence = parse::whole(text, 0, 3_000)?;
            Ok(())
        },
    },
    // Step 2: the host.
    host!("host-name", ALWAYS, |h| Value::text(&h.name)),
    host!("host-siret", NEVER, |h| h.siret.as_ref().map_or(Value::Empty, |s| Value::Text(s.to_string()))),
    host!("host-foreign-id", NEVER, |h| Value::text(&h.foreign_id)),
    host!("host-naf", NEVER, |h| Value::text(&h.naf)),
    host!("host-type", NEVER, |h| Value::choice(List::HostType, &h.kind)),
    host!("host-legal-status", NEVER, |h| Value::choice(List::LegalStatus, &h.legal_status)),
    host!("host-headcount", NEVER, |h| Value::choice(List::Headcount, &h.headcount)),
    host!("host-street", NEVER, |h| Value::text(&h.address.street)),
    host!("host-postcode", NEVER, |h| Value::text(&h.address.postcode)),
    host!("host-town", NEVER, |h| Value::text(&h.address.town)),
    host!("host-country", NEVER, |h| Value::choice(List::Country, &h.address.country)),
    host!("host-phone", NEVER, |h| Value::phone(&h.phone)),
    host!("host-mail", NEVER, |h| Value::text(&h.mail)),
    host!("host-site", NEVER, |h| Value::text(&h.site)),
    host!("host-activity", NEVER, |h| Value::text(&h.activity)),
    host!("host-manager", NEVER, |h| Value::text(&h.manager)),
    // Step 3: the service, optional; its address is the place of the internship.
    service!("service-name", NEVER, |s| Value::text(&s.name)),
    service!("service-street", NEVER, |s| Value::text(&s.address.street)),
    service!("service-postcode", NEVER, |s| Value::text(&s.address.postcode)),
    service!("service-town", NEVER, |s| Value::text(&s.address.town)),
    service!("service-country", NEVER, |s| Value::choice(List::Country, &s.address.country)),
    service!("service-phone", NEVER, |s| Value::phone(&s.phone)),
    // Step 4: the professional tutor.
    contact!("tutor-name", Step::Tutor, tutor, ALWAYS, |c| person(&c.last_name, &c.first_name)),
    contact!("tutor-title", Step::Tutor, tutor, NEVER, |c| Value::choice(List::Title, &c.title)),
    contact!("tutor-function", Step::Tutor, tutor, NEVER, |c| Value::text(&c.function)),
    contact!("tutor-mail", Step::Tutor, tutor, NEVER, |c| Value::text(&c.mail)),
    contact!("tutor-phone", Step::Tutor, tutor, NEVER, |c| Value::phone(&c.phone)),
    // Step 5: the internship.
    entered!("theme", Internship, ALWAYS, list(Theme), internship.theme),
    entered!("subject", Internship, ALWAYS, lines(SUBJECT), internship.subject),
    entered!("confidential", Internship, NEVER, flag, internship.confidential),
    entered!("tasks", Internship, ALWAYS, lines(LONG), internship.tasks),
    entered!("skills", Internship, ALWAYS, lines(LONG), internship.skills),
    entered!("details", Internship, NEVER, lines(LONG), internship.details),
    entered!("starts-on", Internship, ALWAYS, date, internship.starts_on),
    entered!("ends-on", Internship, ALWAYS, date, internship.ends_on),
    entered!("zone", Internship, ALWAYS, list(Zone), internship.zone),
    entered!("holidays-worked", Internship, NEVER, flag, schedule.holidays_worked),
    entered!("working-time", Internship, ALWAYS, list(WorkingTime), schedule.working_time),
    Field {
        name: "schedule-mode",
        step: Step::Internship,
        input: Input::Choice(List::ScheduleMode),
        need: ALWAYS,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| Value::Choice(List::ScheduleMode, d.convention.schedule.mode.code().into()),
        write: |c, text| {
            let code = choice(List::ScheduleMode, text)?;
            c.schedule.mode = Mode::from_code(code.as_str()).unwrap_or_default();
            Ok(())
        },
    },
    Field {
        name: "week",
        step: Step::Internship,
        input: Input::Week,
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| Value::Rows(rows::week_text(&d.convention.schedule.week)),
        write: |c, text| {
            c.schedule.week = rows::week(text)?;
            Ok(())
        },
    },
    Field {
        name: "other-week",
        step: Step::Internship,
        input: Input::Week,
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| {
            if d.convention.schedule.mode == Mode::Alternating {
                Value::Rows(rows::week_text(&d.convention.schedule.other_week))
            } else {
                Value::Empty
            }
        },
        write: |c, text| {
            c.schedule.other_week = if text.trim().is_empty() { [0; 7] } else { rows::week(text)? };
            Ok(())
        },
    },
    Field {
        name: "periods",
        step: Step::Internship,
        input: Input::Periods,
        need: Need::When(|c| c.schedule.mode == Mode::Calendar),
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| rows(rows::periods_text(&d.convention.schedule.periods)),
        write: |c, text| {
            c.schedule.periods = rows::periods(text)?;
            Ok(())
        },
    },
    Field {
        name: "interruptions",
        step: Step::Internship,
        input: Input::Interruptions,
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| rows(rows::interruptions_text(&d.convention.schedule.interruptions)),
        write: |c, text| {
            c.schedule.interruptions = rows::interruptions(text)?;
            Ok(())
        },
    },
    entered!("schedule-comment", Internship, NEVER, lines(1_000), schedule.comment),
    entered!("night", Internship, NEVER, answer, schedule.night),
    entered!("night-work", Internship, Need::When(at_unusual_times), lines(1_000), schedule.night_work),
    entered!("home-working", Internship, NEVER, lines(1_000), schedule.home_working),
    entered!("leave", Internship, Need::When(has_leave), lines(1_000), schedule.leave),
    entered!("leave-paid", Internship, NEVER, flag, schedule.leave_paid),
    shown("presence", Step::Internship, NEVER, |d| Value::Minutes(d.convention.schedule.presence_minutes)),
    shown("duration", Step::Internship, NEVER, |d| Value::Minutes(d.convention.schedule.duration_minutes)),
    Field {
        name: "elsewhere",
        step: Step::Internship,
        input: Input::Hours(2_000 * 60),
        need: NEVER,
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| match d.convention.internship.elsewhere_minutes {
            0 => Value::Empty,
            minutes => Value::Minutes(minutes),
        },
        write: |c, text| {
            c.internship.elsewhere_minutes = parse::minutes(text, 2_000 * 60)?.unwrap_or(0);
            Ok(())
        },
    },
    entered!("paid", Internship, ALWAYS, answer, pay.paid),
    Field {
        name: "pay-amount",
        step: Step::Internship,
        input: Input::Money(MONEY),
        need: Need::When(paid),
        seen: Seen::Readers,
        enters: Enters::Editors,
        read: |d| d.convention.pay.amount.map_or(Value::Empty, |cents| Value::Money(cents, d.convention.pay.currency.clone())),
        write: |c, text| {
            c.pay.amount = parse::cents(text, MONEY)?;
            Ok(())
        },
    },
    entered!("pay-per", Internship, Need::When(paid), list(PayPer), pay.per),
    entered!("pay-basis", Internship, Need::When(paid), list(PayBasis), pay.basis),
    entered!("currency", Internship, Need::When(paid), list(Currency), pay.currency),
    entered!("pay-means", Internship, Need::When(paid), list(PayMeans), pay.means),
    // It switches the minimum off: no student may say so (L124-6).
    Field { enters: Enters::Office, ..entered!("pay-exemption", Internship, NEVER, line(300), pay.exemption) },
    entered!("benefits", Internship, NEVER, lines(1_000), pay.benefits),
    entered!("mission-costs", Internship, NEVER, lines(1_000), pay.mission_costs),
    entered!("origin", Internship, ALWAYS, list(Origin), follow.origin),
    entered!("offer", Internship, NEVER, line(40), follow.offer),
    entered!("nature-of-work", Internship, ALWAYS, list(NatureOfWork), follow.nature_of_work),
    entered!("validation-mode", Internship, ALWAYS, list(ValidationMode), follow.validation_mode),
    entered!("supervision", Internship, ALWAYS, lines(1_000), follow.supervision),
    Field { enters: Enters::Office, ..entered!("aims-checked", Internship, NEVER, flag, follow.aims_checked) },
    entered!("country-sheet", Internship, Need::When(abroad), flag, internship.country_sheet),
    entered!("cover-abroad", Internship, Need::When(abroad), answer, follow.cover_abroad),
    // Step 6: the teacher.
    teacher!("teacher-name", TEACHER, |t| person(&t.last_name, &t.first_name)),
    teacher!("teacher-function", NEVER, |t| Value::text(&t.function)),
    teacher!("teacher-affiliation", NEVER, |t| Value::text(&t.affiliation)),
    teacher!("teacher-mail", NEVER, |t| Value::text(&t.mail)),
    teacher!("teacher-phone", NEVER, |t| Value::phone(&t.phone)),
    // Step 7: who signs for the host.
    contact!("signatory-name", Step::Signatory, signatory, ALWAYS, |c| person(&c.last_name, &c.first_name)),
    contact!("signatory-title", Step::Signatory, signatory, NEVER, |c| Value::choice(List::Title, &c.title)),
    contact!("signatory-function", Step::Signatory, signatory, NEVER, |c| Value::text(&c.function)),
    contact!("signatory-mail", Step::Signatory, signatory, NEVER, |c| Value::text(&c.mail)),
    contact!("signatory-phone", Step::Signatory, signatory, NEVER, |c| Value::phone(&c.phone)),
    // Step 8 and what the circuit adds.
    shown("centre", Step::Summary, NEVER, |d| Value::text(&d.centre.name)),
    shown("phase", Step::Summary, NEVER, |d| Value::Text(d.convention.progress.phase(&d.centre.validations).code().to_owned())),
    shown("submitted-at", Step::Summary, NEVER, |d| d.convention.progress.submitted_at.map_or(Value::Empty, Value::Instant)),
    shown("created-at", Step::Summary, NEVER, |d| Value::Instant(d.convention.created_at)),
    shown("updated-at", Step::Summary, NEVER, |d| Value::Instant(d.convention.updated_at)),
    shown("return-reason", Step::Summary, NEVER, |d| optional(d.convention.progress.returned.as_ref().map(|r| r.reason.as_str()))),
    Field { seen: Seen::Office, enters: Enters::Office, ..entered!("comment", Summary, NEVER, lines(2_000), follow.comment) },
];
