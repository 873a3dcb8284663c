//! `[law]`: what changes with the years, and what the institution decides where the law leaves it open.

use std::collections::BTreeSet;

use tremplin_domain::law::{
    ceilings::Ceilings,
    checks::{Parameters, Rule, situation::DistanceTeaching},
    gratification::CeilingPolicy,
};

use crate::{
    problem::Problem,
    walk::{Found, Section},
};

/// The years that a ceiling may be given for: from the first of the published table on.
const YEARS: std::ops::RangeInclusive<i32> = 2015..=2099;
/// Euros an hour: neither cents nor a monthly ceiling.
const EUROS: std::ops::RangeInclusive<u64> = 20..=99;
/// What the policy of ceilings may be.
const POLICIES: &[&str] = &[CeilingPolicy::FrozenAtSignature.code(), CeilingPolicy::ByMonth.code()];

/// The published ceilings and what is usual, changed by what is set. The maximum of a teacher and overlaps are each centre's to set.
pub(crate) fn read(file: Section<'_>, found: &mut Found) -> Parameters {
    let mut law = Parameters::default();
    let Some(section) = file.below("law", &["hourly_ceilings", "ceiling_policy", "distance_teaching", "softened"], found) else {
        return law;
    };
    law.ceilings = ceilings(section, law.ceilings, found);
    let policy = |word: &str| CeilingPolicy::from_code(word).ok_or(Problem::NotAmong(POLICIES));
    if let Some(policy) = section.text("ceiling_policy", found, policy) {
        law.policy = policy;
    }
    if section.flag("distance_teaching", found) == Some(true) {
        law.distance_teaching = DistanceTeaching::Allowed;
    }
    law.softened = softened(section, found);
    law
}

/// The published rows, with those of the years that are set.
fn ceilings(section: Section<'_>, published: Ceilings, found: &mut Found) -> Ceilings {
    let set = section.numbers("hourly_ceilings", EUROS, found).unwrap_or_default();
    set.into_iter().fold(published, |ceilings, (name, euros)| {
        let year = name.parse().ok().filter(|year| YEARS.contains(year));
        if let (Some(year), Ok(euros)) = (year, u32::try_from(euros)) {
            return ceilings.with(year, euros);
        }
        found.note(format!("{}.{name}", section.at("hourly_ceilings")), Problem::NotYear);
        ceilings
    })
}

/// Rules whose warnings become notes. What blocks is never softened.
fn softened(section: Section<'_>, found: &mut Found) -> BTreeSet<Rule> {
    let mut softened = BTreeSet::new();
    for word in section.list("softened", found).unwrap_or_default() {
        let at = section.at("softened");
        match Rule::ALL.iter().find(|rule| rule.key() == word) {
            Some(rule) if !rule.warns() => found.note_once(at, Problem::NeverWarns),
            Some(rule) if !softened.insert(*rule) => found.note_once(at, Problem::Twice),
            Some(_) => {}
            None => found.note_once(at, Problem::NotRule),
        }
    }
    softened
}
