//! A few machines and what is under way between them, at one moment of one run.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Debug, Write},
    hash::{DefaultHasher, Hasher},
    sync::Arc,
};

use lab::{
    check::{Checkers, Violation},
    sim::Seen,
};
use node_core::{
    Answer, Config, Destination, DownReason, Envelope, Event, Founding, Incarnation, Input,
    Instant, Message, Node, NodeId, Operation, Output, Peer, Placement, Reply, Request, RequestId,
    TICK_INTERVAL,
    message::{Body, Epoch},
};

pub const FOUNDING: Founding = Founding { placement: Placement::Modulo, machines: 3 };

/// What is wrong with the harness itself, to see that a check can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// A client is told its reply twice.
    RepliesTwice,
    /// A machine that starts again takes up the life it had.
    SameLifeAgain,
    /// Nothing arrives any more, not even in the calm.
    DeafInTheCalm,
}

/// One thing that is under way to a machine, and may come at any time.
#[derive(Clone)]
pub struct Packet {
    pub to: NodeId,
    pub what: Input,
    print: u64,
}

#[derive(Clone)]
pub struct World {
    pub hosts: BTreeMap<NodeId, Host>,
    /// A bag: sorted, so that equal bags are equal lists.
    pub under_way: Vec<Arc<Packet>>,
    pub checkers: Arc<Checkers>,
    pub broken: Option<Violation>,
    pub history: History,
    planted: Option<Planted>,
    /// Whether it is explored no more: then messages need no fingerprints.
    is_calm: bool,
}

#[derive(Clone)]
pub struct Host {
    life: Incarnation,
    /// What its clock shows; machines' clocks have nothing to do with each other.
    pub now: Instant,
    /// None when it is dead.
    pub node: Option<Arc<Node>>,
    /// None when it has changed since.
    print: Option<u64>,
}

/// A message of a connection: who sent it to whom, on which connection, with which number.
type Numbered = (Peer, Peer, [Epoch; 2], u64);

fn numbered(to: NodeId, envelope: &Envelope) -> Option<Numbered> {
    let Message::Data { on, sequence, .. } = envelope.message else { return None };
    let to = Peer { node: to, incarnation: on.to };
    Some((envelope.from, to, [on.from_epoch, on.to_epoch], sequence))
}

/// What shows that something happened at all.
#[derive(Clone, Default)]
pub struct History {
    pub put_acknowledged: bool,
    pub down_by_ticks: bool,
    pub acted_on_when_sent_again: bool,
    pub back_by_a_new_connection: bool,
    pub next_life_seen: bool,
    pub call_ended_by_a_death: bool,
    /// Replies of the last step.
    pub replies: Vec<(RequestId, Reply)>,
    /// How often each message was sent.
    sent: BTreeMap<Numbered, u8>,
    /// Messages a copy of which was dropped.
    dropped: BTreeSet<Numbered>,
    /// Who gave up whom.
    given_up: BTreeSet<(Peer, Peer)>,
}

/// A fingerprint of a value: of its `Debug` text, which tells all of it.
pub fn print(value: &impl Debug) -> u64 {
    struct Text(DefaultHasher);
    impl Write for Text {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            Ok(())
        }
    }
    let mut text = Text(DefaultHasher::new());
    write!(text, "{value:?}").expect("hashing never fails");
    text.0.finish()
}

impl Packet {
    fn numbered(&self) -> Option<Numbered> {
        match &self.what {
            Input::Message(envelope) => numbered(self.to, envelope),
            _ => None,
        }
    }
}

impl PartialEq for Packet {
    fn eq(&self, other: &Self) -> bool {
        self.print == other.print
    }
}

impl Debug for Packet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "to {}: {:?}", self.to.number(), self.what)
    }
}

impl Host {
    pub fn peer(&self, node: NodeId) -> Peer {
        Peer { node, incarnation: self.life }
    }
}

impl World {
    /// Machines 1 to `machines`, started at the same moment; what they say is under way.
    pub fn started(machines: u32, planted: Option<Planted>) -> Self {
        let mut world = Self {
            hosts: BTreeMap::new(),
            under_way: Vec::new(),
            checkers: Arc::default(),
            broken: None,
            history: History::default(),
            planted,
            is_calm: false,
        };
        for number in 1..=machines {
            // A hello is heard by those that started before; theirs is said again later.
            world.start(NodeId::new(number));
        }
        world
    }

