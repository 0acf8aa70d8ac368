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

mod agenda;
mod checked;
mod checksum;
mod ending;
mod file;
mod filter;
mod happening;
mod living;
mod machine;
mod master;
mod post;
mod recording;
mod replay;
mod snapshots;
mod span;
mod stage;
mod stream;
mod tell;
mod words;

use core::fmt;
use std::collections::BTreeMap;

use node_core::{Instant, Peer};
use serde::{Deserialize, Serialize};

pub use checked::Checked;
pub use ending::{Difference, Ending, MachineEnd};
pub use file::{FileError, HEAD, MAX_FRAMES_BYTES, compressed};
pub use filter::Filter;
pub use happening::{About, End, Happening, Label, Message, OperationKind, What};
pub use machine::MachineNotes;
pub use master::{Beginning, MasterNotes, Setting};
pub use recording::Recording;
pub use replay::{Replay, ReplayError, Seen, Witness};
pub use stage::Stage;

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

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Master => f.write_str("the Master"),
            Self::Machine(peer) => {
                write!(f, "{}, life {}", peer.node, peer.incarnation.0)
            }
        }
    }
}

/// The notes of all machines and of the Master.
#[derive(Clone, Debug)]
pub struct Record {
    /// The version of the program that recorded.
    program: String,
    source: String,
    streams: BTreeMap<Whose, Vec<u8>>,
    bytes: usize,
    ending: Option<Ending>,
}

impl Record {
    /// An empty record; `source` says where the run comes from.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self::by(env!("CARGO_PKG_VERSION"), source)
    }

    fn by(program: impl Into<String>, source: impl Into<String>) -> Self {
        let (program, source) = (program.into(), source.into());
        Self { program, source, streams: BTreeMap::new(), bytes: 0, ending: None }
    }

    /// The version of the program that recorded it: another one may do otherwise.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
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

    /// The run ended so, or has come so far.
    pub fn end(&mut self, ending: Ending) {
        self.ending = Some(ending);
    }

    /// How the run ended, if that was said.
    #[must_use]
    pub const fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// Whose notes there are, and what they are.
    fn streams(&self) -> impl Iterator<Item = (Whose, &[u8])> {
        self.streams.iter().map(|(&whose, notes)| (whose, &notes[..]))
    }

    /// The notes of one stream.
    fn notes(&self, whose: Whose) -> &[u8] {
        self.streams.get(&whose).map_or(&[], Vec::as_slice)
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
