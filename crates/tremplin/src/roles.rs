//! The portal's roles of somebody: what opens its pages.

use tremplin_domain::policy::Principal;
use tremplin_widget::Role;

/// The roles that a principal holds, in the words of pages.
pub(crate) fn roles(principal: &Principal) -> Vec<String> {
    let held = [Role::Student, Role::Teacher, Role::Office, Role::Helpdesk, Role::Admin].into_iter().filter(|r| r.is_held_by(principal));
    held.map(|r| r.word().to_owned()).collect()
}
