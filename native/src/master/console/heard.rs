//! What other pages say, and what the Master is told of it.

use lab::{
    master::{Cause, Condition, Input, Master, Told},
    pages::{self, Deed, News, PageId, Replies, Roll, Said},
};
use node_core::Peer;

use super::Console;

impl Console {
    /// Another page said something.
    pub(super) fn said(&mut self, page: PageId, said: Said) {
        let now = self.channel.now();
        let is_known = self.pages.knows(page);
        for node in self.pages.heard(now, page) {
            self.tell(Input::Heard(node));
        }
        match said {
            Said::Hello { .. } => {
                self.meet(page);
                let roll = self.roll();
                self.channel.say_to(page, &roll);
            }
            Said::Roll(roll) => {
                self.meet(page);
                self.take_roll(page, roll, !is_known);
            }
            Said::Bye => self.page_is_gone(page),
            // It began before this page did, and will answer a hello.
            _ if !is_known => {
                self.channel.say_to(page, &Said::Hello { reloaded: None });
            }
            Said::Machine(peer, condition) => self.take_machine(page, peer, condition, false),
            Said::News(peer, bytes) => {
                if let Ok(News { status, .. }) = pages::unpack(&bytes)
                    && status.me == peer
                {
                    let (members, summary, layout) =
                        (status.members, status.summary, status.layout);
                    self.tell(Input::Status { of: peer, members, summary, layout });
                }
            }
            Said::Replies(_, bytes) => {
                for (id, reply) in pages::unpack::<Replies>(&bytes).unwrap_or_default() {
                    if self.calls.remove(&id).is_some() {
                        self.tell(match reply {
                            Some(reply) => Input::Reply { id, reply },
                            None => Input::Rejected { id },
                        });
                    }
                }
            }
            Said::Accounted(all) => self.told(Told::Accounted(all)),
            Said::Busy(busy) => {
                self.pages.set_busy(page, busy);
                self.told(Told::Busy(self.pages.are_busy()));
            }
            Said::Network(network, sides) => self.told(Told::Network(network, sides)),
            Said::Pace(rate) => self.set_rate(rate),
            Said::Booted(founding) => {
                self.booted_elsewhere = true;
                self.told(Told::Booted(founding));
            }
            Said::Cause(peer, cause) => self.told(Told::Cause(peer, cause)),
            // It runs no machines, and claims none.
            Said::Do(..)
            | Said::Requests(..)
            | Said::Start(..)
            | Said::Claim(_)
            | Said::Taken(_)
            | Said::Alive => {}
        }
    }

    fn meet(&mut self, page: PageId) {
        if self.pages.meet(self.channel.now(), page) {
            self.master.set_shares(true);
        }
    }

    fn take_roll(&mut self, page: PageId, roll: Roll, is_first: bool) {
        self.pages.take_roll(page, &roll);
        if !self.decided {
            if self.master.machines().numbers().next().is_none() {
                let first = self.master.last_request();
                self.master =
                    Master::joining(self.channel.now(), roll.founding).with_requests_from(first);
                self.master.set_shares(true);
            }
            self.told(Told::Network(roll.network, roll.sides));
            self.set_rate(roll.rate);
        }
        for (peer, condition) in roll.machines {
            let known = self.master.machines().condition(peer.node);
            let is_killed = known == Some(&Condition::Dead(Cause::Killed))
                && self.master.machines().incarnation(peer.node) == Some(peer.incarnation);
            if is_killed && condition.runs() {
                // It was not heard that it is to die.
                self.channel.say_to(page, &Said::Do(peer.node, Deed::Kill));
                continue;
            }
            self.take_machine(page, peer, condition, is_first);
        }
        self.told(Told::Busy(self.pages.are_busy()));
    }

    fn take_machine(&mut self, page: PageId, peer: Peer, condition: Condition, earlier: bool) {
        if condition == Condition::Starting {
            return;
        }
        self.pages.machine(page, peer, &condition);
        let was_asked = self
            .starts
            .get(&peer.node)
            .is_some_and(|start| start.peer.incarnation <= peer.incarnation && condition.runs());
        if was_asked {
            self.starts.remove(&peer.node);
            // It runs elsewhere, but this Master had it started: to it, it is ready.
            self.tell(Input::Ready(peer));
        }
        self.told(Told::Machine { peer, condition, earlier });
    }

    fn page_is_gone(&mut self, page: PageId) {
        for peer in self.pages.gone(page) {
            self.tell(Input::Down { peer, cause: Cause::TabClosed });
        }
        self.told(Told::Busy(self.pages.are_busy()));
        let now = self.channel.now();
        for start in self.starts.values_mut().filter(|start| start.page == Some(page)) {
            start.page = None;
            start.until = now;
        }
    }

    /// What is typed here goes by the wall clock alone.
    fn set_rate(&mut self, rate: f64) {
        if rate != self.rate {
            eprintln!("apothik: a page has set the pace of time to {rate}; lines here go on at 1");
        }
        self.rate = rate;
    }
}
