//! What a widget says about itself before anybody asks for its markup.

use std::{fmt, str::FromStr, time::Duration};

use tremplin_domain::policy::Principal;

/// What the window is for at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// The widget's work.
    #[default]
    View,
    /// The person's preferences.
    Edit,
    /// How it works.
    Help,
    /// The administrator's settings.
    Config,
}

/// How much room the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WindowState {
    /// Among others.
    #[default]
    Normal,
    /// One line.
    Minimized,
    /// Alone in the page.
    Maximized,
    /// Alone, without a page around it.
    Solo,
}

macro_rules! words {
    ($kind:ident: $($variant:ident $word:literal),*) => {
        impl $kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word on the wire.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl FromStr for $kind {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|v| v.word().eq_ignore_ascii_case(text)).ok_or(())
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words!(Mode: View "view", Edit "edit", Help "help", Config "config");
words!(WindowState: Normal "normal", Minimized "minimized", Maximized "maximized", Solo "solo");

impl WindowState {
    /// Whether links keep it: a link in a minimized window opens it.
    pub(crate) const fn is_kept(self) -> bool {
        matches!(self, Self::Maximized | Self::Solo)
    }
}

/// Whom the same markup may be shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Only the person who asked; asking takes a credential.
    #[default]
    PerUser,
    /// Everybody; nobody is asked who they are.
    ForAll,
}

/// How long markup may be shown again without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cache {
    /// To whom.
    pub scope: Scope,
    /// For how many seconds; 0 means: ask each time, with the `ETag`.
    pub seconds: u32,
}

/// Whether the forms of a widget hold files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Uploads {
    /// Fields only: a form is small.
    #[default]
    None,
    /// Files too.
    Files,
}

/// The type of a preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    YesNo,
}

impl Kind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::YesNo => "boolean",
        }
    }
}

/// A part of the navigational state that other windows may set or share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its key in the query.
    pub name: &'static str,
    /// The message that says what it is.
    pub description: &'static str,
}

/// Something a person or an administrator may set for a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preference {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Its value when nobody has set it.
    pub default: &'static str,
}

/// Who a widget is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Students.
    Student,
    /// Teachers.
    Teacher,
    /// Staff of centres, pedagogical heads, observers.
    Office,
    /// The helpdesk.
    Helpdesk,
    /// The institution's administrators.
    Admin,
}

impl Role {
    /// The word on the wire and in configuration.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Teacher => "teacher",
            Self::Office => "office",
            Self::Helpdesk => "helpdesk",
            Self::Admin => "admin",
        }
    }

    /// Whether somebody has it.
    pub fn is_held_by(self, principal: &Principal) -> bool {
        match self {
            Self::Student => principal.student.is_some(),
            Self::Teacher => principal.teacher.is_some(),
            Self::Office => principal.scope().is_office(),
            Self::Helpdesk => principal.helpdesk,
            Self::Admin => principal.institution_admin,
        }
    }
}

/// A widget, described. Start from [`Description::new`] and change what differs.
#[derive(Debug, Clone, Copy)]
pub struct Description {
    /// Its handle.
    pub handle: &'static str,
    /// The message that is its title.
    pub title: &'static str,
    /// The message that says what it is for.
    pub description: &'static str,
    /// The message that helps, a paragraph a line: the help mode shows it in the place of any view.
    pub help: Option<&'static str>,
    /// The modes it has.
    pub modes: &'static [Mode],
    /// The window states it knows.
    pub window_states: &'static [WindowState],
    /// Its public parameters.
    pub parameters: &'static [Parameter],
    /// Its preferences.
    pub preferences: &'static [Preference],
    /// Who it is for; nobody named means everybody who is signed in.
    pub roles: &'static [Role],
    /// How its markup may be kept.
    pub cache: Cache,
    /// Whether its forms hold files.
    pub uploads: Uploads,
    /// What its actions may announce.
    pub publishes: &'static [&'static str],
    /// What makes a consumer show it again.
    pub handles: &'static [&'static str],
    /// The longest a view may take.
    pub budget: Duration,
}

impl Description {
    /// A personal widget with the view mode, three window states and two seconds; `title` and `description` are message keys.
    pub const fn new(handle: &'static str, title: &'static str, description: &'static str) -> Self {
        Self {
            handle,
            title,
            description,
            help: None,
            modes: &[Mode::View],
            window_states: &[WindowState::Normal, WindowState::Minimized, WindowState::Maximized],
            parameters: &[],
            preferences: &[],
            roles: &[],
            cache: Cache { scope: Scope::PerUser, seconds: 0 },
            uploads: Uploads::None,
            publishes: &[],
            handles: &[],
            budget: Duration::from_secs(2),
        }
    }

    /// With a help mode, which shows this message.
    #[must_use]
    pub const fn with_help(self, message: &'static str) -> Self {
        Self { help: Some(message), modes: &[Mode::View, Mode::Help], ..self }
    }

    /// Whether it is for this person.
    pub fn admits(&self, principal: &Principal) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|role| role.is_held_by(principal))
    }
}

#[cfg(test)]
mod tests {
    use tremplin_domain::ids::{CentreId, StudentId, TeacherId};

    use super::*;

    #[test]
    fn words_are_read_in_any_case() {
        assert_eq!(("VIEW".parse(), "maximized".parse()), (Ok(Mode::View), Ok(WindowState::Maximized)));
        assert_eq!(("preview".parse::<Mode>(), "".parse::<WindowState>()), (Err(()), Err(())));
    }

    #[test]
    fn a_widget_admits_its_roles() {
        let of = |roles| Description { roles, ..Description::new("a-b", "", "") };
        let student = Principal { student: Some(StudentId(1)), ..Principal::default() };
        let teacher = Principal { teacher: Some(TeacherId(1)), heads: vec![CentreId(1)], ..Principal::default() };
        assert!(of(&[]).admits(&Principal::default()));
        assert!(of(&[Role::Student]).admits(&student) && !of(&[Role::Student]).admits(&teacher));
        assert!(of(&[Role::Office, Role::Student]).admits(&teacher) && !of(&[Role::Helpdesk, Role::Admin]).admits(&teacher));
    }
}
