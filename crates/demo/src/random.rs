//! Small deterministic randomness: the same stream and index give the same numbers on every machine, for ever.

/// A sequence of numbers (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

/// One per subject, so that adding a draw to one changes nothing in the others.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    Student = 1,
    Teacher = 2,
    Host = 3,
    Contact = 4,
    Story = 5,
    Internship = 6,
    Timeline = 7,
    Track = 8,
}

const SEED: u64 = 0x5EED_0F7E_3A11_4E57;

impl Random {
    pub(crate) const fn new(stream: Stream, index: u64) -> Self {
        Self(SEED ^ mix((stream as u64) << 56 ^ index.wrapping_add(1).wrapping_mul(0xD134_2543_DE82_EF95)))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// 0 to `bound` - 1; 0 for a bound of 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        // The high half of the product: no bias worth speaking of for the small bounds of a demo.
        usize::try_from((u128::from(self.next()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True that many times in a hundred.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// One of several; the lists of this crate are never empty.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).copied()
    }

    /// One of several texts.
    pub(crate) fn word<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.pick(from).unwrap_or_default()
    }

    /// One of several by weight.
    pub(crate) fn weighted<T: Copy + Default>(&mut self, from: &[(usize, T)]) -> T {
        let mut left = self.below(from.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in from {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        T::default()
    }
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_the_same_every_time_and_its_own() {
        let draw = |stream, index| Random::new(stream, index).next();
        assert_eq!(draw(Stream::Student, 7), draw(Stream::Student, 7));
        assert_ne!(draw(Stream::Student, 7), draw(Stream::Student, 8));
        assert_ne!(draw(Stream::Student, 7), draw(Stream::Teacher, 7));
    }

    #[test]
    fn every_value_within_bounds_is_drawn() {
        let mut random = Random::new(Stream::Story, 0);
        let mut seen = [false; 7];
        for _ in 0..1000 {
            seen[usize::try_from(random.between(-3, 3) + 3).unwrap()] = true;
        }
        assert_eq!(seen, [true; 7]);
        assert_eq!(random.below(0), 0);
    }
}
