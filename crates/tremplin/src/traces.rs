//! Who did what to things that have no timeline, for whoever has this machine's configuration.

use std::io::Write;

use tremplin_domain::policy::Principal;
use tremplin_store::audit::{self, Line, Trace};
use tremplin_ui::typography::paris;

use crate::{cli, configuration, failure::Failure, serve};

/// Prints the latest traces, the last first: when, who, what, to what.
pub(crate) async fn run(asked: cli::Traces) -> Result<(), Failure> {
    let store = serve::open(&configuration::read(&asked.configuration.config)?)?;
    let scope = Principal { login: "tremplin traces".to_owned(), institution_admin: true, ..Principal::default() }.scope();
    let found = store.read(move |conn| audit::list(conn, &scope, asked.lines)).await.map_err(Failure::start)?;
    let said: String = if found.is_empty() { "Aucune trace.\n".to_owned() } else { found.iter().map(told).collect() };
    write!(std::io::stdout(), "{said}").map_err(Failure::start)
}

fn told(line: &Line) -> String {
    let what = match line.trace {
        Trace::DraftDeleted => "brouillon supprimé",
        Trace::ClientCreated => "client créé",
        Trace::ClientRevoked => "client révoqué",
    };
    let centre = line.centre.map_or_else(String::new, |centre| format!("centre {centre}"));
    let when = paris(line.at).format("%d/%m/%Y %H:%M:%S");
    format!("{when}\t{}\t{what}\t{}\t{}\t{centre}\n", line.by, line.object, line.note)
}

#[cfg(test)]
mod tests {
    use tremplin_domain::ids::CentreId;

    use super::*;

    #[test]
    fn a_trace_says_when_who_and_what_in_the_time_of_paris() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).and_then(|day| day.and_hms_opt(22, 30, 0)).unwrap();
        let (note, by) = ("2025-00001".to_owned(), "s.1".to_owned());
        let line = Line { trace: Trace::DraftDeleted, object: 7, centre: Some(CentreId(2)), note, by, at };
        assert_eq!(told(&line), "02/07/2026 00:30:00\ts.1\tbrouillon supprimé\t7\t2025-00001\tcentre 2\n");
    }
}
