//! Time and randomness, passed in.

use std::{fmt, sync::Arc};

use chrono::{DateTime, Utc};
use rand::Rng;

/// What time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// A clock that reads from a function.
    pub fn new(read: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// The clock of the machine.
    pub fn of_the_machine() -> Self {
        Self::new(|| std::time::SystemTime::now().into())
    }

    /// A clock that stands still.
    pub fn standing_at(moment: DateTime<Utc>) -> Self {
        Self::new(move || moment)
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Where random bytes come from.
#[derive(Clone)]
pub struct Random(Arc<Fill>);

type Fill = dyn Fn(&mut [u8]) + Send + Sync;

impl Random {
    /// Random bytes from a function.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// The machine's own, fit for secrets.
    pub fn of_the_machine() -> Self {
        Self::new(|bytes| rand::rng().fill_bytes(bytes))
    }

    /// A counter in disguise, for tests: every call gives other bytes, every run the same.
    pub fn counting() -> Self {
        let count = std::sync::atomic::AtomicU64::new(1);
        Self::new(move |bytes| {
            let next = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mut state = next.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            for byte in bytes {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = state.to_be_bytes()[0];
            }
        })
    }

    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.0)(&mut bytes);
        bytes
    }

    /// 128 random bits as a token for URLs, forms and cookies.
    pub fn token(&self) -> String {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        URL_SAFE_NO_PAD.encode(self.bytes::<16>())
    }

    /// 256 random bits, for what alone lets somebody in.
    pub fn secret(&self) -> String {
        format!("{}{}", self.token(), self.token())
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_do_not_repeat() {
        for random in [Random::of_the_machine(), Random::counting()] {
            let tokens: std::collections::BTreeSet<_> = (0..100).map(|_| random.token()).collect();
            assert_eq!((tokens.len(), tokens.first().map(String::len)), (100, Some(22)));
        }
    }
}
