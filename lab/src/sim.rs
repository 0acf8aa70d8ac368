//! A cluster in virtual time: one thread, no clock, the same machines as in the browser.
//!
//! Everything happens in the order of its time, then of its making, and all chance comes from
//! one seed, so equal runs are equal to the last message. A dead machine's link is seen as closed
//! a moment later, as a Web Lock is granted. What happens can be recorded, see [`Seen`].
//!
//! How a machine is, is told once for all that happens to it at one moment, as the page's machines
//! tell it once a frame: in a mesh of a thousand machines each sees a thousand others come up then.

mod clock;
mod lives;
mod network;
mod seen;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use node_core::{
    Destination, Envelope, Input, Instant, Node, NodeId, Output, Peer, Reply, Request, RequestId,
    Summary,
};

use crate::master::Cause;
pub use clock::Clock;
pub(crate) use lives::LINK_DELAY;
pub(crate) use network::DELAY as MESSAGE_DELAY;
pub use network::{Fates, Link, Network};
pub use seen::{Recorder, Seen};

/// Machines in virtual time.
#[derive(Debug)]
pub struct Sim {
    now: Instant,
    /// By number.
    hosts: BTreeMap<u32, Host>,
    /// When each machine wants to be woken.
    timers: BTreeSet<(Instant, NodeId)>,
    /// What is to be brought to machines, at each moment in the order of its making.
    agenda: BTreeMap<Instant, VecDeque<(NodeId, Input)>>,
    /// Machines whose status is to be told before time passes.
    changed: BTreeSet<NodeId>,
    /// What a machine wants done, while that is done; kept for its memory.
    outputs: Vec<Output>,
    network: Network,
    /// Whether deaths are seen by closed links; without them ticks must do.
    has_links: bool,
    /// Where machines get clocks of their own from; without it they are true.
    clocks: Option<fastrand::Rng>,
    notices: VecDeque<Notice>,
    recorder: Option<Recorder>,
}

/// One machine and what surrounds it.
#[derive(Debug)]
struct Host {
    peer: Peer,
    node: Node,
    clock: Clock,
    timer: Option<Instant>,
    /// What waits for a frozen machine; none when it is not frozen.
    socket: Option<VecDeque<Input>>,
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
    /// How a machine is now.
    Status {
        /// Which machine, in which life.
        of: Peer,
        /// The members it believes in.
        members: Vec<NodeId>,
        /// What it holds.
        summary: Summary,
        /// The digest of the layout by which it places keys.
        layout: u32,
    },
    /// A machine ended otherwise than by [`Sim::kill`].
    Down {
        /// Which machine, in which life.
        peer: Peer,
        /// What of.
        cause: Cause,
    },
}

impl Default for Sim {
    fn default() -> Self {
        Self::new(Network::new(0))
    }
}

impl Sim {
    /// No machines yet, on this network.
    #[must_use]
    pub const fn new(network: Network) -> Self {
        Self {
            now: Instant::ORIGIN,
            hosts: BTreeMap::new(),
            timers: BTreeSet::new(),
            agenda: BTreeMap::new(),
            changed: BTreeSet::new(),
            outputs: Vec::new(),
            network,
            has_links: true,
            clocks: None,
            notices: VecDeque::new(),
            recorder: None,
        }
    }

    /// A simulation that begins at this moment; the machines there are follow by
    /// [`resume`](Self::resume).
    pub(crate) fn resumed(now: Instant, network: Network) -> Self {
        Self { now, ..Self::new(network) }
    }

    /// This machine goes on here.
    pub(crate) fn resume(&mut self, node: Node, clock: Clock) {
        let peer = node.status().me;
        let host = Host { peer, node, clock, timer: None, socket: None };
        self.hosts.insert(peer.node.number(), host);
        self.changed.insert(peer.node);
        self.arm(peer.node);
    }

    /// This comes to a machine at that moment.
    pub(crate) fn bring(&mut self, at: Instant, to: NodeId, input: Input) {
        self.schedule(at, to, input);
    }

    /// Whoever runs the simulation is to be told this.
    pub(crate) fn notify(&mut self, notice: Notice) {
        self.notices.push_back(notice);
    }

