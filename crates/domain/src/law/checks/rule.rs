//! The rules that are checked, with their articles.

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Checked and found good.
    Ok,
    /// Worth knowing.
    Note,
    /// Somebody should look.
    Warning,
    /// Stops the convention at the rule's [`Moment`].
    Block,
}

impl Level {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Block => "block",
        }
    }
}

/// From when on a block stops the convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// When it is submitted, and at each amendment.
    Submission,
    /// When it is validated, and at each amendment.
    Validation,
    /// When it goes out for signature.
    Signature,
    /// Nothing to stop any more.
    Afterwards,
}

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Code de l'éducation.
    Education,
    /// Code du travail.
    Labour,
    /// Code de la sécurité sociale.
    SocialSecurity,
    /// The national model, order of 29 December 2014.
    Model,
    /// The institution's own settings.
    Institution,
}

impl Source {
    /// The stable code, for message keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Education => "education",
            Self::Labour => "labour",
            Self::SocialSecurity => "social-security",
            Self::Model => "model",
            Self::Institution => "institution",
        }
    }
}

/// The articles that a rule rests on; [`Article::numbers`] is empty for the institution's own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Article {
    /// In which text.
    pub source: Source,
    /// Numbers as the text has them, separated by commas.
    pub numbers: &'static str,
}

/// What a rule found; with the rule it names a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// As it should be.
    Fine,
    /// Something that must be there is not.
    Missing,
    /// Not there, and wanted because of all internships of the year together.
    MissingInYear,
    /// Not known, so not checked.
    Unknown,
    /// The end comes before the start.
    Reversed,
    /// Above the limit.
    Over,
    /// Perhaps above the limit.
    MaybeOver,
    /// Below the minimum.
    TooLow,
    /// Below another minimum: the hours in presence.
    TooLowInPresence,
    /// It depends on what no field says: how incomplete months are paid, who broke an internship off.
    Depends,
    /// Nothing is due.
    NotDue,
    /// A legal basis exempts the training.
    Exempt,
    /// The host is abroad: local law.
    Abroad,
    /// In another currency: no comparison.
    OtherCurrency,
    /// Outside the dates allowed.
    Outside,
    /// Two ways of counting give two results.
    Differs,
    /// Earlier than allowed.
    TooEarly,
    /// Later than it should be.
    Late,
    /// Allowed by the centre.
    Allowed,
    /// Another body of law applies.
    Applies,
}

impl Finding {
    /// The stable code, the last part of a message key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Missing => "missing",
            Self::MissingInYear => "missing-in-year",
            Self::Unknown => "unknown",
            Self::Reversed => "reversed",
            Self::Over => "over",
            Self::MaybeOver => "maybe-over",
            Self::TooLow => "too-low",
            Self::TooLowInPresence => "too-low-in-presence",
            Self::Depends => "depends",
            Self::NotDue => "not-due",
            Self::Exempt => "exempt",
            Self::Abroad => "abroad",
            Self::OtherCurrency => "other-currency",
            Self::Outside => "outside",
            Self::Differs => "differs",
            Self::TooEarly => "too-early",
            Self::Late => "late",
            Self::Allowed => "allowed",
            Self::Applies => "applies",
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $key:literal $source:ident $numbers:literal $moment:ident [$($finding:ident)*])*) => {
        /// A rule. Doc comments name its article.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// All rules, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable code.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// From the stable code.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| rule.key() == key)
            }

            /// What it rests on.
            pub const fn article(self) -> Article {
                match self { $(Self::$name => Article { source: Source::$source, numbers: $numbers },)* }
            }

            /// From when on its blocks stop the convention.
            pub const fn moment(self) -> Moment {
                match self { $(Self::$name => Moment::$moment,)* }
            }

            /// Everything that it can find: each pair has a message.
            pub const fn findings(self) -> &'static [Finding] {
                match self { $(Self::$name => &[$(Finding::$finding),*],)* }
            }
        }
    };
}

