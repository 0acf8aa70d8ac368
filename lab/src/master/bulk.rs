//! Many keys, one batch after another: a fill, or a count of hits.

use node_core::{
    Batch, BatchReply, FillSpan, MAX_BATCH_KEYS, NodeId, Operation, Part, Request, Term, fill_key,
};

use super::{
    Accounted, Hint, Master, Progress, PutsEnd,
    reply::What,
    step::{Done, Step},
};
use crate::{
    limits::{BATCH_KEYS, BATCHES, PART_KEYS, WINDOW},
    value::Value,
};

/// A fill, or a count of hits.
#[derive(Clone, Debug)]
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
    /// Keys of one batch.
    batch: u64,
}

/// What became of the keys of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ended {
    pub(super) keys: u64,
    pub(super) hits: u64,
    pub(super) refused: u64,
    pub(super) unknown: u64,
}

impl Bulk {
    /// Among so many machines.
    pub(super) fn new(
        through: NodeId,
        via: u32,
        keys: u64,
        is_fill: bool,
        machines: usize,
    ) -> Self {
        let most = (PART_KEYS * machines as u64).clamp(*BATCH_KEYS.end(), MAX_BATCH_KEYS as u64);
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
            batch: (keys / BATCHES).clamp(*BATCH_KEYS.start(), most),
        }
    }

    pub(super) const fn progress(&self) -> Progress {
        Progress { via: self.through, keys: self.keys, done: self.answered, is_fill: self.is_fill }
    }

    fn count(&mut self, ended: Ended) {
        self.answered += ended.keys;
        self.hits += ended.hits;
        self.refused += ended.refused;
        self.unknown += ended.unknown;
    }

    pub(super) fn cancel(&mut self) {
        self.cancelled |= self.is_fill;
    }

    /// Keys that were sent and not answered.
    const fn under_way(&self) -> u64 {
        self.next - 1 - self.answered
    }

    /// The keys of the next batch, as long as one may be sent.
    fn next_batch(&mut self) -> Option<FillSpan> {
        let keys = self.batch;
        let is_full = self.under_way() + keys > WINDOW * keys;
        if self.cancelled || is_full || self.next > self.keys {
            return None;
        }
        let keys = keys.min(self.keys + 1 - self.next);
        let span = FillSpan { via: self.via, first: self.next, keys: keys as u32 };
        self.next += keys;
        Some(span)
    }

    /// Whether nothing is under way and nothing is to come.
    pub(super) const fn is_over(&self) -> bool {
        self.under_way() == 0 && (self.cancelled || self.next > self.keys)
    }

    pub(super) fn done(&self) -> Done {
        if !self.is_fill {
            return Step::value(Value::count(self.hits));
        }
        let mut hints = Vec::new();
        if self.cancelled {
            hints.push(Hint::Cancelled { answered: self.answered, keys: self.keys });
        }
        if self.refused > 0 {
            hints.push(Hint::Refused(self.refused));
        }
        if self.unknown > 0 {
            hints.push(Hint::Unanswered(self.unknown));
        }
        Done { value: Ok(Value::ok()), hints }
    }
}

impl Master {
    /// Sends batches until as many are under way as may be.
    pub(super) fn send_more(&mut self, bulk: &mut Bulk) {
        loop {
            if !self.machines.is_running(bulk.through) {
                return self.give_up(bulk);
            }
            let Some(span) = bulk.next_batch() else { return };
            if bulk.is_fill {
                let request = Request::Batch(Batch::Put(span.pack_entries()));
                self.ask(bulk.through, request, What::Fill(span));
            } else {
                let request = Request::Batch(Batch::Get(span.pack_keys()));
                self.ask(bulk.through, request, What::Hits(span));
            }
        }
    }

    /// The machine a fill goes through is dead: what was not sent never will be.
    fn give_up(&mut self, bulk: &mut Bulk) {
        if bulk.cancelled {
            return;
        }
        let rest = bulk.keys + 1 - bulk.next;
        bulk.next = bulk.keys + 1;
        bulk.answered += rest;
        if bulk.is_fill && rest > 0 {
            bulk.refused += rest;
            self.note(Accounted::Refused(rest));
        }
    }

