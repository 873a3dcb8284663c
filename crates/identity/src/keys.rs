//! Ed25519 keys, in and out of PEM.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, spki::der::pem::LineEnding},
};
use sha2::{Digest, Sha256};

use crate::Random;

/// Not an Ed25519 key in PEM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an Ed25519 key in PEM (PKCS#8 for a private key, SPKI for a public one)")]
pub struct BadKey;

/// A private key with its public one.
#[derive(Clone)]
pub struct KeyPair(SigningKey);

impl KeyPair {
    /// A new pair.
    pub fn generate(random: &Random) -> Self {
        Self(SigningKey::from_bytes(&random.bytes()))
    }

    /// From `-----BEGIN PRIVATE KEY-----`.
    pub fn from_pem(pem: &str) -> Result<Self, BadKey> {
        SigningKey::from_pkcs8_pem(pem.trim()).map(Self).map_err(|_| BadKey)
    }

    /// As `-----BEGIN PRIVATE KEY-----`. A secret: for a file that only its owner reads.
    pub fn to_pem(&self) -> Result<String, BadKey> {
        self.0.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.as_str().to_owned()).map_err(|_| BadKey)
    }

    /// The half that others may know.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(crate) fn to_der(&self) -> Result<Vec<u8>, BadKey> {
        self.0.to_pkcs8_der().map(|der| der.as_bytes().to_vec()).map_err(|_| BadKey)
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyPair({})", self.public().id())
    }
}

/// A public key.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// From `-----BEGIN PUBLIC KEY-----`.
    pub fn from_pem(pem: &str) -> Result<Self, BadKey> {
        VerifyingKey::from_public_key_pem(pem.trim()).map(Self).map_err(|_| BadKey)
    }

    /// As `-----BEGIN PUBLIC KEY-----`.
    pub fn to_pem(&self) -> Result<String, BadKey> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| BadKey)
    }

    /// What an assertion names the key by (`kid`): made from the key, so nobody chooses or confuses it.
    pub fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&Sha256::digest(self.0.as_bytes())[..9])
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_survive_pem() {
        let pair = KeyPair::generate(&Random::counting());
        let again = KeyPair::from_pem(&pair.to_pem().unwrap()).unwrap();
        assert_eq!(pair.public(), again.public());
        assert_eq!(PublicKey::from_pem(&pair.public().to_pem().unwrap()).unwrap().id(), pair.public().id());
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        for text in ["", "key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"] {
            assert!(KeyPair::from_pem(text).is_err() && PublicKey::from_pem(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_private_key_is_not_printed() {
        let pair = KeyPair::generate(&Random::counting());
        let secret = pair.to_pem().unwrap();
        let printed = format!("{pair:?}");
        assert!(!secret.lines().any(|line| printed.contains(line)) && printed.contains(&pair.public().id()));
    }
}
