//! What is noted of one machine, in one life of it.

use std::{borrow::Cow, collections::BTreeMap};

use node_core::{
    Config, Envelope, Input, Instant, Message, Peer, RequestId,
    message::{Body, ConnectionId},
};
use serde::{Deserialize, Serialize};

use super::{
    Life, sane,
    stream::{Eye, Pen},
};
use crate::sim::Clock;

/// One note. What other recorded streams bring forth again when they are replayed is noted by
/// reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Note<'a> {
    /// It starts; `sums` says whether checksums of what it brings forth follow.
    Started { config: Config, seed: u64, clock: Clock, sums: bool },
    /// The moment it wanted to be woken at has come.
    Timeout,
    /// The next tick of this peer; otherwise it says what its last one did.
    Tick(Peer),
    /// The same of the peer that ticked after the last one when that was heard before.
    NextTick,
    /// What this peer said on a connection: the body is what it sends when it is replayed.
    Data { from: Peer, on: ConnectionId, sequence: u64, received: u64 },
    /// The request that the Master makes under this id when it is replayed.
    Request(RequestId),
    /// Any other input, whole.
    Whole(Cow<'a, Input>),
    /// It neither hears nor acts from now on.
    Frozen,
    /// It goes on.
    Thawed,
    /// It is dead; where nobody noted this, the Master's notes tell.
    Ended,
    /// The checksum of what the note before brought forth.
    Outputs(u32),
}

/// What a tick says besides its number.
type TickContents = (u32, u32);

/// What both the writer and the reader remember: each peer's last tick, and in which order the peers
/// tick, since they do so again and again.
#[derive(Clone, Debug, Default)]
struct Ticks {
    peers: BTreeMap<Life, Ticking>,
    last: Option<Life>,
}

/// The last tick of a peer.
#[derive(Clone, Copy, Debug)]
struct Ticking {
    number: u64,
    contents: TickContents,
    /// Who ticked next.
    then: Option<Life>,
}

impl Ticks {
    /// Who is to be expected next.
    fn expected(&self) -> Option<Life> {
        self.peers.get(&self.last?)?.then
    }

    /// Notes a tick; answers whether it was the one to be expected of this peer.
    fn hear(&mut self, from: Life, number: u64, contents: TickContents) -> bool {
        if let Some(last) = self.last.replace(from).and_then(|last| self.peers.get_mut(&last)) {
            last.then = Some(from);
        }
        let ticking = Ticking { number, contents, then: None };
        let known = self.peers.entry(from).or_insert(ticking);
        let last = (known.number, known.contents);
        (known.number, known.contents) = (number, contents);
        last == (number.wrapping_sub(1), contents)
    }

    /// The tick to be expected of this peer.
    fn next(&mut self, from: Life) -> Option<Message> {
        let Ticking { number, contents, .. } = *self.peers.get(&from)?;
        let (number, (within, layout)) = (number.wrapping_add(1), contents);
        self.hear(from, number, contents);
        Some(Message::Tick { number, within, layout })
    }
}

/// How large a body may be, in bytes, to be noted whole.
const SMALL: usize = 256;

/// Whether the body of a message is noted whole by who receives it, since it is small. Of all others
/// the sender's notes must have left before the message does: they are noted by reference.
#[must_use]
pub fn stands_alone(body: &Body) -> bool {
    match body {
        Body::Batch { .. } | Body::Layout(_) => false,
        Body::Call { .. } | Body::Answer { .. } => body.size() <= size_of::<Body>() + SMALL,
    }
}

/// The notes of one machine, as they are made beside it.
///
/// A host makes one when it makes the [`Node`](node_core::Node), calls
/// [`input`](Self::input) with whatever it hands to the node, before it does, and from time to time
/// [takes](Self::take) the bytes and appends them to the [`Record`](super::Record): before anything
/// leaves that the inputs brought forth, and that doesn't [stand alone](stands_alone).
#[derive(Clone, Debug)]
pub struct MachineNotes {
    pen: Pen,
    ticks: Ticks,
}

impl MachineNotes {
    /// A machine starts at `at` of cluster time, by [`Node::new`](node_core::Node::new) with this
    /// `config` and `seed`, and is told cluster time.
    #[must_use]
    pub fn begin(at: Instant, config: Config, seed: u64) -> Self {
        Self::start(at, &Note::Started { config, seed, clock: Clock::default(), sums: false })
    }

