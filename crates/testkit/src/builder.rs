//! Conventions as a test wants them.

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::{Centre, Validation},
    convention::{Convention, Done, Enrolment, Event, EventKind, Follow, Internship, Pay, Phase, Progress, Reach, Returned, Schedule},
    host::Host,
    ids::{CentreId, ContactId, ConventionId, ConventionNumber, HostId, ServiceId, StudentId, TeacherId},
    person::Student,
    year::AcademicYear,
};
use tremplin_store::bulk::Loaded;

use crate::world::World;

/// A day, from its text.
///
/// # Panics
/// When it is none.
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A moment of 2 March 2026, so many minutes after eight.
///
/// # Panics
/// Never: minutes are taken modulo a day.
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
pub fn at(minutes: i64) -> NaiveDateTime {
    let eight = day("2026-03-02").and_hms_opt(8, 0, 0).expect("eight o'clock");
    eight + chrono::TimeDelta::minutes(minutes)
}

/// A phase that a builder brings its convention to.
pub type At = Phase;

/// A convention in the making; what is not said is ordinary.
#[derive(Debug, Clone)]
pub struct Builder {
    convention: Convention,
    phase: Phase,
}

impl Builder {
    /// Convention of that id: student 1, centre 2, a draft of the year 2025, complete and lawful.
    ///
    /// # Panics
    /// For an id that no number can follow.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn new(id: i64) -> Self {
        let year = AcademicYear::starting(2025).expect("a year");
        let number = ConventionNumber { year, sequence: u32::try_from(id).expect("a small id") };
        let convention = Convention {
            id: ConventionId(id),
            number,
            version: 0,
            year,
            student: StudentId(1),
            centre: CentreId(2),
            host: Some(HostId(1)),
            service: Some(ServiceId(1)),
            tutor: Some(ContactId(2)),
            teacher: Some(TeacherId(1)),
            signatory: Some(ContactId(2)),
            kind: "initial-compulsory".into(),
            language: "fr".into(),
            reach: Reach {
                street: "3 rue des Lilas".to_owned(),
                postcode: "35000".to_owned(),
                town: "Rennes".to_owned(),
                country: "FR".into(),
                mail: "h.durand@example.org".to_owned(),
                cpam_name: "CPAM d’Ille-et-Vilaine".to_owned(),
                social_cover: "general".into(),
                ..Reach::default()
            },
            enrolment: Enrolment {
                component_code: "DRT".to_owned(),
                component: "Faculté de droit".to_owned(),
                step_code: "DRT3".to_owned(),
                step_version: "121".to_owned(),
                step: "Licence de droit, troisième année".to_owned(),
                taught_hours: Some(420),
                ..Enrolment::default()
            },
            internship: Internship {
                theme: "law".into(),
                subject: "Veille juridique".to_owned(),
                tasks: "Recherche documentaire".to_owned(),
                skills: "Rédiger une note".to_owned(),
                starts_on: Some(day("2026-04-01")),
                ends_on: Some(day("2026-06-30")),
                zone: "metropole".into(),
                ..Internship::default()
            },
            schedule: Schedule { leave: "2 jours par mois".to_owned(), ..Schedule::default() },
            pay: Pay {
                paid: Some(true),
                amount: Some(450),
                per: "hour".into(),
                basis: "net".into(),
                currency: "EUR".into(),
                means: "transfer".into(),
                ..Pay::default()
            },
            follow: Follow {
                supervision: "Une visite et un appel par mois".to_owned(),
                origin: "spontaneous".into(),
                nature_of_work: "report".into(),
                validation_mode: "report".into(),
                ..Follow::default()
            },
            progress: Progress::default(),
            created_at: at(0),
            created_by: "s.1".to_owned(),
            updated_at: at(0),
        };
        Self { convention, phase: Phase::Draft }
    }

    /// Of that student.
    #[must_use]
    pub const fn student(mut self, id: i64) -> Self {
        self.convention.student = StudentId(id);
        self
    }

    /// Of that centre, with the contacts of the host that belong to it.
    #[must_use]
    pub const fn centre(mut self, id: i64) -> Self {
        self.convention.centre = CentreId(id);
        self
    }

    /// Followed by that teacher, or by none.
    #[must_use]
    pub fn teacher(mut self, id: Option<i64>) -> Self {
        self.convention.teacher = id.map(TeacherId);
        self
    }

    /// In that host, without service and people of it.
    #[must_use]
    pub const fn host(mut self, id: i64) -> Self {
        self.convention.host = Some(HostId(id));
        self.convention.service = None;
        self.convention.tutor = None;
        self.convention.signatory = None;
        self
    }

    /// From a first day to a last one.
    #[must_use]
    pub fn dates(mut self, starts_on: &str, ends_on: &str) -> Self {
        self.convention.internship.starts_on = Some(day(starts_on));
        self.convention.internship.ends_on = Some(day(ends_on));
        self
    }

    /// Brought to a phase.
    #[must_use]
    pub const fn in_phase(mut self, phase: Phase) -> Self {
        self.phase = phase;
        self
    }

    /// Changed in any way.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Convention)) -> Self {
        change(&mut self.convention);
        self
    }

    /// The convention, where its centre has these validations.
    pub fn build(mut self, wanted: &[Validation]) -> Convention {
        self.convention.recount();
        let teacher = self.convention.teacher.map_or_else(|| "staff".to_owned(), |id| format!("t.{id}"));
        self.convention.progress = progress(self.phase, wanted, self.convention.id.0, &teacher);
        self.convention
    }
}

