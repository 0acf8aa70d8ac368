//! The checkers, looking on at a replay.

use node_core::Instant;

use super::{Seen, Stage, Witness};
use crate::{
    check::{Checkers, Violation},
    sim,
};

/// Checks all rules in a replay, up to the first that is broken.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    checkers: Checkers,
    violation: Option<Violation>,
}

impl Checked {
    /// The first rule that was broken.
    #[must_use]
    pub const fn violation(&self) -> Option<&Violation> {
        self.violation.as_ref()
    }
}

impl Witness for Checked {
    fn see(&mut self, at: Instant, seen: Seen<'_>, _: &Stage) {
        if self.violation.is_none()
            && let Some(seen) = as_in_the_simulation(seen)
        {
            self.violation = self.checkers.see(at, &seen).err();
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
        Seen::Ended(peer) => sim::Seen::Ended { peer },
        Seen::Said(..)
        | Seen::Set(_)
        | Seen::Aside(_)
        | Seen::MasterInput(_)
        | Seen::MasterOutput(_) => return None,
    })
}
