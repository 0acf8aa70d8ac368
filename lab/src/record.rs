//! A run that was recorded, to be lived again: every input of every machine and of the Master.
//!
//! Machines and Master are state machines without clock, chance or input of their own, so whoever
//! keeps what was handed to them, and when, can live it all again, to the last message. Next to
//! each of them, [`MachineNotes`] and [`MasterNotes`] turn its inputs into a few bytes each: what
//! another one's replay brings forth again (the body of a message, a request, a reply) is noted by
//! reference. So a fill of a million keys takes some kilobytes. A [`Record`] keeps the notes of all,
//! and a [`Replay`] lives them.
//!
//! All machines of the cluster and its one Master must be recorded: what machines of other tabs said
//! can't be brought forth again.
//!
//! Times are *cluster time*. The clocks of two hosts may differ a little; a replay goes by each
//! stream's own order first, then by what refers to what, then by time.

mod agenda;
mod checked;
mod checksum;
mod ending;
mod file;
mod filter;
mod fork;
mod happening;
mod living;
mod machine;
mod master;
mod post;
mod recording;
mod replay;
mod sane;
mod snapshots;
mod span;
mod stage;
mod stream;
mod tell;
mod threads;
mod under_way;
mod words;

use core::{cmp::Ordering, fmt};
use std::collections::BTreeMap;

use node_core::{Incarnation, Instant, NodeId, Peer};
use serde::{Deserialize, Serialize};

pub use checked::Checked;
pub use ending::{Difference, Ending, MachineEnd};
pub use file::{FileError, HEAD, MAX_FRAMES_BYTES, compressed};
pub use filter::Filter;
pub use fork::{Deed, Endings, Fork, ForkError, Twist};
pub use happening::{About, End, Happening, Label, Message, OperationKind, What};
pub use machine::{MachineNotes, stands_alone};
pub use master::{Beginning, MasterNotes, Setting, answers_alone};
pub use recording::Recording;
pub use replay::{Replay, ReplayError, Seen, Witness};
pub use stage::Stage;

/// What a record takes in memory at most, in bytes.
pub const RECORD_BYTES: usize = 32 * 1024 * 1024;

/// Whose notes. The Master's come first, then those of machines by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Whose {
    /// The Master's.
    Master,
    /// Those of a machine, in one life of it.
    Machine(Peer),
}

impl Ord for Whose {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |whose: &Self| match whose {
            Self::Master => None,
            Self::Machine(peer) => Some(Life::from(*peer)),
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Whose {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A life of a machine, as a number: these are compared with every note, and names as text take
/// long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Life(u64);

impl From<Peer> for Life {
    fn from(peer: Peer) -> Self {
        Self(u64::from(peer.node.number()) << 32 | u64::from(peer.incarnation.0))
    }
}

impl From<Life> for Peer {
    fn from(Life(number): Life) -> Self {
        let (node, incarnation) = (NodeId::new((number >> 32) as u32), Incarnation(number as u32));
        Self { node, incarnation }
    }
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
    streams: BTreeMap<Whose, Stream>,
    bytes: usize,
    is_full: bool,
    begins: Option<Instant>,
    ending: Option<Ending>,
}

/// The notes of one stream.
#[derive(Clone, Debug, Default)]
struct Stream {
    /// How many bytes at the beginning are no more.
    forgotten: usize,
    bytes: Vec<u8>,
}

/// What there is of a stream, and at which place in it that begins.
#[derive(Clone, Copy, Debug)]
struct Notes<'a> {
    from: usize,
    bytes: &'a [u8],
}

impl Record {
    /// An empty record; `source` says where the run comes from.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self::by(env!("CARGO_PKG_VERSION"), source)
    }

    fn by(program: impl Into<String>, source: impl Into<String>) -> Self {
        let (program, source) = (program.into(), source.into());
        let streams = BTreeMap::new();
        Self { program, source, streams, bytes: 0, is_full: false, begins: None, ending: None }
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
    /// in order; between streams the order does not matter. Nothing is taken any more, and `false`
    /// answered, once all would have more than [`RECORD_BYTES`]: the record ends there.
    pub fn append(&mut self, whose: Whose, notes: &[u8]) -> bool {
        self.is_full |= self.bytes + notes.len() > RECORD_BYTES;
        if !self.is_full {
            self.push(whose, notes);
        }
        !self.is_full
    }

    fn push(&mut self, whose: Whose, notes: &[u8]) {
        self.streams.entry(whose).or_default().bytes.extend_from_slice(notes);
        self.bytes += notes.len();
    }

    /// Whether it takes nothing any more.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.is_full
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
    pub fn notes_by_stream(&self) -> impl Iterator<Item = (Whose, &[u8])> {
        self.streams.iter().map(|(&whose, stream)| (whose, &stream.bytes[..]))
    }

    /// The notes of one stream.
    fn notes(&self, whose: Whose) -> Notes<'_> {
        let notes = self.streams.get(&whose).map(|stream| (stream.forgotten, &stream.bytes[..]));
        let (from, bytes) = notes.unwrap_or_default();
        Notes { from, bytes }
    }

    /// Lets the notes of a stream go up to this place in it.
    fn forget(&mut self, whose: Whose, up_to: usize) {
        let Some(stream) = self.streams.get_mut(&whose) else { return };
        let bytes = up_to.saturating_sub(stream.forgotten).min(stream.bytes.len());
        stream.bytes.drain(..bytes);
        stream.bytes.shrink_to_fit();
        stream.forgotten += bytes;
        self.bytes -= bytes;
    }

    /// The notes up to this moment are no more.
    const fn begins_at(&mut self, at: Instant) {
        self.begins = Some(at);
    }

    /// What the notes take, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Since when it is complete, in cluster time; `None` when it is from the beginning on.
    #[must_use]
    pub const fn begins(&self) -> Option<Instant> {
        self.begins
    }
}
