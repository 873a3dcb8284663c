//! `Authorization: Fragment <JWS>`: what a portal says about the person in front of it, bound to one request.

use std::{collections::BTreeMap, fmt};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{BadKey, Clock, KeyPair, PublicKey, Random};

/// The scheme of the `Authorization` header.
pub const SCHEME: &str = "Fragment";

/// The longest an assertion may live, in seconds.
pub const LIFETIME: i64 = 60;

/// How far the two clocks may differ, in seconds.
const SKEW: i64 = 30;

/// The longest token worth reading.
const LONGEST: usize = 32 * 1024;

const KIND: &str = "fragment-req+jwt";

/// What an assertion says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The portal.
    pub iss: String,
    /// The base URL of the fragment server.
    pub aud: String,
    /// The person's login.
    pub sub: String,
    /// Made at, in seconds.
    pub iat: i64,
    /// Good until, in seconds.
    pub exp: i64,
    /// Good for one action.
    pub jti: String,
    /// The method of the request.
    pub htm: String,
    /// Its path and query, as sent.
    pub htu: String,
    /// SHA-256 of its body in base64url, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bh: Option<String>,
    /// The portal's groups the person is in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The language of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loc: Option<String>,
    /// The namespace of the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ns: Option<String>,
    /// The preferences of the window.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prefs: BTreeMap<String, Vec<String>>,
    /// Who is really there, when somebody looks at the page in another's place: they may look, not act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
}

/// The person and the window an assertion is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The person's login.
    pub login: String,
    /// Their groups.
    pub groups: Vec<String>,
    /// The language of the page.
    pub locale: Option<String>,
    /// The namespace of the window.
    pub ns: Option<String>,
    /// The preferences of the window.
    pub preferences: BTreeMap<String, Vec<String>>,
}

/// The request an assertion is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The base URL of the fragment server.
    pub audience: &'a str,
    /// The method.
    pub method: &'a str,
    /// Path and query, as sent.
    pub target: &'a str,
    /// The body, where there is one.
    pub body: Option<&'a [u8]>,
}

/// No assertion could be made. Only a broken key does that.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the assertion could not be signed")]
pub struct SigningFailed(#[source] jsonwebtoken::errors::Error);

/// Makes assertions for a portal.
#[derive(Clone)]
pub struct Signer {
    issuer: String,
    header: Header,
    key: EncodingKey,
    clock: Clock,
    random: Random,
}

impl Signer {
    /// For the portal `issuer`.
    pub fn new(issuer: impl Into<String>, pair: &KeyPair, clock: Clock, random: Random) -> Result<Self, BadKey> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(KIND.to_owned());
        header.kid = Some(pair.public().id());
        let key = EncodingKey::from_ed_der(&pair.to_der()?);
        Ok(Self { issuer: issuer.into(), header, key, clock, random })
    }

    /// The value of the `Authorization` header for a request.
    pub fn sign(&self, subject: &Subject, asked: &Asked<'_>) -> Result<String, SigningFailed> {
        let now = self.clock.now().timestamp();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: asked.audience.to_owned(),
            sub: subject.login.clone(),
            iat: now,
            exp: now + LIFETIME,
            jti: self.random.token(),
            htm: asked.method.to_owned(),
            htu: asked.target.to_owned(),
            bh: asked.body.map(hash),
            groups: subject.groups.clone(),
            loc: subject.locale.clone(),
            ns: subject.ns.clone(),
            prefs: subject.preferences.clone(),
            act: None,
        };
        let token = jsonwebtoken::encode(&self.header, &claims, &self.key).map_err(SigningFailed)?;
        Ok(format!("{SCHEME} {token}"))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({}, {:?})", self.issuer, self.header.kid)
    }
}

