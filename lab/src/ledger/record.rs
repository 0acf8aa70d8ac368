//! One key's line in the ledger.

use std::collections::BTreeMap;

use node_core::{NodeId, Term};

use super::{Figures, MachineFigures, Owners, Sides, digest};

/// What is known of one key.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The last acknowledged value, unless a delete was acknowledged since.
    pub(super) acknowledged: Option<Term>,
    /// The value of a later put that nobody answered.
    perhaps: Option<Term>,
    /// Whether the last thing acknowledged was a delete.
    pub(super) deleted: bool,
    /// Who holds which value, dead machines apart.
    pub(super) copies: Vec<(NodeId, Term)>,
    /// The number of the view in which it was last acknowledged.
    pub(super) view: u64,
    /// With which machine the last copy went.
    lost_with: Option<NodeId>,
}

impl Record {
    pub(super) fn set_copy(&mut self, node: NodeId, value: Option<Term>) {
        self.copies.retain(|(holder, _)| *holder != node);
        if let Some(value) = value {
            self.copies.push((node, value));
        }
    }

    pub(super) fn acknowledge(&mut self, value: Term, view: u64) {
        self.acknowledged = Some(value);
        self.perhaps = None;
        self.deleted = false;
        self.view = view;
    }

    pub(super) fn perhaps(&mut self, value: Term) {
        self.perhaps = Some(value);
    }

    /// A value that nobody answered for and nobody holds was never stored.
    pub(super) fn settle(&mut self) {
        let held = self.copies.iter().any(|(_, value)| self.perhaps.as_ref() == Some(value));
        if !held {
            self.perhaps = None;
        }
    }

    /// The newest copy went with this machine before anyone knew of it.
    pub(super) const fn went_with(&mut self, dead: NodeId) {
        self.lost_with = Some(dead);
    }

    pub(super) fn delete(&mut self) {
        self.deleted = true;
        self.acknowledged = None;
        self.perhaps = None;
    }

    /// Takes away what a dead machine held; answers whether it held anything.
    pub(super) fn bury(&mut self, dead: NodeId) -> bool {
        let before = self.copies.len();
        self.copies.retain(|(holder, _)| *holder != dead);
        let held = self.copies.len() < before;
        if held && self.copies.is_empty() {
            self.lost_with = Some(dead);
        }
        held
    }

    /// Whether the ledger still needs this line.
    pub(super) const fn matters(&self) -> bool {
        self.acknowledged.is_some() || self.perhaps.is_some() || !self.copies.is_empty()
    }

    pub(super) fn copy_on(&self, node: NodeId) -> Option<&Term> {
        self.copies.iter().find(|(holder, _)| *holder == node).map(|(_, value)| value)
    }

    /// Whether `value` is an old one: neither the last acknowledged nor one that nobody answered
    /// for.
    pub(super) fn is_stale(&self, value: &Term) -> bool {
        self.acknowledged.as_ref() != Some(value) && self.perhaps.as_ref() != Some(value)
    }

    /// Adds this key to the figures of its machines, or takes it from them.
    pub(super) fn count_on(
        &self,
        machines: &mut BTreeMap<NodeId, MachineFigures>,
        hash: u32,
        owners: &Owners,
        sides: &Sides,
        way: Way,
    ) {
        self.each_machine(machines, owners, sides, |machine, reachable, value| match value {
            Some(value) => {
                way.apply(machine.entries(reachable), 1);
                // A digest is a sum that wraps.
                way.apply(&mut machine.digest, digest(hash, value));
            }
            None => way.apply(&mut machine.lost, 1),
        });
    }

    /// Visits the machines this key counts for: with a value where an entry is, without one
    /// where its last copy went.
    fn each_machine(
        &self,
        machines: &mut BTreeMap<NodeId, MachineFigures>,
        owners: &Owners,
        sides: &Sides,
        visit: impl Fn(&mut MachineFigures, bool, Option<&Term>),
    ) {
        let mut is_nowhere = true;
        for (node, value) in &self.copies {
            if sides.lives(*node) {
                is_nowhere = false;
                visit(machines.entry(*node).or_default(), owners.contain(*node), Some(value));
            }
        }
        let last = self.copies.last().map(|(node, _)| *node).or(self.lost_with);
        if let Some(node) = last
            && self.acknowledged.is_some()
            && is_nowhere
        {
            visit(machines.entry(node).or_default(), false, None);
        }
    }
}

/// Whether something is added to a figure or taken from it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Add,
    Take,
}

impl Way {
    const fn apply(self, figure: &mut u64, amount: u64) {
        *figure = match self {
            Self::Add => figure.wrapping_add(amount),
            Self::Take => figure.wrapping_sub(amount),
        };
    }
}

impl MachineFigures {
    const fn entries(&mut self, reachable: bool) -> &mut u64 {
        if reachable { &mut self.reachable } else { &mut self.stranded }
    }
}

/// How a key stands, given its owner and who runs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    entries: u64,
    reachable: u64,
    pub(super) acknowledged: bool,
    pub(super) found: bool,
    pub(super) stale: bool,
    pub(super) lost: bool,
    pub(super) resurrected: bool,
}

impl Standing {
    pub(super) fn of(record: &Record, owners: &Owners, sides: &Sides) -> Self {
        let (mut entries, mut reachable) = (0, 0);
        // Under a partition a key can be found on one side and stale on another.
        let mut stale = false;
        for (node, value) in record.copies.iter().filter(|(node, _)| sides.lives(*node)) {
            entries += 1;
            if owners.contain(*node) {
                reachable += 1;
                stale |= record.is_stale(value);
            }
        }
        let acknowledged = record.acknowledged.is_some();
        let found = acknowledged && reachable > 0;
        Self {
            entries,
            reachable,
            acknowledged,
            found,
            stale: found && stale,
            lost: acknowledged && entries == 0,
            resurrected: record.deleted && reachable > 0,
        }
    }

    pub(super) const fn unreachable(self) -> bool {
        self.acknowledged && !self.found && !self.lost
    }

    /// Adds this key to the cluster's figures, or takes it from them.
    pub(super) fn count_in(self, figures: &mut Figures, way: Way) {
        for (figure, amount) in self.amounts(figures) {
            way.apply(figure, amount);
        }
    }

    fn amounts(self, figures: &mut Figures) -> [(&mut u64, u64); 9] {
        [
            (&mut figures.stored, self.entries),
            (&mut figures.reachable, self.reachable),
            (&mut figures.stranded, self.entries - self.reachable),
            (&mut figures.acknowledged, self.acknowledged.into()),
            (&mut figures.found, self.found.into()),
            (&mut figures.stale, self.stale.into()),
            (&mut figures.unreachable, self.unreachable().into()),
            (&mut figures.lost, self.lost.into()),
            (&mut figures.resurrected, self.resurrected.into()),
        ]
    }
}