    /// The same with a clock of its own, by which the machine is told the time, and with a
    /// [checksum](Self::outputs) of what each input brings forth. What is noted is in cluster time
    /// all the same.
    pub(crate) fn begin_summed(clock: Clock, at: Instant, config: Config, seed: u64) -> Self {
        Self::start(at, &Note::Started { config, seed, clock, sums: true })
    }

    fn start(at: Instant, started: &Note<'_>) -> Self {
        let mut notes = Self { pen: Pen::default(), ticks: Ticks::default() };
        notes.pen.write(at, started);
        notes
    }

    /// The machine is handed this input at `at`, and may reject it.
    pub fn input(&mut self, at: Instant, input: &Input) {
        let expected = self.ticks.expected();
        match input {
            Input::Timeout => self.pen.write(at, &Note::Timeout),
            Input::Message(Envelope {
                from,
                message: Message::Tick { number, within, layout },
            }) if self.ticks.hear(Life::from(*from), *number, (*within, *layout)) => {
                let is_in_turn = expected == Some(Life::from(*from));
                let note = if is_in_turn { Note::NextTick } else { Note::Tick(*from) };
                self.pen.write(at, &note);
            }
            Input::Message(Envelope {
                from,
                message: Message::Data { on, sequence, received, body },
            }) if !stands_alone(body) => {
                let (from, on, sequence, received) = (*from, *on, *sequence, *received);
                self.pen.write(at, &Note::Data { from, on, sequence, received });
            }
            Input::Request { id, .. } => self.pen.write(at, &Note::Request(*id)),
            input => self.pen.write(at, &Note::Whole(Cow::Borrowed(input))),
        }
    }

    /// The machine neither hears nor acts from now on; for people, since nothing is handed to it.
    pub fn frozen(&mut self, at: Instant) {
        self.pen.write(at, &Note::Frozen);
    }

    /// The machine goes on.
    pub fn thawed(&mut self, at: Instant) {
        self.pen.write(at, &Note::Thawed);
    }

    /// The machine is dead. Where its end can't be noted here, as where a worker is ended from
    /// outside, what the Master is told says so.
    pub fn ended(&mut self, at: Instant) {
        self.pen.write(at, &Note::Ended);
    }

    /// A checksum of all that the last input brought forth, so that a replay finds the first thing
    /// that differs.
    pub(crate) fn outputs(&mut self, at: Instant, checksum: u32) {
        self.pen.write(at, &Note::Outputs(checksum));
    }

    /// How much there is to take, in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.pen.len()
    }

    /// Whether there is nothing to take.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.pen.is_empty()
    }

    /// What was noted since this was last called.
    #[must_use]
    pub fn take(&mut self) -> Vec<u8> {
        self.pen.take()
    }
}

/// Reads a machine's notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    eye: Eye,
    ticks: Ticks,
}

impl Reader {
    /// The next note; a tick by reference comes whole. `None` when the bytes are no note.
    pub(super) fn read(&mut self, rest: &mut &[u8]) -> Option<(Instant, Note<'static>)> {
        let (at, note) = self.eye.read::<Note<'static>>(rest)?;
        let note = match note {
            Note::Tick(from) => self.tick_of(Life::from(from))?,
            Note::NextTick => self.tick_of(self.ticks.expected()?)?,
            Note::Whole(input) => {
                if let Input::Message(Envelope {
                    from,
                    message: Message::Tick { number, within, layout },
                }) = &*input
                {
                    self.ticks.hear(Life::from(*from), *number, (*within, *layout));
                }
                Note::Whole(input)
            }
            Note::Started { config, .. } if !sane::founding(config.founding) => return None,
            note => note,
        };
        Some((at, note))
    }

    fn tick_of(&mut self, from: Life) -> Option<Note<'static>> {
        let message = self.ticks.next(from)?;
        let from = Peer::from(from);
        Some(Note::Whole(Cow::Owned(Input::Message(Envelope { from, message }))))
    }
}

/// A body in place of one that nobody looks at any more.
pub(super) const fn no_body() -> Body {
    Body::Answer { call: node_core::message::CallId(0), answer: node_core::Answer::Deleted }
}
