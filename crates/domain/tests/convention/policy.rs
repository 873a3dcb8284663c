//! The policy, case by case.

use super::sample;

use std::collections::BTreeSet;

use tremplin_domain::{
    centre::{Centre, Confidentiality, Level, Validation},
    convention::{Done, Phase, Turn},
    ids::{CentreId, StudentId, TeacherId},
    person::{Post, Right},
    policy::{Ability, Facts, Principal, Ties},
};

fn ties(phase: Phase) -> Ties {
    Ties { student: StudentId(2), teacher: Some(TeacherId(4)), centre: CentreId(3), phase }
}

fn facts(phase: Phase) -> Facts {
    Facts { ties: ties(phase), given: [false; 3], last: None }
}

fn staff(right: Right) -> Principal {
    Principal { posts: vec![Post { centre: CentreId(3), right, prints: false, alerted: false }], ..Principal::default() }
}

fn student() -> Principal {
    Principal { student: Some(StudentId(2)), ..Principal::default() }
}

fn teacher() -> Principal {
    Principal { teacher: Some(TeacherId(4)), ..Principal::default() }
}

fn may(who: &Principal, ability: Ability, phase: Phase) -> bool {
    who.scope().may(ability, &facts(phase), &sample::centre())
}

#[test]
fn the_office_alone_enters_what_is_its_own() {
    let both = Principal { student: Some(StudentId(2)), ..staff(Right::Write) };
    for phase in [Phase::Draft, Phase::Submitted, Phase::Returned] {
        for (who, may_edit, as_office) in [
            (student(), true, false),
            (teacher(), false, false),
            (staff(Right::Read), false, false),
            (staff(Right::WriteBeforePedagogical), true, true),
            (staff(Right::Write), true, true),
            (both.clone(), true, true),
        ] {
            assert_eq!(may(&who, Ability::Edit, phase), may_edit, "{phase:?} {who:?}");
            assert_eq!(may(&who, Ability::EditAsOffice, phase), as_office, "{phase:?} {who:?}");
        }
    }
    let as_student = both.scope().as_student();
    assert!(!as_student.may(Ability::EditAsOffice, &facts(Phase::Draft), &sample::centre()), "in the student's own widget");
}

#[test]
fn the_enrolment_is_changed_by_who_edits_while_nobody_validated() {
    let phases = |who: &Principal| Phase::ALL.into_iter().filter(|phase| may(who, Ability::Enrol, *phase)).collect::<Vec<_>>();
    let untouched = [Phase::Draft, Phase::Submitted, Phase::Returned];
    for who in [student(), staff(Right::WriteWithoutValidation), staff(Right::WriteBeforePedagogical), staff(Right::Admin)] {
        assert_eq!(phases(&who), untouched, "{who:?}");
    }
    for who in [teacher(), staff(Right::Read), Principal { heads: vec![CentreId(3)], ..Principal::default() }] {
        assert_eq!(phases(&who), [], "{who:?}");
    }
}

#[test]
fn a_convention_is_brought_where_it_is_or_where_one_may_begin_it() {
    let here = sample::centre();
    let other = Centre { id: CentreId(9), ..sample::centre() };
    let closed = Centre { students_create: false, ..other.clone() };
    let post = |centre| Post { centre: CentreId(centre), right: Right::WriteWithoutValidation, prints: false, alerted: false };
    let both = Principal { posts: vec![post(3), post(9)], ..Principal::default() };
    let own = Principal { student: Some(StudentId(2)), ..staff(Right::Write) };
    for (scope, expected) in [
        (student().scope(), [true, true, false]),
        (staff(Right::Write).scope(), [true, false, false]),
        (both.scope(), [true, true, true]),
        (own.scope().as_student(), [true, true, false]),
        (own.scope().as_office(), [true, false, false]),
    ] {
        let brings = [&here, &other, &closed].map(|centre| scope.may_bring_to(centre, &ties(Phase::Draft)));
        assert_eq!(brings, expected, "{:?}", scope.principal());
    }
}

