//! Where keys belong: who can reach whom, and by which layout each side places keys.

use std::rc::Rc;

use node_core::{Founding, Layout, LayoutChange, NodeId, Owners, Place as _, Placement};
use serde::{Deserialize, Serialize};

use super::{
    Ledger,
    hashed::Hashed,
    sides::{KeyOwners, Sides},
};

/// The sides of the cluster, each with its layout.
///
/// The ledger works out by itself what the machines of a side agree on, as they do: whoever was
/// there and is not any more has departed, whoever was not has arrived. Where machines came to
/// agree on something else, since several things happened at one moment, it is told.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    sides: Sides,
    /// For each side, in their order.
    grounds: Vec<Rc<Side>>,
}

/// The machines among which keys are placed, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    /// Sorted as text.
    pub members: Vec<NodeId>,
    /// The placement, and how it came about.
    pub layout: Layout,
}

impl Ground {
    /// Who owns which keys.
    #[must_use]
    pub fn owners(&self) -> Owners {
        self.layout.owners(&self.members)
    }
}

/// Among whom keys are placed; nobody where no machine runs or the network is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// Before the last change of the running machines or of the placement.
    pub before: Option<Ground>,
    /// Now.
    pub now: Option<Ground>,
}

impl Ledger {
    /// Among whom keys were placed before the last change, and are now.
    #[must_use]
    pub fn grounds(&self) -> Grounds {
        let before = self.changed_from.and_then(|from| self.view(from)?.ground());
        Grounds { before, now: self.placed.ground() }
    }
}

/// A layout, and who owns which keys by it.
#[derive(Debug)]
struct Side {
    layout: Layout,
    digest: u32,
    owners: Owners,
}

impl Side {
    fn new(layout: Layout, members: &[NodeId]) -> Rc<Self> {
        let (digest, owners) = (layout.digest(), layout.owners(members));
        Rc::new(Self { layout, digest, owners })
    }

    #[inline]
    fn owner(&self, hashed: Hashed<'_>) -> Option<NodeId> {
        self.owners.owner(hashed.by(self.layout.placement()))
    }
}

impl PartialEq for Placed {
    fn eq(&self, other: &Self) -> bool {
        self.sides == other.sides && self.digests().eq(other.digests())
    }
}

impl Placed {
    /// How it is once the sides are these, in a cluster that was booted so.
    pub(super) fn follow(&self, sides: Sides, founding: Founding) -> Self {
        let grounds = sides.sides().iter().map(|side| self.follow_side(side, founding)).collect();
        Self { sides, grounds }
    }

    fn follow_side(&self, side: &[NodeId], founding: Founding) -> Rc<Side> {
        let of_old = |old: &[NodeId]| old.iter().any(|node| side.contains(node));
        let old = self.sides.sides().iter().zip(&self.grounds);
        let known = old
            .filter(|(old, _)| of_old(old))
            .max_by(|(_, one), (_, other)| one.layout.cmp(&other.layout));
        let mut layout =
            known.map_or_else(|| Layout::booted(founding), |(_, ground)| ground.layout.clone());
        let mut changed = false;
        for node in self.sides.running().iter().filter(|node| !side.contains(node)) {
            changed |= layout.note(LayoutChange::Departed(*node));
        }
        for node in side {
            changed |= layout.note(LayoutChange::Arrived(*node));
        }
        match known {
            Some((old, ground)) if !changed && old == side => Rc::clone(ground),
            _ => Side::new(layout, side),
        }
    }

    /// The machines of a side have agreed on this layout; `None` if that is no news.
    pub(super) fn agree(&self, side: usize, layout: Layout) -> Option<Self> {
        let members = self.sides.sides().get(side)?;
        let ground = self.grounds.get(side)?;
        if ground.layout == layout {
            return None;
        }
        let mut grounds = self.grounds.clone();
        grounds[side] = Side::new(layout, members);
        Some(Self { sides: self.sides.clone(), grounds })
    }

    /// Who can reach whom.
    #[must_use]
    pub const fn sides(&self) -> &Sides {
        &self.sides
    }

    /// Among whom keys are placed, when there is one side.
    fn ground(&self) -> Option<Ground> {
        match (self.sides.sides(), &self.grounds[..]) {
            ([members], [side]) => {
                Some(Ground { members: members.clone(), layout: side.layout.clone() })
            }
            _ => None,
        }
    }

    /// The layout of each side, in their order.
    pub fn layouts(&self) -> impl Iterator<Item = &Layout> {
        self.grounds.iter().map(|ground| &ground.layout)
    }

    /// By which layout a running machine's side places keys, and who owns which there; nothing of
    /// another machine.
    #[must_use]
    pub fn at(&self, node: NodeId) -> Option<(&Layout, &Owners)> {
        let side = (0..self.grounds.len()).find(|side| self.sides.is_on(*side, node))?;
        self.grounds.get(side).map(|ground| (&ground.layout, &ground.owners))
    }

    /// How the running machine with the lowest number places keys.
    pub(super) fn of_first(&self) -> Option<Placement> {
        let first = self.sides.running().iter().min_by_key(|node| node.number());
        first.and_then(|first| self.at(*first)).map(|(layout, _)| layout.placement())
    }

    /// How a machine places keys: as its side does, or as the first side if it is on none.
    fn placement_at(&self, node: NodeId) -> Placement {
        let own = if self.grounds.len() > 1 { self.at(node) } else { None };
        let layout = own.map(|(layout, _)| layout).or_else(|| self.layouts().next());
        layout.map(Layout::placement).unwrap_or_default()
    }

    /// What a machine hashes of a key.
    #[inline]
    pub(super) fn hash_at(&self, node: NodeId, hashed: Hashed<'_>) -> u32 {
        hashed.by_that(|| self.placement_at(node))
    }

    /// Whether a machine hashes every key here as it does there.
    pub(super) fn hashes_like(&self, other: &Self, node: NodeId) -> bool {
        self.placement_at(node).hashes_like(other.placement_at(node))
    }

    /// What its owners take in memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.grounds.iter().map(|side| side.owners.bytes()).sum()
    }

    /// The digest of each side's layout, in their order.
    pub fn digests(&self) -> impl Iterator<Item = u32> {
        self.grounds.iter().map(|ground| ground.digest)
    }

    /// Each side's machines, by which layout they place keys, and who owns which there.
    pub fn owning(&self) -> impl Iterator<Item = (&[NodeId], &Layout, &Owners)> {
        let sides = self.sides.sides().iter().zip(&self.grounds);
        sides.map(|(members, ground)| (members.as_slice(), &ground.layout, &ground.owners))
    }

    /// The key's owner on each side, as far as it is on that side itself.
    #[inline]
    pub(super) fn owners(&self, hashed: Hashed<'_>) -> KeyOwners {
        let owner = |(side, ground): (usize, &Rc<Side>)| {
            ground.owner(hashed).filter(|owner| self.sides.is_on(side, *owner))
        };
        // There is one side, nearly always, and it is asked of every key.
        if let [ground] = &self.grounds[..] {
            return KeyOwners::one(owner((0, ground)));
        }
        let mut owners = self.grounds.iter().enumerate().filter_map(owner);
        KeyOwners::new(owners.next(), owners)
    }

    /// The same, when there is just this side.
    pub(super) fn owners_on(&self, side: &[NodeId], hashed: Hashed<'_>) -> KeyOwners {
        let ground = self.sides.sides().iter().zip(&self.grounds).find(|(old, _)| *old == side);
        let owner = ground.and_then(|(_, ground)| ground.owner(hashed));
        KeyOwners::one(owner.filter(|owner| side.contains(owner)))
    }
}
