//! The one authorization policy: who is asking, what they may see, what they may do.
//!
//! A [`Scope`] can only be made from a [`Principal`]; no function of the store that returns or changes rows can be called without one.
//! The same rules serve lists (as a [`Reach`] that the store turns into SQL) and single objects ([`Reach::covers`]), so that a
//! convention is listed if and only if it may be read.

use std::collections::BTreeSet;

use crate::{
    centre::{Centre, Confidentiality, Level, StudentPrints, Validation},
    convention::{Convention, Done, Phase, Turn},
    ids::{CentreId, StudentId, TeacherId},
    person::{Post, Right},
};

/// Who is asking, with everything that grants something. Roles add up: a teacher who is also staff has both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Principal {
    /// Login, for the audit trail.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// Set for a student.
    pub student: Option<StudentId>,
    /// Set for a teacher.
    pub teacher: Option<TeacherId>,
    /// Posts in centres.
    pub posts: Vec<Post>,
    /// Centres whose pedagogical head they are.
    pub heads: Vec<CentreId>,
    /// Centres they observe, read-only.
    pub observes: Vec<CentreId>,
    /// All centres, nomenclatures, templates.
    pub institution_admin: bool,
    /// Looks conventions up: status, turn, timeline, nothing more.
    pub helpdesk: bool,
}

/// What a principal may reach: the only key to the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    principal: Principal,
    reach: Reach,
}

/// Which conventions a principal may read. A union.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Every convention.
    pub everything: bool,
    /// Their own.
    pub student: Option<StudentId>,
    /// Those that name them, once submitted.
    pub teacher: Option<TeacherId>,
    /// Those of these centres, drafts included.
    pub centres: BTreeSet<CentreId>,
}

/// Whose a convention is, which says who may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ties {
    /// Its student.
    pub student: StudentId,
    /// Its teacher.
    pub teacher: Option<TeacherId>,
    /// Its centre.
    pub centre: CentreId,
    /// Its phase.
    pub phase: Phase,
}

impl Ties {
    /// The ties of a convention in its centre.
    pub fn of(convention: &Convention, centre: &Centre) -> Self {
        Self {
            student: convention.student,
            teacher: convention.teacher,
            centre: convention.centre,
            phase: convention.progress.phase(&centre.validations),
        }
    }
}

/// What the policy needs to know of a convention to say what may be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whose it is.
    pub ties: Ties,
    /// The validations that stand, as in [`Validation::ALL`].
    pub given: [bool; 3],
    /// The one given last.
    pub last: Option<Done>,
}

impl Facts {
    /// The facts of a convention in its centre.
    pub fn of(convention: &Convention, centre: &Centre) -> Self {
        Self {
            ties: Ties::of(convention, centre),
            given: Validation::ALL.map(|v| convention.progress.has(v)),
            last: convention.progress.validations.last().cloned(),
        }
    }

    fn has(&self, validation: Validation) -> bool {
        Validation::ALL.into_iter().zip(self.given).any(|(v, given)| v == validation && given)
    }

    /// Whether somebody gave this validation, and nobody another after it.
    fn ends_with(&self, validation: Validation, by: &str) -> bool {
        self.last.as_ref().is_some_and(|last| last.validation == validation && last.by == by)
    }
}

impl Reach {
    /// Whether a convention is within reach.
    pub fn covers(&self, ties: &Ties) -> bool {
        self.everything
            || self.student == Some(ties.student)
            || (ties.teacher.is_some() && self.teacher == ties.teacher && ties.phase != Phase::Draft)
            || self.centres.contains(&ties.centre)
    }

    /// Whether nothing at all is within reach.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.student.is_none() && self.teacher.is_none() && self.centres.is_empty()
    }
}

/// What somebody may do with a convention they can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ability {
    /// Change its fields.
    Edit,
    /// Change those of its fields that the office alone enters: see [`crate::convention::Enters`].
    EditAsOffice,
    /// Put it under another enrolment of its student, while nobody validated it.
    Enrol,
    /// Submit it.
    Submit,
    /// Take it back, once submitted.
    Withdraw,
    /// Send it back with a reason.
    Return,
    /// Give this validation.
    Validate(Validation),
    /// Take this validation back.
    Undo(Validation),
    /// Pass over a block where the law lets the office, and let it hold again.
    PassOver,
    /// Print it.
    Print,
    /// Cancel it.
    Cancel,
    /// Delete the draft.
    Delete,
    /// See the office's comment.
    ReadComment,
}

/// What waits for somebody among the conventions within their scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The turn that is theirs.
    pub turn: Turn,
    /// The centres in which it is; none named means all within reach.
    pub centres: BTreeSet<CentreId>,
}

impl Awaited {
    /// Whether this turn, in this centre, is theirs.
    pub fn holds(&self, turn: Turn, centre: CentreId) -> bool {
        turn == self.turn && (self.centres.is_empty() || self.centres.contains(&centre))
    }
}

