//! The branches of structures and steps: labels, components, and what belongs to what.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use tokio::time::Instant;
use tremplin_domain::text;
use tremplin_referential::{Answer, Component, Error, Programmes, StepVersion};

use crate::{
    Directory,
    entry::Entry,
    filter::Filter,
    inscription::{code, versioned},
    pool::{Amount, Query},
    trouble::Trouble,
};

/// How many structures stand above another, at most: more is a circle.
const DEEPEST: usize = 12;

/// A structure (*entité*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Structure {
    pub(crate) code: String,
    pub(crate) label: String,
    parents: Vec<String>,
    is_component: bool,
}

/// A step and the structures that teach it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    version: StepVersion,
    structures: Vec<String>,
}

/// Structures and steps as they were last read.
#[derive(Debug, Default)]
pub(crate) struct Structures {
    all: Vec<Structure>,
    by_code: HashMap<String, usize>,
    steps: Vec<Step>,
    by_step: HashMap<(String, String), usize>,
}

/// When they were read, and what.
pub(crate) type Kept = Option<(Instant, Arc<Structures>)>;

impl Structures {
    fn new(structures: Vec<Structure>, steps: Vec<Step>) -> Self {
        let by_code = structures.iter().enumerate().map(|(at, structure)| (structure.code.to_lowercase(), at)).collect();
        let key = |step: &Step| (step.version.code.to_lowercase(), step.version.version.clone());
        let by_step = steps.iter().enumerate().map(|(at, step)| (key(step), at)).collect();
        Self { all: structures, by_code, steps, by_step }
    }

    /// The structure with that code.
    pub(crate) fn find(&self, code: &str) -> Option<&Structure> {
        self.by_code.get(&code.to_lowercase()).map(|at| &self.all[*at])
    }

    /// The component that a structure is or belongs to, the nearest one.
    pub(crate) fn component_of(&self, code: &str) -> Option<&Structure> {
        let mut level = vec![code];
        for _ in 0..DEEPEST {
            let found: Vec<&Structure> = level.iter().filter_map(|code| self.find(code)).collect();
            if let Some(component) = found.iter().find(|structure| structure.is_component) {
                return Some(component);
            }
            level = found.iter().flat_map(|structure| structure.parents.iter().map(String::as_str)).take(20).collect();
        }
        None
    }

    /// The label of a step, where it is known.
    pub(crate) fn step_label(&self, code: &str, version: &str) -> Option<&str> {
        let at = self.by_step.get(&(code.to_lowercase(), version.to_owned()))?;
        Some(self.steps[*at].version.label.as_str())
    }

    /// The structures that teach a step.
    pub(crate) fn of_step(&self, code: &str, version: &str) -> &[String] {
        self.by_step.get(&(code.to_lowercase(), version.to_owned())).map_or(&[], |at| &self.steps[*at].structures)
    }

    /// The codes of some structures whose label has a word that begins so.
    pub(crate) fn named(&self, word: &str) -> Vec<String> {
        let is_named = |structure: &&Structure| text::fold(&structure.label).split(' ').any(|part| part.starts_with(word));
        self.all.iter().filter(is_named).take(20).map(|structure| structure.code.clone()).collect()
    }

    /// Whether there is a component.
    pub(crate) fn has_component(&self) -> bool {
        self.all.iter().any(|structure| structure.is_component)
    }

    fn components(&self) -> Vec<Component> {
        let mut steps: HashMap<&str, Vec<StepVersion>> = HashMap::new();
        for step in &self.steps {
            let mut owners: Vec<&str> =
                step.structures.iter().filter_map(|code| self.component_of(code)).map(|c| c.code.as_str()).collect();
            owners.sort_unstable();
            owners.dedup();
            for owner in owners {
                steps.entry(owner).or_default().push(step.version.clone());
            }
        }
        let component = |structure: &Structure| {
            let mut steps = steps.get(structure.code.as_str()).cloned().unwrap_or_default();
            steps.sort_by(|a, b| (&a.code, &a.version).cmp(&(&b.code, &b.version)));
            Component { code: structure.code.clone(), label: structure.label.clone(), steps }
        };
        let mut components: Vec<Component> = self.all.iter().filter(|s| s.is_component).map(component).collect();
        components.sort_by(|a, b| a.code.cmp(&b.code));
        components.dedup_by(|a, b| a.code == b.code);
        components
    }
}

