//! `:rendezvous`, highest random weight: each machine draws a number for each key, and the one with
//! the greatest owns it.
//!
//! The numbers are hashes of key and machine, so all agree on them without a word. When a machine
//! goes, its keys fall to whoever has the next greatest number, and no other key moves; one that
//! comes takes the keys for which it draws the greatest. Nothing is kept but the list of machines,
//! but every one of them is looked at for every key (Thaler, Ravishankar, "Using name-based mappings
//! to increase hit rates", 1998).

use alloc::vec::Vec;

use super::{Place, Steps, members, mix::mix_pair};
use crate::id::NodeId;

/// Draws that are told of a key: the greatest.
const MOST_DRAWS: usize = 3;

/// The machine that draws the greatest number for a key owns it.
#[derive(Clone, Debug)]
pub struct Rendezvous {
    members: Vec<NodeId>,
}

impl Rendezvous {
    /// Of these members, sorted as text.
    #[must_use]
    pub fn new(members: &[NodeId]) -> Self {
        Self { members: members.to_vec() }
    }
}

impl Place for Rendezvous {
    fn owner(&self, hash: u32) -> Option<NodeId> {
        // No two machines draw the same number for a key.
        self.members.iter().copied().max_by_key(|node| mix_pair(hash, node.number()))
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
        let draw = |node: &NodeId| ((mix_pair(hash, node.number()) >> 32) as u32, *node);
        let mut draws: Vec<_> = self.members.iter().map(draw).collect();
        draws.sort_unstable();
        Steps::Draws(draws.into_iter().rev().take(MOST_DRAWS).collect())
    }

    fn bytes(&self) -> usize {
        size_of_val(self.members.as_slice())
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}
