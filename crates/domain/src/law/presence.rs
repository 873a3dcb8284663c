//! Effective presence, day by day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{
    duration::{LegalDuration, Minutes, Month},
    holidays::{self, Zone},
    period::{Period, monday},
    schedule::Schedule,
};

/// Whether the intern comes on public holidays (D124-4 6°, L124-14 3°).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PublicHolidays {
    /// Not counted: the default.
    #[default]
    Off,
    /// Days like others.
    Worked,
}

/// Whether the convention says that leave under L124-13 is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LeavePay {
    /// The text demands no pay.
    #[default]
    Unpaid,
    /// A clause says so.
    Paid,
}

/// What presence is computed from.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// From the first day to the last.
    pub period: Period,
    /// The hours planned.
    pub schedule: &'a Schedule,
    /// Not counted at all: weeks at the university, closure, sickness, unpaid absence; stronger than leave.
    pub interruptions: &'a [Period],
    /// Leave under L124-13: in the duration, not in the presence (L124-18).
    pub leave: &'a [Period],
    /// Whose public holidays.
    pub zone: Zone,
    /// Whether they are worked.
    pub holidays: PublicHolidays,
}

/// Minutes by day; a day without any is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours(BTreeMap<NaiveDate, u16>);

impl Hours {
    /// The sum.
    pub fn minutes(&self) -> Minutes {
        self.0.values().map(|m| Minutes((*m).into())).sum()
    }

    /// How many days.
    pub fn days(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Each day with its minutes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, Minutes)> {
        self.0.iter().map(|(day, minutes)| (*day, Minutes((*minutes).into())))
    }

    /// Whether there are hours on a day.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.0.contains_key(&day)
    }

    /// By civil month.
    pub fn by_month(&self) -> BTreeMap<Month, Minutes> {
        self.grouped(Month::from)
    }

    /// By civil week, named by its Monday.
    pub fn by_week(&self) -> BTreeMap<NaiveDate, Minutes> {
        self.grouped(monday)
    }

    /// Only the days before one.
    #[must_use]
    pub fn before(&self, day: NaiveDate) -> Self {
        Self(self.0.range(..day).map(|(day, minutes)| (*day, *minutes)).collect())
    }

    fn grouped<K: Ord>(&self, key: impl Fn(NaiveDate) -> K) -> BTreeMap<K, Minutes> {
        let mut sums = BTreeMap::new();
        for (day, minutes) in self.iter() {
            *sums.entry(key(day)).or_default() += minutes;
        }
        sums
    }
}

impl FromIterator<(NaiveDate, u16)> for Hours {
    fn from_iter<I: IntoIterator<Item = (NaiveDate, u16)>>(days: I) -> Self {
        Self(days.into_iter().filter(|(_, minutes)| *minutes > 0).collect())
    }
}

/// What a plan amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// The dates of the plan.
    pub period: Period,
    /// Effective presence.
    pub worked: Hours,
    /// Leave under L124-13.
    pub leave: Hours,
    /// The days of presence that are public holidays.
    pub holidays_worked: Vec<NaiveDate>,
}

impl Presence {
    /// Counts the days of a plan. L124-18, D124-6.
    pub fn of(plan: &Plan<'_>) -> Self {
        let Plan { period, schedule, interruptions, leave, zone, holidays } = *plan;
        let among = |periods: &[Period], day| periods.iter().any(|p| p.contains(day));
        let (mut off, mut off_year) = (holidays::of(period.first().year(), zone), period.first().year());
        let mut found = Self { period, worked: Hours::default(), leave: Hours::default(), holidays_worked: Vec::new() };
        for day in period.days() {
            let minutes = schedule.planned(day, period.first());
            if minutes == 0 || among(interruptions, day) {
                continue;
            }
            if day.year() != off_year {
                (off, off_year) = (holidays::of(day.year(), zone), day.year());
            }
            let holiday = off.contains(&day);
            if holiday && holidays == PublicHolidays::Off {
                continue;
            }
            if among(leave, day) {
                found.leave.0.insert(day, minutes);
            } else {
                found.worked.0.insert(day, minutes);
                found.holidays_worked.extend(holiday.then_some(day));
            }
        }
        found
    }

    /// Effective presence.
    pub fn minutes(&self) -> Minutes {
        self.worked.minutes()
    }

    /// Presence and leave: what the limits are measured with (L124-18).
    pub fn duration(&self) -> Minutes {
        self.minutes() + self.leave.minutes()
    }

    /// The duration in months and days (D124-6).
    pub fn legal_duration(&self) -> LegalDuration {
        self.duration().into()
    }

    /// The hours that gratification is counted on: presence, and leave where a clause pays it (D124-8).
    pub fn paid(&self, leave: LeavePay) -> Hours {
        let mut paid = self.worked.clone();
        if leave == LeavePay::Paid {
            paid.0.extend(&self.leave.0);
        }
        paid
    }
}
