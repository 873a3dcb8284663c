//! A list's address: filters, order, place and columns as names and values of the query, so that it can be kept, shared and saved.

use chrono::NaiveDate;
use tremplin_domain::{
    convention::{Phase, Status, Turn},
    year::AcademicYear,
};
use tremplin_store::conventions::{Asked, Filter, Order, Place, Sort};
use tremplin_store::views::View;
use tremplin_widget::{Params, Target};

use super::columns::Columns;

/// A list as it is asked for: its conventions, and what is shown of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    /// Filters, order and place.
    pub asked: Asked,
    /// What is shown.
    pub columns: Columns,
}

impl Listing {
    /// What an address asks for.
    pub(crate) fn read(query: &Params, today: NaiveDate) -> Self {
        Self { asked: read(query, today), columns: Columns::read(query) }
    }

    /// What a saved view holds.
    pub(crate) fn of_view(view: &View, today: NaiveDate) -> Self {
        let query = Params::read(&view.query).unwrap_or_default();
        Self { asked: read(&query, today), columns: Columns::of_text(&view.columns) }
    }

    /// The names and values that ask for it again, without the place.
    pub(crate) fn kept(&self) -> Vec<(&'static str, String)> {
        let mut kept = kept(&self.asked);
        kept.extend(self.columns.kept());
        kept
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

/// What the query asks for. What makes no sense is left out: an address typed wrong still shows a list.
pub(crate) fn read(query: &Params, today: NaiveDate) -> Asked {
    let first = |name| query.first(name).map(str::trim).filter(|v| !v.is_empty());
    let filter = Filter {
        statuses: query.all("status").filter_map(|code| statuses().find(|s| s.code() == code)).collect(),
        turn: first("turn").and_then(Turn::from_code),
        components: query.all("component").filter(|c| !c.is_empty()).map(str::to_owned).take(20).collect(),
        year: query.parsed::<i32>("year").and_then(AcademicYear::starting),
        late: first("late") == Some("yes"),
        words: first("q").unwrap_or("").chars().take(100).collect(),
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

/// The names and values that say the filter and the order again, without the place.
pub(crate) fn kept(asked: &Asked) -> Vec<(&'static str, String)> {
    let Filter { statuses, turn, components, year, late, words, .. } = &asked.filter;
    let mut kept = Vec::new();
    kept.extend(statuses.iter().map(|s| ("status", s.code().to_owned())));
    kept.extend(turn.map(|t| ("turn", t.code().to_owned())));
    kept.extend(components.iter().map(|c| ("component", c.clone())));
    kept.extend(year.map(|y| ("year", y.first().to_string())));
    kept.extend(late.then(|| ("late", "yes".to_owned())));
    kept.extend((!words.is_empty()).then(|| ("q", words.clone())));
    if asked.sort != Sort::default() || asked.order != Order::default() {
        kept.push(("sort", asked.sort.code().to_owned()));
        kept.push(("order", asked.order.code().to_owned()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("q", "helene"),
            ("sort", "host"),
            ("order", "asc"),
        ]
        .into_iter()
        .collect();
        let asked = read(&query, day());
        let again: Params = kept(&asked).into_iter().collect();
        assert_eq!(read(&again, day()), asked);
        assert_eq!(again.len(), query.len());
    }

    proptest! {
        #[test]
        fn no_query_is_an_error(pairs in proptest::collection::vec(("[a-z]{1,9}", ".{0,20}"), 0..6)) {
            let query: Params = pairs.into_iter().collect();
            let asked = read(&query, day());
            let again: Params = kept(&asked).into_iter().collect();
            prop_assert_eq!(read(&again, day()).filter, asked.filter);
        }
    }
}
