//! Counts, amounts and durations as a document prints them.

use tremplin_domain::law::duration::{LegalDuration, Minutes};

use crate::Language;

/// « 52 080 » with a narrow no-break space, "52,080".
pub(crate) fn count(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(match language {
                Language::Fr => '\u{202f}',
                Language::En => ',',
            });
        }
        text.push(digit);
    }
    text
}

/// Hundredths without needless zeros: « 12,5 », "30".
pub(crate) fn decimal(language: Language, hundredths: i64) -> String {
    let rest = hundredths.unsigned_abs() % 100;
    let whole = count(language, hundredths / 100);
    let point = match language {
        Language::Fr => ',',
        Language::En => '.',
    };
    match rest {
        0 => whole,
        rest if rest.is_multiple_of(10) => format!("{whole}{point}{}", rest / 10),
        rest => format!("{whole}{point}{rest:02}"),
    }
}

/// « 4,50 € », "€4.50", « 600,00 CHF », "CHF 600.00".
pub(crate) fn money(language: Language, cents: i64, currency: &str) -> String {
    let (whole, rest) = (count(language, cents / 100), cents.unsigned_abs() % 100);
    match (language, currency) {
        (Language::Fr, "EUR" | "") => format!("{whole},{rest:02}\u{a0}€"),
        (Language::Fr, other) => format!("{whole},{rest:02}\u{a0}{other}"),
        (Language::En, "EUR" | "") => format!("€{whole}.{rest:02}"),
        (Language::En, other) => format!("{other}\u{a0}{whole}.{rest:02}"),
    }
}

/// « 868 h », « 7 h 30 », "7 h 30 min".
pub(crate) fn hours(language: Language, minutes: Minutes) -> String {
    let (hours, rest) = minutes.split();
    let whole = count(language, hours.into());
    match (language, rest) {
        (_, 0) => format!("{whole}\u{a0}h"),
        (Language::Fr, rest) => format!("{whole}\u{a0}h\u{a0}{rest:02}"),
        (Language::En, rest) => format!("{whole}\u{a0}h\u{a0}{rest:02}\u{a0}min"),
    }
}

/// « 124 jours », "1 day".
pub(crate) fn days(language: Language, number: u32) -> String {
    let word = match (language, number) {
        (Language::Fr, 0 | 1) => "jour",
        (Language::Fr, _) => "jours",
        (Language::En, 1) => "day",
        (Language::En, _) => "days",
    };
    format!("{}\u{a0}{word}", count(language, number.into()))
}

/// « 5 mois, 14 jours et 1 h », as the law counts them (D124-6).
pub(crate) fn legal(language: Language, duration: LegalDuration) -> String {
    let LegalDuration { months, days: legal_days, rest } = duration;
    let month = match (language, months) {
        (Language::Fr, _) => "mois",
        (Language::En, 1) => "month",
        (Language::En, _) => "months",
    };
    let mut parts = Vec::new();
    if months > 0 {
        parts.push(format!("{months}\u{a0}{month}"));
    }
    if legal_days > 0 || (months == 0 && rest == Minutes(0)) {
        parts.push(days(language, legal_days));
    }
    if rest > Minutes(0) {
        parts.push(hours(language, rest));
    }
    let and = match language {
        Language::Fr => " et ",
        Language::En => " and ",
    };
    match parts.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{}{and}{last}", most.join(", ")),
        _ => parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_spaces_and_signs() {
        assert_eq!(money(Language::Fr, 390_600, "EUR"), "3\u{202f}906,00\u{a0}€");
        assert_eq!(money(Language::En, 390_605, "EUR"), "€3,906.05");
        assert_eq!(money(Language::Fr, 60_000, "CHF"), "600,00\u{a0}CHF");
        assert_eq!(money(Language::En, 60_000, "CHF"), "CHF\u{a0}600.00");
        assert_eq!(hours(Language::Fr, Minutes(450)), "7\u{a0}h\u{a0}30");
        assert_eq!(hours(Language::En, Minutes(66_000)), "1,100\u{a0}h");
        assert_eq!([decimal(Language::Fr, 1250), decimal(Language::En, 3000), decimal(Language::Fr, 125)], ["12,5", "30", "1,25"]);
    }

    #[test]
    fn months_and_days_are_those_of_the_law() {
        let said = |language, minutes| legal(language, Minutes(minutes).into());
        assert_eq!(said(Language::Fr, 52_080), "5\u{a0}mois et 14\u{a0}jours");
        assert_eq!(said(Language::Fr, 25_260), "2\u{a0}mois, 16\u{a0}jours et 1\u{a0}h");
        assert_eq!(said(Language::En, 9_240), "1\u{a0}month");
        assert_eq!(said(Language::En, 420), "1\u{a0}day");
        assert_eq!(said(Language::Fr, 60), "1\u{a0}h");
        assert_eq!(said(Language::Fr, 0), "0\u{a0}jour");
    }
}
