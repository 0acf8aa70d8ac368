//! Who is there: connections, ticks, and the lives of the others.
//!
//! The rules are told in [`message`](crate::message); what the words mean for a call is
//! [`node`](crate::node)'s affair. [`Membership`] turns what it hears into a list of
//! [`Change`]s for the node and messages for the others.

mod connection;
mod pace;
mod silence;
mod timers;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::{
    id::{Incarnation, NodeId, Peer},
    io::DownReason,
    limits::{HELLO_INTERVAL, MAX_PEERS, connect_interval},
    message::{Body, ConnectionId, Destination, Envelope, Epoch, Message},
    time::Instant,
};
use connection::Connection;
use pace::Pace;
use silence::{Loss, Silence};

#[derive(Clone, Debug)]
pub(crate) struct Membership {
    me: Peer,
    /// By number: these are looked up with every message, and numbers compare fastest.
    peers: BTreeMap<u32, PeerState>,
    /// When something is due on a connection, and on whose.
    due: BTreeSet<(Instant, NodeId)>,
    hello: Option<Hello>,
    pace: Pace,
    loss: Loss,
    /// The digest of this machine's layout.
    layout: u32,
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

#[derive(Clone, Debug)]
struct PeerState {
    /// Its life, the highest that was heard of.
    incarnation: Incarnation,
    /// Whether that life is over for good.
    dead: bool,
    /// My side of the connection.
    my_epoch: Epoch,
    /// Its side of the connection, the highest that was heard of in this life.
    its_epoch: Epoch,
    connection: Option<Connection>,
    silence: Silence,
    last_heard: Instant,
    last_connect: Option<Instant>,
}

/// What became of a received message.
pub(crate) enum Heard {
    /// Messages of this machine may be there to act on: see [`Membership::next_body`].
    Bodies(NodeId),
    /// This machine, a member, places keys in another way.
    OtherLayout(NodeId),
    /// It has been dealt with.
    Done,
    /// It is not to be acted on.
    Ignored,
}

impl Membership {
    /// A machine that starts: its hello is in the outbox. `seed` spreads the ticks of machines
    /// that start together.
    pub(crate) fn new(me: Peer, layout: u32, seed: u64, now: Instant) -> Self {
        let mut membership = Self {
            me,
            peers: BTreeMap::new(),
            due: BTreeSet::new(),
            hello: Some(Hello { again_at: now + HELLO_INTERVAL, wait: HELLO_INTERVAL }),
            pace: Pace::new(seed, now),
            loss: Loss::of_all(),
            layout,
            changes: Vec::new(),
            outbox: Vec::new(),
        };
        membership.say(Destination::Everyone, Message::Hello);
        membership
    }

    /// Ticks carry this digest of the layout from now on.
    pub(crate) const fn set_layout(&mut self, digest: u32) {
        self.layout = digest;
    }

    /// What changed since it was last asked, in order.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        core::mem::take(&mut self.changes)
    }

    /// What is to be sent since it was last asked, in order.
    pub(crate) fn drain_outbox(&mut self) -> impl Iterator<Item = (Destination, Envelope)> {
        self.outbox.drain(..)
    }

    /// Sends `body` on the connection to `node`, if there is one.
    pub(crate) fn send(&mut self, now: Instant, node: NodeId, body: Body) {
        let sent = self.change(node, |on, connection| {
            let sequence = connection.send(now, body.clone());
            (on, sequence, connection.received(), connection.is_overrun())
        });
        let Some((on, sequence, received, overrun)) = sent else { return };
        self.say(Destination::Node(node), Message::Data { on, sequence, received, body });
        if overrun {
            self.give_up(node, DownReason::Overrun);
        }
    }

    /// The next message to act on, of a machine that was just heard.
    pub(crate) fn next_body(&mut self, from: NodeId) -> Option<Body> {
        // What is due on a connection doesn't depend on what was acted on.
        self.peers.get_mut(&from.number())?.connection.as_mut()?.next()
    }

