//! PDF documents, set with typst: tagged for assistive technology (PDF/UA-1), in French or English.
//!
//! What people typed is handed to the templates as data, never as markup. The wording of the clauses lives in `templates/fr.typ` and
//! `templates/en.typ`, the layout in `templates/convention.typ`; [`Engine`] is made once and kept warm.

mod convention;
mod dates;
mod desk;
mod engine;
mod figures;
mod glyphs;

pub use convention::{Institution, Labels};
pub use engine::{Engine, Error, Language, Mark};