impl Principal {
    /// What this principal may reach.
    pub fn scope(&self) -> Scope {
        let mut centres: BTreeSet<_> = self.posts.iter().map(|p| p.centre).collect();
        centres.extend(&self.heads);
        centres.extend(&self.observes);
        let reach = Reach { everything: self.institution_admin, student: self.student, teacher: self.teacher, centres };
        Scope { principal: self.clone(), reach }
    }

    fn right_in(&self, centre: CentreId) -> Option<Right> {
        if self.institution_admin {
            return Some(Right::Admin);
        }
        self.posts.iter().filter(|p| p.centre == centre).map(|p| p.right).max()
    }

    fn prints_in(&self, centre: CentreId) -> bool {
        self.institution_admin || self.posts.iter().any(|p| p.centre == centre && p.prints)
    }
}

impl Scope {
    /// Who is asking.
    pub const fn principal(&self) -> &Principal {
        &self.principal
    }

    /// The conventions they may read.
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The conventions whose state they may look up: helpdesk all of them, others what they may read.
    pub fn lookup_reach(&self) -> Reach {
        Reach { everything: self.reach.everything || self.principal.helpdesk, ..self.reach.clone() }
    }

    /// Narrowed to the teacher's own conventions, for the teacher's widget.
    #[must_use]
    pub fn as_teacher(&self) -> Self {
        self.narrowed(Reach { teacher: self.principal.teacher, ..Reach::default() })
    }

    /// Narrowed to the student's own conventions, for the student's widget.
    #[must_use]
    pub fn as_student(&self) -> Self {
        self.narrowed(Reach { student: self.principal.student, ..Reach::default() })
    }

    /// Narrowed to the conventions of the person's centres, for the office's widget.
    #[must_use]
    pub fn as_office(&self) -> Self {
        self.narrowed(Reach { everything: self.reach.everything, centres: self.reach.centres.clone(), ..Reach::default() })
    }

    fn narrowed(&self, reach: Reach) -> Self {
        Self { principal: self.principal.clone(), reach }
    }

    /// What waits for them: their own validation for a teacher, their own answers for a student; in an office the turns of the centres in which
    /// they validate, or else those of the teachers whom they stand in for. Nothing ever waits for those who only read.
    pub fn awaited(&self) -> Option<Awaited> {
        let who = &self.principal;
        let of = |turn, centres: BTreeSet<CentreId>| Some(Awaited { turn, centres });
        if self.reach.everything {
            return of(Turn::Centre, BTreeSet::new());
        }
        if self.is_office() {
            let own: BTreeSet<_> = who.posts.iter().filter(|p| p.right >= Right::Write).map(|p| p.centre).collect();
            return match (own.is_empty(), who.heads.is_empty()) {
                (false, _) => of(Turn::Centre, own),
                (true, false) => of(Turn::Teacher, who.heads.iter().copied().collect()),
                (true, true) => None,
            };
        }
        let turn = self.reach.teacher.map(|_| Turn::Teacher).or(self.reach.student.map(|_| Turn::Student))?;
        of(turn, BTreeSet::new())
    }

    /// Whether they work in an office: staff, heads, observers, the institution's administrators.
    pub fn is_office(&self) -> bool {
        self.reach.everything || !self.reach.centres.is_empty()
    }

    /// Whether they may do this with a convention of which these are the facts, in a centre with these settings.
    /// The order of validations and the rest of the state machine is [`crate::convention::apply`]'s.
    pub fn may(&self, ability: Ability, facts: &Facts, centre: &Centre) -> bool {
        if !self.reach.covers(&facts.ties) {
            return false;
        }
        let Ties { student, teacher, centre: managing, phase } = facts.ties;
        let who = &self.principal;
        let owner = self.reach.student == Some(student);
        let teaches = teacher.is_some() && self.reach.teacher == teacher;
        let head = who.heads.contains(&managing);
        let right = if self.is_office() { who.right_in(managing) } else { None };
        let validates = right >= Some(Right::Write);
        let pending = matches!(phase, Phase::Submitted | Phase::PartlyValidated);
        let untouched = matches!(phase, Phase::Draft | Phase::Returned | Phase::Submitted);
        match ability {
            Ability::Edit => (owner && untouched) || staff_edits(right, facts),
            Ability::EditAsOffice => staff_edits(right, facts),
            Ability::Enrol => untouched && (owner || staff_edits(right, facts)),
            Ability::Submit => matches!(phase, Phase::Draft | Phase::Returned) && (owner || right >= Some(Right::WriteWithoutValidation)),
            Ability::Withdraw => owner && phase == Phase::Submitted,
            Ability::Return | Ability::Validate(Validation::Pedagogical) => pending && (teaches || head || validates),
            Ability::Validate(_) => pending && validates,
            Ability::Undo(Validation::Pedagogical) => {
                let own = teaches && facts.ends_with(Validation::Pedagogical, &who.login);
                undoes(phase) && (own || head || validates)
            }
            Ability::Undo(_) => undoes(phase) && validates,
            Ability::PassOver => phase.is_open() && validates,
            Ability::Print => {
                let own = owner && student_prints(centre.student_prints, facts);
                let staff = right.is_some() && phase != Phase::Draft && (phase.is_validated() || who.prints_in(managing));
                own || staff || ((teaches || head) && phase != Phase::Draft)
            }
            Ability::Cancel => phase.is_submitted() && !matches!(phase, Phase::Cancelled | Phase::BrokenOff) && validates,
            Ability::Delete => phase == Phase::Draft && (owner || right >= Some(Right::Write)),
            Ability::ReadComment => right.is_some() || head || who.observes.contains(&managing),
        }
    }

