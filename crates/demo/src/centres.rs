//! Six centres of every level, each with settings of its own, and the criteria that tie programmes to them.

use tremplin_domain::{
    centre::{Centre, Confidentiality, Criterion, Level, StudentPrints, Validation},
    ids::CentreId,
};

use crate::DOMAIN;

/// The institution's own.
pub(crate) const INSTITUTION: CentreId = CentreId(1);
/// The faculty of law's.
pub(crate) const LAW: CentreId = CentreId(2);
/// The faculty of science's.
pub(crate) const SCIENCE: CentreId = CentreId(3);
/// The masters of psychology's: students do not create there.
pub(crate) const PSYCHOLOGY: CentreId = CentreId(4);
/// The institute of technology's, and a professional degree of science's.
pub(crate) const TECHNOLOGY: CentreId = CentreId(5);
/// The company side's.
pub(crate) const COMPANIES: CentreId = CentreId(6);

/// All six.
pub(crate) fn all() -> Vec<Centre> {
    use Validation::{Administrative, Check, Pedagogical};
    let plain = |id: CentreId, level, name: &str, mail: &str, signatory: (&str, &str)| Centre {
        id,
        name: name.into(),
        level,
        address: "1 place de l’Université, 35000 Rennes".into(),
        mail: format!("{mail}@{DOMAIN}"),
        phone: format!("+332619100{:02}", id.0),
        signatory_name: signatory.0.into(),
        signatory_title: signatory.1.into(),
        validations: vec![Pedagogical, Administrative],
        students_create: true,
        accepts_orphans: false,
        student_prints: StudentPrints::After(Administrative),
        allows_overlap: false,
        teacher_optional: false,
        alert_days: 10,
        previous_year_months: 2,
        mail_to_centre_only: false,
        confidentiality: Confidentiality::None,
        teacher_maximum: 24,
        instructions: String::new(),
    };
    vec![
        Centre {
            accepts_orphans: true,
            confidentiality: Confidentiality::Free,
            instructions: "Déposez votre convention au moins trois semaines avant le premier jour du stage.".into(),
            ..plain(INSTITUTION, Level::Etablissement, "Service des stages et de l’insertion", "stages", ("Solange Aubry", "vice-présidente chargée de la formation"))
        },
        Centre {
            validations: vec![Pedagogical, Check, Administrative],
            student_prints: StudentPrints::After(Pedagogical),
            confidentiality: Confidentiality::Total,
            previous_year_months: 3,
            instructions: "Joignez votre attestation de responsabilité civile au secrétariat. En master, le sujet est d’abord discuté avec l’enseignant référent.".into(),
            ..plain(LAW, Level::Ufr, "Bureau des stages de la faculté de droit", "stages-droit", ("Marc Delaunay", "doyen de la faculté de droit et d’administration"))
        },
        Centre {
            validations: vec![Check, Pedagogical, Administrative],
            student_prints: StudentPrints::OnceSubmitted,
            allows_overlap: true,
            alert_days: 15,
            teacher_maximum: 12,
            ..plain(SCIENCE, Level::Ufr, "Bureau des stages de l’UFR Sciences", "stages-sciences", ("Irène Fabre", "directrice de l’UFR Sciences et technologies"))
        },
        Centre {
            students_create: false,
            student_prints: StudentPrints::Never,
            confidentiality: Confidentiality::Total,
            alert_days: 20,
            teacher_maximum: 16,
            instructions: "Le secrétariat saisit la convention après l’accord du responsable de formation : prenez rendez-vous.".into(),
            ..plain(PSYCHOLOGY, Level::Etape, "Secrétariat des masters de psychologie", "masters-psychologie", ("Paule Renaud", "directrice du département Psychologie"))
        },
        Centre {
            validations: vec![Check, Pedagogical],
            student_prints: StudentPrints::After(Check),
            teacher_optional: true,
            mail_to_centre_only: true,
            alert_days: 7,
            ..plain(TECHNOLOGY, Level::Mixte, "Bureau des stages de l’IUT", "stages-iut", ("Yann Kervella", "directeur de l’IUT"))
        },
        Centre {
            validations: vec![Administrative],
            confidentiality: Confidentiality::Total,
            ..plain(COMPANIES, Level::Entreprise, "Pôle entreprises", "entreprises", ("Solange Aubry", "vice-présidente chargée de la formation"))
        },
    ]
}

/// What ties programmes to centres; what nothing ties goes to the institution's.
pub(crate) fn criteria() -> Vec<(Criterion, CentreId)> {
    let component = |code: &str| Criterion::Component(code.into());
    let step = |code: &str| Criterion::Step(code.into(), "211".into());
    vec![
        (component("DRT"), LAW),
        (component("SCI"), SCIENCE),
        (component("IUT"), TECHNOLOGY),
        (step("LPBIO"), TECHNOLOGY),
        (step("M1PSY"), PSYCHOLOGY),
        (step("M2PSY"), PSYCHOLOGY),
    ]
}
