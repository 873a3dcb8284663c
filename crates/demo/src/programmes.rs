//! Components, steps and what students follow from year to year.

use tremplin_domain::convention::{Enrolment, rows::CourseElement};
use tremplin_referential::{Component, CourseUnit, StepVersion};

/// What a programme is about; hosts and subjects go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) enum Discipline {
    #[default]
    Law,
    Government,
    Computing,
    Biology,
    Psychology,
    Communication,
    Translation,
    Management,
    Mechanics,
}

impl Discipline {
    pub(crate) const ALL: [Self; 9] = [
        Self::Law,
        Self::Government,
        Self::Computing,
        Self::Biology,
        Self::Psychology,
        Self::Communication,
        Self::Translation,
        Self::Management,
        Self::Mechanics,
    ];

    /// List `theme`.
    pub(crate) const fn theme(self) -> &'static str {
        match self {
            Self::Law | Self::Government => "law",
            Self::Computing => "computing",
            Self::Biology => "planning-environment",
            Self::Psychology => "health-social",
            Self::Communication => "information-communication",
            Self::Translation => "translation",
            Self::Management => "economics-management",
            Self::Mechanics => "science-engineering",
        }
    }
}

/// A year of study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    L1,
    L2,
    L3,
    Lp,
    M1,
    M2,
    B1,
    B2,
    B3,
}

/// What a year of study implies.
pub(crate) struct Terms {
    pub(crate) taught_hours: i64,
    /// Of the internship, in hundredths.
    pub(crate) credits: i64,
    /// Weeks of internship, at least and at most.
    pub(crate) weeks: (i64, i64),
    pub(crate) compulsory: bool,
    pub(crate) cursus: &'static str,
    pub(crate) finality: &'static str,
}

impl Grade {
    pub(crate) const fn terms(self) -> Terms {
        let (taught_hours, credits, weeks, compulsory, cursus, finality) = match self {
            Self::L1 => (520, 200, (1, 3), false, "L", "general"),
            Self::L2 => (510, 300, (2, 5), false, "L", "general"),
            Self::L3 => (480, 600, (4, 9), true, "L", "general"),
            Self::Lp => (430, 1200, (12, 16), true, "L", "professional"),
            Self::M1 => (380, 900, (8, 14), true, "M", "undetermined"),
            Self::M2 => (300, 3000, (20, 26), true, "M", "professional"),
            Self::B1 => (640, 400, (4, 4), true, "BUT", "professional"),
            Self::B2 => (620, 800, (8, 10), true, "BUT", "professional"),
            Self::B3 => (480, 1200, (14, 16), true, "BUT", "professional"),
        };
        Terms { taught_hours, credits, weeks, compulsory, cursus, finality }
    }
}

/// A step of a track.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) code: &'static str,
    pub(crate) grade: Grade,
    pub(crate) label: &'static str,
    pub(crate) diploma: &'static str,
}

/// The steps that a student follows, one a year.
pub(crate) struct Track {
    /// Place in [`COMPONENTS`].
    pub(crate) component: usize,
    pub(crate) discipline: Discipline,
    pub(crate) department: &'static str,
    pub(crate) steps: &'static [Step],
}

const fn step(code: &'static str, grade: Grade, label: &'static str, diploma: &'static str) -> Step {
    Step { code, grade, label, diploma }
}

/// Code and label.
pub(crate) const COMPONENTS: [(&str, &str); 4] = [
    ("DRT", "Faculté de droit et d’administration"),
    ("SCI", "UFR Sciences et technologies"),
    ("LSH", "UFR Lettres, langues et sciences humaines"),
    ("IUT", "Institut universitaire de technologie"),
];

