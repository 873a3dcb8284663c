//! Other systems of the institution that read through the API (*applications clientes*): what each may ask for, of which centres, until when.

use std::{collections::BTreeSet, fmt, str::FromStr};

use chrono::NaiveDateTime;

use crate::{
    ids::{CentreId, ClientId},
    policy::Principal,
};

/// What may be asked for, each with a right of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// Conventions, one by one and by filters.
    Conventions,
    /// What the diploma supplement says of a student's internships (*supplément au diplôme*).
    Supplement,
    /// The file for the ministry's survey of internships (*enquête Stages*).
    Survey,
}

impl Resource {
    /// All.
    pub const ALL: [Self; 3] = [Self::Conventions, Self::Supplement, Self::Survey];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conventions => "conventions",
            Self::Supplement => "supplement",
            Self::Survey => "survey",
        }
    }

    /// From the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// The name of a client: 2 to 60 small letters, digits, hyphens and dots, a letter first. It is also what HTTP Basic calls the user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientName(String);

impl ClientName {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClientName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not the name of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a client's name is 2 to 60 small letters, digits, hyphens and dots, a letter first")]
pub struct NotAName;

impl FromStr for ClientName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        let begins = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if begins && (2..=60).contains(&text.len()) && text.bytes().all(allowed) { Ok(Self(text.to_owned())) } else { Err(NotAName) }
    }
}

/// Of which centres a client reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Centres {
    /// Of every centre, those to come included.
    All,
    /// Of these alone.
    Only(BTreeSet<CentreId>),
}

/// What a client is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its name.
    pub name: ClientName,
    /// What it may ask for.
    pub resources: BTreeSet<Resource>,
    /// Of which centres.
    pub centres: Centres,
    /// Calls a minute, at least one.
    pub per_minute: u16,
    /// The moment from which its token opens nothing any more.
    pub expires_at: Option<NaiveDateTime>,
}

/// A client as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Our id.
    pub id: ClientId,
    /// What it was given.
    pub grant: Grant,
    /// When it was created.
    pub created_at: NaiveDateTime,
    /// Login of who created it.
    pub created_by: String,
    /// When it was revoked.
    pub revoked_at: Option<NaiveDateTime>,
}

impl Client {
    /// Calls are kept so many days, then forgotten: long enough to answer who read what in the academic year.
    pub const CALLS_KEPT_DAYS: u64 = 365;

    /// Whether its token opens something at this moment.
    pub fn is_good(&self, now: NaiveDateTime) -> bool {
        self.revoked_at.is_none() && self.grant.expires_at.is_none_or(|end| now < end)
    }

    /// Whether it may ask for this.
    pub fn may(&self, resource: Resource) -> bool {
        self.grant.resources.contains(&resource)
    }

    /// Who asks, when it does: an observer of its centres, of those that exist. It reads, it never acts, and the one policy decides what.
    pub fn principal(&self, existing: impl IntoIterator<Item = CentreId>) -> Principal {
        let observes = existing.into_iter().filter(|centre| match &self.grant.centres {
            Centres::All => true,
            Centres::Only(centres) => centres.contains(centre),
        });
        let login = self.login();
        Principal { name: login.clone(), login, observes: observes.collect(), ..Principal::default() }
    }

    /// The login that it acts under, which is nobody's: theirs are names alone.
    pub fn login(&self) -> String {
        format!("{LOGIN}{}", self.grant.name)
    }

    /// The name of the client that somebody is; none of a person.
    pub fn named(principal: &Principal) -> Option<&str> {
        principal.login.strip_prefix(LOGIN)
    }
}

/// What the login of a client begins with.
const LOGIN: &str = "api:";

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    fn at(hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap().and_hms_opt(hour, 0, 0).unwrap()
    }

    fn client(centres: Centres) -> Client {
        let grant = Grant {
            name: "apogee".parse().unwrap(),
            resources: BTreeSet::from([Resource::Supplement]),
            centres,
            per_minute: 60,
            expires_at: Some(at(12)),
        };
        Client { id: ClientId(1), grant, created_at: at(8), created_by: "a".to_owned(), revoked_at: None }
    }

    #[test]
    fn a_token_opens_until_it_expires_or_is_revoked() {
        let good = client(Centres::All);
        assert_eq!([at(11), at(12)].map(|now| good.is_good(now)), [true, false]);
        assert!(!Client { revoked_at: Some(at(9)), ..good.clone() }.is_good(at(10)));
        let endless = Grant { expires_at: None, ..good.grant.clone() };
        assert!(Client { grant: endless, ..good }.is_good(at(23)));
    }

    #[test]
    fn a_client_asks_only_for_what_it_was_given() {
        assert_eq!(Resource::ALL.map(|r| client(Centres::All).may(r)), [false, true, false]);
    }

    #[test]
    fn a_client_reads_its_centres_and_does_nothing() {
        let existing = [CentreId(1), CentreId(2), CentreId(3)];
        let only = client(Centres::Only(BTreeSet::from([CentreId(2), CentreId(9)]))).principal(existing);
        assert_eq!((only.observes.as_slice(), only.login.as_str()), ([CentreId(2)].as_slice(), "api:apogee"));
        let all = client(Centres::All).principal(existing).scope();
        assert!(!all.reach().everything && existing.iter().all(|c| all.reach().centres.contains(c)));
        assert!(!all.may_moderate_hosts() && !all.may_manage_clients());
    }

    proptest! {
        #[test]
        fn any_text_is_a_name_or_an_error(text in "[a-z0-9.:A-Z -]{0,70}") {
            if let Ok(name) = text.parse::<ClientName>() {
                prop_assert_eq!(name.to_string(), text);
            }
        }
    }
}
