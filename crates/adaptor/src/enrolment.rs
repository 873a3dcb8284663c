//! The enrolments of a student in a year, from the parts that say them.

use tremplin_domain::{
    convention::{Enrolment, Reach, rows::CourseElement},
    nomenclature::Code,
    text,
    year::AcademicYear,
};
use tremplin_referential::{CourseUnit, EnrolmentChoice};

use crate::{
    settings::Settings,
    values,
    wire::{Element, Enrolled, EnrolledRegime, Enrolments, Labels},
};

/// The choices of that year, each step version once.
pub(crate) fn choices(said: &Enrolments, year: AcademicYear, regimes: &Labels, reach: &Reach, settings: &Settings) -> Vec<EnrolmentChoice> {
    let mut choices: Vec<EnrolmentChoice> = Vec::new();
    for enrolled in said.liste_etape_inscriptions.0.iter().filter(|enrolled| counts(enrolled)) {
        let choice = choice(said, enrolled, year, regimes, reach, settings);
        if choices.iter().all(|known| known.key() != choice.key()) {
            choices.push(choice);
        }
    }
    choices
}

/// Codes of regimes that only the list of regimes explains.
pub(crate) fn unexplained(said: &Enrolments, year: AcademicYear, settings: &Settings) -> bool {
    said.liste_etape_inscriptions.0.iter().filter(|enrolled| counts(enrolled)).any(|enrolled| {
        let (code, label) = regime(said, enrolled, year);
        !code.is_empty() && label.is_empty() && values::regime(&code, "", &settings.regimes).is_empty()
    })
}

/// Whether it is an administrative enrolment that stands.
fn counts(enrolled: &Enrolled) -> bool {
    let status = text::fold(enrolled.statut_inscription.as_str());
    let fallen = ["annul", "refus", "rejet", "supprim"].iter().any(|word| status.starts_with(word));
    !enrolled.code_etp.is_empty() && enrolled.type_ins.as_str() != "P" && !fallen
}

fn choice(
    said: &Enrolments,
    enrolled: &Enrolled,
    year: AcademicYear,
    regimes: &Labels,
    reach: &Reach,
    settings: &Settings,
) -> EnrolmentChoice {
    let units: Vec<CourseUnit> = said.liste_elps.0.iter().filter(|e| belongs(e, enrolled, said)).filter_map(unit).collect();
    let (code, label) = regime(said, enrolled, year);
    let label = if label.is_empty() { regimes.get(&code).into() } else { label };
    let regime = values::regime(&code, &label, &settings.regimes);
    let enrolment = Enrolment {
        component_code: enrolled.code_composante.clone().into(),
        component: enrolled.lib_composante.or(&said.student_studys.get(enrolled.code_composante.as_str())),
        step_code: enrolled.code_etp.clone().into(),
        step_version: enrolled.cod_vrs_vet.clone().into(),
        step: enrolled.lib_web_vet.or(&said.student_steps.get(enrolled.code_etp.as_str())),
        department: enrolled.departement.clone().into(),
        diploma: enrolled.lib_diplome.clone().into(),
        elements: units.iter().filter(|unit| unit.is_internship).map(|unit| unit.element.clone()).collect(),
        finality: values::finality(enrolled.cod_finalite.as_str(), enrolled.lib_finalite.as_str()),
        cursus: values::cursus(enrolled.cod_cursus_lmd.as_str()),
        regime: regime.clone(),
        taught_hours: values::hours(enrolled.volume_horaire.as_str()),
        taught_in_presence: None,
    };
    EnrolmentChoice { year, kind: kind(enrolled, &regime, settings), enrolment, units, reach: reach.clone() }
}

/// The type of convention that the enrolment implies.
fn kind(enrolled: &Enrolled, regime: &Code, settings: &Settings) -> Option<Code> {
    // The bridge to Apogée writes the label of an arrangement in the place of its code.
    let arrangement = [&enrolled.code_cursus_amenage, &enrolled.libelle_cursus_amenage];
    let is_gap = arrangement.iter().any(|said| settings.gap_year.contains(said.as_str()) || text::fold(said.as_str()).contains("cesure"));
    match regime.as_str() {
        _ if is_gap => Some("gap-year".into()),
        "continuing" => Some("continuing".into()),
        _ => None,
    }
}

/// Code and label of the regime: of the step, else of the student in that year.
fn regime(said: &Enrolments, enrolled: &Enrolled, year: AcademicYear) -> (String, String) {
    if !enrolled.regime_ins.is_empty() || !enrolled.lib_rg.is_empty() {
        return (enrolled.regime_ins.clone().into(), enrolled.lib_rg.clone().into());
    }
    let of_year = |regime: &&EnrolledRegime| regime.annee.is_empty() || values::year(regime.annee.as_str()) == Some(year);
    let found = said.regime_inscription.0.iter().find(of_year);
    found.map(|r| (r.regime_ins.or(&r.cod_reg_ins), r.lib_rg.or(&r.lic_reg_ins))).unwrap_or_default()
}

