//! What the law makes of a convention: presence, the least gratification, and every check.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    dossier::Dossier,
    record::{Convention, Mode},
    transition::Event,
};
use crate::host::Address;
use crate::law::{
    agreed::{Agreed, Per},
    checks::{
        self, Check, Finding, Kind, Parameters, Rule, Situation,
        situation::{Given, Gratification, Nature, Other, Overlaps, Place, Previous, Taught},
    },
    duration::{Minutes, Month},
    gratification::{Instalments, Tariff},
    holidays::Zone,
    maximum::HostKey,
    mentions::{Mention, Signatory},
    money::Cents,
    period::Period,
    presence::{LeavePay, Plan, Presence, PublicHolidays},
    quota::Bracket,
    schedule::{Schedule, Week},
};

/// What the rest of the store says about a convention: aggregate figures only, so that they may count rows that the viewer cannot read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// The student's other conventions, drafts and those that never began left out.
    pub others: Vec<Other>,
    /// Other conventions of the tutor running on the first day.
    pub tutor_running: Option<u32>,
    /// The most other conventions of the teacher running on one day of this one.
    pub teacher_running: Option<u32>,
    /// The most interns known at the host in one civil week of this internship, this one included.
    pub interns: Option<u32>,
    /// The earlier internship in the same service of the host, if any, that keeps the post free longest (L124-11).
    pub previous: Option<Previous>,
    /// The rules that the office passed over, as [`super::passed_over`] gives them.
    pub passed_over: BTreeMap<Rule, Event>,
}

/// One month of the calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthlyMinimum {
    /// Which month.
    pub month: Month,
    /// Hours that count.
    pub minutes: Minutes,
    /// The least per hour.
    pub hourly: Cents,
    /// The least for the month.
    pub amount: Cents,
}

/// The least gratification, month by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minimum {
    /// Whether it is due at all (L124-6): not abroad, not where the training is exempt, not under another regime.
    pub due: bool,
    /// Each month with hours.
    pub months: Vec<MonthlyMinimum>,
    /// The whole.
    pub total: Cents,
    /// The whole in equal instalments.
    pub instalments: Instalments,
}

/// The law's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// What the schedule amounts to; none while the dates are not given.
    pub presence: Option<Presence>,
    /// The least gratification; none while the dates are not given.
    pub minimum: Option<Minimum>,
    /// Every check that concerns it.
    pub checks: Vec<Check>,
    /// The rules that the office passed over.
    pub passed_over: BTreeMap<Rule, Event>,
}

impl Convention {
    /// The schedule as the law counts it.
    pub fn lawful_schedule(&self) -> Schedule {
        let schedule = &self.schedule;
        match schedule.mode {
            Mode::Regular => Schedule::Weekly(Week(schedule.week)),
            Mode::Alternating => Schedule::Alternating(vec![Week(schedule.week), Week(schedule.other_week)]),
            Mode::Calendar => {
                let period = |p: &super::rows::Period| Some((Period::new(p.from, p.to).ok()?, p.week()));
                // The later counts: a single day, which may be the Saturday of a longer period, comes last.
                let (days, longer): (Vec<_>, Vec<_>) = schedule.periods.iter().partition(|p| p.from == p.to);
                Schedule::Periods(longer.into_iter().chain(days).filter_map(period).collect())
            }
        }
    }

    /// First to last day, when both are given in that order and not absurdly far apart.
    pub fn period(&self) -> Option<Period> {
        Period::new(self.internship.starts_on?, self.internship.ends_on?).ok()
    }

    /// Effective presence as planned, day by day (L124-18, D124-6).
    pub fn presence(&self) -> Option<Presence> {
        self.period().map(|period| self.presence_in(period))
    }

    /// Effective presence up to the day on which it ended: that of a breaking off, or of the cancelling once it was signed and had begun. None
    /// for what was cancelled before.
    pub fn done(&self) -> Option<Presence> {
        let (planned, progress) = (self.period()?, &self.progress);
        let last = match progress.cancelled_at {
            Some(at) => progress.signed_at.map(|_| at.date())?,
            None => progress.broken_off_on.unwrap_or(planned.last()),
        };
        let done = Period::new(planned.first(), last.min(planned.last())).ok()?;
        Some(self.presence_in(done))
    }

