//! BroadcastChannels: one for the cluster, one for each machine.

use js_sys::Uint8Array;
use node_core::{Destination, NodeId};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// One machine's access to its cluster's channels.
#[derive(Debug)]
pub(super) struct Channels {
    cookie: String,
    cluster: BroadcastChannel,
    mine: BroadcastChannel,
    open: OpenChannels,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Channels {
    /// Opens them; `on_data` is called with whatever is posted there.
    pub(super) fn open(
        cookie: &str,
        me: NodeId,
        mut on_data: impl FnMut(JsValue) + 'static,
    ) -> Result<Self, JsValue> {
        let cluster = BroadcastChannel::new(&format!("apothik/{cookie}/cluster"))?;
        let mine = BroadcastChannel::new(&node_channel(cookie, me))?;
        let on_message = Closure::new(move |event: MessageEvent| on_data(event.data()));
        cluster.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        mine.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self {
            cookie: cookie.to_owned(),
            cluster,
            mine,
            open: OpenChannels::default(),
            _on_message: on_message,
        })
    }

    pub(super) fn post(&mut self, to: Destination, body: &Uint8Array) -> Result<(), JsValue> {
        match to {
            Destination::Everyone => self.cluster.post_message(body),
            Destination::Node(node) => self.open.get(&self.cookie, node)?.post_message(body),
        }
    }

    /// Whether the channel to a machine is open.
    pub(super) fn is_open_to(&self, node: NodeId) -> bool {
        self.open.has(node)
    }

    /// Closes the channels to other machines that were not used since this was done last.
    pub(super) fn close_unused(&mut self) {
        self.open.close_unused();
    }
}

impl Drop for Channels {
    fn drop(&mut self) {
        self.cluster.close();
        self.mine.close();
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

fn node_channel(cookie: &str, node: NodeId) -> String {
    format!("apothik/{cookie}/node/{node}")
}
