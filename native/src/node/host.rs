//! The machines of one process: what comes to them, when they want to be woken, and what they want
//! done.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use lab::{
    command,
    master::Condition,
    pages::{News, Replies, Requests},
    sim,
};
use node_core::{
    Config, Destination, Envelope, Instant, NodeId, Peer,
    wire::{self, Part},
};

use super::machine::{Machine, Received, Wants};
use crate::nats::Subscription;

/// A machine is told of at most so often: in a process of one, and for each further one.
const FRAME: [Duration; 2] = [Duration::from_millis(16), Duration::from_millis(2)];

/// What the machines want done.
#[derive(Debug)]
pub(super) enum Output {
    /// Send this.
    Post(Destination, Vec<u8>),
    /// Hand these replies of a machine to those who asked.
    Reply(Peer, Replies),
    /// This is how a machine is.
    News(Peer, News),
    /// A machine has said goodbye, and is no more.
    Left(Peer),
}

/// The machines of this process.
pub(super) struct Host {
    machines: BTreeMap<NodeId, Machine>,
    /// What delays, loses and cuts off messages; it acts where they come in.
    network: sim::Network,
    is_perfect: bool,
    /// Messages on their way to a machine, by when they arrive.
    road: BTreeMap<(Instant, u64), (NodeId, Vec<Envelope>)>,
    entered: u64,
    /// Closed links beyond a cut: nobody on that side can see them close.
    held_back: Vec<(NodeId, Peer)>,
    /// When each machine wants to be woken.
    timers: BTreeSet<(Instant, NodeId)>,
    armed: BTreeMap<NodeId, Instant>,
    /// Machines that were handed something since they were drained.
    touched: BTreeSet<NodeId>,
    /// Machines of which something is to be told.
    untold: BTreeSet<NodeId>,
}

