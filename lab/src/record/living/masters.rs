//! Living the notes of the Master.

use std::{borrow::Cow, rc::Rc};

use node_core::{Instant, Peer};

use super::{Around, State};
use crate::{
    master,
    record::{ReplayError, Seen, Whose, Witness, agenda::Reference, master::Note, post::Parcel},
};

impl State {
    pub(super) fn live_master<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        note: Note<'static>,
    ) -> Result<(), ReplayError> {
        let missing = ReplayError::Missing { whose: Whose::Master, at };
        let input = match note {
            Note::Began(beginning) => {
                self.stage.master = Some(beginning.master(at));
                self.drain_master(around, at);
                return Ok(());
            }
            Note::Set(setting) => {
                if let Some(master) = &mut self.stage.master {
                    setting.apply(master);
                }
                around.see(at, Seen::Set(setting), self);
                return Ok(());
            }
            Note::Said { ticket, text } => {
                self.threads.say(ticket, &text);
                around.see(at, Seen::Said(ticket, &text), self);
                return Ok(());
            }
            Note::Aside(bytes) => {
                around.see(at, Seen::Aside(&bytes), self);
                return Ok(());
            }
            Note::Timeout => master::Input::Timeout,
            Note::Reply(id) => {
                let reply = self.post.replies.get(&id).ok_or(missing)?;
                master::Input::Reply { id, reply: (*reply.what).clone() }
            }
            Note::Whole(input) => Cow::into_owned(input),
            // A status comes whole from the reader.
            Note::Status { .. } => return Ok(()),
        };
        self.tell_master(around, at, &input);
        Ok(())
    }

    fn tell_master<W: Witness>(
        &mut self,
        around: &mut Around<'_, W>,
        at: Instant,
        input: &master::Input,
    ) {
        let reply = match input {
            master::Input::Reply { id, .. } => self.post.replies.remove(id),
            _ => None,
        };
        if let master::Input::Down { peer, .. } = input {
            self.end(around, at, *peer);
        }
        let Some(master) = &mut self.stage.master else { return };
        master.handle_input(at, input.clone());
        around.see(at, Seen::MasterInput(input), self);
        if let Some(teller) = &mut around.teller {
            teller.told(at, self.note, input, reply.as_ref(), &self.threads);
        }
        self.threads.tell(input);
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
                master::Output::Booted => {
                    let living: Vec<Peer> =
                        self.stage.living().map(|machine| machine.node.status().me).collect();
                    for peer in living {
                        self.end(around, at, peer);
                    }
                    self.post.starts.values_mut().for_each(|is_over| *is_over = true);
                }
                master::Output::Start { node, incarnation, .. } => {
                    let peer = Peer { node: *node, incarnation: *incarnation };
                    self.post.starts.insert(peer.into(), false);
                    self.agenda.wake(Reference::Start(peer));
                }
                master::Output::Kill(node) => {
                    let lives = self.stage.life_of(*node);
                    if let Some(peer) = lives.or_else(|| self.post.starting(*node)) {
                        self.end(around, at, peer);
                    }
                }
                master::Output::Request { to, id, request } => {
                    let life = self.stage.master().and_then(|m| m.machines().incarnation(*to));
                    let machine = Peer { node: *to, incarnation: life.unwrap_or_default() };
                    let what = Rc::new(request.clone());
                    self.threads.ask(at, *id, what.clone());
                    self.post.requests.insert(*id, Parcel { sent: at, machine, what });
                    self.agenda.wake(Reference::Request(*id));
                }
                _ => {}
            }
            around.see(at, Seen::MasterOutput(output), self);
        }
    }
}
