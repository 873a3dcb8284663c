//! What people type, turned into what it means, once, at the edge. Lenient in form (spaces, commas, « 7h30 »), strict in meaning.

use chrono::NaiveDate;

/// Why a text typed into a field is refused; the message `problem-{key}` says what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing given where something must be.
    #[error("required")]
    Required,
    /// Longer than that many characters.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Holds a character that no document can print.
    #[error("holds a control character")]
    ControlCharacter,
    /// Not a day of the calendar.
    #[error("not a date")]
    NotADate,
    /// Not a whole number.
    #[error("not a number")]
    NotANumber,
    /// Not an amount in hours and minutes.
    #[error("not hours")]
    NotHours,
    /// Not an amount of money.
    #[error("not an amount")]
    NotMoney,
    /// Outside these bounds, inclusive, in the unit of the field.
    #[error("not between {0} and {1}")]
    OutOfRange(i64, i64),
    /// Not an address for mail.
    #[error("not a mail address")]
    NotAMail,
    /// Not the address of a web site.
    #[error("not the address of a web site")]
    NotASite,
    /// Not a phone number.
    #[error("not a phone number")]
    NotAPhone,
    /// Not in the list.
    #[error("unknown choice")]
    UnknownChoice,
    /// Not a postcode of that country.
    #[error("not a postcode")]
    NotAPostcode,
    /// Not a valid SIRET.
    #[error("not a SIRET")]
    NotASiret,
    /// The SIRET of a host that is known already.
    #[error("the SIRET of a known host")]
    KnownSiret,
    /// Not a NAF code.
    #[error("not a NAF code")]
    NotANaf,
    /// The line of a list that cannot be read, counted from 1.
    #[error("line {0} cannot be read")]
    BadLine(usize),
    /// The ECTS of the line of a list, counted from 1, that are no number from 0 to so many with two decimals at most.
    #[error("the credits of line {0} are not a number from 0 to {1}")]
    NotCredits(usize, i64),
    /// The line of a list, counted from 1, that has no code.
    #[error("line {0} has no code")]
    NoCode(usize),
    /// A period ends before it starts.
    #[error("ends before it starts")]
    EndsBeforeStart,
    /// A period lies outside the internship.
    #[error("outside the internship")]
    OutsideInternship,
    /// Two lines of a list, counted from 1, that have a day in common.
    #[error("lines {0} and {1} overlap")]
    OverlappingLines(usize, usize),
    /// The line of a list, counted from 1, whose days are a Saturday and a Sunday only, on which no hours count.
    #[error("line {0} has no weekday")]
    OnlyWeekend(usize),
    /// Abroad, though the host is in France.
    #[error("the host is in France")]
    InFrance,
    /// In France, though the host is abroad.
    #[error("the host is abroad")]
    Abroad,
    /// Continuing education, though the enrolment is one of initial training.
    #[error("the enrolment is in initial training")]
    InitialTraining,
    /// Initial training, though the enrolment is one of continuing education.
    #[error("the enrolment is in continuing education")]
    ContinuingEducation,
    /// Another currency, though the host is in France.
    #[error("not in euros")]
    EurosOnly,
    /// More rows than a document can hold.
    #[error("more than {0} rows")]
    TooMany(usize),
}

impl Problem {
    /// The message key's last part.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong(_) => "too-long",
            Self::ControlCharacter => "control-character",
            Self::NotADate => "not-a-date",
            Self::NotANumber => "not-a-number",
            Self::NotHours => "not-hours",
            Self::NotMoney => "not-money",
            Self::OutOfRange(..) => "out-of-range",
            Self::NotAMail => "not-a-mail",
            Self::NotASite => "not-a-site",
            Self::NotAPhone => "not-a-phone",
            Self::UnknownChoice => "unknown-choice",
            Self::NotAPostcode => "not-a-postcode",
            Self::NotASiret => "not-a-siret",
            Self::KnownSiret => "known-siret",
            Self::NotANaf => "not-a-naf",
            Self::BadLine(_) => "bad-line",
            Self::NotCredits(..) => "not-credits",
            Self::NoCode(_) => "no-code",
            Self::EndsBeforeStart => "ends-before-start",
            Self::OutsideInternship => "outside-internship",
            Self::OverlappingLines(..) => "overlapping-lines",
            Self::OnlyWeekend(_) => "only-weekend",
            Self::InFrance => "in-france",
            Self::Abroad => "abroad",
            Self::InitialTraining => "initial-training",
            Self::ContinuingEducation => "continuing-education",
            Self::EurosOnly => "euros-only",
            Self::TooMany(_) => "too-many",
        }
    }

    /// The numbers its message speaks of.
    pub fn numbers(&self) -> (i64, i64) {
        let whole = |n| i64::try_from(n).unwrap_or(i64::MAX);
        match *self {
            Self::TooLong(n) | Self::BadLine(n) | Self::NoCode(n) | Self::OnlyWeekend(n) | Self::TooMany(n) => (whole(n), 0),
            Self::NotCredits(line, most) => (whole(line), most),
            Self::OverlappingLines(one, other) => (whole(one), whole(other)),
            Self::OutOfRange(low, high) => (low, high),
            _ => (0, 0),
        }
    }
}

