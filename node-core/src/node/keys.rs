//! What a machine does with keys: its clients' operations, and what others send it.

use alloc::vec::Vec;

use super::Node;
use crate::{
    batch::{Batch, BatchReply, Part},
    id::{NodeId, Peer, RequestId},
    io::{Error, Reply},
    limits::{
        MAX_BATCH_BYTES, MAX_BATCH_KEYS, MAX_PENDING_BATCHES, MAX_PENDING_CALLS, MAX_TERM_BYTES,
    },
    message::{Answer, Body, CallId, Operation},
    placement::Place,
    request::{Call, Open, Whose},
    term::{Term, View},
    time::Instant,
};

/// A call that ended without an answer.
#[derive(Clone, Copy)]
pub(super) enum Failure {
    NodeDown,
    Timeout,
}

impl Node {
    /// Sees to it that the key's owner does the operation.
    pub(super) fn begin(
        &mut self,
        now: Instant,
        id: RequestId,
        operation: Operation,
    ) -> Result<(), Error> {
        let bytes = operation.largest_term();
        if bytes > MAX_TERM_BYTES {
            return Err(Error::TooLarge { bytes });
        }
        if self.pending.len() >= MAX_PENDING_CALLS {
            return Err(Error::Busy);
        }
        let hash = self.hash(operation.key().view());
        let owner = self.owner(hash);
        if owner == self.me.node {
            let answer = self.perform(hash, operation);
            self.reply(id, Reply::Done { by: self.me, answer });
            return Ok(());
        }
        if self.members.binary_search(&owner).is_err() {
            self.reply(id, Reply::NodeDown { owner, sent: false });
            return Ok(());
        }
        let call = self.pending.begin(now, Whose::Request(id), owner);
        self.membership.send(now, owner, Body::Call { call, operation });
        Ok(())
    }

    /// Sees to it that each key's owner does the operation.
    pub(super) fn begin_batch(
        &mut self,
        now: Instant,
        id: RequestId,
        batch: &Batch,
    ) -> Result<(), Error> {
        let (largest, bytes) = (batch.pack().largest(), batch.pack().bytes());
        if largest > MAX_TERM_BYTES {
            return Err(Error::TooLarge { bytes: largest });
        }
        if bytes > MAX_BATCH_BYTES || batch.len() > MAX_BATCH_KEYS {
            return Err(Error::TooLarge { bytes });
        }
        let calls = self.pending.len() + self.members.len();
        if self.batches.len() >= MAX_PENDING_BATCHES || calls > MAX_PENDING_CALLS {
            return Err(Error::Busy);
        }
        if batch.is_empty() {
            let nothing = BatchReply { parts: Vec::new(), part_of: Vec::new() };
            self.reply(id, Reply::Batch(nothing));
            return Ok(());
        }
        let (parts, part_of) = batch.split(|key| self.owner(self.hash(key)));
        let keys = parts.iter().map(|(_, part)| part.len());
        let opened = self.batches.begin(id, keys, part_of);
        for ((owner, batch), open) in parts.into_iter().zip(opened) {
            if owner == self.me.node {
                let answer = self.perform_batch(batch);
                self.end_part(open, part(self.me, answer));
            } else if self.members.binary_search(&owner).is_err() {
                self.end_part(open, Part::NodeDown { owner, sent: false });
            } else {
                let call = self.pending.begin(now, Whose::Part(open), owner);
                self.membership.send(now, owner, Body::Batch { call, batch });
            }
        }
        Ok(())
    }

    pub(super) fn handle_body(&mut self, now: Instant, from: NodeId, body: Body) {
        match body {
            Body::Call { call, operation } => {
                let answer = self.perform(self.hash(operation.key().view()), operation);
                self.membership.send(now, from, Body::Answer { call, answer });
            }
            Body::Batch { call, batch } => {
                let answer = self.perform_batch(batch);
                self.membership.send(now, from, Body::Answer { call, answer });
            }
            Body::Layout(layout) => {
                if !self.hear_layout(now, from, layout) {
                    self.ignored += 1;
                }
            }
            Body::Answer { call, answer } => self.handle_answer(from, call, answer),
        }
    }

