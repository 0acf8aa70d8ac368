//! One machine of this tab, as its Master holds it: the port that leads to it.

use node_core::{Incarnation, Peer};
use wasm_bindgen::JsValue;
use web_sys::{MessageChannel, MessagePort};

use super::Cluster;
use crate::control::{
    self, Port,
    machine::{FromMachine, News, Requests, ToMachine},
};

/// The Master's end of the port to a machine. The worker itself is the page's: it is made there, and
/// there it is ended.
pub(super) struct MachinePort {
    port: Port,
    incarnation: Incarnation,
    last_heard: f64,
    news: Option<News>,
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
        let cluster = cluster.clone();
        let port = Port::listen(channel.port1(), move |message, _| match message {
            FromMachine::Noted(notes) => cluster.noted(peer, &notes),
            message => cluster.with(|inner, _| inner.heard(peer, message)),
        });
        let own = Self { port, incarnation: peer.incarnation, last_heard: now, news: None };
        Ok((own, channel.port2()))
    }

    pub(super) const fn incarnation(&self) -> Incarnation {
        self.incarnation
    }

    /// When it was last heard, in milliseconds of the cluster's time.
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

    /// Hands it requests, which may be the Master's own looks; `false` when they could not be posted.
    pub(super) fn request(&self, requests: &Requests, looks: bool) -> bool {
        let message = if looks { ToMachine::Looks } else { ToMachine::Requests };
        control::pack_to_post(requests).is_ok_and(|bytes| self.tell(&message(bytes)))
    }

    /// Tells it something; `false` when that could not be posted.
    pub(super) fn tell(&self, message: &ToMachine) -> bool {
        self.port.tell(message)
    }
}
