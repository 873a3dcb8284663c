//! How the rows of a list are found, decided here rather than left to two planners and their statistics.
//!
//! Either by **walking** the indexes that hold the order, one for each centre (and state, or year), and merging their beginnings: the
//! cost is that of a page, whatever the number of rows. Or, when one of the conditions leaves few rows, by **gathering** these and
//! ordering them. Which of the two is decided by counting, up to a bound, what each such condition leaves.

use chrono::NaiveDate;
use diesel::prelude::*;
use tremplin_domain::policy::Reach;

use super::{
    filter::{FEW, Filter, Narrow},
    gather::{Gathered, keyed},
    list::PAGE,
    order::{Key, Order, Sort},
};
use crate::{
    connection::Conn,
    reach::{self, Way},
    schema::centre,
    sql::{Number, Sql},
    state,
};

/// A condition that leaves at most as many rows always is.
const VERY_FEW: i64 = 250;
/// Rows with a word, at most, that are fetched from the index of words as soon as they are counted.
const GLIMPSED: usize = 2_000;
/// At most as many indexes are merged.
const MERGED: usize = 240;
/// Centres, at most, of a list whose statements are prepared once for each connection.
const COMMON: usize = 8;
/// Rows counted, at most, where an index alone answers.
const COUNTED: i64 = 2_001;
/// Rows looked at, at most, to count those that answer a filter.
const EXAMINED: i64 = 2_001;

/// The rows of a list, before their order.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Reach and filter, whole: applied whatever the way in, so that no way in can show more.
    condition: Sql,
    ways: Vec<Way>,
    access: Access,
    /// Every row, by number, where a glimpse at the index of words told it.
    glimpsed: Option<Gathered>,
    years: Option<i64>,
    states: Option<Vec<i32>>,
    is_plain: bool,
    is_one_word: bool,
    is_common: bool,
}

#[derive(Debug)]
enum Access {
    /// At least so many rows answer, where deciding told it.
    Walk(Option<i64>),
    Gather(Source),
}

/// A few rows: by an index of the line, or by a word.
#[derive(Debug, Clone)]
enum Source {
    Index(&'static str, Sql),
    Word(Sql),
}

/// How many rows answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) matched: i64,
    pub(crate) is_whole: bool,
}

#[derive(QueryableByName)]
struct Both {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    matched: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    examined: i64,
}

impl Plan {
    /// Decides. One statement when everything is within reach, one or two more when a condition may leave few rows.
    pub(crate) fn new(conn: &mut Conn, reach: &Reach, filter: &Filter, today: NaiveDate) -> QueryResult<Self> {
        let condition = Sql::all([reach::within(reach), filter.sql(today)]);
        let mut ways = reach::ways(reach);
        let asked: Vec<i64> = filter.centres.iter().map(|c| c.0).collect();
        for way in &mut ways {
            match way {
                Way::Everything if asked.is_empty() => *way = Way::Centres(centre::table.order(centre::id).select(centre::id).load(conn)?),
                Way::Everything => *way = Way::Centres(asked.clone()),
                Way::Centres(centres) if !asked.is_empty() => centres.retain(|c| asked.contains(c)),
                _ => {}
            }
        }
        let (access, glimpsed) = match &*ways {
            [Way::Centres(centres)] => choose(conn, centres, filter, today)?,
            // Of a student or a teacher all rows are few; somebody who is several things at once is rare, and walks.
            _ => (Access::Walk(None), None),
        };
        let years = filter.year.map(|y| i64::from(y.first()));
        let is_common = filter.opens() && matches!(&*ways, [Way::Centres(centres)] if centres.len() <= COMMON);
        let (is_plain, is_one_word) = (filter.is_plain(), filter.is_one_word());
        Ok(Self { condition, ways, access, glimpsed, years, states: filter.states(), is_plain, is_one_word, is_common })
    }

    /// All the rows, where they are few, by an index alone where one answers: for counting, and for pages whose rows are then looked up with
    /// [`Self::condition`].
    pub(crate) fn glimpsed(&self, conn: &mut Conn, sort: Sort) -> QueryResult<Option<Gathered>> {
        match (&self.glimpsed, &self.access) {
            (Some(rows), _) if sort == Sort::Number => Ok(Some(rows.clone())),
            (None, Access::Gather(Source::Word(words))) if self.is_one_word && sort == Sort::Number => {
                keyed(conn, by_word(words.clone()), sort).map(|rows| Some(Gathered::new(rows)))
            }
            _ => self.gathered(conn, sort),
        }
    }

