//! Every system of an institution, tried at once: reached or not, how long it took, and what is missing, in words to act on.

mod adaptor;
mod apogee;
mod cas;
mod cause;
mod database;
mod directory;
mod law;
mod places;
mod row;
mod smtp;
mod student;

use std::{io::Write, time::Duration};

use tokio::time::{Instant, timeout};
use tremplin_identity::Clock;

use crate::{
    check::row::{Row, table},
    cli, configuration,
    failure::Failure,
};

/// The longest that one system may take in all.
const PATIENCE: Duration = Duration::from_secs(90);

/// Tries everything, prints a table, and fails if something is missing.
pub(crate) async fn run(asked: &cli::Check) -> Result<(), Failure> {
    let settings = configuration::read(&asked.configuration.config)?;
    let clock = Clock::of_the_machine();
    let systems = student::Systems::new(&settings, &clock);
    let (database, smtp, site, cas, ldap, apogee, adaptor, student) = tokio::join!(
        bounded("Base de données", database::check(&settings)),
        bounded("Courrier", smtp::check(settings.smtp.as_ref())),
        bounded("Site", places::site(settings.site.as_ref())),
        bounded("CAS", cas::check(&settings)),
        bounded("Annuaire", directory::check(systems.directory.as_ref())),
        bounded("Apogée", apogee::check(systems.apogee.as_ref())),
        bounded("Adaptateur", adaptor::check(systems.adaptor.as_ref(), asked.student.as_deref())),
        bounded("Étudiant", student::check(&settings.sources, &systems, asked.student.as_deref())),
    );
    let law = vec![law::check(&settings.law, clock.now().date_naive())];
    let rows = [database, smtp, places::portals(&settings), site, cas, ldap, apogee, adaptor, student, law].concat();
    std::io::stdout().write_all(table(&rows).as_bytes()).map_err(Failure::start)?;
    let lacking = rows.iter().filter(|row| !row.is_good()).count();
    if lacking == 0 { Ok(()) } else { Err(Failure::Lacking { lacking, tried: rows.len() }) }
}

/// What was tried, or that it took too long.
async fn bounded(system: &str, trial: impl Future<Output = Vec<Row>>) -> Vec<Row> {
    let late = || vec![Row::away(system, Some(PATIENCE), format!("n’a pas fini de répondre en {} s", PATIENCE.as_secs()))];
    timeout(PATIENCE, trial).await.unwrap_or_else(|_| late())
}

/// What a trial gives, and how long it took.
async fn timed<T>(trial: impl Future<Output = T>) -> (Duration, T) {
    let began = Instant::now();
    let given = trial.await;
    (began.elapsed(), given)
}