    pub(crate) fn receive(&mut self, now: Instant, envelope: Envelope) -> Heard {
        let Envelope { from, message } = envelope;
        if !self.admit(now, from) {
            return Heard::Ignored;
        }
        match message {
            Message::Hello => self.connect(now, from.node),
            Message::Tick { number, within, layout } => {
                return match self.receive_tick(now, from.node, number, within) {
                    Heard::Done if layout != self.layout && self.is_member(from.node) => {
                        Heard::OtherLayout(from.node)
                    }
                    heard => heard,
                };
            }
            Message::Leave => self.bury(from, DownReason::Left),
            Message::Connect { to, epoch, confirms } => {
                return self.receive_connect(now, from, to, epoch, confirms);
            }
            Message::Data { on, sequence, received, body } => {
                if !self.is_current(now, from.node, on) {
                    return Heard::Ignored;
                }
                let is_news = self.change(from.node, |_, connection| {
                    connection.confirmed(now, received);
                    connection.receive(now, sequence, body)
                });
                return match is_news {
                    Some(true) => Heard::Bodies(from.node),
                    _ => Heard::Ignored,
                };
            }
            Message::Received { on, received } => {
                if !self.is_current(now, from.node, on) {
                    return Heard::Ignored;
                }
                self.change(from.node, |_, connection| connection.confirmed(now, received));
            }
        }
        Heard::Done
    }

    /// The host saw the link of this incarnation close.
    pub(crate) fn link_down(&mut self, now: Instant, dead: Peer) {
        if dead.node == self.me.node {
            return;
        }
        if self
            .peers
            .get(&dead.node.number())
            .is_none_or(|peer| peer.incarnation < dead.incarnation)
            && !self.meet(now, dead)
        {
            return;
        }
        self.bury(dead, DownReason::Link);
    }

    pub(crate) fn leave(&mut self) {
        self.say(Destination::Everyone, Message::Leave);
    }

    /// Ends a connection from this side; the other side may come back by a new one.
    fn give_up(&mut self, node: NodeId, reason: DownReason) {
        self.disconnect(node, reason);
        if let Some(peer) = self.peers.get_mut(&node.number()) {
            peer.my_epoch = Epoch(peer.my_epoch.0.saturating_add(1));
            peer.silence.give_up();
        }
    }

    /// Whether anything from this sender counts.
    fn admit(&mut self, now: Instant, from: Peer) -> bool {
        if from.node == self.me.node {
            return false;
        }
        let known = self.peers.get(&from.node.number()).map(|peer| (peer.incarnation, peer.dead));
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
        true
    }

    /// Notes a life not heard of before; `false` when there is no room for one more machine.
    fn meet(&mut self, now: Instant, peer: Peer) -> bool {
        if !self.peers.contains_key(&peer.node.number()) && self.peers.len() >= MAX_PEERS {
            return false;
        }
        self.disconnect(peer.node, DownReason::Replaced);
        let state = PeerState {
            incarnation: peer.incarnation,
            dead: false,
            my_epoch: Epoch::default(),
            its_epoch: Epoch::default(),
            connection: None,
            silence: Silence::default(),
            last_heard: now,
            last_connect: None,
        };
        self.peers.insert(peer.node.number(), state);
        true
    }

    /// An incarnation is over for good.
    fn bury(&mut self, dead: Peer, reason: DownReason) {
        let Some(peer) = self.peers.get_mut(&dead.node.number()) else { return };
        if peer.incarnation == dead.incarnation {
            peer.dead = true;
            self.disconnect(dead.node, reason);
        }
    }

    fn receive_tick(&mut self, now: Instant, from: NodeId, number: u64, within: u32) -> Heard {
        let Some(peer) = self.peers.get_mut(&from.number()) else { return Heard::Ignored };
        let Some(missed) = peer.silence.tick(number, within) else { return Heard::Ignored };
        self.loss.note(missed);
        peer.last_heard = now;
        if peer.connection.is_none() {
            self.connect(now, from);
        }
        Heard::Done
    }

