//! Conventions, made one by one in the order in which they were begun.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::Centre,
    convention::{Convention, Enrolment, Event, Follow, Internship, Pay, Progress, Schedule},
    ids::{ConventionId, ConventionNumber},
    law::period::monday,
    person::{Student, Teacher},
    year::AcademicYear,
};
use tremplin_referential::EnrolmentChoice;

use crate::{
    calendar::{self, Rhythm},
    cast::{self, Fate, Part, Story},
    hosts::Sketch,
    institution::Institution,
    internship, pay,
    programmes::{Grade, Step},
    random::{Random, Stream},
    staff,
    students::DemoStudent,
    subjects,
    timeline::{self, Actors, Who},
};

/// A convention with its timeline and its student.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The convention, its id counted from 1.
    pub convention: Convention,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// Its student, for the columns that lists are sorted and searched by.
    pub student: Student,
}

/// Makes conventions; keeps only the next number of each year.
#[derive(Debug, Clone)]
pub struct Conventions<'a> {
    institution: &'a Institution,
    rhythm: Rhythm,
    count: usize,
    next: usize,
    sequences: BTreeMap<AcademicYear, u32>,
}

impl<'a> Conventions<'a> {
    pub(crate) fn new(institution: &'a Institution, count: usize) -> Self {
        Self { institution, rhythm: Rhythm::new(institution.today), count, next: 0, sequences: BTreeMap::new() }
    }

    fn number(&mut self, begun: NaiveDate) -> ConventionNumber {
        let year = AcademicYear::of(begun);
        let sequence = self.sequences.entry(year).or_default();
        *sequence += 1;
        ConventionNumber { year, sequence: *sequence }
    }
}

impl Iterator for Conventions<'_> {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        while self.next < self.count {
            let index = self.next;
            self.next += 1;
            let begun = self.rhythm.begun(index, self.count);
            let number = self.number(begun.date());
            let made = make(self.institution, index, begun, number, cast::part_of(index, self.count));
            if made.is_some() {
                return made;
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.count - self.next))
    }
}

fn make(institution: &Institution, index: usize, begun: NaiveDateTime, number: ConventionNumber, part: Option<&Part>) -> Option<Made> {
    let seed = u64::try_from(index).unwrap_or(0);
    let mut random = Random::new(Stream::Story, seed);
    let today = institution.today;
    let Fate { story, starts_on } = cast::fate(begun, today, part, &mut random);
    let person = DemoStudent::at(part.map_or_else(|| institution.student_place(index), |p| p.student), today);
    let (choice, step) = enrolled(&person, starts_on, today)?;
    let starts_on = within(&choice, starts_on);
    let centre = institution.centre_of(&choice.enrolment)?;

    let mut random = Random::new(Stream::Internship, seed);
    let host = host(institution, &person, &mut random)?;
    let (tutor, signatory) = host.people(centre.id, &mut random);
    let teacher = teacher(institution, &person, centre, part, &mut random);
    let language = if host.is_abroad() && random.percent(60) { "en" } else { "fr" };
    let (ends_on, schedule) = internship::schedule(step.grade, choice.year, starts_on, &mut random);
    let student = person.student.clone();
    let author = author(&student, centre, &mut random);
    let mut convention = Convention {
        id: ConventionId(i64::try_from(index).unwrap_or(0) + 1),
        number,
        version: 1,
        year: choice.year,
        student: student.id,
        centre: centre.id,
        host: Some(host.id()),
        service: host.service(&mut random),
        tutor: Some(tutor),
        teacher: teacher.map(|t| t.id),
        signatory: Some(signatory),
        kind: kind(&choice, step, &mut random).into(),
        language: language.into(),
        reach: person.reach.clone(),
        enrolment: choice.enrolment,
        internship: internship::content(person.discipline(), language, (starts_on, ends_on), host.town.zone, &mut random),
        schedule,
        pay: Pay::default(),
        follow: follow(step.grade, &host, &mut random),
        progress: Progress::default(),
        created_at: begun,
        created_by: author.0.clone(),
        updated_at: begun,
    };
    convention.recount();
    if convention.schedule.presence_minutes == 0 {
        // A single day, and a public holiday: the whole week instead.
        convention.internship.ends_on = Some(calendar::shift(starts_on, 4));
        convention.recount();
    }
    let mut told = Random::new(Stream::Timeline, seed);
    let actors = Actors { author, teacher: teacher.map(|t| (t.login.clone(), format!("{} {}", t.first_name, t.last_name))) };
    let events = timeline::play(&mut convention, story, centre, &actors, today, &mut told);
    let signed = convention.progress.signed_at.map_or(starts_on, |at| at.date());
    convention.pay = pay::pay(&host, convention.schedule.duration_minutes, starts_on, signed, &mut random);
    if let Story::Draft(steps) = story {
        leave_unfinished(&mut convention, steps);
    }
    Some(Made { convention, events, student })
}

