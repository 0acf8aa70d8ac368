//! What is noted of one machine, in one life of it.

use std::{borrow::Cow, collections::BTreeMap};

use node_core::{
    Config, Envelope, Input, Instant, Message, Peer, RequestId,
    message::{Body, ConnectionId},
};
use serde::{Deserialize, Serialize};

use super::stream::{Eye, Pen};
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
    /// What this peer said on a connection: the body is what it sends when it is replayed.
    Data { from: Peer, on: ConnectionId, sequence: u64, received: u64 },
    /// The request that the Master makes under this id when it is replayed.
    Request(RequestId),
    /// Any other input, or any at all, whole.
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

/// What both the writer and the reader remember: each peer's last tick.
#[derive(Clone, Debug, Default)]
struct Ticks(BTreeMap<Peer, (u64, TickContents)>);

impl Ticks {
    /// Notes a tick; answers whether it was the one to be expected.
    fn hear(&mut self, from: Peer, number: u64, contents: TickContents) -> bool {
        let last = self.0.insert(from, (number, contents));
        last.is_some_and(|last| last == (number.wrapping_sub(1), contents))
    }

    fn next(&mut self, from: Peer) -> Option<Message> {
        let (number, (within, layout)) = self.0.get_mut(&from)?;
        *number = number.wrapping_add(1);
        Some(Message::Tick { number: *number, within: *within, layout: *layout })
    }
}

/// The notes of one machine, as they are made beside it.
///
/// A host makes one when it makes the [`Node`](node_core::Node), calls
/// [`input`](Self::input) with whatever it hands to the node, before it does, and from time to time
/// [takes](Self::take) the bytes and appends them to the [`Record`](super::Record), before what the
/// inputs brought forth leaves.
#[derive(Clone, Debug)]
pub struct MachineNotes {
    pen: Pen,
    ticks: Ticks,
    is_alone: bool,
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
        let mut notes = Self { pen: Pen::default(), ticks: Ticks::default(), is_alone: true };
        notes.pen.write(at, started);
        notes
    }

    /// Whether all machines and the one Master of the cluster are recorded into the same record,
    /// as is assumed at first. Where they are not, since other tabs have machines or a Master too,
    /// everything is noted whole.
    pub const fn set_alone(&mut self, is_alone: bool) {
        self.is_alone = is_alone;
    }

    /// The machine is handed this input at `at`, and may reject it.
    pub fn input(&mut self, at: Instant, input: &Input) {
        match input {
            Input::Timeout => self.pen.write(at, &Note::Timeout),
            Input::Message(Envelope {
                from,
                message: Message::Tick { number, within, layout },
            }) if self.ticks.hear(*from, *number, (*within, *layout)) => {
                self.pen.write(at, &Note::Tick(*from));
            }
            Input::Message(Envelope {
                from,
                message: Message::Data { on, sequence, received, .. },
            }) if self.is_alone => {
                let (from, on, sequence, received) = (*from, *on, *sequence, *received);
                self.pen.write(at, &Note::Data { from, on, sequence, received });
            }
            Input::Request { id, .. } if self.is_alone => self.pen.write(at, &Note::Request(*id)),
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
            Note::Tick(from) => {
                let message = self.ticks.next(from)?;
                Note::Whole(Cow::Owned(Input::Message(Envelope { from, message })))
            }
            Note::Whole(input) => {
                if let Input::Message(Envelope {
                    from,
                    message: Message::Tick { number, within, layout },
                }) = &*input
                {
                    self.ticks.hear(*from, *number, (*within, *layout));
                }
                Note::Whole(input)
            }
            note => note,
        };
        Some((at, note))
    }
}

/// A body in place of one that nobody looks at any more.
pub(super) const fn no_body() -> Body {
    Body::Answer { call: node_core::message::CallId(0), answer: node_core::Answer::Deleted }
}
