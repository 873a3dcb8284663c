//! What is kept for somebody so that only they can have it read: whoever has the store alone reads nothing.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use sha2::{Digest, Sha256};

use crate::Random;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Closes and opens texts with a secret that is kept elsewhere: the cookie of a browser, the name that a server will tell.
pub struct Seal(XChaCha20Poly1305);

impl Seal {
    /// With a secret of 128 random bits at least.
    pub fn with(secret: &str) -> Self {
        let key: [u8; 32] = Sha256::new().chain_update("seal with ").chain_update(secret).finalize().into();
        Self(XChaCha20Poly1305::new(&Key::from(key)))
    }

    /// The text, sealed; `None` only for one of hundreds of gigabytes.
    pub fn close(&self, text: &str, random: &Random) -> Option<String> {
        let nonce: [u8; NONCE] = random.bytes();
        let sealed = self.0.encrypt(&XNonce::from(nonce), text.as_bytes()).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// The text; `None` if it was sealed with another secret, or changed.
    pub fn open(&self, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        String::from_utf8(self.0.decrypt(&XNonce::from(*nonce), sealed).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nobody_opens_it_with_another_secret_or_after_a_change() {
        let sealed = Seal::with("cookie").close("PGT-1", &Random::counting()).unwrap();
        assert_eq!(Seal::with("cookie").open(&sealed).as_deref(), Some("PGT-1"));
        assert_eq!(Seal::with("another").open(&sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(changed == sealed || Seal::with("cookie").open(&changed).is_none(), "{at}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_any_other_opens_nothing(text in ".{0,40}", other in "[A-Za-z0-9_-]{0,120}") {
            let seal = Seal::with("cookie");
            prop_assert_eq!(seal.open(&seal.close(&text, &Random::counting()).unwrap()), Some(text));
            prop_assert_eq!(seal.open(&other), None);
        }
    }
}