/// Every track.
pub(crate) const TRACKS: &[Track] = &[
    Track {
        component: 0,
        discipline: Discipline::Law,
        department: "",
        steps: &[
            step("L1DRT", Grade::L1, "Licence 1 Droit", "Licence Droit"),
            step("L2DRT", Grade::L2, "Licence 2 Droit", "Licence Droit"),
            step("L3DRT", Grade::L3, "Licence 3 Droit", "Licence Droit"),
            step("M1DAF", Grade::M1, "Master 1 Droit des affaires", "Master Droit des affaires"),
            step("M2DAF", Grade::M2, "Master 2 Droit des affaires", "Master Droit des affaires"),
        ],
    },
    Track {
        component: 0,
        discipline: Discipline::Government,
        department: "",
        steps: &[
            step("L1AES", Grade::L1, "Licence 1 Administration économique et sociale", "Licence Administration économique et sociale"),
            step("L2AES", Grade::L2, "Licence 2 Administration économique et sociale", "Licence Administration économique et sociale"),
            step("L3AES", Grade::L3, "Licence 3 Administration économique et sociale", "Licence Administration économique et sociale"),
            step("M1APU", Grade::M1, "Master 1 Administration publique", "Master Administration publique"),
            step(
                "M2APU",
                Grade::M2,
                "Master 2 Administration publique, parcours collectivités territoriales",
                "Master Administration publique",
            ),
        ],
    },
    Track {
        component: 1,
        discipline: Discipline::Computing,
        department: "Département Informatique",
        steps: &[
            step("L1INF", Grade::L1, "Licence 1 Informatique", "Licence Informatique"),
            step("L2INF", Grade::L2, "Licence 2 Informatique", "Licence Informatique"),
            step("L3INF", Grade::L3, "Licence 3 Informatique", "Licence Informatique"),
            step("M1INF", Grade::M1, "Master 1 Informatique", "Master Informatique"),
            step("M2INF", Grade::M2, "Master 2 Informatique, parcours génie logiciel", "Master Informatique"),
        ],
    },
    Track {
        component: 1,
        discipline: Discipline::Biology,
        department: "Département Sciences du vivant",
        steps: &[
            step("L1BIO", Grade::L1, "Licence 1 Sciences de la vie", "Licence Sciences de la vie"),
            step("L2BIO", Grade::L2, "Licence 2 Sciences de la vie", "Licence Sciences de la vie"),
            step("L3BIO", Grade::L3, "Licence 3 Sciences de la vie", "Licence Sciences de la vie"),
            step("M1ECO", Grade::M1, "Master 1 Biodiversité, écologie et évolution", "Master Biodiversité, écologie et évolution"),
            step("M2ECO", Grade::M2, "Master 2 Biodiversité, écologie et évolution", "Master Biodiversité, écologie et évolution"),
        ],
    },
    Track {
        component: 1,
        discipline: Discipline::Biology,
        department: "Département Sciences du vivant",
        steps: &[
            step("L1BIO", Grade::L1, "Licence 1 Sciences de la vie", "Licence Sciences de la vie"),
            step("L2BIO", Grade::L2, "Licence 2 Sciences de la vie", "Licence Sciences de la vie"),
            step(
                "LPBIO",
                Grade::Lp,
                "Licence professionnelle Bio-industries et biotechnologies",
                "Licence professionnelle Bio-industries et biotechnologies",
            ),
        ],
    },
    Track {
        component: 2,
        discipline: Discipline::Psychology,
        department: "Département Psychologie",
        steps: &[
            step("L1PSY", Grade::L1, "Licence 1 Psychologie", "Licence Psychologie"),
            step("L2PSY", Grade::L2, "Licence 2 Psychologie", "Licence Psychologie"),
            step("L3PSY", Grade::L3, "Licence 3 Psychologie", "Licence Psychologie"),
            step("M1PSY", Grade::M1, "Master 1 Psychologie clinique", "Master Psychologie clinique"),
            step("M2PSY", Grade::M2, "Master 2 Psychologie clinique", "Master Psychologie clinique"),
        ],
    },
    Track {
        component: 2,
        discipline: Discipline::Communication,
        department: "Département Communication",
        steps: &[
            step("L1COM", Grade::L1, "Licence 1 Information-communication", "Licence Information-communication"),
            step("L2COM", Grade::L2, "Licence 2 Information-communication", "Licence Information-communication"),
            step("L3COM", Grade::L3, "Licence 3 Information-communication", "Licence Information-communication"),
            step("M1COM", Grade::M1, "Master 1 Communication des organisations", "Master Communication des organisations"),
            step("M2COM", Grade::M2, "Master 2 Communication des organisations", "Master Communication des organisations"),
        ],
    },
    Track {
        component: 2,
        discipline: Discipline::Translation,
        department: "Département Langues",
        steps: &[
            step("L1LEA", Grade::L1, "Licence 1 Langues étrangères appliquées", "Licence Langues étrangères appliquées"),
            step("L2LEA", Grade::L2, "Licence 2 Langues étrangères appliquées", "Licence Langues étrangères appliquées"),
            step("L3LEA", Grade::L3, "Licence 3 Langues étrangères appliquées", "Licence Langues étrangères appliquées"),
            step("M1TRA", Grade::M1, "Master 1 Traduction et interprétation", "Master Traduction et interprétation"),
            step("M2TRA", Grade::M2, "Master 2 Traduction et interprétation", "Master Traduction et interprétation"),
        ],
    },
    Track {
        component: 3,
        discipline: Discipline::Management,
        department: "Département GEA",
        steps: &[
            step(
                "B1GEA",
                Grade::B1,
                "BUT 1 Gestion des entreprises et des administrations",
                "BUT Gestion des entreprises et des administrations",
            ),
            step(
                "B2GEA",
                Grade::B2,
                "BUT 2 Gestion des entreprises et des administrations",
                "BUT Gestion des entreprises et des administrations",
            ),
            step(
                "B3GEA",
                Grade::B3,
                "BUT 3 Gestion des entreprises et des administrations",
                "BUT Gestion des entreprises et des administrations",
            ),
        ],
    },
    Track {
        component: 3,
        discipline: Discipline::Mechanics,
        department: "Département GMP",
        steps: &[
            step("B1GMP", Grade::B1, "BUT 1 Génie mécanique et productique", "BUT Génie mécanique et productique"),
            step("B2GMP", Grade::B2, "BUT 2 Génie mécanique et productique", "BUT Génie mécanique et productique"),
            step("B3GMP", Grade::B3, "BUT 3 Génie mécanique et productique", "BUT Génie mécanique et productique"),
        ],
    },
];

