//! The state of a replay, and how it lives one note after another.

mod machines;
mod masters;

use core::time::Duration;
use std::collections::BTreeSet;

use node_core::{Envelope, Input, Instant, Message, Peer, RequestId};

use super::{
    Record, ReplayError, Seen, Stage, Whose, Witness,
    agenda::{Agenda, NextTurn, Note, Reference, Turn},
    machine, master,
    post::{Found, Post, Way},
    tell::Teller,
    threads::Threads,
};
use crate::master as lab_master;

/// A moment that never comes.
pub(super) const FOREVER: Instant = Instant::after_origin(Duration::MAX);

/// By how much the clocks of two hosts may differ: so long a message waits for its sender.
const SLACK: Duration = Duration::from_millis(5);

/// How many streams may let one another go first at one moment.
const MOST_RANK: u32 = 64;

/// How long a note by reference waits for what it refers to, until that is not in the record.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a message without a number is remembered beyond the longest delay of the network.
const REMEMBERED: Duration = Duration::from_secs(5);

/// How long after a machine's death its last notes may come, where the run goes on meanwhile.
const LAST_NOTES: Duration = Duration::from_secs(2);

/// How often what is over is forgotten.
const SWEEP: Duration = Duration::from_secs(1);

/// A moment of a replay: everything that going on from it needs, but for the record.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) now: Instant,
    /// How many notes have been lived.
    pub(super) note: u64,
    /// How much that was to do, in notes without keys.
    pub(super) work: usize,
    pub(super) agenda: Agenda,
    pub(super) stage: Stage,
    pub(super) post: Post,
    pub(super) threads: Threads,
    /// Lives that are over and forgotten.
    over: BTreeSet<Peer>,
    swept: Instant,
}

/// Who looks on, and the record itself.
pub(super) struct Around<'a, W> {
    pub(super) record: &'a Record,
    pub(super) witness: &'a mut W,
    pub(super) teller: Option<&'a mut Teller>,
}

impl<W: Witness> Around<'_, W> {
    fn see(&mut self, at: Instant, seen: Seen<'_>, state: &State) {
        self.witness.see(at, seen, &state.stage);
        if let Some(teller) = &mut self.teller {
            teller.see(at, state.note, seen, &state.threads);
        }
    }
}

/// Whether the next note can be lived.
enum Readiness {
    Now,
    WaitFor(Reference),
    After(Turn),
}

impl State {
    /// At the beginning of a record.
    pub(super) fn beginning(record: &Record) -> Self {
        let mut state = Self::default();
        state.agenda.refresh(record);
        state
    }

