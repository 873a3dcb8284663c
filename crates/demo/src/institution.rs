//! The institution as a whole.

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::{Centre, Criterion, resolve},
    convention::{Convention, Dossier, Enrolment},
    host::Contact,
    ids::{CentreId, ContactId, HostId},
    person::Teacher,
};
use tremplin_referential::Component;

use crate::{
    calendar, centres,
    conventions::{Conventions, Made},
    hosts::{self, DemoHost, Sketch},
    names,
    programmes::{self, Discipline},
    staff::{self, StaffMember},
    students::{self, DemoStudent, RESERVED},
};

/// A university with everything that the store needs to know of it.
#[derive(Debug, Clone)]
pub struct Institution {
    /// The day on which it is made: what is late, running or over depends on it.
    pub today: NaiveDate,
    /// Its centres.
    pub centres: Vec<Centre>,
    /// What ties programmes to centres.
    pub criteria: Vec<(Criterion, CentreId)>,
    /// Its components and steps.
    pub components: Vec<Component>,
    /// Staff, heads, observers, administrators, helpdesk.
    pub staff: Vec<StaffMember>,
    /// Teachers.
    pub teachers: Vec<Teacher>,
    students: usize,
    /// By which conventions go from student to student.
    stride: usize,
    hosts: usize,
    /// The places of hosts by discipline.
    takers: Vec<Vec<u32>>,
}

impl Institution {
    /// Makes it for a day, with about that many students: at least fifty, at most a million. Teachers and hosts follow:
    /// 40 and 120 for 400 students.
    pub fn generate(today: NaiveDate, students: usize) -> Self {
        let students = students.clamp(50, students::MOST);
        let hosts = (students * 3 / 10).clamp(120, hosts::MOST);
        let takes = |discipline: Discipline| {
            let places = (0..hosts).filter(|place| Sketch::at(*place).takes(discipline));
            places.filter_map(|place| u32::try_from(place).ok()).collect()
        };
        Self {
            today,
            centres: centres::all(),
            criteria: centres::criteria(),
            components: programmes::components(),
            staff: staff::staff(),
            teachers: staff::teachers((students / 10).clamp(40, 4_000)),
            students,
            stride: names::stride(students - RESERVED),
            hosts,
            takers: Discipline::ALL.into_iter().map(takes).collect(),
        }
    }

    /// How many students.
    pub const fn student_count(&self) -> usize {
        self.students
    }

    /// How many hosts.
    pub const fn host_count(&self) -> usize {
        self.hosts
    }

    /// The students, made one by one.
    pub fn students(&self) -> impl ExactSizeIterator<Item = DemoStudent> + '_ {
        (0..self.students).map(|place| DemoStudent::at(place, self.today))
    }

    /// The student in that place, 0 and up.
    pub fn student(&self, place: usize) -> Option<DemoStudent> {
        (place < self.students).then(|| DemoStudent::at(place, self.today))
    }

    /// The hosts with their services and contacts, made one by one.
    pub fn hosts(&self) -> impl ExactSizeIterator<Item = DemoHost> + '_ {
        (0..self.hosts).map(|place| DemoHost::at(place, self.beginning()))
    }

    /// A host by its id.
    pub fn host(&self, id: HostId) -> Option<DemoHost> {
        let place = usize::try_from(id.0.checked_sub(1)?).ok()?;
        (place < self.hosts).then(|| DemoHost::at(place, self.beginning()))
    }

    /// A centre by its id.
    pub fn centre(&self, id: CentreId) -> Option<&Centre> {
        self.centres.iter().find(|c| c.id == id)
    }

    /// That many conventions, made one by one in the order in which they were begun. One and a half a student is what three years give;
    /// with many more, a student's internships overlap.
    pub fn conventions(&self, count: usize) -> Conventions<'_> {
        Conventions::new(self, count)
    }

    /// A convention with everything around it; none if it is not of this institution.
    pub fn dossier(&self, made: &Made) -> Option<Dossier> {
        let convention: &Convention = &made.convention;
        let host = convention.host.and_then(|id| self.host(id));
        let person = |id: Option<ContactId>| -> Option<Contact> { host.as_ref()?.contacts.iter().find(|c| Some(c.id) == id).cloned() };
        let (tutor, signatory) = (person(convention.tutor), person(convention.signatory));
        Some(Dossier {
            student: made.student.clone(),
            centre: self.centre(convention.centre)?.clone(),
            service: host.as_ref().and_then(|h| h.services.iter().find(|s| Some(s.id) == convention.service).cloned()),
            teacher: self.teachers.iter().find(|t| Some(t.id) == convention.teacher).cloned(),
            host: host.map(|h| h.host),
            tutor,
            signatory,
            convention: convention.clone(),
        })
    }

    /// The centre of an enrolment; the institution's own takes what nothing ties.
    pub(crate) fn centre_of(&self, enrolment: &Enrolment) -> Option<&Centre> {
        let step = (enrolment.step_code.as_str(), enrolment.step_version.as_str());
        resolve(&self.criteria, &self.centres, step, &enrolment.component_code)
    }

    /// The places of the hosts that take students of a discipline.
    pub(crate) fn takers(&self, discipline: Discipline) -> &[u32] {
        let place = Discipline::ALL.into_iter().position(|d| d == discipline);
        place.and_then(|p| self.takers.get(p)).map_or(&[], Vec::as_slice)
    }

    /// The place of the student of the `index`th convention: neighbours are strangers, and each comes again after all the others.
    pub(crate) fn student_place(&self, index: usize) -> usize {
        let own = self.students - RESERVED;
        RESERVED + (index % own) * self.stride % own
    }

    /// Before everything that happens.
    fn beginning(&self) -> NaiveDateTime {
        calendar::at(calendar::shift(self.today, -1_200), 600)
    }
}
