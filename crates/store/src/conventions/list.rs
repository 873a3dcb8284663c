//! A page of a list.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Date, Integer, Nullable, Text, Timestamp},
};
use tremplin_domain::{
    convention::{Phase, Status, Turn},
    ids::{CentreId, ConventionId, ConventionNumber, StudentId},
    nomenclature::Code,
    policy::Scope,
    year::AcademicYear,
};

use super::{
    filter::Filter,
    gather::{Gathered, keyed},
    order::{Cursor, Key, Order, Place, Side, Sort},
    plan::{Counted, Plan},
};
use crate::{
    connection::Conn,
    error::{Corrupt, Error, corrupt},
    keys,
    sql::Sql,
    state,
};

/// Rows of a page.
pub const PAGE: usize = 25;

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Narrowed to.
    pub filter: Filter,
    /// Ordered by.
    pub sort: Sort,
    /// In which direction.
    pub order: Order,
    /// Which page.
    pub place: Place,
    /// The day on which it is asked.
    pub today: NaiveDate,
}

impl Asked {
    /// The first page of everything, the latest first.
    pub fn on(today: NaiveDate) -> Self {
        Self { filter: Filter::default(), sort: Sort::default(), order: Order::default(), place: Place::First, today }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The convention.
    pub id: ConventionId,
    /// Its version, for changes made from the list.
    pub version: i32,
    /// Its number.
    pub number: ConventionNumber,
    /// Its academic year.
    pub year: AcademicYear,
    /// Its centre.
    pub centre: CentreId,
    /// List `kind`.
    pub kind: Code,
    /// Whose it is.
    pub owner: StudentId,
    /// Family name, then first name.
    pub student: String,
    /// The student's number.
    pub student_number: String,
    /// Title of the step.
    pub step: String,
    /// The host's name; empty before it is chosen.
    pub host: String,
    /// The host's town.
    pub town: String,
    /// The host's country.
    pub country: Code,
    /// First name, then family name; empty before one is chosen.
    pub teacher: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, or the day on which it was broken off.
    pub ends_on: Option<NaiveDate>,
    /// Effective presence, minutes.
    pub presence_minutes: i64,
    /// Where it stands.
    pub phase: Phase,
    /// Where it stands, with the calendar.
    pub status: Status,
    /// Whose turn it is.
    pub turn: Turn,
    /// Since when.
    pub turn_since: NaiveDateTime,
    /// Whether it should be validated by now.
    pub late: bool,
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Exactly(u64),
    /// More than so many: beyond a bound nobody counts.
    MoreThan(u64),
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// At most [`PAGE`].
    pub rows: Vec<Row>,
    /// How many there are on all pages.
    pub total: Total,
    /// Where the page before lies.
    pub previous: Option<Cursor>,
    /// Where the page after lies.
    pub next: Option<Cursor>,
}

#[derive(QueryableByName)]
struct LineRow {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Integer)]
    year: i32,
    #[diesel(sql_type = BigInt)]
    centre_id: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    student_id: i64,
    #[diesel(sql_type = Text)]
    student_name: String,
    #[diesel(sql_type = Text)]
    student_number: String,
    #[diesel(sql_type = Text)]
    step: String,
    #[diesel(sql_type = Text)]
    host_name: String,
    #[diesel(sql_type = Text)]
    host_town: String,
    #[diesel(sql_type = Text)]
    country: String,
    #[diesel(sql_type = Nullable<Text>)]
    teacher_last: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    teacher_first: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    starts_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Date>)]
    ends_on: Option<NaiveDate>,
    #[diesel(sql_type = BigInt)]
    presence_minutes: i64,
    #[diesel(sql_type = Integer)]
    state: i32,
    #[diesel(sql_type = Timestamp)]
    turn_since: NaiveDateTime,
    #[diesel(sql_type = Nullable<Date>)]
    late_on: Option<NaiveDate>,
    #[diesel(sql_type = Text)]
    student_key: String,
    #[diesel(sql_type = Text)]
    host_key: String,
    #[diesel(sql_type = BigInt)]
    start_key: i64,
    #[diesel(sql_type = BigInt)]
    since_key: i64,
}

