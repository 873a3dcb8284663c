//! A convention over its tables.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tremplin_domain::{
    centre::Validation,
    convention::{Convention, Done, Enrolment, Follow, Internship, Mode, Pay, Progress, Reach, Returned, Schedule, rows},
    ids::{CentreId, ContactId, ConventionId, HostId, ServiceId, StudentId, TeacherId},
    nomenclature::Code,
    parse::Problem,
    year::AcademicYear,
};

use super::small;
use crate::{
    error::{Corrupt, corrupt},
    keys,
    schema::{
        convention, convention_enrolment, convention_internship, convention_legal, convention_pay, convention_reach, convention_schedule,
        convention_validation,
    },
};

/// A row of `convention` without its id.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention, treat_none_as_null = true)]
pub(crate) struct ConventionRecord {
    number: i64,
    version: i32,
    year: i32,
    student_id: i64,
    centre_id: i64,
    host_id: Option<i64>,
    service_id: Option<i64>,
    tutor_id: Option<i64>,
    teacher_id: Option<i64>,
    signatory_id: Option<i64>,
    kind: String,
    language: String,
    submitted_at: Option<NaiveDateTime>,
    returned_at: Option<NaiveDateTime>,
    returned_reason: String,
    sent_at: Option<NaiveDateTime>,
    signatures: i32,
    signed_at: Option<NaiveDateTime>,
    cancelled_at: Option<NaiveDateTime>,
    broken_off_on: Option<NaiveDate>,
    created_at: NaiveDateTime,
    created_by: String,
    updated_at: NaiveDateTime,
}

/// A row of `convention_reach`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention_reach)]
pub(crate) struct ReachRecord {
    convention_id: i64,
    street: String,
    postcode: String,
    town: String,
    country: String,
    mail: String,
    phone: String,
    mobile: String,
    cpam_name: String,
    cpam_address: String,
    social_cover: String,
}

/// A row of `convention_enrolment`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention_enrolment, treat_none_as_null = true)]
pub(crate) struct EnrolmentRecord {
    convention_id: i64,
    component_code: String,
    component: String,
    step_code: String,
    step_version: String,
    step: String,
    department: String,
    diploma: String,
    elements: String,
    finality: String,
    cursus: String,
    regime: String,
    taught_hours: Option<i64>,
}

/// A row of `convention_internship`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention_internship, treat_none_as_null = true)]
pub(crate) struct InternshipRecord {
    convention_id: i64,
    theme: String,
    subject: String,
    confidential: bool,
    tasks: String,
    skills: String,
    details: String,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    zone: String,
    elsewhere_minutes: i64,
    country_sheet: bool,
}

/// A row of `convention_schedule`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention_schedule)]
pub(crate) struct ScheduleRecord {
    convention_id: i64,
    mode: String,
    week: String,
    other_week: String,
    periods: String,
    interruptions: String,
    holidays_worked: bool,
    working_time: String,
    comment: String,
    night_work: String,
    home_working: String,
    leave_days: String,
    leave_paid: bool,
    presence_minutes: i64,
    duration_minutes: i64,
}

/// A row of `convention_pay`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = convention_pay, treat_none_as_null = true)]
pub(crate) struct PayRecord {
    convention_id: i64,
    paid: Option<bool>,
    amount: Option<i64>,
    basis: String,
    per: String,
    currency: String,
    means: String,
    benefits: String,
    mission_costs: String,
    exemption: String,
    origin: String,
    offer: String,
    nature_of_work: String,
    validation_mode: String,
    supervision: String,
    cover_abroad: Option<bool>,
    comment: String,
}

/// A row of `convention_legal`; a convention without these answers has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = convention_legal)]
pub(crate) struct LegalRecord {
    convention_id: i64,
    night: Option<bool>,
    taught_in_presence: Option<i64>,
    aims_checked: bool,
}

/// A row of `convention_validation`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = convention_validation)]
pub(crate) struct ValidationRecord {
    pub(crate) convention_id: i64,
    position: i32,
    validation: String,
    by_login: String,
    at: NaiveDateTime,
}

/// A convention, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Records {
    pub(crate) id: i64,
    pub(crate) convention: ConventionRecord,
    pub(crate) reach: ReachRecord,
    pub(crate) enrolment: EnrolmentRecord,
    pub(crate) internship: InternshipRecord,
    pub(crate) schedule: ScheduleRecord,
    pub(crate) pay: PayRecord,
    pub(crate) legal: Option<LegalRecord>,
    pub(crate) validations: Vec<ValidationRecord>,
}

impl From<&Convention> for Records {
    fn from(c: &Convention) -> Self {
        let done = |(position, done): (usize, &Done)| ValidationRecord {
            convention_id: c.id.0,
            position: i32::try_from(position).unwrap_or(i32::MAX),
            validation: done.validation.code().to_owned(),
            by_login: done.by.clone(),
            at: done.at,
        };
        Self {
            id: c.id.0,
            convention: core(c),
            reach: reach(c.id, &c.reach),
            enrolment: enrolment(c.id, &c.enrolment),
            internship: internship(c.id, &c.internship),
            schedule: schedule(c.id, &c.schedule),
            pay: pay(c.id, &c.pay, &c.follow),
            legal: legal(c),
            validations: c.progress.validations.iter().enumerate().map(done).collect(),
        }
    }
}

