//! Who is there: connections, ticks, and the lives of the others.
//!
//! The rules are told in [`message`](crate::message); what the words mean for a call is
//! [`node`](crate::node)'s affair. [`Membership`] turns what it hears into a list of
//! [`Change`]s for the node and messages for the others.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{
    id::{Incarnation, NodeId, Peer},
    io::{DownReason, TimeoutReason},
    limits::{CONNECT_INTERVAL, HELLO_INTERVAL, MAX_PEERS, TICK_INTERVAL, TICK_LIMIT},
    message::{Body, Destination, Envelope, Epoch, Message},
    time::Instant,
};

#[derive(Clone, Debug)]
pub(crate) struct Membership {
    me: Peer,
    peers: BTreeMap<NodeId, PeerState>,
    hello: Option<Hello>,
    next_tick: Instant,
    changes: Vec<Change>,
    outbox: Vec<(Destination, Envelope)>,
}

/// A hello that nobody has answered yet.
#[derive(Clone, Copy, Debug)]
struct Hello {
    again_at: Instant,
    wait: core::time::Duration,
}

/// What happened to the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Up(Peer),
    Down(Peer, DownReason),
}

#[derive(Clone, Copy, Debug)]
struct PeerState {
    /// Its life, the highest that was heard of.
    incarnation: Incarnation,
    /// Whether that life is over for good.
    dead: bool,
    /// My side of the connection.
    my_epoch: Epoch,
    /// Its side of the connection, the highest that was heard of in this life.
    its_epoch: Epoch,
    link: Option<Link>,
    last_heard: Instant,
    last_connect: Option<Instant>,
}

/// A connection that is up.
#[derive(Clone, Copy, Debug)]
struct Link {
    last_sent: u64,
    last_received: u64,
}

/// What became of a received message.
pub(crate) enum Heard {
    /// Act on this; it came from a connected machine.
    Body(NodeId, Body),
    /// It has been dealt with.
    Done,
    /// It is not to be acted on.
    Ignored,
}

impl Membership {
    /// A machine that starts: its hello is in the outbox. `seed` spreads the ticks of machines
    /// that start together.
    pub(crate) fn new(me: Peer, seed: u64, now: Instant) -> Self {
        let spread = TICK_INTERVAL.mul_f64((seed % 1_000) as f64 / 1_000.0);
        let mut membership = Self {
            me,
            peers: BTreeMap::new(),
            hello: Some(Hello { again_at: now + HELLO_INTERVAL, wait: HELLO_INTERVAL }),
            next_tick: now + TICK_INTERVAL + spread,
            changes: Vec::new(),
            outbox: Vec::new(),
        };
        membership.say(Destination::Everyone, Message::Hello);
        membership
    }

    /// The members of the view, this machine too, sorted as text.
    pub(crate) fn members(&self) -> Vec<NodeId> {
        let mut members: Vec<_> = self
            .peers
            .iter()
            .filter(|(_, peer)| peer.link.is_some())
            .map(|(&node, _)| node)
            .collect();
        let place = members.partition_point(|node| *node < self.me.node);
        members.insert(place, self.me.node);
        members
    }

