//! The secret by which a client is known: shown once, kept as a fingerprint.

use chrono::{DateTime, Utc};
use tremplin_domain::{
    client::{Client, Grant},
    policy::Scope,
};
use tremplin_identity::{Fingerprint, Random};
use tremplin_store::{Error, Store, clients};

/// A token. It is shown to whoever creates the client, once; nothing prints it by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// What a token begins with, so that people and secret scanners recognise one.
const PREFIX: &str = "tremplin_";
/// A token is never longer.
const LONGEST: usize = 128;

impl Token {
    /// 256 random bits.
    pub fn new(random: &Random) -> Self {
        Self(format!("{PREFIX}{}", random.secret()))
    }

    /// The text that the client sends.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the store keeps of a token that somebody shows; none of what cannot be one.
    pub(crate) fn fingerprint(shown: &str) -> Option<String> {
        (shown.starts_with(PREFIX) && shown.len() <= LONGEST).then(|| Fingerprint::of(shown).hex())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Creates a client, for who administers the institution, and gives the token that nobody sees again. Errors are those of [`clients::create`].
pub async fn create(store: &Store, scope: &Scope, grant: &Grant, random: &Random, now: DateTime<Utc>) -> Result<(Client, Token), Error> {
    let token = Token::new(random);
    let fingerprint = Token::fingerprint(token.reveal()).unwrap_or_default();
    let (scope, grant) = (scope.clone(), grant.clone());
    let client = store.write(move |conn| clients::create(conn, &scope, &grant, &fingerprint, now.naive_utc())).await?;
    Ok((client, token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_printed_and_has_a_fingerprint() {
        let random = Random::counting();
        let (one, two) = (Token::new(&random), Token::new(&random));
        assert!(one != two && format!("{one:?}") == "Token");
        assert_eq!(Token::fingerprint(one.reveal()).map(|f| f.len()), Some(64));
        assert_eq!((Token::fingerprint("x"), Token::fingerprint(&format!("{PREFIX}{}", "a".repeat(200)))), (None, None));
    }
}
