//! French postcodes and phone numbers.

use std::{fmt, str::FromStr};

use super::{Malformed, digits, number};

/// A French postcode: departments 01 to 95, overseas 971 to 978 and 986 to 988.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode(u64);

impl FromStr for Postcode {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let code = number(&digits::<5>(text)?);
        if matches!(code, 1000..=95_999 | 97_100..=97_899 | 98_600..=98_899) { Ok(Self(code)) } else { Err(Malformed::Shape) }
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

/// A phone number in E.164: `+`, the country, the number, no spaces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// First digits after the 0 of national numbers, and the country code of the place that has them; the rest is +33.
const OVERSEAS: [(&str, &str); 15] = [
    ("262", "262"),
    ("263", "262"),
    ("269", "262"),
    ("639", "262"),
    ("692", "262"),
    ("693", "262"),
    ("508", "508"),
    ("590", "590"),
    ("690", "590"),
    ("691", "590"),
    ("594", "594"),
    ("694", "594"),
    ("596", "596"),
    ("696", "596"),
    ("697", "596"),
];

impl Phone {
    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person typed: international with `+` or `00`, or ten national digits; spaces, dots, dashes, slashes and `(0)` are ignored.
    pub fn typed(text: &str) -> Result<Self, Malformed> {
        let kept: String =
            text.replace("(0)", "").chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')')).collect();
        if let Some(international) = kept.strip_prefix("00") {
            return format!("+{international}").parse();
        }
        match kept.strip_prefix('0') {
            Some(national) if national.len() == 9 => {
                let country = OVERSEAS.iter().find(|(first, _)| national.starts_with(first)).map_or("33", |(_, country)| country);
                format!("+{country}{national}").parse()
            }
            _ => kept.parse(),
        }
    }
}

impl FromStr for Phone {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let number = text.strip_prefix('+').ok_or(Malformed::Shape)?;
        let digits = number.bytes().all(|b| b.is_ascii_digit()) && (7..=15).contains(&number.len()) && !number.starts_with('0');
        let french = number.strip_prefix("33").is_none_or(|rest| rest.len() == 9 && !rest.starts_with('0'));
        if digits && french { Ok(Self(text.to_owned())) } else { Err(Malformed::Shape) }
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_postcode_is_of_a_department() {
        for good in ["01000", "20200", "35042", "75116", "95999", "97150", "97800", "98800"] {
            assert_eq!(good.parse::<Postcode>().unwrap().to_string(), good);
        }
        for wrong in ["00100", "96000", "97000", "97900", "98000", "99000", "3500", "350000", "2A004"] {
            assert!(wrong.parse::<Postcode>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_phone_number_is_kept_in_one_form() {
        let cases = [
            ("06 12 34 56 78", "+33612345678"),
            ("02.99.12.34.56", "+33299123456"),
            ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("0033612345678", "+33612345678"),
            ("0262 12 34 56", "+262262123456"),
            ("0692123456", "+262692123456"),
            ("0590 12 34 56", "+590590123456"),
            ("0696123456", "+596696123456"),
            ("+687 12 34 56", "+687123456"),
            ("+44 20 7946 0000", "+442079460000"),
        ];
        for (text, kept) in cases {
            assert_eq!(Phone::typed(text).unwrap().as_str(), kept, "{text}");
        }
        for wrong in [
            "",
            "12",
            "06 12 34 56 7",
            "+33 0612345678",
            "+3361234567",
            "+0123456789",
            "+1234567890123456",
            "06 12 34 56 7a",
            "+٣٣٦١٢٣٤٥٦٧٨",
        ] {
            assert!(Phone::typed(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_an_error(text in ".{0,20}|[+0-9 .()-]{0,20}") {
            let _ = text.parse::<Postcode>();
            if let Ok(phone) = Phone::typed(&text) {
                prop_assert_eq!(Phone::typed(phone.as_str()), Ok(phone.clone()));
                prop_assert_eq!(phone.as_str().parse(), Ok(phone.clone()));
            }
        }
    }
}