    /// Machines 1 to `machines`, all connected, nothing under way.
    pub fn settled(machines: u32, planted: Option<Planted>) -> Self {
        let mut world = Self::started(machines, planted);
        world.deliver_all();
        world
    }

    /// The same, to be disturbed no more.
    pub fn calmed(&self) -> Self {
        Self { is_calm: true, ..self.clone() }
    }

    pub fn living(&self) -> impl Iterator<Item = (NodeId, &Host, &Node)> {
        let hosts = self.hosts.iter();
        hosts.filter_map(|(&id, host)| Some((id, host, host.node.as_deref()?)))
    }

    pub fn is_alive(&self, node: NodeId) -> bool {
        self.hosts.get(&node).is_some_and(|host| host.node.is_some())
    }

    /// A fingerprint of all there is to see of it.
    pub fn print(&mut self) -> u64 {
        let mut parts = Vec::new();
        for host in self.hosts.values_mut() {
            let Host { life, now, node, print: known } = host;
            parts.push(*known.get_or_insert_with(|| print(&(life, now, node))));
        }
        parts.extend(self.under_way.iter().map(|packet| packet.print));
        // Copies are alike, so who drops one before and who after looks like the same.
        let History { dropped, acted_on_when_sent_again, .. } = &self.history;
        parts.push(print(&(&self.checkers, &self.broken, dropped, acted_on_when_sent_again)));
        print(&parts)
    }

    /// Starts a machine: for the first time, or in its next life.
    pub fn start(&mut self, id: NodeId) {
        let (life, at) = match self.hosts.get(&id) {
            Some(host) if self.planted == Some(Planted::SameLifeAgain) => (host.life, host.now),
            Some(host) => (host.life.next(), host.now),
            None => (Incarnation(1), Instant::ORIGIN),
        };
        let config = Config { incarnation: life, founding: FOUNDING };
        let seed = id.number().into();
        self.see(
            at,
            &Seen::Started { node: id, config, seed, at, clock: lab::sim::Clock::default() },
        );
        let node = Some(Arc::new(Node::new(id, config, seed, at)));
        self.hosts.insert(id, Host { life, now: at, node, print: None });
        self.drain(id, None);
    }

    /// The machine is dead; the others will see its link closed, sooner or later.
    pub fn end(&mut self, id: NodeId) {
        let Some(host) = self.hosts.get_mut(&id) else { return };
        host.node = None;
        host.print = None;
        let (peer, at) = (host.peer(id), host.now);
        self.see(at, &Seen::Ended { peer });
        for other in self.others(id) {
            self.send(other, Input::LinkDown(peer));
        }
    }

    /// Hands a machine an input, at its own time.
    pub fn input(&mut self, id: NodeId, input: Input) {
        let delivered = match &input {
            Input::Message(envelope) => numbered(id, envelope),
            _ => None,
        };
        let Some(host) = self.hosts.get_mut(&id) else { return };
        let (peer, at) = (host.peer(id), host.now);
        let Some(node) = &mut host.node else { return };
        let accepted = Arc::make_mut(node).handle_input(at, input.clone()).is_ok();
        self.see(at, &Seen::Input { peer, at, input, accepted });
        self.drain(id, delivered);
    }

    /// The machine's next timer fires.
    pub fn timeout(&mut self, id: NodeId) {
        let Some(host) = self.hosts.get_mut(&id) else { return };
        let timeout = host.node.as_ref().and_then(|node| node.poll_timeout());
        let Some((at, _)) = timeout else { return };
        host.now = host.now.max(at);
        self.input(id, Input::Timeout);
    }

    /// The machine is cut off for longer than any silence is borne: nothing comes, and nothing
    /// that it says meanwhile arrives.
    pub fn cut_off(&mut self, id: NodeId) {
        let Some(host) = self.hosts.get(&id) else { return };
        let end = host.now + TICK_INTERVAL * 6;
        let under_way = self.under_way.clone();
        while let Some(host) = self.hosts.get(&id)
            && let Some((at, _)) = host.node.as_ref().and_then(|node| node.poll_timeout())
            && at <= end
        {
            self.timeout(id);
        }
        self.under_way = under_way;
    }

    pub fn ask(&mut self, via: NodeId, id: RequestId, operation: Operation) {
        self.input(via, Input::Request { id, request: Request::Operation(operation) });
    }

