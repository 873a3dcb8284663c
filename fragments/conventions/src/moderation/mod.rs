//! Hosts that students or teachers entered themselves, and what an office does about them: it finds the record right, corrects it, or puts
//! a known host in its place.

mod excel;
mod record;
mod waiting;

use tremplin_widget::Routes;

use crate::{app::App, decide::Side};

pub(crate) use waiting::{count, notice};

/// Adds the hosts that wait and what is done about them.
pub(crate) fn routes(routes: Routes<(App, Side)>) -> Routes<(App, Side)> {
    routes
        .view("hosts", waiting::view)
        .resource("hosts.xlsx", excel::workbook)
        .view("hosts/{host}", record::view)
        .action("hosts/{host}/validate", waiting::validate)
        .action("hosts/{host}/save", record::save)
        .action("hosts/{host}/replace", record::replace)
}
