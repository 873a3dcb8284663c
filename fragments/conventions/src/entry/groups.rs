//! How the fields of a step stand together in its form.

use tremplin_domain::convention::{Field, Step};

/// Fields under a heading: the message key of the heading, and the names.
pub(crate) type Group = (&'static str, &'static [&'static str]);

/// The groups of a step; a test proves that each entered field stands in one of them.
pub(crate) const fn of(step: Step) -> &'static [Group] {
    match step {
        Step::Student => &[
            ("group-convention", &["kind", "language"]),
            ("group-address", &["street", "postcode", "town", "country", "personal-mail", "mobile", "phone"]),
            ("group-cover", &["social-cover", "cpam-name", "cpam-address"]),
            ("group-training", &["taught-hours", "taught-in-presence", "finality", "course-elements"]),
        ],
        Step::Internship => &[
            ("group-subject", &["theme", "subject", "confidential", "tasks", "skills", "details"]),
            ("group-dates", &["starts-on", "ends-on", "zone", "holidays-worked"]),
            (
                "group-schedule",
                &[
                    "working-time",
                    "schedule-mode",
                    "week",
                    "other-week",
                    "periods",
                    "interruptions",
                    "schedule-comment",
                    "night",
                    "night-work",
                    "home-working",
                    "elsewhere",
                ],
            ),
            ("group-leave", &["leave", "leave-paid"]),
            (
                "group-pay",
                &["paid", "pay-amount", "pay-per", "pay-basis", "currency", "pay-means", "pay-exemption", "benefits", "mission-costs"],
            ),
            ("group-follow", &["supervision", "nature-of-work", "validation-mode", "origin", "offer", "aims-checked"]),
            ("group-abroad", &["country-sheet", "cover-abroad"]),
        ],
        Step::Summary => &[("group-comment", &["comment"])],
        Step::Host | Step::Service | Step::Tutor | Step::Teacher | Step::Signatory => &[],
    }
}

/// How many groups of the internship decide on hours and gratification before the person reads what comes of it: up to the dates.
pub(crate) const DECISIVE: usize = 2;

/// Where a field stands among those of its step's form.
pub(crate) fn place(name: &str) -> Option<usize> {
    let step = Field::named(name)?.step;
    of(step).iter().flat_map(|(_, names)| names.iter()).position(|n| *n == name)
}

/// The question on whose answer it hangs whether a field is asked at all, and the answers after which it is.
pub(crate) fn asked_when(name: &str) -> Option<(&'static str, &'static [&'static str])> {
    Some(match name {
        "week" => ("schedule-mode", &["regular", "alternating"]),
        "other-week" => ("schedule-mode", &["alternating"]),
        "periods" => ("schedule-mode", &["calendar"]),
        "pay-amount" | "pay-per" | "pay-basis" | "currency" | "pay-means" => ("paid", &["yes"]),
        "pay-exemption" => ("paid", &["no"]),
        "country-sheet" | "cover-abroad" => ("zone", &["abroad"]),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use tremplin_domain::convention::FIELDS;

    use super::*;

    #[test]
    fn every_entered_field_stands_in_one_group_of_its_step() {
        for field in FIELDS.iter().filter(|f| f.is_entered()) {
            let places = of(field.step).iter().flat_map(|(_, names)| names.iter()).filter(|n| **n == field.name).count();
            assert_eq!(places, 1, "{}", field.name);
        }
    }
}
