//! The law of internships, as pure functions: minutes are integers, money is exact and rounded half up to the cent.
//!
//! Articles are those of the code de l'éducation (CE) unless said otherwise (CT: travail, CSS: sécurité sociale).
//! Nothing here knows the clock: dates, tables and policies are arguments. [`checks::run`] puts the rules together for one convention.

pub mod agreed;
pub mod ceilings;
pub mod checks;
pub mod duration;
pub mod franchise;
pub mod gratification;
pub mod holidays;
pub mod identifiers;
pub mod maximum;
pub mod mentions;
pub mod money;
pub mod period;
pub mod presence;
pub mod quota;
pub mod schedule;
pub mod supervision;
pub mod waiting;
pub mod working_time;