    /// Takes one copy of a packet off the network.
    pub fn take(&mut self, packet: &Arc<Packet>) {
        let found = self.under_way.binary_search_by_key(&packet.print, |other| other.print);
        self.under_way.remove(found.expect("it is under way"));
    }

    pub fn put_under_way(&mut self, packet: Arc<Packet>) {
        let place = self.under_way.partition_point(|other| other.print < packet.print);
        self.under_way.insert(place, packet);
    }

    pub fn drop(&mut self, packet: &Arc<Packet>) {
        self.take(packet);
        self.history.dropped.extend(packet.numbered());
    }

    /// Delivers everything, and all that comes of it.
    pub fn deliver_all(&mut self) {
        while !self.under_way.is_empty() {
            for packet in std::mem::take(&mut self.under_way) {
                self.input(packet.to, packet.what.clone());
            }
        }
    }

    fn send(&mut self, to: NodeId, what: Input) {
        let print = if self.is_calm { 0 } else { print(&(to, &what)) };
        self.put_under_way(Arc::new(Packet { to, what, print }));
    }

    fn others(&self, id: NodeId) -> Vec<NodeId> {
        self.hosts.keys().copied().filter(|&other| other != id).collect()
    }

    /// Does what a machine wants done; `delivered` is the message it was just handed.
    fn drain(&mut self, id: NodeId, delivered: Option<Numbered>) {
        let Some(host) = self.hosts.get_mut(&id) else { return };
        let (peer, at) = (host.peer(id), host.now);
        let mut outputs = Vec::new();
        if let Some(node) = &mut host.node {
            let node = Arc::make_mut(node);
            outputs.extend(std::iter::from_fn(|| node.poll_output()));
            host.print = None;
        }
        let mut left = false;
        for output in outputs {
            self.note(peer, delivered, &output);
            let seen = Seen::Output { peer, output };
            self.see(at, &seen);
            let Seen::Output { output, .. } = seen else { return };
            match output {
                Output::Transmit { to: Destination::Node(to), envelope } => {
                    self.send(to, Input::Message(envelope));
                }
                Output::Transmit { to: Destination::Everyone, envelope } => {
                    for to in self.others(id) {
                        self.send(to, Input::Message(envelope.clone()));
                    }
                }
                Output::Reply { id, reply } => {
                    if self.planted == Some(Planted::RepliesTwice) {
                        let output = Output::Reply { id, reply: reply.clone() };
                        self.see(at, &Seen::Output { peer, output });
                    }
                    self.history.replies.push((id, reply));
                }
                Output::Event(_) | Output::LayoutChanged => {}
                Output::Left => left = true,
            }
        }
        if left {
            self.end(id);
        }
    }

    fn see(&mut self, at: Instant, seen: &Seen) {
        let result = Arc::make_mut(&mut self.checkers).see(at, seen);
        self.broken = self.broken.take().or(result.err());
    }

    /// Notes what properties ask for.
    fn note(&mut self, by: Peer, delivered: Option<Numbered>, output: &Output) {
        let history = &mut self.history;
        match output {
            Output::Reply { reply: Reply::Done { answer: Answer::Stored, .. }, .. } => {
                history.put_acknowledged = true;
            }
            Output::Reply { reply: Reply::NodeDown { sent: true, .. }, .. } => {
                history.call_ended_by_a_death = true;
            }
            Output::Event(Event::NodeDown(about, DownReason::Ticks)) => {
                history.down_by_ticks = true;
                history.given_up.insert((by, *about));
            }
            Output::Event(Event::NodeUp(about)) => {
                history.back_by_a_new_connection |= history.given_up.contains(&(by, *about));
                history.next_life_seen |= about.incarnation > Incarnation(1);
            }
            Output::Transmit { to: Destination::Node(to), envelope } => {
                if let Some(message) = numbered(*to, envelope) {
                    *history.sent.entry(message).or_default() += 1;
                }
                // It answers, so it acts now on what it was handed, and did not before.
                if let Message::Data { body: Body::Answer { .. }, .. } = envelope.message
                    && let Some(message) = delivered
                {
                    history.acted_on_when_sent_again |= history.dropped.contains(&message)
                        && history.sent.get(&message).is_some_and(|times| *times > 1);
                }
            }
            _ => {}
        }
    }
}