rules! {
    /// Lifelong training follows part 6 of the code du travail, not this chapter: L124-1.
    OtherRegime "other-regime" Education "L124-1" Submission [Applies]
    /// Start and end, in that order: D124-4 5°.
    Dates "dates" Education "D124-4 5°" Submission [Fine Missing Reversed Over]
    /// The intern is enrolled throughout: L124-1, D124-1, D611-19.
    Enrolment "enrolment" Education "L124-1, D124-1" Submission [Fine Unknown Outside]
    /// There are hours of presence: D124-4 6°, D124-6.
    Presence "presence" Education "D124-4 6°, D124-6" Submission [Fine Missing]
    /// The fifteen mentions: D124-4.
    Mentions "mentions" Education "D124-4" Submission [Fine Missing]
    /// Not the task of a permanent post, a peak, a season, a replacement: L124-7.
    ForbiddenAims "forbidden-aims" Education "L124-7" Submission [Fine Unknown]
    /// Six months, 924 h, at one host in one academic year, whatever the school: L124-5, L124-18, D124-6.
    Maximum "maximum" Education "L124-5, L124-18, D124-6" Submission [Fine Over]
    /// Gratification above two months: L124-6, D124-8.
    Gratification "gratification" Education "L124-6, D124-8" Submission [Fine NotDue Exempt Abroad OtherCurrency Missing MissingInYear TooLow Depends]
    /// Which year's ceiling: L124-6, D124-8, silent on it.
    CeilingPolicy "ceiling-policy" Education "L124-6, D124-8" Afterwards [Fine Differs]
    /// The ceiling of a year to come is not in the table: CSS D242-19.
    NextCeiling "next-ceiling" SocialSecurity "D242-19" Afterwards [Fine Unknown]
    /// A body under public law pays no more than the rate of L124-6: D124-8.
    PublicCeiling "public-ceiling" Education "D124-8" Submission [Fine Over Depends]
    /// Above the franchise, contributions are due and the host is the employer for accidents at work: CSS L136-1-1, D136-1, R412-4.
    Franchise "franchise" SocialSecurity "L136-1-1, D136-1, R412-4" Afterwards [Fine Over Depends]
    /// Above two months the convention provides for leave: L124-13.
    LeaveClause "leave-clause" Education "L124-13" Submission [Fine Missing]
    /// 200 h of teaching a year, 50 of them in presence: D124-2. Not for a gap year (D611-16).
    TaughtHours "taught-hours" Education "D124-2" Validation [Fine Unknown TooLow TooLowInPresence]
    /// A third of the previous internship between two interns on one post: L124-11.
    WaitingPeriod "waiting-period" Education "L124-11" Validation [Fine TooEarly Depends]
    /// A tutor has three interns at most: L124-10, R124-13.
    Tutor "tutor" Education "L124-10, R124-13" Validation [Fine Over]
    /// A teacher has 24 interns at most, or fewer where the board says so: L124-2 3°, D124-3.
    Teacher "teacher" Education "L124-2 3°, D124-3" Validation [Fine Over]
    /// A host has interns in proportion to its headcount: L124-8, R124-10, R124-12.
    Quota "quota" Education "L124-8, R124-10, R124-12" Validation [Fine Unknown MaybeOver Over]
    /// Ten hours a day: CT L3121-18.
    Day "day" Labour "L3121-18" Submission [Fine Over]
    /// 48 hours a week: CT L3121-20.
    Week "week" Labour "L3121-20" Submission [Fine Over]
    /// 44 hours a week on average over twelve weeks: CT L3121-22.
    AverageWeek "average-week" Labour "L3121-22" Submission [Fine Over]
    /// 35 hours is the week of employees: CT L3121-27.
    LegalWeek "legal-week" Labour "L3121-27" Submission [Fine Over]
    /// Six days a week, 35 hours of rest: CT L3132-1, L3132-2.
    WeeklyRest "weekly-rest" Labour "L3132-1, L3132-2" Submission [Fine Missing]
    /// 1 May is off for everybody, but where the work cannot stop: CT L3133-4, L3133-6.
    MayDay "may-day" Labour "L3133-4, L3133-6" Submission [Fine Applies]
    /// Eight hours a day for minors: CT L3162-1.
    MinorDay "minor-day" Labour "L3162-1" Submission [Fine Over]
    /// 35 hours a week for minors: CT L3162-1.
    MinorWeek "minor-week" Labour "L3162-1" Submission [Fine Over]
    /// Two consecutive days of rest for minors: CT L3164-2.
    MinorRest "minor-rest" Labour "L3164-2" Submission [Fine Missing]
    /// No public holidays for minors: CT L3164-6.
    MinorHolidays "minor-holidays" Labour "L3164-6" Submission [Fine Applies]
    /// No night work for minors: CT L3163-1, L3163-2.
    MinorNight "minor-night" Labour "L3163-1, L3163-2" Submission [Fine Missing Applies]
    /// The information sheet on the host country is attached: L124-19, L124-20.
    CountrySheet "country-sheet" Education "L124-19, L124-20" Signature [Fine Missing]
    /// Whether the host covers sickness abroad is answered: national model, 6.3.
    CoverAbroad "cover-abroad" Model "6.3" Signature [Fine Missing]
    /// French cover of accidents abroad ends with six months or above the franchise: CSS L412-8, R444-7, national model 6.4.
    AccidentAbroad "accident-abroad" Model "6.4" Afterwards [Fine Unknown Over]
    /// No two internships on one day, unless the centre allows it.
    Overlap "overlap" Institution "" Submission [Fine Allowed Applies]
    /// Five sign, and a minor's legal representative: D124-4.
    Signatories "signatories" Education "D124-4" Signature [Fine Missing]
    /// Signed before it starts: L124-1.
    SignedInTime "signed-in-time" Education "L124-1" Afterwards [Fine Late]
}

impl Rule {
    /// Whether it may find something that is a warning, which an institution may soften to a note. The rules on minors warn abroad alone, and
    /// are no institution's to soften.
    pub const fn warns(self) -> bool {
        matches!(
            self,
            Self::Gratification
                | Self::PublicCeiling
                | Self::TaughtHours
                | Self::WaitingPeriod
                | Self::Quota
                | Self::Day
                | Self::Week
                | Self::AverageWeek
                | Self::WeeklyRest
                | Self::MayDay
                | Self::SignedInTime
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_findings_not_repeated() {
        let keys: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.key()).collect();
        assert_eq!(keys.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            let findings: BTreeSet<_> = rule.findings().iter().map(|f| f.code()).collect();
            assert_eq!(findings.len(), rule.findings().len(), "{rule:?}");
            assert_eq!(rule.article().numbers.is_empty(), rule.article().source == Source::Institution, "{rule:?}");
        }
    }
}
