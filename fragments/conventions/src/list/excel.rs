//! A list as an Excel workbook: the filters, the order, the columns on screen or all of them, the rights of the person.

use tremplin_domain::{
    convention::Dossier,
    nomenclature::{Code, List},
    parse,
    policy::{Ability, Facts, Scope},
};
use tremplin_store::{
    Error,
    conventions::{self, Sort},
};
use tremplin_ui::typography;
use tremplin_widget::{Fault, Request, Resource};

use super::{
    asked::{self, Listing},
    sheet::{Head, Line},
};
use crate::{
    app::{App, today},
    decide::Side,
    spreadsheet,
    words::Words,
};

/// The file.
pub(crate) async fn workbook((app, side): (App, Side), request: Request) -> Result<Resource, Fault> {
    let scope = side.scope(&request);
    let listing = Listing::read(&request.query, today(request.now), scope.awaited().as_ref());
    let words = Words::of(request.locale);
    // Asked for only where one is to be named; a workbook without the names of components is still one.
    let components = match listing.asked.filter.components.as_slice() {
        [] => Vec::new(),
        _ => app.referential.components().await.map(|a| a.value).unwrap_or_default(),
    };
    let filters = criteria(words, &listing, |code| components.iter().find(|c| c.code == code).map(|c| c.label.clone()));
    let Listing { asked, columns: shown, .. } = listing;
    let all = request.query.first("columns") == Some("all");
    let columns: Vec<_> = Head::all().filter(|head| all || shown.hold(head.name())).collect();
    let labels = columns.iter().map(|head| head.label(words)).collect();
    let name = format!("conventions-{}.xlsx", asked.today);
    let written = spreadsheet::resource(&app, &request, name, words.text("sheet-name"), labels, move |conn, book| {
        conventions::export(conn, &scope, &asked, |dossier, validators| {
            let line = Line { words, dossier, validators, today: asked.today, office: reads_comment(&scope, dossier) };
            let row: Vec<_> = columns.iter().map(|head| line.cell(*head)).collect();
            book.push(&row).map_err(Error::internal)
        })?;
        book.note(&words.text("sheet-filters"), &filters).map_err(Error::internal)
    });
    written.await
}

fn reads_comment(scope: &Scope, dossier: &Dossier) -> bool {
    scope.may(Ability::ReadComment, &Facts::of(&dossier.convention, &dossier.centre), &dossier.centre)
}

/// How a list was narrowed and ordered, in words.
fn criteria(words: Words, listing: &Listing, component: impl Fn(&str) -> Option<String>) -> Vec<(String, String)> {
    let said = listing.criteria().into_iter().filter(|(name, _)| *name != "order");
    said.map(|(name, value)| {
        let said = match name {
            "turn" if value == "any" => words.text("filter-any"),
            "turn" if value == "mine" => words.text("filter-mine"),
            "turn" => words.text(&format!("turn-{value}")),
            "status" => words.text(&format!("status-{value}")),
            "component" => component(&value).unwrap_or(value),
            "year" => listing.asked.filter.year.map_or(value, |year| year.to_string()),
            "late" => words.text("yes"),
            "kind" => words.choice(List::Kind, &Code::new(value)),
            "country" => words.choice(List::Country, &Code::new(value)),
            "from" | "to" => parse::date(&value).ok().flatten().map_or(value, |day| typography::date(words.locale(), day)),
            "sort" => {
                let column = match listing.asked.sort {
                    Sort::Number => "field-number",
                    Sort::Student => "column-student",
                    Sort::Host => "column-host",
                    Sort::Start => "field-starts-on",
                    Sort::Since => "sheet-turn-since",
                };
                words.text_with(&format!("sheet-sort-{}", listing.asked.order.code()), &[("column", &words.text(column))])
            }
            _ => value,
        };
        (words.text(asked::label(name)), said)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use tremplin_domain::locale::Locale;
    use tremplin_widget::Params;

    use super::*;

    fn said(query: &[(&str, &str)]) -> Vec<(String, String)> {
        let query: Params = query.iter().copied().collect();
        let listing = Listing::read(&query, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), None);
        criteria(Words::of(Locale::Fr), &listing, |code| (code == "DRT").then(|| "UFR de droit".to_owned()))
    }

    #[test]
    fn the_filters_of_a_workbook_are_in_words() {
        let said = said(&[
            ("turn", "any"),
            ("status", "ended"),
            ("component", "DRT"),
            ("component", "LLS"),
            ("year", "2026"),
            ("late", "yes"),
            ("kind", "gap-year"),
            ("step", "M2INF"),
            ("teacher", "garnier"),
            ("town", "Besançon"),
            ("country", "DE"),
            ("from", "2026-05-10"),
            ("q", "helene"),
            ("sort", "host"),
            ("order", "asc"),
        ]);
        let said: Vec<_> = said.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("Attend", "Tous"),
            ("État", "Terminée"),
            ("Composante", "UFR de droit"),
            ("Composante", "LLS"),
            ("Année", "2026/2027"),
            ("En retard seulement", "Oui"),
            ("Type de convention", "Césure"),
            ("Code de l’étape", "M2INF"),
            ("Enseignant référent", "garnier"),
            ("Ville de l’établissement", "Besançon"),
            ("Pays de l’établissement", "Allemagne"),
            ("Présence à partir du", "10\u{a0}mai\u{a0}2026"),
            ("Chercher", "helene"),
            ("Tri", "Établissement, croissant"),
        ];
        assert_eq!(said, expected);
    }
}
