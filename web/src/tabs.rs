//! The channel on which the tabs of one cluster say to each other what pages say
//! ([`lab::pages`]).
//!
//! In a class it is two subjects of the server. Anybody who knows the cookie can post here: what does not
//! decode is dropped and counted.

use js_sys::Uint8Array;
use lab::pages::{self, PageId, Said};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::class::{Hearing, Line};

/// The channel between the pages of one cluster.
#[derive(Debug)]
pub struct TabChannel {
    me: PageId,
    way: Way,
}

/// What carries it.
#[derive(Debug)]
enum Way {
    /// A channel of this origin.
    Channel { channel: BroadcastChannel, _on_message: Closure<dyn FnMut(MessageEvent)> },
    /// The subjects of a class: one of all pages, and one of this page.
    Line { line: Line, _hearings: [Hearing; 2] },
}

impl TabChannel {
    /// Opens it, in a class over its line; `hear` is called with what other pages say, and with nothing
    /// for what was not understood.
    ///
    /// # Errors
    ///
    /// A browser without BroadcastChannel, where there is no class.
    pub fn open(
        cookie: &str,
        me: PageId,
        line: Option<Line>,
        mut hear: impl FnMut(Option<(PageId, Said)>) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let Some(line) = line else {
            let channel = BroadcastChannel::new(&channel_name(cookie))?;
            let on_message = Closure::new(move |event: MessageEvent| hear(read(event.data())));
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            return Ok(Self { me, way: Way::Channel { channel, _on_message: on_message } });
        };
        let on = |subject: &str| {
            let mut hear = hear.clone();
            line.hear(subject, move |body| hear(read(body.into())))
        };
        let subjects = line.subjects();
        let hearings = [on(&subjects.lab()), on(&subjects.page(me))];
        Ok(Self { me, way: Way::Line { line, _hearings: hearings } })
    }

    /// Says something to all the other pages.
    pub fn say(&self, said: &Said) {
        self.post(None, said);
    }

    /// Says something that is for one page only; in one browser all of them hear it.
    pub fn say_to(&self, page: PageId, said: &Said) {
        self.post(Some(page), said);
    }

    fn post(&self, to: Option<PageId>, said: &Said) {
        let Some(body) = self.body(said) else { return };
        // Posting bytes on one's own open channel does not fail; of a line that has ended, its worker
        // is told.
        let _ = match &self.way {
            Way::Channel { channel, .. } => channel.post_message(&body),
            Way::Line { line, .. } => {
                let subjects = line.subjects();
                line.say(&to.map_or_else(|| subjects.lab(), |page| subjects.page(page)), &body)
            }
        };
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

impl Drop for Way {
    fn drop(&mut self) {
        if let Self::Channel { channel, .. } = self {
            channel.set_onmessage(None);
            channel.close();
        }
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
