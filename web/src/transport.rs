//! BroadcastChannels: one for the cluster, one for each machine.
//!
//! Messages are gathered while a machine works through what it received, and leave together, one
//! body a destination: a channel carries few large bodies far faster than many small ones.

use std::collections::BTreeMap;

use js_sys::Uint8Array;
use node_core::{
    Destination, Envelope, NodeId,
    wire::{self, DecodeError},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// One machine's access to its cluster's channels.
#[derive(Debug)]
pub struct Transport {
    cookie: String,
    cluster: BroadcastChannel,
    mine: BroadcastChannel,
    outgoing: BTreeMap<Destination, wire::Writer>,
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
        let on_message = Closure::new(move |event: MessageEvent| on_body(read(event.data())));
        cluster.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        mine.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self {
            cookie: cookie.to_owned(),
            cluster,
            mine,
            outgoing: BTreeMap::new(),
            _on_message: on_message,
        })
    }

    /// Puts a message among those that leave with the next [`flush`](Self::flush).
    ///
    /// # Errors
    ///
    /// The channel is closed: this machine has ended.
    pub fn send(&mut self, to: Destination, envelope: &Envelope) -> Result<(), JsValue> {
        let writer = self.outgoing.entry(to).or_default();
        writer.push(envelope);
        if writer.is_full() {
            let body = std::mem::take(writer).finish();
            self.outgoing.remove(&to);
            self.post(to, &body)?;
        }
        Ok(())
    }

    /// Lets all gathered messages leave.
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

    fn post(&self, to: Destination, body: &[u8]) -> Result<(), JsValue> {
        let body = Uint8Array::from(body);
        match to {
            Destination::Everyone => self.cluster.post_message(&body),
            // Whoever keeps a channel open hears all that is posted on it: were it kept, each
            // message to one machine would be delivered to all. What was posted still arrives,
            // in order.
            Destination::Node(node) => {
                let channel = BroadcastChannel::new(&node_channel(&self.cookie, node))?;
                let posted = channel.post_message(&body);
                channel.close();
                posted
            }
        }
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
fn read(data: JsValue) -> Result<Vec<Envelope>, DecodeError> {
    let bytes: Uint8Array = data.dyn_into().map_err(|_| DecodeError::Malformed)?;
    if bytes.length() as usize > node_core::MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge);
    }
    wire::decode(&bytes.to_vec())
}