    /// Whether its texts are among the few that most people ask: what a list opens with, in few centres.
    pub(crate) const fn is_common(&self) -> bool {
        self.is_common
    }

    /// Reach and filter, on `convention_line l`.
    pub(crate) const fn condition(&self) -> &Sql {
        &self.condition
    }

    /// All the rows, where they are few.
    pub(crate) fn gathered(&self, conn: &mut Conn, sort: Sort) -> QueryResult<Option<Gathered>> {
        let Access::Gather(source) = &self.access else { return Ok(None) };
        let select = Sql::new(format!("select l.id as id, l.{} as k from ", sort.column()));
        let rows = match source {
            Source::Index(index, own) => {
                select.and(&format!("convention_line l {} where ", conn.using(index))).then(own.clone()).and(" and ")
            }
            // A row with several such words is found several times.
            Source::Word(words) => select
                .and(&format!("convention_word w {} convention_line l {} on l.id = w.convention_id where ", conn.in_order(), conn.by_ids()))
                .then(words.clone())
                .and(" and "),
        };
        keyed(conn, rows.then(self.condition.clone()), sort).map(|rows| Some(Gathered::new(rows)))
    }

    /// `select id, k` of the first rows beyond a key in a direction, by walking.
    pub(crate) fn keys(&self, conn: &Conn, sort: Sort, order: Order, from: Option<&Key>, limit: usize) -> Sql {
        let tail = |column: &str| format!(" order by {column} {} limit {limit}", order.code());
        let column = format!("l.{}", sort.column());
        let select = |hint: &str, own: &Sql| {
            let beyond = from.map(|key| key.beyond(sort, order));
            let conditions = [Some(own.clone()), beyond, Some(self.condition.clone())];
            Sql::new(format!("select l.id as id, {column} as k from convention_line l {hint} where "))
                .then(Sql::all(conditions.into_iter().flatten()))
                .and(&tail(&column))
        };
        let mut terms: Vec<Sql> = self.terms(sort).iter().map(|(index, own)| select(&conn.using(index), own)).collect();
        if terms.len() == 1 {
            return terms.remove(0);
        }
        let terms = terms.into_iter().enumerate().map(|(i, term)| Sql::new("select id, k from (").then(term).and(&format!(") b{i}")));
        // The same row may be reached in several ways; keys are unique, so that `union` leaves one.
        let separator = if self.ways.len() > 1 { " union " } else { " union all " };
        let merged = Sql::joined(terms, separator).map(|merged| merged.and(&tail("k")));
        merged.unwrap_or_else(|| Sql::new("select l.id as id, l.number as k from convention_line l where 1 = 0"))
    }

    /// The ordered indexes to merge, each with the equalities at its beginning.
    fn terms(&self, sort: Sort) -> Vec<(String, Sql)> {
        let sort = sort.code();
        let mut terms = Vec::new();
        for way in &self.ways {
            match way {
                Way::Student(_) => terms.push(("line_student".to_owned(), way.sql())),
                Way::Teacher(_) => terms.push(("line_teacher".to_owned(), way.sql())),
                Way::Everything => {}
                Way::Centres(centres) => {
                    for centre in centres {
                        let of_centre = || Sql::with("l.centre_id = ?", *centre);
                        match self.family(centres.len()) {
                            Family::State(states) => terms.extend(states.iter().map(|state| {
                                let own = Sql::all([of_centre(), Sql::with("l.state = ?", i64::from(*state))]);
                                (format!("line_state_{sort}"), own)
                            })),
                            Family::Year(year) => {
                                terms.push((format!("line_year_{sort}"), Sql::all([of_centre(), Sql::with("l.year = ?", year)])));
                            }
                            Family::Centre => terms.push((format!("line_centre_{sort}"), of_centre())),
                        }
                    }
                }
            }
        }
        terms
    }

