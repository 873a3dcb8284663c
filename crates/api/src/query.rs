//! Parameters read strictly: each mistake is named, and what is read names nobody in the trace of the call.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::{Phase, Status},
    year::AcademicYear,
};
use tremplin_identity::Fingerprint;
use tremplin_widget::Params;

use crate::problem::{Problem, Reason, Wrong};

/// The parameter that names a person.
pub(crate) const STUDENT: &str = "student";

/// The parameters of a call while they are read.
#[derive(Debug)]
pub(crate) struct Query {
    params: Params,
    wrongs: Vec<Wrong>,
}

impl Query {
    /// Reads a query of which only these names are known.
    pub(crate) fn read(text: &str, known: &[&str]) -> Self {
        match Params::read(text) {
            Ok(params) => Self::checked(params, known),
            Err(_) => Self { params: Params::default(), wrongs: vec![Wrong { name: "query".to_owned(), reason: Reason::Encoding }] },
        }
    }

    /// Of names and values that came another way.
    pub(crate) fn of(said: Vec<(String, String)>, known: &[&str]) -> Self {
        Self::checked(said.into_iter().collect(), known)
    }

    fn checked(params: Params, known: &[&str]) -> Self {
        let mut query = Self { params, wrongs: Vec::new() };
        let mut unknown: Vec<String> =
            query.params.iter().map(|(name, _)| name.to_owned()).filter(|n| !known.contains(&n.as_str())).collect();
        unknown.sort_unstable();
        unknown.dedup();
        for name in unknown.iter().take(20) {
            query.refuse(name, Reason::Unknown);
        }
        query
    }

    fn refuse(&mut self, name: &str, reason: Reason) {
        self.wrongs.push(Wrong { name: name.chars().take(60).collect(), reason });
    }

    /// A parameter that comes once at most.
    pub(crate) fn one<T>(&mut self, name: &'static str, reason: Reason, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = read(self.params.first(name)?);
        let repeated = self.params.all(name).count() > 1;
        if repeated {
            self.refuse(name, Reason::Repeated);
        } else if found.is_none() {
            self.refuse(name, reason);
        }
        found
    }

    /// A parameter that must come.
    pub(crate) fn required<T>(&mut self, name: &'static str, reason: Reason, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let is_read = self.wrongs.iter().all(|wrong| wrong.reason != Reason::Encoding);
        if is_read && !self.params.has(name) {
            self.refuse(name, Reason::Missing);
        }
        self.one(name, reason, read)
    }

    /// A parameter that may come several times.
    pub(crate) fn several<T>(&mut self, name: &'static str, reason: Reason, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let values: Vec<Option<T>> = self.params.all(name).map(read).collect();
        if values.iter().any(Option::is_none) || values.len() > 20 {
            self.refuse(name, reason);
        }
        values.into_iter().flatten().collect()
    }

    /// What the trace of the call holds: the names and values that were understood, a fingerprint in the place of a student's number.
    fn trace(&self) -> String {
        if !self.wrongs.is_empty() {
            return format!("refused: {}", self.wrongs.iter().map(|w| w.name.as_str()).collect::<Vec<_>>().join(" "));
        }
        let pair = |(name, value): (&str, &str)| match name {
            STUDENT => format!("{name}={}", pseudonym(value)),
            _ => format!("{name}={value}"),
        };
        self.params.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// What the trace holds, and what was read, if everything was understood.
    pub(crate) fn understood<T>(self, read: T) -> (String, Result<T, Problem>) {
        let trace = self.trace();
        (trace, if self.wrongs.is_empty() { Ok(read) } else { Err(Problem::Unreadable(self.wrongs)) })
    }
}

/// What stands for a student's number in traces: who knows the number finds it, nobody reads it.
pub(crate) fn pseudonym(student: &str) -> String {
    let hex = Fingerprint::of(student).hex();
    format!("sha256:{}", hex.get(..16).unwrap_or_default())
}

/// A code of the referential: 1 to 40 visible ASCII characters.
pub(crate) fn code(text: &str) -> Option<String> {
    ((1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())).then(|| text.to_owned())
}

/// A student's number: 1 to 40 letters, digits, dots, hyphens and underscores.
pub(crate) fn student(text: &str) -> Option<String> {
    code(text).filter(|number| number.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')))
}

/// An academic year by its first civil year, four digits.
pub(crate) fn year(text: &str) -> Option<AcademicYear> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().and_then(AcademicYear::starting)
}

/// A day, `2026-03-02`.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    shaped.then(|| text.parse().ok()).flatten()
}

/// Every status.
pub(crate) fn statuses() -> impl Iterator<Item = Status> {
    Phase::ALL.into_iter().map(Status::Phase).chain([Status::Running, Status::Ended])
}

/// A status by its stable code.
pub(crate) fn status(text: &str) -> Option<Status> {
    statuses().find(|status| status.code() == text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_mistake_is_named_at_once() {
        let mut query = Query::read("yeer=2025&year=25&student=%20&step=a&step=b&limit=5", &["year", STUDENT, "step", "limit", "from"]);
        query.one("year", Reason::Year, year);
        query.one(STUDENT, Reason::Student, student);
        query.one("step", Reason::Code, code);
        query.one("limit", Reason::Limit, |t| t.parse::<u8>().ok());
        query.required("from", Reason::Day, day);
        let (trace, Err(Problem::Unreadable(wrongs))) = query.understood(()) else { panic!("understood") };
        assert_eq!(trace, "refused: yeer year student step from");
        let reasons: Vec<_> = wrongs.iter().map(|w| w.reason).collect();
        assert_eq!(reasons, [Reason::Unknown, Reason::Year, Reason::Student, Reason::Repeated, Reason::Missing]);
    }

    #[test]
    fn a_trace_names_no_student() {
        let mut query = Query::read("student=21800001&year=2025", &["year", STUDENT]);
        query.one(STUDENT, Reason::Student, student);
        let (trace, _) = query.understood(());
        assert!(!trace.contains("21800001") && trace.ends_with("&year=2025"), "{trace}");
        assert!(trace.starts_with(&format!("student={}", pseudonym("21800001"))));
    }

    #[test]
    fn what_is_not_utf8_is_refused() {
        assert!(matches!(Query::read("student=%ff", &[STUDENT]).understood(()), (_, Err(Problem::Unreadable(_)))));
    }

    #[test]
    fn values_are_read_as_the_document_says() {
        assert_eq!(
            [year("2025").is_some(), year("1989").is_some(), year("2025 ").is_some(), year("+202").is_some()],
            [true, false, false, false]
        );
        assert_eq!([day("2026-02-28").is_some(), day("2026-02-30").is_some(), day("+026-2-281").is_some()], [true, false, false]);
        assert_eq!([code("DRT3").is_some(), code("").is_some(), code("a b").is_some(), code("é").is_some()], [true, false, false, false]);
        assert!(statuses().all(|s| status(s.code()) == Some(s)));
    }

    proptest! {
        #[test]
        fn any_query_is_read_or_refused(text in "\\PC{0,80}") {
            let mut query = Query::read(&text, &["year", STUDENT, "from"]);
            query.one("year", Reason::Year, year);
            query.one(STUDENT, Reason::Student, student);
            query.required("from", Reason::Day, day);
            let _ = query.understood(());
        }
    }
}