    fn presence_in(&self, period: Period) -> Presence {
        let schedule = self.lawful_schedule();
        let spans = |leave: bool| {
            let those = self.schedule.interruptions.iter().filter(move |i| i.reason.is("leave") == leave);
            those.filter_map(|i| Period::new(i.from, i.to).ok()).collect::<Vec<_>>()
        };
        let (interruptions, leave) = (spans(false), spans(true));
        let plan = Plan {
            period,
            schedule: &schedule,
            interruptions: &interruptions,
            leave: &leave,
            zone: Zone::from_code(self.internship.zone.as_str()).unwrap_or(Zone::Metropole),
            holidays: if self.schedule.holidays_worked { PublicHolidays::Worked } else { PublicHolidays::Off },
        };
        Presence::of(&plan)
    }

    /// Writes the computed hours into the record; to be called whenever its schedule changed.
    pub fn recount(&mut self) {
        let presence = self.presence();
        let minutes = |m: Option<Minutes>| m.map_or(0, |m| i64::from(m.0));
        self.schedule.presence_minutes = minutes(presence.as_ref().map(Presence::minutes));
        self.schedule.duration_minutes = minutes(presence.as_ref().map(Presence::duration));
    }
}

/// The key by which two hosts are the same legal entity.
pub fn host_key(dossier: &Dossier) -> HostKey {
    let siret = dossier.host.as_ref().and_then(|h| h.siret);
    siret.map_or_else(
        || HostKey::Other(dossier.convention.host.map_or_else(String::new, |id| id.to_string())),
        |s| HostKey::Siren(s.siren()),
    )
}

/// Assesses a dossier as of a day.
pub fn assess(dossier: &Dossier, around: &Surroundings, today: NaiveDate, parameters: &Parameters) -> Assessment {
    let mut parameters = parameters.clone();
    parameters.teacher_maximum = parameters.teacher_maximum.min(u32::from(dossier.centre.teacher_maximum));
    if dossier.centre.allows_overlap {
        parameters.overlaps = Overlaps::Accepted;
    }
    let situation = situation(dossier, around, today);
    let checks = checks::run(&situation, &parameters);
    let minimum = situation.presence.as_ref().map(|presence| minimum(&situation, presence, &parameters, &checks));
    Assessment { checks, presence: situation.presence, minimum, passed_over: around.passed_over.clone() }
}

/// Whether gratification is due, as its own rule found it; that rule says nothing where another regime applies.
fn due(checks: &[Check]) -> bool {
    let found = checks.iter().find(|check| check.rule == Rule::Gratification).map(|check| check.finding);
    found.is_some_and(|finding| !matches!(finding, Finding::NotDue | Finding::Exempt | Finding::Abroad))
}

fn minimum(situation: &Situation, presence: &Presence, parameters: &Parameters, checks: &[Check]) -> Minimum {
    let signed = situation.signed.unwrap_or(presence.period.first());
    let tariff = Tariff { ceilings: &parameters.ceilings, signed, policy: parameters.policy };
    let hours = presence.paid(situation.pay.leave).by_month();
    let month = |(month, minutes): (&Month, &Minutes)| MonthlyMinimum {
        month: *month,
        minutes: *minutes,
        hourly: tariff.hourly(*month),
        amount: tariff.total(&[(*month, *minutes)].into()),
    };
    let total = tariff.total(&hours);
    Minimum {
        due: due(checks),
        months: hours.iter().map(month).collect(),
        total,
        instalments: Instalments::of(total, u32::try_from(hours.len()).unwrap_or(u32::MAX)),
    }
}

