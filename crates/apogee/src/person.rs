//! What Apogée says of a person, as the house says it.

use chrono::NaiveDate;
use tremplin_domain::{convention::Reach, nomenclature::Code};

use crate::{
    countries::{self, FRANCE},
    settings::Settings,
    wire::{Address, Contact, Identity, said},
};

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Person {
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    pub(crate) sex: Code,
    pub(crate) birth_date: Option<NaiveDate>,
}

/// Where they are reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reached {
    pub(crate) reach: Reach,
    pub(crate) mail: String,
    pub(crate) login: String,
}

/// The name in use goes before that of birth.
pub(crate) fn person(row: &Identity) -> Person {
    let (in_use, of_birth) = (said(row.name_in_use.as_ref()), said(row.birth_name.as_ref()));
    Person {
        last_name: if in_use.is_empty() { of_birth } else { in_use }.to_owned(),
        first_name: said(row.first_name.as_ref()).to_owned(),
        sex: match said(row.sex.as_ref()) {
            "F" | "f" => "female",
            "M" | "m" => "male",
            _ => "unknown",
        }
        .into(),
        birth_date: day(said(row.born_at.as_ref())),
    }
}

/// The day of a date and time as written: its time zone would move a birth to the day before.
fn day(text: &str) -> Option<NaiveDate> {
    text.get(..10)?.parse().ok()
}

/// The permanent address; that of the year where there is none.
pub(crate) fn reached(row: &Contact, settings: &Settings) -> Reached {
    let addresses = [row.permanent.as_ref(), row.of_the_year.as_ref()];
    let address = addresses.into_iter().flatten().find(|address| !is_empty(address));
    let reach = address.map(|address| written(address, settings)).unwrap_or_default();
    Reached {
        reach: Reach { mail: said(row.personal_mail.as_ref()).to_owned(), mobile: said(row.mobile.as_ref()).to_owned(), ..reach },
        mail: said(row.mail.as_ref()).to_owned(),
        login: said(row.login.as_ref()).to_owned(),
    }
}

fn is_empty(address: &Address) -> bool {
    let lines = [&address.line_1, &address.line_2, &address.line_3, &address.abroad].map(|line| said(line.as_ref()));
    lines.concat().is_empty() && address.commune.as_ref().is_none_or(|commune| said(commune.name.as_ref()).is_empty())
}

/// Abroad, postcode and town are one line of their own.
fn written(address: &Address, settings: &Settings) -> Reach {
    let street = joined(&[&address.line_1, &address.line_2, &address.line_3].map(|line| said(line.as_ref())));
    let code = address.country.as_ref().map_or("", |country| said(country.code.as_ref()));
    let commune = address.commune.clone().unwrap_or_default();
    let country = settings.countries.get(code).map_or_else(|| countries::country(code), |iso| Code::from(iso.as_str()));
    let phone = said(address.phone.as_ref()).to_owned();
    if code == FRANCE {
        let (postcode, town) = (said(commune.postcode.as_ref()).to_owned(), said(commune.name.as_ref()).to_owned());
        Reach { street, postcode, town, country, phone, ..Reach::default() }
    } else {
        Reach { street, town: said(address.abroad.as_ref()).to_owned(), country, phone, ..Reach::default() }
    }
}

/// Parts that say something, with a space between.
pub(crate) fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_is_on_the_day_as_written_in_whatever_zone() {
        let expected = NaiveDate::from_ymd_opt(2003, 4, 1);
        for written in ["2003-04-01T00:00:00.000Z", "2003-04-01T00:00:00+02:00", "2003-04-01T23:59:59-11:00", "2003-04-01Z", "2003-04-01"] {
            assert_eq!(day(written), expected, "{written}");
        }
        for not in ["", "2003", "01/04/2003", "2003-13-01T00:00:00Z", "année 2003"] {
            assert_eq!(day(not), None, "{not}");
        }
    }

    #[test]
    fn somebody_is_called_by_the_name_in_use() {
        let row = |used: Option<&str>| Identity {
            birth_name: Some("MARTIN".into()),
            name_in_use: used.map(String::from),
            sex: Some("F".into()),
            ..Identity::default()
        };
        assert_eq!(person(&row(Some("DURAND"))).last_name, "DURAND");
        assert_eq!(person(&row(Some(" "))).last_name, "MARTIN");
        assert_eq!((person(&row(None)).last_name.as_str(), person(&row(None)).sex.as_str()), ("MARTIN", "female"));
        assert_eq!(person(&Identity::default()).sex.as_str(), "unknown");
    }
}
