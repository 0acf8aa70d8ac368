//! Every placement, and keys and lives to try it with.

#![allow(dead_code, reason = "each test file uses a part of it")]

use node_core::{
    NodeId, Owners, Place, Placement,
    placement::{MAGLEV_TABLE, SettingError},
};

/// With settings at the ends of their ranges.
pub const EXTREME: [Placement; 4] =
    [Placement::Ring(1), Placement::Maglev(2), Placement::Multiprobe(1), Placement::Bounded(100)];

/// Rows of a table that is made often.
const FEW_ROWS: u32 = 1_009;

/// All that place keys on present machines only.
pub fn followers() -> impl Iterator<Item = Placement> {
    let all = Placement::ALL.into_iter().chain(EXTREME);
    all.filter(|placement| !matches!(placement, Placement::Fixed)).map(|placement| {
        let often = placement == Placement::Maglev(MAGLEV_TABLE);
        if often { Placement::Maglev(FEW_ROWS) } else { placement }
    })
}

pub fn node(number: u32) -> NodeId {
    NodeId::new(number)
}

/// These machines, sorted as text.
pub fn nodes(numbers: impl IntoIterator<Item = u32>) -> Vec<NodeId> {
    let mut nodes: Vec<NodeId> = numbers.into_iter().map(node).collect();
    nodes.sort();
    nodes
}

/// So many keys' hashes, the least and the greatest with them.
pub fn hashes(seed: u64, count: usize) -> Vec<u32> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..count).map(|_| random.u32(..)).chain([0, 1, u32::MAX - 1, u32::MAX]).collect()
}

/// Who owns each of these keys.
pub fn owners_of(owners: &impl Place, hashes: &[u32]) -> Vec<Option<NodeId>> {
    hashes.iter().map(|hash| owners.owner(*hash)).collect()
}

/// How many of these keys each machine owns, in the order of their names.
pub fn counts(owners: &Owners, hashes: &[u32]) -> Vec<(NodeId, usize)> {
    let mut counts: Vec<_> = owners.machines().into_iter().map(|node| (node, 0)).collect();
    for owner in owners_of(owners, hashes).into_iter().flatten() {
        let place = counts.binary_search_by_key(&owner, |(node, _)| *node);
        counts[place.expect("an owner is one of the machines")].1 += 1;
    }
    counts
}

/// What a machine does next in a random life of a cluster.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    Arrives(NodeId),
    Departs(NodeId),
}

/// Comes and goes at random; as many machines come as go, and now and then all have gone.
pub fn change(random: &mut fastrand::Rng, present: &[NodeId], names: u32) -> Change {
    let node = node(random.u32(1..=names));
    if present.binary_search(&node).is_ok() { Change::Departs(node) } else { Change::Arrives(node) }
}

impl Change {
    pub fn apply(self, owners: &mut Owners) {
        match self {
            Self::Arrives(node) => owners.arrive(node),
            Self::Departs(node) => owners.depart(node),
        }
    }
}

pub fn refused(placement: Placement) -> SettingError {
    placement.check().expect_err("the setting is out of its range")
}
