//! `:fixed`, the seed's first system: `@nb_nodes` is written in the source, and the owner is
//! `:"apothik_#{phash2(k, @nb_nodes) + 1}@127.0.0.1"`, by number and whoever is alive.

use crate::id::NodeId;

pub(super) fn owner(machines: u32, hash: u32) -> Option<NodeId> {
    let index = hash.checked_rem(machines)?;
    Some(NodeId::new(index.saturating_add(1)))
}
