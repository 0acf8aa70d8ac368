//! The record of this page's cluster: told to who looks back, or to be saved.

use std::collections::BTreeSet;

use lab::{
    master::Condition,
    record::{Ending, MachineEnd},
};
use node_core::{Instant, NodeId, Peer, Status};
use web_sys::MessagePort;

use super::{Cluster, Inner};
use crate::{
    control::{
        self, Port,
        machine::ToMachine,
        master::FromMaster,
        replay::{FromKeeper, Held},
    },
    picture::Notice,
};

/// How long the machines are waited for, in milliseconds: one may hang.
const PATIENCE_MILLIS: f64 = 1_000.0;

/// How often who looks at the end is told what has come, in milliseconds.
const MORE_MILLIS: f64 = 1_000.0;

/// Somebody looks back on this cluster.
pub(super) struct Looker {
    port: Port,
    /// When it was told last, in milliseconds since the page was opened; not yet, at first.
    told: Option<f64>,
    /// It keeps the record once it has been told it.
    keeps: bool,
}

/// What the machines are waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Somebody looks back.
    Look,
    /// The record is to be saved. All machines hold still meanwhile, so that it ends for all of them
    /// at one moment.
    Save,
}

/// The machines' last notes are waited for.
pub(super) struct Gathering {
    why: Why,
    began: f64,
    /// All that was handed to a machine before is in the record once it has answered.
    until: Instant,
    waits_for: BTreeSet<NodeId>,
    seen: Vec<MachineEnd>,
}

impl Cluster {
    /// Tells the record over this port, now and as it goes on.
    pub(super) fn look_back(&self, port: Option<MessagePort>) {
        let inner = &mut *self.0.borrow_mut();
        let Some(port) = port else { return };
        // Nothing is said on it by the other side.
        let port = Port::listen(port, |(): (), _| {});
        inner.looker = Some(Looker { port, told: None, keeps: false });
        inner.keeper.watch_fresh(true);
        inner.gather(Why::Look);
    }

    /// Whoever looks back keeps the record from now on.
    pub(super) fn keeps_record(&self) {
        let inner = &mut *self.0.borrow_mut();
        if let Some(looker) = &mut inner.looker {
            looker.keeps = true;
            if looker.told.is_some() {
                inner.keeper.hand_over();
            }
        }
    }

    /// Nobody looks back any more.
    pub(super) fn looked_back(&self) {
        let inner = &mut *self.0.borrow_mut();
        inner.looker = None;
        inner.asked_to_keep = false;
        inner.keeper.watch_fresh(false);
    }

    /// Hands the record to the page, to be saved.
    pub(super) fn save_record(&self) {
        self.0.borrow_mut().gather(Why::Save);
    }
}

impl Inner {
    /// Whoever kept the record broke, or could not begin.
    pub(super) fn record_is_lost(&mut self) {
        self.looker = None;
        self.keeper.lose();
        for machine in self.machines.values() {
            machine.tell(&ToMachine::StopNotes);
        }
    }

    /// Asks all machines for their last notes.
    fn gather(&mut self, why: Why) {
        // One after another.
        if self.gathering.is_some() {
            self.saves_next |= why == Why::Save;
            return;
        }
        let machines = self.machines.keys().copied();
        let runs = |node: &NodeId| {
            let condition = self.master.machines().condition(*node);
            !matches!(condition, Some(Condition::Starting) | None)
        };
        let waits_for: BTreeSet<NodeId> = machines.filter(runs).collect();
        for node in &waits_for {
            self.machines[node].tell(&ToMachine::Account { hold: why == Why::Save });
        }
        let (began, until) = (self.clock.wall_millis(), self.clock.now());
        self.gathering = Some(Gathering { why, began, until, waits_for, seen: Vec::new() });
        self.gathered();
    }

    /// A machine has answered: all its notes are here, and it is so.
    pub(super) fn accounted(&mut self, peer: Peer, status: Status) {
        let Some(gathering) = &mut self.gathering else { return };
        if gathering.waits_for.remove(&peer.node) {
            let Status { members, summary, .. } = status;
            gathering.seen.push(MachineEnd { peer, members, summary });
        }
        self.gathered();
    }

    /// A machine has ended, and is waited for no more.
    pub(super) fn is_not_waited_for(&mut self, node: NodeId) {
        if let Some(gathering) = &mut self.gathering
            && gathering.waits_for.remove(&node)
        {
            self.gathered();
        }
    }

    /// Tells what was gathered, once it is whole.
    fn gathered(&mut self) {
        let late = self.clock.wall_millis() - PATIENCE_MILLIS;
        let is_over = |one: &mut Gathering| one.waits_for.is_empty() || one.began < late;
        let Some(gathering) = self.gathering.take_if(is_over) else { return };
        match gathering.why {
            Why::Look => self.tell_looker(gathering.until),
            Why::Save => self.hand_over(gathering),
        }
        if std::mem::take(&mut self.saves_next) {
            self.gather(Why::Save);
        }
    }

    fn tell_looker(&mut self, until: Instant) {
        let Some(looker) = &mut self.looker else { return };
        let first = looker.told.replace(self.clock.wall_millis()).is_none();
        let held = if first {
            let frames = self.keeper.frames(None);
            // That is in it.
            self.keeper.take_fresh();
            Held::Whole(frames)
        } else {
            Held::More(self.keeper.take_fresh())
        };
        if let Ok(bytes) = control::pack_to_post(&(until, held)) {
            looker.port.tell(&FromKeeper::Held(bytes));
        }
        if first && looker.keeps {
            self.keeper.hand_over();
        }
    }

    /// Hands the record to the page, and lets the machines go on.
    fn hand_over(&mut self, gathering: Gathering) {
        for machine in self.machines.values() {
            machine.tell(&ToMachine::GoOn);
        }
        let mut ending = Ending::of(self.clock.now(), &self.master);
        let is_whole = gathering.waits_for.is_empty();
        let mut seen = gathering.seen;
        seen.sort_by_key(|end| end.peer.node.number());
        ending.seen = is_whole.then_some(seen);
        match self.keeper.frames(Some(ending)) {
            frames if frames.is_empty() => {
                self.board.notify(Notice::NoWholeRecord);
            }
            frames => {
                self.page.tell(&FromMaster::Record(js_sys::Uint8Array::from(&frames[..])));
            }
        }
    }

    /// Goes on with what waited too long, and tells who looks back what has come; to be called now and
    /// then.
    pub(super) fn tell_record(&mut self) {
        self.gathered();
        if self.keeper.is_too_large() && !std::mem::replace(&mut self.asked_to_keep, true) {
            self.page.tell(&FromMaster::RecordTooLarge);
        }
        let due = self.clock.wall_millis() - MORE_MILLIS;
        let is_due =
            self.looker.as_ref().is_some_and(|looker| looker.told.is_some_and(|at| at < due));
        if is_due && self.keeper.has_fresh() {
            self.gather(Why::Look);
        }
    }
}
