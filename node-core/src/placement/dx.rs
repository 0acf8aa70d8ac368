//! `:dx`, DxHash: a key walks through slots by chance until it finds one with a machine.
//!
//! There are more slots than machines, a power of two, and some are empty. From a key's hash follows
//! a sequence of slots without end, and the machine of the first one that isn't empty owns the key.
//! When a machine goes, its slot is empty: its keys walk on, each to another machine, and no other key
//! moves. One that comes gets an empty slot, and the keys that come by there before they come to
//! anybody else. With half of the slots taken, two steps suffice on average; all that a step reads is
//! a bit (Dong, Wang, Feng, "DxHash: a scalable consistent hash based on the pseudo-random sequence",
//! 2021).
//!
//! Who is in which slot depends on the order in which machines came and went. The founders get the
//! first slots in the order of their names, and who comes gets the one that became empty last. There
//! are twice as many slots as founders, or more; when a machine comes and none is empty,
//! there will be twice as many as before. That is the one time when keys move needlessly: about half
//! of all keys change owners then, those that now come by a new slot first.

use alloc::{vec, vec::Vec};

use super::{Place, Steps, mix::mix_pair, spare};
use crate::id::NodeId;

/// A key that has found nobody after so many steps a slot goes through the slots in their order: so
/// it finds whoever is there.
const STEPS: u32 = 8;

/// Slots, of which some are empty.
#[derive(Clone, Debug)]
pub struct Dx {
    /// Who is in each slot, or was last; a power of two of them.
    nodes: Vec<NodeId>,
    /// A bit for each slot: whether somebody is there.
    taken: Vec<u64>,
    /// The empty slots, in the order in which they became empty.
    empty: Vec<u32>,
}

impl Dx {
    /// As the founders, sorted as text, share the keys.
    #[must_use]
    pub fn new(founders: &[NodeId]) -> Self {
        let mut dx = Self { nodes: founders.to_vec(), taken: Vec::new(), empty: Vec::new() };
        dx.extend(spare(founders.len()));
        dx
    }

    /// Adds empty slots until there are so many; all that there were are taken.
    fn extend(&mut self, slots: usize) {
        let taken = self.nodes.len();
        self.taken = vec![0; slots / 64];
        (0..taken).for_each(|slot| self.flip(slot));
        self.empty = (taken as u32..slots as u32).rev().collect();
        self.nodes.resize(slots, NodeId::new(0));
    }

    fn flip(&mut self, slot: usize) {
        self.taken[slot / 64] ^= 1 << (slot % 64);
    }

    #[inline]
    fn is_taken(&self, slot: usize) -> bool {
        self.taken.get(slot / 64).is_some_and(|bits| bits >> (slot % 64) & 1 == 1)
    }

    /// The slots a key comes by, in their order.
    #[inline]
    fn walk(&self, hash: u32) -> impl Iterator<Item = u32> {
        let slots = self.nodes.len() as u32;
        let walk = (0..STEPS * slots).map(move |step| mix_pair(hash, step) as u32 & (slots - 1));
        walk.chain(0..slots)
    }

    fn slot_of(&self, node: NodeId) -> Option<usize> {
        (0..self.nodes.len()).find(|slot| self.nodes[*slot] == node && self.is_taken(*slot))
    }
}

impl Place for Dx {
    fn owner(&self, hash: u32) -> Option<NodeId> {
        if self.empty.len() == self.nodes.len() {
            return None;
        }
        let slot = self.walk(hash).find(|slot| self.is_taken(*slot as usize))?;
        self.nodes.get(slot as usize).copied()
    }

    fn arrive(&mut self, node: NodeId) {
        if self.slot_of(node).is_some() {
            return;
        }
        if self.empty.is_empty() {
            self.extend(2 * self.nodes.len());
        }
        let Some(slot) = self.empty.pop() else { return };
        self.flip(slot as usize);
        self.nodes[slot as usize] = node;
    }

    fn depart(&mut self, node: NodeId) {
        let Some(slot) = self.slot_of(node) else { return };
        self.flip(slot);
        self.empty.push(slot as u32);
    }

    fn steps(&self, hash: u32) -> Steps {
        if self.empty.len() == self.nodes.len() {
            return Steps::Nobody;
        }
        let mut found = false;
        let until = |slot: &u32| !core::mem::replace(&mut found, self.is_taken(*slot as usize));
        Steps::Walk(self.walk(hash).take_while(until).collect())
    }

    fn bytes(&self) -> usize {
        size_of_val(self.nodes.as_slice())
            + size_of_val(self.taken.as_slice())
            + self.nodes.len() * size_of::<u32>()
    }

    fn machines(&self) -> Vec<NodeId> {
        let taken = (0..self.nodes.len()).filter(|slot| self.is_taken(*slot));
        let mut machines: Vec<NodeId> = taken.map(|slot| self.nodes[slot]).collect();
        machines.sort_unstable();
        machines
    }
}
