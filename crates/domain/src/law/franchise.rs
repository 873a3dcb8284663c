//! What is free of contributions, and who is the employer for accidents at work that follows from it.

use super::{
    ceilings::{CURRENT_SHARE, Ceilings},
    duration::{Minutes, Month},
    gratification::share_of,
    money::Cents,
};

/// The employer for accidents at work and occupational diseases (CSS R412-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employer {
    /// Within the franchise.
    Institution,
    /// Above it.
    Host,
}

/// A month's franchise and what exceeds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Franchise {
    /// Free of contributions.
    pub free: Cents,
    /// What bears them.
    pub base: Cents,
}

impl Franchise {
    /// Of a month's hours, with what is paid in money and in kind. CSS L136-1-1 III 1° b, D136-1, L242-1.
    pub fn of_month(month: Month, hours: Minutes, paid: Cents, ceilings: &Ceilings) -> Self {
        let free = share_of(hours, ceilings.of(month.year).euros, CURRENT_SHARE);
        Self { free, base: paid.above(free) }
    }

    /// Who answers as employer for accidents at work. CSS R412-4.
    pub fn employer(self) -> Employer {
        if self.base > Cents(0) { Employer::Host } else { Employer::Institution }
    }
}
