//! What a principal may read, as SQL: the one place where a [`Reach`] becomes a condition on `convention_line l`.
//!
//! Lists, counts, single reads, exports and look-ups all start from here; a property test compares it with [`Reach::covers`].

use tremplin_domain::{convention::Phase, policy::Reach};

use crate::sql::Sql;

/// One way in which a convention is within reach; a reach is any of its ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    Everything,
    Centres(Vec<i64>),
    Student(i64),
    Teacher(i64),
}

/// The ways of a reach, none for nobody.
pub(crate) fn ways(reach: &Reach) -> Vec<Way> {
    if reach.everything {
        return vec![Way::Everything];
    }
    let centres = (!reach.centres.is_empty()).then(|| Way::Centres(reach.centres.iter().map(|c| c.0).collect()));
    let student = reach.student.map(|s| Way::Student(s.0));
    let teacher = reach.teacher.map(|t| Way::Teacher(t.0));
    centres.into_iter().chain(student).chain(teacher).collect()
}

impl Way {
    /// The condition.
    pub(crate) fn sql(&self) -> Sql {
        match self {
            Self::Everything => Sql::new("1 = 1"),
            Self::Centres(centres) => Sql::among("l.centre_id", centres.iter().copied()),
            Self::Student(student) => Sql::with("l.student_id = ?", *student),
            Self::Teacher(teacher) => Sql::with("(l.teacher_id = ? and l.phase <> ", *teacher).then(Sql::with("?)", Phase::Draft.code())),
        }
    }
}

/// Within reach.
pub(crate) fn within(reach: &Reach) -> Sql {
    Sql::any(ways(reach).iter().map(Way::sql))
}
