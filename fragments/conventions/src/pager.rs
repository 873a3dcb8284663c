//! From one page of a list to the next.

use maud::{Markup, Render};
use tremplin_store::conventions::{Cursor, PAGE, Page, Total};
use tremplin_ui::{Pager, Ui};

/// The pager under a page whose first row is the `from`th; `place` is the address of the page beside a row, whose first row is so many.
pub(crate) fn draw(ui: Ui<'_>, page: &Page, from: i64, place: impl Fn(&Cursor, i64) -> String, actions: Markup) -> Markup {
    let count = whole(page.rows.len() as u64);
    let previous = page.previous.as_ref().map(|cursor| place(cursor, (from - whole(PAGE as u64)).max(1)));
    let next = page.next.as_ref().map(|cursor| place(cursor, from.saturating_add(count)));
    let total = match page.total {
        Total::Exactly(n) => tremplin_ui::Total::Exact(whole(n)),
        Total::MoreThan(n) => tremplin_ui::Total::MoreThan(whole(n)),
    };
    let last = from.saturating_add(count) - 1;
    Pager { ui, first: from, last, total, previous: previous.as_deref(), next: next.as_deref(), actions }.render()
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