/// Whether an element is of that step version. The bridge to Pégase writes something else in the place of the version: where the student has
/// one version of a step only, the step is enough.
fn belongs(element: &Element, enrolled: &Enrolled, said: &Enrolments) -> bool {
    let versions = said.liste_etape_inscriptions.0.iter().filter(|other| other.code_etp == enrolled.code_etp && counts(other));
    let is_only = versions.map(|other| &other.cod_vrs_vet).all(|version| *version == enrolled.cod_vrs_vet);
    element.cod_etp == enrolled.code_etp && (is_only || element.cod_vrs_vet == enrolled.cod_vrs_vet)
}

fn unit(element: &Element) -> Option<CourseUnit> {
    let code = String::from(element.cod_elp.clone());
    let label = element.lib_elp.or(&element.cod_elp);
    if label.is_empty() {
        return None;
    }
    let is_internship = values::yes(element.tem_elp_type_stage.as_str()) || text::fold(element.lib_nature_elp.as_str()) == "stage";
    Some(CourseUnit { element: CourseElement { code, label, credits: values::credits(element.nbr_crd_elp.as_str()) }, is_internship })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::wire;

    fn choices_of(value: Value) -> Vec<EnrolmentChoice> {
        let year = AcademicYear::starting(2026).unwrap();
        let settings = Settings::new("https://a.example");
        choices(&wire::one(value).unwrap(), year, &Labels::default(), &Reach::default(), &settings)
    }

    #[test]
    fn an_element_belongs_to_its_version_or_to_the_only_one() {
        let element = |version| json!({"codEtp": "M2INF", "codVrsVet": version, "codElp": "E", "temElpTypeStage": "O"});
        let both = json!([{"codeEtp": "M2INF", "codVrsVet": "210"}, {"codeEtp": "M2INF", "codVrsVet": "211"}]);
        let found = choices_of(json!({"listeEtapeInscriptions": both, "listeELPs": [element("211")]}));
        assert_eq!(found.iter().map(|c| c.units.len()).collect::<Vec<_>>(), [0, 1]);
        let one = json!([{"codeEtp": "M2INF", "codVrsVet": "210"}, {"codeEtp": "M1INF", "codVrsVet": "210"}]);
        let found = choices_of(json!({"listeEtapeInscriptions": one, "listeELPs": [element("ETAB00")]}));
        assert_eq!(found.iter().map(|c| c.units.len()).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn an_internship_is_one_by_its_flag_or_by_its_nature() {
        let element = |flag: Value, nature: Value| json!({"codEtp": "A", "codElp": "E", "temElpTypeStage": flag, "libNatureElp": nature});
        for (flag, nature, expected) in [
            (json!("O"), json!(null), true),
            (json!("true"), json!("UE"), true),
            (json!(true), json!(""), true),
            (json!("N"), json!("STAGE"), true),
            (json!("null"), json!("UE"), false),
            (json!(null), json!("Stage de langue"), false),
        ] {
            let found = choices_of(json!({"listeEtapeInscriptions": [{"codeEtp": "A"}], "listeELPs": [element(flag, nature)]}));
            assert_eq!((found[0].units[0].is_internship, found[0].enrolment.elements.len()), (expected, usize::from(expected)));
        }
    }

    #[test]
    fn a_gap_year_is_told_by_its_arrangement_before_the_regime() {
        let kind = |code: &str, label: &str, regime: &str| {
            let step = json!({"codeEtp": "A", "codeCursusAmenage": code, "libelleCursusAmenage": label, "libRg": regime});
            choices_of(json!({"listeEtapeInscriptions": [step]}))[0].kind.clone().map(|kind| kind.as_str().to_owned())
        };
        assert_eq!(kind("CÉSURE", "", "Formation continue").as_deref(), Some("gap-year"));
        assert_eq!(kind("3", "Année de césure", "").as_deref(), Some("gap-year"));
        assert_eq!(kind("", "", "Formation continue").as_deref(), Some("continuing"));
        assert_eq!(kind("SPORT", "Sportif de haut niveau", "Formation initiale"), None);
    }

    #[test]
    fn only_what_is_enrolled_and_stands_counts_and_once() {
        let found = choices_of(json!({"listeEtapeInscriptions": [
            {"codeEtp": "A", "typeIns": "A"}, {"codeEtp": "A", "typeIns": "A"}, {"codeEtp": "B", "typeIns": "P"}, {"libWebVet": "?"},
            {"codeEtp": "C", "statutInscription": "ANNULEE"}, {"codeEtp": "D", "statutInscription": "VALIDE"}, null, 3, [],
        ]}));
        assert_eq!(found.iter().map(|c| c.enrolment.step_code.as_str()).collect::<Vec<_>>(), ["A", "D"]);
    }

    #[test]
    fn the_regime_is_the_steps_or_the_years() {
        let regimes = json!([{"regimeIns": "2", "libRg": "Formation continue", "annee": "2025"}, {"regimeIns": 1, "libRg": "Formation initiale", "annee": "2026"}]);
        let found = choices_of(
            json!({"listeEtapeInscriptions": [{"codeEtp": "A"}, {"codeEtp": "B", "libRg": "Apprentissage"}], "regimeInscription": regimes}),
        );
        assert_eq!(found.iter().map(|c| c.enrolment.regime.as_str()).collect::<Vec<_>>(), ["initial", "apprenticeship"]);
    }
}
