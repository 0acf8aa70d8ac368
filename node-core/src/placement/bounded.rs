//! `:bounded`, consistent hashing with bounded loads: a ring on which no machine is given more than
//! its fill, and passes the rest on.
//!
//! On a plain ring some machine always has much more than its share. Here each can take a fixed part
//! more than the average, say a quarter, and no more: what comes to a full one goes on to the next
//! point's machine, and so on until one has room (Mirrokni, Thorup, Zadimoghaddam, "Consistent
//! hashing with bounded loads", 2018).
//!
//! Who is full would depend on the keys that are stored. So that all machines agree without asking
//! each other, it is not keys that are put on the ring one after another but *partitions*: keys are
//! cut by their hash into 16,384 equal parts, which are put there in the order of their numbers. It
//! is the ring of [`:ring`](Ring), with 128 points a machine.
//!
//! A machine that goes leaves its partitions to others, which may thereby become full, and pass on
//! what they had: a few keys move needlessly, and the more, the less room is left. With more machines
//! than partitions, some get none.

use alloc::{boxed::Box, vec::Vec};

use once_cell::race::OnceBox;

use super::{
    Place, RING_POINTS, Ring, Steps,
    mix::{mix, mix_pair},
};
use crate::id::NodeId;

/// A quarter more than the average, in hundredths of it.
pub const BOUNDED_CAPACITY: u32 = 125;

/// The average, in hundredths of it: less could not take all keys.
pub const MIN_CAPACITY: u32 = 100;

/// The greatest capacity, in hundredths of the average.
pub const MAX_CAPACITY: u32 = 1_000;

const PARTITION_BITS: u32 = 14;

/// How many parts keys are cut into.
pub const PARTITIONS: u32 = 1 << PARTITION_BITS;

/// A ring whose machines take so much at most.
#[derive(Clone, Debug)]
pub struct Bounded {
    capacity: u32,
    ring: Ring,
    /// Who has each partition. Made when it is first asked for: while a cluster boots its members
    /// change many times.
    partitions: OnceBox<Box<[NodeId]>>,
}

impl Bounded {
    /// Of these members, sorted as text; the capacity of each is in hundredths of the average, 100
    /// at least.
    #[must_use]
    pub fn new(capacity: u32, members: &[NodeId]) -> Self {
        let ring = Ring::new(RING_POINTS, members);
        Self { capacity: capacity.max(MIN_CAPACITY), ring, partitions: OnceBox::new() }
    }

    /// Who has each partition.
    #[must_use]
    #[inline]
    pub fn partitions(&self) -> &[NodeId] {
        self.partitions.get_or_init(|| Box::new(self.assign()))
    }

    /// The most partitions that one machine takes: its capacity, rounded up.
    #[must_use]
    pub fn most(&self) -> u32 {
        let machines = self.ring.machines().len() as u64;
        let most = u64::from(PARTITIONS) * u64::from(self.capacity);
        most.div_ceil(100 * machines.max(1)) as u32
    }

    fn assign(&self) -> Box<[NodeId]> {
        // By number, since names take longer to compare.
        let mut loads: Vec<(u32, u32)> =
            self.ring.machines().iter().map(|node| (node.number(), 0)).collect();
        loads.sort_unstable();
        let (circle, most) = (self.ring.circle(), self.most());
        let mut takes = |node: NodeId| {
            let place = loads.binary_search_by_key(&node.number(), |(number, _)| *number);
            let load = place.ok().and_then(|place| loads.get_mut(place));
            let room = load.filter(|(_, load)| *load < most);
            room.map(|(_, load)| *load += 1).is_some()
        };
        let points = circle.points();
        (0..PARTITIONS)
            .filter_map(|partition| {
                let place = (mix_pair(partition, u32::MAX) >> 32) as u32;
                let (before, after) = points.split_at_checked(circle.position(place))?;
                let mut round = after.iter().chain(before).map(|point| point.node);
                // All together have room for all partitions.
                round.find(|node| takes(*node))
            })
            .collect()
    }
}

/// Which partition a key is in.
const fn partition(hash: u32) -> usize {
    // An atom's hash is small, so that its upper bits alone would say too little.
    (mix(hash as u64) >> (u64::BITS - PARTITION_BITS)) as usize
}

impl Place for Bounded {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.partitions().get(partition(hash)).copied()
    }

    fn arrive(&mut self, node: NodeId) {
        self.ring.arrive(node);
        self.partitions = OnceBox::new();
    }

    fn depart(&mut self, node: NodeId) {
        self.ring.depart(node);
        self.partitions = OnceBox::new();
    }

    fn steps(&self, hash: u32) -> Steps {
        if self.partitions().is_empty() {
            return Steps::Nobody;
        }
        Steps::Partition { partitions: PARTITIONS, partition: partition(hash) as u32 }
    }

    fn bytes(&self) -> usize {
        let partitions = if self.ring.machines().is_empty() { 0 } else { PARTITIONS as usize };
        self.ring.bytes() + partitions * size_of::<NodeId>()
    }

    fn machines(&self) -> Vec<NodeId> {
        self.ring.machines()
    }
}
