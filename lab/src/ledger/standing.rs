//! How a key stands, and how it counts in the figures.

use node_core::{NodeId, Summary, Term, entry_digest};

use super::{
    Figures, MachineFigures, Placed,
    hashed::Hashed,
    record::Record,
    sides::{KeyOwners, Numbers, Sides},
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
    /// How a key stands; `visit` is told of each copy on a living machine: who holds it, whether
    /// a `get` reaches it, and its value.
    pub(super) fn of(
        record: &Record,
        owners: &KeyOwners,
        sides: &Sides,
        mut visit: impl FnMut(NodeId, bool, &Term),
    ) -> Self {
        let mut standing = Self::default();
        // Under a partition a key can be found on one side and stale on another.
        let mut stale = false;
        record.each_copy(|node, value| {
            if sides.lives(node) {
                let is_reached = owners.contain(node);
                standing.entries += 1;
                standing.reachable += u64::from(is_reached);
                stale |= is_reached && record.is_stale(value);
                visit(node, is_reached, value);
            }
        });
        standing.acknowledged = record.acknowledged().is_some();
        standing.found = standing.acknowledged && standing.reachable > 0;
        standing.stale = standing.found && stale;
        standing.lost = standing.acknowledged && standing.entries == 0;
        standing.resurrected = record.deleted && standing.reachable > 0;
        standing
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
    pub(super) const fn apply(self, figure: &mut u64, amount: u64) {
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

/// The figures of every machine, at the places of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct ByMachine(Vec<MachineFigures>);

impl ByMachine {
    pub(super) fn get(&self, node: NodeId) -> MachineFigures {
        self.0.get(place(node)).copied().unwrap_or_default()
    }

    fn of(&mut self, node: NodeId) -> &mut MachineFigures {
        let place = place(node);
        if self.0.len() <= place {
            self.0.resize(place + 1, MachineFigures::default());
        }
        &mut self.0[place]
    }

    /// All machines that ever held something, and some more.
    pub(super) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        (0..).zip(&self.0).map(|(number, _)| NodeId::new(number))
    }

    /// Forgets all but the digests of these machines.
    pub(super) fn keep_digests(&self, of: &Numbers) -> Self {
        let kept = |(node, figures): (NodeId, &MachineFigures)| MachineFigures {
            digest: if of.contain(node) { figures.digest } else { 0 },
            ..MachineFigures::default()
        };
        Self(self.nodes().zip(&self.0).map(kept).collect())
    }

    /// Adds these entries to the figures of their machine.
    pub(super) fn add(&mut self, node: NodeId, first: &First) {
        let figures = self.of(node);
        figures.reachable += first.reachable;
        figures.stranded += first.stranded;
        figures.digest = figures.digest.wrapping_add(first.digest);
    }

    /// Adds a key to the figures of its machines, or takes it from them, digests only of those
    /// machines that `digested` names; answers how it stands.
    pub(super) fn count(
        &mut self,
        (hashed, record): (Hashed<'_>, &Record),
        owners: &KeyOwners,
        placed: &Placed,
        way: Way,
        digested: impl Fn(NodeId) -> bool,
    ) -> Standing {
        let standing = Standing::of(record, owners, placed.sides(), |node, is_reached, value| {
            let figures = self.of(node);
            let entries = if is_reached { &mut figures.reachable } else { &mut figures.stranded };
            way.apply(entries, 1);
            if digested(node) {
                // A digest is a sum that wraps.
                let hash = placed.hash_at(node, hashed);
                way.apply(&mut figures.digest, entry_digest(hash, value.view()));
            }
        });
        if standing.lost
            && let Some(node) = record.last_holder()
        {
            way.apply(&mut self.of(node).lost, 1);
        }
        standing
    }
}

/// Entries of keys that nothing was known of, on one machine.
#[derive(Clone, Debug, Default)]
pub(super) struct First {
    reachable: u64,
    stranded: u64,
    digest: u64,
}

impl First {
    pub(super) const fn add(&mut self, is_reached: bool, digest: u64) {
        if is_reached {
            self.reachable += 1;
        } else {
            self.stranded += 1;
        }
        self.digest = self.digest.wrapping_add(digest);
    }

    /// Adds these keys to the cluster's figures.
    pub(super) const fn count_in(&self, figures: &mut Figures) {
        let entries = self.reachable + self.stranded;
        figures.stored += entries;
        figures.reachable += self.reachable;
        figures.stranded += self.stranded;
        figures.acknowledged += entries;
        figures.found += self.reachable;
        figures.unreachable += self.stranded;
    }
}

/// No cluster has machines with numbers beyond.
fn place(node: NodeId) -> usize {
    node.number().min(u32::from(u16::MAX)) as usize
}
