//! Whose note is lived next: each stream's in its own order, and among those that wait for
//! nothing, the earliest.

use std::collections::{BTreeMap, BTreeSet};

use node_core::{Instant, Peer, RequestId};

use super::{Notes, Record, ReplayError, Whose, machine, master, post::Way};

/// What a note refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// A numbered message.
    Letter(Way, u64),
    /// A request of the Master's.
    Request(RequestId),
    /// A reply to it.
    Reply(RequestId),
    /// That the Master has this machine started.
    Start(Peer),
}

/// When a stream's next note is lived.
#[derive(Clone, Copy, Debug)]
pub(super) enum NextTurn {
    At(Turn),
    /// Once something has come forth that it refers to.
    Waits,
}

/// A note of some stream.
#[derive(Clone, Debug)]
pub(super) enum Note {
    Master(master::Note<'static>),
    Machine(machine::Note<'static>),
}

#[derive(Clone, Debug)]
enum Reader {
    Master(master::Reader),
    Machine(machine::Reader),
}

/// How far a stream has been read.
#[derive(Clone, Debug)]
struct Place {
    reader: Reader,
    offset: usize,
    last: Instant,
    next: Next,
    turn: Turn,
}

/// When a stream's next note is lived: a moment, and after how many others of that moment.
pub(super) type Turn = (Instant, u32);

#[derive(Clone, Debug)]
enum Next {
    /// There is no more, so far.
    End,
    Note(Instant, Note),
    /// What follows is no note.
    Broken,
}

impl Place {
    fn new(whose: Whose) -> Self {
        let reader = match whose {
            Whose::Master => Reader::Master(master::Reader::default()),
            Whose::Machine(_) => Reader::Machine(machine::Reader::default()),
        };
        let (last, next) = (Instant::ORIGIN, Next::End);
        Self { reader, offset: 0, last, next, turn: (last, 0) }
    }

    /// Reads the next note, and answers the one before.
    fn advance(&mut self, Notes { from, bytes: notes }: Notes<'_>) -> Next {
        let mut rest = notes.get(self.offset - from..).unwrap_or_default();
        if rest.is_empty() {
            return std::mem::replace(&mut self.next, Next::End);
        }
        let read = match &mut self.reader {
            Reader::Master(reader) => {
                reader.read(&mut rest).map(|(at, note)| (at, Note::Master(note)))
            }
            Reader::Machine(reader) => {
                reader.read(&mut rest).map(|(at, note)| (at, Note::Machine(note)))
            }
        };
        self.offset = from + notes.len() - rest.len();
        let next = match read {
            Some((at, note)) => {
                self.last = at;
                Next::Note(at, note)
            }
            None => Next::Broken,
        };
        std::mem::replace(&mut self.next, next)
    }

    const fn is_over(&self) -> bool {
        matches!(self.next, Next::End)
    }
}

/// The moments of a stream's notes.
#[derive(Clone, Debug)]
pub(super) struct Times(Place);

impl Times {
    pub(super) fn new(whose: Whose) -> Self {
        Self(Place::new(whose))
    }

    /// The moment of the next note; none where there is no more, or what follows is no note.
    pub(super) fn next(&mut self, notes: Notes<'_>) -> Option<Instant> {
        if matches!(self.0.next, Next::Broken) {
            return None;
        }
        self.0.advance(notes);
        match &self.0.next {
            Next::Note(at, _) => Some(*at),
            Next::End | Next::Broken => None,
        }
    }
}

/// All streams of a record, as far as they have been lived.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    places: BTreeMap<Whose, Place>,
    /// Streams whose next note can be lived, in turn.
    ready: BTreeSet<(Turn, Whose)>,
    /// Streams whose next note refers to what has not come forth yet.
    waiting: BTreeMap<Whose, Reference>,
}

impl Agenda {
    /// Takes notice of what was appended to the record.
    pub(super) fn refresh(&mut self, record: &Record) {
        for (whose, _) in record.notes_by_stream() {
            self.refresh_one(record, whose);
        }
    }

    /// The same of one stream.
    pub(super) fn refresh_one(&mut self, record: &Record, whose: Whose) {
        let place = self.places.entry(whose).or_insert_with(|| Place::new(whose));
        if place.is_over() {
            place.advance(record.notes(whose));
            self.make_ready(whose);
        }
    }

