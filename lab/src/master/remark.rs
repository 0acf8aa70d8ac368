//! What the Master says to a person beside a line's value, or instead of one.

use std::fmt;

use node_core::NodeId;
use serde::{Deserialize, Serialize};

use crate::count::grouped;

/// A word to the person, beside the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hint {
    /// Many keys were on their way, and somebody cancelled it.
    Cancelled {
        /// How many had been answered.
        answered: u64,
        /// How many there were to be.
        keys: u64,
    },
    /// So many puts never reached an owner.
    Refused(u64),
    /// So many puts were sent and never answered.
    Unanswered(u64),
    /// The Master waited so long for the cluster to settle, and went on.
    NotSettled {
        /// Milliseconds.
        waited_ms: u64,
    },
    /// The line is about a machine that there never was.
    NeverStarted(i64),
    /// A machine went down while it started; the text says how.
    WentDown(NodeId, String),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled { answered, keys } => {
                let (answered, keys) = (grouped(*answered), grouped(*keys));
                write!(f, "cancelled after {answered} of {keys} keys")
            }
            Self::Refused(puts) => write!(f, "{} refused", grouped(*puts)),
            Self::Unanswered(puts) => write!(f, "{} sent and never answered", grouped(*puts)),
            Self::NotSettled { waited_ms } => {
                let waited = *waited_ms as f64 / 1_000.0;
                write!(f, "the cluster had not settled after {waited} s")
            }
            Self::NeverStarted(number) => {
                write!(f, "{}_{number} was never started", node_core::PREFIX)
            }
            Self::WentDown(node, why) => write!(f, "{node} went down while it started: {why}"),
        }
    }
}

/// Why a line has no value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// So many keys don't fit the memory there is.
    NoRoom {
        /// How many were asked for.
        keys: u64,
        /// How many more fit.
        room: u64,
    },
    /// A partition names a machine that there is not.
    NoMachine(i64),
    /// A partition names a machine twice.
    NamedTwice(i64),
    /// The line's own expression failed; the text is Elixir's.
    Raised(String),
    /// It was given up before it began.
    Withdrawn,
    /// The cluster was booted anew while the line ran.
    BootedAnew {
        /// Whether by another tab.
        elsewhere: bool,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRoom { room: 0, .. } => {
                f.write_str("refused: no more keys fit the memory there is")
            }
            Self::NoRoom { keys, room } => {
                let (keys, room) = (grouped(*keys), grouped(*room));
                write!(f, "refused: {keys} keys don't fit the memory there is; {room} more do")
            }
            Self::NoMachine(number) => write!(f, "refused: there is no machine {number}"),
            Self::NamedTwice(number) => write!(f, "refused: machine {number} is named twice"),
            Self::Raised(text) => f.write_str(text),
            Self::Withdrawn => f.write_str("not run: it was given up"),
            Self::BootedAnew { elsewhere: true } => {
                f.write_str("another tab booted the cluster anew")
            }
            Self::BootedAnew { elsewhere: false } => f.write_str("the cluster was booted anew"),
        }
    }
}

impl std::error::Error for Refusal {}
