//! What the attributes of an entry mean.

use chrono::NaiveDate;
use tremplin_domain::{convention::Reach, nomenclature::Code};
use tremplin_referential::{StudentRecord, TeacherRecord};

use crate::{
    entry::Entry,
    inscription::code,
    settings::{Attributes, Settings},
    structures::Structures,
};

fn known<'a>(names: impl IntoIterator<Item = &'a String>) -> Vec<&'a str> {
    names.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect()
}

/// What is asked for of a student.
pub(crate) fn student_attributes(names: &Attributes) -> Vec<&str> {
    let one = [
        &names.login,
        &names.number,
        &names.last_name,
        &names.first_name,
        &names.display_name,
        &names.mail,
        &names.civility,
        &names.birth_date,
        &names.home_address,
        &names.home_phone,
        &names.mobile,
        &names.personal_mail,
    ];
    known(one.into_iter().chain(&names.affiliations))
}

/// What is asked for of a teacher.
pub(crate) fn teacher_attributes(names: &Attributes) -> Vec<&str> {
    let one = [
        &names.login,
        &names.last_name,
        &names.first_name,
        &names.display_name,
        &names.mail,
        &names.phone,
        &names.function,
        &names.staff_type,
        &names.structure_name,
    ];
    known(one.into_iter().chain(&names.affiliations).chain(&names.structures))
}

/// The login that was asked for, as the directory writes it, or the first.
fn login(names: &Attributes, entry: &Entry, asked: &str) -> String {
    let logins = entry.all(&names.login);
    let same = logins.iter().find(|login| login.to_lowercase() == asked.trim().to_lowercase());
    same.or(logins.first()).cloned().unwrap_or_default()
}

/// Family name and first name; the whole name as a family name where there is neither.
fn name(names: &Attributes, entry: &Entry) -> (String, String) {
    let (last, first) = (entry.first(&names.last_name), entry.first(&names.first_name));
    let last = if last.is_empty() && first.is_empty() { entry.first(&names.display_name) } else { last };
    (last.to_owned(), first.to_owned())
}

/// A student, as far as the entry says.
pub(crate) fn student(settings: &Settings, entry: &Entry, asked: &str) -> StudentRecord {
    let names = &settings.attributes;
    let (last_name, first_name) = name(names, entry);
    StudentRecord {
        number: settings.number(entry),
        login: login(names, entry, asked),
        last_name,
        first_name,
        sex: sex(entry.first(&names.civility)),
        birth_date: day(entry.first(&names.birth_date)),
        mail: entry.first(&names.mail).to_owned(),
        reach: reach(names, entry),
    }
}

/// How a student is reached, as far as the entry says.
pub(crate) fn reach(names: &Attributes, entry: &Entry) -> Reach {
    let address = address(entry.first(&names.home_address));
    Reach {
        mail: entry.first(&names.personal_mail).to_owned(),
        phone: entry.first(&names.home_phone).to_owned(),
        mobile: entry.first(&names.mobile).to_owned(),
        ..address
    }
}

/// A teacher, as far as the entry says.
pub(crate) fn teacher(settings: &Settings, entry: &Entry, asked: &str, labels: &Structures) -> TeacherRecord {
    let names = &settings.attributes;
    let (last_name, first_name) = name(names, entry);
    let written = entry.first(&names.structure_name);
    let affiliation = if written.is_empty() { structures(settings, entry, labels).next().unwrap_or_default() } else { written };
    TeacherRecord {
        login: login(names, entry, asked),
        last_name,
        first_name,
        mail: entry.first(&names.mail).to_owned(),
        phone: entry.first(&names.phone).to_owned(),
        function: entry.first(&names.function).to_owned(),
        affiliation: affiliation.to_owned(),
    }
}

/// The labels of the structures that somebody belongs to, as far as they are known.
pub(crate) fn structures<'a>(settings: &'a Settings, entry: &'a Entry, labels: &'a Structures) -> impl Iterator<Item = &'a str> {
    entry.of(&settings.attributes.structures).into_iter().filter_map(|value| labels.find(code(value))).map(|found| found.label.as_str())
}

/// List `sex`, from `supannCivilite`; empty where it does not say.
fn sex(civility: &str) -> Code {
    match civility.to_lowercase().trim_end_matches('.') {
        "m" | "mr" | "monsieur" => "male".into(),
        "mme" | "mlle" | "madame" | "mademoiselle" => "female".into(),
        _ => Code::default(),
    }
}