    /// Whether they may create conventions in a centre for a student, or for one whom nothing here knows yet.
    pub fn may_create_in(&self, centre: &Centre, student: Option<StudentId>) -> bool {
        let own = student.is_some() && self.reach.student == student && centre.students_create;
        own || self.principal.right_in(centre.id) >= Some(Right::WriteWithoutValidation)
    }

    /// Whether they may bring a convention whose enrolment they may change to a centre: the one that manages it, or one in which they may begin
    /// one for its student.
    pub fn may_bring_to(&self, centre: &Centre, ties: &Ties) -> bool {
        centre.id == ties.centre || self.may_create_in(centre, Some(ties.student))
    }

    /// Whether they enter or change what belongs to a centre.
    pub fn may_write_in(&self, centre: CentreId) -> bool {
        self.principal.right_in(centre) >= Some(Right::WriteWithoutValidation)
    }

    /// Whether they begin conventions for students; in which centres, [`Scope::may_create_in`] says.
    pub fn may_create_for_students(&self) -> bool {
        self.writes_somewhere()
    }

    /// Whether they enter, change and moderate hosts: those who write in a centre.
    pub fn may_moderate_hosts(&self) -> bool {
        self.writes_somewhere()
    }

    /// Whether they validate in an office, somewhere: staff with that right, pedagogical heads, the institution's administrators.
    pub fn may_validate_for_office(&self) -> bool {
        let who = &self.principal;
        who.institution_admin || !who.heads.is_empty() || who.posts.iter().any(|p| p.right >= Right::Write)
    }

    /// Whether they say which systems read through the API, and see what these read.
    pub const fn may_manage_clients(&self) -> bool {
        self.principal.institution_admin
    }

    /// Whether they read who did what to things that have no timeline.
    pub const fn may_read_audit(&self) -> bool {
        self.principal.institution_admin
    }

    fn writes_somewhere(&self) -> bool {
        self.principal.institution_admin || self.principal.posts.iter().any(|p| p.right >= Right::WriteWithoutValidation)
    }

    /// The centres whose company contacts they see while working on a convention of `managing`.
    ///
    /// A student, or a teacher, sees only contacts of the managing centre. Staff see those of their centres, of the ETABLISSEMENT centre,
    /// and of centres whose effective confidentiality is none; the ENTREPRISE centre follows its own setting.
    pub fn contact_centres(&self, managing: CentreId, centres: &[Centre]) -> BTreeSet<CentreId> {
        if self.reach.everything {
            return centres.iter().map(|c| c.id).collect();
        }
        if self.reach.centres.is_empty() {
            return BTreeSet::from([managing]);
        }
        let top = centres.iter().find(|c| c.level == Level::Etablissement);
        let effective = |centre: &Centre| match (centre.level, top.map(|t| t.confidentiality)) {
            (Level::Entreprise, _) | (_, Some(Confidentiality::Free) | None) => centre.confidentiality,
            (_, Some(ruled)) => ruled,
        };
        let seen = centres
            .iter()
            .filter(|c| self.reach.centres.contains(&c.id) || c.level == Level::Etablissement || effective(c) == Confidentiality::None);
        seen.map(|c| c.id).collect()
    }
}

const fn undoes(phase: Phase) -> bool {
    matches!(phase, Phase::PartlyValidated | Phase::Validated)
}

fn staff_edits(right: Option<Right>, facts: &Facts) -> bool {
    match right {
        None | Some(Right::Read) => false,
        Some(Right::WriteBeforePedagogical) => facts.ties.phase.is_open() && !facts.has(Validation::Pedagogical),
        Some(Right::WriteWithoutValidation) => facts.ties.phase.is_open(),
        Some(Right::Write | Right::Admin) => facts.ties.phase.is_open() || facts.ties.phase == Phase::Validated,
    }
}

fn student_prints(rule: StudentPrints, facts: &Facts) -> bool {
    match rule {
        StudentPrints::Never => false,
        StudentPrints::OnceSubmitted => facts.ties.phase.is_submitted(),
        StudentPrints::After(validation) => facts.ties.phase.is_submitted() && (facts.has(validation) || facts.ties.phase.is_validated()),
    }
}
