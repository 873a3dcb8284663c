//! People to be, in a demonstration.

use crate::Text;

/// Somebody that a visitor of the demonstration may choose to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// The login told to fragment servers.
    pub login: String,
    /// The name people read.
    pub name: String,
    /// What they are, in a few words: « Étudiante en master de droit ».
    pub label: Text,
    /// Under which heading they stand on the sign-in page.
    pub group: Text,
    /// The roles that open pages: `student`, `teacher`, `office`, `helpdesk`, `admin`, `demo`.
    pub roles: Vec<String>,
}
