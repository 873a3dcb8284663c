//! Phone numbers as people read them out.

use crate::locale::Locale;

/// A French number in pairs, « 02 99 00 00 00 », "+33 2 99 00 00 00" for readers of elsewhere; any other as it is.
pub fn as_read(locale: Locale, number: &str) -> String {
    let compact: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(own) = compact.strip_prefix("+33").filter(|n| n.len() == 9 && n.bytes().all(|b| b.is_ascii_digit())) else {
        return number.to_owned();
    };
    let (first, rest) = own.split_at(1);
    let lead = match locale {
        Locale::Fr => format!("0{first}"),
        Locale::En => format!("+33\u{a0}{first}"),
    };
    let pairs = rest.as_bytes().chunks(2).map(String::from_utf8_lossy);
    std::iter::once(lead.into()).chain(pairs).collect::<Vec<_>>().join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers_stand_in_pairs_and_others_as_they_are() {
        for french in ["+33299000000", "+33 2 99 00 00 00"] {
            assert_eq!(as_read(Locale::Fr, french), "02\u{a0}99\u{a0}00\u{a0}00\u{a0}00");
            assert_eq!(as_read(Locale::En, french), "+33\u{a0}2\u{a0}99\u{a0}00\u{a0}00\u{a0}00");
        }
        for other in ["+442079460000", "+3329900", "", "3939", "+33²99000000"] {
            assert_eq!(as_read(Locale::Fr, other), other);
        }
    }
}
