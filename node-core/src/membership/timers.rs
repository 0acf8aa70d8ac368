//! What is due when: hellos, ticks, whoever was silent too long, and what connections wait for.

use alloc::{collections::BTreeSet, vec::Vec};
use core::time::Duration;

use super::{Hello, Membership, PeerState, connection::Connection, pace::Due};
use crate::{
    id::NodeId,
    io::{DownReason, TimeoutReason},
    limits::{TICK_INTERVAL, TICK_LIMIT, tick_interval},
    message::{ConnectionId, Destination, Message},
    time::Instant,
};

impl Membership {
    /// When something is due, and what.
    pub(crate) fn timeout(&self) -> (Instant, TimeoutReason) {
        let tick = (self.pace.next(), TimeoutReason::Tick);
        let hello = self.hello.map(|hello| (hello.again_at, TimeoutReason::Hello));
        let own = hello.filter(|(at, _)| *at <= tick.0).unwrap_or(tick);
        let Some(&(at, node)) = self.due.first().filter(|(at, _)| *at <= own.0) else { return own };
        let connection = self.peers.get(&node.number()).and_then(|peer| peer.connection.as_ref());
        connection.and_then(Connection::timeout).unwrap_or((at, TimeoutReason::Resend))
    }

    /// Does what is due.
    pub(crate) fn handle_timeout(&mut self, now: Instant) {
        if let Some(hello) = self.hello
            && hello.again_at <= now
        {
            self.say(Destination::Everyone, Message::Hello);
            // Once the wait is as long as a tick's, ticks do as well.
            let wait = hello.wait * 4;
            self.hello = (wait < TICK_INTERVAL).then_some(Hello { again_at: now + wait, wait });
        }
        if self.pace.next() <= now {
            let members = self.in_sight(now) + 1;
            if let Some(Due { late, tick }) = self.pace.take(now, members, self.layout) {
                self.say(Destination::Everyone, tick);
                self.give_up_the_silent(now, late, tick_interval(members));
            }
        }
        self.resend_and_confirm(now);
    }

    /// How many others it believes in, or has just heard of: those are members soon. Where many
    /// start at once, they would all tick as if they were few, and hear little else.
    fn in_sight(&self, now: Instant) -> usize {
        let is_in_sight = |peer: &&PeerState| {
            let is_heard = !peer.dead && now.since(peer.last_heard) < TICK_LIMIT;
            peer.connection.is_some() || is_heard
        };
        self.peers.values().filter(is_in_sight).count()
    }

    fn resend_and_confirm(&mut self, now: Instant) {
        let due: BTreeSet<NodeId> =
            self.due.iter().take_while(|(at, _)| *at <= now).map(|&(_, node)| node).collect();
        for node in due {
            let taken = self.change(node, |on, connection| {
                let resends = connection.take_resends(now);
                (on, resends, connection.received(), connection.take_confirmation(now))
            });
            let Some((on, resends, received, confirms)) = taken else { continue };
            let to = Destination::Node(node);
            for (sequence, body) in resends {
                self.say(to, Message::Data { on, sequence, received, body });
            }
            if confirms {
                self.say(to, Message::Received { on, received });
            }
        }
    }

    /// Calls down whoever was silent too long, unless this machine itself slept meanwhile: then
    /// it can't tell, and everyone's time is prolonged by what it missed.
    fn give_up_the_silent(&mut self, now: Instant, late: Duration, own: Duration) {
        let asleep = if late >= TICK_INTERVAL { late } else { Duration::ZERO };
        let loss = self.loss;
        let mut silent = Vec::new();
        for (&number, peer) in &mut self.peers {
            peer.last_heard = (peer.last_heard + asleep).min(now);
            let silence = now.since(peer.last_heard);
            if peer.connection.is_some() && silence >= peer.silence.limit(loss, own) {
                silent.push(NodeId::new(number));
            }
        }
        for node in silent {
            self.give_up(node, DownReason::Ticks);
        }
    }

    /// Changes the connection to a machine, if there is one, and notes when something is due on it.
    pub(super) fn change<R>(
        &mut self,
        node: NodeId,
        change: impl FnOnce(ConnectionId, &mut Connection) -> R,
    ) -> Option<R> {
        let peer = self.peers.get_mut(&node.number())?;
        let on = peer.connection_id();
        let connection = peer.connection.as_mut()?;
        let due = |connection: &Connection| connection.timeout().map(|(at, _)| at);
        let before = due(connection);
        let changed = change(on, connection);
        let after = due(connection);
        if before != after {
            before.map(|at| self.due.remove(&(at, node)));
            after.map(|at| self.due.insert((at, node)));
        }
        Some(changed)
    }
}