const COLUMNS: &str = "l.id, c.version, l.number, l.year, l.centre_id, l.kind, l.student_id, l.student_name, l.student_number, \
                       l.step, l.host_name, l.host_town, l.country, t.last_name as teacher_last, t.first_name as teacher_first, l.starts_on, l.ends_on, \
                       l.presence_minutes, l.state, l.turn_since, l.late_on, l.student_key, l.host_key, l.start_key, l.since_key";

impl LineRow {
    fn key(&self, sort: Sort) -> Key {
        match sort {
            Sort::Number => Key::Whole(self.number),
            Sort::Student => Key::Words(self.student_key.clone()),
            Sort::Host => Key::Words(self.host_key.clone()),
            Sort::Start => Key::Whole(self.start_key),
            Sort::Since => Key::Whole(self.since_key),
        }
    }

    fn row(self, today: NaiveDate) -> Result<Row, Corrupt> {
        let (phase, turn) = state::decode(self.state).ok_or_else(|| corrupt("state", self.state))?;
        let teacher = format!("{} {}", self.teacher_first.unwrap_or_default(), self.teacher_last.unwrap_or_default());
        Ok(Row {
            id: ConventionId(self.id),
            version: self.version,
            number: keys::numbered(self.number).ok_or_else(|| corrupt("number", self.number))?,
            year: AcademicYear::starting(self.year).ok_or_else(|| corrupt("year", self.year))?,
            centre: CentreId(self.centre_id),
            kind: Code::new(self.kind),
            owner: StudentId(self.student_id),
            student: self.student_name,
            student_number: self.student_number,
            step: self.step,
            host: self.host_name,
            town: self.host_town,
            country: Code::new(self.country),
            teacher: teacher.trim().to_owned(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            presence_minutes: self.presence_minutes,
            phase,
            status: Status::on(phase, self.starts_on, self.ends_on, today),
            turn,
            turn_since: self.turn_since,
            late: self.late_on.is_some_and(|day| day <= today),
        })
    }
}

/// A page of the conventions within reach. At most five statements, two for a person of centres who filters by nothing narrow.
pub fn list(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<Page, Error> {
    let plan = Plan::new(conn, scope.reach(), &asked.filter, asked.today)?;
    let Asked { sort, order, place, today, .. } = asked;
    let at = match place {
        Place::At(cursor) if cursor.sort == *sort => Some(cursor),
        _ => None,
    };
    let backwards = *place == Place::Last || at.is_some_and(|c| c.side == Side::Before);
    let direction = if backwards { order.reversed() } else { *order };
    let (from, limit) = (at.map(|c| &c.key), PAGE + 1);
    let gathered = plan.glimpsed(conn, *sort)?;
    let mut lines = match &gathered {
        Some(gathered) => lines(conn, &plan, &gathered.beyond(direction, from, limit))?,
        None => walked(conn, &plan, *sort, direction, from, limit)?,
    };
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    if backwards {
        lines.reverse();
    }
    let cursor = |line: Option<&LineRow>, side| line.map(|l| Cursor { side, sort: *sort, key: l.key(*sort) });
    let (has_previous, has_next) = if backwards { (more, at.is_some()) } else { (at.is_some(), more) };
    let previous = if has_previous { cursor(lines.first(), Side::Before) } else { None };
    let next = if has_next { cursor(lines.last(), Side::After) } else { None };
    let total = match gathered {
        Some(gathered) => Total::Exactly(gathered.len() as u64),
        None if at.is_none() && !more => Total::Exactly(lines.len() as u64),
        None => total(plan.count(conn)?, lines.len()),
    };
    let rows = lines.into_iter().map(|l| l.row(*today)).collect::<Result<_, _>>()?;
    Ok(Page { rows, total, previous, next })
}

/// How many conventions within reach answer a filter. At most four statements.
pub fn count(conn: &mut Conn, scope: &Scope, filter: &Filter, today: NaiveDate) -> Result<Total, Error> {
    let plan = Plan::new(conn, scope.reach(), filter, today)?;
    Ok(total(plan.count(conn)?, 0))
}

fn total(counted: Counted, seen: usize) -> Total {
    let matched = u64::try_from(counted.matched).unwrap_or(0);
    if counted.is_whole { Total::Exactly(matched) } else { Total::MoreThan(rounded(matched.max(seen as u64))) }
}

/// Down to one significant digit: what stands after "more than" need not be exact. Below a hundred it would be less than what a page shows.
fn rounded(number: u64) -> u64 {
    if number < 100 {
        return number;
    }
    let mut unit = 1;
    while number / unit >= 10 {
        unit *= 10;
    }
    number / unit * unit
}

/// What a line is made of, beside `convention_line l`.
const AROUND: &str = "join convention c on c.id = l.id left join teacher t on t.id = l.teacher_id";

fn walked(conn: &mut Conn, plan: &Plan, sort: Sort, order: Order, from: Option<&Key>, limit: usize) -> Result<Vec<LineRow>, Error> {
    let keys = plan.keys(conn, sort, order, from, limit);
    let sql = Sql::new(format!("select {COLUMNS} from ("))
        .then(keys)
        .and(&format!(") p join convention_line l on l.id = p.id {AROUND} order by p.k {}", order.code()));
    let opens = from.is_none() && sort == Sort::default() && order == Order::default();
    Ok(sql.kept_if(opens && plan.is_common()).load(conn)?)
}

/// Lines in the order of their ids here.
fn lines(conn: &mut Conn, plan: &Plan, wanted: &[(Key, i64)]) -> Result<Vec<LineRow>, Error> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(format!("select {COLUMNS} from convention_line l {} {AROUND} where ", conn.by_ids()))
        .then(Sql::among("l.id", wanted.iter().map(|(_, id)| *id)))
        .and(" and ")
        .then(plan.condition().clone());
    let mut lines: Vec<LineRow> = sql.load(conn)?;
    lines.sort_by_key(|line| wanted.iter().position(|(_, id)| *id == line.id));
    Ok(lines)
}

/// The rows of a list for exports, in its order, some at a time.
pub(crate) struct Stretch<'a> {
    plan: &'a Plan,
    gathered: Option<Gathered>,
    sort: Sort,
    order: Order,
    from: Option<Key>,
}

