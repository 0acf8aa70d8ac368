//! A machine's only chance: numbers that follow from its seed.

use crate::placement::mix;

/// `SplitMix64`: equal seeds give equal numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(mix::mix(seed))
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix::mix(self.0)
    }

    /// One of the numbers below `range`; 0 when there is none.
    pub(super) fn below(&mut self, range: usize) -> usize {
        let range = u32::try_from(range).unwrap_or(u32::MAX);
        mix::below(range, self.next()) as usize
    }

    /// Happens in `times` out of `of` cases.
    pub(super) fn happens(&mut self, times: u64, of: u64) -> bool {
        times >= of || (self.below(of.min(u64::from(u32::MAX)) as usize) as u64) < times
    }

    /// Brings them into another order, each equally likely.
    pub(super) fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
    }
}
