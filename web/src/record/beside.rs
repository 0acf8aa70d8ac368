//! The notes of one machine, made in its worker.
//!
//! The worker may be killed at any moment, and then its last notes are lost. Others note whole what is
//! small, so that its loss takes nothing from what they received; before anything else leaves the worker,
//! its notes do.

use js_sys::Uint8Array;
use lab::record::{MachineNotes, answers_alone, stands_alone};
use node_core::{Config, Envelope, Input, Instant, Message};

use crate::control::{
    Port,
    machine::{FromMachine, Replies},
};

/// Bytes that are posted as soon as there are so many.
const MANY: usize = 8 * 1024;

/// What notes beside one machine; nothing, where nobody keeps a record.
#[derive(Default)]
pub struct Beside(Option<MachineNotes>);

impl Beside {
    /// A machine starts so.
    #[must_use]
    pub fn begin(at: Instant, config: Config, seed: u64) -> Self {
        Self(Some(MachineNotes::begin(at, config, seed)))
    }

    /// Nobody keeps them any more.
    pub fn stop(&mut self) {
        self.0 = None;
    }

    /// The machine is handed this.
    pub fn input(&mut self, at: Instant, input: &Input) {
        if let Some(notes) = &mut self.0 {
            notes.input(at, input);
        }
    }

    /// The machine is frozen, or goes on.
    pub fn frozen(&mut self, at: Instant, is_frozen: bool) {
        match &mut self.0 {
            Some(notes) if is_frozen => notes.frozen(at),
            Some(notes) => notes.thawed(at),
            None => {}
        }
    }

    /// The machine has left.
    pub fn ended(&mut self, at: Instant) {
        if let Some(notes) = &mut self.0 {
            notes.ended(at);
        }
    }

    /// A message is about to leave: what it came from is posted, if its receiver needs that.
    pub fn before(&mut self, envelope: &Envelope, master: &Port) {
        if let Message::Data { body, .. } = &envelope.message
            && !stands_alone(body)
        {
            self.post(master);
        }
    }

    /// Replies are about to leave: what they came from is posted, if the Master needs that.
    pub fn before_replies(&mut self, replies: &Replies, master: &Port) {
        let mut replies = replies.iter().filter_map(|(_, reply)| reply.as_ref());
        if !replies.all(answers_alone) {
            self.post(master);
        }
    }

    /// Posts what was noted, if it is much.
    pub fn post_many(&mut self, master: &Port) {
        if self.0.as_ref().is_some_and(|notes| notes.len() > MANY) {
            self.post(master);
        }
    }

    /// Posts what was noted.
    pub fn post(&mut self, master: &Port) {
        if let Some(notes) = self.0.as_mut().filter(|notes| !notes.is_empty()) {
            master.tell(&FromMachine::Noted(Uint8Array::from(&notes.take()[..])));
        }
    }
}
