//! Placement: from a view and a key to the key's owner (the seed's `key_to_node/1`).
//!
//! A [`Placement`] names a way to place keys, with its settings; [`Owners`] is that placement made
//! for some machines, and answers who owns a key. Each way is a file of its own that can be read
//! alone, behind one small trait, [`Place`].

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::{id::NodeId, phash2, term::View};

mod anchor;
mod bounded;
mod circle;
mod dx;
mod fixed;
mod jump;
mod maglev;
mod members;
mod memento;
pub(crate) mod mix;
mod modulo;
mod multiprobe;
mod owners;
mod rendezvous;
mod ring;
mod tokens;

pub use anchor::Anchor;
pub use bounded::{BOUNDED_CAPACITY, Bounded, MAX_CAPACITY, MIN_CAPACITY, PARTITIONS};
pub use circle::Point;
pub use dx::Dx;
pub use fixed::Fixed;
pub use jump::Jump;
pub use maglev::{MAGLEV_TABLE, MAX_TABLE, Maglev, is_prime};
pub use memento::Memento;
pub use modulo::Modulo;
pub use multiprobe::{MAX_PROBES, MULTIPROBE_PROBES, Multiprobe};
pub use owners::Owners;
pub use rendezvous::Rendezvous;
pub use ring::{RING_POINTS, Ring};
pub use tokens::{TOKENS, Tokens};

/// A way to place keys, made for the machines of one view.
///
/// It is total and deterministic: the same machines, which came and went in the same order, own
/// the same keys on every machine that asks.
pub trait Place {
    /// Who owns a key of this hash (all 32 bits of [`Placement::hash`]); `None` when there is
    /// nobody to own it. Under `:fixed` the owner may well be dead.
    fn owner(&self, hash: u32) -> Option<NodeId>;

    /// A machine came; nothing changes if it is here already.
    fn arrive(&mut self, node: NodeId);

    /// A machine went; nothing changes if it is not here.
    fn depart(&mut self, node: NodeId);

    /// Who may own keys, sorted as text: the present machines, or the founders under `:fixed`, alive
    /// or not.
    fn machines(&self) -> Vec<NodeId>;

    /// How it comes from a key's hash to its owner.
    fn steps(&self, hash: u32) -> Steps;

    /// What it takes in memory on each machine, in bytes.
    fn bytes(&self) -> usize;
}

/// How a placement comes from a key's hash to its owner: the arithmetic, for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Steps {
    /// `phash2(key, range)` is an index into the machines, in the order of their names.
    Index {
        /// How many there are to choose from.
        range: u32,
        /// The remainder.
        index: u32,
    },
    /// `phash2(key, tokens)` is a token, and a machine holds it.
    Token {
        /// How many there are.
        tokens: u32,
        /// The key's.
        token: u32,
    },
    /// The first point of the ring at or after the key's place.
    Point {
        /// Where the key is on the ring.
        place: u32,
        /// Where that point is.
        point: u32,
    },
    /// Of so many places of the key on a ring, the one that is nearest to a point after it.
    Probe {
        /// How many places there are.
        probes: u32,
        /// The nearest one.
        place: u32,
        /// Where that point is.
        point: u32,
    },
    /// `hash % rows` is a row of a table.
    Row {
        /// How many there are.
        rows: u32,
        /// The key's.
        row: u32,
    },
    /// A part of all hashes, which is on a machine.
    Partition {
        /// How many there are.
        partitions: u32,
        /// The key's.
        partition: u32,
    },
    /// The buckets the key comes by, from the first to the one of its owner.
    Walk(Vec<u32>),
    /// The greatest numbers that machines drew for the key, in 32 bits, the owner's first.
    Draws(Vec<(u32, NodeId)>),
    /// There is nobody to own it.
    Nobody,
}

/// Points of one machine at most, on a ring.
pub const MAX_POINTS: u32 = 4_096;

/// How keys find their owner.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Placement {
    /// The seed's second system: the owner is a position in the sorted view.
    #[default]
    Modulo,
    /// The seed's first system: the owner is one of the founders, alive or not.
    Fixed,
    /// Tokens that machines hand over as they come and go.
    Tokens,
    /// A ring of points, so many of each machine.
    Ring(u32),
    /// Each machine draws a number for each key, and the greatest counts.
    Rendezvous,
    /// A key jumps along the sorted view, the less often the further.
    Jump,
    /// A table of so many rows, a prime, that machines fill by turns.
    Maglev(u32),
    /// Buckets, of which an empty one remembers how many were left when its machine went.
    Anchor,
    /// Slots, through which a key walks by chance until it finds a machine.
    Dx,
    /// Jump, and a note for each machine that is missing in between.
    Memento,
    /// One point a machine on a ring, and so many probes for each key.
    Multiprobe(u32),
    /// A ring on which no machine takes more than so many hundredths of the average.
    Bounded(u32),
}

impl Placement {
    /// All there are, those with a setting in the usual one.
    pub const ALL: [Self; 12] = [
        Self::Modulo,
        Self::Fixed,
        Self::Tokens,
        Self::Ring(RING_POINTS),
        Self::Bounded(BOUNDED_CAPACITY),
        Self::Multiprobe(MULTIPROBE_PROBES),
        Self::Rendezvous,
        Self::Maglev(MAGLEV_TABLE),
        Self::Jump,
        Self::Memento,
        Self::Anchor,
        Self::Dx,
    ];

