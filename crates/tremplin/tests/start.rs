//! The program from outside: what it says of a data folder and of a command line, and with which code it ends.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};

fn program(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tremplin"));
    command.current_dir(folder).args(words).stdin(Stdio::null());
    command
}

/// How it ends and what it says on standard error.
fn ended(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = program(folder, words).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// A demo that runs; killed when dropped, as by a crash.
struct Demo(Child);

impl Demo {
    fn start(folder: &Path, words: &[&str]) -> Self {
        let words = [&["demo", "--listen", "127.0.0.1:0"], words].concat();
        let mut child = program(folder, &words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        if !line.starts_with("ready ") {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
            panic!("not ready: {line} {said}");
        }
        Self(child)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

const DEMO: [&str; 3] = ["demo", "--listen", "127.0.0.1:0"];

#[test]
fn a_second_demo_on_the_same_data_is_refused_and_a_crash_leaves_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::start(folder.path(), &["--conventions", "20"]);
    let (code, said) = ended(folder.path(), &DEMO);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("une autre démonstration utilise déjà data/tremplin.db") && said.contains("--data"), "{said}");
    drop(first);
    drop(Demo::start(folder.path(), &[]));
}

#[test]
fn another_number_than_the_data_have_is_told_and_the_same_is_welcome() {
    let folder = tempfile::tempdir().unwrap();
    drop(Demo::start(folder.path(), &["--conventions", "20"]));
    let (code, said) = ended(folder.path(), &[&DEMO[..], &["--conventions", "21"]].concat());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("20 conventions") && said.contains("--conventions 21"), "{said}");
    drop(Demo::start(folder.path(), &["--conventions", "20"]));
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/tremplin.db"), "Ceci n’est pas une base. ".repeat(100)).unwrap();
    let (code, said) = ended(folder.path(), &DEMO);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("data/tremplin.db ne s’ouvre pas"), "{said}");
}

#[test]
fn a_database_of_somebody_else_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    let path = folder.path().join("data/tremplin.db");
    tremplin_testkit::execute(&format!("sqlite://{}", path.display()).parse().unwrap(), "create table student (a)").unwrap();
    let before = std::fs::read(&path).unwrap();
    let (code, said) = ended(folder.path(), &DEMO);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("contient autre chose qu’une démonstration") && said.contains("--data"), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_folder_that_cannot_be_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    for (data, reason) in
        [("file", "un fichier porte déjà ce nom"), ("file/data", "une partie du chemin est un fichier"), ("/proc/data", "")]
    {
        let (code, said) = ended(folder.path(), &[&DEMO[..], &["--data", data]].concat());
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(&format!("{data} ne peut pas être écrit")) && said.contains(reason), "{said}");
    }
    let (code, said) = ended(folder.path(), &[&DEMO[..], &["--database", "sqlite://nowhere/x.db"]].concat());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("nowhere/x.db.lock ne peut pas être écrit\u{a0}: son dossier n’existe pas"), "{said}");
}

#[test]
fn a_mistake_on_the_command_line_ends_with_two_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for words in [
        &["demo", "--conventions", "0"][..],
        &["demo", "--conventions", "1000001"],
        &["demo", "--database", "tremplin.db"],
        &["demo", "--database", "sqlite:tremplin.db"],
        &["demo", "--listen", "localhost"],
        &["demo", "--unknown"],
        &["play"],
    ] {
        let (code, said) = ended(folder.path(), words);
        assert_eq!(code, Some(2), "{words:?}: {said}");
        assert!(said.starts_with("tremplin\u{a0}: ") && said.contains("--help") && !said.contains("error"), "{words:?}: {said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn help_and_version_end_well() {
    let folder = tempfile::tempdir().unwrap();
    for words in [&["--help"][..], &["demo", "--help"], &["serve", "-h"], &["keys", "-h"], &["--version"], &["demo", "-V"]] {
        let output = program(folder.path(), words).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{words:?}");
    }
}
