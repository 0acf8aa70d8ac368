//! How a machine's life goes: it starts, may freeze and thaw, and ends.

use core::time::Duration;

use node_core::{Config, Input, Node, NodeId, Peer};

use super::{Clock, Host, Notice, Seen, Sim};
use crate::master::Cause;

/// How long after a death the others see its link closed.
pub(crate) const LINK_DELAY: Duration = Duration::from_millis(2);

impl Sim {
    /// Starts a machine, empty.
    pub fn start(&mut self, node: NodeId, config: Config) {
        let clock = self.clocks.as_mut().map(Clock::random).unwrap_or_default();
        let seed = u64::from(node.number()).wrapping_mul(7_919);
        let at = clock.shows(self.now);
        let started = Node::new(node, config, seed, at);
        self.see(|| Seen::Started { node, config, seed, at, clock });
        let peer = Peer { node, incarnation: config.incarnation };
        let host = Host { peer, node: started, clock, timer: None, socket: None };
        self.hosts.insert(node.number(), host);
        self.drain(node, true);
    }

    /// Ends a machine at once; the others see its link closed a moment later.
    pub fn kill(&mut self, node: NodeId) {
        let Some(dead) = self.hosts.remove(&node.number()) else { return };
        let peer = dead.peer;
        self.see(|| Seen::Ended { peer });
        if let Some(at) = dead.timer {
            self.timers.remove(&(at, node));
        }
        self.changed.remove(&node);
        self.agenda.retain(|_, inputs| {
            inputs.retain(|(to, _)| *to != node);
            !inputs.is_empty()
        });
        if !self.has_links {
            return;
        }
        let others: Vec<NodeId> = self.hosts.keys().copied().map(NodeId::new).collect();
        for other in others {
            // A link event passes the same gates as messages; beyond a cut, ticks must do.
            if self.network.reaches(node, other) {
                self.schedule(self.now + LINK_DELAY, other, Input::LinkDown(peer));
            }
        }
    }

    /// Ends all machines at once.
    pub fn kill_all(&mut self) {
        for node in self.hosts.keys().copied().map(NodeId::new).collect::<Vec<_>>() {
            self.kill(node);
        }
    }

    /// Ends a machine as if its program had broken.
    pub fn trap(&mut self, node: NodeId) {
        if let Some(host) = self.hosts.get(&node.number()) {
            let peer = host.peer;
            self.kill(node);
            let cause = Cause::Trapped("it was made to trap".to_owned());
            self.notices.push_back(Notice::Down { peer, cause });
        }
    }

    /// Lets a machine stop in good order.
    pub fn leave(&mut self, node: NodeId) {
        self.deliver(node, Input::Leave);
    }

    /// Lets a machine neither hear nor act.
    pub fn freeze(&mut self, node: NodeId) {
        let Some(host) = self.hosts.get_mut(&node.number()) else { return };
        host.socket.get_or_insert_default();
        if let Some(at) = host.timer.take() {
            self.timers.remove(&(at, node));
        }
        let peer = host.peer;
        self.see(|| Seen::Frozen(peer));
    }

    /// Lets a frozen machine go on with all that waits for it.
    pub fn thaw(&mut self, node: NodeId) {
        let Some(host) = self.hosts.get_mut(&node.number()) else { return };
        let Some(waiting) = host.socket.take() else { return };
        let peer = host.peer;
        self.see(|| Seen::Thawed(peer));
        for input in waiting {
            self.deliver(node, input);
        }
        self.arm(node);
    }
}
