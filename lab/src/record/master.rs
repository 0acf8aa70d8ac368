//! What is noted of the Master.

use core::time::Duration;
use std::{borrow::Cow, collections::BTreeMap};

use node_core::{Answer, Founding, Instant, NodeId, Peer, Reply, RequestId, Summary};
use serde::{Deserialize, Serialize};

use super::{
    sane,
    stream::{Eye, Pen},
};
use crate::master::{Input, Master, Ticket};

/// How a Master begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// The cluster it joins; none when it [boots](Master::booted) one.
    pub joins: Option<Founding>,
    /// Where its requests' ids count from; 0 if nothing was said
    /// (see [`Master::with_requests_from`]).
    pub requests_from: u64,
}

impl Beginning {
    /// Boots the seed's five machines.
    pub const BOOTED: Self = Self { joins: None, requests_from: 0 };

    /// The Master that begins so.
    #[must_use]
    pub fn master(self, now: Instant) -> Master {
        let master = match self.joins {
            Some(founding) => Master::joining(now, founding),
            None => Master::booted(now),
        };
        match self.requests_from {
            0 => master,
            first => master.with_requests_from(first),
        }
    }
}

/// What a host sets on a Master besides its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// [`Master::set_patience`].
    Patience(Option<Duration>),
    /// [`Master::set_memory`].
    Memory(u64),
    /// [`Master::set_shares`].
    Shares(bool),
}

impl Setting {
    /// Sets it.
    pub fn apply(self, master: &mut Master) {
        match self {
            Self::Patience(patience) => master.set_patience(patience),
            Self::Memory(bytes) => master.set_memory(bytes),
            Self::Shares(shares) => master.set_shares(shares),
        }
    }
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Note<'a> {
    /// It begins, or another one in its place.
    Began(Beginning),
    /// The moment it wanted to be woken at has come.
    Timeout,
    /// The reply that a machine makes under this id when it is replayed.
    Reply(RequestId),
    /// How a machine is; what is left out is as it was last.
    Status {
        of: Peer,
        members: Option<Cow<'a, [NodeId]>>,
        summary: Option<Summary>,
        layout: Option<u32>,
    },
    /// Any other input, whole.
    Whole(Cow<'a, Input>),
    /// The host set something.
    Set(Setting),
    /// The text of a line.
    Said { ticket: Ticket, text: Cow<'a, str> },
    /// Something of the host's own.
    Aside(Cow<'a, [u8]>),
}

/// What both the writer and the reader remember: how each machine was last.
#[derive(Clone, Debug, Default)]
struct Statuses(BTreeMap<Peer, (Vec<NodeId>, Summary, u32)>);

impl Statuses {
    fn note<'a>(
        &mut self,
        of: Peer,
        members: &'a [NodeId],
        summary: Summary,
        layout: u32,
    ) -> Note<'a> {
        let last = self.0.entry(of).or_default();
        let members = (last.0 != members).then_some(Cow::Borrowed(members));
        let note = Note::Status {
            of,
            summary: (last.1 != summary).then_some(summary),
            layout: (last.2 != layout).then_some(layout),
            members,
        };
        if let Note::Status { members: Some(members), .. } = &note {
            last.0 = members.to_vec();
        }
        (last.1, last.2) = (summary, layout);
        note
    }

    fn complete(
        &mut self,
        of: Peer,
        members: Option<Cow<'_, [NodeId]>>,
        summary: Option<Summary>,
        layout: Option<u32>,
    ) -> Input {
        let last = self.0.entry(of).or_default();
        if let Some(members) = members {
            last.0 = members.into_owned();
        }
        last.1 = summary.unwrap_or(last.1);
        last.2 = layout.unwrap_or(last.2);
        Input::Status { of, members: last.0.clone(), summary: last.1, layout: last.2 }
    }
}

/// How large a value may be, in bytes, to be noted whole.
const SMALL: usize = 256;

/// Whether a reply is noted whole, since it is small. Of all others the machine's notes must have left
/// before: they are noted by reference.
#[must_use]
pub fn answers_alone(reply: &Reply) -> bool {
    match reply {
        Reply::Done { answer: Answer::Value(Some(value)), .. } => value.size() <= SMALL,
        Reply::Done { answer: Answer::Values(_), .. } => false,
        Reply::Done { .. } | Reply::NodeDown { .. } | Reply::Timeout { .. } => true,
        Reply::Stats(_) | Reply::Placed => true,
        Reply::View(_) | Reply::Layout(_) | Reply::Held(_) | Reply::Batch(_) => false,
    }
}

/// The notes of the Master, as they are made beside it; used as
/// [`MachineNotes`](super::MachineNotes) are.
#[derive(Clone, Debug)]
pub struct MasterNotes {
    pen: Pen,
    statuses: Statuses,
}

impl MasterNotes {
    /// A Master begins at `at` of cluster time.
    #[must_use]
    pub fn begin(at: Instant, beginning: Beginning) -> Self {
        let mut notes = Self { pen: Pen::default(), statuses: Statuses::default() };
        notes.pen.write(at, &Note::Began(beginning));
        notes
    }

    /// Another Master takes its place.
    pub fn begin_anew(&mut self, at: Instant, beginning: Beginning) {
        self.pen.write(at, &Note::Began(beginning));
    }

    /// The Master is handed this input at `at`.
    pub fn input(&mut self, at: Instant, input: &Input) {
        match input {
            Input::Timeout => self.pen.write(at, &Note::Timeout),
            Input::Reply { id, reply } if !answers_alone(reply) => {
                self.pen.write(at, &Note::Reply(*id));
            }
            Input::Status { of, members, summary, layout } => {
                let note = self.statuses.note(*of, members, *summary, *layout);
                self.pen.write(at, &note);
            }
            input => self.pen.write(at, &Note::Whole(Cow::Borrowed(input))),
        }
    }

    /// The host sets something on the Master.
    pub fn set(&mut self, at: Instant, setting: Setting) {
        self.pen.write(at, &Note::Set(setting));
    }

    /// The text of the line that is handed to the Master under this ticket, as a person typed it.
    pub fn said(&mut self, at: Instant, ticket: Ticket, text: &str) {
        self.pen.write(at, &Note::Said { ticket, text: Cow::Borrowed(text) });
    }

    /// Something of the host's own, which a replay hands to its [`Witness`](super::Witness).
    pub fn aside(&mut self, at: Instant, bytes: &[u8]) {
        self.pen.write(at, &Note::Aside(Cow::Borrowed(bytes)));
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

/// Reads the Master's notes.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    eye: Eye,
    statuses: Statuses,
}

impl Reader {
    /// The next note; a status comes whole. `None` when the bytes are no note.
    pub(super) fn read(&mut self, rest: &mut &[u8]) -> Option<(Instant, Note<'static>)> {
        let (at, note) = self.eye.read::<Note<'static>>(rest)?;
        let note = match note {
            Note::Status { of, members, summary, layout } => {
                let status = self.statuses.complete(of, members, summary, layout);
                Note::Whole(Cow::Owned(status))
            }
            Note::Whole(input) if !sane::input(&input) => return None,
            Note::Began(Beginning { joins: Some(founding), .. }) if !sane::founding(founding) => {
                return None;
            }
            note => note,
        };
        Some((at, note))
    }
}
