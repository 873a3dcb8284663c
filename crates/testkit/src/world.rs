//! A small institution: four centres, a handful of people, three hosts.

use tremplin_domain::{
    centre::{Centre, Confidentiality, Criterion, Level, StudentPrints, Validation},
    host::{Address, Contact, Host, Service, Source},
    ids::{CentreId, ContactId, HostId, ServiceId, StudentId, TeacherId},
    person::{Post, Right, Staff, Student, Teacher},
};
use tremplin_store::{
    Store,
    bulk::{self, Institution, Member, Role},
};

use crate::at;

/// The institution, as it is loaded. Centre 1 is the ETABLISSEMENT, 2 and 3 are components, 4 owns the company side.
/// Students 1 to 6, teachers 1 to 3, hosts 1 to 3; of each host one contact of each centre, of id `10 * (host - 1) + centre`.
#[derive(Debug, Clone)]
pub struct World {
    /// What is loaded.
    pub institution: Institution,
}

impl Default for World {
    fn default() -> Self {
        let centres = vec![
            Centre {
                level: Level::Etablissement,
                accepts_orphans: true,
                confidentiality: Confidentiality::Free,
                ..centre(1, "Établissement")
            },
            centre(2, "Droit"),
            Centre { validations: vec![Validation::Administrative, Validation::Pedagogical], ..centre(3, "Sciences") },
            Centre { level: Level::Entreprise, confidentiality: Confidentiality::Total, ..centre(4, "Entreprises") },
        ];
        let hosts = vec![
            host(1, "Éditions du Nord", Some("73282932000074"), "Lille"),
            host(2, "Cabinet Œuvrard & Fils", None, "Rennes"),
            host(3, "Hôpital Sainte-Hélène", None, "Besançon"),
        ];
        let contacts = hosts.iter().flat_map(|h| centres.iter().map(|c| contact(10 * (h.id.0 - 1) + c.id.0, h.id, c.id))).collect();
        let services = hosts.iter().map(|h| service(h.id.0, h.id)).collect();
        let criteria = vec![(Criterion::Component("DRT".to_owned()), CentreId(2)), (Criterion::Component("SCI".to_owned()), CentreId(3))];
        Self {
            institution: Institution {
                students: students(),
                teachers: teachers(),
                members: members(),
                centres,
                criteria,
                hosts,
                services,
                contacts,
            },
        }
    }
}

impl World {
    /// Loads it into a store.
    ///
    /// # Panics
    /// When the store refuses.
    #[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
    #[must_use]
    pub fn into_store(self, store: &Store) -> Self {
        store.write_blocking(|conn| bulk::institution(conn, &crate::admin(), &self.institution, at(0))).expect("the institution loaded");
        self
    }
}

/// A component's centre with three validations in the usual order.
pub fn centre(id: i64, name: &str) -> Centre {
    Centre {
        id: CentreId(id),
        name: name.to_owned(),
        level: Level::Ufr,
        address: "1 place de l’Université, 35000 Rennes".to_owned(),
        mail: format!("centre{id}@univ.example"),
        phone: "02 23 23 00 00".to_owned(),
        signatory_name: "Anne Le Gall".to_owned(),
        signatory_title: "Doyenne".to_owned(),
        validations: Validation::ALL.to_vec(),
        students_create: true,
        accepts_orphans: false,
        student_prints: StudentPrints::After(Validation::Administrative),
        allows_overlap: false,
        teacher_optional: false,
        alert_days: 15,
        previous_year_months: 3,
        mail_to_centre_only: false,
        confidentiality: Confidentiality::None,
        teacher_maximum: 24,
        instructions: String::new(),
    }
}

