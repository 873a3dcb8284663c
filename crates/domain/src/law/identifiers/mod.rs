//! Identifiers of companies, schools and people, parsed once: a value of these types is well formed.
//!
//! `parse` is strict, one spelling; [`typed`] first removes the spaces and dots that people put between digits.

mod company;
mod contact;
mod school;

pub use company::{Naf, NafVersion, Siren, Siret};
pub use contact::{Phone, Postcode};
pub use school::{Ine, Uai};

/// Why a text is not the identifier that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Not the right length or characters.
    #[error("not the right length or characters")]
    Shape,
    /// The check digit or letter does not agree: most often a typing mistake.
    #[error("the check digit does not agree")]
    Checksum,
}

/// Parses what a person typed: white space of any kind, dots, dashes and slashes are ignored, letters are made capital.
pub fn typed<T: std::str::FromStr<Err = Malformed>>(text: &str) -> Result<T, Malformed> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/')).collect();
    kept.to_uppercase().parse()
}

/// The number that exactly `N` ASCII digits write.
fn digits<const N: usize>(text: &str) -> Result<[u8; N], Malformed> {
    let bytes: [u8; N] = text.as_bytes().try_into().map_err(|_| Malformed::Shape)?;
    if bytes.iter().all(u8::is_ascii_digit) { Ok(bytes.map(|b| b - b'0')) } else { Err(Malformed::Shape) }
}

/// Digits as the number that they write.
fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |n, digit| n * 10 + u64::from(*digit))
}
