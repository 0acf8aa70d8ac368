//! Many keys, one after another: a fill, or a count of hits.

use node_core::{NodeId, Operation, Request, Term, fill_key};

use super::{
    Accounted, Master, Progress,
    reply::{PutFate, What},
    step::{Done, Step},
};
use crate::{count::grouped, limits::WINDOW, value::Value};

/// A fill, or a count of hits.
#[derive(Debug)]
pub(super) struct Bulk {
    /// The machine talked to.
    through: NodeId,
    /// The number in the keys.
    via: u32,
    keys: u64,
    next: u64,
    answered: u64,
    hits: u64,
    refused: u64,
    unknown: u64,
    is_fill: bool,
    cancelled: bool,
}

impl Bulk {
    pub(super) const fn new(through: NodeId, via: u32, keys: u64, is_fill: bool) -> Self {
        Self {
            through,
            via,
            keys,
            next: 1,
            answered: 0,
            hits: 0,
            refused: 0,
            unknown: 0,
            is_fill,
            cancelled: false,
        }
    }

    pub(super) const fn progress(&self) -> Progress {
        Progress { via: self.through, keys: self.keys, done: self.answered, is_fill: self.is_fill }
    }

    /// Counts one key's reply.
    pub(super) fn count(&mut self, fate: PutFate, hit: bool) {
        self.answered += 1;
        self.hits += u64::from(hit);
        self.refused += u64::from(fate == PutFate::Refused);
        self.unknown += u64::from(fate == PutFate::Unknown);
    }

    pub(super) fn cancel(&mut self) {
        self.cancelled |= self.is_fill;
    }

    /// Keys that were sent and not answered.
    const fn under_way(&self) -> u64 {
        self.next - 1 - self.answered
    }

    /// Whether nothing is under way and nothing is to come.
    pub(super) const fn is_over(&self) -> bool {
        self.under_way() == 0 && (self.cancelled || self.next > self.keys)
    }

    pub(super) fn done(&self) -> Done {
        if !self.is_fill {
            return Step::value(Value::count(self.hits));
        }
        let mut notes = Vec::new();
        if self.cancelled {
            notes.push(format!(
                "cancelled after {} of {} keys",
                grouped(self.answered),
                grouped(self.keys)
            ));
        }
        if self.refused > 0 {
            notes.push(format!("{} refused", grouped(self.refused)));
        }
        if self.unknown > 0 {
            notes.push(format!("{} sent and never answered", grouped(self.unknown)));
        }
        let hint = (!notes.is_empty()).then(|| notes.join(", "));
        Done { value: Ok(Value::ok()), hint }
    }
}

impl Master {
    /// Sends keys until as many are under way as may be, half a window at a time: one key for
    /// each reply would mean a message for each key.
    pub(super) fn send_more(&mut self, bulk: &mut Bulk) {
        if bulk.under_way() > WINDOW / 2 {
            return;
        }
        while !bulk.cancelled && bulk.next <= bulk.keys && bulk.under_way() < WINDOW {
            if !self.machines.is_running(bulk.through) {
                self.give_up(bulk);
                return;
            }
            let (key, value) = (fill_key(bulk.via, bulk.next), Term::from(bulk.next as i64));
            bulk.next += 1;
            if bulk.is_fill {
                let operation = Operation::Put { key: key.clone(), value: value.clone() };
                let what = What::FillPut { key, value };
                self.ask(bulk.through, Request::Operation(operation), what);
            } else {
                let request = Request::Operation(Operation::Get { key });
                self.ask(bulk.through, request, What::HitsGet { value });
            }
        }
    }

    /// The machine a fill goes through is dead: what was not sent never will be.
    fn give_up(&mut self, bulk: &mut Bulk) {
        let rest = bulk.keys + 1 - bulk.next;
        bulk.next = bulk.keys + 1;
        bulk.answered += rest;
        if bulk.is_fill {
            bulk.refused += rest;
            self.note(Accounted::Refused(rest));
        }
    }

    pub(super) fn cancel_fill(&mut self) {
        if let Some(Step::Bulk(bulk)) = self.job.as_mut().and_then(super::Job::step) {
            bulk.cancel();
        }
    }
}