/// A validated host in France.
///
/// # Panics
/// When the SIRET is none.
#[expect(clippy::expect_used, reason = "a test stops where it cannot go on")]
pub fn host(id: i64, name: &str, siret: Option<&str>, town: &str) -> Host {
    Host {
        id: HostId(id),
        version: 0,
        name: name.to_owned(),
        siret: siret.map(|s| s.parse().expect("a SIRET")),
        foreign_id: String::new(),
        naf: "58.11Z".to_owned(),
        kind: "private".into(),
        legal_status: "sas".into(),
        headcount: "10-49".into(),
        address: Address { street: "12 rue Haute".to_owned(), postcode: "35000".to_owned(), town: town.to_owned(), country: "FR".into() },
        phone: "01 02 03 04 05".to_owned(),
        mail: "accueil@example.com".to_owned(),
        site: String::new(),
        activity: "Édition de livres".to_owned(),
        manager: "Jeanne Martin".to_owned(),
        source: Source::Staff,
        validated_at: Some(at(0)),
    }
}

fn service(id: i64, host: HostId) -> Service {
    let address =
        Address { street: "2 quai Ouest".to_owned(), postcode: "35000".to_owned(), town: "Rennes".to_owned(), country: "FR".into() };
    Service { id: ServiceId(id), host, name: "Direction juridique".to_owned(), address, phone: String::new() }
}

/// A person of a host, entered in a centre.
pub fn contact(id: i64, host: HostId, centre: CentreId) -> Contact {
    Contact {
        id: ContactId(id),
        host,
        service: None,
        centre,
        title: "mrs".into(),
        last_name: format!("Kervella {id}"),
        first_name: "Maud".to_owned(),
        function: "Responsable juridique".to_owned(),
        mail: format!("m.kervella{id}@example.com"),
        phone: "02 00 00 00 00".to_owned(),
    }
}

fn students() -> Vec<Student> {
    let names = [("Durand", "Hélène"), ("Nguyễn", "Minh"), ("Lefèvre", "Zoé"), ("N’Diaye", "Awa"), ("Œuvrard", "Éloi"), ("Abel", "Théo")];
    let student = |(id, (last, first)): (i64, (&str, &str))| Student {
        id: StudentId(id),
        number: format!("2180000{id}"),
        login: format!("s.{id}"),
        last_name: last.to_owned(),
        first_name: first.to_owned(),
        sex: "unknown".into(),
        birth_date: chrono::NaiveDate::from_ymd_opt(2004, 5, 6),
        mail: format!("s{id}@etu.univ.example"),
    };
    (1..).zip(names).map(student).collect()
}

fn teachers() -> Vec<Teacher> {
    let teacher = |id: i64| Teacher {
        id: TeacherId(id),
        login: format!("t.{id}"),
        last_name: ["Bréhat", "Cohen", "Da Silva"].get(usize::try_from(id - 1).unwrap_or(0)).copied().unwrap_or("Petit").to_owned(),
        first_name: "Élise".to_owned(),
        mail: format!("t{id}@univ.example"),
        phone: String::new(),
        function: "Maîtresse de conférences".to_owned(),
        affiliation: "Droit privé".to_owned(),
    };
    (1..=3).map(teacher).collect()
}

fn members() -> Vec<Member> {
    let someone = |login: &str| Staff {
        login: login.to_owned(),
        last_name: login.to_owned(),
        first_name: "Dominique".to_owned(),
        mail: format!("{login}@univ.example"),
    };
    let plain =
        |login: &str| Member { staff: someone(login), posts: Vec::new(), heads: Vec::new(), observes: Vec::new(), role: Role::None };
    let mut members = vec![
        Member { role: Role::InstitutionAdmin, ..plain("institution") },
        Member { role: Role::Helpdesk, ..plain("helpdesk") },
        Member { heads: vec![CentreId(2)], ..plain("head") },
        Member { observes: vec![CentreId(3)], ..plain("observer") },
    ];
    for right in Right::ALL {
        let posts = vec![Post { centre: CentreId(2), right, prints: right >= Right::Write, alerted: right == Right::Write }];
        members.push(Member { posts, ..plain(right.code()) });
    }
    members
}