    /// Its name, as the console has it after a colon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Modulo => "modulo",
            Self::Fixed => "fixed",
            Self::Tokens => "tokens",
            Self::Ring(_) => "ring",
            Self::Rendezvous => "rendezvous",
            Self::Jump => "jump",
            Self::Maglev(_) => "maglev",
            Self::Anchor => "anchor",
            Self::Dx => "dx",
            Self::Memento => "memento",
            Self::Multiprobe(_) => "multiprobe",
            Self::Bounded(_) => "bounded",
        }
    }

    /// The name and the value of its setting, if it has one.
    #[must_use]
    pub const fn setting(self) -> Option<(&'static str, u32)> {
        match self {
            Self::Ring(points) => Some(("points", points)),
            Self::Maglev(rows) => Some(("rows", rows)),
            Self::Multiprobe(probes) => Some(("probes", probes)),
            Self::Bounded(capacity) => Some(("capacity", capacity)),
            _ => None,
        }
    }

    /// The same placement with its setting so; unchanged if it has none.
    #[must_use]
    pub const fn with_setting(self, value: u32) -> Self {
        match self {
            Self::Ring(_) => Self::Ring(value),
            Self::Maglev(_) => Self::Maglev(value),
            Self::Multiprobe(_) => Self::Multiprobe(value),
            Self::Bounded(_) => Self::Bounded(value),
            _ => self,
        }
    }

    /// What is hashed of a key: `phash2`, in all its 32 bits.
    ///
    /// libring hashes an atom as the binary that `term_to_binary` makes of it, and so does
    /// [`Ring`].
    #[must_use]
    #[inline]
    pub fn hash(self, key: View<'_>) -> u32 {
        self.own_hash(key).unwrap_or_else(|| phash2::hash_view(key))
    }

    /// The same of a key whose `phash2` is known.
    #[must_use]
    #[inline]
    pub fn hash_known(self, key: View<'_>, phash2: u32) -> u32 {
        self.own_hash(key).unwrap_or(phash2)
    }

    /// What it hashes of a key, if that is not its `phash2`.
    #[inline]
    fn own_hash(self, key: View<'_>) -> Option<u32> {
        match (self, key) {
            (Self::Ring(_), View::Atom(name)) => Some(ring::hash_atom(name)),
            _ => None,
        }
    }

    /// Whether its settings are in their ranges.
    ///
    /// # Errors
    ///
    /// The setting that is not, and its range.
    pub const fn check(self) -> Result<(), SettingError> {
        match self {
            Self::Ring(points) => SettingError::unless_within("points", points, 1, MAX_POINTS),
            Self::Multiprobe(probes) => {
                SettingError::unless_within("probes", probes, 1, MAX_PROBES)
            }
            Self::Bounded(capacity) => {
                SettingError::unless_within("capacity", capacity, MIN_CAPACITY, MAX_CAPACITY)
            }
            Self::Maglev(rows) => SettingError::unless_prime("rows", rows, MAX_TABLE),
            Self::Modulo
            | Self::Fixed
            | Self::Tokens
            | Self::Rendezvous
            | Self::Jump
            | Self::Anchor
            | Self::Dx
            | Self::Memento => Ok(()),
        }
    }

    /// Whether this placement hashes every key as the other one does.
    #[must_use]
    pub const fn hashes_like(self, other: Self) -> bool {
        matches!(self, Self::Ring(_)) == matches!(other, Self::Ring(_))
    }

    /// Whether who owns a key depends on the order in which machines came and went.
    #[must_use]
    pub const fn has_history(self) -> bool {
        matches!(self, Self::Tokens | Self::Memento | Self::Dx | Self::Anchor)
    }

    /// Whether who owns a key depends on the present members alone.
    #[must_use]
    pub const fn follows_view(self) -> bool {
        !self.has_history() && !matches!(self, Self::Fixed)
    }
}

/// A setting of a placement that it can't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct SettingError {
    /// Its name, as the console has it.
    pub setting: &'static str,
    /// What it was to be.
    pub value: u64,
    /// The least it can be.
    pub least: u64,
    /// The most it can be.
    pub most: u64,
    /// Whether it has to be a prime, too.
    pub prime: bool,
}

impl SettingError {
    const fn unless_within(
        setting: &'static str,
        value: u32,
        least: u32,
        most: u32,
    ) -> Result<(), Self> {
        if least <= value && value <= most {
            return Ok(());
        }
        let (value, least, most) = (value as u64, least as u64, most as u64);
        Err(Self { setting, value, least, most, prime: false })
    }

    const fn unless_prime(setting: &'static str, value: u32, most: u32) -> Result<(), Self> {
        let least = 2;
        if least <= value && value <= most && is_prime(value) {
            return Ok(());
        }
        let (value, least, most) = (value as u64, least as u64, most as u64);
        Err(Self { setting, value, least, most, prime: true })
    }
}

impl core::error::Error for SettingError {}

impl core::fmt::Display for SettingError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { setting, value, least, most, prime } = self;
        let what = if *prime { "a prime " } else { "" };
        write!(f, "{setting}: {value}; it can be {what}from {least} to {most}")
    }
}

/// How many places there are for machines at least, where some have to be kept free.
const LEAST_SPARE: usize = 64;

/// How many places [`Anchor`] and [`Dx`] have for machines when so many found the cluster: twice as
/// many or more, a power of two. They become twice as many when one comes and none is free.
#[must_use]
pub const fn spare(founders: usize) -> usize {
    let places = (2 * founders).next_power_of_two();
    if places < LEAST_SPARE { LEAST_SPARE } else { places }
}
