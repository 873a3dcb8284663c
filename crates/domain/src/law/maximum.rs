//! The most that one intern may do at one host in one academic year.

use super::{
    duration::{Minutes, SIX_MONTHS},
    identifiers::Siren,
};
use crate::year::AcademicYear;

/// What makes two hosts the same: the legal entity (Cass. soc. 7 January 2026, n° 24-12.244), or our own key where there is no SIREN.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostKey {
    /// A French legal entity.
    Siren(Siren),
    /// Abroad, or a body without a number: whatever the caller tells hosts apart by.
    Other(String),
}

/// One convention's share of a year at a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub host: HostKey,
    /// The academic year of the enrolment.
    pub year: AcademicYear,
    /// Presence and leave (L124-18).
    pub duration: Minutes,
}

/// All stays of an academic year at one host, whatever the school. L124-5.
pub fn total_at(host: &HostKey, year: AcademicYear, stays: &[Stay]) -> Minutes {
    stays.iter().filter(|stay| stay.host == *host && stay.year == year).map(|stay| stay.duration).sum()
}

/// What exceeds six months, 924 h. L124-5, L124-18, D124-6.
pub fn excess(total: Minutes) -> Minutes {
    total.above(SIX_MONTHS)
}
