//! What a list is narrowed to.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::{Phase, Status, Turn},
    ids::{CentreId, HostId, StudentId, TeacherId},
    nomenclature::Code,
    text,
    year::AcademicYear,
};

use crate::{keys, sql::Sql, state};

/// What a list is narrowed to; by default to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Any of these.
    pub statuses: Vec<Status>,
    /// Whose turn it is.
    pub turn: Option<Turn>,
    /// Any of these centres.
    pub centres: Vec<CentreId>,
    /// Any of these component codes.
    pub components: Vec<String>,
    /// Any of these step codes.
    pub steps: Vec<String>,
    /// The version of the step.
    pub step_version: Option<String>,
    /// The academic year of the enrolment.
    pub year: Option<AcademicYear>,
    /// List `kind`.
    pub kind: Option<Code>,
    /// Only those that should be validated by now.
    pub late: bool,
    /// The teacher.
    pub teacher: Option<TeacherId>,
    /// Beginnings of words of the teacher's name.
    pub teacher_words: String,
    /// The student.
    pub student: Option<StudentId>,
    /// The host.
    pub host: Option<HostId>,
    /// The host's town, however it is written.
    pub town: Option<String>,
    /// List `country`: the host's.
    pub country: Option<Code>,
    /// With this day or a later one in it. What lacks one of its own dates has no day in it.
    pub from: Option<NaiveDate>,
    /// With this day or an earlier one in it.
    pub to: Option<NaiveDate>,
    /// Beginnings of words of the student's name or number, the host's name, the convention's number.
    pub words: String,
}

/// A condition that leaves more rows than this is never worth gathering.
pub(crate) const FEW: i64 = 6_000;
/// The same of a status that the calendar decides.
const OPEN: i64 = 1_000;

/// A condition with an index of its own.
#[derive(Debug, Clone)]
pub(crate) struct Narrow {
    pub(crate) index: &'static str,
    pub(crate) own: Sql,
    /// Worth gathering only while it leaves no more rows.
    pub(crate) most: i64,
    /// Whether it is all that the filter asks.
    pub(crate) is_whole: bool,
}

impl Filter {
    /// The states that statuses and turn leave; none when they leave all.
    pub(crate) fn states(&self) -> Option<Vec<i32>> {
        if self.statuses.is_empty() && self.turn.is_none() {
            return None;
        }
        let phase = |phase: Phase| self.statuses.is_empty() || self.statuses.iter().any(|s| phase_of(*s) == phase);
        Some(state::codes(phase, |turn| self.turn.is_none_or(|t| t == turn)))
    }

    /// Whether an index of centre, year and state answers it alone.
    pub(crate) fn is_plain(&self) -> bool {
        let Self {
            statuses,
            turn: _,
            centres: _,
            components,
            steps,
            step_version,
            year: _,
            kind,
            late,
            teacher,
            teacher_words,
            student,
            host,
            town,
            country,
            from,
            to,
            words,
        } = self;
        let by_calendar = statuses.iter().any(|s| phase_of(*s) == Phase::Signed);
        !by_calendar
            && !late
            && components.is_empty()
            && (steps.is_empty() && step_version.is_none())
            && (kind.is_none() && teacher.is_none() && student.is_none() && host.is_none())
            && (town.is_none() && country.is_none() && from.is_none() && to.is_none())
            && (named(teacher_words).is_none() && keys::prefixes(words).is_empty())
    }

    /// Whether it is what a list opens with: nothing but a turn and centres. Its texts differ by the number of centres only, and little.
    pub(crate) fn opens(&self) -> bool {
        Self { turn: None, centres: Vec::new(), ..self.clone() } == Self::default()
    }

    /// Whether nothing but one word and centres narrows it: the index of words then answers alone.
    pub(crate) fn is_one_word(&self) -> bool {
        let rest = Self { words: String::new(), centres: Vec::new(), ..self.clone() };
        rest == Self::default() && keys::prefixes(&self.words).len() == 1
    }