#[test]
fn nobody_reaches_what_is_not_theirs() {
    let others = [
        Principal::default(),
        Principal { student: Some(StudentId(9)), ..Principal::default() },
        Principal { teacher: Some(TeacherId(9)), ..Principal::default() },
        Principal { posts: vec![Post { centre: CentreId(9), right: Right::Admin, prints: true, alerted: true }], ..Principal::default() },
        Principal { helpdesk: true, ..Principal::default() },
    ];
    for other in others {
        for phase in Phase::ALL {
            assert!(!other.scope().reach().covers(&ties(phase)), "{other:?} {phase:?}");
            assert!(!may(&other, Ability::Print, phase) && !may(&other, Ability::Edit, phase));
        }
    }
}

#[test]
fn a_teacher_sees_a_convention_once_it_is_submitted() {
    assert!(!teacher().scope().reach().covers(&ties(Phase::Draft)));
    assert!(teacher().scope().reach().covers(&ties(Phase::Returned)));
    assert!(may(&teacher(), Ability::Validate(Validation::Pedagogical), Phase::Submitted));
    assert!(!may(&teacher(), Ability::Validate(Validation::Administrative), Phase::PartlyValidated));
}

#[test]
fn a_student_edits_until_the_first_validation() {
    let edits: Vec<_> = Phase::ALL.into_iter().filter(|p| may(&student(), Ability::Edit, *p)).collect();
    assert_eq!(edits, [Phase::Draft, Phase::Submitted, Phase::Returned]);
}

#[test]
fn each_right_grants_what_it_says() {
    let phase = Phase::PartlyValidated;
    let can = |right, ability| may(&staff(right), ability, phase);
    let validate = Ability::Validate(Validation::Administrative);
    assert_eq!(Right::ALL.map(|r| can(r, Ability::Edit)), [false, true, true, true, true]);
    assert_eq!(Right::ALL.map(|r| can(r, validate)), [false, false, false, true, true]);
    assert_eq!(Right::ALL.map(|r| may(&staff(r), Ability::Edit, Phase::Submitted)), [false, true, true, true, true]);
    assert!(Right::ALL.iter().all(|r| !may(&staff(*r), Ability::Edit, Phase::Signed)));
}

#[test]
fn a_right_that_ends_with_the_pedagogical_validation_lasts_until_it_is_given() {
    let edits =
        |phase, given| staff(Right::WriteBeforePedagogical).scope().may(Ability::Edit, &Facts { given, ..facts(phase) }, &sample::centre());
    assert!(edits(Phase::PartlyValidated, [false, true, false]), "the office checked first");
    assert!(!edits(Phase::PartlyValidated, [true, true, false]) && !edits(Phase::PartlyValidated, [true, false, false]));
    assert!(!edits(Phase::Validated, [false, true, false]), "where the centre wants no such validation, it ends with the last one");
}

#[test]
fn a_teacher_takes_back_their_own_validation_until_another_follows() {
    let undoes = |phase, last: Option<(Validation, &str)>| {
        let done = |(validation, by): (Validation, &str)| Done { validation, by: by.to_owned(), at: chrono::NaiveDateTime::default() };
        let facts = Facts { last: last.map(done), ..facts(phase) };
        let who = Principal { login: "brehat".to_owned(), ..teacher() };
        who.scope().may(Ability::Undo(Validation::Pedagogical), &facts, &sample::centre())
    };
    let own = Some((Validation::Pedagogical, "brehat"));
    assert!(undoes(Phase::PartlyValidated, own));
    assert!(undoes(Phase::Validated, own), "the last that the centre wants");
    assert!(!undoes(Phase::SentForSignature, own));
    assert!(!undoes(Phase::PartlyValidated, Some((Validation::Check, "staff"))), "another followed");
    assert!(!undoes(Phase::PartlyValidated, Some((Validation::Pedagogical, "head"))), "the head gave it in their place");
    assert!(!undoes(Phase::PartlyValidated, None));
}

#[test]
fn an_office_validates_by_those_who_write_or_head() {
    let offers = |who: &Principal| who.scope().may_validate_for_office();
    assert_eq!(Right::ALL.map(|right| offers(&staff(right))), [false, false, false, true, true]);
    assert!(offers(&Principal { heads: vec![CentreId(2)], ..Principal::default() }));
    assert!(offers(&Principal { institution_admin: true, ..Principal::default() }));
    assert!(!offers(&Principal { observes: vec![CentreId(2)], ..Principal::default() }) && !offers(&teacher()) && !offers(&student()));
}

