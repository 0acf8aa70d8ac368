//! `:jump`, jump consistent hash: as machines are added one after another, a key jumps from an
//! earlier one to the newest now and then, and never back.
//!
//! With one machine it owns everything. Each further one, the `n`th, takes over one key of `n`, drawn
//! by chance from a seed that is the key. Whoever knows where the key jumped last can draw where it
//! jumps next, so the owner among any number of machines is found in about `ln n` steps, and nothing
//! is kept (Lamping, Veach, "A fast, minimal memory, consistent hash algorithm", 2014).
//!
//! The price: machines have to be numbered without gaps. Here the numbers are positions in the sorted
//! view. If the last machine goes, its keys alone move; if another goes, all machines after it move
//! up by one, and so do most of their keys.

use alloc::vec::Vec;
use core::hint::select_unpredictable;

use super::{Place, Steps, members};
use crate::id::NodeId;

/// The owner is a position in the list of members, sorted as text, that the key jumps to.
#[derive(Clone, Debug)]
pub struct Jump {
    members: Vec<NodeId>,
}

impl Jump {
    /// Of these members, sorted as text.
    #[must_use]
    pub fn new(members: &[NodeId]) -> Self {
        Self { members: members.to_vec() }
    }

    /// Which of so many buckets a key is in; 0 if there are none.
    #[must_use]
    #[inline]
    pub fn bucket(key: u64, buckets: u32) -> u32 {
        // After as many steps as their number has binary digits, nearly all keys are in their bucket.
        match u32::BITS - buckets.leading_zeros() {
            // A number of steps that the compiler knows takes no loop.
            0..=4 => Self::dash(key, buckets, 4),
            steps => Self::dash(key, buckets, steps),
        }
    }

    /// As the paper has it, from a bucket on that the key is in; `visit` is told of each bucket it jumps
    /// to, its own at last.
    #[inline]
    pub(super) fn walk(
        mut key: u64,
        mut bucket: u32,
        buckets: u32,
        mut visit: impl FnMut(u32),
    ) -> u32 {
        loop {
            visit(bucket);
            key = key.wrapping_mul(FACTOR).wrapping_add(1);
            let drawn = ((key >> 33) + 1) as f64;
            let next = f64::from(bucket + 1) * (TWO_TO_31 / drawn);
            if next >= f64::from(buckets) {
                return bucket;
            }
            bucket = next as u32;
        }
    }

    /// The same from the first bucket, twice as fast.
    ///
    /// Where a walk ends is by chance, so a processor guesses wrong once a key, and what it has begun of
    /// the next key by then is in vain. Here it goes on for a fixed number of steps, past the end, and
    /// keeps the last bucket there is; so it works on several keys at once. The few keys that need more
    /// steps walk on.
    #[inline]
    fn dash(key: u64, buckets: u32, steps: u32) -> u32 {
        let (mut state, mut bucket) = (key, 0);
        let (mut reached, end) = (large(0), large(buckets.into()));
        for _ in 0..steps {
            bucket = select_unpredictable(reached < end, reached.to_bits() as u32, bucket);
            state = state.wrapping_mul(FACTOR).wrapping_add(1);
            let drawn = large(state >> 33) - (TWO_TO_52 - 1.0);
            let next = (reached - (TWO_TO_52 - 1.0)) * (TWO_TO_31 / drawn);
            reached = large_floor(next);
        }
        if reached < end {
            return Self::walk(state, reached.to_bits() as u32, buckets, |_| {});
        }
        bucket
    }
}

/// Of the generator; it and the arithmetic are the paper's, so that all implementations agree.
const FACTOR: u64 = 2_862_933_555_777_941_757;

const TWO_TO_31: f64 = (1_u64 << 31) as f64;

const TWO_TO_52: f64 = (1_u64 << 52) as f64;

/// A whole number below 2^52, and 2^52: the last bits of that are the number, as they are an integer's. To
/// convert it would take longer than all the rest of a step.
const fn large(number: u64) -> f64 {
    f64::from_bits(TWO_TO_52.to_bits() | number)
}

/// The same of a number from 1 on, rounded down.
///
/// From 2^51 on, numbers are halves and whole ones, from 2^52 on whole ones. So a quarter less is rounded
/// to the nearest half, and a quarter less than that to the nearest whole number: neither can lift it
/// above the next one, nor take a whole number from where it is.
const fn large_floor(number: f64) -> f64 {
    const A_QUARTER_LESS: f64 = TWO_TO_52 / 2.0 - 0.25;
    number + A_QUARTER_LESS + A_QUARTER_LESS
}

impl Place for Jump {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        let bucket = Self::bucket(hash.into(), self.members.len() as u32);
        self.members.get(bucket as usize).copied()
    }

    fn arrive(&mut self, node: NodeId) {
        members::insert(&mut self.members, node);
    }

    fn depart(&mut self, node: NodeId) {
        members::remove(&mut self.members, node);
    }

    fn steps(&self, hash: u32) -> Steps {
        if self.members.is_empty() {
            return Steps::Nobody;
        }
        let mut walk = Vec::new();
        Self::walk(hash.into(), 0, self.members.len() as u32, |bucket| walk.push(bucket));
        Steps::Walk(walk)
    }

    fn bytes(&self) -> usize {
        size_of_val(self.members.as_slice())
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{large, large_floor};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn numbers_are_rounded_down_and_whole_ones_stay() {
        for whole in (1..=300).chain((9..32).flat_map(|bits| [(1 << bits) - 1, 1 << bits])) {
            let number = whole as f64;
            let above = [number, number.next_up(), number + 0.25, number + 0.5, number + 0.75];
            for number in above.into_iter().chain([(number + 1.0).next_down()]) {
                assert_eq!(large_floor(number), large(whole), "{number}");
            }
        }
    }
}
