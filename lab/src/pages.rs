//! What the pages of one cluster say to each other.
//!
//! A *page* is whoever has a share in a cluster: a browser's tab with a Master and some workers, or a
//! native command. Pages tell each other which machines they run, how these are, and what was
//! acknowledged; they pass requests on to each other's machines. Here is what they say
//! ([`Said`]), as bytes ([`encode`], [`decode`]), and where it is said in a network that has
//! subjects ([`Subjects`]); the channel itself is a host's.

mod body;
mod subject;

use node_core::{Event, Founding, Instant, NodeId, Peer, Reply, Request, RequestId, Status};
use serde::{Deserialize, Serialize};

use crate::{
    command::Network,
    master::{Accounted, Cause, Condition},
};
pub use body::{BodyError, MAX_BODY_BYTES, VERSION, decode, encode, pack, sender, unpack};
pub use subject::{CookieTooLong, MAX_COOKIE_BYTES, Subjects, token};

/// Names one page as long as it is there: a reloaded page is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// What one page says to the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Said {
    /// I am here now; who else is? All answer with a roll.
    Hello {
        /// The page that this tab showed before it was reloaded.
        reloaded: Option<PageId>,
    },
    /// Everything there is to know about this page.
    Roll(Roll),
    /// One of my machines is so now.
    Machine(Peer, Condition),
    /// One of my machines told this, [packed](pack) [`News`].
    News(Peer, #[serde(with = "serde_bytes")] Vec<u8>),
    /// Whoever runs this machine: do this to it.
    Do(NodeId, Deed),
    /// Whoever runs this machine: hand it these [packed](pack) [`Requests`]; whether they are a
    /// Master's own looks.
    Requests(NodeId, bool, #[serde(with = "serde_bytes")] Vec<u8>),
    /// [Packed](pack) [`Replies`] of one of my machines, to those of whom they are.
    Replies(Peer, #[serde(with = "serde_bytes")] Vec<u8>),
    /// This page: start this machine, in this life, in a cluster that was booted so. Said by a Master
    /// that runs no machines of its own.
    Start(PageId, Peer, Founding),
    /// I am about to run machines of these names; whoever does already, say so. Where nothing else
    /// keeps two pages from running one machine, of two that claim a name at once the one of lower id
    /// has it.
    Claim(Vec<NodeId>),
    /// These names are not free.
    Taken(Vec<NodeId>),
    /// What became of puts and deletes.
    Accounted(Vec<Accounted>),
    /// Whether I have calls under way.
    Busy(bool),
    /// How messages travel from now on, and who is cut off from whom.
    Network(Network, Vec<Vec<NodeId>>),
    /// Time goes so many cluster seconds a real second from now on.
    Pace(f64),
    /// I booted a fresh cluster.
    Booted(Founding),
    /// What my dead machine died of.
    Cause(Peer, Cause),
    /// I am here, and have nothing else to say.
    Alive,
    /// I go away, and my machines with me.
    Bye,
}

/// Everything there is to know about a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// Its short name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Whether it has calls under way.
    pub busy: bool,
    /// How many machines it can run; none, if it is no more than a console.
    pub capacity: u32,
    /// How the cluster was booted.
    pub founding: Founding,
    /// How messages travel.
    pub network: Network,
    /// The sides of the partition.
    pub sides: Vec<Vec<NodeId>>,
    /// How many cluster seconds a real second has.
    pub rate: f64,
    /// Its machines, and the dead ones that it knows of.
    pub machines: Vec<(Peer, Condition)>,
}

/// What a page can do to another's machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// End it at once.
    Kill,
    /// Let it stop in good order.
    Leave,
    /// Freeze it.
    Freeze,
    /// Let it go on.
    Thaw,
    /// Break its program.
    Trap,
}

/// Requests on their way to a machine.
pub type Requests = Vec<(RequestId, Request)>;

/// Replies on their way back; `None` is a rejection.
pub type Replies = Vec<(RequestId, Option<Reply>)>;

/// How a machine is, and what it noticed since it last told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What an outsider sees.
    pub status: Status,
    /// What it noticed, and when.
    pub events: Vec<(Instant, Event)>,
    /// Bodies on its channels that were not understood.
    pub dropped: u64,
}
