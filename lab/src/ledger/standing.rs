//! How a key stands, and how it counts in the figures.

use node_core::{NodeId, Summary};

use super::{
    Figures, MachineFigures, digest,
    record::Record,
    sides::{Owners, Sides},
};

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
        for (node, value) in record.copies().filter(|(node, _)| sides.lives(*node)) {
            entries += 1;
            if owners.contain(node) {
                reachable += 1;
                stale |= record.is_stale(value);
            }
        }
        let acknowledged = record.acknowledged().is_some();
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
        for (figure, amount) in [
            (&mut figures.stored, self.entries),
            (&mut figures.reachable, self.reachable),
            (&mut figures.stranded, self.entries - self.reachable),
            (&mut figures.acknowledged, self.acknowledged.into()),
            (&mut figures.found, self.found.into()),
            (&mut figures.stale, self.stale.into()),
            (&mut figures.unreachable, self.unreachable().into()),
            (&mut figures.lost, self.lost.into()),
            (&mut figures.resurrected, self.resurrected.into()),
        ] {
            way.apply(figure, amount);
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
    /// All its entries.
    #[must_use]
    pub const fn stored(&self) -> u64 {
        self.reachable + self.stranded
    }

    /// The summary such a machine reports of itself.
    #[must_use]
    pub const fn summary(&self) -> Summary {
        Summary { stored: self.stored(), owned: self.reachable, digest: self.digest }
    }
}

/// The figures of every machine, by the machines' numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct ByMachine(Vec<(u32, MachineFigures)>);

impl ByMachine {
    pub(super) fn get(&self, node: NodeId) -> MachineFigures {
        self.place(node).map_or_else(|_| MachineFigures::default(), |at| self.0[at].1)
    }

    fn place(&self, node: NodeId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&node.number(), |(number, _)| *number)
    }

    fn of(&mut self, node: NodeId) -> &mut MachineFigures {
        let at = self.place(node).unwrap_or_else(|at| {
            self.0.insert(at, (node.number(), MachineFigures::default()));
            at
        });
        &mut self.0[at].1
    }

    /// Forgets all but the digests of the machines that live on: what they hold has not changed.
    pub(super) fn keep_digests(&self, of: impl Fn(NodeId) -> bool) -> Self {
        let kept = self.0.iter().filter(|(number, _)| of(NodeId::new(*number)));
        let digest = |figures: &MachineFigures| MachineFigures {
            digest: figures.digest,
            ..MachineFigures::default()
        };
        Self(kept.map(|(number, figures)| (*number, digest(figures))).collect())
    }

    /// Adds a key to the figures of its machines, or takes it from them; digests only of those
    /// machines that `digested` names.
    pub(super) fn count(
        &mut self,
        (hash, record): (u32, &Record),
        owners: &Owners,
        sides: &Sides,
        way: Way,
        digested: impl Fn(NodeId) -> bool,
    ) {
        let mut is_nowhere = true;
        for (node, value) in record.copies().filter(|(node, _)| sides.lives(*node)) {
            is_nowhere = false;
            let figures = self.of(node);
            let entries =
                if owners.contain(node) { &mut figures.reachable } else { &mut figures.stranded };
            way.apply(entries, 1);
            if digested(node) {
                // A digest is a sum that wraps.
                way.apply(&mut figures.digest, digest(hash, value));
            }
        }
        if is_nowhere
            && record.acknowledged().is_some()
            && let Some(node) = record.last_holder()
        {
            way.apply(&mut self.of(node).lost, 1);
        }
    }
}
