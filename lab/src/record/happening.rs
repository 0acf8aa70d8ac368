//! What a record tells people: one thing that happened, in words that a feed and a diagram show.

use node_core::{DownReason, Instant, NodeId, Peer, RequestId, Term, message::CallId};
use serde::{Deserialize, Serialize};

use crate::{
    ledger::Toll,
    master::{Cause, Click, Outcome, Ticket},
};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// When, in cluster time; of a message, when it was received.
    pub at: Instant,
    /// Which note of the record it came from: their number in the order in which the replay lives
    /// them, from 1. [`Replay::seek_to`](super::Replay::seek_to) goes there.
    pub note: u64,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A machine was started.
    Started(Peer),
    /// A machine is dead, or silent, as the Master has it, and this is what that cost.
    Died {
        /// Which machine.
        node: NodeId,
        /// What of.
        cause: Cause,
        /// What it cost.
        toll: Toll,
    },
    /// A machine neither hears nor acts from now on.
    Frozen(Peer),
    /// A frozen machine goes on.
    Thawed(Peer),
    /// A machine believes that another is up.
    Up {
        /// Who believes it.
        by: Peer,
        /// Of whom.
        about: Peer,
    },
    /// A machine believes that another is down.
    Down {
        /// Who believes it.
        by: Peer,
        /// Of whom.
        about: Peer,
        /// How it came to think so.
        reason: DownReason,
    },
    /// A machine heard that the link of another closed.
    LinkClosed {
        /// Who heard it.
        by: Peer,
        /// Whose link.
        about: Peer,
    },
    /// A message was received.
    Message(Message),
    /// A person gave a line to the Master.
    Line {
        /// The line's name.
        ticket: Ticket,
        /// As it was typed; empty where nobody noted it.
        text: String,
    },
    /// A person clicked.
    Click(Click),
    /// A line has its result.
    Result {
        /// The line's name.
        ticket: Ticket,
        /// What it came to.
        outcome: Outcome,
    },
}

/// A message, with what a person wants to know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who sent it.
    pub from: End,
    /// Who received it.
    pub to: End,
    /// When it was sent, in cluster time; `None` when its sender is not in the record.
    pub sent: Option<Instant>,
    /// What kind of message it is.
    pub label: Label,
    /// What is done with keys, where it is about keys.
    pub about: Option<About>,
    /// The request of the Master's that it belongs to, where that is known.
    pub request: Option<RequestId>,
    /// The call between two machines that it belongs to: who called, and the call's id.
    pub call: Option<(NodeId, CallId)>,
    /// Whether the receiver had it already: it was sent again, or came twice.
    pub again: bool,
}

impl Message {
    pub(super) const fn new(from: End, to: End, label: Label) -> Self {
        let (sent, about, request, call) = (None, None, None, None);
        Self { from, to, sent, label, about, request, call, again: false }
    }
}

/// Where a message begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum End {
    /// The Master.
    Master,
    /// A machine, in a life.
    Machine(Peer),
}

/// What kind a message is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Label {
    /// A machine has started: who is there?
    Hello,
    /// I am alive.
    Tick,
    /// Let us be connected.
    Connect,
    /// I have what you sent.
    Confirm,
    /// I stop, in good order.
    Leave,
    /// From the Master to a machine.
    Request,
    /// From a machine to the Master.
    Reply,
    /// Do this on your store, and answer.
    Call,
    /// Do this for many keys, and answer.
    Batch,
    /// What a call or a batch came to.
    Answer,
    /// This is how I place keys.
    Layout,
}

/// What a message does with keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// What is done.
    pub operation: OperationKind,
    /// How many keys.
    pub keys: u64,
    /// The key, where it is one.
    pub key: Option<Term>,
    /// The value that is put, or that a `get` is answered with.
    pub value: Option<Term>,
}

/// What can be done with keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OperationKind {
    /// Read.
    Get,
    /// Store.
    Put,
    /// Remove.
    Delete,
}
