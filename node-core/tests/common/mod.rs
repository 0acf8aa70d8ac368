//! A few machines in virtual time, whose messages a test can hold, drop or repeat.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use node_core::{
    Answer, Config, Destination, Envelope, Event, Founding, Incarnation, Input, Instant, Message,
    Node, NodeId, Operation, Output, Peer, Placement, Reply, Request, RequestId, TICK_INTERVAL,
    Term,
};

pub struct Cluster {
    pub now: Instant,
    pub nodes: BTreeMap<NodeId, Node>,
    /// Machines that neither hear nor act.
    pub frozen: BTreeSet<NodeId>,
    /// What is under way: to whom, what.
    pub wire: VecDeque<(NodeId, Envelope)>,
    pub events: Vec<(NodeId, Event)>,
    pub replies: BTreeMap<RequestId, Vec<Reply>>,
    /// Machines that have said goodbye.
    pub left: Vec<NodeId>,
    /// Which messages never arrive.
    pub lost: fn(&Message) -> bool,
    founding: Founding,
    requests: u64,
}

pub fn node(number: u32) -> NodeId {
    NodeId::new(number)
}

pub fn peer(number: u32, incarnation: u32) -> Peer {
    Peer { node: node(number), incarnation: Incarnation(incarnation) }
}

pub fn put(key: &str, value: i64) -> Operation {
    Operation::Put { key: Term::string(key), value: Term::from(value) }
}

pub fn get(key: &str) -> Operation {
    Operation::Get { key: Term::string(key) }
}

pub fn delete(key: &str) -> Operation {
    Operation::Delete { key: Term::string(key) }
}

impl Cluster {
    /// Machines 1 to `machines`, settled.
    pub fn settled(machines: u32, placement: Placement) -> Self {
        let mut cluster = Self {
            now: Instant::ORIGIN,
            nodes: BTreeMap::new(),
            frozen: BTreeSet::new(),
            wire: VecDeque::new(),
            events: Vec::new(),
            replies: BTreeMap::new(),
            left: Vec::new(),
            lost: |_| false,
            founding: Founding { placement, machines },
            requests: 0,
        };
        for number in 1..=machines {
            cluster.start(number, 1);
        }
        cluster.deliver();
        cluster
    }

    pub fn start(&mut self, number: u32, incarnation: u32) {
        let config = Config { incarnation: Incarnation(incarnation), founding: self.founding };
        let started = Node::new(node(number), config, number.into(), self.now);
        self.nodes.insert(node(number), started);
        self.drain(node(number));
    }

    /// The machine is gone; nobody is told yet.
    pub fn crash(&mut self, number: u32) {
        self.nodes.remove(&node(number));
        self.wire.retain(|(to, _)| *to != node(number));
    }

    /// All the others see the link of that life closed.
    pub fn close_link(&mut self, number: u32, incarnation: u32) {
        let others: Vec<NodeId> = self.nodes.keys().copied().collect();
        for other in others {
            self.input(other, Input::LinkDown(peer(number, incarnation)));
        }
    }

    pub fn input(&mut self, to: NodeId, input: Input) {
        let now = self.now;
        if let Some(node) = self.nodes.get_mut(&to) {
            node.handle_input(now, input).expect("the input is accepted");
        }
        self.drain(to);
    }

    /// Asks one machine; answers the request's id.
    pub fn ask(&mut self, via: u32, operation: Operation) -> RequestId {
        self.requests += 1;
        let id = RequestId(self.requests);
        self.input(node(via), Input::Request { id, request: Request::Operation(operation) });
        id
    }

    /// Asks one machine, and waits for the one reply.
    pub fn call(&mut self, via: u32, operation: Operation) -> Reply {
        let id = self.ask(via, operation);
        self.deliver();
        self.reply(id)
    }

    pub fn reply(&self, id: RequestId) -> Reply {
        let replies = self.replies.get(&id).map_or(&[][..], Vec::as_slice);
        assert_eq!(replies.len(), 1, "a request ends in exactly one reply");
        replies[0].clone()
    }

    /// Delivers everything that is under way, and all that comes of it, in order.
    pub fn deliver(&mut self) {
        let mut held = VecDeque::new();
        while let Some((to, envelope)) = self.wire.pop_front() {
            if (self.lost)(&envelope.message) {
                continue;
            }
            if self.frozen.contains(&to) {
                held.push_back((to, envelope));
            } else {
                self.input(to, Input::Message(envelope));
            }
        }
        self.wire = held;
    }

    /// Lets time pass; timers fire, messages take no time.
    pub fn pass(&mut self, time: Duration) {
        let end = self.now + time;
        while let Some((at, node)) = self.next_timer()
            && at <= end
        {
            self.now = self.now.max(at);
            self.input(node, Input::Timeout);
            self.deliver();
        }
        self.now = end;
    }

    /// Lets time pass for a machine that is not woken meanwhile.
    pub fn sleep_all(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    pub fn members(&self, number: u32) -> Vec<u32> {
        let members = self.nodes[&node(number)].status().members;
        members.into_iter().map(NodeId::number).collect()
    }

    pub fn stored(&self) -> u64 {
        self.nodes.values().map(|node| node.status().summary.stored).sum()
    }

    /// What one machine noticed, the oldest first.
    pub fn noticed(&self, number: u32) -> Vec<Event> {
        self.events.iter().filter(|(by, _)| *by == node(number)).map(|(_, e)| *e).collect()
    }

    fn next_timer(&self) -> Option<(Instant, NodeId)> {
        self.nodes
            .iter()
            .filter(|(id, _)| !self.frozen.contains(id))
            .filter_map(|(&id, node)| node.poll_timeout().map(|(at, _)| (at, id)))
            .min()
    }

    fn drain(&mut self, of: NodeId) {
        while let Some(output) = self.nodes.get_mut(&of).and_then(Node::poll_output) {
            match output {
                Output::Transmit { to: Destination::Node(to), envelope } => {
                    self.wire.push_back((to, envelope));
                }
                Output::Transmit { to: Destination::Everyone, envelope } => {
                    for &to in self.nodes.keys().filter(|&&to| to != of) {
                        self.wire.push_back((to, envelope.clone()));
                    }
                }
                Output::Reply { id, reply } => self.replies.entry(id).or_default().push(reply),
                Output::Event(event) => self.events.push((of, event)),
                Output::LayoutChanged => {}
                Output::Left => self.left.push(of),
            }
        }
    }
}

/// What a `get` that was done answered.
pub fn value(reply: Reply) -> Option<Term> {
    match reply {
        Reply::Done { answer: Answer::Value(value), .. } => value,
        other => panic!("expected a value, got {other:?}"),
    }
}

/// Longer than the tick limit, whatever the spread.
pub const PAST_THE_LIMIT: Duration = TICK_INTERVAL.saturating_mul(6);