/// The enrolment for an internship that starts then: that of its academic year, or the student's last.
fn enrolled(person: &DemoStudent, starts_on: NaiveDate, today: NaiveDate) -> Option<(EnrolmentChoice, &'static Step)> {
    let year = AcademicYear::of(starts_on).min(calendar::latest_year(today));
    let years = [year, year.min(calendar::current_year(today))];
    years.into_iter().find_map(|year| Some((person.enrolment(year)?, person.step(year)?)))
}

/// Whoever is not enrolled any more later begins in the September after their year at the latest.
fn within(choice: &EnrolmentChoice, starts_on: NaiveDate) -> NaiveDate {
    let latest = choice.year.enrolment().map(|year| monday(calendar::shift(year.last(), -10)));
    latest.map_or(starts_on, |latest| starts_on.min(latest))
}

fn host(institution: &Institution, person: &DemoStudent, random: &mut Random) -> Option<Sketch> {
    let place = random.pick(institution.takers(person.discipline()))?;
    Some(Sketch::at(usize::try_from(place).ok()?))
}

fn teacher<'a>(
    institution: &'a Institution,
    person: &DemoStudent,
    centre: &Centre,
    part: Option<&Part>,
    random: &mut Random,
) -> Option<&'a Teacher> {
    if let Some(place) = part.and_then(|p| p.teacher) {
        return institution.teachers.get(place);
    }
    if centre.teacher_optional && random.percent(15) {
        return None;
    }
    institution.teachers.get(staff::place_in(person.track().component, institution.teachers.len(), random))
}

/// The student, or the office where students do not create; now and then the office anyhow.
fn author(student: &Student, centre: &Centre, random: &mut Random) -> Who {
    let by_office = random.percent(7);
    if centre.students_create && !by_office {
        return (student.login.clone(), format!("{} {}", student.first_name, student.last_name));
    }
    let (login, name) = staff::clerk(centre.id, random);
    (login.to_owned(), name)
}

fn kind(choice: &EnrolmentChoice, step: &Step, random: &mut Random) -> &'static str {
    if choice.kind.is_some() {
        "continuing"
    } else if matches!(step.grade, Grade::L3 | Grade::M1) && random.percent(6) {
        "gap-year"
    } else if step.grade.terms().compulsory {
        "initial-compulsory"
    } else {
        "initial-recommended"
    }
}

fn follow(grade: Grade, host: &Sketch, random: &mut Random) -> Follow {
    let (work, validation) = match grade {
        Grade::L1 | Grade::L2 | Grade::B1 => ("report", random.weighted(&[(3, "report"), (1, "attendance")])),
        Grade::M2 => ("thesis", "report-and-defence"),
        _ => (
            random.weighted(&[(5, "report"), (2, "project"), (1, "portfolio")]),
            random.weighted(&[(3, "report-and-defence"), (2, "defence"), (1, "host-evaluation")]),
        ),
    };
    Follow {
        origin: random.weighted(&[(3, "offer"), (4, "spontaneous"), (2, "network"), (2, "programme"), (1, "previous-host")]).into(),
        offer: String::new(),
        nature_of_work: work.into(),
        validation_mode: validation.into(),
        supervision: random.word(subjects::SUPERVISION).into(),
        cover_abroad: host.is_abroad().then(|| random.percent(50)),
        aims_checked: false,
        comment: if random.percent(8) {
            random
                .word(&[
                    "Attestation de responsabilité civile reçue.",
                    "Rappeler l’établissement avant validation.",
                    "Vu avec la responsable de formation.",
                ])
                .into()
        } else {
            String::new()
        },
    }
}

/// Takes back what the steps after those would have filled.
fn leave_unfinished(convention: &mut Convention, steps: u8) {
    if steps < 2 {
        convention.host = None;
    }
    if steps < 3 {
        convention.service = None;
    }
    if steps < 4 {
        convention.tutor = None;
    }
    if steps < 5 {
        convention.internship = Internship::default();
        convention.schedule = Schedule::default();
        convention.pay = Pay::default();
        convention.follow = Follow::default();
    }
    if steps < 6 {
        convention.teacher = None;
    }
    if steps < 7 {
        convention.signatory = None;
    }
    if steps < 1 {
        convention.enrolment = Enrolment::default();
    }
}
