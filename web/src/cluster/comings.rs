//! This page's own comings and goings: hidden, put away, returned to.

use lab::{
    master::{Cause, Input},
    pages::Said,
};
use node_core::Peer;
use web_sys::MessagePort;

use super::{Cluster, Inner};
use crate::{control::master::ToMaster, picture::Notice};

impl Cluster {
    /// The page told something; perhaps with a port.
    pub(super) fn told(&self, message: ToMaster, port: Option<MessagePort>) {
        match message {
            ToMaster::Intend(intent) => self.intend(intent),
            ToMaster::Notify(notice) => self.with(|inner, _| inner.board.notify(notice)),
            ToMaster::Broke(peer, why) => self.with(|inner, _| inner.trapped(peer, why)),
            ToMaster::Drawn(millis) => self.drawn(millis),
            ToMaster::Hidden(hidden) => self.with(|inner, _| inner.hidden(hidden)),
            ToMaster::PutAway => self.with(|inner, _| inner.put_away()),
            ToMaster::BroughtBack => self.with(|inner, _| inner.brought_back()),
            ToMaster::GoesAway => self.with(|inner, _| inner.tabs.say(&Said::Bye)),
            ToMaster::LookBack => self.look_back(port),
            ToMaster::KeepsRecord => self.keeps_record(),
            ToMaster::LookedBack => self.looked_back(),
            ToMaster::RecordIsLost => self.with(|inner, _| inner.record_is_lost()),
            ToMaster::SaveRecord => self.save_record(),
        }
    }

    fn drawn(&self, millis: f64) {
        let inner = &mut *self.0.borrow_mut();
        if inner.rhythm.drawn(millis) {
            inner.show(self);
        }
    }
}

impl Inner {
    fn hidden(&mut self, hidden: bool) {
        if self.tabs.hide(hidden) {
            self.tabs_changed = true;
            self.tabs.say(&self.roll());
        }
    }

    /// The page was put away. Its machines are gone: they could not be trusted to be either dead or
    /// alive.
    fn put_away(&mut self) {
        let own = self.machines.iter();
        let own: Vec<Peer> =
            own.map(|(&node, machine)| Peer { node, incarnation: machine.incarnation() }).collect();
        for peer in own {
            self.end(peer.node);
            self.tell(Input::Down { peer, cause: Cause::TabClosed });
        }
    }

    /// The browser brought the page back.
    fn brought_back(&mut self) {
        self.tabs.begin_again();
        self.board.notify(Notice::BroughtBack);
    }
}
