//! A list of machines, sorted as text, that can come and go.

use alloc::vec::Vec;

use crate::id::NodeId;

/// Adds a machine; `false` if it is there already.
pub(super) fn insert(members: &mut Vec<NodeId>, node: NodeId) -> bool {
    let place = members.binary_search(&node);
    if let Err(place) = place {
        members.insert(place, node);
    }
    place.is_err()
}

/// Takes a machine out; `false` if it is not there.
pub(super) fn remove(members: &mut Vec<NodeId>, node: NodeId) -> bool {
    let place = members.binary_search(&node);
    if let Ok(place) = place {
        members.remove(place);
    }
    place.is_ok()
}
