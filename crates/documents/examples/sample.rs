//! Writes a sample convention to standard output: `sample [fr|en] [draft|final]`, and what it varies in: `[public] [minor] [continuing]
//! [gap-year] [abroad] [part-time] [confidential] [awkward] [long]`.

use std::io::Write as _;

use tremplin_documents::{Engine, Language, Mark};
use tremplin_domain::convention::{
    Dossier, Mode,
    rows::{Interruption, Period},
};

#[path = "../tests/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| asked.iter().any(|a| a == word);
    let language = if has("en") { Language::En } else { Language::Fr };
    let mark = if has("draft") { Mark::Draft } else { Mark::None };
    let mut dossier = sample::dossier();
    vary(&mut dossier, has);
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

/// What conventions vary in.
fn vary(dossier: &mut Dossier, has: impl Fn(&str) -> bool) {
    let convention = &mut dossier.convention;
    for kind in ["continuing", "gap-year"] {
        if has(kind) {
            convention.kind = kind.into();
        }
    }
    if has("public")
        && let Some(host) = &mut dossier.host
    {
        (host.name, host.kind, host.legal_status) = ("Commune de Saint-Aubin".into(), "administration".into(), "local-authority".into());
    }
    if has("minor") {
        dossier.student.birth_date = Some(sample::day(2010, 1, 1));
    }
    if has("abroad") {
        convention.internship.zone = "abroad".into();
        convention.follow.cover_abroad = Some(true);
        if let Some(host) = &mut dossier.host {
            (host.siret, host.foreign_id, host.address.country) = (None, "HRB 12345 B".into(), "DE".into());
        }
    }
    if has("part-time") {
        convention.schedule.mode = Mode::Calendar;
        convention.schedule.periods = (0..8)
            .map(|week| sample::day(2027, 3, 1) + chrono::Duration::weeks(week * 3))
            .map(|monday| Period { from: monday, to: monday + chrono::Duration::days(2), minutes: 420 })
            .collect();
        convention.schedule.interruptions =
            vec![Interruption { from: sample::day(2027, 5, 6), to: sample::day(2027, 5, 8), reason: "closure".into() }];
    }
    if has("confidential") {
        convention.internship.confidential = true;
    }
}