    /// The whole filter as a condition on `convention_line l`.
    pub(crate) fn sql(&self, today: NaiveDate) -> Sql {
        let mut all = Vec::new();
        all.extend(self.states().map(|states| Sql::among("l.state", states.into_iter().map(i64::from))));
        let exact: Vec<_> = self.statuses.iter().map(|s| by_calendar(*s, today)).collect();
        if exact.iter().any(Option::is_some) {
            all.push(Sql::any(self.statuses.iter().map(|s| {
                let phase = Sql::among("l.state", state::codes(|p| p == phase_of(*s), |_| true).into_iter().map(i64::from));
                Sql::new("(").then(Sql::all([Some(phase), by_calendar(*s, today)].into_iter().flatten())).and(")")
            })));
        }
        if !self.centres.is_empty() {
            all.push(Sql::among("l.centre_id", self.centres.iter().map(|c| c.0)));
        }
        if !self.components.is_empty() {
            all.push(Sql::among("l.component_code", self.components.iter().map(String::as_str)));
        }
        if !self.steps.is_empty() {
            all.push(Sql::among("l.step_code", self.steps.iter().map(String::as_str)));
        }
        all.extend(self.step_version.as_ref().map(|version| {
            let of_version = "exists (select 1 from convention_enrolment e where e.convention_id = l.id and e.step_version = ?)";
            Sql::with(of_version, version.as_str())
        }));
        all.extend(self.year.map(|y| Sql::with("l.year = ?", i64::from(y.first()))));
        all.extend(self.kind.as_ref().map(|k| Sql::with("l.kind = ?", k.as_str())));
        all.extend(self.late.then(|| late(today)));
        all.extend(self.teacher.map(|t| Sql::with("l.teacher_id = ?", t.0)));
        all.extend(named(&self.teacher_words));
        all.extend(self.student.map(|s| Sql::with("l.student_id = ?", s.0)));
        all.extend(self.host.map(|h| Sql::with("l.host_id = ?", h.0)));
        all.extend(self.town.as_ref().map(|t| town(t)));
        all.extend(self.country.as_ref().map(country));
        if self.has_period() {
            all.push(Sql::with("l.start_key >= ?", keys::ANY_DAY));
            all.extend(self.to.map(|to| Sql::with("l.start_key < ?", keys::after_day(to))));
            all.push(self.from.map_or_else(|| Sql::new("l.ends_on is not null"), |from| Sql::with("l.ends_on >= ?", from)));
        }
        all.extend(keys::prefixes(&self.words).iter().map(|word| Sql::with("l.search like ?", format!("% {word}%"))));
        Sql::all(all)
    }

    /// Ranges of words, bounds included, of which each leaves at least the rows that answer.
    pub(crate) fn word_ranges(&self) -> Vec<(String, String)> {
        let mut ranges: Vec<_> = keys::prefixes(&self.words).into_iter().map(beginning).collect();
        ranges.extend(self.has_period().then(|| keys::months_between(self.from, self.to)));
        ranges
    }