impl<'a> Stretch<'a> {
    /// From the first row.
    pub(crate) fn new(conn: &mut Conn, plan: &'a Plan, asked: &Asked) -> Result<Self, Error> {
        Ok(Self { plan, gathered: plan.gathered(conn, asked.sort)?, sort: asked.sort, order: asked.order, from: None })
    }

    /// From behind a row, if the cursor leads on in this order.
    pub(crate) fn behind(self, place: &Place) -> Self {
        match place {
            Place::At(cursor) if cursor.leads_on(self.sort) => Self { from: Some(cursor.key.clone()), ..self },
            _ => self,
        }
    }

    /// The ids of the next rows.
    pub(crate) fn next(&mut self, conn: &mut Conn, limit: usize) -> Result<Vec<ConventionId>, Error> {
        let rows = self.rows(conn, limit)?;
        let ids = rows.iter().map(|(_, id)| ConventionId(*id)).collect();
        self.from = rows.into_iter().next_back().map(|(key, _)| key).or(self.from.take());
        Ok(ids)
    }

    /// The ids of the next rows, and where those after them lie, if there are any.
    pub(crate) fn page(&self, conn: &mut Conn, limit: usize) -> Result<(Vec<i64>, Option<Cursor>), Error> {
        let mut rows = self.rows(conn, limit + 1)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more).map(|(key, _)| Cursor::after(self.sort, key.clone()));
        Ok((rows.into_iter().map(|(_, id)| id).collect(), last))
    }

    fn rows(&self, conn: &mut Conn, limit: usize) -> Result<Vec<(Key, i64)>, Error> {
        let from = self.from.as_ref();
        if let Some(gathered) = &self.gathered {
            return Ok(gathered.beyond(self.order, from, limit));
        }
        let keys = self.plan.keys(conn, self.sort, self.order, from, limit);
        Ok(keyed(conn, keys, self.sort)?)
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn what_stands_after_more_than_is_rounded_down() {
        assert_eq!([0, 7, 43, 437, 10_000, 99_999].map(rounded), [0, 7, 43, 400, 10_000, 90_000]);
    }
}
