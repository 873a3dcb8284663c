//! The token that ties a form to the session, the widget and the action it was made for.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Makes and checks tokens. Two servers with the same key accept each other's.
#[derive(Clone)]
pub struct Csrf {
    key: [u8; 32],
}

/// What a token is good for, and nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The session it was shown in.
    pub session: &'a str,
    /// The widget, or the part of a page, it belongs to.
    pub widget: &'a str,
    /// What it does.
    pub action: &'a str,
}

impl Csrf {
    /// With a secret.
    pub const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// The token for a form.
    pub fn token(&self, form: Form<'_>) -> String {
        self.mac(form).map(|mac| URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())).unwrap_or_default()
    }

    /// Whether a token was made for this form. Compared in constant time.
    pub fn accepts(&self, token: &str, form: Form<'_>) -> bool {
        let (Ok(given), Some(mac)) = (URL_SAFE_NO_PAD.decode(token), self.mac(form)) else { return false };
        mac.verify_slice(&given).is_ok()
    }

    fn mac(&self, form: Form<'_>) -> Option<Hmac<Sha256>> {
        // HMAC takes keys of any length: this is never `None`.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        for part in [form.session, form.widget, form.action] {
            // The length first, so that no two forms run together to the same bytes.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Some(mac)
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORM: Form<'_> = Form { session: "s", widget: "mes-stages", action: "submit" };

    #[test]
    fn a_token_is_good_for_its_form_only() {
        let csrf = Csrf::new([7; 32]);
        let token = csrf.token(FORM);
        assert!(csrf.accepts(&token, FORM));
        assert!(!csrf.accepts(&token, Form { session: "t", ..FORM }));
        assert!(!csrf.accepts(&token, Form { widget: "mes-stagess", action: "ubmit", ..FORM }));
        assert!(!Csrf::new([8; 32]).accepts(&token, FORM));
    }

    proptest! {
        #[test]
        fn no_other_text_is_accepted(text in ".{0,60}") {
            let csrf = Csrf::new([7; 32]);
            prop_assert_eq!(csrf.accepts(&text, FORM), text == csrf.token(FORM));
        }
    }
}