/// Why an assertion is not believed. For the log: whoever sent it learns only that it was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not a token of ours.
    #[error("not a fragment assertion")]
    Malformed,
    /// Signed with a key that nobody registered for the issuer.
    #[error("unknown issuer or key")]
    UnknownKey,
    /// The signature does not hold.
    #[error("the signature does not hold")]
    Forged,
    /// Too old, or not yet good: the clocks differ by so many seconds, or it lay about for as long.
    #[error("out of its time by the clock of this server, which is {0} seconds ahead of the portal's (or behind, if negative)")]
    OutOfTime(i64),
    /// For another server, method or URL.
    #[error("bound to another request")]
    OtherRequest,
    /// For another body.
    #[error("bound to another body")]
    OtherBody,
    /// Used before.
    #[error("used before")]
    Replayed,
}

/// Reads assertions for a fragment server.
#[derive(Debug, Clone)]
pub struct Verifier {
    audience: String,
    trusted: Vec<(String, PublicKey)>,
}

impl Verifier {
    /// For the server with this base URL, trusting nobody yet.
    pub fn new(audience: impl Into<String>) -> Self {
        Self { audience: audience.into(), trusted: Vec::new() }
    }

    /// Trusts a key of a portal. A portal may have two while it changes from one to the other.
    #[must_use]
    pub fn trusting(mut self, issuer: impl Into<String>, key: PublicKey) -> Self {
        self.trusted.push((issuer.into(), key));
        self
    }

    /// What the `Authorization` header says, if it is to be believed for this request at this moment. The body comes later:
    /// see [`Claims::covers_body`].
    pub fn read(&self, header: &str, method: &str, target: &str, now: i64) -> Result<Claims, Refused> {
        let token = token_of(header).ok_or(Refused::Malformed)?;
        let head = jsonwebtoken::decode_header(token).map_err(|_| Refused::Malformed)?;
        if !is_ours(&head) {
            return Err(Refused::Malformed);
        }
        let kid = head.kid.ok_or(Refused::UnknownKey)?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        // Time and audience are checked below, against our own clock.
        rules.required_spec_claims.clear();
        (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
        let (_, public) = self.trusted.iter().find(|(_, key)| key.id() == kid).ok_or(Refused::UnknownKey)?;
        let key = DecodingKey::from_ed_der(public.as_bytes());
        let claims = jsonwebtoken::decode::<Claims>(token, &key, &rules).map_err(|error| match error.kind() {
            jsonwebtoken::errors::ErrorKind::InvalidSignature => Refused::Forged,
            _ => Refused::Malformed,
        })?;
        let claims = claims.claims;
        if !self.trusted.iter().any(|(issuer, key)| *issuer == claims.iss && key == public) {
            return Err(Refused::UnknownKey);
        }
        claims.check(&self.audience, method, target, now)?;
        Ok(claims)
    }
}

fn token_of(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    (scheme.eq_ignore_ascii_case(SCHEME) && plain && token.len() <= LONGEST).then_some(token)
}

/// Only what we write ourselves: no key by reference, no extension, no compression, no other algorithm.
fn is_ours(head: &Header) -> bool {
    let foreign = head.jku.is_some()
        || head.jwk.is_some()
        || head.x5u.is_some()
        || head.x5c.is_some()
        || head.crit.is_some()
        || head.zip.is_some()
        || head.enc.is_some();
    head.alg == Algorithm::EdDSA && head.typ.as_deref() == Some(KIND) && !foreign
}

fn hash(body: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(body))
}

impl Claims {
    fn check(&self, audience: &str, method: &str, target: &str, now: i64) -> Result<(), Refused> {
        let out = || Refused::OutOfTime(now.saturating_sub(self.iat));
        let life = self.exp.checked_sub(self.iat).ok_or_else(out)?;
        if !(1..=LIFETIME).contains(&life) || self.iat > now + SKEW || self.exp < now - SKEW {
            return Err(out());
        }
        if self.sub.trim().is_empty() || self.jti.len() < 16 || self.jti.len() > 128 {
            return Err(Refused::Malformed);
        }
        if self.aud != audience || self.htm != method || self.htu != target {
            return Err(Refused::OtherRequest);
        }
        Ok(())
    }

