//! A cluster in virtual time: one thread, no clock, the same machines as in the browser.
//!
//! Messages take a fixed time; a dead machine's link is seen as closed a moment later, as a Web
//! Lock is granted. Everything happens in the order of its time, then of its making, so equal
//! runs are equal to the last message.

use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

use node_core::{
    Config, Destination, Event, Input, Instant, Node, NodeId, Output, Peer, Reply, Request,
    RequestId,
};

/// How long a message takes, in virtual time.
const DELAY: Duration = Duration::from_micros(100);

/// How long after a death the others see its link closed.
const LINK_DELAY: Duration = Duration::from_millis(2);

/// Machines in virtual time.
#[derive(Debug, Default)]
pub struct Sim {
    now: Instant,
    nodes: BTreeMap<NodeId, Node>,
    agenda: BTreeMap<(Instant, u64), (NodeId, Input)>,
    made: u64,
    notices: VecDeque<Notice>,
}

/// What the one who runs the simulation is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A machine replied to a request.
    Reply {
        /// The request's id.
        id: RequestId,
        /// The reply.
        reply: Reply,
    },
    /// A machine rejected a request.
    Rejected {
        /// The request's id.
        id: RequestId,
    },
    /// A machine believes in these members now.
    View {
        /// Which machine, in which life.
        of: Peer,
        /// What it believes.
        members: Vec<NodeId>,
    },
}

impl Sim {
    /// The present, in virtual time.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// Starts a machine, empty.
    pub fn start(&mut self, node: NodeId, config: Config) {
        let seed = u64::from(node.number()).wrapping_mul(7_919);
        let started = Node::new(node, config, seed, self.now);
        let of = started.status().me;
        self.nodes.insert(node, started);
        self.drain(node);
        self.notices.push_back(Notice::View { of, members: vec![node] });
    }

    /// Ends a machine at once; the others see its link closed a moment later.
    pub fn kill(&mut self, node: NodeId) {
        let Some(dead) = self.nodes.remove(&node) else { return };
        let peer = dead.status().me;
        self.agenda.retain(|_, (to, _)| *to != node);
        let others: Vec<NodeId> = self.nodes.keys().copied().collect();
        for other in others {
            self.schedule(self.now + LINK_DELAY, other, Input::LinkDown(peer));
        }
    }

    /// Hands a machine a request; `false` when it doesn't run.
    pub fn request(&mut self, to: NodeId, id: RequestId, request: Request) -> bool {
        let known = self.nodes.contains_key(&to);
        self.feed(to, Input::Request { id, request });
        known
    }

    /// What there is to tell, the oldest first.
    pub fn poll_notice(&mut self) -> Option<Notice> {
        self.notices.pop_front()
    }

    /// Lets time pass up to the next thing that happens, but not beyond `limit`; `false` when
    /// nothing happens before it.
    pub fn step(&mut self, limit: Option<Instant>) -> bool {
        let timer = self
            .nodes
            .iter()
            .filter_map(|(&node, state)| state.poll_timeout().map(|(at, _)| (at, node)))
            .min();
        let message = self.agenda.first_key_value().map(|(&(at, _), _)| at);
        let timer_first = timer.filter(|(at, _)| message.is_none_or(|message| *at < message));
        let Some(at) = timer_first.map(|(at, _)| at).or(message) else { return false };
        if let Some(limit) = limit
            && at > limit
        {
            self.now = self.now.max(limit);
            return false;
        }
        self.now = self.now.max(at);
        match timer_first {
            Some((_, node)) => self.feed(node, Input::Timeout),
            None => {
                if let Some((_, (to, input))) = self.agenda.pop_first() {
                    self.feed(to, input);
                }
            }
        }
        true
    }

    fn feed(&mut self, to: NodeId, input: Input) {
        let Some(node) = self.nodes.get_mut(&to) else { return };
        let request = match &input {
            Input::Request { id, .. } => Some(*id),
            _ => None,
        };
        match (node.handle_input(self.now, input), request) {
            (Err(_), Some(id)) => self.notices.push_back(Notice::Rejected { id }),
            (Err(_), None) | (Ok(()), _) => {}
        }
        self.drain(to);
    }

    /// Does what a machine wants done.
    fn drain(&mut self, of: NodeId) {
        let mut changed = false;
        while let Some(output) = self.nodes.get_mut(&of).and_then(Node::poll_output) {
            match output {
                Output::Transmit { to: Destination::Node(to), envelope } => {
                    self.schedule(self.now + DELAY, to, Input::Message(envelope));
                }
                Output::Transmit { to: Destination::Everyone, envelope } => {
                    let others: Vec<NodeId> =
                        self.nodes.keys().copied().filter(|&node| node != of).collect();
                    for to in others {
                        let input = Input::Message(envelope.clone());
                        self.schedule(self.now + DELAY, to, input);
                    }
                }
                Output::Reply { id, reply } => {
                    self.notices.push_back(Notice::Reply { id, reply });
                }
                Output::Event(Event::NodeUp(_) | Event::NodeDown(..)) => changed = true,
                Output::Left => {}
            }
        }
        if changed && let Some(node) = self.nodes.get(&of) {
            let status = node.status();
            self.notices.push_back(Notice::View { of: status.me, members: status.members });
        }
    }

    fn schedule(&mut self, at: Instant, to: NodeId, input: Input) {
        self.made += 1;
        self.agenda.insert((at, self.made), (to, input));
    }
}