/// One line, trimmed, inner white space folded to single spaces.
pub fn line(text: &str, max: usize) -> Result<String, Problem> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(joined, max, char::is_control)
}

/// Several lines, trimmed, with `\n` ends.
pub fn lines(text: &str, max: usize) -> Result<String, Problem> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    bounded(unified.trim().to_owned(), max, |c| c.is_control() && c != '\n' && c != '\t')
}

fn bounded(text: String, max: usize, refused: impl Fn(char) -> bool) -> Result<String, Problem> {
    if text.chars().any(refused) {
        return Err(Problem::ControlCharacter);
    }
    if text.chars().count() > max { Err(Problem::TooLong(max)) } else { Ok(text) }
}

/// A day: `2026-03-02` (what browsers send) or `02/03/2026` (what people type). Empty is none.
pub fn date(text: &str) -> Result<Option<NaiveDate>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"));
    match day {
        Ok(day) if (1900..=2999).contains(&chrono::Datelike::year(&day)) => Ok(Some(day)),
        _ => Err(Problem::NotADate),
    }
}

/// A whole number within bounds. Empty is none.
pub fn whole(text: &str, low: i64, high: i64) -> Result<Option<i64>, Problem> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let number: i64 = digits.parse().map_err(|_| Problem::NotANumber)?;
    if (low..=high).contains(&number) { Ok(Some(number)) } else { Err(Problem::OutOfRange(low, high)) }
}

/// Minutes, from `7`, `7,5`, `7.5`, `7h`, `7h30`, `7 h 30`, `7:30`. Empty is none. `max` in minutes.
pub fn minutes(text: &str, max: i64) -> Result<Option<i64>, Problem> {
    let text: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() {
        return Ok(None);
    }
    let total = if let Some((hours, rest)) = text.split_once(['h', ':']) {
        let hours = digits(hours, 5).ok_or(Problem::NotHours)?;
        let rest = rest.trim_end_matches("min");
        let rest = if rest.is_empty() { 0 } else { digits(rest, 2).filter(|m| *m < 60).ok_or(Problem::NotHours)? };
        hours * 60 + rest
    } else {
        let (hundredths, exact) = hundredths(&text).ok_or(Problem::NotHours)?;
        if !exact {
            return Err(Problem::NotHours);
        }
        (hundredths * 60 + 50) / 100
    };
    if total <= max { Ok(Some(total)) } else { Err(Problem::OutOfRange(0, max / 60)) }
}

/// Cents, from `3,90`, `3.9`, `1 234,50 €`. Empty is none. `max` in cents.
pub fn cents(text: &str, max: i64) -> Result<Option<i64>, Problem> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    if text.is_empty() {
        return Ok(None);
    }
    match hundredths(&text) {
        Some((cents, true)) if cents <= max => Ok(Some(cents)),
        Some((_, true)) => Err(Problem::OutOfRange(0, max / 100)),
        _ => Err(Problem::NotMoney),
    }
}

/// `12`, `12,3`, `12.34` as hundredths; false when there are more than two decimals.
fn hundredths(text: &str) -> Option<(i64, bool)> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let whole = digits(whole, 12)?;
    if fraction.is_empty() {
        return Some((whole * 100, !text.ends_with([',', '.'])));
    }
    let exact = fraction.len() <= 2;
    let cents = digits(&format!("{fraction:0<2}"), 12)?;
    Some((whole * 100 + if exact { cents } else { 0 }, exact))
}

