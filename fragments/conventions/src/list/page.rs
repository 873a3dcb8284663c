//! The list of conventions, for teachers and offices alike.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use tremplin_domain::{
    convention::{Phase, Turn},
    ids::ConventionId,
    nomenclature::{Code, List},
    policy::Awaited,
    year::AcademicYear,
};
use tremplin_store::{
    conventions::{Cursor, Offered, Order, Page, Row, Sort, Total},
    views::View as SavedView,
};
use tremplin_ui::{
    Align, Bulk, Button, Cell, Choice, Empty, Field, Filters, Form, Item, Kind, Link, Menu, Rank, Reach, Selection, Status, Table, Tone,
    Ui, Width, typography,
};
use tremplin_widget::Urls;

use super::{
    archive,
    asked::{self, Listing, Whose},
    columns::{Column, Columns},
    handlers::{NAME, pair},
};
use crate::{decide::Side, entry::form::labelled, pager, words::Words};

/// What the list shows.
pub(crate) struct Shown<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// In which language.
    pub words: Words,
    /// Links of the widget.
    pub urls: &'a Urls,
    /// On which side.
    pub side: Side,
    /// What was asked.
    pub listing: &'a Listing,
    /// The page.
    pub page: &'a Page,
    /// The place of its first row, counted from 1.
    pub from: i64,
    /// The components to filter by: code and label.
    pub components: &'a [(String, String)],
    /// The person's saved views.
    pub views: &'a [SavedView],
    /// Makes a double submission one change.
    pub once: &'a str,
    /// A name for a view that was refused, if one was.
    pub refused: Option<Refused<'a>>,
    /// What waits for the viewer.
    pub awaited: Option<&'a Awaited>,
    /// The validation that the viewer may give each of these rows, several at a time.
    pub offered: &'a BTreeMap<ConventionId, Offered>,
}

/// A name for a view that was refused: what was typed is not lost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused<'a> {
    /// What was typed.
    pub name: &'a str,
    /// What would be right.
    pub sentence: &'a str,
}

