//! Cases with known results, from the folder that `LAW_VECTORS` names, or else from `tests/vectors`.

#![expect(clippy::unwrap_used, reason = "a case that cannot be built is a failed test")]

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use serde::Deserialize;
use tremplin_domain::law::{
    ceilings::{CURRENT_SHARE, Ceilings},
    duration::{LegalDuration, Minutes, SIX_MONTHS, TWO_MONTHS},
    gratification::{CeilingPolicy, Instalments, Tariff, is_due, share_of},
    holidays::{self, Zone},
    identifiers::{Siret, Uai},
    maximum,
    money::Cents,
    period::Period,
    presence::{LeavePay, Plan, Presence, PublicHolidays},
    quota::Headcount,
    schedule::{Schedule, Week},
    waiting::{self, Ending},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "a sentence for people")]
    format: Option<String>,
    #[serde(default)]
    hourly_ceiling_eur: BTreeMap<i32, u32>,
    #[serde(default)]
    presence: Vec<PresenceCase>,
    #[serde(default)]
    gratification: Vec<GratificationCase>,
    #[serde(default)]
    gratification_over_time: Vec<OverTimeCase>,
    #[serde(default)]
    waiting_period: Vec<WaitingCase>,
    #[serde(default)]
    quota: Vec<QuotaCase>,
    #[serde(default)]
    siret: Vec<SiretCase>,
    #[serde(default)]
    uai: Vec<UaiCase>,
    #[serde(default)]
    holidays: Vec<HolidaysCase>,
}

