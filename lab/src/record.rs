//! A run that was recorded, to be lived again: every input of every machine and of the Master.
//!
//! Machines and Master are state machines without clock, chance or input of their own, so whoever
//! keeps what was handed to them, and when, can live it all again, to the last message. Next to
//! each of them, [`MachineNotes`] and [`MasterNotes`] turn its inputs into a few bytes each: what
//! another one's replay brings forth again (the body of a message, a request, a reply) is noted by
//! reference. So a fill of a million keys takes some kilobytes. A [`Record`] keeps the notes of all,
//! and a [`Replay`] lives them.
//!
//! Times are *cluster time*. The clocks of two hosts may differ a little; a replay goes by each
//! stream's own order first, then by what refers to what, then by time.

mod happening;
mod machine;
mod master;
mod replay;
mod stream;

use std::collections::BTreeMap;

use node_core::{Instant, Peer};
use serde::{Deserialize, Serialize};

pub use happening::{About, End, Happening, Label, Message, OperationKind, What};
pub use machine::MachineNotes;
pub use master::{Beginning, MasterNotes, Setting};
pub use replay::{Replay, ReplayError, Seen, Stage, Witness};

/// What a record takes in memory at most, in bytes, unless something else is asked for.
pub const RECORD_BYTES: usize = 32 * 1024 * 1024;

/// Whose notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Whose {
    /// The Master's.
    Master,
    /// Those of a machine, in one life of it.
    Machine(Peer),
}

/// The notes of all machines and of the Master.
#[derive(Clone, Debug)]
pub struct Record {
    source: String,
    streams: BTreeMap<Whose, Vec<u8>>,
    bytes: usize,
    bound: usize,
}

impl Record {
    /// An empty record; `source` says where the run comes from.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), streams: BTreeMap::new(), bytes: 0, bound: RECORD_BYTES }
    }

    /// Where the run comes from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Takes what [`MachineNotes::take`] or [`MasterNotes::take`] gave. All of one stream must come
    /// in order; between streams the order does not matter.
    pub fn append(&mut self, whose: Whose, notes: &[u8]) {
        self.streams.entry(whose).or_default().extend_from_slice(notes);
        self.bytes += notes.len();
    }

    /// What the notes take, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Since when it is complete, in cluster time; `None` when it is from the beginning on.
    #[must_use]
    pub const fn begins(&self) -> Option<Instant> {
        None
    }
}
