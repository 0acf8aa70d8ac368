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
        Self::walk(key, buckets, |_| {})
    }

    /// The same; `visit` is told of each bucket the key jumps to, its own at last.
    #[inline]
    pub(super) fn walk(mut key: u64, buckets: u32, mut visit: impl FnMut(u32)) -> u32 {
        let buckets = f64::from(buckets);
        // One more than the bucket the key is in.
        let mut after = 1.0;
        loop {
            visit(after as u32 - 1);
            // Generator and arithmetic are the paper's, so that all implementations agree.
            key = key.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(1);
            let draw = TWO_TO_31 / ((key >> 33) as i64 + 1) as f64;
            let next = after * draw;
            if next >= buckets {
                return after as u32 - 1;
            }
            after = floor(next) + 1.0;
        }
    }
}

const TWO_TO_31: f64 = (1_u64 << 31) as f64;

/// Rounds a number from 1 to 2^32 down.
///
/// The steps of a jump wait for each other, and a conversion to an integer and back takes longer than
/// all the rest of one. So the number is made so large that no digits are left after the point.
#[inline]
fn floor(number: f64) -> f64 {
    const NO_DIGITS: f64 = (1_u64 << 52) as f64;
    let rounded = number + (NO_DIGITS - 0.5) - NO_DIGITS;
    // A whole number less a half is rounded to the even neighbour.
    if rounded + 1.0 == number { whole(number) } else { rounded }
}

/// Called hardly ever: a processor that foresees that need not wait for the comparison.
#[cold]
#[inline(never)]
const fn whole(number: f64) -> f64 {
    number
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
        Self::walk(hash.into(), self.members.len() as u32, |bucket| walk.push(bucket));
        Steps::Walk(walk)
    }

    fn bytes(&self) -> usize {
        size_of_val(self.members.as_slice())
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}
