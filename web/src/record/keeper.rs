//! The record as the Master's worker keeps it, with the notes of the Master itself.

use std::collections::BTreeSet;

use lab::{
    command::{Command, Line},
    master::{Cause, Click, Condition, Input, Master, Ticket, Told},
    record::{Beginning, Ending, MasterNotes, Record, Setting, Whose},
};
use node_core::{Instant, Peer};
use serde::{Deserialize, Serialize};

use super::aside::Aside;

/// Whether the run is recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Recorded {
    /// No cluster has been booted yet.
    #[default]
    Nothing,
    /// It is, since the cluster was booted.
    SinceBoot,
    /// It is, but its oldest part has been let go: there is too much of it.
    InPart,
    /// Other tabs take part, or did since the boot, and their machines are in no record.
    OtherTabs,
    /// The page was told to record nothing.
    Off,
}

/// Where the run comes from, in a file.
const SOURCE: &str = "page";

/// Keeps the record of this page's cluster.
pub struct Keeper {
    recorded: Recorded,
    /// What the Master may take, in bytes, if that was said.
    memory: Option<u64>,
    /// What the record may take here, in bytes.
    bound: usize,
    kept: Option<Kept>,
    /// The record of a cluster that the input at hand may boot.
    next: Option<Kept>,
    /// Lines that the console has had.
    lines: u64,
    /// What is to be noted before the Master's next input.
    pending: Vec<(Instant, Pending)>,
    /// What has come since somebody who looks back was last told; nothing while nobody does.
    fresh: Option<Vec<Piece>>,
}

/// A piece of the record: whose notes, and the notes.
pub type Piece = (Whose, Vec<u8>);

enum Pending {
    Aside(Aside),
    Said(Ticket, String),
}

/// A record and what is noted beside its Master.
struct Kept {
    record: Record,
    notes: MasterNotes,
    /// The lives whose notes belong to it.
    lives: BTreeSet<Peer>,
    /// Somebody else keeps it: here is only what has come since that was told.
    is_handed_over: bool,
}

impl Keeper {
    /// Nothing is recorded yet. `memory` is what the Master may take, in bytes, if that was said;
    /// `bound` is what a record may take before it is to be handed over; of 0, nothing is recorded.
    #[must_use]
    pub const fn new(memory: Option<u64>, bound: usize) -> Self {
        Self {
            recorded: Recorded::Nothing,
            memory,
            bound,
            kept: None,
            next: None,
            lines: 0,
            pending: Vec::new(),
            fresh: None,
        }
    }

    /// Whether the run is recorded.
    #[must_use]
    pub const fn recorded(&self) -> Recorded {
        self.recorded
    }

    /// The page did something that a replay is to show as well.
    pub fn aside(&mut self, at: Instant, aside: Aside) {
        self.pending.push((at, Pending::Aside(aside)));
    }

    /// The Master is handed this line next.
    pub fn said(&mut self, at: Instant, ticket: Ticket, text: String) {
        self.pending.push((at, Pending::Said(ticket, text)));
    }

    /// The Master is about to be handed this.
    pub fn input(&mut self, at: Instant, input: &Input, master: &Master) {
        if boots(at, input, master) {
            self.next = Some(Kept::of_boot(at, master, self.memory, self.lines));
        }
        for (at, pending) in std::mem::take(&mut self.pending) {
            self.lines += u64::from(pending.is_line());
            for kept in self.kept.iter_mut().chain(&mut self.next) {
                match &pending {
                    Pending::Aside(aside) => kept.notes.aside(at, &aside.pack()),
                    Pending::Said(ticket, text) => kept.notes.said(at, *ticket, text),
                }
            }
        }
        for kept in self.kept.iter_mut().chain(&mut self.next) {
            kept.notes.input(at, input);
        }
    }

    /// The Master booted a cluster: its record begins, unless other tabs take part. Answers whether
    /// there is nothing more to tell of the one before.
    pub fn booted(&mut self, is_alone: bool) -> bool {
        let next = self.next.take();
        if self.bound == 0 {
            self.recorded = Recorded::Off;
            return true;
        }
        if !is_alone {
            self.stop();
            return true;
        }
        match next {
            Some(next) => {
                self.kept = Some(next);
                self.recorded = Recorded::SinceBoot;
                self.fresh = None;
                true
            }
            // A line among others booted it, and the record goes on.
            None => false,
        }
    }

    /// The Master has done what it was told.
    pub fn handled(&mut self) {
        self.next = None;
    }

    /// A machine of this tab is started; answers whether it is to make notes.
    pub fn started(&mut self, peer: Peer) -> bool {
        self.kept.as_mut().is_some_and(|kept| kept.lives.insert(peer))
    }

