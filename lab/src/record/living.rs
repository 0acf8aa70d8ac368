//! The state of a replay, and how it lives one note after another.

use core::time::Duration;
use std::{borrow::Cow, collections::BTreeSet, rc::Rc};

use node_core::{Envelope, Input, Instant, Message, Node, Output, Peer, message::Body};

use super::{
    Record, ReplayError, Seen, Stage, Whose, Witness,
    agenda::{Agenda, Note, Reference},
    checksum::Sum,
    machine, master,
    post::{Found, Parcel, Post, Way},
    stage::Machine,
    tell::{Arrival, Teller, Threads},
};
use crate::master as lab_master;

/// By how much the clocks of two hosts may differ: so long a message waits for its sender.
const SLACK: Duration = Duration::from_millis(5);

/// How long a note by reference waits for what it refers to, until that is not in the record.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often what is over is forgotten.
const SWEEP: Duration = Duration::from_secs(1);

/// What a key of a batch weighs against a note, when the work of living is counted.
const KEYS_PER_NOTE: usize = 4;

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
            teller.see(at, state.note, seen, &state.stage);
        }
    }
}

/// Whether the next note can be lived.
enum Turn {
    Now,
    WaitFor(Reference),
    After(Instant),
}

impl State {
    /// At the beginning of a record.
    pub(super) fn beginning(record: &Record) -> Self {
        let mut state = Self::default();
        state.agenda.refresh(record);
        state
    }

