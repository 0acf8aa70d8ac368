//! `:fixed`, the seed's first system: `@nb_nodes` is written in the source, and the owner is
//! `:"apothik_#{phash2(k, @nb_nodes) + 1}@127.0.0.1"`, by number and whoever is alive.

use alloc::vec::Vec;

use super::{Place, Steps};
use crate::id::NodeId;

/// The founders own all keys, alive or not.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// In the order of their numbers: 1 to n, where a cluster was booted so.
    founders: Vec<NodeId>,
}

impl Fixed {
    /// Of these founders.
    #[must_use]
    pub fn new(founders: &[NodeId]) -> Self {
        let mut founders = founders.to_vec();
        founders.sort_unstable_by_key(|node| node.number());
        Self { founders }
    }

    fn index(&self, hash: u32) -> Option<(u32, u32)> {
        let range = u32::try_from(self.founders.len()).ok()?;
        Some((range, hash.checked_rem(range)?))
    }
}

impl Place for Fixed {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        let (_, index) = self.index(hash)?;
        self.founders.get(index as usize).copied()
    }

    fn arrive(&mut self, _: NodeId) {}

    fn depart(&mut self, _: NodeId) {}

    fn machines(&self) -> Vec<NodeId> {
        let mut machines = self.founders.clone();
        machines.sort_unstable();
        machines
    }

    fn steps(&self, hash: u32) -> Steps {
        let index = self.index(hash);
        index.map_or(Steps::Nobody, |(range, index)| Steps::Index { range, index })
    }

    fn bytes(&self) -> usize {
        size_of_val(self.founders.as_slice())
    }
}
