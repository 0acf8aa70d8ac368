//! The channel on which the tabs of one cluster say to each other what pages say
//! ([`lab::pages`]).
//!
//! Anybody of this origin who knows the cookie can post here: what does not decode is dropped and
//! counted.

use js_sys::Uint8Array;
use lab::pages::{self, PageId, Said};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

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
        pages::encode(self.me, said).ok().map(|body| Uint8Array::from(&body[..]))
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
    if bytes.length() as usize > pages::MAX_BODY_BYTES {
        return None;
    }
    pages::decode(&bytes.to_vec()).ok()
}
