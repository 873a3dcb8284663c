//! Where a convention stands, for the helpdesk: status, turn, what blocks, timeline; no contact details, no grades, no subject.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::Validation,
    convention::{Dossier, Event, Phase, Status, Step, Turn, assessment::assess, ready},
    ids::{ConventionId, ConventionNumber},
    law::checks::{Finding, Moment, Parameters, Rule},
    policy::{Scope, Ties},
    year::AcademicYear,
};

use super::{facts::around, find};
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
    /// The steps that lack an answer or contradict another, while the convention is not validated.
    pub missing: Vec<Step>,
    /// The rules that stop it, while it is not validated: which, and nothing of what they found.
    pub stopping: Vec<Rule>,
    /// How many of the five have signed.
    pub signatures: u8,
    /// What happened, the earliest first. Reasons only for those who may read the convention.
    pub timeline: Vec<Event>,
}

/// Finds by a convention's number or a student's; the latest first. At most twelve statements, and four more for each that is not validated.
pub fn lookup(conn: &mut Conn, scope: &Scope, asked: &str, today: NaiveDate, parameters: &Parameters) -> Result<Vec<StatusCard>, Error> {
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
    let mut cards = Vec::with_capacity(dossiers.len());
    for dossier in &dossiers {
        let timeline = events.remove(&dossier.convention.id.0).unwrap_or_default();
        let (missing, stopping) = obstacles(conn, scope, dossier, &timeline, today, parameters)?;
        cards.push(StatusCard { missing, stopping, ..card(scope, dossier, timeline, today) });
    }
    Ok(cards)
}

/// What keeps a convention from its next decision: the steps that lack an answer or contradict another, and the rules that stop it.
fn obstacles(
    conn: &mut Conn,
    scope: &Scope,
    dossier: &Dossier,
    timeline: &[Event],
    today: NaiveDate,
    parameters: &Parameters,
) -> Result<(Vec<Step>, Vec<Rule>), Error> {
    let (progress, wanted) = (&dossier.convention.progress, &dossier.centre.validations);
    let moment = match progress.phase(wanted) {
        Phase::Draft | Phase::Returned => Moment::Submission,
        Phase::Submitted | Phase::PartlyValidated if wanted.iter().filter(|v| !progress.has(**v)).count() > 1 => Moment::Validation,
        Phase::Submitted | Phase::PartlyValidated => Moment::Signature,
        _ => return Ok((Vec::new(), Vec::new())),
    };
    let (missing, clashes) = (ready::missing(dossier, moment), ready::clashes(dossier));
    let missing: BTreeSet<_> = missing.iter().map(|(step, _)| *step).chain(clashes.iter().map(|(step, _)| *step)).collect();
    let assessment = assess(dossier, &around(conn, scope.reach(), dossier, timeline)?, today, parameters);
    // What the steps lack already says what a rule misses.
    let told = |finding| finding == Finding::Missing && !missing.is_empty();
    let stopping = assessment.blocking(moment).into_iter().filter(|check| !told(check.finding)).map(|check| check.rule).collect();
    Ok((missing.into_iter().collect(), stopping))
}

fn card(scope: &Scope, dossier: &Dossier, mut timeline: Vec<Event>, today: NaiveDate) -> StatusCard {
    let (convention, wanted) = (&dossier.convention, &dossier.centre.validations);
    let (progress, internship) = (&convention.progress, &convention.internship);
    let phase = progress.phase(wanted);
    if !scope.reach().covers(&Ties::of(convention, &dossier.centre)) {
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
        missing: Vec::new(),
        stopping: Vec::new(),
        signatures: progress.signatures,
        timeline,
    }
}
