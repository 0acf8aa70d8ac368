//! Who can reach whom: one side, unless a partition cuts the cluster into several.

use node_core::{NodeId, Placement};

/// The running machines by the side of the partition they are on, each sorted as text; and those
/// that live and hold entries without taking part: frozen ones, silent ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    sides: Vec<Vec<NodeId>>,
    running: Vec<NodeId>,
    living: Vec<NodeId>,
}

impl Sides {
    /// These sides, of which the empty ones don't count, and these machines that are silent.
    #[must_use]
    pub fn new(sides: impl IntoIterator<Item = Vec<NodeId>>, silent: &[NodeId]) -> Self {
        let mut sides: Vec<Vec<NodeId>> =
            sides.into_iter().filter(|side| !side.is_empty()).collect();
        for side in &mut sides {
            side.sort();
        }
        let mut running = sides.concat();
        running.sort();
        let mut living = [&running[..], silent].concat();
        living.sort();
        Self { sides, running, living }
    }

    /// All running machines, sorted as text.
    #[must_use]
    pub fn running(&self) -> &[NodeId] {
        &self.running
    }

    /// Each side's machines.
    #[must_use]
    pub fn sides(&self) -> &[Vec<NodeId>] {
        &self.sides
    }

    pub(super) fn runs(&self, node: NodeId) -> bool {
        self.running.binary_search(&node).is_ok()
    }

    /// Whether it lives, and so keeps its entries.
    pub(super) fn lives(&self, node: NodeId) -> bool {
        self.living.binary_search(&node).is_ok()
    }

    /// The key's owner on each side, as far as it is on that side itself.
    pub(super) fn owners(&self, placement: Placement, hash: u32) -> Owners {
        let mut owners = self.sides.iter().filter_map(|side| owner_on(side, placement, hash));
        Owners { first: owners.next(), others: owners.collect() }
    }
}

/// The owner a side gives a key, if it is on that side.
pub(super) fn owner_on(side: &[NodeId], placement: Placement, hash: u32) -> Option<NodeId> {
    placement.owner(side, hash).filter(|owner| side.binary_search(owner).is_ok())
}

/// A key's owners: one, unless a partition gives it several.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    first: Option<NodeId>,
    others: Vec<NodeId>,
}

impl Owners {
    pub(super) fn one(owner: Option<NodeId>) -> Self {
        Self { first: owner, others: Vec::new() }
    }

    pub(super) fn contain(&self, node: NodeId) -> bool {
        self.first == Some(node) || self.others.contains(&node)
    }
}
