//! A complete dossier of invented people.

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_domain::{
    centre::{Centre, Confidentiality, Level, StudentPrints, Validation},
    convention::{Convention, Dossier, Enrolment, Follow, Internship, Pay, Progress, Reach, Schedule},
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, ConventionId, ConventionNumber, HostId, ServiceId, StudentId, TeacherId},
    person::{Student, Teacher},
    year::AcademicYear,
};

pub(crate) fn noon() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap().and_hms_opt(12, 0, 0).unwrap()
}

fn contact(id: i64, last: &str) -> Contact {
    Contact {
        id: ContactId(id),
        host: HostId(5),
        service: Some(ServiceId(6)),
        centre: CentreId(3),
        title: "mrs".into(),
        last_name: last.into(),
        first_name: "Ana".into(),
        function: "Cheffe".into(),
        mail: "ana@lumen.example".into(),
        phone: "+33299000000".into(),
    }
}

fn address() -> Address {
    Address { street: "1 rue Haute".into(), postcode: "35000".into(), town: "Rennes".into(), country: "FR".into() }
}

pub(crate) fn centre() -> Centre {
    Centre {
        id: CentreId(3),
        name: "Droit".into(),
        level: Level::Ufr,
        address: String::new(),
        mail: "droit@univ.example".into(),
        phone: String::new(),
        signatory_name: "Le Doyen".into(),
        signatory_title: "doyen".into(),
        validations: vec![Validation::Pedagogical, Validation::Administrative],
        students_create: true,
        accepts_orphans: false,
        student_prints: StudentPrints::After(Validation::Pedagogical),
        allows_overlap: false,
        teacher_optional: false,
        alert_days: 10,
        previous_year_months: 2,
        mail_to_centre_only: false,
        confidentiality: Confidentiality::Total,
        teacher_maximum: 24,
        instructions: String::new(),
    }
}

pub(crate) fn dossier() -> Dossier {
    let convention = Convention {
        id: ConventionId(1),
        number: ConventionNumber { year: AcademicYear::starting(2026).unwrap(), sequence: 123 },
        version: 1,
        year: AcademicYear::starting(2026).unwrap(),
        student: StudentId(2),
        centre: CentreId(3),
        host: Some(HostId(5)),
        service: Some(ServiceId(6)),
        tutor: Some(ContactId(7)),
        teacher: Some(TeacherId(4)),
        signatory: Some(ContactId(8)),
        kind: "initial-compulsory".into(),
        language: "fr".into(),
        reach: Reach {
            street: "2 rue Basse".into(),
            postcode: "35000".into(),
            town: "Rennes".into(),
            country: "FR".into(),
            mail: "a@b.example".into(),
            phone: String::new(),
            mobile: "+33612345678".into(),
            cpam_name: "CPAM de Kerlann".into(),
            cpam_address: String::new(),
            social_cover: "general".into(),
        },
        enrolment: Enrolment {
            component_code: "DRT".into(),
            component: "Droit".into(),
            step_code: "M2DA".into(),
            step_version: "1".into(),
            step: "Master 2 Droit des affaires".into(),
            taught_hours: Some(320),
            ..Enrolment::default()
        },
        internship: Internship {
            theme: "law".into(),
            subject: "Baux commerciaux".into(),
            tasks: "Rédiger".into(),
            skills: "Droit des contrats".into(),
            starts_on: NaiveDate::from_ymd_opt(2027, 3, 1),
            ends_on: NaiveDate::from_ymd_opt(2027, 8, 27),
            zone: "metropole".into(),
            ..Internship::default()
        },
        schedule: Schedule { leave: "2 jours par mois".into(), presence_minutes: 52_080, duration_minutes: 52_080, ..Schedule::default() },
        pay: Pay {
            paid: Some(true),
            amount: Some(450),
            basis: "net".into(),
            per: "hour".into(),
            currency: "EUR".into(),
            means: "transfer".into(),
            ..Pay::default()
        },
        follow: Follow {
            origin: "spontaneous".into(),
            nature_of_work: "report".into(),
            validation_mode: "defence".into(),
            supervision: "Un appel par mois".into(),
            ..Follow::default()
        },
        progress: Progress::default(),
        created_at: noon(),
        created_by: "adupont".into(),
        updated_at: noon(),
    };
    Dossier {
        convention,
        student: Student {
            id: StudentId(2),
            number: "22004321".into(),
            login: "adupont".into(),
            last_name: "Dupont".into(),
            first_name: "Amélie".into(),
            sex: "female".into(),
            birth_date: NaiveDate::from_ymd_opt(2003, 5, 6),
            mail: "amelie.dupont@univ.example".into(),
        },
        centre: centre(),
        host: Some(Host {
            id: HostId(5),
            version: 1,
            name: "Atelier Lumen".into(),
            siret: None,
            foreign_id: String::new(),
            naf: "74.10Z".into(),
            kind: "private".into(),
            legal_status: "sarl".into(),
            headcount: "10-49".into(),
            address: address(),
            phone: String::new(),
            mail: String::new(),
            site: String::new(),
            activity: String::new(),
            manager: String::new(),
            source: Source::Staff,
            validated_at: Some(noon()),
        }),
        service: Some(Service {
            id: ServiceId(6),
            host: HostId(5),
            name: "Bureau d’études".into(),
            address: address(),
            phone: String::new(),
        }),
        tutor: Some(contact(7, "Nguyen")),
        signatory: Some(contact(8, "Lefèvre")),
        teacher: Some(Teacher {
            id: TeacherId(4),
            login: "mkeller".into(),
            last_name: "Keller".into(),
            first_name: "Maud".into(),
            mail: "maud.keller@univ.example".into(),
            phone: String::new(),
            function: "Maîtresse de conférences".into(),
            affiliation: "Droit privé".into(),
        }),
    }
}