fn codes(values: &[String]) -> Vec<String> {
    values.iter().map(|value| code(value).to_owned()).filter(|code| !code.is_empty()).collect()
}

impl Directory {
    /// Structures and steps, kept for a while. What was kept longer stands in while the directory is away.
    pub(crate) async fn structures(&self) -> Result<Arc<Structures>, Trouble> {
        let mut kept = self.kept.lock().await;
        if let Some((since, structures)) = kept.as_ref()
            && since.elapsed() < self.settings.structures_kept
        {
            return Ok(Arc::clone(structures));
        }
        match self.read_structures().await {
            Ok(read) => {
                let read = Arc::new(read);
                *kept = Some((Instant::now(), Arc::clone(&read)));
                Ok(read)
            }
            Err(trouble) => kept.as_ref().map(|(_, structures)| Arc::clone(structures)).ok_or(trouble),
        }
    }

    async fn read_structures(&self) -> Result<Structures, Trouble> {
        let settings = &self.settings;
        let names = &settings.attributes;
        let mut wanted = vec![names.structure_code.as_str(), names.structure_type.as_str(), names.structure_parent.as_str()];
        wanted.extend(names.structure_label.iter().map(String::as_str));
        let structures = self.branch(&settings.structures_base, &settings.structures_filter, wanted).await?;
        let mut wanted = vec![names.step_code.as_str(), names.step_structure.as_str()];
        wanted.extend(names.step_label.iter().map(String::as_str));
        let steps = self.branch(&settings.steps_base, &settings.steps_filter, wanted).await?;
        Ok(Structures::new(
            structures.iter().filter_map(|entry| self.structure(entry)).collect(),
            steps.iter().filter_map(|entry| self.step(entry)).collect(),
        ))
    }

    /// Every entry of a branch; none where the institution has no such branch.
    async fn branch(&self, base: &str, filter: &str, attributes: Vec<&str>) -> Result<Vec<Entry>, Trouble> {
        if base.is_empty() {
            return Ok(Vec::new());
        }
        let attributes = attributes.into_iter().filter(|name| !name.is_empty()).collect();
        let filter = Filter::given(filter).to_string();
        let found = self.pool.search(&Query { base, filter, attributes, amount: Amount::Pages(self.settings.page_size) }).await?;
        if found.is_cut {
            tracing::warn!(base, "the directory gives a part of the branch only: its size limit for paged results is too low");
        }
        Ok(found.entries)
    }

    fn structure(&self, entry: &Entry) -> Option<Structure> {
        let names = &self.settings.attributes;
        let code = code(entry.first(&names.structure_code)).to_owned();
        let is_component = entry
            .all(&names.structure_type)
            .iter()
            .any(|kind| self.settings.component_types.iter().any(|component| component.eq_ignore_ascii_case(kind)));
        let label = entry.of(&names.structure_label).first().map_or(code.as_str(), |label| *label).to_owned();
        let parents = codes(entry.all(&names.structure_parent));
        (!code.is_empty()).then_some(Structure { code, label, parents, is_component })
    }

    fn step(&self, entry: &Entry) -> Option<Step> {
        let names = &self.settings.attributes;
        let (code, version) = versioned(code(entry.first(&names.step_code)));
        let label = entry.of(&names.step_label).first().map_or(code, |label| *label).to_owned();
        let structures = codes(entry.all(&names.step_structure));
        let version = StepVersion { code: code.to_owned(), version: version.to_owned(), label };
        (!code.is_empty()).then_some(Step { version, structures })
    }
}

#[async_trait]
impl Programmes for Directory {
    async fn components(&self) -> Result<Answer<Vec<Component>>, Error> {
        let components = self.structures().await?.components();
        if components.is_empty() { Err(Error::Missing) } else { Ok(Answer::current(components)) }
    }
}
