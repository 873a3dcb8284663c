//! Small lists inside a convention, and their one-line-a-row text, the form in which fields are read, written and compared.

use chrono::{Datelike, NaiveDate};

use crate::{
    law::schedule::Week,
    nomenclature::{Code, List},
    parse::{self, Problem},
};

/// At most as many rows as a document can show.
pub const MAX_ROWS: usize = 60;

/// At most as many ECTS credits for one element.
const MAX_CREDITS: i64 = 999;

/// A stretch of the calendar with the same hours each day of presence: Monday to Friday, or its one day, whichever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Minutes a day, 0 to 1440.
    pub minutes: u16,
}

impl Period {
    /// Its hours, as a week.
    pub fn week(&self) -> Week {
        if self.from == self.to { Week([self.minutes; 7]) } else { Week::weekdays(self.minutes) }
    }

    /// Whether its hours are those of that day.
    pub fn plans(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day) && (self.from == self.to || day.weekday().num_days_from_monday() < 5)
    }

    /// Its days of presence, as far as a week from a day on: more do not differ.
    pub fn presence_from(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        day.max(self.from).iter_days().take(7).filter(move |day| self.plans(*day))
    }
}

/// An absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interruption {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// List `interruption`; `leave` counts in the duration (L124-13, L124-18), the others do not.
    pub reason: Code,
}

/// An *élément pédagogique* that the internship counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseElement {
    /// Code in the referential.
    pub code: String,
    /// Label.
    pub label: String,
    /// ECTS credits, in hundredths.
    pub credits: i64,
}

fn span(line: &str, at: usize) -> Result<(NaiveDate, NaiveDate, &str), Problem> {
    let bad = || Problem::BadLine(at);
    let (days, rest) = line.split_once('=').ok_or_else(bad)?;
    let (from, to) = days.split_once("..").ok_or_else(bad)?;
    let day = |text| parse::date(text).ok().flatten().ok_or_else(bad);
    let (from, to) = (day(from)?, day(to)?);
    if to < from { Err(Problem::EndsBeforeStart) } else { Ok((from, to, rest.trim())) }
}

fn rows<T>(text: &str, read: impl Fn(&str, usize) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    if lines.len() > MAX_ROWS {
        return Err(Problem::TooMany(MAX_ROWS));
    }
    lines.iter().enumerate().map(|(i, line)| read(line, i + 1)).collect()
}

/// Reads `2026-03-02..2026-03-13=7h30` lines.
pub fn periods(text: &str) -> Result<Vec<Period>, Problem> {
    rows(text, |line, at| {
        let (from, to, hours) = span(line, at)?;
        let minutes = parse::minutes(hours, 1440)?.and_then(|m| u16::try_from(m).ok()).ok_or(Problem::BadLine(at))?;
        Ok(Period { from, to, minutes })
    })
}

/// Reads `2026-03-02..2026-03-13=closure` lines.
pub fn interruptions(text: &str) -> Result<Vec<Interruption>, Problem> {
    rows(text, |line, at| {
        let (from, to, reason) = span(line, at)?;
        if List::Interruption.contains(reason) { Ok(Interruption { from, to, reason: reason.into() }) } else { Err(Problem::BadLine(at)) }
    })
}

/// Reads `CODE=12,5=label` lines.
pub fn elements(text: &str) -> Result<Vec<CourseElement>, Problem> {
    rows(text, |line, at| {
        let mut parts = line.splitn(3, '=');
        let (code, credits, label) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let credits = parse::cents(credits, MAX_CREDITS * 100).map_err(|_| Problem::NotCredits(at, MAX_CREDITS))?.unwrap_or(0);
        if code.is_empty() {
            return Err(Problem::NoCode(at));
        }
        Ok(CourseElement { code: parse::line(code, 30)?, label: parse::line(label, 200)?, credits })
    })
}

/// Reads seven durations separated by spaces or semicolons, Monday first.
pub fn week(text: &str) -> Result<[u16; 7], Problem> {
    let mut week = [0; 7];
    let mut parts = text.split(';');
    for day in &mut week {
        let part = parts.next().ok_or(Problem::NotHours)?;
        let minutes = parse::minutes(part, 1440)?.unwrap_or(0);
        *day = u16::try_from(minutes).map_err(|_| Problem::NotHours)?;
    }
    if parts.next().is_some() { Err(Problem::NotHours) } else { Ok(week) }
}

/// Writes what [`week`] reads.
pub fn week_text(week: &[u16; 7]) -> String {
    week.iter().map(|m| minutes_text(*m)).collect::<Vec<_>>().join(";")
}

/// Writes what [`periods`] reads.
pub fn periods_text(periods: &[Period]) -> String {
    periods.iter().map(|p| format!("{}..{}={}", p.from, p.to, minutes_text(p.minutes))).collect::<Vec<_>>().join("\n")
}

/// Writes what [`interruptions`] reads.
pub fn interruptions_text(interruptions: &[Interruption]) -> String {
    interruptions.iter().map(|i| format!("{}..{}={}", i.from, i.to, i.reason)).collect::<Vec<_>>().join("\n")
}

/// Writes what [`elements`] reads, credits as people write them: `6`, `7,5`.
pub fn elements_text(elements: &[CourseElement]) -> String {
    elements.iter().map(|e| format!("{}={}={}", e.code, hundredths_text(e.credits), e.label)).collect::<Vec<_>>().join("\n")
}

fn hundredths_text(hundredths: i64) -> String {
    let text = format!("{},{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

fn minutes_text(minutes: u16) -> String {
    if minutes.is_multiple_of(60) { format!("{}", minutes / 60) } else { format!("{}h{:02}", minutes / 60, minutes % 60) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_survive_their_text() {
        let text = "2026-03-02..2026-03-13=7h30\n2026-04-01..2026-04-01=4";
        assert_eq!(periods_text(&periods(text).unwrap()), text);
        let text = "2026-03-02..2026-03-13=closure\n2026-04-01..2026-04-02=leave";
        assert_eq!(interruptions_text(&interruptions(text).unwrap()), text);
        let text = "DRT42=6=Stage = pratique\nDRT43=7,5=\nDRT44=0,25=Projet\nDRT45=0=\nDRT46=30=Mémoire";
        assert_eq!(elements_text(&elements(text).unwrap()), text);
        assert_eq!(week_text(&week("7;7h30;7,5;0;;0;0").unwrap()), "7;7h30;7h30;0;0;0;0");
    }

    #[test]
    fn a_period_that_ends_before_it_starts_is_refused() {
        assert_eq!(periods("2026-03-02..2026-03-01=7"), Err(Problem::EndsBeforeStart));
        assert_eq!(interruptions("2026-03-02..2026-03-03=whim"), Err(Problem::BadLine(1)));
    }

    #[test]
    fn credits_that_are_no_number_and_a_missing_code_are_told_apart() {
        let credits = |text: &str| elements(text).map(|found| found[0].credits);
        assert_eq!(credits("DRT42=7,5=Stage"), Ok(750));
        for wrong in ["abc", "-1", "7,555", "1000"] {
            assert_eq!(credits(&format!("DRT41==A\nDRT42={wrong}=Stage")), Err(Problem::NotCredits(2, 999)), "{wrong}");
        }
        assert_eq!(credits("=6=Stage"), Err(Problem::NoCode(1)));
    }

    proptest! {
        #[test]
        fn no_text_makes_them_panic(text in "(?s).{0,60}") {
            let _ = (periods(&text), interruptions(&text), elements(&text), week(&text));
        }
    }
}
