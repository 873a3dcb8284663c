//! One student, looked up in every system that is asked for people or enrolments. Nothing about them is printed but what lacks.

use std::time::Duration;

use tremplin_adaptor::Adaptor;
use tremplin_apogee::Apogee;
use tremplin_directory::Directory;
use tremplin_domain::year::AcademicYear;
use tremplin_identity::Clock;
use tremplin_referential::{Answer, EnrolmentChoice, Enrolments, Error, Freshness, People, StudentKey, StudentRecord};
use tremplin_settings::{Order, Settings, Source};

use super::{row::Row, timed};

/// The systems that are set; one that cannot be made says why.
pub(crate) struct Systems {
    pub(crate) directory: Option<Result<Directory, String>>,
    pub(crate) apogee: Option<Result<Apogee, String>>,
    pub(crate) adaptor: Option<Result<Adaptor, String>>,
    year: AcademicYear,
}

impl Systems {
    /// Nothing is asked yet.
    pub(crate) fn new(settings: &Settings, clock: &Clock) -> Self {
        let no_client = |cause: String| format!("ne peut pas être appelé\u{a0}: {cause}");
        let all = |mistakes: Vec<String>| no_client(mistakes.join(", "));
        let today = {
            let clock = clock.clone();
            move || clock.now().date_naive()
        };
        Self {
            year: AcademicYear::of(today()),
            directory: settings
                .ldap
                .clone()
                .map(|ldap| Directory::new(ldap).map_err(|wrong| all(wrong.iter().map(ToString::to_string).collect()))),
            apogee: settings.apogee.clone().map(|apogee| Apogee::new(apogee, today).map_err(|wrong| no_client(wrong.to_string()))),
            adaptor: settings
                .adaptor
                .clone()
                .map(|adaptor| Adaptor::new(adaptor, clock.clone()).map_err(|wrong| all(wrong.iter().map(ToString::to_string).collect()))),
        }
    }

    fn people(&self, source: Source) -> Option<&dyn People> {
        match source {
            Source::Ldap => self.directory.as_ref()?.as_ref().ok().map(|directory| directory as &dyn People),
            Source::Apogee => self.apogee.as_ref()?.as_ref().ok().map(|apogee| apogee as &dyn People),
            Source::Adaptor => self.adaptor.as_ref()?.as_ref().ok().map(|adaptor| adaptor as &dyn People),
        }
    }

    fn enrolments(&self, source: Source) -> Option<&dyn Enrolments> {
        match source {
            Source::Ldap => self.directory.as_ref()?.as_ref().ok().map(|directory| directory as &dyn Enrolments),
            Source::Apogee => self.apogee.as_ref()?.as_ref().ok().map(|apogee| apogee as &dyn Enrolments),
            Source::Adaptor => self.adaptor.as_ref()?.as_ref().ok().map(|adaptor| adaptor as &dyn Enrolments),
        }
    }
}

const fn word(source: Source) -> &'static str {
    match source {
        Source::Ldap => "annuaire",
        Source::Apogee => "Apogée",
        Source::Adaptor => "adaptateur",
    }
}

/// What one system said of one thing: its name in the table, how long it took, what lacks or why there is nothing.
type Said = (String, Duration, Result<Vec<String>, Error>);

pub(crate) async fn check(order: &Order, systems: &Systems, number: Option<&str>) -> Vec<Row> {
    let Some(number) = number else { return Vec::new() };
    let years = [systems.year.next(), systems.year, systems.year.previous()];
    let (mut records, mut choices) = (Vec::new(), Vec::new());
    for source in &order.people {
        if let Some(people) = systems.people(*source) {
            let (took, answer) = timed(people.student(&StudentKey::Number(number.to_owned()))).await;
            records.push((format!("Étudiant, {}", word(*source)), took, answer.map(|answer| of_record(&answer))));
        }
    }
    for source in &order.enrolments {
        if let Some(enrolments) = systems.enrolments(*source) {
            let (took, answer) = timed(enrolments.enrolments(number, &years)).await;
            choices.push((format!("Inscriptions, {}", word(*source)), took, answer.map(|answer| of_choices(&answer, *source))));
        }
    }
    [rows("Étudiant", records), rows("Inscriptions", choices)].concat()
}

