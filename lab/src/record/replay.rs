//! Living a record again, at any moment of it.

use core::{fmt, time::Duration};

use node_core::{Config, Input, Instant, Output, Peer};

use super::{
    Filter, Fork, ForkError, Happening, Message, Record, Setting, Stage, Twist, Whose,
    living::{Around, FOREVER, State},
    snapshots::Snapshots,
    span::Span,
    tell::Teller,
    under_way::UnderWay,
};
use crate::{
    master::{self, Ticket},
    sim::Clock,
};

/// What a replay shows to its [`Witness`], in the order of living.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    /// A machine starts.
    Started {
        /// Which one, in which life.
        peer: Peer,
        /// With what.
        config: Config,
        /// Its seed.
        seed: u64,
        /// Its clock; that of a machine of the page shows cluster time.
        clock: Clock,
        /// What it shows.
        told: Instant,
    },
    /// A machine was handed an input.
    Input {
        /// Which one, in which life.
        peer: Peer,
        /// What its clock shows.
        told: Instant,
        /// The input.
        input: &'a Input,
        /// Whether it was accepted.
        accepted: bool,
    },
    /// A machine wants something done.
    Output(Peer, &'a Output),
    /// A machine neither hears nor acts from now on.
    Frozen(Peer),
    /// A machine goes on.
    Thawed(Peer),
    /// A machine is dead.
    Ended(Peer),
    /// The text of a line, before the Master is handed the line.
    Said(Ticket, &'a str),
    /// The host set something on the Master.
    Set(Setting),
    /// Something of the recording host's own.
    Aside(&'a [u8]),
    /// The Master was handed an input.
    MasterInput(&'a master::Input),
    /// The Master wants something done or shown.
    MasterOutput(&'a master::Output),
}

/// Sees all that happens in a replay. Each of the replay's snapshots keeps a copy, with which it
/// goes back.
pub trait Witness: Clone {
    /// This happened at `at` of cluster time; `stage` is as it is just after it.
    fn see(&mut self, at: Instant, seen: Seen<'_>, stage: &Stage);
}

impl Witness for () {
    fn see(&mut self, _: Instant, _: Seen<'_>, _: &Stage) {}
}

/// A record that is lived again, at some moment of it.
#[derive(Debug)]
pub struct Replay<W = ()> {
    record: Record,
    state: State,
    witness: W,
    snapshots: Snapshots<W>,
    span: Span,
}

impl<W: Witness> Replay<W> {
    /// At the beginning of a record; nothing has happened yet.
    #[must_use]
    pub fn new(record: Record, witness: W) -> Self {
        let state = State::beginning(&record);
        let snapshots = Snapshots::new(&state, &witness);
        let span = Span::of(&record);
        Self { record, state, witness, snapshots, span }
    }

    /// More notes of the record, as the run goes on. Where the replay has come to the end, and other
    /// streams have been lived beyond these notes' moments, they are lived late.
    pub fn append(&mut self, whose: Whose, notes: &[u8]) {
        self.record.push(whose, notes);
        self.state.agenda.refresh_one(&self.record, whose);
        self.span.extend(&self.record, whose);
    }

    /// Lets the oldest notes go, until all take at most so many bytes: they have been lived then, and
    /// the replay begins where they end. Such a record is no file any more.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek); what can't be lived stays.
    pub fn trim(&mut self, bytes: usize) -> Result<(), ReplayError> {
        let present = self.state.note;
        self.seek_to(self.snapshots.first().note)?;
        while self.state.agenda.bytes_ahead(&self.record) > bytes && self.step()? {}
        self.snapshots.begin_at(&self.state, &self.witness);
        self.state.agenda.forget(&mut self.record);
        self.record.begins_at(self.state.now);
        self.seek_to(present)
    }

    /// The record.
    #[must_use]
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Goes to a moment: everything up to and with it has happened, nothing after it.
    ///
    /// # Errors
    ///
    /// The record can't be lived up to there; the replay stands where that came out.
    pub fn seek(&mut self, at: Instant) -> Result<(), ReplayError> {
        self.leap(|state| state.now <= at);
        while self.step_telling(at, None)? {}
        Ok(())
    }

    /// Goes to just after a note, by its number in the order of living; 0 is the beginning, and a
    /// number beyond the last is the end.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn seek_to(&mut self, note: u64) -> Result<(), ReplayError> {
        self.leap(|state| state.note <= note);
        while self.state.note < note && self.step()? {}
        Ok(())
    }

    /// Goes to just before a moment.
    fn seek_before(&mut self, at: Instant) -> Result<(), ReplayError> {
        // What is kept of a moment may be in its midst.
        self.leap(|state| state.now < at);
        if let Some(just_before) = at.since_origin().checked_sub(Duration::from_nanos(1)) {
            while self.step_telling(Instant::after_origin(just_before), None)? {}
        }
        Ok(())
    }

    /// Takes the nearest snapshot before, where that is nearer than the present.
    fn leap(&mut self, is_by: impl Fn(&State) -> bool) {
        let (state, witness) = self.snapshots.last(&is_by);
        if !is_by(&self.state) || state.note > self.state.note {
            self.state = state.clone();
            self.witness = witness.clone();
            self.state.agenda.refresh(&self.record);
        }
    }

    /// When the next note is due; none at the end.
    #[must_use]
    pub fn next(&self) -> Option<Instant> {
        self.state.agenda.first().map(|((at, _), _)| at)
    }

    /// Lives the next note; `false` at the end of the record.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn step(&mut self) -> Result<bool, ReplayError> {
        self.step_telling(FOREVER, None)
    }

    fn step_telling(
        &mut self,
        limit: Instant,
        teller: Option<&mut Teller>,
    ) -> Result<bool, ReplayError> {
        let mut around = Around { record: &self.record, witness: &mut self.witness, teller };
        let lived = self.state.step(&mut around, limit)?;
        self.snapshots.pass(&self.state, &self.witness);
        Ok(lived)
    }

    /// What moment it is, in cluster time.
    #[must_use]
    pub const fn now(&self) -> Instant {
        self.state.now
    }

    /// How many notes have been lived.
    #[must_use]
    pub const fn note(&self) -> u64 {
        self.state.note
    }

    /// The moment of the record's first note; where the oldest were [let go](Self::trim), that of the
    /// last of these.
    #[must_use]
    pub fn begins(&self) -> Instant {
        self.record.begins().unwrap_or_else(|| self.span.begins())
    }

    /// The moment of the record's last note.
    #[must_use]
    pub const fn end(&self) -> Instant {
        self.span.end()
    }

    /// What happened from `from` up to and with `to`, in the order of living; the replay stays
    /// where it is.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn happenings(
        &mut self,
        from: Instant,
        to: Instant,
        filter: Filter,
    ) -> Result<Vec<Happening>, ReplayError> {
        let present = self.state.note;
        self.seek_before(from)?;
        let mut teller = Teller::new(filter);
        while self.step_telling(to, Some(&mut teller))? {}
        self.seek_to(present)?;
        Ok(teller.finish())
    }

    /// Lives notes up to and with the next one of which there is something to tell, and tells it;
    /// nothing at the end of the record.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn step_to_happening(&mut self, filter: &Filter) -> Result<Vec<Happening>, ReplayError> {
        self.step_to_happening_by(FOREVER, filter)
    }

    /// The same, but no further than up to and with `limit`.
    ///
    /// # Errors
    ///
    /// As [`seek`](Self::seek).
    pub fn step_to_happening_by(
        &mut self,
        limit: Instant,
        filter: &Filter,
    ) -> Result<Vec<Happening>, ReplayError> {
        let mut teller = Teller::new(filter.clone());
        while teller.is_empty() && self.step_telling(limit, Some(&mut teller))? {}
        Ok(teller.finish())
    }

    /// The messages that are under way: sent, and not received up to now, the oldest first. What got
    /// lost is among them as long as it might still come.
    #[must_use]
    pub fn under_way(&self) -> Vec<Message> {
        UnderWay::all(&self.state).into_iter().map(|under_way| under_way.message).collect()
    }

    /// A run that goes on from this moment, with something changed; the replay stays where it is.
    ///
    /// # Errors
    ///
    /// There can be none from here; see [`ForkError`].
    pub fn fork(&self, twist: &Twist) -> Result<Fork, ForkError> {
        Fork::new(&self.state, &self.record, twist)
    }

    /// The machines and the Master as they are now.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.state.stage
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
    Malformed {
        /// Whose.
        whose: Whose,
        /// The moment of the last that can be.
        after: Instant,
    },
    /// A note refers to a message, a request or a reply that never comes forth: a stream is not
    /// whole, or this program is not the one that recorded.
    Missing {
        /// Whose note.
        whose: Whose,
        /// Its moment.
        at: Instant,
    },
    /// A machine does otherwise than it did: this program is not the one that recorded.
    Differs {
        /// Which one.
        whose: Whose,
        /// The moment of the first note at which it does.
        at: Instant,
    },
}

impl core::error::Error for ReplayError {}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |at: &Instant| at.since_origin().as_secs_f64();
        match self {
            Self::Malformed { whose, after } => {
                write!(f, "after {:.6} s, what was noted of {whose} can't be read", seconds(after))
            }
            Self::Missing { whose, at } => write!(
                f,
                "at {:.6} s, {whose} receives what nobody sent: the record is not whole, or was \
                 made by another version",
                seconds(at)
            ),
            Self::Differs { whose, at } => write!(
                f,
                "at {:.6} s, {whose} does otherwise than was recorded: the record was made by \
                 another version",
                seconds(at)
            ),
        }
    }
}
