//! `:fixed`, the seed's first system: `@nb_nodes` is written in the source, and the owner is
//! `:"apothik_#{phash2(k, @nb_nodes) + 1}@127.0.0.1"`, by number and whoever is alive.

use alloc::vec::Vec;

use super::Place;
use crate::id::NodeId;

/// The first so many machines own all keys, alive or not.
#[derive(Clone, Copy, Debug)]
pub struct Fixed {
    machines: u32,
}

impl Fixed {
    /// Machines 1 up to this number own keys.
    #[must_use]
    pub const fn new(machines: u32) -> Self {
        Self { machines }
    }
}

impl Place for Fixed {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        let index = hash.checked_rem(self.machines)?;
        Some(NodeId::new(index.saturating_add(1)))
    }

    fn arrive(&mut self, _: NodeId) {}

    fn depart(&mut self, _: NodeId) {}

    fn bytes(&self) -> usize {
        size_of::<Self>()
    }

    fn machines(&self) -> Vec<NodeId> {
        let mut machines: Vec<NodeId> = (1..=self.machines).map(NodeId::new).collect();
        machines.sort_unstable();
        machines
    }
}