fn progress(phase: Phase, wanted: &[Validation], id: i64, teacher: &str) -> Progress {
    let begun = at(id);
    let submitted = phase != Phase::Draft;
    let count = match phase {
        Phase::Draft | Phase::Submitted | Phase::Returned => 0,
        Phase::PartlyValidated => 1,
        _ => wanted.len(),
    };
    let by = |validation| if validation == Validation::Pedagogical { teacher } else { "staff" };
    let given = wanted.iter().take(count).map(|v| Done { validation: *v, by: by(*v).to_owned(), at: begun });
    Progress {
        submitted_at: submitted.then_some(begun),
        returned: (phase == Phase::Returned).then(|| Returned { at: begun, reason: "Préciser les activités".to_owned() }),
        validations: given.collect(),
        sent_at: matches!(phase, Phase::SentForSignature | Phase::PartlySigned | Phase::Signed).then_some(begun),
        signatures: match phase {
            Phase::PartlySigned => 2,
            Phase::Signed => 5,
            _ => 0,
        },
        signed_at: (phase == Phase::Signed).then_some(begun),
        cancelled_at: (phase == Phase::Cancelled).then_some(begun),
        broken_off_on: (phase == Phase::BrokenOff).then(|| day("2026-05-04")),
    }
}

impl World {
    /// Loads conventions into a store, over this institution.
    ///
    /// # Panics
    /// When they refer to what the institution does not have.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    pub fn load(&self, store: &tremplin_store::Store, builders: impl IntoIterator<Item = Builder>) -> Vec<Convention> {
        let centre = |id: CentreId| -> &Centre { self.institution.centres.iter().find(|c| c.id == id).expect("a centre") };
        let student = |id: StudentId| -> &Student { self.institution.students.iter().find(|s| s.id == id).expect("a student") };
        let host = |id: HostId| -> &Host { self.institution.hosts.iter().find(|h| h.id == id).expect("a host") };
        let built: Vec<Convention> = builders
            .into_iter()
            .map(|b| {
                let wanted = centre(b.convention.centre).validations.clone();
                b.build(&wanted)
            })
            .collect();
        let event = |c: &Convention| Event {
            kind: EventKind::Created,
            by: c.created_by.clone(),
            by_name: String::new(),
            at: c.created_at,
            note: String::new(),
        };
        let events: Vec<[Event; 1]> = built.iter().map(|c| [event(c)]).collect();
        let rows = built.iter().zip(&events).map(|(c, events)| Loaded {
            convention: c,
            student: student(c.student),
            centre: centre(c.centre),
            host: c.host.map(host),
            events,
        });
        let rows: Vec<_> = rows.collect();
        store.write_blocking(|conn| tremplin_store::bulk::conventions(conn, &crate::admin(), &rows)).expect("conventions loaded");
        built
    }
}