    /// What changed since it was last asked, in order.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        core::mem::take(&mut self.changes)
    }

    /// What is to be sent since it was last asked, in order.
    pub(crate) fn take_outbox(&mut self) -> Vec<(Destination, Envelope)> {
        core::mem::take(&mut self.outbox)
    }

    pub(crate) fn timeout(&self) -> (Instant, TimeoutReason) {
        let tick = (self.next_tick, TimeoutReason::Tick);
        match self.hello {
            Some(hello) if hello.again_at < self.next_tick => {
                (hello.again_at, TimeoutReason::Hello)
            }
            _ => tick,
        }
    }

    /// Sends `body` on the connection to `node`; `false` when there is none.
    pub(crate) fn send(&mut self, node: NodeId, body: Body) -> bool {
        let Some(peer) = self.peers.get_mut(&node) else { return false };
        let Some(link) = &mut peer.link else { return false };
        link.last_sent += 1;
        let message = Message::Data {
            to: peer.incarnation,
            from_epoch: peer.my_epoch,
            to_epoch: peer.its_epoch,
            sequence: link.last_sent,
            body,
        };
        self.say(Destination::Node(node), message);
        true
    }

    pub(crate) fn receive(&mut self, now: Instant, envelope: Envelope) -> Heard {
        let Envelope { from, message } = envelope;
        if !self.admit(now, from) {
            return Heard::Ignored;
        }
        match message {
            Message::Hello => self.connect(now, from.node, None),
            Message::Tick if self.is_connected(from.node) => {}
            Message::Tick => self.connect(now, from.node, None),
            Message::Leave => self.bury(from, DownReason::Left),
            Message::Connect { to, epoch, confirms } => {
                return self.receive_connect(now, from, to, epoch, confirms);
            }
            Message::Data { to, from_epoch, to_epoch, sequence, body } => {
                let to_me = to == self.me.incarnation;
                return self.receive_data(now, from, to_me, (from_epoch, to_epoch), sequence, body);
            }
        }
        Heard::Done
    }

    /// The host saw the link of this incarnation close.
    pub(crate) fn link_down(&mut self, now: Instant, dead: Peer) {
        if dead.node == self.me.node {
            return;
        }
        if self.peers.get(&dead.node).is_none_or(|peer| peer.incarnation < dead.incarnation)
            && !self.meet(now, dead)
        {
            return;
        }
        self.bury(dead, DownReason::Link);
    }

    pub(crate) fn leave(&mut self) {
        self.say(Destination::Everyone, Message::Leave);
    }

    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        if let Some(hello) = self.hello
            && hello.again_at <= now
        {
            self.say(Destination::Everyone, Message::Hello);
            // Once the wait is as long as a tick's, ticks do as well.
            let wait = hello.wait * 2;
            self.hello = (wait < TICK_INTERVAL).then_some(Hello { again_at: now + wait, wait });
        }
        if self.next_tick <= now {
            let late = now.since(self.next_tick);
            self.say(Destination::Everyone, Message::Tick);
            self.next_tick = now + TICK_INTERVAL;
            self.give_up_the_silent(now, late);
        }
    }

    /// Calls down whoever was silent too long, unless this machine itself slept meanwhile: then
    /// it can't tell, and everyone's time is prolonged by what it missed.
    fn give_up_the_silent(&mut self, now: Instant, late: core::time::Duration) {
        let asleep = if late >= TICK_INTERVAL { late } else { core::time::Duration::ZERO };
        let mut silent = Vec::new();
        for (&node, peer) in &mut self.peers {
            peer.last_heard = (peer.last_heard + asleep).min(now);
            if peer.link.is_some() && now.since(peer.last_heard) >= TICK_LIMIT {
                silent.push(node);
            }
        }
        for node in silent {
            self.disconnect(node, DownReason::Ticks);
            if let Some(peer) = self.peers.get_mut(&node) {
                peer.my_epoch = Epoch(peer.my_epoch.0.saturating_add(1));
            }
        }
    }

    /// Whether anything from this sender counts; notes that it was heard.
    fn admit(&mut self, now: Instant, from: Peer) -> bool {
        if from.node == self.me.node {
            return false;
        }
        let known = self.peers.get(&from.node).map(|peer| (peer.incarnation, peer.dead));
        match known {
            Some((life, _)) if from.incarnation < life => return false,
            Some((life, true)) if from.incarnation == life => return false,
            Some((life, false)) if from.incarnation == life => {}
            Some(_) | None => {
                if !self.meet(now, from) {
                    return false;
                }
            }
        }
        if let Some(peer) = self.peers.get_mut(&from.node) {
            peer.last_heard = now;
        }
        true
    }

    /// Notes a life not heard of before; `false` when there is no room for one more machine.
    fn meet(&mut self, now: Instant, peer: Peer) -> bool {
        if !self.peers.contains_key(&peer.node) && self.peers.len() >= MAX_PEERS {
            return false;
        }
        self.disconnect(peer.node, DownReason::Replaced);
        let state = PeerState {
            incarnation: peer.incarnation,
            dead: false,
            my_epoch: Epoch::default(),
            its_epoch: Epoch::default(),
            link: None,
            last_heard: now,
            last_connect: None,
        };
        self.peers.insert(peer.node, state);
        true
    }

    /// An incarnation is over for good.
    fn bury(&mut self, dead: Peer, reason: DownReason) {
        let Some(peer) = self.peers.get_mut(&dead.node) else { return };
        if peer.incarnation == dead.incarnation {
            peer.dead = true;
            self.disconnect(dead.node, reason);
        }
    }

    fn receive_connect(
        &mut self,
        now: Instant,
        from: Peer,
        to: Incarnation,
        epoch: Epoch,
        confirms: Option<Epoch>,
    ) -> Heard {
        let Some(peer) = self.peers.get(&from.node).copied() else { return Heard::Ignored };
        if to != self.me.incarnation || epoch < peer.its_epoch {
            return Heard::Ignored;
        }
        self.hello = None;
        if epoch > peer.its_epoch {
            self.disconnect(from.node, DownReason::Reconnected);
        }
        if let Some(peer) = self.peers.get_mut(&from.node) {
            peer.its_epoch = epoch;
            if peer.link.is_none() {
                peer.link = Some(Link { last_sent: 0, last_received: 0 });
                self.changes.push(Change::Up(from));
            }
        }
        if confirms != Some(peer.my_epoch) {
            self.tell_connect(now, from.node, Some(epoch));
        }
        Heard::Done
    }

    fn receive_data(
        &mut self,
        now: Instant,
        from: Peer,
        to_me: bool,
        (its_epoch, my_epoch): (Epoch, Epoch),
        sequence: u64,
        body: Body,
    ) -> Heard {
        let Some(peer) = self.peers.get_mut(&from.node) else { return Heard::Ignored };
        if !to_me {
            return Heard::Ignored;
        }
        let same = peer.its_epoch == its_epoch && peer.my_epoch == my_epoch;
        let given_up = my_epoch < peer.my_epoch;
        match &mut peer.link {
            Some(link) if same && sequence > link.last_received => {
                link.last_received = sequence;
                return Heard::Body(from.node, body);
            }
            Some(_) if !given_up => {}
            // It speaks on a connection that this side has given up: let it know.
            _ => self.connect(now, from.node, None),
        }
        Heard::Ignored
    }

    /// The present life of a machine heard of.
    pub(crate) fn incarnation_of(&self, node: NodeId) -> Option<Incarnation> {
        self.peers.get(&node).map(|peer| peer.incarnation)
    }

    fn is_connected(&self, node: NodeId) -> bool {
        self.peers.get(&node).is_some_and(|peer| peer.link.is_some())
    }

    /// Asks for a connection, unless that was done a moment ago.
    fn connect(&mut self, now: Instant, node: NodeId, confirms: Option<Epoch>) {
        let recently = self.peers.get(&node).is_some_and(|peer| {
            peer.last_connect.is_some_and(|at| now.since(at) < CONNECT_INTERVAL)
        });
        if !recently {
            self.tell_connect(now, node, confirms);
        }
    }

    fn tell_connect(&mut self, now: Instant, node: NodeId, confirms: Option<Epoch>) {
        let Some(peer) = self.peers.get_mut(&node) else { return };
        peer.last_connect = Some(now);
        let message = Message::Connect { to: peer.incarnation, epoch: peer.my_epoch, confirms };
        self.say(Destination::Node(node), message);
    }

    fn disconnect(&mut self, node: NodeId, reason: DownReason) {
        let Some(peer) = self.peers.get_mut(&node) else { return };
        if peer.link.take().is_some() {
            let gone = Peer { node, incarnation: peer.incarnation };
            self.changes.push(Change::Down(gone, reason));
        }
    }

    fn say(&mut self, to: Destination, message: Message) {
        self.outbox.push((to, Envelope { from: self.me, message }));
    }
}