impl Host {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            machines: BTreeMap::new(),
            network: sim::Network::new(seed),
            is_perfect: true,
            road: BTreeMap::new(),
            entered: 0,
            held_back: Vec::new(),
            timers: BTreeSet::new(),
            armed: BTreeMap::new(),
            touched: BTreeSet::new(),
            untold: BTreeSet::new(),
        }
    }

    /// Starts a machine.
    pub(super) fn start(
        &mut self,
        now: Instant,
        peer: Peer,
        config: Config,
        subject: Subscription,
    ) {
        self.machines.insert(peer.node, Machine::new(peer, config, now, subject));
        self.touched.insert(peer.node);
    }

    /// Ends a machine at once: it says nothing more.
    pub(super) fn end(&mut self, node: NodeId) -> Option<Peer> {
        let peer = self.machines.remove(&node)?.peer();
        if let Some(at) = self.armed.remove(&node) {
            self.timers.remove(&(at, node));
        }
        self.untold.remove(&node);
        self.touched.remove(&node);
        Some(peer)
    }

    /// Ends all machines at once; nobody is left to see it.
    pub(super) fn end_all(&mut self) {
        let network = std::mem::replace(&mut self.network, sim::Network::new(0));
        *self = Self { network, is_perfect: self.is_perfect, ..Self::new(0) };
    }

    /// The machines, and how each is.
    pub(super) fn machines(&self) -> impl Iterator<Item = (Peer, &Condition)> {
        self.machines.values().map(|machine| (machine.peer(), &machine.condition))
    }

    /// The life of a machine of this process.
    pub(super) fn peer(&self, node: NodeId) -> Option<Peer> {
        self.machines.get(&node).map(Machine::peer)
    }

    /// Messages travel so from now on.
    pub(super) fn set_network(
        &mut self,
        now: Instant,
        network: command::Network,
        sides: Vec<Vec<NodeId>>,
    ) {
        self.is_perfect = network == command::Network::default() && sides.is_empty();
        let is_perfect = network == command::Network::default();
        let link = if is_perfect { sim::Link::NONE } else { network.into() };
        self.network.set_all(link);
        self.network.set_partition(sides);
        for (node, peer) in std::mem::take(&mut self.held_back) {
            self.link_down_for(now, node, peer);
        }
    }

    /// A body came for one machine, or for all; answers whether it was understood.
    pub(super) fn hear(
        &mut self,
        now: Instant,
        to: Option<NodeId>,
        body: &[u8],
    ) -> Result<(), wire::DecodeError> {
        let is_ours = |node| self.machines.contains_key(&node);
        let parts = match wire::decode_parts_of(body, is_ours) {
            Ok(parts) => parts,
            Err(error) => {
                for machine in self.machines.values_mut() {
                    if to.is_none_or(|to| to == machine.peer().node) {
                        machine.drop_body();
                        self.untold.insert(machine.peer().node);
                    }
                }
                return Err(error);
            }
        };
        for Part { to: part, envelopes } in parts {
            match part.or(to) {
                Some(node) => self.enter(now, node, envelopes),
                None => {
                    let all: Vec<NodeId> = self.machines.keys().copied().collect();
                    for node in all {
                        // A channel does not bring back what one says oneself.
                        let from = envelopes.first().map(|envelope| envelope.from);
                        if from != self.peer(node) {
                            self.enter(now, node, envelopes.clone());
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Messages come onto the road to a machine.
    fn enter(&mut self, now: Instant, to: NodeId, envelopes: Vec<Envelope>) {
        if self.is_perfect && self.road.is_empty() {
            return self.hand(now, to, Received::Envelopes(envelopes));
        }
        let Some(from) = envelopes.first().map(|envelope| envelope.from.node) else { return };
        for at in self.network.arrivals(now, from, to) {
            self.entered += 1;
            self.road.insert((at, self.entered), (to, envelopes.clone()));
        }
    }

    /// Hands requests to a machine; `false` when it does not run here.
    pub(super) fn request(&mut self, now: Instant, to: NodeId, requests: Requests) -> bool {
        self.hand(now, to, Received::Requests(requests));
        self.machines.contains_key(&to)
    }

    fn hand(&mut self, now: Instant, to: NodeId, received: Received) {
        if let Some(machine) = self.machines.get_mut(&to) {
            machine.receive(now, received);
            self.touched.insert(to);
        }
    }

    /// The link of this life closed: all machines that can see it do.
    pub(super) fn link_down(&mut self, now: Instant, peer: Peer) {
        let all: Vec<NodeId> = self.machines.keys().copied().collect();
        for node in all {
            self.link_down_for(now, node, peer);
        }
    }

    fn link_down_for(&mut self, now: Instant, node: NodeId, peer: Peer) {
        if self.network.reaches(peer.node, node) {
            self.hand(now, node, Received::LinkDown(peer));
        } else {
            self.held_back.push((node, peer));
        }
    }

    /// Lets a running machine stop in good order; answers which life it is.
    pub(super) fn leave(&mut self, now: Instant, node: NodeId) -> Option<Peer> {
        let peer = self.turned(node, &Condition::Running, Condition::Leaving)?;
        self.hand(now, node, Received::Leave);
        Some(peer)
    }

    /// Freezes a running machine; answers which life it is.
    pub(super) fn freeze(&mut self, node: NodeId) -> Option<Peer> {
        self.turned(node, &Condition::Running, Condition::Frozen)
    }

    /// Lets a frozen machine go on; answers which life it is.
    pub(super) fn thaw(&mut self, now: Instant, node: NodeId) -> Option<Peer> {
        let machine = self.machines.get_mut(&node).filter(|machine| machine.is_frozen())?;
        machine.thaw(now);
        self.touched.insert(node);
        Some(machine.peer())
    }

    fn turned(&mut self, node: NodeId, from: &Condition, to: Condition) -> Option<Peer> {
        let machine = self.machines.get_mut(&node).filter(|machine| machine.condition == *from)?;
        machine.condition = to;
        self.touched.insert(node);
        Some(machine.peer())
    }

    /// When something is to be done, if nothing comes before.
    pub(super) fn next(&self) -> Option<Instant> {
        let timer = self.timers.first().map(|(at, _)| *at);
        let arrival = self.road.first_key_value().map(|((at, _), _)| *at);
        let frame = self.frame();
        let news = self.untold.iter().filter_map(|node| self.machines.get(node)?.next_news(frame));
        timer.into_iter().chain(arrival).chain(news.min()).min()
    }

    fn frame(&self) -> Duration {
        let [one, more] = FRAME;
        one.max(more * u32::try_from(self.machines.len()).unwrap_or(u32::MAX))
    }

    /// Does what is due by now.
    pub(super) fn wake(&mut self, now: Instant) {
        while let Some(arrived) = self.road.first_entry().filter(|entry| entry.key().0 <= now) {
            let (to, envelopes) = arrived.remove();
            self.hand(now, to, Received::Envelopes(envelopes));
        }
        while let Some(&(at, node)) = self.timers.first()
            && at <= now
        {
            self.timers.pop_first();
            self.armed.remove(&node);
            if let Some(machine) = self.machines.get_mut(&node) {
                machine.wake(now);
                self.touched.insert(node);
            }
        }
    }

    /// What the machines want done now.
    pub(super) fn drain(&mut self, now: Instant) -> Vec<Output> {
        let mut outputs = Vec::new();
        while let Some(node) = self.touched.pop_first() {
            let Some(machine) = self.machines.get_mut(&node) else { continue };
            let peer = machine.peer();
            let mut ends = false;
            for wants in machine.drain(now) {
                match wants {
                    Wants::Post(to, body) => outputs.push(Output::Post(to, body)),
                    Wants::Reply(replies) => outputs.push(Output::Reply(peer, replies)),
                    Wants::End => ends = true,
                }
            }
            if ends {
                self.end(node);
                self.link_down(now, peer);
                outputs.push(Output::Left(peer));
                continue;
            }
            let wanted = machine.timeout();
            let armed = self.armed.get(&node).copied();
            if wanted != armed {
                if let Some(at) = armed {
                    self.timers.remove(&(at, node));
                    self.armed.remove(&node);
                }
                if let Some(at) = wanted {
                    self.timers.insert((at, node));
                    self.armed.insert(node, at);
                }
            }
            self.untold.insert(node);
        }
        outputs.extend(self.news(now));
        outputs
    }

    /// What is to be told of the machines now.
    fn news(&mut self, now: Instant) -> Vec<Output> {
        let frame = self.frame();
        let mut told = Vec::new();
        let machines = &mut self.machines;
        self.untold.retain(|node| {
            let Some(machine) = machines.get_mut(node) else { return false };
            match machine.next_news(frame) {
                Some(at) if at <= now => {
                    told.extend(machine.news(now).map(|news| Output::News(machine.peer(), news)));
                    false
                }
                Some(_) => true,
                None => false,
            }
        });
        told
    }

    /// How all machines are, for somebody who has just come.
    pub(super) fn all_news(&self) -> Vec<(Peer, News)> {
        self.machines.values().map(|machine| (machine.peer(), machine.state())).collect()
    }
}
