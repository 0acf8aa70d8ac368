//! Placement: from a view and a key to the key's owner (the seed's `key_to_node/1`).

use serde::{Deserialize, Serialize};

use crate::id::NodeId;

mod fixed;
mod modulo;

/// How keys find their owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Placement {
    /// The seed's second system: the owner is a position in the sorted view.
    Modulo,
    /// The seed's first system: the owner is one of the first `n` machines, alive or not.
    Fixed(u32),
}

impl Placement {
    /// Who owns a key with this hash (all 32 bits of `phash2`), when these are the members,
    /// sorted as text.
    ///
    /// `None` when there is nobody to own it. Under `:fixed` the owner may well be dead.
    #[must_use]
    pub fn owner(self, members: &[NodeId], hash: u32) -> Option<NodeId> {
        match self {
            Self::Modulo => modulo::owner(members, hash),
            Self::Fixed(machines) => fixed::owner(machines, hash),
        }
    }

    /// The range the hash is reduced to: how many owners there are to choose from.
    #[must_use]
    pub fn range(self, members: &[NodeId]) -> u32 {
        match self {
            Self::Modulo => u32::try_from(members.len()).unwrap_or(u32::MAX),
            Self::Fixed(machines) => machines,
        }
    }
}
