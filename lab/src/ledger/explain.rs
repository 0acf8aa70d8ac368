//! Why is this key missing? One key's story, step by step.

use node_core::{NodeId, Placement, Term, phash2};
use serde::{Deserialize, Serialize};

use super::{Ledger, Sides, record::Record, standing::Standing};

/// What became of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// A `get` finds its last acknowledged value.
    Found,
    /// A `get` finds an old value.
    Stale,
    /// It has copies, none on its owner.
    Unreachable,
    /// It is stored nowhere.
    Lost,
    /// It was deleted, and an old copy came back.
    Resurrected,
    /// It was deleted.
    Deleted,
    /// No put of it was ever acknowledged.
    Never,
}

/// Where the arithmetic puts a key: `phash2(key, range) = index`, and whose index that is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// How many owners there were to choose from.
    pub range: u32,
    /// The remainder.
    pub index: u32,
    /// The machine at that index.
    pub owner: NodeId,
    /// The machines that ran, sorted as text.
    pub members: Vec<NodeId>,
}

/// A stored copy of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy<T = Term> {
    /// Who holds it.
    pub node: NodeId,
    /// What it holds.
    pub value: T,
    /// Whether that is an old value.
    pub stale: bool,
}

/// One key's story; its keys and values are terms, or those terms written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation<T = Term> {
    /// The key.
    pub key: T,
    /// `phash2(key)` in all its 32 bits, before any range.
    pub hash: u32,
    /// The last acknowledged value.
    pub acknowledged: Option<T>,
    /// Where it was placed when its last put was acknowledged, if that is remembered.
    pub before: Option<Place>,
    /// Where it is placed now; nowhere when no machine runs.
    pub now: Option<Place>,
    /// Whether the present owner runs.
    pub owner_runs: bool,
    /// Its copies on living machines.
    pub copies: Vec<Copy<T>>,
    /// With which machine the last copy of a lost key went.
    pub lost_with: Option<NodeId>,
    /// What became of it.
    pub fate: Fate,
}

impl Explanation {
    /// The same with every term written down.
    #[must_use]
    pub fn written<T>(self, write: impl Fn(&Term) -> T) -> Explanation<T> {
        let Self { key, hash, acknowledged, before, now, owner_runs, copies, lost_with, fate } =
            self;
        let copy = |Copy { node, value, stale }: Copy| Copy { node, value: write(&value), stale };
        Explanation {
            key: write(&key),
            hash,
            acknowledged: acknowledged.as_ref().map(&write),
            before,
            now,
            owner_runs,
            copies: copies.into_iter().map(copy).collect(),
            lost_with,
            fate,
        }
    }
}

impl Ledger {
    /// A key's story, also of a key that nobody ever put.
    #[must_use]
    pub fn explain(&self, key: &Term) -> Explanation {
        let hash = phash2::hash(key);
        let unknown = Record::default();
        let record = self.records.get(key.view()).unwrap_or(&unknown);
        let holds = |node: NodeId| record.holds(node);
        let now = place(self.placement, &self.sides, hash, holds);
        let owners = self.sides.owners(self.placement, hash);
        let standing = Standing::of(record, &owners, &self.sides, |_, _, _| {});
        let before =
            self.view(record.view).and_then(|sides| place(self.placement, sides, hash, holds));
        let copies = record
            .copies()
            .filter(|(node, _)| self.sides.lives(*node))
            .map(|(node, value)| Copy { node, value: value.clone(), stale: record.is_stale(value) })
            .collect();
        Explanation {
            key: key.clone(),
            hash,
            acknowledged: record.acknowledged().cloned(),
            before,
            owner_runs: now.as_ref().is_some_and(|place| self.sides.runs(place.owner)),
            now,
            copies,
            lost_with: if standing.lost { record.last_holder() } else { None },
            fate: fate(record, standing),
        }
    }
}

pub(super) fn fate(record: &Record, standing: Standing) -> Fate {
    if standing.stale {
        Fate::Stale
    } else if standing.found {
        Fate::Found
    } else if standing.resurrected {
        Fate::Resurrected
    } else if standing.lost {
        Fate::Lost
    } else if standing.acknowledged {
        Fate::Unreachable
    } else if record.deleted {
        Fate::Deleted
    } else {
        Fate::Never
    }
}

/// Where a key is placed.
fn place(
    placement: Placement,
    sides: &Sides,
    hash: u32,
    holds: impl Fn(NodeId) -> bool,
) -> Option<Place> {
    let (members, owner) = owner(placement, sides, hash, holds)?;
    let range = placement.range(members);
    Some(Place { range, index: hash.checked_rem(range)?, owner, members: members.to_vec() })
}

/// Who owns a key, dead or alive, and the members it was chosen from. Of the sides of a partition
/// the one is told on which a copy is found, else the first.
pub(super) fn owner(
    placement: Placement,
    sides: &Sides,
    hash: u32,
    holds: impl Fn(NodeId) -> bool,
) -> Option<(&[NodeId], NodeId)> {
    let on = |members| Some((members, placement.owner(members, hash)?));
    let mut owners = sides.sides().iter().map(Vec::as_slice).filter_map(on);
    let first = owners.next()?;
    if holds(first.1) {
        return Some(first);
    }
    Some(owners.find(|(_, owner)| holds(*owner)).unwrap_or(first))
}
