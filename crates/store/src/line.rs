//! The line of a convention in lists: what it derives from, and how it is kept.

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use tremplin_domain::{
    centre::Centre,
    convention::{Convention, Dossier, Phase},
    host::Host,
    person::Student,
    text,
};

use crate::{
    connection::{Conn, on_each},
    error::Error,
    keys,
    schema::{convention_line, convention_word, student},
    sql::Bind,
    state,
};

/// What a line derives from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'a> {
    pub(crate) convention: &'a Convention,
    pub(crate) student: &'a Student,
    pub(crate) centre: &'a Centre,
    pub(crate) host: Option<&'a Host>,
    /// The name that the student has today, by which they are found even where the convention keeps another.
    pub(crate) today: &'a str,
}

impl<'a> From<&'a Dossier> for Parts<'a> {
    fn from(d: &'a Dossier) -> Self {
        Self { convention: &d.convention, student: &d.student, centre: &d.centre, host: d.host.as_ref(), today: "" }
    }
}

/// A row of `convention_line`.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = convention_line, treat_none_as_null = true)]
pub(crate) struct LineRecord {
    id: i64,
    centre_id: i64,
    student_id: i64,
    teacher_id: Option<i64>,
    host_id: Option<i64>,
    siren: Option<String>,
    year: i32,
    phase: String,
    state: i32,
    number: i64,
    student_key: String,
    host_key: String,
    start_key: i64,
    since_key: i64,
    student_name: String,
    student_number: String,
    host_name: String,
    host_town: String,
    town_folded: String,
    country: String,
    component_code: String,
    step_code: String,
    step: String,
    kind: String,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    open_until: NaiveDate,
    presence_minutes: i64,
    duration_minutes: i64,
    turn_since: NaiveDateTime,
    late_on: Option<NaiveDate>,
    search: String,
}

/// A row of `convention_word`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = convention_word)]
pub(crate) struct WordRecord {
    centre_id: i64,
    word: String,
    convention_id: i64,
    number: i64,
}

impl WordRecord {
    /// As values of its columns.
    pub(crate) fn binds(&self) -> [Bind; 4] {
        [self.centre_id.into(), self.word.as_str().into(), self.convention_id.into(), self.number.into()]
    }

    /// In the order in which the database keeps them.
    pub(crate) fn key(&self) -> (i64, &str, i64) {
        (self.centre_id, &self.word, self.convention_id)
    }
}

/// The folded words by which a convention is found.
pub(crate) fn words(parts: Parts<'_>) -> Vec<String> {
    let Parts { convention, student, host, today, .. } = parts;
    let number = convention.number.to_string();
    keys::words(&[&student.last_name, &student.first_name, &student.number, &number, today, host.map_or("", |h| h.name.as_str())])
}

/// First and last day, the latter being that of a breaking off.
fn stay(convention: &Convention) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (convention.internship.starts_on, convention.progress.broken_off_on.or(convention.internship.ends_on))
}

/// The rows of `convention_word`: words, and months.
pub(crate) fn word_records(parts: Parts<'_>) -> impl Iterator<Item = WordRecord> {
    let (centre_id, convention_id) = (parts.convention.centre.0, parts.convention.id.0);
    let number = keys::number(parts.convention.number);
    let (from, to) = stay(parts.convention);
    words(parts).into_iter().chain(keys::months(from, to)).map(move |word| WordRecord { centre_id, word, convention_id, number })
}

