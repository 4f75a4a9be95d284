//! Choices that are the same on every machine.

/// Marsaglia's xorshift64* generator: not for secrets, small, and the same everywhere.
pub(super) struct Random(u64);

impl Random {
    /// The choices of one case.
    pub(super) fn new(seed: u64, case: u64) -> Self {
        // Cases that follow each other begin far apart; a state of 0 would stay there.
        let mixed: u64 = (seed ^ case.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut random: Self = Self(mixed | 1);
        for _ in 0..4 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below another; 0 below 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end: u64 = end as u64;
        let number: u64 = self.next().checked_rem(end).unwrap_or_default();
        usize::try_from(number).unwrap_or_default()
    }

    /// One of some things.
    pub(super) fn pick<'t, T>(&mut self, things: &'t [T]) -> Option<&'t T> {
        things.get(self.below(things.len()))
    }
}
