//! A list's address: filters, order, place and columns as names and values of the query, so that it can be kept, shared and saved.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::{Phase, Status, Turn},
    nomenclature::{Code, List},
    parse,
    policy::Awaited,
    year::AcademicYear,
};
use tremplin_store::conventions::{Asked, Filter, Order, Place, Sort};
use tremplin_store::views::View;
use tremplin_widget::{Params, Target};

use super::columns::Columns;

/// Whose turn a list is narrowed to, as its address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Nothing is said: everybody's.
    Unsaid,
    /// Everybody's.
    Any,
    /// What waits for the viewer.
    Mine,
    /// One party's.
    Of(Turn),
}

impl Whose {
    fn read(query: &Params) -> Self {
        match query.first("turn").map(str::trim) {
            None => Self::Unsaid,
            Some("mine") => Self::Mine,
            Some(code) => Turn::from_code(code).map_or(Self::Any, Self::Of),
        }
    }

    /// The word that asks for it again.
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Unsaid => None,
            Self::Any => Some("any"),
            Self::Mine => Some("mine"),
            Self::Of(turn) => Some(turn.code()),
        }
    }
}

/// A list as it is asked for: its conventions, and what is shown of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    /// Filters, order and place.
    pub asked: Asked,
    /// Whose turn.
    pub whose: Whose,
    /// What is shown.
    pub columns: Columns,
}

impl Listing {
    /// What an address asks for, for somebody for whom this waits.
    pub(crate) fn read(query: &Params, today: NaiveDate, awaited: Option<&Awaited>) -> Self {
        let (mut asked, whose) = (read(query, today), Whose::read(query));
        match whose {
            Whose::Of(turn) => asked.filter.turn = Some(turn),
            Whose::Mine => {
                asked.filter.turn = awaited.map(|a| a.turn);
                asked.filter.centres = awaited.iter().flat_map(|a| a.centres.iter().copied()).collect();
            }
            Whose::Unsaid | Whose::Any => {}
        }
        Self { asked, whose, columns: Columns::read(query) }
    }

    /// The list that an office opens on: what waits for it, unless the address says something else.
    pub(crate) fn opening(query: &Params, today: NaiveDate, awaited: Option<&Awaited>) -> Self {
        let listing = Self::read(query, today, awaited);
        if awaited.is_some() && listing == Self::read(&Params::default(), today, awaited) {
            return Self::read(&[("turn", "mine")].into_iter().collect(), today, awaited);
        }
        listing
    }

    /// What a saved view holds.
    pub(crate) fn of_view(view: &View, today: NaiveDate, awaited: Option<&Awaited>) -> Self {
        let query = Params::read(&view.query).unwrap_or_default();
        Self { columns: Columns::of_text(&view.columns), ..Self::read(&query, today, awaited) }
    }

    /// The names and values that ask for it again, without the place.
    pub(crate) fn kept(&self) -> Vec<(&'static str, String)> {
        let mut kept = self.criteria();
        kept.extend(self.columns.kept());
        kept
    }

    /// Those that say the filter and the order again.
    pub(crate) fn criteria(&self) -> Vec<(&'static str, String)> {
        let whose = self.whose.code().map(|code| ("turn", code.to_owned()));
        whose.into_iter().chain(kept(&self.asked)).collect()
    }

    /// Whether something beside the turn is asked for.
    pub(crate) fn is_narrowed(&self) -> bool {
        matches!(self.whose, Whose::Of(_)) || self.kept().iter().any(|(name, _)| *name != "turn")
    }

    /// [`Listing::kept`] as the text of a query.
    pub(crate) fn text(&self) -> String {
        text(self.kept())
    }
}

