//! The checkers, looking on at a replay.

use std::collections::BTreeSet;

use node_core::{Instant, Peer};

use super::{Seen, Stage, Witness};
use crate::{
    check::{Checkers, Violation},
    sim,
};

/// Checks all rules in a replay, up to the first that is broken.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    checkers: Checkers,
    /// Machines that are dead to the Master, and may have last notes to come: a worker is not ended at
    /// once. To the rules they live until nothing more is heard of them.
    dying: BTreeSet<Peer>,
    violation: Option<Violation>,
}

impl Checked {
    /// The first rule that was broken.
    #[must_use]
    pub const fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }

    fn check(&mut self, at: Instant, seen: &sim::Seen) {
        if self.violation.is_none() {
            self.violation = self.checkers.see(at, seen).err();
        }
    }
}

impl Witness for Checked {
    fn see(&mut self, at: Instant, seen: Seen<'_>, stage: &Stage) {
        let over = self.dying.extract_if(.., |peer| stage.machine(*peer).is_none());
        for peer in over.collect::<Vec<_>>() {
            self.check(at, &sim::Seen::Ended { peer });
        }
        if let Seen::Ended(peer) = seen {
            self.dying.insert(peer);
        } else if let Some(seen) = as_in_the_simulation(seen) {
            self.check(at, &seen);
        }
    }
}

fn as_in_the_simulation(seen: Seen<'_>) -> Option<sim::Seen> {
    Some(match seen {
        Seen::Started { peer, config, seed, clock, told } => {
            sim::Seen::Started { node: peer.node, config, seed, at: told, clock }
        }
        Seen::Input { peer, told, input, accepted } => {
            sim::Seen::Input { peer, at: told, input: input.clone(), accepted }
        }
        Seen::Output(peer, output) => sim::Seen::Output { peer, output: output.clone() },
        Seen::Frozen(peer) => sim::Seen::Frozen(peer),
        Seen::Thawed(peer) => sim::Seen::Thawed(peer),
        Seen::Ended(_)
        | Seen::Said(..)
        | Seen::Set(_)
        | Seen::Aside(_)
        | Seen::MasterInput(_)
        | Seen::MasterOutput(_) => return None,
    })
}
