//! The program under test as a child process.

use std::{io::Write, path::Path, process::Stdio, time::Duration};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStderr, Command},
    sync::watch,
    time::timeout,
};

use crate::{Done, database::Database, surroundings};

/// The longest that a start or an end may take before the test gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// A demo that runs, on a free port.
#[derive(Debug)]
pub struct Demo {
    child: Child,
    database: Database,
    folder: Option<TempDir>,
    /// Where the portal is: `http://127.0.0.1:45678`.
    pub origin: String,
}

/// How a program ended and what it said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// What it showed on standard output.
    pub shown: String,
    /// What it said on standard error.
    pub said: String,
}

impl Demo {
    /// Starts a demo with a folder of its own and waits until it is ready.
    pub async fn start(database: Database) -> Done<Self> {
        let folder = tempfile::tempdir()?;
        let mut demo = Self::start_in(folder.path(), database).await?;
        demo.folder = Some(folder);
        Ok(demo)
    }

    /// Starts a demo on a folder that outlives it.
    pub async fn start_in(folder: &Path, database: Database) -> Done<Self> {
        let mut command = program()?;
        command.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
        if let Database::Mariadb(address) = &database {
            command.args(["--database", address]);
        }
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let output = child.stdout.take().ok_or("no standard output")?;
        let mut lines = BufReader::new(output).lines();
        let first = timeout(PATIENCE, lines.next_line()).await.map_err(|_| "the demo does not become ready")??;
        let line = first.ok_or("the demo ended before it was ready: what it said is above")?;
        let origin = line.strip_prefix("ready ").ok_or_else(|| format!("not a ready line: {line}"))?.to_owned();
        Ok(Self { child, database, folder: None, origin })
    }

    /// An address of the portal.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Ends it as Ctrl-C does, and says with which code it ended.
    pub async fn stop(mut self) -> Done<Option<i32>> {
        let id = self.child.id().ok_or("the demo ended by itself")?;
        // The shell's own `kill`: sending a signal ourselves would need unsafe code.
        let sent = Command::new("sh").args(["-c", &format!("kill -INT {id}")]).status().await?;
        if !sent.success() {
            return Err("the demo cannot be interrupted".into());
        }
        let ended = timeout(PATIENCE, self.child.wait()).await.map_err(|_| "the demo does not end")??;
        // A demo on a folder of its own leaves nothing behind.
        if self.folder.is_some() {
            self.database.remove().await?;
        }
        Ok(ended.code())
    }
}

/// What a program says on its standard error, as it comes.
#[derive(Debug)]
struct Journal(watch::Receiver<String>);

impl Journal {
    fn of(journal: ChildStderr) -> Self {
        let (tell, told) = watch::channel(String::new());
        tokio::spawn(async move {
            let mut lines = BufReader::new(journal).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                tell.send_modify(|said| said.extend([line.as_str(), "\n"]));
                // For whoever reads why a test fails.
                let _ = writeln!(std::io::stderr(), "{line}");
            }
        });
        Self(told)
    }

    fn so_far(&self) -> String {
        self.0.borrow().clone()
    }
}

/// An institution's server that runs, from a configuration.
#[derive(Debug)]
pub struct Served {
    child: Child,
    journal: Journal,
    /// What it says once it is ready: `ready http://…`.
    pub ready: String,
}

impl Served {
    /// Starts it and waits until it is ready.
    pub async fn start(configuration: &Path) -> Done<Self> {
        Self::start_with(configuration, &[]).await
    }

    /// As [`Served::start`], with these variables in its environment.
    pub async fn start_with(configuration: &Path, variables: &[(&str, &str)]) -> Done<Self> {
        let mut command = program()?;
        command.args(["serve", "--config"]).arg(configuration).envs(variables.iter().copied());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true).spawn()?;
        let (output, journal) = child.stdout.take().zip(child.stderr.take()).ok_or("no standard output")?;
        let journal = Journal::of(journal);
        let mut lines = BufReader::new(output).lines();
        let first = timeout(PATIENCE, lines.next_line()).await.map_err(|_| "the server does not become ready")??;
        let ready = first.ok_or_else(|| format!("the server ended before it was ready: {}", journal.so_far()))?;
        Ok(Self { child, journal, ready })
    }

    /// What its journal says so far.
    pub fn said(&self) -> String {
        self.journal.so_far()
    }

    /// Waits until its journal says something.
    pub async fn says(&self, words: &str) -> Done {
        let mut said = self.journal.0.clone();
        let waited = timeout(PATIENCE, said.wait_for(|said| said.contains(words))).await;
        if matches!(waited, Ok(Ok(_))) {
            Ok(())
        } else {
            Err(format!("the journal never says « {words} »: {}", self.journal.so_far()).into())
        }
    }

    /// Ends it as a service manager does, and says with which code it ended.
    pub async fn stop(mut self) -> Done<Option<i32>> {
        let id = self.child.id().ok_or("the server ended by itself")?;
        Command::new("sh").args(["-c", &format!("kill -TERM {id}")]).status().await?;
        let ended = timeout(PATIENCE, self.child.wait()).await.map_err(|_| "the server does not end")??;
        Ok(ended.code())
    }
}

/// Runs the program with these arguments to its end, which should come by itself.
pub async fn run(arguments: &[&str], folder: &Path) -> Done<Ended> {
    run_with(arguments, folder, &[]).await
}

/// As [`run`], with these variables in its environment.
pub async fn run_with(arguments: &[&str], folder: &Path, variables: &[(&str, &str)]) -> Done<Ended> {
    let mut command = program()?;
    command.args(arguments).current_dir(folder).envs(variables.iter().copied()).stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(PATIENCE, command.output()).await.map_err(|_| format!("{arguments:?} does not end"))??;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Ended { code: output.status.code(), shown: text(&output.stdout), said: text(&output.stderr) })
}

/// The program under test, with none of our own variables: those of the tests are no settings of a server.
fn program() -> Done<Command> {
    let mut command = Command::new(surroundings::program()?);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("TREMPLIN_") {
            command.env_remove(name);
        }
    }
    Ok(command)
}
