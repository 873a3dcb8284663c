//! A list as an Excel workbook: the filters, the order, the columns on screen or all of them, the rights of the person.

use std::io::{self, Seek};

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use tokio::{fs::File, io::AsyncReadExt};
use tremplin_domain::{
    convention::{Dossier, FIELDS, Field, Value, fields::Seen},
    policy::{Ability, Facts, Scope},
};
use tremplin_store::conventions;
use tremplin_ui::typography;
use tremplin_widget::{Fault, Request, Resource};
use tremplin_workbook::{Cell, Workbook};

use super::asked::Listing;
use crate::{
    app::{App, fault, instant, today},
    decide::Side,
    words::Words,
};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// The type of the file.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file.
pub(crate) async fn workbook((app, side): (App, Side), request: Request) -> Result<Resource, Fault> {
    let scope = side.scope(&request);
    let listing = Listing::read(&request.query, today(request.now), scope.awaited().as_ref());
    let filters: Vec<(String, String)> = listing.criteria().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let Listing { asked, columns: shown, .. } = listing;
    let all = request.query.first("columns") == Some("all");
    let columns: Vec<&'static Field> = FIELDS.iter().filter(|f| all || shown.hold(f.name)).collect();
    let words = Words::of(request.locale);
    let at = instant(request.now);
    let name = format!("conventions-{}.xlsx", asked.today);
    let file = app
        .store
        .long_read(move |conn| {
            let labels: Vec<_> = columns.iter().map(|f| words.label(f)).collect();
            let mut book =
                Workbook::new(&words.text("sheet-name"), &labels, typography::paris(at)).map_err(tremplin_store::Error::internal)?;
            conventions::export(conn, &scope, &asked, |dossier| {
                let office = reads_comment(&scope, dossier);
                let row: Vec<_> = columns.iter().map(|f| cell(words, f, dossier, office)).collect();
                book.push(&row).map_err(tremplin_store::Error::internal)
            })?;
            book.note(&words.text("sheet-filters"), &filters).map_err(tremplin_store::Error::internal)?;
            let mut file = tempfile::tempfile().map_err(tremplin_store::Error::internal)?;
            book.finish(&mut file).map_err(tremplin_store::Error::internal)?;
            file.rewind().map_err(tremplin_store::Error::internal)?;
            Ok(file)
        })
        .await
        .map_err(fault)?;
    Ok(Resource::streamed(XLSX, name, pieces(file.into())))
}

/// A file in pieces, as fast as it is taken.
fn pieces(file: File) -> impl Stream<Item = io::Result<Bytes>> + Send {
    stream::try_unfold(file, |mut file| async move {
        let mut piece = BytesMut::with_capacity(PIECE);
        Ok(if file.read_buf(&mut piece).await? == 0 { None } else { Some((piece.freeze(), file)) })
    })
}

fn reads_comment(scope: &Scope, dossier: &Dossier) -> bool {
    scope.may(Ability::ReadComment, &Facts::of(&dossier.convention, &dossier.centre), &dossier.centre)
}

/// A field as what it is: dates, numbers and amounts stay dates, numbers and amounts, and phones what a machine dials.
fn cell(words: Words, field: &Field, dossier: &Dossier, office: bool) -> Cell {
    if field.seen == Seen::Office && !office {
        return Cell::Empty;
    }
    // A confidential subject stays out of extractions.
    if field.name == "subject" && dossier.convention.internship.confidential {
        return Cell::Text(words.label(Field::named("confidential").unwrap_or(field)));
    }
    match (field.read)(dossier) {
        Value::Empty => Cell::Empty,
        Value::Date(day) => Cell::Date(day),
        Value::Instant(at) => Cell::Instant(typography::paris(at)),
        Value::Whole(number) => Cell::Integer(number),
        Value::Hundredths(hundredths) => Cell::Hundredths(hundredths),
        Value::Minutes(minutes) => Cell::Hours(minutes),
        Value::Money(cents, currency) => Cell::Money(cents, currency.to_string()),
        Value::YesNo(yes) => Cell::Text(words.text(if yes { "yes" } else { "no" })),
        Value::Phone(number) => Cell::Text(number),
        value => Cell::Text(words.value(field, &value)),
    }
}
