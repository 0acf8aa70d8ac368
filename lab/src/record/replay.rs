//! Living a record again.

use core::fmt;

use node_core::{Input, Instant, Node, NodeId, Output, Peer};

use super::{Happening, Record, Whose};
use crate::master::{self, Master, Ticket};

/// What a replay shows to its [`Witness`], at its moment of cluster time, in the order of living.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// A machine starts.
    Started(Peer),
    /// A machine is handed an input.
    Input(Peer, &'a Input),
    /// A machine wants something done.
    Output(Peer, &'a Output),
    /// A machine neither hears nor acts from now on.
    Frozen(Peer),
    /// A machine goes on.
    Thawed(Peer),
    /// A machine is gone.
    Ended(Peer),
    /// The text of a line, before the Master is handed the line.
    Said(Ticket, &'a str),
    /// Something of the recording host's own.
    Aside(&'a [u8]),
    /// The Master is handed an input.
    MasterInput(&'a master::Input),
    /// The Master wants something done or shown.
    MasterOutput(&'a master::Output),
}

/// Sees all that happens in a replay; kept with each of the replay's snapshots, so that it goes
/// back with them.
pub trait Witness: Clone {
    /// This happened; `stage` is as it is just after it.
    fn see(&mut self, at: Instant, seen: Seen<'_>, stage: &Stage);
}

impl Witness for () {
    fn see(&mut self, _: Instant, _: Seen<'_>, _: &Stage) {}
}

/// The machines and the Master at one moment of a replay.
#[derive(Debug)]
pub struct Stage {}

impl Stage {
    /// The Master; none before it began.
    #[must_use]
    pub fn master(&self) -> Option<&Master> {
        None
    }

    /// The living machines; frozen ones too.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        core::iter::empty()
    }

    /// A living machine.
    #[must_use]
    pub fn node(&self, _node: NodeId) -> Option<&Node> {
        None
    }
}

/// A record that is lived again, at some moment of it.
#[derive(Debug)]
pub struct Replay<W = ()> {
    record: Record,
    stage: Stage,
    witness: W,
}

impl<W: Witness> Replay<W> {
    /// At the beginning of a record.
    #[must_use]
    pub const fn new(record: Record, witness: W) -> Self {
        Self { record, stage: Stage {}, witness }
    }

    /// More notes of the record, as the run goes on.
    pub fn append(&mut self, whose: Whose, notes: &[u8]) {
        self.record.append(whose, notes);
    }

    /// Goes to a moment: everything up to it has happened, nothing after it.
    ///
    /// # Errors
    ///
    /// The record can't be lived up to there; the replay stands where it ends.
    pub const fn seek(&mut self, _at: Instant) -> Result<(), ReplayError> {
        Ok(())
    }

    /// Goes to just after a note, by its number in the order of living; 0 is the beginning.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub const fn seek_to(&mut self, _note: u64) -> Result<(), ReplayError> {
        Ok(())
    }

    /// Lives the next note; `false` at the end of the record.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub const fn step(&mut self) -> Result<bool, ReplayError> {
        Ok(false)
    }

    /// What moment it is, in cluster time.
    #[must_use]
    pub const fn now(&self) -> Instant {
        Instant::ORIGIN
    }

    /// How many notes have been lived.
    #[must_use]
    pub const fn note(&self) -> u64 {
        0
    }

    /// The moment of the record's first note.
    #[must_use]
    pub const fn begins(&self) -> Instant {
        Instant::ORIGIN
    }

    /// The moment of the record's last note.
    #[must_use]
    pub const fn end(&self) -> Instant {
        Instant::ORIGIN
    }

    /// What happened after `from` up to and with `to`, in order; the replay stays where it is.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn happenings(
        &mut self,
        _from: Instant,
        _to: Instant,
    ) -> Result<Vec<Happening>, ReplayError> {
        Ok(Vec::new())
    }

    /// The machines and the Master as they are now.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The witness, as it is now.
    #[must_use]
    pub const fn witness(&self) -> &W {
        &self.witness
    }
}

/// Why a record can't be lived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// Some notes can't be read.
    Malformed(Whose),
}

impl core::error::Error for ReplayError {}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(_) => f.write_str("the record can't be read"),
        }
    }
}