/// Names and values as the text of a query.
pub(crate) fn text(kept: Vec<(&'static str, String)>) -> String {
    let target = kept.into_iter().fold(Target::new(""), |target, (name, value)| target.query(name, value));
    target.to_string().trim_start_matches('?').to_owned()
}

/// Every status that a list can be narrowed to, in the order in which people meet them.
pub(crate) fn statuses() -> impl Iterator<Item = Status> {
    Phase::ALL.into_iter().map(Status::Phase).chain([Status::Running, Status::Ended])
}

/// What the query asks for, but for the turn. What makes no sense is left out: an address typed wrong still shows a list.
fn read(query: &Params, today: NaiveDate) -> Asked {
    let first = |name| query.first(name).map(str::trim).filter(|v| !v.is_empty());
    let (from, to) = period(query);
    let filter = Filter {
        statuses: query.all("status").filter_map(|code| statuses().find(|s| s.code() == code)).collect(),
        components: query.all("component").filter(|c| !c.is_empty()).map(str::to_owned).take(20).collect(),
        year: query.parsed::<i32>("year").and_then(AcademicYear::starting),
        late: first("late") == Some("yes"),
        kind: choice(query, "kind", List::Kind),
        steps: first("step").map(|code| short(code, STEP)).into_iter().collect(),
        teacher_words: short(first("teacher").unwrap_or(""), WORDS),
        town: first("town").map(|town| short(town, WORDS)),
        country: choice(query, "country", List::Country),
        from,
        to,
        words: short(first("q").unwrap_or(""), WORDS),
        ..Filter::default()
    };
    Asked {
        filter,
        sort: first("sort").and_then(Sort::from_code).unwrap_or_default(),
        order: first("order").and_then(Order::from_code).unwrap_or_default(),
        place: match first("at") {
            Some("last") => Place::Last,
            at => at.and_then(|text| text.parse().ok()).map_or(Place::First, Place::At),
        },
        today,
    }
}

/// Letters of words to look for.
pub(crate) const WORDS: usize = 100;
/// Letters of a step's code.
pub(crate) const STEP: usize = 40;

fn short(text: &str, most: usize) -> String {
    text.chars().take(most).collect::<String>().trim_end().to_owned()
}

fn choice(query: &Params, name: &str, list: List) -> Option<Code> {
    query.first(name).map(str::trim).filter(|code| list.contains(code)).map(Code::from)
}

/// From the earlier to the later day, however they were typed.
fn period(query: &Params) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let day = |name| query.first(name).and_then(|text| parse::date(text).ok().flatten());
    match (day("from"), day("to")) {
        (Some(from), Some(to)) => (Some(from.min(to)), Some(from.max(to))),
        bounds => bounds,
    }
}

/// The names and values that say the filter and the order again, without the turn and the place.
fn kept(asked: &Asked) -> Vec<(&'static str, String)> {
    let Filter { statuses, components, steps, year, kind, late, teacher_words, town, country, from, to, words, .. } = &asked.filter;
    let mut kept = Vec::new();
    kept.extend(statuses.iter().map(|s| ("status", s.code().to_owned())));
    kept.extend(components.iter().map(|c| ("component", c.clone())));
    kept.extend(year.map(|y| ("year", y.first().to_string())));
    kept.extend(late.then(|| ("late", "yes".to_owned())));
    kept.extend(kind.iter().map(|kind| ("kind", kind.to_string())));
    kept.extend(steps.iter().map(|step| ("step", step.clone())));
    kept.extend((!teacher_words.is_empty()).then(|| ("teacher", teacher_words.clone())));
    kept.extend(town.iter().map(|town| ("town", town.clone())));
    kept.extend(country.iter().map(|country| ("country", country.to_string())));
    kept.extend(from.map(|day| ("from", day.to_string())));
    kept.extend(to.map(|day| ("to", day.to_string())));
    kept.extend((!words.is_empty()).then(|| ("q", words.clone())));
    if asked.sort != Sort::default() || asked.order != Order::default() {
        kept.push(("sort", asked.sort.code().to_owned()));
        kept.push(("order", asked.order.code().to_owned()));
    }
    kept
}

