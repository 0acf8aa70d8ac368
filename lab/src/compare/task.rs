//! What is to be compared, and whether it can be.

use std::fmt;

use node_core::NodeId;

use super::Entrant;
use crate::{
    count::{bytes, grouped},
    theory,
};

/// The most machines of a comparison, before any comes.
pub const MAX_MACHINES: u32 = 1_000_000;

/// The most keys of a comparison.
pub const MAX_KEYS: u64 = 100_000_000;

/// What a key takes, in bytes: its hash, and its owner before and after two changes.
const BYTES_PER_KEY: u64 = 20;

/// What a placement is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// How many machines there are.
    pub machines: u32,
    /// How many keys they share.
    pub keys: u64,
    /// How many machines go.
    pub remove: u32,
    /// How many come, to all of the others.
    pub add: u32,
    /// Draws those that go.
    pub seed: u64,
}

/// Why something can't be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no machines, or more than [`MAX_MACHINES`], or more than as many come.
    Machines,
    /// There are no keys, or more than [`MAX_KEYS`].
    Keys,
    /// More machines are to go than there are.
    Remove {
        /// So many are to go.
        remove: u32,
        /// So many are there.
        machines: u32,
    },
    /// It needs more memory than there is.
    Memory {
        /// What it needs, in bytes.
        needed: u64,
        /// What there is, in bytes.
        memory: u64,
    },
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Machines => {
                write!(f, "there can be 1 to {} machines, and", grouped(MAX_MACHINES.into()))?;
                f.write_str(" as many can come")
            }
            Self::Keys => write!(f, "there can be 1 to {} keys", grouped(MAX_KEYS)),
            Self::Remove { remove, machines } => write!(
                f,
                "{} machines can't go where there are {}",
                grouped((*remove).into()),
                grouped((*machines).into())
            ),
            Self::Memory { needed, memory } => {
                write!(f, "this needs {}, and there is {}", bytes(*needed), bytes(*memory))
            }
        }
    }
}

impl Task {
    /// Machines 1 to n, sorted as text.
    #[must_use]
    pub fn all(self) -> Vec<NodeId> {
        let mut all: Vec<NodeId> = (1..=self.machines).map(NodeId::new).collect();
        all.sort_unstable();
        all
    }

    /// What it takes in memory to measure the largest of these, in bytes: two of it, and room to
    /// make it.
    #[must_use]
    pub fn memory(self, entrants: &[Entrant]) -> u64 {
        let bytes = entrants.iter().map(|entrant| {
            let placement = entrant.suited(self.machines);
            let most = theory::Crowd::founded(self.machines.saturating_add(self.add));
            theory::bytes(placement, most) as u64
        });
        3 * bytes.max().unwrap_or_default() + self.keys * BYTES_PER_KEY
    }

    /// Says why these can't be compared with so many bytes of memory, if they can't.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(self, entrants: &[Entrant], memory: u64) -> Result<(), Refusal> {
        let Self { machines, keys, remove, add, .. } = self;
        if !(1..=MAX_MACHINES).contains(&machines) || add > MAX_MACHINES {
            return Err(Refusal::Machines);
        }
        if !(1..=MAX_KEYS).contains(&keys) {
            return Err(Refusal::Keys);
        }
        if remove > machines {
            return Err(Refusal::Remove { remove, machines });
        }
        let needed = self.memory(entrants);
        if needed > memory {
            return Err(Refusal::Memory { needed, memory });
        }
        Ok(())
    }
}
