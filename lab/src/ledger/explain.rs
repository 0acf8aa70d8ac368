//! Why is this key missing? One key's story, step by step.

use node_core::{NodeId, Owners, Place as _, Placement, Steps, Term, phash2};
use serde::{Deserialize, Serialize};

use super::{Ledger, Placed, hashed::Hashed, record::Record, standing::Standing};

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
    /// Which placement it is.
    pub placement: Placement,
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
        let Self { key, acknowledged, before, now, owner_runs, copies, lost_with, fate } = self;
        let copy = |Copy { node, value, stale }: Copy| Copy { node, value: write(&value), stale };
        Explanation {
            key: write(&key),
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
        let hashed = Hashed::of(key, phash2::hash(key));
        let unknown = Record::default();
        let record = self.records.get(key.view()).unwrap_or(&unknown);
        let holds = |node: NodeId| record.holds(node);
        let now = place(&self.placed, hashed, holds);
        let owners = self.placed.owners(hashed);
        let standing = Standing::of(record, &owners, self.sides(), |_, _, _| {});
        let before = self.view(record.view).and_then(|placed| place(placed, hashed, holds));
        let copies = record
            .copies()
            .filter(|(node, _)| self.sides().lives(*node))
            .map(|(node, value)| Copy { node, value: value.clone(), stale: record.is_stale(value) })
            .collect();
        Explanation {
            key: key.clone(),
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
fn place(placed: &Placed, hashed: Hashed<'_>, holds: impl Fn(NodeId) -> bool) -> Option<Place> {
    let Owning { members, placement, owners, owner } = owner(placed, hashed, holds)?;
    let steps = owners.steps(hashed.by(placement));
    Some(Place { placement, steps, owner, members: members.to_vec() })
}

/// Who owns a key, and how that was chosen.
pub(super) struct Owning<'a> {
    members: &'a [NodeId],
    placement: Placement,
    owners: &'a Owners,
    /// Dead or alive.
    pub(super) owner: NodeId,
}

/// Who owns a key. Of the sides of a partition the one is told on which a copy is found, else the
/// first.
pub(super) fn owner<'a>(
    placed: &'a Placed,
    hashed: Hashed<'_>,
    holds: impl Fn(NodeId) -> bool,
) -> Option<Owning<'a>> {
    let mut owning = placed.owning().filter_map(|(members, layout, owners)| {
        let placement = layout.placement();
        let owner = owners.owner(hashed.by(placement))?;
        Some(Owning { members, placement, owners, owner })
    });
    let first = owning.next()?;
    if holds(first.owner) {
        return Some(first);
    }
    Some(owning.find(|owning| holds(owning.owner)).unwrap_or(first))
}
