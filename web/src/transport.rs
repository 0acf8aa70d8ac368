//! How a machine's messages travel: over BroadcastChannels, one for the cluster and one for each machine,
//! or in a class over the subjects of a server that mirror them (`transport/carrier.rs`).
//!
//! Messages are gathered while a machine works through what it received, and leave together, one
//! body a destination: a channel carries few large bodies far faster than many small ones. What
//! machines that meet say to each other waits a little longer, and leaves together for all of them
//! (`transport/gathering.rs`).

mod carrier;
mod channels;
mod gathering;

use std::collections::BTreeMap;

use node_core::{
    Destination, Envelope, Instant, Message, NodeId,
    wire::{self, DecodeError},
};
use wasm_bindgen::JsValue;

use crate::class::Line;
use carrier::Carrier;
use gathering::{Gathering, Way};

/// One machine's access to its cluster.
#[derive(Debug)]
pub struct Transport {
    carrier: Carrier,
    outgoing: BTreeMap<Destination, wire::Writer>,
    gathering: Gathering,
    /// Nothing is gathered: the cluster's time does not go at its usual pace.
    is_slowed: bool,
}

impl Transport {
    /// Opens it, in a class over its line; `on_body` is called with every body that comes.
    ///
    /// # Errors
    ///
    /// A browser without BroadcastChannel, where there is no class.
    pub fn open(
        cookie: &str,
        me: NodeId,
        line: Option<Line>,
        on_body: impl FnMut(Result<Vec<Envelope>, DecodeError>) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let carrier = match line {
            Some(line) => Carrier::on_line(line, me, on_body),
            None => Carrier::on_channels(cookie, me, on_body)?,
        };
        Ok(Self {
            carrier,
            outgoing: BTreeMap::new(),
            gathering: Gathering::default(),
            is_slowed: false,
        })
    }

    /// Whether the cluster's time does not go at its usual pace. Then nothing is gathered: how long
    /// that takes is by the wall clock.
    pub const fn set_slowed(&mut self, is_slowed: bool) {
        self.is_slowed = is_slowed;
    }

    /// Puts a message among those that leave with the next [`flush`](Self::flush), or a little
    /// later.
    ///
    /// # Errors
    ///
    /// The channel is closed: this machine has ended.
    pub fn send(
        &mut self,
        now: Instant,
        to: Destination,
        envelope: &Envelope,
    ) -> Result<(), JsValue> {
        if let Destination::Node(node) = to
            && !self.outgoing.contains_key(&to)
            && !self.carrier.is_open_to(node)
        {
            if matches!(envelope.message, Message::Connect { .. }) && !self.is_slowed {
                self.gathering.add(now, node, envelope);
                return Ok(());
            }
            // The connection first, then what is said on it.
            for earlier in self.gathering.take(node) {
                self.write(to, &earlier)?;
            }
        }
        self.write(to, envelope)
    }

    fn write(&mut self, to: Destination, envelope: &Envelope) -> Result<(), JsValue> {
        let writer = self.outgoing.entry(to).or_default();
        writer.push(envelope);
        if writer.is_full() {
            let body = std::mem::take(writer).finish();
            self.outgoing.remove(&to);
            self.post(to, &body)?;
        }
        Ok(())
    }

    /// Lets all messages leave but those that are still [gathered](Self::next).
    ///
    /// # Errors
    ///
    /// The channel is closed: this machine has ended.
    pub fn flush(&mut self) -> Result<(), JsValue> {
        while let Some((to, writer)) = self.outgoing.pop_first() {
            self.post(to, &writer.finish())?;
        }
        Ok(())
    }

    /// Somebody said something.
    pub fn heard(&mut self, now: Instant) {
        self.gathering.heard(now);
    }

    /// When gathered messages are to leave, if there are any, in a cluster of so many machines.
    #[must_use]
    pub fn next(&self, machines: usize) -> Option<Instant> {
        self.gathering.due(machines)
    }

    /// Lets the gathered messages leave, if it is time, in a cluster of so many machines.
    ///
    /// # Errors
    ///
    /// The channel is closed: this machine has ended.
    pub fn flush_gathered(&mut self, now: Instant, machines: usize) -> Result<(), JsValue> {
        if self.next(machines).is_none_or(|at| at > now && !self.is_slowed) {
            return Ok(());
        }
        let (way, parts) = self.gathering.take_all(machines);
        let parts = parts.into_iter().map(|(to, envelopes)| {
            let mut writer = wire::Writer::default();
            for envelope in &envelopes {
                writer.push(envelope);
            }
            (to, writer)
        });
        match way {
            Way::Together => self.post(Destination::Everyone, &wire::address(parts))?,
            Way::Single => {
                for (to, writer) in parts {
                    self.post(Destination::Node(to), &writer.finish())?;
                }
            }
        }
        Ok(())
    }

    fn post(&mut self, to: Destination, body: &[u8]) -> Result<(), JsValue> {
        self.carrier.post(to, body)
    }

    /// Closes what leads to other machines and was not used since this was done last.
    pub fn close_unused(&mut self) {
        self.carrier.close_unused();
    }
}
