//! `:multiprobe`, multi-probe consistent hashing: one point for each machine on a ring, and several
//! looks for each key.
//!
//! On a ring with one point a machine, the gaps before the points, and so the shares of keys, are very
//! uneven. `:ring` evens that out with many points for each machine; this does it with many places
//! for each key. From each of them the next point is looked for, and the machine whose point is
//! nearest owns the key: a long gap before a point is hit more often, but then seldom by the nearest
//! probe. With 21 probes the largest share is about 1.05 times the average (Appleton, O'Reilly,
//! "Multi-probe consistent hashing", 2015).
//!
//! A machine that goes takes its point with it: only keys that were nearest to it move. One that comes
//! gets the keys for which it is nearer than whoever was. It takes little memory, and a lookup for
//! every probe.

use alloc::vec::Vec;

use super::{
    Place, Steps,
    circle::{Circle, Point},
    members,
    mix::mix_pair,
};
use crate::id::NodeId;

/// With so many probes, the paper says, no share is more than about 1.05 times the average.
pub const MULTIPROBE_PROBES: u32 = 21;

/// Probes of one key at most.
pub const MAX_PROBES: u32 = 64;

/// The machine nearest to one of a key's places owns it.
#[derive(Clone, Debug)]
pub struct Multiprobe {
    probes: u32,
    members: Vec<NodeId>,
    circle: Circle,
}

impl Multiprobe {
    /// Of these members, sorted as text, with so many probes of each key, one at least.
    #[must_use]
    pub fn new(probes: u32, members: &[NodeId]) -> Self {
        let circle = Circle::new(members.iter().map(point_of));
        Self { probes: probes.max(1), members: members.to_vec(), circle }
    }

    /// The probe of a key that is nearest to a point, and that point.
    fn nearest(&self, hash: u32) -> Option<(u32, Point)> {
        (0..self.probes)
            .filter_map(|probe| {
                let place = (mix_pair(hash, probe) >> 32) as u32;
                Some((place, self.circle.next(place)?))
            })
            // Of equals, the first.
            .min_by_key(|(place, point)| point.place.wrapping_sub(*place))
    }
}

impl Place for Multiprobe {
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.nearest(hash).map(|(_, point)| point.node)
    }

    fn arrive(&mut self, node: NodeId) {
        if members::insert(&mut self.members, node) {
            self.circle.add([point_of(&node)].into_iter());
        }
    }

    fn depart(&mut self, node: NodeId) {
        if members::remove(&mut self.members, node) {
            self.circle.remove(node);
        }
    }

    fn steps(&self, hash: u32) -> Steps {
        let nearest = self.nearest(hash);
        nearest.map_or(Steps::Nobody, |(place, point)| Steps::Probe {
            probes: self.probes,
            place,
            point: point.place,
        })
    }

    fn bytes(&self) -> usize {
        size_of_val(self.members.as_slice()) + Circle::bytes(self.members.len())
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}

/// Where the machine is on the ring; no probe is numbered so high.
fn point_of(node: &NodeId) -> Point {
    Point { place: (mix_pair(node.number(), u32::MAX) >> 32) as u32, node: *node }
}
