//! Money in integer cents; fractions are exact until they are rounded, half up.

use std::{fmt, iter::Sum, ops};

/// An amount in cents of euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(pub i64);

impl Cents {
    /// A whole number of euros.
    pub const fn euros(euros: i64) -> Self {
        Self(euros.saturating_mul(100))
    }

    /// `numerator / denominator` cents, rounded half up; zero when the denominator is.
    pub(crate) fn ratio(numerator: i128, denominator: i128) -> Self {
        let twice = denominator.saturating_mul(2);
        let cents = numerator.saturating_mul(2).saturating_add(denominator).checked_div_euclid(twice).unwrap_or(0);
        Self(i64::try_from(cents).unwrap_or(if cents < 0 { i64::MIN } else { i64::MAX }))
    }

    /// That many times the amount.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// What this exceeds `other` by; zero when it does not.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }
}

/// Digits, point, two decimals: for logs and files; people read what the messages format.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl ops::Add for Cents {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_a_cent_goes_up() {
        for (numerator, denominator, cents) in [(1, 2, 1), (3, 2, 2), (149, 100, 1), (-1, 2, 0), (-3, 2, -1), (7, 0, 0)] {
            assert_eq!(Cents::ratio(numerator, denominator), Cents(cents), "{numerator}/{denominator}");
        }
    }

    #[test]
    fn an_amount_reads_as_euros() {
        assert_eq!(Cents(138_608).to_string(), "1386.08");
        assert_eq!(Cents(-5).to_string(), "-0.05");
        assert_eq!(Cents::euros(3), Cents(300));
    }

    proptest! {
        #[test]
        fn rounding_is_off_by_half_a_cent_at_most(numerator in 0_i64..1_000_000_000, denominator in 1_i64..10_000) {
            let error = (Cents::ratio(numerator.into(), denominator.into()).0 * denominator - numerator) * 2;
            prop_assert!(-denominator < error && error <= denominator);
        }
    }
}
