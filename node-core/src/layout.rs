//! What the machines of a cluster have to agree on to place keys, besides the view.
//!
//! Under most placements the owners follow from the present members alone. Under some, such as
//! `:tokens`, they follow from who came and went in which order; and any of them can be exchanged
//! for another while the cluster runs. So machines keep a [`Layout`]: which placement it is, who
//! founded it, and what changed since.
//!
//! **How it spreads.** A machine notes an arrival or a departure when its own view changes. It
//! tells its layout to each machine it becomes connected to, unless that is the one all start
//! with, and every tick carries the layout's [digest](Layout::digest): whoever hears another one
//! tells its own.
//!
//! **How two merge.** Layouts are ordered: the later generation is the greater one (each change
//! of placement begins one, and so does a history that is folded because it has become too long),
//! then the one with more changes, then, so that all choose alike, the one that is greater when
//! compared field by field. A machine takes over a greater layout and drops its own; what its view
//! and the layout differ in is noted once they have differed for
//! [`LAYOUT_PATIENCE`](crate::LAYOUT_PATIENCE): first the departures, then the arrivals, by name.
//! That time begins anew whenever another layout is taken over, since whom that one names may be on
//! its way. So after a partition the side with more changes prevails, and the machines of the others
//! come back to it as newcomers do. As long as two machines disagree for good on who is there, so may
//! their layouts.

use alloc::{collections::BTreeSet, vec::Vec};
use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{
    id::NodeId,
    io::Founding,
    limits::{MAX_LAYOUT_CHANGES, MAX_PEERS},
    placement::{Owners, Place, Placement},
    wire,
};

/// A placement, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Told")]
pub struct Layout {
    /// Grows by one with each change of placement, and when a history is folded.
    generation: u32,
    placement: Placement,
    /// Sorted as text.
    founders: Vec<NodeId>,
    /// None under a placement without history.
    changes: Vec<LayoutChange>,
    /// Who has come and not gone, sorted as text; nobody under a placement without history.
    #[serde(skip)]
    members: Vec<NodeId>,
}

/// A layout as it is told.
#[derive(Deserialize)]
struct Told {
    generation: u32,
    placement: Placement,
    founders: Vec<NodeId>,
    changes: Vec<LayoutChange>,
}

impl From<Told> for Layout {
    fn from(told: Told) -> Self {
        let Told { generation, placement, founders, changes } = told;
        let mut members: BTreeSet<NodeId> = founders.iter().copied().collect();
        for change in &changes {
            match change {
                LayoutChange::Departed(node) => members.remove(node),
                LayoutChange::Arrived(node) => members.insert(*node),
            };
        }
        if !placement.has_history() {
            members.clear();
        }
        let members = members.into_iter().collect();
        Self { generation, placement, founders, changes, members }
    }
}

/// What changes under a placement with history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LayoutChange {
    /// A machine went.
    Departed(NodeId),
    /// A machine came.
    Arrived(NodeId),
}

impl Layout {
    /// The one all machines of a cluster start with that is booted so.
    #[must_use]
    pub fn booted(founding: Founding) -> Self {
        let Founding { placement, machines } = founding;
        Self::founded(0, placement, (1..=machines).map(NodeId::new).collect())
    }

    fn founded(generation: u32, placement: Placement, mut founders: Vec<NodeId>) -> Self {
        founders.sort_unstable();
        founders.dedup();
        Self::from(Told { generation, placement, founders, changes: Vec::new() })
    }

    /// The next one, under another placement, when these are the members.
    #[must_use]
    pub fn exchanged(&self, placement: Placement, members: &[NodeId]) -> Self {
        Self::founded(self.generation.saturating_add(1), placement, members.to_vec())
    }

    /// How keys find their owner.
    #[must_use]
    pub const fn placement(&self) -> Placement {
        self.placement
    }

    /// How often the placement was changed, or a history folded.
    #[must_use]
    pub const fn generation(&self) -> u32 {
        self.generation
    }