    /// The indexes whose beginning leaves the fewest rows to pass over.
    fn family(&self, centres: usize) -> Family<'_> {
        let states = self.states.as_deref().filter(|states| states.len() * centres <= MERGED);
        match (states, self.years) {
            // States in which conventions stay are of every year; those through which they pass are of the present one.
            (Some(states), Some(year)) if states.iter().any(|s| stays(*s)) => {
                if states.is_empty() {
                    Family::State(states)
                } else {
                    Family::Year(year)
                }
            }
            (Some(states), _) => Family::State(states),
            (None, Some(year)) => Family::Year(year),
            (None, None) => Family::Centre,
        }
    }

    /// Counts, looking at a bounded number of rows.
    pub(crate) fn count(&self, conn: &mut Conn) -> QueryResult<Counted> {
        if let Some(gathered) = self.glimpsed(conn, Sort::Number)? {
            return Ok(Counted { matched: i64::try_from(gathered.len()).unwrap_or(i64::MAX), is_whole: true });
        }
        if let Access::Walk(Some(matched)) = self.access {
            return Ok(Counted { matched, is_whole: false });
        }
        let bound = if self.is_plain { COUNTED } else { EXAMINED };
        let ways = self.ways.iter().map(|way| {
            let (index, own) = self.beginning(way);
            // Only where several ways are put together does it matter which row was looked at.
            Sql::new(if self.ways.len() == 1 { "select case when " } else { "select l.id as id, case when " })
                .then(self.condition.clone())
                .and(&format!(" then 1 end as hit from convention_line l {} where ", conn.using(index)))
                .then(own)
                .and(&match index {
                    "line_state_number" => conn.by_ranges("l.centre_id, l.state, l.number"),
                    "line_year_number" => conn.by_ranges("l.centre_id, l.year, l.number"),
                    _ => String::new(),
                })
                .and(&format!(" limit {bound}"))
        });
        let mut ways: Vec<_> = ways.collect();
        let looked_at = match ways.len() {
            0 => return Ok(Counted { matched: 0, is_whole: true }),
            1 => ways.remove(0),
            _ => {
                let ways = ways.into_iter().enumerate().map(|(i, w)| Sql::new("select id, hit from (").then(w).and(&format!(") b{i}")));
                Sql::joined(ways, " union ").unwrap_or_default()
            }
        };
        let counting = Sql::new("select count(hit) as matched, count(*) as examined from (").then(looked_at).and(") x");
        let both: Vec<Both> = counting.kept_if(self.is_common).load(conn)?;
        let (matched, examined) = both.first().map_or((0, 0), |b| (b.matched, b.examined));
        Ok(Counted { matched, is_whole: examined < bound })
    }

    /// The index and the equalities by which the rows of a way are counted.
    fn beginning(&self, way: &Way) -> (&'static str, Sql) {
        match way {
            Way::Student(_) => ("line_student", way.sql()),
            Way::Teacher(_) => ("line_teacher", way.sql()),
            Way::Everything | Way::Centres(_) => match self.family(1) {
                Family::State(states) => {
                    ("line_state_number", Sql::all([way.sql(), Sql::among("l.state", states.iter().map(|s| i64::from(*s)))]))
                }
                Family::Year(year) => ("line_year_number", Sql::all([way.sql(), Sql::with("l.year = ?", year)])),
                Family::Centre => ("line_centre_number", way.sql()),
            },
        }
    }
}

enum Family<'a> {
    State(&'a [i32]),
    Year(i64),
    Centre,
}

/// Whether conventions remain in a state.
fn stays(code: i32) -> bool {
    use tremplin_domain::convention::Phase::{BrokenOff, Cancelled, Signed, Validated};
    state::decode(code).is_some_and(|(phase, _)| matches!(phase, Validated | Signed | Cancelled | BrokenOff))
}

/// How the rows of these centres are reached, and all of them where the choice has found them already.
fn choose(conn: &mut Conn, centres: &[i64], filter: &Filter, today: NaiveDate) -> QueryResult<(Access, Option<Gathered>)> {
    let narrow = filter.narrow(centres, today);
    if narrow.is_empty()
        && let Some((words, rows)) = glimpse(conn, centres, filter)?
    {
        return Ok((Access::Gather(Source::Word(words)), filter.is_one_word().then(|| Gathered::new(rows))));
    }
    Ok((decide(conn, centres, narrow, filter)?, None))
}