    pub(super) fn cancel_fill(&mut self) {
        if let Some(bulk) = self.bulk() {
            bulk.cancel();
        }
    }

    fn bulk(&mut self) -> Option<&mut Bulk> {
        match self.job.as_mut().and_then(super::Job::step) {
            Some(Step::Bulk(bulk)) => Some(bulk),
            _ => None,
        }
    }

    pub(super) fn count_bulk(&mut self, ended: Ended) {
        if let Some(bulk) = self.bulk() {
            bulk.count(ended);
        }
    }

    /// A batch of a fill ended; `None` when the machine rejected it.
    pub(super) fn end_fill(&mut self, span: FillSpan, ended: Option<BatchReply>) {
        let (ends, end_of) = match ended {
            Some(BatchReply { parts, part_of }) => {
                (parts.iter().map(|part| self.puts_end(part)).collect(), part_of)
            }
            None => (vec![PutsEnd::Refused], vec![0; span.keys as usize]),
        };
        self.account_fill(span, ends, end_of);
    }

    /// The machine a fill goes through died: nobody knows to whom it had passed on what.
    pub(super) fn end_fill_in_doubt(&mut self, span: FillSpan) {
        let everyone = self.machines.alive().collect();
        let end_of = vec![0; span.keys as usize];
        self.account_fill(span, vec![PutsEnd::Unknown(everyone)], end_of);
    }

    fn puts_end(&self, part: &Part) -> PutsEnd {
        match part {
            Part::Stored(by) => PutsEnd::Stored(*by),
            Part::NodeDown { owner, sent: true } | Part::Timeout { owner } => {
                PutsEnd::Unknown(self.suspects(*owner, false))
            }
            Part::NodeDown { sent: false, .. } | Part::Values(..) | Part::TooLarge(_) => {
                PutsEnd::Refused
            }
        }
    }

    fn account_fill(&mut self, span: FillSpan, ends: Vec<PutsEnd>, end_of: Vec<u16>) {
        let mut keys = vec![0; ends.len()];
        for &end in &end_of {
            if let Some(keys) = keys.get_mut(usize::from(end)) {
                *keys += 1;
            }
        }
        let with = |wanted: fn(&PutsEnd) -> bool| {
            ends.iter().zip(&keys).filter(|(end, _)| wanted(end)).map(|(_, keys)| keys).sum()
        };
        let ended = Ended {
            keys: span.keys.into(),
            hits: 0,
            refused: with(|end| matches!(end, PutsEnd::Refused)),
            unknown: with(|end| matches!(end, PutsEnd::Unknown(_))),
        };
        self.note(Accounted::Fill { span, ends, end_of });
        self.count_bulk(ended);
    }

    /// A batch of a count of hits ended.
    pub(super) fn end_hits(&mut self, through: NodeId, span: FillSpan, ended: Option<BatchReply>) {
        let Some(BatchReply { parts, part_of }) = ended else {
            return self.count_bulk(Ended { keys: span.keys.into(), ..Ended::default() });
        };
        let mut values: Vec<_> = parts
            .into_iter()
            .map(|part| match part {
                Part::Values(_, values) => Ok(values.into_iter()),
                Part::TooLarge(_) => Err(true),
                Part::Stored(_) | Part::NodeDown { .. } | Part::Timeout { .. } => Err(false),
            })
            .collect();
        let mut count = Ended::default();
        for (j, part) in span.numbers().zip(part_of) {
            let value = Term::from(j as i64);
            match values.get_mut(usize::from(part)) {
                Some(Err(true)) => {
                    // Values that are too large for one answer come one by one.
                    let operation = Operation::Get { key: fill_key(span.via, j) };
                    self.ask(through, Request::Operation(operation), What::Hit { value });
                    continue;
                }
                Some(Ok(values)) => {
                    count.hits += u64::from(values.next().flatten() == Some(value));
                }
                Some(Err(false)) | None => {}
            }
            count.keys += 1;
        }
        self.count_bulk(count);
    }
}