/// `2004-05-31`, `20040531` (with what follows in a generalized time) or `31/05/2004`.
fn day(text: &str) -> Option<NaiveDate> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    match digits {
        Some(digits) => NaiveDate::parse_from_str(digits, "%Y%m%d").ok(),
        None => NaiveDate::parse_from_str(text, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y")).ok(),
    }
}

/// A postal address (RFC 4517 §3.3.28): lines separated by `$`. The line that begins with five digits is that of the town in France.
fn address(text: &str) -> Reach {
    let lines: Vec<String> = text.split('$').map(|line| line.replace("\\24", "$").replace("\\5C", "\\").replace("\\5c", "\\")).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let town = |line: &str| {
        let (digits, town) = line.split_once(' ')?;
        (digits.len() == 5 && digits.bytes().all(|b| b.is_ascii_digit())).then(|| (digits.to_owned(), town.trim().to_owned()))
    };
    match lines.iter().enumerate().rev().find_map(|(at, line)| Some((at, town(line)?))) {
        Some((at, (postcode, town))) => {
            let after = lines[at + 1..].join(" ").to_lowercase();
            let country = if after.is_empty() || after == "france" { "FR".into() } else { Code::default() };
            Reach { street: lines[..at].join(", "), postcode, town, country, ..Reach::default() }
        }
        None => Reach { street: lines.join(", "), ..Reach::default() },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_read_where_it_is_french_and_kept_whole_where_it_is_not() {
        let read = |text: &str| {
            let Reach { street, postcode, town, country, .. } = address(text);
            (street, postcode, town, country.to_string())
        };
        let wanted =
            |street: &str, postcode: &str, town: &str, country: &str| (street.into(), postcode.into(), town.into(), country.into());
        assert_eq!(read("12 rue Dupré$Bât. B$69007 LYON$FRANCE"), wanted("12 rue Dupré, Bât. B", "69007", "LYON", "FR"));
        assert_eq!(read("1 rue\\24$35000 Rennes"), wanted("1 rue$", "35000", "Rennes", "FR"));
        assert_eq!(read("Unter den Linden 1$10117 Berlin$Allemagne"), wanted("Unter den Linden 1", "10117", "Berlin", ""));
        assert_eq!(read("10 Downing Street$London"), wanted("10 Downing Street, London", "", "", ""));
        assert_eq!(read(""), wanted("", "", "", ""));
    }

    #[test]
    fn a_date_of_birth_is_read_in_each_of_its_writings() {
        let wanted = NaiveDate::from_ymd_opt(2004, 5, 31);
        for text in ["2004-05-31", "20040531", "20040531000000Z", "31/05/2004"] {
            assert_eq!(day(text), wanted, "{text}");
        }
        assert_eq!((day("31/02/2004"), day(""), day("été 2004")), (None, None, None));
    }

    #[test]
    fn an_entry_without_attributes_is_a_record_without_values() {
        let (settings, entry) = (Settings::default(), Entry::default());
        assert_eq!(student(&settings, &entry, "x"), StudentRecord::default());
        assert_eq!(teacher(&settings, &entry, "x", &Structures::default()), TeacherRecord::default());
    }

    #[test]
    fn the_login_that_was_asked_for_is_chosen_among_several() {
        let entry = Entry::with(&[("uid", &["22001234", "HDupont"])]);
        assert_eq!(login(&Attributes::default(), &entry, "hdupont"), "HDupont");
        assert_eq!(login(&Attributes::default(), &entry, ""), "22001234");
    }

    #[test]
    fn zeros_before_a_number_are_those_of_the_directory_where_the_institution_says_so() {
        let padding = Settings { number_digits: Some(8), ..Settings::default() };
        let entry = Entry::with(&[("supannEtuId", &["00123456"])]);
        assert_eq!((padding.padded("123456").as_str(), padding.number(&entry).as_str()), ("00123456", "123456"));
        assert_eq!((padding.padded("A1"), padding.padded("")), ("A1".to_owned(), String::new()));
        let plain = Settings::default();
        assert_eq!((plain.padded("123456").as_str(), plain.number(&entry).as_str()), ("123456", "00123456"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            let _ = (address(&text), day(&text), sex(&text));
        }
    }
}