    /// Whether the assertion is about this body. One without a hash is about no body at all.
    pub fn covers_body(&self, body: &[u8]) -> bool {
        match &self.bh {
            Some(told) => *told == hash(body),
            None => body.is_empty(),
        }
    }

    /// The moment after which nobody accepts the assertion any more, in seconds.
    pub const fn forgotten_at(&self) -> i64 {
        self.exp.saturating_add(SKEW).saturating_add(1)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_800_000_000;
    const SERVER: &str = "http://fragments.example";
    const TARGET: &str = "/widgets/mes-stages/12?mode=edit";

    fn pair(seed: u8) -> KeyPair {
        KeyPair::generate(&Random::new(move |bytes| bytes.fill(seed)))
    }

    fn signer(pair: &KeyPair) -> Signer {
        let clock = Clock::standing_at(DateTime::from_timestamp(NOW, 0).unwrap());
        Signer::new("portal", pair, clock, Random::counting()).unwrap()
    }

    fn subject() -> Subject {
        let preferences = BTreeMap::from([("rows".to_owned(), vec!["25".to_owned()])]);
        Subject { login: "adupont".into(), groups: vec!["student".into()], locale: Some("en".into()), ns: Some("w1".into()), preferences }
    }

    fn asked<'a>() -> Asked<'a> {
        Asked { audience: SERVER, method: "GET", target: TARGET, body: None }
    }

    fn header() -> String {
        signer(&pair(1)).sign(&subject(), &asked()).unwrap()
    }

    fn verifier() -> Verifier {
        Verifier::new(SERVER).trusting("portal", pair(1).public())
    }

    fn read(header: &str, now: i64) -> Result<Claims, Refused> {
        verifier().read(header, "GET", TARGET, now)
    }

    #[test]
    fn what_the_portal_says_arrives() {
        let claims = read(&header(), NOW).unwrap();
        assert_eq!((claims.sub.as_str(), claims.loc.as_deref(), claims.ns.as_deref()), ("adupont", Some("en"), Some("w1")));
        assert_eq!((claims.groups, claims.prefs["rows"].as_slice()), (vec!["student".to_owned()], ["25".to_owned()].as_slice()));
    }

    #[test]
    fn each_request_has_its_own_assertion() {
        let signer = signer(&pair(1));
        let id = || read(&signer.sign(&subject(), &asked()).unwrap(), NOW).unwrap().jti;
        assert_ne!(id(), id());
    }

    #[test]
    fn an_assertion_lives_a_minute_with_half_a_minute_of_skew() {
        let header = header();
        for (now, good) in [(-31, false), (-30, true), (0, true), (90, true), (91, false)] {
            assert_eq!(read(&header, NOW + now).map(|_| ()), if good { Ok(()) } else { Err(Refused::OutOfTime(now)) }, "{now}");
        }
    }

    #[test]
    fn an_assertion_is_good_for_its_own_request_only() {
        let header = header();
        let elsewhere = Verifier::new("http://other.example").trusting("portal", pair(1).public());
        assert_eq!(elsewhere.read(&header, "GET", TARGET, NOW), Err(Refused::OtherRequest));
        assert_eq!(verifier().read(&header, "POST", TARGET, NOW), Err(Refused::OtherRequest));
        assert_eq!(verifier().read(&header, "GET", "/widgets/mes-stages/13?mode=edit", NOW), Err(Refused::OtherRequest));
    }

    #[test]
    fn an_assertion_is_good_for_its_own_body_only() {
        let post = Asked { method: "POST", body: Some(b"a=1"), ..asked() };
        let header = signer(&pair(1)).sign(&subject(), &post).unwrap();
        let claims = verifier().read(&header, "POST", TARGET, NOW).unwrap();
        assert!(claims.covers_body(b"a=1") && !claims.covers_body(b"a=2") && !claims.covers_body(b""));
        let bare = read(&self::header(), NOW).unwrap();
        assert!(bare.covers_body(b"") && !bare.covers_body(b"a=1"));
    }

    #[test]
    fn two_keys_hold_during_a_rotation_and_a_third_does_not() {
        let both = verifier().trusting("portal", pair(2).public());
        for (seed, told) in [(1, Ok(())), (2, Ok(())), (3, Err(Refused::UnknownKey))] {
            let header = signer(&pair(seed)).sign(&subject(), &asked()).unwrap();
            assert_eq!(both.read(&header, "GET", TARGET, NOW).map(|_| ()), told, "{seed}");
        }
    }

    #[test]
    fn a_portal_speaks_for_itself_only() {
        let other = Verifier::new(SERVER).trusting("other", pair(1).public());
        assert_eq!(other.read(&header(), "GET", TARGET, NOW), Err(Refused::UnknownKey));
    }

    fn forged(head: &str, signed: bool) -> String {
        let header = header();
        let parts: Vec<_> = header.split_once(' ').unwrap().1.split('.').collect();
        format!("Fragment {}.{}.{}", URL_SAFE_NO_PAD.encode(head), parts[1], if signed { parts[2] } else { "" })
    }

    #[test]
    fn other_algorithms_types_and_key_references_are_refused() {
        let kid = pair(1).public().id();
        for head in [
            format!(r#"{{"alg":"none","typ":"fragment-req+jwt","kid":"{kid}"}}"#),
            format!(r#"{{"alg":"HS256","typ":"fragment-req+jwt","kid":"{kid}"}}"#),
            format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"{kid}"}}"#),
            format!(r#"{{"alg":"EdDSA","typ":"fragment-req+jwt","kid":"{kid}","crit":["exp"]}}"#),
            format!(r#"{{"alg":"EdDSA","typ":"fragment-req+jwt","kid":"{kid}","jku":"https://evil.example"}}"#),
            "{}".to_owned(),
        ] {
            for signed in [true, false] {
                assert_eq!(read(&forged(&head, signed), NOW), Err(Refused::Malformed), "{head}");
            }
        }
        let no_kid = r#"{"alg":"EdDSA","typ":"fragment-req+jwt"}"#;
        assert_eq!(read(&forged(no_kid, true), NOW), Err(Refused::UnknownKey));
    }

    #[test]
    fn a_changed_claim_breaks_the_signature() {
        let header = header();
        let (scheme, token) = header.split_once(' ').unwrap();
        let parts: Vec<_> = token.split('.').collect();
        let mut claims: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        claims["sub"] = "mallory".into();
        let changed = format!("{scheme} {}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2]);
        assert_eq!(read(&changed, NOW), Err(Refused::Forged));
    }

    #[test]
    fn other_schemes_are_not_assertions() {
        let token = header().replace("Fragment ", "");
        for header in [format!("Bearer {token}"), token.clone(), format!("Fragment  {token}"), String::new(), "Fragment".into()] {
            assert_eq!(read(&header, NOW), Err(Refused::Malformed), "{header}");
        }
        assert!(read(&format!("fragment {token}"), NOW).is_ok());
    }

    proptest! {
        #[test]
        fn any_header_is_read_without_panic(text in "(Fragment )?[ -~]{0,200}") {
            prop_assert!(read(&text, NOW).is_err());
        }

        #[test]
        fn any_three_parts_are_read_without_panic(head in any::<Vec<u8>>(), claims in any::<Vec<u8>>(), signature in any::<Vec<u8>>()) {
            let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            let header = format!("Fragment {}.{}.{}", part(&head), part(&claims), part(&signature));
            prop_assert!(read(&header, NOW).is_err());
        }

        #[test]
        fn any_changed_byte_is_refused(at in 9_usize..400, byte in b'!'..b'~') {
            let mut bytes = header().into_bytes();
            let at = at.min(bytes.len() - 1);
            // The last character of a base64 part carries spare bits; leave those to the decoder.
            prop_assume!(bytes[at] != byte && bytes[at] != b'.' && bytes.get(at + 1).is_some_and(|b| *b != b'.'));
            bytes[at] = byte;
            prop_assert!(read(&String::from_utf8(bytes).unwrap(), NOW).is_err());
        }
    }
}
