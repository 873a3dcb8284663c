//! Centres and criteria.

use diesel::prelude::*;
use tremplin_domain::{
    centre::{Centre, Confidentiality, Criterion, Level, StudentPrints, Validation},
    ids::CentreId,
};

use super::{Stored, small};
use crate::{
    error::{Corrupt, corrupt},
    schema::{centre, criterion},
};

/// A row of `centre`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = centre)]
#[expect(clippy::struct_excessive_bools, reason = "as the domain's centre has them")]
pub(crate) struct CentreRecord {
    id: i64,
    name: String,
    level: String,
    address: String,
    mail: String,
    phone: String,
    signatory_name: String,
    signatory_title: String,
    validations: String,
    students_create: bool,
    accepts_orphans: bool,
    student_prints: String,
    allows_overlap: bool,
    teacher_optional: bool,
    alert_days: i32,
    previous_year_months: i32,
    mail_to_centre_only: bool,
    confidentiality: String,
    teacher_maximum: i32,
    instructions: String,
}

impl From<&Centre> for CentreRecord {
    fn from(c: &Centre) -> Self {
        Self {
            id: c.id.0,
            name: c.name.clone(),
            level: c.level.code().to_owned(),
            address: c.address.clone(),
            mail: c.mail.clone(),
            phone: c.phone.clone(),
            signatory_name: c.signatory_name.clone(),
            signatory_title: c.signatory_title.clone(),
            validations: c.validations.iter().map(|v| v.code()).collect::<Vec<_>>().join(","),
            students_create: c.students_create,
            accepts_orphans: c.accepts_orphans,
            student_prints: c.student_prints.code().to_owned(),
            allows_overlap: c.allows_overlap,
            teacher_optional: c.teacher_optional,
            alert_days: c.alert_days.into(),
            previous_year_months: c.previous_year_months.into(),
            mail_to_centre_only: c.mail_to_centre_only,
            confidentiality: c.confidentiality.code().to_owned(),
            teacher_maximum: c.teacher_maximum.into(),
            instructions: c.instructions.clone(),
        }
    }
}

impl TryFrom<Stored<CentreRecord>> for Centre {
    type Error = Corrupt;

    fn try_from(stored: Stored<CentreRecord>) -> Result<Self, Corrupt> {
        stored.record.try_into()
    }
}

impl TryFrom<CentreRecord> for Centre {
    type Error = Corrupt;

    fn try_from(r: CentreRecord) -> Result<Self, Corrupt> {
        let validations = r.validations.split(',').filter(|c| !c.is_empty());
        let validations = validations.map(|c| Validation::from_code(c).ok_or_else(|| corrupt("validation", c)));
        Ok(Self {
            id: CentreId(r.id),
            level: Level::from_code(&r.level).ok_or_else(|| corrupt("level", &r.level))?,
            validations: validations.collect::<Result<_, _>>()?,
            student_prints: StudentPrints::from_code(&r.student_prints).ok_or_else(|| corrupt("printing rule", &r.student_prints))?,
            confidentiality: Confidentiality::from_code(&r.confidentiality)
                .ok_or_else(|| corrupt("confidentiality", &r.confidentiality))?,
            alert_days: small("alert days", r.alert_days)?,
            previous_year_months: small("months", r.previous_year_months)?,
            teacher_maximum: small("teacher maximum", r.teacher_maximum)?,
            name: r.name,
            address: r.address,
            mail: r.mail,
            phone: r.phone,
            signatory_name: r.signatory_name,
            signatory_title: r.signatory_title,
            students_create: r.students_create,
            accepts_orphans: r.accepts_orphans,
            allows_overlap: r.allows_overlap,
            teacher_optional: r.teacher_optional,
            mail_to_centre_only: r.mail_to_centre_only,
            instructions: r.instructions,
        })
    }
}

/// A row of `criterion` without its id.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = criterion)]
pub(crate) struct CriterionRecord {
    component_code: String,
    step_code: String,
    step_version: String,
    centre_id: i64,
}

impl From<&(Criterion, CentreId)> for CriterionRecord {
    fn from((criterion, centre): &(Criterion, CentreId)) -> Self {
        let (component_code, step_code, step_version) = match criterion {
            Criterion::Component(code) => (code.clone(), String::new(), String::new()),
            Criterion::Step(code, version) => (String::new(), code.clone(), version.clone()),
        };
        Self { component_code, step_code, step_version, centre_id: centre.0 }
    }
}

impl From<CriterionRecord> for (Criterion, CentreId) {
    fn from(r: CriterionRecord) -> Self {
        let criterion =
            if r.step_code.is_empty() { Criterion::Component(r.component_code) } else { Criterion::Step(r.step_code, r.step_version) };
        (criterion, CentreId(r.centre_id))
    }
}