    /// Lives the next note; `false` at the end.
    pub(super) fn step<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
    ) -> Result<bool, ReplayError> {
        loop {
            let next = self.agenda.first();
            if let Some(error) = self.missing(next.map(|(at, _)| at)) {
                return Err(error);
            }
            let Some((due, whose)) = next else { return Ok(false) };
            let (at, note) = self.agenda.note(whose)?;
            match self.turn(whose, due, at, note) {
                Turn::WaitFor(reference) => self.agenda.wait_for(reference),
                Turn::After(moment) => self.agenda.postpone(moment),
                Turn::Now => {
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

    fn turn(&self, whose: Whose, due: Instant, at: Instant, note: &Note) -> Turn {
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
                machine::Note::Whole(input) => {
                    return match &**input {
                        Input::Message(envelope) => self.turn_of_card(me, due, at, envelope),
                        _ => Turn::Now,
                    };
                }
                _ => None,
            },
            (_, Note::Master(master::Note::Reply(id))) => {
                let is_there = self.post.replies.contains_key(id);
                (!is_there).then_some(Reference::Reply(*id))
            }
            _ => None,
        };
        waits_for.map_or(Turn::Now, Turn::WaitFor)
    }

    /// A message without a number comes after it was sent, even where the sender's clock is late.
    fn turn_of_card(&self, me: Peer, due: Instant, at: Instant, envelope: &Envelope) -> Turn {
        let Envelope { from, message } = envelope;
        if matches!(message, Message::Data { .. }) || self.post.has_card(me, *from, message) {
            return Turn::Now;
        }
        match self.agenda.ready_at(Whose::Machine(*from)) {
            Some(sender) if sender <= at + SLACK => Turn::After(sender.max(due)),
            _ => Turn::Now,
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

    fn live_machine<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        me: Peer,
        note: machine::Note<'static>,
    ) -> Result<(), ReplayError> {
        let missing = || ReplayError::Missing { whose: Whose::Machine(me), at };
        let input = match note {
            machine::Note::Started { config, seed, clock, sums } => {
                let told = clock.shows(at);
                let node = Node::new(me.node, config, seed, told);
                let sum = Sum::new(sums);
                let machine = Machine { node, clock, sum, is_frozen: false, is_gone: false };
                self.stage.insert(me, machine);
                around.see(at, Seen::Started { peer: me, config, seed, told }, self);
                self.drain(around, at, me);
                return Ok(());
            }
            machine::Note::Frozen | machine::Note::Thawed => {
                let is_frozen = matches!(note, machine::Note::Frozen);
                if let Some(machine) = self.stage.machine_mut(me) {
                    machine.is_frozen = is_frozen;
                }
                let seen = if is_frozen { Seen::Frozen(me) } else { Seen::Thawed(me) };
                around.see(at, seen, self);
                return Ok(());
            }
            machine::Note::Ended => {
                self.end(around, at, me);
                return Ok(());
            }
            machine::Note::Timeout => Input::Timeout,
            machine::Note::Data { from, on, sequence, received } => {
                let body = match self.post.body(Way::new(from, me.node, on), sequence) {
                    Found::Letter(body) => Rc::unwrap_or_clone(body),
                    Found::Confirmed => machine::no_body(),
                    Found::NotYet => return Err(missing()),
                };
                let message = Message::Data { on, sequence, received, body };
                Input::Message(Envelope { from, message })
            }
            machine::Note::Request(id) => {
                let request = self.post.requests.get(&id).ok_or_else(missing)?;
                Input::Request { id, request: (*request.what).clone() }
            }
            machine::Note::Whole(input) => input.into_owned(),
            // Ticks come whole from the reader, and checksums have been dealt with.
            machine::Note::Tick(_) | machine::Note::Outputs(_) => return Ok(()),
        };
        self.hand(around, at, me, input)
    }

    /// Hands an input to a machine.
    fn hand<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        me: Peer,
        input: Input,
    ) -> Result<(), ReplayError> {
        let arrival = self.receive(me, &input);
        self.work += keys_of(&input) / KEYS_PER_NOTE;
        let Some(machine) = self.stage.machine_mut(me) else {
            // Of one that is over there may come a last note.
            let is_over = self.over.contains(&me);
            let error = ReplayError::Malformed { whose: Whose::Machine(me), after: at };
            return is_over.then_some(()).ok_or(error);
        };
        let told = machine.clock.shows(at);
        let accepted = machine.node.handle_input(told, input.clone()).is_ok();
        let seen = Seen::Input { peer: me, told, input: &input, accepted };
        around.see(at, seen, self);
        if let Some(teller) = &mut around.teller {
            teller.arrived(at, self.note, me, &input, arrival, &self.threads);
        }
        self.threads.take_in(me, &input);
        self.drain(around, at, me);
        Ok(())
    }

    /// What the post makes of an input: when it was sent, and whether it came before.
    fn receive(&mut self, me: Peer, input: &Input) -> Arrival {
        let mut arrival = Arrival::default();
        match input {
            Input::Message(Envelope { from, message }) => {
                let taken = match message {
                    Message::Data { on, sequence, received, .. } => {
                        let way = Way::new(*from, me.node, *on);
                        let taken = self.post.take_letter(way, *sequence);
                        self.post.confirm(way, *received);
                        taken
                    }
                    Message::Received { on, received } => {
                        self.post.confirm(Way::new(*from, me.node, *on), *received);
                        self.post.take_card(me, *from, message)
                    }
                    _ => self.post.take_card(me, *from, message),
                };
                arrival.sent = taken.map(|(sent, _)| sent);
                arrival.again = taken.is_some_and(|(_, again)| again);
            }
            Input::Request { id, .. } => {
                arrival.sent = self.post.requests.remove(id).map(|request| request.sent);
            }
            Input::LinkDown(_) | Input::Timeout | Input::Leave => {}
        }
        arrival
    }

    /// Does what a machine wants done.
    fn drain<W: Witness>(&mut self, around: &mut Around<'_, W>, at: Instant, me: Peer) {
        let Some(machine) = self.stage.machine_mut(me) else { return };
        let outputs: Vec<Output> = std::iter::from_fn(|| machine.node.poll_output()).collect();
        machine.sum.begin();
        for output in &outputs {
            machine.sum.add(output);
        }
        for output in &outputs {
            match output {
                Output::Transmit { to, envelope } => {
                    self.post.send(at, *to, envelope);
                    self.threads.send(at, envelope);
                    if let (Message::Data { on, sequence, .. }, node_core::Destination::Node(to)) =
                        (&envelope.message, to)
                    {
                        let way = Way::new(envelope.from, *to, *on);
                        self.agenda.wake(Reference::Letter(way, *sequence));
                    }
                }
                Output::Reply { id, reply } => {
                    let what = Rc::new(reply.clone());
                    self.post.replies.insert(*id, Parcel { sent: at, machine: me, what });
                    self.agenda.wake(Reference::Reply(*id));
                }
                Output::Event(_) | Output::LayoutChanged | Output::Left => {}
            }
            around.see(at, Seen::Output(me, output), self);
        }
        self.threads.rest();
        if outputs.contains(&Output::Left) {
            self.end(around, at, me);
        }
    }

    /// A machine is dead. Its last notes may still come, where its host could not note its end.
    fn end<W: Witness>(&mut self, around: &mut Around<'_, W>, at: Instant, me: Peer) {
        let Some(machine) = self.stage.machine_mut(me) else { return };
        if !std::mem::replace(&mut machine.is_gone, true) {
            around.see(at, Seen::Ended(me), self);
        }
    }

    fn live_master<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        note: master::Note<'static>,
    ) -> Result<(), ReplayError> {
        let missing = ReplayError::Missing { whose: Whose::Master, at };
        let input = match note {
            master::Note::Began(beginning) => {
                self.stage.master = Some(beginning.master(at));
                self.drain_master(around, at);
                return Ok(());
            }
            master::Note::Set(setting) => {
                if let Some(master) = &mut self.stage.master {
                    setting.apply(master);
                }
                return Ok(());
            }
            master::Note::Said { ticket, text } => {
                self.threads.say(ticket, &text);
                around.see(at, Seen::Said(ticket, &text), self);
                return Ok(());
            }
            master::Note::Aside(bytes) => {
                around.see(at, Seen::Aside(&bytes), self);
                return Ok(());
            }
            master::Note::Timeout => lab_master::Input::Timeout,
            master::Note::Reply(id) => {
                let reply = self.post.replies.get(&id).ok_or(missing)?;
                lab_master::Input::Reply { id, reply: (*reply.what).clone() }
            }
            master::Note::Whole(input) => Cow::into_owned(input),
            // A status comes whole from the reader.
            master::Note::Status { .. } => return Ok(()),
        };
        self.tell_master(around, at, input);
        Ok(())
    }

    fn tell_master<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        input: lab_master::Input,
    ) {
        let reply = match &input {
            lab_master::Input::Reply { id, .. } => self.post.replies.remove(id),
            _ => None,
        };
        if let lab_master::Input::Down { peer, .. } = &input {
            self.end(around, at, *peer);
        }
        let Some(master) = &mut self.stage.master else { return };
        master.handle_input(at, input.clone());
        around.see(at, Seen::MasterInput(&input), self);
        if let Some(teller) = &mut around.teller {
            let from = reply.map(|reply| (reply.sent, reply.machine));
            teller.told(at, self.note, &input, from, &self.threads);
        }
        self.threads.tell(&input);
        self.drain_master(around, at);
    }

    /// Does what the Master wants done.
    fn drain_master<W: Witness>(&mut self, around: &mut Around<'_, W>, at: Instant) {
        let Some(master) = &mut self.stage.master else { return };
        // It is for other Masters, and they are not here.
        drop(master.take_accounted());
        let outputs: Vec<_> = std::iter::from_fn(|| master.poll_output()).collect();
        for output in &outputs {
            match output {
                lab_master::Output::Booted => {
                    let living: Vec<Peer> =
                        self.stage.living().map(|machine| machine.node.status().me).collect();
                    for peer in living {
                        self.end(around, at, peer);
                    }
                }
                lab_master::Output::Kill(node) => {
                    if let Some(peer) = self.stage.life_of(*node) {
                        self.end(around, at, peer);
                    }
                }
                lab_master::Output::Request { to, id, request } => {
                    let life = self.stage.master().and_then(|m| m.machines().incarnation(*to));
                    let machine = Peer { node: *to, incarnation: life.unwrap_or_default() };
                    self.threads.ask(at, *id, request);
                    let what = Rc::new(request.clone());
                    self.post.requests.insert(*id, Parcel { sent: at, machine, what });
                    self.agenda.wake(Reference::Request(*id));
                }
                _ => {}
            }
            around.see(at, Seen::MasterOutput(output), self);
        }
    }

    /// Forgets what is over.
    fn sweep(&mut self) {
        self.swept = self.now;
        let agenda = &self.agenda;
        let over: Vec<Peer> =
            self.stage.gone().filter(|&peer| agenda.is_over(Whose::Machine(peer))).collect();
        for peer in over {
            self.stage.remove(peer);
            self.over.insert(peer);
        }
        self.post.sweep(self.now, |peer| self.over.contains(&peer));
        self.threads.sweep(self.now);
    }
}

/// How many keys an input is about, where they are many.
fn keys_of(input: &Input) -> usize {
    match input {
        Input::Request { request: node_core::Request::Batch(batch), .. }
        | Input::Message(Envelope {
            message: Message::Data { body: Body::Batch { batch, .. }, .. },
            ..
        }) => batch.len(),
        _ => 0,
    }
}
