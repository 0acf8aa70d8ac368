//! How two machines come to a connection: what they say to agree on it, and what is said on one
//! that is over.

use super::{Change, Heard, Membership, connection::Connection};
use crate::{
    id::{Incarnation, NodeId, Peer},
    io::DownReason,
    limits::{CONNECT_INTERVAL, connect_interval},
    message::{ConnectionId, Destination, Epoch, Message, Rumour, Standing},
    time::Instant,
};

impl Membership {
    pub(super) fn receive_connect(
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
        let (news, my_epoch) = (epoch > peer.its_epoch, peer.my_epoch);
        if self.gossips() {
            if peer.standing == Some(Standing::Down) {
                self.connect(now, from.node);
                return Heard::Ignored;
            }
            let (standing, refuted) = (Standing::Alive, peer.refuted);
            self.learn(now, Rumour { about: from, standing, refuted });
        } else {
            self.hello = None;
        }
        if news && self.is_open(from.node) {
            self.disconnect(from.node, DownReason::Reconnected);
            self.raise_again(now, from.node);
        }
        if let Some(peer) = self.peers.get_mut(&from.node.number()) {
            peer.its_epoch = epoch;
            // Who knows this life of mine knows its first epoch; of a later one it must say so,
            // or it may be an old message that comes late.
            if confirms.unwrap_or_default() == my_epoch {
                self.open(now, from);
            }
        }
        if news || confirms != Some(my_epoch) {
            self.tell_connect(now, from.node, Some(epoch));
        }
        Heard::Done
    }

    /// Both sides have agreed on the connection: what waited for that is sent.
    fn open(&mut self, now: Instant, with: Peer) {
        let Some(peer) = self.peers.get_mut(&with.node.number()) else { return };
        if peer.connection.as_ref().is_some_and(Connection::is_open) {
            return;
        }
        peer.last_heard = now;
        if peer.connection.is_none() {
            peer.connection = Some(Connection::opened());
            self.changes.push(Change::Up(with));
            return;
        }
        let opened =
            self.change(with.node, |on, connection| (on, connection.open(), connection.received()));
        let Some((on, waiting, received)) = opened else { return };
        for (sequence, body) in waiting {
            self.say(Destination::Node(with.node), Message::Data { on, sequence, received, body });
        }
    }

    /// Whether a message came on the present connection; its sender was heard then.
    pub(super) fn is_current(&mut self, now: Instant, from: NodeId, on: ConnectionId) -> bool {
        let Some(peer) = self.peers.get_mut(&from.number()) else { return false };
        if on.to != self.me.incarnation {
            return false;
        }
        let given_up = on.to_epoch < peer.my_epoch;
        let is_open = peer.connection.as_ref().is_some_and(Connection::is_open);
        if given_up || !is_open {
            // It speaks on a connection that this side has given up, or not got: let it know.
            self.connect(now, from);
            return false;
        }
        if on.from_epoch != peer.its_epoch || on.to_epoch != peer.my_epoch {
            return false;
        }
        peer.last_heard = now;
        true
    }

    /// Asks for a connection, unless that was done a moment ago. One that is called down is told
    /// so instead: it must refute that first.
    pub(super) fn connect(&mut self, now: Instant, node: NodeId) {
        // Who gossips has something to say to few at once.
        let gossips = self.gossips();
        let interval = if gossips { CONNECT_INTERVAL } else { connect_interval(self.peers.len()) };
        let recently = self
            .peers
            .get(&node.number())
            .is_some_and(|peer| peer.last_connect.is_some_and(|at| now.since(at) < interval));
        if recently {
            return;
        }
        if gossips && !self.is_member(node) {
            if let Some(peer) = self.peers.get_mut(&node.number()) {
                peer.last_connect = Some(now);
            }
            self.probe_missing(node);
        } else {
            self.tell_connect(now, node, None);
        }
    }

    pub(super) fn tell_connect(&mut self, now: Instant, node: NodeId, confirms: Option<Epoch>) {
        let Some(peer) = self.peers.get_mut(&node.number()) else { return };
        peer.last_connect = Some(now);
        let message = Message::Connect { to: peer.incarnation, epoch: peer.my_epoch, confirms };
        self.say(Destination::Node(node), message);
    }
}
