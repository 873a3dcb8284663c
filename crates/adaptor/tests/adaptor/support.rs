//! Adaptors for tests.

use chrono::{TimeZone, Utc};
use tremplin_adaptor::{Adaptor, Part, Settings};
use tremplin_domain::year::AcademicYear;
use tremplin_identity::Clock;
use tremplin_services::adaptor::Double;

/// Everything that a double serves.
pub(crate) fn settings(double: &Double) -> Settings {
    Settings { parts: Part::ALL.into(), ..Settings::new(double.url()) }
}

/// An adaptor in November 2026.
pub(crate) fn adaptor(settings: Settings) -> Adaptor {
    let noon = Utc.with_ymd_and_hms(2026, 11, 3, 12, 0, 0).single().expect("a moment");
    Adaptor::new(settings, Clock::standing_at(noon)).expect("right settings")
}

/// The same, of everything that a double serves.
pub(crate) fn whole(double: &Double) -> Adaptor {
    adaptor(settings(double))
}

pub(crate) fn year(first: i32) -> AcademicYear {
    AcademicYear::starting(first).expect("a year")
}
