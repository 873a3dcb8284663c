//! "Stages suivis" and "Conventions à traiter": lists of conventions, what can be decided about them, and what an office may edit.

use tremplin_widget::{Description, Role, Routes, Widget};

use crate::{
    app::App,
    begin,
    decide::{self, Side},
    draft, enrolments, entry, files,
    list::{archive, excel, handlers},
    moderation,
};

/// The teacher's widget.
pub(crate) fn teacher(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Teacher],
        publishes: &["convention-changed"],
        handles: &["convention-changed"],
        ..Description::new("stages-suivis", "widget-stages-suivis", "widget-stages-suivis-about").with_help("help-stages-suivis")
    };
    let routes = Routes::new((app, Side::Teacher)).view("", handlers::view).resource("conventions.xlsx", excel::workbook);
    Widget::new(description, files::routes(decide::routes(routes)))
}

/// The office's widget.
pub(crate) fn office(app: App) -> Widget {
    let description = Description {
        roles: &[Role::Office],
        publishes: &["convention-changed"],
        handles: &["convention-changed"],
        budget: enrolments::ASKING,
        ..Description::new("conventions-a-traiter", "widget-conventions-a-traiter", "widget-conventions-a-traiter-about")
            .with_help("help-conventions-a-traiter")
    };
    let routes = Routes::new((app, Side::Office))
        .view("", handlers::view)
        .view("new", begin::search)
        .view("new/{number}", begin::of_student)
        .action("create", begin::create)
        .action("validate", handlers::validate)
        .action("views", handlers::save_view)
        .action("views/{view}/delete", handlers::delete_view)
        .resource("conventions.xlsx", excel::workbook)
        .resource("conventions.zip", archive::documents);
    let decided = decide::passing(decide::routes(routes));
    Widget::new(description, files::routes(moderation::routes(entry::routes::routes(draft::routes(decided)))))
}
