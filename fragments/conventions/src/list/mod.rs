//! Lists of conventions: filters, order, pages, saved views, bulk validation, Excel.

pub(crate) mod archive;
pub(crate) mod asked;
mod columns;
pub(crate) mod excel;
pub(crate) mod handlers;
pub(crate) mod page;
mod sheet;
