//! How many interns one person may follow at once.

use chrono::NaiveDate;

use super::period::Period;

/// A tutor of the host is refused when already named in three conventions in execution on the day of the designation. L124-10, R124-13.
pub const TUTOR_MAXIMUM: u32 = 3;

/// An *enseignant référent* follows at most 24 interns at once in higher education, or fewer where the board says so. L124-2 3°, D124-3.
pub const TEACHER_MAXIMUM: u32 = 24;

/// How many of these internships run on a day.
pub fn running_on(day: NaiveDate, internships: &[Period]) -> u32 {
    count(internships.iter().filter(|period| period.contains(day)).count())
}

/// The most of `others` that run on one same day of `period`.
pub fn most_at_once(period: Period, others: &[Period]) -> u32 {
    let common: Vec<_> = others.iter().filter_map(|other| other.common(period)).collect();
    common.iter().map(|one| running_on(one.first(), &common)).max().unwrap_or(0)
}

/// Whether a tutor with that many running conventions may take one more. L124-10, R124-13.
pub const fn tutor_is_free(running: u32) -> bool {
    running < TUTOR_MAXIMUM
}

/// Whether a teacher with that many running conventions may take one more, `board` being the maximum that the board set. L124-2 3°, D124-3.
pub const fn teacher_is_free(running: u32, board: u32) -> bool {
    running < teacher_maximum(board)
}

/// The board's maximum, never above the decree's.
pub const fn teacher_maximum(board: u32) -> u32 {
    if board < TEACHER_MAXIMUM { board } else { TEACHER_MAXIMUM }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