    /// Whether it differs from the one that all start with.
    #[must_use]
    pub const fn is_news(&self) -> bool {
        self.generation > 0 || !self.changes.is_empty()
    }

    /// Who was there when this generation began, sorted as text.
    #[must_use]
    pub fn founders(&self) -> &[NodeId] {
        &self.founders
    }

    /// Who went and came since then, in that order; nobody under a placement without history.
    #[must_use]
    pub fn changes(&self) -> &[LayoutChange] {
        &self.changes
    }

    /// Who has come and not gone, sorted as text; nobody under a placement without history.
    #[must_use]
    pub fn members(&self) -> &[NodeId] {
        &self.members
    }

    /// Notes a change, if the placement has a history; `false` when there is nothing to note.
    ///
    /// A history that has become too long is folded: those who are there found it anew.
    pub fn note(&mut self, change: LayoutChange) -> bool {
        if !self.placement.has_history() {
            return false;
        }
        let (LayoutChange::Departed(node) | LayoutChange::Arrived(node)) = change;
        match (change, self.members.binary_search(&node)) {
            (LayoutChange::Departed(_), Ok(place)) => {
                self.members.remove(place);
            }
            (LayoutChange::Arrived(_), Err(place)) => self.members.insert(place, node),
            _ => return false,
        }
        self.changes.push(change);
        if self.changes.len() > MAX_LAYOUT_CHANGES {
            *self = self.exchanged(self.placement, &self.members);
        }
        true
    }

    /// Notes all that these members differ in from it: first the departures, then the arrivals,
    /// each in the order of their names. `false` when that is nothing.
    pub fn reconcile(&mut self, members: &[NodeId]) -> bool {
        let departed = self.members.iter().filter(|node| members.binary_search(node).is_err());
        let departed: Vec<_> = departed.copied().map(LayoutChange::Departed).collect();
        let arrived = members.iter().copied().map(LayoutChange::Arrived);
        let mut is_news = false;
        for change in departed.into_iter().chain(arrived) {
            is_news |= self.note(change);
        }
        is_news
    }

    /// Who owns which keys, when these are the members.
    #[must_use]
    pub fn owners(&self, members: &[NodeId]) -> Owners {
        if self.placement.follows_view() {
            return Owners::new(self.placement, members);
        }
        let mut owners = Owners::new(self.placement, &self.founders);
        for change in &self.changes {
            change.apply(&mut owners);
        }
        owners
    }

    /// A number that is hardly ever equal for two different layouts.
    #[must_use]
    pub fn digest(&self) -> u32 {
        // As in `wire`: writing to memory does not fail.
        let bytes = postcard::to_allocvec(self);
        wire::checksum(&bytes.unwrap_or_default())
    }

    /// What it takes in memory, in bytes, roughly.
    #[must_use]
    pub fn size(&self) -> usize {
        size_of_val(self.founders.as_slice()) + size_of_val(self.changes.as_slice())
    }

    /// Whether it is one that a machine can act on.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.founders.len() <= MAX_PEERS + 1
            && self.placement.check().is_ok()
            && self.founders.is_sorted_by(|one, other| one < other)
            && self.changes.len() <= MAX_LAYOUT_CHANGES
            && (self.changes.is_empty() || self.placement.has_history())
            && self.members().len() <= MAX_PEERS + 1
    }
}

impl LayoutChange {
    /// Does the same to the owners.
    pub fn apply(self, owners: &mut Owners) {
        match self {
            Self::Departed(node) => owners.depart(node),
            Self::Arrived(node) => owners.arrive(node),
        }
    }
}

impl Ord for Layout {
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |layout: &Self| (layout.generation, layout.changes.len());
        rank(self)
            .cmp(&rank(other))
            .then_with(|| self.placement.cmp(&other.placement))
            .then_with(|| self.founders.cmp(&other.founders))
            .then_with(|| self.changes.cmp(&other.changes))
    }
}

impl PartialOrd for Layout {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