    /// The present, in virtual time.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.now
    }

    /// The network between the machines.
    pub const fn network(&mut self) -> &mut Network {
        &mut self.network
    }

    /// What happened to the messages so far.
    #[must_use]
    pub const fn fates(&self) -> Fates {
        self.network.fates()
    }

    /// Deaths are seen by ticks alone from now on.
    pub const fn without_links(&mut self) {
        self.has_links = false;
    }

    /// Whatever happens from now on is seen by this recorder.
    pub fn record(&mut self, recorder: Recorder) {
        self.recorder = Some(recorder);
    }

    /// What was seen so far.
    pub const fn recorder(&mut self) -> Option<&mut Recorder> {
        self.recorder.as_mut()
    }

    /// The living machines; frozen ones too.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.hosts.values().map(|host| &host.node)
    }

    /// Machines that start from now on get clocks that show another time and run up to a
    /// twentieth too fast or too slow.
    pub fn skew_clocks(&mut self, seed: u64) {
        self.clocks = Some(fastrand::Rng::with_seed(seed));
    }

    /// Hands a machine a request; `false` when it doesn't run.
    pub fn request(&mut self, to: NodeId, id: RequestId, request: Request) -> bool {
        let known = self.hosts.contains_key(&to.number());
        self.deliver(to, Input::Request { id, request });
        known
    }

    /// Whether there is something to tell.
    #[must_use]
    pub fn has_notices(&self) -> bool {
        !self.notices.is_empty()
    }

    /// What there is to tell, the oldest first.
    pub fn poll_notice(&mut self) -> Option<Notice> {
        self.notices.pop_front()
    }

    /// Lets time pass up to the next thing that happens, but not beyond `limit`; `false` when
    /// nothing happens before it.
    pub fn step(&mut self, limit: Option<Instant>) -> bool {
        let timer = self.timers.first().copied();
        let message = self.agenda.first_key_value().map(|(&at, _)| at);
        let timer_first = timer.filter(|(at, _)| message.is_none_or(|message| *at < message));
        let at = timer_first.map(|(at, _)| at).or(message);
        if !self.changed.is_empty() && at.is_none_or(|at| at > self.now) {
            self.tell_changed();
            return true;
        }
        let Some(at) = at.filter(|at| limit.is_none_or(|limit| *at <= limit)) else {
            if let Some(limit) = limit {
                self.now = self.now.max(limit);
            }
            return false;
        };
        self.now = self.now.max(at);
        match timer_first {
            Some((_, node)) => self.deliver(node, Input::Timeout),
            None => {
                if let Some((to, input)) = self.next_input() {
                    self.deliver(to, input);
                }
            }
        }
        true
    }

    fn next_input(&mut self) -> Option<(NodeId, Input)> {
        let mut moment = self.agenda.first_entry()?;
        let input = moment.get_mut().pop_front();
        if moment.get().is_empty() {
            moment.remove();
        }
        input
    }

    /// Tells how machines are that changed at this moment.
    fn tell_changed(&mut self) {
        for node in std::mem::take(&mut self.changed) {
            let Some(host) = self.hosts.get(&node.number()) else { continue };
            let status = host.node.status();
            let (members, summary, layout) = (status.members, status.summary, status.layout);
            self.notices.push_back(Notice::Status { of: status.me, members, summary, layout });
        }
    }

    /// Brings an input to a machine, or to its socket when it is frozen.
    fn deliver(&mut self, to: NodeId, input: Input) {
        let Some(host) = self.hosts.get_mut(&to.number()) else { return };
        if let Some(socket) = &mut host.socket {
            socket.push_back(input);
            return;
        }
        let request = match &input {
            Input::Request { id, .. } => Some(*id),
            _ => None,
        };
        let is_timeout = input == Input::Timeout;
        let at = host.clock.shows(self.now);
        let recorded = self.recorder.is_some().then(|| input.clone());
        let accepted = host.node.handle_input(at, input).is_ok();
        let peer = host.peer;
        if let Some(input) = recorded {
            self.see(|| Seen::Input { peer, at, input, accepted });
        }
        if let Some(id) = request.filter(|_| !accepted) {
            self.notices.push_back(Notice::Rejected { id });
        }
        self.drain(to, is_timeout);
    }

    /// Does what a machine wants done; `is_due` when its status is to be told in any case.
    fn drain(&mut self, of: NodeId, is_due: bool) {
        let (mut changed, mut left) = (is_due, false);
        let Some(host) = self.hosts.get_mut(&of.number()) else { return };
        let peer = host.peer;
        let mut outputs = std::mem::take(&mut self.outputs);
        outputs.extend(std::iter::from_fn(|| host.node.poll_output()));
        for output in outputs.drain(..) {
            if let Some(recorder) = &mut self.recorder {
                recorder.see(self.now, Seen::Output { peer, output: output.clone() });
            }
            match output {
                Output::Transmit { to: Destination::Node(to), envelope } => {
                    self.transmit(of, to, envelope);
                }
                Output::Transmit { to: Destination::Everyone, envelope } => {
                    let all = self.hosts.keys().copied().map(NodeId::new);
                    for to in all.filter(|&node| node != of).collect::<Vec<_>>() {
                        self.transmit(of, to, envelope.clone());
                    }
                }
                Output::Reply { id, reply } => self.notices.push_back(Notice::Reply { id, reply }),
                Output::Event(_) | Output::LayoutChanged => changed = true,
                Output::Left => left = true,
            }
        }
        self.outputs = outputs;
        if left {
            self.kill(of);
            self.notices.push_back(Notice::Down { peer, cause: Cause::Left });
            return;
        }
        if changed {
            self.changed.insert(of);
        }
        self.arm(of);
    }

    fn transmit(&mut self, from: NodeId, to: NodeId, envelope: Envelope) {
        let mut arrivals = self.network.arrivals(self.now, from, to);
        let Some(last) = arrivals.pop() else { return };
        for at in arrivals {
            self.schedule(at, to, Input::Message(envelope.clone()));
        }
        self.schedule(last, to, Input::Message(envelope));
    }

    /// Notes when a machine wants to be woken.
    fn arm(&mut self, node: NodeId) {
        let Some(host) = self.hosts.get_mut(&node.number()) else { return };
        let wanted = match host.socket {
            Some(_) => None,
            None => host.node.poll_timeout().map(|(at, _)| host.clock.when(at)),
        };
        if host.timer != wanted {
            if let Some(at) = host.timer {
                self.timers.remove(&(at, node));
            }
            self.timers.extend(wanted.map(|at| (at, node)));
            host.timer = wanted;
        }
    }

    fn schedule(&mut self, at: Instant, to: NodeId, input: Input) {
        self.agenda.entry(at).or_default().push_back((to, input));
    }

    fn see(&mut self, seen: impl FnOnce() -> Seen) {
        if let Some(recorder) = &mut self.recorder {
            recorder.see(self.now, seen());
        }
    }
}
