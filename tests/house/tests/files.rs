//! What files hold, and what none may.
#![expect(clippy::expect_used, reason = "a test stops where it cannot go on")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Lines of a source file, at most.
const LONGEST: usize = 600;

/// Source files that may be longer, each with its reason.
const LONGER: [(&str, &str); 1] = [("crates/widget/src/server/tests.rs", "one table of requests and what each gets, read as a whole")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// Every file of the repository as (path from the root, text), build results and data left out.
fn files() -> Vec<(String, String)> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
        const SKIPPED: [&str; 4] = [".git", "target", "data", "screenshots"];
        for entry in fs::read_dir(folder).expect("a folder of the repository").flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                if !SKIPPED.iter().any(|s| name == *s) {
                    walk(root, &path, found);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                let short = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                found.push((short, text));
            }
        }
    }
    let (root, mut found) = (root(), Vec::new());
    walk(&root, &root, &mut found);
    found.sort();
    found
}

/// What a Rust file holds before its tests.
fn shipped(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|e| e == "rs")
}

fn is_shipped_rust(path: &str) -> bool {
    is_rust(path) && path.contains("/src/") && !path.ends_with("/tests.rs") && !path.starts_with("tests/")
}

#[test]
fn a_source_file_holds_one_idea() {
    let long: Vec<String> = files()
        .iter()
        .filter(|(path, _)| is_rust(path) && path.contains("/src/") && LONGER.iter().all(|(longer, _)| longer != path))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{path}: {lines} lines"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    let marks = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/.cargo/", "registry"], ["/.rust", "up/"]].map(|m| m.concat());
    let named: Vec<String> = files()
        .iter()
        .flat_map(|(path, text)| text.lines().enumerate().map(move |(at, line)| (path, at + 1, line)))
        .filter(|(_, _, line)| marks.iter().any(|m| line.contains(m.as_str())))
        .map(|(path, at, line)| format!("{path}:{at}: {line}"))
        .collect();
    assert_eq!(named, Vec::<String>::new());
}

#[test]
fn only_the_components_write_html_unescaped() {
    let mark = ["Pre", "Escaped"].concat();
    let found: Vec<String> = files()
        .into_iter()
        .filter(|(path, text)| is_rust(path) && !path.starts_with("crates/ui/") && text.contains(&mark))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_message_that_code_asks_for_is_written() {
    let files = files();
    let written: BTreeSet<&str> = files
        .iter()
        .filter(|(path, _)| path.starts_with("crates/ui/messages/fr/"))
        .flat_map(|(_, text)| text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key))
        .collect();
    let missing: Vec<String> = files
        .iter()
        .filter(|(path, _)| is_shipped_rust(path))
        .flat_map(|(path, text)| asked(shipped(text)).into_iter().map(move |key| (path, key)))
        .filter(|(_, key)| !written.contains(key))
        .map(|(path, key)| format!("{path}: {key}"))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
    assert!(files.iter().any(|(_, text)| !asked(text).is_empty()), "no message is asked for in the way that this test looks for");
}

/// The keys that are written as such where a message is asked for; those that are put together at run time are not seen here.
fn asked(text: &str) -> Vec<&str> {
    ["ui.text(\"", "ui.text_with(\"", "messages.text(\"", "messages.text_with(\""]
        .iter()
        .flat_map(|call| text.split(call).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .filter(|key| !key.contains(['{', ' ']))
        .collect()
}

#[test]
fn both_languages_have_the_same_files() {
    let files = files();
    let of = |language: &str| -> BTreeSet<String> {
        let folder = format!("crates/ui/messages/{language}/");
        files.iter().filter_map(|(path, _)| path.strip_prefix(&folder)).map(str::to_owned).collect()
    };
    assert_eq!(of("fr"), of("en"));
    assert!(!of("fr").is_empty());
}
