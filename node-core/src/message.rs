//! The whole protocol between machines.
//!
//! **Coming together.** A machine that starts broadcasts [`Message::Hello`], and again until it
//! is answered, since a channel may register late. Whoever hears a machine it isn't connected
//! to (a hello or a [`Message::Tick`]) answers it with [`Message::Connect`]. Who receives a
//! `Connect` has the connection, says "node up", and confirms with a `Connect` of its own.
//!
//! **Connections.** Each side numbers its side of a connection with an [`Epoch`], which grows
//! whenever it gives the other side up. A connection is the pair of both epochs in one
//! incarnation of both machines. [`Message::Data`] is acted on only within the connection it was
//! sent on, in order and once: it is numbered, kept until the other side has confirmed it, and
//! sent again when that takes too long, as TCP does it for the BEAM. Who gets data of a connection it has given up answers
//! with a `Connect` in its present epoch: that is how a machine that was frozen or cut off finds
//! out that it was called down. So it comes back by a **new connection**, in the same
//! incarnation and with its entries kept; both sides see a down, then an up.
//!
//! **Parting.** A host that sees a machine's link closed tells its own machine (an input); that
//! incarnation is dead for good. One that is silent for four of its ticks is given up too, but may
//! come back; where ticks get lost on the way, silence is borne longer. How often a machine ticks
//! follows the number of members it believes in, and of those it has just heard of and will soon
//! believe in ([`tick_interval`](crate::tick_interval)), and machines may believe differently; so a tick says how long the next may take, and the listener
//! goes by that or by its own interval, whichever is longer, up to
//! [`MAX_TICK_INTERVAL`](crate::MAX_TICK_INTERVAL): whoever claims more only delays the moment
//! when its own silence is noticed, and not beyond that. [`Message::Leave`] says goodbye.
//!
//! **Keys.** A [`Body::Call`] carries an operation to the key's owner, a [`Body::Batch`] many of
//! them to the owner of all their keys, [`Body::Answer`] the outcome back. Whoever is sent an
//! entry stores it, owner or not, as the seed does.
//!
//! **Layout.** What a placement depends on besides the view travels in a [`Body::Layout`]: to each
//! machine that one becomes connected to, if there is something to tell, and whenever a tick
//! shows that the other one places keys in another way ([`Layout`] says how two merge).

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{
    batch::Batch,
    id::{Incarnation, NodeId, Peer},
    layout::Layout,
    term::Term,
};

/// A message and who sent it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Envelope {
    /// The sender, in its present life.
    pub from: Peer,
    /// What it says.
    pub message: Message,
}

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Destination {
    /// All machines of the cluster hear it.
    Everyone,
    /// One machine hears it.
    Node(NodeId),
}

/// How often one side of a connection has given the other up.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Epoch(pub u32);

/// What machines say to each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Message {
    /// To everyone: I have started; who is there?
    Hello,
    /// To everyone, every [`tick_interval`](crate::tick_interval): I am alive.
    Tick {
        /// Grows by one with each tick of this life, from 1.
        number: u64,
        /// The next tick follows within so many milliseconds.
        within: u32,
        /// The digest of the sender's layout (see [`Layout::digest`]).
        layout: u32,
    },
    /// To everyone: I stop, in good order.
    Leave,
    /// To one machine: let us be connected.
    Connect {
        /// Which life of the receiver is meant.
        to: Incarnation,
        /// The sender's side of the connection.
        epoch: Epoch,
        /// The receiver's side, when this confirms a `Connect` of its own.
        confirms: Option<Epoch>,
    },
    /// To one machine, on a connection.
    Data {
        /// The connection.
        on: ConnectionId,
        /// Grows by one with each message of the connection, from 1.
        sequence: u64,
        /// The sender has received everything up to this number.
        received: u64,
        /// What is said.
        body: Body,
    },
    /// To one machine, on a connection: the same confirmation, when there is nothing to say.
    Received {
        /// The connection.
        on: ConnectionId,
        /// The sender has received everything up to this number.
        received: u64,
    },
}

/// Which connection a message belongs to, as its sender sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ConnectionId {
    /// Which life of the receiver is meant.
    pub to: Incarnation,
    /// The sender's side of the connection.
    pub from_epoch: Epoch,
    /// The receiver's side of the connection.
    pub to_epoch: Epoch,
}

/// What is said on a connection.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Body {
    /// Do this on your store, and answer.
    Call {
        /// Chosen by the caller, unique on it.
        call: CallId,
        /// What to do.
        operation: Operation,
    },
    /// Do this for all these keys, and answer.
    Batch {
        /// As a call's.
        call: CallId,
        /// What to do.
        batch: Batch,
    },
    /// This is how I place keys.
    Layout(Layout),
    /// What a call or a batch came to.
    Answer {
        /// The call's id.
        call: CallId,
        /// The outcome.
        answer: Answer,
    },
}

impl Body {
    /// What it takes in memory, in bytes, roughly.
    #[must_use]
    pub fn size(&self) -> usize {
        const OWN: usize = size_of::<Body>();
        OWN + match self {
            Self::Call { operation: Operation::Put { key, value }, .. } => {
                key.size() + value.size()
            }
            Self::Call { operation, .. } => operation.key().size(),
            Self::Batch { batch, .. } => batch.pack().bytes(),
            Self::Layout(layout) => layout.size(),
            Self::Answer { answer: Answer::Values(values), .. } => {
                values.iter().map(|value| OWN + value.as_ref().map_or(0, Term::size)).sum()
            }
            Self::Answer { answer: Answer::Value(Some(value)), .. } => value.size(),
            Self::Answer { .. } => 0,
        }
    }
}

/// Names a call from one machine to another; unique on the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CallId(pub u64);

/// What can be done with a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operation {
    /// Read the key's value.
    Get {
        /// The key.
        key: Term,
    },
    /// Store an entry, over any earlier one.
    Put {
        /// The key.
        key: Term,
        /// Its value.
        value: Term,
    },
    /// Remove the key's entry, if there is one.
    Delete {
        /// The key.
        key: Term,
    },
}

impl Operation {
    /// The key it is about.
    #[must_use]
    pub const fn key(&self) -> &Term {
        match self {
            Self::Get { key } | Self::Put { key, .. } | Self::Delete { key } => key,
        }
    }

    /// Bytes of the key and the value, for [`MAX_TERM_BYTES`](crate::MAX_TERM_BYTES).
    #[must_use]
    pub fn largest_term(&self) -> usize {
        match self {
            Self::Get { key } | Self::Delete { key } => key.size(),
            Self::Put { key, value } => key.size().max(value.size()),
        }
    }
}

/// What an operation came to on the machine that did it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// A `get`: the value, if there is one.
    Value(Option<Term>),
    /// A `put` was stored.
    Stored,
    /// A `delete` was done, whether there was an entry or not.
    Deleted,
    /// So many `put`s of a batch were stored: all of them.
    AllStored(u32),
    /// The values of a batch's `get`s, in order.
    Values(Vec<Option<Term>>),
    /// The values of a batch's `get`s are larger than
    /// [`MAX_BATCH_BYTES`](crate::MAX_BATCH_BYTES) together.
    TooLarge,
}
