//! Lists of conventions: filters, order, pages, saved views, bulk validation, Excel.

pub mod asked;
pub mod excel;
pub mod handlers;
pub mod page;
