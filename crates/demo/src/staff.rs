//! Teachers, office staff and the other people of the institution; the demo's personas.

use std::collections::BTreeSet;

use tremplin_domain::{
    centre::Validation,
    ids::{CentreId, TeacherId},
    person::{Post, Right, Staff, Teacher},
    text,
};

use crate::{
    DOMAIN,
    centres::{COMPANIES, INSTITUTION, LAW, PSYCHOLOGY, SCIENCE, TECHNOLOGY},
    names,
    programmes::{COMPONENTS, TRACKS},
    random::{Random, Stream},
    students::mail_name,
};

/// Somebody who works for the institution, with everything that grants something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Who.
    pub staff: Staff,
    /// Posts in centres.
    pub posts: Vec<Post>,
    /// Centres whose pedagogical head they are.
    pub heads: Vec<CentreId>,
    /// Centres they observe.
    pub observes: Vec<CentreId>,
    /// Whether they administer the institution.
    pub institution_admin: bool,
    /// Whether they are of the helpdesk.
    pub helpdesk: bool,
}

impl StaffMember {
    /// As a list shows them.
    pub fn name(&self) -> String {
        format!("{} {}", self.staff.first_name, self.staff.last_name)
    }
}

/// Teachers whose names are known beforehand: login, last name, first name, each in the component of their place.
const TEACHERS: [(&str, &str, &str); 5] = [
    ("mkeller", "Keller", "Maud"),
    ("plamy", "Lamy", "Paul-Émile"),
    ("ssylla", "Sylla", "Salimata"),
    ("hlegoff", "Le Goff", "Hervé"),
    ("cvasseur", "Vasseur", "Claire"),
];

/// The place of the law persona among the teachers.
pub(crate) const LAW_TEACHER: usize = 0;
/// The place of the science persona among the teachers.
pub(crate) const SCIENCE_TEACHER: usize = 1;

/// That many teachers, the personas first; each of one component.
pub(crate) fn teachers(count: usize) -> Vec<Teacher> {
    let mut logins = BTreeSet::new();
    (0..count.max(TEACHERS.len())).map(|index| teacher(index, &mut logins)).collect()
}

/// The component of a teacher, by place.
fn component_of(index: usize) -> usize {
    index % COMPONENTS.len()
}

/// The place of a teacher of that component, among so many.
pub(crate) fn place_in(component: usize, count: usize, random: &mut Random) -> usize {
    component + random.below(count / COMPONENTS.len()) * COMPONENTS.len()
}

fn teacher(index: usize, logins: &mut BTreeSet<String>) -> Teacher {
    let mut random = Random::new(Stream::Teacher, u64::try_from(index).unwrap_or(0));
    let component = component_of(index);
    let (login, last, first, female) = if let Some((login, last, first)) = TEACHERS.get(index) {
        ((*login).to_owned(), *last, *first, !matches!(*first, "Hervé" | "Paul-Émile"))
    } else {
        let name = names::name(index * 7 + 4_001);
        (free_login(name.first, name.last, logins), name.last, name.first, name.sex == "female")
    };
    logins.insert(login.clone());
    let function = match (random.below(5), female) {
        (0, true) => "Professeure des universités",
        (0, false) => "Professeur des universités",
        (1, true) => "Professeure agrégée",
        (1, false) => "Professeur agrégé",
        (2, true) => "Enseignante-chercheuse contractuelle",
        (2, false) => "Enseignant-chercheur contractuel",
        (_, true) => "Maîtresse de conférences",
        (_, false) => "Maître de conférences",
    };
    let departments: Vec<_> = TRACKS.iter().filter(|t| t.component == component).map(|t| t.department).collect();
    let label = COMPONENTS.get(component).map_or("", |c| c.1);
    let affiliation = match random.word(&departments) {
        "" => label,
        department => department,
    };
    Teacher {
        id: TeacherId(i64::try_from(index).unwrap_or(0) + 1),
        mail: format!("{}@{DOMAIN}", if index < TEACHERS.len() { mail_name(first, last) } else { login.clone() }),
        login,
        last_name: last.into(),
        first_name: first.into(),
        phone: if random.percent(70) { crate::places::phone(&mut random, "FR") } else { String::new() },
        function: function.into(),
        affiliation: affiliation.into(),
    }
}

