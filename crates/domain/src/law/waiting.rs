//! The waiting period between two interns on one post (*délai de carence*).

use chrono::{Days, NaiveDate};

use super::period::Period;

/// How the previous internship ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ending {
    /// At its term, or broken off by another party.
    #[default]
    Ordinary,
    /// Broken off before its term by the intern: nobody has to wait.
    ByTheIntern,
    /// Broken off before its term, it is not known by whom: as at its term, unless it was by the intern.
    BrokenOff,
}

/// How long a post stays without an intern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Calendar days.
    pub days: u32,
    /// The first day on which the next internship may start.
    pub earliest: NaiveDate,
}

/// A third of the previous internship's calendar days, rounded up; the same intern waits as another would. L124-11.
pub fn after(previous: Period, ending: Ending) -> Waiting {
    let days = match ending {
        Ending::Ordinary | Ending::BrokenOff => previous.length().div_ceil(3),
        Ending::ByTheIntern => 0,
    };
    let earliest = previous.last().checked_add_days(Days::new(u64::from(days) + 1)).unwrap_or(NaiveDate::MAX);
    Waiting { days, earliest }
}
