//! Who is asking: a portal's signed assertion about the person in front of it, the sessions of those who signed in, and the tokens that bind a
//! form to a session.
//!
//! The portal signs with a [`Signer`]; the fragment server reads with a [`Verifier`]. Time and randomness are arguments
//! ([`Clock`], [`Random`]), so that tests are exact.

mod assertion;
mod csrf;
mod keys;
mod replay;
mod seal;
mod session;
mod sources;

pub use assertion::{Asked, Claims, LIFETIME, Refused, SCHEME, Signer, SigningFailed, Subject, Verifier};
pub use csrf::{Csrf, Form};
pub use keys::{BadKey, KeyPair, PublicKey};
pub use replay::{RecentReplays, Replays};
pub use seal::Seal;
pub use session::{Fingerprint, Offer, Onward, Session, Sessions, SessionsInMemory, Unreachable};
pub use sources::{Clock, Random};
