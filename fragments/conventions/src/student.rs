//! "Mes stages": what a student has, and the way to a new one.

use maud::{Markup, html};
use tremplin_domain::convention::{Phase, Step, Turn};
use tremplin_store::conventions::{self, Asked, Cursor, Page, Place, Row, Total};
use tremplin_ui::{Actions, Card, Empty, Fact, Facts, Heading, Link, Rank, Reach, Root, Status, Tone, Ui};
use tremplin_widget::{Description, Fault, Request, Role, Routes, View, Widget};

use crate::{
    app::{App, fault, today},
    begin,
    decide::{self, Side},
    draft, enrolments,
    entry::routes as entry,
    files,
    list::excel,
    pager, show,
    words::Words,
};

/// The widget.
pub(crate) fn widget(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Student],
        publishes: &["convention-changed"],
        handles: &["convention-changed"],
        budget: enrolments::ASKING,
        ..Description::new("mes-stages", "widget-mes-stages", "widget-mes-stages-about").with_help("help-mes-stages")
    };
    let routes = Routes::new((app, Side::Student))
        .view("", list)
        .view("new", begin::own)
        .action("create", begin::create)
        .resource("conventions.xlsx", excel::workbook);
    Widget::new(description, files::routes(entry::routes(draft::routes(decide::withdrawing(decide::page(routes))))))
}

async fn list((app, side): (App, Side), request: Request) -> Result<View, Fault> {
    let scope = side.scope(&request);
    let place = request.query.first("at").and_then(|at| at.parse().ok()).map_or(Place::First, Place::At);
    let asked = Asked { place, ..Asked::on(today(request.now)) };
    let page = app.store.read(move |conn| conventions::list(conn, &scope, &asked)).await.map_err(fault)?;
    let (ui, words) = (request.ui(), Words::of(request.locale));
    let new = request.urls.view("new").to_string();
    let prepare =
        html! { (Link { href: &new, label: ui.text("new-convention"), about: None, rank: Some(Rank::Primary), reach: Reach::Window }) };
    let file = request.urls.resource("conventions.xlsx").to_string();
    let body = html! {
        @if let Some(flash) = &request.flash { (flash.draw(ui)) }
        @if page.rows.is_empty() {
            (Empty { title: ui.text("no-convention"), sentence: ui.text("no-convention-about"), action: prepare })
        } @else {
            @for row in &page.rows { (card(&request, ui, words, row)) }
            (pages(&request, ui, &page))
            (Actions {
                back: html! { (Link { href: &file, label: ui.text("excel-shown"), about: None, rank: Some(Rank::Quiet), reach: Reach::File }) },
                next: prepare,
            })
        }
    };
    let count = match page.total {
        Total::Exactly(n) | Total::MoreThan(n) => i64::try_from(n).unwrap_or(i64::MAX),
    };
    Ok(View::new(ui.text("widget-mes-stages"), html! { (Root { ui, handle: "mes-stages", body }) })
        .with_summary(html! { (words.counted("minimized-student", count)) }))
}

/// For the few who have more than a page.
fn pages(request: &Request, ui: Ui<'_>, page: &Page) -> Markup {
    if page.previous.is_none() && page.next.is_none() {
        return html! {};
    }
    let from: i64 = request.query.parsed("n").unwrap_or(1).max(1);
    let place = |cursor: &Cursor, n: i64| request.urls.view("").query("at", cursor).query("n", n).to_string();
    pager::draw(ui, page, from, place, html! {})
}

fn card(request: &Request, ui: Ui<'_>, words: Words, row: &Row) -> Markup {
    let part = if row.turn == Turn::Student { show::Part::Actor } else { show::Part::Onlooker };
    let href = request.urls.view(&row.id.to_string()).to_string();
    let remove = request.urls.view(&format!("{}/remove", row.id)).to_string();
    let number = row.number.to_string();
    let title = if row.host.is_empty() { words.text("without-host") } else { row.host.clone() };
    let facts = [Fact::new(ui.text("fact-period"), &words.period(row.starts_on, row.ends_on)), Fact::new(ui.text("fact-number"), &number)];
    let since = words.since(row.turn_since, today(request.now));
    let teacher = Some(row.teacher.as_str()).filter(|t| !t.is_empty());
    let status = row.status.code();
    // What came back is gone through from its beginning: its reason may concern any step.
    let next = match row.phase {
        Phase::Draft => Some(("continue-draft", "continue")),
        Phase::Returned => Some(("correct-draft", Step::Student.code())),
        _ => None,
    };
    html! {
        (Card {
            level: Heading::H3, title: &title, href: Some(&href), status: Some(Status { word: ui.text(&format!("status-{status}")), tone: Tone::of_status(status) }),
            body: html! { (Facts { ui, facts: &facts }) (show::turn_sentence(words, row.status, row.turn, teacher, &since, part)) },
            actions: html! { @if let Some((label, step)) = next { @let edit = request.urls.view(&format!("{}/{step}", row.id)).to_string(); (Link { href: &edit, label: ui.text(label), about: Some(&number), rank: Some(Rank::Plain), reach: Reach::Window }) }
                @if row.phase == Phase::Draft { (Link { href: &remove, label: ui.text("delete-draft"), about: Some(&number), rank: Some(Rank::Quiet), reach: Reach::Window }) } },
        })
    }
}