/// A system that knows nothing is a lack only if no other one knows; of those that know, the first one answers for people, and what lacks in
/// the others is good to know.
fn rows(concern: &str, said: Vec<Said>) -> Vec<Row> {
    if said.is_empty() {
        return vec![Row::away(concern, None, "aucun système ne les sert\u{a0}: voir [sources]")];
    }
    let is_known = said.iter().any(|(_, _, outcome)| outcome.is_ok());
    let mut answers = true;
    let row = |(name, took, outcome): Said| match outcome {
        Ok(lacks) if std::mem::take(&mut answers) => Row::reached(name, Some(took)).lacking(lacks),
        Ok(lacks) => lacks.into_iter().fold(Row::reached(name, Some(took)), Row::noting),
        Err(Error::Missing) if is_known => Row::reached(name, Some(took)).noting("ne connaît pas ce numéro"),
        Err(Error::Missing) => Row::reached(name, Some(took)).lacking(["ne connaît pas ce numéro".to_owned()]),
        Err(error) => Row::away(name, Some(took), told(&error)),
    };
    said.into_iter().map(row).collect()
}

fn of_record(Answer { value, freshness }: &Answer<StudentRecord>) -> Vec<String> {
    let empty =
        [("le nom", value.last_name.is_empty()), ("le prénom", value.first_name.is_empty()), ("le courriel", value.mail.is_empty())];
    let lacks = empty.into_iter().filter(|(_, is_empty)| *is_empty).map(|(what, _)| format!("{what} manque"));
    lacks.chain(in_part(*freshness)).collect()
}

fn of_choices(Answer { value, freshness }: &Answer<Vec<EnrolmentChoice>>, source: Source) -> Vec<String> {
    if value.is_empty() {
        return vec!["aucune inscription de cette année, de la précédente ni de la suivante".to_owned()];
    }
    let some = |lacks: fn(&EnrolmentChoice) -> bool| value.iter().any(lacks);
    let empty = [
        ("le code de la composante manque", some(|c| c.enrolment.component_code.is_empty())),
        ("le code de l’étape manque", some(|c| c.enrolment.step_code.is_empty())),
        ("le libellé de l’étape manque", some(|c| c.enrolment.step.is_empty())),
        (regime(source), some(|c| c.enrolment.regime.is_empty())),
    ];
    let lacks = empty.into_iter().filter(|(_, is_empty)| *is_empty).map(|(lack, _)| lack.to_owned());
    lacks.chain(in_part(*freshness)).collect()
}

/// What is said where no regime is known: a system's own codes mean what its section says.
const fn regime(source: Source) -> &'static str {
    match source {
        Source::Ldap => "le régime manque, ou son code n’est pas compris\u{a0}: vérifier ldap.regimes",
        Source::Apogee => "le régime manque, ou son code n’est pas compris\u{a0}: vérifier apogee.regimes",
        Source::Adaptor => "le régime manque, ou son code n’est pas compris\u{a0}: vérifier adaptor.regimes",
    }
}

fn in_part(freshness: Freshness) -> Option<String> {
    (freshness != Freshness::Current).then(|| "une partie n’est pas venue à temps".to_owned())
}

fn told(error: &Error) -> String {
    match error {
        Error::Missing => "ne connaît pas ce numéro".to_owned(),
        Error::TooMany | Error::TooShort => "refuse de chercher ce numéro".to_owned(),
        Error::Unusable(_) => "la fiche n’est pas utilisable\u{a0}: la scolarité doit la corriger".to_owned(),
        Error::Away(_) => "ne répond pas".to_owned(),
        Error::Unreadable { .. } => "répond ce qui ne se lit pas\u{a0}: voir les lignes de ce système".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(said: Vec<Said>) -> Vec<bool> {
        rows("Étudiant", said).iter().map(Row::is_good).collect()
    }

    #[test]
    fn a_system_that_knows_nothing_is_a_lack_only_if_no_other_one_knows() {
        let said = |outcome| ("x".to_owned(), Duration::ZERO, outcome);
        assert_eq!(good(vec![said(Ok(Vec::new())), said(Err(Error::Missing))]), [true, true]);
        assert_eq!(good(vec![said(Err(Error::Missing)), said(Err(Error::Missing))]), [false, false]);
        assert_eq!(good(vec![said(Ok(Vec::new())), said(Err(Error::Away("directory")))]), [true, false]);
        let lacks = || said(Ok(vec!["le courriel manque".to_owned()]));
        assert_eq!(good(vec![said(Err(Error::Missing)), lacks(), lacks()]), [true, false, true], "the first that knows answers");
        assert_eq!(good(Vec::new()), [false]);
    }
}
