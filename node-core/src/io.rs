//! What goes into a machine and what comes out of it.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    batch::{Batch, BatchReply},
    id::{Incarnation, NodeId, Peer, RequestId},
    layout::Layout,
    message::{Answer, Destination, Envelope, Operation},
    placement::{Placement, SettingError},
    store::Summary,
    term::Term,
    time::Instant,
};

/// What a machine is started with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Config {
    /// Which life of its name this is: one more than the highest ever seen.
    pub incarnation: Incarnation,
    /// How the cluster was booted; the same on every machine. What the others have agreed on since
    /// is learnt from them.
    pub founding: Founding,
}

/// How a cluster is booted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Founding {
    /// How keys find their owner.
    pub placement: Placement,
    /// Machines 1 up to this are booted together.
    pub machines: u32,
}

/// Everything that can happen to a machine. A run is a list of `(Instant, NodeId, Input)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Input {
    /// A message was received.
    Message(Envelope),
    /// The host saw a link close: this incarnation is dead, whatever killed it.
    LinkDown(Peer),
    /// The moment that [`Node::poll_timeout`](crate::Node::poll_timeout) named has come.
    Timeout,
    /// A client of this machine asks for something.
    Request {
        /// Chosen by the client; the reply carries it.
        id: RequestId,
        /// What it asks for.
        request: Request,
    },
    /// Stop in good order: finish the calls under way, say goodbye. [`Output::Left`] is the end of
    /// it; until then the machine still serves the others, but no clients of its own.
    Leave,
}

/// What a client (the seed's `:rpc.call`) can ask of the machine it talks to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Request {
    /// `Apothik.Cache.get`, `put` or `delete`: done on the key's owner.
    Operation(Operation),
    /// The same for many keys, as if one after another.
    Batch(Batch),
    /// `Apothik.Cache.stats`: how many entries this machine holds. The whole summary is given.
    Stats,
    /// `Apothik.Cluster.get_state`: the members this machine believes in.
    View,
    /// From now on keys find their owner so: this machine tells the others.
    Place(Placement),
    /// How keys find their owner, and how that came about.
    Layout,
    /// What this very machine holds under these keys, whoever owns them.
    Held(Vec<Term>),
}

/// How a request ended. Every accepted request ends in exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reply {
    /// The operation was done, by this machine in this life of it.
    Done {
        /// Who did it.
        by: Peer,
        /// What it came to.
        answer: Answer,
    },
    /// The owner is down.
    NodeDown {
        /// The owner.
        owner: NodeId,
        /// Whether the operation had been sent to it: then it may have been done.
        sent: bool,
    },
    /// The owner did not answer within [`CALL_TIMEOUT`](crate::CALL_TIMEOUT); the operation may
    /// have been done, or may still be.
    Timeout {
        /// The owner.
        owner: NodeId,
    },
    /// The answer to [`Request::Stats`].
    Stats(Summary),
    /// The answer to [`Request::View`]: the members, sorted as text.
    View(Vec<NodeId>),
    /// The answer to [`Request::Place`]: it is so here, and the others have been told.
    Placed,
    /// The answer to [`Request::Layout`].
    Layout(Layout),
    /// The answer to [`Request::Held`], in its order.
    Held(Vec<Option<Term>>),
    /// How a batch ended.
    Batch(BatchReply),
}

/// Something for the host to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Output {
    /// Send a message.
    Transmit {
        /// To whom.
        to: Destination,
        /// What.
        envelope: Envelope,
    },
    /// Hand a reply to the client that asked.
    Reply {
        /// The request's id.
        id: RequestId,
        /// The reply.
        reply: Reply,
    },
    /// Something changed that a host acts on or shows.
    Event(Event),
    /// Keys are placed by another [`Layout`] from now on, which the machine was asked for or took
    /// over: its status has changed.
    LayoutChanged,
    /// The machine has said goodbye and takes no more input: end it.
    Left,
}

/// What a machine noticed about the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Event {
    /// A connection is there (`{:nodeup, node}`); its messages come after this.
    NodeUp(Peer),
    /// A connection is gone (`{:nodedown, node}`); none of its messages comes after this.
    NodeDown(Peer, DownReason),
}

/// How a machine came to think that another is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DownReason {
    /// The link closed: it is dead for sure.
    Link,
    /// It was silent for the tick limit: dead, frozen or cut off.
    Ticks,
    /// It said goodbye.
    Left,
    /// Its next incarnation spoke, so this one is over.
    Replaced,
    /// It had given this machine up, and opened a new connection.
    Reconnected,
    /// It confirmed nothing of what it was sent, until that was too much to keep.
    Overrun,
}

/// Why a machine wants to be woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TimeoutReason {
    /// Nobody answered the hello yet.
    Hello,
    /// A tick is due, and the others' ticks are to be checked.
    Tick,
    /// A call has waited as long as it may.
    Call,
    /// A message was not confirmed, and is to be sent again.
    Resend,
    /// Received messages are to be confirmed.
    Confirm,
}

/// What an outsider sees of a machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Status {
    /// Who it is.
    pub me: Peer,
    /// The members it believes in, itself too, sorted as text.
    pub members: Vec<NodeId>,
    /// What it holds.
    pub summary: Summary,
    /// The digest of how it places keys (see [`Layout::digest`]).
    pub layout: u32,
    /// Calls it waits for.
    pub pending: u64,
    /// Messages it did not act on: duplicates, from dead lives, of old connections, not for it.
    pub ignored: u64,
    /// The last change of its view, and when that was.
    pub last_change: Option<(Instant, Event)>,
}

/// Why an input was rejected. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// The machine leaves, or has left: it takes no more requests, or no more input at all.
    Left,
    /// A key or a value is larger than [`MAX_TERM_BYTES`](crate::MAX_TERM_BYTES), or a batch
    /// larger than [`MAX_BATCH_BYTES`](crate::MAX_BATCH_BYTES).
    TooLarge {
        /// How large it is, in bytes.
        bytes: usize,
    },
    /// A placement with this setting can't be.
    Setting(SettingError),
    /// [`MAX_PENDING_CALLS`](crate::MAX_PENDING_CALLS) calls wait already, or
    /// [`MAX_PENDING_BATCHES`](crate::MAX_PENDING_BATCHES) batches.
    Busy,
}

impl core::error::Error for Error {}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Left => f.write_str("the machine leaves, or has left"),
            Self::TooLarge { bytes } => write!(
                f,
                "{bytes} bytes; the limit is {} for a key or a value, {} for a batch",
                crate::MAX_TERM_BYTES,
                crate::MAX_BATCH_BYTES
            ),
            Self::Setting(error) => error.fmt(f),
            Self::Busy => f.write_str("as many calls wait already as may"),
        }
    }
}
