//! UAI (schools) and INE (students).

use std::{fmt, str::FromStr};

use super::{Malformed, digits, number};

/// A school's number: seven digits and the letter that they give modulo 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uai(u64);

const UAI_LETTERS: [char; 23] =
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z'];

impl Uai {
    fn letter(self) -> char {
        usize::try_from(self.0 % 23).ok().and_then(|i| UAI_LETTERS.get(i)).copied().unwrap_or('A')
    }
}

impl FromStr for Uai {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (figures, letter) = text.split_at_checked(7).ok_or(Malformed::Shape)?;
        let uai = Self(number(&digits::<7>(figures)?));
        let mut letters = letter.chars();
        match (letters.next().filter(char::is_ascii_uppercase), letters.next()) {
            (Some(letter), None) if letter == uai.letter() => Ok(uai),
            (Some(_), None) => Err(Malformed::Checksum),
            _ => Err(Malformed::Shape),
        }
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}{}", self.0, self.letter())
    }
}

/// A student's national number: eleven digits and capitals. Its keys are not public: the shape is all that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ine([u8; 11]);

impl Ine {
    /// The characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Ine {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let bytes: [u8; 11] = text.as_bytes().try_into().map_err(|_| Malformed::Shape)?;
        if bytes.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) { Ok(Self(bytes)) } else { Err(Malformed::Shape) }
    }
}

impl fmt::Display for Ine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::typed;
    use super::*;

    #[test]
    fn a_uai_has_a_letter_that_agrees() {
        let uai: Uai = "0350936C".parse().unwrap();
        assert_eq!(uai.to_string(), "0350936C");
        assert_eq!(typed("0350936 c"), Ok(uai));
        for (wrong, why) in [
            ("0350936D", Malformed::Checksum),
            ("0350936I", Malformed::Checksum),
            ("0350936c", Malformed::Shape),
            ("350936C", Malformed::Shape),
            ("0350936", Malformed::Shape),
            ("0350936CC", Malformed::Shape),
        ] {
            assert_eq!(wrong.parse::<Uai>(), Err(why), "{wrong}");
        }
    }

    #[test]
    fn an_ine_has_eleven_digits_and_capitals() {
        assert_eq!("123456789AB".parse::<Ine>().unwrap().to_string(), "123456789AB");
        for wrong in ["123456789A", "123456789ab", "123456789A-", "1234567é9A"] {
            assert_eq!(wrong.parse::<Ine>(), Err(Malformed::Shape), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_identifier_or_an_error(text in ".{0,14}") {
            let _ = (text.parse::<Uai>(), text.parse::<Ine>());
        }

        #[test]
        fn seven_digits_have_exactly_one_letter(figures in "[0-9]{7}") {
            let good: Vec<Uai> = ('A'..='Z').filter_map(|letter| format!("{figures}{letter}").parse().ok()).collect();
            prop_assert_eq!(good.len(), 1);
            prop_assert_eq!(good[0].to_string().parse(), Ok(good[0]));
        }

        #[test]
        fn an_ine_comes_back(text in "[0-9A-Z]{11}") {
            prop_assert_eq!(text.parse::<Ine>().unwrap().to_string(), text);
        }
    }
}
