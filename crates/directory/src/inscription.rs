//! `supannEtuInscription` (SupAnn 2009): one text of bracketed pairs, in any order, that keeps a student's several enrolments apart.

use tremplin_domain::year::AcademicYear;

/// One enrolment as the directory writes it; prefixes in braces left out, what is not written empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Inscription {
    pub(crate) year: Option<AcademicYear>,
    pub(crate) step: String,
    pub(crate) structure: String,
    pub(crate) regime: String,
    pub(crate) cursus: String,
    pub(crate) elements: Vec<String>,
}

impl Inscription {
    /// Reads a value. Pairs that are not known, repeated or broken are left out.
    pub(crate) fn parse(text: &str) -> Self {
        let mut read = Self::default();
        for (key, value) in pairs(text) {
            let value = code(value).to_owned();
            let place = match key.trim().to_ascii_lowercase().as_str() {
                "anneeinsc" => {
                    read.year = read.year.or_else(|| year(&value));
                    continue;
                }
                "eltpedago" => {
                    read.elements.extend(value.split(';').map(code).filter(|e| !e.is_empty()).map(str::to_owned));
                    continue;
                }
                "etape" => &mut read.step,
                "affect" => &mut read.structure,
                "regimeinsc" => &mut read.regime,
                "cursusann" => &mut read.cursus,
                _ => continue,
            };
            if place.is_empty() {
                *place = value;
            }
        }
        read
    }
}

/// What stands in brackets, around its first « = ».
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).filter_map(|(pair, _)| pair.split_once('='))
}

/// A code without the prefix in braces that says where it comes from.
pub(crate) fn code(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((_, code)) => code.trim(),
        None => text,
    }
}

/// An academic year by its first civil year, alone (`2026`) or with the next (`2026/2027`, `2026-2027`).
pub(crate) fn year(text: &str) -> Option<AcademicYear> {
    let first = text.trim().split(['/', '-']).next()?;
    first.parse().ok().filter(|_| first.len() == 4).and_then(AcademicYear::starting)
}

/// A step's code and its version, after the last hyphen; a code without one has no version.
pub(crate) fn versioned(step: &str) -> (&str, &str) {
    match step.rsplit_once('-') {
        Some((code, version)) if !code.is_empty() && !version.is_empty() && version.chars().all(|c| c.is_ascii_digit()) => (code, version),
        _ => (step, ""),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_enrolment_is_read_without_its_prefixes() {
        let text = "[etab={UAI}0350937D][anneeinsc=2026][regimeinsc={SISE}10][sectdisc={SISE}05][typedip={SISE}03][cursusann={SUPANN}L3]\
                    [affect=DRT][diplome={SISE}2300009][etape={UAI:0350937D}L3DRT-211][eltpedago=]";
        let read = Inscription::parse(text);
        let wanted = Inscription {
            year: AcademicYear::starting(2026),
            step: "L3DRT-211".into(),
            structure: "DRT".into(),
            regime: "10".into(),
            cursus: "L3".into(),
            elements: Vec::new(),
        };
        assert_eq!(read, wanted);
        assert_eq!(versioned(&read.step), ("L3DRT", "211"));
    }

    #[test]
    fn a_step_without_a_version_keeps_its_hyphens() {
        assert_eq!(versioned("M2-DROIT"), ("M2-DROIT", ""));
        assert_eq!(versioned("M2-DROIT-12"), ("M2-DROIT", "12"));
        assert_eq!(versioned("-1"), ("-1", ""));
        assert_eq!((year("2026/2027"), year("26"), year("abcd")), (AcademicYear::starting(2026), None, None));
    }

    const KEYS: [&str; 6] = ["etab", "anneeinsc", "regimeinsc", "cursusann", "affect", "etape"];

    proptest! {
        #[test]
        fn pairs_are_read_in_any_order(
            values in proptest::collection::vec("[A-Za-z0-9-]{1,12}", 6), prefixes in proptest::collection::vec("(\\{[A-Z:0-9]{0,8}\\})?", 6),
            order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), between in "[^\\[\\]]{0,3}",
        ) {
            let pair = |at: usize| format!("[{}={}{}]", KEYS[at], prefixes[at], values[at]);
            let text = order.iter().map(|at| pair(*at)).collect::<Vec<_>>().join(&between);
            let read = Inscription::parse(&text);
            prop_assert_eq!(read.year, year(&values[1]));
            prop_assert_eq!(&[read.regime, read.cursus, read.structure, read.step][..], &values[2..]);
        }

        #[test]
        fn any_text_is_read(text in "[\\[\\]={}a-z0-9;é]{0,80}") {
            let read = Inscription::parse(&text);
            prop_assert!(!read.step.contains(['[', ']']));
        }
    }
}
