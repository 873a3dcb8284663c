//! What a person typed into a step, read back into the record, with a problem at each field that has one.

use std::collections::BTreeMap;

use tremplin_domain::{
    convention::{Dossier, Enters, FIELDS, Field, Input, Step, fields},
    parse::Problem,
};
use tremplin_widget::Request;

/// The answers of a step in the text form of their fields, exactly as typed where they cannot be read.
pub(crate) type Typed = BTreeMap<&'static str, String>;

/// Problems by field name.
pub(crate) type Problems = Vec<(&'static str, Problem)>;

/// The parts of a row, as the names of its inputs say them.
pub(crate) const fn row_keys(input: Input) -> Option<[&'static str; 3]> {
    match input {
        Input::Periods => Some(["from", "to", "hours"]),
        Input::Interruptions => Some(["from", "to", "reason"]),
        Input::Elements => Some(["code", "credits", "label"]),
        _ => None,
    }
}

/// What a form sent, name by name.
pub(crate) fn sent(request: &Request) -> Vec<(String, String)> {
    request.form.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The fields that the form of a step asks somebody for.
pub(crate) fn asked(step: Step, enters: Enters) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |f| f.step == step && f.is_entered() && f.enters <= enters)
}

/// What the form holds for the fields of a step; fields that the form does not hold, and those that others enter, are left out.
pub(crate) fn typed(form: &[(String, String)], step: Step, enters: Enters) -> Typed {
    let all = |name: &str| form.iter().filter(|(n, _)| n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
    asked(step, enters).filter_map(|field| Some((field.name, one(field, &all)?))).collect()
}

fn one<'f>(field: &Field, all: &impl Fn(&str) -> Vec<&'f str>) -> Option<String> {
    if let Some(keys) = row_keys(field.input) {
        let columns = keys.map(|key| all(&format!("{}-{key}", field.name)));
        let count = columns.iter().map(Vec::len).max().filter(|n| *n > 0)?;
        let cell = |column: &Vec<&str>, row: usize| column.get(row).map_or("", |t| t.trim()).replace(['\n', '\r'], " ");
        let rows = (0..count).map(|row| [cell(&columns[0], row), cell(&columns[1], row), cell(&columns[2], row)]);
        let filled = rows.filter(|row| row.iter().any(|part| !part.is_empty()));
        return Some(filled.map(|row| row_text(field.input, &row)).collect::<Vec<_>>().join("\n"));
    }
    let values = all(field.name);
    match field.input {
        Input::Week => (!values.is_empty()).then(|| values.join(";")),
        // An unticked box sends nothing; the form says with a hidden empty value that it was there. The last one counts.
        _ => values.last().map(|v| (*v).to_owned()),
    }
}

/// A row in one line. The signs that part its cells are in no good answer but the last: a blank stands for them, so that each stays in its cell.
fn row_text(input: Input, [one, two, three]: &[String; 3]) -> String {
    if input == Input::Elements {
        return format!("{}={}={three}", one.replace('=', " "), two.replace('=', " "));
    }
    let [from, to] = [one, two].map(|day| day.replace('=', " ").replace("..", " "));
    // A point at the end would be one of the two that follow.
    format!("{}..{to}={three}", from.trim_end_matches('.'))
}

/// The cells of each row of a typed text, to show them again.
pub(crate) fn cells(input: Input, text: &str) -> Vec<Vec<String>> {
    let cut = |line: &str| -> Vec<String> {
        let mut parts = line.splitn(if input == Input::Elements { 3 } else { 2 }, '=');
        let first = parts.next().unwrap_or("");
        if input == Input::Elements {
            vec![first.to_owned(), parts.next().unwrap_or("").to_owned(), parts.next().unwrap_or("").to_owned()]
        } else {
            let (from, to) = first.split_once("..").unwrap_or((first, ""));
            vec![from.to_owned(), to.to_owned(), parts.next().unwrap_or("").to_owned()]
        }
    };
    text.lines().map(cut).collect()
}

