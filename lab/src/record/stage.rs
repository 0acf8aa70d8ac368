//! The machines and the Master at one moment of a replay.

use core::time::Duration;
use std::collections::BTreeMap;

use node_core::{Incarnation, Instant, Node, NodeId, Peer};

use super::{Life, checksum::Sum};
use crate::{master::Master, sim::Clock};

/// The machines and the Master at one moment of a replay.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    pub(super) master: Option<Master>,
    machines: BTreeMap<Life, Machine>,
}

/// A machine in one life.
#[derive(Clone, Debug)]
pub(super) struct Machine {
    pub(super) node: Node,
    /// When it was, in cluster time.
    pub(super) started: Instant,
    /// By which it is told the time.
    pub(super) clock: Clock,
    /// Of what its last note brought forth.
    pub(super) sum: Sum,
    pub(super) is_frozen: bool,
    /// Since when it is dead; where its host could not note that, its last notes may be still to
    /// come.
    pub(super) gone: Option<Instant>,
}

impl Machine {
    pub(super) const fn is_gone(&self) -> bool {
        self.gone.is_some()
    }
}

impl Stage {
    /// The Master; none before it began.
    #[must_use]
    pub const fn master(&self) -> Option<&Master> {
        self.master.as_ref()
    }

    /// The living machines by number; frozen ones too.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.living().map(|machine| &machine.node)
    }

    /// A living machine.
    #[must_use]
    pub fn node(&self, node: NodeId) -> Option<&Node> {
        self.life_of(node).and_then(|life| self.machine(life)).map(|machine| &machine.node)
    }

    /// Whether a machine lives and is frozen.
    #[must_use]
    pub fn is_frozen(&self, node: NodeId) -> bool {
        let machine = self.life_of(node).and_then(|life| self.machine(life));
        machine.is_some_and(|machine| machine.is_frozen)
    }

    pub(super) fn living(&self) -> impl Iterator<Item = &Machine> {
        self.machines.values().filter(|machine| !machine.is_gone())
    }

    /// Whether this life of a machine lives.
    pub(super) fn lives(&self, peer: Peer) -> bool {
        self.machine(peer).is_some_and(|machine| !machine.is_gone())
    }

    /// Which life of a machine lives.
    pub(super) fn life_of(&self, node: NodeId) -> Option<Peer> {
        let life = |incarnation| Life::from(Peer { node, incarnation });
        let lives = life(Incarnation(0))..=life(Incarnation(u32::MAX));
        let (&life, _) = self.machines.range(lives).rfind(|(_, machine)| !machine.is_gone())?;
        Some(life.into())
    }

    pub(super) fn machine(&self, peer: Peer) -> Option<&Machine> {
        self.machines.get(&peer.into())
    }

    pub(super) fn machine_mut(&mut self, peer: Peer) -> Option<&mut Machine> {
        self.machines.get_mut(&peer.into())
    }

    pub(super) fn insert(&mut self, peer: Peer, machine: Machine) {
        self.machines.insert(peer.into(), machine);
    }

    pub(super) fn remove(&mut self, peer: Peer) {
        self.machines.remove(&peer.into());
    }

    /// The lives that are gone and still kept, and since when.
    pub(super) fn gone(&self) -> impl Iterator<Item = (Peer, Instant)> {
        self.machines.iter().filter_map(|(&life, machine)| Some((life.into(), machine.gone?)))
    }

    /// How long a message may take by what the network is set to, beside what hosts take.
    pub(super) fn longest_delay(&self) -> Duration {
        let network = self.master.as_ref().map(Master::network).unwrap_or_default();
        Duration::from_millis(u64::from(network.delay) + u64::from(network.jitter))
    }

    /// Entries on all machines and keys in the ledger: what makes a copy of this long.
    pub(super) fn weight(&self) -> usize {
        let entries: u64 =
            self.machines.values().map(|machine| machine.node.status().summary.stored).sum();
        let keys = self.master.as_ref().map_or(0, |master| master.ledger().len());
        entries as usize + keys
    }
}
