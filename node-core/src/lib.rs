//! One Apothik cache machine, as a pure state machine.
//!
//! A [`Node`] does no input or output, reads no clock and starts no timer. A *host* (a Web
//! Worker, a simulator, a test) does all that for it:
//!
//! 1. it hands the node one [`Input`] with the present [`Instant`],
//! 2. it drains [`Node::poll_output`] and does what each [`Output`] says,
//! 3. it arms one timer for [`Node::poll_timeout`], and goes on with 1.
//!
//! An `Err` from [`Node::handle_input`] means: rejected, nothing has changed. A request that
//! failed is a [`Reply`], never an `Err`, and every accepted request ends in exactly one reply.
//! Equal seeds and equal inputs give equal outputs.
//!
//! Two machines, and a put through the one that doesn't own the key:
//!
//! ```
//! use node_core::*;
//!
//! let founding = Founding { placement: Placement::Modulo, machines: 2 };
//! let config = Config { incarnation: Incarnation(1), founding };
//! let mut nodes = [1, 2].map(|i| Node::new(NodeId::new(i), config, i.into(), Instant::ORIGIN));
//!
//! /// Carries messages until both are quiet; answers what the clients are told.
//! fn settle(nodes: &mut [Node; 2]) -> Vec<Reply> {
//!     let mut replies = Vec::new();
//!     while let Some((from, output)) =
//!         (0..2).find_map(|i| nodes[i].poll_output().map(|output| (i, output)))
//!     {
//!         match output {
//!             Output::Transmit { envelope, .. } => {
//!                 let other = &mut nodes[1 - from];
//!                 other.handle_input(Instant::ORIGIN, Input::Message(envelope)).unwrap();
//!             }
//!             Output::Reply { reply, .. } => replies.push(reply),
//!             Output::Event(_) | Output::LayoutChanged | Output::Left => {}
//!         }
//!     }
//!     replies
//! }
//!
//! settle(&mut nodes); // hello, connect: both now believe in both
//! assert_eq!(nodes[0].status().members, nodes[1].status().members);
//!
//! let put = Operation::Put { key: Term::string("k_1_1"), value: Term::from(1) };
//! let input = Input::Request { id: RequestId(1), request: Request::Operation(put) };
//! nodes[0].handle_input(Instant::ORIGIN, input).unwrap();
//! let replies = settle(&mut nodes);
//! assert!(matches!(&replies[..], [Reply::Done { answer: Answer::Stored, .. }]));
//! assert_eq!(nodes[0].status().summary.stored + nodes[1].status().summary.stored, 1);
//! ```
#![no_std]
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used)]

extern crate alloc;

mod batch;
mod fill;
mod id;
mod io;
mod layout;
mod limits;
mod membership;
pub mod message;
mod node;
mod pack;
pub mod phash2;
pub mod placement;
mod request;
mod store;
mod table;
mod term;
mod time;
pub mod wire;

pub use batch::{Batch, BatchReply, Part};
pub use fill::{FillKey, FillSpan, fill_key};
pub use id::{HOST, Incarnation, NodeId, PREFIX, Peer, RequestId};
pub use io::{
    Config, DownReason, Error, Event, Founding, Input, Output, Reply, Request, Status,
    TimeoutReason,
};
pub use layout::{Layout, LayoutChange};
pub use limits::*;
pub use message::{Answer, Destination, Envelope, Message, Operation};
pub use node::Node;
pub use pack::{Pack, Terms};
pub use placement::{Owners, Place, Placement, SettingError, Steps};
pub use store::{Summary, entry_digest};
pub use table::Table;
pub use term::{Term, View};
pub use time::Instant;