    /// Whether days are asked for.
    const fn has_period(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// The same of the longest word asked for.
    pub(crate) fn longest_word(&self) -> Option<(String, String)> {
        keys::prefixes(&self.words).into_iter().max_by_key(String::len).map(beginning)
    }

    /// Conditions of which each has an index of its own and may leave few rows of these centres.
    pub(crate) fn narrow(&self, centres: &[i64], today: NaiveDate) -> Vec<Narrow> {
        let mut narrow = Vec::new();
        let of_centres = |own: Sql| Sql::all([Sql::among("l.centre_id", centres.iter().copied()), own]);
        let nowhere = Self { centres: Vec::new(), ..self.clone() };
        let open: Vec<_> = self.statuses.iter().map(|s| is_open(*s).then(|| by_calendar(*s, today)).flatten()).collect();
        if let Some(open) = open.into_iter().collect::<Option<Vec<Sql>>>().filter(|open| !open.is_empty()) {
            let states = state::codes(|p| p == Phase::Signed, |_| true).into_iter().map(i64::from);
            let signed = Sql::among("l.state", states);
            let any = Sql::any(open.into_iter().map(|o| Sql::new("(").then(o).and(")")));
            narrow.push(Narrow {
                index: "line_open",
                own: of_centres(Sql::all([Sql::with("l.open_until >= ?", today), signed, any])),
                // Beyond, the indexes that are walked answer the calendar as well.
                most: OPEN,
                is_whole: Self { statuses: Vec::new(), ..nowhere.clone() } == Self::default(),
            });
        }
        if self.late {
            let is_whole = Self { late: false, ..nowhere } == Self::default();
            narrow.push(Narrow { index: "line_late", own: of_centres(late(today)), most: FEW, is_whole });
        }
        // These know no centres: what they leave may be of others as well.
        let mut part = |index, own| narrow.push(Narrow { index, own, most: FEW, is_whole: false });
        if !self.steps.is_empty() {
            part("line_step", Sql::among("l.step_code", self.steps.iter().map(String::as_str)));
        }
        if let Some(teacher) = self.teacher {
            part("line_teacher", Sql::with("l.teacher_id = ?", teacher.0));
        }
        if let Some(named) = named(&self.teacher_words) {
            part("line_teacher", named);
        }
        if let Some(student) = self.student {
            part("line_student", Sql::with("l.student_id = ?", student.0));
        }
        if let Some(host) = self.host {
            part("line_host", Sql::with("l.host_id = ?", host.0));
        }
        if let Some(wanted) = &self.town {
            part("line_town", town(wanted));
        }
        if let Some(wanted) = &self.country {
            part("line_country", country(wanted));
        }
        narrow
    }
}

/// The words with a beginning, bounds included.
fn beginning(prefix: String) -> (String, String) {
    let last = keys::after(&prefix);
    (prefix, last)
}

fn late(today: NaiveDate) -> Sql {
    Sql::with("l.late_on <= ?", today)
}

/// The teacher has a name with words that begin so, as a search of teachers finds them; nothing where no word is left.
fn named(words: &str) -> Option<Sql> {
    let prefixes = keys::prefixes(words);
    let found = Sql::all(prefixes.iter().map(|prefix| Sql::with("n.search like ?", format!("% {prefix}%"))));
    (!prefixes.is_empty()).then(|| Sql::new("l.teacher_id in (select n.id from teacher n where ").then(found).and(")"))
}

fn town(town: &str) -> Sql {
    Sql::with("l.town_folded = ?", text::fold(town))
}

fn country(country: &Code) -> Sql {
    Sql::with("l.country = ?", country.as_str())
}

/// Whether the calendar leaves only conventions that have not ended.
const fn is_open(status: Status) -> bool {
    matches!(status, Status::Running | Status::Phase(Phase::Signed))
}

const fn phase_of(status: Status) -> Phase {
    match status {
        Status::Phase(phase) => phase,
        Status::Running | Status::Ended => Phase::Signed,
    }
}

/// What the calendar adds to a phase: the reverse of [`Status::on`], to which a test compares it. An index answers it.
fn by_calendar(status: Status, today: NaiveDate) -> Option<Sql> {
    let open = || Sql::with("l.open_until >= ?", today);
    let tomorrow = keys::after_day(today);
    match status {
        Status::Ended => Some(Sql::with("l.open_until < ?", today)),
        Status::Running => Some(Sql::all([open(), Sql::with("l.start_key >= ?", keys::ANY_DAY), Sql::with("l.start_key < ?", tomorrow)])),
        Status::Phase(Phase::Signed) => {
            let not_begun = Sql::any([Sql::with("l.start_key < ?", keys::ANY_DAY), Sql::with("l.start_key >= ?", tomorrow)]);
            Some(Sql::all([open(), not_begun]))
        }
        Status::Phase(_) => None,
    }
}
