//! Why is this key missing? One key's story, step by step.

use node_core::{NodeId, Owners, Place as _, Steps, Term};
use serde::{Deserialize, Serialize};

use super::{Ledger, Placed, record::Record, standing::Standing};

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

/// Where a placement puts a key, and how it comes to that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// How it comes from the key's hash to its owner.
    pub steps: Steps,
    /// The owner.
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
    /// What the placement hashes of the key, in all its 32 bits: `phash2(key)`, but for an atom on
    /// a ring.
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
        let hash = self.records.hash(key.view());
        let unknown = Record::default();
        let record = self.records.get(key.view()).unwrap_or(&unknown);
        let holds = |node: NodeId| record.holds(node);
        let now = place(&self.placed, hash, holds);
        let owners = self.placed.owners(hash);
        let standing = Standing::of(record, &owners, self.sides(), |_, _, _| {});
        let before =
            self.view(record.view).and_then(|placed| place(placed, placed.hash(key, hash), holds));
        let copies = record
            .copies()
            .filter(|(node, _)| self.sides().lives(*node))
            .map(|(node, value)| Copy { node, value: value.clone(), stale: record.is_stale(value) })
            .collect();
        Explanation {
            key: key.clone(),
            hash,
            acknowledged: record.acknowledged().cloned(),
            before,
            owner_runs: now.as_ref().is_some_and(|place| self.sides().runs(place.owner)),
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
fn place(placed: &Placed, hash: u32, holds: impl Fn(NodeId) -> bool) -> Option<Place> {
    let (members, owners, owner) = owner(placed, hash, holds)?;
    Some(Place { steps: owners.steps(hash), owner, members: members.to_vec() })
}

/// Who owns a key, dead or alive, the members it was chosen from, and by which placement. Of the
/// sides of a partition the one is told on which a copy is found, else the first.
pub(super) fn owner(
    placed: &Placed,
    hash: u32,
    holds: impl Fn(NodeId) -> bool,
) -> Option<(&[NodeId], &Owners, NodeId)> {
    let mut owning = placed
        .owning()
        .filter_map(|(members, owners)| Some((members, owners, owners.owner(hash)?)));
    let first = owning.next()?;
    if holds(first.2) {
        return Some(first);
    }
    Some(owning.find(|(.., owner)| holds(*owner)).unwrap_or(first))
}