/// The step whose version changed: the programme was renewed this year.
const RENEWED: &str = "M2INF";

/// How many versions ago of this year a step is followed.
pub(crate) fn version(code: &str, years_ago: i32) -> &'static str {
    if code == RENEWED && years_ago <= 0 { "212" } else { "211" }
}

impl Track {
    /// The component's code and label.
    pub(crate) fn component(&self) -> (&'static str, &'static str) {
        COMPONENTS.get(self.component).copied().unwrap_or_default()
    }

    /// The training as a convention copies it.
    pub(crate) fn enrolment(&self, step: &Step, years_ago: i32, regime: &str) -> Enrolment {
        let terms = step.grade.terms();
        let (component_code, component) = self.component();
        let elements = units(step).into_iter().filter(|u| u.is_internship).map(|u| u.element).collect();
        Enrolment {
            component_code: component_code.into(),
            component: component.into(),
            step_code: step.code.into(),
            step_version: version(step.code, years_ago).into(),
            step: step.label.into(),
            department: self.department.into(),
            diploma: step.diploma.into(),
            elements,
            finality: terms.finality.into(),
            cursus: terms.cursus.into(),
            regime: regime.into(),
            taught_hours: Some(terms.taught_hours),
            taught_in_presence: None,
        }
    }
}

/// The course elements of a step that matter here.
pub(crate) fn units(step: &Step) -> Vec<CourseUnit> {
    let unit = |suffix: &str, label: &str, credits, is_internship| CourseUnit {
        element: CourseElement { code: format!("{}{suffix}", step.code), label: label.into(), credits },
        is_internship,
    };
    let mut units = vec![unit("ST", "Stage en milieu professionnel", step.grade.terms().credits, true), unit("AN", "Anglais", 300, false)];
    if step.grade == Grade::M2 {
        units.insert(1, unit("ME", "Mémoire de stage et soutenance", 600, true));
    }
    units
}

/// The components with every version of every step.
pub(crate) fn components() -> Vec<Component> {
    let of = |index: usize| {
        let mut steps: Vec<StepVersion> = Vec::new();
        for step in TRACKS.iter().filter(|t| t.component == index).flat_map(|t| t.steps) {
            let versions = if step.code == RENEWED { vec!["211", "212"] } else { vec!["211"] };
            for version in versions {
                let found = StepVersion { code: step.code.into(), version: version.into(), label: step.label.into() };
                if !steps.contains(&found) {
                    steps.push(found);
                }
            }
        }
        steps
    };
    let all = COMPONENTS.iter().enumerate();
    all.map(|(index, (code, label))| Component { code: (*code).into(), label: (*label).into(), steps: of(index) }).collect()
}
