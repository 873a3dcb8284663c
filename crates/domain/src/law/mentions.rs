//! What a convention must say, and who must sign it.

/// The fifteen compulsory mentions of D124-4, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mention {
    /// 1°: full title of the curriculum, hours of teaching per year or semester.
    Training = 1,
    /// 2°: names of the teacher and of the tutor.
    Supervisors,
    /// 3°: skills to acquire or develop.
    Skills,
    /// 4°: activities given to the intern.
    Activities,
    /// 5°: start, end, total planned duration.
    Dates,
    /// 6°: weekly presence; night, Sunday and holiday presence.
    Presence,
    /// 7°: how teacher and tutor supervise.
    Supervision,
    /// 8°: amount and terms of the gratification, if any.
    Gratification,
    /// 9°: social protection, accidents at work, liability insurance.
    SocialProtection,
    /// 10°: conditions of absence, leave of L124-13.
    Absences,
    /// 11°: suspension and termination.
    Termination,
    /// 12°: validation in case of interruption.
    Interruption,
    /// 13°: restaurant, transport, social and cultural activities.
    Benefits,
    /// 14°: clauses of the host's rules that apply.
    HostRules,
    /// 15°: conditions of delivery of the certificate.
    Certificate,
}

impl Mention {
    /// All fifteen, in order.
    pub const ALL: [Self; 15] = [
        Self::Training,
        Self::Supervisors,
        Self::Skills,
        Self::Activities,
        Self::Dates,
        Self::Presence,
        Self::Supervision,
        Self::Gratification,
        Self::SocialProtection,
        Self::Absences,
        Self::Termination,
        Self::Interruption,
        Self::Benefits,
        Self::HostRules,
        Self::Certificate,
    ];

    /// Its number in D124-4, 1 to 15.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The stable code, for message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Supervisors => "supervisors",
            Self::Skills => "skills",
            Self::Activities => "activities",
            Self::Dates => "dates",
            Self::Presence => "presence",
            Self::Supervision => "supervision",
            Self::Gratification => "gratification",
            Self::SocialProtection => "social-protection",
            Self::Absences => "absences",
            Self::Termination => "termination",
            Self::Interruption => "interruption",
            Self::Benefits => "benefits",
            Self::HostRules => "host-rules",
            Self::Certificate => "certificate",
        }
    }
}

/// The five who sign (D124-4, first sentence); a minor's legal representative signs with or for the intern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signatory {
    /// The institution's head or delegate.
    Institution,
    /// The host's.
    Host,
    /// The intern.
    Intern,
    /// The *enseignant référent*.
    Teacher,
    /// The host's tutor.
    Tutor,
}

impl Signatory {
    /// All five.
    pub const ALL: [Self; 5] = [Self::Institution, Self::Host, Self::Intern, Self::Teacher, Self::Tutor];

    /// The stable code, for message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Institution => "institution",
            Self::Host => "host",
            Self::Intern => "intern",
            Self::Teacher => "teacher",
            Self::Tutor => "tutor",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mentions_are_numbered_as_in_the_decree() {
        assert_eq!(Mention::ALL.map(Mention::number), std::array::from_fn(|i| u8::try_from(i + 1).unwrap()));
    }
}