fn free_login(first: &str, last: &str, taken: &BTreeSet<String>) -> String {
    let initial: String = text::fold(first).chars().take(1).collect();
    let plain = format!("{initial}{}", text::fold(last).replace(' ', ""));
    let numbered = (2_usize..).map(|n| format!("{plain}{n}"));
    std::iter::once(plain.clone())
        .chain(numbered)
        .find(|login| !taken.contains(login) && !STAFF.iter().any(|s| s.login == login))
        .unwrap_or(plain)
}

/// What somebody is besides their posts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Besides {
    Nothing,
    Head(CentreId),
    Observer(&'static [CentreId]),
    InstitutionAdmin,
    Helpdesk,
}

/// A post: centre, right, and the two flags.
type Posted = (CentreId, Right, Flags);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flags {
    Neither,
    Prints,
    Alerted,
    Both,
}

struct Member {
    login: &'static str,
    last: &'static str,
    first: &'static str,
    posts: &'static [Posted],
    besides: Besides,
    /// For those who can be signed in as: the last part of their message key.
    role: Option<&'static str>,
}

const fn member(
    login: &'static str,
    last: &'static str,
    first: &'static str,
    posts: &'static [Posted],
    besides: Besides,
    role: Option<&'static str>,
) -> Member {
    Member { login, last, first, posts, besides, role }
}

const STAFF: &[Member] = &[
    member("ngarnier", "Garnier", "Nadège", &[(LAW, Right::Write, Flags::Both)], Besides::Nothing, Some("write")),
    member("fcolin", "Colin", "Françoise", &[(LAW, Right::Read, Flags::Neither)], Besides::Nothing, Some("read")),
    member(
        "smartel",
        "Martel",
        "Sébastien",
        &[(LAW, Right::WriteWithoutValidation, Flags::Alerted)],
        Besides::Nothing,
        Some("write-without-validation"),
    ),
    member(
        "bnoel",
        "Noël",
        "Bérénice",
        &[(SCIENCE, Right::WriteBeforePedagogical, Flags::Prints)],
        Besides::Nothing,
        Some("write-before-pedagogical"),
    ),
    member("ipetit", "Petit", "Isabelle", &[(SCIENCE, Right::Admin, Flags::Both)], Besides::Nothing, Some("admin")),
    member("jroux", "Roux", "Jérôme", &[(PSYCHOLOGY, Right::Write, Flags::Both)], Besides::Nothing, Some("write-psychology")),
    member(
        "cmasson",
        "Masson",
        "Corinne",
        &[(INSTITUTION, Right::Write, Flags::Both), (COMPANIES, Right::Write, Flags::Both)],
        Besides::Nothing,
        Some("write-two"),
    ),
    member("hlegoff", "Le Goff", "Hervé", &[(TECHNOLOGY, Right::Write, Flags::Prints)], Besides::Nothing, Some("teacher-staff")),
    member("cvasseur", "Vasseur", "Claire", &[], Besides::Head(LAW), Some("head")),
    member("obrun", "Brun", "Olivier", &[], Besides::Observer(&[LAW, SCIENCE]), Some("observer")),
    member("apons", "Pons", "Agnès", &[], Besides::InstitutionAdmin, Some("institution-admin")),
    member("shaddad", "Haddad", "Samir", &[], Besides::Helpdesk, Some("helpdesk")),
    member(
        "tperrin",
        "Perrin",
        "Thérèse",
        &[(LAW, Right::Admin, Flags::Alerted), (INSTITUTION, Right::Read, Flags::Neither)],
        Besides::Nothing,
        None,
    ),
    member("gmallet", "Mallet", "Gaëtan", &[(TECHNOLOGY, Right::Write, Flags::Alerted)], Besides::Nothing, None),
    member("ywagner", "Wagner", "Yvonne", &[(SCIENCE, Right::Write, Flags::Alerted)], Besides::Nothing, None),
];

