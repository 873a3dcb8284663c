//! Who asks, in tests.

use tremplin_domain::{
    ids::{CentreId, StudentId, TeacherId},
    person::{Post, Right},
    policy::{Principal, Scope},
};

fn named(login: &str) -> Principal {
    Principal { login: login.to_owned(), name: format!("Dominique {login}"), ..Principal::default() }
}

/// An administrator of the institution.
pub fn admin() -> Scope {
    Principal { institution_admin: true, ..named("institution") }.scope()
}

/// The helpdesk.
pub fn helpdesk() -> Scope {
    Principal { helpdesk: true, ..named("helpdesk") }.scope()
}

/// A student.
pub fn student(id: i64) -> Scope {
    Principal { student: Some(StudentId(id)), ..named(&format!("s.{id}")) }.scope()
}

/// A teacher.
pub fn teacher(id: i64) -> Scope {
    Principal { teacher: Some(TeacherId(id)), ..named(&format!("t.{id}")) }.scope()
}

/// Somebody with a right in centres.
pub fn staff_of(centres: &[i64], right: Right) -> Scope {
    let posts = centres.iter().map(|c| Post { centre: CentreId(*c), right, prints: true, alerted: true }).collect();
    Principal { posts, ..named(right.code()) }.scope()
}

/// One of every kind, and some who are several things at once; the last is nobody.
pub fn personas() -> Vec<Scope> {
    let mut all = vec![admin(), helpdesk(), student(1), student(2), teacher(1), teacher(2)];
    all.extend(Right::ALL.map(|right| staff_of(&[2], right)));
    all.push(staff_of(&[2, 3], Right::Write));
    all.push(Principal { heads: vec![CentreId(2)], ..named("head") }.scope());
    all.push(Principal { observes: vec![CentreId(3)], ..named("observer") }.scope());
    let post = Post { centre: CentreId(3), right: Right::Read, prints: false, alerted: false };
    all.push(Principal { teacher: Some(TeacherId(1)), posts: vec![post], ..named("t.1") }.scope());
    all.push(Principal { student: Some(StudentId(1)), teacher: Some(TeacherId(2)), ..named("s.1") }.scope());
    all.push(named("nobody").scope());
    all
}
