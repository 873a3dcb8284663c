//! Small texts that travel through the browser and come back unchanged, or not at all.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Seals with a secret of the server. Servers with the same secret read each other's.
#[derive(Clone)]
pub(crate) struct Seal {
    key: [u8; 32],
}

/// Half of HMAC-SHA256 is enough for a sentence that lives five minutes.
const TAG: usize = 16;

impl Seal {
    pub(crate) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The text, readable by all and writable by us, good for one purpose.
    pub(crate) fn close(&self, purpose: &str, text: &str) -> String {
        let mut bytes = self.tag(purpose, text.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The text again, if we wrote it for this purpose.
    pub(crate) fn open(&self, purpose: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (tag, text) = bytes.split_at_checked(TAG)?;
        let mac = self.mac(purpose, text)?;
        mac.verify_truncated_left(tag).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    fn tag(&self, purpose: &str, text: &[u8]) -> Vec<u8> {
        let full = self.mac(purpose, text).map(|mac| mac.finalize().into_bytes().to_vec());
        full.map(|mut tag| {
            tag.truncate(TAG);
            tag
        })
        .unwrap_or_default()
    }

    fn mac(&self, purpose: &str, text: &[u8]) -> Option<Hmac<Sha256>> {
        // HMAC takes keys of any length: this is never `None`.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(text);
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEAL: Seal = Seal::new([3; 32]);

    proptest! {
        #[test]
        fn what_is_sealed_comes_back_for_its_purpose_only(text in "\\PC{0,60}") {
            let sealed = SEAL.close("flash", &text);
            prop_assert_eq!(SEAL.open("flash", &sealed), Some(text));
            prop_assert_eq!(SEAL.open("other", &sealed), None);
            prop_assert_eq!(Seal::new([4; 32]).open("flash", &sealed), None);
        }

        #[test]
        fn other_text_does_not_open(text in "[A-Za-z0-9_-]{0,80}") {
            prop_assert_eq!(SEAL.open("flash", &text), None);
        }
    }
}
