//! What each side of a partition sees, reckoned anew only when something has changed.

use lab::{ledger::Figures, master::Master};
use node_core::NodeId;

use crate::picture::Side;

/// Keys up to which every change is shown at once.
const FEW_KEYS: usize = 50_000;

/// How often many keys are counted while they change, in milliseconds.
const COUNT_MILLIS: f64 = 500.0;

/// The sides as they were last counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    counted: Option<(u64, Figures)>,
    at_ms: f64,
    sides: Vec<Side>,
}

impl Sides {
    /// The sides of the partition; none without one.
    pub(super) fn of(&mut self, at_ms: f64, master: &Master) -> Vec<Side> {
        let present = (master.machines().version(), master.ledger().figures());
        let due = master.ledger().len() <= FEW_KEYS || at_ms - self.at_ms >= COUNT_MILLIS;
        let moved = self.counted.map(|(version, _)| version) != Some(present.0);
        if moved || (due && self.counted != Some(present)) {
            self.counted = Some(present);
            self.at_ms = at_ms;
            self.sides = count(master);
        }
        self.sides.clone()
    }
}

fn count(master: &Master) -> Vec<Side> {
    let side = |living: Vec<NodeId>| {
        let runs = |node: &NodeId| master.ledger().running().contains(node);
        let mut running: Vec<NodeId> = living.iter().copied().filter(runs).collect();
        running.sort();
        let machines = living.iter().map(|node| node.number()).collect();
        Side { machines, figures: master.ledger().figures_of(&running) }
    };
    master.machines().living_by_side().into_iter().map(side).collect()
}