    /// Lives the next note, if it is due by `limit`; `false` where there is none.
    pub(super) fn step<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        limit: Instant,
    ) -> Result<bool, ReplayError> {
        loop {
            let next = self.agenda.first();
            if let Some(error) = self.missing(next.map(|((at, _), _)| at)) {
                return Err(error);
            }
            let Some((due, whose)) = next.filter(|(due, _)| due.0 <= limit) else {
                return Ok(false);
            };
            let (at, note) = self.agenda.note(whose)?;
            match self.readiness(whose, due, at, note) {
                Readiness::WaitFor(reference) => self.agenda.wait_for(reference),
                Readiness::After(turn) => self.agenda.postpone(turn),
                Readiness::Now => {
                    let Some(note) = self.agenda.take(around.record, whose) else { continue };
                    if self.live(around, at, whose, note)? {
                        return Ok(true);
                    }
                }
            }
        }
    }

    /// Whether a note has waited too long for what it refers to: all the others have gone on.
    fn missing(&self, now: Option<Instant>) -> Option<ReplayError> {
        let mut waiting = self.agenda.waiting();
        let late = waiting.find(|(at, ..)| now.is_none_or(|now| now.since(*at) > PATIENCE));
        late.map(|(at, whose, _)| ReplayError::Missing { whose, at })
    }

    fn readiness(&self, whose: Whose, due: Turn, at: Instant, note: &Note) -> Readiness {
        let waits_for = match (whose, note) {
            (Whose::Machine(me), Note::Machine(note)) => match note {
                machine::Note::Data { from, on, sequence, .. } => {
                    let way = Way::new(*from, me.node, *on);
                    let is_there = !matches!(self.post.body(way, *sequence), Found::NotYet);
                    (!is_there).then_some(Reference::Letter(way, *sequence))
                }
                machine::Note::Request(id) => {
                    let is_there = self.post.requests.contains_key(id);
                    (!is_there).then_some(Reference::Request(*id))
                }
                machine::Note::Started { .. } => {
                    let is_there = self.post.starts.contains_key(&me.into());
                    (!is_there).then_some(Reference::Start(me))
                }
                machine::Note::Whole(input) => {
                    return match &**input {
                        Input::Message(envelope) => self.readiness_of_card(me, due, at, envelope),
                        _ => Readiness::Now,
                    };
                }
                _ => None,
            },
            (_, Note::Master(master::Note::Reply(id))) => {
                let is_there = self.post.replies.contains_key(id);
                (!is_there).then_some(Reference::Reply(*id))
            }
            (_, Note::Master(master::Note::Whole(input))) => {
                return match &**input {
                    lab_master::Input::Reply { id, .. } => self.readiness_of_reply(*id, at),
                    _ => Readiness::Now,
                };
            }
            _ => None,
        };
        waits_for.map_or(Readiness::Now, Readiness::WaitFor)
    }

    /// A message that was noted whole comes after it was sent, even where the sender's clock is late.
    fn readiness_of_card(
        &self,
        me: Peer,
        due: Turn,
        at: Instant,
        envelope: &Envelope,
    ) -> Readiness {
        let Envelope { from, message } = envelope;
        let is_there = match message {
            Message::Data { on, sequence, .. } => {
                !matches!(self.post.body(Way::new(*from, me.node, *on), *sequence), Found::NotYet)
            }
            message => self.post.has_card(me.node, *from, message),
        };
        if is_there {
            return Readiness::Now;
        }
        let latest = (at + SLACK, 0);
        match self.agenda.turn_of(Whose::Machine(*from)) {
            // Streams that let one another go first: that has an end.
            Some(NextTurn::At((sender, rank))) if (sender, rank) < latest && rank < MOST_RANK => {
                Readiness::After((sender, rank + 1))
            }
            Some(NextTurn::Waits) if due < latest => Readiness::After(latest),
            _ => Readiness::Now,
        }
    }

    /// The same of a reply.
    fn readiness_of_reply(&self, id: RequestId, at: Instant) -> Readiness {
        if self.post.replies.contains_key(&id) {
            return Readiness::Now;
        }
        // Which machine makes it is not known, so all go first.
        match self.agenda.first_but(Whose::Master) {
            Some((machine, rank)) if (machine, rank) < (at + SLACK, 0) && rank < MOST_RANK => {
                Readiness::After((machine, rank + 1))
            }
            _ => Readiness::Now,
        }
    }

    /// Lives a note; `false` when it was only a checksum.
    fn live<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        whose: Whose,
        note: Note,
    ) -> Result<bool, ReplayError> {
        if let (Whose::Machine(peer), Note::Machine(machine::Note::Outputs(sum))) = (whose, &note) {
            let machine = self.stage.machine(peer);
            let differs = machine.is_some_and(|machine| machine.sum.value() != *sum);
            return if differs { Err(ReplayError::Differs { whose, at }) } else { Ok(false) };
        }
        self.now = self.now.max(at);
        self.note += 1;
        self.work += 1;
        match (whose, note) {
            (Whose::Machine(peer), Note::Machine(note)) => {
                self.live_machine(around, at, peer, note)?;
            }
            (_, Note::Master(note)) => self.live_master(around, at, note)?,
            (Whose::Master, Note::Machine(_)) => {}
        }
        if self.now.since(self.swept) >= SWEEP {
            self.sweep();
        }
        Ok(true)
    }

    /// Whether there are notes of this machine, in this life of it.
    pub(super) fn knows(&self, peer: Peer) -> bool {
        self.agenda.knows(Whose::Machine(peer))
    }

    /// Forgets what is over.
    fn sweep(&mut self) {
        self.swept = self.now;
        let agenda = &self.agenda;
        let is_over = |(peer, since): &(Peer, Instant)| {
            self.now.since(*since) > LAST_NOTES && agenda.is_over(Whose::Machine(*peer))
        };
        let over: Vec<_> = self.stage.gone().filter(is_over).collect();
        for (peer, _) in over {
            self.stage.remove(peer);
            self.over.insert(peer);
        }
        let remembered = self.stage.longest_delay() + REMEMBERED;
        self.post.sweep(self.now, remembered, |peer| self.over.contains(&peer));
        self.threads.sweep(self.now);
    }
}
