//! A complete dossier of invented people, and words for its codes.

use chrono::{NaiveDate, NaiveDateTime};
use tremplin_documents::{Institution, Language};
use tremplin_domain::{
    centre::{Centre, Confidentiality, Level, StudentPrints, Validation},
    convention::{Convention, Dossier, Enrolment, Follow, Internship, Pay, Progress, Reach, Schedule, rows::CourseElement},
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, ConventionId, ConventionNumber, HostId, ServiceId, StudentId, TeacherId},
    nomenclature::{Code, List},
    person::{Student, Teacher},
    year::AcademicYear,
};

/// A day that exists.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn noon() -> NaiveDateTime {
    day(2026, 11, 2).and_hms_opt(12, 0, 0).unwrap_or_default()
}

/// The institution of the sample.
pub(crate) fn institution() -> Institution {
    Institution {
        name: "Université de Valombre".into(),
        address: "1 place de l’Université, 35990 Valombre".into(),
        representative: "La présidente de l’université".into(),
    }
}

/// Labels as the interface has them, for the codes of the sample; any other code is its own label.
pub(crate) fn labels(language: Language, list: List, code: &Code) -> String {
    let (fr, en) = match (list, code.as_str()) {
        (List::Kind, "initial-compulsory") => ("Formation initiale, stage obligatoire", "Initial training, compulsory internship"),
        (List::Kind, "gap-year") => ("Césure", "Gap year"),
        (List::Kind, "continuing") => ("Formation continue", "Continuing education"),
        (List::Sex, "female") => ("Féminin", "Female"),
        (List::SocialCover, _) => ("Régime général", "General scheme"),
        (List::Theme, _) => ("Droit, administration publique", "Law, public administration"),
        (List::WorkingTime, _) => ("Temps plein", "Full time"),
        (List::PayMeans, _) => ("Virement", "Bank transfer"),
        (List::ValidationMode, _) => ("Soutenance", "Oral defence"),
        (List::NatureOfWork, _) => ("Rapport", "Report"),
        (List::HostType, "private") => ("Entreprise privée", "Private company"),
        (List::HostType, "administration") => ("Administration", "Administration"),
        (List::LegalStatus, "sarl") => ("SARL", "Limited company"),
        (List::Headcount, _) => ("10 à 49", "10 to 49"),
        (List::Zone, "metropole") => ("France métropolitaine", "Metropolitan France"),
        (List::Zone, "abroad") => ("Étranger", "Abroad"),
        (List::Country, "DE") => ("Allemagne", "Germany"),
        (List::Country, "FR") => ("France", "France"),
        (List::Interruption, "closure") => ("Fermeture de l’organisme", "Closure of the organisation"),
        (List::Interruption, "leave") => ("Congé (compte dans la durée)", "Leave (counts in the duration)"),
        (_, other) => (other, other),
    };
    match language {
        Language::Fr => fr.to_owned(),
        Language::En => en.to_owned(),
    }
}

fn contact(id: i64, first: &str, last: &str, function: &str) -> Contact {
    Contact {
        id: ContactId(id),
        host: HostId(5),
        service: Some(ServiceId(6)),
        centre: CentreId(3),
        title: "mrs".into(),
        last_name: last.into(),
        first_name: first.into(),
        function: function.into(),
        mail: format!("{}@lumen.example", last.to_lowercase()),
        phone: "+33 2 99 00 00 00".into(),
    }
}

fn address(street: &str) -> Address {
    Address { street: street.into(), postcode: "35000".into(), town: "Rennes".into(), country: "FR".into() }
}