fn digits(text: &str, longest: usize) -> Option<i64> {
    let plain = !text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A mail address, as far as a form can tell: the only proof is a delivered message. Empty is none.
pub fn mail(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    let Some((local, domain)) = text.rsplit_once('@') else {
        return if text.is_empty() { Ok(String::new()) } else { Err(Problem::NotAMail) };
    };
    let label = |l: &str| {
        !l.is_empty() && l.len() <= 63 && !l.starts_with('-') && !l.ends_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let good = (1..=64).contains(&local.len())
        && text.len() <= 254
        && local.chars().all(atom)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && domain.split('.').count() >= 2
        && domain.split('.').all(label);
    if good { Ok(text.to_owned()) } else { Err(Problem::NotAMail) }
}

/// A phone number, kept as people read it: E.164 (`+33612345678`), or ten French digits turned into it. Empty is none.
pub fn phone(text: &str) -> Result<String, Problem> {
    let mut compact: String = text.chars().filter(|c| !c.is_whitespace() && !"().-/\u{2011}".contains(*c)).collect();
    if compact.is_empty() {
        return Ok(compact);
    }
    if let Some(rest) = compact.strip_prefix("00") {
        compact = format!("+{rest}");
    } else if compact.len() == 10 && compact.starts_with('0') {
        compact = format!("+33{}", &compact[1..]);
    }
    let number = compact.strip_prefix('+').unwrap_or("");
    let good = (6..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    let french = number.strip_prefix("33").is_none_or(|n| n.len() == 9 && !n.starts_with('0'));
    if good && french { Ok(compact) } else { Err(Problem::NotAPhone) }
}

/// The address of a web site, `http` or `https`; a scheme that is left out is `https`. Empty is none. Nothing else that a link could run.
pub fn site(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let rest = whole.strip_prefix("https://").or_else(|| whole.strip_prefix("http://")).ok_or(Problem::NotASite)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    let label = |l: &str| !l.is_empty() && l.len() <= 63 && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    let good = name.split('.').count() >= 2 && name.split('.').all(label) && !whole.contains(|c: char| c.is_control() || c.is_whitespace());
    if !good {
        return Err(Problem::NotASite);
    }
    if whole.chars().count() > 200 { Err(Problem::TooLong(200)) } else { Ok(whole) }
}

/// A postcode: five digits in France (01 to 98, military excepted), up to twenty printable characters elsewhere. Empty is none.
pub fn postcode(text: &str, country: &str) -> Result<String, Problem> {
    let text = line(text, 20)?;
    if country != "FR" || text.is_empty() {
        return Ok(text);
    }
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    let good =
        compact.len() == 5 && compact.bytes().all(|b| b.is_ascii_digit()) && ("01".."99").contains(&&compact[..2]) && &compact[..2] != "96";
    if good { Ok(compact) } else { Err(Problem::NotAPostcode) }
}

/// What a header weighs a choice with, in thousandths: 0 to 1 with three decimals at most (RFC 9110, 12.4.2); nothing for any other text.
pub fn weight(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1") || fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{fraction:0<3}").parse().ok().filter(|weight| *weight <= 1000)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, wanted) in
            [("7", 420), ("7,5", 450), ("7.25", 435), ("7h", 420), ("7 h 30", 450), ("7:05", 425), ("0", 0), ("35h00min", 2100)]
        {
            assert_eq!(minutes(text, 6000), Ok(Some(wanted)), "{text}");
        }
        for text in ["7h60", "h", "-1", "7,555", "sept", "7h3h", "1e3", "7,"] {
            assert!(minutes(text, 6000).is_err(), "{text}");
        }
        assert_eq!(minutes("101", 6000), Err(Problem::OutOfRange(0, 100)));
    }

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, wanted) in [("3,90", 390), ("3.9", 390), ("1 234,50 €", 123_450), ("0", 0)] {
            assert_eq!(cents(text, 10_000_000), Ok(Some(wanted)), "{text}");
        }
        for text in ["3,905", "-3", "3,9,0", "beaucoup", "3."] {
            assert!(cents(text, 10_000_000).is_err(), "{text}");
        }
    }

    #[test]
    fn a_site_is_one_that_a_browser_may_follow() {
        assert_eq!(site("www.exemple.fr"), Ok("https://www.exemple.fr".to_owned()));
        assert_eq!(site(" http://exemple.fr:8080/a?b#c "), Ok("http://exemple.fr:8080/a?b#c".to_owned()));
        assert_eq!(site("https://hôtel-été.example"), Ok("https://hôtel-été.example".to_owned()));
        assert_eq!(site(" "), Ok(String::new()));
        for bad in [
            "javascript:alert(1)",
            "javascript://x.example/%0aalert(1)",
            "data:text/html,x",
            "ftp://x.example",
            "exemple",
            "https://",
            "a b.fr",
        ] {
            assert_eq!(site(bad), Err(Problem::NotASite), "{bad}");
        }
        assert_eq!(site(&format!("x.example/{}", "a".repeat(200))), Err(Problem::TooLong(200)));
    }

    #[test]
    fn phones_and_mails_are_kept_in_one_form() {
        assert_eq!(phone("06 12 34 56 78").as_deref(), Ok("+33612345678"));
        assert_eq!(phone("0044 20 7946 0000").as_deref(), Ok("+442079460000"));
        assert!(phone("12").is_err() && phone("+33 0612345678").is_err());
        assert!(mail("a@b.fr").is_ok() && mail("").is_ok());
        for bad in ["a@b", "@b.fr", "a b@c.fr", "a@-b.fr", "a..b@c.fr", "a@b.fr\nBcc: x@y.z"] {
            assert!(mail(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_french_postcode_has_five_digits_and_a_foreign_one_is_free() {
        assert_eq!(postcode("35 000", "FR").as_deref(), Ok("35000"));
        assert_eq!(postcode("SW1A 1AA", "GB").as_deref(), Ok("SW1A 1AA"));
        assert!(postcode("00000", "FR").is_err() && postcode("3500", "FR").is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_a_parser_panic(text in "(?s).{0,40}") {
            let _ = (line(&text, 10), lines(&text, 10), date(&text), whole(&text, 0, 9), minutes(&text, 9), cents(&text, 9), mail(&text), phone(&text), postcode(&text, "FR"));
        }

        #[test]
        fn a_phone_is_stable(text in "[+0-9 ().-]{0,20}") {
            if let Ok(kept) = phone(&text) {
                prop_assert_eq!(phone(&kept), Ok(kept));
            }
        }
    }
}