/// Everybody who is more than a student or a teacher.
pub(crate) fn staff() -> Vec<StaffMember> {
    STAFF.iter().map(made).collect()
}

fn made(member: &Member) -> StaffMember {
    let post = |(centre, right, flags): &Posted| Post {
        centre: *centre,
        right: *right,
        prints: matches!(flags, Flags::Prints | Flags::Both),
        alerted: matches!(flags, Flags::Alerted | Flags::Both),
    };
    let centres = |found: Option<&[CentreId]>| found.map(<[_]>::to_vec).unwrap_or_default();
    StaffMember {
        staff: Staff {
            login: member.login.into(),
            last_name: member.last.into(),
            first_name: member.first.into(),
            mail: format!("{}@{DOMAIN}", mail_name(member.first, member.last)),
        },
        posts: member.posts.iter().map(post).collect(),
        heads: if let Besides::Head(centre) = member.besides { vec![centre] } else { Vec::new() },
        observes: centres(if let Besides::Observer(centres) = member.besides { Some(centres) } else { None }),
        institution_admin: member.besides == Besides::InstitutionAdmin,
        helpdesk: member.besides == Besides::Helpdesk,
    }
}

/// Login and name of who does an office's work there: checks, validates, enters.
pub(crate) fn clerk(centre: CentreId, random: &mut Random) -> (&'static str, String) {
    let able = |m: &&Member| m.posts.iter().any(|(at, right, _)| *at == centre && *right >= Right::Write);
    let all: Vec<_> = STAFF.iter().filter(able).collect();
    all.get(random.below(all.len())).map_or(("apons", "Agnès Pons".into()), |m| (m.login, format!("{} {}", m.first, m.last)))
}

/// Login and name of who gives a validation in a centre in the teacher's place, where somebody does.
pub(crate) fn head(centre: CentreId, validation: Validation) -> Option<(&'static str, String)> {
    let found = STAFF.iter().find(|m| validation == Validation::Pedagogical && m.besides == Besides::Head(centre))?;
    Some((found.login, format!("{} {}", found.first, found.last)))
}

/// A group of personas on the sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Students.
    Student,
    /// Teachers.
    Teacher,
    /// Staff of a centre.
    Office,
    /// Heads, observers, administrators.
    Institution,
    /// Helpdesk.
    Helpdesk,
}

impl Group {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Student, Self::Teacher, Self::Office, Self::Institution, Self::Helpdesk];

    /// The stable code: `persona-group-{code}` names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Office => "office",
            Self::Institution => "institution",
            Self::Helpdesk => "helpdesk",
        }
    }
}

/// Somebody the demo's sign-in page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// Whom to sign in.
    pub login: &'static str,
    /// The name people read.
    pub name: String,
    /// What they are: `persona-{role}` says it.
    pub role: &'static str,
    /// Where the page puts them.
    pub group: Group,
}

/// Everybody the sign-in page offers, in its order.
pub fn personas() -> Vec<Persona> {
    let student = |login, name: &str, role| Persona { login, name: name.into(), role, group: Group::Student };
    let teacher = |login, name: &str, role| Persona { login, name: name.into(), role, group: Group::Teacher };
    let mut all = vec![
        student("adupont", "Amélie Dupont", "student-returned"),
        student("ybenali", "Yanis Benali", "student-not-creating"),
        student("nlebihan", "Noémie Le Bihan", "student-science"),
        teacher("mkeller", "Maud Keller", "teacher-law"),
        teacher("plamy", "Paul-Émile Lamy", "teacher-science"),
    ];
    all.extend(STAFF.iter().filter_map(|m| {
        let group = match (m.besides, m.role?) {
            (_, "teacher-staff") => Group::Teacher,
            (Besides::Nothing, _) => Group::Office,
            (Besides::Helpdesk, _) => Group::Helpdesk,
            _ => Group::Institution,
        };
        Some(Persona { login: m.login, name: format!("{} {}", m.first, m.last), role: m.role?, group })
    }));
    all.sort_by_key(|p| p.group);
    all
}
