//! Dates, hours, amounts and counts as French and English people write them.
//!
//! Spaces inside a figure never break: U+202F between groups of digits, U+00A0 before a unit.

mod dates;
mod figures;
mod paris;

pub use dates::{Months, date, date_range, date_short, moment, month, time, weekday};
pub use figures::{count, decimal, file_size, hours, money, percent};
pub use paris::paris;

/// No-break space.
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space.
pub const NNBSP: char = '\u{202f}';
