//! `[sources]`: which system is asked for what, and in which order.

use crate::{
    problem::Problem,
    walk::{Found, Section},
};

/// A system that knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The directory, `[ldap]`.
    Ldap,
    /// Apogée, `[apogee]`.
    Apogee,
    /// The adaptor, `[adaptor]`.
    Adaptor,
}

/// The systems of each concern, the first one asked first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// People.
    pub people: Vec<Source>,
    /// Enrolments.
    pub enrolments: Vec<Source>,
    /// Components and steps.
    pub programmes: Vec<Source>,
    /// Health insurance funds, where the source of enrolments does not know them.
    pub social: Vec<Source>,
    /// The institution itself.
    pub establishment: Vec<Source>,
}

impl Source {
    const fn word(self) -> &'static str {
        match self {
            Self::Ldap => "ldap",
            Self::Apogee => "apogee",
            Self::Adaptor => "adaptor",
        }
    }

    const fn section(self) -> &'static str {
        match self {
            Self::Ldap => "[ldap]",
            Self::Apogee => "[apogee]",
            Self::Adaptor => "[adaptor]",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Ldap, Self::Apogee, Self::Adaptor].into_iter().find(|source| source.word() == word)
    }
}

/// What is asked of the systems: its key, those that know of it, in the order that is usual.
struct Concern {
    key: &'static str,
    usual: &'static [Source],
    words: &'static [&'static str],
}

const PEOPLE: Concern =
    Concern { key: "people", usual: &[Source::Ldap, Source::Adaptor, Source::Apogee], words: &["ldap", "adaptor", "apogee"] };
const ENROLMENTS: Concern =
    Concern { key: "enrolments", usual: &[Source::Apogee, Source::Adaptor, Source::Ldap], words: &["apogee", "adaptor", "ldap"] };
const PROGRAMMES: Concern = Concern { key: "programmes", ..ENROLMENTS };
const SOCIAL: Concern = Concern { key: "social", usual: &[Source::Apogee, Source::Adaptor], words: &["apogee", "adaptor"] };
const ESTABLISHMENT: Concern = Concern { key: "establishment", ..SOCIAL };

/// The order that is set, or the usual one among the systems that have a section.
pub(crate) fn read(file: Section<'_>, found: &mut Found) -> Order {
    let known = [PEOPLE, ENROLMENTS, PROGRAMMES, SOCIAL, ESTABLISHMENT].map(|concern| concern.key);
    let section = file.below("sources", &known, found);
    let mut of = |concern: Concern| {
        let set = section.filter(|section| section.has(concern.key)).map(|section| chosen(file, section, &concern, found));
        (set.is_some(), set.unwrap_or_else(|| usual(file, concern.usual)))
    };
    let (people, enrolments, programmes, social, establishment) =
        (of(PEOPLE).1, of(ENROLMENTS).1, of(PROGRAMMES).1, of(SOCIAL), of(ESTABLISHMENT).1);
    let social = match social {
        (true, set) => set,
        // Whoever knows the enrolments tells the funds with them.
        (false, usual) => usual.into_iter().filter(|source| enrolments.first() != Some(source)).collect(),
    };
    Order { people, enrolments, programmes, social, establishment }
}

fn usual(file: Section<'_>, usual: &[Source]) -> Vec<Source> {
    usual.iter().copied().filter(|source| file.has(source.word())).collect()
}

fn chosen(file: Section<'_>, section: Section<'_>, concern: &Concern, found: &mut Found) -> Vec<Source> {
    let mut chosen = Vec::new();
    for word in section.list(concern.key, found).unwrap_or_default() {
        match Source::of_word(&word).filter(|source| concern.usual.contains(source)) {
            None => found.note(section.at(concern.key), Problem::NotAmong(concern.words)),
            Some(source) if chosen.contains(&source) => found.note(section.at(concern.key), Problem::Twice),
            Some(source) if !file.has(source.word()) => found.note(section.at(concern.key), Problem::Without(source.section())),
            Some(source) => chosen.push(source),
        }
    }
    chosen
}
