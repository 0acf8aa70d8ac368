//! Three machines in virtual time, and what must hold whatever happens to them.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use node_core::{
    CALL_TIMEOUT, Config, Destination, Envelope, Error, Incarnation, Input, Instant, MAX_PEERS,
    MAX_PENDING_CALLS, Node, NodeId, Output, Placement, RequestId, wire,
};

use crate::Step;

const MACHINES: usize = 3;

/// More messages than this are not kept under way, nor for another time: the oldest are lost.
const KEPT: usize = 256;

/// Machines under test. Whatever [`take`](Self::take) does to them:
///
/// - nothing panics,
/// - a request that is accepted is replied to once, and one that is rejected changes nothing,
/// - a machine's view is sorted, holds the machine itself, and is bounded, as are its calls,
/// - what a machine sends can be read.
pub struct Cluster {
    now: Instant,
    machines: Vec<Machine>,
    under_way: VecDeque<(NodeId, Envelope)>,
    earlier: VecDeque<Envelope>,
    requests: u64,
}

struct Machine {
    node: Node,
    /// Requests that it accepted and has not replied to.
    owed: BTreeSet<RequestId>,
}

impl Cluster {
    /// Machines that know each other.
    pub fn settled() -> Self {
        let mut cluster = Self {
            now: Instant::ORIGIN,
            machines: Vec::new(),
            under_way: VecDeque::new(),
            earlier: VecDeque::new(),
            requests: 0,
        };
        for place in 0..MACHINES {
            cluster.machines.push(Machine::start(place, Incarnation(1), cluster.now));
        }
        for place in 0..MACHINES {
            cluster.drain(place);
        }
        cluster.deliver(KEPT);
        assert!(cluster.machines.iter().all(|one| one.node.status().members.len() == MACHINES));
        cluster
    }

    /// Lets a step happen.
    pub fn take(&mut self, step: Step) {
        match step {
            Step::Body { to, bytes } => self.receive(to, &bytes),
            Step::Say { to, envelope } => self.input(place(to), Input::Message(envelope)),
            Step::Again { to, which, place, byte } => {
                let Some(envelope) = self.earlier.iter().rev().nth(which.into()) else { return };
                let mut body = wire::encode(envelope);
                if let Some(changed) = body.get_mut(usize::from(place)) {
                    *changed = byte;
                }
                self.receive(to, &body);
            }
            Step::Deliver(count) => self.deliver(count.into()),
            Step::Lose(count) => {
                self.under_way.drain(..self.under_way.len().min(count.into()));
            }
            Step::Ask { via, request } => {
                self.requests += 1;
                let id = RequestId(self.requests);
                self.input(place(via), Input::Request { id, request });
            }
            Step::Wake(of) => self.input(place(of), Input::Timeout),
            Step::Timer => {
                let timers = self.machines.iter().enumerate();
                let due = timers.filter_map(|(i, one)| Some((one.node.poll_timeout()?.0, i)));
                if let Some((at, of)) = due.min() {
                    self.now = self.now.max(at);
                    self.input(of, Input::Timeout);
                }
            }
            Step::Sleep(exponent) => {
                self.now = self.now + Duration::from_millis(1 << (exponent % 64));
            }
            Step::LinkDown { at, peer } => self.input(place(at), Input::LinkDown(peer)),
            Step::Leave(of) => self.input(place(of), Input::Leave),
            Step::Restart(of) => {
                let of = place(of);
                let next = self.machines[of].node.status().me.incarnation.next();
                self.machines[of] = Machine::start(of, next, self.now);
                self.drain(of);
            }
        }
    }

    /// Lets every call's time pass: now everything that was asked must have been replied to.
    pub fn end(mut self) {
        self.now = self.now + CALL_TIMEOUT;
        for place in 0..MACHINES {
            self.input(place, Input::Timeout);
            let Machine { node, owed } = &self.machines[place];
            assert!(owed.is_empty(), "{owed:?} have no reply");
            assert_eq!(node.status().pending, 0);
        }
    }

    fn receive(&mut self, to: u8, body: &[u8]) {
        // A fuzzer does not guess checksums.
        let envelopes = body.get(wire::HEAD..).unwrap_or_default();
        for envelope in wire::decode_envelopes(envelopes).unwrap_or_default() {
            self.input(place(to), Input::Message(envelope));
        }
    }

    fn deliver(&mut self, count: usize) {
        for _ in 0..count {
            let Some((to, envelope)) = self.under_way.pop_front() else { return };
            keep(&mut self.earlier, envelope.clone());
            if let Some(to) = self.machines.iter().position(|one| one.node.status().me.node == to) {
                self.input(to, Input::Message(envelope));
            }
        }
    }

    fn input(&mut self, to: usize, input: Input) {
        let Machine { node, owed } = &mut self.machines[to];
        let before = node.status();
        let request = match &input {
            Input::Request { id, .. } => Some(*id),
            _ => None,
        };
        match node.handle_input(self.now, input) {
            Ok(()) => owed.extend(request),
            Err(error) => {
                assert!(error == Error::Left || request.is_some(), "{error} for no request");
                assert_eq!(node.status(), before, "an input that is rejected changes nothing");
                assert_eq!(node.poll_output(), None, "nor does it have effects");
            }
        }
        self.drain(to);
        self.machines[to].check();
    }

    fn drain(&mut self, of: usize) {
        let Machine { node, owed } = &mut self.machines[of];
        let me = node.status().me.node;
        while let Some(output) = node.poll_output() {
            match output {
                Output::Transmit { to, envelope } => {
                    let body = wire::encode(&envelope);
                    assert_eq!(wire::decode(&body).as_deref(), Ok(&[envelope.clone()][..]));
                    let all = (0..MACHINES).map(name);
                    for other in all.filter(|&other| match to {
                        Destination::Everyone => other != me,
                        Destination::Node(to) => other == to,
                    }) {
                        keep(&mut self.under_way, (other, envelope.clone()));
                    }
                }
                Output::Reply { id, .. } => {
                    assert!(owed.remove(&id), "{id:?} has a reply already, or was not accepted");
                }
                Output::Event(_) | Output::LayoutChanged | Output::Left => {}
            }
        }
    }
}

impl Machine {
    fn start(place: usize, incarnation: Incarnation, now: Instant) -> Self {
        let founding = Founding { placement: Placement::Modulo, machines: 3 };
        let config = Config { incarnation, founding };
        let node = Node::new(name(place), config, place as u64, now);
        Self { node, owed: BTreeSet::new() }
    }

    fn check(&self) {
        let status = self.node.status();
        assert!(status.members.is_sorted_by(|a, b| a < b), "{:?}", status.members);
        assert!(status.members.contains(&status.me.node));
        assert!(status.members.len() <= MAX_PEERS + 1);
        assert!(status.pending <= MAX_PENDING_CALLS as u64);
        // A batch waits for as many calls as it has parts.
        assert!(status.pending <= (self.owed.len() * (MAX_PEERS + 1)) as u64);
        assert!(status.summary.owned <= status.summary.stored);
    }
}

fn place(number: u8) -> usize {
    usize::from(number) % MACHINES
}

fn name(place: usize) -> NodeId {
    NodeId::new(place as u32 + 1)
}

fn keep<T>(queue: &mut VecDeque<T>, one: T) {
    if queue.len() == KEPT {
        queue.pop_front();
    }
    queue.push_back(one);
}
