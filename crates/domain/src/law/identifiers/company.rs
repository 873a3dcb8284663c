//! SIREN, SIRET, NAF.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};

use super::{Malformed, digits, number};

/// A legal entity: nine digits with a Luhn key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siren(u64);

/// La Poste, whose establishments may follow another key.
const LA_POSTE: Siren = Siren(356_000_000);

impl FromStr for Siren {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::of(&digits::<9>(text)?)
    }
}

impl Siren {
    fn of(digits: &[u8]) -> Result<Self, Malformed> {
        match number(digits) {
            0 => Err(Malformed::Checksum), // zeros satisfy Luhn
            siren if luhn(digits) => Ok(Self(siren)),
            _ => Err(Malformed::Checksum),
        }
    }
}

impl fmt::Display for Siren {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

/// An establishment: its SIREN, then five digits, the last one a Luhn key over the fourteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siret(u64);

impl Siret {
    /// The legal entity of the establishment.
    pub const fn siren(self) -> Siren {
        Siren(self.0 / 100_000)
    }

    /// As people read it: « 443 061 841 00047 », with no-break spaces.
    pub fn as_read(self) -> String {
        let siren = self.siren().0;
        format!("{:03}\u{a0}{:03}\u{a0}{:03}\u{a0}{:05}", siren / 1_000_000, siren / 1_000 % 1_000, siren % 1_000, self.0 % 100_000)
    }
}

impl FromStr for Siret {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let digits = digits::<14>(text)?;
        let siren = Siren::of(&digits[..9])?;
        let sum: u32 = digits.iter().map(|d| u32::from(*d)).sum();
        if luhn(&digits) || (siren == LA_POSTE && sum.is_multiple_of(5)) { Ok(Self(number(&digits))) } else { Err(Malformed::Checksum) }
    }
}

impl fmt::Display for Siret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

fn luhn(digits: &[u8]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(i, digit)| match u32::from(*digit) << (i % 2) {
        two_digits @ 10.. => two_digits - 9,
        one_digit => one_digit,
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

/// Which nomenclature a NAF code is of: the form is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NafVersion {
    /// NAF rev. 2 (2008).
    Rev2,
    /// NAF 2025, the official one from 1 January 2027.
    Naf2025,
}

impl NafVersion {
    /// The official one on a day.
    pub fn on(day: NaiveDate) -> Self {
        if day.year() < 2027 { Self::Rev2 } else { Self::Naf2025 }
    }
}

/// A NAF/APE code, written `62.01Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Naf {
    division: u8,
    class: u8,
    subclass: char,
}

impl Naf {
    /// The first two digits, by which statistics group activities.
    pub const fn division(self) -> u8 {
        self.division
    }
}

impl FromStr for Naf {
    type Err = Malformed;

    /// With or without the point.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (figures, subclass) = text.split_at_checked(text.len().saturating_sub(1)).ok_or(Malformed::Shape)?;
        let subclass = subclass.chars().next().filter(char::is_ascii_uppercase).ok_or(Malformed::Shape)?;
        let figures = match figures.split_once('.') {
            Some((division, class)) if division.len() == 2 => format!("{division}{class}"),
            Some(_) => return Err(Malformed::Shape),
            None => figures.to_owned(),
        };
        let [a, b, c, d] = digits::<4>(&figures)?;
        Ok(Self { division: a * 10 + b, class: c * 10 + d, subclass })
    }
}

impl fmt::Display for Naf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}.{:02}{}", self.division, self.class, self.subclass)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::typed;
    use super::*;

    #[test]
    fn a_siret_has_two_keys_and_its_siren() {
        let siret: Siret = "44306184100047".parse().unwrap();
        assert_eq!((siret.to_string().as_str(), siret.siren().to_string().as_str()), ("44306184100047", "443061841"));
        assert_eq!(siret.as_read(), "443\u{a0}061\u{a0}841\u{a0}00047");
        for wrong in [
            "44306184100048",
            "44306184200047",
            "00000000000000",
            "4430618410004",
            "443061841000471",
            "4430618410004a",
            "443 061 841 00047",
            "",
        ] {
            assert!(wrong.parse::<Siret>().is_err(), "{wrong}");
        }
        assert_eq!(typed::<Siret>(" 443 061 841 000\u{a0}47 "), Ok(siret));
    }

    #[test]
    fn la_poste_has_a_key_of_its_own() {
        for (siret, good) in [("35600000000048", true), ("35600000049837", true), ("35600000049838", false)] {
            assert_eq!(siret.parse::<Siret>().is_ok(), good, "{siret}");
        }
        assert_eq!("73282932000075".parse::<Siret>(), Err(Malformed::Checksum), "others follow Luhn only");
    }

    #[test]
    fn a_naf_code_is_kept_with_its_point() {
        assert_eq!("6201Z".parse::<Naf>().unwrap().to_string(), "62.01Z");
        assert_eq!("62.01Z".parse::<Naf>(), typed("62.01 z"));
        assert_eq!("01.11Z".parse::<Naf>().unwrap().division(), 1);
        for wrong in ["6201", "620.1Z", "62..01Z", "6201z", "6201É", "62.011Z", ""] {
            assert_eq!(wrong.parse::<Naf>(), Err(Malformed::Shape), "{wrong}");
        }
        assert_eq!(NafVersion::on("2026-12-31".parse().unwrap()), NafVersion::Rev2);
        assert_eq!(NafVersion::on("2027-01-01".parse().unwrap()), NafVersion::Naf2025);
    }

    proptest! {
        #[test]
        fn any_text_is_an_identifier_or_an_error(text in ".{0,20}") {
            let _ = (text.parse::<Siren>(), text.parse::<Siret>(), text.parse::<Naf>());
        }

        #[test]
        fn digits_that_are_accepted_come_back(text in "[0-9]{9}|[0-9]{14}|[0-9]{2}\\.?[0-9]{2}[A-Z]") {
            if let Ok(siren) = text.parse::<Siren>() { prop_assert_eq!(siren.to_string(), text.as_str()); }
            if let Ok(siret) = text.parse::<Siret>() { prop_assert_eq!(siret.to_string(), text.as_str()); }
            if let Ok(naf) = text.parse::<Naf>() { prop_assert_eq!(naf.to_string().parse(), Ok(naf)); }
        }

        #[test]
        fn one_wrong_digit_is_noticed(stem in 1_u64..9_999_999_999_999, at in 0_usize..14, other in 1_u8..10) {
            let stem = format!("{stem:013}");
            let valid = (0..10).map(|key| format!("{stem}{key}")).find_map(|text| text.parse::<Siret>().ok().map(|siret| (text, siret)));
            if let Some((text, siret)) = valid.filter(|(_, siret)| siret.siren() != LA_POSTE) {
                let mut bytes = text.into_bytes();
                bytes[at] = b'0' + (bytes[at] - b'0' + other) % 10;
                let changed = String::from_utf8(bytes).unwrap();
                prop_assume!(!changed.starts_with("356000000"));
                prop_assert_ne!(changed.parse::<Siret>(), Ok(siret));
                prop_assert!(changed.parse::<Siret>().is_err());
            }
        }
    }
}
