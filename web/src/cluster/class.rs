//! This page's part in a class: its line to the server, names that no other page has, and pages that
//! are not heard any more.
//!
//! In a class there are no locks. A page says which of its machines have ended, as the system of a
//! machine closes its connections; a page that is gone without a word is known by its silence.

use std::{cell::OnceCell, collections::BTreeSet, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use lab::{
    limits::MAX_MACHINES,
    master::{Click, Condition, Input},
    pages::{PageId, Said},
};
use node_core::{NodeId, Peer, tick_interval, tick_limit};

use super::{Cluster, Inner};
use crate::{
    class::{Class, ClassTrouble, Fate, Line},
    control::machine::ToMachine,
    picture::Notice,
};

/// How long others may object to a name, in milliseconds.
const CLAIM_MILLIS: u32 = 250;

/// How often names are claimed anew before the page does without machines of its own.
const MAX_CLAIMS: u32 = 20;

/// A page's place in a class.
pub(super) struct Seat {
    pub(super) class: Class,
    /// Since when the server does not answer, in milliseconds of the wall clock.
    lost_at: Option<f64>,
    /// Names that this page is about to use.
    claims: BTreeSet<NodeId>,
    /// Names that other pages are about to use, until they do.
    reserved: BTreeSet<NodeId>,
}

impl Seat {
    pub(super) const fn new(class: Class) -> Self {
        Self { class, lost_at: None, claims: BTreeSet::new(), reserved: BTreeSet::new() }
    }
}

/// Opens the page's line; what becomes of it is told to the cluster, once the slot holds it.
pub(super) async fn open_line(
    class: &Class,
    cookie: &str,
    me: PageId,
    slot: &Rc<OnceCell<Cluster>>,
) -> Result<Line, ClassTrouble> {
    let slot = slot.clone();
    let on_fate = move |fate| {
        if let Some(cluster) = slot.get() {
            cluster.with(|inner, _| inner.line_is(fate));
        }
    };
    Line::open(class, cookie, &format!("page {:08x}", me.0), on_fate).await
}

impl Cluster {
    /// Starts so many machines under names that nobody else has.
    pub(super) async fn claim_and_start(&self, mut wanted: usize) {
        for _ in 0..MAX_CLAIMS {
            if wanted == 0 {
                return;
            }
            self.with(|inner, _| inner.claim(wanted));
            TimeoutFuture::new(CLAIM_MILLIS).await;
            self.with(|inner, _| {
                let claimed = inner.seat.as_mut().map(|seat| std::mem::take(&mut seat.claims));
                for node in claimed.unwrap_or_default() {
                    wanted -= 1;
                    inner.tell(Input::Click(Click::Start(node)));
                }
            });
        }
    }
}

impl Inner {
    /// The line is another thing than it was.
    fn line_is(&mut self, fate: Fate) {
        let now = self.clock.wall_millis();
        let Some(seat) = &mut self.seat else { return };
        match fate {
            Fate::Lost => {
                seat.lost_at.get_or_insert(now);
                self.board.notify(Notice::ServerLost);
            }
            Fate::Back => {
                let since = seat.lost_at.take().unwrap_or(now);
                self.board.withdraw(&Notice::ServerLost);
                self.board.notify(Notice::ServerBack(((now - since) / 1_000.0).ceil() as u64));
                // What the others said meanwhile was not heard: they say it again.
                self.tabs.greet(None);
                let roll = self.roll();
                self.tabs.say(&roll);
            }
            Fate::Ended(why) => {
                self.board.withdraw(&Notice::ServerLost);
                self.board.notify(Notice::ServerEnded(why));
            }
        }
    }

    /// Claims so many names that nobody is known to have.
    fn claim(&mut self, wanted: usize) {
        let machines = self.master.machines();
        let last = machines.numbers().max().unwrap_or_default();
        let Some(seat) = &mut self.seat else { return };
        let free = (last + 1..=MAX_MACHINES).map(NodeId::new);
        let free = free.filter(|node| !seat.reserved.contains(node));
        seat.claims = free.take(wanted).collect();
        let claims: Vec<NodeId> = seat.claims.iter().copied().collect();
        self.tabs.say(&Said::Claim(claims));
    }

    /// Another page wants these names: it is told which are taken.
    pub(super) fn hear_claim(&mut self, page: PageId, nodes: Vec<NodeId>) {
        let is_first = self.tabs.me() < page;
        let Some(seat) = &mut self.seat else { return };
        let mine = |node: &&NodeId| {
            self.machines.contains_key(node) || is_first && seat.claims.contains(node)
        };
        let taken: Vec<NodeId> = nodes.iter().filter(mine).copied().collect();
        if !is_first {
            seat.claims.retain(|node| !nodes.contains(node));
        }
        seat.reserved.extend(nodes.into_iter().filter(|node| node.number() <= MAX_MACHINES));
        if !taken.is_empty() {
            self.tabs.say_to(page, &Said::Taken(taken));
        }
    }

    /// These names are another page's.
    pub(super) fn names_are_taken(&mut self, nodes: &[NodeId]) {
        if let Some(seat) = &mut self.seat {
            seat.claims.retain(|node| !nodes.contains(node));
            seat.reserved.extend(nodes.iter().filter(|node| node.number() <= MAX_MACHINES));
        }
    }

    /// A machine has ended, here or elsewhere: this page's machines see their links to it close.
    pub(super) fn link_is_closed(&self, dead: Peer) {
        if self.seat.is_some() {
            for (node, machine) in &self.machines {
                if *node != dead.node {
                    machine.tell(&ToMachine::LinkDown(dead));
                }
            }
        }
    }

    /// A page was heard: so are its machines.
    pub(super) fn page_was_heard(&mut self, page: PageId) {
        let now = self.clock.wall_millis();
        if self.seat.is_none() || !self.tabs.heard(page, now) {
            return;
        }
        for peer in self.tabs.machines_of(page) {
            if self.master.machines().condition(peer.node) == Some(&Condition::Silent) {
                self.tell(Input::Heard(peer.node));
            }
        }
    }

    /// Looks for pages that are silent: gone without a word, or cut off.
    pub(super) fn watch_pages(&mut self) {
        if self.seat.is_none() {
            return;
        }
        let members = self.master.ledger().running().len();
        let limit = tick_limit(members) + tick_interval(members) / 2;
        let now = self.clock.wall_millis();
        for peer in self.tabs.silent_machines(now, limit.as_secs_f64() * 1_000.0) {
            if self.master.machines().is_running(peer.node) {
                self.tell(Input::Silent(peer.node));
            }
        }
    }
}
