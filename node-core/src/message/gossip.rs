//! What machines of a large cluster say to each other to know who is there.
//!
//! With ticks everyone hears everyone: what is delivered grows with the square of the machines.
//! Beyond [`GOSSIP_MEMBERS`](crate::GOSSIP_MEMBERS) they *gossip*, by SWIM (Das, Gupta, Motivala,
//! "SWIM: scalable weakly-consistent infection-style process group membership protocol", 2002):
//!
//! **Probes.** In each [`PROBE_INTERVAL`](crate::PROBE_INTERVAL) a machine probes one other, in
//! rounds through all of them, each round in another order. One that does not answer within
//! [`PROBE_TIMEOUT`](crate::PROBE_TIMEOUT) is probed through a few others as well, and is
//! *suspected* if nothing came by the end of the interval. Whoever suspects it calls it down after
//! [`suspicion_time`](crate::suspicion_time), unless it *refutes* that: it then says that it lives
//! with a number, one higher, which overrules what was said before. An incarnation is one life, and
//! given by the host; this number counts within it. So a machine that was called down comes back
//! by refuting, in the same incarnation and with its entries kept.
//!
//! **Rumours.** Every message carries a few of the latest [`Rumour`]s; each is told about as often
//! as it takes to reach all (a few times the logarithm of their number), and who hears one that is
//! older than what it knows answers with that. Nobody calls another down by hearsay: whom others
//! call down it suspects, so that after a partition all have time to refute. Deaths that hosts
//! saw and goodbyes are facts, and are believed.
//!
//! **Tables.** Every message carries a digest of all that its sender knows of the machines. A
//! newcomer, and whoever finds for long that others know other things, asks one for its whole
//! table ([`Said::Compare`]), and soon another, as long as that brings news. So a machine that
//! starts tells itself to a few founders and learns of all from those, and asks everyone only if
//! these are silent.
//!
//! **Connections.** A machine believes in another as soon as a rumour says that it lives: node up.
//! They agree on a connection, by a `Connect` of both, only when one has something to say to the
//! other; what is to be said waits for that.
//!
//! **Ticks or gossip.** Which of the two is used is a [`Mode`], a number that grows and is part of
//! every tick and of all gossip: whoever hears a higher one follows it, and whoever is told a lower
//! one says its own. A cluster that is booted large starts with gossip; one that was small or
//! large for [`MODE_PATIENCE`](crate::MODE_PATIENCE) goes over. Who goes over to gossip goes on
//! ticking a few times, and who goes over to ticks gives everyone time anew: so no death is
//! invented on the way.

use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, Peer};

/// How machines know who is there: by ticks if it is even, by gossip if it is odd. It grows by one
/// with each change, and the highest prevails.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Mode(pub u32);

impl Mode {
    /// Ticks, as a small cluster is booted.
    pub const TICKS: Self = Self(0);

    /// Gossip, as a large cluster is booted.
    pub const GOSSIP: Self = Self(1);

    /// Whether machines gossip.
    #[must_use]
    pub const fn gossips(self) -> bool {
        self.0 % 2 == 1
    }

    /// The other one.
    #[must_use]
    pub const fn next(self) -> Self {
        // The last number has no next one: it stays so.
        Self(self.0.saturating_add(1))
    }
}

/// How often a machine has refuted, in its present life, that it is down.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Refutations(pub u32);

/// How a machine is, in the order in which one overrules the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Standing {
    /// It lives.
    Alive,
    /// It has not answered, and may refute that yet.
    Suspect,
    /// It has not answered for too long; it may come back by refuting.
    Down,
    /// It said goodbye: its life is over.
    Left,
    /// A host saw its link close: its life is over.
    Dead,
}

impl Standing {
    /// Whether that life never comes back.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Left | Self::Dead)
    }
}

/// What a machine knows of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rumour {
    /// Of whom, in which life.
    pub about: Peer,
    /// How it is.
    pub standing: Standing,
    /// How often it had refuted then.
    pub refuted: Refutations,
}

/// One message among machines that gossip.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gossip {
    /// How the sender knows who is there.
    pub mode: Mode,
    /// The digest of the sender's layout (see [`Layout::digest`](crate::Layout::digest)).
    pub layout: u32,
    /// A digest of all that the sender knows of the machines, but for suspicions.
    pub table: u32,
    /// How often the sender has refuted.
    pub refuted: Refutations,
    /// What it is about.
    pub said: Said,
    /// What else the sender has heard: at most [`MAX_RUMOURS`](crate::MAX_RUMOURS).
    pub rumours: Vec<Rumour>,
}

/// What a message among machines that gossip is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Said {
    /// Are you there? Answer.
    Probe {
        /// The prober's number for it.
        number: u64,
        /// Who wants to know, if that is not the sender.
        asker: Option<NodeId>,
    },
    /// I am.
    Answer {
        /// The probe's number.
        number: u64,
        /// Who wanted to know, if that is not the receiver.
        asker: Option<NodeId>,
    },
    /// Probe that machine for me.
    Ask {
        /// The asker's number for it.
        number: u64,
        /// Whom.
        about: NodeId,
    },
    /// That machine has answered, as you asked.
    Vouch {
        /// The asker's number for it.
        number: u64,
        /// Which one.
        about: NodeId,
    },
    /// If you know anything else than I do, tell me your table.
    Compare,
    /// The rumours are all I know.
    Table,
    /// Nothing but what comes with it.
    News,
}