fn situation(dossier: &Dossier, around: &Surroundings, today: NaiveDate) -> Situation {
    let convention = &dossier.convention;
    let internship = &convention.internship;
    let kind = Kind::from_code(convention.kind.as_str()).unwrap_or(Kind::InitialCompulsory);
    let mut situation = Situation::new(today, kind, convention.year, host_key(dossier));
    situation.start = internship.starts_on;
    situation.end = internship.ends_on;
    let planned = convention.presence();
    situation.promised = planned.as_ref().map(Presence::duration);
    situation.presence = convention.done().or(planned);
    situation.night = convention.schedule.night.map(Given::from);
    // What is known of the place is stronger than what somebody answered before the host was another.
    if internship.zone.is("abroad") && !dossier.place().is_some_and(Address::is_in_france) {
        situation.place = Place::Abroad {
            country_sheet: internship.country_sheet.into(),
            cover_answered: convention.follow.cover_abroad.is_some().into(),
        };
    }
    if let Some(host) = &dossier.host {
        let public = host.kind.is("administration")
            || ["state", "local-authority", "public-establishment", "public-hospital"].iter().any(|s| host.legal_status.is(s));
        situation.host.nature = if public { Nature::Public } else { Nature::Private };
        situation.host.headcount = Bracket::from_code(host.headcount.as_str());
        situation.host.interns = around.interns;
        situation.host.previous = around.previous;
    }
    situation.pay.gratification = gratification(convention);
    situation.pay.leave = if convention.schedule.leave_paid { LeavePay::Paid } else { LeavePay::Unpaid };
    // No source gives the dates of an enrolment: they are those of its year.
    situation.student.enrolled = convention.year.enrolment();
    situation.student.born = dossier.student.birth_date;
    situation.student.others.clone_from(&around.others);
    situation.student.elsewhere = Minutes(u32::try_from(internship.elsewhere_minutes).unwrap_or(0));
    let hours = |hours| u32::try_from(hours).unwrap_or(0);
    let in_presence = convention.enrolment.taught_in_presence.map(hours);
    situation.taught = convention.enrolment.taught_hours.map(|all| Taught { hours: hours(all), in_presence });
    situation.tutor_running = around.tutor_running;
    situation.teacher_running = around.teacher_running;
    situation.leave_clause = Given::from(!convention.schedule.leave.is_empty());
    situation.aims_checked = convention.follow.aims_checked.into();
    situation.mentions_missing = Mention::ALL.into_iter().filter(|m| !is_mentioned(*m, dossier, kind)).collect();
    situation.signatories_missing = missing_signatories(dossier);
    situation.signed = convention.progress.signed_at.map(|at| at.date());
    situation
}

fn gratification(convention: &Convention) -> Gratification {
    let pay = &convention.pay;
    match (pay.paid, pay.amount, Per::from_code(pay.per.as_str())) {
        _ if !pay.exemption.is_empty() => Gratification::Exempt,
        (Some(false), ..) => Gratification::None,
        (Some(true), Some(_), Some(_)) if !pay.currency.is("EUR") && !pay.currency.is_empty() => Gratification::OtherCurrency,
        (Some(true), Some(amount), Some(per)) => Gratification::Agreed(Agreed { amount: Cents(amount), per }),
        _ => Gratification::Unanswered,
    }
}

/// Whether a mention has its content; those that are clauses of the template always have it.
fn is_mentioned(mention: Mention, dossier: &Dossier, kind: Kind) -> bool {
    let convention = &dossier.convention;
    match mention {
        // Not for a gap year (D611-16).
        Mention::Training => {
            kind == Kind::GapYear || (!convention.enrolment.step.is_empty() && convention.enrolment.taught_hours.is_some())
        }
        Mention::Supervisors => dossier.tutor.is_some() && (dossier.teacher.is_some() || dossier.centre.teacher_optional),
        Mention::Skills => !convention.internship.skills.is_empty(),
        Mention::Activities => !convention.internship.tasks.is_empty(),
        Mention::Dates => convention.period().is_some(),
        Mention::Presence => convention.schedule.presence_minutes > 0,
        Mention::Supervision => !convention.follow.supervision.is_empty(),
        Mention::Gratification => convention.pay.paid.is_some(),
        Mention::SocialProtection => !convention.reach.social_cover.is_empty(),
        Mention::Absences
        | Mention::Termination
        | Mention::Interruption
        | Mention::Benefits
        | Mention::HostRules
        | Mention::Certificate => true,
    }
}

fn missing_signatories(dossier: &Dossier) -> Vec<Signatory> {
    let named = |signatory: &Signatory| match signatory {
        Signatory::Institution => !dossier.centre.signatory_name.is_empty(),
        Signatory::Host => dossier.signatory.is_some(),
        Signatory::Intern => true,
        Signatory::Teacher => dossier.teacher.is_some() || dossier.centre.teacher_optional,
        Signatory::Tutor => dossier.tutor.is_some(),
    };
    Signatory::ALL.into_iter().filter(|s| !named(s)).collect()
}
