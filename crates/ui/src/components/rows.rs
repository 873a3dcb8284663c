//! Several answers of the same shape: periods, interruptions, course elements.

use maud::{Markup, Render, html};

use super::field::{Field, Kind};
use crate::Ui;

/// One part of each row.
#[derive(Debug, Clone, Copy, Default)]
pub struct RowsColumn<'a> {
    /// Sent as `{name}-{key}`, once a row, in the order of the rows.
    pub key: &'a str,
    /// The question.
    pub label: &'a str,
    /// How it is answered: a kind with one control.
    pub kind: Kind<'a>,
    /// At most that many characters.
    pub limit: Option<usize>,
}

/// Rows of answers; the last is empty, for one more. Without the script, « Ajouter une ligne » sends `add={name}` with the form.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// Where they are drawn.
    pub ui: Ui<'a>,
    /// The name of the whole.
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// What helps to answer.
    pub hint: Option<&'a str>,
    /// What is wrong.
    pub error: Option<&'a str>,
    /// The parts of a row.
    pub columns: &'a [RowsColumn<'a>],
    /// The answers, a text a column.
    pub rows: &'a [Vec<String>],
}

impl Rows<'_> {
    fn row(&self, at: usize, values: &[String]) -> Markup {
        html! {
            div.tr-rows__row role="group" aria-label=(self.ui.text_with("row-number", &[("number", i64::try_from(at + 1).unwrap_or(0).into())])) {
                @for (i, column) in self.columns.iter().enumerate() {
                    @let name = format!("{}-{}", self.name, column.key);
                    @let id = if at == 0 && i == 0 { self.name.to_owned() } else { format!("{name}-{}", at + 1) };
                    @let value = values.get(i).map_or("", String::as_str);
                    (Field { ui: self.ui, name: &name, id: Some(&id), label: column.label, kind: column.kind, limit: column.limit, value, ..Field::default() })
                }
            }
        }
    }
}

impl Render for Rows<'_> {
    fn render(&self) -> Markup {
        let id = self.ui.id(self.name);
        let described: Vec<_> =
            self.error.map(|_| format!("{id}-error")).into_iter().chain(self.hint.map(|_| format!("{id}-hint"))).collect();
        let described = described.join(" ");
        html! {
            fieldset.tr-group.tr-rows.tr-field--wrong[self.error.is_some()] aria-describedby=[Some(described).filter(|d| !d.is_empty())] data-tremplin-rows {
                legend.portlet-form-label { (self.label) }
                @if let Some(error) = self.error { p.tr-field__error id={ (id) "-error" } { span.tr-hidden { (self.ui.text("error-prefix")) " " } (error) } }
                @if let Some(hint) = self.hint { p.tr-field__hint id={ (id) "-hint" } { (hint) } }
                @for (at, values) in self.rows.iter().enumerate() { (self.row(at, values)) }
                (self.row(self.rows.len(), &[]))
                div { button.tr-button.portlet-form-button type="submit" name="add" value=(self.name) { (self.ui.text("row-add")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_repeat_and_ids_do_not() {
        let columns = [
            RowsColumn { key: "from", label: "Du", kind: Kind::Date, limit: None },
            RowsColumn { key: "hours", label: "Heures", ..RowsColumn::default() },
        ];
        let rows = [vec!["2026-03-02".to_owned(), "7h30".to_owned()]];
        let rows = Rows { ui: Ui::default(), name: "periods", label: "Périodes", hint: None, error: None, columns: &columns, rows: &rows };
        let html = rows.render().into_string();
        assert_eq!(html.matches("name=\"periods-from\"").count(), 2, "{html}");
        assert!(html.contains("id=\"periods\"") && html.contains("id=\"periods-from-2\"") && html.contains("value=\"7h30\""), "{html}");
    }
}
