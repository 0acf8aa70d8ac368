//! The way messages come to a machine: slow, lossy or cut, when somebody asked for that.
//!
//! Faults act on the receiver's side, since one broadcast goes to all and each link may treat it
//! differently. It is the simulator's network that decides; here is only what waits.

use std::collections::BTreeMap;

use lab::{command, sim::Network};
use node_core::{Envelope, Instant, NodeId, Peer};

/// Bodies that may be on their way to one machine; more are lost.
const MAX_UNDER_WAY: usize = 100_000;

/// What is on its way to one machine.
pub struct Road {
    me: NodeId,
    network: Network,
    under_way: BTreeMap<(Instant, u64), Vec<Envelope>>,
    entered: u64,
    /// Closed links beyond a cut: nobody on this side can see them close.
    held_back: Vec<Peer>,
}

impl Road {
    /// A perfect road; `seed` is its only source of chance, should it be made worse.
    #[must_use]
    pub fn new(me: NodeId, seed: u64) -> Self {
        Self {
            me,
            network: Network::new(seed),
            under_way: BTreeMap::new(),
            entered: 0,
            held_back: Vec::new(),
        }
    }

    /// The road is so from now on. Answers the lives whose links closed beyond a cut that is no
    /// more.
    pub fn set(&mut self, network: command::Network, sides: Vec<Vec<NodeId>>) -> Vec<Peer> {
        let is_perfect = network == command::Network::default();
        let link = if is_perfect { lab::sim::Link::NONE } else { network.into() };
        self.network.set_all(link);
        self.network.set_partition(sides);
        let (held, seen) = std::mem::take(&mut self.held_back)
            .into_iter()
            .partition(|peer| !self.network.reaches(peer.node, self.me));
        self.held_back = held;
        seen
    }

    /// A body comes onto the road.
    pub fn enter(&mut self, now: Instant, envelopes: Vec<Envelope>) {
        let Some(from) = envelopes.first().map(|envelope| envelope.from.node) else { return };
        let mut arrivals = self.network.arrivals(now, from, self.me);
        let Some(last) = arrivals.pop() else { return };
        for at in arrivals {
            self.add(at, envelopes.clone());
        }
        self.add(last, envelopes);
    }

    fn add(&mut self, at: Instant, envelopes: Vec<Envelope>) {
        if self.under_way.len() < MAX_UNDER_WAY {
            self.entered += 1;
            self.under_way.insert((at, self.entered), envelopes);
        }
    }

    /// The next body that has arrived.
    pub fn take_arrived(&mut self, now: Instant) -> Option<Vec<Envelope>> {
        let first = self.under_way.first_entry().filter(|entry| entry.key().0 <= now)?;
        Some(first.remove())
    }

    /// When the next body arrives.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Instant> {
        self.under_way.first_key_value().map(|(&(at, _), _)| at)
    }

    /// Whether the closed link of this life can't be seen from here; it is kept then.
    pub fn holds_back(&mut self, peer: Peer) -> bool {
        let cut = !self.network.reaches(peer.node, self.me);
        if cut && !self.held_back.contains(&peer) {
            self.held_back.push(peer);
        }
        cut
    }
}