    /// A machine's notes came.
    pub fn noted(&mut self, of: Peer, notes: &[u8]) {
        if self.kept.as_ref().is_some_and(|kept| kept.lives.contains(&of)) {
            self.append(Whose::Machine(of), notes.to_vec());
        }
    }

    fn append(&mut self, whose: Whose, notes: Vec<u8>) {
        let Some(kept) = &mut self.kept else { return };
        if !kept.is_handed_over {
            kept.record.append(whose, &notes);
        }
        if let Some(fresh) = &mut self.fresh {
            fresh.push((whose, notes));
        }
    }

    /// Whether somebody else is to keep the record, who can let its oldest part go.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.record.bytes() > self.bound)
    }

    /// Whoever looks back keeps the record from now on, and has been told all of it but what is fresh.
    pub fn hand_over(&mut self) {
        if let Some(kept) = &mut self.kept {
            kept.record = Record::new(SOURCE);
            kept.is_handed_over = true;
            self.recorded = Recorded::InPart;
        }
    }

    /// The record so far, as the frames of a file; `ending` is how the run has come out. Nothing, where
    /// nothing is recorded.
    pub fn frames(&mut self, ending: Option<Ending>) -> Vec<u8> {
        self.gather_own();
        let kept = self.kept.as_mut().filter(|kept| !kept.is_handed_over);
        let Some(kept) = kept else { return Vec::new() };
        if let Some(ending) = ending {
            kept.record.end(ending);
        }
        kept.record.to_frames()
    }

    /// Puts what comes to the record aside from now on, or not any more.
    pub fn watch_fresh(&mut self, watches: bool) {
        self.fresh = watches.then(Vec::new);
        if !watches && self.kept.take_if(|kept| kept.is_handed_over).is_some() {
            // Who had it is gone.
            self.recorded = Recorded::Nothing;
        }
    }

    /// Whether something has come.
    #[must_use]
    pub fn has_fresh(&self) -> bool {
        let own = self.kept.as_ref().is_some_and(|kept| !kept.notes.is_empty());
        own || self.fresh.as_ref().is_some_and(|fresh| !fresh.is_empty())
    }

    /// What has come since this was called last.
    pub fn take_fresh(&mut self) -> Vec<Piece> {
        self.gather_own();
        self.fresh.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Puts the Master's own notes into the record.
    fn gather_own(&mut self) {
        let Some(kept) = self.kept.as_mut().filter(|kept| !kept.notes.is_empty()) else { return };
        let notes = kept.notes.take();
        self.append(Whose::Master, notes);
    }

    /// Nobody keeps the record any more, until a cluster is booted.
    pub fn lose(&mut self) {
        (self.kept, self.fresh) = (None, None);
        self.recorded = Recorded::Nothing;
    }

    /// Other tabs take part from now on: what happens can't be told any more.
    pub fn stop(&mut self) {
        *self = Self {
            recorded: Recorded::OtherTabs,
            lines: self.lines,
            ..Self::new(self.memory, self.bound)
        };
    }
}

impl Pending {
    const fn is_line(&self) -> bool {
        match self {
            Self::Aside(aside) => aside.is_line(),
            Self::Said(..) => true,
        }
    }
}

impl Kept {
    /// The record of a cluster that is about to be booted, as the first thing in it.
    fn of_boot(at: Instant, master: &Master, memory: Option<u64>, lines: u64) -> Self {
        let beginning = Beginning {
            joins: Some(master.ledger().founding()),
            requests_from: master.last_request(),
        };
        let mut notes = MasterNotes::begin(at, beginning);
        if let Some(bytes) = memory {
            notes.set(at, Setting::Memory(bytes));
        }
        // No name is given a life that it had.
        for peer in master.machines().lives() {
            let condition = Condition::Dead(Cause::Killed);
            notes.input(at, &Input::Told(Told::Machine { peer, condition, earlier: false }));
        }
        let sides = Vec::new();
        notes.input(at, &Input::Told(Told::Network(master.network(), sides)));
        notes.aside(at, &Aside::Begins(lines).pack());
        Self { record: Record::new(SOURCE), notes, lives: BTreeSet::new(), is_handed_over: false }
    }
}

/// Whether the Master boots a cluster as soon as it is handed this, and forgets everything else.
fn boots(at: Instant, input: &Input, master: &Master) -> bool {
    match input {
        Input::Click(Click::Boot { .. }) => true,
        Input::Line { line, earliest, .. } if earliest.is_none_or(|earliest| earliest <= at) => {
            let first = match line {
                Line::One(command) => Some(command),
                Line::Each(commands) => commands.first(),
                Line::Sum(_) | Line::Counts => None,
            };
            !master.is_busy() && matches!(first, Some(Command::Boot { .. }))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;
