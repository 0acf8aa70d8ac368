//! Requests under way: each ends in exactly one reply.

mod batches;

use alloc::{collections::BTreeMap, vec::Vec};

pub(crate) use batches::{Batches, Open};

use crate::{
    id::{NodeId, RequestId},
    limits::CALL_TIMEOUT,
    message::CallId,
    time::Instant,
};

/// Calls that wait for an answer from another machine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pending {
    last: u64,
    calls: BTreeMap<CallId, Call>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) whose: Whose,
    pub(crate) owner: NodeId,
    deadline: Instant,
}

/// What a call is made for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose {
    /// One operation.
    Request(RequestId),
    /// A part of a batch.
    Part(Open),
}

impl Pending {
    pub(crate) fn len(&self) -> usize {
        self.calls.len()
    }

    /// Notes a call to `owner` that begins now.
    pub(crate) fn begin(&mut self, now: Instant, whose: Whose, owner: NodeId) -> CallId {
        self.last += 1;
        let call = CallId(self.last);
        self.calls.insert(call, Call { whose, owner, deadline: now + CALL_TIMEOUT });
        call
    }

    /// The call that `owner` answers; `None` for one that is over, or was never its to answer.
    pub(crate) fn get(&self, call: CallId, owner: NodeId) -> Option<Call> {
        self.calls.get(&call).filter(|known| known.owner == owner).copied()
    }

    /// A call was answered.
    pub(crate) fn end(&mut self, call: CallId) {
        self.calls.remove(&call);
    }

    /// Ends all calls to a machine that went down, oldest first.
    pub(crate) fn end_all_to(&mut self, owner: NodeId) -> Vec<Call> {
        self.calls.extract_if(.., |_, call| call.owner == owner).map(|(_, call)| call).collect()
    }

    /// Ends all calls whose time is over, oldest first.
    pub(crate) fn end_overdue(&mut self, now: Instant) -> Vec<Call> {
        let mut overdue = Vec::new();
        while let Some(first) = self.calls.first_entry()
            && first.get().deadline <= now
        {
            overdue.push(first.remove());
        }
        overdue
    }

    /// When the oldest call is overdue. All wait equally long, so the oldest is the first.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.calls.first_key_value().map(|(_, call)| call.deadline)
    }
}
