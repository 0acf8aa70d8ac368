//! A run in a file: a seed, and a list of inputs with their moments, to be run again bit for bit.
//!
//! A trace is text, a line for each thing that happened to a machine: a checksum, then JSON. The
//! checksum runs over all lines so far, so a line that was edited is found where it stands; the
//! last line counts the others, so a trace that was cut is found too. With each input goes a
//! checksum of what came out of the machine, so that a run that differs is found at the first
//! thing that does.

mod read;
mod write;

use node_core::{Config, Input, Instant, NodeId, Peer};
pub use read::{Replay, TraceError, replay};
use serde::{Deserialize, Serialize};
pub use write::Writer;

/// The version of the format.
pub const VERSION: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    /// Always "trace"; so nothing else is taken for one.
    apothik: String,
    version: u32,
    /// Where the run came from.
    source: String,
}

/// Any other line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Line {
    /// Something happened.
    Step(Step),
    /// It is over, after so many steps.
    End { steps: u64 },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Step {
    /// In virtual time.
    at: Instant,
    what: What,
    /// The checksum of what came out.
    outputs: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum What {
    Started { node: NodeId, config: Config, seed: u64, clock: Instant },
    Input { peer: Peer, clock: Instant, input: Input, accepted: bool },
    Ended(Peer),
    Frozen(Peer),
    Thawed(Peer),
}

/// Adds to a checksum.
fn checksum(sum: u32, bytes: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new_with_initial(sum);
    hasher.update(bytes);
    hasher.finalize()
}
