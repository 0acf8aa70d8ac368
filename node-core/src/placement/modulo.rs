//! `:modulo`, from the seed: `Enum.at(nodes, :erlang.phash2(k, length(nodes)))`.
//!
//! The hash is an index into the sorted list of members. One departure changes the length, and
//! with it nearly every remainder: that is what the seed discovers.

use alloc::vec::Vec;

use super::{Place, Steps, members};
use crate::id::NodeId;

/// The owner is a position in the list of members, sorted as text.
#[derive(Clone, Debug)]
pub struct Modulo {
    members: Vec<NodeId>,
}

impl Modulo {
    /// Of these members, sorted as text.
    #[must_use]
    pub fn new(members: &[NodeId]) -> Self {
        Self { members: members.to_vec() }
    }

    #[inline]
    fn index(&self, hash: u32) -> Option<(u32, u32)> {
        let range = u32::try_from(self.members.len()).ok()?;
        Some((range, hash.checked_rem(range)?))
    }
}

impl Place for Modulo {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        let (_, index) = self.index(hash)?;
        self.members.get(index as usize).copied()
    }

    fn arrive(&mut self, node: NodeId) {
        members::insert(&mut self.members, node);
    }

    fn depart(&mut self, node: NodeId) {
        members::remove(&mut self.members, node);
    }

    fn steps(&self, hash: u32) -> Steps {
        let index = self.index(hash);
        index.map_or(Steps::Nobody, |(range, index)| Steps::Index { range, index })
    }

    fn bytes(&self) -> usize {
        size_of_val(self.members.as_slice())
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}
