//! BroadcastChannels: one for the cluster, one for each machine.
//!
//! Messages are gathered while a machine works through what it received, and leave together, one
//! body a destination: a channel carries few large bodies far faster than many small ones. What
//! machines that meet say to each other waits a little longer, and leaves together for all of them
//! (`transport/gathering.rs`).

mod gathering;

use std::collections::BTreeMap;

use js_sys::Uint8Array;
use node_core::{
    Destination, Envelope, Instant, Message, NodeId,
    wire::{self, DecodeError},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use gathering::{Gathering, Way};

/// One machine's access to its cluster's channels.
#[derive(Debug)]
pub struct Transport {
    cookie: String,
    cluster: BroadcastChannel,
    mine: BroadcastChannel,
    outgoing: BTreeMap<Destination, wire::Writer>,
    gathering: Gathering,
    /// Nothing is gathered: the cluster's time does not go at its usual pace.
    is_slowed: bool,
    open: OpenChannels,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Transport {
    /// Opens the channels; `on_body` is called with every body that comes.
    ///
    /// # Errors
    ///
    /// A browser without BroadcastChannel.
    pub fn open(
        cookie: &str,
        me: NodeId,
        mut on_body: impl FnMut(Result<Vec<Envelope>, DecodeError>) + 'static,
    ) -> Result<Self, JsValue> {
        let cluster = BroadcastChannel::new(&format!("apothik/{cookie}/cluster"))?;
        let mine = BroadcastChannel::new(&node_channel(cookie, me))?;
        let on_message = Closure::new(move |event: MessageEvent| on_body(read(me, event.data())));
        cluster.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        mine.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self {
            cookie: cookie.to_owned(),
            cluster,
            mine,
            outgoing: BTreeMap::new(),
            gathering: Gathering::default(),
            is_slowed: false,
            open: OpenChannels::default(),
            _on_message: on_message,
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
            && !self.open.has(node)
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
        let body = Uint8Array::from(body);
        match to {
            Destination::Everyone => self.cluster.post_message(&body),
            Destination::Node(node) => self.open.get(&self.cookie, node)?.post_message(&body),
        }
    }

    /// Closes the channels to other machines that were not used since this was done last.
    pub fn close_unused(&mut self) {
        self.open.close_unused();
    }
}

/// Channels to other machines that are kept for a while.
///
/// To open one takes the browser half a millisecond, which is more than to carry a large body.
/// But whoever keeps a channel open is delivered all that is posted on it: in a large cluster, a
/// message to one machine would go to all. So few are kept, and those not for long.
#[derive(Debug, Default)]
struct OpenChannels(Vec<OpenChannel>);

#[derive(Debug)]
struct OpenChannel {
    to: NodeId,
    channel: BroadcastChannel,
    used: bool,
}

/// Channels that are kept open at most.
const MAX_OPEN: usize = 8;

impl OpenChannels {
    fn get(&mut self, cookie: &str, to: NodeId) -> Result<&BroadcastChannel, JsValue> {
        if let Some(at) = self.0.iter().position(|open| open.to == to) {
            // The least lately used comes first.
            self.0[at..].rotate_left(1);
        } else {
            if self.0.len() >= MAX_OPEN {
                self.0.remove(0);
            }
            let channel = BroadcastChannel::new(&node_channel(cookie, to))?;
            self.0.push(OpenChannel { to, channel, used: true });
        }
        let last = self.0.len() - 1;
        self.0[last].used = true;
        Ok(&self.0[last].channel)
    }

    fn has(&self, to: NodeId) -> bool {
        self.0.iter().any(|open| open.to == to)
    }

    fn close_unused(&mut self) {
        self.0.retain_mut(|open| std::mem::take(&mut open.used));
    }
}

impl Drop for OpenChannel {
    fn drop(&mut self) {
        // What was posted still arrives, in order.
        self.channel.close();
    }
}

impl Drop for Transport {
    fn drop(&mut self) {
        self.cluster.close();
        self.mine.close();
    }
}

fn node_channel(cookie: &str, node: NodeId) -> String {
    format!("apothik/{cookie}/node/{node}")
}

/// A body is bytes; anybody of this origin may post anything else.
fn read(me: NodeId, data: JsValue) -> Result<Vec<Envelope>, DecodeError> {
    let bytes: Uint8Array = data.dyn_into().map_err(|_| DecodeError::Malformed)?;
    if bytes.length() as usize > node_core::MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge);
    }
    wire::decode_for(me, &bytes.to_vec())
}
