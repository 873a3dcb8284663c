//! Closed lists (*nomenclatures*): codes here, labels in the messages (`nomenclature.ftl`, key `{list}-{code}`).

use std::fmt;

/// A code of a nomenclature, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Code(String);

impl Code {
    /// Any text as a code; codes are checked against their list where a person enters them.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code, empty for none.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is chosen.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this is that code.
    pub fn is(&self, code: &str) -> bool {
        self.0 == code
    }
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The lists a field can choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Type of convention.
    Kind,
    /// Language of the document.
    Language,
    /// *Thématique*.
    Theme,
    /// Full or part time.
    WorkingTime,
    /// How the schedule is given.
    ScheduleMode,
    /// Public holidays of which place.
    Zone,
    /// Unit of time of the gratification.
    PayPer,
    /// Net or gross.
    PayBasis,
    /// ISO 4217.
    Currency,
    /// Means of payment.
    PayMeans,
    /// How the internship was found.
    Origin,
    /// Work due.
    NatureOfWork,
    /// How the internship is assessed.
    ValidationMode,
    /// Social cover of the student.
    SocialCover,
    /// Type of host.
    HostType,
    /// Legal status of a host.
    LegalStatus,
    /// Headcount range.
    Headcount,
    /// ISO 3166-1 alpha-2.
    Country,
    /// Sex.
    Sex,
    /// Title of a person.
    Title,
    /// Why an interruption.
    Interruption,
    /// Enrolment regime.
    Regime,
    /// *Cursus LMD*.
    Cursus,
    /// *Finalité*.
    Finality,
}

impl List {
    /// All lists.
    pub const ALL: [Self; 24] = [
        Self::Kind,
        Self::Language,
        Self::Theme,
        Self::WorkingTime,
        Self::ScheduleMode,
        Self::Zone,
        Self::PayPer,
        Self::PayBasis,
        Self::Currency,
        Self::PayMeans,
        Self::Origin,
        Self::NatureOfWork,
        Self::ValidationMode,
        Self::SocialCover,
        Self::HostType,
        Self::LegalStatus,
        Self::Headcount,
        Self::Country,
        Self::Sex,
        Self::Title,
        Self::Interruption,
        Self::Regime,
        Self::Cursus,
        Self::Finality,
    ];

