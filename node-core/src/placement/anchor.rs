//! `:anchor`, AnchorHash: a key hashes to one of more buckets than there are machines, and an empty
//! bucket remembers how many were left when its machine went.
//!
//! A key's first hash names a bucket. If a machine works there, that is its owner. If not, the key is
//! hashed again, to one of the buckets that were left when that one was emptied; if that bucket was
//! emptied even earlier, its *successor*, the one that then took its place in the list of working
//! buckets, is looked at instead, and so on. So the keys of a machine that goes are spread evenly over
//! all others, no other key moves, and a machine that comes takes the bucket emptied last, with just
//! the keys that left it (Mendelson, Vargaftik, Barabash, Lorenz, Keslassy, Orda, "AnchorHash: a
//! scalable consistent hash", 2021; this is the version that works in place).
//!
//! Who is in which bucket depends on the order in which machines came and went. The founders get the
//! first buckets in the order of their names. There are twice as many buckets as founders,
//! or more; when a machine comes and none is empty, there will be twice as many as before. That is
//! the one time when keys move needlessly: about half of all keys change owners then.

use alloc::vec::Vec;

use super::{
    Place, Steps,
    mix::{below, mix_pair, scatter},
    spare,
};
use crate::id::NodeId;

/// Buckets, of which some are empty.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// A power of two of them.
    buckets: Vec<Bucket>,
    /// Who is in each bucket, or was last.
    nodes: Vec<NodeId>,
    /// First the buckets that work, in the order of their places; the paper's W.
    order: Vec<u32>,
    /// The place of each bucket in `order`; the paper's L.
    places: Vec<u32>,
    /// The empty buckets, in the order in which they were emptied; the paper's R.
    empty: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// 0 while it works, then how many worked after it had been emptied; the paper's A.
    left: u32,
    /// Who took its place when it was emptied, or itself; the paper's K.
    successor: u32,
}

impl Anchor {
    /// As the founders, sorted as text, share the keys.
    #[must_use]
    pub fn new(founders: &[NodeId]) -> Self {
        let mut anchor = Self {
            buckets: Vec::new(),
            nodes: founders.to_vec(),
            order: Vec::new(),
            places: Vec::new(),
            empty: Vec::new(),
        };
        anchor.extend(spare(founders.len()));
        anchor
    }

    /// Adds empty buckets until there are so many; all that there were work.
    fn extend(&mut self, capacity: usize) {
        let (working, capacity) = (self.nodes.len() as u32, capacity as u32);
        // As if they had been emptied one by one, the last one first.
        let bucket = |own| Bucket { left: if own < working { 0 } else { own }, successor: own };
        self.buckets = (0..capacity).map(bucket).collect();
        self.order = (0..capacity).collect();
        self.places.clone_from(&self.order);
        self.empty = (working..capacity).rev().collect();
        self.nodes.resize(capacity as usize, NodeId::new(0));
    }

    fn working(&self) -> usize {
        self.buckets.len() - self.empty.len()
    }

    /// The owner of a key; `visit` is told of each bucket that is looked at, the owner's at last.
    #[inline]
    fn walk(&self, hash: u32, mut visit: impl FnMut(u32)) -> Option<NodeId> {
        if self.working() == 0 {
            return None;
        }
        let mut bucket = scatter(hash) & (self.buckets.len() as u32 - 1);
        loop {
            visit(bucket);
            let left = self.buckets.get(bucket as usize)?.left;
            if left == 0 {
                return self.nodes.get(bucket as usize).copied();
            }
            bucket = below(left, mix_pair(hash, bucket));
            loop {
                let next = self.buckets.get(bucket as usize)?;
                if next.left < left {
                    break;
                }
                visit(bucket);
                bucket = next.successor;
            }
        }
    }

    /// The bucket in which a machine works.
    fn bucket_of(&self, node: NodeId) -> Option<u32> {
        let working = self.order.get(..self.working())?;
        working.iter().copied().find(|bucket| self.nodes.get(*bucket as usize) == Some(&node))
    }
}

impl Place for Anchor {
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.walk(hash, |_| {})
    }

    fn arrive(&mut self, node: NodeId) {
        if self.bucket_of(node).is_some() {
            return;
        }
        if self.empty.is_empty() {
            self.extend(2 * self.buckets.len());
        }
        let last = self.working();
        let Some(bucket) = self.empty.pop() else { return };
        let place = self.places[bucket as usize];
        self.places[self.order[last] as usize] = last as u32;
        self.order[place as usize] = bucket;
        self.buckets[bucket as usize] = Bucket { left: 0, successor: bucket };
        self.nodes[bucket as usize] = node;
    }

    fn depart(&mut self, node: NodeId) {
        let Some(bucket) = self.bucket_of(node) else { return };
        self.empty.push(bucket);
        let last = self.working();
        let (place, successor) = (self.places[bucket as usize], self.order[last]);
        self.buckets[bucket as usize] = Bucket { left: last as u32, successor };
        self.order[place as usize] = successor;
        self.places[successor as usize] = place;
    }

    fn steps(&self, hash: u32) -> Steps {
        let mut walk = Vec::new();
        let owner = self.walk(hash, |bucket| walk.push(bucket));
        owner.map_or(Steps::Nobody, |_| Steps::Walk(walk))
    }

    fn bytes(&self) -> usize {
        size_of_val(self.buckets.as_slice())
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.order.as_slice())
            + size_of_val(self.places.as_slice())
            + self.buckets.len() * size_of::<u32>()
    }

    fn machines(&self) -> Vec<NodeId> {
        let working = self.order.iter().take(self.working());
        let mut machines: Vec<NodeId> =
            working.map(|bucket| self.nodes[*bucket as usize]).collect();
        machines.sort_unstable();
        machines
    }
}
