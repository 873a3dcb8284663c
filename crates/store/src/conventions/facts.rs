//! What the rest of the store says about a convention, for the legal checks.
//!
//! Figures and dates only, and the number of the student's other conventions where the viewer may read them: they may count conventions that
//! the viewer cannot read, since the limits of the law hold whatever the centre, and they show nobody's name. What the office passed over
//! comes from the convention's own timeline.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Date, Integer, Nullable, Text, Timestamp},
};
use tremplin_domain::{
    convention::{Convention, Dossier, Event, Phase, assessment::Surroundings, passed_over},
    ids::{CentreId, HostId, StudentId, TeacherId},
    law::{
        checks::situation::{Other, Previous},
        duration::Minutes,
        maximum::HostKey,
        period::Period,
        presence::Presence,
        quota::{self, Reason},
        supervision::most_at_once,
        waiting::{self, Ending},
    },
    policy::{Reach, Scope, Ties},
    year::AcademicYear,
};

use super::find;
use crate::{
    connection::Conn,
    error::{Error, corrupt},
    keys,
    sql::{Number, Sql},
};

/// Rows looked at, at most: beyond it the answer is the same.
const ROWS: usize = 5_000;

/// What surrounds a convention within reach, saved or being edited. At most six statements, and two more where a convention of the student
/// ended before its term.
pub fn surroundings(conn: &mut Conn, scope: &Scope, dossier: &Dossier) -> Result<Surroundings, Error> {
    let convention = &dossier.convention;
    if !scope.reach().covers(&Ties::of(convention, &dossier.centre)) {
        return Err(Error::Missing);
    }
    let timeline = find::events(conn, &[convention.id.0])?.remove(&convention.id.0).unwrap_or_default();
    around(conn, scope.reach(), dossier, &timeline)
}

/// As [`surroundings`], where whoever calls tells nothing of it but which rules stop the convention.
pub(super) fn around(conn: &mut Conn, reach: &Reach, dossier: &Dossier, timeline: &[Event]) -> Result<Surroundings, Error> {
    let convention = &dossier.convention;
    let others = others(conn, reach, convention)?;
    let passed_over = passed_over(timeline);
    let Some(period) = convention.period() else { return Ok(Surroundings { others, passed_over, ..Surroundings::default() }) };
    let tutor_running = match convention.tutor {
        Some(tutor) => Some(tutored(conn, tutor.0, convention, period.first())?),
        None => None,
    };
    let teacher_running = match convention.teacher {
        Some(teacher) => Some(most_at_once(period, &stays(conn, Sql::with("l.teacher_id = ?", teacher.0), convention, period)?)),
        None => None,
    };
    let (interns, previous) = match &dossier.host {
        Some(host) => {
            let same =
                host.siret.map_or_else(|| Sql::with("l.host_id = ?", host.id.0), |s| Sql::with("l.siren = ?", s.siren().to_string()));
            let stays = stays(conn, same, convention, period.civil_weeks())?;
            let interns = quota::most_in_a_week(period, stays.into_iter().map(|stay| (stay, Reason::Ordinary)));
            (Some(interns), previous(conn, host.id, convention, period.first())?)
        }
        None => (None, None),
    };
    Ok(Surroundings { others, tutor_running, teacher_running, interns, previous, passed_over })
}

/// Of the convention `c` with the line `l`, where it was cancelled: whether it was signed and had begun, as [`Convention::done`] has it.
const BEGUN: &str = "(c.signed_at is not null and c.cancelled_at >= l.starts_on)";

/// Whether what is in a phase ended before its term.
fn ended_early(phase: &str) -> bool {
    [Phase::Cancelled, Phase::BrokenOff].iter().any(|early| early.code() == phase)
}

/// Other conventions that count, of the line `l` and, where it was cancelled, the convention `c`: no drafts, and of those that were cancelled
/// what was signed and had begun, as [`Convention::done`] has it.
fn counted(convention: &Convention) -> Sql {
    Sql::with("l.id <> ? and ", convention.id.0)
        .then(Sql::with("l.phase <> ? and ", Phase::Draft.code()))
        .then(Sql::any([Sql::with("l.phase <> ?", Phase::Cancelled.code()), Sql::new(BEGUN)]))
}

#[derive(QueryableByName)]
struct OtherRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = BigInt)]
    centre_id: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    teacher_id: Option<i64>,
    #[diesel(sql_type = Text)]
    phase: String,
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

/// The student's others.
fn others(conn: &mut Conn, reach: &Reach, convention: &Convention) -> Result<Vec<Other>, Error> {
    let sql = Sql::new(
        "select l.id, l.number, l.centre_id, l.teacher_id, l.phase, l.starts_on, l.ends_on, l.siren, l.host_id, l.year, l.duration_minutes \
         from convention_line l join convention c on c.id = l.id where l.starts_on is not null and l.ends_on is not null and ",
    )
    .then(Sql::with("l.student_id = ? and ", convention.student.0))
    .then(counted(convention))
    .and(" order by l.id limit 100");
    let rows: Vec<OtherRow> = sql.load(conn)?;
    let early: Vec<i64> = rows.iter().filter(|row| ended_early(&row.phase)).map(|row| row.id).collect();
    let early = if early.is_empty() { HashMap::new() } else { find::conventions(conn, &early)? };
    rows.into_iter().filter_map(|row| row.other(reach, convention.student, &early).transpose()).collect()
}

