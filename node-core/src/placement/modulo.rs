//! `:modulo`, from the seed: `Enum.at(nodes, :erlang.phash2(k, length(nodes)))`.
//!
//! The hash is an index into the sorted list of members. One departure changes the length, and
//! with it nearly every remainder: that is what the seed discovers.

use crate::id::NodeId;

pub(super) fn owner(members: &[NodeId], hash: u32) -> Option<NodeId> {
    let range = u32::try_from(members.len()).ok()?;
    let index = hash.checked_rem(range)?;
    members.get(index as usize).copied()
}
