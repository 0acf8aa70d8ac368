//! What-ifs: from a moment of a replay on, what is simulated.

use lab::ledger::Figures;
use serde::{Deserialize, Serialize};

/// What is changed in a what-if.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Nothing: only time is simulated.
    Nothing,
    /// The message of this row is lost.
    Lose(u64),
    /// Something is done to a machine.
    Do {
        /// What.
        deed: Deed,
        /// To which one.
        machine: u32,
        /// Whether it is done in place of what was done next.
        instead: bool,
    },
    /// This line is given.
    Line {
        /// As it is typed.
        source: String,
        /// Whether it is given in place of what was done next.
        instead: bool,
    },
}

/// What can be done to a machine in a what-if.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// It is killed.
    Kill,
    /// It leaves.
    Leave,
    /// It is frozen.
    Freeze,
    /// It goes on.
    Thaw,
    /// It is started.
    Start,
}

impl Deed {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Kill, Self::Leave, Self::Freeze, Self::Thaw, Self::Start];

    /// Its name among programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Leave => "leave",
            Self::Freeze => "freeze",
            Self::Thaw => "thaw",
            Self::Start => "start",
        }
    }
}

/// A what-if: simulated from a moment of the replay, to where all has settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fork {
    /// From when on it is simulated.
    pub from_ms: f64,
    /// What was changed.
    pub change: Change,
    /// What it came to; none while it is simulated.
    pub ending: Option<Result<Endings, ForkTrouble>>,
}

/// How the run ended, and how it ends in the what-if.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endings {
    /// As it was recorded.
    pub recorded: Figures,
    /// As it was simulated.
    pub simulated: Figures,
    /// Whether the simulation settled.
    pub settled: bool,
}

/// Why there is no what-if.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ForkTrouble {
    /// The line can't be read; the text says why.
    Line(String),
    /// That message can't be lost: it was between the Master and a machine, or was sent before the
    /// record begins.
    NoMessage,
    /// It can't be simulated; the text says why.
    Failed(String),
}
