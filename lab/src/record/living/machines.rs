//! Living the notes of machines.

use std::rc::Rc;

use node_core::{
    Destination, Envelope, Input, Instant, Message, Node, Output, Peer, Request, message::Body,
};

use super::{Around, State};
use crate::record::{
    ReplayError, Seen, Whose, Witness,
    agenda::Reference,
    checksum::Sum,
    machine::{self, Note},
    post::{Found, Parcel, Way},
    stage::Machine,
    tell::Arrival,
};

/// What a key of a batch weighs against a note, when the work of living is counted.
const KEYS_PER_NOTE: usize = 4;

impl State {
    pub(super) fn live_machine<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        me: Peer,
        note: Note<'static>,
    ) -> Result<(), ReplayError> {
        let missing = || ReplayError::Missing { whose: Whose::Machine(me), at };
        let input = match note {
            Note::Started { config, seed, clock, sums } => {
                let told = clock.shows(at);
                let node = Node::new(me.node, config, seed, told);
                let sum = Sum::new(sums);
                let is_over = self.post.starts.remove(&me.into()).unwrap_or_default();
                let machine =
                    Machine { node, started: at, clock, sum, is_frozen: false, gone: None };
                self.stage.insert(me, machine);
                around.see(at, Seen::Started { peer: me, config, seed, clock, told }, self);
                self.drain(around, at, me);
                if is_over {
                    self.end(around, at, me);
                }
                return Ok(());
            }
            Note::Frozen | Note::Thawed => {
                let is_frozen = matches!(note, Note::Frozen);
                if let Some(machine) = self.stage.machine_mut(me) {
                    machine.is_frozen = is_frozen;
                }
                let seen = if is_frozen { Seen::Frozen(me) } else { Seen::Thawed(me) };
                around.see(at, seen, self);
                return Ok(());
            }
            Note::Ended => {
                self.end(around, at, me);
                return Ok(());
            }
            Note::Timeout => Input::Timeout,
            Note::Data { from, on, sequence, received } => {
                let body = match self.post.body(Way::new(from, me.node, on), sequence) {
                    Found::Letter(body) => Rc::unwrap_or_clone(body),
                    Found::Confirmed => machine::no_body(),
                    Found::NotYet => return Err(missing()),
                };
                let message = Message::Data { on, sequence, received, body };
                Input::Message(Envelope { from, message })
            }
            Note::Request(id) => {
                let request = self.post.requests.get(&id).ok_or_else(missing)?;
                Input::Request { id, request: (*request.what).clone() }
            }
            Note::Whole(input) => input.into_owned(),
            // Ticks come whole from the reader, and checksums have been dealt with.
            Note::Tick(_) | Note::NextTick | Note::Outputs(_) => return Ok(()),
        };
        self.hand(around, at, me, &input)
    }

    /// Hands an input to a machine.
    fn hand<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        me: Peer,
        input: &Input,
    ) -> Result<(), ReplayError> {
        let arrival = self.receive(me, input);
        self.work += keys_of(input) / KEYS_PER_NOTE;
        let Some(machine) = self.stage.machine_mut(me) else {
            // Of one that is over there may come a last note.
            let is_over = self.over.contains(&me);
            let error = ReplayError::Malformed { whose: Whose::Machine(me), after: at };
            return is_over.then_some(()).ok_or(error);
        };
        let told = machine.clock.shows(at);
        let accepted = machine.node.handle_input(told, input.clone()).is_ok();
        let seen = Seen::Input { peer: me, told, input, accepted };
        around.see(at, seen, self);
        if let Some(teller) = &mut around.teller {
            teller.arrived(at, self.note, me, input, arrival, &self.threads);
        }
        self.threads.take_in(me, input);
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
                    if let Some(body) = self.post.send(at, *to, envelope) {
                        self.threads.send(at, me, &body);
                    }
                    if let (Message::Data { on, sequence, .. }, Destination::Node(to)) =
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
    pub(super) fn end<W: Witness>(&mut self, around: &mut Around<'_, W>, at: Instant, me: Peer) {
        let Some(machine) = self.stage.machine_mut(me) else {
            if let Some(is_over) = self.post.starts.get_mut(&me.into()) {
                *is_over = true;
            }
            return;
        };
        if !machine.is_gone() {
            machine.gone = Some(self.now);
            around.see(at, Seen::Ended(me), self);
        }
    }
}

/// How many keys an input is about, where they are many.
fn keys_of(input: &Input) -> usize {
    match input {
        Input::Request { request: Request::Batch(batch), .. }
        | Input::Message(Envelope {
            message: Message::Data { body: Body::Batch { batch, .. }, .. },
            ..
        }) => batch.len(),
        _ => 0,
    }
}