    fn handle_answer(&mut self, from: NodeId, call: CallId, answer: Answer) {
        let incarnation = self.membership.incarnation_of(from);
        let known = self.pending.get(call, from).zip(incarnation);
        let Some((Call { whose, .. }, incarnation)) = known else {
            // It came after its time was over.
            self.ignored += 1;
            return;
        };
        let by = Peer { node: from, incarnation };
        match whose {
            Whose::Request(id) => self.reply(id, Reply::Done { by, answer }),
            Whose::Part(open) if answers(&answer, open) => self.end_part(open, part(by, answer)),
            // A member that says nonsense has not answered.
            Whose::Part(_) => {
                self.ignored += 1;
                return;
            }
        }
        self.pending.end(call);
    }

    /// A call ends without an answer.
    pub(super) fn fail(&mut self, call: Call, failure: Failure) {
        let owner = call.owner;
        match (call.whose, failure) {
            (Whose::Request(id), Failure::NodeDown) => {
                self.reply(id, Reply::NodeDown { owner, sent: true });
            }
            (Whose::Request(id), Failure::Timeout) => self.reply(id, Reply::Timeout { owner }),
            (Whose::Part(open), Failure::NodeDown) => {
                self.end_part(open, Part::NodeDown { owner, sent: true });
            }
            (Whose::Part(open), Failure::Timeout) => self.end_part(open, Part::Timeout { owner }),
        }
    }

    fn end_part(&mut self, open: Open, ended: Part) {
        if let Some((id, reply)) = self.batches.end(open, ended) {
            self.reply(id, Reply::Batch(reply));
        }
    }

    /// Does an operation here, whoever owns the key: an owner stores what it is sent without
    /// checking that it is the owner, as the seed does. That is how entries get stranded.
    fn perform(&mut self, hash: u32, operation: Operation) -> Answer {
        match operation {
            Operation::Get { key } => Answer::Value(self.store.get(hash, &key).cloned()),
            Operation::Put { key, value } => {
                self.store.put(hash, key, value, self.owner(hash) == self.me.node);
                Answer::Stored
            }
            Operation::Delete { key } => {
                self.store.delete(hash, &key, self.owner(hash) == self.me.node);
                Answer::Deleted
            }
        }
    }

    /// Does the same for each key of a batch.
    fn perform_batch(&mut self, batch: Batch) -> Answer {
        match batch {
            Batch::Get(keys) => {
                let value = |key: View<'_>| self.store.get(self.hash(key), &key.into()).cloned();
                let values: Vec<Option<Term>> = keys.iter().map(value).collect();
                let bytes: usize = values.iter().flatten().map(Term::size).sum();
                if bytes > MAX_BATCH_BYTES { Answer::TooLarge } else { Answer::Values(values) }
            }
            Batch::Put(entries) => {
                let mut stored = 0;
                for (key, value, _) in entries.pairs() {
                    let hash = self.hash(key);
                    let owned = self.owner(hash) == self.me.node;
                    self.store.put(hash, key.into(), value.into(), owned);
                    stored += 1;
                }
                Answer::AllStored(stored)
            }
        }
    }

    /// Who owns a key of this hash in this machine's view; itself, when there is nobody.
    fn owner(&self, hash: u32) -> NodeId {
        self.agreement.owners.owner(hash).unwrap_or(self.me.node)
    }

    /// What the placement hashes of a key.
    pub(super) fn hash(&self, key: View<'_>) -> u32 {
        self.agreement.layout().placement().hash(key)
    }
}

/// Whether an answer says something of each key of a part.
fn answers(answer: &Answer, part: Open) -> bool {
    match answer {
        Answer::AllStored(keys) => *keys == part.keys,
        Answer::Values(values) => values.len() == part.keys as usize,
        Answer::TooLarge => true,
        Answer::Value(_) | Answer::Stored | Answer::Deleted => false,
    }
}

fn part(by: Peer, answer: Answer) -> Part {
    match answer {
        Answer::Values(values) => Part::Values(by, values),
        Answer::TooLarge => Part::TooLarge(by),
        _ => Part::Stored(by),
    }
}
