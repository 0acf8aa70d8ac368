//! How a recorded run ended, so that a replay can prove that it came to the same.

use core::fmt;

use node_core::{Instant, Node, NodeId, Peer, Summary};
use serde::{Deserialize, Serialize};

use super::Stage;
use crate::{ledger::Figures, master::Master};

/// How a recorded run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// When, in cluster time.
    pub at: Instant,
    /// The ledger's figures.
    pub figures: Figures,
    /// What the Master knows of the running machines.
    pub known: Vec<MachineEnd>,
    /// What the living machines themselves are, where whoever recorded them could look at them.
    pub seen: Option<Vec<MachineEnd>>,
}

/// How a machine was at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineEnd {
    /// Which one, in which life.
    pub peer: Peer,
    /// The members it believes in, sorted as text.
    pub members: Vec<NodeId>,
    /// What it holds.
    pub summary: Summary,
}

impl Ending {
    /// As the Master has it at this moment.
    #[must_use]
    pub fn of(at: Instant, master: &Master) -> Self {
        let machines = master.machines();
        let runs = machines.iter().filter(|(_, condition)| condition.runs());
        let known = runs.map(|(peer, _)| MachineEnd {
            peer,
            members: machines.view(peer.node).cloned().unwrap_or_default(),
            summary: master.ledger().machine(peer.node).summary(),
        });
        Self { at, figures: master.ledger().figures(), known: known.collect(), seen: None }
    }

    /// The same where the machines can be looked at.
    #[must_use]
    pub fn seen<'a>(at: Instant, master: &Master, nodes: impl Iterator<Item = &'a Node>) -> Self {
        let seen = nodes.map(|node| {
            let status = node.status();
            MachineEnd { peer: status.me, members: status.members, summary: status.summary }
        });
        Self { seen: Some(seen.collect()), ..Self::of(at, master) }
    }

    /// In what a replay that has come to its end differs from this.
    #[must_use]
    pub fn difference(&self, stage: &Stage) -> Option<Difference> {
        let Some(master) = stage.master() else {
            return (self.figures != Figures::default()).then(|| Difference::Figures {
                recorded: self.figures,
                replayed: Figures::default(),
            });
        };
        let replayed = Self::seen(self.at, master, stage.nodes());
        if replayed.figures != self.figures {
            let (recorded, replayed) = (self.figures, replayed.figures);
            return Some(Difference::Figures { recorded, replayed });
        }
        let seen = self.seen.as_deref().zip(replayed.seen.as_deref());
        let known = (&self.known[..], &replayed.known[..]);
        [Some(known), seen].into_iter().flatten().find_map(|(recorded, replayed)| {
            let one = |machines: &[MachineEnd], peer| {
                machines.iter().find(|machine| machine.peer == peer).cloned()
            };
            let peers = recorded.iter().chain(replayed).map(|machine| machine.peer);
            let mut machines = peers.map(|peer| (peer, one(recorded, peer), one(replayed, peer)));
            let (machine, recorded, replayed) = machines.find(|(_, one, other)| one != other)?;
            Some(Difference::Machine { machine, recorded, replayed })
        })
    }
}

/// In what a replay differs from the run that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The ledger's figures.
    Figures {
        /// As they were.
        recorded: Figures,
        /// As they are.
        replayed: Figures,
    },
    /// A machine; none where it does not live.
    Machine {
        /// Which one.
        machine: Peer,
        /// As it was.
        recorded: Option<MachineEnd>,
        /// As it is.
        replayed: Option<MachineEnd>,
    },
}

impl core::error::Error for Difference {}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figures { recorded, replayed } => write!(
                f,
                "at the end the ledger's figures differ: {recorded:?} were recorded, {replayed:?} \
                 came out"
            ),
            Self::Machine { machine, recorded, replayed } => write!(
                f,
                "at the end {} differs: {recorded:?} was recorded, {replayed:?} came out",
                machine.node
            ),
        }
    }
}
