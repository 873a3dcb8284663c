//! Counts, amounts, durations.

use tremplin_domain::locale::Locale;

/// « 4 127 » with a narrow no-break space, "4,127".
pub fn count(locale: Locale, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + 8);
    if number < 0 {
        text.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(match locale {
                Locale::Fr => super::NNBSP,
                Locale::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

/// Hundredths with two decimals: « 4,50 », "4.50".
pub fn decimal(locale: Locale, hundredths: i64) -> String {
    let cents = hundredths.unsigned_abs() % 100;
    let whole = count(locale, hundredths / 100);
    // -50 hundredths has a whole part of zero, which carries no sign.
    let sign = if hundredths < 0 && hundredths > -100 { "−" } else { "" };
    match locale {
        Locale::Fr => format!("{sign}{whole},{cents:02}"),
        Locale::En => format!("{sign}{whole}.{cents:02}"),
    }
}

/// « 3 906,00 € », "€3,906.00", from cents.
pub fn money(locale: Locale, cents: i64) -> String {
    match locale {
        Locale::Fr => format!("{}\u{a0}€", decimal(locale, cents)),
        Locale::En if cents < 0 => format!("−€{}", decimal(locale, cents.saturating_neg())),
        Locale::En => format!("€{}", decimal(locale, cents)),
    }
}

/// « 868 h », « 7 h 30 », "7 h 30 min", from minutes.
pub fn hours(locale: Locale, minutes: i64) -> String {
    let rest = minutes.unsigned_abs() % 60;
    let sign = if minutes < 0 && minutes > -60 { "−" } else { "" };
    let whole = count(locale, minutes / 60);
    match (locale, rest) {
        (_, 0) => format!("{whole}\u{a0}h"),
        (Locale::Fr, rest) => format!("{sign}{whole}\u{a0}h\u{a0}{rest:02}"),
        (Locale::En, rest) => format!("{sign}{whole}\u{a0}h\u{a0}{rest:02}\u{a0}min"),
    }
}

/// « 15 % », "15%".
pub fn percent(locale: Locale, whole: i64) -> String {
    match locale {
        Locale::Fr => format!("{}\u{202f}%", count(locale, whole)),
        Locale::En => format!("{}%", count(locale, whole)),
    }
}

/// « 212 ko », « 1,4 Mo », "1.4 MB".
pub fn file_size(locale: Locale, bytes: u64) -> String {
    let (kilo, mega) = match locale {
        Locale::Fr => ("ko", "Mo"),
        Locale::En => ("kB", "MB"),
    };
    let thousands = bytes.div_ceil(1000);
    if thousands < 1000 {
        return format!("{thousands}\u{a0}{kilo}");
    }
    let tenths = (bytes + 50_000) / 100_000;
    let point = match locale {
        Locale::Fr => ',',
        Locale::En => '.',
    };
    let whole = count(locale, i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    format!("{whole}{point}{}\u{a0}{mega}", tenths % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Locale::En, Locale::Fr, *};

    #[test]
    fn counts_are_grouped_by_three() {
        assert_eq!([0, 12, 999].map(|n| count(Fr, n)), ["0", "12", "999"]);
        assert_eq!((count(Fr, 4127), count(Fr, 1_000_000)), ("4\u{202f}127".into(), "1\u{202f}000\u{202f}000".into()));
        assert_eq!((count(En, 10_000), count(Fr, -1234)), ("10,000".into(), "−1\u{202f}234".into()));
    }

    #[test]
    fn amounts_keep_their_cents() {
        assert_eq!(money(Fr, 390_600), "3\u{202f}906,00\u{a0}€");
        assert_eq!([money(En, 390_605), money(En, -5), money(Fr, -5)], ["€3,906.05", "−€0.05", "−0,05\u{a0}€"]);
    }

    #[test]
    fn hours_say_minutes_only_when_there_are_some() {
        assert_eq!([hours(Fr, 52_080), hours(Fr, 450), hours(Fr, 65)], ["868\u{a0}h", "7\u{a0}h\u{a0}30", "1\u{a0}h\u{a0}05"]);
        assert_eq!((hours(En, 450), hours(Fr, 0)), ("7\u{a0}h\u{a0}30\u{a0}min".into(), "0\u{a0}h".into()));
    }

    #[test]
    fn sizes_and_shares_have_their_unit() {
        assert_eq!(
            [file_size(Fr, 211_300), file_size(Fr, 1_440_000), file_size(En, 1_440_000)],
            ["212\u{a0}ko", "1,4\u{a0}Mo", "1.4\u{a0}MB"]
        );
        assert_eq!((percent(Fr, 15), percent(En, 15)), ("15\u{202f}%".into(), "15%".into()));
    }

    proptest! {
        #[test]
        fn every_number_is_written_and_keeps_its_digits(n: i64) {
            let digits: String = count(Fr, n).chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits, n.unsigned_abs().to_string());
            let _ = (money(Fr, n), money(En, n), hours(En, n), decimal(En, n), file_size(Fr, n.unsigned_abs()));
        }
    }
}
