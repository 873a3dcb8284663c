//! `[database]`.

use crate::{
    environment::Environment,
    parse::filled,
    secret::Secret,
    walk::{Beside, Found, Section},
};

/// The store says whether the address is one: it alone knows which there are.
pub(crate) fn read(file: Section<'_>, beside: Beside<'_>, found: &mut Found) -> Option<Secret> {
    let written = file.below("database", &["url"], found).and_then(|section| section.required("url", found, filled));
    let address = beside.environment.find(Environment::DATABASE_URL).map(str::to_owned).or(written);
    address.map(Secret::new)
}