impl OtherRow {
    /// What it lasted: as its line has it, or as was done of it where it ended before its term.
    fn other(self, reach: &Reach, student: StudentId, early: &HashMap<i64, Convention>) -> Result<Option<Other>, Error> {
        let lasted = if ended_early(&self.phase) {
            early.get(&self.id).and_then(Convention::done).map(|done| (done.period, Presence::duration(&done)))
        } else {
            Period::new(self.starts_on, self.ends_on)
                .ok()
                .map(|planned| (planned, Minutes(u32::try_from(self.duration_minutes).unwrap_or(0))))
        };
        let Some((period, duration)) = lasted else { return Ok(None) };
        let ties = Ties {
            student,
            teacher: self.teacher_id.map(TeacherId),
            centre: CentreId(self.centre_id),
            phase: Phase::from_code(&self.phase).ok_or_else(|| corrupt("phase", &self.phase))?,
        };
        let number = keys::numbered(self.number).ok_or_else(|| corrupt("number", self.number))?;
        let siren = self.siren.map(|s| s.parse().map_err(|_| corrupt("SIREN", &s))).transpose()?;
        let host = siren.map_or_else(|| HostKey::Other(self.host_id.map_or_else(String::new, |id| HostId(id).to_string())), HostKey::Siren);
        Ok(Some(Other {
            number: reach.covers(&ties).then_some(number),
            period,
            host,
            year: AcademicYear::starting(self.year).ok_or_else(|| corrupt("year", self.year))?,
            duration,
        }))
    }
}

#[derive(QueryableByName)]
struct Earlier {
    #[diesel(embed)]
    stay: Stay,
    #[diesel(sql_type = Text)]
    phase: String,
}

impl Earlier {
    fn previous(&self) -> Option<Previous> {
        let ending = if ended_early(&self.phase) { Ending::BrokenOff } else { Ending::Ordinary };
        Some(Previous { period: self.stay.period()?, ending })
    }
}

/// Of the internships that ended in the same service of the host, or in none as this one, the one after which the post stays free longest: which
/// post it was is in no field. None that was never validated took place, nor one that was cancelled before it began.
fn previous(conn: &mut Conn, host: HostId, convention: &Convention, starts: NaiveDate) -> Result<Option<Previous>, Error> {
    let validated = Phase::ALL.into_iter().filter(|phase| phase.is_validated()).map(Phase::code);
    let took_place = Sql::any([Sql::among("l.phase", validated), Sql::new(BEGUN)]);
    let service = convention.service.map_or_else(|| Sql::new("c.service_id is null"), |service| Sql::with("c.service_id = ?", service.0));
    let furthest = starts.checked_sub_days(Days::new(u64::from(Period::LONGEST.div_ceil(3)))).unwrap_or(NaiveDate::MIN);
    let sql =
        Sql::new("select l.starts_on, l.ends_on, c.cancelled_at, l.phase from convention_line l join convention c on c.id = l.id where ")
            .then(Sql::all([Sql::with("l.host_id = ?", host.0), service, took_place]))
            .then(Sql::with(" and l.id <> ?", convention.id.0))
            .and(" and ")
            .then(Sql::any([Sql::with("l.ends_on < ?", starts), Sql::with("c.cancelled_at < ?", starts)]))
            .then(Sql::with(" and l.ends_on >= ?", furthest))
            .and(&format!(" order by l.ends_on desc limit {ROWS}"));
    let earlier: Vec<Earlier> = sql.load(conn)?;
    let previous = earlier.iter().filter_map(Earlier::previous);
    Ok(previous.max_by_key(|previous| waiting::after(previous.period, previous.ending).earliest))
}

/// Of a tutor on a day: one that was cancelled, up to the day on which it was. R124-13.
fn tutored(conn: &mut Conn, tutor: i64, convention: &Convention, day: NaiveDate) -> Result<u32, Error> {
    let sql = Sql::with("select count(*) as n from convention c join convention_line l on l.id = c.id where c.tutor_id = ? and ", tutor)
        .then(counted(convention))
        .then(Sql::with(" and l.starts_on <= ?", day))
        .then(Sql::with(" and l.ends_on >= ?", day))
        .then(Sql::with(" and (c.cancelled_at is null or c.cancelled_at >= ?)", day));
    let counted: Vec<Number> = sql.load(conn)?;
    Ok(counted.first().map_or(0, |c| u32::try_from(c.n).unwrap_or(u32::MAX)))
}

#[derive(QueryableByName)]
struct Stay {
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Date)]
    ends_on: NaiveDate,
    #[diesel(sql_type = Nullable<Timestamp>)]
    cancelled_at: Option<NaiveDateTime>,
}

impl Stay {
    /// The days on which the intern was there: one that was cancelled, up to the day on which it was.
    fn period(&self) -> Option<Period> {
        let last = self.cancelled_at.map_or(self.ends_on, |at| at.date().min(self.ends_on));
        Period::new(self.starts_on, last).ok()
    }
}

fn stays(conn: &mut Conn, which: Sql, convention: &Convention, during: Period) -> Result<Vec<Period>, Error> {
    let sql = Sql::new("select l.starts_on, l.ends_on, c.cancelled_at from convention_line l ")
        .then(Sql::with("left join convention c on c.id = l.id and l.phase = ? where ", Phase::Cancelled.code()))
        .then(which)
        .and(" and ")
        .then(counted(convention))
        .then(Sql::with(" and l.starts_on <= ?", during.last()))
        .then(Sql::with(" and l.ends_on >= ?", during.first()))
        .and(&format!(" limit {ROWS}"));
    let stays: Vec<Stay> = sql.load(conn)?;
    Ok(stays.iter().filter_map(Stay::period).collect())
}