/// Writes the answers into the record; what cannot be read is a problem and leaves the record's field as it was.
pub(crate) fn write(dossier: &mut Dossier, typed: &Typed, step: Step) -> Problems {
    let mut problems = Problems::new();
    for (name, text) in typed {
        if let Some(field) = Field::named(name)
            && let Err(problem) = (field.write)(&mut dossier.convention, text)
        {
            problems.push((field.name, problem));
        }
    }
    for (name, problem) in fields::clashes(dossier, step) {
        if !problems.iter().any(|(n, _)| *n == name) {
            problems.push((name, problem));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tremplin_domain::convention::rows;

    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn rows_are_gathered_and_empty_ones_dropped() {
        let form = form(&[
            ("periods-from", "2026-03-02"),
            ("periods-to", "2026-03-13"),
            ("periods-hours", "7h30"),
            ("periods-from", ""),
            ("periods-to", ""),
            ("periods-hours", ""),
        ]);
        let typed = typed(&form, Step::Internship, Enters::Editors);
        assert_eq!(typed["periods"], "2026-03-02..2026-03-13=7h30");
        assert_eq!(cells(Input::Periods, &typed["periods"]), [["2026-03-02", "2026-03-13", "7h30"]]);
    }

    #[test]
    fn a_row_with_anything_in_it_is_read_or_refused_by_its_number() {
        let field = |input| FIELDS.iter().find(|field| field.input == input).unwrap();
        for (input, good, third) in [
            (Input::Periods, ["2026-03-02", "2026-03-13", "7"], "7"),
            (Input::Interruptions, ["2026-03-02", "2026-03-13", "closure"], "closure"),
            (Input::Elements, ["DRT42", "6", "Stage"], "Stage"),
        ] {
            let (field, keys) = (field(input), row_keys(input).unwrap());
            let sent = |rows: &[[&str; 3]]| {
                let cells = rows
                    .iter()
                    .flat_map(|row| keys.iter().zip(row))
                    .map(|(key, cell)| (format!("{}-{key}", field.name), (*cell).to_owned()));
                typed(&cells.collect::<Vec<_>>(), field.step, Enters::Editors)[field.name].clone()
            };
            let read = |text: &str| match input {
                Input::Periods => rows::periods(text).map(|rows| rows.len()),
                Input::Interruptions => rows::interruptions(text).map(|rows| rows.len()),
                _ => rows::elements(text).map(|rows| rows.len()),
            };
            assert_eq!(read(&sent(&[good, ["", " ", ""]])), Ok(1), "{input:?}: what is empty is none");
            let parts =
                [[good[0], "", ""], ["", good[1], ""], ["", "", third], ["", good[1], third], [good[0], "", third], [good[0], good[1], ""]];
            for part in parts.into_iter().filter(|part| input != Input::Elements || part[0].is_empty()) {
                let text = sent(&[good, ["", "", ""], part]);
                assert!(matches!(read(&text), Err(Problem::BadLine(2) | Problem::NoCode(2))), "{input:?} {part:?}: {:?}", read(&text));
                assert_eq!(cells(input, &text)[1], part, "{input:?}: it comes back as it was typed");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_typed_stays_in_its_cell_and_in_its_row(rows in proptest::collection::vec(["[0-9a-z=. /\\n-]{0,8}|.{0,6}", "[0-9a-z=. /-]{0,8}|.{0,6}", "[0-9a-z=. -]{0,8}"], 1..5)) {
            for (input, name, step) in [
                (Input::Periods, "periods", Step::Internship),
                (Input::Interruptions, "interruptions", Step::Internship),
                (Input::Elements, "course-elements", Step::Student),
            ] {
                let keys = row_keys(input).unwrap();
                let sent = |rows: &[Vec<String>]| -> Typed {
                    let cells = rows.iter().flat_map(|row| keys.iter().zip(row).map(|(key, cell)| (format!("{name}-{key}"), cell.clone())));
                    typed(&cells.collect::<Vec<_>>(), step, Enters::Editors)
                };
                let rows: Vec<Vec<String>> = rows.iter().map(|row| row.to_vec()).collect();
                let text = &sent(&rows)[name];
                let shown = cells(input, text);
                let filled: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
                prop_assert_eq!(shown.len(), filled.len(), "{:?}", text);
                for (shown, typed) in shown.iter().zip(filled) {
                    prop_assert_eq!(shown.len(), 3);
                    prop_assert_eq!(&shown[2], &typed[2].trim().replace(['\n', '\r'], " "));
                    let plain = |cell: &str| cell.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                    prop_assert_eq!([plain(&shown[0]), plain(&shown[1])], [plain(&typed[0]), plain(&typed[1])]);
                }
            }
        }
    }

    #[test]
    fn a_form_that_leaves_fields_out_leaves_them_alone() {
        let typed = typed(&form(&[("town", "Brest"), ("unknown", "x")]), Step::Student, Enters::Editors);
        assert_eq!(typed.into_iter().collect::<Vec<_>>(), [("town", "Brest".to_owned())]);
    }

    #[test]
    fn a_week_is_seven_answers() {
        let week: Vec<_> = ["7", "7", "7h30", "7", "", "", ""].map(|d| ("week", d)).to_vec();
        assert_eq!(typed(&form(&week), Step::Internship, Enters::Editors)["week"], "7;7;7h30;7;;;");
    }
}
