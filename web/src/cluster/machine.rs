//! One machine of this tab, as its Master holds it: the port that leads to it.

use node_core::{Incarnation, Peer};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::Cluster;
use crate::control::{
    self,
    machine::{FromMachine, News, Requests, ToMachine},
};

/// The Master's end of the port to a machine. The worker itself is the page's: it is made there, and
/// there it is ended.
pub(super) struct MachinePort {
    port: MessagePort,
    incarnation: Incarnation,
    last_heard: f64,
    news: Option<News>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl MachinePort {
    /// Opens a way to this life; answers its end, and the machine's own. What the machine says goes
    /// to `cluster`.
    pub(super) fn open(
        cluster: &Cluster,
        peer: Peer,
        now: f64,
    ) -> Result<(Self, MessagePort), JsValue> {
        let channel = MessageChannel::new()?;
        let (port, theirs) = (channel.port1(), channel.port2());
        let cluster = cluster.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Ok(message) = control::from_js::<FromMachine>(event.data()) {
                cluster.with(|inner, _| inner.heard(peer, message));
            }
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let incarnation = peer.incarnation;
        let own = Self { port, incarnation, last_heard: now, news: None, _on_message: on_message };
        Ok((own, theirs))
    }

    pub(super) const fn incarnation(&self) -> Incarnation {
        self.incarnation
    }

    /// When it was last heard, in milliseconds since the page was opened.
    pub(super) const fn last_heard(&self) -> f64 {
        self.last_heard
    }

    pub(super) const fn heard_at(&mut self, millis: f64) {
        self.last_heard = millis;
    }

    /// How it was when it told last, without what it noticed then.
    pub(super) const fn news(&self) -> Option<&News> {
        self.news.as_ref()
    }

    pub(super) fn set_news(&mut self, news: News) {
        self.news = Some(news);
    }

    /// Hands it requests; `false` when they could not be posted.
    pub(super) fn request(&self, requests: &Requests) -> bool {
        control::pack_to_post(requests).is_ok_and(|bytes| self.tell(&ToMachine::Requests(bytes)))
    }

    /// Tells it something; `false` when that could not be posted.
    pub(super) fn tell(&self, message: &ToMachine) -> bool {
        control::to_js(message).is_ok_and(|message| self.port.post_message(&message).is_ok())
    }
}

impl Drop for MachinePort {
    fn drop(&mut self) {
        // What was posted still arrives.
        self.port.set_onmessage(None);
        self.port.close();
    }
}