    /// The prefix of its message keys.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Theme => "theme",
            Self::WorkingTime => "working-time",
            Self::ScheduleMode => "schedule-mode",
            Self::Zone => "zone",
            Self::PayPer => "pay-per",
            Self::PayBasis => "pay-basis",
            Self::Currency => "currency",
            Self::PayMeans => "pay-means",
            Self::Origin => "origin",
            Self::NatureOfWork => "nature-of-work",
            Self::ValidationMode => "validation-mode",
            Self::SocialCover => "social-cover",
            Self::HostType => "host-type",
            Self::LegalStatus => "legal-status",
            Self::Headcount => "headcount",
            Self::Country => "country",
            Self::Sex => "sex",
            Self::Title => "title",
            Self::Interruption => "interruption",
            Self::Regime => "regime",
            Self::Cursus => "cursus",
            Self::Finality => "finality",
        }
    }

    /// Its codes, in the order in which people choose.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["initial-compulsory", "initial-recommended", "continuing", "gap-year"],
            Self::Language => &["fr", "en"],
            Self::Theme => &[
                "planning-environment",
                "arts-heritage",
                "trade-marketing",
                "education",
                "human-resources",
                "sport",
                "translation",
                "economics-management",
                "information-communication",
                "health-social",
                "statistics",
                "law",
                "computing",
                "science-engineering",
                "other",
            ],
            Self::WorkingTime => &["full", "part"],
            Self::ScheduleMode => &["regular", "alternating", "calendar"],
            Self::Zone => &[
                "metropole",
                "alsace-moselle",
                "guadeloupe",
                "martinique",
                "guyane",
                "la-reunion",
                "mayotte",
                "saint-martin",
                "saint-barthelemy",
                "abroad",
            ],
            Self::PayPer => &["hour", "day", "week", "month", "total"],
            Self::PayBasis => &["net", "gross"],
            Self::Currency => &[
                "EUR", "USD", "GBP", "CHF", "CAD", "JPY", "SEK", "DKK", "NOK", "PLN", "CZK", "AUD", "BRL", "CNY", "MAD", "TND", "XOF",
                "XPF",
            ],
            Self::PayMeans => &["transfer", "cheque", "cash"],
            Self::Origin => &["offer", "spontaneous", "network", "programme", "previous-host"],
            Self::NatureOfWork => &["report", "thesis", "project", "portfolio", "none"],
            Self::ValidationMode => &["defence", "report", "report-and-defence", "host-evaluation", "attendance"],
            Self::SocialCover => &["general", "agricultural", "special", "european-card", "other"],
            Self::HostType => &["private", "public-company", "administration", "association", "cooperative", "other"],
            Self::LegalStatus => &[
                "sole-trader",
                "snc",
                "sarl",
                "sa",
                "sas",
                "sci",
                "gie",
                "scp",
                "scop",
                "association",
                "foundation",
                "state",
                "local-authority",
                "public-establishment",
                "public-hospital",
                "mutual",
                "foreign",
                "other",
            ],
            Self::Headcount => &["0", "1-9", "10-49", "50-199", "200-999", "1000+"],
            Self::Country => COUNTRIES,
            Self::Sex => &["female", "male", "unknown"],
            Self::Title => &["mrs", "mr"],
            Self::Interruption => &["course-weeks", "closure", "unpaid-absence", "sickness", "other", "leave"],
            Self::Regime => &["initial", "continuing", "apprenticeship", "professionalisation", "resumed"],
            Self::Cursus => &["L", "M", "D", "BUT", "I"],
            Self::Finality => &["professional", "research", "general", "undetermined"],
        }
    }

    /// The message key of a code's label: `+` cannot stand in a key and is written `plus`.
    pub fn message_key(self, code: &str) -> String {
        format!("{}-{}", self.key(), code.replace('+', "plus"))
    }

    /// Whether a code is in the list.
    pub fn contains(self, code: &str) -> bool {
        self.codes().contains(&code)
    }
}

/// ISO 3166-1 alpha-2, France first.
const COUNTRIES: &[&str] = &[
    "FR", "AF", "ZA", "AL", "DZ", "DE", "AD", "AO", "AG", "SA", "AR", "AM", "AU", "AT", "AZ", "BS", "BH", "BD", "BB", "BY", "BE", "BZ",
    "BJ", "BT", "BO", "BA", "BW", "BR", "BN", "BG", "BF", "BI", "KH", "CM", "CA", "CV", "CL", "CN", "CY", "CO", "KM", "CG", "CD", "KP",
    "KR", "CR", "CI", "HR", "CU", "DK", "DJ", "DM", "EG", "AE", "EC", "ER", "ES", "EE", "SZ", "US", "ET", "FJ", "FI", "GA", "GM", "GE",
    "GH", "GR", "GD", "GT", "GN", "GQ", "GW", "GY", "HT", "HN", "HK", "HU", "IN", "ID", "IQ", "IR", "IE", "IS", "IL", "IT", "JM", "JP",
    "JO", "KZ", "KE", "KG", "KI", "KW", "LA", "LS", "LV", "LB", "LR", "LY", "LI", "LT", "LU", "MO", "MK", "MG", "MY", "MW", "MV", "ML",
    "MT", "MA", "MH", "MU", "MR", "MX", "FM", "MD", "MC", "MN", "ME", "MZ", "MM", "NA", "NR", "NP", "NI", "NE", "NG", "NO", "NZ", "OM",
    "UG", "UZ", "PK", "PW", "PS", "PA", "PG", "PY", "NL", "PE", "PH", "PL", "PT", "QA", "RO", "GB", "RU", "RW", "KN", "SM", "VC", "LC",
    "SB", "SV", "WS", "ST", "SN", "RS", "SC", "SL", "SG", "SK", "SI", "SO", "SD", "SS", "LK", "SE", "CH", "SR", "SY", "TJ", "TW", "TZ",
    "TD", "CZ", "TH", "TL", "TG", "TO", "TT", "TN", "TM", "TR", "TV", "UA", "UY", "VU", "VA", "VE", "VN", "YE", "ZM", "ZW", "XK",
];