type Span = (NaiveDate, NaiveDate);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PresenceCase {
    start: NaiveDate,
    end: NaiveDate,
    minutes_by_weekday_mon_to_sun: [u16; 7],
    interruptions: Vec<Span>,
    leave: Vec<Span>,
    zone: String,
    public_holidays_worked: bool,
    expect: PresenceResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct PresenceResult {
    presence_minutes: u32,
    days_of_presence: u32,
    duration_minutes: u32,
    legal_duration: LegalResult,
    over_two_months: bool,
    over_924_hours: bool,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalResult {
    months: u32,
    days: u32,
    rest_minutes: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GratificationCase {
    year_of_ceiling: i32,
    presence_minutes: u32,
    instalments: u32,
    expect: GratificationResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct GratificationResult {
    due: bool,
    minimum_hourly_eur: String,
    minimum_total_eur: String,
    instalment_eur: String,
    last_instalment_eur: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverTimeCase {
    start: NaiveDate,
    end: NaiveDate,
    signed: NaiveDate,
    minutes_by_weekday_mon_to_sun: [u16; 7],
    zone: String,
    expect: OverTimeResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverTimeResult {
    presence_minutes: u32,
    due: bool,
    frozen_at_signature_eur: String,
    by_month_eur: String,
    minutes_by_month: BTreeMap<String, u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingCase {
    previous_start: NaiveDate,
    previous_end: NaiveDate,
    ended_early_by_intern: bool,
    expect: WaitingResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitingResult {
    waiting_days: u32,
    earliest_next_start: NaiveDate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotaCase {
    effective_headcount: serde_json::Number,
    expect: QuotaResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuotaResult {
    max_simultaneous_interns: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiretCase {
    siret: String,
    expect: ValidResult,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UaiCase {
    uai: String,
    expect: ValidResult,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ValidResult {
    valid: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysCase {
    year: i32,
    zone: String,
    expect: Vec<NaiveDate>,
}

/// The files of the folder that was named, or of ours. A relative name is looked for from the workspace too: tests run in the folder of their crate.
fn files() -> Vec<(PathBuf, File)> {
    #[expect(clippy::disallowed_methods, reason = "the folder of cases is chosen by whoever runs the tests; nothing of ours reads it")]
    let named = env::var("LAW_VECTORS").ok().filter(|name| !name.is_empty());
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = match named {
        None => here.join("tests/vectors"),
        Some(name) => {
            let candidates = [here.join("../..").join(&name), PathBuf::from(&name)];
            candidates.into_iter().find(|folder| folder.is_dir()).unwrap_or_else(|| panic!("{name} is not a folder"))
        }
    };
    files_in(&folder)
}

fn files_in(folder: &Path) -> Vec<(PathBuf, File)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no case in {}", folder.display());
    let read = |path: PathBuf| {
        let file = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        (path, file)
    };
    paths.into_iter().map(read).collect()
}

/// Compares every case of a group over all files.
fn each<C>(group: impl Fn(&File) -> &Vec<C>, compare: impl Fn(&C, &Ceilings)) {
    for (_, file) in &files() {
        let ceilings = file.hourly_ceiling_eur.iter().fold(Ceilings::published(), |table, (year, euros)| table.with(*year, *euros));
        for case in group(file) {
            compare(case, &ceilings);
        }
    }
}

fn zone(code: &str) -> Zone {
    Zone::from_code(code).unwrap_or_else(|| panic!("unknown zone {code}"))
}

fn period((first, last): Span) -> Period {
    Period::new(first, last).unwrap()
}

#[test]
fn law_vectors_of_ceilings_agree_with_the_published_table() {
    let published: BTreeMap<_, _> = Ceilings::published().rows().collect();
    for (path, file) in files() {
        for (year, euros) in file.hourly_ceiling_eur {
            assert_eq!(published.get(&year).copied().unwrap_or(euros), euros, "{year} in {}", path.display());
        }
    }
}

#[test]
fn law_vectors_of_presence() {
    each(
        |file| &file.presence,
        |case, _| {
            let (interruptions, leave): (Vec<_>, Vec<_>) =
                (case.interruptions.iter().copied().map(period).collect(), case.leave.iter().copied().map(period).collect());
            let presence = Presence::of(&Plan {
                period: period((case.start, case.end)),
                schedule: &Schedule::Weekly(Week(case.minutes_by_weekday_mon_to_sun)),
                interruptions: &interruptions,
                leave: &leave,
                zone: zone(&case.zone),
                holidays: if case.public_holidays_worked { PublicHolidays::Worked } else { PublicHolidays::Off },
            });
            let LegalDuration { months, days, rest } = presence.legal_duration();
            let found = PresenceResult {
                presence_minutes: presence.minutes().0,
                days_of_presence: presence.worked.days(),
                duration_minutes: presence.duration().0,
                legal_duration: LegalResult { months, days, rest_minutes: rest.0 },
                over_two_months: presence.duration() > TWO_MONTHS,
                over_924_hours: maximum::excess(presence.duration()) > Minutes(0),
            };
            assert!(presence.duration() <= SIX_MONTHS || found.over_924_hours);
            assert_eq!(found, case.expect, "{case:?}");
        },
    );
}

#[test]
fn law_vectors_of_gratification() {
    each(
        |file| &file.gratification,
        |case, ceilings| {
            let euros = ceilings.of(case.year_of_ceiling).euros;
            let minutes = Minutes(case.presence_minutes);
            let due = is_due(minutes, Minutes(0));
            let total = if due { share_of(minutes, euros, CURRENT_SHARE) } else { Cents(0) };
            let instalments = Instalments::of(total, case.instalments);
            let found = GratificationResult {
                due,
                minimum_hourly_eur: share_of(Minutes(60), euros, CURRENT_SHARE).to_string(),
                minimum_total_eur: total.to_string(),
                instalment_eur: instalments.each.to_string(),
                last_instalment_eur: instalments.last.to_string(),
            };
            assert_eq!(found, case.expect, "{case:?}");
        },
    );
}

#[test]
fn law_vectors_of_gratification_over_time() {
    each(
        |file| &file.gratification_over_time,
        |case, ceilings| {
            let presence = Presence::of(&Plan {
                period: period((case.start, case.end)),
                schedule: &Schedule::Weekly(Week(case.minutes_by_weekday_mon_to_sun)),
                interruptions: &[],
                leave: &[],
                zone: zone(&case.zone),
                holidays: PublicHolidays::Off,
            });
            let months = presence.paid(LeavePay::Unpaid).by_month();
            let due = is_due(presence.duration(), Minutes(0));
            let total = |policy| {
                let tariff = Tariff { ceilings, signed: case.signed, policy };
                if due { tariff.total(&months) } else { Cents(0) }
            };
            let found = OverTimeResult {
                presence_minutes: presence.minutes().0,
                due,
                frozen_at_signature_eur: total(CeilingPolicy::FrozenAtSignature).to_string(),
                by_month_eur: total(CeilingPolicy::ByMonth).to_string(),
                minutes_by_month: months.iter().map(|(month, minutes)| (month.to_string(), minutes.0)).collect(),
            };
            assert_eq!(found, case.expect, "{case:?}");
        },
    );
}

#[test]
fn law_vectors_of_waiting_periods() {
    each(
        |file| &file.waiting_period,
        |case, _| {
            let ending = if case.ended_early_by_intern { Ending::ByTheIntern } else { Ending::Ordinary };
            let waiting = waiting::after(period((case.previous_start, case.previous_end)), ending);
            assert_eq!(WaitingResult { waiting_days: waiting.days, earliest_next_start: waiting.earliest }, case.expect, "{case:?}");
        },
    );
}

#[test]
fn law_vectors_of_quotas() {
    each(
        |file| &file.quota,
        |case, _| {
            let text = case.effective_headcount.to_string();
            let (persons, hundredths) = text.split_once('.').unwrap_or((&text, ""));
            let hundredths: u32 = format!("{hundredths:0<2}").parse().unwrap();
            let headcount = Headcount::hundredths(persons.parse::<u32>().unwrap() * 100 + hundredths);
            assert_eq!(QuotaResult { max_simultaneous_interns: headcount.limit() }, case.expect, "{case:?}");
        },
    );
}

#[test]
fn law_vectors_of_sirets() {
    each(|file| &file.siret, |case, _| assert_eq!(ValidResult { valid: case.siret.parse::<Siret>().is_ok() }, case.expect, "{case:?}"));
}

#[test]
fn law_vectors_of_uais() {
    each(|file| &file.uai, |case, _| assert_eq!(ValidResult { valid: case.uai.parse::<Uai>().is_ok() }, case.expect, "{case:?}"));
}

#[test]
fn law_vectors_of_holidays() {
    each(
        |file| &file.holidays,
        |case, _| {
            let found: Vec<_> = holidays::of(case.year, zone(&case.zone)).into_iter().collect();
            assert_eq!(found, case.expect, "{case:?}");
        },
    );
}

/// How many cases each group has over all files.
fn counts(files: Vec<(PathBuf, File)>) -> [(&'static str, usize); 8] {
    let mut counts = [("", 0); 8];
    for (_, file) in files {
        let File {
            format: _,
            hourly_ceiling_eur: _,
            presence,
            gratification,
            gratification_over_time,
            waiting_period,
            quota,
            siret,
            uai,
            holidays,
        } = file;
        let found = [
            ("presence", presence.len()),
            ("gratification", gratification.len()),
            ("gratification_over_time", gratification_over_time.len()),
            ("waiting_period", waiting_period.len()),
            ("quota", quota.len()),
            ("siret", siret.len()),
            ("uai", uai.len()),
            ("holidays", holidays.len()),
        ];
        counts = std::array::from_fn(|i| (found[i].0, counts[i].1 + found[i].1));
    }
    counts
}

#[test]
fn law_vectors_have_a_case_of_every_group() {
    let counts = counts(files());
    assert!(counts.iter().all(|(_, count)| *count >= 1), "{counts:?}");
}

#[test]
fn law_vectors_of_our_own_cover_every_group() {
    let counts = counts(files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")));
    assert!(counts.iter().all(|(_, count)| *count >= 5), "{counts:?}");
}

#[test]
fn law_vectors_with_an_unknown_group_or_key_are_refused() {
    for wrong in [
        r#"{"tutors":[]}"#,
        r#"{"siret":[{"siret":"1","expect":{"valid":false,"why":""}}]}"#,
        r#"{"uai":[{"uai":"1","note":"","expect":{"valid":false}}]}"#,
    ] {
        assert!(serde_json::from_str::<File>(wrong).is_err(), "{wrong}");
    }
}