impl Shown<'_> {
    /// The whole list.
    pub(crate) fn render(&self) -> Markup {
        let Self { page, side, .. } = *self;
        html! {
            (self.menu())
            (self.filters())
            @if page.rows.is_empty() {
                (self.empty())
            } @else {
                (self.table())
                @if !self.offered.is_empty() { (self.bulk()) }
                (self.pager())
            }
            @if side == Side::Office { (self.view_forms()) }
        }
    }

    fn link(&self, extra: &[(&'static str, String)], without: &[&str]) -> String {
        let kept = self.listing.kept().into_iter().filter(|(name, _)| !without.contains(name));
        kept.chain(extra.iter().cloned()).fold(self.urls.view(""), |url, (name, value)| url.query(name, value)).to_string()
    }

    /// Why there is nothing, and where there is something.
    fn empty(&self) -> Markup {
        let Self { ui, listing, .. } = *self;
        let key = match (listing.whose, listing.is_narrowed()) {
            (Whose::Mine, _) => "list-empty-mine",
            (_, false) if self.side == Side::Teacher => "list-empty-teacher",
            _ => "list-empty",
        };
        let all = self.of_turn("any");
        let action = html! { @if listing.whose == Whose::Mine { (Link { href: &all, label: ui.text("list-see-all"), about: None, rank: Some(Rank::Plain), reach: Reach::Window }) } };
        html! { (Empty { title: ui.text(key), sentence: ui.text(&format!("{key}-about")), action }) }
    }

    fn of_turn(&self, code: &str) -> String {
        self.urls.view("").query("turn", code).to_string()
    }

    fn menu(&self) -> Markup {
        let Self { ui, words, .. } = *self;
        let (mine, all) = (self.of_turn("mine"), self.of_turn("any"));
        let today = self.listing.asked.today;
        let views: Vec<_> = self.views.iter().map(|v| (v.name.as_str(), Listing::of_view(v, today, self.awaited))).collect();
        let saved: Vec<_> = views
            .iter()
            .map(|(name, view)| {
                let href = view.kept().into_iter().fold(self.urls.view(""), |url, (name, value)| url.query(name, value)).to_string();
                (*name, href)
            })
            .collect();
        let waits = self.awaited.map(|_| Item { label: ui.text("filter-mine"), href: &mine, count: None });
        let mut items: Vec<_> = waits.into_iter().chain([Item { label: ui.text("view-all"), href: &all, count: None }]).collect();
        let before = items.len();
        items.extend(saved.iter().map(|(label, href)| Item { label, href, count: None }));
        let open = match self.listing.text().as_str() {
            "turn=mine" => Some(0),
            "" | "turn=any" => Some(before - 1),
            text => views.iter().position(|(_, view)| view.text() == text).map(|i| i + before),
        };
        html! { (Menu { ui, label: &words.text("views"), items: &items, open }) }
    }

    fn filters(&self) -> Markup {
        let Self { ui, words, .. } = *self;
        let asked = &self.listing.asked;
        let labels: Vec<_> = asked::statuses().map(|s| (s.code(), words.text(&format!("status-{}", s.code())))).collect();
        let statuses = any(ui, "filter-any", labels.iter().map(|(code, label)| Choice::new(code, label)));
        let components = any(ui, "filter-any-component", self.components.iter().map(|(code, label)| Choice::new(code, label)));
        let this = AcademicYear::of(asked.today);
        let years: Vec<_> =
            [this.next(), this, this.previous(), this.previous().previous()].map(|y| (y.first().to_string(), y.to_string())).into();
        let years = any(ui, "filter-any-year", years.iter().map(|(code, label)| Choice::new(code, label)));
        let turns: Vec<_> = [Turn::Student, Turn::Teacher, Turn::Centre, Turn::Signatories]
            .map(|t| (t.code(), words.text(&format!("turn-{}", t.code()))))
            .into();
        let turns = any(ui, "filter-any", turns.iter().map(|(code, label)| Choice::new(code, label)));
        let kinds = labelled(words, List::Kind);
        let kinds = any(ui, "filter-any", kinds.iter().map(|(code, label)| Choice::new(code, label)));
        let countries = labelled(words, List::Country);
        let countries = any(ui, "filter-any", countries.iter().map(|(code, label)| Choice::new(code, label)));
        let filter = &asked.filter;
        let [from, to] = [filter.from, filter.to].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        // What waits for the viewer is a view of its own: a search from there looks everywhere.
        let turn = filter.turn.filter(|_| self.listing.whose != Whose::Mine);
        let status = filter.statuses.first().map_or("", |s| s.code());
        let year = filter.year.map(|y| y.first().to_string()).unwrap_or_default();
        let sort: Vec<_> = self.listing.criteria().into_iter().filter(|(n, _)| matches!(*n, "sort" | "order")).collect();
        let hidden: Vec<_> = sort.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let one = |name, value, kind| Field { ui, name, label: ui.text(asked::label(name)), value, kind, ..Field::default() };
        let line = |name, value, limit| Field { limit: Some(limit), ..one(name, value, Kind::Text) };
        let (kind, country) = (filter.kind.as_ref().map_or("", Code::as_str), filter.country.as_ref().map_or("", Code::as_str));
        let main = html! {
            (Field { hint: Some(ui.text("filter-search-hint")), limit: Some(asked::WORDS), ..one("q", &filter.words, Kind::Search) })
            (one("status", status, Kind::Select(&statuses)))
            (one("component", filter.components.first().map_or("", String::as_str), Kind::Select(&components)))
        };
        let more = html! {
            (one("year", &year, Kind::Select(&years)))
            (one("kind", kind, Kind::Select(&kinds)))
            (one("turn", turn.map_or("", Turn::code), Kind::Select(&turns)))
            (one("late", if filter.late { "yes" } else { "" }, Kind::Checkbox))
            (line("step", filter.steps.first().map_or("", String::as_str), asked::STEP))
            @if self.side == Side::Office { (line("teacher", &filter.teacher_words, asked::WORDS)) }
            (line("town", filter.town.as_deref().unwrap_or(""), asked::WORDS))
            (one("country", country, Kind::Select(&countries)))
            (one("from", &from, Kind::Date))
            (one("to", &to, Kind::Date))
        };
        let columns: Vec<_> = Column::ALL.map(|c| Choice::new(c.code(), ui.text(c.label()))).into();
        let shown = self.listing.columns.text();
        let more = html! {
            (more)
            (Field { ui, name: Columns::NAME, label: ui.text("columns"), value: &shown, kind: Kind::Checkboxes(&columns), width: Width::Full, ..Field::default() })
        };
        let more_set = [
            filter.year.is_some(),
            filter.kind.is_some(),
            turn.is_some(),
            filter.late,
            !filter.steps.is_empty(),
            !filter.teacher_words.is_empty(),
            filter.town.is_some(),
            filter.country.is_some(),
            filter.from.is_some() || filter.to.is_some(),
        ];
        let more_set = more_set.into_iter().filter(|set| *set).count();
        let (action, all) = (self.urls.view("").to_string(), self.of_turn("any"));
        html! { (Filters { ui, name: "filters", action: &action, submit: ui.text("filter"), hidden: &hidden, fields: main, more: Some(more), more_set, clear: self.listing.is_narrowed().then_some(all.as_str()) }) }
    }

    fn table(&self) -> Markup {
        let Self { ui, .. } = *self;
        let sort = |column| match column {
            Column::Host => Some(Sort::Host),
            Column::Period => Some(Sort::Start),
            Column::Turn => Some(Sort::Since),
            Column::Teacher | Column::Kind | Column::Year | Column::Status => None,
        };
        let shown = self.listing.columns.iter().map(|c| (c.label(), sort(c)));
        let heads: Vec<_> = std::iter::once(("column-student", Some(Sort::Student))).chain(shown).collect();
        let sorts: Vec<_> = heads.iter().map(|(label, sort)| (*label, sort.map(|s| self.sort(s)))).collect();
        let columns: Vec<_> = sorts
            .iter()
            .map(|(label, sort)| tremplin_ui::Column {
                label: ui.text(label),
                align: Align::Start,
                sort: sort.as_ref().map(|(href, order)| tremplin_ui::Sort { href, order: *order }),
            })
            .collect();
        let rows: Vec<_> = self.page.rows.iter().map(|r| self.row(r)).collect();
        let form = ui.id("bulk");
        let selection = (!self.offered.is_empty()).then_some(Selection { name: "select", form: &form });
        html! { (Table { ui, name: "conventions", caption: ui.text("list-caption"), columns: &columns, rows: &rows, selection }) }
    }

    fn sort(&self, sort: Sort) -> (String, Option<tremplin_ui::Order>) {
        let here = self.listing.asked.sort == sort;
        let next = if here && self.listing.asked.order == Order::Ascending { Order::Descending } else { Order::Ascending };
        let href = self.link(&[("sort", sort.code().to_owned()), ("order", next.code().to_owned())], &["sort", "order"]);
        let shown = match self.listing.asked.order {
            Order::Ascending => tremplin_ui::Order::Ascending,
            Order::Descending => tremplin_ui::Order::Descending,
        };
        (href, here.then_some(shown))
    }

    fn row(&self, row: &Row) -> tremplin_ui::Row {
        let href = self.urls.view(&row.id.to_string()).to_string();
        let number = row.number.to_string();
        let offered = self.offered.get(&row.id).map(|o| self.words.text(&format!("validation-{}", o.validation.code())));
        let unchecked = self.unchecked(row);
        let is_shown = |column| self.listing.columns.iter().any(|c| c == column);
        let (is_turn_shown, is_host_shown) = (is_shown(Column::Turn), is_shown(Column::Host));
        let student = Cell::with(
            html! { (Link { href: &href, label: &row.student, about: Some(&number), rank: None, reach: Reach::Window }) },
            html! {
                (number) " · " (row.step)
                @if let Some(offered) = offered.as_deref().filter(|_| !is_turn_shown) { " · " (offered) }
                @if let Some(unchecked) = unchecked.as_deref().filter(|_| !is_host_shown) { " · " (unchecked) }
            },
        );
        let ticked = |offered| [number.as_str(), offered].into_iter().chain(unchecked.as_deref()).collect::<Vec<_>>().join(", ");
        tremplin_ui::Row {
            cells: std::iter::once(student).chain(self.listing.columns.iter().map(|column| self.cell(column, row))).collect(),
            select: offered.as_deref().map(|offered| (pair(row.id, row.version), ticked(offered))),
        }
    }

    /// That nobody found the host right yet, for whoever may validate the row.
    fn unchecked(&self, row: &Row) -> Option<String> {
        self.offered.get(&row.id).filter(|offered| offered.host_waits).map(|_| self.words.text("host-unchecked-mark"))
    }

    fn cell(&self, column: Column, row: &Row) -> Cell {
        let words = self.words;
        match column {
            Column::Host => {
                let mark = self.unchecked(row);
                let mark = html! { @if let Some(word) = &mark { (Status { word, tone: Tone::Warn }) } };
                Cell::with(html! { (row.host) }, html! { (row.town) " " (mark) })
            }
            Column::Period => Cell::with(
                html! { (words.period_short(row.starts_on, row.ends_on)) },
                html! { (typography::hours(words.locale(), row.presence_minutes)) },
            ),
            Column::Teacher => Cell::with(html! { (row.teacher) }, html! {}),
            Column::Kind => Cell::with(html! { (words.choice(List::Kind, &row.kind)) }, html! {}),
            Column::Year => Cell::with(html! { (row.year) }, html! {}),
            Column::Turn => {
                let is_mine = self.awaited.is_some_and(|a| a.holds(row.turn, row.centre));
                let who = match row.turn {
                    _ if is_mine => words.text("turn-you"),
                    Turn::Teacher if !row.teacher.is_empty() => row.teacher.clone(),
                    turn => words.text(&format!("turn-{}", turn.code())),
                };
                let since = (row.turn != Turn::Nobody).then(|| words.since(row.turn_since, self.listing.asked.today));
                // What to do: the validation to give, or to have it signed.
                let what = match self.offered.get(&row.id) {
                    Some(offered) => Some(offered.validation.code()),
                    None => (is_mine && row.phase == Phase::Validated).then_some("signature"),
                };
                let who = match what {
                    Some(what) => words.text_with(&format!("turn-for-{what}"), &[("who", &who)]),
                    None => who,
                };
                Cell::with(html! { (who) }, html! { @if let Some(since) = since { (since) } })
            }
            Column::Status => {
                let status = row.status.code();
                let plain = words.text(&format!("status-{status}"));
                let (word, tone) = if row.late { (words.text("late"), Tone::Warn) } else { (plain.clone(), Tone::of_status(status)) };
                Cell::with(html! { (Status { word: &word, tone }) }, html! { @if row.late { (plain) } })
            }
        }
    }

    fn bulk(&self) -> Markup {
        let Self { ui, .. } = *self;
        let action = self.urls.action("validate").to_string();
        let back = self.listing.text();
        let kinds: BTreeSet<_> = self.offered.values().map(|offered| offered.validation).collect();
        // The one validation that all of them wait for has its name on the button; of several, each stands in its row.
        let key = match kinds.first() {
            Some(one) if kinds.len() == 1 => format!("bulk-{}", one.code()),
            _ => "bulk-several".to_owned(),
        };
        let button = html! { (Button { label: ui.text(&key), rank: Rank::Plain, ..Button::default() }) };
        html! { (Form { once: Some(self.once), hidden: &[("back", &back)], ..Form::new(ui, "bulk", &action, html! { (Bulk { ui, buttons: button }) }) }) }
    }

    fn pager(&self) -> Markup {
        let Self { ui, page, .. } = *self;
        let file = |name| self.listing.kept().into_iter().fold(self.urls.resource(name), |url, (n, v)| url.query(n, v));
        let excel = |columns: &str| file("conventions.xlsx").query("columns", columns).to_string();
        let (shown, all) = (excel("shown"), excel("all"));
        let documents = file("conventions.zip").to_string();
        let too_many = matches!(page.total, Total::Exactly(n) | Total::MoreThan(n) if n > archive::MOST as u64);
        let actions = html! {
            (Link { href: &shown, label: ui.text("excel-shown"), about: None, rank: Some(Rank::Plain), reach: Reach::File })
            (Link { href: &all, label: ui.text("excel-all"), about: None, rank: Some(Rank::Quiet), reach: Reach::File })
            @if self.side == Side::Office {
                @if too_many { small { (ui.text("documents-too-many")) } }
                @else { (Link { href: &documents, label: ui.text("documents-zip"), about: None, rank: Some(Rank::Quiet), reach: Reach::File }) }
            }
        };
        let place = |cursor: &Cursor, n: i64| self.link(&[("at", cursor.to_string()), ("n", n.to_string())], &[]);
        pager::draw(ui, page, self.from, place, actions)
    }

    /// Saving what is shown under a name, and forgetting a saved view.
    fn view_forms(&self) -> Markup {
        let Self { ui, .. } = *self;
        let query = self.listing.text();
        let save = self.urls.action("views").to_string();
        let open = self.views.iter().find(|v| Listing::of_view(v, self.listing.asked.today, self.awaited).text() == query);
        html! {
            @if let Some(view) = open {
                @let delete = self.urls.action(&format!("views/{}/delete", view.id)).to_string();
                (Form { once: Some(self.once), ..Form::new(ui, "view-delete", &delete, html! { (Button { label: ui.text("view-delete"), about: Some(&view.name), rank: Rank::Quiet, ..Button::default() }) }) })
            } @else if self.listing.is_narrowed() {
                (Form { once: Some(self.once), hidden: &[("query", &query)], ..Form::new(ui, "view-save", &save, html! {
                    (Field { ui, name: "name", label: ui.text("view-name"), value: self.refused.map_or("", |r| r.name), kind: Kind::Text,
                        error: self.refused.map(|r| r.sentence), limit: Some(NAME), ..Field::default() })
                    (Button { label: ui.text("view-save"), rank: Rank::Plain, ..Button::default() })
                }) })
            }
        }
    }
}

fn any<'a>(ui: Ui<'a>, all: &'static str, choices: impl Iterator<Item = Choice<'a>>) -> Vec<Choice<'a>> {
    std::iter::once(Choice::new("", ui.text(all))).chain(choices).collect()
}
