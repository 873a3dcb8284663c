//! The program from outside: what it says of a data folder and of a command line, and with which code it ends.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
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

/// A demo that is ready, and its address.
fn ready(folder: &Path, words: &[&str]) -> (Child, String) {
    let listen: &[&str] = if words.contains(&"--listen") { &["demo"] } else { &DEMO };
    let mut child = program(folder, &[listen, words].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let Some(address) = line.trim().strip_prefix("ready ") else {
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        panic!("not ready: {line} {said}");
    };
    let address = address.to_owned();
    (child, address)
}

/// A demo that runs; killed when dropped, as by a crash.
struct Demo(Child, String);

impl Demo {
    fn start(folder: &Path, words: &[&str]) -> Self {
        let (child, ready) = ready(folder, words);
        Self(child, ready)
    }

    /// A page as whoever calls the portal by this name gets it.
    fn ask(&self, host: &str, line: &str, cookie: &str, body: &str) -> String {
        let port = self.1.rsplit(':').next().unwrap();
        let mut stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        let length = body.len();
        write!(stream, "{line} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\nConnection: close\r\n").unwrap();
        write!(stream, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nCookie: {cookie}\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// Sends a signal, and waits for the end.
fn signalled(mut child: Child, signal: &str) -> (Option<i32>, String) {
    assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
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
fn whoever_calls_the_demo_by_another_name_finds_links_that_lead_on() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &["--conventions", "20", "--listen", "0.0.0.0:0"]);
    assert!(demo.1.starts_with("http://127.0.0.1:"), "{}", demo.1);
    let entered = demo.ask("localhost", "POST /sign-in", "", "login=ipetit");
    let cookie = entered.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default().to_owned();
    let first = demo.ask("localhost", "GET /", &cookie, "");
    let page = first.split("location: ").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default().to_owned();
    let shown = demo.ask("localhost", &format!("GET {page}"), &cookie, "");
    assert!(
        shown.contains("href=\"/w/") && !shown.contains("http://127.0.0.1") && !shown.contains("http://0.0.0.0"),
        "{entered}{first}{shown}"
    );
}

#[test]
fn a_signal_when_the_demo_is_ready_ends_it_well() {
    let folder = tempfile::tempdir().unwrap();
    for signal in ["-INT", "-TERM"] {
        let (child, _) = ready(folder.path(), &["--conventions", "20"]);
        assert_eq!(signalled(child, signal), (Some(0), String::new()), "{signal}");
    }
}

#[test]
fn a_signal_while_the_demo_is_made_ends_it_well_and_it_is_made_again() {
    const INTERRUPTED: &str = "est interrompu\u{a0}: il sera refait au prochain démarrage";
    let folder = tempfile::tempdir().unwrap();
    let fills = || program(folder.path(), &[&DEMO[..], &["--conventions", "1000000"]].concat()).stderr(Stdio::piped()).spawn().unwrap();
    let child = fills();
    while !folder.path().join("data/tremplin.db.lock").exists() {
        std::thread::yield_now();
    }
    let (code, said) = signalled(child, "-INT");
    assert!(code == Some(0) && said.contains(INTERRUPTED), "{code:?} {said}");
    let mut child = fills();
    let mut line = String::new();
    // One byte after the other: what follows the line is for whoever reads on.
    while !line.ends_with('\n') {
        let mut byte = [0];
        child.stderr.as_mut().unwrap().read_exact(&mut byte).unwrap();
        line.push(char::from(byte[0]));
    }
    assert!(line.starts_with("tremplin"), "{line}");
    let (code, said) = signalled(child, "-TERM");
    assert!(code == Some(0) && said.contains(INTERRUPTED), "{code:?} {said}");
    drop(Demo::start(folder.path(), &["--conventions", "20"]));
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
        &["demo", "--database", "sqlite://:memory:"],
        &["demo", "--database", "sqlite://file:tremplin.db"],
        &["demo", "--conventions", "-1"],
        &["client"],
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
fn a_configuration_that_is_not_there_is_told_in_french() {
    let folder = tempfile::tempdir().unwrap();
    for words in [&["serve"][..], &["check"], &["client", "list"], &["traces"]] {
        let (code, said) = ended(folder.path(), words);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("tremplin.toml est à corriger") && said.contains("ce fichier n’existe pas"), "{said}");
    }
}

#[test]
fn a_folder_is_a_folder_whatever_sqlite_takes_its_name_for() {
    let folder = tempfile::tempdir().unwrap();
    drop(Demo::start(folder.path(), &["--conventions", "20", "--data", "file:x"]));
    assert!(folder.path().join("file:x/tremplin.db").exists());
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
