//! What the rest of the store says about a convention, for the legal checks.
//!
//! Figures only, and for the student's own other conventions their number, dates and host's key: they may count conventions that the
//! viewer cannot read, since the limits of the law hold whatever the centre, and they show nobody's name.

use chrono::NaiveDate;
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Date, Integer, Nullable, Text},
};
use tremplin_domain::{
    convention::{Convention, Dossier, Phase, assessment::Surroundings},
    ids::{HostId, StudentId},
    law::{
        checks::situation::Other,
        duration::Minutes,
        maximum::HostKey,
        period::Period,
        quota::{self, Reason},
    },
    policy::{Facts, Scope},
    year::AcademicYear,
};

use crate::{
    connection::Conn,
    error::{Error, corrupt},
    keys,
    sql::{Number, Sql},
};

/// Rows looked at, at most: beyond it the answer is the same.
const ROWS: usize = 5_000;

/// What surrounds a convention within reach, saved or being edited. At most four statements.
pub fn surroundings(conn: &mut Conn, scope: &Scope, dossier: &Dossier) -> Result<Surroundings, Error> {
    let convention = &dossier.convention;
    if !scope.reach().covers(&Facts::of(convention, &dossier.centre)) {
        return Err(Error::Missing);
    }
    around(conn, dossier)
}

/// As [`surroundings`], where whoever calls tells nothing of it but which rules stop the convention.
pub(super) fn around(conn: &mut Conn, dossier: &Dossier) -> Result<Surroundings, Error> {
    let convention = &dossier.convention;
    let others = others(conn, convention.student, convention)?;
    let Some(period) = convention.period() else { return Ok(Surroundings { others, ..Surroundings::default() }) };
    let tutor_running = match convention.tutor {
        Some(tutor) => Some(tutored(conn, tutor.0, convention, period.first())?),
        None => None,
    };
    let teacher_running = match convention.teacher {
        Some(teacher) => Some(most_on_a_day(&stays(conn, Sql::with("l.teacher_id = ?", teacher.0), convention, period)?, period)),
        None => None,
    };
    let interns = match &dossier.host {
        Some(host) => {
            let same =
                host.siret.map_or_else(|| Sql::with("l.host_id = ?", host.id.0), |s| Sql::with("l.siren = ?", s.siren().to_string()));
            let stays = stays(conn, same, convention, period.civil_weeks())?;
            Some(quota::most_in_a_week(period, stays.into_iter().map(|stay| (stay, Reason::Ordinary))))
        }
        None => None,
    };
    Ok(Surroundings { others, tutor_running, teacher_running, interns })
}

/// Other conventions that count: neither drafts nor cancelled ones.
fn counted(convention: &Convention) -> Sql {
    let phases = [Phase::Draft, Phase::Cancelled].map(Phase::code);
    Sql::with("l.id <> ? and not ", convention.id.0).then(Sql::among("l.phase", phases))
}

#[derive(QueryableByName)]
struct OtherRow {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Date)]
    ends_on: NaiveDate,
    #[diesel(sql_type = Nullable<Text>)]
    siren: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    host_id: Option<i64>,
    #[diesel(sql_type = Integer)]
    year: i32,
    #[diesel(sql_type = BigInt)]
    duration_minutes: i64,
}

fn others(conn: &mut Conn, student: StudentId, convention: &Convention) -> Result<Vec<Other>, Error> {
    let sql = Sql::new(
        "select l.number, l.starts_on, l.ends_on, l.siren, l.host_id, l.year, l.duration_minutes from convention_line l \
         where l.starts_on is not null and l.ends_on is not null and ",
    )
    .then(Sql::with("l.student_id = ? and ", student.0))
    .then(counted(convention))
    .and(" order by l.id limit 100");
    let rows: Vec<OtherRow> = sql.load(conn)?;
    rows.into_iter().filter_map(|row| row.other().transpose()).collect()
}

impl OtherRow {
    fn other(self) -> Result<Option<Other>, Error> {
        let Ok(period) = Period::new(self.starts_on, self.ends_on) else { return Ok(None) };
        let siren = self.siren.map(|s| s.parse().map_err(|_| corrupt("SIREN", &s))).transpose()?;
        let host = siren.map_or_else(|| HostKey::Other(self.host_id.map_or_else(String::new, |id| HostId(id).to_string())), HostKey::Siren);
        Ok(Some(Other {
            number: keys::numbered(self.number).ok_or_else(|| corrupt("number", self.number))?,
            period,
            host,
            year: AcademicYear::starting(self.year).ok_or_else(|| corrupt("year", self.year))?,
            duration: Minutes(u32::try_from(self.duration_minutes).unwrap_or(0)),
        }))
    }
}

fn tutored(conn: &mut Conn, tutor: i64, convention: &Convention, day: NaiveDate) -> Result<u32, Error> {
    let sql = Sql::with("select count(*) as n from convention c join convention_line l on l.id = c.id where c.tutor_id = ? and ", tutor)
        .then(counted(convention))
        .then(Sql::with(" and l.starts_on <= ?", day))
        .then(Sql::with(" and l.ends_on >= ?", day));
    let counted: Vec<Number> = sql.load(conn)?;
    Ok(counted.first().map_or(0, |c| u32::try_from(c.n).unwrap_or(u32::MAX)))
}

#[derive(QueryableByName)]
struct Stay {
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Date)]
    ends_on: NaiveDate,
}

fn stays(conn: &mut Conn, which: Sql, convention: &Convention, during: Period) -> Result<Vec<Period>, Error> {
    let sql = Sql::new("select l.starts_on, l.ends_on from convention_line l where ")
        .then(which)
        .and(" and ")
        .then(counted(convention))
        .then(Sql::with(" and l.starts_on <= ?", during.last()))
        .then(Sql::with(" and l.ends_on >= ?", during.first()))
        .and(&format!(" limit {ROWS}"));
    let stays: Vec<Stay> = sql.load(conn)?;
    Ok(stays.iter().filter_map(|s| Period::new(s.starts_on, s.ends_on).ok()).collect())
}

/// The most stays that share a day of a period.
fn most_on_a_day(stays: &[Period], during: Period) -> u32 {
    let common: Vec<Period> = stays.iter().filter_map(|s| s.common(during)).collect();
    // The most is reached on a day on which one begins.
    let on = |day| common.iter().filter(|s| s.contains(day)).count();
    let most = common.iter().map(|s| on(s.first())).max().unwrap_or(0);
    u32::try_from(most).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stays_that_share_a_day_add_up() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).unwrap();
        let stay = |a, b| Period::new(day(a), day(b)).unwrap();
        let stays = [stay(1, 5), stay(5, 9), stay(6, 9), stay(20, 25)];
        assert_eq!(most_on_a_day(&stays, stay(1, 31)), 2);
        assert_eq!(most_on_a_day(&stays, stay(10, 19)), 0);
    }
}