    fn receive_connect(
        &mut self,
        now: Instant,
        from: Peer,
        to: Incarnation,
        epoch: Epoch,
        confirms: Option<Epoch>,
    ) -> Heard {
        let Some(peer) = self.peers.get(&from.node.number()) else { return Heard::Ignored };
        if to != self.me.incarnation || epoch < peer.its_epoch {
            return Heard::Ignored;
        }
        self.hello = None;
        let (news, my_epoch) = (epoch > peer.its_epoch, peer.my_epoch);
        if news {
            self.disconnect(from.node, DownReason::Reconnected);
        }
        if let Some(peer) = self.peers.get_mut(&from.node.number()) {
            peer.its_epoch = epoch;
            // Who knows this life of mine knows its first epoch; of a later one it must say so,
            // or it may be an old message that comes late.
            if peer.connection.is_none() && confirms.unwrap_or_default() == my_epoch {
                peer.connection = Some(Connection::default());
                peer.last_heard = now;
                self.changes.push(Change::Up(from));
            }
        }
        if news || confirms != Some(my_epoch) {
            self.tell_connect(now, from.node, Some(epoch));
        }
        Heard::Done
    }

    /// Whether a message came on the present connection; its sender was heard then.
    fn is_current(&mut self, now: Instant, from: NodeId, on: ConnectionId) -> bool {
        let Some(peer) = self.peers.get_mut(&from.number()) else { return false };
        if on.to != self.me.incarnation {
            return false;
        }
        let given_up = on.to_epoch < peer.my_epoch;
        if given_up || peer.connection.is_none() {
            // It speaks on a connection that this side has given up: let it know.
            self.connect(now, from);
            return false;
        }
        if on.from_epoch != peer.its_epoch || on.to_epoch != peer.my_epoch {
            return false;
        }
        peer.last_heard = now;
        true
    }

    fn is_member(&self, node: NodeId) -> bool {
        self.peers.get(&node.number()).is_some_and(|peer| peer.connection.is_some())
    }

    /// The present life of a machine heard of.
    pub(crate) fn incarnation_of(&self, node: NodeId) -> Option<Incarnation> {
        self.peers.get(&node.number()).map(|peer| peer.incarnation)
    }

    /// Asks for a connection, unless that was done a moment ago.
    fn connect(&mut self, now: Instant, node: NodeId) {
        let interval = connect_interval(self.peers.len());
        let recently = self
            .peers
            .get(&node.number())
            .is_some_and(|peer| peer.last_connect.is_some_and(|at| now.since(at) < interval));
        if !recently {
            self.tell_connect(now, node, None);
        }
    }

    fn tell_connect(&mut self, now: Instant, node: NodeId, confirms: Option<Epoch>) {
        let Some(peer) = self.peers.get_mut(&node.number()) else { return };
        peer.last_connect = Some(now);
        let message = Message::Connect { to: peer.incarnation, epoch: peer.my_epoch, confirms };
        self.say(Destination::Node(node), message);
    }

    fn disconnect(&mut self, node: NodeId, reason: DownReason) {
        let Some(peer) = self.peers.get_mut(&node.number()) else { return };
        if let Some(connection) = peer.connection.take() {
            if let Some((at, _)) = connection.timeout() {
                self.due.remove(&(at, node));
            }
            let gone = Peer { node, incarnation: peer.incarnation };
            self.changes.push(Change::Down(gone, reason));
        }
    }

    fn say(&mut self, to: Destination, message: Message) {
        self.outbox.push((to, Envelope { from: self.me, message }));
    }
}

impl PeerState {
    /// The present connection, as this side names it.
    const fn connection_id(&self) -> ConnectionId {
        ConnectionId { to: self.incarnation, from_epoch: self.my_epoch, to_epoch: self.its_epoch }
    }
}
