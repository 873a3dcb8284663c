//! The program as a child process, and what it takes of the machine.

use std::{path::Path, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::Done;

/// A demo that runs.
pub(crate) struct Demo {
    child: Child,
    id: u32,
    /// Where the portal is.
    pub(crate) origin: String,
}

impl Demo {
    /// Starts it on a free port and waits until it says that it is ready.
    pub(crate) async fn start(program: &Path, folder: &Path, conventions: u32, database: Option<&str>) -> Done<Self> {
        let mut command = Command::new(program);
        command.args(["demo", "--listen", "127.0.0.1:0", "--conventions", &conventions.to_string(), "--data"]).arg(folder);
        command.args(database.into_iter().flat_map(|address| ["--database", address]));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let output = child.stdout.take().ok_or("no standard output")?;
        let line = BufReader::new(output).lines().next_line().await?.ok_or("the demo ended before it was ready")?;
        let origin = line.strip_prefix("ready ").ok_or_else(|| format!("not a ready line: {line}"))?.to_owned();
        let id = child.id().ok_or("the demo ended by itself")?;
        Ok(Self { child, id, origin })
    }

    /// Signs somebody in; the cookie of the session.
    pub(crate) async fn sign_in(&self, login: &str) -> Done<String> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let form = format!("login={login}");
        let request = client.post(format!("{}/sign-in", self.origin)).header("origin", &self.origin);
        let answer = request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await?;
        let cookie = answer.headers().get("set-cookie").and_then(|c| c.to_str().ok()).ok_or("no cookie")?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    /// Memory it holds, in megabytes.
    pub(crate) fn resident(&self) -> Done<u64> {
        self.status("VmRSS:")
    }

    /// The most memory it held since it was last forgotten, in megabytes.
    pub(crate) fn peak(&self) -> Done<u64> {
        self.status("VmHWM:")
    }

    /// Counts the most memory from now on.
    pub(crate) fn forget_peak(&self) -> Done {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.id), "5")?)
    }

    fn status(&self, key: &str) -> Done<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let line = status.lines().find_map(|line| line.strip_prefix(key)).ok_or("no such line")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? / 1024)
    }

    /// Ends it as Ctrl-C does.
    pub(crate) async fn stop(mut self) -> Done {
        Command::new("sh").args(["-c", &format!("kill -INT {}", self.id)]).status().await?;
        self.child.wait().await?;
        Ok(())
    }
}