/// The message that names a criterion.
pub(crate) fn label(name: &str) -> &'static str {
    match name {
        "turn" => "filter-turn",
        "status" => "filter-status",
        "component" => "filter-component",
        "year" => "filter-year",
        "late" => "filter-late-only",
        "kind" => "field-kind",
        "step" => "field-step-code",
        "teacher" => "field-teacher-name",
        "town" => "field-host-town",
        "country" => "field-host-country",
        "from" => "filter-from",
        "to" => "filter-to",
        "sort" => "sheet-sort",
        _ => "filter-search",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tremplin_domain::ids::CentreId;

    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    #[test]
    fn a_query_says_itself_again() {
        let query: Params = [
            ("status", "running"),
            ("turn", "centre"),
            ("component", "DRT"),
            ("year", "2026"),
            ("late", "yes"),
            ("kind", "gap-year"),
            ("step", "M2INF"),
            ("teacher", "garnier"),
            ("town", "Besançon"),
            ("country", "DE"),
            ("from", "2026-05-10"),
            ("to", "31/05/2026"),
            ("q", "helene"),
            ("sort", "host"),
            ("order", "asc"),
        ]
        .into_iter()
        .collect();
        let listing = Listing::read(&query, day(), None);
        let again: Params = listing.kept().into_iter().collect();
        assert_eq!(Listing::read(&again, day(), None), listing);
        assert_eq!(again.len(), query.len());
    }

    #[test]
    fn a_period_may_lack_a_bound_and_what_is_none_is_left_out() {
        let asked = |query: &[(&str, &str)]| Listing::read(&query.iter().copied().collect(), day(), None);
        let may = |d| NaiveDate::from_ymd_opt(2026, 5, d);
        let read = |query: &[(&str, &str)]| {
            let filter = asked(query).asked.filter;
            (filter.from, filter.to)
        };
        assert_eq!(read(&[("from", "2026-05-10")]), (may(10), None));
        assert_eq!(read(&[("to", "2026-05-10")]), (None, may(10)));
        assert_eq!(read(&[("from", "2026-05-31"), ("to", "2026-05-10")]), (may(10), may(31)));
        assert_eq!(asked(&[("from", "2026-05-10")]).text(), "from=2026-05-10");
        let none =
            [("from", "soon"), ("to", "31/02/2026"), ("kind", "none"), ("country", "ZZ"), ("town", " "), ("step", ""), ("teacher", " ")];
        assert_eq!(asked(&none).asked, Asked::on(day()));
    }

    #[test]
    fn an_office_opens_on_what_waits_for_it_and_sees_everything_where_it_asks() {
        let awaited = Awaited { turn: Turn::Centre, centres: [CentreId(3)].into() };
        let opening = |query: &[(&str, &str)]| Listing::opening(&query.iter().copied().collect(), day(), Some(&awaited));
        let narrowed = |listing: &Listing| (listing.asked.filter.turn, listing.asked.filter.centres.clone());
        assert_eq!(narrowed(&opening(&[])), (Some(Turn::Centre), vec![CentreId(3)]));
        assert_eq!(opening(&[]).text(), "turn=mine");
        for query in [[("turn", "any")], [("turn", "")], [("q", "helene")], [("at", "last")]] {
            assert_eq!(narrowed(&opening(&query)), (None, vec![]), "{query:?}");
        }
        assert_eq!(opening(&[("turn", "")]).text(), "turn=any");
        assert!(!opening(&[]).is_narrowed() && opening(&[("q", "helene")]).is_narrowed());
        // Nothing waits for those who only read.
        assert_eq!(narrowed(&Listing::opening(&Params::default(), day(), None)), (None, vec![]));
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(pairs in proptest::collection::vec(("[a-z]{1,9}", ".{0,20}"), 0..6)) {
            let query: Params = pairs.into_iter().collect();
            let listing = Listing::read(&query, day(), None);
            let again: Params = listing.kept().into_iter().collect();
            prop_assert_eq!(Listing::read(&again, day(), None).asked.filter, listing.asked.filter);
        }
    }
}
