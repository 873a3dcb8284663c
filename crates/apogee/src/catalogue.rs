//! Components and steps from two answers: the tree of components, and the whole catalogue of steps.

use std::collections::BTreeMap;

use tremplin_referential::{Component, StepVersion};

use crate::{
    settings::Settings,
    training::{first, padded},
    wire::{ComponentRow, Diploma, Labelled, OfferedStep, OfferedVersion, said},
};

/// The components in service with their steps, in the order of the tree; those that only the catalogue names come after.
pub(crate) fn components(tree: &[ComponentRow], catalogue: &[Diploma], settings: &Settings) -> Vec<Component> {
    let mut found = Vec::new();
    in_service(tree, &mut found);
    let mut places: BTreeMap<String, usize> = found.iter().enumerate().map(|(at, component)| (component.code.clone(), at)).collect();
    let versions = catalogue.iter().flat_map(|diploma| diploma.versions.iter().flat_map(|table| &table.items));
    let steps = versions.filter_map(|version| version.offer.as_ref()).flat_map(|offer| offer.steps.iter().flat_map(|table| &table.items));
    for step in steps {
        for version in step.versions.iter().flat_map(|table| &table.items) {
            let taught = step_version(step, version, settings);
            for component in of_step(step, version) {
                let code = said(component.code.as_ref());
                let place = *places.entry(code.to_owned()).or_insert_with(|| {
                    found.push(Component { code: code.to_owned(), label: said(component.label.as_ref()).to_owned(), steps: Vec::new() });
                    found.len() - 1
                });
                let known = &mut found[place].steps;
                // A step of two diplomas is one step.
                if !taught.code.is_empty() && !known.contains(&taught) {
                    known.push(taught.clone());
                }
            }
        }
    }
    found
}

/// Each component in service, before those under it. One out of service hides nothing that still is.
fn in_service(rows: &[ComponentRow], found: &mut Vec<Component>) {
    for row in rows {
        let code = said(row.code.as_ref());
        if said(row.is_in_service.as_ref()) == "O" && !code.is_empty() && found.iter().all(|known| known.code != code) {
            found.push(Component { code: code.to_owned(), label: label(row), steps: Vec::new() });
        }
        in_service(row.children.as_ref().map_or(&[], |table| &table.items), found);
    }
}

/// How a component is called.
pub(crate) fn label(row: &ComponentRow) -> String {
    first(&[&row.label, &row.web_label])
}

/// The component of that code in an answer about it.
pub(crate) fn find<'a>(rows: &'a [ComponentRow], code: &str) -> Option<&'a ComponentRow> {
    rows.iter().find_map(|row| {
        if said(row.code.as_ref()) == code { Some(row) } else { find(row.children.as_ref().map_or(&[], |table| &table.items), code) }
    })
}

/// The component that organises the version; else those that manage the step.
fn of_step<'a>(step: &'a OfferedStep, version: &'a OfferedVersion) -> Vec<&'a Labelled> {
    let named = |component: &&Labelled| !said(component.code.as_ref()).is_empty();
    match version.component.as_ref().filter(named) {
        Some(component) => vec![component],
        None => step.components.iter().flat_map(|table| &table.items).filter(named).collect(),
    }
}

fn step_version(step: &OfferedStep, version: &OfferedVersion, settings: &Settings) -> StepVersion {
    StepVersion {
        code: said(step.code.as_ref()).to_owned(),
        version: padded(said(version.version.as_ref()), settings.step_version_width),
        label: first(&[&version.web_title, &step.title]),
    }
}
