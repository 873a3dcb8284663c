//! What a student is enrolled in, as the institution's systems say, and where each enrolment leads: for a new convention, and for one that is put
//! under another.

use std::time::Duration;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use tokio::time::timeout;
use tremplin_domain::{
    centre::{self, Centre},
    policy::Scope,
    year::AcademicYear,
};
use tremplin_referential::{Answer, EnrolmentChoice, Error, Freshness, StudentKey, StudentRecord};
use tremplin_store::centres;
use tremplin_ui::{Alert, Tone, Ui};
use tremplin_widget::{Fault, Request};

use crate::{
    app::{App, fault, today},
    decide::Side,
    words::Words,
};

/// How long a person waits for the institution's systems in all; what comes later is there the next time.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a view may take that asks the institution's systems.
pub(crate) const ASKING: Duration = Duration::from_millis(3_500);

/// What an enrolment leads to: a centre that lets the person go on, or why not.
pub(crate) struct Offer {
    /// The enrolment.
    pub choice: EnrolmentChoice,
    /// Its centre, if it has one.
    pub centre: Option<Centre>,
    /// Whether it is theirs to choose.
    pub is_open: bool,
}

impl Offer {
    /// The training and its year.
    pub(crate) fn label(&self) -> String {
        format!("{} · {}", self.choice.enrolment.step, self.choice.year)
    }
}

/// A student and what they are enrolled in.
pub(crate) struct Found {
    /// The student.
    pub student: StudentRecord,
    /// Their enrolments.
    pub offers: Vec<Offer>,
    /// How fresh all of it is.
    pub freshness: Freshness,
}

/// The student's enrolments of this year and the next, and of the one before where its centre still accepts it; `opens` says which centres let
/// the person go on.
pub(crate) async fn found(
    app: &App,
    side: Side,
    request: &Request,
    key: &StudentKey,
    opens: impl Fn(&Scope, &Centre) -> bool,
) -> Result<Result<Found, Error>, Fault> {
    let scope = side.scope(request);
    let read = scope.clone();
    let (centres, criteria) =
        app.store.read(move |conn| Ok((centres::all(conn, &read)?, centres::criteria(conn, &read)?))).await.map_err(fault)?;
    let day = today(request.now);
    let this = AcademicYear::of(day);
    let found = timeout(PATIENCE, file(app, key, &[this.next(), this, this.previous()])).await;
    let (student, enrolments) = match found.unwrap_or(Err(Error::Away("referential"))) {
        Ok(found) => found,
        Err(error) => return Ok(Err(error)),
    };
    let freshness = student.freshness.max(enrolments.freshness);
    let offer = |choice: EnrolmentChoice| {
        let enrolment = &choice.enrolment;
        let step = (enrolment.step_code.as_str(), enrolment.step_version.as_str());
        let centre = centre::resolve(&criteria, &centres, step, &enrolment.component_code).cloned();
        let is_open = centre.as_ref().is_some_and(|centre| opens(&scope, centre));
        Offer { choice, centre, is_open }
    };
    let offers = enrolments.value.into_iter().map(offer).filter(|o| is_current(o, this, day)).collect();
    Ok(Ok(Found { student: student.value, offers, freshness }))
}

/// The person and their enrolments; of both at once where the number is known.
async fn file(app: &App, key: &StudentKey, years: &[AcademicYear]) -> Result<(Answer<StudentRecord>, Answer<Vec<EnrolmentChoice>>), Error> {
    match key {
        StudentKey::Number(number) => tokio::try_join!(app.referential.student(key), app.referential.enrolments(number, years)),
        StudentKey::Login(_) => {
            let student = app.referential.student(key).await?;
            let enrolments = app.referential.enrolments(&student.value.number, years).await?;
            Ok((student, enrolments))
        }
    }
}

fn is_current(offer: &Offer, this: AcademicYear, day: NaiveDate) -> bool {
    let months = (day.month() + 12 - 9) % 12;
    offer.choice.year >= this || offer.centre.as_ref().is_some_and(|c| months < u32::from(c.previous_year_months))
}

/// What the referential cannot say now, and what the person can do about it.
pub(crate) fn excuse(ui: Ui<'_>, words: Words, error: &Error) -> Markup {
    let title = match error {
        Error::Missing => words.text("choose-enrolment-unknown"),
        Error::Unusable(reason) => words.text_with("choose-enrolment-unusable", &[("reason", reason)]),
        _ => words.text("choose-enrolment-away"),
    };
    html! { (Alert { ui, tone: Tone::Warn, title: &title, body: html! {} }) }
}

/// What is not as fresh or as whole as it should be.
pub(crate) fn reserve(ui: Ui<'_>, words: Words, freshness: Freshness, offers: &[Offer]) -> Markup {
    let key = match freshness {
        Freshness::Current => return html! {},
        Freshness::Partial => "choose-enrolment-partial",
        Freshness::Stale => "choose-enrolment-stale",
    };
    let lacking = lacking(offers).iter().map(|label| ui.text(label)).collect::<Vec<_>>().join(", ");
    let body = html! { @if !lacking.is_empty() { p { (words.text_with("choose-enrolment-lacking", &[("parts", &lacking)])) } } };
    html! { (Alert { ui, tone: Tone::Warn, title: ui.text(key), body }) }
}

/// The labels of what an enrolment can do without, where one of those offered has to.
fn lacking(offers: &[Offer]) -> Vec<&'static str> {
    let any = |lacks: fn(&EnrolmentChoice) -> bool| offers.iter().any(|offer| lacks(&offer.choice));
    let parts = [
        ("field-street", any(|choice| choice.reach.street.is_empty())),
        ("field-cpam-name", any(|choice| choice.reach.cpam_name.is_empty())),
        ("field-course-elements", any(|choice| choice.units.is_empty())),
        ("field-taught-hours", any(|choice| choice.enrolment.taught_hours.is_none())),
    ];
    parts.into_iter().filter(|(_, lacks)| *lacks).map(|(label, _)| label).collect()
}

/// Why an enrolment is not theirs to choose.
pub(crate) fn why_not(words: Words, offer: &Offer) -> String {
    let step = offer.choice.enrolment.step.as_str();
    match &offer.centre {
        Some(centre) => words.text_with("choose-enrolment-refused", &[("step", step), ("centre", &centre.name), ("mail", &centre.mail)]),
        None => words.text_with("choose-enrolment-orphan", &[("step", step)]),
    }
}
