//! Rows and columns; where there is no room for columns, each row becomes a card with its labels.

use maud::{Markup, Render, html};

use crate::Ui;

/// Where the words of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Start,
    /// Figures.
    End,
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A to Z.
    Ascending,
    /// Z to A.
    Descending,
}

/// How a column sorts the table.
#[derive(Debug, Clone, Copy)]
pub struct Sort<'a> {
    /// The address of the list sorted by this column, or the other way round if it already is.
    pub href: &'a str,
    /// The direction, if the list is sorted by this column now.
    pub order: Option<Order>,
}

/// A column.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column<'a> {
    /// Its name.
    pub label: &'a str,
    /// Where its words stand.
    pub align: Align,
    /// How it sorts, if it does.
    pub sort: Option<Sort<'a>>,
}

/// A cell: what it says and a second, muted line.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it says.
    pub main: Markup,
    /// The second line.
    pub detail: Option<Markup>,
}

impl Cell {
    /// One line.
    pub const fn new(main: Markup) -> Self {
        Self { main, detail: None }
    }

    /// One line of plain words.
    pub fn text(words: &str) -> Self {
        Self::new(html! { (words) })
    }

    /// Two lines.
    pub const fn with(main: Markup, detail: Markup) -> Self {
        Self { main, detail: Some(detail) }
    }
}

/// A row; its first cell names it.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// The value of its box and the name it is heard by, in tables with a selection.
    pub select: Option<(String, String)>,
}

impl Row {
    /// A row that cannot be selected.
    pub const fn of(cells: Vec<Cell>) -> Self {
        Self { cells, select: None }
    }
}

/// Boxes to tick in front of each row.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The name that the boxes send.
    pub name: &'a str,
    /// The id of the form that they belong to; the table need not stand in it.
    pub form: &'a str,
}

/// A table.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name its ids are made of.
    pub name: &'a str,
    /// What it lists, for those who do not see what stands around it.
    pub caption: &'a str,
    /// The columns.
    pub columns: &'a [Column<'a>],
    /// The rows.
    pub rows: &'a [Row],
    /// The boxes.
    pub selection: Option<Selection<'a>>,
}

impl Table<'_> {
    fn head(&self, at: usize, column: &Column<'_>) -> Markup {
        let order = column.sort.and_then(|s| s.order);
        let (aria, said, arrow) = match order {
            Some(Order::Ascending) => (Some("ascending"), "sorted-ascending", "▲"),
            Some(Order::Descending) => (Some("descending"), "sorted-descending", "▼"),
            None => (None, "", ""),
        };
        let class = match (column.align, column.sort) {
            (Align::Start, None) => None,
            (Align::Start, Some(_)) => Some("tr-table__sortable"),
            (Align::End, None) => Some("tr-table__end"),
            (Align::End, Some(_)) => Some("tr-table__end tr-table__sortable"),
        };
        html! {
            th class=[class] scope="col" role="columnheader" aria-sort=[aria] {
                @if let Some(sort) = column.sort {
                    a href=(sort.href) id={ (self.ui.id(self.name)) "-sort-" (at + 1) } {
                        span.tr-hidden { (self.ui.text("sort-by")) " " }
                        (column.label)
                        @if order.is_some() { span.tr-table__arrow aria-hidden="true" { (arrow) } span.tr-hidden { ", " (self.ui.text(said)) } }
                    }
                } @else { (column.label) }
            }
        }
    }

    fn row(&self, at: usize, row: &Row) -> Markup {
        html! {
            tr role="row" {
                @if let Some(selection) = self.selection { (self.tick(selection, at, row)) }
                @for (i, cell) in row.cells.iter().enumerate() {
                    @let column = self.columns.get(i).copied().unwrap_or_default();
                    @let words = html! { div.tr-table__main { (cell.main) } @if let Some(detail) = cell.detail.as_ref().filter(|d| !d.0.is_empty()) { div.tr-muted { (detail) } } };
                    @if i == 0 {
                        th.portlet-table-text.tr-table__name scope="row" role="rowheader" { (words) }
                    } @else {
                        td.portlet-table-text.tr-table__end[column.align == Align::End] role="cell" data-label=(column.label) { (words) }
                    }
                }
            }
        }
    }

    fn tick(&self, selection: Selection<'_>, at: usize, row: &Row) -> Markup {
        html! {
            td.tr-table__tick role="cell" {
                @if let Some((value, name)) = &row.select {
                    @let id = format!("{}-select-{}", self.ui.id(self.name), at + 1);
                    input type="checkbox" id=(id) name=(selection.name) value=(value) form=(selection.form) data-tremplin-tick;
                    label.tr-hidden for=(id) { (self.ui.text_with("select-row", &[("name", name.as_str().into())])) }
                }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        html! {
            // The roles say again what the elements say: turning rows into cards would otherwise hide the table from screen readers.
            div.tr-table-room { table.tr-table id=(self.ui.id(self.name)) role="table" {
                caption.tr-hidden { (self.caption) }
                thead role="rowgroup" {
                    tr.portlet-table-header role="row" {
                        @if self.selection.is_some() {
                            th.tr-table__tick.tr-table__sortable scope="col" role="columnheader" {
                                span.tr-hidden { (self.ui.text("select-column")) }
                                // Only the script can tick them all, so only the script shows this box.
                                @let id = format!("{}-select-all", self.ui.id(self.name));
                                span hidden data-tremplin-tick-all {
                                    input type="checkbox" id=(id);
                                    label.tr-hidden for=(id) { (self.ui.text("select-all")) }
                                }
                            }
                        }
                        @for (at, column) in self.columns.iter().enumerate() { (self.head(at, column)) }
                    }
                }
                tbody.portlet-table-body role="rowgroup" { @for (at, row) in self.rows.iter().enumerate() { (self.row(at, row)) } }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sorted_column_says_so_and_cells_carry_their_label() {
        let columns = [
            Column { label: "Étudiant", sort: Some(Sort { href: "?sort=-name", order: Some(Order::Ascending) }), ..Column::default() },
            Column { label: "Heures", align: Align::End, sort: None },
        ];
        let rows = [Row { cells: vec![Cell::text("Dupont"), Cell::text("868")], select: Some(("12".into(), "Dupont".into())) }];
        let selection = Some(Selection { name: "selected", form: "bulk" });
        let html = Table { ui: Ui::default(), name: "t", caption: "Conventions", columns: &columns, rows: &rows, selection }
            .render()
            .into_string();
        for part in [
            "aria-sort=\"ascending\"",
            "href=\"?sort=-name\"",
            "data-label=\"Heures\"",
            "scope=\"row\"",
            "Sélectionner Dupont",
            "form=\"bulk\"",
            "<caption",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