/// The condition that finds rows by a word, and the rows.
type Glimpse = (Sql, Vec<(Key, i64)>);

/// The rows with the longest word asked for, which is seldom a frequent one, if they are few.
fn glimpse(conn: &mut Conn, centres: &[i64], filter: &Filter) -> QueryResult<Option<Glimpse>> {
    let Some((from, to)) = filter.longest_word() else { return Ok(None) };
    let words = with_word(centres, from, to);
    let rows = keyed(conn, by_word(words.clone()).and(&format!(" limit {}", GLIMPSED + 1)), Sort::Number)?;
    Ok((rows.len() <= GLIMPSED).then_some((words, rows)))
}

/// `select id, k` by number, from the index of words alone.
fn by_word(words: Sql) -> Sql {
    Sql::new("select w.convention_id as id, w.number as k from convention_word w where ").then(words)
}

/// Gathers by the condition that leaves the fewest rows, if it leaves few.
fn decide(conn: &mut Conn, centres: &[i64], narrow: Vec<Narrow>, filter: &Filter) -> QueryResult<Access> {
    let (mut sources, mut counts) = (Vec::new(), Vec::new());
    for Narrow { index, own, most, is_whole } in narrow {
        counts.push((Sql::new(format!("select 1 from convention_line l {} where ", conn.using(index))).then(own.clone()), most));
        sources.push((Source::Index(index, own), most, is_whole));
    }
    for (from, to) in filter.word_ranges() {
        let words = with_word(centres, from, to);
        counts.push((Sql::new("select 1 from convention_word w where ").then(words.clone()), FEW));
        sources.push((Source::Word(words), FEW, false));
    }
    if sources.is_empty() {
        return Ok(Access::Walk(None));
    }
    let bounded = counts.into_iter().enumerate().map(|(i, (rows, most))| {
        Sql::new(format!("select count(*) * 16 + {i} as n from (")).then(rows).and(&format!(" limit {}) c{i}", most + 1))
    });
    // Ids are given one after the other: the last says about how many rows there are.
    let all = Sql::new("select coalesce(max(id), 0) * 16 + 15 as n from convention_line");
    let counts: Vec<Number> = Sql::joined(bounded.chain([all]), " union all ").unwrap_or_default().load(conn)?;
    let (all, counts): (Vec<i64>, Vec<i64>) = counts.iter().map(|c| c.n).partition(|n| n % 16 == 15);
    let few = worth(centres.len(), all.first().map_or(0, |n| n / 16));
    let of = |n: i64| sources.get(usize::try_from(n % 16).unwrap_or(usize::MAX));
    let gathers = |n: &i64| of(*n).is_some_and(|(_, most, _)| n / 16 <= few.min(*most));
    if let Some((source, _, _)) = counts.iter().copied().filter(gathers).min().and_then(of) {
        return Ok(Access::Gather(source.clone()));
    }
    let whole = counts.iter().copied().find(|n| of(*n).is_some_and(|(_, most, is_whole)| *is_whole && n / 16 > *most));
    Ok(Access::Walk(whole.map(|n| n / 16)))
}

/// The most rows worth gathering. Of so many rows, a walk along the index of each centre passes over `all / rows` for each row of the page,
/// and in each centre up to a page is found.
fn worth(centres: usize, all: i64) -> i64 {
    let wide = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    wide(centres).saturating_mul(wide(PAGE)).saturating_mul(all).isqrt().clamp(VERY_FEW, FEW)
}

fn with_word(centres: &[i64], from: String, to: String) -> Sql {
    Sql::among("w.centre_id", centres.iter().copied()).then(Sql::with(" and w.word >= ?", from)).then(Sql::with(" and w.word <= ?", to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_rows_there_are_the_more_are_worth_gathering_within_bounds() {
        assert_eq!(worth(1, 90), VERY_FEW);
        assert!((2_000..2_500).contains(&worth(1, 200_000)));
        assert!((4_500..5_500).contains(&worth(5, 200_000)));
        assert_eq!(worth(100, i64::MAX), FEW);
    }
}