fn core(c: &Convention) -> ConventionRecord {
    ConventionRecord {
        number: keys::number(c.number),
        version: c.version,
        year: c.year.first(),
        student_id: c.student.0,
        centre_id: c.centre.0,
        host_id: c.host.map(|h| h.0),
        service_id: c.service.map(|s| s.0),
        tutor_id: c.tutor.map(|t| t.0),
        teacher_id: c.teacher.map(|t| t.0),
        signatory_id: c.signatory.map(|s| s.0),
        kind: c.kind.to_string(),
        language: c.language.to_string(),
        submitted_at: c.progress.submitted_at,
        returned_at: c.progress.returned.as_ref().map(|r| r.at),
        returned_reason: c.progress.returned.as_ref().map(|r| r.reason.clone()).unwrap_or_default(),
        sent_at: c.progress.sent_at,
        signatures: c.progress.signatures.into(),
        signed_at: c.progress.signed_at,
        cancelled_at: c.progress.cancelled_at,
        broken_off_on: c.progress.broken_off_on,
        created_at: c.created_at,
        created_by: c.created_by.clone(),
        updated_at: c.updated_at,
    }
}

fn reach(id: ConventionId, r: &Reach) -> ReachRecord {
    ReachRecord {
        convention_id: id.0,
        street: r.street.clone(),
        postcode: r.postcode.clone(),
        town: r.town.clone(),
        country: r.country.to_string(),
        mail: r.mail.clone(),
        phone: r.phone.clone(),
        mobile: r.mobile.clone(),
        cpam_name: r.cpam_name.clone(),
        cpam_address: r.cpam_address.clone(),
        social_cover: r.social_cover.to_string(),
    }
}

fn enrolment(id: ConventionId, e: &Enrolment) -> EnrolmentRecord {
    EnrolmentRecord {
        convention_id: id.0,
        component_code: e.component_code.clone(),
        component: e.component.clone(),
        step_code: e.step_code.clone(),
        step_version: e.step_version.clone(),
        step: e.step.clone(),
        department: e.department.clone(),
        diploma: e.diploma.clone(),
        elements: rows::elements_text(&e.elements),
        finality: e.finality.to_string(),
        cursus: e.cursus.to_string(),
        regime: e.regime.to_string(),
        taught_hours: e.taught_hours,
    }
}

fn internship(id: ConventionId, i: &Internship) -> InternshipRecord {
    InternshipRecord {
        convention_id: id.0,
        theme: i.theme.to_string(),
        subject: i.subject.clone(),
        confidential: i.confidential,
        tasks: i.tasks.clone(),
        skills: i.skills.clone(),
        details: i.details.clone(),
        starts_on: i.starts_on,
        ends_on: i.ends_on,
        zone: i.zone.to_string(),
        elsewhere_minutes: i.elsewhere_minutes,
        country_sheet: i.country_sheet,
    }
}

fn schedule(id: ConventionId, s: &Schedule) -> ScheduleRecord {
    ScheduleRecord {
        convention_id: id.0,
        mode: s.mode.code().to_owned(),
        week: rows::week_text(&s.week),
        other_week: rows::week_text(&s.other_week),
        periods: rows::periods_text(&s.periods),
        interruptions: rows::interruptions_text(&s.interruptions),
        holidays_worked: s.holidays_worked,
        working_time: s.working_time.to_string(),
        comment: s.comment.clone(),
        night_work: s.night_work.clone(),
        home_working: s.home_working.clone(),
        leave_days: s.leave.clone(),
        leave_paid: s.leave_paid,
        presence_minutes: s.presence_minutes,
        duration_minutes: s.duration_minutes,
    }
}

fn pay(id: ConventionId, p: &Pay, f: &Follow) -> PayRecord {
    PayRecord {
        convention_id: id.0,
        paid: p.paid,
        amount: p.amount,
        basis: p.basis.to_string(),
        per: p.per.to_string(),
        currency: p.currency.to_string(),
        means: p.means.to_string(),
        benefits: p.benefits.clone(),
        mission_costs: p.mission_costs.clone(),
        exemption: p.exemption.clone(),
        origin: f.origin.to_string(),
        offer: f.offer.clone(),
        nature_of_work: f.nature_of_work.to_string(),
        validation_mode: f.validation_mode.to_string(),
        supervision: f.supervision.clone(),
        cover_abroad: f.cover_abroad,
        comment: f.comment.clone(),
    }
}

