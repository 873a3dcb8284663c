//! Identifiers that cannot be taken for one another.

use std::{fmt, str::FromStr};

use crate::year::AcademicYear;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A convention.
    ConventionId
    /// A student, known by institution and student number: logins are reused by directories.
    StudentId
    /// An *enseignant référent*.
    TeacherId
    /// A *centre de gestion*.
    CentreId
    /// An *établissement d'accueil*.
    HostId
    /// A *service d'accueil* of a host.
    ServiceId
    /// A person of a host: tutor, signatory or both.
    ContactId
    /// A message waiting in, or gone from, the outbox.
    MessageId
    /// A saved view of a list.
    ViewId
    /// A system that reads through the API.
    ClientId
}

/// The number people quote: the first civil year of the academic year, then a sequence of at least five digits (`2026-00123`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConventionNumber {
    /// The academic year the number was given in.
    pub year: AcademicYear,
    /// 1 and up, without gaps within a year but for abandoned transactions.
    pub sequence: u32,
}

impl fmt::Display for ConventionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:05}", self.year.first(), self.sequence)
    }
}

/// Not of the form `2026-00123`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a convention number")]
pub struct NotANumber;

impl FromStr for ConventionNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (year, sequence) = text.trim().split_once('-').ok_or(NotANumber)?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !(1..=9).contains(&sequence.len()) || !digits(year) || !digits(sequence) {
            return Err(NotANumber);
        }
        let year = year.parse().ok().and_then(AcademicYear::starting).ok_or(NotANumber)?;
        match sequence.parse() {
            Ok(sequence) if sequence > 0 => Ok(Self { year, sequence }),
            _ => Err(NotANumber),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_reads_as_people_quote_it() {
        let number: ConventionNumber = "2026-00123".parse().unwrap();
        assert_eq!((number.year.first(), number.sequence), (2026, 123));
        assert_eq!(number.to_string(), "2026-00123");
        assert_eq!("2026-1234567".parse::<ConventionNumber>().unwrap().to_string(), "2026-1234567");
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_an_error(text in ".{0,20}") {
            if let Ok(number) = text.parse::<ConventionNumber>() {
                prop_assert_eq!(number.to_string().parse::<ConventionNumber>(), Ok(number));
            }
        }
    }
}