impl From<Parts<'_>> for LineRecord {
    fn from(parts: Parts<'_>) -> Self {
        let Parts { convention: c, student, centre, host, .. } = parts;
        let id = c.id.0;
        let (phase, turn) = (c.progress.phase(&centre.validations), c.progress.turn(&centre.validations));
        let since = c.progress.since(c.created_at);
        let (starts_on, ends_on) = stay(c);
        let host_name = host.map_or("", |h| h.name.as_str());
        let town = host.map_or("", |h| h.address.town.as_str());
        let pending = matches!(phase, Phase::Submitted | Phase::Returned | Phase::PartlyValidated);
        let late_on = starts_on.filter(|_| pending).and_then(|d| d.checked_sub_days(Days::new(centre.alert_days.into())));
        let student_name = format!("{} {}", student.last_name, student.first_name);
        Self {
            id,
            centre_id: c.centre.0,
            student_id: c.student.0,
            teacher_id: c.teacher.map(|t| t.0),
            host_id: c.host.map(|h| h.0),
            siren: host.and_then(|h| h.siret).map(|s| s.siren().to_string()),
            year: c.year.first(),
            phase: phase.code().to_owned(),
            state: state::code(phase, turn),
            number: keys::number(c.number),
            student_key: keys::text_key(&text::fold(&student_name), id),
            host_key: keys::text_key(&text::fold(host_name), id),
            start_key: keys::day_key(starts_on, id),
            since_key: keys::instant_key(since, id),
            student_name: keys::short(&student_name, 255),
            student_number: student.number.clone(),
            host_name: host_name.to_owned(),
            host_town: town.to_owned(),
            town_folded: keys::short(&text::fold(town), 120),
            country: host.map(|h| h.address.country.to_string()).unwrap_or_default(),
            component_code: c.enrolment.component_code.clone(),
            step_code: c.enrolment.step_code.clone(),
            step: keys::short(&c.enrolment.step, 255),
            kind: c.kind.to_string(),
            starts_on,
            ends_on,
            open_until: ends_on.unwrap_or(keys::NEVER),
            presence_minutes: c.schedule.presence_minutes,
            duration_minutes: c.schedule.duration_minutes,
            turn_since: since,
            late_on,
            search: keys::search_text(&words(parts)),
        }
    }
}

/// Writes a new line and its words.
pub(crate) fn add(conn: &mut Conn, parts: Parts<'_>) -> Result<(), Error> {
    diesel::insert_into(convention_line::table).values(LineRecord::from(parts)).execute(conn)?;
    add_words(conn, &word_records(parts).collect::<Vec<_>>())
}

/// Writes a line again; its words only when they changed.
pub(crate) fn renew(conn: &mut Conn, parts: Parts<'_>) -> Result<(), Error> {
    let id = parts.convention.id.0;
    let (before, last, first) = Kept::of(conn, id)?;
    let today = format!("{last} {first}");
    let parts = Parts { today: &today, ..parts };
    let line = LineRecord::from(parts);
    if before != (Kept { centre: line.centre_id, search: line.search.clone(), starts_on: line.starts_on, ends_on: line.ends_on }) {
        before.remove_words(conn, id)?;
        add_words(conn, &word_records(parts).collect::<Vec<_>>())?;
    }
    diesel::update(convention_line::table.find(id)).set(line).execute(conn)?;
    Ok(())
}

/// Removes the words of a convention; its line goes with the convention.
pub(crate) fn forget(conn: &mut Conn, id: i64) -> Result<(), Error> {
    let (kept, ..) = Kept::of(conn, id)?;
    kept.remove_words(conn, id)
}

fn add_words(conn: &mut Conn, words: &[WordRecord]) -> Result<(), Error> {
    on_each!(conn, c => diesel::insert_into(convention_word::table).values(words).execute(c))?;
    Ok(())
}

/// What the words of a line were made of.
#[derive(Debug, PartialEq, Eq, Queryable)]
struct Kept {
    centre: i64,
    search: String,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
}

impl Kept {
    /// Of a line, with the last and the first name that its student has today.
    fn of(conn: &mut Conn, id: i64) -> Result<(Self, String, String), Error> {
        use convention_line::{centre_id, ends_on, search, starts_on};
        let line = convention_line::table.find(id).inner_join(student::table);
        Ok(line.select(((centre_id, search, starts_on, ends_on), student::last_name, student::first_name)).first(conn)?)
    }

    fn remove_words(&self, conn: &mut Conn, id: i64) -> Result<(), Error> {
        use convention_word::{centre_id, convention_id, word};
        let mut words: Vec<String> = self.search.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
        words.extend(keys::months(self.starts_on, self.ends_on));
        let rows = convention_word::table.filter(centre_id.eq(self.centre)).filter(word.eq_any(words)).filter(convention_id.eq(id));
        diesel::delete(rows).execute(conn)?;
        Ok(())
    }
}
