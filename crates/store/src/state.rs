//! Phase and turn as one number, so that one index answers for either.

use tremplin_domain::convention::{Phase, Turn};

const TURNS: [Turn; 5] = [Turn::Student, Turn::Teacher, Turn::Centre, Turn::Signatories, Turn::Nobody];

/// Eight for each phase, one for each turn.
pub(crate) fn code(phase: Phase, turn: Turn) -> i32 {
    let place = |found: Option<usize>| i32::try_from(found.unwrap_or(0)).unwrap_or(0);
    place(Phase::ALL.iter().position(|p| *p == phase)) * 8 + place(TURNS.iter().position(|t| *t == turn))
}

/// What a number stands for.
pub(crate) fn decode(code: i32) -> Option<(Phase, Turn)> {
    let place = |n: i32| usize::try_from(n).ok();
    Some((*Phase::ALL.get(place(code / 8)?)?, *TURNS.get(place(code % 8)?)?))
}

/// Every number whose phase and turn are wanted.
pub(crate) fn codes(phase: impl Fn(Phase) -> bool, turn: impl Fn(Turn) -> bool) -> Vec<i32> {
    let all = Phase::ALL.into_iter().flat_map(|p| turns(p).iter().map(move |t| (p, *t)));
    all.filter(|(p, t)| phase(*p) && turn(*t)).map(|(p, t)| code(p, t)).collect()
}

/// Whose turn it can be in a phase, whatever the centre's circuit; a test compares it with the domain.
const fn turns(phase: Phase) -> &'static [Turn] {
    match phase {
        Phase::Draft | Phase::Returned => &[Turn::Student],
        Phase::Submitted | Phase::PartlyValidated => &[Turn::Teacher, Turn::Centre],
        Phase::Validated => &[Turn::Centre],
        Phase::SentForSignature | Phase::PartlySigned => &[Turn::Signatories],
        Phase::Signed | Phase::Cancelled | Phase::BrokenOff => &[Turn::Nobody],
    }
}

#[cfg(test)]
mod tests {
    use tremplin_domain::{
        centre::Validation,
        convention::{Done, Progress, Returned},
    };

    use super::*;

    #[test]
    fn every_number_is_read_back() {
        for phase in Phase::ALL {
            for turn in TURNS {
                assert_eq!(decode(code(phase, turn)), Some((phase, turn)));
            }
        }
        assert_eq!([decode(-1), decode(5), decode(80)], [None; 3]);
    }

    #[test]
    fn the_domain_knows_no_turn_that_is_not_expected_here() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let circuits: [&[Validation]; 4] = [
            &Validation::ALL,
            &[Validation::Administrative],
            &[Validation::Administrative, Validation::Pedagogical],
            &[Validation::Pedagogical],
        ];
        for wanted in circuits {
            for mask in 0..128_u32 {
                let set = |bit: u32| mask & (1 << bit) != 0;
                let progress = Progress {
                    submitted_at: set(0).then_some(at),
                    returned: set(1).then(|| Returned { at, reason: String::new() }),
                    validations: wanted
                        .iter()
                        .take((mask >> 2 & 3) as usize)
                        .map(|v| Done { validation: *v, by: String::new(), at })
                        .collect(),
                    sent_at: set(4).then_some(at),
                    signatures: u8::from(set(5)),
                    signed_at: set(6).then_some(at),
                    ..Progress::default()
                };
                let (phase, turn) = (progress.phase(wanted), progress.turn(wanted));
                assert!(turns(phase).contains(&turn), "{phase:?} {turn:?}");
            }
        }
    }
}
