//! Menu, filters, table with and without a selection, pager.

use maud::{Markup, html};

use super::{LONG, MARKUP};
use crate::{
    Align, Bulk, Button, Cell, Choice, Column, Field, Filters, Form, Heading, Item, Kind, Link, Menu, Order, Pager, Rank, Reach, Row,
    Selection, Sort, Status, Table, Title, Tone, Total, Ui,
};

/// A whole list.
pub(super) fn all(ui: Ui<'_>) -> Markup {
    let views = [
        Item { label: "À traiter", href: "#", count: Some(42) },
        Item { label: "Toutes", href: "#", count: Some(4127) },
        Item { label: "En retard", href: "#", count: None },
    ];
    let buttons = html! {
        (Button { label: "Valider", rank: Rank::Primary, ..Button::default() })
        (Button { label: "Renvoyer", ..Button::default() })
    };
    let excel = html! { (Link { href: "#", label: "Excel", rank: Some(Rank::Plain), reach: Reach::File, ..Link::default() }) };
    html! {
        (Title { level: Heading::H4, text: "Une liste", note: Some("Mise à jour à 14\u{a0}h\u{a0}02") })
        (Menu { ui, label: "Vues", items: &views, open: Some(0) })
        (filters(ui))
        (table(ui))
        (Form::new(ui, "bulk", "#", html! { (Bulk { ui, buttons }) }))
        (Pager { ui, first: 1, last: 25, total: Total::Exact(4127), previous: Some("#"), next: Some("#"), actions: excel })
        (Pager { ui, first: 0, last: 0, total: Total::Exact(0), previous: None, next: None, actions: html! {} })
    }
}

fn filters(ui: Ui<'_>) -> Markup {
    let states = [Choice::new("", "Tous"), Choice::new("submitted", "À valider")];
    let components = [Choice::new("", "Toutes"), Choice::new("droit", "Droit"), Choice::new("long", LONG)];
    let fields = html! {
        (Field { ui, name: "q", label: "Chercher", kind: Kind::Search, hint: None, ..Field::default() })
        (Field { ui, name: "state", label: "État", kind: Kind::Select(&states), value: "submitted", ..Field::default() })
        (Field { ui, name: "component", label: "Composante", kind: Kind::Select(&components), ..Field::default() })
    };
    let more = html! {
        (Field { ui, name: "from", label: "Débute après le", kind: Kind::Date, ..Field::default() })
        (Field { ui, name: "to", label: "Finit avant le", kind: Kind::Date, ..Field::default() })
    };
    html! { (Filters { ui, name: "filters", action: "#", submit: ui.text("filter"), hidden: &[("view", "todo")], fields, more: Some(more), more_set: 1, clear: Some("#") }) }
}

fn table(ui: Ui<'_>) -> Markup {
    let sort = |order| Some(Sort { href: "#", order });
    let columns = [
        Column { label: "Étudiant", sort: sort(Some(Order::Ascending)), ..Column::default() },
        Column { label: "Établissement", sort: sort(None), ..Column::default() },
        Column { label: "Période", sort: sort(None), ..Column::default() },
        Column { label: "Heures", align: Align::End, sort: None },
        Column { label: "Attend", ..Column::default() },
        Column { label: "État", ..Column::default() },
    ];
    let row = |id: &str, name: &str, about: &str, host: [&str; 2], dates: &str, hours: &str, waits: [&str; 2], status: Status<'_>| Row {
        cells: vec![
            Cell::with(html! { a href="#" { (name) } }, html! { (about) }),
            Cell::with(html! { (host[0]) }, html! { (host[1]) }),
            Cell::text(dates),
            Cell::text(hours),
            Cell::with(html! { (waits[0]) }, html! { (waits[1]) }),
            Cell::new(html! { (status) }),
        ],
        select: Some((id.to_owned(), name.to_owned())),
    };
    let status = |code: &'static str| Status { word: ui.text(code), tone: Tone::of_status(code.trim_start_matches("status-")) };
    let late = Status { word: "En retard", tone: Tone::Warn };
    let rows = [
        row(
            "123",
            "Amélie Dupont",
            "2026-00123 · M2 Droit des affaires",
            ["Atelier Lumen", "Rennes"],
            "2\u{a0}mars\u{a0}– 28\u{a0}août",
            "868\u{a0}h",
            ["vous", "depuis 3\u{a0}jours"],
            status("status-submitted"),
        ),
        row(
            "119",
            "Hélène N’Guyen-Lefèvre",
            "2026-00119 · L3 Géographie",
            ["Ville de Saint-Brieuc", "Saint-Brieuc"],
            "4\u{a0}mai\u{a0}– 26\u{a0}juin",
            "259\u{a0}h",
            ["M. Caradec", "depuis 9\u{a0}jours"],
            late,
        ),
        row(
            "98",
            "Yanis Belkacem",
            "2026-00098 · BUT 2 Informatique",
            ["Orphée Systèmes", "Lannion"],
            "13\u{a0}avril\u{a0}– 19\u{a0}juin",
            "322\u{a0}h\u{a0}30",
            ["personne", ""],
            status("status-signed"),
        ),
        row(
            "97",
            LONG,
            MARKUP,
            [LONG, MARKUP],
            "2\u{a0}mars\u{a0}2026\u{a0}– 28\u{a0}août\u{a0}2027",
            "1\u{202f}868\u{a0}h",
            [LONG, "depuis hier"],
            status("status-broken-off"),
        ),
    ];
    let form = ui.id("bulk");
    let selection = Some(Selection { name: "selected", form: &form });
    html! { (Table { ui, name: "conventions", caption: "Conventions à traiter", columns: &columns, rows: &rows, selection }) }
}
