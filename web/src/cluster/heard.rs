//! What the machines of this tab say, and what their silence says.

use std::collections::BTreeMap;

use js_sys::Uint8Array;
use lab::{
    master::{Cause, Condition, Input},
    pages::{PageId, Said},
};
use node_core::{Peer, tick_interval, tick_limit};

use super::{Cluster, Inner, WATCH_MILLIS, machine::MachinePort, tabs::Tabs};
use crate::{
    control::{
        self,
        gate::GateReport,
        machine::{FromMachine, News, Replies},
    },
    record::aside::Aside,
};

/// For how long the notes of a machine that was ended are waited for, in milliseconds.
const PARTING_MILLIS: f64 = 5_000.0;

impl Cluster {
    /// A machine's notes came; there is nothing to see of them.
    pub(super) fn noted(&self, of: Peer, notes: &Uint8Array) {
        self.0.borrow_mut().keeper.noted(of, &notes.to_vec());
    }
}

impl Inner {
    /// A machine said something.
    pub(super) fn heard(&mut self, peer: Peer, message: FromMachine) {
        let Some(machine) = self.machines.get_mut(&peer.node) else { return };
        if machine.incarnation() != peer.incarnation {
            return;
        }
        machine.heard_at(self.clock.millis());
        if self.master.machines().condition(peer.node) == Some(&Condition::Silent) {
            self.tell(Input::Heard(peer.node));
        }
        match message {
            FromMachine::Ready => self.tell(Input::Ready(peer)),
            FromMachine::Replies(bytes) => {
                let bytes = bytes.to_vec();
                let replies = control::unpack::<Replies>(&bytes).unwrap_or_default();
                for (page, replies) in self.take_replies(peer, replies) {
                    if let Ok(bytes) = control::pack(&replies) {
                        self.tabs.say_to(page, &Said::Replies(peer, bytes));
                    }
                }
            }
            FromMachine::News(bytes) => {
                let bytes = bytes.to_vec();
                let Ok(mut news) = control::unpack::<News>(&bytes) else { return };
                self.take_news(peer, news.clone());
                if self.tabs.has_others() {
                    self.tabs.say(&Said::News(peer, bytes));
                }
                news.events.clear();
                self.keep_news(peer, news);
            }
            FromMachine::Alive => self.repeat_news(peer),
            FromMachine::Gate(bytes) => {
                if let Ok(report) = control::unpack::<GateReport>(&bytes.to_vec()) {
                    self.gate_told(peer, report);
                }
            }
            FromMachine::Left => self.left(peer),
            FromMachine::Accounted(bytes) => {
                if let Ok(status) = control::unpack(&bytes.to_vec()) {
                    self.accounted(peer, status);
                }
            }
            FromMachine::Noted(_) => {}
        }
    }

    /// Takes a machine's replies to this page's requests; answers those to other pages', by page.
    pub(super) fn take_replies(
        &mut self,
        from: Peer,
        replies: Replies,
    ) -> BTreeMap<PageId, Replies> {
        let mut others = BTreeMap::<PageId, Replies>::new();
        for (id, reply) in replies {
            if self.tabs.asked(id) {
                self.replied(from, id, reply);
            } else {
                others.entry(Tabs::who_asked(id)).or_default().push((id, reply));
            }
        }
        others
    }

    fn keep_news(&mut self, peer: Peer, news: News) {
        if let Some(machine) = self.machines.get_mut(&peer.node) {
            machine.set_news(news);
        }
    }

    /// Nothing has changed on a machine; but a page that has come meanwhile, or did not know the
    /// machine yet, hears how it is.
    fn repeat_news(&mut self, peer: Peer) {
        let Some(news) = self.machines.get(&peer.node).and_then(MachinePort::news) else { return };
        if self.tabs.has_others()
            && let Ok(bytes) = control::pack(news)
        {
            self.tabs.say(&Said::News(peer, bytes));
        }
        let News { status, .. } = news;
        let (members, summary, layout) = (status.members.clone(), status.summary, status.layout);
        self.tell(Input::Status { of: peer, members, summary, layout });
    }

    pub(super) fn take_news(&mut self, peer: Peer, news: News) {
        let News { status, .. } = &news;
        let (members, summary, layout) = (status.members.clone(), status.summary, status.layout);
        let dropped = self.board.news(news);
        if let Some(dropped) = dropped {
            self.keeper.aside(self.clock.now(), Aside::Dropped(peer, dropped));
        }
        self.tell(Input::Status { of: peer, members, summary, layout });
    }

    /// A worker broke, or must not go on: it is ended, which lets go of its locks.
    pub(super) fn trapped(&mut self, peer: Peer, why: String) {
        self.ended(peer, Cause::Trapped(why));
    }

    pub(super) fn ended(&mut self, peer: Peer, cause: Cause) {
        if self.own(peer.node) == Some(peer.incarnation) {
            self.end(peer.node);
            self.tell(Input::Down { peer, cause });
        }
    }

    /// Looks for machines that are silent: wedged, or frozen.
    pub(super) fn watch(&mut self) {
        let now = self.clock.millis();
        self.tell_record();
        self.watch_pages();
        self.parting.retain(|(ended, _)| now - ended < PARTING_MILLIS);
        // If this worker itself slept, it can't tell who was silent meanwhile.
        let asleep = now - self.last_watch - f64::from(WATCH_MILLIS);
        self.last_watch = now;
        let members = self.master.ledger().running().len();
        let interval = tick_interval(members);
        let limit = (tick_limit(members) + interval / 2).as_secs_f64() * 1000.0;
        let mut silent = Vec::new();
        for (&node, machine) in &mut self.machines {
            if asleep > interval.as_secs_f64() * 1000.0 {
                machine.heard_at(now);
            }
            if now - machine.last_heard() > limit && self.master.machines().is_running(node) {
                silent.push(node);
            }
        }
        for node in silent {
            self.tell(Input::Silent(node));
        }
    }
}
