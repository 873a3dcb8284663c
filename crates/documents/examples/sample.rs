//! Writes a sample convention to standard output: `sample [fr|en] [draft|final] [awkward] [abroad] [long]`.

use std::io::Write as _;

use tremplin_documents::{Engine, Language, Mark};
use tremplin_domain::convention::{Mode, rows::Interruption};

#[path = "../tests/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| asked.iter().any(|a| a == word);
    let language = if has("en") { Language::En } else { Language::Fr };
    let mark = if has("draft") { Mark::Draft } else { Mark::None };
    let mut dossier = sample::dossier();
    if has("abroad") {
        dossier.convention.internship.zone = "abroad".into();
        dossier.convention.follow.cover_abroad = Some(true);
        dossier.convention.kind = "gap-year".into();
    }
    if has("awkward") {
        let convention = &mut dossier.convention;
        convention.internship.subject = "Anticonstitutionnellement $x$ #eval(\"1\") *gras* \\ @ref 👩\u{200d}🔬 محمد ".repeat(8);
        convention.schedule.mode = Mode::Alternating;
        convention.schedule.other_week = [240, 0, 450, 0, 0, 0, 0];
        let days = sample::day(2027, 3, 1).iter_days().step_by(3).take(60);
        convention.schedule.interruptions = days.map(|d| Interruption { from: d, to: d, reason: "closure".into() }).collect();
        dossier.student.birth_date = Some(sample::day(2010, 1, 1));
        dossier.student.last_name = "de la Tour-Saint-Ygest-Montmorency-Larochefoucauld".into();
        dossier.tutor = None;
    }
    if has("long") {
        dossier.convention.internship.skills = "x".repeat(3_000);
        dossier.convention.schedule.mode = Mode::Calendar;
        dossier.student.mail = format!("{}@univ-valombre.example", "a".repeat(60));
        dossier.student.last_name = "Nom-à-rallonge ".repeat(8);
        dossier.centre.signatory_title = "Directrice générale adjointe chargée de ".repeat(3);
        dossier.host = None;
    }
    let pdf = Engine::new()?.convention(&dossier, language, mark, &sample::institution(), sample::day(2026, 11, 23), &sample::labels)?;
    std::io::stdout().write_all(&pdf)?;
    Ok(())
}