#[test]
fn what_waits_for_somebody_is_their_own_turn_in_their_own_centres() {
    let told = |who: &Principal| {
        let awaited = who.scope().as_office().awaited();
        awaited.map(|a| (a.turn, a.centres.iter().map(|c| c.0).collect::<Vec<_>>()))
    };
    assert_eq!(Right::ALL.map(|right| told(&staff(right)).is_some()), [false, false, false, true, true]);
    assert_eq!(told(&staff(Right::Write)), Some((Turn::Centre, vec![3])));
    assert_eq!(told(&Principal { observes: vec![CentreId(9)], ..staff(Right::Write) }), Some((Turn::Centre, vec![3])));
    assert_eq!(told(&Principal { heads: vec![CentreId(2)], ..Principal::default() }), Some((Turn::Teacher, vec![2])));
    assert_eq!(told(&Principal { heads: vec![CentreId(2)], ..staff(Right::Admin) }), Some((Turn::Centre, vec![3])));
    assert_eq!(told(&Principal { institution_admin: true, ..Principal::default() }), Some((Turn::Centre, vec![])));
    assert_eq!(told(&Principal { observes: vec![CentreId(2)], ..Principal::default() }), None);

    let both = Principal { teacher: Some(TeacherId(4)), ..staff(Right::Write) };
    let awaited = both.scope().as_teacher().awaited().unwrap();
    assert!(awaited.holds(Turn::Teacher, CentreId(9)) && !awaited.holds(Turn::Centre, CentreId(3)));
    let awaited = both.scope().as_office().awaited().unwrap();
    assert!(
        awaited.holds(Turn::Centre, CentreId(3)) && !awaited.holds(Turn::Centre, CentreId(9)) && !awaited.holds(Turn::Teacher, CentreId(3))
    );
    assert_eq!(student().scope().as_student().awaited().map(|a| a.turn), Some(Turn::Student));
}

#[test]
fn a_student_prints_when_the_centre_says() {
    assert!(!may(&student(), Ability::Print, Phase::Submitted));
    let mut validated = facts(Phase::PartlyValidated);
    validated.given = [true, false, false];
    assert!(student().scope().may(Ability::Print, &validated, &sample::centre()));
    let mut checked = facts(Phase::PartlyValidated);
    checked.given = [false, true, false];
    assert!(!student().scope().may(Ability::Print, &checked, &sample::centre()));
}

#[test]
fn a_narrowed_scope_keeps_only_its_own_side() {
    let both = Principal { teacher: Some(TeacherId(4)), ..staff(Right::Read) };
    assert!(both.scope().reach().covers(&Ties { centre: CentreId(9), ..ties(Phase::Submitted) }));
    assert!(!both.scope().as_office().reach().covers(&Ties { centre: CentreId(9), ..ties(Phase::Submitted) }));
    assert!(!both.scope().as_teacher().reach().covers(&Ties { teacher: None, ..ties(Phase::Submitted) }));
}

#[test]
fn contacts_follow_the_confidentiality_of_their_centre() {
    let of = |id, level, confidentiality| Centre { id: CentreId(id), level, confidentiality, ..sample::centre() };
    let centres = |top| {
        vec![
            of(1, Level::Etablissement, top),
            of(2, Level::Ufr, Confidentiality::None),
            of(3, Level::Ufr, Confidentiality::Total),
            of(4, Level::Etape, Confidentiality::Total),
            of(5, Level::Entreprise, Confidentiality::Total),
        ]
    };
    let seen = |who: Principal, top| who.scope().contact_centres(CentreId(3), &centres(top)).iter().map(|c| c.0).collect::<BTreeSet<_>>();
    assert_eq!(seen(staff(Right::Write), Confidentiality::Free), BTreeSet::from([1, 2, 3]));
    assert_eq!(seen(staff(Right::Write), Confidentiality::Total), BTreeSet::from([1, 3]));
    assert_eq!(seen(staff(Right::Write), Confidentiality::None), BTreeSet::from([1, 2, 3, 4]));
    assert_eq!(seen(student(), Confidentiality::None), BTreeSet::from([3]));
    assert_eq!(seen(Principal { institution_admin: true, ..Principal::default() }, Confidentiality::Total).len(), 5);
}
