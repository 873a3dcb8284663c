//! The hosts that wait as an Excel workbook: the columns on screen or all of them, for whoever moderates.

use chrono::NaiveDateTime;
use tremplin_domain::{host::Host, nomenclature::List};
use tremplin_store::{Error, hosts};
use tremplin_ui::typography;
use tremplin_widget::{Fault, Request, Resource};
use tremplin_workbook::Cell;

use crate::{
    app::{App, today},
    decide::Side,
    spreadsheet,
    words::Words,
};

/// A column: the message above it, whether the screen shows it, and what it holds of a host entered at that moment.
struct Column {
    label: &'static str,
    is_on_screen: bool,
    cell: fn(Words, &Host, NaiveDateTime) -> Cell,
}

const fn shown(label: &'static str, cell: fn(Words, &Host, NaiveDateTime) -> Cell) -> Column {
    Column { label, is_on_screen: true, cell }
}

const fn further(label: &'static str, cell: fn(Words, &Host, NaiveDateTime) -> Cell) -> Column {
    Column { label, is_on_screen: false, cell }
}

/// Every column, in the order in which they stand.
const COLUMNS: [Column; 17] = [
    shown("field-host-name", |_, host, _| text(&host.name)),
    shown("field-host-siret", |_, host, _| host.siret.map_or(Cell::Empty, |siret| Cell::Text(siret.to_string()))),
    shown("field-host-foreign-id", |_, host, _| text(&host.foreign_id)),
    shown("field-host-type", |words, host, _| text(&words.choice(List::HostType, &host.kind))),
    shown("field-host-legal-status", |words, host, _| text(&words.choice(List::LegalStatus, &host.legal_status))),
    shown("field-host-headcount", |words, host, _| text(&words.choice(List::Headcount, &host.headcount))),
    shown("field-host-naf", |_, host, _| text(&host.naf)),
    shown("field-host-street", |_, host, _| text(&host.address.street)),
    shown("field-host-postcode", |_, host, _| text(&host.address.postcode)),
    shown("field-host-town", |_, host, _| text(&host.address.town)),
    shown("field-host-country", |words, host, _| text(&words.choice(List::Country, &host.address.country))),
    shown("field-host-phone", |_, host, _| text(&host.phone)),
    shown("field-host-mail", |_, host, _| text(&host.mail)),
    further("field-host-site", |_, host, _| text(&host.site)),
    further("field-host-activity", |_, host, _| text(&host.activity)),
    further("field-host-manager", |_, host, _| text(&host.manager)),
    further("sheet-host-entered", |_, _, entered| Cell::Instant(typography::paris(entered))),
];

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

/// The file.
pub(crate) async fn workbook((app, side): (App, Side), request: Request) -> Result<Resource, Fault> {
    let (scope, words) = (side.scope(&request), Words::of(request.locale));
    let all = request.query.first("columns") == Some("all");
    let columns: Vec<_> = COLUMNS.into_iter().filter(|column| all || column.is_on_screen).collect();
    let labels = columns.iter().map(|column| words.text(column.label)).collect();
    let name = format!("organismes-a-valider-{}.xlsx", today(request.now));
    let written = spreadsheet::resource(&app, &request, name, words.text("hosts-title"), labels, move |conn, book| {
        hosts::export_awaiting(conn, &scope, |host, entered| {
            let row: Vec<_> = columns.iter().map(|column| (column.cell)(words, host, entered)).collect();
            book.push(&row).map_err(Error::internal)
        })
    });
    written.await
}