fn legal(c: &Convention) -> Option<LegalRecord> {
    let record = LegalRecord {
        convention_id: c.id.0,
        night: c.schedule.night,
        taught_in_presence: c.enrolment.taught_in_presence,
        aims_checked: c.follow.aims_checked,
    };
    (record != LegalRecord { convention_id: c.id.0, ..LegalRecord::default() }).then_some(record)
}

fn code(text: String) -> Code {
    Code::new(text)
}

fn unreadable(what: &'static str) -> impl Fn(Problem) -> Corrupt {
    move |problem| corrupt(what, problem)
}

impl TryFrom<Records> for Convention {
    type Error = Corrupt;

    #[expect(clippy::many_single_char_names, reason = "one letter for each table, a line each")]
    fn try_from(records: Records) -> Result<Self, Corrupt> {
        let Records { id, convention: c, reach: r, enrolment: e, internship: i, schedule: s, pay: p, legal, validations } = records;
        let legal = legal.unwrap_or_default();
        let done = |v: ValidationRecord| {
            let validation = Validation::from_code(&v.validation).ok_or_else(|| corrupt("validation", &v.validation))?;
            Ok(Done { validation, by: v.by_login, at: v.at })
        };
        Ok(Self {
            id: ConventionId(id),
            number: keys::numbered(c.number).ok_or_else(|| corrupt("number", c.number))?,
            version: c.version,
            year: AcademicYear::starting(c.year).ok_or_else(|| corrupt("year", c.year))?,
            student: StudentId(c.student_id),
            centre: CentreId(c.centre_id),
            host: c.host_id.map(HostId),
            service: c.service_id.map(ServiceId),
            tutor: c.tutor_id.map(ContactId),
            teacher: c.teacher_id.map(TeacherId),
            signatory: c.signatory_id.map(ContactId),
            kind: code(c.kind),
            language: code(c.language),
            reach: Reach {
                street: r.street,
                postcode: r.postcode,
                town: r.town,
                country: code(r.country),
                mail: r.mail,
                phone: r.phone,
                mobile: r.mobile,
                cpam_name: r.cpam_name,
                cpam_address: r.cpam_address,
                social_cover: code(r.social_cover),
            },
            enrolment: Enrolment {
                component_code: e.component_code,
                component: e.component,
                step_code: e.step_code,
                step_version: e.step_version,
                step: e.step,
                department: e.department,
                diploma: e.diploma,
                elements: rows::elements(&e.elements).map_err(unreadable("course elements"))?,
                finality: code(e.finality),
                cursus: code(e.cursus),
                regime: code(e.regime),
                taught_hours: e.taught_hours,
                taught_in_presence: legal.taught_in_presence,
            },
            internship: Internship {
                theme: code(i.theme),
                subject: i.subject,
                confidential: i.confidential,
                tasks: i.tasks,
                skills: i.skills,
                details: i.details,
                starts_on: i.starts_on,
                ends_on: i.ends_on,
                zone: code(i.zone),
                elsewhere_minutes: i.elsewhere_minutes,
                country_sheet: i.country_sheet,
            },
            schedule: Schedule {
                mode: Mode::from_code(&s.mode).ok_or_else(|| corrupt("schedule mode", &s.mode))?,
                week: rows::week(&s.week).map_err(unreadable("week"))?,
                other_week: rows::week(&s.other_week).map_err(unreadable("other week"))?,
                periods: rows::periods(&s.periods).map_err(unreadable("periods"))?,
                interruptions: rows::interruptions(&s.interruptions).map_err(unreadable("interruptions"))?,
                holidays_worked: s.holidays_worked,
                working_time: code(s.working_time),
                comment: s.comment,
                night: legal.night,
                night_work: s.night_work,
                home_working: s.home_working,
                leave: s.leave_days,
                leave_paid: s.leave_paid,
                presence_minutes: s.presence_minutes,
                duration_minutes: s.duration_minutes,
            },
            pay: Pay {
                paid: p.paid,
                amount: p.amount,
                basis: code(p.basis),
                per: code(p.per),
                currency: code(p.currency),
                means: code(p.means),
                benefits: p.benefits,
                mission_costs: p.mission_costs,
                exemption: p.exemption,
            },
            follow: Follow {
                origin: code(p.origin),
                offer: p.offer,
                nature_of_work: code(p.nature_of_work),
                validation_mode: code(p.validation_mode),
                supervision: p.supervision,
                cover_abroad: p.cover_abroad,
                aims_checked: legal.aims_checked,
                comment: p.comment,
            },
            progress: Progress {
                submitted_at: c.submitted_at,
                returned: c.returned_at.map(|at| Returned { at, reason: c.returned_reason }),
                validations: validations.into_iter().map(done).collect::<Result<_, _>>()?,
                sent_at: c.sent_at,
                signatures: small("signatures", c.signatures)?,
                signed_at: c.signed_at,
                cancelled_at: c.cancelled_at,
                broken_off_on: c.broken_off_on,
            },
            created_at: c.created_at,
            created_by: c.created_by,
            updated_at: c.updated_at,
        })
    }
}
