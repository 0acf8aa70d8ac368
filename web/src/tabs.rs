//! What the tabs of one cluster say to each other, and the channel they say it on.
//!
//! Every tab has a page with a Master and some workers. Pages tell each other which machines they
//! run, how these are, and what was acknowledged; they pass requests on to each other's workers.
//! Anybody of this origin who knows the cookie can post here: what does not decode is dropped and
//! counted.

use js_sys::Uint8Array;
use lab::{
    command::Network,
    master::{Accounted, Cause, Condition},
};
use node_core::{Founding, NodeId, Peer, wire};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::control;

/// The version of what tabs say; tabs of another version are not understood. A checksum (that of
/// the machines' channels, little-endian) follows it.
const VERSION: u8 = 2;

/// The largest body that is read, in bytes.
const MAX_BODY_BYTES: u32 = 16 * 1024 * 1024;

/// Names one load of the page: a reload is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// What one page says to the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// I am here now; who else is? All answer with a roll.
    Hello {
        /// The page that this tab showed before it was reloaded.
        reloaded: Option<PageId>,
    },
    /// Everything there is to know about this page.
    Roll(Roll),
    /// One of my machines is so now.
    Machine(Peer, Condition),
    /// One of my machines told this, packed [`News`](control::machine::News).
    News(Peer, #[serde(with = "serde_bytes")] Vec<u8>),
    /// Whoever runs this machine: do this to it.
    Do(NodeId, Deed),
    /// Whoever runs this machine: hand it these packed requests; whether they are a Master's own
    /// looks.
    Requests(NodeId, bool, #[serde(with = "serde_bytes")] Vec<u8>),
    /// Packed replies of one of my machines, to those of whom they are.
    Replies(Peer, #[serde(with = "serde_bytes")] Vec<u8>),
    /// What became of puts and deletes.
    Accounted(Vec<Accounted>),
    /// Whether I have calls under way.
    Busy(bool),
    /// How messages travel from now on, and who is cut off from whom.
    Network(Network, Vec<Vec<NodeId>>),
    /// Time goes so many cluster seconds a real second from now on.
    Pace(f64),
    /// I booted a fresh cluster.
    Booted(Founding),
    /// What my dead machine died of.
    Cause(Peer, Cause),
    /// I go away, and my machines with me.
    Bye,
}

/// Everything there is to know about a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// Its short name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it has calls under way.
    pub busy: bool,
    /// How the cluster was booted.
    pub founding: Founding,
    /// How messages travel.
    pub network: Network,
    /// The sides of the partition.
    pub sides: Vec<Vec<NodeId>>,
    /// How many cluster seconds a real second has.
    pub rate: f64,
    /// Its machines, and the dead ones that it knows of.
    pub machines: Vec<(Peer, Condition)>,
}

/// What a page can do to another's machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// End it at once.
    Kill,
    /// Let it stop in good order.
    Leave,
    /// Freeze it.
    Freeze,
    /// Let it go on.
    Thaw,
    /// Break its program.
    Trap,
}

/// The channel between the pages of one cluster.
#[derive(Debug)]
pub struct TabChannel {
    me: PageId,
    channel: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl TabChannel {
    /// Opens it; `hear` is called with what other pages say, and with nothing for what was not
    /// understood.
    ///
    /// # Errors
    ///
    /// A browser without BroadcastChannel.
    pub fn open(
        cookie: &str,
        me: PageId,
        mut hear: impl FnMut(Option<(PageId, Said)>) + 'static,
    ) -> Result<Self, JsValue> {
        let channel = BroadcastChannel::new(&channel_name(cookie))?;
        let on_message = Closure::new(move |event: MessageEvent| hear(read(event.data())));
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Ok(Self { me, channel, _on_message: on_message })
    }

    /// Says something to all the other pages.
    pub fn say(&self, said: &Said) {
        if let Some(body) = self.body(said) {
            // Posting bytes on one's own open channel does not fail.
            let _ = self.channel.post_message(&body);
        }
    }

    /// What is to be posted when this page goes away: its Master may be gone before that.
    #[must_use]
    pub fn goodbye(&self) -> Uint8Array {
        self.body(&Said::Bye).unwrap_or_default()
    }

    fn body(&self, said: &Said) -> Option<Uint8Array> {
        let packed = control::pack(&(self.me, said)).ok()?;
        let mut body = Vec::with_capacity(packed.len() + 5);
        body.push(VERSION);
        body.extend(wire::checksum(&packed).to_le_bytes());
        body.extend(packed);
        Some(Uint8Array::from(&body[..]))
    }
}

impl Drop for TabChannel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// The name of the channel between the tabs.
#[must_use]
pub fn channel_name(cookie: &str) -> String {
    format!("apothik/{cookie}/lab")
}

fn read(data: JsValue) -> Option<(PageId, Said)> {
    let bytes: Uint8Array = data.dyn_into().ok()?;
    if bytes.length() > MAX_BODY_BYTES {
        return None;
    }
    let bytes = bytes.to_vec();
    let (version, rest) = bytes.split_first()?;
    let (sum, packed) = rest.split_first_chunk::<4>()?;
    let is_whole = u32::from_le_bytes(*sum) == wire::checksum(packed);
    if *version != VERSION || !is_whole {
        return None;
    }
    control::unpack(packed).ok()
}
