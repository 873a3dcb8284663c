//! Blocks that the office passed over: the timeline says which, why, and whether it still does.

use std::collections::BTreeMap;

use super::{
    assessment::Assessment,
    fields::{Field, Step},
    transition::{Event, EventKind},
};
use crate::law::checks::{Check, Level, Moment, Override, Rule, blocking};

/// The rules that stand passed over at the end of a timeline, each with the event that says who did it, when and why.
///
/// One holds again once the office says so, or once somebody changes a step on which it rests: the reason was given for what stood there. Under
/// another enrolment, perhaps in another centre, all do.
pub fn passed_over(timeline: &[Event]) -> BTreeMap<Rule, Event> {
    let mut standing = BTreeMap::new();
    for event in timeline {
        match event.kind {
            EventKind::PassedOver(rule) => {
                standing.insert(rule, event.clone());
            }
            EventKind::Upheld(rule) => {
                standing.remove(&rule);
            }
            EventKind::Enrolled => standing.clear(),
            EventKind::Saved => {
                let changed: Vec<Step> = event.note.split_whitespace().filter_map(Field::named).map(|field| field.step).collect();
                standing.retain(|rule, _| !rests_on(*rule).iter().any(|step| changed.contains(step)));
            }
            _ => {}
        }
    }
    standing
}

/// The steps on whose answers a rule rests.
const fn rests_on(rule: Rule) -> &'static [Step] {
    match rule {
        // Whether it is due depends on the host and on the country as well.
        Rule::Gratification => &[Step::Host, Step::Service, Step::Internship],
        _ => &[Step::Internship],
    }
}

impl Assessment {
    /// The checks that stop the convention at a moment, but for those that the office passed over.
    pub fn blocking(&self, moment: Moment) -> Vec<&Check> {
        let passed_over = self.passed_over.keys().copied().collect();
        blocking(&self.checks, moment, &passed_over).collect()
    }

    /// The blocks that the office may pass over, and has not.
    pub fn passable(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| may_be_passed_over(check) && !self.passed_over.contains_key(&check.rule))
    }

    /// The event by which the office passed over this block, if it did.
    pub fn passing(&self, check: &Check) -> Option<&Event> {
        self.passed_over.get(&check.rule).filter(|_| may_be_passed_over(check))
    }
}

fn may_be_passed_over(check: &Check) -> bool {
    check.level == Level::Block && check.overridable == Override::OfficeWithReason
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, note: &str) -> Event {
        Event { kind, by: "a".into(), by_name: "A".into(), at: chrono::NaiveDateTime::default(), note: note.into() }
    }

    fn standing(events: &[Event]) -> Vec<Rule> {
        passed_over(events).into_keys().collect()
    }

    #[test]
    fn what_was_passed_over_stands_until_it_is_upheld_or_what_it_rests_on_changes() {
        let passed = event(EventKind::PassedOver(Rule::Gratification), "Accord de branche");
        assert_eq!(passed_over(std::slice::from_ref(&passed))[&Rule::Gratification], passed);
        let upheld = event(EventKind::Upheld(Rule::Gratification), "");
        assert_eq!(standing(&[passed.clone(), upheld.clone()]), []);
        assert_eq!(standing(&[passed.clone(), upheld, passed.clone()]), [Rule::Gratification], "once more");
        for (changed, stands) in [("street mobile", true), ("signatory-name", true), ("pay-amount", false), ("host-name", false)] {
            assert_eq!(standing(&[passed.clone(), event(EventKind::Saved, changed)]).len(), usize::from(stands), "{changed}");
        }
        assert_eq!(standing(&[passed.clone(), event(EventKind::Enrolled, "Droit → Sciences")]), []);
        assert_eq!(standing(&[event(EventKind::Saved, "pay-amount"), passed]), [Rule::Gratification], "a change before it");
    }

    #[test]
    fn a_change_of_host_is_no_matter_of_overlaps() {
        let passed = event(EventKind::PassedOver(Rule::Overlap), "Deux mi-temps");
        assert_eq!(standing(&[passed.clone(), event(EventKind::Saved, "host-name")]), [Rule::Overlap]);
        assert_eq!(standing(&[passed, event(EventKind::Saved, "starts-on")]), []);
    }
}