fn centre() -> Centre {
    Centre {
        id: CentreId(3),
        name: "Bureau des stages de droit".into(),
        level: Level::Ufr,
        address: "9 rue des Glycines, 35990 Valombre".into(),
        mail: "stages-droit@univ-valombre.example".into(),
        phone: "+33 2 99 11 22 33".into(),
        signatory_name: "Solène Abgrall".into(),
        signatory_title: "doyenne de la faculté de droit, par délégation de la présidente".into(),
        validations: vec![Validation::Pedagogical, Validation::Administrative],
        students_create: true,
        accepts_orphans: false,
        student_prints: StudentPrints::OnceSubmitted,
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

fn convention(year: AcademicYear) -> Convention {
    Convention {
        id: ConventionId(1),
        number: ConventionNumber { year, sequence: 123 },
        version: 1,
        year,
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
            mail: "amelie@courriel.example".into(),
            mobile: "+33 6 12 34 56 78".into(),
            cpam_name: "CPAM d’Ille-et-Vilaine".into(),
            social_cover: "general".into(),
            ..Reach::default()
        },
        enrolment: Enrolment {
            component_code: "DRT".into(),
            component: "Faculté de droit et de science politique".into(),
            step_code: "M2DA".into(),
            step_version: "1".into(),
            step: "Master 2 Droit des affaires, parcours Droit des contrats et de la distribution".into(),
            diploma: "Master Droit des affaires".into(),
            taught_hours: Some(1_320),
            elements: vec![CourseElement { code: "DA4S01".into(), label: "Stage de fin d’études".into(), credits: 1_250 }],
            ..Enrolment::default()
        },
        internship: Internship {
            theme: "law".into(),
            subject: "Révision des baux commerciaux d’un réseau de boutiques".into(),
            tasks: "Recenser les baux et leurs échéances.\nRédiger des projets d’avenant et des notes de synthèse.".into(),
            skills: "Analyser un contrat ; négocier une clause ; rendre compte à l’oral et par écrit.".into(),
            starts_on: Some(day(2027, 3, 1)),
            ends_on: Some(day(2027, 8, 27)),
            zone: "metropole".into(),
            ..Internship::default()
        },
        schedule: Schedule { leave: "deux jours par mois de présence".into(), ..Schedule::default() },
        pay: Pay {
            paid: Some(true),
            amount: Some(450),
            basis: "net".into(),
            per: "hour".into(),
            currency: "EUR".into(),
            means: "transfer".into(),
            benefits: "titres-restaurant à partir du premier jour".into(),
            ..Pay::default()
        },
        follow: Follow {
            origin: "spontaneous".into(),
            nature_of_work: "report".into(),
            validation_mode: "defence".into(),
            supervision: "Un appel par mois, une visite à mi-stage.".into(),
            ..Follow::default()
        },
        progress: Progress::default(),
        created_at: noon(),
        created_by: "adupont".into(),
        updated_at: noon(),
    }
}

fn host() -> Host {
    Host {
        id: HostId(5),
        version: 1,
        name: "Atelier Lumen".into(),
        siret: "73282932000074".parse().ok(),
        foreign_id: String::new(),
        naf: "74.10Z".into(),
        kind: "private".into(),
        legal_status: "sarl".into(),
        headcount: "10-49".into(),
        address: address("1 rue Haute"),
        phone: String::new(),
        mail: "bonjour@lumen.example".into(),
        site: String::new(),
        activity: String::new(),
        manager: String::new(),
        source: Source::Staff,
        validated_at: Some(noon()),
    }
}

/// A complete dossier: France, private host, regular weeks.
pub(crate) fn dossier() -> Dossier {
    let year = AcademicYear::of(day(2026, 11, 2));
    Dossier {
        convention: convention(year),
        student: Student {
            id: StudentId(2),
            number: "22004321".into(),
            login: "adupont".into(),
            last_name: "Dupont".into(),
            first_name: "Amélie".into(),
            sex: "female".into(),
            birth_date: Some(day(2003, 5, 6)),
            mail: "amelie.dupont@univ-valombre.example".into(),
        },
        centre: centre(),
        host: Some(host()),
        service: Some(Service {
            id: ServiceId(6),
            host: HostId(5),
            name: "Bureau d’études".into(),
            address: address("12 quai Saint-Cast"),
            phone: String::new(),
        }),
        tutor: Some(contact(7, "Ana", "Nguyen", "Responsable juridique")),
        signatory: Some(contact(8, "Yann", "Lefèvre", "Gérant")),
        teacher: Some(Teacher {
            id: TeacherId(4),
            login: "mkeller".into(),
            last_name: "Keller".into(),
            first_name: "Maud".into(),
            mail: "maud.keller@univ-valombre.example".into(),
            phone: "+33 2 99 44 55 66".into(),
            function: "Maîtresse de conférences".into(),
            affiliation: "Droit privé".into(),
        }),
    }
}
