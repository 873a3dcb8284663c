//! Where a convention stands, for the helpdesk: status, turn, what blocks, timeline; no contact details, no grades, no subject.

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::Validation,
    convention::{Dossier, Event, Phase, Status, Turn},
    ids::{ConventionId, ConventionNumber},
    policy::{Facts, Scope},
    year::AcademicYear,
};

use super::find;
use crate::{connection::Conn, error::Error, sql::Sql};

/// At most as many cards.
const CARDS: usize = 12;

/// Where a convention stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusCard {
    /// The convention.
    pub id: ConventionId,
    /// Its number.
    pub number: ConventionNumber,
    /// Its academic year.
    pub year: AcademicYear,
    /// Its centre's name.
    pub centre: String,
    /// Where it stands.
    pub phase: Phase,
    /// Where it stands, with the calendar.
    pub status: Status,
    /// Whose turn it is.
    pub turn: Turn,
    /// Since when.
    pub since: NaiveDateTime,
    /// The validations that its centre wants, in order.
    pub wanted: Vec<Validation>,
    /// The one that is waited for, while one is.
    pub awaited: Option<Validation>,
    /// How many of the five have signed.
    pub signatures: u8,
    /// What happened, the earliest first. Reasons only for those who may read the convention.
    pub timeline: Vec<Event>,
}

/// Finds by a convention's number or a student's; the latest first. At most twelve statements.
pub fn lookup(conn: &mut Conn, scope: &Scope, asked: &str, today: NaiveDate) -> Result<Vec<StatusCard>, Error> {
    let asked = asked.trim();
    if asked.is_empty() || asked.chars().count() > 40 {
        return Ok(Vec::new());
    }
    let condition = match asked.parse::<ConventionNumber>() {
        Ok(number) => find::numbered(number),
        Err(_) => Sql::with("l.student_id in (select s.id from student s where s.number = ?)", asked),
    };
    let mut ids = find::readable(conn, &scope.lookup_reach(), condition, 200)?;
    ids.reverse();
    ids.truncate(CARDS);
    let mut events = find::events(conn, &ids)?;
    let dossiers = find::load(conn, &ids)?;
    Ok(dossiers.iter().map(|d| card(scope, d, events.remove(&d.convention.id.0).unwrap_or_default(), today)).collect())
}

fn card(scope: &Scope, dossier: &Dossier, mut timeline: Vec<Event>, today: NaiveDate) -> StatusCard {
    let (convention, wanted) = (&dossier.convention, &dossier.centre.validations);
    let (progress, internship) = (&convention.progress, &convention.internship);
    let phase = progress.phase(wanted);
    if !scope.reach().covers(&Facts::of(convention, &dossier.centre)) {
        for event in &mut timeline {
            event.note.clear();
        }
    }
    StatusCard {
        id: convention.id,
        number: convention.number,
        year: convention.year,
        centre: dossier.centre.name.clone(),
        phase,
        status: Status::on(phase, internship.starts_on, internship.ends_on, today),
        turn: progress.turn(wanted),
        since: progress.since(convention.created_at),
        wanted: wanted.clone(),
        awaited: progress.next(wanted).filter(|_| matches!(phase, Phase::Submitted | Phase::PartlyValidated)),
        signatures: progress.signatures,
        timeline,
    }
}
