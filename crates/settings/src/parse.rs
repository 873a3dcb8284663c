//! Texts of the file as what they mean.

use std::{path::PathBuf, time::Duration};

use tremplin_cas_client::BadAddress;
use tremplin_domain::nomenclature::List;

use crate::problem::Problem;

pub(crate) fn filled(text: &str) -> Result<String, Problem> {
    if text.trim().is_empty() { Err(Problem::Missing) } else { Ok(text.to_owned()) }
}

pub(crate) fn path(text: &str) -> Result<PathBuf, Problem> {
    filled(text).map(PathBuf::from)
}

pub(crate) fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

pub(crate) fn host(text: &str) -> Result<String, Problem> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':');
    if (1..=253).contains(&text.len()) && text.bytes().all(plain) { Ok(text.to_owned()) } else { Err(Problem::NotHost) }
}

/// An origin (RFC 6454): a scheme, a host, perhaps a port; a slash at the end is dropped.
pub(crate) fn origin(text: &str) -> Result<String, Problem> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let authority = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Problem::NotOrigin)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    if !authority.is_empty() && authority.bytes().all(plain) { Ok(text.to_owned()) } else { Err(Problem::NotOrigin) }
}

/// The address of a window, a form or a file in a portal.
pub(crate) fn template(text: &str) -> Result<String, Problem> {
    if has(text, ["{ns}", "{target}"]) { Ok(text.to_owned()) } else { Err(Problem::NotTemplate("{ns}, {target}")) }
}

/// The address in a portal that mails lead to.
pub(crate) fn link(text: &str) -> Result<String, Problem> {
    if has(text, ["{widget}", "{target}"]) { Ok(text.to_owned()) } else { Err(Problem::NotTemplate("{widget}, {target}")) }
}

/// Whether a text is a web address with these placeholders.
fn has(text: &str, holes: [&str; 2]) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && holes.iter().all(|hole| text.contains(hole)) && !text.contains(char::is_whitespace)
}

/// `name <local@host>` or `local@host`; the sender reads it exactly.
pub(crate) fn mailbox(text: &str) -> Result<String, Problem> {
    let address = text.strip_suffix('>').and_then(|t| t.rsplit_once('<')).map_or(text, |(_, address)| address);
    let (local, domain) = address.rsplit_once('@').ok_or(Problem::NotMailbox)?;
    let well_formed = !local.is_empty() && !local.contains(|c: char| c.is_whitespace() || c.is_control()) && host(domain).is_ok();
    if well_formed && !text.contains(char::is_control) { Ok(text.to_owned()) } else { Err(Problem::NotMailbox) }
}

/// Scheme and host of a site that browsers and tickets go to: protected, or on this machine.
pub(crate) fn secure_origin(text: &str) -> Result<String, Problem> {
    let origin = origin(text)?;
    // The same rule as for the addresses of CAS: one place says what is this machine.
    tremplin_cas_client::Server::new(&origin).map_err(|bad| address(bad, "https://stages.univ.example"))?;
    Ok(origin)
}

/// What is wrong with an address, with an example of a right one.
pub(crate) const fn address(bad: BadAddress, example: &'static str) -> Problem {
    match bad {
        BadAddress::NotHttp | BadAddress::BadPath => Problem::NotAddress(example),
        BadAddress::NotSecure => Problem::NotSecure,
        BadAddress::NotBare => Problem::NotBare,
    }
}

/// A code of a list.
pub(crate) fn code_of(list: List) -> impl Fn(&str) -> Result<String, Problem> {
    move |text| if list.contains(text) { Ok(text.to_owned()) } else { Err(Problem::NotAmong(list.codes())) }
}

/// A country.
pub(crate) fn country(text: &str) -> Result<String, Problem> {
    if List::Country.contains(text) { Ok(text.to_owned()) } else { Err(Problem::NotCountry) }
}

/// A time with its unit, of a day at most: `500 ms`, `2 s`, `5 min`, `1 h`.
pub(crate) fn time(text: &str) -> Result<Duration, Problem> {
    const DAY: u64 = 24 * 3_600_000;
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim_start() {
        "ms" => 1,
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        _ => return Err(Problem::NotTime),
    };
    let number = number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).filter(|time| *time <= DAY);
    number.map(Duration::from_millis).ok_or(Problem::NotTime)
}

/// A text as it is.
#[expect(clippy::unnecessary_wraps, reason = "it stands where others refuse")]
pub(crate) fn any(text: &str) -> Result<String, Problem> {
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_number_and_a_unit() {
        for (text, milliseconds) in [("500 ms", 500), ("2s", 2_000), ("5 min", 300_000), ("1 h", 3_600_000), ("0 s", 0)] {
            assert_eq!(time(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for wrong in ["", "2", "s", "2 m", "-1 s", "1,5 s", "25 h", "99999999999999999999 s", "2 s x"] {
            assert_eq!(time(wrong), Err(Problem::NotTime), "{wrong}");
        }
    }

    #[test]
    fn a_site_is_protected_or_on_this_machine() {
        for right in ["https://stages.univ.example", "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:80"] {
            assert_eq!(secure_origin(right), Ok(right.to_owned()));
        }
        assert_eq!(secure_origin("http://stages.univ.example"), Err(Problem::NotSecure));
    }
}
