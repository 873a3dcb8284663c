//! Figures that were computed: large, and open to inspection.

use maud::{Markup, Render, html};

use super::table::{Align, Cell, Column, Row, Table};
use crate::Ui;

/// One figure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figure<'a> {
    /// « 868 h ».
    pub value: &'a str,
    /// « de présence »; may be empty.
    pub label: &'a str,
}

/// The figures, and how they came about.
#[derive(Debug, Clone)]
pub struct Sum<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The figures.
    pub figures: &'a [Figure<'a>],
    /// The calculation, usually [`Months`].
    pub calculation: Option<Markup>,
}

impl Render for Sum<'_> {
    fn render(&self) -> Markup {
        html! {
            div.tr-sum {
                p.tr-sum__figures data-tremplin-say {
                    @for figure in self.figures {
                        span.tr-sum__figure { strong { (figure.value) } @if !figure.label.is_empty() { " " (figure.label) } } " "
                    }
                }
                @if let Some(calculation) = &self.calculation {
                    details.tr-details { summary { (self.ui.text("see-calculation")) } div.tr-details__body { (calculation) } }
                }
            }
        }
    }
}

/// What the script draws anew while a person types in a form with `live`: figures and checks.
#[derive(Debug, Clone)]
pub struct LiveRegion<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The name its id is made of; the same in the form and in the answer to the calculation.
    pub name: &'a str,
    /// The figures and checks.
    pub body: Markup,
}

impl Render for LiveRegion<'_> {
    fn render(&self) -> Markup {
        html! { div.tr-stack id=(self.ui.id(self.name)) data-live-region=(self.name) { (self.body) } }
    }
}

/// One month of the calculation, already written.
#[derive(Debug, Clone)]
pub struct Month {
    /// « mars 2026 ».
    pub name: String,
    /// « 154 h ».
    pub presence: String,
    /// « 4,50 € ».
    pub rate: String,
    /// « 693,00 € ».
    pub amount: String,
}

/// The calculation month by month.
#[derive(Debug, Clone, Copy)]
pub struct Months<'a> {
    /// Where it is drawn.
    pub ui: Ui<'a>,
    /// The months.
    pub months: &'a [Month],
    /// Their sum: presence and amount.
    pub total: (&'a str, &'a str),
}

impl Render for Months<'_> {
    fn render(&self) -> Markup {
        let text = |key| self.ui.text(key);
        let column = |key: &'static str, align| Column { label: text(key), align, sort: None };
        let columns = [column("month", Align::Start), column("presence", Align::End), column("amount", Align::End)];
        let month = |m: &Month| Cell::with(html! { (m.name) }, html! { (text("rate")) " " (m.rate) });
        let mut rows: Vec<_> =
            self.months.iter().map(|m| Row::of(vec![month(m), Cell::text(&m.presence), Cell::text(&m.amount)])).collect();
        let strong = |words: &str| Cell::new(html! { strong { (words) } });
        rows.push(Row::of(vec![strong(text("total")), strong(self.total.0), strong(self.total.1)]));
        let table =
            Table { ui: self.ui, name: "months", caption: text("see-calculation"), columns: &columns, rows: &rows, selection: None };
        // Three short columns fit everywhere, and figures compare only in columns.
        html! { div.tr-keep { (table) } }
    }
}