    fn make_ready(&mut self, whose: Whose) {
        let Some(place) = self.places.get_mut(&whose) else { return };
        if !place.is_over() {
            place.turn = (place.last, 0);
            self.ready.insert((place.turn, whose));
        }
    }

    /// Whose note is next, and when.
    pub(super) fn first(&self) -> Option<(Turn, Whose)> {
        self.ready.first().copied()
    }

    /// When the next note of any other stream comes.
    pub(super) fn first_but(&self, whose: Whose) -> Option<Turn> {
        self.ready.iter().find(|(_, other)| *other != whose).map(|(turn, _)| *turn)
    }

    /// The next note of a stream, and its own moment.
    pub(super) fn note(&self, whose: Whose) -> Result<(Instant, &Note), ReplayError> {
        match self.places.get(&whose).map(|place| (place.last, &place.next)) {
            Some((_, Next::Note(at, note))) => Ok((*at, note)),
            Some((last, _)) => Err(ReplayError::Malformed { whose, after: last }),
            None => Err(ReplayError::Malformed { whose, after: Instant::ORIGIN }),
        }
    }

    /// Takes the next note of the first stream.
    pub(super) fn take(&mut self, record: &Record, whose: Whose) -> Option<Note> {
        let first = self.ready.pop_first()?;
        debug_assert_eq!(first.1, whose);
        let place = self.places.get_mut(&whose)?;
        let taken = place.advance(record.notes(whose));
        self.make_ready(whose);
        match taken {
            Next::Note(_, note) => Some(note),
            Next::End | Next::Broken => None,
        }
    }

    /// The first stream waits for this.
    pub(super) fn wait_for(&mut self, reference: Reference) {
        if let Some((_, whose)) = self.ready.pop_first() {
            self.waiting.insert(whose, reference);
        }
    }

    /// The first stream lets others go first, up to this turn.
    pub(super) fn postpone(&mut self, until: Turn) {
        if let Some((_, whose)) = self.ready.pop_first()
            && let Some(place) = self.places.get_mut(&whose)
        {
            place.turn = until;
            self.ready.insert((until, whose));
        }
    }

    /// When a stream's next note is lived, if there is one.
    pub(super) fn turn_of(&self, whose: Whose) -> Option<NextTurn> {
        let place = self.places.get(&whose).filter(|place| !place.is_over())?;
        let waits = self.waiting.contains_key(&whose);
        Some(if waits { NextTurn::Waits } else { NextTurn::At(place.turn) })
    }

    /// Something has come forth: whoever waited for it waits no more.
    pub(super) fn wake(&mut self, reference: Reference) {
        if self.waiting.is_empty() {
            return;
        }
        let waiter = self.waiting.iter().find(|(_, waits_for)| **waits_for == reference);
        if let Some((&whose, _)) = waiter {
            self.waiting.remove(&whose);
            self.make_ready(whose);
        }
    }

    /// The streams that wait: since when, and for what.
    pub(super) fn waiting(&self) -> impl Iterator<Item = (Instant, Whose, Reference)> {
        self.waiting.iter().map(|(&whose, &reference)| {
            let since = self.places.get(&whose).map_or(Instant::ORIGIN, |place| place.last);
            (since, whose, reference)
        })
    }

    /// How many bytes of notes have not been read yet.
    pub(super) fn bytes_ahead(&self, record: &Record) -> usize {
        let read: usize = self
            .places
            .iter()
            .map(|(&whose, place)| place.offset.saturating_sub(record.notes(whose).from))
            .sum();
        record.bytes() - read
    }

    /// Lets all notes go that have been read.
    pub(super) fn forget(&self, record: &mut Record) {
        for (&whose, place) in &self.places {
            record.forget(whose, place.offset);
        }
    }

    /// Whether there is such a stream.
    pub(super) fn knows(&self, whose: Whose) -> bool {
        self.places.contains_key(&whose)
    }

    /// Whether all notes of a stream have been lived.
    pub(super) fn is_over(&self, whose: Whose) -> bool {
        self.places.get(&whose).is_some_and(Place::is_over)
    }
}
